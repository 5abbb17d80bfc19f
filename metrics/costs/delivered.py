"""The amounts as a gemeente delivers them: taakveld x category x statement, in two placings, down to the figure.

The store adds the placing that counts up per taakveld (loaders/store.py); here the same choice is made on the
single amounts, so that a reader sees which of them make the figure.
"""

from collections.abc import Iterable

import numpy as np
import numpy.typing as npt
import pandas as pd

from metrics.costs.taakvelden import on_youth
from metrics.records import TaakveldSet

DETAIL = [
    "region", "year", "statement", "taakveld", "taakveld_title", "categorie", "categorie_title",
    "placing1_eur", "placing2_eur", "source_id",
]  # fmt: skip
COUNTED = [*DETAIL, "placing", "amount_eur", "side", "in_figure"]
BATEN_OF_OTHERS = r"(?i)\bgemeenten\b"  # title of the categories that other gemeenten pay into


def counted(detail: pd.DataFrame, sets: Iterable[TaakveldSet]) -> pd.DataFrame:
    """Say of every amount which placing counts and whether it is in the youth figure.

    In: DETAIL rows of one or more gemeenten (euro; missing = not delivered). Out: COUNTED: `placing` 1 or 2
    (the 2nd where the gemeente delivered any amount in it for that year and statement, else the 1st; missing
    where it delivered nothing), `amount_eur` of that placing, `side` 'lasten' or 'baten' ('' for stocks),
    `in_figure`: on a youth taakveld of the narrow series.
    """
    first, second = detail["placing1_eur"].astype(float), detail["placing2_eur"].astype(float)
    delivery = detail.groupby(["region", "year", "statement", "source_id"], sort=False).ngroup().to_numpy()

    def any_of(hits: pd.Series) -> npt.NDArray[np.bool_]:
        """Say of every row whether any amount of its delivery is a hit."""
        found: npt.NDArray[np.bool_] = (np.bincount(delivery, weights=hits) > 0)[delivery]
        return found

    tests = [
        any_of(second.fillna(0).ne(0)),
        any_of(first.fillna(0).ne(0)),
        any_of(second.notna()),
        any_of(first.notna()),
    ]
    placing = np.select(tests, [2.0, 1.0, 2.0, 1.0], default=np.nan)
    letter = detail["categorie"].str[:1]
    return detail.assign(
        placing=placing,
        amount_eur=second.where(placing == 2, first),
        side=letter.map({"L": "lasten", "B": "baten"}).fillna(""),
        in_figure=detail.index.isin(on_youth(detail, sets).index),
    )[COUNTED]


def added_up(rows: pd.DataFrame) -> pd.DataFrame:
    """Add the same taakveld and category of several gemeenten up (a merged gemeente and its predecessors).

    In and out: COUNTED, without `region`; an amount that one of them lacks counts as nothing, `placing` is
    missing where they differ.
    """
    keys = ["year", "statement", "taakveld", "categorie", "side", "in_figure"]
    if len(rows["region"].drop_duplicates()) == 1:
        return rows.drop(columns="region").sort_values(keys, ignore_index=True)
    grouped = rows.groupby(keys, sort=True)
    sums = grouped[["placing1_eur", "placing2_eur", "amount_eur"]].sum(min_count=1)
    texts = grouped[["taakveld_title", "categorie_title", "source_id"]].first()
    placings = grouped["placing"].agg(["min", "max", "count"])
    same = (placings["min"] == placings["max"]) & (placings["count"] == grouped.size())
    return sums.join(texts).assign(placing=placings["min"].where(same)).reset_index()


def per_taakveld(rows: pd.DataFrame) -> pd.DataFrame:
    """Return lasten and baten of the figure per taakveld: taakveld, title, lasten_eur, baten_eur; zeros kept."""
    inside = rows[rows["in_figure"]]
    amounts = inside["amount_eur"]
    keys = inside["taakveld"]
    out = pd.DataFrame(
        {
            "title": inside.groupby("taakveld")["taakveld_title"].first(),
            "lasten_eur": amounts.where(inside["side"] == "lasten").groupby(keys).sum(min_count=1),
            "baten_eur": amounts.where(inside["side"] == "baten").groupby(keys).sum(min_count=1),
        }
    )
    return out.reset_index(names="taakveld")


def of_other_gemeenten_eur(rows: pd.DataFrame) -> float:
    """Return the baten in the figure that come from other gemeenten, by the title of their category; NaN: none."""
    inside = rows[rows["in_figure"] & (rows["side"] == "baten")]
    titled = inside[inside["categorie_title"].fillna("").str.contains(BATEN_OF_OTHERS)]
    return float(titled["amount_eur"].sum(min_count=1))
