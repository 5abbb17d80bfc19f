"""Every row of a page is looked at: other columns, no key or no number is told, never a traceback."""

import json
from typing import Any

import pytest

from loaders.errors import IncompleteError, TableChangedError
from loaders.feed import fetch
from loaders.feed.plan import Chunk, FetchPlan
from loaders.feed.rows import RowPage, RowReader

PLANNED = FetchPlan("T", ("RegioS",), frozenset({"RegioS", "a_1"}), (), ())
PART = FetchPlan("T", ("RegioS",), frozenset({"RegioS", "a_1"}), ("RegioS", "a_1"), ())
WHOLE = Chunk("all", "", (), ())


def row(number: int, *less: str, **more: Any) -> dict[str, Any]:
    made = {"ID": number, "RegioS": f"GM{number}  ", "a_1": 1, **more}
    return {name: value for name, value in made.items() if name not in less}


def page_of(planned: FetchPlan, *pages: list[Any]) -> RowPage:
    """Read pages after one another as a chunk's are, and give the last one."""
    reader = RowReader(planned, "odata.nextLink")
    for rows in pages:
        read = reader.read(
            json.dumps({"odata.metadata": "x", "value": rows, "odata.nextLink": "next"}).encode()
        )
        page = reader.look(rows) if read is None else read[0]
        assert read is None or read[1] == "next"
    return page


def taken(planned: FetchPlan, *pages: list[Any]) -> None:
    fetch._check_page(planned, WHOLE, page_of(planned, *pages), set())


@pytest.mark.parametrize(
    ("planned", "page", "told"),
    [
        (PLANNED, [row(1), row(2, "ID"), row(3, "a_1")], "rows lack a_1"),
        (PART, [row(1), row(2, x=1), row(3, "RegioS")], "rows lack RegioS"),
        (PLANNED, [row(1), row(2, RegioS=None), row(3)], "rows without a RegioS"),
        (PLANNED, [row(1), row(2, x=1), row(3)], "rows hold x"),
        (PLANNED, [row(1), "row", row(3)], "rows that are no records"),
        (PLANNED, [row(1), row(2, RegioS=["GM1"])], "RegioS"),
        (PLANNED, [row(1), row(2, RegioS=1.5)], "RegioS"),
    ],
    ids=["second odd row", "odd row of a part", "no key", "column too many", "no record", "list", "fraction"],
)
def test_an_odd_row_is_told_in_the_middle_and_on_a_later_page(
    planned: FetchPlan, page: list[Any], told: str
) -> None:
    with pytest.raises(TableChangedError, match=told):
        taken(planned, page)
    with pytest.raises(TableChangedError, match=told):
        taken(planned, [row(0)], page)
    with pytest.raises(TableChangedError, match=told):
        taken(planned, page[1:])


@pytest.mark.parametrize("number", [None, [1]])
def test_rows_whose_numbers_are_none_are_told_apart_by_their_keys(number: object) -> None:
    taken(PLANNED, [row(1), row(2, ID=number), row(3, "ID")])
    with pytest.raises(IncompleteError, match="came twice"):
        taken(PLANNED, [row(1), row(2, ID=number), row(1)])


def test_columns_that_nobody_asked_for_stay_with_the_rows_that_have_them() -> None:
    rows = [row(1), row(2, x=1), row(3, "ID")]
    for page in (page_of(PART, rows), page_of(PART, [row(0)], rows)):
        assert list(page.rows()) == rows
        batch = page.batch(PART.key)
        kept = [{name: one for name, one in each.items() if one is not None} for each in batch.to_pylist()]
        assert kept == rows


@pytest.mark.parametrize(
    ("values", "kept"),
    [
        ([], []),
        ([1, 2], [1.0, 2.0]),
        ([None, 0.0, -0.0, 1e22], [None, 0.0, -0.0, 1e22]),
        (["},{", None, '"'], ["},{", None, '"']),
        (["é", "\u2028"], ["é", "\u2028"]),
        ([2**70, 1, None], [str(2**70), "1", None]),
        ([1.5, "."], ["1.5", "."]),
    ],
)
def test_rows_become_columns_whatever_they_hold_in_their_order(
    values: list[object], kept: list[object]
) -> None:
    rows = [row(number, a_1=value) for number, value in enumerate(values)]
    batch = page_of(PLANNED, rows).batch(PLANNED.key)
    assert batch.column_names == (["ID", "RegioS", "a_1"] if rows else [])
    assert [each["a_1"] for each in batch.to_pylist()] == kept
    assert [each["RegioS"] for each in batch.to_pylist()] == [one["RegioS"] for one in rows]


@pytest.mark.parametrize("odd", [True, [1], {"b": 1}])
def test_what_is_neither_a_figure_nor_a_text_is_refused(odd: object) -> None:
    with pytest.raises(TableChangedError, match="rows that cannot be read"):
        page_of(PLANNED, [row(1), row(2, a_1=odd)])


def test_keys_that_are_numbers_are_texts_in_the_columns() -> None:
    batch = page_of(PLANNED, [row(1, RegioS=7), row(2)]).batch(PLANNED.key)
    assert batch["RegioS"].to_pylist() == ["7", "GM2  "]
