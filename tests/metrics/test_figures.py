import math

import pandas as pd
import pytest

from metrics import figures
from metrics.figures import CELL_STATUSES, COLUMNS, FIGURES

ROWS = figures.complete(
    pd.DataFrame(
        [
            ("a", "GM0001", "2018", 1.0),
            ("a", "GM0002", "2018", 2.0),
            ("a", "GM0001", "2019", float("nan")),
            ("a", "GM0002", "2019", 4.0),
            ("a", "GM0001", "2019H1", 5.0),
            ("a", "GM0001", "2020", float("nan")),
            ("b", "GM0001", "2021", 7.0),
        ],
        columns=["indicator", "region", "period", "value"],
    )
)


def test_columns_begin_with_the_ones_every_part_knows() -> None:
    assert ROWS.columns.tolist() == COLUMNS
    assert COLUMNS[: len(FIGURES)] == FIGURES
    assert figures.empty().columns.tolist() == COLUMNS
    assert figures.concat([]).columns.tolist() == COLUMNS
    assert len(figures.concat([ROWS, figures.empty(), ROWS])) == 2 * len(ROWS)


def test_at_gives_exactly_the_regions_asked_in_their_order() -> None:
    rows = figures.at(ROWS, "a", "2019", ["GM0002", "GM0009", "GM0001"])
    assert rows["region"].tolist() == ["GM0002", "GM0009", "GM0001"]
    assert rows["cell_status"].tolist() == ["ok", "niet_geladen", "ok"]
    assert rows["indicator"].tolist() == ["a"] * 3
    assert figures.at(ROWS, "a", "2018")["value"].tolist() == [1.0, 2.0]
    assert figures.at(ROWS, "z", "2018").empty


def test_value_of_one_cell() -> None:
    assert figures.value(ROWS, "a", "GM0002", "2019") == 4.0
    assert math.isnan(figures.value(ROWS, "a", "GM0001", "2019"))
    assert math.isnan(figures.value(ROWS, "a", "GM0009", "2019"))


def test_latest_period_needs_a_value() -> None:
    assert figures.latest_period(ROWS, "a") == "2019H1"
    assert figures.latest_period(ROWS, "a", frequency="jaar") == "2019"
    assert figures.latest_period(ROWS, "a", "GM0001", "jaar") == "2018"
    assert figures.latest_period(ROWS, "z") is None
    assert figures.periods(ROWS, "a", "jaar") == ["2018", "2019"]


def test_series_is_in_time_order() -> None:
    assert figures.series(ROWS, "a", "GM0001")["period"].tolist() == ["2018", "2019", "2019H1", "2020"]


def test_the_worst_status_wins() -> None:
    first = pd.Series(["ok", "niet_plausibel", "gebroken"])
    second = pd.Series(["basis_te_laag", "boekt_voor_anderen", "ok"])
    assert figures.worst(first, second).tolist() == ["basis_te_laag", "niet_plausibel", "gebroken"]
    with pytest.raises(KeyError):
        figures.worst(pd.Series(["verzonnen"]))
    assert len(set(CELL_STATUSES)) == len(CELL_STATUSES)
