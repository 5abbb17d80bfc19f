"""The printed cells as HTML: a wide table on a screen, a card a row on a phone. Pure; htpy escapes every text."""

from collections.abc import Hashable, Mapping

import htpy as h
import pandas as pd

from metrics.report.audit import COLUMNS
from pages.ui.parts.tables import STATUSES, Cell
from pages.ui.reproductie.tables import OURS, REPORT_WAY, SOURCE, recomputed, report_way
from pages.ui.reproductie.words import TONES, VERDICT_WORDS

CAPTION = "Gedrukte cijfers en wat de open data geven"
# Column heads; on a phone they stand before the value in each card.
HEADS = ("Tabel", "Rij en cijfer", "Gedrukt", OURS, REPORT_WAY, "Oordeel", "Waarom", "Bron")
_RIGHT = frozenset({"Tabel", "Gedrukt", OURS, REPORT_WAY})


def cells(rows: pd.DataFrame, links: Mapping[str, str], names: Mapping[str, str]) -> str:
    """Return printed cells as a table.

    In: metrics.report.audit.run.AUDIT rows; `links`: address of the calculation per `cell_id`; `names`: what a
    row is called, per region code. Roles are written out, so that a screen reader keeps the table where it is shown
    as cards.
    """
    head = h.tr(role="row")[(h.th(_side(label), scope="col", role="columnheader")[label] for label in HEADS)]
    body = [_row(row, links, names) for row in rows.to_dict("records")]
    return str(
        h.div(".ew-tabelblok")[
            h.div(".ew-tabel", role="region", tabindex="0", aria_label=f"Tabel: {CAPTION}")[
                h.table(".ew-cijfers", role="table")[
                    h.caption[h.span[CAPTION]], h.thead(role="rowgroup")[head], h.tbody(role="rowgroup")[body]
                ]
            ],
            h.p(".ew-bron")[SOURCE],
        ]
    )


def _row(row: Mapping[Hashable, object], links: Mapping[str, str], names: Mapping[str, str]) -> h.Element:
    name = names.get(str(row["region_code"]), str(row["row_label"]))
    title = COLUMNS[str(row["column"])].title
    verdict = str(row["verdict"])
    contents: dict[str, h.Node] = {
        "Tabel": str(row["table"]),
        "Gedrukt": h.strong[str(row["printed"])],
        OURS: _value(recomputed(row)),
        REPORT_WAY: _value(report_way(row)),
        "Oordeel": h.span(f".ew-oordeel.ew-{TONES[verdict]}")[VERDICT_WORDS[verdict]],
        "Waarom": str(row["reason"]),
        "Bron": _source(row, links, f"{name}, {title}"),
    }
    first, *rest = HEADS
    return h.tr(role="row")[
        _cell(first, contents[first]),
        h.th(scope="row", role="rowheader")[name, h.span(".ew-klein")[title]],
        (_cell(label, contents[label]) for label in rest if label in contents),
    ]


def _cell(label: str, content: h.Node) -> h.Element:
    return h.td(_side(label), {"data-kop": label}, role="cell")[content]


def _source(row: Mapping[Hashable, object], links: Mapping[str, str], about: str) -> h.Node:
    source = h.span(".ew-klein")[str(row["source"])]
    if not row["calculation"]:
        return source
    link = h.a(href=links[str(row["cell_id"])], target="_self")[
        "berekening", h.span(".ew-verborgen")[f" van {about}"]
    ]
    return [source, " ", link]


def _value(cell: Cell) -> h.Node:
    if cell.printed:
        return cell.printed
    mark, words = STATUSES.get(cell.status, STATUSES["leeg"])
    return h.span(".ew-leeg", title=words)[mark]


def _side(label: str) -> str:
    return ".ew-rechts" if label in _RIGHT else ".ew-links"
