"""The tables and the map of *Samen doen of zelf doen?*. Pure."""

from collections.abc import Callable, Mapping

import pandas as pd

from metrics import dutch
from metrics.comparing.areas import AreaValue
from metrics.regions.meetings import Met, called
from pages.ui.charts import outlines
from pages.ui.charts.outlines import Outline
from pages.ui.charts.spec.map import MapChart
from pages.ui.parts.tables import Column, Row, Table, named
from pages.ui.samenwerken import words
from pages.ui.samenwerken.view import TogetherView, divisions_of


def met_now(view: TogetherView, address: Callable[[str], str] | None = None) -> Table:
    """Return a row a gemeente that is met today, the most first: in how many divisions, in which, and at first."""
    met = view.meetings
    rows: list[Row] = [
        {
            "naam": named(view.names.get(code, code), code, href=address(code) if address else ""),
            "nu": n,
            "welke": _listed(met.now, code),
            "toen": met.counts_then.get(code, 0),
        }
        for code, n in sorted(
            met.counts.items(),
            key=lambda pair: (-pair[1], -met.counts_then.get(pair[0], 0), view.names.get(pair[0], pair[0])),
        )
    ]
    columns = [
        Column("naam", "Gemeente"),
        Column("nu", f"Samen in {view.year} (van {len(met.now)})", "aantal"),
        Column("welke", "Waarin"),
    ]
    if met.then:
        columns.append(Column("toen", f"Samen in {view.first} (van {len(met.then)})", "aantal"))
    keys = {column.key for column in columns}
    return Table(
        caption=f"Gemeenten die {view.name} in regionale indelingen tegenkomt",
        columns=tuple(columns),
        rows=tuple({key: cell for key, cell in row.items() if key in keys} for row in rows),
        row_header="naam",
        notes=("Geteld zijn indelingen waarin gemeenten samenwerken.", *filter(None, (words.lacking(view),))),
        source=view.told.cite(view.sources),
        file_stem="samenwerken ontmoetingen",
    )


def met_then(view: TogetherView) -> Table:
    """Return a row a gemeente that was met in the first year, in every division that is loaded of that year."""
    met = view.meetings
    order = sorted(met.counts_then.items(), key=lambda pair: (-pair[1], view.names.get(pair[0], pair[0])))
    return Table(
        caption=f"Gemeenten die {view.name} in {view.first} tegenkwam",
        columns=(
            Column("naam", "Gemeente"),
            Column("toen", f"Samen in (van {len(met.then)})", "aantal"),
            Column("welke", "Waarin"),
        ),
        rows=tuple(
            {"naam": named(view.names.get(code, code), code), "toen": n, "welke": _listed(met.then, code)}
            for code, n in order
        ),
        row_header="naam",
        notes=("Gemeenten zoals ze nu heten; een gemeente die opging in een andere telt als die andere.",),
        source=view.told.cite(view.sources),
        file_stem="samenwerken ontmoetingen toen",
    )


def _listed(met: Mapping[str, Met], code: str) -> str:
    return dutch.names([called(name) for name in divisions_of(met, code)])


def met_map(view: TogetherView, drawn: Mapping[str, Outline], year: int) -> MapChart | None:
    """Return the map of who is met today and in how many divisions; None where no outline is among them."""
    met, country = view.meetings, view.build.country
    values = {view.code: len(met.now), **met.counts}
    shapes = []
    for code, outline in drawn.items():
        now = country.successor(code)
        if now in values:
            own = "de gemeente zelf" if now == view.code else ""
            area = AreaValue(code, float(values[now]), gemeente=now)
            shapes.append(outlines.drawn(area, outline, view.names.get(code, code), own, now))
    if len(shapes) < 2:
        return None
    title = f"In hoeveel indelingen van {view.year} samen met {view.name}"
    return MapChart(
        title=title,
        subtitle="",
        alt=f"Kaart: {dutch.small(title)},{outlines.span(shapes, 'aantal', 0)}. Dezelfde aantallen staan in de tabel "
        "van de gemeenten.",
        source=view.told.cite(view.sources),
        notes=(f"Getekend met de grenzen van {year}.",),
        shapes=tuple(shapes),
        unit="aantal",
        decimals=0,
        value_title="Indelingen samen",
        own=view.code,
    )


def measures(found: pd.DataFrame, year: int, source: str) -> Table:
    """Return the measures of pairs of divisions (`metrics.regions.congruence.CONGRUENCE`), a row a pair."""
    rows: list[Row] = [
        {
            "paar": f"{called(str(row['a']), several=True)} en {called(str(row['b']), several=True)}",
            "jaccard": 100 * float(row["jaccard"]),
            "rand": float(row["adjusted_rand"]),
            "in_b": 100 * float(row["wallace_a"]),
            "in_a": 100 * float(row["wallace_b"]),
            "gelijk": int(row["identical_n"]),
            "binnen": f"{row['nested_a_n']} van {row['regions_a_n']}",
            "binnen_terug": f"{row['nested_b_n']} van {row['regions_b_n']}",
        }
        for row in found.to_dict("records")
    ]
    return Table(
        caption=f"Hoe ver regionale indelingen van {year} samenvallen",
        columns=(
            Column("paar", "Eerste en tweede indeling"),
            Column("jaccard", "Deel van de paren", "pct", 0),
            Column("rand", "Gecorrigeerd voor toeval", "getal", 2),
            Column("in_b", "Eerste past in tweede", "pct", 0),
            Column("in_a", "Tweede past in eerste", "pct", 0),
            Column("gelijk", "Gelijke regio's", "aantal"),
            Column("binnen", "Eerste helemaal binnen tweede"),
            Column("binnen_terug", "Tweede helemaal binnen eerste"),
        ),
        rows=tuple(rows),
        row_header="paar",
        source=source,
        file_stem=f"indelingen {year}",
    )
