"""A plan: SQL over the raw rows of one snapshot, with the small frames of metadata that it joins on."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

import pandas as pd

from loaders.errors import TableError
from loaders.normalise import keys
from loaders.normalise.metadata import Dimension, Metadata, Topic, plain

Part = tuple[str, str]  # dimension and key of a category; of a column of figures an empty text and its key


@dataclass(frozen=True)
class Plan:
    """How one snapshot becomes rows of the store.

    `columns`: raw columns to read and their DuckDB types. `lookups`: frames the SQL names. `selects`: table
    of the store -> query over `raw` and the lookups. `regions`: code, name, kind as this table gives them.
    `notes`: Dutch sentences for *Bronnen* about what was left out and why. `parts`: figure -> the columns and
    categories it stands on, in those dimensions that are neither regions nor periods.
    """

    columns: Mapping[str, str]
    selects: Mapping[str, str]
    lookups: Mapping[str, pd.DataFrame] = field(default_factory=dict)
    regions: pd.DataFrame = field(default_factory=lambda: pd.DataFrame(columns=["code", "name", "kind"]))
    members: Mapping[str, frozenset[str]] = field(
        default_factory=dict
    )  # key column -> every key that may occur
    notes: tuple[str, ...] = ()
    parts: Mapping[str, frozenset[Part]] = field(default_factory=dict)

    @property
    def table(self) -> str:
        """The table of the store that holds the figures: 'observation', 'finance' or 'wijk'."""
        return next(name for name in ("finance", "wijk", "observation") if name in self.selects)

    @property
    def has_gemeenten(self) -> bool:
        """Whether the table has figures of gemeenten; else of Nederland alone."""
        return bool((self.regions["kind"] == "gemeente").any())


@dataclass(frozen=True)
class Wanted:
    """One figure to take from a table: the members it stands on (one per other dimension), topic and new
    name.

    Several `Wanted` of the same indicator are added up (single years of age); the sum is missing where one
    is.
    """

    members: tuple[str, ...]
    topic: Topic
    indicator: str


def quoted(name: str) -> str:
    """Return a column name as SQL: names come from the feed, so they are never trusted to be plain."""
    return '"' + name.replace('"', '""') + '"'


def literal(text: str) -> str:
    """Return a text as SQL."""
    return "'" + text.replace("'", "''") + "'"


def observations(
    meta: Metadata, wanted: Sequence[Wanted], others: Sequence[Dimension] = (), *, summed: bool = False
) -> Plan:
    """Return the plan for a table of regions x periods (x other dimensions) x topics.

    Every region and every period of the table is kept; of the other dimensions the members in `wanted`. A share
    outside 0 to 100 keeps its value and gets the cell status 'niet_plausibel'.
    """
    if not wanted:
        raise TableError(meta.source_id, ["Er is niets in deze tabel dat we herkennen."])
    topics = sorted({each.topic.key for each in wanted})
    dims = [each.key for each in others]
    long_columns = ", ".join(f"trim({quoted(key)}) AS d{number}" for number, key in enumerate(dims))
    frame = pd.DataFrame(
        [
            {
                **{f"d{number}": key for number, key in enumerate(each.members)},
                "topic": each.topic.key,
                "indicator": each.indicator,
                "factor": keys.factor(each.topic, meta.source_id),
            }
            for each in wanted
        ]
    )
    frame["parts"] = frame.groupby("indicator")["topic"].transform("size").astype("int64")
    joined = " AND ".join(
        ["l.topic = w.topic", *(f"l.d{number} = w.d{number}" for number in range(len(dims)))]
    )
    value, tail = "round(l.value * w.factor, 6)", ""
    if summed:
        value = "CASE WHEN count(l.value) = any_value(w.parts) THEN round(sum(l.value * w.factor), 6) END"
        tail = "GROUP BY w.indicator, r.code, p.period, p.year, p.status"
    sql = f"""
        WITH long AS (
            SELECT * FROM (
                SELECT {long_columns + "," if dims else ""} trim({quoted(meta.geo.key)}) AS region_key,
                       trim({quoted(meta.time.key)}) AS period_key, {", ".join(map(quoted, topics))}
                FROM raw
            ) UNPIVOT INCLUDE NULLS (value FOR topic IN ({", ".join(map(quoted, topics))}))
        ), rows AS (
            SELECT w.indicator, r.code AS region, p.period, p.year, {value} AS value, p.status AS
            period_status FROM long l JOIN wanted w ON {joined}
            JOIN regions r ON r.code = l.region_key JOIN periods p ON p.key = l.period_key
            {tail}
        )
        SELECT indicator, region, period, year, value, period_status,
               CASE WHEN value IS NULL THEN 'geen_cijfer'
                    WHEN ends_with(indicator, '_pct') AND value NOT BETWEEN 0 AND 100 THEN 'niet_plausibel'
                    ELSE 'ok' END AS cell_status,
               $source_id AS source_id
        FROM rows
    """  # noqa: S608 - built from quoted column names and names of our own
    columns = dict.fromkeys([each.key for each in meta.dimensions], "VARCHAR")
    regions = region_frame(meta.geo)
    parts: dict[str, frozenset[Part]] = {}
    for each in wanted:
        stands_on = {("", each.topic.key), *zip(dims, each.members, strict=True)}
        parts[each.indicator] = parts.get(each.indicator, frozenset()) | stands_on
    return Plan(
        columns=columns | dict.fromkeys(topics, "DOUBLE"),
        selects={"observation": sql},
        lookups={"wanted": frame, "regions": regions, "periods": period_frame(meta)},
        regions=regions,
        members=member_keys(meta, columns),
        notes=period_notes(meta),
        parts=parts,
    )


def member_keys(meta: Metadata, columns: Collection[str]) -> dict[str, frozenset[str]]:
    """Return the trimmed keys of every dimension in `columns`: a row with another key would fall out without a word."""
    return {
        each.key: frozenset(member.key for member in each.members)
        for each in meta.dimensions
        if each.key in columns
    }


def region_frame(dimension: Dimension) -> pd.DataFrame:
    """Return code, name and kind of each region of a dimension (wijken and buurten left out)."""
    rows = [(member.key, member.title, keys.region_kind(member.key)) for member in dimension.members]
    frame = pd.DataFrame(rows, columns=["code", "name", "kind"])
    return frame[~frame["kind"].isin(["wijk", "buurt"])].reset_index(drop=True)


def period_frame(meta: Metadata) -> pd.DataFrame:
    """Return key, period, year and status of each period of a table that can be read.

    Raises `TableError` where none can; the others are left out, see `period_notes`.
    """
    periods = [found for member in meta.time.members if (found := keys.period(member)) is not None]
    if not periods:
        there = ", ".join(member.key for member in meta.time.members[:5])
        raise TableError(
            meta.source_id, [f"Geen enkele periode is te lezen (verwacht: 2019JJ00); er staat: {there}."]
        )
    return pd.DataFrame(
        [(each.key, each.period, each.year, each.status) for each in periods],
        columns=["key", "period", "year", "status"],
    )


def period_notes(meta: Metadata) -> tuple[str, ...]:
    """Return the note on periods that are left out, with their keys; nothing where all can be read."""
    odd = [member.key for member in meta.time.members if keys.period(member) is None]
    return (f"Deze perioden kennen we niet, hun cijfers zijn weggelaten: {', '.join(odd)}.",) if odd else ()


def offered(
    meta: Metadata, *words: str, without: Sequence[str] = (), unit: str = "", title: str = ""
) -> tuple[Topic | None, tuple[str, ...]]:
    """Return a topic that a table may have, found as `Metadata.find_topic` does, and notes on why it is not used.

    `title`: a pattern that the topic's own plain title begins with. None without a note where the table has no such
    topic; None with a note where it holds no numbers in a unit that is known, or which one is meant cannot be told.
    """
    fits = tuple(each for each in meta.topics if re.match(title, plain(each.title)))
    try:
        topic = replace(meta, topics=fits).find_topic(*words, without=without, unit=unit)
    except TableError as error:
        return None, (f"{' '.join(error.problems)} We gebruiken die kolom niet.",)
    if topic is not None and keys.known_factor(topic) is None:
        said = f"'{topic.unit}'" if topic.datatype != "String" else "tekst"
        return None, (f"Kolom '{topic.path}' is niet gebruikt: de eenheid ({said}) kennen we niet.",)
    return topic, ()


def pick(meta: Metadata, dimension: Dimension, what: str, *patterns: str) -> str:
    """Return the key of the one member that is meant by `what`.

    The patterns are tried in turn on whole plain titles; the first that fits exactly one member decides.
    Raises `TableError` that lists the titles there are, so that a category that was renamed says so.
    """
    for pattern in patterns:
        found = dimension.titled(pattern)
        if len(found) == 1:
            return found[0].key
    titles = "; ".join(member.title for member in dimension.members[:15])
    raise TableError(meta.source_id, [f"'{what}' is niet gevonden in {dimension.key}; er staat: {titles}."])
