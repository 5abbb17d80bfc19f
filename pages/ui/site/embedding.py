"""'Op uw website zetten': the HTML that puts a chart on somebody else's page, and the fold in which it stands. Pure.

The picture's address is that of the page with another path (`serving.drawings`): same choices, same version.
"""

import re
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

import htpy as h

from pages.ui.charts import paper
from pages.ui.charts.spec import Chart
from pages.ui.documents.provenance import Provenance
from pages.ui.parts.tables import source_line
from pages.ui.site.serving import drawings
from pages.ui.site.visiting.selection import KIND, MEMBERS, SAVED

LABEL = "Op uw website zetten"
HOW = (
    "Zet deze HTML in uw website. De figuur blijft de cijfers van deze versie tonen, zolang deze site ze bewaart. Uw "
    "lezers moeten deze site kunnen bereiken. Met .png in plaats van .svg krijgt u een PNG."
)
_FROZEN = " Van de bewaarde groep staan de gemeenten van nu in het adres."
WITH_OWN = "Er telt een eigen opgave mee. Die komt niet op een website, dus deze figuur kan er niet op."
_COPIED = "De HTML is gekopieerd."
_BY_HAND = "De HTML is geselecteerd. Kopieer met Ctrl+C, of houd de tekst ingedrukt."
_WIDTH_PX = 480
# What an alt says of a table beside it: a whole sentence. It is looked for from the beginnings of sentences only.
_ON_PAGE = re.compile(r"(?<![^.])[^.]*\b(staan|staat) in de (tabel|lijst)\b[^.]*\.")
_BEHIND_LINK = "De waarden staan op de pagina achter de link."


def fold(chart: Chart, name: str, told: Provenance | None, *, with_own: bool = False) -> h.Element | None:
    """Return the fold under a chart; None where it has no address: no version yet, or a page without pictures.

    In: `name` of the chart on its page; `told` of the page; `with_own`: own figures count on it, which no address
    gives.
    """
    if told is None or not told.hash or _page(told.link) not in drawings.rooms():
        return None
    if with_own:
        return h.details(".ew-details.ew-bewaar")[h.summary[LABEL], h.p(".ew-noot")[WITH_OWN]]
    frozen = _FROZEN if dict(_params(told)) != dict(parse_qsl(urlsplit(told.link).query)) else ""
    return h.details(".ew-details.ew-bewaar")[
        h.summary[LABEL],
        h.div(".ew-delen.ew-website")[
            h.label[
                HOW + frozen, h.textarea(readonly=True, rows="6", spellcheck="false")[html(chart, name, told)]
            ],
            h.button(".ew-knop.ew-kopieer", type="button")["Kopieer de HTML"],
            h.p(".ew-gezegd", role="status", data_gelukt=_COPIED, data_mislukt=_BY_HAND),
        ],
    ]


def html(chart: Chart, name: str, told: Provenance) -> str:
    """Return the HTML of a chart: picture with alt text and link, and source and version in words beneath."""
    said = drawings.said_version(told.version)
    width, height = paper.size_px(chart, paper.WEBSITE_IN, (said,))
    link = address(told)
    picture = h.img(
        src=address(told, name),
        alt=alt(chart),
        width=str(_WIDTH_PX),
        height=str(round(height * _WIDTH_PX / width)),
        style="max-width: 100%; height: auto",
    )
    source = f"{source_line(chart.source).rstrip('.')}. "
    figure = h.figure(style=f"margin: 1em 0; max-width: {_WIDTH_PX}px")[
        h.a(href=link)[picture], h.figcaption[source, h.a(href=link)[said.rstrip(".")]]
    ]
    return "".join(
        figure.iter_chunks()
    )  # plain text: a page that shows the HTML escapes it as any other text


def address(told: Provenance, name: str = "") -> str:
    """Return the full address of the page, or of the picture of one of its charts."""
    parts = urlsplit(told.link)
    before = parts.path.rpartition("/")[0]
    path = f"{before}/{drawings.PREFIX}/{_page(told.link)}/{name}.svg" if name else parts.path
    return urlunsplit(parts._replace(path=path, query=urlencode(_params(told))))


def alt(chart: Chart) -> str:
    """Return what the picture shows in words: there is no table beside it, but behind its link."""
    shown = _ON_PAGE.sub("", chart.alt).strip()
    return f"{shown} {_BEHIND_LINK}".strip()


def _page(link: str) -> str:
    return urlsplit(link).path.rpartition("/")[2]


def _params(told: Provenance) -> list[tuple[str, str]]:
    """Return the parameters: of a saved group its members, for it may be changed and a picture on a website may not."""
    params = parse_qsl(urlsplit(told.link).query)
    if (KIND, "saved") not in params or told.group is None:
        return params
    members = ",".join(each.code for each in told.group.members)
    kept = [(key, text) for key, text in params if key not in (KIND, SAVED, MEMBERS)]
    return [*kept, (KIND, "own"), (MEMBERS, members)]
