"""Groups to compare a gemeente with: who is in one, in which order, and on what it rests.

Groups hold gemeenten of today. A vintage of before a merger (old boundaries, an old division) is carried
over to the gemeente of today; one that was split since is left out and named. The gemeente itself is never
a member.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

import pandas as pd

from metrics import dutch
from metrics.errors import MetricsError
from metrics.facts import Facts
from metrics.groups import similarity
from metrics.groups.context import Context, context, not_loaded
from metrics.groups.kinds import Kinds, Made
from metrics.groups.similarity import Similarity
from metrics.groups.value import MIN_MEMBERS
from metrics.places.country import Asker, Country, GroupError
from metrics.records import Records, ReferenceGroup

DEFAULT_K = 10
TOO_SMALL = "Een groep heeft ten minste twee andere gemeenten nodig."
TOO_SMALL_EN = "a group needs at least two other gemeenten"

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
        "over alle kenmerken samen; 0 is gelijk, 1 is het gewone verschil tussen gemeenten",
    ),
    "urban": ("Even stedelijke gemeenten", ""),
    "own": ("Eigen keuze", ""),
    "saved": ("Bewaarde groep", ""),
}
# Kinds that rest on a regional division, with its name in `Facts.memberships`.
DIVISIONS = {"jeugdregio": "jeugdregio", "province": "provincie"}
# The ordinary group of a gemeente: the first of these that can be made, on every page.
DEFAULT_KINDS = ("report", "statistical", "jeugdregio", "size", "province")
# Kinds that somebody makes by hand: they follow from no data.
BY_HAND = frozenset({"own", "saved"})


@dataclass(frozen=True)
class Request:
    """What is asked of a group; each kind looks at its own fields.

    `year`: vintage of boundaries, division, inhabitants or context (None: the newest loaded).
    `k`, `weights` (theme -> weight): statistical. `members`: own choice. `saved`, `name`: the groups that
    can be asked for by name and the code of the one that is wanted.
    """

    year: int | None = None
    k: int = DEFAULT_K
    weights: Mapping[str, float] | None = None
    members: Sequence[str] = ()
    saved: Sequence[ReferenceGroup] = ()
    name: str = ""


@dataclass(frozen=True, eq=False)
class Group:
    """A group and what must be said with it.

    `codes` and `names`: of the members, in order. `distances`: theirs, as `distance_meaning` says; NaN where the kind
    has none.
    `title` and `basis`: in Dutch, what it is called and what it rests on (vintage, class, region, reason).
    `notes`: who was left out or replaced.
    `alike`: how the gemeenten were compared, for the statistical kind only.
    `year`: of the boundaries, division or figures that were used (the nearest to what was asked); None: of none, or of
    several (`alike.context.vintages`).
    `name`: the code of a saved group. `reasons`: member -> why it is in it, where somebody wrote that down.
    """

    code: str
    kind: str
    codes: tuple[str, ...]
    names: tuple[str, ...]
    distances: tuple[float, ...]
    title: str
    basis: str
    notes: tuple[str, ...] = ()
    alike: Similarity | None = None
    name: str = ""
    reasons: Mapping[str, str] = field(default_factory=dict)
    year: int | None = None

    @cached_property
    def members(self) -> pd.DataFrame:
        """The members as region_code, region_name, rank (from 1), distance."""
        return pd.DataFrame(
            {
                "region_code": pd.Series(self.codes, dtype=str),
                "region_name": pd.Series(self.names, dtype=str),
                "rank": pd.Series(range(1, len(self.codes) + 1), dtype="int64"),
                "distance": pd.Series(self.distances, dtype=float),
            }
        )

    @property
    def distance_meaning(self) -> str:
        """Return in Dutch what `distance` is in this group; empty where it is missing."""
        return KINDS[self.kind][1]


class Groups:
    """Every group that can be made of one build; what many ask for is made once."""

    def __init__(self, facts: Facts, records: Records, country: Country) -> None:
        """Keep what groups are made from; nothing is read before it is asked for."""
        self._facts, self._records, self.country = facts, records, country
        self._kinds = Kinds(facts, country)
        self._ordinary: dict[str, tuple[dict[str, Group], dict[str, str]]] = {}

    @cached_property
    def context(self) -> Context | None:
        """What surrounds youth care in the gemeenten of today; None: not loaded."""
        try:
            return context(self._facts)
        except MetricsError:
            return None

    @cached_property
    def alike(self) -> Similarity:
        """The gemeenten of today, standardised with the ordinary weights; raises ContextError: not loaded."""
        return similarity.prepare(self._context(None))

    def make(self, code: str, kind: str, request: Request | None = None) -> Group:
        """Return a group with its basis and notes.

        Raises GroupError, SimilarityError or ContextError, in Dutch, when the group cannot be made; the gemeente
        itself is never in it, and it is never empty.
        """
        if kind not in KINDS:
            raise GroupError(
                f"De soort groep '{kind}' kennen we niet. Kies uit: {', '.join(KINDS)}.",
                f"no kind of group '{kind}': choose from {', '.join(KINDS)}",
            )
        asker = Asker(self.country, code)
        made = self._made(asker, kind, request or Request())
        if not made.codes:
            raise GroupError(
                f"{asker.own_name} heeft in deze groep geen andere gemeenten. Kies een andere groep.",
                f"no other gemeenten are in this group of {asker.own_name}",
            )
        written = self._written(code, kind, request or Request())
        return Group(
            code,
            kind,
            tuple(made.codes),
            tuple(self.country.name(member) for member in made.codes),
            tuple(made.distance or [float("nan")] * len(made.codes)),
            made.title or KINDS[kind][0],
            made.basis,
            made.notes,
            made.alike,
            written.code if written is not None and kind == "saved" else "",
            {} if written is None else self._followed(written.reasons),
            made.year,
        )

    @property
    def for_everybody(self) -> tuple[ReferenceGroup, ...]:
        """The groups of the records that anybody may choose by name: all but those of the report."""
        return tuple(each for each in self._records.groups.values() if each.kind != "report")

    def of(self, code: str) -> Mapping[str, Group]:
        """Return every ordinary group of a gemeente by kind, in the order of KINDS; nobody's own choice.

        A kind with one other gemeente is no group to compare with: it is among the refused.
        """
        return self._of(code)[0]

    def refused(self, code: str) -> Mapping[str, str]:
        """Return the kinds that cannot be made for a gemeente, and why not (Dutch)."""
        return self._of(code)[1]

    def available(self, code: str, *, saved: bool = False) -> dict[str, str]:
        """Return the kinds that can be chosen for a gemeente: kind -> Dutch name. An own choice always can."""
        made = self.of(code)
        return {
            kind: title
            for kind, (title, _) in KINDS.items()
            if kind in made or kind == "own" or (kind == "saved" and saved)
        }

    def ordinary(self, code: str) -> Group | None:
        """Return the group that a gemeente is compared with where nobody chose one; None: there is none."""
        made = self.of(code)
        return next((made[kind] for kind in DEFAULT_KINDS if kind in made), None)

    def nearest(self, code: str, k_most: int) -> tuple[str, ...]:
        """Return the gemeenten most alike, the most alike first, at most `k_most`; raises as `make` does."""
        Asker(self.country, code)
        most = min(k_most, len(self.alike.z) - 1)
        return tuple(similarity.nearest_codes(self.alike, code, most)[0])

    def _of(self, code: str) -> tuple[dict[str, Group], dict[str, str]]:
        if code not in self._ordinary:
            made: dict[str, Group] = {}
            refused: dict[str, str] = {}
            for kind in KINDS:
                if kind in BY_HAND:
                    continue
                try:
                    found = self.make(code, kind)
                except MetricsError as error:
                    refused[kind] = error.message_nl
                    continue
                if len(found.codes) < MIN_MEMBERS:
                    refused[kind] = f"{TOO_SMALL} Dit is alleen {self.country.name(found.codes[0])}."
                else:
                    made[kind] = found
            self._ordinary[code] = made, refused
        return self._ordinary[code]

    def _made(self, asker: Asker, kind: str, request: Request) -> Made:
        if kind == "report":
            return self._report(asker)
        if kind == "neighbours":
            return self._kinds.neighbours(asker, request.year)
        if kind in DIVISIONS:
            return self._kinds.division(asker, DIVISIONS[kind], KINDS[kind][0], request.year)
        if kind == "size":
            return self._kinds.size(asker, request.year)
        if kind == "urban":
            return self._kinds.urban(asker, request.year)
        if kind == "statistical":
            return self._kinds.statistical(asker, self._compared(request), request.k)
        if kind == "saved":
            return self._saved(asker, request)
        return self._listed(asker, request.members, "eigen keuze")

    def _compared(self, request: Request) -> Similarity:
        if request.year is None and not request.weights:
            return self.alike
        return similarity.prepare(self._context(request.year), request.weights)

    def _context(self, year: int | None) -> Context:
        if year is not None:
            return context(self._facts, year)
        if self.context is None:  # every gemeente asks: what is not there is looked for once
            raise not_loaded()
        return self.context

    def _report(self, asker: Asker) -> Made:
        cases = {each.case: each for each in self._records.groups.values() if each.kind == "report"}
        if asker.code not in cases:
            names = dutch.names([self.country.name(code) for code in cases])
            raise GroupError(
                f"Het rapport heeft alleen een vergelijkingsgroep voor: {names}.",
                f"the report has a group for these only: {', '.join(map(self.country.name, cases))}",
            )
        found = cases[asker.code]
        codes, notes = asker.carried(found.members)
        return Made(codes, found.reason, notes=notes)

    def _written(self, code: str, kind: str, request: Request) -> ReferenceGroup | None:
        """Return the record that a group was made from; None: it follows from data or was typed on a page."""
        if kind == "saved":
            return next((each for each in request.saved if each.code == request.name), None)
        records = self._records.groups.values() if kind == "report" else ()
        return next((each for each in records if each.kind == "report" and each.case == code), None)

    def _followed(self, reasons: Mapping[str, str]) -> dict[str, str]:
        """Return why each member is in a group, by the gemeente it is today."""
        now = {code: self.country.successor(code) for code in reasons}
        return {found: reasons[code] for code, found in now.items() if found is not None}

    def _saved(self, asker: Asker, request: Request) -> Made:
        groups = {each.code: each for each in request.saved}
        if request.name not in groups:
            names = ", ".join(groups) or "geen"
            raise GroupError(
                f"De bewaarde groep '{request.name}' is er niet. Wel bewaard: {names}.",
                f"no saved group '{request.name}'; saved: {', '.join(groups) or 'none'}",
            )
        found = groups[request.name]
        reason = f"{found.reason.rstrip('.')}. Opgesteld door: {found.author}"
        made = self._listed(asker, found.members, reason)
        return replace(made, title=f"Groep '{found.name}'")

    def _listed(self, asker: Asker, asked: Sequence[str], basis: str) -> Made:
        """Make a group that somebody typed: unknown codes are an error, former gemeenten are followed."""
        if not asked:
            raise GroupError(TOO_SMALL, TOO_SMALL_EN)
        country, notes = self.country, []
        for code in dict.fromkeys(asked):
            now = country.successor(code)
            if now is None:
                raise GroupError(
                    f"{country.became(code)} Haal deze gemeente uit de groep.",
                    country.names.told_in_english(country.names.resolve(code)),
                )
            if now != code:
                notes.append(country.became(code))
            if now == asker.code:
                notes.append(f"{asker.own_name} zelf telt niet mee in de groep.")
        codes, _ = asker.carried(asked)
        if len(codes) < MIN_MEMBERS:
            raise GroupError(" ".join([*notes[-1:], TOO_SMALL]), TOO_SMALL_EN)
        return Made(codes, basis, notes=tuple(dict.fromkeys(notes)))
