"""What every cost figure of a build is computed from, read once: amounts, divisions, counts, bookings."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from metrics.costs import bookings
from metrics.costs.amounts import count_tables, counts_of, delivered_to, in_divisions, line, own_years
from metrics.costs.country import bounds
from metrics.facts import Facts
from metrics.figures import IN_LINE, ORIGIN
from metrics.places.codes import NEDERLAND
from metrics.places.line import OTHER_AREA, in_line
from metrics.places.lineage import Lineage
from metrics.places.size_classes import CLASSES, SizeClass
from metrics.records import Records, RegionalLead

_KEYS = ("year", "statement")


@dataclass(frozen=True, eq=False)
class Source:
    """What the figures are computed from.

    `own`: metrics.costs.amounts.AMOUNTS, gemeenten of their own year; `line`: LINE, every year in the division of
    `division_year`; `divisions`: per year LINE of that year and before, added up to its gemeenten. `lineage`:
    that of costs, and `finance` under the codes it counts for (metrics.costs.amounts.delivered_to).
    """

    own: pd.DataFrame
    line: pd.DataFrame
    division_year: int
    divisions: Mapping[int, pd.DataFrame]
    finance: pd.DataFrame
    lineage: Lineage
    inhabitants: pd.DataFrame  # region, year, inwoners_n
    users: pd.DataFrame  # region, year, users_n, status and source
    tables: Mapping[tuple[str, int], str]  # (column of a count, year) -> table id
    classes: tuple[SizeClass, ...]
    names: dict[str, str]
    records: Records

    @classmethod
    def read(cls, facts: Facts, records: Records, division_year: int | None = None) -> "Source":
        """Read the amounts of a build; what is not loaded is missing or an empty frame.

        `division_year`: the division of the line; None: that of today, the newest one known.
        """
        finance, lineage = delivered_to(facts, records)
        counts = counts_of(facts)
        own = own_years(counts, records, finance, lineage)
        years = sorted({int(year) for year in own.loc[own["statement"] == "jaarrekening", "year"]})
        newest = max([lineage.newest or 0, *(int(year) for year in own["year"])], default=0)
        division = division_year or newest
        printed = (bounds(code) for code in sorted(set(facts.report_cells["region_code"].dropna())))
        wanted = {each.code: each for each in [*CLASSES, *(each for each in printed if each)]}
        return cls(
            own=own,
            line=line(own, lineage, division),
            division_year=division,
            divisions={
                year: rows.assign(origin="eigen", other_area=0)
                for year, rows in (in_divisions(own, lineage, years) if years else {}).items()
            },
            finance=finance,
            lineage=lineage,
            inhabitants=counts["inwoners_n"],
            users=counts["users_n"],
            tables=count_tables(counts),
            classes=tuple(wanted.values()),
            names=dict(zip(facts.regions["code"], facts.regions["name"], strict=True)),
            records=records,
        )

    def years(self, statement: str) -> list[int]:
        """Return the years with this statement."""
        return sorted({int(year) for year in self.own.loc[self.own["statement"] == statement, "year"]})

    def division(self, base_year: int, year: int, statement: str) -> pd.DataFrame:
        """Return the amounts of one year and statement in the gemeenten of that year or a later one."""
        rows = self.divisions[year]
        return rows[(rows["year"] == base_year) & (rows["statement"] == statement)]

    @cached_property
    def today(self) -> pd.DataFrame:
        """Return the rows of the line that may stand beside each other: of the gemeenten of its division."""
        return self.line[self.line[ORIGIN].isin(IN_LINE)].reset_index(drop=True)

    @cached_property
    def nederland_n(self) -> pd.Series:
        """Return the inhabitants of Nederland per year, as published; else of all gemeenten together."""
        people = self.inhabitants
        published = people[people["region"] == NEDERLAND].set_index("year")["inwoners_n"]
        gemeenten = people[people["region"].str.startswith("GM")].groupby("year")["inwoners_n"].sum()
        return published.combine_first(gemeenten)

    @cached_property
    def sides(self) -> pd.DataFrame:
        """Return the line (`in_line` True) and the gemeenten of their own year under each other: LINE."""
        own = self.own.assign(origin="eigen", other_area=0, in_line=False)
        return pd.concat([self.line.assign(in_line=True), own], ignore_index=True)

    @cached_property
    def by_family(self) -> pd.DataFrame:
        """Return lasten per family (metrics.costs.bookings.amounts_by_family) as a line: with origin and area."""
        own = bookings.amounts_by_family(self.finance, self.records.taakvelden)
        return in_line(own, self.lineage, self.division_year, list(bookings.FAMILIES), _KEYS)

    @cached_property
    def moves(self) -> Mapping[str, pd.DataFrame]:
        """Return the accounts in which an amount moved over the edge of what growth is about: FLAGS, MOVED_EDGE.

        By the column of AMOUNTS that grows: of `lasten_eur` the edge of youth care, of `breed_eur` that of youth care
        and 6.2 together. Judged in one division, like every flag of metrics.costs.bookings; a row of a year in
        which a gemeente received part of another has no year before.
        """
        rows = self.by_family[self.by_family["statement"] == "jaarrekening"]
        before = year_before(rows)
        return {
            "lasten_eur": bookings.moved_edges(rows, before),
            "breed_eur": bookings.moved_edges(rows, before, wide=True),
        }

    def flags(self) -> pd.DataFrame:
        """Return everything that makes comparing amounts unsafe: metrics.costs.bookings.NAMED, in the line."""
        leads: tuple[RegionalLead, ...] = tuple(self.records.leads)
        rows = self.by_family[self.by_family[ORIGIN].isin(IN_LINE)]
        return bookings.with_leads(bookings.flags(rows, year_before(rows)), rows, leads)


def year_before(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of a line under the year after theirs, where both are of the same area.

    In: region, year, statement, `other_area` and amounts; out: the same, `year` one later.
    """
    now = rows[["region", "year", "statement", OTHER_AREA]]
    before = rows.assign(year=rows["year"] + 1)
    both = before.merge(now, on=["region", "year", "statement"], suffixes=("", "_now"))
    return both[both[OTHER_AREA] == both[f"{OTHER_AREA}_now"]].drop(columns=f"{OTHER_AREA}_now")
