"""One statement as a card: our words, verdict, explanation, dots, what it rests on, figures and reply. Pure HTML."""

from collections.abc import Mapping

import htpy as h

from metrics import dutch
from metrics.report.claims import Evidenced, Family, Judgement
from metrics.report.claims.model import STATED
from pages.ui.uitspraken.view import ORIGIN, TONES

_NAMED = 4  # groups named beside a row of dots; more are counted


def card(each: Judgement, names: Mapping[str, str], titles: Mapping[str, str], reply_open: str) -> str:
    """Return one statement: our words, verdict, explanation, figures, robustness, what it rests on, reply.

    `titles`: of the indicators, by code. `reply_open`: the sentence that stands where no reply was given.
    """
    claim = each.claim
    labels = [
        names.get(claim.case, "de vijf gemeenten") if claim.case else "de vijf gemeenten",
        claim.subject,
    ]
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
            _families(each, titles),
            h.p(".ew-noot")[_where(each)],
            _details(each, reply_open),
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
    place = f"{claim.section}, blz. {claim.pages}, regel {claim.line}"
    place = place if claim.section.startswith("Bijlage") else f"Hoofdstuk {place}"
    return f"{place}. Rust op: {each.vintage}." if each.vintage else f"{place}."


def _families(each: Judgement, titles: Mapping[str, str]) -> h.Node:
    """Draw a row of dots per family of groups: filled where the statement holds, open where it does not."""
    if not each.families:
        return None
    return h.div(".ew-stippen")[
        h.p(".ew-tekst")[
            "Klopt dit ook met andere groepen? Elke stip is een groep: dicht is ja, open is nee."
        ],
        (
            [
                len(each.families) > 1 and h.p(".ew-stipkop")[titles[indicator]],
                (_strip(one) for one in families),
            ]
            for indicator, families in each.families.items()
        ),
    ]


def _strip(family: Family) -> h.Element:
    name = h.span(".ew-stipnaam")[family.title]
    if not family.holds:
        return h.p(".ew-stiprij")[name, h.span(".ew-stiptal.ew-geen")[f"niet te maken. {family.note}"]]
    dots = (
        h.span(".ew-stip.ew-stip-ja" if holds else ".ew-stip", title=label)
        for holds, label in zip(family.holds, family.labels, strict=True)
    )
    return h.p(".ew-stiprij")[
        name,
        h.span(".ew-stiplijn", role="img", aria_label=_told(family))[dots],
        h.span(".ew-stiptal", aria_hidden="true")[f"{family.holds_n} van {len(family.holds)}"],
        _few_failing(family) and h.span(".ew-stiptal.ew-geen", aria_hidden="true")[_list(family)],
    ]


def _told(family: Family) -> str:
    return f"{family.title}: klopt in {family.holds_n} van {len(family.holds)}. {_list(family)}"


def _few_failing(family: Family) -> bool:
    """Say whether the groups in which the statement does not hold are few enough to name on screen."""
    failing_n = len(family.holds) - family.holds_n
    return 0 < failing_n <= _NAMED and family.holds_n > 0


def _list(family: Family) -> str:
    """Name the groups in which the statement does not hold."""
    failing = [label for holds, label in zip(family.holds, family.labels, strict=True) if not holds]
    return f"Niet bij: {dutch.names(failing)}." if failing else ""


def _details(each: Judgement, reply_open: str) -> h.Element:
    claim = each.claim
    reply = f"Reactie van de onderzoekers, {claim.reply_date}: {claim.reply}" if claim.reply else reply_open
    rows = [_figure_row(reading) for reading in each.outcome.readings if reading.value is not None]
    heads = ("Cijfer", "Waarde", "Bron")
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


def _figure_row(reading: Evidenced) -> h.Element:
    source = "in de uitspraak" if reading.source == STATED else reading.source
    label = reading.label or "grens"
    period = f", {dutch.period_short(reading.period)}" if reading.period else ""
    return h.tr[
        h.th(".ew-links", scope="row")[f"{label}{period}"],
        h.td(".ew-rechts")[reading.text],
        h.td(".ew-links")[source],
    ]
