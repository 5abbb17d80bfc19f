import re
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics import dutch

ROOT = Path(__file__).parents[2]
# notes in English
NO_SENTENCES = "metrics/tables/"


@pytest.mark.parametrize(
    ("made", "expected"),
    [
        (dutch.euro(10143), "€\u00a010.143"),
        (dutch.euro(240.49), "€\u00a0240"),
        (dutch.euro(240.5), "€\u00a0241"),
        (dutch.euro(-53), "-\u00a0€\u00a053"),
        (dutch.euro(-0.4), "€\u00a00"),
        (dutch.euro(1234567.891, 2), "€\u00a01.234.567,89"),
        (dutch.pct(8.1), "8,1%"),
        (dutch.pct(6.65), "6,7%"),
        (dutch.pct(0), "0,0%"),
        (dutch.number(103.25, 1), "103,3"),  # half up in decimal, where Python's own format gives 103,2
        (dutch.number(2.5), "3"),
        (dutch.number(-2.5), "-3"),
        (dutch.number(-0.04, 1), "0,0"),
        (dutch.number(999), "999"),
        (dutch.number(1000), "1.000"),
        (dutch.index(107.7), "108"),
        (dutch.year(2019), "2019"),
        (dutch.year("2026"), "2026"),
        (dutch.signed(3.2, "pct"), "+3,2%"),
        (dutch.signed(-2, "pct", 0), "-2%"),
        (dutch.signed(53, "eur"), "+\u00a0€\u00a053"),
        (dutch.signed(-8, "eur"), "-\u00a0€\u00a08"),
        (dutch.signed(-0.4, "eur"), "€\u00a00"),
        (dutch.signed(-1234.5, "eur", 2), "-\u00a0€\u00a01.234,50"),
        (dutch.moment("2019"), "2019"),
        (dutch.moment("2020H1"), "het eerste halfjaar van 2020"),
        (dutch.number_word(3), "drie"),
        (dutch.number_word(13), "13"),
        (dutch.names([]), ""),
        (dutch.names(["Epe"]), "Epe"),
        (dutch.names(("Epe", "Ede")), "Epe en Ede"),
        (dutch.names(["Epe", "Ede", "Oss"]), "Epe, Ede en Oss"),
        (dutch.either(["Epe", "Ede", "Oss"]), "Epe, Ede of Oss"),
        (dutch.signed(0.3, "eur"), "€\u00a00"),
        (dutch.signed(1.25, "procentpunt"), "+1,3\u00a0procentpunt"),
        (dutch.value(7, "deciel"), "7"),
        (dutch.value(99957, "aantal"), "99.957"),
        (dutch.value(1.25, "getal", 2), "1,25"),
    ],
)
def test_numbers(made: str, expected: str) -> None:
    assert made == expected


@pytest.mark.parametrize("missing", [None, float("nan"), np.nan, pd.NA, pd.NaT, Decimal("NaN")])
def test_missing_is_a_dash_everywhere(missing: object) -> None:
    for unit in dutch.DECIMALS:
        assert dutch.value(missing, unit) == "–"  # type: ignore[arg-type]
        assert dutch.signed(missing, unit) == "–"  # type: ignore[arg-type]
    assert dutch.finite(missing) is None


@pytest.mark.parametrize("infinite", [float("inf"), float("-inf")])
def test_an_infinite_number_is_refused(infinite: float) -> None:
    with pytest.raises(ValueError, match="finite"):
        dutch.euro(infinite)
    with pytest.raises(ValueError, match="finite"):
        dutch.finite(infinite)


def test_unknown_unit_is_refused() -> None:
    with pytest.raises(KeyError):
        dutch.value(1, "dollar")


@given(
    st.decimals(min_value=-(10**9), max_value=10**9, allow_nan=False, allow_infinity=False, places=3),
    st.sampled_from(sorted(dutch.DECIMALS)),
    st.integers(0, 3),
)
def test_parse_undoes_format(x: Decimal, unit: str, decimals: int) -> None:
    assert dutch.parse(dutch.value(x, unit, decimals)) == dutch.rounded(x, decimals)
    assert dutch.parse(dutch.signed(x, unit, decimals)) == dutch.rounded(x, decimals)


@given(st.floats(-1e9, 1e9), st.integers(0, 2))
def test_rounding_is_half_up_and_close(x: float, decimals: int) -> None:
    result = dutch.rounded(x, decimals)
    assert abs(result - Decimal(str(x))) <= Decimal("0.5").scaleb(-decimals)
    assert dutch.rounded(-x, decimals) == -result


@pytest.mark.parametrize("text", ["", "abc", "1.5", "1,5,0", "10.14", "€", "1.000.00", "--3", "1e5", "nan"])
def test_parse_refuses_what_is_not_dutch(text: str) -> None:
    with pytest.raises(ValueError, match="geen getal"):
        dutch.parse(text)


def test_dates_are_told_in_dutch_time() -> None:
    assert dutch.date_nl(date(2026, 11, 22)) == "22 november 2026"
    assert dutch.date_nl(datetime(2026, 11, 21, 23, 30, tzinfo=UTC)) == "22 november 2026"
    assert dutch.date_nl(datetime(2026, 11, 21, 23, 30)) == "21 november 2026"
    assert dutch.date_short(date(2026, 3, 1)) == "01-03-2026"


def test_periods() -> None:
    assert dutch.period("2017H1") == "eerste halfjaar van 2017"
    assert dutch.period("2017H2") == "tweede halfjaar van 2017"
    assert dutch.period("2019") == "2019"
    assert dutch.period_short("2017H1") == "1e\u00a0hj\u00a02017"  # a column head never breaks inside it
    assert dutch.period_heading("2020H2") == "2e halfjaar 2020"
    assert [dutch.period_heading(code) for code in ("2015K1", "2020M5", "2020M12")] == [
        "1e kwartaal 2015", "mei 2020", "december 2020",
    ]  # fmt: skip
    for wrong in ("2015K5", "2015M13", "2015M0", "2015H3"):
        with pytest.raises(ValueError, match="not a period"):
            dutch.period_heading(wrong)
    assert not dutch.is_period("2015K1")  # no figure is of a quarter
    assert [dutch.period_position(p) for p in ("2017", "2017H1", "2017H2", "2018H1")] == [
        2017.0,
        2017.0,
        2017.5,
        2018.0,
    ]


@pytest.mark.parametrize("text", ["2017H3", "17", "2017JJ00", "", "2017H1 "])
def test_other_texts_are_no_period(text: str) -> None:
    with pytest.raises(ValueError, match="period"):
        dutch.period(text)


def test_names_in_running_text() -> None:
    assert dutch.names([]) == ""
    assert dutch.names(["Goes"]) == "Goes"
    assert dutch.names(["Apeldoorn", "Arnhem", "Zwolle"]) == "Apeldoorn, Arnhem en Zwolle"


def test_years_in_a_row_are_told_from_first_to_last() -> None:
    assert dutch.in_periods(["2017", "2018"]) == "in 2017 en 2018"
    assert dutch.in_periods(["2017", "2018", "2019"]) == "van 2017 tot en met 2019"
    assert dutch.in_periods(["2017", "2019", "2020"]) == "in 2017, 2019 en 2020"
    assert dutch.in_periods(["2015", "2017", "2018", "2019"]) == "in 2015 en 2017 tot en met 2019"
    assert dutch.in_periods(["2017", "2018", "2019", "2021"]) == "in 2017 tot en met 2019 en 2021"
    assert dutch.in_periods(["2017H1"]) == "in het eerste halfjaar van 2017"
    assert dutch.years("2022H1", "2025H1") == "de jaren 2022 tot en met 2025"
    assert dutch.years("2025H1", "2025H2") == "2025"


def test_on_an_island_and_in_any_other_gemeente() -> None:
    assert [dutch.inside(name) for name in ("Texel", "Schiermonnikoog", "Utrecht", "Nederland")] == [
        "op Texel",
        "op Schiermonnikoog",
        "in Utrecht",
        "in Nederland",
    ]
    assert dutch.inside_names_or_count(["Den Helder", "Schagen"]) == "in Den Helder en Schagen"
    assert dutch.inside_names_or_count(["Texel", "Vlieland"]) == "op Texel en Vlieland"
    assert (
        dutch.inside_names_or_count(["Den Helder", "Texel", "Schagen"])
        == "in Den Helder, op Texel en in Schagen"
    )
    assert dutch.inside_names_or_count(["Texel"] * 50) == "in 50 gemeenten"


def test_no_text_writes_in_before_a_name_itself() -> None:
    """`dutch.inside` knows the islands; a template with its own 'in {name}' would write 'in Texel'."""
    name = r"(?:\w+\.)*(?:\w*_)?(?:name|naam|gemeente|name_of\(\w+\)|names\[\d\]|(?:higher|lower)\[\d\])"
    own = re.compile(rf"\b[iI]n \{{{name}\}}")
    texts = [*ROOT.glob("pages/**/*.py"), *ROOT.glob("metrics/**/*.py"), *ROOT.glob("data/*.toml")]
    found = {
        f"{path.relative_to(ROOT)}: {line.strip()}"
        for path in texts
        for line in path.read_text(encoding="utf-8").splitlines()
        if own.search(line)
    }
    assert not {each for each in found if not each.startswith(NO_SENTENCES)}


def test_what_goes_for_everybody_counts_them() -> None:
    assert [dutch.all_of(n) for n in (2, 4, 18)] == ["beide", "alle vier", "alle 18"]
    said = [dutch.all_of(n, "gemeenten") for n in (2, 4, 18)]
    assert said == ["beide gemeenten", "alle vier de gemeenten", "alle 18 gemeenten"]


def test_a_title_with_a_comma_is_closed_before_its_period() -> None:
    assert dutch.in_moment("Lasten per inwoner", "2023") == "Lasten per inwoner in 2023"
    assert dutch.in_moment("Jeugdhulp in natura, tot 18 jaar", "2025H1") == (
        "Jeugdhulp in natura, tot 18 jaar, in het eerste halfjaar van 2025"
    )


@pytest.mark.parametrize(
    ("numbers", "said"),
    [
        ([], ""),
        ([7], "7"),
        ([2, 3], "2 en 3"),
        ([2, 3, 4, 5, 6, 7, 8, 9, 10, 11], "2 tot en met 11"),
        ([2, 4, 5, 6, 9, 10], "2, 4 tot en met 6, 9 en 10"),
    ],
)
def test_numbers_in_a_row_are_said_from_first_to_last(numbers: list[int], said: str) -> None:
    assert dutch.numbers(numbers) == said
