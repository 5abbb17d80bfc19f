"""A form on a page: one part at a time, with answers in the address, notes in the visit, and a Word page: Streamlit."""

from functools import partial

import streamlit as st

from metrics.forms import LONGEST_NOTE, Form, FormAnswer, FormAnswers, FormPart, FormQuestion
from pages.ui.documents import spreadsheet, word
from pages.ui.documents.content import Section
from pages.ui.forms import figures as pointing
from pages.ui.forms import html, telling
from pages.ui.forms.telling import Filled
from pages.ui.own import workplace
from pages.ui.parts import notices
from pages.ui.site import free_text, menu, provenance, show, sourced
from pages.ui.site.page import Page
from pages.ui.site.visiting import answered, keyed, visit
from pages.ui.site.visiting.selection import ANSWERS, STEP

_NO_ANSWER = ""
NO_NAMES = "Geen namen (zie boven)"
_MIME = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def filled(page: Page, form: Form, own: str) -> Filled:
    """Return a form as it is filled in for a gemeente: by the address, else in this visit. To be called once a run."""
    limit = visit.limit(page.selection, page.build.readings, own, page.loaded.reported)
    figures = page.loaded.kept(("figures_pointed", own, limit), lambda: pointing.of(page.build, own, limit))
    asked = page.selection.params.get(ANSWERS, "")
    found, whole = answered.of_address(form, own, asked, page.records.indicators, page.build.names)
    if not whole:
        page.notice("K5")
    if found is not None:
        answered.keep(form.code, own, found)
    page.taken[ANSWERS] = answered.to_address(own, answered.kept(form.code, own))
    given = answered.given([form], own)
    return telling.filled(
        form, page.name_of(own), given, figures, lambda sources: sourced.line(page.loaded, sources)
    )


def form(page: Page, told: Filled, own: str, about: tuple[Section, ...] = ()) -> None:
    """Draw a form: which part, its questions, what the documents say of the answers, and what to do with them.

    `about`: what the page adds to the document before the answers.
    """
    form = told.form
    titles = {part.code: _counted(told, part) for part in form.parts}
    with st.container(key="formulier_deel"):
        chosen = page.choose(STEP, "Onderdeel", titles)
    part = next(each for each in form.parts if each.code == chosen)
    answers = answered.kept(form.code, own)
    with st.container(key="formulier", gap="medium"):  # not on paper: what was filled in stands under it
        st.html(html.part(part.title, part.text))
        free_text.warning(page)  # once; every field repeats it in four words
        for asked in form.of_part(part.code):
            _question(page, told, own, asked, answers)
        for said in telling.said(told, part.code):
            show.box(said, "uitleg")
        st.html(
            notices.small(
                f"Vragen gemaakt naar {telling.source_of(form.of_part(part.code))}, in onze woorden."
            )
        )
        _onward(form, part)
    _keep(page, told, own, about)


def _counted(told: Filled, part: FormPart) -> str:
    done, asked = told.count(part.code)
    return f"{part.title} ({done} van {asked})"


def _question(page: Page, told: Filled, own: str, asked: FormQuestion, answers: FormAnswers) -> None:
    """Draw one question with its options, its note, and the figure that the note points at."""
    form, answer = told.form.code, answers.get(asked.code, FormAnswer())
    key = f"_{form}_{own}_{asked.code}"
    with st.container(key=f"vraag_{asked.code}", gap="xsmall"):
        st.html(html.question(asked.text, asked.explanation, of_many=asked.kind == "several"))
        if asked.kind == "choice":
            _choice(form, own, asked, answer, key)
        elif asked.kind == "several":
            _several(form, own, asked, answer, key)
        written = answered.note(form, own, asked.code)
        if asked.kind != "note" and not (answer.options or written or answer.figure):
            return  # a note belongs to an answer: until there is one the page stays short
        free_text.area(
            page,
            asked.text if asked.kind == "note" else f"{asked.note} bij '{asked.text}'",
            answered.note_name(form, own, asked.code),
            longest=LONGEST_NOTE,
            hint=NO_NAMES,
            labelled=asked.kind != "note",
        )
        if told.figures and (written or answer.figure):
            _figure(told, own, asked, answer, key)


def _choice(form: str, own: str, asked: FormQuestion, answer: FormAnswer, key: str) -> None:
    options = [*asked.texts, _NO_ANSWER]
    value = next(iter(answer.options), _NO_ANSWER)
    explained = any(each.explanation for each in asked.options)
    keyed.draw(
        st.radio,
        key,
        value,
        partial(_chosen, form, own, asked.code),
        start={"index": options.index(value)},
        label=asked.text,
        options=options,
        format_func=lambda code: asked.texts.get(code, telling.OPEN),
        captions=[*(each.explanation for each in asked.options), ""] if explained else None,
        horizontal=not explained,
        label_visibility="collapsed",  # the question stands above, as of every kind
    )


def _several(form: str, own: str, asked: FormQuestion, answer: FormAnswer, key: str) -> None:
    for each in asked.options:
        more = f": {each.explanation[0].lower()}{each.explanation[1:]}" if each.explanation else ""
        keyed.draw(
            st.checkbox,
            f"{key}_{each.code}",
            each.code in answer.options,
            partial(_ticked, form, own, asked, each.code),
            start={"value": each.code in answer.options},
            label=each.text + more,
        )


def _figure(told: Filled, own: str, asked: FormQuestion, answer: FormAnswer, key: str) -> None:
    options = {_NO_ANSWER: "geen", **{code: each.label for code, each in told.figures.items()}}
    value = answer.figure if answer.figure in options else _NO_ANSWER
    keyed.draw(
        st.selectbox,
        f"{key}_cijfer",
        value,
        partial(_pointed, told.form.code, own, asked.code),
        start={"index": list(options).index(value)},
        label="Cijfer bij deze notitie",
        options=list(options),
        format_func=options.__getitem__,
    )
    if value:
        st.html(notices.small(told.figures[value].told(told.cite)))


def _chosen(form: str, own: str, question: str, key: str) -> None:
    value = st.session_state[key]
    before = answered.kept(form, own).get(question, FormAnswer())
    answered.change(form, own, question, FormAnswer((value,) if value else (), before.figure))


def _ticked(form: str, own: str, asked: FormQuestion, option: str, key: str) -> None:
    before = answered.kept(form, own).get(asked.code, FormAnswer())
    wanted = {*before.options, option} if st.session_state[key] else {*before.options} - {option}
    options = tuple(code for code in asked.texts if code in wanted)
    answered.change(form, own, asked.code, FormAnswer(options, before.figure))


def _pointed(form: str, own: str, question: str, key: str) -> None:
    before = answered.kept(form, own).get(question, FormAnswer())
    answered.change(form, own, question, FormAnswer(before.options, st.session_state[key]))


def _onward(form: Form, part: FormPart) -> None:
    """Offer the part after this one."""
    at = form.parts.index(part) + 1
    if at < len(form.parts):
        st.button(
            f"Verder: {form.parts[at].title}",
            on_click=_to_part,
            args=(form.parts[at].code,),
            key="formulier_verder",
        )


def _to_part(code: str) -> None:
    st.query_params[STEP] = code


def _keep(page: Page, told: Filled, own: str, about: tuple[Section, ...]) -> None:
    """Draw what was filled in, as a Word page, as a file that opens again, and how to begin anew."""
    show.section(telling.FILLED_IN, telling.progress(told), "ingevuld")
    for part in told.form.parts:
        rows = telling.rows(told, part)
        if rows:
            st.html(html.answers(part.title, rows))
    if said := telling.said(told):
        st.html(html.on_paper(said))
    if told.given:
        st.html(notices.small(telling.WHERE_IT_STAYS))
    name = spreadsheet.stem(told.gemeente, menu.entry(page.name).label)
    # written out now: a session keeps what makes the file, and figures would keep their build
    document = telling.document(told, provenance.of(page), about)
    with st.container(horizontal=True, key="formulier_bewaren"):
        st.download_button(
            "Bewaar als Word",
            data=partial(word.render, document),
            file_name=spreadsheet.file_name(name, "docx"),
            mime=_MIME,
            type="primary",
        )
        workplace.save_answers(page, own)
        if told.given:
            st.button("Begin opnieuw", on_click=_forget, args=(told.form, own))
    with st.expander("Open eerdere antwoorden"):
        workplace.open_answers(page)


def _forget(form: Form, own: str) -> None:
    answered.put([form], own, ())
    answered.show(own, {})
