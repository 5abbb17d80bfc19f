"""Which measure of use speaks first: the newest; the older one second; never across a break."""

import pandas as pd
import pytest

from metrics.comparing.leading import NO_LIMIT, Limit, Run, runs
from metrics.comparing.reading import Readings
from metrics.places.breaks import Break

OWN = "GM0150"
CUTS = (Break("aanbieders", 2021), Break("woonplaats", 2022))
WITHOUT, NATURA = "zonder_verblijf", "natura_jeugdhulp"


def readings(**periods: tuple[str, ...]) -> Readings:
    rows = [(indicator, OWN, period, 7.0, "ok") for indicator, found in periods.items() for period in found]
    return Readings.of_frame(
        pd.DataFrame(rows, columns=["indicator", "region", "period", "value", "cell_status"])
    )


OLD = ("2017H1", "2019H2", "2020H1")
LONG = ("2017H1", "2020H2", "2021H1", "2021H2", "2022H1", "2024", "2024H2", "2025H1")


@pytest.mark.parametrize(
    ("found", "limit", "expected"),
    [
        # the newest leads, from the first half-year after the last break; the older is said second
        (
            {WITHOUT: OLD, NATURA: LONG},
            NO_LIMIT,
            (Run(NATURA, "2022H1", "2025H1"), Run(WITHOUT, "2017H1", "2020H1")),
        ),
        (
            {WITHOUT: OLD, NATURA: LONG},
            Limit("2020"),
            (Run(NATURA, "2017H1", "2020H2"), Run(WITHOUT, "2017H1", "2020H1")),
        ),
        (
            {WITHOUT: OLD, NATURA: LONG},
            Limit("2019"),
            (Run(WITHOUT, "2017H1", "2019H2"), Run(NATURA, "2017H1", "2017H1")),
        ),
        # the report prints lasten of 2019 beside use of 2020
        ({WITHOUT: OLD}, Limit("2019", "2020H1"), (Run(WITHOUT, "2017H1", "2020H1"),)),
        # equally new: the report's measure leads, and the other is not older
        ({WITHOUT: LONG, NATURA: LONG}, NO_LIMIT, (Run(WITHOUT, "2022H1", "2025H1"),)),
        ({NATURA: LONG}, NO_LIMIT, (Run(NATURA, "2022H1", "2025H1"),)),
        ({WITHOUT: OLD}, Limit("2016"), ()),
        ({}, NO_LIMIT, ()),
    ],
)  # fmt: skip
def test_the_newest_measure_leads(
    found: dict[str, tuple[str, ...]], limit: Limit, expected: tuple[Run, ...]
) -> None:
    assert runs(readings(**found), OWN, CUTS, limit) == expected


def test_no_run_crosses_a_break() -> None:
    """From 2017 to 2023 counting changed twice: with one half-year after it there is one moment."""
    assert runs(readings(zonder_verblijf=("2017H1", "2023H1")), OWN, CUTS) == (
        Run(WITHOUT, "2023H1", "2023H1"),
    )


@pytest.mark.parametrize(
    ("limit", "allowed", "not_allowed"),
    [
        (NO_LIMIT, ("2017", "2025H1"), ()),
        (Limit("2019"), ("2019", "2019H2"), ("2020", "2020H1")),
        (Limit("2019", "2020H1"), ("2019", "2020H1"), ("2020", "2020H2")),
    ],
)
def test_a_limit_is_a_year_and_of_half_years_one_where_that_is_later(
    limit: Limit, allowed: tuple[str, ...], not_allowed: tuple[str, ...]
) -> None:
    assert all(map(limit.allows, allowed))
    assert not any(map(limit.allows, not_allowed))
