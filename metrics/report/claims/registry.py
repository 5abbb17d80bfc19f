"""The named tests and what a record in data/report/claims.toml gives them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from metrics.errors import MetricsError
from metrics.records import Claim
from metrics.report.claims.evidence import Evidence
from metrics.report.claims.model import RELATIONS, Finding, Relation


class ClaimError(MetricsError):
    """A record of a statement does not fit its test."""

    def __init__(self, claim: Claim, problem: str) -> None:
        super().__init__(
            f"data/report/claims.toml, uitspraak {claim.code}: {problem}. Herstel het bestand.",
            f"data/report/claims.toml, claim {claim.code}, test {claim.test}: {problem}",
        )


@dataclass(frozen=True)
class Params:
    """Typed access to the parameters of a statement; a wrong or missing one raises ClaimError."""

    claim: Claim

    @property
    def case(self) -> str:
        """The gemeente the statement is about; ClaimError where it is about all five."""
        if not self.claim.case:
            raise ClaimError(self.claim, "'case' ontbreekt")
        return self.claim.case

    def has(self, key: str) -> bool:
        """Say whether a parameter is given."""
        return key in self.claim.params

    def text(self, key: str, default: str | None = None) -> str:
        """Return a text."""
        value = self.claim.params.get(key, default)
        if not isinstance(value, str):
            raise ClaimError(self.claim, f"'{key}' is geen tekst")
        return value

    def number(self, key: str, default: float | None = None) -> float:
        """Return a number."""
        value = self.claim.params.get(key, default)
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise ClaimError(self.claim, f"'{key}' is geen getal")
        return float(value)

    def texts(self, key: str, default: Sequence[str] | None = None) -> tuple[str, ...]:
        """Return a list of texts."""
        value = self.claim.params.get(key, default)
        if not isinstance(value, list | tuple) or not all(isinstance(item, str) for item in value):
            raise ClaimError(self.claim, f"'{key}' is geen lijst van teksten")
        return tuple(value)

    def triples(self, key: str) -> tuple[tuple[str, Relation, str], ...]:
        """Return comparisons written as [left, relation, right]."""
        value = self.claim.params.get(key, ())
        if not isinstance(value, list | tuple):
            raise ClaimError(self.claim, f"'{key}' is geen lijst")
        found = []
        for item in value:
            if not isinstance(item, list | tuple) or len(item) != 3 or item[1] not in RELATIONS:
                raise ClaimError(self.claim, f"'{key}' heeft iets anders dan [links, relatie, rechts]")
            found.append((str(item[0]), self.as_relation(str(item[1])), str(item[2])))
        return tuple(found)

    def relation(self, key: str = "relation") -> Relation:
        """Return a relation."""
        return self.as_relation(self.text(key))

    def as_relation(self, text: str) -> Relation:
        """Return a text as a relation; ClaimError where it is none."""
        for known in RELATIONS:
            if known == text:
                return known
        raise ClaimError(self.claim, f"'{text}' is geen relatie")

    def regions(self, ev: Evidence, key: str) -> tuple[str, ...]:
        """Return region codes; 'groep' stands for the report's group, 'eigen' for the gemeente itself."""
        found: list[str] = []
        for code in self.texts(key, ()):
            if code == "groep":
                found += ev.members(self.case)
            else:
                found.append(self.case if code == "eigen" else code)
        return tuple(dict.fromkeys(found))

    @property
    def reservations(self) -> tuple[str, ...]:
        """Reasons why the statement, if it holds, holds with a nuance."""
        return self.texts("reservations", ())

    @property
    def remarks(self) -> tuple[str, ...]:
        """What is said beside the verdict."""
        return self.texts("remarks", ())


ClaimTest = Callable[[Evidence, Params], Finding]
TESTS: dict[str, ClaimTest] = {}


def claim_test(function: ClaimTest) -> ClaimTest:
    """Make a test known under its name."""
    TESTS[function.__name__] = function
    return function
