"""Price indices of more than one base: linked on a common year, never set against each other."""

from collections.abc import Mapping

import pandas as pd
import pytest

from metrics.costs.index_apart import deflated_growth
from metrics.costs.prices import PricePair, price_levels, price_pair

OLD = {2017: 102.0, 2019: 105.0, 2024: 120.0, 2025: 126.0}  # 2015 = 100
NEW = {2025: 100.0, 2026: 103.5}  # 2025 = 100
# by hand: 2019 to 2025 is 126 / 105 = 1.2; 2025 to 2026 is 1.035; together 1.242
SINCE_2019 = 1.242


def observations(**bases: Mapping[int, float | None]) -> pd.DataFrame:
    rows = [
        ("prijsindex_gezondheidszorg", year, value, source)
        for source, line in bases.items()
        for year, value in line.items()
    ]
    rows.append(("prijsindex_extramurale_zorg", 2019, 1.0, "83131NED"))
    return pd.DataFrame(rows, columns=["indicator", "year", "value", "source_id"])


def factor(found: pd.DataFrame, base: int, end: int) -> float:
    """The price factor that the cost pages use."""
    pair = pd.DataFrame({"base_year": [base], "end_year": [end], "growth_factor": [1.3]})
    return float(deflated_growth(pair, price_levels(found))["price_factor"].iloc[0])


def test_two_bases_are_linked_on_the_year_they_share() -> None:
    found = observations(s83131NED=OLD, s86141NED=NEW)
    assert factor(found, 2019, 2026) == pytest.approx(SINCE_2019, abs=1e-9)
    assert factor(found, 2017, 2019) == pytest.approx(105 / 102, abs=1e-9)
    assert factor(found, 2025, 2026) == pytest.approx(1.035, abs=1e-9)
    assert price_levels(found)[2026] == 103.5  # on the newest base


@pytest.mark.parametrize(
    ("one", "other"), [("s83131NED", "s86141NED"), ("s86141NED", "s83131NED"), ("z", "a")]
)
def test_which_base_is_the_newer_follows_from_the_years_and_not_from_the_ids(one: str, other: str) -> None:
    assert factor(observations(**{one: OLD, other: NEW}), 2019, 2026) == pytest.approx(SINCE_2019, abs=1e-9)


def test_the_link_is_made_on_the_newest_common_year() -> None:
    """In 2024 the newer table is rounded otherwise (95 where 95,238 would fit): only 2025 links."""
    found = observations(s83131NED=OLD, s86141NED={2024: 95.0, **NEW})
    assert factor(found, 2019, 2026) == pytest.approx(SINCE_2019, abs=1e-9)
    assert factor(found, 2019, 2024) == pytest.approx(120 / 105, abs=1e-9)  # both years of the older table


def test_a_common_year_without_a_figure_is_no_common_year() -> None:
    found = observations(s83131NED=OLD | {2025: None}, s86141NED={2024: 96.0, **NEW})
    assert factor(found, 2019, 2026) == pytest.approx(120 / 105 * 103.5 / 96, abs=1e-9)


def test_three_bases_are_linked_one_after_the_other() -> None:
    newest = {2026: 90.0, 2031: 102.6}
    found = observations(s83131NED=OLD, s86141NED=NEW, s90000NED=newest)
    assert factor(found, 2019, 2031) == pytest.approx(SINCE_2019 * 102.6 / 90, abs=1e-9)


def test_without_a_common_year_there_is_no_figure_and_not_a_wrong_one() -> None:
    found = observations(s83131NED={year: OLD[year] for year in (2017, 2019, 2024)}, s86141NED=NEW)
    assert pd.isna(factor(found, 2019, 2026))
    assert factor(found, 2017, 2019) == pytest.approx(105 / 102, abs=1e-9)
    assert price_pair(found, 2019, 2026) is None


def test_a_year_of_zero_or_none_has_no_level() -> None:
    assert price_levels(observations(a={2019: 0.0, 2020: None, 2021: 101.0})).to_dict() == {2021: 101.0}
    assert price_levels(observations()).empty


def test_a_pair_is_shown_as_printed_where_one_table_has_both_years() -> None:
    found = observations(s83131NED=OLD, s86141NED=NEW)
    assert price_pair(found, 2017, 2019) == PricePair(102.0, 105.0, "s83131NED")
    assert price_pair(found, 2025, 2026) == PricePair(100.0, 103.5, "s86141NED")
    linked = price_pair(found, 2019, 2026)
    assert linked is not None and linked.sources == "s83131NED, s86141NED"
    assert linked.last / linked.first == pytest.approx(SINCE_2019, abs=1e-9)
    assert price_pair(found, 2018, 2019) is None
