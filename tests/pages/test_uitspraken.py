"""Uitspraken getoetst: what stands on the page, its filters in the address, and what can be saved."""

import csv
import io
from dataclasses import replace

import pytest

from metrics.build import Build
from metrics.groups.robustness import Vote
from metrics.report import claims
from metrics.report.claims import (
    VERDICTS,
    Compare,
    Elsewhere,
    Evidenced,
    Finding,
    Judgement,
    elsewhere_of,
)
from pages.ui.documents import spreadsheet
from pages.ui.uitspraken import cards, others, view
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


@pytest.fixture
def judgements(report_build: Build) -> tuple[Judgement, ...]:
    return claims.judge_all(report_build)


def shown(at) -> list[str]:  # type: ignore[no-untyped-def]
    """Codes of the statements on the page, in order."""
    return [piece.split('"')[0] for piece in html(at).split('id="u-')[1:]]


def test_limits_of_the_report_stand_on_top(open_report: Open) -> None:
    body = html(open_report("uitspraken"))
    assert body.index("Wat het rapport zelf niet zegt") < body.index('id="u-')
    assert "het rapport doet geen uitspraken over andere gemeenten" in body


def test_title_and_subtitle_count_our_own_checks_apart(judgements: tuple[Judgement, ...]) -> None:
    """On the report alone, 100 statements: 20 hold, 10 with a nuance, 6 partly, 2 do not."""
    assert view.title(judgements) == "30 van de 38 getoetste uitspraken kloppen, soms met een kanttekening"
    assert view.subtitle(judgements) == (
        "108 uitspraken met cijfers uit het rapport van 2021. Apart geteld: 7 controles van Eigenwijzer en 16 "
        "uitspraken uit andere documenten."
    )


def made_up(judgements: tuple[Judgement, ...], *wanted: tuple[str, str]) -> list[Judgement]:
    """Statements with a verdict of choice: ('D8', 'klopt')."""
    made = {
        "klopt": Finding((compared(1, 2),)),
        "klopt deels": Finding((compared(1, 2), compared(3, 2))),
        "klopt niet met deze cijfers": Finding((compared(3, 2),)),
        "niet te toetsen met open data": Finding(untestable=True),
    }
    by_code = {each.claim.code: each for each in judgements}
    return [replace(by_code[code], outcome=made[verdict], other=None) for code, verdict in wanted]


def compared(left: float, right: float) -> Compare:
    sides = [Evidenced(name, value, "eur", "rapport tabel 2") for name, value in (("A", left), ("B", right))]
    return Compare("Lasten", sides[0], "lager", sides[1])


def test_the_words_of_the_counts_on_hand_made_verdicts(judgements: tuple[Judgement, ...]) -> None:
    few = made_up(
        judgements, ("D8", "klopt"), ("D4", "klopt deels"), ("U8", "klopt niet met deze cijfers"),
        ("P0", "klopt niet met deze cijfers"), ("D10", "niet te toetsen met open data"),
    )  # fmt: skip
    assert view.title(few) == "1 van de 3 getoetste uitspraken kloppen, soms met een kanttekening"
    assert view.subtitle(few) == (
        "4 uitspraken met cijfers uit het rapport van 2021. Apart geteld: 1 controle van Eigenwijzer."
    )
    drawn = view.bars(few, dict.fromkeys(VERDICTS.values(), "#"))
    assert (
        'aria-label="Uitspraken van het rapport: klopt 1, klopt deels 1, klopt niet met deze cijfers 1, niet te '
        'toetsen met open data 1."' in drawn
    )
    assert 'aria-label="Controles van Eigenwijzer, apart geteld: klopt niet met deze cijfers 1."' in drawn
    assert view.many(few) == "4 uitspraken en 1 controle"
    rows = {row["code"]: row for row in view.statements_table(few, NAMES).rows}
    assert [rows[code]["herkomst"] for code in ("D8", "P0")] == [
        "uitspraak van het rapport",
        "controle van Eigenwijzer",
    ]
    assert [str(rows[code]["oordeel"].value) for code in ("D8", "D4", "U8", "D10")] == [  # type: ignore[union-attr]
        "klopt", "klopt deels", "klopt niet met deze cijfers", "niet te toetsen met open data",
    ]  # fmt: skip


def test_statements_of_other_documents_are_chosen_by_themselves(judgements: tuple[Judgement, ...]) -> None:
    found = view.filtered(judgements, StatementFilter(case="documenten"))
    assert {each.claim.origin for each in found} == {"document"} and len(found) == 16
    assert "document" not in {
        each.claim.origin for each in view.filtered(judgements, StatementFilter(case="samen"))
    }
    card = cards.card(found[0], {}, cards.CardWords(NAMES, TITLES, {}, ""))
    assert "ander document" in card and "de vijf gemeenten" not in card
    assert "De studie van de JeugdZaak" in card and "Rust op wat het document zelf afdrukt." in card


def test_the_words_and_codes_of_the_verdicts() -> None:
    """Typed out, so that a word that is swapped does not carry its test along."""
    assert dict(VERDICTS) == {
        "klopt": "klopt", "klopt, met kanttekening": "kanttekening", "klopt deels": "deels",
        "klopt niet met deze cijfers": "niet", "niet te toetsen met open data": "open", "nog niet geladen": "laden",
    }  # fmt: skip
    assert {word: view.TONES[word] for word in VERDICTS} == {
        "klopt": "same", "klopt, met kanttekening": "near", "klopt deels": "differs",
        "klopt niet met deze cijfers": "attention", "niet te toetsen met open data": "absent",
        "nog niet geladen": "absent",
    }  # fmt: skip


def vote(holds_n: int, total_n: int, reason: str = "") -> Vote:
    return Vote("size", "Even groot", holds_n, total_n, 0, 1.0, 2.0, "ratio_of_sums", reason)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (vote(1, 1), "ja"),
        (vote(0, 1), "nee"),
        (vote(16, 16), "ja: in 16 van 16 groepen"),
        (vote(3, 16), "deels: in 3 van 16 groepen"),
        (vote(0, 16), "nee: in 0 van 16 groepen"),
        (vote(0, 0, "Niet geladen."), "niet te maken. Niet geladen."),
    ],
)
def test_the_answer_of_one_kind_of_group(given: Vote, said: str) -> None:
    assert others.answer(given) == said


def test_a_family_has_one_vote_and_sensitivity_stands_apart() -> None:
    beyond = Elsewhere(
        (vote(1, 1), vote(3, 16), vote(0, 0, "Niet geladen.")),
        (("GM0200", True), ("GM0202", False)),
        (("ratio_of_sums", True), ("median", False)),
    )
    assert others.counted(beyond.said) == "Klopt in 1 van de 2 soorten groepen."
    assert others.sensitive(beyond, {"GM0202": "Arnhem"}) == (
        "De groep van het rapport, steeds met een andere gemeente eruit: klopt in 1 van 2. Niet zonder Arnhem.",
        "De groep van het rapport, anders samengenomen: klopt met alle gemeenten samen als één gemeente, "
        "niet met de middelste gemeente.",
    )
    drawn = str(others.block({"lasten_per_inwoner": beyond}, TITLES, {}))
    assert drawn.count('role="img"') == 2
    assert drawn.count("ew-stip-deels") == 1
    assert 'aria-label="Even groot: deels: in 3 van 16 groepen"' in drawn


def test_filter_by_gemeente_and_verdict_from_the_address(open_report: Open) -> None:
    assert shown(open_report("uitspraken", over="GM1894", oordeel="niet")) == ["P0"]
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
    assert "Toon alle 108 uitspraken, 7 controles en 16 uitspraken uit andere documenten" in html(first)
    assert len(shown(open_report("uitspraken", toon="alle"))) == 131


def drawn(each: Judgement, build: Build, names: dict[str, str], reply: str = "") -> str:
    titles = {code: record.title for code, record in build.records.indicators.items()}
    return cards.card(each, elsewhere_of(build, each), cards.CardWords(names, titles, {}, reply))


def test_a_card_has_all_of_it(judgements: tuple[Judgement, ...], report_build: Build) -> None:
    each = next(one for one in judgements if one.claim.code == "D8")
    card = drawn(each, report_build, NAMES, "Nog geen reactie.")
    for piece in (
        each.claim.text,
        "uitspraak van het rapport",
        "Deventer",
        "blz. 30-37, regel 485",
        "Rust op cijfers uit het rapport (2021).",
        "rapport tabel 2",
        "Nog geen reactie.",
        "De groep van het rapport, steeds met een andere gemeente eruit: klopt in 4 van 4.",
        "Klopt in de enige soort groep die te maken is.",
    ):
        assert piece in card, piece


def test_names_and_texts_are_escaped(judgements: tuple[Judgement, ...], report_build: Build) -> None:
    each = next(one for one in judgements if one.claim.code == "D8")
    card = drawn(each, report_build, {"GM0150": "<script>x</script>"}, "<b>y</b>")
    assert "<script>" not in card
    assert "<b>" not in card


def test_a_reply_of_the_authors_has_its_place(judgements: tuple[Judgement, ...]) -> None:
    each = judgements[0]
    replied = replace(
        each, claim=replace(each.claim, reply_date="1 december 2026", reply="Wij lezen dit anders.")
    )
    card = cards.card(replied, {}, cards.CardWords(NAMES, {}, {}, "leeg"))
    assert "Reactie van de onderzoekers, 1 december 2026: Wij lezen dit anders." in card
    assert "leeg" not in card


def test_the_outcome_on_the_report_is_named_when_cbs_decides(judgements: tuple[Judgement, ...]) -> None:
    each = next(one for one in judgements if one.claim.code == "D8")
    fails = next(one for one in judgements if one.claim.code == "U8")
    words = cards.CardWords(NAMES, TITLES, {}, "")
    same = cards.card(replace(each, other=each.outcome), {}, words)
    other = cards.card(replace(each, other=fails.outcome), {}, words)
    assert "is het oordeel ook &#39;klopt&#39;" in same
    assert "is het oordeel anders: &#39;klopt niet met deze cijfers&#39;" in other


def test_filter_is_pure(judgements: tuple[Judgement, ...]) -> None:
    assert len(view.filtered(judgements, StatementFilter())) == 131
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
    assert "geladen op 1 maart 2026" in body
    assert "Buurgemeenten" in body
    assert "is het oordeel anders" in body  # P3: holds on the report's index, not on growth
