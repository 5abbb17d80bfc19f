"""Every statement on the report alone: verdicts worked out by hand from the printed tables (line in the report)."""

import re

import pytest

from metrics.build import Build
from metrics.facts import Facts
from metrics.records import Records
from metrics.report.claims import TESTS, VERDICTS, Judgement, judge_all

KLOPT, KANTTEKENING, DEELS = "klopt", "klopt, met kanttekening", "klopt deels"
NIET, OPEN, LADEN = "klopt niet met deze cijfers", "niet te toetsen met open data", "nog niet geladen"

GOLDEN = {
    "G1": LADEN,  # needs boundaries
    "G2": NIET,  # portrait l.1997: 358.000, class to 300.000
    "G3": LADEN,  # needs Iv3
    "G4": KANTTEKENING,  # lasten per inwoner 5 of 5 under 293; index 180 of Zaltbommel over 151
    "D1": LADEN, "D2": LADEN, "D3": LADEN,  # half-years between the two printed ones
    "D4": DEELS,  # Arnhem 1/1 and Zutphen 2/2 against Deventer 2/3
    "D5": LADEN, "D6": LADEN, "D7": LADEN,  # with stay is in no table
    "D8": KLOPT,  # 10.143 < 12.319 (-17,7%) and 11.409 (-11,1%); 240 < 332 (-27,7%) and 293 (-18,1%)
    "D9": KANTTEKENING,  # 108 <= 110,25 (two years at 5%), but > 105 (5% in all)
    "D10": OPEN, "D11": LADEN,
    "D12": KANTTEKENING,  # 240 x 100.000 = 24 million against 25 million
    "D13": KANTTEKENING,  # 100 - 6,7 - 1 = 92,3 > 90; a whole year: 90, not over 90
    "D14": KANTTEKENING,  # the figures of D8, with a cause in the sentence
    "U1": NIET,  # text 250.000 (l.512), table 1 300.000 (l.424)
    "U2": KLOPT,  # 6 against 1, 1, 1
    "U3": KLOPT,  # 2
    "U4": KANTTEKENING,  # 237 < 293, 281, 277, 256; Hilversum 201
    "U5": KLOPT,  # 118 < 151 and all five with an index
    "U6": KLOPT,  # 6.626; Heusden 6.336, then Zaltbommel 6.748
    "U7": KLOPT,  # 10,2 > 9,0 and 7,2
    "U8": NIET,  # mean of 7,5, 7,8 and 5,6 is 6,97: +46,4%
    "U9": KANTTEKENING,  # deciel 1 against 6, but 1 against 2 for children
    "U10": KLOPT,  # Gouda -11,8%; next Den Haag -23,5%
    "U11": LADEN, "U12": LADEN, "U13": LADEN, "U14": LADEN, "U15": LADEN, "U16": LADEN,
    "U17": DEELS,  # 2020H1: one above Utrecht, six above Zaltbommel; a tenth of 28 is 2
    "U18": LADEN, "U18b": LADEN, "U19": OPEN, "U19b": OPEN, "U19c": OPEN, "U20": OPEN,
    "U21": OPEN,  # a programme of the gemeente, not the taakvelden
    "Z1": KLOPT,  # deciles 5-9 and 6-9
    "Z2": DEELS,  # income 5 is the lowest of six; children 7, Buren and Maasdriel 6
    "Z3": KLOPT,  # -19,4, -18,1, -16,7 and -22,2%
    "Z4": KLOPT,  # +22,2 and +20,8%
    "Z5": DEELS,  # Buren -15,5 and West Betuwe -19,2%
    "Z6": KLOPT,  # -40,9%
    "Z7": KLOPT,  # 180 > 151
    "Z8": LADEN,
    "Z9": NIET,  # portrait l.2392: 1,14 x 1,07 = 1,22
    "Z10": DEELS,  # 5 is not over 5, 7 is
    "Z11": LADEN,
    "Z12": NIET, "Z13": NIET,  # the same form twice (l.587)
    "Z13b": LADEN, "Z14": LADEN, "Z15": LADEN, "Z16": LADEN, "Z17": LADEN,
    "P0": NIET,  # 5,85/7,85 .. 5,95/7,75 is 74,5 .. 76,8; printed 102
    "P1": DEELS,  # two of four in the list of l.1342
    "P2": KLOPT,  # 6/9 against 6/10, 7/8 and 6/9
    "P3": KLOPT,  # 114 < 130, 168, 194, 158
    "P3b": KANTTEKENING,  # 11.239 is over all four; over Leudal by 4,7% only
    "P4": KLOPT,  # 5,9 < 9,2, 7,5, 10,6, 9,3; region 7,5; country 7,2
    "P5": LADEN,
    "P6": KLOPT,  # 10,1 / 6,4 = +57,8%
    "P7": OPEN,  # a product of the gemeente, not the taakvelden
    "P8": OPEN,
    "R1": KLOPT,  # 3/1 and 3/1
    "R1b": LADEN,
    "R2": KANTTEKENING,  # +4,8, +4,1 and -3,4%; but index 114 against 152
    "R3": LADEN, "R4": LADEN, "R5": LADEN, "R6": LADEN, "R7": LADEN, "R8": LADEN,
    "R9": KANTTEKENING,  # 280 x 77.000 = 21,6 million against 22 million
    "R10": LADEN, "R11": LADEN, "R12": LADEN, "R12b": OPEN,
    "M1": LADEN, "M2": LADEN,
    # figures of the portraits: the report's own tables print only the deciles among them
    "D15": LADEN, "D16": LADEN, "D17": LADEN, "D20": LADEN, "D21": LADEN, "U22": LADEN, "U24": LADEN, "Z18": LADEN,
    "Z19": LADEN, "P9": LADEN, "P10": LADEN, "P11": LADEN, "R12c": LADEN, "R13": LADEN, "R14": LADEN, "R15": LADEN,
    "R16": LADEN, "R8b": LADEN, "Z20": LADEN, "Z21": LADEN, "Z22": LADEN, "Z23": LADEN, "Z24": LADEN, "Z25": LADEN,
    "U25": LADEN, "R17": LADEN,
    "D18": KLOPT, "D19": KLOPT, "U23": KLOPT,  # deciles 2 and 3, and 2
}  # fmt: skip
# Verdicts in the transcription -> what they are here; where ours differs the reason stands beside it.
CHECKS_OF_OURS = {"G2", "G3", "P0", "U1", "Z12", "Z13", "M1"}


@pytest.fixture(scope="module")
def judgements(report_facts: Facts, records: Records) -> dict[str, Judgement]:
    # those of the other documents have tests of their own (test_claims_documents.py)
    found = judge_all(Build(report_facts, records))
    return {each.claim.code: each for each in found if each.claim.origin != "document"}


def test_all_have_a_verdict(judgements: dict[str, Judgement]) -> None:
    assert len(judgements) == 115
    assert set(judgements) == set(GOLDEN)
    assert {each.verdict for each in judgements.values()} <= set(VERDICTS)


@pytest.mark.parametrize("code", sorted(GOLDEN))
def test_verdict_worked_out_by_hand(judgements: dict[str, Judgement], code: str) -> None:
    assert judgements[code].verdict == GOLDEN[code], judgements[code].explanation


def test_nothing_rests_on_cbs(judgements: dict[str, Judgement]) -> None:
    assert {each.basis for each in judgements.values()} == {"rapport"}
    assert all(each.other is None for each in judgements.values())


def test_not_loaded_says_what_it_is_about_and_knows_which_table_brings_it(
    judgements: dict[str, Judgement],
) -> None:
    books = "begroting en rekening van gemeenten (Iv3)"
    wanted = {
        "D1": ("84134NED", "gebruik van alle vormen van jeugdzorg"), "D11": ("45042NED", books),
        "R5": ("86247NED", "indeling in jeugdregio's en provincies"), "M2": ("45050NED", books),
        "Z15": ("45046NED", books), "G3": ("70072ned", "inwoners"),
    }  # fmt: skip
    for code, (table, subject) in wanted.items():
        assert f"Ze gaan over: {subject}" in judgements[code].explanation, code
        assert table in judgements[code].outcome.missing, code
    for each in judgements.values():
        if each.verdict == LADEN:
            assert each.outcome.missing, each.claim.code
            assert each.vintage == "" or each.outcome.known_n, each.claim.code


def test_not_open_says_what_is_needed_and_who_has_it(judgements: dict[str, Judgement]) -> None:
    for each in judgements.values():
        if each.verdict == OPEN:
            assert f"Nodig: {each.claim.needs}. Te vinden bij {each.claim.where}." in each.explanation


def test_what_is_marked_as_a_check_of_ours(records: Records) -> None:
    assert {claim.code for claim in records.claims if claim.origin == "controle"} == CHECKS_OF_OURS
    portraits = {claim.code for claim in records.claims if re.fullmatch(r"7\.[1-5]", claim.section)} - {
        "D14",
        "Z17",
    }
    of_report = [claim for claim in records.claims if claim.origin != "document"]
    outside = {claim.code for claim in of_report if not claim.section.startswith("6")}
    assert outside - portraits == {
        "D14",
        "Z17",
        "M1",
        "M2",
        "G4",
    }  # G4 opens chapter 7 and speaks of chapter 6


def test_every_test_is_used_and_every_statement_has_one(records: Records) -> None:
    assert {claim.test for claim in records.claims} == set(TESTS)


@pytest.mark.parametrize(
    ("code", "pieces"),
    [
        (
            "D8",
            ["Deventer € 10.143", "Nederland € 11.409", "Deventer is lager dan alle vijf.", "Arnhem -27,7%"],
        ),
        ("D4", ["Deventer is niet hoger dan Apeldoorn, Zutphen en Zwolle, maar wel hoger dan Arnhem."]),
        ("U8", ["46,4%", "Dat is niet ongeveer 30%."]),
        ("Z5", ["Buren -15,5%", "Dit geldt voor vier van de zes."]),
        ("P0", ["Peel en Maas 102", "Dat ligt niet tussen 75 en 77."]),
        ("D9", ["niet hoger dan 110,3 (5% per jaar)", "hoger dan 105 (5% in totaal)"]),
        ("U6", ["Gemeenten in de tabellen met een lager bedrag dan Utrecht: 1. Dat is wat er staat."]),
        ("P1", ["Leudal nee", "Dit geldt voor twee van de vier."]),
        ("U5", ["Amersfoort heeft hier geen bruikbaar cijfer en telt niet mee."]),
        (
            "P7",
            ["Nodig: het product jeugdhulp in de rekening van 2019; dat is iets anders dan de taakvelden"],
        ),
        ("D12", ["€ 240 per inwoner maal ongeveer 100.000 inwoners is € 24,0 miljoen"]),
    ],
)
def test_explanation_gives_the_figures(
    judgements: dict[str, Judgement], code: str, pieces: list[str]
) -> None:
    text = judgements[code].explanation.replace("\N{NO-BREAK SPACE}", " ")
    for piece in pieces:
        assert piece in text, text


def test_sources_name_the_tables(judgements: dict[str, Judgement]) -> None:
    assert judgements["D8"].sources == ("rapport tabel 2",)
    assert judgements["Z9"].sources == ("rapport, regel 2392",)
    assert judgements["D8"].vintage == "Cijfers uit het rapport (2021)"


def test_explanations_hold_no_forbidden_word(judgements: dict[str, Judgement]) -> None:
    from tests.data.screen_words import hits

    found = {code: hits(each.explanation) for code, each in judgements.items()}
    assert {code: words for code, words in found.items() if words} == {}
