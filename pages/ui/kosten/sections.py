"""How *Begroting en rekening* is put on the page: choosers and sections, on accounts or on the report alone."""

from typing import NoReturn

from metrics import dutch
from metrics.comparing import questions as questions_of
from metrics.comparing import reasons
from metrics.comparing.questions import Occasion
from metrics.comparing.sentences import beside_plan, told_growth
from metrics.places.codes import NEDERLAND
from pages.ui.charts.spec.rows import WaterfallChart
from pages.ui.kosten import amounts as kosten_amounts
from pages.ui.kosten import booking as kosten_booking
from pages.ui.kosten import budget as kosten_budget
from pages.ui.kosten import forecasts as kosten_forecasts
from pages.ui.kosten import index, index_of_all
from pages.ui.kosten import report as printed
from pages.ui.kosten import split as splitting
from pages.ui.kosten import view as kosten
from pages.ui.kosten.split import CostSplit
from pages.ui.kosten.view import CostView
from pages.ui.parts.loaded_figures import newest_of
from pages.ui.site import show, sourced
from pages.ui.site.page import Page
from pages.ui.site.visiting import bar, choosing, entered, visit, visit_group

INDICATORS = (
    "lasten_per_inwoner",
    "lasten_per_jongere_met_jeugdzorg",
    "groei_lasten_per_inwoner",
    "begroting_per_inwoner",
)
# Costs as gemeenten report them per form of help, from records alone (data/indicators.toml).
FORMS = tuple(
    f"kosten_{what}_{form}_per_inwoner"
    for form in ("totaal", "zonder_verblijf", "met_verblijf")
    for what in ("gerealiseerd", "begroot")
)
CAVEATS = ("C1", "C3", "C4", "C5")
OF_AMOUNT_PER_YOUNG_PERSON = "C2"  # said where that amount is on the page


def choose(page: Page) -> CostView | str:
    """Draw the choosers; return what they make, or the code of a gemeente without accounts in this build."""
    code = page.gemeente()
    years = {name: kosten.years_of(page.build.readings, code, name) for name in kosten.STATEMENTS}
    if not any(years.values()):
        return code
    statements = {name: label for name, label in kosten.STATEMENTS.items() if years[name]}
    asked = visit.year(page.selection)
    # a year that has no rekening yet opens on its begroting
    first = next((name for name in statements if asked in map(str, years[name])), next(iter(statements)))
    with page.choices("Rekening, jaar en groep"):
        statement = page.choose("s", "Begroting of rekening", statements, first)
        known = [str(year) for year in reversed(years[statement])]
        ordinary = visit.default_year(page.build.readings, code)
        year = bar.choose_year(
            page, code, {y: y for y in known}, ordinary if ordinary in known else next(iter(known))
        )
        group = visit_group.choose_said(page, code)
    bar.said(page, bar.on_cbs(page))
    return CostView(
        code=code,
        name=page.name_of(code),
        year=int(year),
        statement=statement,
        build=page.build,
        names=page.loaded.names,
        cite=lambda sources: sourced.line(page.loaded, sources),
        members=group.codes if group else (),
    )


def on_report(page: Page, code: str) -> NoReturn:
    """Show what the report alone says of the lasten, and end the page."""
    if code not in choosing.report_gemeenten(page.facts.report_cells):
        choosing.page_without_figures(page, code)
    readings, name = page.build.readings_of_report, page.name_of(code)
    page.title(printed.title(readings, code, name), "Cijfers zoals gedrukt in het rapport van 2021")
    source = _printed_source(page, code)
    show.table(printed.table(readings, code, page.loaded.names, source), file_stem="lasten rapport")
    found = _printed_split(page, code)
    if found is not None and not found.refusal:
        show.section(
            "Waar zit het verschil met Nederland?", "Lasten per jongere, en het aantal jongeren met jeugdzorg"
        )
        _draw(found, source, "verdeling")
    show.text(
        reasons.awaited(["de begroting van elk jaar", "de rekening van elk jaar"], is_older=page.is_older)
    )
    show.caveats((*CAVEATS, OF_AMOUNT_PER_YOUNG_PERSON, "C22"), gemeente=name)
    page.stop()


def said_first(view: CostView) -> None:
    """Draw what must be said before the figure is used."""
    for warning in kosten.warnings(view):
        show.box(warning)
    show.text(*kosten.notes(view))


def amounts(page: Page, view: CostView) -> None:
    """Draw the sum that gives the figure, and every amount beneath it."""
    loaded = page.loaded
    delivered = loaded.kept(
        ("delivered", view.code, view.year, view.statement),
        lambda: kosten_amounts.found(
            view,
            ([loaded.store.finance_detail(code, view.year) for code in codes] for codes in view.candidates),
        ),
    )
    show.table(kosten_amounts.division(view, delivered))
    if delivered is None:
        return
    shown = page.choose("d", "Bedragen", {"som": "Alleen de som", "alles": "Elke categorie"}, as_buttons=True)
    if shown == "alles":
        show.table(kosten_amounts.categories(view, delivered))


def budget(page: Page, view: CostView) -> None:
    """Draw begroting beside rekening through the years, and whether begrotingen lag."""
    show.text(kosten_budget.sentence(view), kosten_budget.lag_sentence(view))
    show.chart(kosten_budget.chart(view), key="begroting")
    options = {"eigen": view.name, "alle": "Alle gemeenten geteld"}
    if page.choose("l", "Tabel", options, as_buttons=True) == "alle":
        show.table(kosten_budget.lag_table(view))
    else:
        show.table(kosten_budget.table(view))
    forecasts(view)


def forecasts(view: CostView) -> None:
    """Draw the forecasts that the analyst entered, beside the rekening; nothing where there are none."""
    found = kosten_forecasts.of(view, entered.figures())
    if not found:
        return
    show.section("Prognoses", "Wat u tijdens het jaar verwachtte, naast de rekening", "prognoses")
    show.text(kosten_forecasts.sentence(view, found))
    show.chart(kosten_forecasts.chart(view, found), key="prognoses")
    show.table(kosten_forecasts.table(view, found), file_stem="prognoses")


def pair(page: Page, view: CostView) -> tuple[int, int]:
    """Draw the choosers of the two years and return them; first those of the growth to the year on screen."""
    years = [str(year) for year in index.years(view)]
    if not years:
        return view.year, view.year
    options = {year: year for year in years}
    first, last = index.standard_pair(years, str(view.year))
    with page.row("jaren"):
        base = page.choose("b", "Beginjaar", options, first)
        end = page.choose("e", "Eindjaar", options, last)
    return int(base), int(end)


def index_apart(page: Page, view: CostView, years: tuple[int, int]) -> None:
    """Draw the index of two years taken apart; at choice beside all gemeenten, or for all pairs of years."""
    problem = index.problem(view, years)
    if problem:
        show.box(problem, kind="uitleg")
    show.text(*index.story(view, years), index.with_wijkteam(view, years), index.prices(view, years))
    for caution in index.cautions(view, years):
        show.box(caution)
    options = {"eigen": view.name, "alle": "Alle gemeenten", "paren": "Elk paar jaren"}
    shown = page.choose("w", "Tonen", options, as_buttons=True)
    if shown == "paren":
        show.table(index.table(view))
        return
    chart = index_of_all.scatter(view, years) if shown == "alle" else index.waterfall(view, years)
    if chart is not None:
        show.chart(chart, key=f"index_{shown}")


def price_use_youth(page: Page, view: CostView, years: tuple[int, int]) -> None:
    """Draw cost per young person with the wijkteam beside it, and the difference taken apart."""
    cards = splitting.cards(view)
    show.cards(cards, is_older=page.is_older)
    if all(card.awaited for card in cards):
        return  # without young people there is nothing to take apart
    _beside(page, view, other(page, view))
    base, end = years
    show.section("Tussen twee jaren", f"Van de rekening over {base} naar die over {end}: dezelfde verdeling")
    found = splitting.between(view, years)
    if found.refusal:
        _refused(splitting.why_not_between(view, found.refusal, years))
    else:
        _draw(found, source_between(view, years), "verdeling_jaren")


def other(page: Page, view: CostView) -> str:
    """Draw the chooser of the region beside which the difference is taken apart; return its code."""
    others = {
        NEDERLAND: "Nederland",
        **{code: name for code, name in page.loaded.gemeenten.items() if code != view.code},
    }
    return page.choose("met", "Vergelijk met", others, NEDERLAND)


def source_between(view: CostView, years: tuple[int, int]) -> str:
    """Return the source line of the difference between two years."""
    return splitting.source_of(view, *((view.code, year) for year in years))


def _beside(page: Page, view: CostView, beside: str) -> None:
    """Draw the difference with another region."""
    found, source, of_report = split_beside(page, view, beside)
    if of_report:
        show.text(splitting.ON_REPORT)
    if found.refusal:
        _refused(splitting.why_not_beside(view, found.refusal, beside))
    else:
        _draw(found, source, "verdeling_naast")


def split_beside(page: Page, view: CostView, beside: str) -> tuple[CostSplit, str, bool]:
    """Return the difference with another region, its source line, and whether it is on the report's printed figures.

    It is where those of Nederland are not loaded.
    """
    found = splitting.beside(view, beside)
    if found.refusal and beside == NEDERLAND and str(view.year) == printed.YEAR:
        of_report = _printed_split(page, view.code)
        if of_report is not None and not of_report.refusal:
            return of_report, _printed_source(page, view.code), True
    return found, splitting.source_of(view, (view.code, view.year), (beside, view.year)), False


def printed_waterfall(page: Page, code: str) -> WaterfallChart | None:
    """Return the difference with Nederland on the report alone; None where it cannot be made."""
    found = _printed_split(page, code)
    return None if found is None or found.refusal else splitting.waterfall(found, _printed_source(page, code))


def _printed_source(page: Page, code: str) -> str:
    """Return the source line of what the report prints of a gemeente."""
    readings = page.build.readings_of_report
    return sourced.line(
        page.loaded, [each for figure in printed.shown(readings, code) for each in figure.sources]
    )


def _printed_split(page: Page, code: str) -> CostSplit | None:
    """Return the difference with Nederland on the report's printed figures, None where it cannot be made."""
    readings = page.build.readings_of_report
    return page.loaded.kept(
        ("printed_split", code), lambda: printed.split(readings, code, page.name_of(code))
    )


def _refused(why: str) -> None:
    show.box(why, kind="uitleg", title="Niet te verdelen.")


def _draw(found: CostSplit, source: str, key: str) -> None:
    show.chart(splitting.waterfall(found, source), key=key)
    show.table(splitting.table(found, source))


def forms(view: CostView) -> None:
    """Draw what gemeenten report to CBS per form of help; nothing where it is not loaded."""
    caption = "Kosten per inwoner, per vorm van hulp"
    table = newest_of(view.beside_country, FORMS, caption, view.records, view.cite, together=True)
    if table is not None:
        show.section(
            "Kosten per vorm van hulp",
            "Een andere opgave dan de jaarrekening: de bedragen zijn niet gelijk aan de lasten",
            "vormen",
        )
        show.table(table)


def booking(view: CostView) -> None:
    """Draw where the lasten are booked through the years, and what makes comparing unsafe."""
    chart, flags = kosten_booking.chart(view), kosten_booking.flags(view)
    if chart is not None:
        show.chart(chart, key="boeking")
    show.text(*kosten_booking.leads(view))
    if flags is None:
        show.text(kosten_booking.nothing_found(view))
    else:
        show.table(flags)


def close(view: CostView, years: tuple[int, int]) -> None:
    """Draw the questions that these figures raise, and what to keep in mind."""
    chosen = questions_of.choose(view.records.questions, occasions(view, years), INDICATORS)
    values = {"gemeente": view.name, "jaar": view.year, **_numbers(view, years)}
    show.questions(chosen, values)
    has_amount = view.read(kosten.PER_USER).value is not None
    show.caveats((*CAVEATS, *((OF_AMOUNT_PER_YOUNG_PERSON,) if has_amount else ())), gemeente=view.name)


def occasions(view: CostView, years: tuple[int, int]) -> list[Occasion]:
    """Return what the figures on the page show: what a question is asked about."""
    real, plan = (view.level(statement=name) for name in ("jaarrekening", "begroting"))
    beside = beside_plan(real, plan)
    found = questions_of.of_budget(beside[0] if beside else None)
    if index.lies_far_from_growth(index.apart(view, years), years):
        found.append(Occasion("groei_lasten_per_inwoner", "index_en_groei_verschillen"))
    return [
        *found,
        *questions_of.occasions(view.beside_country, [("lasten_per_inwoner", str(view.year))], []),
    ]


def _numbers(view: CostView, years: tuple[int, int]) -> dict[str, str]:
    apart = index.apart(view, years)
    return {
        "index": dutch.index(apart.index),
        "groei": told_growth(apart.growth_pct),
    }
