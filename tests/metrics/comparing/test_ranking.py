import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.comparing.ranking import Position, position
from metrics.figures import complete


def figures(rows: list[tuple[str, float | None, str]]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=["region", "value", "cell_status"])
    return complete(frame.assign(indicator="lasten_per_inwoner", period="2019"))


ROWS = [("GM0001", 240.4, "ok"), ("GM0002", 239.6, "ok"), ("GM0003", 300.0, "ok"), ("GM0004", 100.0, "ok"),
        ("GM0005", 1308.0, "boekt_voor_anderen"), ("GM0006", None, "geen_cijfer"), ("NL01", 1.0, "ok")]  # fmt: skip


def test_lower_and_higher_among_gemeenten_that_can_be_compared() -> None:
    assert position(figures(ROWS), "GM0001") == Position(2, 1, 0, 4)
    assert position(figures(ROWS), "GM0003") == Position(3, 0, 0, 4)


def test_what_prints_the_same_is_equal() -> None:
    assert position(figures(ROWS), "GM0001", decimals=0) == Position(1, 1, 1, 4)


def test_who_cannot_be_compared_has_no_rank() -> None:
    for region in ("GM0005", "GM0006", "GM0099", "NL01"):
        assert position(figures(ROWS), region) is None


def test_a_gemeente_that_did_not_exist_yet_counts_in_no_rank() -> None:
    rows = figures(ROWS)
    rows.loc[rows["region"] == "GM0004", "origin"] = "voorgangers"
    assert position(rows, "GM0001") == Position(1, 1, 0, 3)


def test_two_periods_at_once_are_refused() -> None:
    with pytest.raises(ValueError, match="one indicator and period"):
        position(figures([*ROWS, ROWS[0]]), "GM0001")


@given(st.lists(st.integers(0, 20), min_size=1, max_size=20))
def test_the_counts_add_up(values: list[int]) -> None:
    rows = figures([(f"GM{n:04}", float(value), "ok") for n, value in enumerate(values)])
    found = position(rows, "GM0000")
    assert found is not None
    assert found.lower_n + found.higher_n + found.equal_n + 1 == found.total_n == len(values)
    assert found.lower_n == sum(value < values[0] for value in values[1:])
