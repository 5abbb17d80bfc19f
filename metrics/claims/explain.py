"""The explanation of a verdict, written from the comparisons themselves."""

from collections.abc import Sequence
from itertools import groupby

from metrics.claims import words
from metrics.claims.model import NOT_LOADED, UNTESTABLE, Check, Compare, Count, Outcome
from metrics.records import Claim


def explain(claim: Claim, outcome: Outcome) -> str:
    """Say in Dutch what was compared, with the figures, and what that gave."""
    parts = [_sentences(outcome.checks)]
    if outcome.verdict == UNTESTABLE:
        where = f", te vinden bij {claim.where}" if claim.where else ""
        parts = [f"Niet te toetsen met open data. Nodig: {claim.needs}{where}."]
        if outcome.figures:
            shown = "; ".join(f"{reading.label} {reading.text}" for reading in outcome.figures)
            parts.append(f"Wel bekend: {shown}.")
    elif outcome.verdict == NOT_LOADED:
        tables = words.names([_source(name) for name in outcome.missing])
        parts = [f"De cijfers die hiervoor nodig zijn, zijn nog niet geladen ({tables})."]
        known = [check for check in outcome.checks if check.holds is not None]
        if known:
            parts.append(f"Wel bekend: {_sentences(known)}")
    parts += [words.sentence(text) for text in (*outcome.reservations, *outcome.remarks)]
    return " ".join(part for part in parts if part)


def _source(source_id: str) -> str:
    return f"CBS-tabel {source_id}" if source_id[:1].isdigit() else source_id


def _sentences(checks: Sequence[Check]) -> str:
    return " ".join(
        _group(list(group)) for _, group in groupby(checks, key=lambda check: (type(check), check.what))
    )


def _group(checks: list[Check]) -> str:
    compares = [check for check in checks if isinstance(check, Compare)]
    if not compares:
        return " ".join(_count(check) for check in checks if isinstance(check, Count))
    if len({check.left for check in compares}) == 1 and len({check.relation for check in compares}) == 1:
        return _one_left(compares)
    return " ".join(_one_left([check]) for check in compares)


def _one_left(checks: list[Compare]) -> str:
    """Write one figure against others: `Lasten per inwoner in 2019: Deventer € 240, Apeldoorn € 366.`"""
    left = checks[0].left
    listed = ", ".join(f"{reading.label} {reading.text}" for reading in [left, *(c.right for c in checks)])
    verb = words.RELATION[checks[0].relation]
    return f"{checks[0].what}: {listed}. {words.sentence(_verdict_of(left.label, verb, checks))}"


def _verdict_of(left: str, verb: str, checks: list[Compare]) -> str:
    holding = [check for check in checks if check.holds]
    failing = [check.right.label for check in checks if check.holds is False]
    negated = verb.removeprefix("niet ") if verb.startswith("niet ") else f"niet {verb}"
    if len(checks) == 1:
        return f"{left} is {verb if holding else negated} {checks[0].right.label}"
    if not failing:
        return f"{left} is {verb} {words.out_of(len(checks), len(checks))}"
    if not holding:
        return f"{left} is {negated} {words.names(failing)}"
    return f"{left} is {verb} {words.out_of(len(holding), len(checks))}; niet bij {words.names(failing)}"


def _count(check: Count) -> str:
    """Write a count: `Ten minste 20% lager: Zaltbommel -40,9%, ...: vier van de zes.`"""
    listed = ", ".join(f"{part.left.label} {part.left.text}" for part in check.parts)
    return f"{check.what}: {listed}. Dat geldt voor {words.out_of(check.found_n, len(check.parts))}."
