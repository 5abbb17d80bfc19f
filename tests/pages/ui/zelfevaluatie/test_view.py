"""The first screen of *Zelfevaluatie* on hand-made figures: what it says, and what it says where there are none."""

from datetime import date

import pandas as pd

from loaders.files import shipped
from metrics.comparing.reading import Reading, Readings
from metrics.documents import LINE
from metrics.forms import Given
from pages.ui.documents.provenance import Provenance
from pages.ui.forms import telling
from pages.ui.forms.figures import OwnFigurePointed
from pages.ui.parts.tables import cell_text
from pages.ui.zelfevaluatie import view as views
from pages.ui.zelfevaluatie import words
from pages.ui.zelfevaluatie.view import EvaluationView
from tests.data.screen_words import hits

RECORDS = shipped.records()
FORM = RECORDS.forms["zelfevaluatie"]
NOBODY = Readings.of_frame(
    pd.DataFrame(
        {"indicator": ["lasten_per_inwoner"], "region": ["GM0002"], "period": ["2023"], "value": [1.0]}
    )
)


def view(figures: dict[str, OwnFigurePointed], *given: Given, readings: Readings = NOBODY) -> EvaluationView:
    told = telling.filled(FORM, "Aa", given, figures, lambda sources: ", ".join(dict.fromkeys(sources)))
    return EvaluationView("GM0001", told, readings)


def pointed(value: float) -> dict[str, OwnFigurePointed]:
    code = "lasten_per_inwoner"
    own = Reading(code, "GM0001", "2023", value=value, sources=("45063NED",))
    country = Reading(code, "NL00", "2023", value=400.0, sources=("45063NED",))
    return {code: OwnFigurePointed(RECORDS.indicators[code], "2023", "2023", own, country)}


def cells(found: EvaluationView) -> list[list[str]]:
    table = views.table(found)
    return [
        [cell_text(table.cell(row, each), each).replace("\xa0", " ") for each in table.columns]
        for row in table.rows
    ]


def test_a_part_stands_beside_its_figure_and_says_how_far_it_is() -> None:
    rows = cells(view(pointed(432.4), Given("zelfevaluatie", "a1", (), "x")))
    assert rows[0] == ["1. Eigen analyse", "", "", "1 van 6"]
    assert rows[1] == ["– lasten per inwoner, 2023", "€ 432", "€ 400", ""]
    assert rows[2] == ["2. Organisatie en uitvoering: cijfer nog niet geladen", "", "", "0 van 6"]
    about_nothing = next(row for row in rows if row[0].startswith("5."))
    assert about_nothing[0] == "5. Wie er meekijkt: geen open cijfer"


def test_what_only_this_gemeente_lacks_is_not_called_not_loaded() -> None:
    """Land van Cuijk in 2019: it did not exist, and its use was called 'nog niet geladen'."""
    frame = pd.DataFrame(
        {"indicator": ["natura_jeugdhulp"], "region": ["NL01"], "period": ["2019H1"], "value": [9.9]}
    )
    rows = cells(view(pointed(432.4), readings=Readings.of_frame(frame)))
    assert rows[2][0] == "2. Organisatie en uitvoering: hier geen cijfer van Aa"


def test_the_first_screen_compares_with_nederland() -> None:
    frame = pd.DataFrame(
        {
            "indicator": ["lasten_per_inwoner"] * 2,
            "region": ["GM0001", "NL01"],
            "period": ["2023"] * 2,
            "value": [432.4, 400.0],
            "status": ["ok"] * 2,
        }
    )
    found = view(pointed(432.4), readings=Readings.of_frame(frame))
    assert "€\xa0432" in words.subtitle(found) and "Nederland" in words.subtitle(found)
    assert hits(f"{words.title(found)} {words.subtitle(found)}") == []
    assert "vragen" not in words.subtitle(found)  # how long the form is stands beneath it, once
    begun = view(pointed(432.4), Given("zelfevaluatie", "a1", (), "x"), readings=Readings.of_frame(frame))
    assert words.subtitle(begun).endswith("U vulde 1 van de 51 vragen in.")


def test_without_figures_only_the_form_is_told() -> None:
    found = view({})
    assert found.level == ""
    assert words.subtitle(found) == telling.progress(found.told)
    assert {row[0].partition(": ")[2] for row in cells(found)} == {
        "hier geen cijfer van Aa",  # another has one of lasten per inwoner
        "cijfer nog niet geladen",
        "geen open cijfer",
    }


def test_a_part_whose_figure_others_have_is_not_called_not_loaded() -> None:
    frame = pd.DataFrame(
        {
            "indicator": ["kinderen_laag_inkomen"],
            "region": ["GM0002"],
            "period": ["2021"],
            "value": [5.0],
            "status": ["ok"],
        }
    )
    rows = cells(view({}, readings=Readings.of_frame(frame)))
    called = "6. Wat er nog bij hoort"
    assert [row[0] for row in rows if row[0].startswith(called)] == [
        f"{called}: hier geen cijfer van {view({}).name}"
    ]


def test_an_empty_form_says_that_it_is_empty_and_what_a_line_is() -> None:
    told = Provenance(day=date(2026, 11, 29), version="v", link="https://a")
    empty = telling.document(view({}).told, told)
    assert (empty.opening, empty.summary) == (
        "Het formulier",
        ("Er is nog niets ingevuld. Hieronder staan alle 51 vragen. Er komt geen cijfer of oordeel uit.",),
    )
    assert empty.colophon.count(LINE) == 1
    begun = telling.document(view({}, Given("zelfevaluatie", "a1", (), "x")).told, told)
    assert begun.opening == "Wat is ingevuld"
    assert begun.summary[0].startswith("Ingevuld: 1 van de 51 vragen.")


def test_the_background_is_short() -> None:
    assert sum(len(text.split()) for text in words.BACKGROUND) <= 120
