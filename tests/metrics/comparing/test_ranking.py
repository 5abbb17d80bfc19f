"""A place among all gemeenten: lower, higher and about equal, by the rule of the sentences, of who may be compared."""

import random
from collections import Counter

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.build import Build
from metrics.comparing import ranking
from metrics.comparing.ranking import Position
from metrics.figures import complete
from metrics.grid import Grid
from metrics.numbers.relation import relation_as_printed

COST = "lasten_per_inwoner"


def figures(rows: list[tuple[str, float | None, str]]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=["region", "value", "cell_status"])
    return complete(frame.assign(indicator=COST, period="2019"))


def positions(frame: pd.DataFrame, decimals: int = 0) -> dict[str, Position]:
    return ranking.positions(Grid(frame), COST, "2019", decimals)


ROWS = [("GM0001", 240.4, "ok"), ("GM0002", 239.6, "ok"), ("GM0003", 300.0, "ok"), ("GM0004", 100.0, "ok"),
        ("GM0005", 1308.0, "boekt_voor_anderen"), ("GM0006", None, "geen_cijfer"), ("NL01", 1.0, "ok")]  # fmt: skip


def test_lower_and_higher_among_gemeenten_that_can_be_compared() -> None:
    assert positions(figures(ROWS))["GM0001"] == Position(1, 1, 1, 4)  # 240,4 and 239,6 both print 240
    assert positions(figures(ROWS))["GM0003"] == Position(3, 0, 0, 4)


@pytest.mark.parametrize(
    ("value", "other", "about"),
    [
        (200, 209, 1),
        (200, 210, 0),
        (210, 200, 0),
        (20, 21, 0),
        (0, 0, 1),
        (0, 1, 0),
        (-200, -209, 1),
        (-3, 3, 0),
    ],
)
def test_under_5_percent_of_the_smaller_is_about_equal(value: int, other: int, about: int) -> None:
    rows = figures([("GM0001", float(value), "ok"), ("GM0002", float(other), "ok")])
    assert positions(rows)["GM0001"].about_n == about


def test_what_chance_can_do_is_about_equal_to_who_has_the_chance() -> None:
    rows = Grid(figures([(f"GM000{n}", value, "ok") for n, value in enumerate([5.0, 8.0, 10.0, 20.0], 1)]))
    found = ranking.positions(rows, COST, "2019", 1, {"GM0003": (7.9, 12.1)}.get)
    assert found["GM0003"] == Position(1, 1, 1, 4)
    assert found["GM0002"] == Position(1, 2, 0, 4)


def test_the_top_is_of_printed_values_with_all_that_tie() -> None:
    rows = Grid(figures([(f"GM000{n}", value, "ok") for n, value in enumerate([1.0, 2.4, 1.6, 3.0, 0.0], 1)]))
    assert ranking.top(rows, COST, "2019", 0, 0.2) == {"GM0004"}
    assert ranking.top(rows, COST, "2019", 0, 0.3) == {"GM0004", "GM0002", "GM0003"}


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


@given(st.lists(st.integers(-60, 200), min_size=1, max_size=20))
def test_the_counts_are_those_of_the_rule(values: list[int]) -> None:
    rows = figures([(f"GM{n:04}", float(value), "ok") for n, value in enumerate(values)])
    found = positions(rows)["GM0000"]
    told = Counter(relation_as_printed(float(values[0]), float(each), 0) for each in values[1:])
    assert found == Position(
        told["hoger"], told["lager"], told["even hoog"] + told["ongeveer even hoog"], len(values)
    )


@pytest.mark.shared
@pytest.mark.parametrize(
    ("indicator", "period", "decimals"), [(COST, "2023", 0), ("natura_jeugdhulp", "2025H1", 1)]
)
def test_places_of_all_are_the_places_of_each(
    indicator: str, period: str, decimals: int, cbs_build: Build
) -> None:
    grid = cbs_build.readings.grid
    every = cbs_build.readings.positions(indicator, period, decimals)
    values = ranking.comparable(grid, indicator, period)
    assert len(every) > 300
    for code in random.Random(7).sample(sorted(every), 25):
        own = cbs_build.readings.read(indicator, code, period)
        others = [own.stands_to(each, decimals) for other, each in values.items() if other != code]
        assert every[code].lower_n == others.count("hoger")  # of the own figure: the other is lower
        assert every[code].higher_n == others.count("lager")
