"""Statistical neighbours: gemeenten that are alike in what surrounds youth care, never in its outcomes.

Log of size and density first, z = (x - median) / (1.4826 MAD), capped at 3, a weight per theme, weighted
Euclidean distance. The weights sum to 1, so a distance of 1 is one usual spread between gemeenten.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt
import pandas as pd

from metrics import dutch
from metrics.errors import MetricsError
from metrics.figures import Floats
from metrics.groups.context import THEMES, Context, Variable

MAD_TO_SD = 1.4826  # makes the MAD of a normal distribution its standard deviation
IQR_TO_SD = 1.349  # the same for the interquartile range
CAP_Z = 3.0
TIE_DECIMALS = 12  # distances equal to this many decimals are a tie, broken by code
FINGERPRINT_DIGITS = 12

# Upper bounds of a distance and the words for it; in usual spreads, so they hold for any number and weights.
WORDS = ((0.5, "lijkt sterk"), (1.0, "lijkt redelijk"), (1.5, "lijkt enigszins"), (np.inf, "lijkt weinig"))


class SimilarityError(MetricsError):
    """Bad weights, a number out of range, or a gemeente that lacks a variable."""


@dataclass(frozen=True, eq=False)
class Similarity:
    """The gemeenten that can be compared, standardised, with the weight of each variable.

    `z`: a row a gemeente (sorted by code), a column a variable, capped at 3 usual spreads.
    `weights`: per variable, sum 1. `dropped`: variable -> why it does not count.
    `left_out`: gemeente -> codes of the variables it lacks. `fingerprint`: changes with any of these.
    """

    context: Context
    z: pd.DataFrame
    weights: pd.Series
    dropped: Mapping[str, str]
    left_out: Mapping[str, tuple[str, ...]]
    fingerprint: str

    @property
    def variables(self) -> tuple[Variable, ...]:
        """Return the variables that count, in the order of the columns of `z`."""
        return tuple(each for each in self.context.variables if each.code in self.z.columns)

    @cached_property
    def _scaled(self) -> Floats:
        """The standardised values, each times the root of its weight: their straight distance is the weighted one."""
        scaled: Floats = self.z.to_numpy() * np.sqrt(self.weights[self.z.columns].to_numpy())
        return scaled

    def apart(self, code: str) -> Floats:
        """Return how far every gemeente of `z` is from `code`, in usual spreads (0 = alike on every variable).

        One gemeente at a time: the distances of all to all grow with the square of their number.
        """
        # not scipy's: half a second and 40 MB to import, for the first visitor after a start
        return np.asarray(np.linalg.norm(self._scaled - self._scaled[self.z.index.get_loc(code)], axis=-1))

    def ranked(self, code: str, k: int) -> tuple[npt.NDArray[np.intp], Floats]:
        """Return where in `z` the k others are that are most like `code`, the most alike first, and how far each is.

        Ties go by code.
        """
        far = self.apart(code)
        far[self.z.index.get_loc(code)] = np.inf  # itself comes last
        near = np.argsort(np.round(far, TIE_DECIMALS), kind="stable")[:k]
        return near, far[near]


def check_weights(weights: Mapping[str, float] | None) -> dict[str, float]:
    """Return a weight for every theme (a theme that is not named weighs 1).

    Raises SimilarityError for an unknown theme, a weight below 0 or no number, or no weight above 0.
    """
    given = dict(weights or {})
    if unknown := sorted(set(given) - set(THEMES)):
        raise SimilarityError(
            f"Het onderwerp '{unknown[0]}' kennen we niet. Kies uit: {', '.join(THEMES)}.",
            f"no theme '{unknown[0]}': choose from {', '.join(THEMES)}",
        )
    full = {theme: float(given.get(theme, 1.0)) for theme in THEMES}
    if not all(np.isfinite(weight) and weight >= 0 for weight in full.values()) or not any(full.values()):
        raise SimilarityError(
            "Een gewicht is 0 of hoger; ten minste een gewicht is groter dan 0.",
            "a weight is 0 or more, and at least one is above 0",
        )
    return full


def standardise(
    table: pd.DataFrame, logs: frozenset[str] = frozenset()
) -> tuple[pd.DataFrame, dict[str, str]]:
    """Return z per gemeente and variable, capped at 3, and which variables were dropped and why.

    Every row of `table` is complete. `logs` names the columns whose logarithm counts (all above 0).
    """
    z: dict[str, pd.Series] = {}
    dropped: dict[str, str] = {}
    for code in table.columns:
        x = table[code].astype(float)
        if code in logs:
            x = x.map(np.log)
        centre = float(x.median())
        scale = MAD_TO_SD * float((x - centre).abs().median())
        if scale == 0:
            scale = float(x.quantile(0.75) - x.quantile(0.25)) / IQR_TO_SD
        if scale == 0:
            dropped[code] = "te veel gemeenten hebben dezelfde waarde"
        else:
            z[code] = ((x - centre) / scale).clip(-CAP_Z, CAP_Z)
    return pd.DataFrame(z, index=table.index), dropped


def prepare(context: Context, weights: Mapping[str, float] | None = None) -> Similarity:
    """Standardise a context and weigh it.

    A theme's weight is shared by its loaded variables, so three income variables count as one subject.
    A variable of weight 0 is not looked at: a gemeente that lacks only that one stays in.
    Raises SimilarityError for bad weights, and when nothing with a weight above 0 is loaded.
    """
    themes = check_weights(weights)
    weighed = [each for each in context.variables if themes[each.theme] > 0]
    table = context.table[[each.code for each in weighed]]
    gaps = table.isna()
    left_out = {
        str(region): tuple(code for code in table.columns if gaps.loc[region, code])
        for region in table.index[gaps.any(axis=1)]
    }
    z, dropped = standardise(table.dropna(), frozenset(each.code for each in weighed if each.log))
    used = [each for each in weighed if each.code in z.columns]
    if not used:
        raise SimilarityError(
            "Met deze gewichten blijft er geen kenmerk over waarvan cijfers zijn geladen. "
            "Geef een ander onderwerp een gewicht boven 0.",
            "no variable with a weight above 0 is loaded: give another theme a weight",
        )
    shared_by = pd.Series([each.theme for each in used]).value_counts()
    share = pd.Series({each.code: themes[each.theme] / shared_by[each.theme] for each in used})
    share = share / share.sum()
    return Similarity(context, z, share, dropped, left_out, _fingerprint(context, share, z))


def _fingerprint(context: Context, weights: pd.Series, z: pd.DataFrame) -> str:
    """Return digits that change with the variables, their weights, their vintage or the gemeenten."""
    choice = {
        "variables": [
            [each.code, each.indicator, each.period, each.source_id, each.sha256, f"{weights[each.code]:.6f}"]
            for each in context.vintages
            if each.code in weights.index
        ],
        "cap": CAP_Z,
        "gemeenten": list(z.index),
    }
    return hashlib.sha256(json.dumps(choice).encode()).hexdigest()[:FINGERPRINT_DIGITS]


def nearest_of_all(similarity: Similarity, k: int) -> pd.DataFrame:
    """Return the k most similar gemeenten of every gemeente.

    Columns: region, other, rank (1 = most alike), distance (usual spreads), mutual (region is among the k of
    other). Never the gemeente itself; ties by code. Raises SimilarityError when k is out of range.
    """
    codes = similarity.z.index.to_numpy()
    _check_k(similarity, k)
    ranked = [similarity.ranked(code, k) for code in codes]
    near = np.array([places for places, _ in ranked])
    places = np.arange(len(codes))
    return pd.DataFrame(
        {
            "region": np.repeat(codes, k),
            "other": codes[near].ravel(),
            "rank": np.tile(np.arange(1, k + 1), len(codes)),
            "distance": np.concatenate([far for _, far in ranked]),
            "mutual": (near[near] == places[:, None, None]).any(axis=2).ravel(),
        }
    )


def nearest_codes(similarity: Similarity, code: str, k: int) -> tuple[list[str], list[float]]:
    """Return the k gemeenten most like `code` and how far they are (usual spreads), the most alike first.

    Raises SimilarityError when k is out of range or `code` itself lacks a variable (which one is said).
    """
    _check_known(similarity, code)
    _check_k(similarity, k)
    near, far = similarity.ranked(code, k)
    return [str(other) for other in similarity.z.index[near]], far.tolist()


def nearest(similarity: Similarity, code: str, k: int) -> pd.DataFrame:
    """Return the k gemeenten most like `code`: region, rank, distance, mutual, words.

    Raises SimilarityError as `nearest_codes` does.
    """
    others, far = nearest_codes(similarity, code, k)
    return pd.DataFrame(
        {
            "region": others,
            "rank": range(1, k + 1),
            "distance": far,
            "mutual": [code in nearest_codes(similarity, other, k)[0] for other in others],
            "words": [in_words(value) for value in far],
        }
    )


def _check_k(similarity: Similarity, k: int) -> None:
    others_n = len(similarity.z) - 1
    if not 1 <= k <= others_n:
        raise SimilarityError(
            f"Er zijn {others_n} andere gemeenten met alle gegevens. "
            f"Kies een aantal van 1 tot en met {others_n}.",
            f"{others_n} other gemeenten have all variables: choose 1 to {others_n}",
        )


def _check_known(similarity: Similarity, code: str) -> None:
    if code in similarity.z.index:
        return
    lacking = similarity.left_out.get(code, ())
    titles = [f"'{each.title}'" for each in similarity.context.variables if each.code in lacking]
    what = f"ontbreken de kenmerken {dutch.names(titles)}" if titles else "ontbreekt elk kenmerk"
    what = f"ontbreekt het kenmerk {titles[0]}" if len(titles) == 1 else what
    raise SimilarityError(
        f"Van deze gemeente {what}. Welke gemeenten erop lijken, is dan niet te bepalen.",
        f"{code} lacks {', '.join(lacking) or 'every variable'}: who is like it cannot be said",
    )


def in_words(distance: float) -> str:
    """Return a distance in plain Dutch; a missing distance is a ValueError, not a word."""
    if np.isnan(distance):
        raise ValueError("a missing distance has no words")
    return next(words for bound, words in WORDS if distance < bound)


def contributions(similarity: Similarity, code: str, others: list[str]) -> pd.DataFrame:
    """Return what each variable adds to the distance between `code` and each of `others`.

    Columns: region, variable, own_value, value (both in the variable's unit), difference_z (value minus own,
    after capping), share_pct (part of the squared distance; sums to 100 a region, NaN where it is 0).
    """
    delta = similarity.z.loc[others] - similarity.z.loc[code]
    squared = delta.pow(2) * similarity.weights[delta.columns]
    total = squared.sum(axis=1)
    share = squared.div(total.where(total > 0), axis=0) * 100
    table = similarity.context.table[list(delta.columns)].astype(float)
    return pd.DataFrame(
        {
            "region": np.repeat(np.array(others, dtype=object), delta.shape[1]),
            "variable": list(delta.columns) * len(others),
            "own_value": np.tile(table.loc[code].to_numpy(), len(others)),
            "value": table.loc[others].to_numpy().ravel(),
            "difference_z": delta.to_numpy().ravel(),
            "share_pct": share.to_numpy().ravel(),
        }
    )
