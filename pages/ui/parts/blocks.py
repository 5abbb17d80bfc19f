"""Blocks of HTML that pages are made of: cards, chart headings and feet, caveats, questions. Pure, escaped by htpy."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import htpy as h
from markupsafe import Markup

from metrics.comparing import reasons
from pages.ui.charts.inline import swatch
from pages.ui.charts.screen.map import shade
from pages.ui.charts.spec import Chart
from pages.ui.charts.spec.map import MapChart
from pages.ui.documents.content import QUESTIONS
from pages.ui.documents.onepage import LONG_N, MOST_NOTES, SIGNS, more_notes, shortened
from pages.ui.parts import tables_html
from pages.ui.parts.tables import source_line, unexplained
from pages.ui.site.serving import files

TABLE = "Bekijk als tabel"
FIGURES = "De cijfers"  # heading of the section that a page opens with


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


OWN_SIGN = "●"  # on the strips (pages/ui/charts/inline), as SIGNS are for those beside it


def cards(items: Sequence[Card], *, is_older: bool = False) -> str:
    """Return a row of cards that becomes one column on a phone, with a legend where there are strips.

    What is not loaded is one line beneath; `is_older`: in an older version of the figures.
    """
    shown = [item for item in items if not item.awaited]
    row = h.div(".ew-kaarten")[(_card(item) for item in shown)] if shown else None
    legend = strip_legend((("○", "een andere gemeente"),)) if any(item.strip for item in shown) else None
    told = reasons.awaited((item.title for item in items if item.awaited), is_older=is_older)
    return str(h.div[row, legend, told and h.p(".ew-noot")[told]])


def strip_legend(more: Sequence[tuple[str, str]], *, country: bool = True, group: bool = False) -> h.Element:
    """Return what the signs on the strips mean. `more`: the signs of this kind of strip, as (sign, words)."""
    signs = [("own", OWN_SIGN, "deze gemeente")]
    signs += [("nederland", SIGNS["Nederland"], "Nederland")] if country else []
    signs += [("groep", SIGNS["Groep"], "de groep")] if group else []
    signs += [("andere", sign, words) for sign, words in more]
    return h.p(".ew-streeplegenda")[
        "In de beeldjes: ",
        (
            (h.span[h.b(f".ew-{kind}", aria_hidden="true")[sign], f" {words}"], " ")
            for kind, sign, words in signs
        ),
    ]


def _card(item: Card) -> h.Element:
    missing = not item.value
    return h.article(".ew-kaart")[
        h.h3[item.title],
        h.p(".ew-getal.ew-leeg" if missing else ".ew-getal")[item.value or "geen cijfer"],
        h.div(".ew-regels")[(h.p[line] for line in item.lines if line)],
        item.strip and h.img(src=item.strip, alt=item.strip_alt),
    ]


def parts_legend(names: Sequence[str]) -> str:
    """Return which part of a stacked bar has which colour and pattern, in the order of the bar."""
    signs = (
        h.span[h.img(src=swatch.data_uri(n), alt="", width=swatch.WIDTH, height=swatch.HEIGHT), name]
        for n, name in enumerate(names)
    )
    return str(h.p(".ew-vakken")[signs])


def chart_heading(title: str, subtitle: str) -> str:
    """Return the heading of a chart."""
    return str(h.div(".ew-figuurkop")[h.h3[title], subtitle and h.p[subtitle]])


def chart_foot(
    chart: Chart,
    addresses: Mapping[str, str],
    *,
    with_table: bool = True,
    half: bool = False,
    website: h.Element | None = None,
) -> str:
    """Return what stands under a chart: its twin for paper, notes, source, files and the values as a table.

    Without the table where the page itself shows the same figures as a list. `half`: it is printed beside another.
    `website`: how to put it on a website (`site.embedding.fold`).
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
            website,
            with_table and h.details(".ew-details")[h.summary[TABLE], values],
        ]
    )


def file_links(addresses: Mapping[str, str], what: str = "") -> str:
    """Return the links that save a table or chart as a file, folded away; `what`: these are, where not just that."""
    return str(_links(addresses, what))


def _links(addresses: Mapping[str, str], called: str = "") -> h.Element:
    links = [
        h.a(href=address, download=True)[files.LABELS[kind]]
        for kind, address in addresses.items()
        if kind in files.LABELS
    ]
    what = called or ("figuur" if "png" in addresses else "tabel")
    return h.details(".ew-details.ew-bewaar")[h.summary[f"Bewaar deze {what}"], h.div[links]]


def document_links(addresses: Mapping[str, str]) -> str:
    """Return the links that save a document as Word and PDF."""
    kinds = {"docx": "Bewaren als Word", "pdf": "Bewaren als PDF"}
    return str(
        h.div[
            (
                h.p(".ew-bestand")[h.a(href=addresses[kind], download=True)[label]]
                for kind, label in kinds.items()
            )
        ]
    )


def way_to(anchor: str, label: str) -> str:
    """Return a line with a way to another place of the page; it does not stand on paper."""
    return str(h.p(".ew-kort-nieuws.ew-kort-regel")[h.a(".ew-link", href=anchor)[label]])


def end_of_list(anchor: str) -> str:
    """Return the place just after a long list, for the way past it (`way_to`); heard and not seen."""
    return str(h.p(".ew-verborgen", id=anchor, tabindex="-1")["Einde van de lijst"])


def map_legend(chart: MapChart) -> str:
    """Return the classes of a map from low to high, with the areas without a figure and the outlined one."""
    classes = len(chart.class_texts)
    rows = [(f"kleur{shade(n, classes)}", text) for n, text in enumerate(chart.class_texts)]
    if any(area.value is None for area in chart.shapes):
        rows.append(("gestreept", "geen cijfer (gestreept)"))
    rows += [("omlijnd", area.name) for area in chart.shapes if area.code == chart.own]
    return str(
        h.div(".ew-kaartlegenda")[
            h.h2[chart.value_title],
            h.p[chart.subtitle],
            h.ul(".ew-klassen")[
                (h.li[h.span(f".ew-vakje.ew-{kind}", aria_hidden="true"), text] for kind, text in rows)
            ],
        ]
    )


def caveats(texts: Sequence[str]) -> str:
    """Return the notes that go with the figures on a page.

    A heading and no landmark: a page may have more than one, and landmarks of one name cannot be told apart.
    """
    return str(
        h.div(".ew-kanttekeningen")[
            h.h3["Let op bij deze cijfers"], h.ul(".ew-lijst")[(h.li[text] for text in texts)]
        ]
    )


def notes(lines: Sequence[tuple[str, str]]) -> str:
    """Return notes that people wrote, as (what it is on and by whom, text): as text, a long one folded.

    Beyond the first few they stand folded together, and on paper their number.
    """
    if not lines:
        return ""
    more = lines[MOST_NOTES:]
    return str(
        h.div(".ew-notities")[
            (_note(lead, text) for lead, text in lines[:MOST_NOTES]),
            _folded(more) if more else None,
        ]
    )


def _folded(more: Sequence[tuple[str, str]]) -> h.Node:
    return [
        h.p(".ew-op-papier")[more_notes(len(more))],
        h.details(".ew-details")[
            h.summary[more_notes(len(more))],
            (h.p(".ew-notitie-heel")[h.strong[f"{lead}: "], text] for lead, text in more),
        ],
    ]


def _note(lead: str, text: str) -> h.Node:
    if len(text) <= LONG_N and "\n" not in text:
        return h.p[h.strong[f"{lead}: "], text]
    short = shortened(text)
    return [
        h.p(".ew-op-papier")[h.strong[f"{lead}: "], short],
        h.details(".ew-details")[h.summary[f"{lead}: {short}"], h.p(".ew-notitie-heel")[text]],
    ]


def questions(items: Sequence[tuple[str, str]]) -> str:
    """Return questions for the conversation as (label, text)."""
    return str(h.div(".ew-melding.ew-vraag")[h.h3[QUESTIONS], _labelled(items)])


def asked(items: Sequence[tuple[str, str]]) -> str:
    """Return questions as (label, text), under a heading that the page drew itself."""
    return str(h.div(".ew-melding.ew-vraag")[_labelled(items)])


def _labelled(items: Sequence[tuple[str, str]]) -> h.Element:
    return h.ul(".ew-vragen")[(h.li[h.span(".ew-label")[label], " ", text] for label, text in items)]
