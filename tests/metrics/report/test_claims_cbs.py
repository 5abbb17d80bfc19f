"""Statements with Iv3, population, boundaries and jeugdregio's loaded: verdicts worked out apart (thousands of euros).

84134NED in the shared figures is a reconstruction, so only what rests on Iv3, population, boundaries or
membership is a golden case here; the tests on use stand in test_claims_use.py.
"""

import re

import pandas as pd
import pytest

from metrics.build import Build
from metrics.report.claims import VERDICTS, Judgement, figures_frame, judge_all, to_frame
from metrics.report.claims.model import Compare, Count, Within

pytestmark = pytest.mark.shared
KLOPT, KANTTEKENING, DEELS = "klopt", "klopt, met kanttekening", "klopt deels"
NIET, OPEN = "klopt niet met deze cijfers", "niet te toetsen met open data"

GOLDEN = {
    "G1": (DEELS, "Buren nee"),  # Zaltbommel: four of five share a line
    "G2": (NIET, "Utrecht 357.597"),
    "G3": (
        KANTTEKENING,
        "150.000 tot 300.000 inwoners € 375",
    ),  # both 375; the index of the second is not 127
    "D9": (
        KANTTEKENING,
        "Groei van rekening op rekening: Deventer -2%",
    ),  # 24.039/99.957 over 24.485/99.295
    "D11": (KANTTEKENING, "rekening 2019 € 24,0 miljoen, begroting 2019 € 25,2 miljoen"),  # 24.039 < 25.154
    "U5": (KANTTEKENING, "Hilversum 9%"),  # 16,1% < Nederland, but Hilversum grew less
    "U19b": (
        OPEN,
        "Wel bekend: rekening 2017 € 70,1 miljoen; rekening 2018 € 73,8 miljoen",
    ),  # 70.144, 73.784
    "U21": (
        OPEN,
        "Wel bekend: rekening 2019 € 83,8 miljoen; begroting 2021 € 69,6 miljoen",
    ),  # 83.753, 69.575
    # Zaltbommel moved an amount between its accounts of 2017 and 2019: its growth stands beside no other (methode 27),
    # so the report's own index judges it
    "Z7": (KLOPT, "Zaltbommel 180, Nederland 151"),
    "Z15": (KLOPT, "rekening 2019 € 0,4 miljoen"),  # 570 -> 394
    "Z17": (NIET, "rekening 2018 € 5,3 miljoen"),
    "P1": (DEELS, "Nederweert nee"),
    "P3": (DEELS, "Peel en Maas 40%"),  # index lowest, growth highest: 8.710/43.311 over 6.242/43.3xx
    "P7": (OPEN, "Wel bekend: rekening 2019 € 8,7 miljoen"),  # 6.274 + 2.436 = 8.710
    "R1b": (KLOPT, "Bergen op Zoom: 1"),
    "R5": (KLOPT, "41,6%"),
    "R8": (DEELS, "rekening 2019 € 237"),
    "R9": (KLOPT, "rekening 2017 min rekening 2019: € 0,9 miljoen"),  # 22.425 - 21.570 = 855
    "R10": (NIET, "rekening 2019 min begroting 2020: € 2,7 miljoen"),  # 21.570 - 18.838; - 19.480
    "R11": (KLOPT, "rekening 2018 € 17,8 miljoen"),  # 22.425, 17.761, 21.570
    "R12": (NIET, "begroting 2019 € 18,0 miljoen"),  # 21.570 against 17.985: +20%
    # who has no usable figure in one of the two years is named
    "M2": (DEELS, "Tilburg en Vught hebben hier geen bruikbaar cijfer en tellen niet mee"),
    "Z5": (DEELS, "Dit geldt voor vier van de zes"),
    "Z16": (KANTTEKENING, "van € 0,30 miljoen naar € 1,20 miljoen: 3,9 keer"),
    "R12c": (KLOPT, "rekening 2018 € 17,8 miljoen, begroting 2018 € 17,7 miljoen"),  # l.679
    "R8b": (KLOPT, "Woensdrecht € 270"),  # l.675: the highest of the seven, under 275 of the two together
    "D17": (NIET, "van 2019 naar 2020: Deventer 0,8%"),  # l.695: 99.957 -> 100.719, no shrinking
    "D20": (KANTTEKENING, "Deventer 10%. Dat is wat er staat. Nederland 11%"),  # l.699: 9,6 and 10,6
    "D21": (KANTTEKENING, "Deventer 1%"),  # 9,6 x 12,4% = 1,19
    "D15": (KLOPT, "Deventer 100.719"),
    "U22": (KLOPT, "Utrecht 357.597"),
    "U24": (DEELS, "Utrecht 13,8%. Er staat 13,6%"),
    "Z18": (NIET, "Zaltbommel 28.881"),
    "Z19": (NIET, "Zaltbommel 12,5%"),
    "Z23": (KANTTEKENING, "Zaltbommel 0,2%"),
    "P9": (KLOPT, "Peel en Maas 43.425"),
    "P10": (KANTTEKENING, "Peel en Maas 7,6%"),
    "P11": (DEELS, "Peel en Maas 0,5%. Er staat 0,6%"),  # 7,6 x 6,7% = 0,51
    "R13": (KLOPT, "Roosendaal 77.251"),
    "R14": (KANTTEKENING, "Roosendaal 11,2%"),
    "R15": (KANTTEKENING, "Roosendaal 0,6%"),  # 11,2 x 5,3% = 0,59
    "R16": (DEELS, "10,8%. Er staat 10,1%"),
}


@pytest.fixture(scope="module")
def judgements(cbs_build: Build) -> dict[str, Judgement]:
    return {each.claim.code: each for each in judge_all(cbs_build)}


@pytest.mark.parametrize("code", sorted(GOLDEN))
def test_verdict_and_figure(judgements: dict[str, Judgement], code: str) -> None:
    verdict, piece = GOLDEN[code]
    text = judgements[code].explanation.replace("\N{NO-BREAK SPACE}", " ")
    assert judgements[code].verdict == verdict, text
    assert piece.lower() in text.lower(), text
    assert judgements[code].basis == ("rapport" if code in ("Z5", "Z7") else "cbs")


def test_r9_speaks_of_a_total_and_not_of_a_fall_to_it(judgements: dict[str, Judgement]) -> None:
    assert "op een totaal van ongeveer 22 miljoen" in judgements["R9"].claim.text


def test_all_have_a_verdict(judgements: dict[str, Judgement]) -> None:
    assert len(judgements) == 131
    assert {each.verdict for each in judgements.values()} <= set(VERDICTS)


def test_no_figure_names_a_table_twice(judgements: dict[str, Judgement]) -> None:
    told = [
        (code, reading.source.split(", "))
        for code, each in judgements.items()
        for _, reading in each.outcome.told
    ]
    assert ("G3", ["45046NED", "70072ned", "45038NED"]) in told  # an index of two amounts per inhabitant
    assert [(code, parts) for code, parts in told if len(set(parts)) < len(parts)] == []


def test_a_statement_on_growth_is_tested_on_index_and_on_growth(judgements: dict[str, Judgement]) -> None:
    for code in ("D9", "U5", "P3"):
        text = judgements[code].explanation
        assert "Index van het rapport" in text, code
        assert "Groei" in text, code


def test_the_outcome_on_the_report_stands_beside_it(judgements: dict[str, Judgement]) -> None:
    other = judgements["P3"].other
    assert other is not None
    assert other.verdict == KLOPT
    assert judgements["U21"].other is None  # nothing was compared
    assert judgements["R12"].other is None  # the report alone cannot judge it


def test_a_check_of_the_report_against_itself_stays_on_the_report(judgements: dict[str, Judgement]) -> None:
    for code in ("P0", "U1", "Z12", "Z13"):
        assert judgements[code].basis == "rapport", code
        assert judgements[code].verdict == NIET, code


def test_deciles_of_another_division_or_population_judge_nothing(judgements: dict[str, Judgement]) -> None:
    """85342NED is of the division of 2022 and counts students: Utrecht would be in decile 2 instead of 6."""
    for code in ("D4", "U2", "Z1", "Z10", "P2", "R1"):
        assert judgements[code].basis == "rapport", code
    assert judgements["R6"].verdict == "nog niet geladen"
    assert "inkomen van huishoudens" in judgements["R6"].explanation


def test_the_vintage_is_named_with_its_day(judgements: dict[str, Judgement]) -> None:
    assert re.fullmatch(r"CBS 45046NED, geladen op 1 maart 2026", judgements["P7"].vintage)


def test_no_verdict_is_contradicted_by_its_figures(judgements: dict[str, Judgement]) -> None:
    """Work every comparison out again, from the texts that stand on screen."""
    for code, each in judgements.items():
        for check in each.outcome.checks:
            found = _again(check)
            assert check.holds == found, (code, check)


def _again(check: Compare | Within | Count) -> bool | None:
    if isinstance(check, Count):
        parts = [_again(part) for part in check.parts]
        if not parts or None in parts:
            return None
        n, wanted = sum(bool(part) for part in parts), check.expected_n
        return {"gelijk": n == wanted, "niet_lager": n >= wanted}[check.relation]
    values = [_number(reading.text) for reading in check.readings]
    if any(value is None for value in values):
        return None
    numbers = [value for value in values if value is not None]
    if isinstance(check, Within):
        value, low, high = numbers
        return low <= value < high if check.below else low <= value <= high
    a, b = numbers
    return {
        "lager": a < b,
        "hoger": a > b,
        "gelijk": a == b,
        "niet_hoger": a <= b,
        "niet_lager": a >= b,
        "ongeveer": abs(a - b) <= check.band + 1e-9,
    }[check.relation]


def _number(text: str) -> float | None:
    if text in ("ja", "nee"):
        return float(text == "ja")
    if text == "–":
        return None
    bare = re.sub(r"[^\d,-]", "", text)
    return float(bare.replace(",", "."))


def test_frames_for_download(judgements: dict[str, Judgement]) -> None:
    frame = to_frame(judgements.values())
    assert len(frame) == 131
    assert frame["explanation"].str.len().min() > 20
    figures = figures_frame(judgements.values())
    row = figures[(figures["claim"] == "P7") & figures["source"].eq("45046NED")]
    assert row["value"].tolist() == [8.71]  # millions, unrounded
    assert pd.api.types.is_float_dtype(figures["value"])
