"""Blocks of HTML that pages are made of: cards, chart headings and feet, caveats, questions. Pure, escaped by htpy."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import htpy as h
from markupsafe import Markup

from metrics.comparing import reasons
from pages.ui.charts.spec import Chart
from pages.ui.documents.content import QUESTIONS
from pages.ui.parts import tables_html
from pages.ui.parts.tables import source_line, unexplained
from pages.ui.site import files

TABLE = "Bekijk als tabel"


@dataclass(frozen=True)
class Card:
    """One figure with its sentence. `value` is Dutch text; empty means no figure and `lines` say why.

    `strip` is an image address (`data:image/svg+xml;...`) and `strip_alt` what it shows. `awaited`: the figure is
    not loaded; such a card is no card, its title stands in one line with the others.
    """

    title: str
    value: str
    lines: tuple[str, ...] = ()
    strip: str = ""
    strip_alt: str = ""
    awaited: bool = False


def cards(items: Sequence[Card]) -> str:
    """Return a row of cards that becomes one column on a phone, and one line on what is not loaded."""
    shown = [item for item in items if not item.awaited]
    row = h.div(".ew-kaarten")[(_card(item) for item in shown)] if shown else None
    told = reasons.awaited(item.title for item in items if item.awaited)
    return str(h.fragment[row, told and h.p(".ew-noot")[told]])


def _card(item: Card) -> h.Element:
    missing = not item.value
    return h.article(".ew-kaart")[
        h.h3[item.title],
        h.p(".ew-getal.ew-leeg" if missing else ".ew-getal")[item.value or "geen cijfer"],
        (h.p[line] for line in item.lines if line),
        item.strip and h.img(src=item.strip, alt=item.strip_alt),
    ]


def chart_heading(title: str, subtitle: str) -> str:
    """Return the heading of a chart."""
    return str(h.div(".ew-figuurkop")[h.h3[title], subtitle and h.p[subtitle]])


def chart_foot(
    chart: Chart, addresses: Mapping[str, str], *, with_table: bool = True, half: bool = False
) -> str:
    """Return what stands under a chart: its twin for paper, notes, source, files and the values as a table.

    Without the table where the page itself shows the same figures as a list. `half`: it is printed beside another.
    """
    drawn = tables_html.html(unexplained(chart.table), show_source=False) if with_table else ""
    values = Markup(drawn)  # noqa: S704 - escaped by htpy there
    twin = addresses[files.HALF if half else files.WHOLE]
    return str(
        h.div[
            h.figure(".ew-op-papier")[h.img(src=f"{twin}?toon=1", alt=chart.alt, loading="lazy"),],
            (h.p(".ew-noot")[note] for note in chart.footnotes),
            h.p(".ew-bron")[source_line(chart.source)],
            _links(addresses),
            with_table and h.details(".ew-details")[h.summary[TABLE], values],
        ]
    )


def file_links(addresses: Mapping[str, str]) -> str:
    """Return the links that save a table or chart as a file."""
    return str(_links(addresses))


def _links(addresses: Mapping[str, str]) -> h.Element:
    links = [
        h.a(href=address, download=True)[files.LABELS[kind]]
        for kind, address in addresses.items()
        if kind in files.LABELS
    ]
    return h.p(".ew-bestanden")["Bewaren als ", _joined(links)]


def _joined(parts: Sequence[h.Element]) -> Iterable[h.Node]:
    for number, part in enumerate(parts):
        if number:
            yield " · "
        yield part


def caveats(texts: Sequence[str]) -> str:
    """Return the notes that go with the figures on a page."""
    return str(
        h.section(".ew-kanttekeningen", aria_label="Let op bij deze cijfers")[
            h.h3["Let op bij deze cijfers"], h.ul(".ew-lijst")[(h.li[text] for text in texts)]
        ]
    )


def questions(items: Sequence[tuple[str, str]]) -> str:
    """Return questions for the conversation as (label, text)."""
    return str(
        h.section(".ew-melding.ew-vraag", aria_label=QUESTIONS)[
            h.h3[QUESTIONS],
            h.ul(".ew-vragen")[(h.li[h.span(".ew-label")[label], " ", text] for label, text in items)],
        ]
    )
