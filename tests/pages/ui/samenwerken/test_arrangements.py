"""The arrangements of 2011: all 28, three places side by side, searched, and kept as a file."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from metrics.records import Records
from metrics.report.arrangements import fitting
from metrics.report.documents import Arrangement
from pages.ui.documents.spreadsheet import csv_machine
from pages.ui.parts.tables import Cell
from pages.ui.samenwerken import arrangements_table
from tests.pages.conftest import html

ROOT = Path(__file__).resolve().parents[4]
COUNTED = ("regions", "national", "since")  # printed as a number, yes or no, a year: comparable as they stand


def disagreements(each: Arrangement) -> tuple[str, ...]:
    """Return in which of the countable fields the places that print it print something else."""
    places = [place for place in (each.table5, each.table6, each.appendix) if place]
    said = {
        field: {str(getattr(place, field)).strip().lower() for place in places} - {""} for field in COUNTED
    }
    return tuple(field for field, found in said.items() if len(found) > 1)


def test_twenty_eight_are_printed_and_their_places_disagree_where_they_do(records: Records) -> None:
    by_code = {each.code: each for each in records.arrangements}
    assert len(by_code) == arrangements_table.PRINTED_N
    assert sum(each.table6 is not None for each in by_code.values()) == 27
    assert sum(each.table5 is not None for each in by_code.values()) == 10
    assert "regions" in disagreements(by_code["amw"])  # 119 in table 6, 114 in table 5 and the appendix
    assert disagreements(by_code["hg"]) == ()
    # the two pages whose titles the appendix has swapped stand with their own content
    assert (by_code["rmc"].appendix.line, by_code["rmc"].appendix.regions) == (987, "39")
    assert (by_code["vh"].appendix.line, by_code["vh"].appendix.regions) == (1045, "45")


def test_every_disagreement_in_a_count_is_said(records: Records) -> None:
    assert [each.code for each in records.arrangements if disagreements(each) and not each.differs] == []


def test_a_search_needs_every_word_and_no_accents(records: Records) -> None:
    assert [each.code for each in fitting(records.arrangements, "Verwijsindex")] == ["vi"]
    assert {each.code for each in fitting(records.arrangements, "politie burgemeester")} == {"vr", "pr"}
    assert len(fitting(records.arrangements, "  ")) == 28
    assert fitting(records.arrangements, "zeppelin") == ()
    assert "jzo" in {each.code for each in fitting(records.arrangements, "geindiceerde")}


def test_the_file_has_every_place_side_by_side(records: Records) -> None:
    text = csv_machine(arrangements_table.whole(records.arrangements)).decode()
    assert len(text.strip().splitlines()) >= 29
    assert "Aantal, tabel 6" in text and "Aantal, bijlage" in text and "119" in text and "114" in text
    first = arrangements_table.short(records.arrangements).rows[0]["naam"]
    assert isinstance(first, Cell) and "24 subregio's" in first.flag


def _page() -> None:
    from types import SimpleNamespace

    import streamlit as st

    from pages.ui.samenwerken import arrangements
    from pages.ui.site import builds

    kept = SimpleNamespace(kept=lambda _, make_it: make_it())
    arrangements.draw(SimpleNamespace(records=builds.records(), loaded=kept, html=st.html))  # type: ignore[arg-type]


def test_it_is_drawn_folded_and_searched(report_data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EIGENWIJZER_DATA", str(report_data))
    monkeypatch.chdir(ROOT)
    at = AppTest.from_function(_page, default_timeout=30).run()
    assert not at.exception
    assert "zegt 32" in html(at) and "Verwijsindex" in html(at)
    at.text_input(key="_samenwerking_2011").set_value("ggd jeugdgezondheidszorg").run()
    text = html(at)
    assert "van de 28 samenwerkingsverbanden" in text and "Politieregio" not in text
    at.text_input(key="_samenwerking_2011").set_value("zeppelin").run()
    assert "Niets gevonden" in html(at)
