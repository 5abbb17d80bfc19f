"""Reorganisations: typed facts, held against the list that lies beside the project where it is there."""

import csv
from pathlib import Path

import pandas as pd
import pytest

from loaders.files import shipped
from metrics.facts import MERGERS


@pytest.fixture(scope="module")
def mergers() -> pd.DataFrame:
    return shipped.mergers()


def test_columns_and_kinds(mergers: pd.DataFrame) -> None:
    assert list(mergers.columns) == MERGERS
    assert set(mergers["kind"]) == {"merger", "rename", "split"}
    assert mergers["date"].min() == pd.Timestamp("2015-01-01")


def test_altena_and_west_betuwe(mergers: pd.DataFrame) -> None:
    into = mergers.groupby("new_code")["old_code"].agg(set)
    assert into["GM1959"] == {"GM0738", "GM0870", "GM0874"}
    assert into["GM1960"] == {"GM0236", "GM0304", "GM0733"}


def test_who_was_divided_over_others(mergers: pd.DataFrame) -> None:
    split = mergers[mergers["kind"] == "split"].groupby("old_name")["new_name"].agg(set)
    assert {name: len(heirs) for name, heirs in split.items()} == {
        "Maasdonk": 2, "Littenseradiel": 3, "Winsum": 2, "Haaren": 4,
    }  # fmt: skip


def test_a_code_that_continues_was_there_before(mergers: pd.DataFrame) -> None:
    """A gemeente that took others in and kept its code is paired with itself; a new code is not."""
    own = set(mergers.loc[mergers["old_code"] == mergers["new_code"], "new_code"])
    assert {"GM0014", "GM0363", "GM0080", "GM0394"} <= own
    assert not own & {"GM1959", "GM1960", "GM1982", "GM1979"}


@pytest.mark.shared
def test_equal_to_the_public_list(mergers: pd.DataFrame, shared_cbs: Path) -> None:
    with (shared_cbs / "herindelingen_2015_2026.csv").open(encoding="utf-8") as file:
        theirs = {
            (
                r["effective_date"],
                r["old_code"],
                r["old_name"],
                r["new_code"],
                r["new_name"],
                r["kind"] == "split",
            )
            for r in csv.DictReader(file)
        }
    pairs = mergers[mergers["old_code"] != mergers["new_code"]]
    ours = {
        (f"{row.date:%Y-%m-%d}", row.old_code, row.old_name, row.new_code, row.new_name, row.kind == "split")
        for row in pairs.itertuples()
    }
    assert ours == theirs
    assert len(pairs) == 91
