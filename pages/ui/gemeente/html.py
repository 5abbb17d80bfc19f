"""The HTML of *In het kort*: one page to read and to print. Pure; htpy escapes every text."""

from collections.abc import Sequence

import htpy as h
from markupsafe import Markup

from pages.ui.charts.inline import spread, trend
from pages.ui.documents.content import NOT_OURS
from pages.ui.gemeente.figures import OnPage
from pages.ui.gemeente.trends import Trend
from pages.ui.gemeente.view import Brief
from pages.ui.parts import blocks, tables_html
from pages.ui.parts.tables import Table, source_line
from pages.ui.site import files
from pages.ui.site.saving import Stamp

_ALL = ("│", "elke gemeente een streepje")


def head(brief: Brief) -> str:
    """Return name and year in large type, the notices on old figures, and the two sentences."""
    return str(
        h.div(".ew-kort")[
            h.header(".ew-kort-kop")[
                h.div[h.h1[brief.name], h.p["Jeugdzorg in het kort"]],
                h.p(".ew-kort-jaar")[h.strong[brief.year], h.span[brief.what]],
            ],
            brief.notice and _note(brief.notice),
            h.div(".ew-kort-zinnen")[(h.p[text] for text in brief.sentences)],
        ]
    )


def _note(text: str) -> h.Element:
    return h.div(".ew-melding.ew-let-op", role="note")[h.span[text]]


def figures(brief: Brief) -> str:
    """Return the four figures, the budget line, with whom is compared, and the remark that weighs most."""
    return str(
        h.div(".ew-kort")[
            h.div(".ew-kaarten.ew-kort-kaarten")[(_card(one) for one in brief.figures)],
            any(one.strip[0] for one in brief.figures)
            and blocks.strip_legend(
                (_ALL,),
                country=any(one.country_value is not None for one in brief.figures),
                group=any(one.group_value is not None for one in brief.figures),
            ),
            brief.budget and h.p(".ew-kort-regel")[h.strong["Rekening en begroting. "], brief.budget],
            h.p(".ew-kort-regel")[brief.compared],
            h.div(".ew-melding.ew-let-op", role="note")[
                h.strong["Let hier vooral op"], h.span[brief.heaviest]
            ],
        ]
    )


def _card(one: OnPage) -> h.Element:
    picture, words = one.strip
    country = one.text(one.country_value) if one.country_value is not None else ""
    beside = [("Nederland", country), ("Groep", one.beside_group)]
    return h.article(".ew-kaart")[
        h.h3[one.measure.short or one.measure.title],
        h.p(".ew-kort-wanneer")[", ".join(filter(None, [one.when, one.measure.who]))],
        h.p(".ew-getal" + ("" if one.value else ".ew-leeg"))[one.value or "geen cijfer"],
        h.div(".ew-regels")[
            [
                h.p[h.span(".ew-sleutel", aria_hidden="true")[blocks.SIGNS[name]], f" {name} {value}"]
                for name, value in beside
                if value
            ],
            one.place and h.p[one.place],
            one.why and h.p(".ew-kort-waarom")[one.why],
        ],
        picture and h.img(src=picture, alt=words),
        h.div(".ew-beneden")[(h.p(".ew-kort-klein")[text] for text in one.beneath)],
    ]


def trends(brief: Brief) -> str:
    """Return the two trends with their notes, files and values as a table."""
    return str(h.div(".ew-kort")[h.div(".ew-kort-trends")[(_trend(brief, chart) for chart in brief.trends)]])


def _trend(brief: Brief, chart: Trend) -> h.Element:
    address = spread.data_uri(trend.svg(chart))
    saved = files.addresses(chart, f"eigenwijzer-{brief.name}-{chart.title}")
    return h.figure(".ew-kort-trend")[
        h.figcaption[h.h3[chart.title], h.p[chart.subtitle]],
        h.img(src=address, alt=chart.alt),
        h.p(".ew-noot")[" ".join(chart.footnotes)],
        Markup(blocks.file_links(saved)),  # noqa: S704 - escaped by htpy there
        _details(blocks.TABLE, chart.table),
    ]


def _details(summary: str, *tables: Table) -> h.Element:
    return h.details(".ew-details")[
        h.summary[summary],
        (Markup(tables_html.html(table, show_source=False)) for table in tables),  # noqa: S704 - escaped by htpy there
    ]


def story(brief: Brief, families: Table | None) -> str:
    """Return what goes with the difference, whether it holds with other groups, and what else to keep in mind."""
    return str(
        h.div(".ew-kort.ew-kort-twee")[
            h.section[
                h.h2["Wat past bij het verschil, en wat niet?"],
                brief.difference and h.p[brief.difference],
                h.ul(".ew-kort-redenen")[
                    (h.li[h.strong[f"{reason.name}. "], reason.text] for reason in brief.reasons)
                ],
            ],
            h.section[
                h.h2["Klopt het beeld ook met andere groepen?"],
                h.p[brief.holds or "Dat is met deze cijfers niet te zeggen."],
                None if families is None else _details("Bekijk per soort groep", families),
                _also(brief),
            ],
        ]
    )


def _also(brief: Brief) -> h.Node:
    """The remarks after the one that weighs most."""
    if not brief.remarks:
        return None
    return h.div[
        h.h2[f"Let ook op bij {brief.name}"], h.ul(".ew-lijst")[(h.li[text] for text in brief.remarks)]
    ]


def foot(brief: Brief, stamp: Stamp) -> str:
    """Return the questions, what is not here, the source line, and what goes for every gemeente.

    On paper whose this is not and the full address come with it: there is no footer and no address bar.
    """
    return str(
        h.div(".ew-kort")[
            Markup(blocks.questions(brief.questions)),  # noqa: S704 - escaped by htpy there
            h.p(".ew-kort-regel")[brief.not_here],
            h.p(".ew-bron")[source_line(brief.source), f". {stamp.made}"],
            h.p(".ew-bron.ew-op-papier")[f"{NOT_OURS} Op het scherm: {stamp.link}"],
            _general(brief.general),
        ]
    )


def _general(texts: Sequence[str]) -> h.Element:
    return h.details(".ew-details.ew-kort-algemeen")[
        h.summary["Wat zit er in deze cijfers?"], h.ul(".ew-lijst")[(h.li[text] for text in texts)]
    ]
