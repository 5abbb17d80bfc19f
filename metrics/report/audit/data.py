"""Everything the audit reads of a build, once and in one place: our figures, amounts, inhabitants, percentages.

Our figures are those of `metrics.report.recomputed`; nothing is recalculated here. Of the rest only the periods of
the report are read.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from metrics.build import Build
from metrics.costs.amounts import count
from metrics.costs.country import bounds, in_size_classes
from metrics.costs.taakvelden import by_taakveld
from metrics.income import levels
from metrics.places.lineage import Broken
from metrics.report import cells, printed, recomputed

# The report's own definition (annex 3, items 3-5): lasten on these two taakvelden, 2017-2022.
TAAKVELDEN = ("6.72", "6.82")
BASE_YEAR, YEAR, CLASS_YEAR = 2017, 2019, 2020
BEGROTING, REKENING = "begroting", "jaarrekening"
FIRST_HALF, LAST_HALF = "2017H1", "2020H1"
HALVES = {cells.USE_2017: FIRST_HALF, cells.USE_2020: LAST_HALF}

# Half-years of the report's figures 1-5, from their base on.
HALF_YEARS = ("2017H1", "2017H2", "2018H1", "2018H2", "2019H1", "2019H2", "2020H1")
WITHOUT_STAY, ALL_CARE, SECOND = "jh_121_pct", "jz_totaal_n", "natura_jeugdhulp_pct"
WITHOUT_STAY_N = "jh_121_n"
INHABITANTS = "inwoners_n"


# CBS's own name is not the one people use, nor the one the report prints.
_SPOKEN = {"GM0518": "Den Haag"}


@dataclass(frozen=True)
class Observed:
    """One published figure with the status of its period and its table."""

    value: float
    period_status: str
    source_id: str


class AuditData:
    """One build, as the audit reads it."""

    def __init__(self, build: Build) -> None:
        """Take facts, records and lineage of the build; own figures of an analyst play no part."""
        self.facts, self._records, self.lineage = build.facts, build.records, build.lineage
        self._build = build

    @cached_property
    def reconstructions(self) -> tuple[str, ...]:
        """The loaded sources whose own description says that they are a reconstruction: their ids."""
        rows = self.facts.sources
        said = rows["reconstruction"].notna() & rows["reconstruction"].ne("")
        return tuple(sorted(rows.loc[said, "source_id"].astype(str)))

    @cached_property
    def printed(self) -> pd.DataFrame:
        """The printed cells: metrics.report.cells.CELLS."""
        return cells.printed_cells(self.facts.report_cells)

    @cached_property
    def _ours(self) -> dict[tuple[str, str], float]:
        rows = recomputed.with_values(self.printed, self._build.recomputed.figures)
        return dict(zip(zip(rows["region_code"], rows["column"], strict=True), rows["value"], strict=True))

    def ours(self, code: str, column: str) -> float:
        """Return our own value of a printed figure, unrounded, as every table of this product has it; NaN: none."""
        return float(self._ours.get((code, column), float("nan")))

    @cached_property
    def _gone(self) -> dict[tuple[str, str], tuple[str, ...]]:
        rows = self._build.recomputed.left_out
        rows = rows[rows["period"] == str(YEAR)].sort_values("member")
        return {
            (str(region), str(indicator)): tuple(map(str, part["member"]))
            for (region, indicator), part in rows.groupby(["region", "indicator"])
        }

    def left_out_by_us(self, code: str, column: str) -> tuple[str, ...]:
        """Return the gemeenten that our own figure of Nederland or a size class of 2019 is without."""
        return self._gone.get((code, printed.COLUMNS[column].indicator), ())

    @cached_property
    def _classes(self) -> dict[str, tuple[str, ...]]:
        people = count(self.facts, "inwoners_n")
        there = people[(people["year"] == YEAR) & people["region"].isin(self._with_accounts)]
        wanted = [bounds(code) for code in dict.fromkeys(self.printed["region_code"])]
        rows = in_size_classes(there[["region", "year"]], people, [each for each in wanted if each])
        return {str(code): tuple(sorted(part["region"])) for code, part in rows.groupby("parent")}

    def of_class(self, code: str) -> tuple[str, ...]:
        """Return the gemeenten with accounts of 2019 that our figure of a size class can count."""
        return self._classes.get(code, ())

    @cached_property
    def _with_accounts(self) -> frozenset[str]:
        rows = self.facts.finance
        rows = rows[(rows["year"] == YEAR) & (rows["statement"] == REKENING)]
        return frozenset(str(code) for code in rows["region"] if str(code).startswith("GM"))

    @cached_property
    def of_country(self) -> tuple[str, ...]:
        """The gemeenten with accounts of 2019."""
        return tuple(sorted(self._with_accounts))

    def deciles(self, measure: levels.Measure) -> pd.DataFrame:
        """Return the places of all gemeenten in 2019 that our deciles are: metrics.income.levels.TABLE."""
        rows = recomputed.decile_places(self.facts, measure)
        return rows.set_index("region", drop=False)

    @cached_property
    def names(self) -> dict[str, str]:
        """Name per region code; a code that ended is named as the table of reorganisations does."""
        mergers = self.facts.mergers
        old = dict(zip(mergers["old_code"], mergers["old_name"], strict=True))
        known = dict(zip(self.facts.regions["code"], self.facts.regions["name"], strict=True))
        return {**old, **known, **_SPOKEN}

    def name(self, code: str) -> str:
        """Return a name for a region code; the code itself where nothing knows it."""
        return self.names.get(code, code)

    @cached_property
    def left_out_by_report(self) -> tuple[str, ...]:
        """Gemeenten for which the report itself prints no lasten per inwoner, for want of a usable amount."""
        rows = self.facts.report_cells
        absent = rows[(rows["column"] == cells.PER_INHABITANT) & (rows["status"] == "missing")]
        return tuple(sorted({str(code) for code in absent["region_code"] if str(code).startswith("GM")}))

    def lasten(self, code: str, statement: str, year: int) -> dict[str, float] | None:
        """Return lasten per taakveld in euro; None where nothing is there, or 0 on both (zero is missing)."""
        found = self._lasten.get((code, statement, year))
        return found if found and sum(found.values()) > 0 else None

    @cached_property
    def _lasten(self) -> dict[tuple[str, str, int], dict[str, float]]:
        rows = by_taakveld(self.facts.finance, self._records.taakvelden)
        rows = rows[rows["year"].isin([BASE_YEAR, YEAR]) & rows["lasten_eur"].notna()]
        columns = (rows[name] for name in ("region", "statement", "year", "taakveld", "lasten_eur"))
        found: dict[tuple[str, str, int], dict[str, float]] = {}
        for code, statement, year, taakveld, lasten_eur in zip(*columns, strict=True):
            of_gemeente = found.setdefault((str(code), str(statement), int(year)), {})
            of_gemeente[str(taakveld)] = of_gemeente.get(str(taakveld), 0.0) + float(lasten_eur)
        return found

    @cached_property
    def inhabitants(self) -> pd.DataFrame:
        """Inhabitants on 1 January: a row a region, a column a year (2017, 2019, 2020)."""
        rows = self._observations(INHABITANTS, [str(year) for year in (BASE_YEAR, YEAR, CLASS_YEAR)])
        if rows.empty:
            return pd.DataFrame(columns=[BASE_YEAR, YEAR, CLASS_YEAR], dtype=float)
        wide = rows.pivot_table(index="region", columns="year", values="value", aggfunc="first")
        return wide.reindex(columns=[BASE_YEAR, YEAR, CLASS_YEAR])

    @cached_property
    def _inhabitants(self) -> dict[str, dict[int, float]]:
        years = (BASE_YEAR, YEAR, CLASS_YEAR)
        codes = [str(code) for code in self.inhabitants.index]
        rows = zip(codes, self.inhabitants.to_numpy(dtype=float), strict=True)
        return {code: dict(zip(years, map(float, row), strict=True)) for code, row in rows}

    def inhabitants_n(self, code: str, year: int) -> float | None:
        """Return the inhabitants of a region on 1 January; None where not known or 0."""
        found = self._inhabitants.get(code, {}).get(year, float("nan"))
        return float(found) if found > 0 else None

    @cached_property
    def _observed(self) -> dict[tuple[str, str, str], Observed]:
        rows = pd.concat(
            [
                self._observations(WITHOUT_STAY, HALF_YEARS),
                self._observations(WITHOUT_STAY_N, HALF_YEARS),
                self._observations(ALL_CARE, [str(YEAR), *HALF_YEARS, "2017", "2018"]),
                self._observations(SECOND, HALVES.values()),
            ]
        )
        columns = (
            rows[name] for name in ("indicator", "region", "period", "value", "period_status", "source_id")
        )
        return {
            (str(indicator), str(region), str(period)): Observed(float(value), str(status), str(source))
            for indicator, region, period, value, status, source in zip(*columns, strict=True)
        }

    def observed(self, indicator: str, code: str, period: str) -> Observed | None:
        """Return a published figure of youth care; None where the table has no row for it or no figure."""
        found = self._observed.get((indicator, code, period))
        return None if found is None or found.value != found.value else found

    def percentages(self, indicator: str) -> dict[tuple[str, str], float]:
        """Return the percentages of the report's two half-years: (region, report column) -> %."""
        columns = {half: column for column, half in HALVES.items()}
        return {
            (code, columns[period]): one.value
            for (name, code, period), one in self._observed.items()
            if name == indicator and period in columns and one.value == one.value
        }

    def predecessors(self, code: str, year: int) -> tuple[str, ...] | None:
        """Return the gemeenten of 1 January `year` that are in one of the report; None after a true split."""
        found = self.lineage.predecessors(code, year, max(year, YEAR))
        return None if isinstance(found, Broken) else found

    def has_finance(self, year: int, statement: str) -> bool:
        """Say whether Iv3 of this year and statement is loaded at all."""
        return (statement, year) in self._statements

    @cached_property
    def _statements(self) -> frozenset[tuple[str, int]]:
        return frozenset((statement, year) for _, statement, year in self._lasten)

    def has_indicator(self, indicator: str) -> bool:
        """Say whether any figure of an indicator is loaded, of whatever period."""
        return indicator in self._indicators

    @cached_property
    def _indicators(self) -> frozenset[str]:
        return frozenset(str(each) for each in self.facts.observations["indicator"].unique())

    def table_to_load(self, indicator: str, period: str = str(YEAR)) -> str:
        """Return the number of the table that brings a figure: what a reader must fetch where it is not loaded."""
        return self._records.table_of(indicator, period)

    def finance_table(self, year: int) -> str:
        """Return the number of the Iv3 table of a year: the one loaded, else the one to load."""
        return self._finance_tables.get(year) or self.table_to_load("lasten_per_inwoner", str(year))

    @cached_property
    def _finance_tables(self) -> dict[int, str]:
        rows = self.facts.finance.drop_duplicates("year")
        return {int(year): str(table) for year, table in zip(rows["year"], rows["source_id"], strict=True)}

    @cached_property
    def population_table(self) -> str:
        """Return the number of the population table: the one loaded, else the one to load."""
        rows = self._observations(INHABITANTS, [str(YEAR)])
        return str(rows["source_id"].iloc[0]) if len(rows) else self._records.table_of_kind("population")

    @cached_property
    def youth_table(self) -> str:
        """Return the number of the youth care table of the report: the one loaded, else the one to load."""
        rows = self._observations(WITHOUT_STAY, HALF_YEARS)
        return (
            str(rows["source_id"].iloc[0]) if len(rows) else self.table_to_load("zonder_verblijf", LAST_HALF)
        )

    @cached_property
    def placing(self) -> str:
        """Say which placing of Iv3 counts in 2019, for the column status: 1 or 2 per gemeente."""
        rows = self.facts.finance
        found = rows.loc[(rows["year"] == YEAR) & (rows["statement"] == REKENING), "placing"].dropna()
        return " en ".join(f"{int(one)}e plaatsing" for one in sorted(found.unique()))

    @cached_property
    def loaded_on(self) -> dict[str, pd.Timestamp]:
        """When each table was loaded (UTC)."""
        sources = self.facts.sources.dropna(subset=["retrieved"])
        return dict(zip(sources["source_id"], pd.to_datetime(sources["retrieved"]), strict=True))

    @cached_property
    def divisions(self) -> dict[str, int]:
        """Division year ('indeling') per table that has one."""
        sources = self.facts.sources.dropna(subset=["division_year"])
        return {
            str(source): int(year)
            for source, year in zip(sources["source_id"], sources["division_year"], strict=True)
            if int(year) > 0
        }

    def _observations(self, indicator: str, periods: Iterable[str]) -> pd.DataFrame:
        rows = self.facts.observations
        return rows[(rows["indicator"] == indicator) & rows["period"].isin(list(periods))]
