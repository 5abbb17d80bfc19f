"""Uitspraken getoetst: what stands on the page, its filters in the address, and what can be saved."""

import csv
import io

import pytest

from metrics import figures
from metrics.facts import Facts
from metrics.records import Records
from metrics.report.claims import Judgement, judge_all
from pages.ui.documents import spreadsheet
from pages.ui.uitspraken import cards, view
from pages.ui.uitspraken.view import StatementFilter
from tests.data.screen_words import hits
from tests.pages.conftest import Open, html

NAMES = {
    "GM0150": "Deventer", "GM0344": "Utrecht", "GM0297": "Zaltbommel", "GM1894": "Peel en Maas",
    "GM1674": "Roosendaal",
}  # fmt: skip
TITLES = {
    "lasten_per_jongere_met_jeugdzorg": "Lasten per jongere",
    "lasten_per_inwoner": "Lasten per inwoner",
}


@pytest.fixture(scope="module")
def judgements(report_facts: Facts, records: Records) -> tuple[Judgement, ...]:
    return judge_all(report_facts, records, figures.empty())


def shown(at) -> list[str]:  # type: ignore[no-untyped-def]
    """Codes of the statements on the page, in order."""
    return [piece.split('"')[0] for piece in html(at).split('id="u-')[1:]]


def test_limits_of_the_report_stand_on_top(open_report: Open) -> None:
    body = html(open_report("uitspraken"))
    assert body.index("Wat het rapport zelf niet zegt") < body.index('id="u-')
    assert "het rapport doet geen uitspraken over andere gemeenten" in body


def test_title_counts_what_was_tested(judgements: tuple[Judgement, ...]) -> None:
    """On the report alone: 17 hold, 11 with a nuance, 4 partly, 10 do not; 7 need other data, 37 are not loaded."""
    assert view.title(judgements) == "28 van de 42 getoetste uitspraken kloppen, soms met een kanttekening"
    assert "79 van het rapport van 2021 en 7 controles" in view.subtitle(judgements)
    assert "7 niet te toetsen met open data en 37 nog niet geladen" in view.subtitle(judgements)


def test_filter_by_gemeente_and_verdict_from_the_address(open_report: Open) -> None:
    assert shown(open_report("uitspraken", over="GM1894", oordeel="niet")) == ["P0", "P1", "P7"]
    assert shown(open_report("uitspraken", over="samen", oordeel="kanttekening")) == ["G4"]


def test_the_gemeente_chosen_elsewhere_is_the_first_choice(open_report: Open) -> None:
    codes = shown(open_report("uitspraken", g="GM1894"))
    assert codes[0] == "P0"
    assert all(code.startswith("P") for code in codes)
    assert shown(open_report("uitspraken", g="GM0363"))[0] == "G1"  # Amsterdam has no statements: all of them


def test_an_unknown_choice_gives_all_and_says_so(open_report: Open) -> None:
    at = open_report("uitspraken", oordeel="onzin")
    assert "Een deel van de link klopt niet" in html(at)
    assert shown(at)[0] == "G1"


def test_nothing_found_says_so(open_report: Open) -> None:
    body = html(open_report("uitspraken", over="samen", oordeel="klopt"))
    assert "Geen cijfers met deze keuze" in body


def test_the_first_ones_and_all_on_request(open_report: Open) -> None:
    first = open_report("uitspraken")
    assert len(shown(first)) == view.FIRST
    assert "Toon alle 86 uitspraken" in html(first)
    assert len(shown(open_report("uitspraken", toon="alle"))) == 86


def test_a_card_has_all_of_it(judgements: tuple[Judgement, ...], records: Records) -> None:
    each = next(one for one in judgements if one.claim.code == "D8")
    titles = {code: record.title for code, record in records.indicators.items()}
    card = cards.card(each, NAMES, titles, "Nog geen reactie.")
    for piece in (
        each.claim.text,
        "uitspraak van het rapport",
        "Deventer",
        "blz. 30-37, regel 485",
        "Cijfers uit het rapport (2021)",
        "rapport tabel 2",
        "Nog geen reactie.",
        "De groep, telkens zonder een gemeente",
        "4 van 4",
    ):
        assert piece in card, piece


def test_names_and_texts_are_escaped(judgements: tuple[Judgement, ...]) -> None:
    each = next(one for one in judgements if one.claim.code == "D8")
    card = cards.card(each, {"GM0150": "<script>x</script>"}, TITLES, "<b>y</b>")
    assert "<script>" not in card
    assert "<b>" not in card


def test_a_reply_of_the_authors_has_its_place(judgements: tuple[Judgement, ...]) -> None:
    from dataclasses import replace

    each = judgements[0]
    replied = replace(
        each, claim=replace(each.claim, reply_date="1 december 2026", reply="Wij lezen dit anders.")
    )
    card = cards.card(replied, NAMES, {}, "leeg")
    assert "Reactie van de onderzoekers, 1 december 2026: Wij lezen dit anders." in card
    assert "leeg" not in card


def test_the_outcome_on_the_report_is_named_when_cbs_decides(judgements: tuple[Judgement, ...]) -> None:
    from dataclasses import replace

    each = next(one for one in judgements if one.claim.code == "D8")
    fails = next(one for one in judgements if one.claim.code == "Z5")
    same = cards.card(replace(each, other=each.outcome), NAMES, TITLES, "")
    other = cards.card(replace(each, other=fails.outcome, families={}), NAMES, TITLES, "")
    assert "is het oordeel ook &#39;klopt&#39;" in same
    assert "is het oordeel anders: &#39;klopt niet met deze cijfers&#39;" in other


def test_filter_is_pure(judgements: tuple[Judgement, ...]) -> None:
    assert len(view.filtered(judgements, StatementFilter())) == 86
    assert {each.claim.case for each in view.filtered(judgements, StatementFilter(case="samen"))} == {""}
    assert view.filtered(judgements, StatementFilter(case="GM0150", verdict="niet")) == []


def test_saved_table_has_every_statement(judgements: tuple[Judgement, ...]) -> None:
    rows = list(
        csv.reader(
            io.StringIO(spreadsheet.csv_machine(view.statements_table(judgements, NAMES)).decode("utf-8-sig"))
        )
    )
    text = "\n".join(",".join(row) for row in rows)
    assert sum(row[:1] == ["D8"] for row in rows) == 1
    assert all(each.claim.text in text for each in judgements)


def test_saved_figures_are_unrounded(judgements: tuple[Judgement, ...]) -> None:
    body = spreadsheet.csv_machine(view.figures_table(judgements)).decode("utf-8-sig")
    assert "-40.853" in body  # Z6: 6.748 over 11.409, printed as -40,9%


def test_no_forbidden_word_on_the_page(judgements: tuple[Judgement, ...]) -> None:
    texts = [
        *view.LIMITS,
        *view.METHOD,
        view.title(judgements),
        view.subtitle(judgements),
    ]
    assert {text: hits(text) for text in texts if hits(text)} == {}


@pytest.mark.shared
def test_with_cbs_the_cards_name_the_tables_and_their_day(open_cbs: Open) -> None:
    body = html(open_cbs("uitspraken", over="GM1894", toon="alle"))
    assert "45046NED" in body
    assert "geladen op 01-03-2026" in body
    assert "Gemeenten van dezelfde grootteklasse" in body
    assert "is het oordeel anders" in body  # P3: holds on the report's index, not on growth
