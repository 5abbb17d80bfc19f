"""Every row of a page is looked at: other columns, no key or no number is told, never a traceback."""

from typing import Any

import pytest

from loaders.errors import IncompleteError, TableChangedError
from loaders.feed import fetch
from loaders.feed.plan import Chunk, FetchPlan

PLANNED = FetchPlan("T", ("RegioS",), frozenset({"RegioS", "a_1"}), (), ())
PART = FetchPlan("T", ("RegioS",), frozenset({"RegioS", "a_1"}), ("RegioS", "a_1"), ())
WHOLE = Chunk("all", "", (), ())


def row(number: int, *less: str, **more: Any) -> dict[str, Any]:
    made = {"ID": number, "RegioS": f"GM{number}  ", "a_1": 1, **more}
    return {name: value for name, value in made.items() if name not in less}


@pytest.mark.parametrize(
    ("planned", "page", "told"),
    [
        (PLANNED, [row(1), row(2, "ID"), row(3, "a_1")], "rows lack a_1"),
        (PART, [row(1), row(2, x=1), row(3, "RegioS")], "rows lack RegioS"),
        (PLANNED, [row(1), row(2, RegioS=None), row(3)], "rows without a RegioS"),
    ],
    ids=["second odd row", "second odd row of a part", "no key"],
)
def test_an_odd_row_in_the_middle_is_told(planned: FetchPlan, page: list[dict[str, Any]], told: str) -> None:
    with pytest.raises(TableChangedError, match=told):
        fetch._check_page(planned, WHOLE, page, set())


@pytest.mark.parametrize("number", [None, [1]])
def test_rows_whose_numbers_are_none_are_told_apart_by_their_keys(number: object) -> None:
    fetch._check_page(PLANNED, WHOLE, [row(1), row(2, ID=number), row(3, "ID")], set())
    with pytest.raises(IncompleteError, match="came twice"):
        fetch._check_page(PLANNED, WHOLE, [row(1), row(2, ID=number), row(1)], set())
