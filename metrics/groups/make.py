"""Groups to compare a gemeente with: who is in one, in which order, and on what it rests.

Groups hold gemeenten of today. A vintage of before a merger (old boundaries, an old division) is carried
over to the gemeente of today; one that was split since is left out and named. The gemeente itself is never
a member.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import pandas as pd

from metrics.errors import MetricsError
from metrics.facts import Facts
from metrics.groups import kinds
from metrics.groups.context import Context, context
from metrics.groups.kinds import Made
from metrics.groups.similarity import Similarity
from metrics.places.country import GroupError, Place
from metrics.records import Records, ReferenceGroup

DEFAULT_K = 10
TOO_SMALL = "Een groep heeft ten minste twee andere gemeenten nodig."

# Kind -> (Dutch name, what `distance` is; empty: the kind has none and the column is missing).
KINDS: dict[str, tuple[str, str]] = {
    "report": ("Groep van het rapport", ""),
    "neighbours": ("Buurgemeenten", "lengte van de gedeelde grens in meters; de langste grens staat eerst"),
    "jeugdregio": ("Gemeenten in dezelfde jeugdregio", ""),
    "province": ("Gemeenten in dezelfde provincie", ""),
    "size": (
        "Ongeveer even grote gemeenten",
        "verschil in aantal inwoners; het kleinste verschil staat eerst",
    ),
    "statistical": (
        "Gemeenten die op elkaar lijken",
        "verschil over alle kenmerken samen: 0 is gelijk, 1 is het gewone verschil tussen gemeenten",
    ),
    "urban": ("Even stedelijke gemeenten", ""),
    "own": ("Eigen keuze", ""),
    "saved": ("Bewaarde groep", ""),
}
# Kinds that rest on a regional division, with its name in `Facts.memberships`.
DIVISIONS = {"jeugdregio": "jeugdregio", "province": "provincie"}


@dataclass(frozen=True)
class Request:
    """What is asked of a group; each kind looks at its own fields.

    `year`: vintage of boundaries, division, inhabitants or context (None: the newest loaded).
    `k`, `weights` (theme -> weight), `known` (a context that was made before): statistical.
    `members`: own choice. `saved`, `name`: the analyst's groups and the code of the one that is wanted.
    """

    year: int | None = None
    k: int = DEFAULT_K
    weights: Mapping[str, float] | None = None
    known: Context | None = None
    members: Sequence[str] = ()
    saved: Sequence[ReferenceGroup] = ()
    name: str = ""


@dataclass(frozen=True)
class Group:
    """A group and what must be said with it.

    `members`: region_code, region_name, rank (from 1), distance (as `distance_meaning` says, else NaN).
    `title` and `basis`: in Dutch, what it is called and what it rests on (vintage, class, region, reason).
    `notes`: who was left out or replaced.
    `alike`: how the gemeenten were compared, for the statistical kind only.
    """

    code: str
    kind: str
    members: pd.DataFrame
    title: str
    basis: str
    notes: tuple[str, ...] = ()
    alike: Similarity | None = None

    @property
    def codes(self) -> tuple[str, ...]:
        """Return the codes of the members in order."""
        return tuple(self.members["region_code"])

    @property
    def distance_meaning(self) -> str:
        """Return in Dutch what `distance` is in this group; empty where it is missing."""
        return KINDS[self.kind][1]


def group(
    facts: Facts,
    records: Records,
    code: str,
    kind: str,
    *,
    k: int = DEFAULT_K,
    year: int | None = None,
    weights: Mapping[str, float] | None = None,
    members: Sequence[str] = (),
    saved: Sequence[ReferenceGroup] = (),
    name: str = "",
) -> pd.DataFrame:
    """Return the members of a group: region_code, region_name, rank, distance; see `Request` and `Group`.

    The gemeente itself is never in it. Raises GroupError, SimilarityError or ContextError, in Dutch, when the
    group cannot be made; never returns an empty frame.
    """
    request = Request(year, k, weights, None, members, saved, name)
    return build(facts, records, code, kind, request).members


def build(facts: Facts, records: Records, code: str, kind: str, request: Request | None = None) -> Group:
    """Return a group with its basis and notes; raises as `group` does."""
    if kind not in KINDS:
        raise GroupError(f"De soort groep '{kind}' kennen we niet. Kies uit: {', '.join(KINDS)}.")
    place = Place(facts, code)
    made = _make(place, records, kind, request or Request())
    if not made.codes:
        raise GroupError(
            f"{place.own_name} heeft in deze groep geen andere gemeenten. Kies een andere groep."
        )
    title = made.title or KINDS[kind][0]
    return Group(code, kind, kinds.frame(place, made), title, made.basis, made.notes, made.alike)


def available(facts: Facts, records: Records, code: str, request: Request | None = None) -> dict[str, str]:
    """Return the kinds that can be made for this gemeente: kind -> Dutch name, in the order of KINDS.

    An own choice always can. A kind whose source is not loaded, or with nobody else in it, is left out.
    """
    asked = request or Request()
    found = {}
    for kind, (title, _) in KINDS.items():
        try:
            if kind not in ("own", "saved"):
                build(facts, records, code, kind, Request(asked.year, k=1, known=asked.known))
        except MetricsError:
            continue
        if kind != "saved" or asked.saved:
            found[kind] = title
    return found


def _make(place: Place, records: Records, kind: str, request: Request) -> Made:
    if kind == "report":
        return _report(place, records)
    if kind == "neighbours":
        return kinds.neighbours(place, request.year)
    if kind in DIVISIONS:
        return kinds.division(place, DIVISIONS[kind], KINDS[kind][0], request.year)
    if kind == "size":
        return kinds.size(place, request.year)
    if kind == "urban":
        return kinds.urban(place, request.year)
    if kind == "statistical":
        known = request.known or context(place.facts, request.year)
        return kinds.statistical(place, known, request.weights, request.k)
    if kind == "saved":
        return _saved(place, request)
    return _listed(place, request.members, "eigen keuze")


def _report(place: Place, records: Records) -> Made:
    cases = {each.case: each for each in records.groups.values() if each.kind == "report"}
    if place.code not in cases:
        names = ", ".join(place.name(code) for code in cases)
        raise GroupError(f"Het rapport heeft alleen een vergelijkingsgroep voor: {names}.")
    found = cases[place.code]
    codes, notes = place.carried(found.members)
    return Made(codes, found.reason, notes=notes)


def _saved(place: Place, request: Request) -> Made:
    groups = {each.code: each for each in request.saved}
    if request.name not in groups:
        names = ", ".join(groups) or "geen"
        raise GroupError(f"De bewaarde groep '{request.name}' is er niet. Wel bewaard: {names}.")
    found = groups[request.name]
    made = _listed(place, found.members, f"{found.reason.rstrip('.')}. Opgesteld door: {found.author}")
    return replace(made, title=f"Groep '{found.name}'")


def _listed(place: Place, asked: Sequence[str], basis: str) -> Made:
    """Make a group that somebody typed: unknown codes are an error, former gemeenten are followed."""
    if not asked:
        raise GroupError(TOO_SMALL)
    notes = []
    for code in dict.fromkeys(asked):
        now = place.successor(code)
        if now is None:
            problem = "is verdeeld over andere gemeenten" if place.was_split(code) else "kennen we niet"
            raise GroupError(f"{place.name(code)} {problem}. Haal deze gemeente uit de groep.")
        if now != code:
            notes.append(f"{place.name(code)} hoort nu bij {place.name(now)}.")
        if now == place.code:
            notes.append(f"{place.own_name} zelf telt niet mee in de groep.")
    codes, _ = place.carried(asked)
    if not codes:
        raise GroupError(f"{notes[-1]} {TOO_SMALL}")
    return Made(codes, basis, notes=tuple(dict.fromkeys(notes)))
