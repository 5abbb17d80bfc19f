import math

import duckdb
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from metrics.figures import complete
from metrics.groups.value import GroupTooSmallError, NoRatioOfSumsError, group_figures, group_value


def figures(rows: list[tuple[str, float, float]], indicator: str = "lasten_per_inwoner") -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=["region", "numerator", "denominator"])
    frame["value"] = frame["numerator"] / frame["denominator"]
    return complete(frame.assign(indicator=indicator, period="2019", source="iv3"))


ROWS = figures([("GM0001", 1000, 10), ("GM0002", 300, 1), ("GM0003", 400, 4)])


def test_ratio_of_sums_leaves_the_gemeente_itself_out() -> None:
    found = group_value(ROWS, ["GM0001", "GM0002", "GM0003"], own="GM0001")
    assert (found.value, found.numerator, found.denominator) == (140.0, 700.0, 5.0)
    assert found.used == ("GM0002", "GM0003")


def test_mean_and_median_are_of_the_members() -> None:
    members = ["GM0001", "GM0002", "GM0003"]
    assert group_value(ROWS, members, "mean").value == pytest.approx(500 / 3)
    assert group_value(ROWS, members, "median").value == 100.0


def test_flagged_and_missing_members_are_named_and_in_no_sum() -> None:
    rows = ROWS.copy()
    rows.loc[rows["region"] == "GM0002", "cell_status"] = "boekt_voor_anderen"
    found = group_value(rows, ["GM0001", "GM0002", "GM0003", "GM0099"])
    assert found.value == 100.0
    assert found.left_out == {"GM0002": "boekt_voor_anderen", "GM0099": "niet_geladen"}
    assert (
        group_value(rows, ["GM0001", "GM0002"], accept=frozenset({"ok", "boekt_voor_anderen"})).value
        == 1300 / 11
    )


def test_a_group_of_one_is_refused() -> None:
    for members in ([], ["GM0001"], ["GM0001", "GM0001"], ["GM0001", "GM0002"]):
        with pytest.raises(GroupTooSmallError, match="at least two") as error:
            group_value(ROWS, members, own="GM0002")
        assert "ten minste twee" in error.value.message_nl
        with pytest.raises(GroupTooSmallError):
            group_figures(ROWS, members, own="GM0002")


def test_nobody_with_a_figure_gives_no_figure() -> None:
    found = group_value(ROWS, ["GM0098", "GM0099"])
    assert math.isnan(found.value)
    assert found.used == ()


def test_percentages_only_have_no_ratio_of_sums() -> None:
    rows = complete(pd.DataFrame({
        "region": ["GM0001", "GM0002"], "value": [8.0, 10.0], "indicator": "natura_jeugdhulp", "period": "2019",
    }))  # fmt: skip
    with pytest.raises(NoRatioOfSumsError, match="without counts"):
        group_value(rows, ["GM0001", "GM0002"])
    assert group_value(rows, ["GM0001", "GM0002"], "median").value == 9.0
    assert group_figures(rows, ["GM0001", "GM0002"]).empty


def test_growth_adds_up_all_four_terms_over_the_same_members() -> None:
    frame = pd.DataFrame({
        "region": ["GM0001", "GM0002", "GM0003"], "indicator": "groei_lasten_per_inwoner", "period": "2019",
        "value": [20.0, 50.0, 900.0], "numerator": [120.0, 300.0, 999.0], "denominator": [1.0, 2.0, 1.0],
        "base_numerator": [100.0, 200.0, 100.0], "base_denominator": [1.0, 2.0, 1.0],
        "cell_status": ["ok", "ok", "niet_plausibel"],
    })  # fmt: skip
    found = group_value(complete(frame), ["GM0001", "GM0002", "GM0003"])
    assert found.value == pytest.approx(100 * ((420 / 3) / (300 / 3) - 1))
    assert found.left_out == {"GM0003": "niet_plausibel"}
    (row,) = group_figures(complete(frame), ["GM0001", "GM0002", "GM0003"]).to_dict("records")
    assert row["value"] == pytest.approx(40.0)
    assert row["source"].endswith("; 2 van 3 gemeenten")


def test_two_periods_at_once_are_refused() -> None:
    with pytest.raises(ValueError, match="one indicator and period"):
        group_value(pd.concat([ROWS, ROWS.assign(period="2018")]), ["GM0001", "GM0002"])


def test_group_figures_takes_every_indicator_and_period() -> None:
    later = ROWS.assign(period="2020")
    share = figures([("GM0001", 5, 100), ("GM0002", 15, 100)], "zonder_verblijf").assign(value=[5.0, 15.0])
    rows = group_figures(pd.concat([ROWS, later, share]), ["GM0001", "GM0002"], region="GROEP")
    found = rows.set_index(["indicator", "period"])["value"]
    assert found.to_dict() == {
        ("lasten_per_inwoner", "2019"): pytest.approx(1300 / 11),
        ("lasten_per_inwoner", "2020"): pytest.approx(1300 / 11),
        ("zonder_verblijf", "2019"): 10.0,
    }
    assert set(rows["region"]) == {"GROEP"}


@settings(max_examples=25)
@given(st.lists(st.tuples(st.integers(1, 10**6), st.integers(1, 10**5)), min_size=2, max_size=10))
def test_the_group_lies_between_its_members_and_is_as_sql_has_it(rows: list[tuple[int, int]]) -> None:
    frame = figures([(f"GM{n:04}", top, bottom) for n, (top, bottom) in enumerate(rows)])
    found = group_value(frame, frame["region"].tolist())
    assert frame["value"].min() - 1e-9 <= found.value <= frame["value"].max() + 1e-9
    with duckdb.connect() as db:
        db.register("frame", frame[["numerator", "denominator"]])
        (expected,) = db.execute("SELECT sum(numerator) / sum(denominator) FROM frame").fetchall()[0]
    assert found.value == pytest.approx(expected)
