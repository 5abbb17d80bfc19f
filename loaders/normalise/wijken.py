"""Key figures of wijken and buurten of one year: young people with jeugdzorg in natura, per gemeente and wijk.

The tables have no periods: the year stands in their title. Codes and names are those of that year, so that these rows
stand apart from those of gemeenten (table `wijk`). Buurten and Nederland are left out.
"""

import re

import pandas as pd

from loaders.errors import TableError
from loaders.normalise import keys
from loaders.normalise.metadata import Dimension, Metadata, Topic
from loaders.normalise.plan import Plan, member_keys, quoted

SHARE, COUNT = "jeugdzorg_natura_wijk_pct", "jeugdzorg_natura_wijk_n"
_REGION = re.compile(r"GM(\d{4})|WK(\d{4})\w{2}")


def plan(meta: Metadata) -> Plan:
    """Return the plan: both figures (% of the young people to 23; persons) of every gemeente and wijk.

    A hidden cell (under eight young people, or unknown) has no value and the cell status 'geen_cijfer'; a share outside
    0 to 100 keeps its value and is 'niet_plausibel'. Raises `TableError` where the title names no year, a column is not
    found or has another unit, or the table has another dimension.
    """
    meta.others()
    found = re.search(r"\b(20\d\d)\b", meta.title)
    if found is None:
        raise TableError(meta.source_id, [f"In de titel '{meta.title}' staat geen jaar."])
    year = int(found[1])
    topics = {
        SHARE: meta.topic("percentage jongeren met jeugdzorg", unit="%"),
        COUNT: meta.topic("jongeren met jeugdzorg in natura", without=("percentage",), unit="aantal"),
    }
    columns = ", ".join(quoted(each.key) for each in topics.values())
    sql = f"""
        WITH long AS (
            SELECT * FROM (SELECT trim({quoted(meta.geo.key)}) AS region_key, {columns} FROM raw)
            UNPIVOT INCLUDE NULLS (value FOR topic IN ({columns}))
        ), rows AS (
            SELECT w.indicator, r.code AS region, r.name, r.gemeente, round(l.value * w.factor, 6) AS value
            FROM long l JOIN wanted w ON l.topic = w.topic JOIN places r ON r.code = l.region_key
        )
        SELECT indicator, region, name, gemeente, '{year}' AS period, {year} AS year, value,
               'onbekend' AS period_status,
               CASE WHEN value IS NULL THEN 'geen_cijfer'
                    WHEN indicator = '{SHARE}' AND value NOT BETWEEN 0 AND 100 THEN 'niet_plausibel'
                    ELSE 'ok' END AS cell_status,
               $source_id AS source_id
        FROM rows
    """  # noqa: S608 - quoted column names, names of our own and a whole number
    all_places = places(meta.geo)
    gemeenten = all_places[all_places["kind"] == "gemeente"]
    kinds = {meta.geo.key: "VARCHAR"} | dict.fromkeys((each.key for each in topics.values()), "DOUBLE")
    return Plan(
        columns=kinds,
        selects={"wijk": sql},
        lookups={"wanted": _wanted(meta.source_id, topics), "places": all_places, "regions": gemeenten},
        regions=gemeenten[["code", "name", "kind"]].reset_index(drop=True),
        members=member_keys(meta, kinds),
        parts={name: frozenset({("", topic.key)}) for name, topic in topics.items()},
    )


def _wanted(source_id: str, topics: dict[str, Topic]) -> pd.DataFrame:
    rows = [(each.key, name, keys.factor(each, source_id)) for name, each in topics.items()]
    return pd.DataFrame(rows, columns=["topic", "indicator", "factor"])


def places(dimension: Dimension) -> pd.DataFrame:
    """Return code, name, kind and gemeente of every gemeente and wijk of a table's own list."""
    rows = []
    for member in dimension.members:
        found = _REGION.fullmatch(member.key)
        if found:
            name = " ".join(member.title.split()) or member.key
            rows.append((member.key, name, keys.region_kind(member.key), f"GM{found[1] or found[2]}"))
    return pd.DataFrame(rows, columns=["code", "name", "kind", "gemeente"])
