"""A group without one of its members: by hand, and as properties."""

import math
import statistics
import time

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from metrics.grid import Grid
from metrics.groups.sensitivity import Sensitivity, sensitivity, three_ways
from metrics.groups.value import GroupTooSmallError, How, group_value
from tests.metrics.build_figures import COST, GROWTH, NATURA, growth, published, ratios


def without_one(
    frame: pd.DataFrame,
    members: list[str],
    own: str = "OWN",
    how: How = "ratio_of_sums",
    decimals: int = 0,
    indicator: str = COST,
) -> Sensitivity:
    """As *Met wie vergelijken?* asks it: the group's figure in one way, beside the gemeente where that may."""
    grid, period = Grid(frame), str(frame["period"].iloc[0])
    whole = group_value(grid, indicator, period, members, how, own=own)
    cell = grid.cell(indicator, own, period)
    value = cell.value if cell is not None and cell.cell_status == "ok" else None
    return sensitivity(grid, indicator, period, whole, value, decimals)


# own 300; A 200 (large), B 400, C 900 (small), D books for others
COUNTRY = ratios([
    ("OWN", 300.0, 1.0, "ok"), ("A", 2_000.0, 10.0, "ok"), ("B", 800.0, 2.0, "ok"), ("C", 900.0, 1.0, "ok"),
    ("D", 5_000.0, 1.0, "boekt_voor_anderen"),
])  # fmt: skip
ABC = ["A", "B", "C"]


def test_three_ways_to_add_up_a_group() -> None:
    ways = three_ways(Grid(COUNTRY), COST, "2023", ABC, "OWN")
    assert ways["ratio_of_sums"].value == pytest.approx(3_700 / 13)
    assert ways["mean"].value == pytest.approx(500)
    assert ways["median"].value == 400


def test_leaving_one_out_by_hand_largest_change_first() -> None:
    found = without_one(COUNTRY, ABC)
    assert found.own_is == "hoger"  # 300 against 285
    assert [(each.member, round(each.value)) for each in found.without] == [
        ("A", 567),
        ("C", 233),
        ("B", 264),
    ]
    assert [each.own_is for each in found.without] == ["lager", "hoger", "hoger"]
    assert [each.member for each in found.turns] == ["A"]
    assert found.without[0].change == pytest.approx(1_700 / 3 - 3_700 / 13)


def test_a_member_that_cannot_be_compared_is_not_in_it_and_is_named() -> None:
    found = without_one(COUNTRY, [*ABC, "D"])
    assert [each.member for each in found.without] == ["A", "C", "B"]
    assert found.whole.left_out == {"D": "boekt_voor_anderen"}


def test_with_two_members_nobody_can_leave() -> None:
    assert without_one(COUNTRY, ["A", "B"]).without == ()
    with pytest.raises(GroupTooSmallError):
        without_one(COUNTRY, ["A", "OWN"])


def test_the_side_goes_by_what_is_printed() -> None:
    near = ratios([("OWN", 300.4, 1.0), ("A", 300.0, 1.0), ("B", 300.0, 1.0), ("C", 300.0, 1.0)])
    assert without_one(near, ABC).own_is == "even hoog"
    assert without_one(near, ABC, decimals=1).own_is == "ongeveer even hoog"
    assert without_one(near, ABC, decimals=1).turns == ()


def test_a_gemeente_without_figure_stands_on_no_side() -> None:
    assert without_one(COUNTRY, ABC, "X").own_is is None
    refused = ratios(
        [("OWN", 900.0, 1.0, "boekt_voor_anderen"), ("A", 1.0, 1.0), ("B", 1.0, 1.0), ("C", 1.0, 1.0)]
    )
    found = without_one(refused, ABC)
    assert (found.own_is, found.turns) == (None, ())
    assert [each.own_is for each in found.without] == [None] * 3


def test_percentages_without_counts_go_by_the_median() -> None:
    shares = published({"A": 8.0, "B": 10.0, "C": 9.0})
    assert list(three_ways(Grid(shares), NATURA, "2023H1", ABC, "OWN")) == ["mean", "median"]
    assert without_one(shares, ABC, how="median", indicator=NATURA).whole.value == 9.0
    assert without_one(shares, ABC, indicator=NATURA).without == ()


@settings(deadline=None, max_examples=25)
@given(
    st.lists(st.tuples(st.integers(1, 10**6), st.integers(1, 10**4)), min_size=3, max_size=8),
    st.sampled_from(["ratio_of_sums", "mean", "median"]),
)
def test_leaving_one_out_is_the_group_of_the_others(parts: list[tuple[int, int]], how: How) -> None:
    codes = [f"M{n}" for n in range(len(parts))]
    found = without_one(
        ratios([(code, *part) for code, part in zip(codes, parts, strict=True)]), codes, how=how
    )
    assert sorted(each.member for each in found.without) == codes
    for each in found.without:
        rest = [part for code, part in zip(codes, parts, strict=True) if code != each.member]
        each_ratio = [top / bottom for top, bottom in rest]
        expected = {
            "ratio_of_sums": sum(top for top, _ in rest) / sum(bottom for _, bottom in rest),
            "mean": statistics.fmean(each_ratio),
            "median": statistics.median(each_ratio),
        }[how]
        assert math.isclose(each.value, expected, rel_tol=1e-9)
    changes = [abs(each.change) for each in found.without]
    assert changes == sorted(changes, reverse=True)


def test_growth_without_a_member_takes_its_base_along() -> None:
    # A 300 on 200, B 100 on 100, C 50 on 100 (all per inhabitant): together 450/400
    rows = growth([("A", 300, 1, 200, 1), ("B", 100, 1, 100, 1), ("C", 50, 1, 100, 1)])
    found = without_one(rows, ABC, indicator=GROWTH)
    assert found.whole.value == pytest.approx(12.5)
    assert {each.member: each.value for each in found.without} == pytest.approx(
        {"A": -25.0, "B": 350 / 3 - 100, "C": 100 / 3}
    )


def test_a_group_of_the_whole_country_is_tested_at_once() -> None:
    codes = [f"M{n}" for n in range(341)]
    figures = ratios([(code, n + 1, 1) for n, code in enumerate(codes)])
    start = time.process_time()
    assert len(without_one(figures, codes).without) == 341
    print(f"341 without one: {1000 * (time.process_time() - start):.0f} ms")  # noqa: T201 - told, not asserted
