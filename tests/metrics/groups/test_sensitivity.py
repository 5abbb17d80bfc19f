"""A group without one of its members: by hand, and as properties."""

import math
import statistics
import time

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from metrics import figures as figures_of
from metrics.groups.sensitivity import one_way, sensitivity, three_ways
from metrics.groups.value import GroupTooSmallError

NONE = float("nan")
Row = tuple[str, float, float, str]


def made(*rows: Row, indicator: str = "lasten_per_inwoner") -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=["region", "numerator", "denominator", "cell_status"])
    return figures_of.complete(
        frame.assign(indicator=indicator, period="2023", value=frame["numerator"] / frame["denominator"])
    )


# own 300; A 200 (large), B 400, C 900 (small), D books for others
COUNTRY = made(
    ("OWN", 300.0, 1.0, "ok"), ("A", 2_000.0, 10.0, "ok"), ("B", 800.0, 2.0, "ok"), ("C", 900.0, 1.0, "ok"),
    ("D", 5_000.0, 1.0, "boekt_voor_anderen"),
)  # fmt: skip
ABC = ["A", "B", "C"]


def test_three_ways_to_add_up_a_group():
    ways = three_ways(COUNTRY, ABC, "OWN")
    assert ways["ratio_of_sums"].value == pytest.approx(3_700 / 13)
    assert ways["mean"].value == pytest.approx(500)
    assert ways["median"].value == 400


def test_leaving_one_out_by_hand_largest_change_first():
    found = sensitivity(COUNTRY, ABC, "OWN")
    assert found.own_is == "hoger"  # 300 against 285
    assert [(each.member, round(each.value)) for each in found.without] == [
        ("A", 567),
        ("C", 233),
        ("B", 264),
    ]
    assert [each.own_is for each in found.without] == ["lager", "hoger", "hoger"]
    assert [each.member for each in found.turns] == ["A"]
    assert found.without[0].change == pytest.approx(1_700 / 3 - 3_700 / 13)


def test_a_member_that_cannot_be_compared_is_not_in_it_and_is_named():
    found = sensitivity(COUNTRY, [*ABC, "D"], "OWN")
    assert [each.member for each in found.without] == ["A", "C", "B"]
    assert found.whole.left_out == {"D": "boekt_voor_anderen"}


def test_with_two_members_nobody_can_leave():
    assert sensitivity(COUNTRY, ["A", "B"], "OWN").without == ()
    with pytest.raises(GroupTooSmallError):
        sensitivity(COUNTRY, ["A", "OWN"], "OWN")


def test_the_side_goes_by_what_is_printed():
    near = made(
        ("OWN", 300.4, 1.0, "ok"), ("A", 300.0, 1.0, "ok"), ("B", 300.0, 1.0, "ok"), ("C", 300.0, 1.0, "ok")
    )
    assert sensitivity(near, ABC, "OWN").own_is == "even hoog"
    assert sensitivity(near, ABC, "OWN", decimals=1).own_is == "hoger"


def test_a_gemeente_without_figure_stands_on_no_side():
    assert sensitivity(COUNTRY, ABC, "X").own_is is None
    refused = made(("OWN", 900.0, 1.0, "boekt_voor_anderen"), ("A", 1.0, 1.0, "ok"), ("B", 1.0, 1.0, "ok"))
    assert sensitivity(refused, ["A", "B"], "OWN").own_is is None


def test_percentages_without_counts_go_by_the_median():
    shares = made(
        ("A", NONE, NONE, "ok"),
        ("B", NONE, NONE, "ok"),
        ("C", NONE, NONE, "ok"),
        indicator="natura_jeugdhulp",
    )
    shares["value"] = [8.0, 10.0, 9.0]
    assert one_way(shares, ABC, "OWN", "ratio_of_sums") is None
    assert list(three_ways(shares, ABC, "OWN")) == ["mean", "median"]
    assert sensitivity(shares, ABC, "OWN", how="median").whole.value == 9.0


@settings(deadline=None, max_examples=25)
@given(
    st.lists(st.tuples(st.integers(1, 10**6), st.integers(1, 10**4)), min_size=3, max_size=8),
    st.sampled_from(["ratio_of_sums", "mean", "median"]),
)
def test_leaving_one_out_is_the_group_of_the_others(parts, how):
    codes = [f"M{n}" for n in range(len(parts))]
    figures = made(
        *[(code, float(top), float(bottom), "ok") for code, (top, bottom) in zip(codes, parts, strict=True)]
    )
    found = sensitivity(figures, codes, "OWN", how=how)
    assert sorted(each.member for each in found.without) == codes
    for each in found.without:
        rest = [part for code, part in zip(codes, parts, strict=True) if code != each.member]
        ratios = [top / bottom for top, bottom in rest]
        expected = {
            "ratio_of_sums": sum(top for top, _ in rest) / sum(bottom for _, bottom in rest),
            "mean": statistics.fmean(ratios),
            "median": statistics.median(ratios),
        }[how]
        assert math.isclose(each.value, expected, rel_tol=1e-9)
    changes = [abs(each.change) for each in found.without]
    assert changes == sorted(changes, reverse=True)


def test_growth_without_a_member_takes_its_base_along():
    # A 300 on 200, B 100 on 100, C 50 on 100 (all per inhabitant): together 450/400
    growth = pd.DataFrame(
        [("A", 300.0, 200.0), ("B", 100.0, 100.0), ("C", 50.0, 100.0)],
        columns=["region", "numerator", "base_numerator"],
    ).assign(denominator=1.0, base_denominator=1.0, indicator="groei_lasten_per_inwoner", period="2023")
    growth["value"] = (growth["numerator"] / growth["base_numerator"] - 1) * 100
    found = sensitivity(figures_of.complete(growth), ABC, "OWN")
    assert found.whole.value == pytest.approx(12.5)
    assert {each.member: each.value for each in found.without} == pytest.approx(
        {"A": -25.0, "B": 350 / 3 - 100, "C": 100 / 3}
    )


def test_a_group_of_the_whole_country_is_tested_at_once():
    codes = [f"M{n}" for n in range(341)]
    figures = made(*[(code, float(n + 1), 1.0, "ok") for n, code in enumerate(codes)])
    start = time.process_time()
    assert len(sensitivity(figures, codes, "OWN").without) == 341
    assert time.process_time() - start < 0.2
