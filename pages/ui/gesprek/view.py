"""What the sheet of *Gesprek voorbereiden* says: the one-pager with the figures that were chosen, and what is its own.

Pure. The questions of the council member's template are filled with what the figures say; whatever no figure says is
asked.
"""

from collections.abc import Sequence
from dataclasses import replace

from metrics import dutch
from metrics.comparing import sentences
from metrics.figures import ENTERED
from metrics.records import Records, TemplateStep
from pages.ui.brief import document as brief_document
from pages.ui.brief.document import also, money, own_monitor
from pages.ui.brief.explain import AGAINST, FITS
from pages.ui.brief.view import Brief
from pages.ui.documents.onepage import OnePage, Part
from pages.ui.documents.provenance import Provenance
from pages.ui.own import monitor
from pages.ui.own.monitor import Statement
from pages.ui.site.noted import Noted

PAGE = "Jeugdzorg: cijfers voor het gesprek"
TEMPLATE = "De vragen van een raadslid"
NOTES = "Notities"
EMPTY_LINES = 8
# Topics that say what youth care yields.
_YIELD = ("wachttijd", "tevreden", "rapportcijfer", "uitstroom", "wachtenden")
_FEW = 2


def sheet(
    brief: Brief, records: Records, told: Provenance, noted: Noted, stated: Sequence[Statement], notes: str
) -> OnePage:
    """Return the sheet. `stated`: what gemeenten state of themselves; `notes`: as they were typed, free text."""
    whole = brief_document.document(replace(brief, trends=()), told, noted, stated)
    budget, compared = ("Rekening en begroting", brief.budget), ("", brief.compared)
    return replace(
        whole,
        page=PAGE,
        told=(("", brief.awaited), budget, money(brief, stated), compared),
        columns=(
            (Part(TEMPLATE, (), template(brief, records.steps, stated)), *own_monitor(brief, stated)),
            (*also(brief), written(notes)),
        ),
    )


def written(notes: str) -> Part:
    """Return what was noted, a paragraph a line, or lines to write on by hand."""
    lines = tuple(line.strip() for line in notes.split("\n") if line.strip())
    return Part(NOTES, lines, lines_n=0 if lines else EMPTY_LINES)


def template(
    brief: Brief, steps: Sequence[TemplateStep], stated: Sequence[Statement]
) -> tuple[tuple[str, str], ...]:
    """Return the questions of the template, each with what the figures say before it."""
    mine = monitor.of(stated, brief.code, money=False)
    said = {
        "wat": _what(brief),
        "waarom": _why(brief),
        "kosten": _costs(brief),
        "opbrengst": _yields(mine),
        "anderen": _others(brief),
    }
    return tuple((step.lead, f"{said[step.code]} {step.ask}".strip()) for step in steps)


def _what(brief: Brief) -> str:
    one = brief.cost
    if one is None or one.figure.value is None:
        return ""
    total = one.figure.numerator
    amount = f"{dutch.euro(total)}, of " if total is not None else ""
    return (
        f"De lasten voor jeugdzorg waren in {brief.year} {amount}{one.value} per inwoner{one.figure.aside}."
    )


def _why(brief: Brief) -> str:
    """Name what goes with the difference and what does not; nothing that is said there is a cause."""
    fits, against = (
        dutch.names([_small(each.name) for each in brief.reasons if each.verdict == verdict])
        for verdict in (FITS, AGAINST)
    )
    if fits or against:
        said = [f"bij {fits}"] * bool(fits) + [f"niet bij {against}"] * bool(against)
        return f"Het verschil past {', maar '.join(said)}."
    one = brief.cost
    if one is not None and one.figure.value is not None and not one.figure.usable:
        return "Het bedrag per inwoner is niet met dat van andere gemeenten te vergelijken."
    return brief.difference


def _costs(brief: Brief) -> str:
    growth = next((one for one in brief.figures if one.measure.indicator.startswith("groei_lasten")), None)
    if growth is None or not growth.figure.usable:
        return brief.budget
    value, when = growth.figure.value, growth.when.removeprefix("rekening ")
    return "" if value is None else sentences.growth(brief.name, when, value, growth.country_value)


def _yields(stated: Sequence[Statement]) -> str:
    found = {one.topic: f"{one.lead}: {one.shown}" for one in monitor.newest(stated)}
    known = [found[topic] for topic in _YIELD if topic in found][:_FEW]  # the others stand beside it
    return f"{'; '.join(known)} ({ENTERED})." if known else "Dat staat niet in open cijfers."


def _others(brief: Brief) -> str:
    one = brief.cost
    if one is None or not one.figure.usable:
        return ""
    beside = [
        f"{name} {one.text(value)}"
        for name, value in (("Nederland", one.country_value), ("de groep", one.group_value))
        if value is not None
    ]
    start = f"Lasten per inwoner: {dutch.names([f'{brief.name} {one.value}', *beside])}."
    return f"{start} {dutch.capital(one.place)}." if one.place else start


def _small(name: str) -> str:
    return name[:1].lower() + name[1:]
