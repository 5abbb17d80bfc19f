"""A page that is one A4, free of its format: the screen, the PDF and Word set this same content.

First everything that is said, then a second sheet with the tables behind it. Words are Dutch and ready; an empty
text is not set.
"""

from dataclasses import dataclass
from datetime import date

from pages.ui.charts.spec.lines import LineChart
from pages.ui.charts.spec.slope import SlopeChart
from pages.ui.documents.content import NOT_OURS, OPEN_LINES
from pages.ui.parts.tables import Table, source_line

Trend = LineChart | SlopeChart
# The signs on a strip, repeated beside the words: an image alone would be read by eyes only.
SIGNS = {"Nederland": "┆", "Groep": "◆"}
NO_VALUE = "geen cijfer"
ON_SCREEN = "Op het scherm:"
TABLES = "De tabellen bij deze bladzijde"
# Characters of a note: a longer one is folded on screen and shortened on the first sheet of a paper.
LONG_N = 200
MOST_NOTES = 3  # that stand beneath the figures; the others are folded on screen, and in the table on paper


def more_notes(count: int) -> str:
    """Say that there are more notes than stand there."""
    return f"En nog {count} {'notitie' if count == 1 else 'notities'} bij deze cijfers"


def shortened(text: str) -> str:
    """Return a note on one line, of at most about LONG_N characters, cut between words."""
    line = " ".join(text.split())
    return line if len(line) <= LONG_N else f"{line[:LONG_N].rsplit(' ', 1)[0]} …"


@dataclass(frozen=True)
class Figure:
    """A figure in large type. `beside`: (name, value) of what it stands beside; `strip`: SVG text.

    `aside`: what must be said with the number where it stands away from its card, ` (niet plausibel)`.
    `drawn`: those of `beside` that have a sign on the strip; a group without a figure has none.
    """

    title: str
    when: str
    value: str
    aside: str = ""
    beside: tuple[tuple[str, str], ...] = ()
    place: str = ""
    why: str = ""
    beneath: tuple[str, ...] = ()
    strip: str = ""
    strip_alt: str = ""
    drawn: tuple[str, ...] = ()


@dataclass(frozen=True)
class Part:
    """A heading with running text, a list of (lead, text), and a table that is folded on screen under `folded`.

    `lines_n`: how many empty lines to write on, on paper.
    """

    heading: str
    texts: tuple[str, ...] = ()
    items: tuple[tuple[str, str], ...] = ()
    table: Table | None = None
    folded: str = ""
    lines_n: int = 0


@dataclass(frozen=True, kw_only=True)
class OnePage:
    """The whole. `told`: (lead, text) lines under the figures; `warning`: what weighs most, the same way.

    `columns`: parts beside each other. `table`: over the whole width of the second sheet; `table_columns`: beneath
    it, beside each other. `questions`: (for whom, question). `link`: the full address.
    Raises ValueError without a name, or where the link is no http(s) address.
    """

    name: str
    page: str
    year: str
    what: str
    notice: str
    sentences: tuple[str, ...]
    figures: tuple[Figure, ...]
    told: tuple[tuple[str, str], ...]
    warning: tuple[str, str]
    trends: tuple[Trend, ...]
    columns: tuple[tuple[Part, ...], ...]
    questions: tuple[tuple[str, str], ...]
    not_here: str
    general: Part
    table: Table
    table_columns: tuple[tuple[Table, ...], ...]
    source: str
    made: str
    made_on: date
    version: str
    link: str
    open_lines: tuple[str, ...] = OPEN_LINES
    notes: tuple[tuple[str, str], ...] = ()  # what people wrote on these figures: (on what and by whom, text)
    more: tuple[Table, ...] = ()  # on the second sheet, over the whole width, beneath the others
    foot: tuple[str, ...] = ()  # on the second sheet: group with codes, licence and hash (Provenance.foot)

    def __post_init__(self) -> None:
        if not self.name.strip():
            raise ValueError("a page needs the name of what it is about")
        if not self.link.startswith(("https://", "http://")):
            raise ValueError(f"a document needs a full link: {self.link!r}")

    @property
    def title(self) -> str:
        """What the document is called."""
        return f"{self.name} {self.year}: {self.page[:1].lower()}{self.page[1:]}"

    @property
    def first_notes(self) -> tuple[tuple[str, str], ...]:
        """The notes as they stand on the first sheet: the first few, shortened, and how many more there are."""
        more = len(self.notes) - MOST_NOTES
        last = ((more_notes(more), "zie de tabel."),) if more > 0 else ()
        return (*((lead, shortened(text)) for lead, text in self.notes[:MOST_NOTES]), *last)

    @property
    def colophon(self) -> tuple[str, ...]:
        """The last lines: sources, when it was made and of which version, whose this is not."""
        return (f"{source_line(self.source)}. {self.made}", NOT_OURS)
