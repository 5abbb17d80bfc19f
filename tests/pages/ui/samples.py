"""One chart of every kind, about gemeenten that do not exist, with hand-made values."""

from pages.ui.charts.spec import Point, Reference, Series
from pages.ui.charts.spec.lines import BreakMark, LineChart, LineNote
from pages.ui.charts.spec.map import MapChart, Shape
from pages.ui.charts.spec.rows import (
    Bar,
    BarChart,
    Dot,
    DotRow,
    DotStrip,
    Stack,
    StackedChart,
    Step,
    StripPlot,
    WaterfallChart,
)
from pages.ui.charts.spec.scatter import Axis, Mark, ScatterChart
from pages.ui.charts.spec.slope import SlopeChart

SOURCE = "voorbeeldcijfers, niet van een gemeente."
OWN = "Eikenstad"
NAMES = ("Beukendam", "Lindenhove", "Wilgenbroek-Essenburg", "Populierenmeer")


def series(name: str, role: str, values: dict[str, float | None], provisional: str = "9999") -> Series:
    points = tuple(Point(p, v, provisional=p >= provisional) for p, v in values.items())
    return Series(name, role, points)  # type: ignore[arg-type]


def halves(first: int, values: list[float | None]) -> dict[str, float | None]:
    return {f"{first + n // 2}H{n % 2 + 1}": value for n, value in enumerate(values)}


def line() -> LineChart:
    return LineChart(
        title=f"In {OWN} daalde het gebruik begin 2018",
        subtitle="Jongeren tot 18 jaar met jeugdhulp in natura. Eerste halfjaar 2017 = 100",
        alt=f"Lijnen per halfjaar van 2017 tot en met 2022 voor {OWN}, vier gemeenten, groep en Nederland.",
        source=SOURCE,
        unit="index",
        base_line=100,
        series=(
            series(OWN, "own", halves(2017, [100, 104, 87, 90, 87, 89, 85, 90, 96, 97, 95, 98]), "2022"),
            series(
                NAMES[0], "other", halves(2017, [100, 106, 109, 120, 114, 117, 105, 107, 118, 117, 119, 121])
            ),
            series(
                NAMES[1], "other", halves(2017, [100, 103, 97, 106, 107, 108, 106, 108, 109, None, 110, 111])
            ),
            series(
                NAMES[2], "other", halves(2017, [100, 99, 98, 106, 109, 112, 101, 102, 108, 110, 109, 112])
            ),
            series(
                NAMES[3], "other", halves(2017, [100, 103, 106, 113, 107, 107, 101, 100, 107, 108, 110, 111])
            ),
            series(
                "Groep", "group", halves(2017, [100, 103, 103, 110, 109, 111, 104, 105, 110, 111, 111, 113])
            ),
            series(
                "Nederland",
                "nederland",
                halves(2017, [100, 104, 102, 109, 109, 112, 105, 108, 113, 114, 114, 116]),
            ),
        ),
        breaks=(BreakMark("2021H1", "Vanaf 2021 leveren meer aanbieders gegevens aan."),),
        line_notes=(
            LineNote("2020H1", "In 2020 vroegen minder jongeren hulp, waarschijnlijk ook door corona."),
        ),
    )


def slope() -> SlopeChart:
    def two(name: str, role: str, start: float, end: float) -> Series:
        return series(name, role, {"2017H1": start, "2020H1": end}, "2020")

    return SlopeChart(
        title=f"In {OWN} daalde jeugdhulp zonder verblijf",
        subtitle="Jongeren tot 23 jaar met jeugdhulp zonder verblijf",
        alt="Twee momenten met een lijn per gemeente.",
        source=SOURCE,
        unit="pct",
        start="2017H1",
        end="2020H1",
        series=(
            two(OWN, "own", 8.1, 6.7),
            two(NAMES[0], "other", 7.0, 6.9),
            two(NAMES[1], "other", 7.7, 7.5),
            two(NAMES[2], "other", 7.6, 7.5),
            two("Nederland", "nederland", 6.6, 7.2),
        ),
    )


def scatter() -> ScatterChart:
    return ScatterChart(
        title="Lasten per inwoner en inkomen, 2019",
        subtitle="Lasten per inwoner 2019 naar inkomen",
        alt=f"Een punt per gemeente; {OWN} staat laag bij deciel 2.",
        source=SOURCE,
        x=Axis("Inkomen, deciel (1 = laagste inkomens)", "deciel", ticks=tuple(range(1, 11))),
        y=Axis("Lasten per inwoner", "eur"),
        marks=(
            Mark(OWN, "own", 2, 240),
            Mark(NAMES[0], "other", 2, 392),
            Mark(NAMES[1], "other", 4, 368),
            Mark(NAMES[2], "other", 4, 366),
            Mark(NAMES[3], "other", 1, 332),
            Mark("Zonder cijfer", "other", None, 300),
        ),
        y_reference=Reference(293, "Nederland € 293"),
        behind=tuple((1 + n % 10, 220 + 7 * (n % 31)) for n in range(300)),
    )


def strip() -> StripPlot:
    return StripPlot(
        title="Lasten per inwoner",
        subtitle="2019",
        alt=f"{OWN} € 240, vier andere gemeenten van € 332 tot € 392, Nederland € 293.",
        source=SOURCE,
        unit="eur",
        dots=(
            Dot(OWN, "own", 240),
            *(Dot(name, "other", value) for name, value in zip(NAMES, (392, 368, 366, 332), strict=True)),
            Dot("Nederland", "nederland", 293),
        ),
    )


def bar() -> BarChart:
    return BarChart(
        title="Lasten per inwoner, 2019",
        alt=f"Staven van hoog naar laag; {OWN} is de laagste.",
        source=SOURCE,
        unit="eur",
        bars=(
            Bar(OWN, "own", 240),
            Bar(NAMES[0], "other", 392),
            Bar(NAMES[1], "other", 368, provisional=True),
            Bar(NAMES[2], "other", 366),
            Bar(NAMES[3], "other", None, status="geen_cijfer"),
            Bar("Groep", "group", 371),
        ),
        reference=Reference(293, "Nederland € 293"),
    )


def stacked() -> StackedChart:
    return StackedChart(
        title="Waar krijgen jongeren hulp zonder verblijf?",
        alt="Staven met vier delen per gemeente.",
        source=SOURCE,
        unit="pct",
        parts=(
            "Wijkteam",
            "Ambulant op locatie van de aanbieder",
            "Daghulp",
            "In het netwerk van de jongere",
        ),
        stacks=(
            Stack(OWN, "own", (31.0, 44.0, 5.0, 20.0)),
            Stack(NAMES[0], "other", (12.0, 60.0, 8.0, 20.0)),
            Stack("Nederland", "nederland", (21.0, 52.0, 6.0, 21.0)),
        ),
    )


def dots() -> DotStrip:
    def row(name: str, values: list[float], conclusion: str) -> DotRow:
        return DotRow(
            name, tuple(Dot(f"{name} {n}", "other", v) for n, v in enumerate(values, 1)), conclusion
        )

    return DotStrip(
        title=f"Bij 11 van de 12 groepen zijn de lasten in {OWN} lager",
        alt="Per soort groep de lasten per inwoner van elke groep, met een lijn voor de gemeente zelf.",
        source=SOURCE,
        unit="eur",
        reference=Reference(240, f"{OWN} € 240", "own"),
        rows=(
            row("Groep van het rapport", [371, 368, 374, 365, 377], "hoger in 5 van de 5"),
            row("Buurgemeenten", [281, 296, 277, 301], "hoger in 4 van de 4"),
            row("Gemeenten die op elkaar lijken", [262, 231, 289], "hoger in 2 van de 3"),
        ),
    )


def waterfall() -> WaterfallChart:
    return WaterfallChart(
        title=f"Van € 293 naar € 240: waar {OWN} verschilt van Nederland",
        alt="Van het bedrag van Nederland naar dat van de gemeente in drie stappen.",
        source=SOURCE,
        unit="eur",
        start=Step("Nederland", 293),
        steps=(
            Step("Lasten per jongere met jeugdzorg", -34.5, -37, -32),
            Step("Deel van de jongeren met jeugdzorg", -24.5, -27, -22),
            Step("Deel jongeren onder de inwoners", 6.0),
        ),
        end=Step(OWN, 240),
    )


def area_map() -> MapChart:
    shapes = []
    for n in range(25):
        x, y = 5 + (n % 5) * 0.2, 52 + (n // 5) * 0.12
        ring = ((x, y), (x + 0.2, y), (x + 0.2, y + 0.12), (x, y + 0.12), (x, y))
        value = None if n == 7 else 200.0 + 10 * n
        shapes.append(Shape(f"GM{n:04d}", f"Gebied {n}", (ring,), (x + 0.1, y + 0.06), value))
    return MapChart(
        title="Lasten per inwoner, 2019",
        alt="Kaart van 25 gebieden in vijf klassen, laag in het zuiden en hoog in het noorden.",
        source=SOURCE,
        unit="eur",
        value_title="Lasten per inwoner",
        own="GM0012",
        shapes=tuple(shapes),
    )


ALL = (line, slope, scatter, strip, bar, stacked, dots, waterfall, area_map)
