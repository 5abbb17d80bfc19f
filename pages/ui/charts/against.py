"""A chart of one figure against another: a point a gemeente, Nederland as a line across. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from metrics import dutch
from metrics.comparing import ranking
from metrics.comparing.comparison import Comparison, Place
from metrics.figures import ENTERED
from metrics.places.codes import NEDERLAND
from pages.ui.charts import labels
from pages.ui.charts.spec import Reference
from pages.ui.charts.spec.scatter import Axis, Mark, ScatterChart
from pages.ui.parts.tables import cell_of

DECILES = tuple(range(1, 11))
Point = tuple[float, float]
FAR_OFF = (
    0.05  # of all gemeenten, at each end of the upright axis: drawn only where the named ones are as far
)
ALL_FROM_N = 250  # gemeenten: with fewer, what lies behind the group is not the country
UNNAMED = "Namen die niet naast hun punt passen, staan in de tabel."


@dataclass(frozen=True)
class ScatterSide:
    """One side of the chart: a figure in a period, and how its axis is called."""

    indicator: str
    period: str
    title: str
    unit: str
    decimals: int

    @property
    def axis(self) -> Axis:
        """The axis; deciles have a mark each."""
        ticks = DECILES if self.unit == "deciel" else ()
        return Axis(self.title, self.unit, self.decimals, ticks=ticks)


def scatter(
    comparison: Comparison, x: ScatterSide, y: ScatterSide, *, title: str, subtitle: str, source: str
) -> ScatterChart:
    """Return the chosen gemeente and the members, `x` to the right and `y` upwards.

    A gemeente of which one of the two may not be compared has no point, and is named.
    """
    shown = (comparison.own, *comparison.members)
    marks = tuple(
        Mark(
            place.name,
            place.role,
            comparison.comparable(x.indicator, place.code, x.period),
            comparison.comparable(y.indicator, place.code, y.period),
            code=place.code,
            cells=tuple(
                cell_of(comparison.figure(side.indicator, place.code, side.period)) for side in (x, y)
            ),
        )
        for place in shown
    )
    flagged = [place.name for place in shown if _is_flagged(comparison, place, (x, y))]
    level = comparison.comparable(y.indicator, NEDERLAND, y.period) if comparison.country else None
    text = "" if level is None else f"Nederland {dutch.value(level, y.unit, y.decimals)}"
    everyone = _everyone(comparison, x, y)
    named = [mark.y for mark in marks if mark.x is not None and mark.y is not None]
    behind = in_sight(everyone, [*named, *([] if level is None else [level])], y.axis)
    notes = [f"Zonder punt, want niet te vergelijken: {dutch.names(flagged)}."] if flagged else []
    own = [place.name for place in shown if _is_entered(comparison, place, (x, y))]
    notes += [f"Met {ENTERED}: {dutch.names(own)}."] if own else []
    notes += [behind_text(len(everyone), len(everyone) - len(behind))] if everyone else []
    notes += [UNNAMED] if sum(mark.labelled for mark in marks) > dutch.FEW else []
    return ScatterChart(
        title=title,
        subtitle=subtitle,
        alt=f"{title}. {_where(marks[0], x, y)}{text and f'{text}. '}Een punt per gemeente; de waarden staan in de "
        "tabel onder de figuur.",
        source=source,
        marks=marks,
        x=x.axis,
        y=y.axis,
        y_reference=None if level is None else Reference(level, text, name="Nederland"),
        notes=tuple(notes),
        behind=behind,
    )


def both(upwards: str, when: str, across: str, other: str) -> str:
    """Return the title of a chart of two figures, each with its own period; one period where it is the same."""
    first = "" if when == other else f" in {dutch.moment(when)}"
    return f"{upwards}{first} en {across} in {dutch.moment(other)}"


def _where(mark: Mark, x: ScatterSide, y: ScatterSide) -> str:
    """Return both figures of the one that is looked at; empty where it has no point."""
    if mark.x is None or mark.y is None:
        return ""
    sides = ((x, mark.x), (y, mark.y))
    said = [f"{side.title.lower()} {dutch.value(each, side.unit, side.decimals)}" for side, each in sides]
    return f"{mark.name}: {', '.join(said)}. "


def in_sight(everyone: Sequence[Point], named: Sequence[float], axis: Axis) -> tuple[Point, ...]:
    """Return the points behind that leave the named ones readable: a few far up or down would squeeze all others.

    In: `named`, the heights that have a name; `axis`, the upright one. It reaches over the middle of the country and
    the named; what lies beyond it is left out, and `behind_text` counts it.
    """
    if not everyone:
        return ()
    heights = sorted(height for _, height in everyone)
    edge = round(len(heights) * FAR_OFF)
    scale = labels.scale([heights[edge], heights[-1 - edge], *named], axis.unit, zero=axis.zero_based)
    return tuple(point for point in everyone if scale.low <= point[1] <= scale.high)


def behind_text(everyone_n: int, outside_n: int) -> str:
    """Say what the small points are, and how many of them are not drawn."""
    outside = f" {outside_n} daarvan vallen buiten de figuur." if outside_n > 1 else ""
    outside = " Eén daarvan valt buiten de figuur." if outside_n == 1 else outside
    return f"Kleine punten: de andere {everyone_n} gemeenten met beide cijfers.{outside}"


def _everyone(comparison: Comparison, x: ScatterSide, y: ScatterSide) -> tuple[Point, ...]:
    """All gemeenten outside the comparison, where nearly all of the country are loaded; else none."""
    grid = comparison.readings.grid
    across, upwards = (ranking.comparable(grid, side.indicator, side.period) for side in (x, y))
    shown = {place.code for place in (comparison.own, *comparison.members)}
    both = [code for code in across if code in upwards]
    if len(both) < ALL_FROM_N:
        return ()
    return tuple((across[code], upwards[code]) for code in both if code not in shown)


def _is_flagged(comparison: Comparison, place: Place, sides: tuple[ScatterSide, ...]) -> bool:
    figures = [comparison.figure(side.indicator, place.code, side.period) for side in sides]
    return any(figure.value is not None and not figure.usable for figure in figures)


def _is_entered(comparison: Comparison, place: Place, sides: tuple[ScatterSide, ...]) -> bool:
    return any(comparison.figure(side.indicator, place.code, side.period).is_entered for side in sides)


def cost_against_income(
    comparison: Comparison, year: str, income_period: str, *, source: str
) -> ScatterChart:
    """Return lasten per inwoner of `year` against the income decile of `income_period`, often an older year."""
    return scatter(
        comparison,
        ScatterSide("inkomensdeciel", income_period, "Inkomen, deciel (1 = laagste inkomens)", "deciel", 0),
        ScatterSide("lasten_per_inwoner", year, f"Lasten per inwoner {year}", "eur", 0),
        title=both("Lasten per inwoner", year, "inkomen", income_period),
        subtitle=f"Lasten per inwoner {year} en inkomen, deciel (1 = laagste inkomens)",
        source=source,
    )
