"""Checks of ours on the report itself: do its figures fit each other, do its sentences say what they mean?"""

from metrics.claims.evidence import Evidence
from metrics.claims.levels import limit
from metrics.claims.model import Check, Compare, Outcome, Reading, Within
from metrics.claims.registry import Params, claim_test
from metrics.rounding import interval


@claim_test
def index_fits(ev: Evidence, p: Params) -> Outcome:
    """Say whether a printed index can come from the printed percentages, with the room rounding leaves.

    The report's index in the first half of 2020 is 100 x its percentage over that of the first half of 2017.
    """
    first = ev.read("zonder_verblijf", p.case, "2017H1")
    last = ev.read("zonder_verblijf", p.case, "2020H1")
    index = ev.read("index_zonder_verblijf", p.case, "2020H1")
    low = high = None
    if first.shown is not None and last.shown is not None:
        a, b = interval(first.shown, 1), interval(last.shown, 1)
        low, high = 100 * b.low / a.high, 100 * b.high / a.low
    low_end = Reading("", low, "index", first.source, "")
    high_end = Reading("", high, "index", first.source, "")
    what = "Index van jeugdhulp zonder verblijf, en wat de percentages na afronding toelaten"
    checks = (Within(what, index, low_end, high_end),)
    return Outcome(checks, (first, last), p.reservations, p.remarks)


@claim_test
def different_forms(_: Evidence, p: Params) -> Outcome:
    """Say whether a sentence that sets two forms of care against each other names two different ones.

    Parameters: `first`, `second`: the forms as the sentence names them. Read in the text; no figures needed.
    """
    source = f"rapport, regel {p.claim.line}"
    forms = tuple(dict.fromkeys((p.text("first"), p.text("second"))))
    named = " en ".join(f"'{form}'" for form in forms)
    found = Reading(f"Vormen van jeugdhulp die de zin noemt ({named})", len(forms), "aantal", source)
    check = Compare("In de tekst", found, "niet_lager", limit(2, "aantal"))
    return Outcome((check,), (), p.reservations, p.remarks)


@claim_test
def two_classes(ev: Evidence, p: Params) -> Outcome:
    """Work out lasten per inwoner of size classes from Iv3: `classes` of "low high euro index" as printed.

    Classes by inhabitants on 1 January 2020, ratio of sums (methode 3). The index of the second class is a
    nuance: it does not come out. On the report alone nothing can be said.
    """
    checks: list[Check] = []
    for low, high, printed, index in _classes(p):
        members = ev.of_size(low, high, 2020)
        title = f"{low // 1000}.000 tot {high // 1000}.000 inwoners"
        euro = _sum_per_head(ev, members, 2019, "jaarrekening")
        base = _sum_per_head(ev, members, 2017, "begroting")
        found = Reading(title, euro, "eur", "45046NED, 70072ned", "2019")
        checks.append(Compare("Lasten per inwoner in 2019", found, "gelijk", limit(printed, "eur")))
        made = None if euro is None or not base else 100 * euro / base
        found = Reading(title, made, "index", "45038NED, 45046NED, 70072ned", "2019")
        checks.append(Compare("Index van het rapport", found, "gelijk", limit(index, "index"), "nuance"))
    return Outcome(tuple(checks), (), p.reservations, p.remarks)


def _classes(p: Params) -> list[tuple[int, int, float, float]]:
    rows = [text.split() for text in p.texts("classes")]
    return [(int(low), int(high), float(euro), float(index)) for low, high, euro, index in rows]


def _sum_per_head(ev: Evidence, members: tuple[str, ...], year: int, statement: str) -> float | None:
    """Return the ratio of sums over the members with an amount; None where none has one."""
    lasten = people = 0.0
    for code in members:
        amount, number = ev.lasten_mln(code, year, statement).value, ev.inwoners(code, year).value
        if amount is not None and number is not None:
            lasten, people = lasten + amount, people + number
    return 1e6 * lasten / people if people else None
