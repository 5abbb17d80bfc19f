"""The forms as visitors meet them: a link, the answers of a visit, the work file, and whose answers they are."""

import io
import json
import re
import threading
import zipfile
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
from streamlit.testing.v1 import AppTest

from loaders.files import shipped
from metrics.forms import LONGEST_NOTE, Given
from pages.ui.forms.drawing import NO_NAMES
from pages.ui.own import work
from pages.ui.own.work import Work
from tests.pages.conftest import Open, html
from tests.pages.test_links import query, shared

BROKEN = "Een deel van de link klopt niet."
FORMS = sorted(shipped.records().forms)


def radio(at: AppTest, label: str) -> Any:
    return next(each for each in at.radio if each.label.startswith(label))


def area(at: AppTest, label: str) -> Any:
    return next(each for each in at.text_area if each.label.startswith(label))


@pytest.mark.parametrize("name", FORMS)
def test_every_part_opens_with_the_report_alone(name: str, open_report: Open) -> None:
    for part in shipped.records().forms[name].parts:
        at = open_report(name, g="GM0150", stap=part.code)
        assert not at.exception and part.title in html(at)
        # the warning stands once, above the questions; every free field points at it
        assert len(re.findall("kind of gezin te herkennen", html(at))) == 1
        assert {each.placeholder for each in at.text_area} <= {NO_NAMES}


def test_a_link_carries_choices_and_says_what_it_cannot_use(open_report: Open) -> None:
    at = open_report("zelfevaluatie", g="GM0150", stap="basis", antw="GM0150.b1-b:lasten_per_inwoner.p1-ab")
    assert BROKEN not in html(at) and radio(at, "1. Veilig").value == "b"
    assert "Er is een plan voor de uitvoering" in html(at) and "U vulde 2 van de 51 vragen in." in html(at)
    strange = open_report("zelfevaluatie", g="GM0150", antw="GM0150.b1-b.b1-zz.<x>")
    assert BROKEN in html(strange) and not strange.exception
    odd = open_report("zelfevaluatie", g="GM0150", antw="GM0150.b2a-q.zz1-a")
    assert BROKEN in html(odd) and "antw" not in query(shared(odd))


def test_answers_are_of_one_gemeente(open_report: Open) -> None:
    at = open_report("zelfevaluatie", g="GM0344", antw="GM0150.b1-b")
    assert "Het formulier heeft 51 vragen" in html(at) and BROKEN not in html(at)
    assert "antw" not in query(shared(at))


def test_what_is_written_stays_for_the_visit_and_is_in_no_link(open_report: Open) -> None:
    at = open_report("zelfevaluatie", g="GM0150", stap="basis")
    assert not at.text_area  # a note belongs to an answer
    radio(at, "1. Veilig").set_value("c").run()
    area(at, "Toelichting bij '1. Veilig").set_value("Geheim <script>verhaal").run()
    assert "Geheim" in html(at) and "<script>verhaal" not in html(at)
    pointed = next(each for each in at.selectbox if each.label == "Cijfer bij deze notitie")
    pointed.set_value("lasten_per_inwoner").run()
    assert "Lasten per inwoner, 2019: €" in html(at)
    link = query(shared(at))
    assert link["antw"] == "GM0150.b1-c:lasten_per_inwoner" and "Geheim" not in shared(at)
    at.switch_page("pages/kosten.py").run()
    at.switch_page("pages/zelfevaluatie.py").run()
    assert "Geheim" in html(at) and query(shared(at))["antw"] == link["antw"]
    other = at.switch_page("pages/zelfevaluatie.py")
    other.query_params["g"] = "GM0344"
    other.run()
    assert "Geheim" not in html(other)


def test_begin_anew_takes_all_of_it_away(open_report: Open) -> None:
    at = open_report("samenwerken", g="GM0150", antw="GM0150.h2-a.h3-a")
    assert "Kwadrant I:" in html(at)
    next(each for each in at.button if each.label == "Begin opnieuw").click().run()
    assert "Kwadrant I:" not in html(at) and "antw" not in query(shared(at))


def test_ticking_and_unticking(open_report: Open) -> None:
    at = open_report("samenwerken", g="GM0150", stap="waarom")
    boxes = {each.label.split(":")[0]: each for each in at.checkbox}
    boxes["om sterker te staan"].check().run()
    boxes = {each.label.split(":")[0]: each for each in at.checkbox}
    boxes["om hulp te bieden die alleen niet lukt"].check().run()
    assert query(shared(at))["antw"] == "GM0150.r1-ae"
    {each.label.split(":")[0]: each for each in at.checkbox}["om sterker te staan"].uncheck().run()
    assert query(shared(at))["antw"] == "GM0150.r1-e"


def test_a_saved_file_opens_on_the_form(open_report: Open) -> None:
    given = (Given("zelfevaluatie", "b1", ("a",), "Uit het bestand", ""), Given("samenwerken", "h2", ("b",)))
    saved = Work(gemeente="GM0344", answers=work.answers_of(given))
    at = open_report("zelfevaluatie", g="GM0150", stap="basis", antw="GM0150.b5-a")
    uploader = next(each for each in at.file_uploader if each.label == "Open uw antwoorden")
    uploader.upload("x.eigenwijzer.json", work.text(saved).encode(), "application/json").run()
    assert not at.exception
    assert at.query_params["g"] == "GM0344" and at.query_params["antw"] == "GM0344.b1-a"
    assert "Uw werk is geopend." in html(at) and "Uit het bestand" in html(at)
    damaged = json.dumps({**json.loads(work.text(saved)), "answers": [{"form": "x" * 99}]}).encode()
    uploader = next(each for each in at.file_uploader if each.label == "Open uw antwoorden")
    uploader.upload("y.json", damaged, "application/json").run()
    assert "Dit is geen werkbestand van Eigenwijzer" in html(at) and "Uit het bestand" in html(at)


def test_the_longest_note_is_taken_and_the_page_still_opens(open_report: Open) -> None:
    at = open_report("zelfevaluatie", g="GM0150")
    area(at, "Wat zijn de visie").set_value("<b>é" * (LONGEST_NOTE // 4)).run()
    assert not at.exception and "&lt;b&gt;é" in html(at)


def test_without_divisions_the_page_says_so_and_the_form_works(open_report: Open) -> None:
    text = html(open_report("samenwerken", g="GM0150"))
    assert "geen regionale indeling geladen" in text and "Vallen de indelingen samen?" not in text
    assert "Om welke hulpvraag gaat het?" in text


@pytest.mark.shared
def test_whom_a_gemeente_meets_and_how_divisions_coincide(open_cbs: Open) -> None:
    at = open_cbs("samenwerken", g="GM0150")
    text = html(at)
    assert not at.exception
    assert "Deventer deelt in 2026 de jeugdregio met tien andere gemeenten" in text
    assert "passen er helemaal in." in text and text.index("Olst-Wijhe") < text.index("Het formulier")
    older = html(open_cbs("samenwerken", g="GM0150", indeling="2016"))
    assert "vallen er 13 samen met een GGD-regio" in older
    assert BROKEN in html(open_cbs("samenwerken", g="GM0150", indeling="1999"))


def test_a_stranger_in_the_address_is_not_shown(open_report: Open) -> None:
    at = open_report("samenwerken", g="GM0150", antw="GM0150.h2-a", stap="<script>", indeling="x")
    assert BROKEN in html(at) and "<script>" not in html(at)
    assert dict(parse_qsl(urlsplit(shared(at)).query))["stap"] == "vraag"


def test_what_is_saved_holds_the_notes_though_it_is_made_later_by_a_thread_without_a_session(
    open_report: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    offered: dict[str, Callable[[], bytes]] = {}
    monkeypatch.setattr(
        "streamlit.download_button", lambda label, data, **_: offered.__setitem__(label, data)
    )
    at = open_report("zelfevaluatie", g="GM0150", groep="own", leden="GM0193,GM0344")
    area(at, "Wat zijn de visie").set_value("Dichtbij huis.").run()
    assert not at.exception
    made: dict[str, bytes] = {}

    def make() -> None:
        made.update({label: data() for label, data in offered.items()})

    other = threading.Thread(target=make)
    other.start()
    other.join()
    saved = json.loads(made["Bewaar uw antwoorden"])
    assert [each["note"] for each in saved["answers"]] == ["Dichtbij huis."]
    assert saved["group"]["members"] == ["GM0193", "GM0344"]
    with zipfile.ZipFile(io.BytesIO(made["Bewaar als Word"])) as word:
        assert "Dichtbij huis." in word.read("word/document.xml").decode()
