"""The parts of *Begrippen en leeswijzer*: how to read, the glossary, definitions, what open data cannot answer."""

from collections.abc import Sequence

import htpy as h
import streamlit as st

from metrics import dutch
from metrics.places.names import plain
from metrics.records import Indicator, Term
from pages.ui.parts import notices
from pages.ui.site import show
from pages.ui.site.finding import narrowing
from pages.ui.site.page import Page

_FIELD = "_begrip"

HOW_TO_READ = (
    "Elk cijfer heeft een jaar en een bron. Staat er een sterretje bij, dan is het cijfer voorlopig.",
    "We zeggen alleen 'hoger' of 'lager'. Een hoog of laag cijfer is niet goed of slecht: het is een reden om "
    "door te vragen.",
    "Is het verschil kleiner dan 5 procent, dan zeggen we 'ongeveer even hoog'.",
    "Een groep telt alle lasten samen en deelt die door alle inwoners samen, zonder de gemeente die u bekijkt. "
    "Nederland telt alle gemeenten met een bruikbaar cijfer mee, ook de gekozen gemeente.",
    "De lijn van uw gemeente is dik en donker, de andere zijn grijs. Nederland is een streepjeslijn.",
    "Loopt een lijn niet door, dan is de manier van tellen veranderd. Vergelijk dan niet over die plek heen.",
    "Bij elke figuur kunt u de cijfers als tabel bekijken en bewaren.",
    "Wat nog niet is geladen, staat er als 'nog niet geladen'. We vullen niets zelf in.",
)
NOT_ANSWERED = (
    "Of de hulp helpt, en wat jongeren en ouders ervan vinden.",
    "Hoe lang jongeren wachten op hulp, en hoeveel jongeren wachten.",
    "Hoe zwaar de problemen zijn en hoe lang hulp duurt.",
    "Welke hulp een jongere na elkaar krijgt.",
    "Hoeveel geld een gemeente van het Rijk krijgt voor jeugdzorg.",
    "Wat hulp van school, huisarts of vereniging doet: die telt hier niet mee.",
    "Waarom een cijfer hoger of lager is. Daarvoor is een gesprek nodig.",
    "Wat de raad in de loop van het jaar aan de begroting veranderde: hier staat de oorspronkelijke begroting.",
)


def search_field(page: Page) -> None:
    """Draw a field that narrows the glossary; a term from the menu's search comes in through the address."""
    narrowing.field(page, "Zoek een begrip", _FIELD, "taakveld")


def how_to_read() -> None:
    """Say how the figures are to be read."""
    st.html(notices.bullets(*HOW_TO_READ))
    show.caveats(("C17", "C19"), gemeente="de gemeente die u bekijkt")


def glossary(page: Page) -> None:
    """Draw the terms that fit what was typed; all of them when nothing was."""
    wanted = plain(st.session_state.get(_FIELD) or "")
    found = [
        term
        for term in page.records.terms
        if not wanted or wanted in plain(term.term) or wanted in plain(term.explanation)
    ]
    if not found:
        show.box("Geen begrip gevonden. Maak het veld leeg om alle begrippen te zien.", "uitleg")
        return
    st.html(str(h.dl(".ew-begrippen")[(_term(term) for term in found)]))


def _term(term: Term) -> list[h.Element]:
    anchor = "begrip-" + plain(term.term).replace(" ", "-")
    see = f" Zie ook: {dutch.names(term.see)}." if term.see else ""
    return [h.dt(id=anchor)[term.term], h.dd[term.explanation + see]]


def definitions(page: Page) -> None:
    """Draw how each figure is made, from data/indicators.toml."""
    st.html(
        str(
            h.div(".ew-alleen-plooien")[
                (
                    _definition(item, page.records.sources_in_words(item.code))
                    for item in page.records.indicators.values()
                )
            ]
        )
    )


def _definition(item: Indicator, sources: Sequence[str]) -> h.Element:
    divided = f", gedeeld door {dutch.small(item.denominator)}" if item.denominator else ""
    division = f"{item.numerator}{divided}."
    tables, pages = item.report_table.split(", "), item.report_page.split(", ")
    which = f"{'tabellen' if len(tables) > 1 else 'tabel'} {dutch.names(tables)}"
    where = f"bladzijde{'n' if '-' in item.report_page or len(pages) > 1 else ''} {dutch.names(pages)}"
    report = f" Rapport: {which}, {where}." if item.report_table else ""
    return h.details(".ew-details")[
        h.summary[item.title],
        h.p[item.definition],
        h.p[division],
        h.p(".ew-bron")[f"Bronnen: {dutch.names(sources)}.{report}"],
    ]


def not_answered() -> None:
    """Say what open data cannot answer, and whom to ask."""
    st.html(notices.bullets(*NOT_ANSWERED))
    show.caveats(("C23",))
