"""Figures that an analyst enters, beside the official ones: same definitions, another source, never mixed.

Own amounts are lasten on the youth taakvelden in euro, own counts young people with jeugdzorg in a year. Only
the part that was entered replaces the official one; the other part of a ratio stays official.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from metrics import figures as frames

SOURCE = "eigen opgave"

# Kind of own figure -> Dutch name, as in the template and on screen.
KINDS = {
    "jaarrekening": "jaarrekening",
    "begroting": "begroting",
    "begroting_na_wijziging": "begroting na wijziging",
    "jongeren_met_jeugdzorg": "jongeren met jeugdzorg",
}
AMOUNTS = frozenset({"jaarrekening", "begroting", "begroting_na_wijziging"})

# Indicator -> kinds that may be its numerator (the first that was entered) and its denominator.
_RATIOS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "lasten_per_inwoner": (("jaarrekening",), ()),
    "begroting_per_inwoner": (("begroting_na_wijziging", "begroting"), ()),
    "lasten_per_jongere_met_jeugdzorg": (("jaarrekening",), ("jongeren_met_jeugdzorg",)),
    "lasten_per_jongere_tot_18": (("jaarrekening",), ()),
}
# Kind of own figure -> (indicator, part of it) that holds the official amount or count.
_OFFICIAL = {
    "jaarrekening": ("lasten_per_inwoner", "numerator"),
    "begroting": ("begroting_per_inwoner", "numerator"),
    "begroting_na_wijziging": ("begroting_per_inwoner", "numerator"),
    "jongeren_met_jeugdzorg": ("lasten_per_jongere_met_jeugdzorg", "denominator"),
}


@dataclass(frozen=True)
class OwnFigure:
    """One figure that was entered: an amount in euro or a number of young people (see `KINDS`)."""

    region: str
    year: int
    kind: str
    value: float


@dataclass(frozen=True)
class Beside:
    """An own figure with the official one; `difference_pct` is own to official, None without an official one.

    The official figure of a begroting na wijziging is the original begroting: Iv3 has no other.
    """

    own: OwnFigure
    official: float | None
    difference_pct: float | None


def beside_official(own: OwnFigure, figures: pd.DataFrame) -> Beside:
    """Return an own figure with the official amount (euro) or count of the same region and year."""
    indicator, part = _OFFICIAL[own.kind]
    known = _part(figures, indicator, own.region, own.year, part)
    return Beside(own, known, (own.value / known - 1) * 100 if known else None)


def inhabitants(figures: pd.DataFrame, region: str, year: int) -> float | None:
    """Return the inhabitants on 1 January of the year, as the figures use them; None where not loaded."""
    rekening = _part(figures, "lasten_per_inwoner", region, year, "denominator")
    return rekening or _part(figures, "begroting_per_inwoner", region, year, "denominator")


def as_figures(own: Sequence[OwnFigure], figures: pd.DataFrame) -> pd.DataFrame:
    """Return own figures as rows of metrics.figures.COLUMNS with source 'eigen opgave'.

    A ratio comes out where one part was entered and the other was entered or is official and known; else
    there is no row. An own begroting na wijziging goes before an own begroting. Period status is 'onbekend'.
    """
    entered = {(each.region, each.year, each.kind): each.value for each in own}
    rows = []
    for region, year in sorted({(each.region, each.year) for each in own}):
        for indicator, (tops, bottoms) in _RATIOS.items():
            top = next(
                (entered[region, year, kind] for kind in tops if (region, year, kind) in entered), None
            )
            bottom = next(
                (entered[region, year, kind] for kind in bottoms if (region, year, kind) in entered), None
            )
            if top is None and bottom is None:
                continue
            numerator = _part(figures, indicator, region, year, "numerator") if top is None else top
            denominator = _denominator(figures, indicator, region, year) if bottom is None else bottom
            if numerator is not None and denominator:
                rows.append(_row(indicator, region, year, numerator, denominator))
    return frames.complete(pd.DataFrame(rows, columns=frames.FIGURES))


def _denominator(figures: pd.DataFrame, indicator: str, region: str, year: int) -> float | None:
    if indicator in ("lasten_per_inwoner", "begroting_per_inwoner"):
        return inhabitants(figures, region, year)
    return _part(figures, indicator, region, year, "denominator")


def _row(indicator: str, region: str, year: int, numerator: float, denominator: float) -> dict[str, object]:
    return {
        "indicator": indicator,
        "region": region,
        "period": str(year),
        "value": numerator / denominator,
        "numerator": numerator,
        "denominator": denominator,
        "period_status": "onbekend",
        "cell_status": "ok",
        "source": SOURCE,
    }


def _part(figures: pd.DataFrame, indicator: str, region: str, year: int, part: str) -> float | None:
    at = (
        (figures["region"] == region) & (figures["indicator"] == indicator) & (figures["period"] == str(year))
    )
    known = figures.loc[at, part].dropna()
    return float(known.iloc[0]) if len(known) else None
