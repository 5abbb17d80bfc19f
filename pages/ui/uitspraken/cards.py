"""One statement as a card: our words, verdict, explanation, dots, what it rests on, figures and reply. Pure HTML."""

from collections.abc import Mapping
from dataclasses import dataclass

import htpy as h

from metrics import dutch
from metrics.report.claims import Elsewhere, Evidenced, Judgement
from metrics.report.claims.model import STATED
from pages.ui.uitspraken import others
from pages.ui.uitspraken.view import ORIGIN, TONES, about, place


@dataclass(frozen=True)
class CardWords:
    """What a card takes from the records: names by region code, titles of indicators by code, and a sentence.

    `sources`: titles of the sources that have no number of CBS, by id.
    """

    names: Mapping[str, str]
    titles: Mapping[str, str]
    sources: Mapping[str, str]
    reply_open: str  # stands where the authors gave no reply


def card(each: Judgement, beyond: Mapping[str, Elsewhere], words: CardWords) -> str:
    """Return one statement: our words, verdict, explanation, other groups, what it rests on, figures, reply.

    `beyond`: where it holds with other groups, by indicator (metrics.report.claims.elsewhere_of).
    """
    claim = each.claim
    labels = [about(claim, words.names), claim.subject]
    lines = [h.li[part] for part in each.parts]
    return str(
        h.article(".ew-uitspraak", id=f"u-{claim.code}", aria_label=f"Uitspraak {claim.code}")[
            h.p(".ew-uitspraakkop")[
                h.span(f".ew-oordeel.ew-{TONES[each.verdict]}")[each.verdict],
                (h.span(".ew-label")[label] for label in (*labels, ORIGIN[claim.origin])),
            ],
            h.h3[claim.text],
            h.p[each.parts[0]] if len(lines) == 1 else h.ul(".ew-lijst")[lines],
            _other(each),
            others.block(beyond, words.titles, words.names),
            h.p(".ew-noot")[_where(each)],
            _details(each, words),
        ]
    )


def _other(each: Judgement) -> h.Node:
    if each.other is None:
        return None
    said = each.other.verdict
    same = "ook" if said == each.verdict else "anders:"
    return h.p(".ew-tekst")[f"Met alleen de cijfers uit het rapport is het oordeel {same} '{said}'."]


def _where(each: Judgement) -> str:
    claim = each.claim
    where = place(claim)
    if claim.origin != "document" and not claim.section.startswith("Bijlage"):
        where = f"Hoofdstuk {where}"
    return f"{where}. Rust op {dutch.small(each.vintage)}." if each.vintage else f"{where}."


def _details(each: Judgement, words: CardWords) -> h.Element:
    claim = each.claim
    reply = (
        f"Reactie van de onderzoekers, {claim.reply_date}: {claim.reply}" if claim.reply else words.reply_open
    )
    rows = [
        _figure_row(what, reading, words.sources)
        for what, reading in each.outcome.told
        if reading.value is not None
    ]
    heads = ("Cijfer", "Waarover", "Waarde", "Bron")
    table = h.div(".ew-tabel", role="region", tabindex="0", aria_label=f"Cijfers bij uitspraak {claim.code}")[
        h.table[
            h.caption[h.span[f"Cijfers bij uitspraak {claim.code}"]],
            h.thead[
                h.tr[
                    (
                        h.th(".ew-links" if head != "Waarde" else ".ew-rechts", scope="col")[head]
                        for head in heads
                    )
                ]
            ],
            h.tbody[rows],
        ]
    ]
    return h.details(".ew-details")[
        h.summary["Cijfers en reactie"],
        table if rows else h.p(".ew-noot")["Bij deze uitspraak zijn geen cijfers geladen."],
        h.p(".ew-noot")[reply],
    ]


def _figure_row(what: str, reading: Evidenced, sources: Mapping[str, str]) -> h.Element:
    source = "in de uitspraak" if reading.source == STATED else sources.get(reading.source, reading.source)
    period = f", {dutch.period_short(reading.period)}" if reading.needs_period else ""
    return h.tr[
        h.th(".ew-links", scope="row")[f"{dutch.capital(reading.called)}{period}"],
        h.td(".ew-links")[what],
        h.td(".ew-rechts")[reading.text],
        h.td(".ew-links")[source],
    ]
