"""Forms: what is asked, in our own words with the document it comes from, and what was answered; nothing is scored.

A form ships as a record (`data/forms/*.toml`, read by `loaders.files.forms`). An answer is a choice of options by code
and, where wanted, a figure that a note points at; free text is no part of it, so it can stand in a link as a whole.
"""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType
from typing import Literal

from metrics.documents import Source

Kind = Literal["choice", "several", "note"]
CODE = r"[a-z]{1,3}[0-9]{1,2}[a-z]?"  # of a question, as it stands in a link
OPTION = r"[a-z]"
LONGEST_LINK = 2_700  # characters of one value of an address, with room for the gemeente
LONGEST_NOTE = 2_000
_ENTRY = re.compile(rf"({CODE})(?:-({OPTION}{{1,26}}))?(?::([a-z0-9_]{{1,60}}))?")


@dataclass(frozen=True)
class FormOption:
    """One option; `explanation`: when it fits. `line`: of the question's document, where it has one of its own."""

    code: str
    text: str
    explanation: str = ""
    line: int | None = None


@dataclass(frozen=True)
class FormPart:
    """Questions under one heading. `figures`: indicators that the part is about, the first leads."""

    code: str
    title: str
    text: str = ""
    figures: tuple[str, ...] = ()


@dataclass(frozen=True)
class FormQuestion:
    """What is asked: one option, several, or a note alone. Every question takes a note (`note`: what it asks for)."""

    code: str
    part: str
    text: str
    kind: Kind
    document: Source
    line: int
    explanation: str = ""
    options: tuple[FormOption, ...] = ()
    scale: str = ""  # code of options that questions share; they stand in `options` once the form is read
    note: str = "Toelichting"

    @cached_property
    def texts(self) -> Mapping[str, str]:
        """The options by code."""
        return {each.code: each.text for each in self.options}


@dataclass(frozen=True)
class Outcome:
    """What a document says where the answers are these (question -> option); no score."""

    when: Mapping[str, str]
    text: str
    document: Source
    line: int


@dataclass(frozen=True)
class Form:
    """A whole form."""

    code: str
    title: str
    parts: tuple[FormPart, ...]
    questions: tuple[FormQuestion, ...]
    outcomes: tuple[Outcome, ...] = ()

    @cached_property
    def by_code(self) -> Mapping[str, FormQuestion]:
        """The questions by code."""
        return {each.code: each for each in self.questions}

    def of_part(self, part: str) -> tuple[FormQuestion, ...]:
        """Return the questions of a part, in order; empty for a part that is not there."""
        return tuple(each for each in self.questions if each.part == part)


@dataclass(frozen=True)
class FormAnswer:
    """The options chosen, by code, and the indicator that the note points at ('' none)."""

    options: tuple[str, ...] = ()
    figure: str = ""


@dataclass(frozen=True)
class Given:
    """One question as it was answered: form and question by code, options, the note, and the figure it points at."""

    form: str
    question: str
    options: tuple[str, ...] = ()
    note: str = ""
    figure: str = ""


FormAnswers = Mapping[str, FormAnswer]  # by question
NONE: FormAnswers = MappingProxyType({})


def usable(form: Form, question: str, answer: FormAnswer, figures: Collection[str]) -> bool:
    """Say whether an answer can be one: question, options (one where one is asked) and figure exist, none twice."""
    asked = form.by_code.get(question)
    if asked is None or len(set(answer.options)) < len(answer.options):
        return False
    fits = set(answer.options) <= set(asked.texts) and (asked.kind == "several" or len(answer.options) <= 1)
    return fits and (not answer.figure or answer.figure in figures)


def encoded(answers: FormAnswers) -> str:
    """Return the answers as they stand in a link: `a1-b.a2-ac:lasten_per_inwoner`; '' for none.

    Where that is longer than a link takes, the figures stay behind: the choices go first.
    """

    def entry(code: str, answer: FormAnswer, *, whole: bool) -> str:
        figure = f":{answer.figure}" if answer.figure and whole else ""
        return f"{code}{'-' + ''.join(answer.options) if answer.options else ''}{figure}"

    found = ""
    for whole in (True, False):
        kept = ((code, each) for code, each in answers.items() if each.options or (each.figure and whole))
        found = ".".join(entry(code, each, whole=whole) for code, each in kept)
        if len(found) <= LONGEST_LINK:
            break
    return found


def decoded(text: str, form: Form, figures: Collection[str]) -> tuple[FormAnswers, bool]:
    """Return the answers of a link that can be used, in the order of the form, and whether that is all of them."""
    found: dict[str, FormAnswer] = {}
    entries = [each for each in text.split(".") if each]
    for each in entries:
        match = _ENTRY.fullmatch(each)
        if match is None:
            continue
        answer = FormAnswer(tuple(match[2] or ""), match[3] or "")
        if (answer.options or answer.figure) and usable(form, match[1], answer, figures):
            found[match[1]] = answer
    ordered = {each.code: found[each.code] for each in form.questions if each.code in found}
    return ordered, len(ordered) == len(entries)


def outcomes(form: Form, answers: FormAnswers) -> tuple[Outcome, ...]:
    """Return what the documents say of these answers."""
    return tuple(
        each
        for each in form.outcomes
        if all(answers.get(code, FormAnswer()).options == (option,) for code, option in each.when.items())
    )
