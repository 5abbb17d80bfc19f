"""Young people per wijk by form of jeugdzorg in natura, one table a year: counts, without a share.

Beside the key figures of wijken (`loaders.normalise.wijken`), which give one figure for all forms, later. Forms are
found by title; their keys and those of the columns change. Rows stand in table `wijk`, as those of the key figures.
"""

import re

import pandas as pd

from loaders.errors import TableError
from loaders.normalise import keys, wijken
from loaders.normalise.metadata import Dimension, Metadata, plain
from loaders.normalise.plan import Plan, member_keys, period_frame, period_notes, quoted

# Indicator -> the title of its form, plainly compared.
FORMS = {
    "wijk_natura_totaal_n": r"totaal( alle)? jeugdzorg( in natura)?",
    "wijk_natura_jeugdhulp_n": r"totaal jeugdhulp( in natura)?",
    "wijk_natura_zonder_verblijf_n": r"(totaal )?jeugdhulp zonder verblijf( in natura)?",
    "wijk_natura_met_verblijf_n": r"(totaal )?jeugdhulp met verblijf( in natura)?",
    "wijk_natura_bescherming_n": r"(totaal )?jeugdbescherming",
    "wijk_natura_reclassering_n": r"(totaal )?jeugdreclassering",
}


def plan(meta: Metadata) -> Plan:
    """Return the plan: `wijk_natura_<form>_n` (young people to 23 in the year) of every gemeente and wijk.

    A hidden cell has no value and the cell status 'geen_cijfer'. A form of which the title is not known is left out
    with a note, and so is a part of a year: fewer young people have care in half a year, and the year would be read
    for it. Raises `TableError` where the total of all forms, the column of young people or a whole year is not found,
    or the table has another dimension.
    """
    (dimension,) = meta.others("vormen|typejeugdzorg")
    topic = meta.topic("totaal jongeren met jeugdzorg", unit="aantal")
    forms, unknown = _forms(dimension, meta.source_id)
    wanted = pd.DataFrame(forms.items(), columns=["form", "indicator"])
    wanted["factor"] = keys.factor(topic, meta.source_id)
    sql = f"""
        SELECT w.indicator, r.code AS region, r.name, r.gemeente, p.period, p.year,
               round(t.{quoted(topic.key)} * w.factor, 6) AS value, p.status AS period_status,
               CASE WHEN t.{quoted(topic.key)} IS NULL THEN 'geen_cijfer' ELSE 'ok' END AS cell_status,
               $source_id AS source_id
        FROM raw t JOIN wanted w ON w.form = trim(t.{quoted(dimension.key)})
        JOIN places r ON r.code = trim(t.{quoted(meta.geo.key)})
        JOIN periods p ON p.key = trim(t.{quoted(meta.time.key)})
    """  # noqa: S608 - quoted column names and names of our own
    places = wijken.places(meta.geo)
    gemeenten = places[places["kind"] == "gemeente"]
    columns = dict.fromkeys((dimension.key, meta.geo.key, meta.time.key), "VARCHAR") | {topic.key: "DOUBLE"}
    notes: tuple[str, ...] = ()
    if unknown:
        notes += (f"Deze vormen kennen we niet en gebruiken we niet: {', '.join(unknown)}.",)
    years, parts = _whole_years(meta)
    if parts:
        notes += (f"Dit zijn delen van een jaar, die gebruiken we niet: {', '.join(parts)}.",)
    return Plan(
        columns=columns,
        selects={"wijk": sql},
        lookups={"wanted": wanted, "places": places, "regions": gemeenten, "periods": years},
        regions=gemeenten[["code", "name", "kind"]].reset_index(drop=True),
        members=member_keys(meta, columns),
        notes=period_notes(meta) + notes,
        parts={name: frozenset({("", topic.key), (dimension.key, key)}) for key, name in forms.items()},
    )


def _whole_years(meta: Metadata) -> tuple[pd.DataFrame, list[str]]:
    """Return the whole years as `period_frame` gives them, and the periods that are parts of one."""
    periods = period_frame(meta)
    is_year = periods["period"] == periods["year"].astype(str)
    parts = periods.loc[~is_year, "period"].tolist()
    if not is_year.any():
        raise TableError(meta.source_id, [f"Er staat geen heel jaar in; wel: {', '.join(parts)}."])
    return periods[is_year], parts


def _forms(dimension: Dimension, source_id: str) -> tuple[dict[str, str], list[str]]:
    """Return key -> indicator of the forms that are known, and the titles of the others."""
    found: dict[str, str] = {}
    unknown = []
    for member in dimension.members:
        names = [name for name, title in FORMS.items() if re.fullmatch(title, plain(member.title))]
        if not names:
            unknown.append(member.title)
        elif names[0] in found.values():
            raise TableError(
                source_id, [f"Twee vormen van jeugdzorg heten hier hetzelfde: '{member.title}'."]
            )
        else:
            found[member.key] = names[0]
    if next(iter(FORMS)) not in found.values():
        there = "; ".join(member.title for member in dimension.members)
        raise TableError(source_id, [f"Het totaal van alle vormen is niet gevonden; er staat: {there}."])
    return found, unknown
