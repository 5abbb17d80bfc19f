"""Saving and opening the work on *Met wie vergelijken?*."""

import pytest

from metrics.comparing.own_figures import OwnFigure
from pages.ui.own import work
from pages.ui.own.monitor import Statement
from pages.ui.own.work import Work, WorkGroup
from tests.pages.conftest import Open, html

PAGE = "referentiegroep"


@pytest.mark.shared
def test_a_work_file_opens_with_gemeente_group_year_figures_and_notes(open_cbs: Open) -> None:
    own = (OwnFigure("GM0193", 2024, "jaarrekening", 60_000_000.0),)
    saved = Work(
        gemeente="GM0193",
        year="2023",
        group=WorkGroup(kind="saved", name="weg", title="Groep 'Weg'", members=["GM0150", "GM0200"]),
        figures=work.figures_of(own),
        notes="Let op <script>",
        monitor=work.statements_of([Statement("GM0193", "wachttijd", 2023, 6.5, "Monitor 2024")]),
        sheet="Eerst de wachttijd.",
    )
    at = open_cbs(PAGE, g="GM0150", fig="lasten_per_inwoner")
    uploader = next(each for each in at.file_uploader if each.label == "Open uw werk")
    uploader.upload("mijn.eigenwijzer.json", work.text(saved).encode(), "application/json").run()
    assert not at.exception
    assert at.query_params["g"] == "GM0193" and at.query_params["leden"] == "GM0150,GM0200"
    text = html(at)
    assert "Uw werk is geopend." in text
    assert "De bewaarde groep (Groep &#39;Weg&#39;) staat hier niet." in text
    assert "Zwolle 2024 (jaarrekening)" in text and "Eigen keuze: 2 gemeenten." in text
    assert next(each for each in at.text_area if each.label == "Notities").value == "Let op <script>"
    assert "<script>" not in text
    at.run()
    assert "Uw werk is geopend." not in html(at)  # opened once
    sheet = html(at.switch_page("pages/gesprek.py").run())
    assert "6,5 weken (eigen opgave; bron: Monitor 2024)" in sheet and "Eerst de wachttijd." in sheet


@pytest.mark.shared
def test_a_file_that_is_no_work_changes_nothing(open_cbs: Open) -> None:
    at = open_cbs(PAGE, g="GM0150")
    uploader = next(each for each in at.file_uploader if each.label == "Open uw werk")
    uploader.upload("x.json", b"{}", "application/json").run()
    assert not at.exception
    assert "Dit is geen werkbestand van Eigenwijzer" in html(at)
    assert at.query_params["g"] == "GM0150"
