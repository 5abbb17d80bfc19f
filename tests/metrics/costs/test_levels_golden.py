"""The cost figures on the real accounts of 2017-2025: printed cells, known amounts, SQL beside pandas."""

import duckdb
import numpy as np
import pandas as pd
import pytest

from metrics import catalogue
from metrics.build import Build
from metrics.costs import report_way
from metrics.costs.country import IN_A_SUM
from metrics.costs.taakvelden import by_taakveld
from metrics.facts import Facts
from metrics.figures import OWN_CODE, at, value
from metrics.grid import Grid
from metrics.groups.value import group_value
from metrics.numbers.rounding import round_half_up, round_half_up_all
from metrics.places.lineage import Broken, Lineage
from metrics.records import Records
from metrics.report import printed as report

pytestmark = pytest.mark.shared


@pytest.fixture(scope="module")
def figures(cbs_build: Build) -> pd.DataFrame:
    return cbs_build.computed


@pytest.fixture(scope="module")
def of_2019(cbs_build: Build) -> pd.DataFrame:
    """Every figure in the division of the report."""
    return cbs_build.recomputed.figures


def printed(facts: Facts, indicator: str) -> pd.Series:
    rows = at(report.figures_of_report(facts.report_cells), indicator, "2019")
    rows = rows[rows["region"].str.startswith("GM") & rows["value"].notna()]
    return rows.set_index("region")["value"]


@pytest.mark.parametrize("indicator", ["lasten_per_inwoner", "index_rapport"])
def test_27_of_27_printed_cells_come_out_the_reports_way(
    cbs_facts: Facts, figures: pd.DataFrame, indicator: str
) -> None:
    cells = printed(cbs_facts, indicator)  # tables 2, 4, 6, 8, 10; Amersfoort is printed as '-'
    assert len(cells) == 27
    ours = at(figures, f"{indicator}_rapportwijze", "2019", list(cells.index))["value"]
    assert round_half_up_all(ours).tolist() == cells.tolist()


@pytest.mark.parametrize(("indicator", "same_n"), [("lasten_per_inwoner", 21), ("index_rapport", 22)])
def test_unrounded_fewer_print_the_same(
    cbs_facts: Facts, of_2019: pd.DataFrame, indicator: str, same_n: int
) -> None:
    cells = printed(cbs_facts, indicator)
    ours = round_half_up_all(at(of_2019, indicator, "2019", list(cells.index))["value"])
    assert (ours.to_numpy() == cells.to_numpy()).sum() == same_n


@pytest.mark.parametrize(
    ("indicator", "region", "period", "expected"),
    [
        ("lasten_per_inwoner", "GM0150", "2019", 240.4934),  # (21,414 + 2,625) / 99,957
        ("index_rapport", "GM0150", "2019", 107.6782),  # over 22,177 / 99,295
        ("lasten_per_inwoner", "NL01", "2019", 292.8937),  # without Amersfoort
        ("index_rapport", "NL01", "2019", 149.5875),  # the same gemeenten in all terms
        ("lasten_per_inwoner", "GM0307", "2019", 569.0849),
        ("index_rapport", "GM1894", "2019", 114.3995),  # Peel en Maas: 0.82 x 1.40
        ("groei_lasten_per_inwoner", "GM1894", "2019", 39.6546),  # 8,710 / 43,311 over 6,242 / 43,347
        ("lasten_per_inwoner", "SIZE:100000-150000", "2019", 374.6883),
    ],
)
def test_known_figures(
    figures: pd.DataFrame, indicator: str, region: str, period: str, expected: float
) -> None:
    assert value(figures, indicator, region, period) == pytest.approx(expected, rel=1e-4)


def test_nederland_the_reports_way_is_293_over_194(figures: pd.DataFrame) -> None:
    assert value(figures, "lasten_per_inwoner_rapportwijze", "NL01", "2019") == 293
    row = at(figures, "index_rapport_rapportwijze", "2019", ["NL01"]).iloc[0]
    assert (row["numerator"], row["denominator"]) == (293, 194)  # 252 + 41 over 162 + 32
    assert round_half_up(row["value"]) == 151
    assert row["source"].endswith("; zonder Amersfoort")


def test_statuses_of_known_cases(figures: pd.DataFrame) -> None:
    def status(indicator: str, region: str, period: str) -> str:
        return str(at(figures, indicator, period, [region])["cell_status"].iloc[0])

    assert status("lasten_per_inwoner", "GM0307", "2019") == "niet_plausibel"  # Amersfoort: the leap
    assert status("lasten_per_inwoner", "GM0307", "2021") == "boekt_voor_anderen"  # what it is since
    assert status("lasten_per_inwoner", "GM1684", "2018") == "niet_plausibel"  # Cuijk: the leap
    assert status("lasten_per_inwoner", "GM1684", "2019") == "boekt_voor_anderen"
    assert status("lasten_per_inwoner", "GM0935", "2019") == "boekt_voor_anderen"  # Maastricht
    assert status("lasten_per_inwoner", "GM0935", "2020") == "ok"
    assert status("lasten_per_inwoner", "GM0342", "2019") == "ok"  # Soest: after two years of wrong booking
    for low in ("GM0339", "GM0281", "GM0503"):  # Renswoude, Tiel, Delft
        assert status("index_rapport", low, "2019") == "basis_te_laag"
    for zero in ("GM0106", "GM0109", "GM0394", "GM0416", "GM1598", "GM1948"):
        assert status("index_rapport", zero, "2019") == "nul_als_ontbrekend"
    assert status("index_rapport", "GM1966", "2019") == "gebroken"  # Het Hogeland: Winsum was divided
    assert status("begroting_per_inwoner", "GM0569", "2024") == "niet_plausibel"  # Nieuwkoop: negative


def in_class(facts: Facts, low: int, high: int) -> list[str]:
    people = facts.observations
    rows = people[(people["indicator"] == "inwoners_n") & (people["period"] == "2020")]
    rows = rows[rows["region"].str.startswith("GM") & rows["value"].between(low, high, inclusive="left")]
    return rows["region"].tolist()


@pytest.mark.parametrize(
    ("low", "high", "without", "euro", "index"),
    [
        (100_000, 150_000, (), 375, 192),  # table 2, line 450
        (150_000, 300_000, (), 375, None),  # table 4, line 497: the printed index, 127, is not explained
        (20_000, 50_000, ("GM1684",), 262, 153),  # tables 6 and 8: Cuijk must be left out
    ],
)
def test_size_classes_of_the_report(
    cbs_facts: Facts,
    records: Records,
    low: int,
    high: int,
    without: tuple[str, ...],
    euro: int,
    index: int | None,
) -> None:
    members = [code for code in in_class(cbs_facts, low, high) if code not in without]
    amounts = by_taakveld(cbs_facts.finance, records.taakvelden)
    people = cbs_facts.observations.query("indicator == 'inwoners_n'").rename(columns={"value": "inwoners_n"})
    lineage = Lineage(cbs_facts.mergers, cbs_facts.regions)

    def rows(year: int, statement: str) -> pd.DataFrame:
        found = amounts[(amounts["year"] == year) & (amounts["statement"] == statement)]
        where = found["region"].map(lambda code: lineage.at(code, 2019))
        return found[where.isin([(code,) for code in members])]

    def per_head(found: pd.DataFrame) -> float:
        there = found[["region", "year"]].drop_duplicates().merge(people, on=["region", "year"])
        return float(found["lasten_eur"].sum() / there["inwoners_n"].sum())

    now, base = rows(2019, "jaarrekening"), rows(2017, "begroting")
    assert report_way.together(now, people) == euro
    if index is not None:
        assert round_half_up(100 * per_head(now) / per_head(base)) == index


def test_group_value_lets_leads_in_where_asked(cbs_facts: Facts, of_2019: pd.DataFrame) -> None:
    members = in_class(cbs_facts, 20_000, 50_000)
    grid = Grid(of_2019)
    alone = group_value(grid, "lasten_per_inwoner", "2019", members)
    with_leads = group_value(grid, "lasten_per_inwoner", "2019", members, accept=IN_A_SUM)
    assert alone.value is not None and round_half_up(alone.value) == 262  # Cuijk books for others
    assert with_leads.value is not None and round_half_up(with_leads.value) == 266


YOUTH_BY_REGION = """
    CREATE TEMP VIEW youth AS
    SELECT region, year, statement, sum(lasten_eur) AS eur FROM finance
    WHERE regexp_matches(taakveld, CASE WHEN year <= 2022 THEN '^6[.](72|82)$'
        WHEN year <= 2024 THEN '^6[.](72|73|74|82)[a-d]?$' ELSE '^6[.](75.|76.|792|82.)$' END)
    GROUP BY ALL HAVING sum(lasten_eur) <> 0
"""


def test_every_level_under_its_own_code_as_sql_has_it(
    cbs_facts: Facts, records: Records, figures: pd.DataFrame
) -> None:
    with duckdb.connect() as db:
        db.register("finance", cbs_facts.finance)
        db.register("observation", cbs_facts.observations)
        db.execute(YOUTH_BY_REGION)
        expected = db.execute(
            """
            SELECT CASE statement WHEN 'begroting' THEN 'begroting_per_inwoner' ELSE 'lasten_per_inwoner' END,
                   youth.region, youth.year::VARCHAR, eur / value
            FROM youth JOIN observation o
              ON o.region = youth.region AND o.year = youth.year AND o.indicator = 'inwoners_n'
            -- Weesp and Amsterdam in 2022: see the test on the year in which one took the other in
            WHERE NOT (youth.year = 2022 AND youth.region IN ('GM0363', 'GM0457'))
            ORDER BY ALL
            """
        ).fetchall()
    kept = figures["value"].notna() & figures["region"].str.startswith("GM")
    kept &= ~(figures["region"].eq("GM0363") & figures["period"].eq("2022"))
    levels = ["lasten_per_inwoner", "begroting_per_inwoner"]
    delivered = figures["indicator"].isin(levels) & figures["origin"].ne("voorgangers")
    # of who took others in under its own code the delivered value is the variant
    variant = figures["indicator"].isin([name + OWN_CODE for name in levels])
    own = figures[kept & (delivered | variant)]
    own = own.assign(indicator=own["indicator"].str.removesuffix(OWN_CODE))
    own = own.sort_values(["indicator", "region", "period"])
    assert len(expected) > 5000
    assert variant.sum() > 20
    assert list(zip(own["indicator"], own["region"], own["period"], strict=True)) == [
        row[:3] for row in expected
    ]
    np.testing.assert_allclose(own["value"], [row[3] for row in expected])


def test_the_line_of_who_took_others_in_as_sql_has_it(cbs_facts: Facts, figures: pd.DataFrame) -> None:
    with duckdb.connect() as db:
        db.register("finance", cbs_facts.finance)
        db.register("observation", cbs_facts.observations)
        db.register("merger", cbs_facts.mergers)
        db.execute(YOUTH_BY_REGION)
        expected = db.execute(
            """
            WITH
            -- today's gemeenten that kept their code and took whole others in, and no part of a divided one
            taker AS (
                SELECT new_code, old_code, date FROM merger m WHERE old_code <> new_code AND kind = 'merger'
                AND date > '2017-01-01' AND new_code IN (SELECT new_code FROM merger WHERE old_code = new_code)
                AND new_code NOT IN (SELECT new_code FROM merger WHERE kind = 'split' AND date > '2017-01-01')),
            part AS (
                SELECT DISTINCT new_code AS code, new_code AS region, NULL::DATE AS until FROM taker
                UNION ALL SELECT new_code, old_code, date::DATE FROM taker),
            -- who was taken in during a year counts in its people that year, and its accounts were the other's
            people AS (
                SELECT code, o.year, sum(value) AS n FROM part JOIN observation o USING (region)
                WHERE o.indicator = 'inwoners_n' AND (until IS NULL OR make_date(o.year::INT, 1, 1) < until)
                GROUP BY ALL),
            amount AS (
                SELECT code, y.year, sum(eur) AS eur, count(*) AS parts_n FROM part JOIN youth y USING (region)
                WHERE statement = 'jaarrekening' GROUP BY ALL),
            wanted AS (
                SELECT code, y.year, count(*) AS parts_n FROM part, (SELECT DISTINCT year FROM youth) y
                WHERE until IS NULL OR make_date(y.year::INT, 1, 1) < until
                AND NOT (y.year = year(until) AND until > make_date(y.year::INT, 1, 1)) GROUP BY ALL)
            SELECT code, a.year::VARCHAR, eur / n FROM amount a JOIN people p USING (code, year)
            JOIN wanted w USING (code, year) WHERE a.parts_n = w.parts_n ORDER BY ALL
            """
        ).fetchall()
    codes = sorted({row[0] for row in expected})
    assert {"GM0014", "GM0575", "GM0439", "GM0299", "GM0363", "GM0394"} <= set(codes)
    ours = figures[(figures["indicator"] == "lasten_per_inwoner") & figures["region"].isin(codes)]
    ours = ours[ours["value"].notna()].sort_values(["region", "period"])
    assert list(zip(ours["region"], ours["period"], strict=True)) == [row[:2] for row in expected]
    np.testing.assert_allclose(ours["value"], [row[2] for row in expected])


@pytest.mark.parametrize(
    ("region", "values"),
    [
        (
            "GM0014",
            {"2017": 295.2, "2018": 274.3},
        ),  # Groningen, with Ten Boer and Haren; own code 309 in 2017
        ("GM0575", {"2017": 148.0, "2018": 166.3}),  # Noordwijk, with Noordwijkerhout
        ("GM0363", {"2021": 313.2, "2022": 359.0}),  # Amsterdam, with Weesp
    ],
)
def test_known_lines(figures: pd.DataFrame, region: str, values: dict[str, float]) -> None:
    for year, expected in values.items():
        assert value(figures, "lasten_per_inwoner", region, year) == pytest.approx(expected, abs=0.05)


def test_a_line_of_every_gemeente_that_took_others_in(cbs_facts: Facts, figures: pd.DataFrame) -> None:
    mergers = cbs_facts.mergers
    late = mergers[mergers["date"].dt.year > 2017]
    levels = figures[figures["indicator"] == "lasten_per_inwoner"].set_index(["region", "period"])
    lineage = Lineage(mergers, cbs_facts.regions, early=["GM0457"])
    receivers = set(late.loc[late["kind"] == "split", "new_code"])
    assert {"GM0855", "GM0865", "GM0757", "GM0824"} <= receivers  # of Haaren
    for code in sorted(
        set(late["new_code"]) - set(late.loc[late["old_code"] != late["new_code"], "old_code"])
    ):
        for year in range(2017, 2024):
            row, parts = levels.loc[code, str(year)], lineage.predecessors(code, year)
            if isinstance(parts, Broken):
                existed = lineage.began(code) is None
                assert (row["origin"], np.isnan(row["value"])) == (
                    ("eigen", False) if existed else ("voorgangers", True)
                ), (code, year)
                continue
            assert row["origin"] == ("eigen" if parts == (code,) else "voorgangers"), (code, year)
            others = levels.loc[[(part, str(year)) for part in parts if part != code]]
            assert set(others["origin"]) <= {"vervallen"}
            if np.isnan(row["value"]):
                assert row["cell_status"] == "nul_als_ontbrekend", (code, year)


def test_growth_that_a_move_between_taakvelden_makes(figures: pd.DataFrame) -> None:
    row = at(figures, "groei_lasten_per_inwoner", "2023", ["GM0297"]).iloc[0]  # Zaltbommel
    assert (round(row["value"], 1), row["cell_status"]) == (-27.6, "verschoven")
    # with 6.2 it did not fall; 6.1 rose too, so nothing left youth care and 6.2 together
    wide = at(figures, "groei_lasten_breed_per_inwoner", "2023", ["GM0297"]).iloc[0]
    assert (round(wide["value"], 1), wide["cell_status"]) == (7.5, "ok")
    grown = at(figures, "groei_lasten_per_inwoner", "2023")
    fallen = grown[grown["region"].str.startswith("GM") & (grown["value"] < -10)]
    moved = fallen.loc[fallen["cell_status"] == "verschoven", "region"]
    assert (len(fallen), len(moved)) == (22, 12)  # methode 27 counted 18 and 10
    with_team = at(figures, "groei_lasten_breed_per_inwoner", "2023", list(moved))["value"].to_numpy()
    assert (with_team > fallen.set_index("region")["value"].loc[moved].to_numpy()).all()


def test_growth_and_index_of_gemeenten_that_did_not_change_as_sql_has_it(
    cbs_facts: Facts, figures: pd.DataFrame
) -> None:
    with duckdb.connect() as db:
        db.register("finance", cbs_facts.finance)
        db.register("observation", cbs_facts.observations)
        db.register("merger", cbs_facts.mergers)
        expected = db.execute(
            """
            WITH head AS (
                SELECT f.region, f.year, f.statement, nullif(sum(lasten_eur), 0) / any_value(o.value) AS euro
                FROM finance f JOIN observation o
                  ON o.region = f.region AND o.year = f.year AND o.indicator = 'inwoners_n'
                WHERE taakveld IN ('6.72', '6.82') AND f.year IN (2017, 2019) GROUP BY ALL)
            SELECT e.region, 100 * e.euro / b.euro, 100 * (e.euro / r.euro - 1)
            FROM head e JOIN head b USING (region) JOIN head r USING (region)
            WHERE e.year = 2019 AND e.statement = 'jaarrekening' AND b.year = 2017 AND b.statement =
            'begroting'
              AND r.year = 2017 AND r.statement = 'jaarrekening'
              AND e.region NOT IN (SELECT new_code FROM merger WHERE year(date) >= 2018)
              AND e.euro IS NOT NULL AND b.euro IS NOT NULL AND r.euro IS NOT NULL
            ORDER BY ALL
            """
        ).fetchall()
    regions = [row[0] for row in expected]
    assert len(regions) > 300
    np.testing.assert_allclose(
        at(figures, "index_rapport", "2019", regions)["value"], [row[1] for row in expected]
    )
    growth = at(figures, "groei_lasten_per_inwoner", "2019", regions)["value"]
    np.testing.assert_allclose(growth, [row[2] for row in expected])


def test_every_value_is_what_its_terms_give(figures: pd.DataFrame) -> None:
    rows = figures[figures["value"].notna() & figures["numerator"].notna()]
    ratio = rows["numerator"] / rows["denominator"]
    base = (rows["base_numerator"] / rows["base_denominator"]).fillna(1.0)
    factor = rows["indicator"].map(lambda name: 100.0 if name.startswith(("index", "groei")) else 1.0)
    expected = ratio / base * factor - rows["indicator"].str.startswith("groei") * 100
    np.testing.assert_allclose(rows["value"], expected)
    assert not figures.duplicated(["indicator", "region", "period"]).any()


def test_no_figure_is_infinite_and_a_missing_one_says_why(figures: pd.DataFrame) -> None:
    assert not np.isinf(figures["value"]).any()
    assert not (figures["value"].isna() & figures["cell_status"].isin(["ok", "basis_te_laag"])).any()


def test_the_years_of_the_report_alone_give_the_same(cbs_facts: Facts, records: Records) -> None:
    of_report = cbs_facts.finance[cbs_facts.finance["year"].isin([2017, 2019])]
    figures = catalogue.figures(cbs_facts.with_frames(finance=of_report), records)
    assert value(figures, "lasten_per_inwoner", "NL01", "2019") == pytest.approx(292.8937, rel=1e-6)
    assert value(figures, "index_rapport", "NL01", "2019") == pytest.approx(149.5875, rel=1e-6)
    assert value(figures, "index_rapport_rapportwijze", "NL01", "2019") == pytest.approx(100 * 293 / 194)
