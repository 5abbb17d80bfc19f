"""Statements of the other documents: verdicts worked out by hand on what they print, and on divisions made here."""

from dataclasses import replace

import pandas as pd
import pytest

from metrics.build import Build
from metrics.facts import Facts
from metrics.records import Records
from metrics.report.claims import Judgement, judge_all
from metrics.report.claims.documents import number_of
from metrics.report.documents import InTable

BY_HAND = {
    "S1": "klopt niet met deze cijfers",  # 28 are printed, not 32
    "S2": "klopt niet met deze cijfers",  # 8 of 28
    "S3": "klopt",  # of 8: huiselijk geweld, RAAK, opvang and RMC
    "S4": "klopt deels",  # the smallest is 6, the largest 231
    "S5": "klopt",  # 38
    "S6": "klopt niet met deze cijfers",  # 44
    "S7": "klopt deels",  # 119 and 114, 29 and 30
    "S8": "klopt deels",
    "S13": "niet te toetsen met open data",
    "S14": "klopt",  # +17,3%, -3,0%, +96,8%
    "S15": "niet te toetsen met open data",
}
LOADED = ("S9", "S10", "S11", "S12", "S16")


def judged(facts: Facts, records: Records) -> dict[str, Judgement]:
    found = {each.claim.code: each for each in judge_all(Build(facts, records))}
    return {code: each for code, each in found.items() if each.claim.origin == "document"}


@pytest.fixture(scope="module")
def on_report(report_facts: Facts, records: Records) -> dict[str, Judgement]:
    return judged(report_facts, records)


def test_verdicts_on_what_the_documents_print(on_report: dict[str, Judgement]) -> None:
    assert {code: on_report[code].verdict for code in BY_HAND} == BY_HAND
    assert {on_report[code].verdict for code in LOADED} == {"nog niet geladen"}
    assert set(on_report) == {*BY_HAND, *LOADED}


def test_the_explanation_names_who_differs(on_report: dict[str, Judgement]) -> None:
    said = on_report["S7"].explanation
    assert (
        "Maatschappelijke dienstverlening (114 en 119)" in said
        and "Onderwijsadviesbureaus (30 en 29)" in said
    )
    assert on_report["S7"].vintage == "wat het document zelf afdrukt"


def test_divisions_that_are_loaded_decide(report_facts: Facts, records: Records) -> None:
    """Two gemeenten: GGD and safety regions the same, one police region for both."""
    rows = [
        ("GM0001", "ggd", "GG1"), ("GM0002", "ggd", "GG2"),
        ("GM0001", "veiligheidsregio", "VR1"), ("GM0002", "veiligheidsregio", "VR2"),
        ("GM0001", "politie", "PE1"), ("GM0002", "politie", "PE1"),
    ]  # fmt: skip
    memberships = pd.DataFrame(rows, columns=["region", "division", "parent"]).assign(year=2016)
    found = judged(replace(report_facts, memberships=memberships), records)
    assert found["S10"].verdict == "klopt" and found["S10"].basis == "cbs"
    assert found["S9"].verdict == "klopt niet met deze cijfers"
    assert (
        found["S11"].verdict == "klopt niet met deze cijfers"
        and "Politieregio's 1" in found["S11"].explanation
    )
    assert found["S12"].verdict == "nog niet geladen"


@pytest.mark.parametrize(
    ("printed", "number"),
    [
        ("28", 28),
        ("115 in 8 districten", 115),
        ("0-4 jaar: 14 GGD'en", None),
        ("cluster 2: 4", None),
        ("Onbekend", None),
    ],
)
def test_a_number_is_what_a_place_begins_with(printed: str, number: int | None) -> None:
    assert number_of(InTable(1, printed)) == number
    assert number_of(None) is None
