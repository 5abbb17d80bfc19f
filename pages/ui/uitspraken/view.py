"""Uitspraken getoetst: what the page says and draws about the statements. Pure: judgements in, HTML and tables out."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import htpy as h

from metrics import dutch
from metrics.documents import TITLES
from metrics.records import Claim, Records
from metrics.report.claims import VERDICTS, Judgement
from metrics.report.claims.model import FAILS, HOLDS, NOT_LOADED, NUANCE, PARTLY, UNTESTABLE
from pages.ui.parts import notices
from pages.ui.parts.tables import Cell, Column, Row, Table, Tone, named

EVERYTHING = "alle"
ABOUT_ALL = "samen"
DOCUMENTS = "documenten"
FIRST = 25  # statements shown at once; the rest on request, for phones
ORIGIN = {
    "rapport": "uitspraak van het rapport",
    "controle": "controle van Eigenwijzer",
    "document": "ander document",
}
BAR_OF_REPORT, BAR_OF_OURS = "Uitspraken van het rapport", "Controles van Eigenwijzer, apart geteld"
BAR_OF_DOCUMENTS = "Uitspraken van andere documenten, apart geteld"
TONES: Mapping[str, Tone] = {
    HOLDS: "same", NUANCE: "near", PARTLY: "differs", FAILS: "attention", UNTESTABLE: "absent", NOT_LOADED: "absent",
}  # fmt: skip
# The bar has the patterns of Rapport nagerekend (audit.css): one look for one thing.
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
    "uitspraak rust op een andere telling. Klopt deels: een deel van de vergelijkingen houdt stand. Klopt niet met "
    "deze cijfers: geen enkele vergelijking houdt stand. Met andere cijfers of een latere versie kan dit veranderen.",
    "Niet te toetsen met open data: open data hebben dit cijfer niet, of meten iets anders. Wat er wel is, staat "
    "ernaast.",
    "We vergelijken de cijfers zoals ze op het scherm staan, dus na afronding. Gaat een uitspraak over groei, dan "
    "kijken we naar de index van het rapport en naar de groei van rekening op rekening.",
    "De controles van Eigenwijzer zijn geen uitspraken van het rapport. Ze tellen daarom nergens mee in de aantallen "
    "uitspraken.",
    "Een regel is de regel in de tekst van het rapport waarmee wij werken; bladzijden zijn die van de hele paragraaf.",
)


@dataclass(frozen=True)
class StatementFilter:
    """Which statements to show; 'alle' leaves a part open."""

    case: str = (
        EVERYTHING  # gemeente code, 'samen' for what is about all five, 'documenten' for the other documents
    )
    verdict: str = EVERYTHING  # code of the verdict in the address


def of_report(judgements: Iterable[Judgement]) -> list[Judgement]:
    """Return the statements of the report itself: our own checks are counted apart everywhere (methode 32)."""
    return [each for each in judgements if each.claim.origin == "rapport"]


def of_ours(judgements: Iterable[Judgement]) -> list[Judgement]:
    """Return our own checks."""
    return [each for each in judgements if each.claim.origin == "controle"]


def of_documents(judgements: Iterable[Judgement]) -> list[Judgement]:
    """Return the statements of the other documents."""
    return [each for each in judgements if each.claim.origin == "document"]


def title(judgements: Sequence[Judgement]) -> str:
    """Return the title: how many of the report's statements that could be tested hold."""
    found = Counter(each.verdict for each in of_report(judgements))
    tested, holds = sum(found[verdict] for verdict in JUDGED), found[HOLDS] + found[NUANCE]
    return f"{holds} van de {tested} getoetste uitspraken kloppen, soms met een kanttekening"


def subtitle(judgements: Sequence[Judgement]) -> str:
    """Return the line under the title: what was tested; how often each verdict fell stands in the bars.

    What is not of the report is counted apart.
    """
    ours, others = of_ours(judgements), of_documents(judgements)
    apart = [f"{many(ours)} van Eigenwijzer"] if ours else []
    apart += [many(others)] if others else []
    also = f" Apart geteld: {dutch.names(apart)}." if apart else ""
    return f"{len(of_report(judgements))} uitspraken met cijfers uit het rapport van 2021.{also}"


def limits(records: Records) -> str:
    """Return the box with the report's own limits."""
    return str(
        h.section(".ew-melding.ew-uitleg", aria_label="Wat het rapport zelf niet zegt")[
            h.h2["Wat het rapport zelf niet zegt"],
            h.p[notices.fill(records.caveats["C22"].text, {})],
            h.ul(".ew-lijst")[(h.li[line] for line in LIMITS)],
        ]
    )


def bars(judgements: Sequence[Judgement], links: Mapping[str, str]) -> str:
    """Return a bar of verdicts for the statements of the report, and one for our own checks.

    `links`: the address that shows a verdict, by its code.
    """
    return "".join(
        _bar(about, found, links)
        for about, found in (
            (BAR_OF_REPORT, of_report(judgements)),
            (BAR_OF_OURS, of_ours(judgements)),
            (BAR_OF_DOCUMENTS, of_documents(judgements)),
        )
    )


def _bar(about: str, judgements: Sequence[Judgement], links: Mapping[str, str]) -> str:
    found = Counter(each.verdict for each in judgements)
    shown = [verdict for verdict in VERDICTS if found[verdict]]
    if not shown:
        return ""
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
            h.p(".ew-noot")[f"{about} ({len(judgements)})"],
            h.div(".ew-stukken", role="img", aria_label=f"{about}: {told}.")[segments],
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
        DOCUMENTS: "andere documenten",
    }


def verdict_options() -> dict[str, str]:
    """Return the verdicts to choose from, by their code in the address."""
    return {EVERYTHING: "alle oordelen", **{code: verdict for verdict, code in VERDICTS.items()}}


def filtered(judgements: Sequence[Judgement], chosen: StatementFilter) -> list[Judgement]:
    """Return the statements of a choice, in the order of the report."""
    case = "" if chosen.case == ABOUT_ALL else chosen.case
    return [
        each
        for each in judgements
        if chosen.case in (EVERYTHING, DOCUMENTS)
        or (each.claim.case == case and each.claim.origin != "document")
        if chosen.case != DOCUMENTS or each.claim.origin == "document"
        if chosen.verdict in (EVERYTHING, VERDICTS[each.verdict])
    ]


def about(claim: Claim, names: Mapping[str, str]) -> str:
    """Return whom a statement is about."""
    if claim.origin == "document":
        return "regio's"
    return names.get(claim.case, "de vijf gemeenten") if claim.case else "de vijf gemeenten"


def place(claim: Claim) -> str:
    """Return where a statement stands: in the report, or in which other document."""
    parts = (claim.section, f"blz. {claim.pages}" if claim.pages else "", f"regel {claim.line}")
    where = ", ".join(filter(None, parts))
    if claim.origin == "document":
        return dutch.capital(f"{TITLES[claim.document]}, {where}")
    return where


def many(judgements: Sequence[Judgement]) -> str:
    """Return how many there are, our own checks apart: '79 uitspraken en 7 controles'."""
    parts = []
    for found, one, more_than_one in (
        (of_report(judgements), "uitspraak", "uitspraken"),
        (of_ours(judgements), "controle", "controles"),
        (of_documents(judgements), "uitspraak uit een ander document", "uitspraken uit andere documenten"),
    ):
        if found:
            parts.append(f"{len(found)} {one if len(found) == 1 else more_than_one}")
    return dutch.names(parts)


def more(shown: Sequence[Judgement], found: Sequence[Judgement], address: str) -> str:
    """Return the line under a part of the statements, with the link to all of them."""
    return str(
        h.p(".ew-tekst")[
            f"U ziet {many(shown)}, van {many(found)}. ",
            h.a(href=address, target="_self")[f"Toon alle {many(found)}"],
        ]
    )


def statements_table(judgements: Iterable[Judgement], names: Mapping[str, str]) -> Table:
    """Return all statements as a table to save."""
    columns = (
        Column("code", "Uitspraak"), Column("gemeente", "Gemeente"), Column("herkomst", "Herkomst"),
        Column("plaats", "Plaats"), Column("tekst", "In onze woorden"), Column("oordeel", "Oordeel"),
        Column("rapport", "Oordeel met het rapport alleen"), Column("uitleg", "Uitleg"), Column("bron", "Bron"),
        Column("versie", "Versie van de cijfers"),
    )  # fmt: skip
    rows: list[Row] = [
        {
            "code": each.claim.code,
            "gemeente": named(about(each.claim, names), each.claim.case),
            "herkomst": ORIGIN[each.claim.origin],
            "plaats": place(each.claim),
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
        Column("code", "Uitspraak"), Column("cijfer", "Cijfer"), Column("waarover", "Waarover"),
        Column("waarde", "Waarde", "getal", 6),
        Column("eenheid", "Eenheid"), Column("periode", "Periode"), Column("bron", "Bron"),
    )  # fmt: skip
    rows: list[Row] = [
        {
            "code": each.claim.code, "cijfer": reading.label, "waarover": what, "waarde": reading.value,
            "eenheid": reading.unit, "periode": reading.period, "bron": reading.source,
        }
        for each in judgements
        for what, reading in each.outcome.told
    ]  # fmt: skip
    return Table("Cijfers bij de uitspraken", columns, tuple(rows), "code")
