"""A place among all gemeenten: lower, higher and equal, on printed values, of those that may be compared."""

import random

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.build import Build
from metrics.comparing import ranking
from metrics.comparing.ranking import Position
from metrics.figures import complete
from metrics.grid import Grid
from metrics.numbers.rounding import round_half_up

COST = "lasten_per_inwoner"


def figures(rows: list[tuple[str, float | None, str]]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=["region", "value", "cell_status"])
    return complete(frame.assign(indicator=COST, period="2019"))


def positions(frame: pd.DataFrame, decimals: int | None = None) -> dict[str, Position]:
    return ranking.positions(Grid(frame), COST, "2019", decimals)


ROWS = [("GM0001", 240.4, "ok"), ("GM0002", 239.6, "ok"), ("GM0003", 300.0, "ok"), ("GM0004", 100.0, "ok"),
        ("GM0005", 1308.0, "boekt_voor_anderen"), ("GM0006", None, "geen_cijfer"), ("NL01", 1.0, "ok")]  # fmt: skip


def test_lower_and_higher_among_gemeenten_that_can_be_compared() -> None:
    assert positions(figures(ROWS))["GM0001"] == Position(2, 1, 0, 4)
    assert positions(figures(ROWS))["GM0003"] == Position(3, 0, 0, 4)


def test_what_prints_the_same_is_equal() -> None:
    assert positions(figures(ROWS), decimals=0)["GM0001"] == Position(1, 1, 1, 4)


def test_who_cannot_be_compared_has_no_rank() -> None:
    assert set(positions(figures(ROWS))) == {"GM0001", "GM0002", "GM0003", "GM0004"}
    assert positions(figures([])) == {}


@pytest.mark.parametrize(("origin", "total_n"), [("voorgangers", 4), ("vervallen", 3)])
def test_a_sum_of_predecessors_is_ranked_and_a_gemeente_that_is_no_more_is_not(
    origin: str, total_n: int
) -> None:
    rows = figures(ROWS)
    rows.loc[rows["region"] == "GM0004", "origin"] = origin
    assert positions(rows)["GM0001"].total_n == total_n


def test_places_by_hand() -> None:
    rows = figures([(f"GM000{n}", value, "ok") for n, value in enumerate([1.0, 2.4, 1.6, 3.0], 1)])
    found = positions(rows, 0)
    assert found["GM0001"] == Position(0, 3, 0, 4)
    assert found["GM0002"] == found["GM0003"] == Position(1, 1, 1, 4)  # 2,4 and 1,6 both print 2


@given(st.lists(st.integers(0, 20), min_size=1, max_size=20))
def test_the_counts_add_up(values: list[int]) -> None:
    rows = figures([(f"GM{n:04}", float(value), "ok") for n, value in enumerate(values)])
    found = positions(rows)["GM0000"]
    assert found.lower_n + found.higher_n + found.equal_n + 1 == found.total_n == len(values)
    assert found.lower_n == sum(value < values[0] for value in values[1:])


@pytest.mark.shared
@pytest.mark.parametrize(
    ("indicator", "period", "decimals"), [(COST, "2023", 0), ("natura_jeugdhulp", "2025H1", 1)]
)
def test_places_of_all_are_the_places_of_each(
    indicator: str, period: str, decimals: int, cbs_build: Build
) -> None:
    grid = cbs_build.readings.grid
    every = ranking.positions(grid, indicator, period, decimals)
    values = {
        code: round_half_up(each, decimals)
        for code, each in ranking.comparable(grid, indicator, period).items()
    }
    assert len(every) > 300
    for code in random.Random(7).sample(sorted(every), 25):
        others = [each for other, each in values.items() if other != code]
        assert every[code].lower_n == sum(each < values[code] for each in others)
        assert every[code].higher_n == sum(each > values[code] for each in others)
