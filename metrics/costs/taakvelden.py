"""Youth care in the accounts: which amounts are on the youth taakvelden, narrow ('alleen jeugdzorg') and
wide.

The taakvelden change through the years (2017, 2023, 2025); which codes count stands in data/taakvelden.toml
and arrives here as `TaakveldSet`s. Codes are text: '6.6' is not '6.60', '6.72' stays in use beside '6.72a'.
"""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Literal

import numpy as np
import numpy.typing as npt
import pandas as pd

from metrics.numbers.rounding import round_half_up_each
from metrics.records import TaakveldSet

Series = Literal["narrow", "wide"]
LASTEN = ["region", "year", "statement", "lasten_eur", "baten_eur", "cell_status", "source"]
_KEY = ["region", "year", "statement"]
_CUT: Mapping[str, str] = MappingProxyType(
    {
        "Jeugd behandeling GGZ zonder ..": "Jeugd behandeling GGZ zonder verblijf",
        "Toegang en eerstelijnsvoorz. Inte..": "Toegang en eerstelijnsvoorzieningen integraal",
        "Maatschappelijke- en vrouwenopva..": "Maatschappelijke- en vrouwenopvang",
    }
)


def on_youth(finance: pd.DataFrame, sets: Iterable[TaakveldSet], series: Series = "narrow") -> pd.DataFrame:
    """Return the rows of `finance` (metrics.facts.FINANCE) on the youth taakvelden of their own year."""
    chosen = pd.Series(False, index=finance.index)
    codes = [str(code) for code in finance["taakveld"].unique()]
    for each in sets:
        years = finance["year"].ge(each.first_year)
        if each.last_year is not None:
            years &= finance["year"].le(each.last_year)
        counts = {code for code in codes if code.startswith(each.narrow_prefixes)}
        if series == "wide":
            counts.update(each.wide_codes)
        chosen |= years & finance["taakveld"].isin(counts)
    return finance[chosen]


def youth_lasten(
    finance: pd.DataFrame, sets: Iterable[TaakveldSet], series: Series = "narrow"
) -> pd.DataFrame:
    """Add up lasten and baten on the youth taakvelden, per gemeente, year and statement.

    In: metrics.facts.FINANCE, gemeenten of their own year, amounts in euro. Out: LASTEN, a row for every
    gemeente, year and statement that is in `finance`. `lasten_eur` and `baten_eur` in euro; baten missing
    where none were loaded. `cell_status`: 'ok'; 'nul_als_ontbrekend' (zero on the whole *narrow* series: late
    or merged, so both amounts are missing, in the wide series too); 'niet_geleverd' (no amount at all);
    'niet_plausibel' (a negative sum, kept as delivered). `source`: the table's id.
    """
    sets = tuple(sets)
    narrow = _sums(finance, sets, "narrow")
    return _lasten(finance, narrow, narrow if series == "narrow" else _sums(finance, sets, series))[LASTEN]


def narrow_and_wide(finance: pd.DataFrame, sets: Iterable[TaakveldSet]) -> pd.DataFrame:
    """Return `youth_lasten` of the narrow series with `breed_eur`, the lasten of the wide one."""
    sets = tuple(sets)
    narrow, wide = (_sums(finance, sets, series) for series in ("narrow", "wide"))
    return _lasten(finance, narrow, narrow.join(wide["lasten_eur"].rename("breed_eur"), how="outer"))


def _lasten(finance: pd.DataFrame, narrow: pd.DataFrame, wanted: pd.DataFrame) -> pd.DataFrame:
    """Return LASTEN with the amounts of `wanted`, each missing where the narrow series is."""
    result = finance.groupby(_KEY, sort=True)["source_id"].first().to_frame("source")
    result = result.join(wanted).join(narrow["lasten_eur"].rename("narrow_eur"))
    narrow_eur = result["narrow_eur"].to_numpy(dtype=float)
    result["cell_status"] = np.select(
        [np.isnan(narrow_eur), narrow_eur == 0, narrow_eur < 0],
        ["niet_geleverd", "nul_als_ontbrekend", "niet_plausibel"],
        "ok",
    )
    known = ~result["cell_status"].isin(["niet_geleverd", "nul_als_ontbrekend"])
    for column in wanted.columns:
        result[column] = result[column].astype(float).where(known)
    return result.drop(columns="narrow_eur").reset_index()


def by_taakveld(finance: pd.DataFrame, sets: Iterable[TaakveldSet]) -> pd.DataFrame:
    """Return the narrow series taakveld by taakveld: region, year, statement, taakveld, lasten_eur (euro).

    Zeros are kept as delivered: what a zero on the whole series means is for `youth_lasten` to say.
    """
    rows = on_youth(finance, sets)
    keys = [*_KEY, "taakveld"]
    return rows.groupby(keys, sort=True)["lasten_eur"].sum(min_count=1).astype(float).reset_index()


def report_way(per_taakveld: pd.DataFrame) -> pd.DataFrame:
    """Give the cost per inhabitant in the report's way: whole euros per taakveld, rounded half up, then
    added.

    In: `region`, `year`, `statement`, `taakveld`, `lasten_eur`, `inwoners_n` (1 January of the year). Out: a
    row a region, year and statement with `euro_per_inwoner`; missing where a taakveld lacks its amount, where
    the inhabitants are missing or 0, and where all amounts are 0. That the report was made so is inferred:
    all 27 printed amounts and indexes come out (tables 2, 4, 6, 8, 10).
    """
    rows = per_taakveld.sort_values(_KEY, kind="stable")
    first = ~rows.duplicated(_KEY).to_numpy()
    found = rows.loc[first, _KEY].reset_index(drop=True)
    lasten, people = (rows[name].to_numpy(dtype=float) for name in ("lasten_eur", "inwoners_n"))
    return found.assign(euro_per_inwoner=in_report_way(lasten, people, np.flatnonzero(first)))


def in_report_way(
    lasten_eur: npt.NDArray[np.float64], inhabitants_n: npt.NDArray[np.float64], first: npt.NDArray[np.intp]
) -> npt.NDArray[np.float64]:
    """Return euro per inhabitant as `report_way`, of each run of amounts per taakveld that begins at `first`."""
    if not len(first):
        return np.array([])
    per_head = lasten_eur / np.where(inhabitants_n > 0, inhabitants_n, np.nan)
    added = np.add.reduceat(round_half_up_each(per_head), first)
    return np.where(np.add.reduceat(np.abs(lasten_eur), first) > 0, added, np.nan)


def whole_title(title: str) -> str:
    """Return the title of a taakveld or category without the cut that CBS makes in a long one ('.. zonder ..').

    What was cut is completed from the Iv3-voorschrift (6.812: as 6.81b of 2023); an unknown one loses its dots.
    """
    return _CUT.get(title) or title.removesuffix("..").rstrip()


def _sums(finance: pd.DataFrame, sets: tuple[TaakveldSet, ...], series: Series) -> pd.DataFrame:
    rows = on_youth(finance, sets, series)
    amounts = rows[_KEY].assign(
        lasten_eur=rows["lasten_eur"].astype(float), baten_eur=rows["baten_eur"].astype(float)
    )
    return amounts.groupby(_KEY, sort=True).sum(min_count=1)
