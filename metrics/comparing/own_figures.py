"""Figures that an analyst enters, beside the official ones: same definitions, another source, never mixed.

Own amounts are lasten on the youth taakvelden in euro, own counts young people with jeugdzorg in a year. Only
the part that was entered replaces the official one; the other part of a ratio stays official.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from metrics import figures as frames
from metrics.costs.years import BASE_YEAR, growth_pairs, index_pairs
from metrics.places.breaks import RESIDENCE_YEAR

SOURCE = frames.ENTERED
COST, BUDGET = "lasten_per_inwoner", "begroting_per_inwoner"
PER_USER = "lasten_per_jongere_met_jeugdzorg"
GROWTH, INDEX = "groei_lasten_per_inwoner", "index_rapport"
LEAD = "boekt_voor_anderen"
PEOPLE = "70072ned"  # inhabitants on 1 January

FORECAST = "prognose"
# Kind of own figure -> Dutch name, as in the template and on screen.
KINDS = {
    "jaarrekening": "jaarrekening",
    "begroting": "begroting",
    "begroting_na_wijziging": "begroting na wijziging",
    FORECAST: "prognose",
    "jongeren_met_jeugdzorg": "jongeren met jeugdzorg",
}
AMOUNTS = frozenset({"jaarrekening", "begroting", "begroting_na_wijziging", FORECAST})
NAMED = ("begroting_na_wijziging", FORECAST)  # of these a year can have several, told apart by a name or date

# Indicator -> kinds that may be its numerator (the first that was entered) and its denominator.
_RATIOS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    COST: (("jaarrekening",), ()),
    BUDGET: (("begroting_na_wijziging", "begroting"), ()),
    PER_USER: (("jaarrekening",), ("jongeren_met_jeugdzorg",)),
}
# Kind of own figure -> (indicator, part of it) that holds the official amount or count.
_OFFICIAL = {
    "jaarrekening": ("lasten_per_inwoner", "numerator"),
    "begroting": ("begroting_per_inwoner", "numerator"),
    "begroting_na_wijziging": ("begroting_per_inwoner", "numerator"),
    FORECAST: ("lasten_per_inwoner", "numerator"),
    "jongeren_met_jeugdzorg": ("lasten_per_jongere_met_jeugdzorg", "denominator"),
}


@dataclass(frozen=True)
class OwnFigure:
    """One figure that was entered: an amount in euro or a number of young people (see `KINDS`).

    `name`: of one of several of `NAMED` in a year, as the analyst calls or dates it.
    """

    region: str
    year: int
    kind: str
    value: float
    name: str = ""

    @property
    def is_forecast(self) -> bool:
        """Whether it is a forecast: shown beside the rekening, and part of no other figure.

        So is a begroting na wijziging with a name: a year may have more of them, and none is the one that counts.
        """
        return self.kind == FORECAST or bool(self.name)

    @property
    def called(self) -> str:
        """The kind as it is said, with the name where it has one."""
        return f"{KINDS[self.kind]} {self.name}".strip()


@dataclass(frozen=True)
class Beside:
    """An own figure with the official one; `difference_pct` is own to official, None without an official one.

    The official figure of a begroting na wijziging is the original begroting: Iv3 has no other. That of a forecast is
    the rekening that came of it.
    """

    own: OwnFigure
    official: float | None
    difference_pct: float | None


def beside_official(own: OwnFigure, figures: pd.DataFrame) -> Beside:
    """Return an own figure with the official amount (euro) or count of the same region and year."""
    indicator, part = _OFFICIAL[own.kind]
    known = _part(figures, indicator, own.region, own.year, part)
    return Beside(own, known, (own.value / known - 1) * 100 if known else None)


def inhabitants(
    figures: pd.DataFrame, region: str, year: int, observations: pd.DataFrame | None = None
) -> float | None:
    """Return the inhabitants on 1 January of the year, as the figures use them; None where not loaded.

    `observations` (metrics.facts): where a year has no figure yet, its inhabitants may be loaded all the same.
    """
    rekening = _part(figures, "lasten_per_inwoner", region, year, "denominator")
    found = rekening or _part(figures, "begroting_per_inwoner", region, year, "denominator")
    if found or observations is None:
        return found
    at = (
        (observations["region"] == region)
        & (observations["indicator"] == "inwoners_n")
        & (observations["period"] == str(year))
    )
    known = observations.loc[at, "value"].dropna()
    return float(known.iloc[0]) if len(known) else None


def as_figures(
    own: Sequence[OwnFigure], figures: pd.DataFrame, observations: pd.DataFrame | None = None
) -> pd.DataFrame:
    """Return own figures as rows of metrics.figures.COLUMNS with a source that begins with 'eigen opgave'.

    A ratio comes out where one part was entered and the other was entered or is official and known; else
    there is no row. An own begroting na wijziging goes before an own begroting. What an own amount is one end of
    (growth, the report's index) is made anew: no figure on screen contradicts another. Period status is 'onbekend'.
    Forecasts count in none of it.
    """
    own = [each for each in own if not each.is_forecast]
    official = _Official(own, figures, observations)
    rows = []
    for region, year in sorted({(each.region, each.year) for each in own}):
        for indicator, (tops, bottoms) in _RATIOS.items():
            rows += official.ratio(region, year, indicator, tops, bottoms)
    for region in sorted({each.region for each in own}):
        rows += official.against(region)
    return frames.complete(pd.DataFrame(rows, columns=[*frames.FIGURES, *frames.BASE]))


class _Official:
    """Own figures beside the official parts of a build."""

    def __init__(
        self, own: Sequence[OwnFigure], figures: pd.DataFrame, observations: pd.DataFrame | None
    ) -> None:
        regions = {each.region for each in own}
        self._entered = {(each.region, each.year, each.kind): each.value for each in own}
        self._all, self._observations = figures, observations
        self._figures = figures[figures["region"].isin(regions)]
        self._cells = {
            (str(row.indicator), str(row.region), str(row.period)): row
            for row in self._figures.itertuples(index=False)
        }

    def ratio(
        self, region: str, year: int, indicator: str, tops: Sequence[str], bottoms: Sequence[str]
    ) -> list[dict[str, object]]:
        """Return the row of a ratio of which a part was entered; none where the other part is not known."""
        top, top_kind = self._first(region, year, tops)
        bottom, bottom_kind = self._first(region, year, bottoms)
        if top is None and bottom is None:
            return []
        numerator = _part(self._figures, indicator, region, year, "numerator") if top is None else top
        denominator = self._denominator(indicator, region, year) if bottom is None else bottom
        if numerator is None or not denominator:
            return []
        kinds = [kind for kind in (top_kind, bottom_kind) if kind]
        amounts = [each for each in self._tables(COST, region, year) if each != PEOPLE]
        others = [PEOPLE] if indicator != PER_USER else []
        if indicator == PER_USER and not (top_kind and bottom_kind):
            tables = self._tables(indicator, region, year)
            others = [each for each in tables if (each in amounts) == bool(bottom_kind)]
        return [self._row(indicator, region, year, (numerator, denominator), kinds, others)]

    def against(self, region: str) -> list[dict[str, object]]:
        """Return growth and index where one end was entered: over the years with accounts, own ones included."""
        own_years = {year for code, year, kind in self._entered if (code, kind) == (region, "jaarrekening")}
        budgets = {year for code, year, kind in self._entered if (code, kind) == (region, "begroting")}
        years = own_years | {
            int(period) for name, _, period in self._cells if name == COST and period.isdecimal()
        }
        rows = []
        for base, year in growth_pairs(years):
            if own_years & {base, year}:
                others = [
                    table
                    for each in (base, year)
                    if each not in own_years
                    for table in self._tables(COST, region, each)
                ]
                rows += self._set(
                    GROWTH, region, year, self._level(COST, region, base), ["jaarrekening"], others
                )
        for base, year in index_pairs({BASE_YEAR}, years):
            if year in own_years or base in budgets:
                kinds = [
                    *(["jaarrekening"] if year in own_years else []), *(["begroting"] if base in budgets else [])
                ]  # fmt: skip
                others = [
                    *([] if year in own_years else self._tables(COST, region, year)),
                    *([] if base in budgets else self._tables(BUDGET, region, base)),
                ]
                start = self._level(BUDGET, region, base, plan=True)
                broken = year >= RESIDENCE_YEAR
                rows += self._set(INDEX, region, year, start, kinds, others, broken=broken)
        return rows

    def _set(
        self,
        indicator: str,
        region: str,
        year: int,
        base: tuple[float, float] | None,
        kinds: Sequence[str],
        others: Sequence[str],
        *,
        broken: bool = False,
    ) -> list[dict[str, object]]:
        end = self._level(COST, region, year)
        if base is None or end is None:
            return []
        row = self._row(indicator, region, year, end, kinds, [PEOPLE, *others], base)
        return [{**row, "value": float("nan"), "cell_status": "gebroken"}] if broken else [row]

    def _level(
        self, indicator: str, region: str, year: int, *, plan: bool = False
    ) -> tuple[float, float] | None:
        """Return amount and inhabitants of a year, the entered amount first; a base is the original begroting."""
        entered = self._entered.get((region, year, "begroting" if plan else "jaarrekening"))
        amount = _part(self._figures, indicator, region, year, "numerator") if entered is None else entered
        people = self._denominator(indicator, region, year)
        return (amount, people) if amount is not None and people else None

    def _first(self, region: str, year: int, kinds: Sequence[str]) -> tuple[float | None, str]:
        for kind in kinds:
            if (region, year, kind) in self._entered:
                return self._entered[region, year, kind], kind
        return None, ""

    def _denominator(self, indicator: str, region: str, year: int) -> float | None:
        if indicator in (COST, BUDGET):
            return inhabitants(self._figures, region, year, self._observations)
        return _part(self._figures, indicator, region, year, "denominator")

    def _row(
        self,
        indicator: str,
        region: str,
        year: int,
        terms: tuple[float, float],
        kinds: Sequence[str],
        others: Sequence[str],
        base: tuple[float, float] = (float("nan"), float("nan")),
    ) -> dict[str, object]:
        four = np.array([[*terms, *base]])
        return {
            "indicator": indicator,
            "region": region,
            "period": str(year),
            "value": float(frames.values_of(four, indicator)[0]),
            "numerator": terms[0],
            "denominator": terms[1],
            "base_numerator": base[0],
            "base_denominator": base[1],
            "period_status": "onbekend",
            "cell_status": self._status(indicator, region, year),
            "source": ", ".join(dict.fromkeys([_said(kinds), *others])),
        }

    def _status(self, indicator: str, region: str, year: int) -> str:
        """Who books lasten for others still does in an amount of its own."""
        if indicator not in frames.GROSS:
            return "ok"
        before = [period for name, _, period in self._cells if name == COST and period <= str(year)]
        newest = self._cells.get((COST, region, max(before, default="")))
        return LEAD if newest is not None and newest.cell_status == LEAD else "ok"

    def _tables(self, indicator: str, region: str, year: int) -> list[str]:
        """Return the tables that an official figure was made of."""
        cell = self._cells.get((indicator, region, str(year)))
        return [] if cell is None else [each for each in str(cell.source).split(", ") if each]


def _said(kinds: Sequence[str]) -> str:
    """Name what was entered."""
    return f"{SOURCE} ({' en '.join(KINDS[kind] for kind in kinds)})"


def _part(figures: pd.DataFrame, indicator: str, region: str, year: int, part: str) -> float | None:
    at = (
        (figures["region"] == region) & (figures["indicator"] == indicator) & (figures["period"] == str(year))
    )
    known = figures.loc[at, part].dropna()
    return float(known.iloc[0]) if len(known) else None
