"""What a visitor answered in the forms, for this visit: choices also stand in the link, free text never does.

FormAnswers are about one gemeente: the value of the address begins with its code, so that another gemeente does not get
them.
"""

from collections.abc import Collection, Iterable, Mapping

import streamlit as st

from metrics.forms import NONE, Form, FormAnswer, FormAnswers, FormQuestion, Given, decoded, encoded
from metrics.places.names import Names
from pages.ui.site import free_text
from pages.ui.site.visiting.selection import ANSWERS

_KEPT = "antwoorden"  # a plain key of the session: (form, gemeente) -> answers


def kept(form: str, gemeente: str) -> FormAnswers:
    """Return the choices of a form in this visit."""
    found: Mapping[tuple[str, str], FormAnswers] = st.session_state.get(_KEPT, {})
    return found.get((form, gemeente), NONE)


def keep(form: str, gemeente: str, answers: FormAnswers) -> None:
    """Keep the choices of a form for this visit, in place of those before."""
    st.session_state[_KEPT] = {**st.session_state.get(_KEPT, {}), (form, gemeente): dict(answers)}


def of_address(
    form: Form, gemeente: str, value: str, figures: Collection[str], names: Names
) -> tuple[FormAnswers | None, bool]:
    """Return the choices in an address, and whether all of it could be used; None: it has none of this gemeente."""
    of, _, rest = value.partition(".")
    if not value or names.resolve(of).code != gemeente:
        return None, not value or names.resolve(of).code is not None
    return decoded(rest, form, figures)


def to_address(gemeente: str, answers: FormAnswers) -> str:
    """Return the value for an address; empty without choices."""
    text = encoded(answers)
    return f"{gemeente}.{text}" if text else ""


def change(form: str, gemeente: str, question: str, answer: FormAnswer) -> None:
    """Put one answer in the visit and in the address; an empty one takes it away."""
    answers = {**kept(form, gemeente), question: answer}
    if answer == FormAnswer():
        del answers[question]
    keep(form, gemeente, answers)
    show(gemeente, answers)


def show(gemeente: str, answers: FormAnswers) -> None:
    """Put the choices in the address."""
    value = to_address(gemeente, answers)
    if value:
        st.query_params[ANSWERS] = value
    else:
        st.query_params.pop(ANSWERS, None)


def note_name(form: str, gemeente: str, question: str) -> str:
    """Return the name of the free text of a question within the visit."""
    return f"{form}_{gemeente}_{question}"


def note(form: str, gemeente: str, question: str) -> str:
    """Return what was typed at a question."""
    return free_text.typed(note_name(form, gemeente, question))


def given(forms: Iterable[Form], gemeente: str) -> tuple[Given, ...]:
    """Return everything that was answered for a gemeente, in the order of the forms: for a file or a document."""
    found = []
    for form in forms:
        answers = kept(form.code, gemeente)
        for asked in form.questions:
            one = _given(form, asked, gemeente, answers.get(asked.code, FormAnswer()))
            if one.options or one.note.strip() or one.figure:
                found.append(one)
    return tuple(found)


def _given(form: Form, asked: FormQuestion, gemeente: str, answer: FormAnswer) -> Given:
    written = note(form.code, gemeente, asked.code)
    return Given(form.code, asked.code, answer.options, written, answer.figure)


def put(forms: Iterable[Form], gemeente: str, opened: Iterable[Given]) -> None:
    """Put the answers of a file in the visit, in place of all that stood there for the gemeente."""
    by_place = {(each.form, each.question): each for each in opened}
    for form in forms:
        answers = {}
        for asked in form.questions:
            one = by_place.get((form.code, asked.code), Given(form.code, asked.code))
            answers[asked.code] = FormAnswer(one.options, one.figure)
            free_text.put(note_name(form.code, gemeente, asked.code), one.note)
        keep(form.code, gemeente, {code: each for code, each in answers.items() if each != FormAnswer()})
