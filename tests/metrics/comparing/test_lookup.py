"""Figures by key and groups over arrays: the same as through the frame, by hand and on the whole country."""

import random

import pandas as pd
import pytest
from metrics.comparing.lookup import Lookup, periods

from metrics import catalogue, figures
from metrics.comparing import ranking
from metrics.comparing.comparison import Comparison, places_of
from metrics.facts import Facts
from metrics.groups.value import GroupTooSmallError, group_figures
from metrics.records import Records

MEMBERS = ["GM0002", "GM0003", "GM0004"]


def frame(*rows: tuple[str, str, str, float | None, float | None, float | None, str]) -> pd.DataFrame:
    columns = ["indicator", "region", "period", "value", "numerator", "denominator", "cell_status"]
    return figures.complete(pd.DataFrame(rows, columns=columns).assign(source="t1"))


SMALL = frame(
    ("lasten_per_inwoner", "GM0001", "2023", 300.0, 3000.0, 10.0, "ok"),
    ("lasten_per_inwoner", "GM0002", "2023", 200.0, 4000.0, 20.0, "ok"),
    ("lasten_per_inwoner", "GM0003", "2023", 100.0, 1000.0, 10.0, "ok"),
    ("lasten_per_inwoner", "GM0004", "2023", 900.0, 9000.0, 10.0, "boekt_voor_anderen"),
    ("mediaan_inkomen", "GM0002", "2023", 30000.0, None, None, "ok"),
    ("lasten_per_inwoner", "GM0002", "2022", None, None, None, "niet_geleverd"),
)


def test_a_group_is_a_ratio_of_sums_without_who_may_not_be_compared() -> None:
    found = Lookup(SMALL).group(MEMBERS, own="GM0001")
    figure = found["lasten_per_inwoner", "GROEP", "2023"]
    assert (figure.value, figure.numerator, figure.denominator) == (5000 / 30, 5000.0, 30.0)
    assert figure.source == "t1; 2 van 3 gemeenten"
    assert ("mediaan_inkomen", "GROEP", "2023") not in found  # nothing to add up
    assert ("lasten_per_inwoner", "GROEP", "2022") not in found


def test_the_gemeente_itself_is_never_in_its_group() -> None:
    with_own = Lookup(SMALL).group(["GM0001", *MEMBERS], own="GM0001")
    assert with_own == Lookup(SMALL).group(MEMBERS, own="GM0001")


def test_a_group_of_one_is_refused() -> None:
    with pytest.raises(GroupTooSmallError):
        Lookup(SMALL).group(["GM0001", "GM0002"], own="GM0001")


def test_a_missing_value_stays_missing_with_its_status() -> None:
    figure = Lookup(SMALL).of(["GM0002"])["lasten_per_inwoner", "GM0002", "2022"]
    assert figure.value is None
    assert figure.cell_status == "niet_geleverd"


def test_periods_are_those_with_a_value() -> None:
    assert periods(Lookup(SMALL).of(["GM0002"]), "lasten_per_inwoner", "GM0002") == ["2023"]
    assert periods(Lookup(SMALL).of(["GM0002"]), "lasten_per_inwoner", "GM0002", halves=True) == []


def test_nothing_loaded_gives_nothing() -> None:
    empty = Lookup(figures.empty())
    assert empty.of(["GM0001"]) == {}
    assert empty.group(MEMBERS) == {}


@pytest.fixture(scope="module")
def computed(cbs_facts: Facts, records: Records) -> pd.DataFrame:
    return catalogue.figures(cbs_facts, records)


@pytest.mark.shared
@pytest.mark.parametrize("n", [3, 11, 60, 340])
def test_groups_are_those_of_group_figures(n: int, computed: pd.DataFrame) -> None:
    gemeenten = sorted(code for code in computed["region"].unique() if code.startswith("GM"))
    members = random.Random(n).sample(gemeenten, n)
    expected = group_figures(computed, members, own=members[0])
    found = Lookup(computed).group(members, own=members[0])
    assert len(found) == len(expected) > 0
    for row in expected.itertuples():
        figure = found[str(row.indicator), "GROEP", str(row.period)]
        assert figure.value == pytest.approx(row.value, rel=1e-12)
        assert figure.numerator == pytest.approx(row.numerator, rel=1e-12)
        assert (figure.source, figure.period_status) == (row.source, row.period_status)


@pytest.mark.shared
def test_a_comparison_reads_the_same_either_way(computed: pd.DataFrame) -> None:
    codes = ["GM0150", "GM0307", "NL01"]
    places = places_of("GM0150", codes[1:], {})
    rows = computed[computed["region"].isin(codes)]
    by_frame, by_key = Comparison(places, computed), Comparison(places, Lookup(computed).of(codes))
    assert len(rows) > 100
    for indicator, region, period in zip(rows["indicator"], rows["region"], rows["period"], strict=True):
        assert by_key.figure(indicator, region, period) == by_frame.figure(indicator, region, period)


@pytest.mark.shared
@pytest.mark.parametrize(("indicator", "decimals"), [("lasten_per_inwoner", 0), ("natura_jeugdhulp", 1)])
def test_places_of_all_are_the_places_of_each(indicator: str, decimals: int, computed: pd.DataFrame) -> None:
    period = figures.latest_period(computed, indicator)
    assert period is not None
    rows = figures.at(computed, indicator, period)
    every = ranking.positions(rows, decimals)
    assert len(every) > 300
    for code in random.Random(7).sample(sorted(every), 25):
        assert every[code] == ranking.position(rows, code, decimals)


def test_places_by_hand() -> None:
    rows = frame(
        *(
            ("x", f"GM000{n}", "2023", value, None, None, "ok")
            for n, value in enumerate([1.0, 2.4, 1.6, 3.0], 1)
        ),
        ("x", "GM0009", "2023", 99.0, None, None, "niet_plausibel"),
        ("x", "NL01", "2023", 2.0, None, None, "ok"),
    )
    found = ranking.positions(rows, 0)
    assert set(found) == {"GM0001", "GM0002", "GM0003", "GM0004"}
    assert found["GM0001"] == ranking.Position(0, 3, 0, 4)
    assert found["GM0002"] == found["GM0003"] == ranking.Position(1, 1, 1, 4)  # 2,4 and 1,6 both print 2
