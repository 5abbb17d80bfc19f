"""*Twee gemeenten naast elkaar* as a clerk opens it: both figures, the relation in words, notes that stay off links."""

import pytest

from pages.ui.naast import html as notes_html
from tests.pages.conftest import Open, html

PAGE = "naast"


def test_with_the_report_alone_two_of_the_five_stand_side_by_side(open_report: Open) -> None:
    text = html(open_report(PAGE, g="GM0150", naast="GM0344"))
    assert "<caption><span>Deventer en Utrecht</span>" in text
    assert "dan in Utrecht" in text and "Vragen aan elkaar" in text


def test_a_gemeente_beside_itself_or_an_unknown_one_is_refused_with_a_notice(open_report: Open) -> None:
    for bad in ("GM0150", "GM9999", "zz"):
        at = open_report(PAGE, g="GM0150", naast=bad)
        assert not at.exception
        assert at.selectbox(key="_naast_naast").value == "GM0344"
        assert "ew-melding" in html(at)


def test_a_former_gemeente_beside_leads_to_its_successor_and_a_wrong_link_is_said_once(
    open_report: Open,
) -> None:
    at = open_report(PAGE, g="GM0150", naast="GM0457", j="<b>", r="zz")
    assert at.selectbox(key="_naast_naast").value == "GM0363"
    assert "Weesp hoort sinds 2022 bij Amsterdam." in html(at)
    twice = html(open_report(PAGE, g="GM0150", naast="zz", r="zz"))
    assert twice.count("Een deel van de link klopt niet") == 1


def test_notes_are_shown_as_text_and_never_in_a_link(open_report: Open) -> None:
    at = open_report(PAGE, g="GM0150", naast="GM0344")
    at.text_area[0].set_value("<script>alert(1)</script>\nWat doet u?").run()
    text = html(at)
    assert "<script>" not in text and "&lt;script&gt;" in text
    assert all(
        "Wat+doet" not in str(value) and "Wat doet" not in str(value) for value in at.query_params.values()
    )


def test_a_note_that_is_printed_takes_lines_and_no_second_sheet() -> None:
    """With one note of two lines the link at the foot stood alone on a second sheet."""
    assert notes_html.room(stories=True, notes_n=1) == 2
    assert notes_html.room(stories=True, notes_n=9) == 1
    assert notes_html.room(stories=False, notes_n=0) == 10


def test_paper_has_lines_to_write_on_where_nothing_was_typed() -> None:
    assert notes_html.notes(" \n", 6).count("ew-schrijfregel") == 6
    assert "ew-schrijfregel" not in notes_html.notes("Vraag naar het wijkteam")


@pytest.mark.shared
def test_it_begins_with_the_gemeente_most_alike_and_says_so(open_cbs: Open) -> None:
    text = html(open_cbs(PAGE, g="GM0175"))
    assert "lijkt het meest op Ommen; kies zelf een andere" in text
    chosen = html(open_cbs(PAGE, g="GM0175", naast="GM0150"))
    assert (
        "lijkt het meest op" not in chosen and "Deventer in 2021" not in chosen
    )  # folded: drawn by Streamlit
    assert "Over Ommen vertellen de documenten niets." in chosen
