"""What a gemeente states of itself: what is taken, what is refused and why, and how it reads."""

from dataclasses import replace

import pytest

from metrics import dutch
from metrics.comparing.reading import Reading
from pages.ui.own import monitor
from pages.ui.own.monitor import Statement, StatementError

MONEY = Statement("GM0150", "rijksmiddelen", 2023, 31_500_000, "Septembercirculaire")


def plain(text: str) -> str:
    return text.replace(dutch.NBSP, " ")


@pytest.mark.parametrize(
    ("topic", "value", "shown"),
    [
        ("rijksmiddelen", "31.500.000", "€ 31.500.000"),
        ("rijksmiddelen", "€ 31,5", "€ 32"),
        ("instroom", "1.234", "1.234"),
        ("wachttijd", "6,5", "6,5 weken"),
        ("wachttijd", "12", "12 weken"),
        ("tevreden", "87,5", "87,5%"),
        ("tevreden", "88", "88%"),
        ("rapportcijfer", "7,8", "7,8"),
        ("uitstroom", "10", "10"),
    ],
)
def test_a_total_with_year_and_source_is_an_own_statement(topic: str, value: str, shown: str) -> None:
    one = monitor.typed("GM0150", topic, value, "2023", " Monitor  2024 ", 2027)
    assert plain(one.text) == f"{shown} (eigen opgave; bron: Monitor 2024)"
    assert one.lead == f"{monitor.TOPICS[topic].title}, 2023"


@pytest.mark.parametrize(
    ("topic", "value", "year", "source", "why"),
    [
        ("instroom", "9", "2023", "monitor", "onder de 10"),
        ("instroom", "0", "2023", "monitor", "onder de 10"),
        ("wachtenden", "-40", "2023", "monitor", "kan niet"),
        ("stapeling", "12,5", "2023", "monitor", "heel getal"),
        ("tevreden", "101", "2023", "monitor", "in procenten"),
        ("rapportcijfer", "0", "2023", "monitor", "van 1 tot en met 10"),
        ("wachttijd", "veel", "2023", "monitor", "geen getal"),
        ("wachttijd", "", "2023", "monitor", "Vul een getal in"),
        ("wachttijd", "6", "2028", "monitor", "niet na 2027"),
        ("wachttijd", "6", "vorig jaar", "monitor", "een jaar in"),
        ("wachttijd", "6", "2014", "monitor", "2015 of later"),
        ("wachttijd", "6", "2023", "  ", "waar het getal staat"),
        ("wachttijd", "6", "2023", "x" * 161, "waar het getal staat"),
        ("wachttijd", "6", "2023", "\x00", "waar het getal staat"),
        ("wachttijd", "nan", "2023", "monitor", "geen getal"),
        ("onzin", "6", "2023", "monitor", "kennen we niet"),
    ],
)
def test_what_cannot_be_used_is_refused_with_the_reason(
    topic: str, value: str, year: str, source: str, why: str
) -> None:
    with pytest.raises(StatementError, match=why):
        monitor.typed("GM0150", topic, value, year, source, 2027)


def test_a_second_one_on_the_same_year_takes_its_place_and_there_are_not_too_many(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    later = replace(MONEY, value=32_000_000.0)
    assert monitor.merged((MONEY,), later) == (later,)
    elsewhere = replace(MONEY, region="GM0193")
    assert monitor.merged((elsewhere,), MONEY) == (MONEY, elsewhere)
    monkeypatch.setattr(monitor, "MOST", 1)
    with pytest.raises(StatementError, match="Er staan al 1"):
        monitor.merged((MONEY,), elsewhere)


def test_a_sheet_has_the_newest_of_every_topic() -> None:
    waits = [Statement("GM0150", "wachttijd", year, 6, "monitor") for year in (2022, 2024, 2023)]
    assert [each.year for each in monitor.newest((MONEY, *waits))] == [2023, 2024]


SPENT = Reading("lasten_per_inwoner", "GM0150", "2023", 350.1, 35_988_000.0, cell_status="ok")


def test_money_of_the_rijk_stands_beside_the_lasten_or_is_asked_for() -> None:
    assert plain(monitor.money_line((), "GM0150", "2023", SPENT)) == (
        "Niet ingevuld: vraag dit aan de wethouder. De lasten waren in 2023 € 35.988.000."
    )
    wrong = replace(SPENT, numerator=35_988_000_000.0, reason="niet_plausibel")
    assert plain(monitor.money_line((), "GM0150", "2023", wrong)).endswith(
        "De lasten waren in 2023 € 35.988.000.000 (niet plausibel)."
    )
    older = replace(MONEY, year=2021, value=1.0)
    elsewhere = replace(MONEY, region="GM0193", value=2.0)
    said = plain(monitor.money_line((older, elsewhere, MONEY), "GM0150", "2023", None))
    assert said == "In 2023 € 31.500.000 (eigen opgave; bron: Septembercirculaire)."


def test_a_source_that_was_pasted_keeps_its_words() -> None:
    made = monitor.typed("GM0001", "wachttijd", "6", "2023", "raad\u00a03\u200b maart\t2026", 2027)
    assert made.source == "raad 3 maart 2026"
