import math

import pandas as pd
import pytest

from metrics.build import Build
from metrics.errors import MetricsError
from metrics.facts import Facts
from metrics.records import Records
from metrics.report import printed as report
from metrics.report.recomputed import COMPARE, compare, recompute, recomputed_table, with_values

INTERFACE = (
    "region_code,region_name,ses_decile,child_poverty_decile,cost_per_user_2019_eur,cost_per_inhabitant_2019_eur,"
    "cost_index_2019_b2017,use_no_stay_2017h1_pct,use_no_stay_2020h1_pct,use_no_stay_index_2020h1"
)


def printed(facts: Facts) -> pd.DataFrame:
    return report.figures_of_report(facts.report_cells)


@pytest.fixture(scope="module")
def ours(cbs_build: Build) -> pd.DataFrame:
    return cbs_build.recomputed.figures


def test_columns_are_those_of_the_interface() -> None:
    assert ",".join(COMPARE) == INTERFACE


def test_the_28_gemeenten_of_the_report_as_printed(report_facts: Facts) -> None:
    rows = compare(report_facts, printed(report_facts), source="rapport")
    assert len(rows) == 28
    assert rows.columns.tolist() == COMPARE
    deventer = rows.set_index("region_code").loc["GM0150"]
    # tables 2 and 3, lines 449 and 465
    assert deventer.tolist() == ["Deventer", 2, 3, 10143, 240, 108, 8.1, 6.7, 83]
    amersfoort = rows.set_index("region_code").loc["GM0307"]
    assert math.isnan(amersfoort["cost_per_inhabitant_2019_eur"])  # printed as '-'
    assert amersfoort["cost_per_user_2019_eur"] == 10250


def test_codes_come_in_the_order_asked(report_facts: Facts) -> None:
    rows = compare(report_facts, printed(report_facts), ["GM1674", "GM0150"], "rapport")
    assert rows["region_code"].tolist() == ["GM1674", "GM0150"]


def test_an_unknown_gemeente_is_named(report_facts: Facts) -> None:
    with pytest.raises(MetricsError, match="GM9999") as error:
        compare(report_facts, printed(report_facts), ["GM0150", "GM9999"], "rapport")
    assert error.value.message_nl.startswith("Geen gemeente van 2019")


def test_without_cbs_the_remedy_is_named(report_facts: Facts, records: Records) -> None:
    nothing = recompute(report_facts, records).figures
    for ask in (lambda: compare(report_facts, nothing), lambda: recomputed_table(report_facts, nothing, 2)):
        with pytest.raises(MetricsError, match="python -m loaders refresh"):
            ask()


@pytest.mark.shared
def test_all_gemeenten_of_2019_from_cbs(cbs_facts: Facts, ours: pd.DataFrame) -> None:
    rows = compare(cbs_facts, ours).set_index("region_code")
    assert len(rows) == 355
    deventer = rows.loc["GM0150"]
    assert deventer["cost_per_inhabitant_2019_eur"] == pytest.approx((21_414 + 2_625) * 1000 / 99_957)
    assert deventer["cost_index_2019_b2017"] == pytest.approx(107.678, abs=0.001)
    assert deventer["cost_per_user_2019_eur"] == pytest.approx(24_039_000 / 2370)
    assert rows["cost_per_inhabitant_2019_eur"].notna().sum() == 355
    assert not {"GM0738", "GM1979"} & set(rows.index)  # gone before 2019; not there yet


@pytest.mark.shared
def test_a_recomputed_table_has_the_cells_of_the_printed_one(cbs_facts: Facts, ours: pd.DataFrame) -> None:
    for number in report.TABLES:
        there = report.table(cbs_facts.report_cells, number)
        again = with_values(there, ours)
        pd.testing.assert_frame_equal(again.drop(columns="value"), there.drop(columns="value"))
        assert not (again["value"].notna() & there["printed"].str.lower().eq("x")).any()
    table = recomputed_table(cbs_facts, ours, 2).set_index(["region_code", "column"])["value"]
    assert table["NL01", "cost_per_inhabitant_2019"] == pytest.approx(292.8937, abs=1e-3)
    assert table["SIZE:100000-150000", "cost_per_inhabitant_2019"] == pytest.approx(374.688, abs=1e-3)
