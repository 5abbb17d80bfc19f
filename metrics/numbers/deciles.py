"""Deciles over all gemeenten, with the rule for ties and boundaries named.

The report does not say its rule. With a median in hundreds of euros there are many ties at the borders, so
the rule matters: the audit counts how many printed deciles each rule gives back. 'Worst first': decile 1
holds the lowest incomes, or the highest shares of children in a household with a low income.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Literal

import numpy as np
import pandas as pd

Worst = Literal["lowest", "highest"]
Rule = Callable[[pd.Series], pd.Series]  # complete values, worst = lowest, in; decile 1-10 out
DEFAULT_RULE = "gemiddelde_rang"


def _by_rank(method: Literal["average", "min", "max", "first"]) -> Rule:
    def rule(values: pd.Series) -> pd.Series:
        # 10 * rank / n in whole numbers: an average rank is a multiple of a half, so 20 * rank is whole
        doubled = (2 * values.rank(method=method)).round().astype(int)
        return -((-10 * doubled) // (2 * len(values)))

    return rule


def _by_boundary(method: Literal["linear", "weibull", "hazen"], side: Literal["left", "right"]) -> Rule:
    def rule(values: pd.Series) -> pd.Series:
        numbers = values.to_numpy(dtype=float)
        bounds = np.quantile(numbers, np.arange(1, 10) / 10, method=method)
        # side left: a value equal to a boundary stays in the lower decile (<=); right: it goes up (<)
        return pd.Series(np.searchsorted(bounds, numbers, side=side) + 1, index=values.index)

    return rule


def _qcut(values: pd.Series) -> pd.Series:
    return pd.qcut(values, 10, labels=False, duplicates="drop") + 1


def _numpy_digitize(values: pd.Series) -> pd.Series:
    numbers = values.to_numpy(dtype=float)
    bounds = np.quantile(numbers, np.arange(0, 11) / 10)
    return pd.Series(np.clip(np.digitize(numbers, bounds), 1, 10), index=values.index)


# Every rule by name. Ties: the rank rules but 'volgorde' and all boundary rules give equal values one decile.
RULES: Mapping[str, Rule] = MappingProxyType(
    {
        DEFAULT_RULE: _by_rank("average"),  # ceil(10 x average rank / N)
        "laagste_rang": _by_rank("min"),  # ties take the lowest of their ranks
        "hoogste_rang": _by_rank("max"),  # ties take the highest of their ranks
        "volgorde": _by_rank("first"),  # ties are parted, in the order of the rows (gemeente code)
        "grens_tot_en_met": _by_boundary("linear", "left"),  # linear quantiles; on the boundary: lower decile
        "grens_tot": _by_boundary("linear", "right"),  # linear quantiles; on the boundary: higher decile
        "grens_weibull_tot_en_met": _by_boundary("weibull", "left"),  # (N+1)p, as SPSS and Excel's .EXC
        "grens_weibull_tot": _by_boundary("weibull", "right"),
        "grens_hazen_tot_en_met": _by_boundary("hazen", "left"),  # midpoints of ranks
        "grens_hazen_tot": _by_boundary("hazen", "right"),
        "pandas_qcut": _qcut,  # pandas.qcut, equal boundaries dropped
        "numpy_digitize": _numpy_digitize,  # numpy.digitize on numpy.quantile
    }
)


def deciles(values: pd.Series, worst: Worst, rule: str = DEFAULT_RULE) -> pd.Series:
    """Return the decile (1-10, 1 = worst) of each value over all values that are known; missing stays
    missing.

    `values`: a number a gemeente, any index (kept). `worst` says which side decile 1 holds. N is the number
    of known values. Raises KeyError for a rule that is not in RULES, and for a side that is neither.
    """
    sign = {"lowest": 1.0, "highest": -1.0}[worst]
    known = values.dropna().astype(float)
    result = pd.Series(np.nan, index=values.index, dtype=float, name=values.name)
    if len(known):
        # rows may share a label, so write by position
        result[values.notna().to_numpy()] = RULES[rule](sign * known.reset_index(drop=True)).to_numpy()
    else:
        RULES[rule]
    return result
