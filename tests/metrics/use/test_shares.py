import math

import duckdb
import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.facts import Facts
from metrics.figures import at, series, value
from metrics.use import shares as use
from tests.metrics.build_facts import facts, mergers, observations

MERGED = mergers([
    ("2019-01-01", "GM0001", "GM0003", "merger"), ("2019-01-01", "GM0002", "GM0003", "merger"),
    ("2019-01-01", "GM0005", "GM0004", "merger"), ("2019-01-01", "GM0004", "GM0004", "merger"),
])  # fmt: skip


def shares(rows: list[tuple[str, str, float | None, float | None]]) -> pd.DataFrame:
    """Rows (region, period, percentage without stay, young people with it)."""
    pct = [("jh_121_pct", region, period, share) for region, period, share, _ in rows]
    count = [("jh_121_n", region, period, users) for region, period, _, users in rows]
    return observations(pct + count, source="84134NED")


def computed(rows: list[tuple[str, str, float | None, float | None]]) -> pd.DataFrame:
    return use.compute(facts(observations=shares(rows), mergers=MERGED))


def test_share_is_the_published_one_with_its_count() -> None:
    row = at(computed([("GM0009", "2017H1", 8.1, 810)]), "zonder_verblijf", "2017H1", ["GM0009"]).iloc[0]
    assert (row["value"], row["numerator"]) == (8.1, 810)
    assert row["denominator"] == pytest.approx(10_000)
    assert row["source"] == "84134NED"


def test_a_secret_count_leaves_the_share_and_hides_the_denominator() -> None:
    row = at(computed([("GM0009", "2017H1", 8.1, None)]), "zonder_verblijf", "2017H1", ["GM0009"]).iloc[0]
    assert row["value"] == 8.1
    assert math.isnan(row["numerator"])
    assert math.isnan(row["denominator"])


def test_index_on_percentages_with_the_first_half_of_2017_as_base() -> None:
    rows = computed(
        [("GM0009", "2017H1", 8.1, None), ("GM0009", "2020H1", 6.7, None), ("GM0009", "2016H2", 8, None)]
    )
    index = series(rows, "index_zonder_verblijf", "GM0009")
    assert index["period"].tolist() == ["2017H1", "2020H1"]
    assert index["value"].round(2).tolist() == [100.0, 82.72]  # table 3, line 465: 83


def test_no_index_over_the_break_of_2021() -> None:
    rows = computed(
        [("GM0009", "2017H1", 8.0, 80), ("GM0009", "2020H2", 9.0, 90), ("GM0009", "2021H1", 9.9, 99)]
    )
    index = series(rows, "index_zonder_verblijf", "GM0009").set_index("period")
    assert index["cell_status"].to_dict() == {"2017H1": "ok", "2020H2": "ok", "2021H1": "gebroken"}
    assert math.isnan(index.loc["2021H1", "value"])
    assert value(rows, "zonder_verblijf", "GM0009", "2021H1") == 9.9


def test_an_index_without_base_is_missing() -> None:
    rows = computed(
        [("GM0009", "2017H1", None, None), ("GM0009", "2020H1", 6.7, 1), ("GM0008", "2020H1", 5.0, 1)]
    )
    for region in ("GM0009", "GM0008"):
        row = at(rows, "index_zonder_verblijf", "2020H1", [region]).iloc[0]
        assert row["cell_status"] == "geen_cijfer"
        assert math.isnan(row["value"])


def test_a_merged_gemeente_has_the_share_of_its_predecessors_before() -> None:
    rows = computed([
        ("GM0001", "2017H1", 10.0, 100), ("GM0002", "2017H1", 5.0, 150), ("GM0003", "2017H1", None, None),
        ("GM0003", "2020H1", 8.0, 320), ("GM0001", "2020H1", None, None),
    ])  # fmt: skip
    before = at(rows, "zonder_verblijf", "2017H1", ["GM0003"]).iloc[0]
    assert before["value"] == pytest.approx(100 * 250 / 4000)  # 1000 and 3000 young people
    assert before["origin"] == "voorgangers"
    assert value(rows, "index_zonder_verblijf", "GM0003", "2020H1") == pytest.approx(100 * 8 / 6.25)
    # a gemeente that ended has no rows after that
    assert "2020H1" not in set(series(rows, "zonder_verblijf", "GM0001")["period"])


def test_a_gemeente_that_took_another_in_is_both_in_every_period() -> None:
    rows = computed([
        ("GM0004", "2017H1", 10.0, 100), ("GM0005", "2017H1", 5.0, 50), ("GM0004", "2018H1", 9.0, 90),
        ("GM0005", "2018H1", 3.0, 30), ("GM0004", "2018H2", 9.0, 90), ("GM0004", "2020H1", 8.0, 160),
    ])  # fmt: skip
    line = at(rows, "zonder_verblijf", "2017H1", ["GM0004", "GM0005"])
    assert line[["value", "origin"]].values.tolist() == [[7.5, "voorgangers"], [5.0, "vervallen"]]
    assert value(rows, "index_zonder_verblijf", "GM0004", "2018H1") == pytest.approx(100 * 6 / 7.5)
    assert value(rows, "index_zonder_verblijf", "GM0004", "2020H1") == pytest.approx(100 * 8 / 7.5)
    # what it was under its own code is a variant; a part sum never stands in the line
    own = series(rows, "zonder_verblijf_eigen_code", "GM0004")
    assert own[["period", "value", "origin"]].values.tolist() == [
        ["2017H1", 10.0, "eigen"], ["2018H1", 9.0, "eigen"], ["2018H2", 9.0, "eigen"],
    ]  # fmt: skip
    assert math.isnan(value(rows, "zonder_verblijf", "GM0004", "2018H2"))
    # in the division of an earlier year it is what it was
    then = use.compute(facts(observations=shares([("GM0004", "2017H1", 10.0, 100)]), mergers=MERGED), 2017)
    assert value(then, "zonder_verblijf", "GM0004", "2017H1") == 10.0


def test_percentages_alone_are_not_summed() -> None:
    rows = [("natura_jeugdhulp_pct", "GM0004", "2018", 10.0), ("natura_jeugdhulp_pct", "GM0005", "2018", 5.0),
            ("natura_jeugdhulp_pct", "GM0001", "2018", 4.0),
            ("natura_jeugdhulp_pct", "GM0003", "2018", None)]  # fmt: skip
    found = at(
        use.compute(facts(observations=observations(rows), mergers=MERGED)), "natura_jeugdhulp", "2018"
    )
    found = found.fillna({"value": -1.0}).set_index("region")
    assert found[["value", "cell_status", "origin"]].to_dict("index") == {
        "GM0004": {"value": 10.0, "cell_status": "ok", "origin": "eigen"},
        "GM0005": {"value": 5.0, "cell_status": "ok", "origin": "vervallen"},
        "GM0001": {"value": 4.0, "cell_status": "ok", "origin": "vervallen"},
        "GM0003": {"value": -1.0, "cell_status": "geen_cijfer", "origin": "voorgangers"},
    }


def test_another_code_for_the_same_area_is_the_same_gemeente() -> None:
    """De Friese Meren took the name De Fryske Marren and a new code: CBS has 2015 under the old one."""
    renamed = mergers([("2015-07-01", "GM0001", "GM0003", "rename")])
    pct = [
        ("natura_jeugdhulp_pct", "GM0001", "2015", 8.8),
        ("natura_jeugdhulp_pct", "GM0003", "2015", None),
        ("natura_jeugdhulp_pct", "GM0003", "2016", 8.6),
        ("natura_jeugdhulp_pct", "GM0001", "2016", None),
    ]
    count = shares([("GM0001", "2015", 10.0, 100.0), ("GM0003", "2016", 9.0, 90.0)])
    found = use.compute(facts(observations=pd.concat([observations(pct), count]), mergers=renamed))
    line = series(found, "natura_jeugdhulp", "GM0003")
    assert line[["period", "value", "origin"]].values.tolist() == [
        ["2015", 8.8, "eigen"],
        ["2016", 8.6, "eigen"],
    ]
    assert (
        value(found, "natura_jeugdhulp", "GM0001", "2015") == 8.8
    )  # beside the line, as of all that are no more
    assert series(found, "zonder_verblijf", "GM0003")["value"].tolist() == [10.0, 9.0]
    assert not len(series(found, "zonder_verblijf_eigen_code", "GM0003"))
    both = [
        *pct[2:],
        ("natura_jeugdhulp_pct", "GM0001", "2015", 8.8),
        ("natura_jeugdhulp_pct", "GM0003", "2015", 8.7),
    ]
    twice = use.compute(facts(observations=observations(both), mergers=renamed))
    assert value(twice, "natura_jeugdhulp", "GM0003", "2015") == 8.7  # CBS gives it itself
    then = use.compute(facts(observations=observations(pct), mergers=renamed), 2015)
    assert math.isnan(value(then, "natura_jeugdhulp", "GM0003", "2015"))  # in the division of that year


def test_who_received_part_of_a_divided_gemeente_keeps_its_share_and_has_no_index_across() -> None:
    split = mergers([("2019-01-01", "GM0007", "GM0006", "split"), ("2019-01-01", "GM0006", "GM0006", "merger"),
                     ("2019-01-01", "GM0007", "GM0005", "split")])  # fmt: skip
    rows = shares([("GM0006", "2017H1", 10.0, 100), ("GM0007", "2017H1", 5.0, 50), ("GM0005", "2017H1", None, None),
                   ("GM0006", "2018H1", 9.0, 90), ("GM0006", "2020H1", 8.0, 160),
                   ("GM0005", "2020H1", 8.0, 8)])  # fmt: skip
    found = use.compute(facts(observations=rows, mergers=split))
    base = at(found, "zonder_verblijf", "2017H1", ["GM0006", "GM0005", "GM0007"]).fillna({"value": -1.0})
    assert base[["value", "cell_status", "origin"]].values.tolist() == [
        [10.0, "ok", "eigen"], [-1.0, "gebroken", "voorgangers"], [5.0, "ok", "vervallen"],
    ]  # fmt: skip
    index = series(found, "index_zonder_verblijf", "GM0006").fillna({"value": -1.0})
    assert index[["period", "value", "cell_status"]].values.tolist() == [
        ["2017H1", 100.0, "ok"], ["2018H1", 90.0, "ok"], ["2020H1", -1.0, "gebroken"],
    ]  # fmt: skip


def test_who_was_taken_in_during_a_year_counts_in_where_it_has_no_figure_of_that_year() -> None:
    taken = mergers(
        [("2022-03-24", "GM0005", "GM0004", "merger"), ("2022-03-24", "GM0004", "GM0004", "merger")]
    )
    rows = [
        ("GM0004", "2021H1", 10.0, 100.0),
        ("GM0005", "2021H1", 5.0, 50.0),
        ("GM0004", "2022H1", 9.0, 180.0),
    ]
    apart = [*rows, ("GM0005", "2022H1", 3.0, 30.0)]
    for given_rows, expected in ((rows, 9.0), (apart, 100 * 210 / 3000)):
        found = use.compute(facts(observations=shares(given_rows), mergers=taken))
        assert value(found, "zonder_verblijf", "GM0004", "2022H1") == pytest.approx(expected)
        assert value(found, "zonder_verblijf", "GM0004", "2021H1") == 7.5


def test_a_predecessor_without_figure_makes_the_sum_missing() -> None:
    rows = computed(
        [("GM0001", "2017H1", 10.0, 100), ("GM0002", "2017H1", 5.0, None), ("GM0003", "2017H1", None, 1)]
    )
    row = at(rows, "zonder_verblijf", "2017H1", ["GM0003"]).iloc[0]
    assert math.isnan(row["value"])
    assert row["cell_status"] == "geen_cijfer"


def test_a_share_that_cbs_publishes_is_not_replaced() -> None:
    rows = computed(
        [("GM0001", "2017H1", 9.0, 90), ("GM0002", "2017H1", 5.0, 50), ("GM0003", "2017H1", 6.5, None)]
    )
    assert value(rows, "zonder_verblijf", "GM0003", "2017H1") == 6.5


def test_share_of_the_wijkteam() -> None:
    rows = [("jh_1211_n", "GM0009", "2019", 30.0), ("jh_121_n", "GM0009", "2019", 120.0),
            ("jh_1211_n", "GM0008", "2019", None), ("jh_121_n", "GM0008", "2019", 120.0),
            ("jh_1211_n", "GM0007", "2019", 0.0), ("jh_121_n", "GM0007", "2019", 0.0)]  # fmt: skip
    result = at(use.compute(facts(observations=observations(rows))), "wijkteam_aandeel", "2019")
    assert result.set_index("region")["value"].dropna().to_dict() == {"GM0009": 25.0}
    assert set(result["cell_status"]) == {"ok", "geen_cijfer"}


def test_share_of_the_wijkteam_of_a_merged_gemeente_is_of_its_predecessors_together() -> None:
    rows = [("jh_1211_n", "GM0001", "2018", 30.0), ("jh_121_n", "GM0001", "2018", 120.0),
            ("jh_1211_n", "GM0002", "2018", 10.0), ("jh_121_n", "GM0002", "2018", 280.0),
            ("jh_1211_n", "GM0003", "2018", None), ("jh_121_n", "GM0003", "2018", None)]  # fmt: skip
    result = use.compute(facts(observations=observations(rows), mergers=MERGED))
    row = at(result, "wijkteam_aandeel", "2018", ["GM0003"]).iloc[0]
    assert row[["value", "numerator", "denominator", "origin"]].tolist() == [10.0, 40.0, 400.0, "voorgangers"]


def test_merged_percentage_both_ways_by_hand() -> None:
    parts = pd.DataFrame({"pct": [10.0, 5.0], "users_n": [100.0, 150.0]})
    assert use.merged_percentage(parts) == pytest.approx(6.25)
    assert use.merged_percentage(parts, "rapport") == pytest.approx(7.0)  # (1000 + 750) / 250
    assert math.isnan(use.merged_percentage(parts.assign(users_n=[100.0, np.nan])))
    assert math.isnan(use.merged_percentage(parts.assign(pct=[10.0, 0.0])))
    assert math.isnan(use.merged_percentage(parts.iloc[:0]))


@given(st.lists(st.tuples(st.floats(0.1, 30), st.integers(5, 5000)), min_size=1, max_size=6))
def test_merged_percentage_lies_between_its_parts_and_the_reports_way_is_never_lower(
    rows: list[tuple[float, int]],
) -> None:
    parts = pd.DataFrame(rows, columns=["pct", "users_n"])
    ours, theirs = use.merged_percentage(parts), use.merged_percentage(parts, "rapport")
    low, high = parts["pct"].min(), parts["pct"].max()
    assert low - 1e-9 <= ours <= theirs + 1e-9
    assert theirs <= high + 1e-9


@pytest.mark.shared
def test_index_on_printed_percentages_as_sql_has_it(cbs_facts: Facts) -> None:
    with duckdb.connect() as db:
        db.register("observation", cbs_facts.observations)
        expected = db.execute(
            "SELECT t.region, 100 * t.value / b.value FROM observation t JOIN observation b USING (region, indicator)"
            " WHERE indicator = 'jh_121_pct' AND t.period = '2020H1' AND b.period = '2017H1'"
            " AND t.value IS NOT NULL AND b.value IS NOT NULL ORDER BY ALL"
        ).fetchall()
    index = at(
        use.compute(cbs_facts, 2019), "index_zonder_verblijf", "2020H1", [region for region, _ in expected]
    )
    assert len(expected) == 33
    np.testing.assert_allclose(index["value"], [number for _, number in expected])


@pytest.mark.shared
def test_natura_is_complete_and_as_published(cbs_facts: Facts) -> None:
    rows = use.compute(cbs_facts)
    assert value(rows, "natura_jeugdhulp", "NL01", "2021H1") == 11.1
    natura = rows[rows["indicator"] == "natura_jeugdhulp"]
    assert natura["numerator"].isna().all()
    with duckdb.connect() as db:
        db.register("observation", cbs_facts.observations)
        (known_n,) = db.execute(
            "SELECT count(value) FROM observation WHERE indicator = 'natura_jeugdhulp_pct' AND period NOT LIKE '%K%'"
        ).fetchall()[0]
    # two gemeenten of 2015 that got another code are in the line under their new one too: a year, two half-years
    assert [
        value(rows, "natura_jeugdhulp", code, "2015") for code in ("GM1921", "GM1940", "GM0241", "GM1945")
    ] == [8.8, 8.8, 10.2, 10.2]
    known_n += 2 * 3
    assert natura["value"].notna().sum() == known_n
