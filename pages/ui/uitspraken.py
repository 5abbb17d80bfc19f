"""Uitspraken getoetst: what the page says and draws about the statements. Pure: judgements in, HTML and tables out."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import htpy as h

from metrics.claims import VERDICTS, Family, Judgement, Reading
from metrics.claims.model import FAILS, HOLDS, NOT_LOADED, NUANCE, PARTLY, STATED, UNTESTABLE
from metrics.records import Records
from pages.ui import formats, notices
from pages.ui.tables import Cell, Column, Row, Table, Tone

EVERYTHING = "alle"
ABOUT_ALL = "samen"
FIRST = 25  # statements shown at once; the rest on request, for phones
ORIGIN = {"rapport": "uitspraak van het rapport", "controle": "controle van Eigenwijzer"}
TONES: Mapping[str, Tone] = {
    HOLDS: "same", NUANCE: "near", PARTLY: "differs", FAILS: "attention", UNTESTABLE: "absent", NOT_LOADED: "absent",
}  # fmt: skip
# The bar has the patterns of Tabellen nagerekend (audit.css): one look for one thing.
PATTERNS: Mapping[str, str] = {
    HOLDS: "exact", NUANCE: "rounding", PARTLY: "source_differs", FAILS: "misprint",
    UNTESTABLE: "not_open", NOT_LOADED: "no_data",
}  # fmt: skip
JUDGED = (HOLDS, NUANCE, PARTLY, FAILS)
# The report's own limits, in our words, with the line each rests on.
LIMITS = (
    "Het rapport beschrijft vijf gemeenten. Het zegt niets over andere gemeenten (regel 94).",
    "Het zegt niet hoe groot tekorten zijn, welke hulp het meest oplevert voor het geld, of hoe wachttijden korter "
    "worden (regel 94).",
    "Wat in de ene gemeente of regio werkt, hoeft in een andere niet te werken (regel 413).",
    "De begrotingen voor 2020 en 2021 vragen om voorzichtigheid: ze lijken lager dan de lasten van 2019 (regel 197).",
    "Vanaf 2020 geven cijfers een ander beeld, want dat was het eerste jaar met corona (regel 683).",
)
METHOD = (
    "Elke uitspraak staat hier in onze eigen woorden, met de plaats in het rapport. Bij elke uitspraak hoort een vaste "
    "berekening op de cijfers die geladen zijn. Het oordeel volgt uit de vergelijkingen die u erbij leest.",
    "Klopt: alle vergelijkingen houden stand. Klopt, met kanttekening: de kern houdt stand, iets anders niet, of de "
    "uitspraak rust op een andere telling. Klopt deels: een deel houdt stand. Klopt niet met deze cijfers: geen enkele "
    "vergelijking houdt stand. Met andere cijfers of een latere versie kan het oordeel veranderen.",
    "We vergelijken de cijfers zoals ze op het scherm staan, dus na afronding. Gaat een uitspraak over groei, dan "
    "kijken we naar de index van het rapport en naar de groei van rekening op rekening.",
    "Een regel is de regel in de tekst van het rapport waarmee wij werken; bladzijden zijn die van de hele paragraaf.",
)


@dataclass(frozen=True)
class Filter:
    """Which statements to show; 'alle' leaves a part open."""

    case: str = EVERYTHING  # gemeente code, or 'samen' for what is about all five
    verdict: str = EVERYTHING  # code of the verdict in the address


def title(judgements: Sequence[Judgement]) -> str:
    """Return the title: how many of the statements that could be tested hold."""
    found = Counter(each.verdict for each in judgements)
    tested, holds = sum(found[verdict] for verdict in JUDGED), found[HOLDS] + found[NUANCE]
    return f"{holds} van de {tested} getoetste uitspraken kloppen, soms met een kanttekening"


def subtitle(judgements: Sequence[Judgement]) -> str:
    """Return the line under the title: what was tested and what was not."""
    found = Counter(each.verdict for each in judgements)
    checks = sum(each.claim.origin == "controle" for each in judgements)
    rest = [f"{found[verdict]} {verdict}" for verdict in (UNTESTABLE, NOT_LOADED) if found[verdict]]
    apart = f" Niet getoetst: {formats.names(rest)}." if rest else ""
    return (
        f"{len(judgements)} uitspraken met cijfers: {len(judgements) - checks} van het rapport van 2021 en {checks} "
        f"controles van Eigenwijzer.{apart}"
    )


def limits(records: Records) -> str:
    """Return the box with the report's own limits."""
    return str(
        h.section(".ew-melding.ew-uitleg", aria_label="Wat het rapport zelf niet zegt")[
            h.h3["Wat het rapport zelf niet zegt"],
            h.p[notices.fill(records.caveats["C22"].text, {})],
            h.ul(".ew-lijst")[(h.li[line] for line in LIMITS)],
        ]
    )


def bar(judgements: Sequence[Judgement], links: Mapping[str, str]) -> str:
    """Return the bar of verdicts with its legend. `links`: the address that shows a verdict, by its code."""
    found = Counter(each.verdict for each in judgements)
    shown = [verdict for verdict in VERDICTS if found[verdict]]
    told = ", ".join(f"{verdict} {found[verdict]}" for verdict in shown)
    segments = [
        h.span(f".ew-stuk.ew-v-{PATTERNS[verdict]}", style=f"flex-grow: {found[verdict]}")
        for verdict in shown
    ]
    legend = [
        h.li[
            h.a(href=links[VERDICTS[verdict]], target="_self")[
                h.span(f".ew-staal.ew-v-{PATTERNS[verdict]}", aria_hidden="true"),
                f"{verdict} ",
                h.strong[str(found[verdict])],
            ]
        ]
        for verdict in shown
    ]
    return str(
        h.div(".ew-balk")[
            h.div(".ew-stukken", role="img", aria_label=f"Oordelen over de uitspraken: {told}.")[segments],
            h.ul(".ew-balklegenda")[legend],
        ]
    )


def case_options(judgements: Iterable[Judgement], names: Mapping[str, str]) -> dict[str, str]:
    """Return the gemeenten to choose from, in the order of the statements, and what is about all five."""
    codes = dict.fromkeys(each.claim.case for each in judgements if each.claim.case)
    return {
        EVERYTHING: "alle gemeenten",
        **{code: names.get(code, code) for code in codes},
        ABOUT_ALL: "de vijf samen",
    }


def verdict_options() -> dict[str, str]:
    """Return the verdicts to choose from, by their code in the address."""
    return {EVERYTHING: "alle oordelen", **{code: verdict for verdict, code in VERDICTS.items()}}


def filtered(judgements: Sequence[Judgement], chosen: Filter) -> list[Judgement]:
    """Return the statements of a choice, in the order of the report."""
    case = "" if chosen.case == ABOUT_ALL else chosen.case
    return [
        each
        for each in judgements
        if chosen.case == EVERYTHING or each.claim.case == case
        if chosen.verdict in (EVERYTHING, VERDICTS[each.verdict])
    ]


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
    ]


def _told(family: Family) -> str:
    return f"{family.title}: klopt in {family.holds_n} van {len(family.holds)}. {_list(family)}"


def _list(family: Family) -> str:
    """Name the groups in which the statement does not hold."""
    failing = [label for holds, label in zip(family.holds, family.labels, strict=True) if not holds]
    return f"Niet bij: {formats.names(failing)}." if failing else ""


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


def _figure_row(reading: Reading) -> h.Element:
    source = "in de uitspraak" if reading.source == STATED else reading.source
    label = reading.label or "grens"
    period = f", {formats.period_short(reading.period)}" if reading.period else ""
    return h.tr[
        h.th(".ew-links", scope="row")[f"{label}{period}"],
        h.td(".ew-rechts")[reading.text],
        h.td(".ew-links")[source],
    ]


def more(shown_n: int, all_n: int, address: str) -> str:
    """Return the line under a part of the statements, with the link to all of them."""
    return str(
        h.p(".ew-tekst")[
            f"U ziet {shown_n} van de {all_n} uitspraken. ",
            h.a(href=address, target="_self")[f"Toon alle {all_n} uitspraken"],
        ]
    )


def statements_table(judgements: Iterable[Judgement], names: Mapping[str, str]) -> Table:
    """Return all statements as a table to save."""
    columns = (
        Column("code", "Uitspraak"), Column("gemeente", "Gemeente"), Column("herkomst", "Herkomst"),
        Column("plaats", "Plaats in het rapport"), Column("tekst", "In onze woorden"), Column("oordeel", "Oordeel"),
        Column("rapport", "Oordeel met het rapport alleen"), Column("uitleg", "Uitleg"), Column("bron", "Bron"),
        Column("versie", "Versie van de cijfers"),
    )  # fmt: skip
    rows: list[Row] = [
        {
            "code": each.claim.code,
            "gemeente": names.get(each.claim.case, "de vijf gemeenten"),
            "herkomst": ORIGIN[each.claim.origin],
            "plaats": f"{each.claim.section}, blz. {each.claim.pages}, regel {each.claim.line}",
            "tekst": each.claim.text,
            "oordeel": Cell(each.verdict, tone=TONES[each.verdict]),
            "rapport": each.other.verdict if each.other else "",
            "uitleg": each.explanation,
            "bron": "; ".join(each.sources),
            "versie": each.vintage,
        }
        for each in judgements
    ]
    return Table("Uitspraken getoetst", columns, tuple(rows), "code")


def figures_table(judgements: Iterable[Judgement]) -> Table:
    """Return every figure behind the statements as a table to save, unrounded."""
    columns = (
        Column("code", "Uitspraak"), Column("cijfer", "Cijfer"), Column("waarde", "Waarde", "getal", 6),
        Column("eenheid", "Eenheid"), Column("periode", "Periode"), Column("bron", "Bron"),
    )  # fmt: skip
    rows: list[Row] = [
        {
            "code": each.claim.code, "cijfer": reading.label, "waarde": reading.value, "eenheid": reading.unit,
            "periode": reading.period, "bron": reading.source,
        }
        for each in judgements
        for reading in each.outcome.readings
    ]  # fmt: skip
    return Table("Cijfers bij de uitspraken", columns, tuple(rows), "code")
