"""The figures frame: every number on screen, with what it is made of, where it is from and what is wrong with
it.

`value = numerator / denominator x factor` where both are known; a printed figure or a median has neither. A
figure that sets one period against another (growth, index) is
`(numerator / denominator) / (base_numerator / base_denominator)`: both halves stand in the row, so that a
group can add up all four over the same gemeenten.
"""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Literal

import numpy as np
import numpy.typing as npt
import pandas as pd

FIGURES = [
    "indicator", "region", "period", "value", "numerator", "denominator",
    "period_status", "cell_status", "source",
]  # fmt: skip
BASE = ["base_numerator", "base_denominator"]
# What a row is: 'eigen', as delivered; 'voorgangers', the sum of predecessors in the division of the line;
# 'vervallen', a gemeente that is no more in that division, in the years in which it was.
ORIGIN = "origin"
ORIGINS = ("eigen", "voorgangers", "vervallen")
# The rows that may stand beside each other (rank, group, map): one division. A row that is 'vervallen' is in
# the sum of the gemeente that took it in, so beside these it would count twice.
IN_LINE = frozenset({"eigen", "voorgangers"})
# Behind the name of an indicator: what a gemeente delivered under its own code, where the line has the sum with
# those it took in later. An indicator of its own: it is no part of a line, a rank, a group or a map.
OWN_CODE = "_eigen_code"
COLUMNS = [*FIGURES, *BASE, ORIGIN]

# From best to worst: the status of a figure made of several parts is the worst of theirs.
CELL_STATUSES = (
    "ok",
    "basis_te_laag",  # computed, but the base is under half of the same year's accounts
    "verschoven",  # computed, but an amount moved to or from a neighbouring taakveld between the two years
    "boekt_voor_anderen",  # regional lead: computed, holds other gemeenten's lasten
    "niet_plausibel",  # computed, but unlike the gemeente's own past, its budget or any other gemeente
    "past_niet_in_rij",  # printed in the report, but impossible beside the other figures of its row
    "geen_cijfer",  # not published for this gemeente and period (too small, secret, unknown)
    "niet_geleverd",  # the gemeente did not deliver
    "nul_als_ontbrekend",  # zero on the whole youth series: it did not deliver
    "gebroken",  # a predecessor was split, or the two periods do not count the same
    "niet_geladen",
)
# Only these are ranked, put in groups or drawn on a map.
COMPARABLE = frozenset({"ok"})
PERIOD_STATUSES = ("definitief", "onbekend", "nader_voorlopig", "voorlopig")

# Levels -> what numerator / denominator is multiplied with; each has its OWN_CODE beside it.
_LEVELS = {
    "lasten_per_inwoner": 1.0,
    "begroting_per_inwoner": 1.0,
    "lasten_min_baten_per_inwoner": 1.0,
    "lasten_breed_per_inwoner": 1.0,
    "lasten_per_jongere_met_jeugdzorg": 1.0,
    "lasten_per_jongere_tot_18": 1.0,
    "zonder_verblijf": 100.0,
    "met_verblijf": 100.0,
    "wijkteam_aandeel": 100.0,
}
GROWTH = frozenset({"groei_lasten_per_inwoner", "groei_lasten_breed_per_inwoner"})
# Indicator -> what numerator / denominator is multiplied with. Growth is an index minus 100.
FACTORS: Mapping[str, float] = MappingProxyType(
    {
        **_LEVELS,
        **{name + OWN_CODE: factor for name, factor in _LEVELS.items()},
        **dict.fromkeys(sorted(GROWTH), 100.0),
        "index_rapport": 100.0,
        "index_zonder_verblijf": 100.0,
    }
)
# Figures that set one period against another: without a base there is no figure.
BASED = GROWTH | {"index_rapport", "index_zonder_verblijf"}
# Growth -> the level that grows; the base period of an index.
LEVEL_OF: Mapping[str, str] = MappingProxyType(
    {
        "groei_lasten_per_inwoner": "lasten_per_inwoner",
        "groei_lasten_breed_per_inwoner": "lasten_breed_per_inwoner",
    }
)
BASE_PERIOD: Mapping[str, str] = MappingProxyType(
    {"index_rapport": "2017", "index_zonder_verblijf": "2017H1"}
)
# Gross cost figures: a gemeente that books lasten for others counts their money in these, and not in lasten min baten.
GROSS = frozenset(
    {
        "lasten_per_inwoner", "lasten_breed_per_inwoner", "begroting_per_inwoner", "index_rapport",
        "groei_lasten_per_inwoner", "groei_lasten_breed_per_inwoner", "lasten_per_jongere_met_jeugdzorg",
        "lasten_per_jongere_tot_18",
    }
)  # fmt: skip
# Figures on young people with care, of which small numbers make them jump; and those on the lasten per inhabitant.
USE = frozenset(
    {
        "zonder_verblijf", "met_verblijf", "wijkteam_aandeel", "index_zonder_verblijf", "natura_jeugdhulp",
        "natura_verblijf",
    }
)  # fmt: skip
TERMS = ("numerator", "denominator", *BASE)
_NUMBERS = frozenset({"value", *TERMS})
# An analyst's own figure: how its source is called, and the mark with which it stands everywhere.
ENTERED = "eigen opgave"
ENTERED_MARK = "✚"
Floats = npt.NDArray[np.float64]
Frequency = Literal["jaar", "halfjaar"]


def values_of(terms: Floats, indicator: str, factors: Mapping[str, float] = FACTORS) -> Floats:
    """Return the values of a figure from its four terms: the one place where terms become a value.

    In: a row a gemeente, group or sum, the columns TERMS. NaN where a term is missing or what is divided by is not
    above 0; the base counts for figures of BASED alone. `factors`: of a build (metrics.declared.factors). Raises
    KeyError for a figure that is no ratio.
    """

    def over(top: Floats, bottom: Floats) -> Floats:
        quotient: Floats = top / np.where(bottom > 0, bottom, np.nan)
        return quotient

    ratio = over(terms[:, 0], terms[:, 1])
    if indicator in BASED:
        ratio = over(ratio, over(terms[:, 2], terms[:, 3]))
    values: Floats = ratio * factors[indicator] - (100.0 if indicator in GROWTH else 0.0)
    return values


def empty() -> pd.DataFrame:
    """Return a figures frame without rows."""
    return pd.DataFrame({name: pd.Series([], dtype=float if name in _NUMBERS else "str") for name in COLUMNS})


def complete(frame: pd.DataFrame) -> pd.DataFrame:
    """Give a frame COLUMNS, in order and type; a column it lacks is missing, a status 'onbekend' or 'ok'."""
    defaults = {"period_status": "onbekend", "cell_status": "ok", "source": "", ORIGIN: "eigen"}
    result: dict[str, pd.Series | float | str] = {}
    for column in COLUMNS:
        is_number = column in _NUMBERS
        if column in frame:
            values = frame[column].reset_index(drop=True)
            result[column] = values.astype(float) if is_number else values.astype("str")
        else:
            result[column] = np.nan if is_number else defaults[column]
    return pd.DataFrame(result, index=range(len(frame)))


def concat(frames: Sequence[pd.DataFrame]) -> pd.DataFrame:
    """Put figures frames under each other, with the columns COLUMNS."""
    parts = [frame for frame in frames if len(frame)]
    return pd.concat(parts, ignore_index=True)[COLUMNS] if parts else empty()


def worst(*statuses: pd.Series, order: Sequence[str] = CELL_STATUSES) -> pd.Series:
    """Return, row by row, the worst of several status columns; KeyError for a status not in `order`."""
    rank = {status: number for number, status in enumerate(order)}
    # plain lists: mapping a column of Arrow texts costs several times as much
    found = [[rank[text] for text in column.to_numpy(dtype=object)] for column in statuses]
    numbers = np.maximum.reduce([np.array(each, dtype=int) for each in found])
    return pd.Series(np.asarray(order, dtype=object)[numbers], index=statuses[0].index, dtype="str")


def periods(figures: pd.DataFrame, indicator: str, frequency: Frequency | None = None) -> list[str]:
    """Return the periods with at least one value of an indicator, in time order."""
    rows = figures[(figures["indicator"] == indicator) & figures["value"].notna()]
    found = sorted(set(rows["period"]))
    return (
        found if frequency is None else [each for each in found if ("H" in each) == (frequency == "halfjaar")]
    )


def latest_period(
    figures: pd.DataFrame, indicator: str, region: str | None = None, frequency: Frequency | None = None
) -> str | None:
    """Return the newest period in which an indicator has a value (for a region, where asked); None: none."""
    rows = figures[figures["indicator"] == indicator]
    if region is not None:
        rows = rows[rows["region"] == region]
    found = periods(rows, indicator, frequency)
    return found[-1] if found else None


def at(
    figures: pd.DataFrame, indicator: str, period: str, regions: Sequence[str] | None = None
) -> pd.DataFrame:
    """Return the rows of one indicator and period, a row a region.

    With `regions`: exactly these, in this order; a region without a row gets one without value,
    'niet_geladen'.
    """
    wanted = (figures["indicator"] == indicator).to_numpy(dtype=bool) & (
        figures["period"] == period
    ).to_numpy(bool)
    rows = figures[wanted].reset_index(drop=True)
    if regions is None:
        return rows
    place = {code: number for number, code in enumerate(rows["region"].to_numpy(dtype=object))}
    absent = [code for code in regions if code not in place]
    if absent:
        nothing = pd.DataFrame({"indicator": indicator, "region": absent, "period": period})
        rows = pd.concat([rows, complete(nothing.assign(cell_status="niet_geladen"))])
        place |= {code: number + len(place) for number, code in enumerate(absent)}
    return rows.iloc[[place[code] for code in regions]].reset_index(drop=True)[list(figures.columns)]


def series(figures: pd.DataFrame, indicator: str, region: str) -> pd.DataFrame:
    """Return the rows of one indicator and region, in time order."""
    rows = figures[figures["indicator"] == indicator]
    return rows[rows["region"] == region].sort_values("period", kind="stable").reset_index(drop=True)


def value(figures: pd.DataFrame, indicator: str, region: str, period: str) -> float:
    """Return one value; NaN where there is none."""
    rows = at(figures, indicator, period, [region])
    return float(rows["value"].iloc[0])
