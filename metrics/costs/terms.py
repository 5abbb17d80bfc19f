"""The terms of every cost figure, gemeente by gemeente: numerator, denominator, base, and their status."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import pandas as pd

from metrics import figures
from metrics.costs.amounts import amounts, count, count_tables, in_divisions
from metrics.costs.country import bounds
from metrics.facts import Facts
from metrics.places.lineage import Lineage
from metrics.places.size_classes import CLASSES, SizeClass
from metrics.records import Records

NEDERLAND = "NL01"
BASE_YEAR = 2017  # of the report's index: the first year with taakvelden
LOW_BASE = 0.5  # a base under this share of the same year's accounts is flagged (methode 6)
# Since 1 January 2022 another gemeente may pay (woonplaatsbeginsel): no growth of a gemeente crosses it.
RESIDENCE_YEAR = 2022
TERMS = ["numerator", "denominator"]
ALL_TERMS = [*TERMS, *figures.BASE]
# Of terms: `weight_n` inhabitants (coverage of a sum), `own` False for a sum of predecessors (it would count
# twice in Nederland), `crosses` True where base and end do not count the same for a gemeente.
COLUMNS = [
    "region", "year", *ALL_TERMS, "weight_n", "own", "crosses", "cell_status", "period_status", "source",
]  # fmt: skip


class Level(NamedTuple):
    """One cost figure: which statement, divided by what (columns of AMOUNTS, or 'net_eur')."""

    indicator: str
    statement: str
    numerator: str
    denominator: str


@dataclass(frozen=True)
class Source:
    """What the figures are computed from, read once."""

    own: pd.DataFrame  # AMOUNTS, gemeenten of their own year
    levels: pd.DataFrame  # the same, and what did not exist yet as the sum of its predecessors
    divisions: Mapping[int, pd.DataFrame]  # per year: AMOUNTS of that year and before, in its gemeenten
    lineage: Lineage
    inhabitants: pd.DataFrame  # region, year, inwoners_n
    users: pd.DataFrame  # region, year, users_n, status and source
    tables: Mapping[tuple[str, int], str]  # (column of a count, year) -> table id
    classes: tuple[SizeClass, ...]
    names: dict[str, str]

    @classmethod
    def read(cls, facts: Facts, records: Records) -> "Source":
        """Read the amounts of a build; what is not loaded is missing or an empty frame."""
        lineage = Lineage(facts.mergers, facts.regions)
        own = amounts(facts, records)
        with_accounts = own.loc[own["statement"] == "jaarrekening", "year"]
        began = _began(own, lineage)
        wanted_years = {int(year) for year in with_accounts} | (
            {*began.values()} & {int(y) for y in own["year"]}
        )
        divisions = in_divisions(own, lineage, sorted(wanted_years)) if wanted_years else {}
        printed = (bounds(code) for code in sorted(set(facts.report_cells["region_code"].dropna())))
        wanted = {each.code: each for each in [*CLASSES, *(each for each in printed if each)]}
        return cls(
            own=own,
            levels=pd.concat([own, *_before_they_began(began, divisions)], ignore_index=True),
            divisions=divisions,
            lineage=lineage,
            inhabitants=count(facts, "inwoners_n"),
            users=count(facts, "users_n"),
            tables=count_tables(facts),
            classes=tuple(wanted.values()),
            names=dict(zip(facts.regions["code"], facts.regions["name"], strict=True)),
        )

    def years(self, statement: str) -> list[int]:
        """Return the years with this statement."""
        return sorted({int(year) for year in self.own.loc[self.own["statement"] == statement, "year"]})

    def division(self, base_year: int, year: int, statement: str) -> pd.DataFrame:
        """Return the amounts of one year and statement in the gemeenten of that year or a later one."""
        rows = self.divisions[year]
        return rows[(rows["year"] == base_year) & (rows["statement"] == statement)]


def sources_of(source: Source, rows: pd.DataFrame, denominator: str) -> pd.Series:
    """Return the tables of amounts (AMOUNTS) and of what they are divided by: '45046NED, 70072ned'."""
    found = [source.tables.get((denominator, year), "") for year in rows["year"]]
    tables = pd.Series(found, index=rows.index, dtype="str")
    amounts = rows["source"].fillna("").astype("str")
    return amounts.where(tables.eq("") | amounts.eq(""), amounts + ", " + tables)


def growth_pairs(source: Source) -> list[tuple[int, int]]:
    """Return (base year, year) for growth: from the first accounts on the same side of 1 January 2022."""
    known = source.years("jaarrekening")
    before = [year for year in known if year < RESIDENCE_YEAR]
    after = [year for year in known if year >= RESIDENCE_YEAR]
    return [(side[0], year) for side in (before, after) for year in side[1:]]


def index_pairs(source: Source) -> list[tuple[int, int]]:
    """Return (2017, year) for the report's index; none where the budget of 2017 is not loaded."""
    if BASE_YEAR not in source.years("begroting"):
        return []
    return [(BASE_YEAR, year) for year in source.years("jaarrekening")]


def level_terms(source: Source, level: Level) -> pd.DataFrame:
    """Return COLUMNS of a level: no base. A year in which no gemeente has both terms has no rows."""
    rows = source.levels[source.levels["statement"] == level.statement]
    net = rows["lasten_eur"] - rows["baten_eur"]
    terms = pd.DataFrame(
        {
            "region": rows["region"],
            "year": rows["year"],
            "numerator": net if level.numerator == "net_eur" else rows[level.numerator],
            "denominator": rows[level.denominator],
            "weight_n": rows["inwoners_n"],
            "own": _is_in(rows, source.own),
            "crosses": False,
            "cell_status": rows["cell_status"],
            "period_status": rows["users_status"]
            if level.denominator == "users_n"
            else _of_people(rows["period_status"]),
            "source": sources_of(source, rows, level.denominator),
        }
    )
    loaded = set(terms.dropna(subset=TERMS)["year"])
    terms = terms[terms["year"].isin(loaded)].reset_index(drop=True)
    if level.statement == "begroting":
        accounts = source.levels[source.levels["statement"] == "jaarrekening"]
        terms["cell_status"] = _flag_low_base(terms, accounts, "numerator")
    return terms.reindex(columns=COLUMNS)


def against_terms(source: Source, base_statement: str, pairs: Iterable[tuple[int, int]]) -> pd.DataFrame:
    """Return COLUMNS of the accounts of a year against a base, both in the division of the later year."""
    parts = [_pair(source, base_statement, base_year, year) for base_year, year in pairs]
    return pd.concat(parts, ignore_index=True) if parts else pd.DataFrame({name: [] for name in COLUMNS})


def _pair(source: Source, base_statement: str, base_year: int, year: int) -> pd.DataFrame:
    now = source.division(year, year, "jaarrekening")
    base = source.division(base_year, year, base_statement)
    both = now.merge(base, on="region", how="left", suffixes=("", "_base"))
    terms = pd.DataFrame(
        {
            "region": both["region"],
            "year": year,
            "numerator": both["lasten_eur"],
            "denominator": both["inwoners_n"],
            "base_numerator": both["lasten_eur_base"],
            "base_denominator": both["inwoners_n_base"],
            "weight_n": both["inwoners_n"],
            "own": True,
            "crosses": base_year < RESIDENCE_YEAR <= year,
            "cell_status": figures.worst(
                both["cell_status"], both["cell_status_base"].fillna("niet_geleverd")
            ),
            "period_status": _of_people(both["period_status"]),
            "source": _merged_sources(
                sources_of(source, now, "inwoners_n"),
                sources_of(source, base.set_index("region").reindex(now["region"]), "inwoners_n"),
            ).to_numpy(),
        }
    )
    if base_statement == "begroting":
        accounts = source.division(base_year, year, "jaarrekening").assign(year=year)
        terms["cell_status"] = _flag_low_base(terms, accounts, "base_numerator")
    return terms[COLUMNS]


def _began(own: pd.DataFrame, lineage: Lineage) -> dict[str, int]:
    """Return the first year of every gemeente that was made of others."""
    began = {str(code): lineage.began(str(code)) for code in own["region"].unique()}
    return {code: year for code, year in began.items() if year is not None}


def _before_they_began(began: Mapping[str, int], divisions: Mapping[int, pd.DataFrame]) -> list[pd.DataFrame]:
    found = []
    for year in sorted(set(began.values()) & divisions.keys()):
        new = [code for code, first in began.items() if first == year]
        rows = divisions[year]
        found.append(rows[(rows["year"] < year) & rows["region"].isin(new)])
    return found


def _flag_low_base(terms: pd.DataFrame, accounts: pd.DataFrame, column: str) -> pd.Series:
    """Flag a budget under half of the same year's accounts, where those accounts themselves can be right."""
    right = accounts.loc[accounts["cell_status"] == "ok", ["region", "year", "lasten_eur"]]
    beside = terms[["region", "year"]].merge(right, on=["region", "year"], how="left")
    low = terms[column].to_numpy(dtype=float) < LOW_BASE * beside["lasten_eur"].to_numpy(dtype=float)
    return figures.worst(
        terms["cell_status"], pd.Series(np.where(low, "basis_te_laag", "ok"), index=terms.index)
    )


def _is_in(rows: pd.DataFrame, own: pd.DataFrame) -> pd.Series:
    there = pd.MultiIndex.from_frame(own[["region", "year", "statement"]])
    return pd.Series(
        pd.MultiIndex.from_frame(rows[["region", "year", "statement"]]).isin(there), index=rows.index
    )


def _of_people(status: pd.Series) -> pd.Series:
    # the amounts have no status of their own, so a settled count of inhabitants does not settle the figure
    return status.where(status != "definitief", "onbekend")


def _merged_sources(first: pd.Series, second: pd.Series) -> pd.Series:
    pairs = list(zip(first, second, strict=True))
    texts = {
        pair: ", ".join(dict.fromkeys(", ".join(each for each in pair if each).split(", ")))
        for pair in set(pairs)
    }
    return pd.Series([texts[pair] for pair in pairs], index=first.index, dtype="str")
