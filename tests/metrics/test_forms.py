"""Answers in a link: what goes in comes out, and what a stranger writes there does nothing."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.forms import (
    LONGEST_LINK,
    Form,
    FormAnswer,
    FormOption,
    FormPart,
    FormQuestion,
    Outcome,
    decoded,
    encoded,
    outcomes,
    usable,
)

YES_NO = (FormOption("a", "ja"), FormOption("b", "nee"))


def question(code: str, kind: str) -> FormQuestion:
    options = () if kind == "note" else YES_NO
    return FormQuestion(code, "deel", f"Vraag {code}?", kind, "eigenwijs", 1, options=options)  # type: ignore[arg-type]


FORM = Form(
    "toets",
    "Toets",
    (FormPart("deel", "Deel"),),
    (question("a1", "choice"), question("b2a", "several"), question("c3", "note")),
    (Outcome({"a1": "a", "b2a": "b"}, "Zo is het.", "studie", 3),),
)
FIGURES = {"lasten_per_inwoner"}
EVERY = st.dictionaries(
    st.sampled_from(["a1", "b2a", "c3"]),
    st.builds(
        FormAnswer,
        st.sampled_from([(), ("a",), ("b",), ("a", "b")]),
        st.sampled_from(["", "lasten_per_inwoner"]),
    ),
)


@given(EVERY)
def test_what_goes_into_a_link_comes_out(answers: dict[str, FormAnswer]) -> None:
    fitting = {
        code: each
        for code, each in answers.items()
        if usable(FORM, code, each, FIGURES) and each != FormAnswer()
    }
    assert decoded(encoded(fitting), FORM, FIGURES) == (dict(sorted(fitting.items())), True)


@pytest.mark.parametrize(
    "strange",
    [
        "a1-ab",
        "a1-z",
        "zz9-a",
        "c3-a",
        "b2a-aa",
        "a1:geen_cijfer",
        "a1-",
        "-a",
        "A1-a",
        "a1-a:x:y",
        "<b>",
        "a1",
    ],
)
def test_what_cannot_be_an_answer_is_left_out(strange: str) -> None:
    found, whole = decoded(f"{strange}.b2a-ab", FORM, FIGURES)
    assert found == {"b2a": FormAnswer(("a", "b"))} and not whole


def test_a_link_that_grows_too_long_keeps_the_choices() -> None:
    many = {f"a{n}": FormAnswer(("a",), "f" * 60) for n in range(60)}
    text = encoded(many)
    assert len(text) <= LONGEST_LINK and ":" not in text and text.count("-a") == 60


def test_an_outcome_needs_all_its_answers() -> None:
    one = {"a1": FormAnswer(("a",))}
    assert outcomes(FORM, one) == ()
    assert outcomes(FORM, {**one, "b2a": FormAnswer(("b",))}) == FORM.outcomes
    assert outcomes(FORM, {**one, "b2a": FormAnswer(("a", "b"))}) == ()
    assert outcomes(replace(FORM, outcomes=()), one) == ()
