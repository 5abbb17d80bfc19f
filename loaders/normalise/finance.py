"""Iv3: the amounts every gemeente delivers, per taakveld x categorie x verslagsoort, 1st and 2nd placing.

Raw as received by CBS: nothing is chosen or added up here. The tables are named by their year, and their
columns by title ('1e plaatsing'), because the names changed in 2017. Unit 1 000 euro.
"""

import re

import pandas as pd

from loaders.errors import TableError
from loaders.normalise import keys
from loaders.normalise.metadata import Dimension, Member, Metadata, plain
from loaders.normalise.plan import Plan, member_keys, quoted, region_frame

NO_FIGURE = (
    -99998
)  # stands for 'no figure' in copies of these tables; by equality only: real amounts go below it
_STATEMENTS = {"begroting": r"(\d{4} )?begroting.*", "jaarrekening": r"(\d{4} )?jaarrekening.*"}


def plan(meta: Metadata) -> Plan:
    """Return the plan for `finance` (region, year, statement, taakveld, categorie, placing1_eur,
    placing2_eur,
    source_id) and `finance_label` (titles of taakvelden and categories).

    Amounts in euro; missing = not delivered. Quarters and balance posts are left out. Raises `TableError`
    where a dimension, a placing or the kinds of statement are not found, or the unit is not known.
    """
    tasks, categories, statements = meta.others("taakveld|functie", "categorie", "verslagsoort")
    first = meta.find_topic("1e") or meta.topic("1ste")
    second = meta.find_topic("2e") or meta.topic("2de")
    factors = {keys.factor(topic, meta.source_id) for topic in (first, second)}
    if len(factors) != 1:
        raise TableError(
            meta.source_id, [f"De plaatsingen hebben andere eenheden: {first.unit}, {second.unit}."]
        )
    factor = factors.pop()

    def amount(column: str) -> str:
        return f"round(nullif(raw.{quoted(column)}, {NO_FIGURE}) * {factor}, 2)"

    sql = f"""
        SELECT r.code AS region, s.year, s.statement, t.code AS taakveld, c.code AS categorie,
               {amount(first.key)} AS placing1_eur, {amount(second.key)} AS placing2_eur, $source_id AS
               source_id
        FROM raw
        JOIN regions r ON r.code = trim(raw.{quoted(meta.geo.key)})
        JOIN statements s ON s.key = trim(raw.{quoted(statements.key)})
        JOIN tasks t ON t.code = trim(raw.{quoted(tasks.key)})
        JOIN categories c ON c.code = trim(raw.{quoted(categories.key)})
    """  # noqa: S608 - quoted column names of the feed
    statement_frame = _statements(meta, statements)
    task_frame, category_frame = (
        _labels(tasks, r"\d+\.\d+[a-z]?"),
        _labels(categories, r"[LB]\d+(\.\d+)*[a-z]?"),
    )
    year = int(statement_frame["year"].iloc[0])
    labels = pd.concat([task_frame.assign(kind="taakveld"), category_frame.assign(kind="categorie")])
    regions = region_frame(meta.geo)
    regions = regions[regions["kind"] == "gemeente"].reset_index(drop=True)
    columns = dict.fromkeys([each.key for each in meta.dimensions], "VARCHAR")
    return Plan(
        columns=columns | dict.fromkeys((first.key, second.key), "DOUBLE"),
        selects={"finance": sql, "finance_label": "SELECT year, kind, code, title FROM labels"},
        lookups={
            "regions": regions,
            "statements": statement_frame,
            "tasks": task_frame,
            "categories": category_frame,
            "labels": labels.assign(year=year),
        },
        regions=regions,
        members=member_keys(meta, columns),
    )


def _statements(meta: Metadata, dimension: Dimension) -> pd.DataFrame:
    """Return key, year and statement of the begroting and the jaarrekening: '2019X000', '2019X005' by
    title.
    """
    rows = []
    for statement, pattern in _STATEMENTS.items():
        for member in dimension.titled(pattern):
            match = re.match(r"\d{4}", member.key)
            if match is None:
                raise TableError(
                    meta.source_id, [f"In de begroting of rekening '{member.key}' staat geen jaar."]
                )
            rows.append((member.key, int(match[0]), statement))
    if not rows:
        titles = "; ".join(member.title for member in dimension.members)
        raise TableError(
            meta.source_id, [f"Geen begroting of jaarrekening in {dimension.key}; er staat: {titles}."]
        )
    if len({year for _, year, _ in rows}) != 1:
        raise TableError(
            meta.source_id, [f"Meer dan een jaar in {dimension.key}; verwacht: een tabel per jaar."]
        )
    return pd.DataFrame(rows, columns=["key", "year", "statement"])


def _labels(dimension: Dimension, pattern: str) -> pd.DataFrame:
    """Return code and title of the members whose key has the shape of a taakveld or categorie (no balance
    posts).
    """
    rows = [(each.key, _title(each)) for each in dimension.members if re.fullmatch(pattern, each.key)]
    return pd.DataFrame(rows, columns=["code", "title"])


def _title(member: Member) -> str:
    """Return the title without the code it begins with."""
    return re.sub(rf"^{re.escape(member.key)}\s+", "", member.title) if plain(member.title) else member.key
