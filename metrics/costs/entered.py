"""What cost figures are made of where an analyst entered an amount: the same decompositions, of that gemeente alone.

What others are made of, and how anybody books, stays as the official sources have it.
"""

from collections.abc import Iterable
from dataclasses import replace

import pandas as pd

from metrics.costs import index_apart, price_use_youth
from metrics.costs.budget import budget_against_accounts
from metrics.costs.composition import Composition
from metrics.figures import ORIGIN
from metrics.places.codes import NEDERLAND
from metrics.places.line import OTHER_AREA

# Figure -> the statement of its numerator. A begroting na wijziging is no original begroting and changes nothing here.
_STATEMENTS = {"lasten_per_inwoner": "jaarrekening", "begroting_per_inwoner": "begroting"}
_PER_USER = "lasten_per_jongere_met_jeugdzorg"
_CHANGED = "na wijziging"
_KEYS = ["region", "year", "statement"]


def with_entered(official: Composition, entered: pd.DataFrame) -> Composition:
    """Return what figures are made of with an analyst's own amounts in place of the official ones.

    In: `entered`, rows of metrics.figures.COLUMNS (metrics.comparing.own_figures.as_figures). Only the gemeenten in
    it change: their amounts, index, budget and what price, use and youth are in them.
    """
    amounts = _amounts(official.amounts, entered)
    regions = set(entered["region"])
    rows = amounts[amounts["region"].isin(regions)].reset_index(drop=True)
    terms = price_use_youth.terms_of(rows)
    country = official.terms[official.terms["region"] == NEDERLAND]
    index = index_apart.index_apart(rows, index_apart.pairs_of(amounts))
    found = {
        "index": index_apart.deflated_growth(index, official.prices),
        "budget": budget_against_accounts(amounts).query("region in @regions"),
        "terms": terms,
        "splits": price_use_youth.splits(terms),
        "beside_country": price_use_youth.beside(pd.concat([terms, country], ignore_index=True), NEDERLAND),
    }
    made = replace(official, amounts=amounts, _places={})
    for name, frame in found.items():
        if len(frame):
            object.__setattr__(made, name, _instead(getattr(official, name), frame, regions))
    return made


def _instead(official: pd.DataFrame, frame: pd.DataFrame, regions: Iterable[str]) -> pd.DataFrame:
    """Put the rows of some regions in the place of the official ones."""
    return pd.concat([official[~official["region"].isin(set(regions))], frame], ignore_index=True)


def _amounts(official: pd.DataFrame, entered: pd.DataFrame) -> pd.DataFrame:
    """Return the line of amounts with what was entered; an amount of a new year has no baten and no count of youth."""
    counted = entered[entered["indicator"] == _PER_USER]
    rows = entered[entered["indicator"].isin(_STATEMENTS) & ~entered["source"].str.contains(_CHANGED)]
    own = pd.DataFrame(
        {
            "region": rows["region"],
            "year": rows["period"].astype(int),
            "statement": rows["indicator"].map(_STATEMENTS),
            "lasten_eur": rows["numerator"],
            "inwoners_n": rows["denominator"],
            "cell_status": rows["cell_status"],
            "source": rows["source"],
        }
    ).set_index(_KEYS)
    line = official.set_index(_KEYS)
    known = own.index.intersection(line.index)
    line.loc[known, own.columns] = own.loc[known]
    new = own.drop(index=known).reindex(columns=line.columns)
    for column, value in (("period_status", "onbekend"), ("users_status", "onbekend"), (ORIGIN, "eigen")):
        new[column] = value
    new[OTHER_AREA] = 0
    both = (pd.concat([line, new.astype(line.dtypes.to_dict())]) if len(new) else line).reset_index()
    for region, period, users in zip(
        counted["region"], counted["period"], counted["denominator"], strict=True
    ):
        at = (both["region"] == region) & (both["year"] == int(period))
        both.loc[at & (both["statement"] == "jaarrekening"), "users_n"] = users
    return both.astype(official.dtypes.to_dict())[list(official.columns)]
