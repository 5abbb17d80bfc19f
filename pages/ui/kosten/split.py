"""Cost per inhabitant as price x use x share of young people: beside Nederland, and between two years. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from metrics import dutch
from metrics.comparing.reading import Reading
from metrics.costs import price_use_youth
from metrics.costs.price_use_youth import FACTORS, FACTORS_WITHOUT_YOUTH, NAMES, Refusal
from metrics.numbers.rounding import decimals_that_multiply
from metrics.places.codes import NEDERLAND
from pages.ui.charts import marks
from pages.ui.charts.spec.rows import Step, WaterfallChart
from pages.ui.kosten.view import LEVELS, PER_USER, PER_YOUNG, TEAM, CostView
from pages.ui.parts.blocks import Card
from pages.ui.parts.tables import Cell, Column, Row, Table

# What "price" is not: only a tariff.
PRICE_NOTE = (
    "De lasten per jongere hangen af van tarieven, en ook van hoe lang en hoe intensief de hulp is en van welke hulp "
    "het is."
)
ROUNDING_NOTE = (
    "Het CBS rondt het aantal jongeren met jeugdzorg af op vijf. De tabel laat zien wat dat uitmaakt."
)
NO_YOUTH_NOTE = (
    "Het aantal jongeren tot 23 jaar ontbreekt. Daarom staan het gebruik en het aantal jongeren hier samen."
)
ON_REPORT = (
    "Van Nederland is het aantal jongeren niet geladen. Hieronder staan de cijfers van het rapport van 2021."
)
LASTEN = LEVELS["jaarrekening"]


@dataclass(frozen=True)
class CostSplit:
    """A cost per inhabitant taken apart, from `start` (a name) to `end`; `row`: of metrics.costs.price_use_youth."""

    start: str
    end: str
    row: Mapping[str, float | str]

    @property
    def refusal(self) -> str:
        """Why it was not taken apart; '' where it was."""
        return str(self.row["refusal"])

    @property
    def factors(self) -> tuple[str, ...]:
        """The factors in it."""
        return FACTORS if self.row.get("with_youth", True) else FACTORS_WITHOUT_YOUTH

    def number(self, column: str) -> float:
        """One number of the row."""
        return float(self.row[column])

    def factor(self, name: str) -> str:
        """A factor as it is shown: whoever multiplies all of them finds the total as it is shown."""
        return dutch.number(self.number(f"{name}_factor"), self.decimals)

    @property
    def decimals(self) -> int:
        """With how many decimals factors are shown."""
        factors = [self.number(f"{each}_factor") for each in self.factors]
        return decimals_that_multiply(factors, self.number("total_factor"), 2)


def beside(view: CostView, other: str) -> CostSplit:
    """Take the difference with another region in the year on screen apart; without young people in two factors."""
    start = view.names.get(other, other)
    if other == NEDERLAND:
        rows = view.frame("beside_country")
    else:
        terms = [view.build.composition.of("terms", code) for code in (view.code, other)]
        rows = price_use_youth.beside(pd.concat(terms), other)
    rows = rows[rows["year"] == view.year]
    if rows.empty:
        return CostSplit(start, view.name, {"refusal": str(Refusal.NO_LASTEN)})
    return CostSplit(start, view.name, _row(rows))


def between(view: CostView, pair: tuple[int, int]) -> CostSplit:
    """Take the growth between two years apart, refused with the reason where that may not be done."""
    rows = view.frame("splits")
    rows = rows[(rows["year0"] == pair[0]) & (rows["year1"] == pair[1])]
    start, end = (f"Rekening {year}" for year in pair)
    if rows.empty:
        return CostSplit(start, end, {"refusal": str(Refusal.NO_LASTEN)})
    return CostSplit(start, end, _row(rows))


def _row(frame: pd.DataFrame) -> Mapping[str, float | str]:
    return {str(name): value for name, value in frame.iloc[0].items()}


def why_not_beside(view: CostView, refusal: str, other: str) -> str:
    """Say why the difference with another region in the year on screen is not taken apart."""
    return _why_not(view, refusal, [(view.code, view.year), (other, view.year)])


def why_not_between(view: CostView, refusal: str, pair: tuple[int, int]) -> str:
    """Say why the growth between two years is not taken apart."""
    if pair[0] >= pair[1]:
        return "Kies een eindjaar dat na het beginjaar ligt."
    if refusal == Refusal.BREAK:
        start, end = (str(year) for year in pair)
        crossed = marks.crossing("use", view.code, view.build.lineage, view.records, start, end)
        return f"{view.records.messages['G6']} {crossed}".strip()
    return _why_not(view, refusal, [(view.code, year) for year in pair])


def _why_not(view: CostView, refusal: str, of: Sequence[tuple[str, int]]) -> str:
    """Say in Dutch why a cost per inhabitant is not taken apart; what is missing, by the reason of its figure."""
    levels = [view.level(year, "jaarrekening", region) for region, year in of]
    users = [view.read(PER_USER, region, year) for region, year in of]
    texts = {
        Refusal.BUDGET: "Bij een begroting hoort geen aantal jongeren. Kies de jaarrekening.",
        Refusal.BREAK: view.records.messages["G6"],
        Refusal.NO_LASTEN: f"De lasten ontbreken. {_missing(view, levels)}",
        Refusal.NO_USERS: f"Het aantal jongeren met jeugdzorg ontbreekt. {_missing(view, users)}",
        Refusal.NO_YOUTH: "Het aantal jongeren tot 23 jaar ontbreekt.",
        Refusal.NO_INHABITANTS: f"Het aantal inwoners ontbreekt. {_missing(view, levels)}",
        Refusal.NOT_POSITIVE: "Een van de getallen is nul of lager. Dan is er niets te verdelen.",
        Refusal.FEW_USERS: "Het gaat om minder dan vijftig jongeren met jeugdzorg. Het aantal is dan te grof afgerond.",
    }
    return texts[Refusal(refusal)].strip()


def _missing(view: CostView, figures: Sequence[Reading]) -> str:
    """Say why the first figure that is not there is not there."""
    return next((view.why(figure) for figure in figures if figure.value is None), "")


def waterfall(split: CostSplit, source: str) -> WaterfallChart:
    """Return the way from one cost per inhabitant to the other, a step a factor. Only for a split without refusal."""
    steps = tuple(
        Step(
            NAMES[factor],
            split.number(f"{factor}_eur"),
            low=split.number(f"{factor}_low_eur"),
            high=split.number(f"{factor}_high_eur"),
            detail=f"maal {split.factor(factor)}",
        )
        for factor in split.factors
    )
    value0, value1 = split.number("value0_eur"), split.number("value1_eur")
    words = "; ".join(f"{step.name} {dutch.signed(step.value, 'eur', 0)}" for step in steps)
    notes = [PRICE_NOTE]
    if any(step.low != step.high for step in steps):
        notes.append(ROUNDING_NOTE)
    if "youth" not in split.factors:
        notes.append(NO_YOUTH_NOTE)
    return WaterfallChart(
        title=f"Van {split.start} naar {split.end}: waar het verschil zit",
        subtitle="Lasten voor jeugdzorg per inwoner, in euro",
        alt=f"{split.start} {dutch.euro(value0)} per inwoner, {split.end} {dutch.euro(value1)}. {words}.",
        source=source,
        notes=tuple(notes),
        start=Step(split.start, value0),
        steps=steps,
        end=Step(split.end, value1),
        unit="eur",
        decimals=0,
    )


def table(split: CostSplit, source: str) -> Table:
    """Return the factors with what the rounding of counts leaves open."""
    rows: list[Row] = [
        {
            "wat": NAMES[factor],
            "maal": Cell(split.number(f"{factor}_factor"), printed=split.factor(factor)),
            "tussen": _between(split.number(f"{factor}_low"), split.number(f"{factor}_high"), split.decimals),
            "euro": Cell(
                split.number(f"{factor}_eur"), printed=dutch.signed(split.number(f"{factor}_eur"), "eur", 0)
            ),
        }
        for factor in split.factors
    ]
    rows.append(
        {
            "wat": "Samen: lasten per inwoner",
            "maal": Cell(split.number("total_factor")),
            "tussen": "",
            "euro": Cell(
                split.number("total_eur"), printed=dutch.signed(split.number("total_eur"), "eur", 0)
            ),
        }
    )
    columns = (
        Column("wat", "Onderdeel"),
        Column("maal", "Maal", "getal", 2),
        Column("tussen", "Ligt tussen"),
        Column("euro", "Verschil in euro per inwoner", "eur", 0),
    )
    made = Table(
        caption=f"Het verschil tussen {split.start} en {split.end}, verdeeld",
        columns=columns,
        rows=tuple(rows),
        row_header="wat",
        highlight=frozenset({"Samen: lasten per inwoner"}),
        notes=(
            "De getallen onder Maal geven het totaal als u ze vermenigvuldigt; de bedragen in euro als u ze optelt, op "
            "afronding na.",
        ),
        source=source,
    )
    # of printed figures what their rounding leaves open is no matter of users
    is_exact = all(split.number(f"{each}_low") == split.number(f"{each}_high") for each in split.factors)
    return made.without("tussen") if is_exact else made


def _between(low: float, high: float, decimals: int) -> str:
    first, last = dutch.number(low, decimals), dutch.number(high, decimals)
    return first if first == last else f"{first} en {last}"


def source_of(view: CostView, *of: tuple[str, int]) -> str:
    """Return the source line of lasten and of young people with jeugdzorg, of regions and years."""
    return view.source_of(
        *(view.read(indicator, region, year) for region, year in of for indicator in (LASTEN, PER_USER))
    )


def cards(view: CostView) -> list[Card]:
    """Return cost per young person with the share of wijkteam help beside it, and per young person under 18."""
    beside_team = "van de jongeren met jeugdhulp zonder verblijf. De lasten van het wijkteam tellen niet mee."
    return [
        _card(view, PER_USER, "Lasten per jongere met jeugdzorg", "eur"),
        _card(view, TEAM, "Aandeel hulp van het wijkteam", "pct", beside_team),
        _card(view, PER_YOUNG, "Lasten per jongere tot 18 jaar", "eur"),
    ]


def _card(view: CostView, indicator: str, title: str, unit: str, about: str = "") -> Card:
    own, country = view.read(indicator), view.read(indicator, NEDERLAND).comparable
    heading = f"{title}, {view.year}"
    if own.value is None:
        return Card(heading, "", (view.why(own),), awaited=own.reason == "niet_geladen")
    star = own.mark
    beside = "" if country is None else f"Nederland {dutch.value(country, unit, 0)}"
    lines = (about, beside, view.why(own))
    return Card(heading, dutch.value(own.value, unit, 0) + star, tuple(line for line in lines if line))
