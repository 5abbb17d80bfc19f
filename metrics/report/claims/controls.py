"""Checks of ours on the report itself: do its figures fit each other, do its sentences say what they mean?"""

from dataclasses import replace

from metrics.numbers.rounding import interval
from metrics.report.claims.evidence import Evidence
from metrics.report.claims.levels import limit
from metrics.report.claims.model import Check, Compare, Evidenced, Finding, Within, sources_of
from metrics.report.claims.registry import Params, claim_test


@claim_test
def index_fits(ev: Evidence, p: Params) -> Finding:
    """Say whether a printed index can come from the printed percentages, with the room rounding leaves.

    The report's index in the first half of 2020 is 100 x its percentage over that of the first half of 2017.
    """
    if ev.basis != "rapport":
        return Finding()  # it is the printed cells that are held against each other
    first = ev.read("zonder_verblijf", p.case, "2017H1")
    last = ev.read("zonder_verblijf", p.case, "2020H1")
    index = ev.read("index_zonder_verblijf", p.case, "2020H1")
    low = high = None
    if first.shown is not None and last.shown is not None:
        a, b = interval(first.shown, 1), interval(last.shown, 1)
        low, high = 100 * b.low / a.high, 100 * b.high / a.low
    low_end = Evidenced("", low, "index", first.source, "")
    high_end = Evidenced("", high, "index", first.source, "")
    what = "Index van jeugdhulp zonder verblijf, en wat de percentages na afronding toelaten"
    checks = (Within(what, index, low_end, high_end),)
    return Finding(checks, (first, last), p.reservations, p.remarks)


@claim_test
def different_forms(_: Evidence, p: Params) -> Finding:
    """Say whether a sentence that sets two forms of care against each other names two different ones.

    Parameters: `first`, `second`: the forms as the sentence names them. Read in the text; no figures needed.
    """
    source = f"rapport, regel {p.claim.line}"
    forms = tuple(dict.fromkeys((p.text("first"), p.text("second"))))
    named = " en ".join(f"'{form}'" for form in forms)
    found = Evidenced(f"Vormen van jeugdhulp die de zin noemt ({named})", len(forms), "aantal", source)
    check = Compare("In de tekst", found, "niet_lager", limit(2, "aantal"))
    return Finding((check,), (), p.reservations, p.remarks)


@claim_test
def two_classes(ev: Evidence, p: Params) -> Finding:
    """Work out lasten per inwoner of size classes from Iv3: `classes` of "low high euro index" as printed.

    Classes by inhabitants on 1 January 2020, ratio of sums, in the report's way of rounding (methode 1 and 3).
    The indexes are a nuance. On the report alone nothing can be said.
    """
    checks: list[Check] = []
    for low, high, printed, printed_index in _classes(p):
        members = ev.of_size(low, high, 2020)
        title = f"{low // 1000}.000 tot {high // 1000}.000 inwoners"
        now = ev.per_head_report_way(members, 2019, "jaarrekening")
        base = ev.per_head_report_way(members, 2017, "begroting")
        euro = replace(now, label=title)
        made = None if now.value is None or not base.value else 100 * now.value / base.value
        index = Evidenced(title, made, "index", sources_of(now, base), "2019")
        checks.append(Compare("Lasten per inwoner in 2019", euro, "gelijk", limit(printed, "eur")))
        stated = limit(printed_index, "index")
        checks.append(Compare("Index van het rapport", index, "gelijk", stated, "nuance"))
    return Finding(tuple(checks), (), p.reservations, p.remarks)


def _classes(p: Params) -> list[tuple[int, int, float, float]]:
    rows = [text.split() for text in p.texts("classes")]
    return [(int(low), int(high), float(euro), float(index)) for low, high, euro, index in rows]
