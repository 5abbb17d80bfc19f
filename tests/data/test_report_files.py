"""data/report: the tables as printed, and what they are held against where the transcription is at hand."""

import csv
from pathlib import Path

import pandas as pd
import pytest

from metrics.facts import Facts
from metrics.records import Records

PRINTED = "GM0307"  # Amersfoort: the one gemeente with figures that are missing or from elsewhere

# Testable, not in the transcription: two on the lasten of Roosendaal and its region, and the portraits' figures.
ADDED_CLAIMS = {
    "D15", "D16", "D17", "D18", "D19", "D20", "D21", "U22", "U23", "U24", "Z18", "Z19", "P9", "P10", "P11", "R12c",
    "R13", "R14", "R15", "R16", "R8b", "Z20", "Z21", "Z22", "Z23", "Z24", "Z25", "U25", "R17",
}  # fmt: skip


@pytest.fixture(scope="module")
def cells(report_facts: Facts) -> pd.DataFrame:
    return report_facts.report_cells


def test_330_numbers_of_which_248_differ(cells: pd.DataFrame) -> None:
    numbers = cells[(cells["table_n"] >= 2) & cells["value"].notna()]
    assert len(numbers) == 330
    assert len(numbers.drop_duplicates(["region_code", "column"])) == 248


def test_a_status_is_never_a_number(cells: pd.DataFrame) -> None:
    assert cells["status"].value_counts().to_dict() == {
        "number": 329, "other_source": 1, "not_applicable": 43, "missing": 2, "text": 33,
    }  # fmt: skip
    has_number = cells["status"].isin(["number", "other_source"])
    assert cells["value"].notna().equals(has_number)
    assert set(cells.loc[cells["status"] == "not_applicable", "printed"]) == {"x", "X"}
    assert set(cells.loc[cells["status"] == "missing", "printed"]) == {"-"}


def test_amersfoort_has_a_number_from_elsewhere_and_two_without(cells: pd.DataFrame) -> None:
    rows = cells[(cells["region_code"] == PRINTED) & (cells["table_n"] == 4)].set_index("column")
    assert rows.loc["cost_per_user_2019", ["printed", "value", "status"]].tolist() == [
        "€ 10.250#",
        10250.0,
        "other_source",
    ]
    assert "jaarrekening van Amersfoort" in rows.loc["cost_per_user_2019", "note"]
    assert rows.loc["cost_per_inhabitant_2019", "status"] == "missing"


def test_printed_and_value_say_the_same(cells: pd.DataFrame) -> None:
    numbers = cells[cells["value"].notna()]
    text = numbers["printed"].str.replace(r"[€%#\s.]", "", regex=True).str.replace(",", ".")
    assert text.astype(float).tolist() == numbers["value"].tolist()


@pytest.mark.parametrize(
    ("table", "region", "column", "value", "line"),
    [
        (2, "GM0150", "cost_per_user_2019", 10143, 449),
        (2, "SIZE:100000-150000", "index_cost_per_inhabitant_2019_b2017", 192, 450),
        (3, "JZ07", "pct_no_stay_2020h1", 6.4, 467),
        (4, "SIZE:150000-300000", "cost_per_inhabitant_2019", 375, 497),
        (5, "GM0599", "index_no_stay_2017h1", 65, 525),
        (6, "GM1960", "cost_per_user_2019", 9223, 555),
        (7, "JZ30", "pct_no_stay_2017h1", 7.0, 566),
        (8, "GM1640", "cost_per_inhabitant_2019", 318, 605),
        (9, "GM1894", "pct_no_stay_2017h1", 7.8, 614),  # the misprint, as printed
        (9, "JZ37", "index_no_stay_2017h1", 99, 616),
        (10, "GM0758", "cost_per_user_2019", 19105, 645),
        (11, "JZ36", "index_no_stay_2017h1", 116, 658),
    ],
)
def test_cells_of_the_report(
    cells: pd.DataFrame, table: int, region: str, column: str, value: float, line: int
) -> None:
    row = cells[(cells["table_n"] == table) & (cells["region_code"] == region) & (cells["column"] == column)]
    assert row["value"].tolist() == [value]
    assert row["line"].tolist() == [line]


def test_every_region_of_the_tables_has_a_name(report_facts: Facts) -> None:
    regions = report_facts.regions.set_index("code")
    assert set(report_facts.report_cells["region_code"]) <= set(regions.index)
    assert (regions["kind"] == "gemeente").sum() >= 28
    assert regions.loc["GM0518", "name"] == "Den Haag"
    assert regions.loc["GM1959", "first_year"] == 2019


@pytest.mark.shared
def test_equal_to_the_transcription(cells: pd.DataFrame, shared_cbs: Path) -> None:
    with (shared_cbs.parent / "rapport" / "report_tables.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    theirs = [
        (
            int(r["table"]),
            r["row_label"],
            r["column"],
            r["printed"],
            float(r["value"]) if r["value"] else None,
            int(r["line"]),
        )
        for r in rows
    ]
    columns = ["table_n", "row_label", "column", "printed", "value", "line"]
    ours = cells[columns].astype(object).where(cells[columns].notna(), None)
    assert sorted(map(str, theirs)) == sorted(map(str, ours.itertuples(index=False, name=None)))


@pytest.mark.shared
def test_every_claim_of_the_transcription_is_there_and_quotes_nothing(
    records: Records, shared_cbs: Path
) -> None:
    with (shared_cbs.parent / "rapport" / "report_claims.csv").open(encoding="utf-8") as file:
        theirs = {row["id"]: row for row in csv.DictReader(file)}
    of_report = [claim for claim in records.claims if claim.origin != "document"]
    assert {claim.code for claim in of_report} == set(theirs) | ADDED_CLAIMS
    assert len(of_report) == 86 + len(ADDED_CLAIMS)
    for claim in (claim for claim in records.claims if claim.code in theirs):
        assert claim.line == int(theirs[claim.code]["line"]), claim.code
        quote = theirs[claim.code]["quote_nl"]
        assert len(quote) < 12 or quote.lower() not in claim.text.lower(), claim.code


@pytest.mark.shared
def test_no_seven_words_in_a_row_are_the_reports(records: Records, shared_cbs: Path) -> None:
    source = next((shared_cbs.parent / "seeds").glob("003_*.txt")).read_text(encoding="utf-8")
    report = " ".join(_words(source))
    for claim in records.claims:
        words = _words(claim.text)
        runs = [" ".join(words[i : i + 7]) for i in range(len(words) - 6)]
        assert [run for run in runs if f" {run} " in f" {report} "] == [], claim.code


def _words(text: str) -> list[str]:
    return "".join(char if char.isalnum() or char in ",.%-" else " " for char in text.lower()).split()
