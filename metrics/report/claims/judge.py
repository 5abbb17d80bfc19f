"""Every statement with its verdict, on the best basis that is loaded."""

import re
from collections.abc import Iterable
from dataclasses import replace

import pandas as pd

from metrics import dutch
from metrics.build import Build
from metrics.facts import Facts
from metrics.records import Claim, Records

# the tests register themselves when they are imported
from metrics.report.claims import (  # noqa: F401
    budgets,
    combined,
    controls,
    documents,
    levels,
    places,
    portraits,
    series,
)
from metrics.report.claims.book import Book
from metrics.report.claims.elsewhere import Elsewhere, elsewhere
from metrics.report.claims.evidence import Evidence
from metrics.report.claims.explain import explain_parts
from metrics.report.claims.model import DOCUMENT, STATED, Basis, Finding, Judgement
from metrics.report.claims.registry import TESTS, ClaimError, Params

CLAIMS = [
    "claim", "case", "origin", "section", "pages", "line", "subject", "text",
    "verdict", "basis", "explanation", "report_verdict", "sources", "vintage",
]  # fmt: skip
_WORD = re.compile(r"\w+")
_OF_DOCUMENT = "wat het document zelf afdrukt"
_REPORT_VINTAGE = "Cijfers uit het rapport (2021)"


def judge_all(build: Build) -> tuple[Judgement, ...]:
    """Judge every statement, in the order of data/report/claims.toml.

    In the gemeenten of the report, as its tables (methode 29). Each statement is tested on the report's own figures
    and on what is loaded; the loaded figures decide where they
    suffice, and the outcome on the report stands beside it. Raises ClaimError where a record does not fit its test.
    """
    facts, records = build.facts, build.records
    book = Book(facts, records, build.recomputed.figures, build.printed)
    return tuple(judge(claim, facts, records, book) for claim in records.claims)


def elsewhere_of(build: Build, each: Judgement) -> dict[str, Elsewhere]:
    """Return where a statement that compares with a group holds too, per indicator it is about (record: 'robust')."""
    p = Params(each.claim)
    if not p.has("robust") or not each.outcome.is_judged:
        return {}
    members = build.records.group_of(p.case).members
    counted = {
        name: elsewhere(build, p.case, name, p.text("period"), p.relation(), members)
        for name in p.texts("robust")
    }
    return {name: found for name, found in counted.items() if found is not None}


def judge(claim: Claim, facts: Facts, records: Records, book: Book) -> Judgement:
    """Judge one statement."""
    printed = _run(claim, Evidence(facts, records, book, "rapport"))
    loaded = _run(claim, Evidence(facts, records, book, "cbs"))
    use_printed = not loaded.is_judged and (printed.is_judged or printed.known_n > loaded.known_n)
    outcome = replace(printed, missing=loaded.missing) if use_printed else loaded
    basis: Basis = "cbs" if not use_printed and _of_cbs(outcome) else "rapport"
    other = printed if basis == "cbs" and printed.is_judged and outcome.is_judged else None
    subjects = {source.source_id: source.subject or source.title for source in records.sources}
    return Judgement(
        claim, basis, outcome, other, explain_parts(claim, outcome, subjects),
        _sources(outcome), _vintage(facts, outcome),
    )  # fmt: skip


def _of_cbs(outcome: Finding) -> bool:
    """Say whether a figure of CBS stands in it; a check of the text rests on the report on either basis."""
    return any(
        reading.value is not None
        and reading.source != STATED
        and not reading.source.startswith(("rapport", DOCUMENT))
        for reading in outcome.readings
    )


def to_frame(judgements: Iterable[Judgement]) -> pd.DataFrame:
    """Return a row a statement for download: CLAIMS; `report_verdict` is the verdict on the report alone."""
    rows = [
        {
            "claim": each.claim.code,
            "case": each.claim.case,
            "origin": each.claim.origin,
            "section": each.claim.section,
            "pages": each.claim.pages,
            "line": each.claim.line,
            "subject": each.claim.subject,
            "text": each.claim.text,
            "verdict": each.verdict,
            "basis": each.basis,
            "explanation": each.explanation,
            "report_verdict": each.other.verdict if each.other else "",
            "sources": "; ".join(each.sources),
            "vintage": each.vintage,
        }
        for each in judgements
    ]
    return pd.DataFrame(rows, columns=CLAIMS)


def figures_frame(judgements: Iterable[Judgement]) -> pd.DataFrame:
    """Return a row a figure for download: claim, label, about, value (unrounded), unit, period, source."""
    rows = [
        {
            "claim": each.claim.code, "label": reading.label, "about": what, "value": reading.value,
            "unit": reading.unit, "period": reading.period, "source": reading.source,
        }
        for each in judgements
        for what, reading in each.outcome.told
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=["claim", "label", "about", "value", "unit", "period", "source"])


def _run(claim: Claim, ev: Evidence) -> Finding:
    try:
        test = TESTS[claim.test]
    except KeyError as error:
        raise ClaimError(claim, f"de toets '{claim.test}' bestaat niet") from error
    return replace(test(ev, Params(claim)), missing=tuple(ev.missing))


def _sources(outcome: Finding) -> tuple[str, ...]:
    """Return where the figures are from, each once; numbers that the statement itself names are none."""
    found = (
        reading.source
        for reading in outcome.readings
        if reading.value is not None and reading.source != STATED
    )
    return tuple(dict.fromkeys(found))


def _vintage(facts: Facts, outcome: Finding) -> str:
    """Say which version the figures are: the report, or the sources of CBS with the day they were loaded."""
    found = [source for source in _sources(outcome) if source]
    if not found:
        return ""
    if all(text.startswith(DOCUMENT) for text in found):
        return _OF_DOCUMENT
    rows = facts.sources.set_index("source_id")
    words = dict.fromkeys(word for text in found for word in _WORD.findall(text))
    days: dict[str, list[str]] = {}
    for source_id in (word for word in words if word in rows.index and word != "rapport"):
        moment = rows["retrieved"].get(source_id)
        day = (
            "" if moment is None or pd.isna(moment) else f", geladen op {dutch.date_nl(pd.Timestamp(moment))}"
        )
        own = rows["reconstruction"].get(source_id)
        called = source_id if source_id[:1].isdigit() else str(rows["title"][source_id]).removeprefix("CBS ")
        name = called if own is None or pd.isna(own) or not own else f"{called} (reconstructie)"
        days.setdefault(day, []).append(name)
    parts = [f"{', '.join(ids)}{day}" for day, ids in days.items()]
    return f"CBS {'; '.join(parts)}" if parts else _REPORT_VINTAGE
