"""The index of the report taken apart into budget error and growth, for every pair of years. Pure."""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from metrics import dutch
from metrics.comparing import reasons
from metrics.comparing.reading import Reading
from metrics.comparing.remarks import Remark, together
from metrics.comparing.sentences import moved
from metrics.comparing.sentences import remarks as remark_words
from metrics.costs.index_apart import REPORT_GROWTH_PCT, tells_another_story
from metrics.costs.years import BASE_YEAR
from metrics.numbers.rounding import decimals_that_multiply
from metrics.places.codes import NEDERLAND
from pages.ui.charts import marks as line_marks
from pages.ui.charts.spec.rows import Step, WaterfallChart
from pages.ui.kosten.view import GROWTH, GROWTH_WIDE, CostView, notes, warnings
from pages.ui.parts.tables import Cell, Column, Row, Table
from pages.ui.site.visiting.choosing import growth_base

MIN_GROWTH, MAX_GROWTH = REPORT_GROWTH_PCT
BANDS = {"onder": "minder dan", "binnen": "binnen", "boven": "meer dan"}
_BAND_CELLS = {"onder": "minder", "binnen": "ertussen", "boven": "meer"}
Pair = tuple[int, int]
# Remarks on a year between the two that make growth hard to read.
_AMOUNTS = frozenset({"C6", "C6_deels", "C7"})
_MOVED = frozenset({"verschoven", "sprong", "verschoven_groei", *_AMOUNTS})


@dataclass(frozen=True)
class IndexApart:
    """The index of one region and pair of years; None: missing. `reason`: why, or why it may not be compared."""

    begroting_base_eur: float | None = None
    rekening_base_eur: float | None = None
    rekening_end_eur: float | None = None
    index: float | None = None
    budget_factor: float | None = None
    growth_factor: float | None = None
    growth_pct: float | None = None
    growth_per_year_pct: float | None = None
    price_factor: float | None = None
    real_growth_pct: float | None = None
    growth_band: str = ""
    reason: str = "niet_geladen"

    @property
    def aside(self) -> str:
        """What stands behind the index or its growth in running text; empty where both may be compared."""
        return reasons.aside(self.reason) if self.growth_factor is not None else ""

    @property
    def decimals(self) -> int:
        """With how many decimals the factors are shown: whoever multiplies them finds the index as it is shown."""
        if self.budget_factor is None or self.growth_factor is None:
            return 2
        factors = self.budget_factor, self.growth_factor
        return decimals_that_multiply(factors, self.budget_factor * self.growth_factor, 2)

    @property
    def factors(self) -> tuple[str, str]:
        """Rekening beside begroting, and growth, as they are shown."""
        return dutch.number(self.budget_factor, self.decimals), dutch.number(
            self.growth_factor, self.decimals
        )


_NUMBERS = [name for name in IndexApart.__annotations__ if name not in ("growth_band", "reason")]


def apart(view: CostView, pair: Pair, region: str = "") -> IndexApart:
    """Return the index of the gemeente (default) or Nederland and a pair of years, taken apart."""
    row = view.index_rows.get((region or view.code, *pair))
    return IndexApart() if row is None else _apart(view, row)


def _apart(view: CostView, row: Mapping[Hashable, Any]) -> IndexApart:
    start, end = str(int(row["base_year"])), str(int(row["end_year"]))
    return IndexApart(
        **{name: dutch.finite(row[name]) for name in _NUMBERS},
        growth_band=str(row["growth_band"]),
        reason=reasons.of_status(str(row["cell_status"]), start, end, view.breaks),
    )


def years(view: CostView) -> list[int]:
    """Return the years a pair can be made of, oldest first: those with accounts."""
    return view.years("jaarrekening")


def standard_pair(years: Sequence[str], year: str) -> tuple[str, str]:
    """Return the pair of years to open with: of the growth to a year, else of the last before or the first after it.

    In: the years with accounts, oldest first. Growth begins at its own side of 1 January 2022, so the first year of
    a side has none; where no year has any, the pair is of the first and the last year.
    """
    found = [pair for each in years if (pair := (growth_base(years, each), each))[0] < each]
    before = [pair for pair in found if pair[1] <= year]
    return next(iter([*reversed(before), *found]), (years[0], years[-1]))


def problem(view: CostView, pair: Pair) -> str:
    """Say why there is no index for a pair of years; empty where there is one."""
    base, end = pair
    if base >= end:
        return "Kies een eindjaar dat na het beginjaar ligt."
    between = line_marks.crossing("costs", view.code, view.build.lineage, view.records, str(base), str(end))
    if between:
        return f"{view.records.messages['G6']} {between}"
    found = apart(view, pair)
    if found.index is not None:
        return ""
    terms = [view.level(base, "begroting"), view.level(base, "jaarrekening"), view.level(end, "jaarrekening")]
    missing = next((term for term in terms if term.value is None), None)
    if missing is None:
        return _why(view, found, end)
    only_index = (
        " Een index is dan niet te berekenen; de groei wel." if found.growth_factor is not None else ""
    )
    return f"{view.why(missing)}{only_index}"


def _why(view: CostView, found: IndexApart, end: int) -> str:
    """Say why an index may not be compared: an amount behind it, so not always that of its last year."""
    return reasons.sentence(found.reason, name=view.name, period=str(end), indicator="index_rapport")


def lies_far_from_growth(found: IndexApart, pair: Pair) -> bool:
    """Say whether the report's index and growth, both to be compared, tell such different things that one asks why.

    The question is about the begroting of 2017, so a pair that begins in another year raises it not.
    """
    return pair[0] == BASE_YEAR and not found.reason and tells_another_story(found.index, found.growth_pct)


def waterfall(view: CostView, pair: Pair) -> WaterfallChart | None:
    """Return the way from begroting to the later rekening in euro per inwoner; None without an index."""
    base, end = pair
    found = apart(view, pair)
    plan, real, last = found.begroting_base_eur, found.rekening_base_eur, found.rekening_end_eur
    if plan is None or real is None or last is None or found.index is None:
        return None
    why = _why(view, found, end)
    beside_plan, growth = found.factors
    return WaterfallChart(
        title=f"Twee delen maken samen de index van {dutch.index(found.index)}{found.aside}",
        subtitle=f"{view.name}, lasten voor jeugdzorg per inwoner, in euro",
        alt=(
            f"Van de begroting van {base}, {dutch.euro(plan)} per inwoner, via de rekening van "
            f"{base}, {dutch.euro(real)}, naar de rekening van {end}, {dutch.euro(last)}{found.aside}."
        ),
        source=source(view, pair),
        notes=(why,) if why else (),
        start=Step(view.called(base, "begroting"), plan, detail="index 100"),
        steps=(
            Step(
                f"Rekening {base} min begroting {base}",
                real - plan,
                detail=f"maal {beside_plan}: verschil tussen begroting en rekening",
            ),
            Step(
                f"Groei {base}-{end}, rekening op rekening",
                last - real,
                detail=f"maal {growth}: groei{found.aside}",
            ),
        ),
        end=Step(
            view.called(end, "jaarrekening"), last, detail=f"index {dutch.index(found.index)}{found.aside}"
        ),
        unit="eur",
        decimals=0,
    )


def source(view: CostView, pair: Pair) -> str:
    """Return the line of sources of the three terms of a pair of years."""
    base, end = pair
    terms = (base, "begroting"), (base, "jaarrekening"), (end, "jaarrekening")
    return view.source_of(*(view.level(*term) for term in terms))


def story(view: CostView, pair: Pair) -> tuple[str, ...]:
    """Say the two factors, the growth against 3 to 5% a year, and the same for Nederland."""
    found, country = apart(view, pair), apart(view, pair, NEDERLAND)
    (base, end), lines = pair, []
    if found.index is not None and found.budget_factor is not None:
        lines.append(
            f"De index van {view.name} is {dutch.index(found.index)}{found.aside}: {_product(found)}."
            f"{_of_country(country)} Het eerste getal is de rekening van {base}, "
            f"gedeeld door de begroting van {base}. Het tweede is de rekening van {end}, gedeeld door die van {base}."
        )
    growth = (_growth(view, pair, found),) if found.growth_pct is not None else ()
    return (*lines, *growth)


def cautions(view: CostView, pair: Pair) -> tuple[str, ...]:
    """Return what must be said with the growth of a pair of years, besides what stands at the top of the page."""
    said = {*warnings(view), *notes(view)}
    texts = (remark_words.text(each, view.records) for each in _cautions(view, pair))
    return tuple(text for text in texts if text not in said)


def _cautions(view: CostView, pair: Pair) -> tuple[Remark, ...]:
    base, end = pair
    shown = [view.level(year, "jaarrekening") for year in years(view) if base < year <= end]
    first = [each for each in together([view.level(base, "jaarrekening")]) if each.code in _AMOUNTS]
    found = together([*shown, *_standard_growth(view, pair)])
    return (*first, *(each for each in found if each.code in _MOVED and each not in first))


def _standard_growth(view: CostView, pair: Pair) -> list[Reading]:
    """Return the growth that other pages show, where it is that of this pair of years."""
    is_standard = standard_pair([str(each) for each in years(view)], str(pair[1])) == tuple(map(str, pair))
    return [view.read(GROWTH, year=pair[1])] if is_standard else []


def with_wijkteam(view: CostView, pair: Pair) -> str:
    """Say the growth with wijkteam and toegang in it, where an amount moved there; else empty."""
    for growth in _standard_growth(view, pair):
        wide = view.read(GROWTH_WIDE, year=pair[1]).value
        if growth.reason == "verschoven" and wide is not None:
            return f"Met wijkteam en toegang erbij was de groei {dutch.signed(wide, 'pct', 0)}."
    return ""


def _growth(view: CostView, pair: Pair, found: IndexApart) -> str:
    (base, end), change = pair, dutch.rounded(found.growth_pct or 0, 0)  # whole percents, as on every page
    verb, how = moved(change)
    apart_from_others = _aside_of_growth(view, pair, found)
    text = (
        f"Van de rekening over {base} tot die over {end} {verb} de lasten per inwoner {dutch.inside(view.name)} {how}"
        f"{apart_from_others}"
    )
    if end - base > 1 and change != 0:
        text += f", gemiddeld {dutch.pct(abs(found.growth_per_year_pct or 0))} per jaar"
    if apart_from_others or _cautions(view, pair):
        return f"{text}."
    limits = f"{dutch.number(MIN_GROWTH)} tot {dutch.number(MAX_GROWTH)}% per jaar"
    if change <= 0:
        return f"{text}. Het rapport noemt een groei van {limits} aannemelijk."
    if end - base == 1 and found.growth_band != _band(change):
        # the whole percents of the sentence lie on the other side of a limit than the growth itself
        text += f" (met één decimaal {dutch.pct(found.growth_pct)})"
    return f"{text}. Dat is {BANDS[found.growth_band]} de {limits} die het rapport aannemelijk noemt."


def _aside_of_growth(view: CostView, pair: Pair, found: IndexApart) -> str:
    """Return what stands behind the growth: with an index what stands behind that, else of either rekening alone.

    Where the begroting lacks there is no index, and that says nothing against the growth.
    """
    if found.index is not None:
        return found.aside
    return next(filter(None, (view.level(year, "jaarrekening").aside for year in pair)), "")


def _band(growth_pct: Decimal) -> str:
    """Return where growth a year lies beside the limits that the report names."""
    low, high = MIN_GROWTH, MAX_GROWTH
    return "onder" if growth_pct < low else "boven" if growth_pct > high else "binnen"


def _of_country(country: IndexApart) -> str:
    if country.index is None:
        return ""
    return f" Voor Nederland is de index {dutch.index(country.index)}: {_product(country)}."


def _product(found: IndexApart) -> str:
    return " maal ".join((*found.factors, "100"))


def prices(view: CostView, pair: Pair) -> str:
    """Say what prices in health care did in the same years; that it is not loaded where it is not."""
    found = apart(view, pair)
    if pair[0] >= pair[1]:
        return ""
    if found.price_factor is None:
        return "De prijsindex voor deze jaren is nog niet geladen: wat stijgende prijzen doen, is hier niet te zeggen."
    rise = dutch.signed(100 * (found.price_factor - 1), "pct", 1)
    text = f"De prijzen in de gezondheidszorg veranderden van {pair[0]} tot {pair[1]} met {rise} (CBS-prijsindex)."
    if found.real_growth_pct is None:
        return text
    real = dutch.signed(found.real_growth_pct, "pct", 1)
    return f"{text} Zonder die prijsverandering is de groei {dutch.inside(view.name)} {real}."


def table(view: CostView) -> Table:
    """Return every pair of years of the gemeente, with both factors."""
    pairs = sorted((base, end) for region, base, end in view.index_rows if region == view.code)
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
        rows=tuple(_pair(f"{base}-{end}", apart(view, (base, end))) for base, end in pairs),
        row_header="jaren",
        notes=("De index is het ene getal maal het andere, maal 100.",),
        source=view.source,
    )


def _pair(pair: str, found: IndexApart) -> Row:
    def cell(value: float | None, printed: str = "") -> Cell:
        return Cell(None, found.reason or "geen_cijfer") if value is None else Cell(value, printed=printed)

    beside_plan, growth = found.factors
    index = Cell(found.index, found.reason or ("ok" if found.index is not None else "geen_cijfer"))
    return {
        "jaren": pair,
        "index": index,
        "begroting": cell(found.budget_factor, beside_plan),
        "groei": cell(found.growth_factor, growth),
        "jaar": cell(found.growth_per_year_pct, dutch.signed(found.growth_per_year_pct, "pct", 1)),
        "band": "–" if found.reason else _BAND_CELLS.get(found.growth_band, "–"),
    }
