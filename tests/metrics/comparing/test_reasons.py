"""Why there is no figure: one closed list, each reason with a mark, a legend and a sentence that can be filled in."""

import pytest

from metrics import dutch
from metrics.comparing import reasons
from metrics.comparing.reasons import REASONS
from tests.data.screen_words import hits


@pytest.mark.parametrize("code", REASONS)
@pytest.mark.parametrize("period", ["2023", "2023H1"])
def test_every_reason_has_its_words(code: str, period: str) -> None:
    reason = REASONS[code]
    text = reasons.sentence(code, name="'s-Gravenhage", period=period, indicator="begroting_per_inwoner")
    assert text.endswith(".") and "{" not in text
    assert text[0] == text[0].upper()
    assert hits(text) == [] and hits(reason.legend) == []
    assert reason.mark and not reason.legend.endswith(".")
    assert reason.line == f"{reason.mark} = {reason.legend}"


def test_marks_tell_reasons_apart() -> None:
    marks = [reason.mark for reason in REASONS.values()]
    assert len(set(marks)) == len(marks)


@pytest.mark.parametrize(
    ("code", "indicator", "period", "said"),
    [
        ("niet_geleverd", "lasten_per_inwoner", "2023", "Aa heeft over 2023 nog geen rekening aangeleverd."),
        ("niet_geleverd", "begroting_per_inwoner", "2023", "Aa heeft over 2023 nog geen begroting aangeleverd."),
        (
            "geen_cijfer", "zonder_verblijf", "2020H1",
            "Het CBS geeft voor Aa in het eerste halfjaar van 2020 geen cijfer (te klein, geheim of onbekend).",
        ),
        ("geen_cijfer", "", "2020", "Het CBS geeft voor Aa in 2020 geen cijfer (te klein, geheim of onbekend)."),
        ("eerste_jaar", "", "2017", "2017 is het eerste jaar van deze reeks: er is nog geen groei."),
        (
            "na_knik", "", "2022",
            "Tussen 2021 en 2022 zit een knik in de reeks: sinds 2022 bepaalt een andere regel welke gemeente betaalt. "
            "Groei is hier niet te maken.",
        ),
        (  # Almelo has 631 euro in 2023: the zero is that of 2022
            "nul_als_ontbrekend", "groei_lasten_per_inwoner", "2023",
            "Bij een van de twee bedragen achter dit cijfer van Aa staat nul of niets in de boeken. Dat telt als "
            "ontbrekend.",
        ),
        ("bestond_niet", "", "2017H1", "Aa bestond in 2017 niet."),
        ("niet_geladen", "", "2023", "Dit cijfer is nog niet geladen."),
    ],
)  # fmt: skip
def test_sentences_by_hand(code: str, indicator: str, period: str, said: str) -> None:
    assert reasons.sentence(code, name="Aa", period=period, indicator=indicator) == said


def test_nothing_wrong_has_no_sentence_and_an_unknown_code_is_an_error() -> None:
    assert reasons.sentence("", name="Aa", period="2023", indicator="") == ""
    with pytest.raises(KeyError):
        reasons.sentence("verzonnen", name="Aa", period="2023", indicator="")


def test_a_figure_that_is_shown_says_that_it_is_not_compared() -> None:
    shown = [reason for reason in REASONS.values() if reason.has_value]
    assert len(shown) >= 4
    for reason in shown:
        text = reasons.sentence(reason.code, name="Aa", period="2023", indicator="")
        assert "niet met andere gemeenten te vergelijken" in text or "staat niet naast" in text
    assert dutch.NBSP not in reasons.sentence("geen_cijfer", name="Aa", period="2023", indicator="")
