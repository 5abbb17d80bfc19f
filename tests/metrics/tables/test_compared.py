"""A row a place: the figure of the group is the one of the pages, without the gemeente itself."""

import pytest

from metrics.comparing.reading import GROUP
from metrics.errors import MetricsError
from metrics.groups.make import Request
from metrics.records import Records
from metrics.tables.compared import compared
from tests.metrics.tables import small


def test_the_group_is_a_ratio_of_sums_of_who_counts(records: Records) -> None:
    made = small.build(records)
    group = made.groups.make("GM0001", "own", Request(members=("GM0002", "GM0003", "GM0004")))
    rows = compared(made, ["GM0001"], 2023, group).set_index("region_code")
    assert rows["role"].tolist() == ["own", "group", "nederland", "other", "other", "other"]
    assert rows.loc[GROUP, "lasten_per_inwoner_eur"] == pytest.approx(17_100_000 / 50_100)
    assert rows.loc["GM0001", "lasten_per_inwoner_eur"] == 300.0
    assert rows.loc["GM0001", "groei_lasten_per_inwoner_pct"] == pytest.approx(20.0)
    assert "lasten_per_inwoner_eur:boekt_voor_anderen" in str(rows.loc["GM0004", "reasons"])


def test_a_year_without_figures_is_an_error(records: Records) -> None:
    with pytest.raises(MetricsError, match="no figures of 1999"):
        compared(small.build(records), ["GM0001"], 1999)
