"""Files of charts and tables: made on request, with an address nobody can guess, gone with a sentence."""

import io
import re
from dataclasses import fields, replace

import openpyxl
import pytest
import streamlit as st

from pages.ui.charts.spec import Chart
from pages.ui.charts.spec.map import MapChart, Shape
from pages.ui.documents.content import Bullets, Document
from pages.ui.documents.onepage import OnePage
from pages.ui.parts.tables import Column, Table
from pages.ui.site.serving import files
from pages.ui.site.serving.answering import Limits
from tests.pages.conftest import Open, html
from tests.pages.ui.site.serving.test_server import get


def table(value: float = 240.0, name: str = "Deventer") -> Table:
    return Table(
        "Lasten",
        (Column("naam", "Gemeente"), Column("x", "Lasten", "eur")),
        ({"naam": name, "x": value},),
        row_header="naam",
    )


def test_the_same_content_has_the_same_address_and_another_has_not() -> None:
    registry = files.Registry()
    assert registry.token(table(), "a") == registry.token(table(), "a")
    assert (
        len({registry.token(table(), "a"), registry.token(table(1), "a"), registry.token(table(), "b")}) == 3
    )


def test_replicas_with_one_secret_give_one_address_and_nobody_else_can_guess_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    tokens = []
    for secret in ("ours", "ours", "theirs", "", ""):  # an empty one is none
        monkeypatch.setattr(st, "get_option", {"server.cookieSecret": secret}.get)
        tokens.append(files.Registry().token(table(), "a"))
    assert tokens[0] == tokens[1]
    assert len(set(tokens)) == 4


def test_an_address_follows_from_what_is_said_not_from_how_it_lies_in_memory() -> None:
    """In another process a text may be one object or two, and a set may give its texts in another order."""
    names = [f"gemeente {number}" for number in range(400)]
    forward, back = frozenset(names), frozenset(reversed(names))
    assert list(forward) != list(back)
    registry = files.Registry()
    one, other = (replace(table(name=names[0]), highlight=each) for each in (forward, back))
    assert registry.token(one, "a") == registry.token(other, "a")
    twice, again = names[1], "".join(names[1])
    assert twice == again and twice is not again
    same = replace(table(), notes=(twice, twice))
    assert registry.token(same, "a") == registry.token(replace(same, notes=(twice, again)), "a")
    assert registry.token(one, "a") != registry.token(replace(one, highlight=frozenset(names[1:])), "a")


def test_what_may_stand_in_each_others_place_has_fields_of_its_own() -> None:
    """The address of a file is made of its fields by name: two kinds with the same ones would get each other's file."""
    kinds = [*_subclasses(Chart), Table, Bullets, Document, OnePage, files.Sheets]
    assert len(kinds) > 10
    named = {tuple(field.name for field in fields(kind)) for kind in kinds}
    assert len(named) == len(kinds)


def _subclasses(kind: type[Chart]) -> list[type[Chart]]:
    direct = kind.__subclasses__()
    return [*direct, *(each for one in direct for each in _subclasses(one))]


def test_what_a_chart_worked_out_for_itself_is_no_part_of_its_address() -> None:
    """A map knows the boundaries of its classes once they were asked: it is the same map."""
    shapes = tuple(Shape(f"GM{n:04}", f"gemeente {n}", (), (0.0, 0.0), float(n)) for n in range(9))
    chart = MapChart(
        title="Kaart", alt="Kaart", source="CBS", shapes=shapes, unit="eur", value_title="Lasten"
    )
    registry = files.Registry()
    first = registry.token(chart, "a")
    assert chart.bounds
    assert registry.token(chart, "a") == first


def test_a_table_as_csv_and_as_spreadsheet() -> None:
    registry = files.Registry()
    token = registry.token(table(1234.5), "Lasten: 2019")
    csv = registry.file(token, "csv")
    assert csv is not None and "1234,5" in csv.body.decode("utf-8-sig").replace("1.234,5", "1234,5")
    sheet = registry.file(token, "xlsx")
    assert sheet is not None and sheet.name.endswith(".xlsx")
    cells = [
        cell.value for row in openpyxl.load_workbook(io.BytesIO(sheet.body)).worksheets[0] for cell in row
    ]
    assert 1234.5 in cells


@pytest.mark.parametrize(("token", "extension"), [("geen", "csv"), ("../../etc/passwd", "csv")])
def test_an_unknown_address_gives_nothing(token: str, extension: str) -> None:
    assert files.Registry().file(token, extension) is None


def test_a_table_has_no_picture() -> None:
    registry = files.Registry()
    assert registry.file(registry.token(table(), "a"), "png") is None


def test_the_oldest_go_when_it_is_full() -> None:
    registry = files.Registry(kept=2)
    tokens = [registry.token(table(float(n)), "a") for n in range(3)]
    assert [registry.file(token, "csv") is not None for token in tokens] == [False, True, True]


def test_what_is_large_makes_room_sooner() -> None:
    """A table of all gemeenten is no page of one: how much is kept counts, not how many alone."""
    registry = files.Registry(kept_spelled_bytes=20_000)
    small = [registry.token(table(float(n)), "a") for n in range(5)]
    assert all(registry.file(token, "csv") for token in small)
    large = replace(table(), rows=tuple({"naam": f"gemeente {n}", "x": float(n)} for n in range(400)))
    tokens = [registry.token(replace(large, caption=caption), "a") for caption in ("een", "een", "twee")]
    assert tokens[0] == tokens[1]
    there = [registry.file(token, "csv") is not None for token in (*small, *tokens[1:])]
    assert there == [False] * 5 + [False, True]
    assert [registry.file(registry.token(each, "a"), "csv") is not None for each in (table(7.0), large)] == [
        True
    ] * 2


def test_what_a_window_shows_can_be_had_for_as_long_as_it_shows_it(
    open_report: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A hundred visitors push each other's files out of the registry within half a minute."""
    registry = files.Registry(kept=20)
    monkeypatch.setattr(files, "REGISTRY", registry)

    def others_come() -> None:
        for number in range(40):
            registry.token(table(float(number)), "a")

    def there() -> set[bool]:
        return {registry.file(token, extension) is not None for token, extension in links}

    at = open_report("gemeente", g="GM0150")
    links = re.findall(r'href="/bestand/(\w+)\.(csv)"', html(at))
    assert links
    others_come()
    assert there() == {True}
    at.switch_page("pages/over.py").run()
    others_come()
    assert there() == {False}


def test_a_name_that_is_a_formula_stays_text() -> None:
    registry = files.Registry()
    body = registry.file(registry.token(table(name="=1+1"), "a"), "csv").body.decode("utf-8-sig")  # type: ignore[union-attr]
    assert all(not line.startswith("=") for line in body.splitlines())


def test_a_file_is_made_once_and_only_making_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    registry, counted = files.Registry(), []
    token = registry.token(table(), "a")
    one = registry.file(token, "xlsx", lambda: counted.append(1))
    assert one is not None
    assert registry.file(token, "xlsx", lambda: counted.append(1)) is one
    assert counted == [1]
    monkeypatch.setattr(files, "REGISTRY", registry)
    monkeypatch.setattr(files, "LIMITS", Limits(1))
    assert [get(f"/bestand/{token}.{kind}").status for kind in ("csv", "csv", "machine-csv")] == [
        200,
        200,
        429,
    ]
