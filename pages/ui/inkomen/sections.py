"""The parts of *Inkomen en lage inkomens*: title, explanation, table, place among all gemeenten, scatters."""

from metrics import dutch
from metrics import figures as figures_of
from metrics.comparing import questions as questions_of
from metrics.records import Question, Records
from pages.ui.charts.spec import Axis, Mark, Reference, ScatterChart
from pages.ui.charts.spec.rows import Dot, DotRow, DotStrip
from pages.ui.parts.tables import Cell, Column, Row, Table
from pages.ui.site import builds, show
from pages.ui.site.choosing import Chosen
from pages.ui.site.frame import Page
from pages.ui.vergelijking import charts

DECILES = {
    "inkomensdeciel": "Inkomen, deciel",
    "laag_inkomen_deciel": "Kinderen met een laag inkomen, deciel",
}
LEVELS = {
    "mediaan_inkomen": ("Middelste inkomen van huishoudens", "eur", 0),
    "kinderen_laag_inkomen": ("Kinderen in een huishouden met een laag inkomen", "pct", 1),
}
CAVEATS = ("C20", "C17", "C19")


def title(chosen: Chosen) -> str:
    """Return the title: in which tenth the gemeente is."""
    income = chosen.cost.value("inkomensdeciel", chosen.own, chosen.income_period)
    low = chosen.cost.value("laag_inkomen_deciel", chosen.own, chosen.income_period)
    if income is None and low is None:
        return f"Van {chosen.own_name} is over {chosen.income_period} geen deciel geladen"
    parts = [
        f"{what} in deciel {dutch.number(value)}"
        for what, value in (("voor inkomen", income), ("voor kinderen met een laag inkomen", low))
        if value is not None
    ]
    return f"In {chosen.income_period} zat {chosen.own_name} {dutch.names(parts)}"


def explanation() -> tuple[str, ...]:
    """Say what a decile is, and which way both run."""
    return (
        "Alle gemeenten staan op volgorde en zijn verdeeld in tien even grote groepen: de decielen. Bij inkomen "
        "heeft deciel 1 de laagste inkomens. Bij kinderen met een laag inkomen heeft deciel 1 de meeste kinderen "
        "die in een huishouden met een laag inkomen wonen.",
        "Een laag deciel betekent dus bij allebei: meer huishoudens met weinig geld. Een deciel zegt niets over "
        "de verschillen binnen een gemeente.",
    )


def table(chosen: Chosen) -> Table:
    """Return both deciles, and the figures beneath them where they are loaded."""
    period = chosen.income_period
    shown = dict(DECILES) | {
        code: f"{heading}, {period}"
        for code, (heading, _, _) in LEVELS.items()
        if chosen.cost.has(code, period)
    }
    units = {code: (unit, decimals) for code, (_, unit, decimals) in LEVELS.items()}
    columns = (
        Column("naam", "Gemeente"),
        *(Column(code, heading, *units.get(code, ("deciel", 0))) for code, heading in shown.items()),
    )
    wanted = [place for place in chosen.cost.places if place.role in ("own", "other")]
    rows: tuple[Row, ...] = tuple(
        {
            "naam": place.name,
            **{code: _cell(chosen, code, place.code) for code in shown},
        }
        for place in wanted
    )
    return Table(
        f"Inkomen en lage inkomens, {period}",
        columns,
        rows,
        row_header="naam",
        highlight=frozenset({chosen.own_name}),
        source=chosen.source_line,
    )


def _cell(chosen: Chosen, indicator: str, code: str) -> Cell:
    figure = chosen.cost.figure(indicator, code, chosen.income_period)
    return Cell(figure.value, figure.cell_status, provisional=figure.is_provisional)


def distributions(page: Page, chosen: Chosen) -> None:
    """Draw the place of the group among all gemeenten; say which table brings it where it is not loaded."""
    drawn = 0
    for indicator, (heading, unit, decimals) in LEVELS.items():
        period = figures_of.latest_period(page.figures, indicator)
        if period is None:
            continue
        drawn += 1
        show.chart(_distribution(page, chosen, indicator, period, heading, unit, decimals), key=indicator)
    missing = [
        number
        for indicator, number in (("mediaan_inkomen", "84866NED"), ("kinderen_laag_inkomen", "84868NED"))
        if figures_of.latest_period(page.figures, indicator) is None
    ]
    for number in missing:
        show.empty("L3", nummer=number)
    if drawn:
        show.text(
            "Elk open rondje is een gemeente. De gekozen gemeente is donker; de namen van de vergelijkingsgroep "
            "staan in de tabel."
        )


def _distribution(
    page: Page, chosen: Chosen, indicator: str, period: str, heading: str, unit: str, decimals: int
) -> DotStrip:
    rows = figures_of.at(page.figures, indicator, period)
    rows = rows[rows["region"].isin(page.loaded.gemeenten) & rows["value"].notna()]
    members = {place.code for place in chosen.cost.members}
    everyone = tuple(
        Dot(
            page.name_of(str(code)),
            "own" if code == chosen.own else "group" if code in members else "other",
            float(value),
        )
        for code, value in zip(rows["region"], rows["value"], strict=True)
    )
    group = tuple(dot for dot in everyone if dot.role != "other")
    country = page.figures[
        (page.figures["indicator"] == indicator)
        & (page.figures["region"] == "NL01")
        & (page.figures["period"] == period)
    ]["value"].dropna()
    reference = (
        Reference(float(country.iloc[0]), f"Nederland {dutch.value(country.iloc[0], unit, decimals)}")
        if len(country)
        else None
    )
    return DotStrip(
        title=f"{heading}, {period}",
        subtitle=f"Alle {len(everyone)} gemeenten, en deze groep apart",
        alt=f"{heading} in {period}: {len(everyone)} gemeenten op een lijn, met {chosen.own_name} gemarkeerd. "
        "De waarden van de groep staan in de tabel.",
        source=builds.source_line(page.loaded, rows["source"].unique()),
        rows=(DotRow("Alle gemeenten", everyone), DotRow("Deze groep", group)),
        unit=unit,
        decimals=decimals,
        reference=reference,
        value_title=heading,
        row_title="Wie",
    )


def scatters(chosen: Chosen) -> list[ScatterChart]:
    """Return lasten against income, and use against children with a low income."""
    charts_made = [
        charts.cost_against_income(
            chosen.cost,
            chosen.year,
            chosen.income_period,
            title=f"Lasten per inwoner en inkomen, {chosen.year}",
            source=chosen.source_line,
        )
    ]
    use = _use_against_low_income(chosen)
    return [*charts_made, use] if use.drawn else charts_made


def _use_against_low_income(chosen: Chosen) -> ScatterChart:
    period = dutch.period(chosen.end)
    marks = tuple(
        Mark(
            place.name,
            place.role,
            chosen.use.value("laag_inkomen_deciel", place.code, chosen.income_period),
            chosen.use.value("zonder_verblijf", place.code, chosen.end),
            code=place.code,
        )
        for place in (chosen.use.own, *chosen.use.members)
    )
    country = chosen.use.country
    level = chosen.use.value("zonder_verblijf", country.code, chosen.end) if country else None
    return ScatterChart(
        title=f"Jeugdhulp zonder verblijf en kinderen met een laag inkomen, {period}",
        subtitle="Jongeren tot 23 jaar met jeugdhulp zonder verblijf, en deciel (1 = meeste kinderen met laag inkomen)",
        alt="Gebruik van jeugdhulp zonder verblijf tegen het deciel van kinderen met een laag inkomen, een punt per "
        "gemeente; de waarden staan in de tabel onder de figuur.",
        source=chosen.source_line,
        marks=marks,
        x=Axis("Kinderen met een laag inkomen, deciel (1 = meeste)", "deciel", 0, ticks=tuple(range(1, 11))),
        y=Axis("Jeugdhulp zonder verblijf", "pct", 1),
        y_reference=Reference(level, f"Nederland {dutch.pct(level)}") if level is not None else None,
    )


def questions(chosen: Chosen, records: Records) -> list[Question]:
    """Return at most three questions about income and the group."""
    found = questions_of.occasions(chosen.cost, [("lasten_per_inwoner", chosen.year)], [])
    return questions_of.choose(records.questions, found, ("inkomensdeciel",))
