"""Figures 1-5 drawn again: ends beside the tables, Altena by its predecessors, what the figures say."""

import pytest

from metrics.build import Build
from metrics.facts import Facts
from metrics.records import Records
from metrics.report.audit.data import HALF_YEARS, AuditData
from metrics.report.redrawn import ReportFigure, figures
from pages.ui.charts.spec.lines import LineChart
from pages.ui.charts.spec.slope import SlopeChart
from pages.ui.reproductie import redrawn
from tests.metrics import build_facts as make

NAMES = {"GM1894": "Peel en Maas", "GM0297": "Zaltbommel", "GM1959": "Altena", "NL01": "Nederland"}
ALTENA = [("2019-01-01", old, "GM1959", "merger") for old in ("GM0738", "GM0870")]


def drawn(facts: Facts, records: Records) -> dict[int, ReportFigure]:
    build = Build(facts, records)
    return {each.number: each for each in figures(build, AuditData(build))}


@pytest.fixture
def made_up(report_facts: Facts) -> Facts:
    """Invented percentages of two places and of the predecessors of a third; the printed cells are the report's."""
    rows = [("jh_121_pct", "GM0297", period, 8.0 + n) for n, period in enumerate(HALF_YEARS)]
    rows += [("jh_121_pct", "GM1894", period, 5.0) for period in HALF_YEARS]
    rows += [("jh_121_pct", "NL01", period, 7.0) for period in HALF_YEARS]
    for period in HALF_YEARS[:4]:
        rows += [("jh_121_pct", "GM0738", period, 4.0), ("jz_totaal_n", "GM0738", period, 100)]
        rows += [("jh_121_pct", "GM0870", period, 8.0), ("jz_totaal_n", "GM0870", period, 300)]
    rows += [("jh_121_pct", "GM1959", period, 3.5) for period in HALF_YEARS[4:]]
    observations = make.observations(rows, source="84134NED")
    return report_facts.with_frames(observations=observations, mergers=make.mergers(ALTENA))


def test_a_gemeente_made_of_others_is_weighed_in_the_way_of_annex_3(made_up: Facts, records: Records) -> None:
    (altena,) = [line for line in drawn(made_up, records)[3].lines if line.code == "GM1959"]
    assert altena.weighed
    assert altena.halves["2018H2"] == pytest.approx(100)
    # (100 x 4 + 300 x 8) / 400 = 7,0, not the 6,4 of all young people together; 3,5 is half of it
    assert altena.halves["2019H1"] == pytest.approx(50)


def test_lines_have_the_members_of_the_table_and_the_region_where_it_prints_one(
    report_facts: Facts, records: Records
) -> None:
    found = drawn(report_facts, records)
    assert {number: each.table for number, each in found.items()} == {1: 3, 2: 5, 3: 7, 4: 9, 5: 11}
    kinds = {number: [line.kind for line in each.lines] for number, each in found.items()}
    assert kinds[1].count("region") == kinds[3].count("region") == 1
    assert "region" not in kinds[2]  # table 5 prints no region
    assert [len(each.lines) for each in found.values()] == [7, 8, 8, 7, 7]
    assert all(
        redrawn.chart(each, NAMES, lambda _: "bron") is None for each in found.values()
    )  # nothing loaded


def test_peel_en_maas_stands_with_102_as_printed_and_76(report_facts: Facts, records: Records) -> None:
    figure = drawn(report_facts, records)[4]
    (own,) = [line for line in figure.lines if line.code == "GM1894"]
    assert (own.printed, round(own.from_printed)) == (102, 76)
    (said,) = redrawn.misprint(figure, NAMES)
    assert "index 102" in said and said.endswith("geven 76.")
    others = [
        redrawn.misprint(each, NAMES) for number, each in drawn(report_facts, records).items() if number != 4
    ]
    assert others == [(), (), (), ()]


def test_a_chart_says_what_it_shows_and_its_ends_stand_beside_the_table(
    made_up: Facts, records: Records
) -> None:
    figure = drawn(made_up, records)[3]
    chart = redrawn.chart(figure, NAMES, lambda sources: ", ".join(sources))
    assert isinstance(chart, LineChart)
    assert (
        chart.title == "Figuur 3: Zaltbommel staat in het eerste halfjaar van 2020 op 175, Nederland op 100"
    )
    assert chart.periods == HALF_YEARS
    assert "Altena" in " ".join(chart.notes)
    rows = {str(row["naam"]): row for row in redrawn.ends_table(figure, NAMES).rows}
    assert rows["Zaltbommel"]["gedrukt"] == 110
    assert rows["Zaltbommel"]["ons"] == pytest.approx(175)
    assert (rows["Zaltbommel"]["gelijk"], rows["Nederland"]["gelijk"]) == ("nee", "nee")


def test_with_only_two_half_years_they_stand_side_by_side(made_up: Facts, records: Records) -> None:
    rows = made_up.observations
    two = made_up.with_frames(observations=rows[rows["period"].isin(["2017H1", "2020H1"])])
    assert isinstance(redrawn.chart(drawn(two, records)[4], NAMES, lambda _: "bron"), SlopeChart)


@pytest.mark.shared
def test_the_ends_on_the_shared_tables_are_those_that_are_printed(cbs_build: Build) -> None:
    for figure in figures(cbs_build, AuditData(cbs_build)):
        unequal = [row["naam"] for row in redrawn.ends_table(figure, {}).rows if row["gelijk"] != "ja"]
        assert unequal == (["GM1894"] if figure.number == 4 else []), figure.number
