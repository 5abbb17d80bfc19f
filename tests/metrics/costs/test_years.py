"""What growth and the index are counted from: nothing of a gemeente crosses 1 January 2022."""

import pandas as pd

from metrics.costs.years import crosses_residence, growth_base, growth_pairs, index_pairs


def test_growth_is_counted_from_the_first_accounts_on_the_same_side_of_2022() -> None:
    known = [2023, 2017, 2019, 2021, 2022]
    assert {year: growth_base(known, year) for year in sorted(known)} == {
        2017: 2017, 2019: 2017, 2021: 2017, 2022: 2022, 2023: 2022,
    }  # fmt: skip
    assert growth_pairs(known) == [(2017, 2019), (2017, 2021), (2022, 2023)]


def test_the_first_year_of_a_side_has_no_growth_and_neither_has_a_year_alone() -> None:
    assert growth_pairs([2021, 2022]) == []
    assert growth_pairs([]) == []
    assert growth_base([], 2023) == 2023
    assert growth_base([2022, 2024], 2023) == 2022  # its own accounts need not be loaded


def test_an_index_has_the_begroting_of_2017_and_nothing_is_set_across_1_january_2022() -> None:
    assert index_pairs([2017, 2018], [2022, 2019]) == [(2017, 2019), (2017, 2022)]
    assert index_pairs([2018], [2019]) == []
    base, end = pd.Series([2017, 2017, 2022, 2021]), pd.Series([2021, 2022, 2023, 2023])
    assert crosses_residence(base, end).tolist() == [False, True, False, True]
