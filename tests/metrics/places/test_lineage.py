import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from metrics.facts import MERGERS
from metrics.places.lineage import Broken, Lineage, through_years
from tests.support.scratch import scratch

# Typed from the yearly divisions; the self row of Groningen says that it existed before.
ROWS = [
    ("2019-01-01", "GM0738", "Aalburg", "GM1959", "Altena", "merger"),
    ("2019-01-01", "GM0870", "Werkendam", "GM1959", "Altena", "merger"),
    ("2019-01-01", "GM0874", "Woudrichem", "GM1959", "Altena", "merger"),
    ("2019-01-01", "GM0009", "Ten Boer", "GM0014", "Groningen", "merger"),
    ("2019-01-01", "GM0017", "Haren", "GM0014", "Groningen", "merger"),
    ("2019-01-01", "GM0014", "Groningen", "GM0014", "Groningen", "merger"),
    ("2019-01-01", "GM0053", "Winsum", "GM1966", "Het Hogeland", "split"),
    ("2019-01-01", "GM0053", "Winsum", "GM1969", "Westerkwartier", "split"),
    ("2019-01-01", "GM1663", "De Marne", "GM1966", "Het Hogeland", "merger"),
    ("2022-03-24", "GM0457", "Weesp", "GM0363", "Amsterdam", "merger"),
    ("2022-03-24", "GM0363", "Amsterdam", "GM0363", "Amsterdam", "merger"),
    # two steps: Groesbeek took others in, and was then renamed
    ("2015-01-01", "GM0265", "Millingen aan de Rijn", "GM0241", "Groesbeek", "merger"),
    ("2015-01-01", "GM0282", "Ubbergen", "GM0241", "Groesbeek", "merger"),
    ("2015-01-01", "GM0241", "Groesbeek", "GM0241", "Groesbeek", "merger"),
    ("2016-01-01", "GM0241", "Groesbeek", "GM1945", "Berg en Dal", "rename"),
]


def table(rows: list[tuple[str, ...]] = ROWS) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=MERGERS).astype({"date": "datetime64[s]"})


LINEAGE = Lineage(table())


def test_predecessors_of_a_new_gemeente_are_the_old_ones_only() -> None:
    assert LINEAGE.predecessors("GM1959", 2017) == ("GM0738", "GM0870", "GM0874")
    assert LINEAGE.predecessors("GM1959", 2019) == ("GM1959",)


def test_a_gemeente_that_kept_its_code_is_among_its_predecessors() -> None:
    assert LINEAGE.predecessors("GM0014", 2018) == ("GM0009", "GM0014", "GM0017")


def test_two_steps_are_followed_back() -> None:
    assert LINEAGE.predecessors("GM1945", 2014) == ("GM0241", "GM0265", "GM0282")
    assert LINEAGE.predecessors("GM1945", 2015) == ("GM0241",)
    assert LINEAGE.predecessors("GM1945", 2014, division_year=2014) == ("GM1945",)


def test_a_split_predecessor_breaks_the_series_and_names_itself() -> None:
    broken = LINEAGE.predecessors("GM1966", 2018)
    assert broken == Broken("GM1966", 2018, "GM0053", "Winsum")
    assert LINEAGE.predecessors("GM1966", 2019) == ("GM1966",)


def test_a_reorganisation_counts_from_the_next_first_of_january() -> None:
    assert LINEAGE.predecessors("GM0363", 2022, division_year=2022) == ("GM0363",)
    assert LINEAGE.predecessors("GM0363", 2022, division_year=2023) == ("GM0363", "GM0457")
    assert LINEAGE.ended("GM0457") == 2023
    assert LINEAGE.at("GM0457", 2022) == ("GM0457",)
    assert LINEAGE.at("GM0457", 2023) == ("GM0363",)


def test_successors() -> None:
    (now,) = LINEAGE.successors("GM0265")
    assert (now.code, now.name, now.old_name, now.year) == (
        "GM1945", "Berg en Dal", "Millingen aan de Rijn", 2015,
    )  # fmt: skip
    assert [each.code for each in LINEAGE.successors("GM0053")] == ["GM1966", "GM1969"]
    assert LINEAGE.successor("GM0053") is None
    assert LINEAGE.successor("GM0457") == "GM0363"
    assert LINEAGE.successor("GM0014") == "GM0014"
    assert LINEAGE.successors("GM0014") == ()
    assert [event.old_name for event in LINEAGE.events("GM0014")] == ["Ten Boer", "Haren"]
    assert LINEAGE.began("GM1959") == 2019
    assert LINEAGE.began("GM0014") is None
    assert LINEAGE.began("GM1945") is None  # Groesbeek was there


def test_without_marks_the_first_year_of_a_region_decides() -> None:
    bare = table([row for row in ROWS if row[1] != row[3]])
    regions = pd.DataFrame({"code": ["GM0014", "GM1959"], "first_year": [2015, 2019]})
    lineage = Lineage(bare, regions)
    assert lineage.predecessors("GM0014", 2018) == ("GM0009", "GM0014", "GM0017")
    assert lineage.predecessors("GM1959", 2018) == ("GM0738", "GM0870", "GM0874")
    # nothing known: its own figure is asked for too, so a sum without it is missing rather than a part
    assert "GM1959" in Lineage(bare).predecessors("GM1959", 2018)  # type: ignore[operator]
    assert Lineage(bare).predecessors("GM1945", 2015) == ("GM0241",)  # a rename says it was not there


def amounts(rows: list[tuple[str, int, float | None]]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["region", "year", "eur"]).astype({"eur": float})


def test_amounts_of_predecessors_add_up() -> None:
    frame = amounts(
        [("GM0738", 2017, 1.0), ("GM0870", 2017, 2.0), ("GM0874", 2017, 4.0), ("GM1959", 2019, 9.0)]
    )
    result = through_years(frame, LINEAGE, 2019, ["eur"]).set_index(["region", "year"])
    assert result.loc[("GM1959", 2017), ["eur", "parts_n", "cell_status"]].tolist() == [7.0, 3, "ok"]
    assert result.loc[("GM1959", 2019), ["eur", "parts_n", "cell_status"]].tolist() == [9.0, 1, "ok"]


@pytest.mark.parametrize("last", [[("GM0874", 2017, None)], []])  # without a value; without a row
def test_a_missing_predecessor_makes_the_sum_missing(last: list[tuple[str, int, float | None]]) -> None:
    frame = amounts([("GM0738", 2017, 1.0), ("GM0870", 2017, 2.0), *last])
    row = through_years(frame, LINEAGE, 2019, ["eur"]).iloc[0]
    assert row["region"] == "GM1959"
    assert np.isnan(row["eur"])
    assert row["cell_status"] == "geen_cijfer"


def test_a_split_gives_broken_for_every_part_and_nothing_for_the_old_code() -> None:
    frame = amounts([("GM0053", 2018, 5.0), ("GM1663", 2018, 6.0), ("NL01", 2018, 99.0)])
    result = through_years(frame, LINEAGE, 2019, ["eur"]).set_index("region")
    assert result["cell_status"].to_dict() == {"GM1966": "gebroken", "GM1969": "gebroken", "NL01": "ok"}
    assert result["eur"].dropna().to_dict() == {"NL01": 99.0}


def test_the_division_of_the_year_itself_changes_nothing_and_later_years_are_left_out() -> None:
    frame = amounts([("GM0738", 2017, 1.0), ("GM1959", 2019, 9.0)])
    result = through_years(frame, LINEAGE, 2017, ["eur"])
    assert result[["region", "eur"]].values.tolist() == [["GM0738", 1.0]]


@settings(max_examples=25)
@given(st.lists(st.one_of(st.none(), st.integers(0, 1000)), min_size=6, max_size=6))
def test_sum_of_predecessors_as_sql_has_it(values: list[int | None]) -> None:
    codes = ["GM0738", "GM0870", "GM0874", "GM0009", "GM0014", "GM0017"]
    frame = amounts([(code, 2017, value) for code, value in zip(codes, values, strict=True)])
    with scratch() as db:
        db.register("amount", frame.assign(eur=frame["eur"].astype(object).where(frame["eur"].notna(), None)))
        db.register("merger", table())
        expected = db.execute(
            "SELECT new_code, CASE WHEN count(eur::DOUBLE) = count(*) THEN sum(eur::DOUBLE) END FROM amount"
            " JOIN merger ON old_code = region GROUP BY new_code ORDER BY new_code"
        ).fetchall()
    ours = through_years(frame, LINEAGE, 2019, ["eur"])
    pairs = [(row.region, None if np.isnan(row.eur) else row.eur) for row in ours.itertuples()]
    assert pairs == expected
