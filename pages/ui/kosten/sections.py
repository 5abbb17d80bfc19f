"""How *Begroting en rekening* is put on the page: choosers and sections, on accounts or on the report alone."""

from typing import NoReturn

import streamlit as st

from metrics import dutch
from metrics.comparing import questions as questions_of
from metrics.comparing.questions import Occasion
from metrics.costs.composition import Composition
from pages.ui.kosten import amounts as kosten_amounts
from pages.ui.kosten import booking as kosten_booking
from pages.ui.kosten import budget as kosten_budget
from pages.ui.kosten import index
from pages.ui.kosten import report as printed
from pages.ui.kosten import split as splitting
from pages.ui.kosten import view as kosten
from pages.ui.kosten.view import NEDERLAND, View
from pages.ui.site import analysis, builds, choosing, show
from pages.ui.site.frame import Page

INDICATORS = (
    "lasten_per_inwoner",
    "lasten_per_jongere_met_jeugdzorg",
    "groei_lasten_per_inwoner",
    "begroting_per_inwoner",
)
CAVEATS = ("C1", "C3", "C4", "C5", "C2")


def choose(page: Page, composition: Composition) -> View | str:
    """Draw the choosers; return what they make, or the code of a gemeente without accounts in this build."""
    code = page.gemeente()
    years = {name: kosten.years_of(composition, code, name) for name in kosten.STATEMENTS}
    if not any(years.values()):
        return code
    statements = {name: label for name, label in kosten.STATEMENTS.items() if years[name]}
    statement = page.choose("s", "Begroting of rekening", statements)
    known = [str(year) for year in reversed(years[statement])]
    year = page.choose("j", "Jaar", {y: y for y in known}, str(kosten.default_year(years[statement])))
    return View(
        code=code,
        name=page.name_of(code),
        year=int(year),
        statement=statement,
        composition=composition,
        figures=page.figures,
        records=page.records,
        lineage=page.loaded.lineage,
        names=page.loaded.names,
        source_line=lambda sources: kosten.shortened(builds.source_line(page.loaded, sources)),
    )


def on_report(page: Page, code: str) -> NoReturn:
    """Show what the report alone says of the lasten, say that the rest is not loaded, and end the page."""
    if code not in choosing.report_gemeenten(page.facts.report_cells):
        choosing.page_without_figures(page, code)
    figures, name = analysis.printed(page.loaded), page.name_of(code)
    page.title(printed.title(figures, code, name), "Cijfers zoals gedrukt in het rapport van 2021")
    show.empty("L3")
    show.table(
        printed.table(figures, code, page.loaded.names), file_stem=f"eigenwijzer-{name}-lasten-rapport"
    )
    found = analysis.printed_split(page.loaded, code)
    if found is not None and not found.refusal:
        show.section(
            "Waar zit het verschil met Nederland?", "Lasten per jongere, en het aantal jongeren met jeugdzorg"
        )
        show.chart(splitting.waterfall(found, printed.SOURCE), key="verdeling")
        show.table(splitting.table(found, printed.SOURCE))
    show.caveats((*CAVEATS, "C22"), gemeente=name)
    page.stop()


def warnings(view: View) -> list[str]:
    """Return what must be said before the figure is used: another gemeente's money, or not plausible."""
    found = []
    lead = kosten_booking.lead(view)
    if lead is not None:
        name = view.names.get(lead.region, lead.region)
        found.append(f"{view.records.caveats['C6'].text.format(gemeente=name)} {lead.evidence}")
    amount = view.amount()
    if amount.cell_status == "niet_plausibel" or (lead is None and kosten_booking.total_is_unsafe(view)):
        found.append(
            f"Het bedrag van {view.name} over {view.year} wijkt sterk af van andere jaren of van de begroting. "
            "Onder 'Anders geboekt?' staat wat we zien."
        )
    return found


def amounts(page: Page, view: View) -> None:
    """Draw the sum that gives the figure, and every amount beneath it."""
    details = [page.loaded.store.finance_detail(code, view.year) for code in view.parts]
    if not details:
        show.box(kosten_amounts.not_there(view), kind="uitleg")
        return
    rows = kosten_amounts.rows_of(view, details)
    show.table(kosten_amounts.division(view, rows))
    shown = page.choose("d", "Bedragen", {"som": "Alleen de som", "alles": "Elke categorie"}, as_buttons=True)
    if shown == "alles":
        show.table(kosten_amounts.categories(view, rows))


def budget(page: Page, view: View) -> None:
    """Draw begroting beside rekening through the years, and whether begrotingen lag."""
    show.text(kosten_budget.sentence(view), kosten_budget.lag_sentence(view))
    show.chart(kosten_budget.chart(view), key="begroting")
    options = {"eigen": view.name, "alle": "Alle gemeenten geteld"}
    if page.choose("l", "Tabel", options, as_buttons=True) == "alle":
        show.table(kosten_budget.lag_table(view))
    else:
        show.table(kosten_budget.table(view))


def pair(page: Page, view: View) -> tuple[int, int]:
    """Draw the choosers of the two years and return them; 2017 and 2019, as in the report, where loaded."""
    years = [str(year) for year in index.years(view)]
    options = {year: year for year in years}
    first = "2017" if "2017" in years else years[0]
    last = "2019" if "2019" in years and first < "2019" else years[-1]
    with st.container(horizontal=True, key="jaren"):
        base = page.choose("b", "Beginjaar", options, first)
        end = page.choose("e", "Eindjaar", options, last)
    return int(base), int(end)


def index_apart(page: Page, view: View, years: tuple[int, int]) -> None:
    """Draw the index of two years taken apart; at choice beside all gemeenten, or for all pairs of years."""
    problem = index.problem(view, years)
    if problem:
        show.box(problem, kind="uitleg")
    show.text(*index.story(view, years), index.prices(view, years))
    options = {"eigen": view.name, "alle": "Alle gemeenten", "paren": "Elk paar jaren"}
    shown = page.choose("w", "Tonen", options, as_buttons=True)
    if shown == "paren":
        show.table(index.table(view))
        return
    chart = index.scatter(view, years) if shown == "alle" else index.waterfall(view, years)
    if chart is not None:
        show.chart(chart, key=f"index_{shown}")


def price_use_youth(page: Page, view: View, years: tuple[int, int]) -> None:
    """Draw cost per young person with the wijkteam beside it, and the difference taken apart."""
    show.cards(splitting.cards(view))
    others = {
        NEDERLAND: "Nederland",
        **{code: name for code, name in page.loaded.gemeenten.items() if code != view.code},
    }
    other = page.choose("met", "Vergelijk met", others, NEDERLAND)
    found, source = splitting.beside(view, other), splitting.source_of(view)
    on_paper = _printed(page, view) if found.refusal and other == NEDERLAND else None
    if on_paper is not None:
        show.text(
            "Van Nederland is het aantal jongeren niet geladen. Hieronder staan de cijfers van het rapport."
        )
        found, source = on_paper, printed.SOURCE
    _split(view, found, source, "naast")
    show.section("Tussen twee jaren", f"Van rekening {years[0]} naar rekening {years[1]}: dezelfde verdeling")
    _split(view, splitting.between(view, years), splitting.source_of(view), "jaren", years)


def _printed(page: Page, view: View) -> splitting.Split | None:
    """Return the difference with Nederland on the report's figures, where the year on screen is the report's."""
    if str(view.year) != printed.YEAR:
        return None
    return analysis.printed_split(page.loaded, view.code)


def _split(
    view: View, found: splitting.Split, source: str, key: str, years: tuple[int, int] | None = None
) -> None:
    if found.refusal:
        show.box(splitting.why_not(view, found.refusal, years), kind="uitleg", title="Niet te verdelen.")
        return
    show.chart(splitting.waterfall(found, source), key=f"verdeling_{key}")
    show.table(splitting.table(found, source))


def booking(view: View) -> None:
    """Draw where the lasten are booked through the years, and what makes comparing unsafe."""
    chart, flags = kosten_booking.chart(view), kosten_booking.flags(view)
    if chart is not None:
        show.chart(chart, key="boeking")
    show.text(*kosten_booking.leads(view))
    if flags is None:
        show.text(f"In de bedragen van {view.name} zien we geen sprongen, nullen of verschuivingen.")
    else:
        show.table(flags)


def close(view: View, years: tuple[int, int]) -> None:
    """Draw the questions that these figures raise, and what to keep in mind."""
    chosen = questions_of.choose(view.records.questions, _occasions(view, years), INDICATORS)
    values = {"gemeente": view.name, "jaar": view.year, **_numbers(view, years)}
    show.questions(chosen, values)
    show.caveats(CAVEATS, gemeente=view.name)


def _occasions(view: View, years: tuple[int, int]) -> list[Occasion]:
    found = []
    plan, real = (view.amount(statement=name).lasten_eur for name in ("begroting", "jaarrekening"))
    if plan and real and plan != real:
        side = "boven" if real > plan else "onder"
        found.append(Occasion("groei_lasten_per_inwoner", f"rekening_{side}_begroting"))
    apart = index.apart(view, years)
    if (
        apart.index is not None
        and apart.growth_pct is not None
        and abs(apart.index - 100 - apart.growth_pct) >= 10
    ):
        found.append(Occasion("groei_lasten_per_inwoner", "index_en_groei_verschillen"))
    own, country = (view.figure("lasten_per_inwoner", region) for region in (view.code, NEDERLAND))
    how = questions_of.differs(own, country)
    if how:
        found.append(Occasion("lasten_per_inwoner", how))
    return found


def _numbers(view: View, years: tuple[int, int]) -> dict[str, str]:
    apart = index.apart(view, years)
    return {
        "index": dutch.index(apart.index),
        "groei": dutch.signed(apart.growth_pct, "pct", 1),
    }
