"""The parts of *Uitspraken getoetst* that are drawn: choosing, the statements, the files."""

import streamlit as st

from metrics.report import claims
from metrics.report.claims import Judgement
from pages.ui.documents import spreadsheet
from pages.ui.parts.tables import Table
from pages.ui.site import builds, provenance, show
from pages.ui.site.page import REPORT_FIVE, Page
from pages.ui.site.serving import memory
from pages.ui.site.visiting import bar
from pages.ui.uitspraken import cards, view
from pages.ui.uitspraken.view import EVERYTHING, FIRST, StatementFilter


@memory.of_build
@st.cache_resource(max_entries=2, show_spinner="De uitspraken worden getoetst ...")
def _judged(_loaded: builds.Loaded, build_id: str) -> tuple[Judgement, ...]:  # noqa: ARG001 - the build is the key
    return claims.judge_all(_loaded.build)


@memory.of_build
@st.cache_resource(max_entries=2, show_spinner=False)
def _cards(_loaded: builds.Loaded, build_id: str) -> dict[str, str]:
    records = builds.records()
    titles = {code: record.title for code, record in records.indicators.items()}
    reply_open = records.messages["R5_leeg"]
    judgements = _judged(_loaded, build_id)
    sources = {each.source_id: each.title for each in records.sources if not each.source_id[:1].isdigit()}
    words = cards.CardWords(_loaded.names, titles, sources, reply_open)
    return {
        each.claim.code: cards.card(each, claims.elsewhere_of(_loaded.build, each), words)
        for each in judgements
    }


def judged(page: Page) -> tuple[Judgement, ...]:
    """Return every statement with its verdict on this build, made once per build."""
    return _judged(page.loaded, page.facts.build_id)


def verdicts(page: Page, judgements: tuple[Judgement, ...]) -> None:
    """Draw the bar of verdicts; each word leads to its statements."""
    codes = claims.VERDICTS.values()
    page.html(view.bars(judgements, {code: page.url(oordeel=code, over=EVERYTHING) for code in codes}))


def choose(page: Page, judgements: tuple[Judgement, ...]) -> StatementFilter:
    """Draw the choosers of gemeente and verdict, which live in the address.

    A gemeente of the report that was chosen elsewhere is the first choice here.
    """
    own = page.selection.gemeente
    bar.said_without_choices(page)
    with st.container(horizontal=True, key="filter"):
        return StatementFilter(
            case=page.choose(
                "over",
                "Gemeente",
                view.case_options(judgements, page.loaded.names),
                own if own in REPORT_FIVE else EVERYTHING,
            ),
            verdict=page.choose("oordeel", "Oordeel", view.verdict_options()),
        )


def downloads(page: Page, judgements: tuple[Judgement, ...]) -> None:
    """Draw the buttons that save the statements and their figures; made when asked for."""
    stem = f"eigenwijzer-{page.facts.data_version[:8]}"

    def both() -> tuple[Table, Table]:
        return view.statements_table(judgements, page.loaded.names), view.figures_table(judgements)

    with st.container(horizontal=True, key="bewaren"):
        st.download_button(
            "Alle uitspraken als rekenblad (Excel)",
            data=lambda: spreadsheet.xlsx(*both(), told=provenance.of(page)),
            file_name=f"{stem}-uitspraken.xlsx",
            on_click="ignore",
        )
        st.download_button(
            "Alle uitspraken als CSV",
            data=lambda: spreadsheet.csv_dutch(view.statements_table(judgements, page.loaded.names)),
            file_name=f"{stem}-uitspraken.csv",
            on_click="ignore",
        )
        st.download_button(
            "De cijfers erbij als CSV",
            data=lambda: spreadsheet.csv_machine(view.figures_table(judgements)),
            file_name=f"{stem}-uitspraken-cijfers.csv",
            on_click="ignore",
        )
        st.download_button(
            "Bron bij de CSV",
            data=lambda: spreadsheet.csv_of_source(provenance.of(page), *both()),
            file_name=f"{stem}-uitspraken-bron.csv",
            on_click="ignore",
        )


def statements(page: Page, judgements: tuple[Judgement, ...], chosen: StatementFilter) -> None:
    """Draw the statements of a choice: the first ones, and all of them on request."""
    found = view.filtered(judgements, chosen)
    if not found:
        show.empty("R3")
        return
    part = found if page.selection.params.get("toon") == EVERYTHING else found[:FIRST]
    made = _cards(page.loaded, page.facts.build_id)
    page.html("".join(made[each.claim.code] for each in part))
    if len(part) < len(found):
        page.html(view.more(part, found, page.url(toon=EVERYTHING)))
