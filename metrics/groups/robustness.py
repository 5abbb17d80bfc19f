"""Does a comparison with a group hold for other groups too? Counted per family of groups, never in one number.

Leave-one-outs are nearly the same group again and again, so a count over all groups together would say more about
how they were listed than about the figures (methode 20). Values are compared as printed.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import pandas as pd

from metrics.errors import MetricsError
from metrics.facts import Facts
from metrics.figures import COMPARABLE
from metrics.groups import make
from metrics.groups.context import Context
from metrics.groups.make import Request
from metrics.groups.value import GroupTooSmallError, How, NoRatioOfSumsError, group_value
from metrics.numbers.rounding import round_half_up
from metrics.records import Records

Relation = Literal["lager", "hoger", "laagste", "hoogste"]
FRAME = ["family", "group", "value", "holds", "used_n", "reason"]
COUNTS = ["family", "title", "holds_n", "total_n", "unknown_n"]
# Family -> Dutch name, in the order of screen.
FAMILIES: Mapping[str, str] = {
    "een_eruit": "De groep, telkens zonder een gemeente",
    "weging": "De groep, op drie manieren samengenomen",
    "grootteklasse": "Gemeenten van dezelfde grootteklasse",
    "jeugdregio": "Dezelfde jeugdregio",
    "lijkt_op": "De 5 tot 20 gemeenten die het meest lijken",
}
NEAREST = range(5, 21)
WAYS: Mapping[How, str] = {
    "ratio_of_sums": "alles opgeteld",
    "mean": "gemiddelde van de gemeenten",
    "median": "middelste gemeente",
}


@dataclass(frozen=True)
class Question:
    """What is said of the gemeente beside a group.

    'lager' or 'hoger' than the group's figure, or 'laagste'/'hoogste': beyond every member. `margin_pct`: by at
    least so much of the group's figure ('ten minste 10% lager'). `decimals`: as the figure is printed.
    """

    relation: Relation
    decimals: int = 0
    margin_pct: float = 0.0


@dataclass(frozen=True)
class Candidate:
    """One group to try: its family, a Dutch name, members (codes) and how they are taken together."""

    family: str
    name: str
    members: tuple[str, ...]
    how: How = "ratio_of_sums"


def leave_one_out(members: Sequence[str], names: Mapping[str, str]) -> list[Candidate]:
    """Return the group without each of its members in turn.

    Raises GroupTooSmallError for fewer than three members: what remains would be no group.
    """
    codes = list(dict.fromkeys(members))
    if len(codes) < 3:
        raise GroupTooSmallError(
            "Om telkens een gemeente weg te laten heeft een groep ten minste drie andere gemeenten nodig.",
            "leaving one out needs a group of at least three",
        )
    return [
        Candidate(
            "een_eruit", f"zonder {names.get(code, code)}", tuple(each for each in codes if each != code)
        )
        for code in codes
    ]


def candidates(
    own: str,
    members: Sequence[str],
    others: Mapping[str, Sequence[tuple[str, Sequence[str]]]],
    names: Mapping[str, str],
) -> tuple[list[Candidate], dict[str, str]]:
    """Return all groups to try, and per family that cannot be tried why not (Dutch).

    In: `members` of the group the comparison was made with; `others`: family -> (name, members), as
    `other_groups` gives; the gemeente itself is taken out of each.
    """
    group = [code for code in dict.fromkeys(members) if code != own]
    found, refused = [], {}
    try:
        found += leave_one_out(group, names)
    except GroupTooSmallError as error:
        refused["een_eruit"] = error.message_nl
    found += [Candidate("weging", title, tuple(group), how) for how, title in WAYS.items()]
    for family, listed in others.items():
        found += [
            Candidate(family, name, tuple(code for code in dict.fromkeys(codes) if code != own))
            for name, codes in listed
        ]
    return found, refused


def other_groups(
    facts: Facts, records: Records, own: str, known: Context | None = None
) -> tuple[dict[str, list[tuple[str, tuple[str, ...]]]], dict[str, str]]:
    """Return the other families of groups of a gemeente, and per family that cannot be made why not (Dutch).

    Size class, jeugdregio, and the 5 to 20 most alike gemeenten (`known`: a context made before).
    """
    found: dict[str, list[tuple[str, tuple[str, ...]]]] = {}
    refused: dict[str, str] = {}
    for family, kind in (("grootteklasse", "size"), ("jeugdregio", "jeugdregio")):
        try:
            made = make.build(facts, records, own, kind)
            found[family] = [(made.basis, made.codes)]
        except MetricsError as error:
            refused[family] = error.message_nl
    try:
        nearest = make.build(facts, records, own, "statistical", Request(k=max(NEAREST), known=known)).codes
        found["lijkt_op"] = [(f"{k} gemeenten", nearest[:k]) for k in NEAREST if k <= len(nearest)]
    except MetricsError as error:
        refused["lijkt_op"] = error.message_nl
    return found, refused


def robustness(
    figures: pd.DataFrame, own: str, tried: Sequence[Candidate], question: Question
) -> pd.DataFrame:
    """Try a comparison on every group.

    In: `figures` of one indicator and period (a row a region). Out: FRAME, a row a candidate in the order given:
    `value` what the gemeente is set against, as printed (the group's figure, or its lowest or highest member);
    `holds` True, False, or None where it cannot be said, with the `reason` in Dutch. Percentages without counts
    have no ratio of sums: those groups are taken by their median, and `group` says so.
    """
    at_own = figures.loc[
        (figures["region"] == own) & figures["cell_status"].isin(COMPARABLE), "value"
    ].dropna()
    value = round_half_up(float(at_own.iloc[0]), question.decimals) if len(at_own) else float("nan")
    rows = [_try(figures, own, value, each, question) for each in tried]
    return pd.DataFrame(rows, columns=FRAME).astype({"value": float, "holds": object})


def count(tried: pd.DataFrame) -> pd.DataFrame:
    """Count per family: COUNTS. `total_n` groups for which it can be said; `unknown_n` for which it cannot."""
    rows = []
    for family, title in FAMILIES.items():
        own = tried[tried["family"] == family]
        said = [bool(each) for each in own["holds"] if each is not None]
        if len(own):
            rows.append((family, title, sum(said), len(said), len(own) - len(said)))
    return pd.DataFrame(rows, columns=COUNTS)


def _try(
    figures: pd.DataFrame, own: str, value: float, each: Candidate, question: Question
) -> tuple[object, ...]:
    name = each.name
    nothing = float("nan")
    try:
        found = group_value(figures, each.members, each.how, own=own)
    except NoRatioOfSumsError:
        if each.family == "weging":
            return each.family, name, nothing, None, 0, "Dit cijfer is er alleen als percentage."
        found = group_value(figures, each.members, "median", own=own)
        name = f"{name} ({WAYS['median']})"
    except GroupTooSmallError as error:
        return each.family, name, nothing, None, 0, error.message_nl
    against = found.value
    if question.relation in ("laagste", "hoogste"):
        values = figures.loc[figures["region"].isin(found.used), "value"]
        against = values.min() if question.relation == "laagste" else values.max()
    printed = round_half_up(float(against), question.decimals)
    if printed != printed:
        return each.family, name, nothing, None, 0, "Geen enkele gemeente in deze groep heeft dit cijfer."
    if value != value:
        return (
            each.family,
            name,
            printed,
            None,
            len(found.used),
            "De gemeente zelf heeft geen bruikbaar cijfer.",
        )
    return each.family, name, printed, _holds(value, printed, question), len(found.used), ""


def _holds(value: float, printed: float, question: Question) -> bool:
    room = abs(printed) * question.margin_pct / 100
    # a hair, so that exactly 10% lower is 10% lower whatever the last bit says
    hair = 1e-9 * max(abs(value), abs(printed))
    gap = printed - value if question.relation in ("lager", "laagste") else value - printed
    return gap >= room - hair if question.margin_pct > 0 else gap > 0
