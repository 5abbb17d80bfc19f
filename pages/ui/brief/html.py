"""The HTML of *In het kort*: one page to read and to print. Pure; htpy escapes every text.

What it says stands in `document`, for the screen as for the PDF and Word.
"""

import htpy as h
from markupsafe import Markup

from pages.ui.brief.trends import name as trend_name
from pages.ui.charts.inline import spread, trend
from pages.ui.documents.onepage import NO_VALUE, ON_SCREEN, SIGNS, Figure, OnePage, Part, Trend
from pages.ui.parts import blocks, notices, tables_html
from pages.ui.parts.tables import Table, unexplained
from pages.ui.site import embedding, provenance
from pages.ui.site.serving import files, naming
from pages.ui.site.visiting import entered

EMPTY = "Nog leeg. Op papier staan hier regels om op te schrijven."
_ALL = ("│", "elke gemeente een streepje")


def head(page: OnePage) -> str:
    """Return name and year in large type, the notices on old figures, and the two sentences.

    On a phone the first figure, with its year, stands where a wide screen has the year: the cards come there only
    after the choices.
    """
    first = page.figures[0] if page.figures and page.figures[0].value else None
    return str(
        h.div(".ew-kort")[
            h.header(".ew-kort-kop")[
                h.div[h.h1[page.name], h.p[page.page]],
                h.p(".ew-kort-jaar" + (".ew-ruim" if first else ""))[h.strong[page.year], h.span[page.what]],
                first is not None
                and h.p(".ew-kort-jaar.ew-smal")[
                    h.strong[first.value], h.span[f"{first.title}, {first.when}{first.aside}"]
                ],
            ],
            page.notice and _note(page.notice),
            h.div(".ew-kort-zinnen")[(h.p[text] for text in page.sentences)],
        ]
    )


def _note(text: str) -> h.Element:
    return h.div(".ew-melding.ew-let-op", role="note")[h.span[text]]


def figures(page: OnePage) -> str:
    """Return the four figures, the budget line, with whom is compared, and the remark that weighs most."""
    lead, heaviest = page.warning
    return str(
        h.div(".ew-kort")[
            Markup(notices.hidden_section(blocks.FIGURES)),  # noqa: S704 - escaped by htpy there
            h.div(".ew-kaarten.ew-kort-kaarten")[(_card(one) for one in page.figures)],
            any(one.strip for one in page.figures)
            and blocks.strip_legend(
                (_ALL,),
                country=any("Nederland" in one.drawn for one in page.figures),
                group=any("Groep" in one.drawn for one in page.figures),
            ),
            [
                h.p(".ew-kort-regel")[first and h.strong[f"{first}. "], text]
                for first, text in page.told
                if text
            ],
            Markup(blocks.notes(page.notes)),  # noqa: S704 - escaped by htpy there
            h.div(".ew-melding.ew-let-op", role="note")[h.strong[lead], h.span[heaviest]],
        ]
    )


def _card(one: Figure) -> h.Element:
    return h.article(".ew-kaart")[
        h.h3[one.title],
        h.p(".ew-kort-wanneer")[one.when],
        h.p(".ew-getal" + ("" if one.value else ".ew-leeg"))[one.value or NO_VALUE],
        h.div(".ew-regels")[
            [
                h.p[h.span(".ew-sleutel", aria_hidden="true")[SIGNS[name]], f" {name} {value}"]
                for name, value in one.beside
            ],
            one.place and h.p[one.place],
            one.why and h.p(".ew-kort-waarom")[one.why],
        ],
        one.strip and h.img(src=spread.data_uri(one.strip), alt=one.strip_alt),
        h.div(".ew-beneden")[(h.p(".ew-kort-klein")[text] for text in one.beneath)],
    ]


def trends(page: OnePage) -> str:
    """Return the two trends with their notes, files and values as a table."""
    return str(h.div(".ew-kort")[h.div(".ew-kort-trends")[(_trend(chart) for chart in page.trends)]])


def _trend(chart: Trend) -> h.Element:
    told = provenance.current()
    saved = files.addresses(chart, naming.stem(chart.name), told)
    website = embedding.fold(chart, trend_name(chart), told, with_own=bool(entered.figures()))
    return h.figure(".ew-kort-trend")[
        h.figcaption[h.h3[chart.title], h.p[chart.subtitle]],
        # one of the two is shown: a phone gets the narrow one, where the letters have their size
        h.img(".ew-met-woorden.ew-ruim", src=spread.data_uri(trend.svg(chart)), alt=chart.alt),
        h.img(".ew-met-woorden.ew-smal", src=spread.data_uri(trend.svg(chart, trend.NARROW)), alt=chart.alt),
        h.p(".ew-noot")[" ".join(chart.footnotes)],
        h.div[
            Markup(blocks.file_links(saved)),  # noqa: S704 - escaped by htpy there
            website,
            _details(blocks.TABLE, unexplained(chart.table)),
        ],
    ]


def _details(summary: str, *tables: Table) -> h.Element:
    return h.details(".ew-details")[
        h.summary[summary],
        (Markup(tables_html.html(table, show_source=False)) for table in tables),  # noqa: S704 - escaped by htpy there
    ]


def story(page: OnePage) -> str:
    """Return what goes with the difference, whether it holds with other groups, and what else to keep in mind."""
    return str(
        h.div(".ew-kort.ew-kort-twee")[
            (h.section[(_part(part) for part in column)] for column in page.columns)
        ]
    )


def _part(part: Part) -> h.Element:
    return h.div[
        h.h2[part.heading],
        [h.p[text] for text in part.texts if text],
        part.items
        and h.ul(".ew-kort-redenen")[
            (h.li[lead and h.strong[f"{lead}. "], text] for lead, text in part.items)
        ],
        part.lines_n > 0 and h.p(".ew-kort-nieuws")[EMPTY],
        [h.div(".ew-schrijfregel.ew-op-papier") for _ in range(part.lines_n)],
        None if part.table is None else _details(part.folded, part.table),
    ]


def foot(page: OnePage) -> str:
    """Return the questions, what is not here, the source line, and what goes for every gemeente.

    On paper whose this is not and the full address come with it: there is no footer and no address bar.
    """
    made, whose = page.colophon
    return str(
        h.div(".ew-kort")[
            Markup(blocks.questions(page.questions)),  # noqa: S704 - escaped by htpy there
            h.p(".ew-kort-regel")[page.not_here],
            h.p(".ew-bron")[made],
            h.p(".ew-bron.ew-op-papier")[f"{whose} {ON_SCREEN} {page.link}"],
            _general(page.general),
        ]
    )


def _general(part: Part) -> h.Element:
    return h.details(".ew-details.ew-kort-algemeen")[
        h.summary[part.heading], h.ul(".ew-lijst")[(h.li[text] for _, text in part.items)]
    ]
