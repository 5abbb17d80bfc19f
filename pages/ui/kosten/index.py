"""The index of the report taken apart into budget error and growth, for every pair of years. Pure."""

import pandas as pd

from metrics import dutch
from metrics.costs.index_apart import REPORT_GROWTH_PCT
from pages.ui.charts import marks as line_marks
from pages.ui.charts.spec import Axis, Mark, Reference, ScatterChart
from pages.ui.charts.spec.rows import Step, WaterfallChart
from pages.ui.kosten.view import NEDERLAND, Apart, View, reason
from pages.ui.parts.tables import Cell, Column, Row, Table

MIN_GROWTH, MAX_GROWTH = REPORT_GROWTH_PCT
BANDS = {"onder": "minder dan", "binnen": "binnen", "boven": "meer dan"}


def apart(view: View, pair: tuple[int, int], region: str | None = None) -> Apart:
    """Return the index of the gemeente (default) or Nederland and a pair of years, taken apart."""
    return view.index.get((region or view.code, *pair), Apart())


def years(view: View) -> list[int]:
    """Return the years a pair can be made of, oldest first."""
    return sorted({year for region, *pair in view.index for year in pair if region == view.code})


def problem(view: View, pair: tuple[int, int]) -> str:
    """Say why there is no index for a pair of years; empty where there is one."""
    base, end = pair
    if base >= end:
        return "Kies een eindjaar dat na het beginjaar ligt."
    between = line_marks.crossing("costs", view.code, view.lineage, view.records, str(base), str(end))
    if between:
        return f"{view.records.messages['G6']} {between}"
    found = apart(view, pair)
    if found.begroting_eur is None and found.growth_factor is not None:
        return f"Voor {base} staat er geen begroting. Een index is dan niet te berekenen; de groei wel."
    return "" if found.index is not None else reason(found.cell_status)


def waterfall(view: View, pair: tuple[int, int]) -> WaterfallChart | None:
    """Return the way from begroting to the later rekening in euro per inwoner; None without an index."""
    base, end = pair
    found = apart(view, pair)
    if found.begroting_eur is None or found.rekening_base_eur is None or found.rekening_end_eur is None:
        return None
    if found.index is None or found.budget_factor is None or found.growth_factor is None:
        return None
    return WaterfallChart(
        title=f"De index van {dutch.index(found.index)} bestaat uit twee delen",
        subtitle=f"{view.name}, lasten voor jeugdzorg per inwoner, in euro",
        alt=(
            f"Van de begroting van {base}, {dutch.euro(found.begroting_eur)} per inwoner, via de rekening van "
            f"{base}, {dutch.euro(found.rekening_base_eur)}, naar de rekening van {end}, "
            f"{dutch.euro(found.rekening_end_eur)}."
        ),
        source=view.source_of(("begroting", base), ("jaarrekening", base), ("jaarrekening", end)),
        start=Step(f"Begroting {base}", found.begroting_eur, detail="index 100"),
        steps=(
            Step(
                f"Rekening {base} min begroting {base}",
                found.rekening_base_eur - found.begroting_eur,
                detail=f"maal {dutch.number(found.budget_factor, 2)}: verschil tussen begroting en rekening",
            ),
            Step(
                f"Groei {base}-{end}, rekening op rekening",
                found.rekening_end_eur - found.rekening_base_eur,
                detail=f"maal {dutch.number(found.growth_factor, 2)}: groei",
            ),
        ),
        end=Step(f"Rekening {end}", found.rekening_end_eur, detail=f"index {dutch.index(found.index)}"),
        unit="eur",
        decimals=0,
    )


def story(view: View, pair: tuple[int, int]) -> tuple[str, ...]:
    """Say the two factors, the growth against 3 to 5% a year, and the same for Nederland."""
    found, country = apart(view, pair), apart(view, pair, NEDERLAND)
    lines = []
    if found.index is not None and found.budget_factor is not None:
        base, end = pair
        first = f"{_factor(found.budget_factor)} (rekening {base} ten opzichte van begroting {base})"
        second = f"{_factor(found.growth_factor)} (rekening {end} ten opzichte van rekening {base})"
        lines.append(
            f"De index van {view.name} is {dutch.index(found.index)}: {first} maal {second}.{_of_country(country)}"
        )
    if found.growth_pct is not None:
        lines.append(_growth(view, pair, found))
    return tuple(lines)


def _growth(view: View, pair: tuple[int, int], found: Apart) -> str:
    base, end = pair
    change = dutch.rounded(found.growth_pct or 0, 1)
    verb = "bleven" if change == 0 else "stegen" if change > 0 else "daalden"
    how = "gelijk" if change == 0 else f"met {dutch.pct(abs(change))}"
    text = f"Van rekening {base} tot rekening {end} {verb} de lasten per inwoner in {view.name} {how}"
    if end - base > 1 and change != 0:
        text += f", gemiddeld {dutch.pct(abs(found.growth_per_year_pct or 0))} per jaar"
    limits = f"{dutch.number(MIN_GROWTH)} tot {dutch.number(MAX_GROWTH)}% per jaar"
    return f"{text}. Dat is {BANDS[found.growth_band]} de {limits} die het rapport aannemelijk noemt."


def _of_country(country: Apart) -> str:
    if country.index is None:
        return ""
    return (
        f" Voor Nederland is de index {dutch.index(country.index)}: {_factor(country.budget_factor)} maal "
        f"{_factor(country.growth_factor)}."
    )


def _factor(value: float | None) -> str:
    return dutch.number(value, 2)


def prices(view: View, pair: tuple[int, int]) -> str:
    """Say what prices in health care did in the same years, or which table would tell."""
    found = apart(view, pair)
    if found.price_factor is None:
        return "De prijsindex voor deze jaren is nog niet geladen."
    rise = dutch.signed(100 * (found.price_factor - 1), "pct", 1)
    text = f"De prijzen in de gezondheidszorg veranderden van {pair[0]} tot {pair[1]} met {rise} (CBS-prijsindex)."
    if found.real_growth_pct is None:
        return text
    real = dutch.signed(found.real_growth_pct, "pct", 1)
    return f"{text} Zonder die prijsverandering is de groei in {view.name} {real}."


def scatter(view: View, pair: tuple[int, int]) -> ScatterChart | None:
    """Return both factors for all gemeenten, the own one named; None where fewer than two have them."""
    base, end = pair
    rows = view.composition.index
    rows = rows[(rows["base_year"] == base) & (rows["end_year"] == end) & rows["index"].notna()]
    rows = rows[(rows["cell_status"] == "ok") | rows["region"].isin([view.code, NEDERLAND])]
    country = rows[rows["region"] == NEDERLAND]
    gemeenten = rows[rows["region"] != NEDERLAND]
    if len(gemeenten) < 2:
        return None
    marks = tuple(
        Mark(
            view.names.get(code, code),
            "own" if code == view.code else "other",
            dutch.finite(budget),
            dutch.finite(growth),
            labelled=code == view.code,
            code=str(code),
        )
        for code, budget, growth in zip(
            gemeenten["region"], 100 * gemeenten["budget_factor"], gemeenten["growth_pct"], strict=True
        )
    )
    return ScatterChart(
        title=f"Dezelfde index kan uit heel andere delen bestaan, {base}-{end}",
        subtitle=(
            f"{len(gemeenten)} gemeenten. Opzij: rekening {base} in procent van de begroting {base}. "
            f"Omhoog: groei van de lasten per inwoner {base}-{end}"
        ),
        alt=(
            f"Een punt per gemeente: de rekening van {base} als percentage van de begroting, en de groei van de "
            f"lasten per inwoner tot {end}. {view.name} is aangegeven. De waarden staan in de tabel."
        ),
        source=view.source_of(("begroting", base), ("jaarrekening", base), ("jaarrekening", end)),
        notes=("Gemeenten met een bedrag dat niet te vergelijken is, staan er niet bij.",),
        marks=marks,
        x=Axis(f"Rekening {base} in procent van de begroting {base}", "pct", 0),
        y=Axis(f"Groei {base}-{end}, rekening op rekening", "pct", 0),
        x_reference=_reference(country, "budget_factor", 100.0),
        y_reference=_reference(country, "growth_pct", 1.0),
    )


def _reference(country: pd.DataFrame, column: str, factor: float) -> Reference | None:
    if country.empty:
        return None
    value = factor * float(country[column].iloc[0])
    return Reference(value, f"Nederland {dutch.pct(value, 0)}")


def table(view: View) -> Table:
    """Return every pair of years of the gemeente, with both factors."""
    pairs = sorted((base, end) for region, base, end in view.index if region == view.code)
    return Table(
        caption=f"De index uit elkaar gehaald voor elk paar jaren: {view.name}",
        columns=(
            Column("jaren", "Van en tot"),
            Column("index", "Index (begroting beginjaar = 100)", "index", 0),
            Column("begroting", "Rekening ten opzichte van begroting, beginjaar", "getal", 2),
            Column("groei", "Groei: rekening op rekening", "getal", 2),
            Column("jaar", "Groei per jaar", "pct", 1),
            Column("band", "Naast 3 tot 5% per jaar"),
        ),
        rows=tuple(_pair(view, base, end) for base, end in pairs),
        row_header="jaren",
        notes=("De index is het ene getal maal het andere, maal 100.",),
        source=f"Bron: {view.source}",
    )


def _pair(view: View, base: int, end: int) -> Row:
    found = apart(view, (base, end))
    status = found.cell_status if found.cell_status != "ok" else "geen_cijfer"
    known = found.cell_status

    def cell(value: float | None, printed: str = "") -> Cell:
        return Cell(None, status) if value is None else Cell(value, printed=printed)

    index = Cell(None, status) if found.index is None else Cell(found.index, known)
    words = {"onder": "minder", "binnen": "ertussen", "boven": "meer"}
    return {
        "jaren": f"{base}-{end}",
        "index": index,
        "begroting": cell(found.budget_factor),
        "groei": cell(found.growth_factor),
        "jaar": cell(found.growth_per_year_pct, dutch.signed(found.growth_per_year_pct, "pct", 1)),
        "band": words.get(found.growth_band, "–"),
    }
