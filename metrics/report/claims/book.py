"""Look-ups over the facts and the figures frame, made once per run of all statements."""

import re
from functools import cached_property

import pandas as pd

from metrics.costs import amounts, taakvelden
from metrics.facts import Facts
from metrics.figures import COMPARABLE
from metrics.income import levels
from metrics.numbers.rounding import round_half_up
from metrics.places.lineage import Lineage
from metrics.records import Records
from metrics.report import printed as report
from metrics.report.recomputed import not_printed

# Decile figure -> measure and the observation it is made of.
DECILES: tuple[tuple[str, levels.Measure, str], ...] = (
    ("inkomensdeciel", "inkomen", "mediaan_inkomen_zonder_studenten_eur"),
    ("laag_inkomen_deciel", "laag_inkomen", "kinderen_laag_inkomen_1jr_pct"),
)


class Book:
    """What the tests look up. Values are floats; a key that is not there has no usable value."""

    def __init__(self, facts: Facts, records: Records, figures: pd.DataFrame, printed: pd.DataFrame) -> None:
        """`figures`: columns of metrics.figures.FIGURES; rows with a source 'rapport ...' are left out.

        `printed`: the report's own (metrics.report.printed.figures_of_report).
        """
        self.facts = facts
        codes, names = facts.regions["code"].astype(str), facts.regions["name"].astype(str)
        self.names = {code: _plain(name) for code, name in zip(codes, names, strict=True)}
        self._records = records
        self._figures = not_printed(figures)
        self._printed = printed
        self._in_division: dict[int, pd.DataFrame] = {}

    @cached_property
    def printed(self) -> dict[tuple[str, str, str], tuple[float, str]]:
        """Return the printed figures: (indicator, region, period) -> value, source; one that cannot be right too."""
        return _by_key(self._printed, COMPARABLE | {report.MISFIT})

    @cached_property
    def computed(self) -> dict[tuple[str, str, str], tuple[float, str]]:
        """Return the computed figures of the years of the report that may stand in a comparison.

        Deciles are those of the report's own division (2020) and, for income, of households without
        students; another division or population is another measure and stands in no statement (methode 16).
        """
        rows = self._figures[self._figures["period"].str[:4].between("2017", "2021")]
        found = _by_key(rows[~rows["indicator"].isin([name for name, _, _ in DECILES])])
        for name, measure, observed in DECILES:
            places = levels.distribution(self.facts, measure, levels.REPORT_DIVISION, observed=observed)
            found |= _by_key(places.assign(indicator=name, value=places["decile"]))
        return found

    @cached_property
    def observed(self) -> dict[tuple[str, str, str], tuple[float, str]]:
        """Return the observations that have a value: (code, region, period) -> value, source."""
        rows = self.facts.observations
        rows = rows[rows["value"].notna() & rows["year"].between(2017, 2021)]
        keys = zip(rows["indicator"], rows["region"], rows["period"], strict=True)
        values = zip(rows["value"].astype(float), rows["source_id"].astype(str), strict=True)
        return dict(zip(keys, values, strict=True))

    @cached_property
    def lasten(self) -> dict[tuple[str, int, str], float]:
        """Return gross lasten on the youth taakvelden in euro: (region, year, statement) -> amount."""
        rows = taakvelden.youth_lasten(self._years_of_report, self._records.taakvelden)
        rows = rows[rows["lasten_eur"].notna()]
        keys = zip(rows["region"], rows["year"].astype(int), rows["statement"], strict=True)
        return dict(zip(keys, rows["lasten_eur"].astype(float), strict=True))

    def amounts(self, division_year: int) -> pd.DataFrame | None:
        """Return the amounts of all years in the gemeenten of one year; None: not loaded."""
        if self.facts.finance.empty:
            return None
        if division_year not in self._in_division:
            lineage = Lineage(self.facts.mergers, self.facts.regions)
            self._in_division[division_year] = amounts.in_division(self._amounts, lineage, division_year)
        return self._in_division[division_year]

    @cached_property
    def _amounts(self) -> pd.DataFrame:
        # every year: whether an amount is plausible is judged on a gemeente's own past and on what followed
        return amounts.amounts(self.facts, self._records)

    def on_taakveld(self, region: str, year: int, statement: str, taakveld: str) -> float | None:
        """Return gross lasten in euro on one taakveld; None where none stand (zero counts as none)."""
        rows = self._years_of_report
        rows = rows[(rows["region"] == region) & (rows["year"] == year) & (rows["taakveld"] == taakveld)]
        total = rows.loc[rows["statement"] == statement, "lasten_eur"].sum(min_count=1)
        return None if pd.isna(total) or total == 0 else float(total)

    def per_head_report_way(self, members: tuple[str, ...], year: int, statement: str) -> float | None:
        """Return the ratio of sums of some gemeenten, rounded half up per taakveld; None where none has one."""
        rows = taakvelden.by_taakveld(self._years_of_report, self._records.taakvelden)
        rows = rows[(rows["year"] == year) & (rows["statement"] == statement)]
        known = {code for code in members if (code, year, statement) in self.lasten}
        people = sum(self.observed.get(("inwoners_n", code, str(year)), (0.0, ""))[0] for code in known)
        if not people:
            return None
        sums = rows[rows["region"].isin(known)].groupby("taakveld")["lasten_eur"].sum()
        return float(sum(round_half_up(amount / people) for amount in sums))

    @cached_property
    def _years_of_report(self) -> pd.DataFrame:
        rows = self.facts.finance
        return rows[rows["year"].between(2017, 2021)]


def _plain(name: str) -> str:
    """Leave out what CBS adds to tell regions apart: `Utrecht (gemeente)`, `IJsselland (JZ)`."""
    short = re.sub(r" \((gemeente|[A-Z]{2})\)$", "", name)
    return "Den Haag" if short == "'s-Gravenhage" else short


def _by_key(
    figures: pd.DataFrame, accept: frozenset[str] = COMPARABLE
) -> dict[tuple[str, str, str], tuple[float, str]]:
    rows = figures[figures["value"].notna() & figures["cell_status"].isin(accept)]
    keys = zip(rows["indicator"], rows["region"], rows["period"], strict=True)
    values = zip(rows["value"].astype(float), rows["source"].astype(str), strict=True)
    return dict(zip(keys, values, strict=True))
