"""The kernel: what a group's figure is, who counts in it, and why there is none; by hand, at once, and in SQL."""

import random

import duckdb
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from metrics.build import Build
from metrics.figures import CELL_STATUSES, FACTORS, complete
from metrics.grid import Grid
from metrics.groups.value import (
    GroupTooSmallError,
    GroupValue,
    How,
    adds_up,
    group_value,
    group_values,
    without_each,
)
from tests.metrics.build_figures import COST, GROWTH, NATURA, NONE, grid, growth, published, ratios

ROWS = ratios([("GM0001", 1000, 10), ("GM0002", 300, 1), ("GM0003", 400, 4)])
THREE = ["GM0001", "GM0002", "GM0003"]
WAYS: tuple[How, ...] = ("ratio_of_sums", "mean", "median")


def of(
    frame: pd.DataFrame, members: list[str], how: How = "ratio_of_sums", own: str | None = None
) -> GroupValue:
    made = Grid(frame)
    (indicator, period) = made.what[0]
    return group_value(made, indicator, period, members, how, own=own)


def test_ratio_of_sums_leaves_the_gemeente_itself_out() -> None:
    found = of(ROWS, THREE, own="GM0001")
    assert (found.value, found.numerator, found.denominator) == (140.0, 700.0, 5.0)
    assert found.used == ("GM0002", "GM0003")


def test_mean_and_median_are_of_the_members() -> None:
    assert of(ROWS, THREE, "mean").value == pytest.approx(500 / 3)
    assert of(ROWS, THREE, "median").value == 100.0


def test_flagged_and_missing_members_are_named_and_in_no_sum() -> None:
    rows = ROWS.copy()
    rows.loc[rows["region"] == "GM0001", "cell_status"] = "boekt_voor_anderen"
    found = of(rows, [*THREE, "GM0099"])
    assert found.value == 140.0
    assert found.left_out == {"GM0001": "boekt_voor_anderen", "GM0099": "geen_cijfer"}
    accepted = group_value(
        Grid(rows), COST, "2023", ["GM0001", "GM0002"], accept=frozenset({"ok", "boekt_voor_anderen"})
    )
    assert accepted.value == 1300 / 11


@pytest.mark.parametrize("how", WAYS)
def test_one_usable_member_gives_no_figure_anywhere(how: How) -> None:
    rows = ROWS.copy()
    rows.loc[rows["region"] != "GM0002", "cell_status"] = "niet_plausibel"
    found = of(rows, THREE, how)
    assert (found.value, found.reason, found.used) == (None, "een_lid", ("GM0002",))
    assert found.left_out == {"GM0001": "niet_plausibel", "GM0003": "niet_plausibel"}
    assert np.isnan(group_values(Grid(rows), COST, "2023", [THREE], how)).all()
    assert without_each(Grid(rows), COST, "2023", found) == {}


@pytest.mark.parametrize("members", [[], ["GM0001"], ["GM0001", "GM0001"], ["GM0001", "GM0002"]])
def test_a_group_of_one_is_refused(members: list[str]) -> None:
    with pytest.raises(GroupTooSmallError, match="at least two") as error:
        of(ROWS, members, own="GM0002")
    assert "ten minste twee" in error.value.message_nl
    assert np.isnan(group_values(Grid(ROWS), COST, "2023", [members], own="GM0002")).all()


def test_nobody_with_a_figure_gives_no_figure_and_names_everyone() -> None:
    found = of(ROWS, ["GM0098", "GM0099"])
    assert (found.value, found.reason, found.used) == (None, "geen_lid", ())
    assert found.left_out == {"GM0098": "geen_cijfer", "GM0099": "geen_cijfer"}


def test_what_nobody_has_is_not_loaded() -> None:
    found = group_value(Grid(ROWS), COST, "1999", THREE)
    assert (found.value, found.reason) == (None, "niet_geladen")
    assert found.left_out == dict.fromkeys(THREE, "niet_geladen")
    assert np.isnan(group_values(Grid(ROWS), COST, "1999", [THREE])).all()


def test_percentages_only_have_no_ratio_of_sums() -> None:
    rows = published({"GM0001": 8.0, "GM0002": 10.0})
    found = of(rows, ["GM0001", "GM0002"])
    assert (found.value, found.reason) == (None, "niet_optelbaar")
    assert of(rows, ["GM0001", "GM0002"], "median").value == 9.0
    assert not adds_up(Grid(rows), NATURA, "2023H1")
    assert adds_up(Grid(ROWS), COST, "2023")
    assert not adds_up(Grid(ROWS), COST, "1999")


def test_growth_adds_up_all_four_terms_over_the_same_members() -> None:
    rows = pd.concat([
        growth([("GM0001", 120, 1, 100, 1), ("GM0002", 300, 2, 200, 2)]),
        growth([("GM0003", 999, 1, 100, 1)], "niet_plausibel"),
    ])  # fmt: skip
    found = of(rows, THREE)
    assert found.value == pytest.approx(100 * ((420 / 3) / (300 / 3) - 1))
    assert found.left_out == {"GM0003": "niet_plausibel"}


@pytest.mark.parametrize("lacking", ["numerator", "denominator", "base_numerator", "base_denominator"])
def test_a_member_without_base_or_another_term_is_in_no_sum(lacking: str) -> None:
    rows = growth([("GM0001", 120, 1, 100, 1), ("GM0002", 300, 2, 200, 2), ("GM0003", 999, 1, 100, 1)])
    rows.loc[2, lacking] = NONE
    found = of(rows, THREE)
    assert found.used == ("GM0001", "GM0002")
    assert (found.numerator, found.denominator) == (420.0, 3.0)
    assert found.value == pytest.approx(40.0)
    assert found.left_out == {"GM0003": "geen_cijfer"}
    assert group_values(Grid(rows), GROWTH, "2023", [THREE])[0] == pytest.approx(40.0)


def test_a_level_needs_no_base() -> None:
    assert ROWS["base_numerator"].isna().all()
    assert of(ROWS, THREE).used == tuple(THREE)


def test_a_sum_of_predecessors_counts_and_a_gemeente_that_is_no_more_does_not() -> None:
    rows = ROWS.assign(origin=["eigen", "voorgangers", "vervallen"])
    found = of(rows, THREE)
    assert found.used == ("GM0001", "GM0002")
    assert found.value == 1300 / 11
    assert set(found.left_out) == {"GM0003"}


def test_the_period_status_is_the_worst_and_the_sources_are_those_of_who_counts() -> None:
    rows = ROWS.assign(
        period_status=["definitief", "voorlopig", "definitief"], source=["a", "b", "c"],
        cell_status=["ok", "ok", "niet_plausibel"],
    )  # fmt: skip
    found = of(rows, THREE)
    assert found.period_status == "voorlopig"
    assert found.sources == ("a", "b")


def test_zero_is_a_figure_and_what_is_divided_by_zero_is_none() -> None:
    assert of(ratios([("GM0001", 0, 10), ("GM0002", 0, 5)]), ["GM0001", "GM0002"]).value == 0.0
    nothing = ratios([("GM0001", 5, 10), ("GM0002", 5, 0)])
    assert of(nothing, ["GM0001", "GM0002"]).reason == "een_lid"  # it has no value of its own


def test_many_groups_at_once_hold_own_in_none() -> None:
    found = group_values(Grid(ROWS), COST, "2023", [THREE, ["GM0002", "GM0003"]], own="GM0001")
    assert found.tolist() == [140.0, 140.0]
    assert group_values(Grid(ROWS), COST, "2023", []).tolist() == []


@settings(max_examples=25)
@given(st.lists(st.tuples(st.integers(1, 10**6), st.integers(1, 10**5)), min_size=2, max_size=10))
def test_the_group_lies_between_its_members(rows: list[tuple[int, int]]) -> None:
    frame = ratios([(f"GM{n:04}", top, bottom) for n, (top, bottom) in enumerate(rows)])
    found = of(frame, frame["region"].tolist())
    assert found.value is not None
    assert frame["value"].min() - 1e-9 <= found.value <= frame["value"].max() + 1e-9


PART = st.tuples(
    st.integers(0, 10**6), st.integers(1, 10**4), st.sampled_from(["ok", "ok", "ok", "niet_plausibel", "geen_cijfer"]),
)  # fmt: skip


@settings(max_examples=40)
@given(st.lists(PART, min_size=3, max_size=9), st.sampled_from(WAYS))
def test_without_each_is_the_group_of_the_others(parts: list[tuple[int, int, str]], how: How) -> None:
    frame = ratios([(f"GM{n:04}", *part) for n, part in enumerate(parts)])
    codes = frame["region"].tolist()
    whole = of(frame, codes, how)
    found = without_each(Grid(frame), COST, "2023", whole)
    if len(whole.used) < 3:
        assert found == {}
        return
    assert tuple(found) == whole.used
    for code, value in found.items():
        rest = of(frame, [other for other in codes if other != code], how)
        assert value == pytest.approx(rest.value)


@settings(max_examples=40)
@given(st.lists(PART, min_size=2, max_size=9), st.data())
def test_everyone_is_used_or_left_out_with_a_status(
    parts: list[tuple[int, int, str]], data: st.DataObject
) -> None:
    frame = ratios([(f"GM{n:04}", *part) for n, part in enumerate(parts)])
    codes = [*frame["region"], "GM8888", "GM9999"]
    members = data.draw(st.lists(st.sampled_from(codes), min_size=2, unique=True))
    found = of(frame, members)
    assert set(found.used) | set(found.left_out) == set(members)
    assert not set(found.used) & set(found.left_out)
    assert set(found.left_out.values()) <= set(CELL_STATUSES) - {"ok"}
    assert (found.value is None) == (len(found.used) < 2) == bool(found.reason)


# On the shared figures: one by one, at once, and by a statement in SQL that shares no code.

SQL = """
WITH wanted AS (SELECT unnest(?) AS n, unnest(?) AS region),
counted AS (
    SELECT w.n, f.numerator AS a, f.denominator AS b, f.base_numerator AS c, f.base_denominator AS d
    FROM wanted w JOIN figures f USING (region)
    WHERE f.indicator = ? AND f.period = ? AND f.cell_status = 'ok' AND f.value IS NOT NULL
      AND f.origin IN ('eigen', 'voorgangers') AND f.numerator IS NOT NULL AND f.denominator IS NOT NULL
      AND (NOT ? OR (f.base_numerator IS NOT NULL AND f.base_denominator IS NOT NULL))
)
SELECT n, CASE WHEN count(*) < 2 THEN NULL
    WHEN ? THEN 100 * ((sum(a) / sum(b)) / (sum(c) / sum(d)) - 1)
    ELSE ? * sum(a) / sum(b) END AS value
FROM counted GROUP BY n
"""


@pytest.fixture(scope="module")
def build(cbs_build: Build) -> Build:
    return cbs_build


@pytest.mark.shared
@pytest.mark.parametrize(
    ("indicator", "period"),
    [
        (COST, "2019"),
        (COST, "2023"),
        ("lasten_breed_per_inwoner", "2021"),
        (GROWTH, "2023"),
        (GROWTH, "2021"),
    ],
)
def test_two_hundred_groups_at_once_one_by_one_and_in_sql(indicator: str, period: str, build: Build) -> None:
    made = build.readings.grid
    row = made.row(indicator, period)
    assert row is not None
    everyone = [code for code in made.codes if code.startswith("GM")]  # former gemeenten too
    having = [code for code in everyone if not np.isnan(made.value[row, made.columns([code])[0]])]
    draw = random.Random(30)
    codes = sorted({*having, *draw.sample(everyone, 40)})
    groups = [draw.sample(codes, draw.choice([2, 3, 5, 12, 60])) for _ in range(200)]
    own = codes[17]
    at_once = group_values(made, indicator, period, groups, own=own)
    for members, value in zip(groups, at_once, strict=True):
        rest = [code for code in members if code != own]
        if len(rest) < 2:
            assert np.isnan(value)
            continue
        single = group_value(made, indicator, period, members, own=own)
        assert (single.value is None) == bool(np.isnan(value))
        if single.value is not None:
            assert single.value == pytest.approx(value, rel=1e-12)
        assert set(single.used) | set(single.left_out) == set(rest)
    with duckdb.connect() as db:
        figures = build.figures
        plain = figures.astype({name: object for name in figures.columns if figures[name].dtype == "str"})
        db.register("figures", plain)
        numbers = [n for n, members in enumerate(groups) for code in members if code != own]
        regions = [code for members in groups for code in members if code != own]
        is_growth = indicator == GROWTH
        rows = db.execute(
            SQL, [numbers, regions, indicator, period, is_growth, is_growth, FACTORS[indicator]]
        ).fetchall()
    expected = {n: value for n, value in rows if value is not None}
    known = {n: value for n, value in enumerate(at_once) if not np.isnan(value)}
    assert known.keys() == expected.keys()
    assert len(known) > 50
    for n, value in known.items():
        assert value == pytest.approx(expected[n], rel=1e-9)


@pytest.mark.shared
def test_median_and_mean_at_once_are_those_one_by_one(build: Build) -> None:
    made = build.readings.grid
    codes = sorted(build.country.today)
    random.Random(4).shuffle(codes)
    for how in ("mean", "median"):
        groups = [codes[at : at + 7] for at in range(0, len(codes) - 7, 7)]
        at_once = group_values(made, NATURA, "2025H1", groups, how)
        for members, value in zip(groups, at_once, strict=True):
            assert group_value(made, NATURA, "2025H1", members, how).value == pytest.approx(value)


def test_the_frame_of_nothing_has_no_groups() -> None:
    nothing = Grid(complete(pd.DataFrame({"indicator": [], "region": [], "period": []})))
    assert group_value(nothing, COST, "2023", THREE).reason == "niet_geladen"
    assert grid(ROWS).columns(["GM0002", "GM9999"]) == [1]
