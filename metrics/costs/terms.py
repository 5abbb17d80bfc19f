"""The terms of every cost figure, gemeente by gemeente: numerator, denominator, base, and their status."""

from collections.abc import Iterable
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from metrics import figures
from metrics.costs.plausibility import LOW_BASE
from metrics.costs.source import Source
from metrics.costs.years import crosses_residence
from metrics.figures import IN_LINE, ORIGIN
from metrics.places.line import OTHER_AREA

ACCOUNTS = "jaarrekening"
TERMS = ["numerator", "denominator"]
ALL_TERMS = [*TERMS, *figures.BASE]
# Of terms: `weight_n` inhabitants (coverage of a sum), `crosses` True where base and end do not count the same.
COLUMNS = [
    "region", "year", *ALL_TERMS, "weight_n", "crosses", "cell_status", "period_status", "source", ORIGIN,
]  # fmt: skip

_BESIDE = [
    "region", "year", "lasten_eur", "breed_eur", "inwoners_n", "cell_status", "period_status", "source", ORIGIN,
    OTHER_AREA,
]  # fmt: skip


class Level(NamedTuple):
    """One cost figure: which statement, divided by what (columns of AMOUNTS, or 'net_eur')."""

    indicator: str
    statement: str
    numerator: str
    denominator: str


def sources_of(source: Source, rows: pd.DataFrame, denominator: str) -> pd.Series:
    """Return the tables of amounts (AMOUNTS) and of what they are divided by: '45046NED, 70072ned'."""
    amounts = rows["source"].fillna("").astype("str").to_numpy(dtype=object)
    places = list(zip(amounts, rows["year"], strict=True))
    texts: dict[tuple[str, int], str] = {}
    for table, year in set(places):
        other = source.tables.get((denominator, year), "")
        texts[table, year] = f"{table}, {other}" if table and other else table
    return pd.Series([texts[place] for place in places], index=rows.index, dtype="str")


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
    rows = source.sides[source.sides["statement"] == level.statement]
    net = rows["lasten_eur"] - rows["baten_eur"]
    status = rows["cell_status"]
    if level.numerator == "net_eur":
        # what a regional lead books for others comes back as baten: net of those its figure holds its own lasten
        status = status.mask(status.eq("boekt_voor_anderen"), "ok")
    terms = pd.DataFrame(
        {
            "region": rows["region"],
            "year": rows["year"],
            "numerator": net if level.numerator == "net_eur" else rows[level.numerator],
            "denominator": rows[level.denominator],
            "weight_n": rows["inwoners_n"],
            "crosses": False,
            "cell_status": status,
            "period_status": rows["users_status"]
            if level.denominator == "users_n"
            else _of_people(rows["period_status"]),
            ORIGIN: rows[ORIGIN],
            "in_line": rows["in_line"],
        }
    )
    loaded = terms["year"].isin(set(terms.dropna(subset=TERMS)["year"]))
    terms = terms[loaded].reset_index(drop=True)
    terms["source"] = sources_of(source, rows[loaded], level.denominator).to_numpy()
    if level.statement == "begroting":
        terms["cell_status"] = _flag_low_base(terms, source.sides)
    in_line, terms = terms["in_line"], terms.reindex(columns=COLUMNS)
    return Two(terms[in_line].reset_index(drop=True), terms[~in_line].reset_index(drop=True))


def pairs_beside(source: Source, base_statement: str, pairs: Iterable[tuple[int, int]]) -> Two:
    """Set the accounts of a year beside a base, for every (base year, year): what `against_terms` reads.

    Out: _BESIDE of the accounts with `base_year`, the same columns of the base with '_base' behind them,
    `accounts_eur` (lasten in the accounts of the base year, where those can be right), `source_text`, and
    `apart`: the base is of another area (a gemeente received part of a divided one).
    """
    chosen = list(pairs)
    own = _beside(source, base_statement, [(source.divisions[pair[1]], [pair]) for pair in chosen])
    today = [(source.today, [pair for pair in chosen if pair[1] <= source.division_year])]
    # who is no more in the division, and years after it, stand as in their own year
    gone = pd.MultiIndex.from_frame(source.line.loc[~source.line[ORIGIN].isin(IN_LINE), ["region", "year"]])
    is_gone = pd.MultiIndex.from_frame(own[["region", "year"]]).isin(gone)
    own = own.assign(origin=np.where(is_gone, "vervallen", "eigen"))
    kept = own[is_gone | own["year"].gt(source.division_year)]
    return Two(pd.concat([_beside(source, base_statement, today), kept], ignore_index=True), own)


def _beside(
    source: Source, base_statement: str, amounts: Iterable[tuple[pd.DataFrame, list[tuple[int, int]]]]
) -> pd.DataFrame:
    """Return `pairs_beside` of amounts, each with the (base year, year) that are taken from them."""
    none = source.line.loc[source.line.index[:0], _BESIDE].assign(base_year=0, to_year=0)
    sides: list[list[pd.DataFrame]] = [[none] for _ in range(3)]
    for rows, pairs in amounts:
        at: Any = rows.groupby(["year", "statement"]).indices
        for side, when, statement in zip(sides, (1, 0, 0), (ACCOUNTS, base_statement, ACCOUNTS), strict=True):
            places = [at.get((pair[when], statement), np.array([], dtype=np.intp)) for pair in pairs]
            if not places:
                continue
            years = np.repeat(np.array(pairs, dtype="int64"), [len(each) for each in places], axis=0)
            part = rows[_BESIDE].iloc[np.concatenate(places)]
            side.append(part.assign(base_year=years[:, 0], to_year=years[:, 1]))
    keys = ["region", "base_year", "to_year"]
    now, base, accounts = (pd.concat(side, ignore_index=True) for side in sides)
    now, base = (each.assign(text=sources_of(source, each, "inwoners_n")) for each in (now, base))
    right = accounts[accounts["cell_status"] == "ok"].rename(columns={"lasten_eur": "accounts_eur"})
    both = now.merge(base, on=keys, how="left", suffixes=("", "_base"))
    both = both.merge(right[[*keys, "accounts_eur"]], on=keys, how="left")
    return both.assign(
        apart=both[f"{OTHER_AREA}_base"].notna() & both[OTHER_AREA].ne(both[f"{OTHER_AREA}_base"]),
        source_text=_merged_sources(both["text"], both["text_base"].fillna("")),
    )


def against_terms(source: Source, figure: Against, sides: Two) -> Two:
    """Return the terms of a figure from `pairs_beside` (of its own base statement)."""
    line, own = (_against(figure, each) for each in sides)
    if figure.base_statement == ACCOUNTS:
        line["cell_status"] = _moved(source, figure, line, sides.line["base_year"])
    return Two(line, own)


def _against(figure: Against, both: pd.DataFrame) -> pd.DataFrame:
    apart = both["apart"].astype(bool)
    base_status = both["cell_status_base"].fillna("niet_geleverd").mask(apart, "gebroken")
    base_eur = both[f"{figure.numerator}_base"].mask(apart)
    status = figures.worst(both["cell_status"], base_status)
    if figure.base_statement != ACCOUNTS:
        status = _flagged(status, base_eur, both["accounts_eur"])
    return pd.DataFrame(
        {
            "region": both["region"],
            "year": both["year"],
            "numerator": both[figure.numerator],
            "denominator": both["inwoners_n"],
            "base_numerator": base_eur,
            "base_denominator": both["inwoners_n_base"].mask(apart),
            "weight_n": both["inwoners_n"],
            "crosses": crosses_residence(both["base_year"], both["year"]),
            "cell_status": status,
            "period_status": _of_people(both["period_status"]),
            "source": both["source_text"],
            ORIGIN: both[ORIGIN],
        }
    )


def _moved(source: Source, figure: Against, terms: pd.DataFrame, base_year: pd.Series) -> pd.Series:
    """Flag growth between whose years an amount moved to or from a taakveld that it does not hold (methode 27)."""
    over = source.moves[figure.numerator]
    pairs = terms[["region", "year"]].assign(base_year=base_year, at=range(len(terms)))
    moved = over[["region", "year"]].rename(columns={"year": "moved"}).astype({"region": "str"})
    both = pairs[pairs["region"].isin(moved["region"])].astype({"region": "str"}).merge(moved, on="region")
    hit = both.loc[both["moved"].gt(both["base_year"]) & both["moved"].le(both["year"]), "at"]
    flag = np.where(pairs["at"].isin(hit), "verschoven", "ok")
    return figures.worst(terms["cell_status"], pd.Series(flag, index=terms.index))


def _flag_low_base(terms: pd.DataFrame, amounts: pd.DataFrame) -> pd.Series:
    """Flag a budget under half of the same year's accounts, where those accounts themselves can be right."""
    keys = ["region", "year", "in_line"]
    right = amounts[(amounts["statement"] == ACCOUNTS) & (amounts["cell_status"] == "ok")]
    beside = terms[keys].merge(right[[*keys, "lasten_eur"]], on=keys, how="left")
    return _flagged(terms["cell_status"], terms["numerator"], beside["lasten_eur"])


def _flagged(status: pd.Series, budget_eur: pd.Series, accounts_eur: pd.Series) -> pd.Series:
    low = budget_eur.to_numpy(dtype=float) < LOW_BASE * accounts_eur.to_numpy(dtype=float)
    return figures.worst(status, pd.Series(np.where(low, "basis_te_laag", "ok"), index=status.index))


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
