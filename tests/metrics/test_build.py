"""One build: everything that follows from it is made once, and own figures change nothing of the official ones."""

import pandas as pd
import pytest

from metrics import figures as frames
from metrics.build import Build, derive
from metrics.records import RegionalLead
from tests.metrics import build_facts as made
from tests.metrics.build_figures import COST, ratios

LASTEN = {"GM0001": 600.0, "GM0002": 200.0, "GM0003": 900.0}  # in thousands of euro
PEOPLE = {"GM0001": 2000.0, "GM0002": 1000.0, "GM0003": 1000.0}
FACTS = made.facts(
    finance=made.finance([(code, 2023, "jaarrekening", "6.72", each, 0.0) for code, each in LASTEN.items()]),
    observations=made.observations([("inwoners_n", code, "2023", each) for code, each in PEOPLE.items()]),
    regions=made.regions([*PEOPLE, "NL01"]),
    mergers=made.mergers([]),
)
RECORDS = made.records(leads=[RegionalLead("GM0003", 2017, None, "bewijs", "geheel")])
BUILD = Build(FACTS, RECORDS)


def test_figures_groups_and_readings_come_from_the_same_facts() -> None:
    assert BUILD.readings.read(COST, "GM0001", "2023").value == pytest.approx(300.0)
    assert BUILD.country.today == {"GM0001", "GM0002", "GM0003"}
    group = BUILD.readings.group(COST, "2023", ["GM0002", "GM0003"], own="GM0001")
    assert (group.value, group.reason) == (None, "een_lid")  # GM0003 books for others
    assert group.left_out == {"GM0003": "boekt_voor_anderen"}


def test_what_follows_is_made_once() -> None:
    for name in ("figures", "groups", "readings", "composition", "bands", "lineage", "country", "printed"):
        assert getattr(BUILD, name) is getattr(BUILD, name)
    assert BUILD.country.lineage is BUILD.lineage


def test_the_remarks_know_what_the_records_know() -> None:
    assert [remark.code for remark in BUILD.readings.read(COST, "GM0003", "2023").remarks][:1] == ["C6"]
    assert "C6" not in [remark.code for remark in BUILD.readings.read(COST, "GM0001", "2023").remarks]


def test_stored_frames_are_a_cache_and_never_another_answer() -> None:
    stored = Build(FACTS, RECORDS, derive(BUILD))
    pd.testing.assert_frame_equal(stored.figures, BUILD.figures)
    assert stored.readings.read(COST, "GM0001", "2023") == BUILD.readings.read(COST, "GM0001", "2023")
    assert stored.bands is stored.derived.bands if stored.derived else False


def test_own_figures_stand_in_place_of_the_official_ones_and_change_nothing_else() -> None:
    entered = ratios([("GM0002", 500_000.0, 1000.0)], source="eigen opgave")
    own = BUILD.with_own(entered)
    assert own.readings.read(COST, "GM0002", "2023").value == 500.0
    assert own.readings.read(COST, "GM0002", "2023").source == "eigen opgave"
    assert BUILD.readings.read(COST, "GM0002", "2023").value == pytest.approx(200.0)
    assert len(own.figures) == len(BUILD.figures)
    group = own.readings.group(COST, "2023", ["GM0001", "GM0002"], own="GM0003")
    assert group.value == pytest.approx(1_100_000 / 3000)


def test_an_own_figure_of_a_year_that_nobody_has_is_added() -> None:
    own = BUILD.with_own(ratios([("GM0002", 500_000.0, 1000.0)], period="2030"))
    assert own.readings.read(COST, "GM0002", "2030").value == 500.0
    assert own.readings.read(COST, "GM0001", "2030").reason == "niet_geladen"
    assert own.groups is BUILD.groups and own.computed is BUILD.computed
    pd.testing.assert_frame_equal(BUILD.with_own(frames.empty()).figures, BUILD.computed)


def test_nothing_loaded_gives_nothing_and_no_error() -> None:
    nothing = Build(made.facts(finance=made.finance([]), observations=made.observations([])), made.records())
    assert not nothing.has_cbs
    assert nothing.figures.empty
    assert nothing.readings.read(COST, "GM0001", "2023").reason == "niet_geladen"
    assert nothing.country.today == frozenset()


@pytest.mark.shared
def test_the_real_build_has_a_reading_for_every_figure(cbs_build: Build) -> None:
    build = cbs_build
    assert build.has_cbs
    keys = build.figures[["indicator", "region", "period"]].drop_duplicates()
    for indicator, region, period in keys.iloc[::37].itertuples(index=False):
        reading = build.readings.read(indicator, region, period)
        assert (reading.value is None) <= bool(reading.reason)
        assert reading is build.readings.read(indicator, region, period)
