"""The terms of every cost figure, gemeente by gemeente: numerator, denominator, base, and their status."""

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np
import pandas as pd

from metrics import figures
from metrics.costs.plausibility import LOW_BASE
from metrics.costs.source import Source
from metrics.figures import IN_LINE, ORIGIN
from metrics.places.breaks import RESIDENCE_YEAR
from metrics.places.line import AREA_UNTIL

TERMS = ["numerator", "denominator"]
ALL_TERMS = [*TERMS, *figures.BASE]
# Of terms: `weight_n` inhabitants (coverage of a sum), `crosses` True where base and end do not count the same
# for a gemeente.
COLUMNS = [
    "region", "year", *ALL_TERMS, "weight_n", "crosses", "cell_status", "period_status", "source", ORIGIN,
]  # fmt: skip
# Wide lasten hold 6.2 as well, so only what moved to or from 6.1 makes them incomparable.
EDGES = {"lasten_eur": ("6.1", "6.2"), "breed_eur": ("6.1",)}


class Level(NamedTuple):
    """One cost figure: which statement, divided by what (columns of AMOUNTS, or 'net_eur')."""

    indicator: str
    statement: str
    numerator: str
    denominator: str


def sources_of(source: Source, rows: pd.DataFrame, denominator: str) -> pd.Series:
    """Return the tables of amounts (AMOUNTS) and of what they are divided by: '45046NED, 70072ned'."""
    found = [source.tables.get((denominator, year), "") for year in rows["year"]]
    tables = pd.Series(found, index=rows.index, dtype="str")
    amounts = rows["source"].fillna("").astype("str")
    return amounts.where(tables.eq("") | amounts.eq(""), amounts + ", " + tables)


class Against(NamedTuple):
    """One figure of accounts against an earlier base: which amount (a column of AMOUNTS) and base statement."""

    indicator: str
    numerator: str
    base_statement: str


class Two(NamedTuple):
    """The terms of one figure twice, COLUMNS both.

    `line`: in the division of the source, with the rows of gemeenten that are no more; `own`: in the gemeenten of
    their own year (a base: of the later year), each euro and each inhabitant once. Nederland and the size classes
    are sums of the second.
    """

    line: pd.DataFrame
    own: pd.DataFrame


def level_terms(source: Source, level: Level) -> Two:
    """Return the terms of a level: no base. A year in which no gemeente has both terms has no rows."""
    own = _level_of(source, source.own.assign(origin="eigen"), level)
    loaded = set(own.dropna(subset=TERMS)["year"])
    parts = [own, _level_of(source, source.line, level)]
    own, line = (each[each["year"].isin(loaded)].reset_index(drop=True) for each in parts)
    return Two(line, own)


def _level_of(source: Source, amounts: pd.DataFrame, level: Level) -> pd.DataFrame:
    rows = amounts[amounts["statement"] == level.statement]
    net = rows["lasten_eur"] - rows["baten_eur"]
    terms = pd.DataFrame(
        {
            "region": rows["region"],
            "year": rows["year"],
            "numerator": net if level.numerator == "net_eur" else rows[level.numerator],
            "denominator": rows[level.denominator],
            "weight_n": rows["inwoners_n"],
            "crosses": False,
            "cell_status": rows["cell_status"],
            "period_status": rows["users_status"]
            if level.denominator == "users_n"
            else _of_people(rows["period_status"]),
            "source": sources_of(source, rows, level.denominator),
            ORIGIN: rows[ORIGIN],
        }
    )
    if level.statement == "begroting":
        accounts = amounts[amounts["statement"] == "jaarrekening"]
        terms["cell_status"] = _flag_low_base(terms, accounts, "numerator")
    return terms.reindex(columns=COLUMNS)


def against_terms(source: Source, figure: Against, pairs: Iterable[tuple[int, int]]) -> Two:
    """Return the terms of the accounts of a year against a base, (base year, year) by pair."""
    found = [(base, year, _own_pair(source, figure, base, year)) for base, year in pairs]
    nothing = pd.DataFrame({name: [] for name in COLUMNS})
    if not found:
        return Two(nothing, nothing)
    lines = [_line_pair(source, figure, base, year, own) for base, year, own in found]
    own = pd.concat([own for _, _, own in found], ignore_index=True)
    return Two(pd.concat(lines, ignore_index=True)[COLUMNS], own[COLUMNS])


def _own_pair(source: Source, figure: Against, base_year: int, year: int) -> pd.DataFrame:
    """Return a pair of years in the gemeenten of the later one."""
    now, base, accounts = (
        source.division(when, year, statement).assign(origin="eigen", area_until=0)
        for when, statement in (
            (year, "jaarrekening"),
            (base_year, figure.base_statement),
            (base_year, "jaarrekening"),
        )
    )
    return _pair(source, figure, (base_year, year), (now, base, accounts))


def _line_pair(source: Source, figure: Against, base_year: int, year: int, own: pd.DataFrame) -> pd.DataFrame:
    """Return a pair of years in the division of the line; who is no more in it, and a later year, as `own` has it."""
    if year > source.division_year:
        return _moved(source, figure, own, base_year)
    line = source.line
    gone = line.loc[(line["year"] == year) & ~line[ORIGIN].isin(IN_LINE), "region"]
    now, base, accounts = (
        line[(line["year"] == when) & (line["statement"] == statement) & line[ORIGIN].isin(IN_LINE)]
        for when, statement in (
            (year, "jaarrekening"),
            (base_year, figure.base_statement),
            (base_year, "jaarrekening"),
        )
    )
    kept = own[own["region"].isin(gone)].assign(origin="vervallen")
    rows = pd.concat([_pair(source, figure, (base_year, year), (now, base, accounts)), kept])
    return _moved(source, figure, rows, base_year)


def _pair(
    source: Source,
    figure: Against,
    years: tuple[int, int],
    parts: tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame],
) -> pd.DataFrame:
    """Set the accounts of a year (first of `parts`) beside a base (second); third: the accounts of the base year."""
    (base_year, year), (now, base, accounts) = years, parts
    both = now.merge(base, on="region", how="left", suffixes=("", "_base"))
    # the base is of another area: a gemeente that received part of one that was divided
    apart = both[AREA_UNTIL].ne(both[f"{AREA_UNTIL}_base"].fillna(both[AREA_UNTIL]))
    status = both["cell_status_base"].fillna("niet_geleverd").mask(apart, "gebroken")
    terms = pd.DataFrame(
        {
            "region": both["region"],
            "year": year,
            "numerator": both[figure.numerator],
            "denominator": both["inwoners_n"],
            "base_numerator": both[f"{figure.numerator}_base"].mask(apart),
            "base_denominator": both["inwoners_n_base"].mask(apart),
            "weight_n": both["inwoners_n"],
            "crosses": base_year < RESIDENCE_YEAR <= year,
            "cell_status": figures.worst(both["cell_status"], status),
            "period_status": _of_people(both["period_status"]),
            "source": _merged_sources(
                sources_of(source, now, "inwoners_n"),
                sources_of(source, base.set_index("region").reindex(now["region"]), "inwoners_n"),
            ).to_numpy(),
            ORIGIN: both[ORIGIN],
        }
    )
    if figure.base_statement == "begroting":
        terms["cell_status"] = _flag_low_base(terms, accounts.assign(year=year), "base_numerator")
    return terms


def _moved(source: Source, figure: Against, rows: pd.DataFrame, base_year: int) -> pd.DataFrame:
    """Flag growth between whose years an amount moved to or from a taakveld that it does not hold (methode 27)."""
    if figure.base_statement == "begroting":
        return rows
    moves = source.moves
    edges = EDGES[figure.numerator]
    between = moves["from_family"].isin(edges) | moves["to_family"].isin(edges)
    between &= moves["year"].gt(base_year) & moves["year"].le(int(rows["year"].max()))
    hit = rows["region"].isin(set(moves.loc[between, "region"]))
    flag = pd.Series(np.where(hit, "verschoven", "ok"), index=rows.index)
    return rows.assign(cell_status=figures.worst(rows["cell_status"], flag))


def _flag_low_base(terms: pd.DataFrame, accounts: pd.DataFrame, column: str) -> pd.Series:
    """Flag a budget under half of the same year's accounts, where those accounts themselves can be right."""
    right = accounts.loc[accounts["cell_status"] == "ok", ["region", "year", "lasten_eur"]]
    beside = terms[["region", "year"]].merge(right, on=["region", "year"], how="left")
    low = terms[column].to_numpy(dtype=float) < LOW_BASE * beside["lasten_eur"].to_numpy(dtype=float)
    return figures.worst(
        terms["cell_status"], pd.Series(np.where(low, "basis_te_laag", "ok"), index=terms.index)
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
