"""An export of waarstaatjegemeente.nl or DUO: what it states of a gemeente, what is asked, what is refused."""

from datetime import date

import pytest

from pages.ui.own import monitor_export, sheet, template
from pages.ui.own.monitor import Statement
from pages.ui.own.row import Known
from pages.ui.own.sheet import UploadError
from tests.metrics.build_facts import names
from tests.pages.ui.own.test_figures import FIGURES, MERGED, NAMES, csv_file

SOURCE = "Bron: DUO - bewerking ABF Research\n"


def read(text: str, region: str = "GM0150") -> monitor_export.Stated | None:
    known = Known(names(NAMES, MERGED), FIGURES, today=date(2026, 11, 28))
    lines, *_ = sheet.lines_of(text.encode(), template.COLUMNS)
    return monitor_export.read(lines, known, region)


def refused(text: str) -> str:
    with pytest.raises(UploadError) as caught:
        read(text)
    return " ".join(caught.value.problems)


@pytest.mark.parametrize(
    "text",
    [
        "Periode;Gemeente;Voortijdig schoolverlaters (%)\n2019;Deventer;1,9\n2019;Utrecht;2,4\n",
        "Onderwijs\n\nPeriode;Gemeente;Onderwerp;Waarde\n2019;Deventer;Voortijdig schoolverlaters (%);1,9\n",
        "Voortijdig schoolverlaters (%)\n\nGemeente;2019\nDeventer;1,9%\n",
        "Gemeente;Onderwerp;2019\nDeventer;Voortijdig schoolverlaters (%);1,9\n",
    ],
)
def test_every_form_states_the_same_with_the_source_of_the_file(text: str) -> None:
    found = read(text + SOURCE)
    assert found is not None
    assert found.statements == (
        Statement("GM0150", "schoolverlaters_deel", 2019, 1.9, "DUO - bewerking ABF Research"),
    )


def test_rows_a_school_of_duo_are_added_up_where_each_is_known() -> None:
    head = "SCHOOLJAAR;INSTELLING;GEMEENTENUMMER;GEMEENTENAAM;AANTAL_VSV\n"
    rows = "2019;A;0150;Deventer;40\n2019;B;0150;Deventer;52\n2019;C;0344;Utrecht;300\n"
    found = read(head + rows)
    assert found is not None
    (one,) = found.statements
    assert (one.topic, one.value, one.source) == ("schoolverlaters", 92, "bestand met de kolommen van DUO")
    assert found.remarks == ("Gelezen: alleen de cijfers van Deventer.",)
    assert "geen totaal" in refused(head + rows.replace("52", "."))


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (
            "Periode;Gemeente;Voortijdig schoolverlaters\n2019;Deventer;1,9\n" + SOURCE,
            "aantal of een percentage",
        ),
        ("Periode;Gemeente;Voortijdig schoolverlaters (%)\n2019;Deventer;1,9\n", "geen regel 'Bron:'"),
        (
            "Periode;Gemeente;Voortijdig schoolverlaters (%)\n2019;Utrecht;1,9\n" + SOURCE,
            "geen cijfer van Deventer",
        ),
        (
            "Periode;Gemeente;Voortijdig schoolverlaters (%)\n2e half 2019;Deventer;2\n" + SOURCE,
            "is geen jaar",
        ),
        ("Periode;Gemeente;Voortijdig schoolverlaters (%)\n2019;Deventer;veel\n" + SOURCE, "is geen getal"),
        ("Periode;Gemeente;Voortijdig schoolverlaters (%)\n2019;Deventer;190\n" + SOURCE, "kan niet"),
        ("Periode;Gemeente;Voortijdig schoolverlaters (aantal)\n2019;Deventer;9\n" + SOURCE, "onder de 10"),
    ],
)
def test_what_is_not_said_is_asked_and_what_cannot_be_is_refused(text: str, why: str) -> None:
    assert why in refused(text)


def test_a_table_of_our_own_is_no_export() -> None:
    assert read(csv_file("Deventer;2019;jaarrekening;24039000;euro").decode()) is None
    assert read("Gemeente;2019\nDeventer;1,9\n") is None


def test_a_source_line_is_bounded() -> None:
    found = read(
        "Gemeente;Onderwerp;2019\nDeventer;Kinderen in eenoudergezin (%);17\nBron: " + "x" * 400 + "\n"
    )
    assert found is not None
    assert [len(each.source) for each in found.statements] == [160]
