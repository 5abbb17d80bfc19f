"""How far two regional divisions coincide: pairs of gemeenten that are together in one, in the other, or in both.

Jaccard on pairs (together in both over together in at least one), the adjusted Rand index (Hubert and Arabie 1985), and
the shares of Wallace (of the pairs together in a, the part together in b: 1 means that a fits into b). The plain Rand
index says little: most pairs are together in neither (methode 21).
"""

from collections.abc import Mapping
from itertools import combinations
from typing import NamedTuple

import numpy as np
import pandas as pd

from metrics.errors import MetricsError
from metrics.facts import Facts

CONGRUENCE = [
    "a", "b", "gemeenten_n", "jaccard", "adjusted_rand", "wallace_a", "wallace_b", "identical_n", "nested_a_n",
    "nested_b_n", "regions_a_n", "regions_b_n",
]  # fmt: skip

SIZES = "grootteklasse"


class Coincidence(NamedTuple):
    """Two divisions beside each other, over the gemeenten that both divide.

    `identical_n`: regions with exactly the same gemeenten; `nested_a_n`: regions of a that lie within one of b (the
    identical ones among them), `nested_b_n` the other way round.
    """

    gemeenten_n: int
    jaccard: float
    adjusted_rand: float
    wallace_a: float
    wallace_b: float
    identical_n: int
    nested_a_n: int
    nested_b_n: int
    regions_a_n: int
    regions_b_n: int


def coincide(a: Mapping[str, str], b: Mapping[str, str]) -> Coincidence:
    """Compare two divisions: gemeente -> region. A gemeente that one of them lacks drops out of its pairs.

    Where no two gemeenten are together in either, the two are equal: 1. A share of Wallace over no pairs is 1 (nothing
    contradicts it). Raises ValueError where they share no gemeente.
    """
    both = sorted(a.keys() & b.keys())
    if not both:
        raise ValueError("the two divisions share no gemeente")
    return _coincide(*(_numbered([each[code] for code in both]) for each in (a, b)))


def _numbered(regions: list[str | None]) -> np.ndarray:
    """Return which region each gemeente is in, as a number; -1: in none."""
    return np.asarray(pd.factorize(np.array(regions, dtype=object), sort=False)[0])


def _coincide(a: np.ndarray, b: np.ndarray) -> Coincidence:
    """Compare two divisions of the same gemeenten, each as `_numbered`."""
    known = (a >= 0) & (b >= 0)
    a, b = (np.unique(each[known], return_inverse=True)[1] for each in (a, b))
    rows_n, columns_n = int(a.max()) + 1, int(b.max()) + 1
    table = np.bincount(a * columns_n + b, minlength=rows_n * columns_n).reshape(rows_n, columns_n)
    in_both, in_a, in_b = (_pairs(sizes) for sizes in (table, table.sum(axis=1), table.sum(axis=0)))
    at_least_one, every = in_a + in_b - in_both, _pairs(np.array([len(a)]))
    expected = in_a * in_b / every if every else 0.0
    most = (in_a + in_b) / 2
    only_row, only_column = (table > 0).sum(axis=1) == 1, (table > 0).sum(axis=0) == 1
    identical = (table > 0) & only_row[:, None] & only_column[None, :]
    return Coincidence(
        len(a),
        in_both / at_least_one if at_least_one else 1.0,
        (in_both - expected) / (most - expected) if most != expected else 1.0,
        in_both / in_a if in_a else 1.0,
        in_both / in_b if in_b else 1.0,
        int(identical.sum()),
        int(only_row.sum()),
        int(only_column.sum()),
        table.shape[0],
        table.shape[1],
    )


def _pairs(sizes: np.ndarray) -> float:
    """Return how many pairs there are within groups of these sizes."""
    numbers = sizes.astype(float)
    return float((numbers * (numbers - 1) / 2).sum())


def divisions(facts: Facts, year: int) -> dict[str, dict[str, str]]:
    """Return every division of a year that is loaded: name -> gemeente -> region; empty: not loaded."""
    rows = _regional(facts)
    rows = rows[rows["year"] == year]
    return {
        str(name): dict(zip(part["region"], part["parent"], strict=True))
        for name, part in rows.groupby("division", observed=True)
    }


def by_year(facts: Facts) -> dict[int, dict[str, dict[str, str]]]:
    """Return the divisions of every year that is loaded, oldest first: year -> name -> gemeente -> region."""
    return {year: divisions(facts, year) for year in years(facts)}


def years(facts: Facts) -> tuple[int, ...]:
    """Return the years of which divisions are loaded, oldest first."""
    return tuple(sorted({int(year) for year in _regional(facts)["year"]}))


def _regional(facts: Facts) -> pd.DataFrame:
    """Return who is in which area: classes of size are no regions."""
    rows = facts.memberships
    return rows[rows["division"] != SIZES]


def congruence(facts: Facts, year: int, a: str | None = None, b: str | None = None) -> pd.DataFrame:
    """Return CONGRUENCE, a row a pair of divisions of a year, by name; `a` and `b`: only that pair, or all with `a`.

    A division is named ('jeugdregio') or known by what its codes begin with ('JZ').

    Raises MetricsError for a year without divisions or a division that is not among them.
    """
    found = divisions(facts, year)
    if not found:
        known = ", ".join(map(str, years(facts))) or "geen"
        raise MetricsError(
            f"Van {year} zijn geen indelingen geladen. Wel geladen: {known}.",
            f"no divisions of {year} are loaded; there are: {known if known != 'geen' else 'none'}",
        )
    if len(found) < 2:
        name = next(iter(found))
        raise MetricsError(
            f"Van {year} is alleen de indeling '{name}' geladen: er valt niets te vergelijken.",
            f"{year}: only the division '{name}' is loaded",
        )
    begins = {next(iter(regions.values()))[:2]: name for name, regions in found.items()}
    a, b = (begins.get(name.upper(), name) if name else None for name in (a, b))
    for name in filter(None, (a, b)):
        if name not in found:
            listed = ", ".join(sorted(found))
            raise MetricsError(
                f"De indeling '{name}' is er niet. Kies uit: {listed}.", f"no division '{name}': {listed}"
            )
    pairs = [(a, b)] if a and b else [pair for pair in combinations(sorted(found), 2) if not a or a in pair]
    everyone = sorted({code for regions in found.values() for code in regions})
    numbered = {
        name: _numbered([regions.get(code) for code in everyone])
        for name, regions in found.items()
        if any(name in pair for pair in pairs)
    }
    rows = []
    for one, other in pairs:
        if not found[one].keys() & found[other].keys():
            continue  # of two divisions without a gemeente in both there is nothing to say
        rows.append((one, other, *_coincide(numbered[one], numbered[other])))
    return pd.DataFrame(rows, columns=CONGRUENCE)
