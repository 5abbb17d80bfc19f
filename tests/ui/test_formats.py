from datetime import UTC, date, datetime
from decimal import Decimal

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pages.ui import formats


@pytest.mark.parametrize(
    ("made", "expected"),
    [
        (formats.euro(10143), "€\u00a010.143"),
        (formats.euro(240.49), "€\u00a0240"),
        (formats.euro(240.5), "€\u00a0241"),
        (formats.euro(-53), "€\u00a0-53"),
        (formats.euro(1234567.891, 2), "€\u00a01.234.567,89"),
        (formats.pct(8.1), "8,1%"),
        (formats.pct(6.65), "6,7%"),
        (formats.pct(0), "0,0%"),
        (formats.number(103.25, 1), "103,3"),  # half up in decimal, where Python's own format gives 103,2
        (formats.number(2.5), "3"),
        (formats.number(-2.5), "-3"),
        (formats.number(-0.04, 1), "0,0"),
        (formats.number(999), "999"),
        (formats.number(1000), "1.000"),
        (formats.index(107.7), "108"),
        (formats.year(2019), "2019"),
        (formats.year("2026"), "2026"),
        (formats.signed(3.2, "pct"), "+3,2%"),
        (formats.signed(-2, "pct", 0), "-2%"),
        (formats.signed(53, "eur"), "€\u00a0+53"),
        (formats.signed(0.3, "eur"), "€\u00a00"),
        (formats.signed(1.25, "procentpunt"), "+1,3\u00a0procentpunt"),
        (formats.value(7, "deciel"), "7"),
        (formats.value(99957, "aantal"), "99.957"),
        (formats.value(1.25, "getal", 2), "1,25"),
    ],
)
def test_numbers(made: str, expected: str) -> None:
    assert made == expected


@pytest.mark.parametrize("missing", [None, float("nan"), np.nan, pd.NA, pd.NaT, Decimal("NaN")])
def test_missing_is_a_dash_everywhere(missing: object) -> None:
    for unit in formats.DECIMALS:
        assert formats.value(missing, unit) == "–"  # type: ignore[arg-type]
        assert formats.signed(missing, unit) == "–"  # type: ignore[arg-type]
    assert formats.finite(missing) is None


@pytest.mark.parametrize("infinite", [float("inf"), float("-inf")])
def test_an_infinite_number_is_refused(infinite: float) -> None:
    with pytest.raises(ValueError, match="finite"):
        formats.euro(infinite)
    with pytest.raises(ValueError, match="finite"):
        formats.finite(infinite)


def test_unknown_unit_is_refused() -> None:
    with pytest.raises(KeyError):
        formats.value(1, "dollar")


@given(
    st.decimals(min_value=-(10**9), max_value=10**9, allow_nan=False, allow_infinity=False, places=3),
    st.sampled_from(sorted(formats.DECIMALS)),
    st.integers(0, 3),
)
def test_parse_undoes_format(x: Decimal, unit: str, decimals: int) -> None:
    assert formats.parse(formats.value(x, unit, decimals)) == formats.rounded(x, decimals)
    assert formats.parse(formats.signed(x, unit, decimals)) == formats.rounded(x, decimals)


@given(st.floats(-1e9, 1e9), st.integers(0, 2))
def test_rounding_is_half_up_and_close(x: float, decimals: int) -> None:
    result = formats.rounded(x, decimals)
    assert abs(result - Decimal(str(x))) <= Decimal("0.5").scaleb(-decimals)
    assert formats.rounded(-x, decimals) == -result


@pytest.mark.parametrize("text", ["", "abc", "1.5", "1,5,0", "10.14", "€", "1.000.00", "--3", "1e5", "nan"])
def test_parse_refuses_what_is_not_dutch(text: str) -> None:
    with pytest.raises(ValueError, match="geen getal"):
        formats.parse(text)


def test_dates_are_told_in_dutch_time() -> None:
    assert formats.date_nl(date(2026, 11, 22)) == "22 november 2026"
    assert formats.date_nl(datetime(2026, 11, 21, 23, 30, tzinfo=UTC)) == "22 november 2026"
    assert formats.date_nl(datetime(2026, 11, 21, 23, 30)) == "21 november 2026"  # noqa: DTZ001
    assert formats.date_short(date(2026, 3, 1)) == "01-03-2026"


def test_periods() -> None:
    assert formats.period("2017H1") == "eerste halfjaar van 2017"
    assert formats.period("2017H2") == "tweede halfjaar van 2017"
    assert formats.period("2019") == "2019"
    assert formats.period_short("2017H1") == "1e hj\u00a02017"
    assert formats.period_heading("2020H2") == "2e halfjaar 2020"
    assert [formats.period_position(p) for p in ("2017", "2017H1", "2017H2", "2018H1")] == [
        2017.0,
        2017.0,
        2017.5,
        2018.0,
    ]


@pytest.mark.parametrize("text", ["2017H3", "17", "2017JJ00", "", "2017H1 "])
def test_other_texts_are_no_period(text: str) -> None:
    with pytest.raises(ValueError, match="period"):
        formats.period(text)


def test_names_in_running_text() -> None:
    assert formats.names([]) == ""
    assert formats.names(["Goes"]) == "Goes"
    assert formats.names(["Apeldoorn", "Arnhem", "Zwolle"]) == "Apeldoorn, Arnhem en Zwolle"
