import math

import pandas as pd
import pytest

from metrics.errors import MetricsError
from metrics.facts import Facts
from metrics.figures import at, value
from metrics.report import printed


def test_all_330_printed_numbers_come_back(report_facts: Facts) -> None:
    tables = pd.concat([printed.table(report_facts.report_cells, number) for number in printed.TABLES])
    assert tables["value"].notna().sum() == 330
    assert len(tables) == 375  # with 43 x 'x' and 2 x '-'
    assert tables.columns.tolist() == printed.TABLE


def test_the_number_of_a_cell_is_what_is_printed(report_facts: Facts) -> None:
    for number in printed.TABLES:
        cells = printed.table(report_facts.report_cells, number).dropna(subset=["value"])
        bare = cells["printed"].str.replace(r"[€%#\s.]", "", regex=True).str.replace(",", ".").astype(float)
        assert bare.tolist() == cells["value"].tolist()


def test_248_distinct_figures(report_facts: Facts) -> None:
    rows = printed.figures_of_report(report_facts.report_cells)
    assert rows["value"].notna().sum() == 248
    assert not rows.duplicated(["indicator", "region", "period"]).any()


@pytest.mark.parametrize(
    ("indicator", "region", "period", "expected"),
    [
        ("lasten_per_inwoner", "GM0150", "2019", 240.0),  # table 2, line 449
        ("index_rapport", "NL01", "2019", 151.0),  # table 2, line 451
        ("lasten_per_jongere_met_jeugdzorg", "GM1960", "2019", 9223.0),  # table 6, line 555: West Betuwe
        ("zonder_verblijf", "GM1894", "2017H1", 7.8),  # table 9, line 614: as printed, misprint and all
        ("index_zonder_verblijf", "GM1894", "2020H1", 102.0),
        ("zonder_verblijf", "JZ07", "2020H1", 6.4),  # table 3, line 467
        ("inkomensdeciel", "GM0889", "2019", 2.0),
        ("laag_inkomen_deciel", "GM1507", "2019", 10.0),
        ("lasten_per_inwoner", "SIZE:100000-150000", "2019", 375.0),
    ],
)
def test_printed_figures(
    report_facts: Facts, indicator: str, region: str, period: str, expected: float
) -> None:
    rows = printed.figures_of_report(report_facts.report_cells)
    assert value(rows, indicator, region, period) == expected


def test_a_figure_that_cannot_be_right_keeps_its_value_and_is_not_compared(report_facts: Facts) -> None:
    """Table 9, line 614: 7,8% and 5,9% cannot have index 102. Nothing else is printed so."""
    rows = printed.figures_of_report(report_facts.report_cells)
    found = rows[rows["cell_status"] == "past_niet_in_rij"]
    assert found[["indicator", "region", "period", "value"]].values.tolist() == [
        ["zonder_verblijf", "GM1894", "2017H1", 7.8]
    ]


def test_amersfoort_has_a_dash_and_a_figure_from_elsewhere(report_facts: Facts) -> None:
    rows = printed.figures_of_report(report_facts.report_cells)
    dash = at(rows, "lasten_per_inwoner", "2019", ["GM0307"]).iloc[0]
    assert dash["cell_status"] == "geen_cijfer"
    assert math.isnan(dash["value"])
    other = at(rows, "lasten_per_jongere_met_jeugdzorg", "2019", ["GM0307"]).iloc[0]
    assert other["value"] == 10250.0
    assert other["source"] == "rapport tabel 4, uit de jaarrekening van de gemeente zelf"


def test_a_table_that_is_not_there_is_refused(report_facts: Facts) -> None:
    for number in (1, 12):
        with pytest.raises(MetricsError, match="choose 2 to 11") as error:
            printed.table(report_facts.report_cells, number)
        assert "Kies een tabel" in error.value.message_nl


def test_two_different_figures_for_one_cell_are_refused(report_facts: Facts) -> None:
    cells = report_facts.report_cells.copy()
    once = (cells["table_n"] == 3) & (cells["region_code"] == "GM0150") & (cells["column"] == "ses_decile")
    cells.loc[once, "value"] = 9.0
    with pytest.raises(MetricsError, match="inkomensdeciel/GM0150/2019"):
        printed.figures_of_report(cells)
