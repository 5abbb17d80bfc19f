"""The work file: what was saved opens again, also elsewhere, and a stranger's file can do nothing."""

import json
from typing import Any

import pytest

from loaders.files import shipped
from metrics.comparing.own_figures import OwnFigure
from metrics.forms import LONGEST_NOTE, Given
from pages.ui.own import monitor, work
from pages.ui.own.monitor import Statement
from pages.ui.own.work import Work, WorkGroup
from tests.pages.ui.own.test_messy_uploads import KNOWN

OWN = (
    OwnFigure("GM0150", 2024, "jaarrekening", 46_000_000.0),
    OwnFigure("GM0150", 2024, "prognose", 42_000_000.0, "maart"),
    OwnFigure("GM0150", 2024, "prognose", 44_500_000.0, "september"),
)
SAVED = Work(
    data_version="aa" * 8,
    gemeente="GM0150",
    year="2024",
    group=WorkGroup(kind="own", members=["GM0193", "GM0344"], title="Eigen keuze"),
    figures=work.figures_of(OWN),
    notes="Eerste regel <b>x</b>\nTweede",
)


def changed(**fields: Any) -> bytes:
    return json.dumps({**json.loads(work.text(SAVED)), **fields}).encode()


def test_what_was_saved_opens_as_it_was() -> None:
    found = work.read(work.text(SAVED).encode(), KNOWN, "aa" * 8)
    assert (found.work, found.figures, found.remarks) == (SAVED, OWN, ())


def test_elsewhere_it_says_what_it_cannot_use() -> None:
    group = {"kind": "own", "members": ["GM0193", "GM9999", "GM0344"], "kleur": "rood"}
    figures = [
        {"region": "GM0150", "year": 2024, "kind": "jaarrekening", "value": 46_000_000},
        {"region": "GM9999", "year": 2024, "kind": "jaarrekening", "value": 46_000_000},
        {"region": "GM0193", "year": 2024, "kind": "jaarrekening", "value": 46},
    ]
    data = changed(group=group, figures=figures, pad="../../etc/passwd")
    found = work.read(data, KNOWN, "bb" * 8)
    assert found.figures == OWN[:1]
    assert found.work.group is not None and found.work.group.members == ["GM0193", "GM0344"]
    said = " ".join(found.remarks)
    for part in (
        "Onbekend en niet gelezen: 'pad' en 'kleur'.",
        "een andere versie van de cijfers",
        "Deze gemeenten kennen we hier niet; ze tellen niet mee: GM9999.",
        "Niet gebruikt: GM9999, 2024 (jaarrekening): 'GM9999' kennen we niet.",
        "Niet gebruikt: Zwolle, 2024 (jaarrekening): '46' euro is te weinig voor Zwolle.",
    ):
        assert part in said


WAIT = {"region": "GM0150", "topic": "wachttijd", "year": 2023, "value": 6.5, "source": "Monitor 2024"}


def test_what_a_gemeente_states_comes_back_and_what_cannot_be_used_is_said() -> None:
    few = {**WAIT, "topic": "instroom", "value": 7.0}
    found = work.read(changed(monitor=[WAIT, few, {**few, "topic": "onzin"}], sheet="a\x00b"), KNOWN, "")
    assert found.statements == (Statement("GM0150", "wachttijd", 2023, 6.5, "Monitor 2024"),)
    assert found.work.sheet == "ab"
    said = " ".join(found.remarks)
    assert "zo weinig jongeren zijn te herkennen" in said and "Dit onderwerp kennen we niet." in said
    again = work.Work(gemeente="GM0150", monitor=work.statements_of(found.statements), sheet="ab")
    assert work.read(work.text(again).encode(), KNOWN, "").statements == found.statements


def test_a_file_of_before_opens_without() -> None:
    found = work.read(changed(), KNOWN, "")
    assert found.statements == () and found.work.sheet == ""


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\xff\xfe\x00",
        b"[]",
        b"[" * 100_000,
        b'{"format": "iets anders", "version": 1}',
        changed(version="1"),
        changed(version=0),
        changed(gemeente="../GM0150"),
        changed(gemeente="GM9999"),
        changed(year="2024; drop"),
        changed(notes="x" * (work.LONGEST_NOTES + 1)),
        changed(notes=["x"]),
        changed(sheet="x" * (work.LONGEST_SHEET + 1)),
        changed(monitor=[{"region": "GM0150", "topic": "../x", "year": 2023, "value": 40.0, "source": "x"}]),
        changed(monitor=[{"region": "GM0150", "topic": "instroom", "year": 2023, "value": 40.0}]),
        changed(monitor=[WAIT | {"year": 2015 + n} for n in range(monitor.MOST + 1)]),
        changed(group={"kind": "../own"}),
        changed(group={"kind": "saved", "name": "../../x"}),
        changed(group={"kind": "statistical", "k": 10**9}),
        changed(group={"kind": "statistical", "weights": {"onzin": 1.0}}),
        changed(figures=[{"region": "GM0150", "year": 2024, "kind": "onzin", "value": 1}]),
        changed(figures=[{"region": "GM0150", "year": 2024, "kind": "jaarrekening", "value": float("nan")}]),
        changed(figures="x"),
        b" " * (work.MAX_BYTES + 1),
    ],
)
def test_a_file_that_is_no_work_is_refused_and_nothing_of_it_is_opened(data: bytes) -> None:
    with pytest.raises(work.WorkError) as caught:
        work.read(data, KNOWN, "")
    assert "Er is niets geopend." in str(caught.value)


def test_a_file_of_a_newer_eigenwijzer_is_said() -> None:
    with pytest.raises(work.WorkError, match="nieuwere Eigenwijzer"):
        work.read(changed(version=work.VERSION + 1), KNOWN, "")


def test_marks_that_are_no_text_are_left_out_of_notes() -> None:
    found = work.read(changed(notes="a\x00b\u202ec\n"), KNOWN, "")
    assert found.work.notes == "abc\n"


RECORDS = shipped.records()
GIVEN = (
    Given("zelfevaluatie", "a1", (), "Met <b>tekens</b>\nen een regel", "lasten_per_inwoner"),
    Given("zelfevaluatie", "p1", ("a", "c"), "", ""),
    Given("samenwerken", "h2", ("b",), "waarom", ""),
)


def test_answers_open_as_they_were_saved() -> None:
    saved = SAVED.model_copy(update={"answers": work.answers_of(GIVEN)})
    found = work.read(work.text(saved).encode(), KNOWN, "aa" * 8, RECORDS)
    assert found.answers == GIVEN and found.remarks == ()


def test_a_file_of_before_there_were_forms_still_opens() -> None:
    old = json.loads(work.text(SAVED))
    del old["answers"]
    found = work.read(json.dumps(old).encode(), KNOWN, "aa" * 8, RECORDS)
    assert found.work == SAVED and found.answers == () and found.remarks == ()


def test_answers_to_what_is_not_asked_are_left_out_and_said() -> None:
    strange = [
        {"form": "anders", "question": "a1"},
        {"form": "zelfevaluatie", "question": "zz1", "note": "x"},
        {"form": "zelfevaluatie", "question": "b1", "options": ["a", "b"]},
        {"form": "zelfevaluatie", "question": "b1", "options": ["a"], "figure": "geen_cijfer"},
        {"form": "zelfevaluatie", "question": "b2a", "options": ["a"], "score": 5},
    ]
    found = work.read(changed(answers=strange), KNOWN, "aa" * 8, RECORDS)
    assert [each.question for each in found.answers] == ["b2a"]
    assert "Onbekend en niet gelezen: 'score'." in found.remarks
    assert "Niet gebruikt: 4 antwoorden passen niet bij een vraag die hier wordt gesteld." in found.remarks


@pytest.mark.parametrize(
    "answer",
    [
        {"form": "zelfevaluatie", "question": "a1", "note": "x" * (LONGEST_NOTE + 1)},
        {"form": "../zelf", "question": "a1"},
        {"form": "zelfevaluatie", "question": "b1", "options": ["<script>"]},
        {"form": "zelfevaluatie", "question": "b1", "options": "a"},
    ],
)
def test_an_answer_of_another_shape_opens_nothing(answer: dict[str, Any]) -> None:
    with pytest.raises(work.WorkError, match="answers"):
        work.read(changed(answers=[answer]), KNOWN, "aa" * 8, RECORDS)


def test_every_note_at_its_longest_can_be_opened_again() -> None:
    every = [
        Given(form.code, each.code, (), "\U0001f600" * LONGEST_NOTE, "")
        for form in RECORDS.forms.values()
        for each in form.questions
    ]
    text = work.text(SAVED.model_copy(update={"answers": work.answers_of(every)}))
    assert len(work.read(text.encode(), KNOWN, "aa" * 8, RECORDS).answers) == len(every)
