"""One division a line, on four made-up gemeenten, and a merger in the course of a year."""

import math

import pandas as pd
import pytest

from metrics.figures import ORIGIN
from metrics.places.line import OTHER_AREA, in_line, with_early
from metrics.places.lineage import Lineage
from tests.metrics.build_facts import mergers

# A took B in in 2018; P and Q (new) each got a part of R in 2019; A took C in in 2020
MERGERS = mergers([
    ("2018-01-01", "B", "A", "merger"), ("2018-01-01", "A", "A", "merger"),
    ("2019-01-01", "R", "P", "split"), ("2019-01-01", "P", "P", "merger"), ("2019-01-01", "R", "Q", "split"),
    ("2020-01-01", "C", "A", "merger"), ("2020-01-01", "A", "A", "merger"),
])  # fmt: skip
ROWS = [("A", 2017, 1.0), ("B", 2017, 2.0), ("C", 2017, 4.0), ("P", 2017, 8.0), ("R", 2017, 16.0),
        ("A", 2019, 3.0), ("C", 2019, 4.0), ("P", 2019, 9.0), ("Q", 2019, 5.0),
        ("A", 2021, 7.0), ("P", 2021, 9.0), ("Q", 2021, 5.0)]  # fmt: skip


def line(division_year: int) -> dict[tuple[str, int], tuple[float | None, str, int]]:
    frame = pd.DataFrame(ROWS, columns=["region", "year", "eur"])
    found = in_line(frame, Lineage(MERGERS), division_year, ["eur"])
    values = [None if math.isnan(each) else each for each in found["eur"]]
    keys = zip(found["region"], found["year"], strict=True)
    return dict(zip(keys, zip(values, found[ORIGIN], found[OTHER_AREA], strict=True), strict=True))


def test_a_line_in_the_division_of_today() -> None:
    assert line(2020) == {
        ("A", 2017): (7.0, "voorgangers", 0), ("A", 2019): (7.0, "voorgangers", 0), ("A", 2021): (7.0, "eigen", 0),
        ("P", 2017): (8.0, "eigen", 2019), ("P", 2019): (9.0, "eigen", 0), ("P", 2021): (9.0, "eigen", 0),
        ("Q", 2017): (None, "voorgangers", 0), ("Q", 2019): (5.0, "eigen", 0), ("Q", 2021): (5.0, "eigen", 0),
        ("B", 2017): (2.0, "vervallen", 0), ("C", 2017): (4.0, "vervallen", 0), ("C", 2019): (4.0, "vervallen", 0),
        ("R", 2017): (16.0, "vervallen", 0),
    }  # fmt: skip


def test_a_line_in_an_earlier_division_leaves_later_years_in_their_own() -> None:
    found = line(2018)
    assert found["A", 2017] == (3.0, "voorgangers", 0)
    assert found["P", 2017] == (8.0, "eigen", 0)
    assert found["C", 2019] == (4.0, "eigen", 0)
    assert found["A", 2021] == (7.0, "eigen", 2020)  # another area than that of 2018
    assert found["P", 2019] == (9.0, "eigen", 2019)


@pytest.mark.parametrize(("early", "ended", "parts"), [((), 2023, ("A", "B")), (("B",), 2022, ("A",))])
def test_a_merger_in_the_course_of_a_year_counts_from_that_year_where_asked(
    early: tuple[str, ...], ended: int, parts: tuple[str, ...]
) -> None:
    table = mergers([("2022-03-24", "B", "A", "merger"), ("2022-03-24", "A", "A", "merger")])
    lineage = Lineage(table, early=early)
    assert lineage.ended("B") == lineage.newest == ended
    assert lineage.predecessors("A", 2022, 2023) == parts
    assert lineage.predecessors("A", 2021, 2023) == ("A", "B")
    assert lineage.began("A") is None
    counts = pd.DataFrame(
        [("A", 2022, 10.0), ("B", 2022, 1.0), ("A", 2021, 9.0)], columns=["region", "year", "n"]
    )
    assert with_early(counts, "n", lineage)["n"].tolist() == [11.0 if early else 10.0, 1.0, 9.0]
