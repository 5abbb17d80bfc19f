"""The figures a statement is held against, on one basis: the report's printed cells, or what is loaded.

A test asks for readings by indicator, region and period and gets an empty reading where this build has none;
what would bring it is kept in `missing`.
"""

from collections.abc import Iterable, Mapping, Sequence

from metrics.costs.budget import Lag, budgets_lag
from metrics.costs.prices import INDICATOR, price_pair
from metrics.facts import Facts
from metrics.places.codes import NEDERLAND
from metrics.records import Records
from metrics.report.claims.book import Book
from metrics.report.claims.model import Basis, Evidenced

COUNTRY = NEDERLAND


class Evidence:
    """Readings on one basis. Keeps in `missing` which sources would bring what was asked for in vain."""

    def __init__(self, facts: Facts, records: Records, book: Book, basis: Basis) -> None:
        """`book`: the look-ups, shared by all tests of a run."""
        self.facts = facts
        self.records = records
        self.basis: Basis = basis
        self._book = book
        self.missing: dict[str, None] = {}

    @property
    def _values(self) -> Mapping[tuple[str, str, str], tuple[float, str]]:
        return self._book.printed if self.basis == "rapport" else self._book.computed

    def title(self, indicator: str) -> str:
        """Short title of an indicator as it stands on screen."""
        return self.records.indicators[indicator].short_title

    def name(self, region: str) -> str:
        """Name of a region as people say it; the code where the build does not know it."""
        return self._book.names.get(region, region)

    def members(self, case: str) -> tuple[str, ...]:
        """Members of the report's group of a gemeente, in the order of its tables."""
        return self.records.group_of(case).members

    def read(self, indicator: str, region: str, period: str) -> Evidenced:
        """Return a figure of an indicator; an empty one where this basis has none or it must not be used."""
        record = self.records.indicators[indicator]
        label = self.name(region)
        value, source = self._values.get((indicator, region, period), (None, ""))
        if value is None:
            self._need(indicator, period)
        return Evidenced(label, value, record.unit, source or self.basis, period, record.decimals)

    def read_all(self, indicator: str, regions: Iterable[str], period: str) -> list[Evidenced]:
        """Return a figure per region, in order."""
        return [self.read(indicator, region, period) for region in regions]

    def usable(
        self, indicator: str, regions: Sequence[str], period: str
    ) -> tuple[list[Evidenced], list[str]]:
        """Return the readings that have a value, and the names of the regions that have none.

        All readings are returned empty where not one has a value: then the figure is not loaded.
        """
        readings = self.read_all(indicator, regions, period)
        known = [reading for reading in readings if reading.value is not None]
        if not known:
            return readings, []
        return known, [reading.label for reading in readings if reading.value is None]

    def everyone(self, indicator: str, period: str) -> dict[str, float]:
        """Return the usable value of every gemeente on this basis; empty where the figure is not loaded."""
        return {
            region: value
            for (name, region, when), (value, _) in self._values.items()
            if name == indicator and when == period and region.startswith("GM")
        }

    def lasten_mln(self, region: str, year: int, statement: str, taakveld: str = "") -> Evidenced:
        """Return lasten in millions of euros: on the youth taakvelden, or on the one that is named."""
        source = self.iv3(year)
        value = None
        if self.basis == "cbs":
            found = self._book.lasten.get((region, year, statement))
            value = self._book.on_taakveld(region, year, statement, taakveld) if taakveld else found
        if value is None:
            self.missing.setdefault(source)
        what = "rekening" if statement == "jaarrekening" else "begroting"
        return Evidenced(f"{what} {year}", value and value / 1e6, "mln", source, str(year), 1)

    def lag(self, budget_year: int, account_year: int, division_year: int) -> Lag | None:
        """Count who budgeted less than an earlier rekening; None where one of the two is not loaded."""
        rows = self._book.amounts(division_year) if self.basis == "cbs" else None
        found = None if rows is None else budgets_lag(rows, budget_year, account_year)
        if found is None or not found.total_n:
            self.missing.update(dict.fromkeys((self.iv3(account_year), self.iv3(budget_year))))
            return None
        return found

    def iv3(self, *years: int) -> str:
        """Return the Iv3 tables of some years, as a source text."""
        return ", ".join(self.records.table_of("lasten_per_inwoner", str(year)) for year in years)

    def inwoners(self, region: str, year: int) -> Evidenced:
        """Return the inhabitants on 1 January."""
        return self.observed("inwoners_n", region, str(year), "aantal", self.name(region))

    def per_head_report_way(self, members: tuple[str, ...], year: int, statement: str) -> Evidenced:
        """Return lasten per inwoner of a class in the report's way: whole euros per taakveld, then added.

        Ratio of sums over the members that have an amount and inhabitants.
        """
        value: float | None = None
        if members:
            value = self._book.per_head_report_way(members, year, statement)
        if value is None:
            self.missing.setdefault(self.iv3(year))
        return Evidenced("", value, "eur", f"{self.iv3(year)}, {self.population}", str(year))

    def of_size(self, low: int, high: int, year: int) -> tuple[str, ...]:
        """Return the gemeenten with `low` <= inhabitants < `high` on 1 January; empty: not loaded."""
        if self.basis != "cbs":
            self.missing.setdefault(self.population)
            return ()
        wanted = str(year)
        found = tuple(
            region
            for (code, region, period), (value, _) in self._book.observed.items()
            if code == "inwoners_n" and period == wanted and region[:2] == "GM" and low <= value < high
        )
        if not found:
            self.missing.setdefault(self.population)
        return found

    def observed(self, code: str, region: str, period: str, unit: str, label: str = "") -> Evidenced:
        """Return an observation as CBS gives it (counts of young people)."""
        value, source = (None, "")
        if self.basis == "cbs":
            value, source = self._book.observed.get((code, region, period), (None, ""))
        if value is None:
            self.missing.setdefault(self._source_of(code, period))
        return Evidenced(
            label or self.name(region), value, unit, source or self._source_of(code, period), period
        )

    def price_index(self, first: int, last: int) -> tuple[Evidenced, Evidenced]:
        """Return the price index for health care of Nederland in two years, on one base; empty: not loaded."""
        found = price_pair(self.facts.observations, first, last) if self.basis == "cbs" else None
        source = found.sources if found else self._source_of(INDICATOR, str(first))
        if found is None:
            self.missing.setdefault(source)
        values = (found.first, found.last) if found else (None, None)
        one, other = (
            Evidenced(f"prijsindex {year}", value, "index", source, str(year))
            for year, value in zip((first, last), values, strict=True)
        )
        return one, other

    def same_jeugdregio(self, region: str) -> tuple[str, ...]:
        """Return the gemeenten of the jeugdregio of a gemeente, in the newest division; empty: not loaded."""
        rows = self.facts.memberships
        rows = rows[rows["division"] == "jeugdregio"] if self.basis == "cbs" else rows.iloc[:0]
        if rows.empty:
            self.missing.setdefault(self.divisions_table())
            return ()
        rows = rows[rows["year"] == rows["year"].max()]
        parent = rows.loc[rows["region"] == region, "parent"]
        if parent.empty:
            return ()
        return tuple(sorted(rows.loc[rows["parent"] == parent.iloc[0], "region"].astype(str)))

    def divisions_table(self) -> str:
        """Return the table that the jeugdregio's come from: the newest loaded, else the newest that is known."""
        rows = self.facts.sources
        loaded = rows[(rows["kind"] == "divisions") & rows["retrieved"].notna()]
        if len(loaded):
            return str(loaded.sort_values("division_year")["source_id"].iloc[-1])
        known = [
            one for one in self.records.sources if one.kind == "divisions" and one.source_id[:1].isdigit()
        ]
        return max(known, key=lambda one: one.division_year or 0).source_id if known else ""

    def touches(self, region: str, other: str) -> bool | None:
        """Say whether two gemeenten share a line, on the boundaries of 2019; None: not loaded."""
        rows = self.facts.neighbours
        rows = rows[rows["year"] == 2019] if self.basis == "cbs" else rows.iloc[:0]
        if rows.empty:
            self.missing.setdefault("grenzen_2019")
            return None
        return bool(((rows["region"] == region) & (rows["other"] == other)).any())

    def _need(self, indicator: str, period: str) -> None:
        """Keep the source that would bring a figure: the one of its year, where there is one per year."""
        self.missing.update(dict.fromkeys(self.records.tables_of(indicator, period)))

    @property
    def population(self) -> str:
        """The table with inhabitants on 1 January."""
        return self.records.table_of_kind("population")

    def _source_of(self, code: str, period: str) -> str:
        """Return the CBS table that brings an observation of the years of the report."""
        if code == "inwoners_n":
            return self.population
        if code.startswith("inwoners_"):
            return self.records.table_of_kind("population_age")
        if code == INDICATOR:
            return self.records.table_of_kind("prices")
        kind = "natura" if code.startswith("natura_") else "youth_care"
        return self.records.table_of_kind(kind, int(period[:4]))
