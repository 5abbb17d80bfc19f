"""Figures of costs: for every gemeente that exists or existed, Nederland and the size classes, every loaded
year.

A gemeente of today is in every year what it is today: the sum of those it was made of, also where it took others in
under its own code (methode 29). A gemeente that is no more stands beside that in the years in which it was
('vervallen'). Nederland and the size classes are sums over the gemeenten of the year itself.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from metrics import figures
from metrics.costs.country import LEFT_OUT, SUMMED, in_size_classes, left_out_text, same_gemeenten
from metrics.costs.source import Source
from metrics.costs.terms import (
    ALL_TERMS,
    TERMS,
    Against,
    Level,
    Two,
    against_terms,
    level_terms,
    pairs_beside,
)
from metrics.costs.years import growth_pairs, index_pairs
from metrics.facts import Facts
from metrics.places.codes import NEDERLAND
from metrics.records import Records

PER_USER = Level("lasten_per_jongere_met_jeugdzorg", "jaarrekening", "lasten_eur", "users_n")
LEVELS = (
    Level("lasten_per_inwoner", "jaarrekening", "lasten_eur", "inwoners_n"),
    Level("begroting_per_inwoner", "begroting", "lasten_eur", "inwoners_n"),
    Level("lasten_min_baten_per_inwoner", "jaarrekening", "net_eur", "inwoners_n"),
    Level("lasten_breed_per_inwoner", "jaarrekening", "breed_eur", "inwoners_n"),
    Level("lasten_per_jongere_tot_18", "jaarrekening", "lasten_eur", "tot18_n"),
)
GROWTH = (
    Against("groei_lasten_per_inwoner", "lasten_eur", "jaarrekening"),
    Against("groei_lasten_breed_per_inwoner", "breed_eur", "jaarrekening"),
)
INDEX = (Against("index_rapport", "lasten_eur", "begroting"),)


@dataclass(frozen=True)
class CostFigures:
    """Everything on costs: `figures` (metrics.figures.COLUMNS), `left_out` (metrics.costs.country.LEFT_OUT)."""

    figures: pd.DataFrame
    left_out: pd.DataFrame


def compute(facts: Facts, records: Records, division_year: int | None = None) -> CostFigures:
    """Return the cost figures of one build; empty frames where no accounts are loaded.

    `lasten_per_*`, `begroting_per_inwoner` in euro; `groei_lasten_per_inwoner` (and with 6.2
    `groei_lasten_breed_per_inwoner`) in percent, accounts on accounts, since the first loaded year on the same
    side of 1 January 2022, 'verschoven' where an amount moved over the edge of what it holds; `index_rapport`:
    accounts / original budget of 2017 x 100 ('gebroken' from 2022 on, for Nederland too). Each
    level has, as `<indicator>_eigen_code`, what a gemeente had under its own code where its line has the sum with
    those it took in later. Every figure is in the division of `division_year` (None: today); a year after it in
    its own. Sources: Iv3 (dataderden.cbs.nl), 70072ned, 84134NED/85099NED, 03759ned.
    """
    return compute_from(Source.read(facts, records, division_year))


def compute_from(source: Source) -> CostFigures:
    """Return the cost figures of amounts that were read before, in the division they were read in."""
    if not len(source.own):
        return CostFigures(figures.empty(), _nobody())
    levels = {level.indicator: level_terms(source, level) for level in LEVELS}
    accounts = source.years("jaarrekening")
    budgets = source.years("begroting")
    beside: dict[str, Two] = {}
    for pairs, found in ((growth_pairs(accounts), GROWTH), (index_pairs(budgets, accounts), INDEX)):
        if not pairs:
            continue
        sides = pairs_beside(source, found[0].base_statement, pairs)
        beside |= {each.indicator: against_terms(source, each, sides) for each in found}
    parts = [_assembled(source, _under_each_other(levels), TERMS), _per_user(source)]
    if beside:
        parts.append(_assembled(source, _under_each_other(beside), ALL_TERMS))
    left_out = [part.left_out for part in parts if len(part.left_out)]
    return CostFigures(
        figures.concat([part.figures for part in parts]),
        pd.concat(left_out, ignore_index=True) if left_out else _nobody(),
    )


def value_of(terms: pd.DataFrame, indicator: str) -> pd.Series:
    """Return the value of a figure from its terms: missing where one is missing, or a denominator is not
    above 0.

    In: the four term columns of metrics.figures (base columns may be absent). Used for gemeenten, sums and
    groups.
    """
    four = terms.reindex(columns=list(figures.TERMS)).to_numpy(dtype=float)
    return pd.Series(figures.values_of(four, indicator), index=terms.index)


def _under_each_other(figures_of: Mapping[str, Two]) -> Two:
    """Put the terms of figures under each other, with their `indicator`: the work is in the calls, not in the rows.

    A figure that no gemeente has in its own year is left out.
    """
    there = {name: terms for name, terms in figures_of.items() if len(terms.own)} or dict(figures_of)
    sides = zip(*there.values(), strict=True)
    return Two(
        *(
            pd.concat(
                [rows.assign(indicator=name) for name, rows in zip(there, side, strict=True)],
                ignore_index=True,
            )
            for side in sides
        )
    )


def _assembled(source: Source, terms: Two, columns: list[str]) -> CostFigures:
    """Turn terms per gemeente into figures of gemeenten, Nederland and size classes."""
    own = terms.own
    if not len(own):
        return CostFigures(figures.empty(), _nobody())
    parents = pd.concat(
        [own.assign(parent=NEDERLAND), in_size_classes(own, source.inhabitants, source.classes)],
        ignore_index=True,
    )
    sums, left_out = same_gemeenten(parents, columns, source.nederland_n)
    return _finished(source, terms, sums, left_out, columns)


def _per_user(source: Source) -> CostFigures:
    """Lasten per young person with jeugdzorg. Nederland: CBS's own count, without the gemeenten left out
    above.

    The sum over gemeenten would be short of the small counts that CBS keeps secret; for that reason the size
    classes get no figure.
    """
    terms = _under_each_other({PER_USER.indicator: level_terms(source, PER_USER)})
    own = terms.own
    if not len(own):
        return CostFigures(figures.empty(), _nobody())
    sums, left_out = same_gemeenten(own.assign(parent=NEDERLAND), ["numerator"], source.nederland_n)
    users = source.users.set_index(["region", "year"])["users_n"]
    published = users.reindex([(NEDERLAND, year) for year in sums["year"]]).to_numpy(dtype=float)
    counts = own.set_index(["region", "year"])["denominator"]
    absent = counts.reindex(pd.MultiIndex.from_frame(left_out[["member", "year"]])).to_numpy(dtype=float)
    minus = (
        pd.Series(absent, index=left_out["year"]).groupby(level=0).agg(lambda each: each.sum(skipna=False))
    )
    sums["denominator"] = published - sums["year"].map(minus).where(
        sums["year"].isin(left_out["year"]), 0.0
    ).to_numpy(dtype=float)
    return _finished(source, terms, sums, left_out, TERMS)


def _finished(
    source: Source,
    terms: Two,
    sums: pd.DataFrame,
    left_out: pd.DataFrame,
    columns: list[str],
) -> CostFigures:
    of_year = terms.own.groupby(["indicator", "year"])[["source", "period_status", "crosses"]].first()
    sums = sums.merge(of_year.reset_index(), on=["indicator", "year"])
    members = left_out.groupby(SUMMED)["member"].agg(list).to_dict()
    sums["source"] = [
        text + left_out_text(members.get(key, []), source.names)
        for text, key in zip(sums["source"], zip(*(sums[name] for name in SUMMED), strict=True), strict=True)
    ]
    sums = sums.rename(columns={"parent": "region"}).assign(cell_status="ok", origin="eigen")
    # what was delivered under an own code, beside a line that has a sum there
    keys = ["indicator", "region", "year"]
    summed = pd.MultiIndex.from_frame(terms.line.loc[terms.line["origin"] == "voorgangers", keys])
    is_variant = pd.MultiIndex.from_frame(terms.own[keys]).isin(summed) & (columns == TERMS)
    rows = pd.concat([terms.line, sums, terms.own[is_variant]], ignore_index=True)
    named = left_out.rename(columns={"parent": "region"}).assign(
        period=left_out["year"].astype(int).astype("str")
    )
    made = _figures(rows, columns)
    line, variants = made.iloc[: len(made) - is_variant.sum()], made.iloc[len(made) - is_variant.sum() :]
    return CostFigures(figures.concat([line, _own_code(variants, line)]), named[LEFT_OUT])


def _own_code(delivered: pd.DataFrame, line: pd.DataFrame) -> pd.DataFrame:
    """Return figures under an own code as an indicator of their own, where the line has another value or none."""
    if not len(delivered):
        return delivered
    keys = ["indicator", "region", "period"]
    both = delivered.merge(line[[*keys, "value"]], on=keys, suffixes=("", "_line"))
    differs = both["value"].notna() & ~np.isclose(both["value"], both["value_line"])
    return both.loc[differs, figures.COLUMNS].assign(indicator=both["indicator"] + figures.OWN_CODE)


def _figures(rows: pd.DataFrame, columns: list[str]) -> pd.DataFrame:
    crosses = rows["crosses"].astype(bool)
    of_figures = rows.groupby("indicator")[columns]
    result = pd.concat([value_of(terms, str(name)) for name, terms in of_figures]).reindex(rows.index)
    missing = pd.Series(np.where(result.isna(), "geen_cijfer", "ok"), index=rows.index)
    return figures.complete(
        rows[["indicator", "region", "source", "period_status", "origin", *columns]].assign(
            period=rows["year"].astype(int).astype("str"),
            value=result.where(~crosses),
            cell_status=figures.worst(rows["cell_status"], missing).mask(crosses, "gebroken"),
        )
    )


def _nobody() -> pd.DataFrame:
    return pd.DataFrame({column: [] for column in LEFT_OUT})
