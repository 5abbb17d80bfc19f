"""The explanation of a verdict, written from the comparisons themselves."""

from collections.abc import Iterable, Mapping, Sequence

from metrics import dutch
from metrics.records import Claim
from metrics.report.claims import words
from metrics.report.claims.model import (
    NOT_LOADED,
    STATED,
    UNTESTABLE,
    Check,
    Compare,
    Count,
    Evidenced,
    Finding,
    Within,
)

_WORDS_OF_A_NAME = 4  # 'Alphen aan den Rijn'


def explain(claim: Claim, outcome: Finding, subjects: Mapping[str, str]) -> str:
    """Say in Dutch what was compared, with the figures, and what that gave, as running text."""
    return " ".join(explain_parts(claim, outcome, subjects))


def explain_parts(claim: Claim, outcome: Finding, subjects: Mapping[str, str]) -> tuple[str, ...]:
    """Return the explanation in parts, a comparison or a remark each.

    `subjects`: what the sources are about, by id; a source without one is named by its id.
    """
    known = [check for check in outcome.checks if check.holds is not None]
    if outcome.verdict == UNTESTABLE:
        where = f" Te vinden bij {claim.where}." if claim.where else ""
        parts = [f"Niet te toetsen met open data. Nodig: {claim.needs}.{where}"]
        if outcome.figures:
            shown = "; ".join(f"{reading.label} {reading.text}" for reading in outcome.figures)
            parts.append(f"Wel bekend: {shown}.")
    elif outcome.verdict == NOT_LOADED:
        wanted = _subjects(outcome.missing, subjects)
        parts = [f"De cijfers die hiervoor nodig zijn, zijn nog niet geladen. Ze gaan over: {wanted}."]
        if known:
            parts.append(f"Wel bekend: {' '.join(_sentences(known))}")
        return tuple(parts)
    else:
        parts = _sentences(known)
    parts += [words.sentence(text) for text in (*outcome.reservations, *outcome.remarks)]
    return tuple(parts)


def _subjects(source_ids: Sequence[str], subjects: Mapping[str, str]) -> str:
    """Say what the tables that lack are about: a reader looks for a subject, numbers of tables stand in *Bronnen*."""
    found = [subjects.get(each, each) for each in source_ids]
    return words.names(list(dict.fromkeys(dutch.small(each) for each in found)))


def _sentences(checks: Sequence[Check]) -> list[str]:
    """Write the checks one after the other; comparisons of one figure with several stand in one sentence."""
    parts: list[str] = []
    what = ""
    for group in _grouped(checks):
        first = group[0]
        is_new, what = first.what != what, first.what
        if isinstance(first, Count):
            text = _count(first)
        elif isinstance(first, Within):
            text = _within(first)
        else:
            text = _compares([check for check in group if isinstance(check, Compare)])
        if is_new:
            parts.append(words.sentence(_introduced(what, text)))
        else:
            parts[-1] = f"{parts[-1]} {words.sentence(text)}"
    return parts


def _introduced(what: str, text: str) -> str:
    """Set what a comparison is about before it: `Index: Deventer 108.`; one with a colon of its own is no second."""
    own, _, _ = text.partition(". ")
    return f"{what}. {dutch.capital(text)}" if ": " in own else f"{what}: {text}"


def _grouped(checks: Iterable[Check]) -> list[list[Check]]:
    """Put comparisons of the same figure, in the same way, that follow each other into one group."""
    groups: list[list[Check]] = []
    for check in checks:
        last = groups[-1][-1] if groups else None
        together = (
            isinstance(check, Compare)
            and isinstance(last, Compare)
            and (check.what, check.left, check.relation) == (last.what, last.left, last.relation)
            and STATED not in (check.right.source, last.right.source)
        ) or _both_edges(last, check)
        if together:
            groups[-1].append(check)
        else:
            groups.append([check])
    return groups


def _both_edges(one: Check | None, other: Check) -> bool:
    """Say whether a figure is held against two numbers of the statement, one after the other: 'hoger dan .. en ..'."""
    return (
        isinstance(one, Compare)
        and isinstance(other, Compare)
        and (one.what, one.left) == (other.what, other.left)
        and one.right.source == other.right.source == STATED
        and "gelijk" not in (one.relation, other.relation)
    )


def _compares(checks: list[Compare]) -> str:
    """Write one figure against others: `Deventer € 240, Apeldoorn € 366. Deventer is lager dan Apeldoorn.`"""
    first = checks[0]
    if first.right.source == STATED:
        return f"{_labelled(first.left)}. {_against_numbers(checks)}"
    listed = ", ".join(
        f"{reading.label} {reading.text}" for reading in (first.left, *(check.right for check in checks))
    )
    return f"{listed}. {words.sentence(_found(first, checks))}"


def _found(first: Compare, checks: list[Compare]) -> str:
    verb = words.RELATION[first.relation]
    negated = verb.removeprefix("niet ") if verb.startswith("niet ") else f"niet {verb}"
    holding = [check.right.label for check in checks if check.holds]
    failing = [check.right.label for check in checks if check.holds is False]
    subject = f"{words.named(first.left.label)} is"
    if len(checks) == 1 and first.relation in ("gelijk", "ongeveer"):
        return f"Dat is {'' if holding else 'niet '}{verb.removesuffix(' aan')}"
    if len(checks) == 1:
        return f"{subject} {verb if holding else negated} {words.named(checks[0].right.label)}"
    if not failing:
        return f"{subject} {verb} {words.out_of(len(checks), len(checks))}"
    if not holding:
        return f"{subject} {negated} {words.names(failing)}"
    stress = "wel " if verb.startswith("niet ") else ""
    return f"{subject} {verb} {words.names(holding)}, maar {stress}{negated} {words.names(failing)}"


def _against_numbers(checks: Sequence[Compare]) -> str:
    """Write a figure against numbers of the statement: `Dat is niet ongeveer 30%.`, `Dat is hoger dan 2 en ...`."""
    first, *rest = (_against_number(check) for check in checks)
    said = [first]
    for each in (text.removeprefix("Dat is ") for text in rest):
        turns = said[-1].removeprefix("Dat is ").startswith("niet ") and not each.startswith("niet ")
        said += [", maar wel " if turns else " en ", each]
    return f"{''.join(said)}."


def _against_number(check: Compare) -> str:
    number = check.right.text + (f" ({check.right.label})" if check.right.label else "")
    if check.relation == "gelijk":
        return "Dat is wat er staat" if check.holds else f"Er staat {number}"
    verb = words.RELATION[check.relation].removesuffix(" gelijk aan")
    negated = verb.removeprefix("niet ") if verb.startswith("niet ") else f"niet {verb}"
    return f"Dat is {verb if check.holds else negated} {number}"


def _within(check: Within) -> str:
    lies = "ligt" if check.holds else "ligt niet"
    return f"{_labelled(check.left)}. Dat {lies} tussen {check.low.text} en {check.high.text}."


def _count(check: Count) -> str:
    """Write a count: `Zaltbommel -40,9%, Altena -29,6%. Dat geldt voor beide.`"""
    listed = ", ".join(_labelled(part.left) for part in check.parts)
    return f"{listed}. Dit geldt voor {words.out_of(check.holds_n, len(check.parts))}."


def _labelled(reading: Evidenced) -> str:
    """Write a figure behind what it is of; a label of more words than a name has is set apart from its figure."""
    mark = (
        ":"
        if len(reading.label.split()) > _WORDS_OF_A_NAME and not reading.label.endswith((":", " is"))
        else ""
    )
    return f"{reading.label}{mark} {reading.text}".strip()
