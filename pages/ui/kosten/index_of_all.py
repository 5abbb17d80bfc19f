"""Both factors of the index for all gemeenten, with the own one among them. Pure."""

from collections.abc import Sequence

import pandas as pd

from metrics import dutch
from metrics.figures import COMPARABLE
from metrics.places.codes import NEDERLAND
from pages.ui.charts.spec import Reference
from pages.ui.charts.spec.scatter import Axis, Mark, ScatterChart
from pages.ui.kosten import index
from pages.ui.kosten.view import CostView


def scatter(view: CostView, pair: index.Pair) -> ScatterChart | None:
    """Return both factors for all gemeenten, the own one named; None where fewer than two have them."""
    base, end = pair
    rows = view.build.composition.index
    rows = rows[(rows["base_year"] == base) & (rows["end_year"] == end) & rows["index"].notna()]
    country = rows[rows["region"] == NEDERLAND]
    gemeenten = rows[(rows["region"] != NEDERLAND) & rows["cell_status"].isin(COMPARABLE)]
    if len(gemeenten) < 2:
        return None
    points = tuple(
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
    shown = view.code in set(gemeenten["region"])
    return ScatterChart(
        title=f"Dezelfde index kan uit heel andere delen bestaan, {base}-{end}",
        subtitle=(
            f"{len(gemeenten)} gemeenten. Opzij: rekening {base} in procenten van de begroting {base}. "
            f"Omhoog: groei van de lasten per inwoner {base}-{end}"
        ),
        alt=(
            f"Een punt per gemeente: de rekening van {base} als percentage van de begroting, en de groei van de "
            f"lasten per inwoner tot {end}. {_where(points)}"
            "De waarden staan in de tabel."
        ),
        source=index.source(view, pair),
        notes=_left_out(view, shown),
        marks=points,
        x=Axis(f"Rekening {base} in procenten van de begroting {base}", "pct", 0),
        y=Axis(f"Groei {base}-{end}, rekening op rekening", "pct", 0),
        x_reference=_reference(country, "budget_factor", 100.0),
        y_reference=_reference(country, "growth_pct", 1.0),
    )


def _where(points: Sequence[Mark]) -> str:
    """Return both factors of the own one; empty where it is not among them."""
    return "".join(
        f"{mark.name}: {dutch.pct(mark.x, 0)} en {dutch.pct(mark.y, 0)} groei. "
        for mark in points
        if mark.role == "own" and mark.x is not None and mark.y is not None
    )


def _left_out(view: CostView, shown: bool) -> tuple[str, ...]:
    told = "Gemeenten met een bedrag dat niet te vergelijken is, staan er niet bij."
    return (told,) if shown else (told, f"{view.name} staat er niet bij.")


def _reference(country: pd.DataFrame, column: str, factor: float) -> Reference | None:
    value = dutch.finite(country[column].iloc[0]) if len(country) else None
    if value is None:
        return None
    return Reference(factor * value, f"Nederland {dutch.pct(factor * value, 0)}")
