"""Single repairs of an impossible row, and how they are weighed."""

from hypothesis import given, settings
from hypothesis import strategies as st

from metrics.report.cells import USE_2017, USE_2020, USE_INDEX
from metrics.report.repairs import UseRow, single_repairs, weigh

# Table 9, line 614 of the transcription: the one row of the report that cannot be.
PEEL_EN_MAAS = UseRow(9, 614, "GM1894", "PEEL EN MAAS", "case", 7.8, 5.9, 102)
OTHERS = [
    UseRow(9, 617, "GM0889", "Beesel", "reference", 7.8, 9.2, 118),
    UseRow(9, 618, "GM1507", "Horst a/d Maas", "reference", 6.9, 7.5, 109),
    UseRow(9, 615, "NL01", "Nederland", "country", 7.1, 7.2, 101),
    UseRow(9, 616, "JZ37", "Noord Limburg", "region", 7.6, 7.5, 99),
]
# 82972NED, first half of 2017 and of 2020
SECOND = {
    ("GM1894", USE_2017): 7.5, ("GM1894", USE_2020): 7.2, ("GM0889", USE_2017): 10.2, ("GM0889", USE_2020): 12.1,
    ("GM1507", USE_2017): 9.2, ("GM1507", USE_2020): 9.4, ("NL01", USE_2017): 9.5, ("NL01", USE_2020): 10.0,
    # Zaltbommel: highest of the report's tables, 8,0 / 9,7
    ("GM0297", USE_2017): 9.7, ("GM0297", USE_2020): 12.5,
}  # fmt: skip
ZALTBOMMEL = UseRow(7, 564, "GM0297", "ZALTBOMMEL", "case", 8.0, 8.8, 110)


def test_every_single_repair_of_peel_en_maas() -> None:
    assert single_repairs(PEEL_EN_MAAS) == [
        (USE_2017, 5.7), (USE_2017, 5.8), (USE_2017, 5.9), (USE_2020, 7.9), (USE_2020, 8.0),
        (USE_INDEX, 75.0), (USE_INDEX, 76.0), (USE_INDEX, 77.0),
    ]  # fmt: skip


def test_a_possible_row_needs_no_repair() -> None:
    assert all(single_repairs(row) == [] for row in OTHERS)


def test_the_report_alone_prefers_one_digit_and_a_plain_quotient() -> None:
    found = weigh(PEEL_EN_MAAS, OTHERS, {}, {})
    assert list(found["repaired_value"])[0] == 5.8
    assert found["likely"].tolist() == [True] + [False] * 7
    assert found["second_fits"].isna().all()
    assert found["source_fits"].isna().all()


def test_the_second_source_decides() -> None:
    found = weigh(PEEL_EN_MAAS, [*OTHERS, ZALTBOMMEL], SECOND, {})
    fitting = found[found["second_fits"].astype(bool)]
    assert set(fitting["column"]) == {USE_2017}
    assert sorted(fitting["repaired_value"]) == [5.7, 5.8, 5.9]
    best = found.iloc[0]
    assert (best["column"], best["repaired_value"], bool(best["likely"])) == (USE_2017, 5.8, True)
    assert round(best["ratio_2017h1"], 2) == 0.77
    assert round(found[found["column"] == USE_INDEX].iloc[0]["ratio_2017h1"], 2) == 1.04


def test_the_table_the_report_used_decides_among_what_fits() -> None:
    source = {("GM1894", USE_2017): 5.9, ("GM1894", USE_2020): 5.9}
    best = weigh(PEEL_EN_MAAS, [*OTHERS, ZALTBOMMEL], SECOND, source).iloc[0]
    assert (best["repaired_value"], bool(best["source_fits"])) == (5.9, True)


def test_a_table_that_repeats_the_misprint_does_not_outweigh_the_second_source() -> None:
    source = {("GM1894", USE_2017): 7.8, ("GM1894", USE_2020): 5.9}
    found = weigh(PEEL_EN_MAAS, [*OTHERS, ZALTBOMMEL], SECOND, source)
    assert found.iloc[0]["repaired_value"] == 5.8
    assert found[found["column"] == USE_INDEX]["source_fits"].astype(bool).all()


def test_nothing_is_called_likely_when_two_repairs_weigh_the_same() -> None:
    """5,0% to 6,0% with index 140: 7,0% and index 120 each change one digit and give the printed index exactly."""
    found = weigh(UseRow(2, 1, "GM0001", "x", "case", 5.0, 6.0, 140), [], {}, {})
    assert [(row.column, row.repaired_value) for row in found.head(2).itertuples()] == [
        (USE_2020, 7.0),
        (USE_INDEX, 120.0),
    ]
    assert not found["likely"].any()


@settings(deadline=None, max_examples=30)
@given(st.integers(1, 200), st.integers(1, 200), st.integers(1, 400))
def test_no_repair_is_overlooked(first: int, last: int, index: int) -> None:
    """The search is narrowed for speed: trying every number one by one gives the same list."""
    row = UseRow(2, 1, "GM0001", "x", "case", first / 10, last / 10, float(index))
    if row.first_pct < 0.1 or row.is_possible:
        return
    every = [(column, step / 10) for column in (USE_2017, USE_2020) for step in range(1, 1000)]
    every += [(USE_INDEX, float(step)) for step in range(1, 1000)]
    assert single_repairs(row) == [each for each in every if row.changed(*each).is_possible]


@settings(deadline=None)
@given(st.integers(5, 200), st.integers(5, 200), st.integers(20, 400))
def test_each_repair_changes_one_number_and_makes_the_row_possible(first: int, last: int, index: int) -> None:
    row = UseRow(2, 1, "GM0001", "x", "case", first / 10, last / 10, float(index))
    for column, value in single_repairs(row):
        changed = row.changed(column, value)
        assert changed.is_possible
        same = [name for name in (USE_2017, USE_2020, USE_INDEX) if changed.value(name) == row.value(name)]
        assert len(same) == 2
