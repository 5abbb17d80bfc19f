"""Notes that people write beside a figure of a gemeente: what a note is, what may stand in it, and which belong here.

A note is somebody's words, never a figure: nothing is counted or decided with it.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from metrics import dutch, typed_text
from metrics.places.codes import is_region

KINDS: Mapping[str, str] = MappingProxyType(
    {
        "verhaal": "verhaal",
        "verklaring": "verklaring",
        "correctie": "correctie",
        "evaluatie": "evaluatie",
        "vraag": "vraag",
    }
)
ROLES: Mapping[str, str] = MappingProxyType({"griffie": "griffie", "beleid": "beleid", "raad": "raad"})
LONGEST_TEXT, LONGEST_NAME = 2_000, 80
MOST, MOST_OF_ONE = 2_000, 100  # of an installation, and of one gemeente
_LONGEST_CODE = 80
# Figure -> the periods in which a page shows it; None: every period.
Shown = Mapping[str, Collection[str] | None]


class NoteError(Exception):
    """A note that cannot be kept: which field, and why in Dutch."""

    def __init__(self, field: str, problem: str) -> None:
        super().__init__(problem)
        self.field, self.problem = field, problem


@dataclass(frozen=True)
class FigureNote:
    """One note. `indicator` and `period`: of the figure; `kind` of KINDS, `role` of ROLES; `name`: often empty.

    Raises NoteError for what is not right.
    """

    code: str
    gemeente: str
    indicator: str
    period: str
    kind: str
    role: str
    written: date
    text: str
    name: str = ""

    def __post_init__(self) -> None:
        """Refuse what is no note; the text itself is never in the message."""
        if not self.code or len(self.code) > _LONGEST_CODE or not self.code.isalnum():
            raise NoteError("code", "de code van de notitie klopt niet.")
        if not is_region(self.gemeente) or not self.gemeente.startswith("GM"):
            raise NoteError("gemeente", "dit is geen code van een gemeente, zoals GM0150.")
        if len(self.indicator) > _LONGEST_CODE or not self.indicator.replace("_", "").isalnum():
            raise NoteError("indicator", "het cijfer klopt niet.")
        if not dutch.is_period(self.period):
            raise NoteError("period", "de periode klopt niet; schrijf 2023 of 2023H1.")
        if self.kind not in KINDS:
            raise NoteError("kind", f"kies uit {dutch.either(list(KINDS))}.")
        if self.role not in ROLES:
            raise NoteError("role", f"kies uit {dutch.either(list(ROLES))}.")
        if not self.text.strip():
            raise NoteError("text", "er staat nog geen tekst.")
        if len(self.text) > LONGEST_TEXT:
            raise NoteError("text", f"de tekst is langer dan {LONGEST_TEXT} tekens.")
        if len(self.name) > LONGEST_NAME or not (self.name.isprintable()):
            raise NoteError("name", f"de naam is langer dan {LONGEST_NAME} tekens of heeft vreemde tekens.")

    @property
    def who(self) -> str:
        """Who wrote it and when: `griffie, 3 maart 2026`."""
        return ", ".join(filter(None, (self.name, ROLES[self.role], dutch.date_nl(self.written))))


def plain(text: str) -> str:
    """Return a text as it is kept: without marks that are no text, one white line at most between paragraphs."""
    lines = [" ".join(line.split()) for line in typed_text.plain(text).split("\n")]
    return "\n".join(line for at, line in enumerate(lines) if line or (at and lines[at - 1])).strip()


def beside(notes: Iterable[FigureNote], gemeenten: Collection[str], shown: Shown) -> tuple[FigureNote, ...]:
    """Return the notes on the figures of these gemeenten that a page shows: figure by figure, the newest first."""
    order = list(shown)
    found = [
        note
        for note in notes
        if note.gemeente in gemeenten
        and note.indicator in shown
        and ((periods := shown[note.indicator]) is None or note.period in periods)
    ]
    found.sort(key=lambda note: (note.written, note.period), reverse=True)
    return tuple(sorted(found, key=lambda note: order.index(note.indicator)))
