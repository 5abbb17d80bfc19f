"""Booking shifts: the real cases of methode 8 and 9, hand-made ones, and a second computation in SQL."""

import duckdb
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from metrics.costs.bookings import (
    FAMILIES,
    Flag,
    amounts_by_family,
    family_of,
    flags,
    lead_of,
    shares,
    with_leads,
)
from metrics.facts import Facts
from metrics.records import Records, RegionalLead, TaakveldSet

SETS = (
    TaakveldSet(2017, 2022, ("6.72", "6.82"), ("6.2",), "a"),
    TaakveldSet(2023, 2024, ("6.72", "6.73", "6.74", "6.82"), ("6.2",), "b"),
    TaakveldSet(2025, None, ("6.75", "6.76", "6.792", "6.82"), ("6.22",), "c"),
)


def wide(*rows: tuple[str, int, str, float, float, float, float]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["region", "year", "statement", *FAMILIES])


def usual(years: tuple[int, ...] = (2018, 2019), n: int = 40) -> pd.DataFrame:
    """Gemeenten that grow by 0 to 4% a year and end 0 to 9% over their begroting."""
    rows = []
    for place in range(n):
        for year in years:
            level = 1e6 * (1 + 0.001 * (place % 40)) ** (year - 2018)
            account = level * (1 + 0.002 * (place % 45))
            rows += [
                (f"GM9{place:03d}", year, "begroting", 1e6, 5e5, 0.9 * level, 0.1 * level),
                (f"GM9{place:03d}", year, "jaarrekening", 1e6, 5e5, 0.9 * account, 0.1 * account),
            ]
    return wide(*rows)


def kinds(found: pd.DataFrame, region: str, year: int, statement: str = "jaarrekening") -> list[str]:
    rows = found[(found["region"] == region) & (found["year"] == year) & (found["statement"] == statement)]
    return rows["kind"].tolist()


@pytest.mark.parametrize(
    ("code", "year", "family"),
    [
        ("6.1", 2019, "6.1"),
        ("6.2", 2023, "6.2"),
        ("6.22", 2025, "6.2"),
        ("6.22", 2019, None),
        ("6.72", 2019, "6.72"),
        ("6.73", 2019, None),
        ("6.73a", 2023, "6.72"),
        ("6.74c", 2024, "6.72"),
        ("6.72", 2024, "6.72"),
        ("6.82b", 2023, "6.82"),
        ("6.751", 2025, "6.72"),
        ("6.792", 2026, "6.72"),
        ("6.791", 2026, None),
        ("6.821", 2025, "6.82"),
        ("6.71", 2019, None),
        ("6.81", 2019, None),
        ("6.72", 2016, None),
    ],
)
def test_families_through_the_years(code: str, year: int, family: str | None) -> None:
    assert family_of(code, year, SETS) == family


def test_amounts_add_up_per_family() -> None:
    finance = pd.DataFrame(
        {
            "region": "GM1894",
            "year": 2023,
            "statement": "jaarrekening",
            "taakveld": ["6.72", "6.72a", "6.73b", "6.82a", "6.2", "6.71"],
            "lasten_eur": [1.0, 2.0, 4.0, 8.0, 16.0, 32.0],
        }
    )
    row = amounts_by_family(finance, SETS).iloc[0]
    assert (row["6.72"], row["6.82"], row["6.2"]) == (7, 8, 16)
    assert np.isnan(row["6.1"])


def test_shares_add_up_to_a_hundred_or_are_missing() -> None:
    found = shares(
        wide(
            ("A", 2019, "jaarrekening", 10, 20, 60, 10),
            ("B", 2019, "jaarrekening", 10, -1, 60, 10),
            ("C", 2019, "jaarrekening", 0, 0, 0, 0),
            ("D", 2019, "jaarrekening", 10, np.nan, 60, 10),
        )
    )
    assert found.loc[found["region"] == "A", "share_pct"].tolist() == [10, 20, 60, 10]
    assert found.loc[found["region"] == "A", "family"].tolist() == list(FAMILIES)
    assert found.loc[found["region"] != "A", "share_pct"].isna().all()
    assert found.loc[found["region"] == "B", "lasten_eur"].tolist() == [10, -1, 60, 10]


def test_ordinary_gemeenten_get_no_flag() -> None:
    assert flags(usual()).empty


def test_amersfoort_2019_is_a_leap_and_off_its_begroting() -> None:
    # thousands of euros, 45042NED and 45046NED
    amersfoort = wide(
        ("GM0307", 2018, "begroting", 14033, 13285, 16601, 15172),
        ("GM0307", 2018, "jaarrekening", 13909, 13805, 27370, 17546),
        ("GM0307", 2019, "begroting", 14004, 13706, 16773, 15945),
        ("GM0307", 2019, "jaarrekening", 14976, 14297, 78631, 10309),
    )
    found = flags(pd.concat([usual(), amersfoort], ignore_index=True))
    assert {Flag.LEAP, Flag.BUDGET} <= set(kinds(found, "GM0307", 2019))
    leap = found[(found["region"] == "GM0307") & (found["kind"] == Flag.LEAP)].iloc[0]
    assert leap["ratio"] == pytest.approx(88_940 / 44_916)
    assert leap["z"] > 3.5


def test_a_zero_a_part_zero_and_a_negative_amount() -> None:
    found = flags(
        wide(
            ("A", 2019, "begroting", 1, 1, 0, 0),
            ("B", 2019, "begroting", 1, 1, 5, 0),
            ("C", 2019, "begroting", 1, -8, 5, 2),
        )
    )
    assert found[["region", "kind"]].to_numpy().tolist() == [
        ["A", Flag.ZERO],
        ["B", Flag.PART_ZERO],
        ["C", Flag.NEGATIVE],
    ]
    assert found.loc[1, "from_family"] == "6.82"
    assert found.loc[2, "amount_eur"] == -8


def test_grave_moved_to_the_wijkteam_and_back() -> None:
    # thousands of euros, 45038NED to 45046NED: in 2018 nearly all youth lasten stand on 6.2
    grave = wide(
        ("GM0786", 2017, "jaarrekening", 900, 439, 2773, 0),
        ("GM0786", 2018, "jaarrekening", 900, 3624, 364, 0),
        ("GM0786", 2019, "jaarrekening", 900, 625, 3345, 0),
    )
    found = flags(grave)
    moved = found[found["kind"] == Flag.MOVED_EDGE].set_index("year")
    assert moved.loc[2018, ["from_family", "to_family"]].tolist() == ["youth", "6.2"]
    assert moved.loc[2018, "amount_eur"] == 2773 - 364
    assert moved.loc[2019, ["from_family", "to_family"]].tolist() == ["6.2", "youth"]


@pytest.mark.parametrize(
    ("rise", "flagged"),
    [(100.0, True), (99.0, False), (200.0, True), (201.0, False)],
)
def test_a_move_is_a_tenth_of_youth_and_the_two_are_alike(rise: float, flagged: bool) -> None:
    # youth falls from 1050 to 950 (average 1000, a tenth is 100); 6.2 rises
    found = flags(
        wide(
            ("A", 2018, "jaarrekening", 0, 500, 1050, 0.0),
            ("A", 2019, "jaarrekening", 0, 500 + rise, 950, 0.0),
        )
    )
    assert (Flag.MOVED_EDGE in kinds(found, "A", 2019)) is flagged


def test_a_move_within_youth_leaves_the_total_alone() -> None:
    found = flags(
        wide(
            ("A", 2018, "jaarrekening", 0, 500, 800, 200),
            ("A", 2019, "jaarrekening", 0, 500, 600, 400),
        )
    )
    row = found[found["kind"] == Flag.MOVED_WITHIN].iloc[0]
    assert (row["from_family"], row["to_family"], row["amount_eur"]) == ("6.72", "6.82", 200)
    assert Flag.MOVED_EDGE not in set(found["kind"])


def test_the_year_before_can_be_handed_over_for_a_merged_gemeente() -> None:
    merged = wide(("GM1959", 2019, "jaarrekening", 0, 500, 600, 400))
    predecessors = wide(("GM1959", 2019, "jaarrekening", 0, 500, 800, 200))
    assert flags(merged).empty
    assert kinds(flags(merged, predecessors), "GM1959", 2019) == [Flag.MOVED_WITHIN]


def test_regional_leads_are_named_as_what_they_are() -> None:
    leads = (
        RegionalLead("GM1684", 2018, 2021, "Cuijk boekte in 2019 1.207 euro per inwoner.", "geheel"),
        RegionalLead("GM0307", 2019, None, "Amersfoort", "geheel", "jaarrekening"),
    )
    rows = wide(
        ("GM1684", 2017, "jaarrekening", 1, 1, 10, 1),
        ("GM1684", 2018, "jaarrekening", 1, 1, 0, 0),
        ("GM0307", 2030, "begroting", 1, 1, 10, 1),
        ("GM0307", 2030, "jaarrekening", 1, 1, 10, 1),
    )
    found = with_leads(flags(rows), rows, leads)
    assert kinds(found, "GM1684", 2018) == [Flag.LEAD, Flag.ZERO]
    assert set(found.loc[found["region"] == "GM1684", "lead"]) == {"geheel"}
    assert "1.207" in found.loc[found["region"] == "GM1684", "evidence"].iloc[0]
    assert kinds(found, "GM1684", 2017) == []
    assert kinds(found, "GM0307", 2030) == [Flag.LEAD]
    assert lead_of("GM0307", 2030, "begroting", leads) is None


def test_nothing_loaded_gives_nothing() -> None:
    empty = pd.DataFrame({name: [] for name in ("region", "year", "statement", "taakveld", "lasten_eur")})
    by_family = amounts_by_family(empty, SETS)
    assert by_family.empty
    assert shares(by_family).empty
    assert flags(by_family).empty
    assert with_leads(flags(by_family), by_family, ()).empty


SQL = """
WITH steps AS (
    SELECT n.region, ln((n."6.72" + n."6.82") / (b."6.72" + b."6.82")) AS x
    FROM w n JOIN w b ON b.region = n.region AND b.year = 2018 AND b.statement = n.statement
    WHERE n.year = 2019 AND n.statement = 'jaarrekening'
), m AS (SELECT median(x) AS middle FROM steps),
s AS (SELECT 1.4826 * median(abs(x - middle)) AS spread FROM steps, m)
SELECT region, (x - middle) / spread AS z FROM steps, m, s
WHERE abs((x - middle) / spread) > 3.5 ORDER BY region
"""


@pytest.mark.shared
def test_sql_finds_the_same_leaps_in_the_real_accounts(cbs_facts: Facts, records: Records) -> None:
    by_family = amounts_by_family(cbs_facts.finance, records.taakvelden)
    found = flags(by_family)
    leaps = found[(found["kind"] == Flag.LEAP) & (found["year"] == 2019)]
    leaps = leaps[leaps["statement"] == "jaarrekening"].set_index("region")["z"].sort_index()
    connection = duckdb.connect()
    known = by_family[(by_family["6.72"] + by_family["6.82"]) > 0]
    connection.register("w", known)
    second = connection.sql(SQL).df().set_index("region")["z"]
    assert len(second) > 3
    assert leaps.index.tolist() == second.index.tolist()
    np.testing.assert_allclose(leaps.astype(float), second, rtol=1e-9)


@pytest.mark.shared
def test_the_real_accounts_give_up_amersfoort_and_cuijk(cbs_facts: Facts, records: Records) -> None:
    by_family = amounts_by_family(cbs_facts.finance, records.taakvelden)
    found = with_leads(flags(by_family), by_family, records.leads)
    assert {Flag.LEAP, Flag.BUDGET, Flag.LEAD} <= set(kinds(found, "GM0307", 2019))
    assert {Flag.LEAP, Flag.BUDGET, Flag.LEAD} <= set(kinds(found, "GM1684", 2018))
    for year in (2019, 2020, 2021):
        assert {Flag.BUDGET, Flag.LEAD} <= set(kinds(found, "GM1684", year))
    assert Flag.LEAD in kinds(found, "GM0935", 2019)
    # Bergen op Zoom booked youth on 6.2 in 2022 and back in 2023
    assert Flag.MOVED_EDGE in kinds(found, "GM0748", 2022)
    assert Flag.MOVED_EDGE in kinds(found, "GM0748", 2023)
    # Deventer's accounts hold nothing of the kind
    assert all(kinds(found, "GM0150", year) == [] for year in range(2017, 2023))


amount = st.floats(min_value=0, max_value=1e9)


@settings(deadline=None, max_examples=40)
@given(st.lists(st.tuples(amount, amount, amount, amount), min_size=1, max_size=20))
def test_shares_are_a_whole(rows: list[tuple[float, float, float, float]]) -> None:
    frame = wide(*((f"R{n}", 2019, "jaarrekening", *row) for n, row in enumerate(rows)))
    sums = shares(frame).groupby("region")["share_pct"].sum(min_count=4)
    for region, total in sums.items():
        row = rows[int(str(region)[1:])]
        assert np.isnan(total) if sum(row) == 0 else total == pytest.approx(100)
