"""Young people with jeugdzorg in natura per wijk of one gemeente, as CBS publishes them: never ranked or compared.

Two kinds of tables: the key figures of wijken (a share and a number, all forms together), and numbers by form, which
come earlier. Each is shown in the newest year that it has for the gemeente.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TypeVar

import pandas as pd

from metrics import dutch
from metrics.facts import Facts
from metrics.places.lineage import Lineage

SHARE, COUNT = "jeugdzorg_natura_wijk_pct", "jeugdzorg_natura_wijk_n"
# Indicator of the number of young people -> the form; the first is of all together. Who has several counts in each.
FORMS: Mapping[str, str] = MappingProxyType(
    {
        "wijk_natura_totaal_n": "alle jeugdzorg in natura",
        "wijk_natura_jeugdhulp_n": "jeugdhulp in natura",
        "wijk_natura_zonder_verblijf_n": "jeugdhulp zonder verblijf",
        "wijk_natura_met_verblijf_n": "jeugdhulp met verblijf",
        "wijk_natura_bescherming_n": "jeugdbescherming",
        "wijk_natura_reclassering_n": "jeugdreclassering",
    }
)
ALL_FORMS = next(iter(FORMS))
W = TypeVar("W", "Wijk", "WijkForms")


@dataclass(frozen=True)
class Wijk:
    """One wijk, or the whole of its gemeente in the same table. None: hidden or unknown, `status` says so.

    `share_pct`: % of the young people to 23; `young_n`: how many, rounded by CBS; `status`: of
    metrics.figures.CELL_STATUSES, of the share.
    """

    code: str
    name: str
    gemeente: str
    share_pct: float | None
    young_n: float | None
    status: str


@dataclass(frozen=True)
class PerWijk:
    """The wijken of a gemeente in one year, by name.

    `gemeenten`: those of that year that the gemeente of today is made of; `totals`: each of them as a whole; `sources`:
    ids of the tables.
    """

    year: int
    wijken: tuple[Wijk, ...]
    gemeenten: tuple[str, ...]
    totals: tuple[Wijk, ...]
    sources: tuple[str, ...]

    @property
    def hidden_n(self) -> int:
        """How many wijken have no share."""
        return sum(each.share_pct is None for each in self.wijken)


@dataclass(frozen=True)
class WijkForms:
    """One wijk, or the whole of its gemeente. `young_n`: how many by form (of FORMS), None: hidden or unknown."""

    code: str
    name: str
    gemeente: str
    young_n: Mapping[str, float | None]


@dataclass(frozen=True)
class PerForm:
    """The wijken of a gemeente by form in one year, by name; as `PerWijk`. `forms`: those that the table has.

    `period_status`: of metrics.figures.PERIOD_STATUSES.
    """

    year: int
    period_status: str
    forms: tuple[str, ...]
    wijken: tuple[WijkForms, ...]
    gemeenten: tuple[str, ...]
    totals: tuple[WijkForms, ...]
    sources: tuple[str, ...]


def is_loaded(facts: Facts) -> bool:
    """Say whether any figure per wijk is loaded."""
    return bool(facts.wijken["value"].notna().any())


def per_wijk(facts: Facts, lineage: Lineage, code: str) -> PerWijk | None:
    """Return the wijken of a gemeente of today in the newest year in which any of them has a share; None: no such year.

    In a year before a reorganisation the wijken of its predecessors, under their own codes; a year in which one of
    those was not yet divided does not count.
    """
    found = _newest(facts.wijken, (SHARE, COUNT), lineage, code)
    if found is None:
        return None
    year, gemeenten, mine = found
    counts = mine[mine["indicator"] == COUNT].set_index("region")["value"]
    made = [
        Wijk(
            str(row.region),
            str(row.name),
            str(row.gemeente),
            dutch.finite(row.value),
            dutch.finite(counts.get(row.region)),
            str(row.cell_status),
        )
        for row in mine[mine["indicator"] == SHARE].itertuples(index=False)
    ]
    wijken, totals = _apart(made)
    return PerWijk(year, wijken, gemeenten, totals, _sources(mine))


def per_form(facts: Facts, lineage: Lineage, code: str) -> PerForm | None:
    """Return the wijken by form in the newest year in which any of them has a number for all forms together.

    Predecessors and a year that does not count: as in `per_wijk`. None: no such year.
    """
    found = _newest(facts.wijken, tuple(FORMS), lineage, code)
    if found is None:
        return None
    year, gemeenten, mine = found
    values = {(row.region, row.indicator): dutch.finite(row.value) for row in mine.itertuples(index=False)}
    places = mine.drop_duplicates("region")
    there = set(mine["indicator"])
    forms = tuple(form for form in FORMS if form in there)
    made = [
        WijkForms(
            str(row.region),
            str(row.name),
            str(row.gemeente),
            {form: values.get((row.region, form)) for form in forms},
        )
        for row in places.itertuples(index=False)
    ]
    wijken, totals = _apart(made)
    status = str(mine["period_status"].iloc[0])
    return PerForm(year, status, forms, wijken, gemeenten, totals, _sources(mine))


def _newest(
    facts: pd.DataFrame, indicators: tuple[str, ...], lineage: Lineage, code: str
) -> tuple[int, tuple[str, ...], pd.DataFrame] | None:
    """Return the newest year in which a wijk of the gemeente has the first of these figures.

    With the gemeenten that it was then, and their rows of all of these figures; None: no such year.
    """
    rows = facts[facts["indicator"].isin(indicators)]
    is_first = rows["indicator"] == indicators[0]
    known = rows[is_first & rows["value"].notna() & rows["region"].str.startswith("WK")]
    for year in sorted(known["year"].unique(), reverse=True):
        gemeenten = lineage.predecessors(code, int(year))
        if isinstance(gemeenten, tuple):
            of_year = known["year"] == year
            if known.loc[of_year, "gemeente"].isin(gemeenten).any():
                mine = rows[(rows["year"] == year) & rows["gemeente"].isin(gemeenten)]
                return int(year), tuple(sorted(gemeenten)), mine
    return None


def _apart(made: Collection[W]) -> tuple[tuple[W, ...], tuple[W, ...]]:
    """Return the wijken by name, and the gemeenten as a whole."""
    ordered = sorted(made, key=lambda each: (each.name.casefold(), each.code))
    return (
        tuple(each for each in ordered if each.code.startswith("WK")),
        tuple(each for each in ordered if each.code.startswith("GM")),
    )


def _sources(rows: pd.DataFrame) -> tuple[str, ...]:
    return tuple(sorted({str(each) for each in rows["source_id"]}))
