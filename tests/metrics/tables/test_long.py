"""The long table says of every figure what its reading says, and nothing twice."""

import io

import pandas as pd
import pytest

from metrics.build import Build
from metrics.errors import MetricsError
from metrics.records import Records
from metrics.tables.apart import MADE
from metrics.tables.long import LONG, long_table
from metrics.tables.writing import as_csv, as_parquet
from tests.metrics.tables import small


@pytest.fixture(scope="module")
def made(records: Records) -> Build:
    return small.build(records)


def test_a_row_a_figure_with_what_its_reading_says(made: Build) -> None:
    rows = long_table(made)
    assert rows.columns.tolist() == LONG
    assert not rows.duplicated(["indicator", "region_code", "period"]).any()
    rows = rows[~rows["indicator"].isin(MADE)]
    assert len(rows) == len(made.figures_with_report)
    for row in rows.to_dict("records"):
        key = str(row["indicator"]), str(row["region_code"]), str(row["period"])
        read = made.readings_with_report.read(*key)
        assert (row["reason"], row["sources"]) == (read.reason, read.source)
        assert row["remarks"] == ";".join(remark.code for remark in read.remarks)
        assert (None if row["value"] != row["value"] else row["value"]) == read.value


def test_an_ended_gemeente_keeps_its_rows_and_a_figure_that_may_not_count_its_reason(made: Build) -> None:
    rows = long_table(made, indicators=[small.COST]).set_index(["region_code", "period"]).to_dict("index")
    ended, leading, own = rows["GM0080", "2018"], rows["GM0004", "2023"], rows["GM0001", "2023"]
    assert (ended["value"], ended["reason"], ended["region_name"]) == (10.0, "vervallen", "Oud-Acht")
    assert (leading["value"], leading["reason"]) == (1800.0, "boekt_voor_anderen")
    assert (own["unit"], own["remarks"], own["region_kind"]) == ("eur", "C15", "gemeente")


def test_what_has_no_figures_is_an_error(made: Build) -> None:
    with pytest.raises(MetricsError, match="no figures for period 1066"):
        long_table(made, periods=["1066"])


def test_parquet_holds_the_same_numbers_as_csv(made: Build) -> None:
    rows = long_table(made)
    binary = pd.read_parquet(io.BytesIO(as_parquet(rows)))
    text = pd.read_csv(
        io.StringIO(as_csv(rows)), keep_default_na=False, na_values=[""], dtype={"period": str}
    )
    pd.testing.assert_series_equal(binary["value"], rows["value"])
    pd.testing.assert_series_equal(text["value"], rows["value"])
    assert binary["reason"].tolist() == rows["reason"].tolist()
