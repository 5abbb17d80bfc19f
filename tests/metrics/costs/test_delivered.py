"""From single amounts to the figure: the placing that counts, mergers, and the store's own sum in SQL."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from loaders import store
from metrics.costs.delivered import DETAIL, added_up, counted, of_other_gemeenten_eur, per_taakveld
from metrics.facts import Facts
from metrics.records import Records, TaakveldSet

SETS = (TaakveldSet(2017, 2022, ("6.72", "6.82"), ("6.2",), "a"),)
NO = np.nan


def detail(*rows: tuple[str, str, float, float], region: str = "GM0150") -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=["taakveld", "categorie", "placing1_eur", "placing2_eur"])
    return frame.assign(
        region=region,
        year=2019,
        statement="jaarrekening",
        taakveld_title="titel",
        categorie_title=[
            "Bijdragen van gemeenten" if c == "B4.3.2" else "Overig" for c in frame["categorie"]
        ],
        source_id="45046NED",
    )[DETAIL]


def test_the_second_placing_counts_as_a_whole() -> None:
    found = counted(detail(("6.72", "L3.8", 10, 12), ("6.82", "L3.8", 5, 0), ("6.2", "L3.8", 7, NO)), SETS)
    assert found["placing"].tolist() == [2, 2, 2]
    assert found["amount_eur"].tolist()[:2] == [12, 0]
    assert np.isnan(found["amount_eur"].iloc[2])
    assert found["in_figure"].tolist() == [True, True, False]


@pytest.mark.parametrize(
    ("first", "second", "placing", "amount"),
    [(10, NO, 1, 10), (10, 0, 1, 10), (NO, 0, 2, 0), (0, NO, 1, 0), (NO, NO, NO, NO), (10, -3, 2, -3)],
)
def test_which_placing_counts(first: float, second: float, placing: float, amount: float) -> None:
    row = counted(detail(("6.72", "L3.8", first, second)), SETS).iloc[0]
    assert row["placing"] == placing or (np.isnan(placing) and np.isnan(row["placing"]))
    assert row["amount_eur"] == amount or (np.isnan(amount) and np.isnan(row["amount_eur"]))


def test_lasten_and_baten_per_taakveld() -> None:
    rows = counted(
        detail(
            ("6.72", "L1.1", NO, 3),
            ("6.72", "L3.8", NO, 9),
            ("6.72", "B4.3.2", NO, 4),
            ("6.82", "L3.8", NO, 0),
            ("6.2", "L3.8", NO, 100),
        ),
        SETS,
    )
    found = per_taakveld(rows).set_index("taakveld")
    assert found.index.tolist() == ["6.72", "6.82"]
    assert found["lasten_eur"].tolist() == [12, 0]
    assert found.loc["6.72", "baten_eur"] == 4
    assert np.isnan(found.loc["6.82", "baten_eur"])
    assert of_other_gemeenten_eur(rows) == 4
    assert np.isnan(of_other_gemeenten_eur(rows[rows["side"] == "lasten"]))


def test_predecessors_add_up() -> None:
    both = pd.concat(
        [detail(("6.72", "L3.8", NO, 3), region="GM0738"), detail(("6.72", "L3.8", 2, NO), region="GM0870")],
        ignore_index=True,
    )
    row = added_up(counted(both, SETS)).iloc[0]
    assert row["amount_eur"] == 5
    assert (row["placing1_eur"], row["placing2_eur"]) == (2, 3)
    assert np.isnan(row["placing"])  # the one delivered a 2nd placing, the other did not


@pytest.mark.shared
@pytest.mark.parametrize(("region", "year"), [("GM0150", 2019), ("GM1894", 2023), ("GM0796", 2023)])
def test_the_store_adds_up_to_the_same(
    cbs_data: Path, cbs_facts: Facts, records: Records, region: str, year: int
) -> None:
    opened = store.open_store(cbs_data)
    try:
        rows = counted(opened.finance_detail(region, year), records.taakvelden)
    finally:
        opened.close()
    sums = rows[rows["side"] == "lasten"].groupby(["statement", "taakveld"])["amount_eur"].sum(min_count=1)
    total = cbs_facts.finance
    total = total[(total["region"] == region) & (total["year"] == year)]
    second = total.set_index(["statement", "taakveld"])["lasten_eur"].sort_index()
    assert len(second) > 10
    pd.testing.assert_series_equal(sums.sort_index(), second, check_names=False, check_dtype=False)
