"""What was answered, in words: how far a form is, its answers as a table, and as a document. Pure."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from metrics import dutch
from metrics.documents import TITLES, cited
from metrics.forms import Form, FormAnswer, FormPart, FormQuestion, Given, outcomes
from metrics.typed_text import plain
from pages.ui.documents.content import Document, Section
from pages.ui.documents.provenance import Provenance
from pages.ui.forms.figures import OwnFigurePointed
from pages.ui.parts.tables import Cell, Column, Table

NOT_SCORED = (
    "Er komt geen cijfer of oordeel uit. U maakt er een Word-stuk van, met uw antwoorden en de bronnen."
)
FILLED_IN = "Wat u invulde"
FILLED_IN_ON_PAPER = "Wat is ingevuld"
EMPTY = "Het formulier"
NO_VERDICT = "Er komt geen cijfer of oordeel uit."
ON_PAPER = "Er komt geen cijfer of oordeel uit dit formulier; hier staat wat is ingevuld."
WHERE_IT_STAYS = (
    "Uw keuzes staan in de link van deze pagina. Uw tekst staat alleen in dit venster: bewaar uw antwoorden voordat u "
    "het sluit of de pagina opnieuw laadt."
)
OPEN = "niet ingevuld"


@dataclass(frozen=True)
class Filled:
    """A form as it was filled in for a gemeente. `figures`: those its notes can point at; `cite` makes a source."""

    form: Form
    gemeente: str  # name
    given: Mapping[str, Given]  # by question
    figures: Mapping[str, OwnFigurePointed]
    cite: Callable[[Iterable[str]], str]

    def count(self, part: str = "") -> tuple[int, int]:
        """Return how many questions are answered, of how many; `part`: only of that part."""
        asked = self.form.of_part(part) if part else self.form.questions
        return sum(each.code in self.given for each in asked), len(asked)


def filled(
    form: Form,
    gemeente: str,
    given: Iterable[Given],
    figures: Mapping[str, OwnFigurePointed],
    cite: Callable[[Iterable[str]], str],
) -> Filled:
    """Return a form with the answers that are about it."""
    mine = {each.question: each for each in given if each.form == form.code}
    return Filled(form, gemeente, mine, figures, cite)


def progress(told: Filled) -> str:
    """Say how far the form is."""
    done, all_of_them = told.count()
    if not done:
        return f"Het formulier heeft {all_of_them} vragen. U hoeft ze niet allemaal in te vullen."
    return f"U vulde {done} van de {all_of_them} vragen in."


def source_of(questions: Sequence[FormQuestion]) -> str:
    """Say where questions come from: each document with its first and last line."""
    lines: dict[str, list[int]] = {}
    for each in questions:
        lines.setdefault(each.document, []).extend(
            [each.line, *(option.line for option in each.options if option.line)]
        )
    return "; ".join(cited(document, *found) for document, found in lines.items())


def answer_text(told: Filled, asked: FormQuestion) -> str:
    """Return the answer, the note and the figure of one question, a line each; that it is open where it is."""
    one = told.given.get(asked.code)
    if one is None:
        return OPEN
    chosen = "; ".join(option.text for option in asked.options if option.code in one.options)
    figure = told.figures.get(one.figure)
    lines = [dutch.capital(chosen), _note(asked, one), figure.told(told.cite) if figure else ""]
    return "\n".join(line for line in lines if line)


def _note(asked: FormQuestion, one: Given) -> str:
    text = plain(one.note).strip()
    return f"{asked.note}: {text}" if text and asked.kind != "note" else text


def rows(told: Filled, part: FormPart, *, also_open: bool = False) -> tuple[tuple[str, str], ...]:
    """Return question and answer of what was filled in in a part; `also_open`: of every question of it."""
    return tuple(
        (each.text, answer_text(told, each))
        for each in told.form.of_part(part.code)
        if also_open or each.code in told.given
    )


def _table(told: Filled, part: FormPart) -> Table:
    return Table(
        caption="Vragen en antwoorden",
        columns=(Column("vraag", "Vraag"), Column("antwoord", "Antwoord")),
        rows=tuple(
            {"vraag": asked, "antwoord": Cell(printed=answer)}
            for asked, answer in rows(told, part, also_open=True)
        ),
        row_header="vraag",
        source=f"vragen gemaakt naar {source_of(told.form.of_part(part.code))}",
        file_stem=f"{told.form.code} {part.code}",
    )


def said(told: Filled, part: str = "") -> tuple[str, ...]:
    """Return what the documents say of these answers, with the place; `part`: only of answers in that part."""
    choices = {code: FormAnswer(each.options) for code, each in told.given.items()}
    asked = {each.code for each in told.form.of_part(part)} if part else set(told.form.by_code)
    return tuple(
        f"{each.text} Bron: {cited(each.document, each.line)}."
        for each in outcomes(told.form, choices)
        if asked & set(each.when)
    )


def document(told: Filled, origin: Provenance, about: tuple[Section, ...] = ()) -> Document:
    """Return the form as a document: what was answered, part by part, the reasons, notes and figures, and sources.

    Where nothing was, it is the whole form with open answers, to talk over on paper.
    `about`: what the page itself adds before the answers.
    """
    open_parts = [f"'{part.title}'" for part in told.form.parts if not told.count(part.code)[0]]
    sections = [
        Section(part.title, (_table(told, part),))
        for part in told.form.parts
        if told.count(part.code)[0] or not told.given
    ]
    done, asked = told.count()
    summary = [f"Ingevuld: {done} van de {asked} vragen. {ON_PAPER}"]
    if not told.given:
        summary = [f"Er is nog niets ingevuld. Hieronder staan alle {asked} vragen. {NO_VERDICT}"]
    elif open_parts:
        summary.append(f"Nog niets ingevuld bij: {dutch.names(open_parts)}.")
    documents = dict.fromkeys(each.document for each in told.form.questions)
    return Document(
        title=f"{told.form.title} {told.gemeente}",
        summary=(*summary, *said(told)),
        opening=FILLED_IN_ON_PAPER if told.given else EMPTY,
        sections=(*about, *sections),
        made_on=origin.day,
        version=origin.version,
        link=origin.link,
        foot=origin.foot,
        sources=(
            f"De vragen zijn gemaakt naar {dutch.names([TITLES[each] for each in documents])}, in onze woorden.",
        ),
    )
