"""What *Begroting en rekening* shows: a gemeente, a year and a statement, with the amounts behind them. Pure."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import pandas as pd

from metrics import dutch
from metrics.costs.composition import Composition
from metrics.places.lineage import Broken, Lineage
from metrics.records import Records
from pages.ui.parts.tables import STATUSES

_IV3_TABLE = re.compile(r"\b45\d{3}NED\b")

STATEMENTS: Mapping[str, str] = {"jaarrekening": "Jaarrekening", "begroting": "Begroting"}
NEDERLAND = "NL01"


class Amount(NamedTuple):
    """Lasten, baten and inhabitants of one gemeente, year and statement; None: missing, the status says why."""

    lasten_eur: float | None
    baten_eur: float | None
    inwoners_n: float | None
    cell_status: str
    source: str

    @property
    def per_inwoner_eur(self) -> float | None:
        """Lasten per inhabitant, unrounded."""
        return _divided(self.lasten_eur, self.inwoners_n)

    @property
    def net_per_inwoner_eur(self) -> float | None:
        """Lasten minus baten per inhabitant, unrounded; None where baten were not loaded."""
        if self.lasten_eur is None or self.baten_eur is None:
            return None
        return _divided(self.lasten_eur - self.baten_eur, self.inwoners_n)


NOTHING = Amount(None, None, None, "niet_geladen", "")


@dataclass(frozen=True)
class Apart:
    """The index of one region and pair of years; None: missing, the status says why."""

    begroting_eur: float | None = None
    rekening_base_eur: float | None = None
    rekening_end_eur: float | None = None
    index: float | None = None
    budget_factor: float | None = None
    growth_factor: float | None = None
    growth_pct: float | None = None
    growth_per_year_pct: float | None = None
    price_factor: float | None = None
    real_growth_pct: float | None = None
    growth_band: str = ""
    cell_status: str = "niet_geladen"


_NUMBERS = {
    "begroting_eur": "begroting_base_eur",
    "rekening_base_eur": "rekening_base_eur",
    "rekening_end_eur": "rekening_end_eur",
    "index": "index",
    "budget_factor": "budget_factor",
    "growth_factor": "growth_factor",
    "growth_pct": "growth_pct",
    "growth_per_year_pct": "growth_per_year_pct",
    "price_factor": "price_factor",
    "real_growth_pct": "real_growth_pct",
}


@dataclass(frozen=True)
class View:
    """What the page shows: a gemeente of today, a year and a statement, and the build it comes from.

    `source_line` makes the source line of table ids (`45046NED, 70072ned`).
    """

    code: str
    name: str
    year: int
    statement: str
    composition: Composition
    figures: pd.DataFrame
    records: Records
    lineage: Lineage
    names: Mapping[str, str]
    source_line: Callable[[Iterable[str]], str]

    def amount(self, year: int | None = None, statement: str | None = None) -> Amount:
        """Return the amounts of the gemeente in a year and statement; default: those on screen."""
        key = (self.year if year is None else year, statement or self.statement)
        return self.amounts.get(key, NOTHING)

    @cached_property
    def amounts(self) -> dict[tuple[int, str], Amount]:
        """Every amount of the gemeente, by year and statement."""
        found = {}
        for row in self.composition.of("amounts", self.code).to_dict("records"):
            found[int(row["year"]), str(row["statement"])] = Amount(
                lasten_eur=dutch.finite(row["lasten_eur"]),
                baten_eur=dutch.finite(row["baten_eur"]),
                inwoners_n=dutch.finite(row["inwoners_n"]),
                cell_status=str(row["cell_status"]),
                source=str(row["source"]),
            )
        return found

    @cached_property
    def budget(self) -> pd.DataFrame:
        """Begroting and rekening of every year (metrics.costs.budget.BUDGET)."""
        return self.composition.of("budget", self.code)

    @cached_property
    def source(self) -> str:
        """The source line of all amounts of the gemeente."""
        return self.source_of(*((name, year) for year, name in self.amounts))

    def source_of(self, *wanted: tuple[str, int]) -> str:
        """Return the source line of the amounts of these statements and years."""
        people = self.records.table_of_kind("population")
        return self.source_line(
            dict.fromkeys([*(self.amount(year, name).source for name, year in wanted), people])
        )

    def figure(self, indicator: str, region: str | None = None, period: str | None = None) -> float | None:
        """Return a figure of the build, of the gemeente (default) or Nederland; default: in the year on screen."""
        return self._values.get((indicator, region or self.code, period or str(self.year)))

    @cached_property
    def _values(self) -> dict[tuple[str, str, str], float | None]:
        rows = self.figures[self.figures["region"].isin([self.code, NEDERLAND])]
        columns = (rows["indicator"], rows["region"], rows["period"], rows["value"])
        return {(i, r, p): dutch.finite(v) for i, r, p, v in zip(*columns, strict=True)}

    @cached_property
    def index(self) -> dict[tuple[str, int, int], Apart]:
        """The index taken apart, of the gemeente and Nederland, by region and pair of years."""
        rows = pd.concat([self.composition.of("index", code) for code in (self.code, NEDERLAND)])
        found = {}
        for row in rows.to_dict("records"):
            numbers = {name: dutch.finite(row[column]) for name, column in _NUMBERS.items()}
            found[str(row["region"]), int(row["base_year"]), int(row["end_year"])] = Apart(
                **numbers, growth_band=str(row["growth_band"]), cell_status=str(row["cell_status"])
            )
        return found

    @property
    def what(self) -> str:
        """The statement as it stands in running text: `rekening` or `begroting`."""
        return "rekening" if self.statement == "jaarrekening" else "begroting"

    @property
    def parts(self) -> tuple[str, ...]:
        """The gemeenten of the year on screen that this gemeente is made of; empty where one was split."""
        found = self.lineage.predecessors(self.code, self.year)
        return () if isinstance(found, Broken) else found


def _divided(amount: float | None, people: float | None) -> float | None:
    return None if amount is None or not people else amount / people


def years_of(composition: Composition, code: str, statement: str) -> list[int]:
    """Return the years in which a gemeente has an amount in a statement, oldest first."""
    rows = composition.of("amounts", code)
    columns = (rows["year"].tolist(), rows["statement"].tolist(), rows["lasten_eur"].tolist())
    found = {
        int(year)
        for year, name, lasten in zip(*columns, strict=True)
        if name == statement and not dutch.is_missing(lasten)
    }
    return sorted(found)


def default_year(years: Iterable[int]) -> int:
    """Return the year to open with: that of the report where it is there, else the newest."""
    known = sorted(years)
    return 2019 if 2019 in known else known[-1]


def reason(status: str) -> str:
    """Say in a sentence why there is no figure, after the words of the legend of a table."""
    words = STATUSES.get(status, STATUSES["geen_cijfer"])[1].split(" = ", 1)[1]
    return f"{words[0].upper()}{words[1:]}."


def shortened(line: str) -> str:
    """Return a source line in which a row of Iv3 tables is named as first to last."""
    tables = _IV3_TABLE.findall(line)
    if len(tables) < 4:
        return line
    return line.replace(", ".join(tables), f"{tables[0]} tot en met {tables[-1]} (Iv3)")


def title(view: View) -> str:
    """Return the title of the page: the figure on screen with its year, gemeente and statement."""
    value = view.amount().per_inwoner_eur
    if value is None:
        return f"Van {view.name} is er over {view.year} geen bruikbare {view.what}"
    shown = dutch.euro(value)
    if view.statement == "begroting":
        return f"Voor {view.year} begrootte {view.name} {shown} per inwoner voor jeugdzorg"
    return f"In {view.year} waren de lasten voor jeugdzorg in {view.name} {shown} per inwoner"


def subtitle(view: View) -> str:
    """Return the line under the title: what is counted, and which gemeenten are added up."""
    what = "Alleen jeugdzorg, zonder wijkteam en toegang. Inkomsten zijn niet afgetrokken."
    if view.parts in ((), (view.code,)):
        return what
    names = dutch.names([view.names.get(code, code) for code in view.parts])
    return f"{what} Over {view.year} is dit de som van {names}."
