"""What channels answered, and how an answer is read from a sentence, a card or a cell of theirs."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from metrics import dutch
from metrics.comparing.reading import GROUP
from metrics.groups.robustness import Vote
from metrics.places.codes import NEDERLAND
from pages.ui.parts.blocks import Card
from pages.ui.parts.tables import Table, cell_text
from pages.ui.site.visiting.choosing import Chosen

OWN, BESIDE_COUNTRY, BESIDE_GROUP, RANK, MEMBERS, HOLDS = (
    "eigen", "naast Nederland", "naast de groep", "plaats", "leden", "andere groepen",
)  # fmt: skip
_MARKS = re.compile("[*✚ᵇᵛʳ†ᵒ]")


@dataclass(frozen=True, order=True)
class Question:
    """What is asked: which figure, in which period, and what of it (OWN, a region code, RANK, ...)."""

    indicator: str
    period: str
    about: str


Answers = dict[Question, dict[str, str]]  # question -> channel -> answer


@dataclass
class Said:
    """What was said: answers by question and channel."""

    answers: Answers = field(default_factory=lambda: defaultdict(dict))

    def add(self, channel: str, indicator: str, period: str, about: str, answer: str | None) -> None:
        """Keep an answer; a channel that does not answer is left out. Two answers of one channel stand both."""
        if answer:
            text = _MARKS.sub("", answer.replace(dutch.NBSP, " ")).strip()
            found = self.answers[Question(indicator, period, about)]
            if found.get(channel, text) != text:
                channel = f"{channel} (ook)"
            found[channel] = text

    @property
    def disagreements(self) -> dict[Question, dict[str, str]]:
        """The questions to which two channels give another answer."""
        return {asked: found for asked, found in self.answers.items() if len(set(found.values())) > 1}


def carded(said: Said, channel: str, indicator: str, period: str, card: Card) -> None:
    """Read a card: its value, and that of Nederland and the group in its lines."""
    said.add(channel, indicator, period, OWN, card.value)
    for line in card.lines:
        text = line.replace(dutch.NBSP, " ")
        for name, about in (("Nederland", NEDERLAND), ("Groep", GROUP)):
            if found := re.search(rf"{name}:? (€ -?\d+(?:\.\d{3})*|-?[\d,.]+%|[\d.]+)(?= |$|\()", text):
                said.add(channel, indicator, period, about, found[1])


def told(said: Said, channel: str, indicator: str, period: str, text: str) -> None:
    """Read a sentence: the first amount in it, and how it stands to Nederland and the group."""
    said.add(channel, indicator, period, OWN, amount(text))
    said.add(channel, indicator, period, BESIDE_COUNTRY, relation(text, "Nederland"))
    said.add(channel, indicator, period, BESIDE_GROUP, relation(text, "de groep"))


def figures_table(said: Said, channel: str, table: Table, chosen: Chosen) -> None:
    """Read the rows of the gemeente, the group and Nederland."""
    for place, row in zip(chosen.cost.places, table.rows, strict=True):
        about = {"own": OWN, "nederland": NEDERLAND, "group": GROUP}.get(place.role)
        for column in table.columns[1:] if about else ():
            indicator, _, period = column.key.rpartition("_")
            said.add(
                channel, indicator, period, about or "", amount(cell_text(table.cell(row, column), column))
            )


def amount(text: str) -> str:
    """Return the first amount or percentage in a text; of a bare number that."""
    plain = text.replace(dutch.NBSP, " ")
    found = re.search(r"€ -?\d+(?:\.\d{3})*|-?\d[\d.]*(?:,\d+)?%", plain)
    if found:
        return found[0]
    return plain if re.fullmatch(r"-?[\d.,]+[*✚ᵇᵛʳ†ᵒ]*", plain) else ""


def relation(text: str, name: str) -> str:
    """Return how a figure stands to what is named, in a sentence."""
    found = re.search(
        rf"(hoger|lager|ongeveer even hoog|even hoog) (?:dan|als)(?: in)? {name}\b",
        text.replace(dutch.NBSP, " "),
    )
    return found[1] if found else ""


def rank(text: str) -> str:
    """Return a place as a card has it."""
    found = re.search(r"(\d+|[Gg]een) gemeenten? lager, (\d+|geen) hoger(?:, (\d+) even hoog)?", text)
    if not found:
        return ""
    lower, higher, equal = (each.lower().replace("geen", "0") for each in found.groups("0"))
    return f"{lower} lager, {higher} hoger, {equal} even hoog"


def ranked(text: str) -> str:
    """Return a place as a sentence has it."""
    found = re.search(r"waren er (\d+) lager(?: en|,) (\d+) hoger(?: en (\d+) even hoog)?", text)
    return f"{found[1]} lager, {found[2]} hoger, {found[3] or 0} even hoog" if found else ""


def plan(text: str) -> str:
    """Return how a rekening stood to its begroting."""
    plain = text.replace(dutch.NBSP, " ")
    found = re.search(
        r"rekening (?:was|van .*?) ((?:[\d.]+% )?(?:hoger|lager)|ongeveer even hoog|even hoog)\b", plain
    )
    return found[1] if found else ""


def votes(found: Iterable[Vote], side: str | None) -> str:
    """Return in how many groups of every kind a picture holds."""
    if side is None:
        return ""
    return f"{side}: {', '.join(f'{vote.kind} {vote.holds_n}/{vote.total_n}' for vote in found)}"
