import duckdb
import pandas as pd
import pytest

from metrics.facts import Facts
from metrics.figures import at, value
from metrics.income import levels
from tests.metrics.build_facts import facts, observations, sources


def world() -> Facts:
    """Twenty gemeenten in the division of 2020, eighteen in that of 2022."""
    codes = [f"GM{n:04}" for n in range(1, 21)]
    old = [("mediaan_inkomen_eur", code, "2019", 20_000 + 100 * n) for n, code in enumerate(codes)]
    old += [
        ("mediaan_inkomen_zonder_studenten_eur", code, "2019", 20_000 - 100 * n)
        for n, code in enumerate(codes)
    ]
    new = [("mediaan_inkomen_eur", code, period, 30_000 + 100 * n)
           for n, code in enumerate(codes[:18]) for period in ("2019", "2021")]  # fmt: skip
    new.append(("mediaan_inkomen_eur", "NL01", "2021", 31_000))
    low = [("kinderen_laag_inkomen_1jr_pct", code, "2019", 1.0 * n) for n, code in enumerate(codes)]
    low += [
        ("kinderen_laag_inkomen_1jr_n", code, "2019", 10.0 * n if n > 1 else None)
        for n, code in enumerate(codes)
    ]
    frames = [observations(old, "oud"), observations(new, "nieuw"), observations(low, "laag")]
    return facts(
        observations=pd.concat(frames, ignore_index=True),
        sources=sources([("oud", 2020), ("nieuw", 2022), ("laag", 2020)]),
    )


def test_the_newest_division_counts_unless_another_is_asked() -> None:
    newest = levels.distribution(world(), "inkomen")
    assert newest.groupby("period")["n"].first().to_dict() == {"2019": 18, "2021": 18}
    assert set(newest["source"]) == {"nieuw, indeling 2022"}
    old = levels.distribution(world(), "inkomen", 2020)
    assert old["n"].unique().tolist() == [20]
    assert levels.divisions(world(), "inkomen") == [2020, 2022]


def test_without_students_is_taken_where_it_is_loaded_and_can_be_chosen() -> None:
    old = levels.distribution(world(), "inkomen", levels.REPORT_DIVISION).set_index("region")
    assert old.loc["GM0001", ["value", "rank", "decile"]].tolist() == [20_000, 20, 10]
    with_students = levels.distribution(world(), "inkomen", 2020, observed="mediaan_inkomen_eur")
    assert with_students.set_index("region").loc["GM0001", ["rank", "decile"]].tolist() == [1, 1]


def test_lowest_income_and_highest_share_are_decile_one() -> None:
    rows = levels.compute(world())
    assert value(rows, "inkomensdeciel", "GM0001", "2021") == 1
    assert value(rows, "inkomensdeciel", "GM0018", "2021") == 10
    assert value(rows, "laag_inkomen_deciel", "GM0020", "2019") == 1
    assert value(rows, "laag_inkomen_deciel", "GM0001", "2019") == 10


def test_source_says_division_and_number_of_gemeenten() -> None:
    rows = levels.compute(world())
    decile = at(rows, "inkomensdeciel", "2021", ["GM0001"]).iloc[0]
    assert decile["source"] == "nieuw, indeling 2022, 18 gemeenten"
    assert at(rows, "mediaan_inkomen", "2021", ["NL01"])["value"].tolist() == [31_000]
    assert at(rows, "inkomensdeciel", "2021", ["NL01"])["cell_status"].tolist() == ["niet_geladen"]


def test_low_income_carries_its_count_only_where_it_is_published() -> None:
    rows = at(levels.compute(world()), "kinderen_laag_inkomen", "2019").set_index("region")
    assert rows.loc["GM0003", ["value", "numerator", "denominator"]].tolist() == [2.0, 20.0, 1000.0]
    assert rows.loc["GM0002", ["numerator", "denominator"]].isna().all()


def test_nothing_loaded_gives_nothing() -> None:
    assert levels.compute(facts()).empty
    assert levels.distribution(facts(), "inkomen").empty
    assert levels.divisions(facts(), "laag_inkomen") == []


@pytest.mark.shared
def test_deciles_of_2019_as_sql_has_them(cbs_facts: Facts) -> None:
    with duckdb.connect() as db:
        db.register("observation", cbs_facts.observations)
        expected = db.execute(
            "SELECT region, ceil(10 * (rank() OVER (ORDER BY value) + (count(*) OVER (PARTITION BY value) - 1) / 2.0)"
            " / count(*) OVER ()) FROM observation WHERE indicator = 'mediaan_inkomen_eur' AND period = '2019'"
            " AND region LIKE 'GM%' AND value IS NOT NULL ORDER BY region"
        ).fetchall()
    ours = at(levels.compute(cbs_facts), "inkomensdeciel", "2019", [region for region, _ in expected])
    assert len(expected) == 345
    assert ours["value"].tolist() == [decile for _, decile in expected]
