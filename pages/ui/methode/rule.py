"""What a rule is: words, formula, our reason, the module that does it, and an example with real figures. Pure.

A limit in the words is read from the module that applies it (never typed again), and an example asks the same
functions as the pages: what it shows is what was computed.
"""

from collections.abc import Callable
from dataclasses import dataclass

from metrics import dutch
from metrics.build import Build
from metrics.comparing.reading import Reading
from metrics.groups.make import Group
from metrics.records import Records

LASTEN = "lasten_per_inwoner"
ACCOUNTS = "jaarrekening"


@dataclass(frozen=True, eq=False)
class Case:
    """The gemeente of the examples. `year`: of the accounts they are about; `group` None: none can be made."""

    build: Build
    code: str
    name: str
    year: str
    group: Group | None

    def reading(self, indicator: str, period: str = "", region: str = "") -> Reading:
        """Return a figure, of this gemeente and the year of the examples where nothing else is asked."""
        return self.build.readings.read(indicator, region or self.code, period or self.year)

    def called(self, region: str) -> str:
        """Return the name of a region."""
        return self.build.names.name(region)


def case_of(build: Build, code: str) -> Case | None:
    """Return the gemeente of the examples; None where no accounts of it are loaded.

    Its year is the newest that may be compared, where there is one: a rule is not explained with an amount that stands
    apart.
    """
    years = build.readings.periods_of(LASTEN, code)
    if not years:
        return None
    sound = [year for year in years if build.readings.read(LASTEN, code, year).usable]
    return Case(build, code, build.names.name(code), (sound or years)[-1], build.groups.ordinary(code))


Steps = tuple[str, ...]
Example = Callable[[Case], Steps]


@dataclass(frozen=True)
class Rule:
    """One rule. `said`: paragraphs; `formula`: in words and numbers; `why`: our reason.

    `modules`: where it is done, as paths from the top of the programs. `example`: a line a step, none where this
    gemeente has no figures for it.
    """

    anchor: str
    title: str
    said: Callable[[Records], Steps]
    formula: str
    why: str
    modules: tuple[str, ...]
    example: Example


def words(*paragraphs: str) -> Callable[[Records], Steps]:
    """Return words that no record changes."""
    return lambda _records: paragraphs


def per_head(amount_eur: float, people_n: float, value_eur: float) -> str:
    """Write a division of an amount over people: '€ 45.000.000 : 101.236 = € 444,51, afgerond € 445'."""
    return (
        f"{dutch.euro(amount_eur)} : {dutch.number(people_n)} = {dutch.euro(value_eur, 2)}, "
        f"afgerond {dutch.euro(value_eur)}."
    )
