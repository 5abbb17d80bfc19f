"""All gemeenten in one figure: their places and the strip they are drawn on, made once per build and figure."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass

import numpy as np
import streamlit as st
from scipy.stats import spearmanr

from metrics import figures as figures_of
from metrics.comparing import ranking
from metrics.comparing.lookup import periods
from metrics.comparing.ranking import Position
from metrics.costs import bookings
from metrics.errors import MetricsError
from metrics.groups.robustness import NEAREST
from pages.ui.charts.inline.spread import SpreadPicture, spread
from pages.ui.site import builds
from pages.ui.site.choosing import Source

# Fewer gemeenten than this are no country to be ranked in: it is said how many there are.
ENOUGH_GEMEENTEN_N = 300
TERMS = ["numerator", "denominator", *figures_of.BASE]


@dataclass(frozen=True)
class Among:
    """Every gemeente with a figure that can be compared, in one figure and period, by code.

    `positions`: on printed values. `by_code`: values, unrounded. `terms`: what adds up in a group (numerator,
    denominator, and those of the base; NaN where not published). `strip`: None where nobody has a figure.
    """

    positions: Mapping[str, Position]
    by_code: Mapping[str, float]
    terms: Mapping[str, tuple[float, ...]]
    strip: SpreadPicture | None


@st.cache_resource(max_entries=400, show_spinner=False)
def _among(
    _loaded: builds.Loaded,
    build_id: str,  # noqa: ARG001 - part of the key
    source: Source,
    indicator: str,
    period: str,
    decimals: int,
) -> Among:
    figures = _loaded.printed if source == "rapport" else _loaded.figures
    rows = figures_of.at(figures, indicator, period)
    known = ranking.comparable(rows)
    values = dict(zip(known["region"].astype(str), known["value"].astype(float), strict=True))
    terms = known[TERMS].to_numpy(dtype=float)
    return Among(
        ranking.positions(rows, decimals),
        values,
        dict(zip(values, map(tuple, terms.tolist()), strict=True)),
        spread(list(values.values())) if values else None,
    )


def among(loaded: builds.Loaded, source: Source, indicator: str, period: str, decimals: int) -> Among:
    """Return all gemeenten in one figure and period; empty where nobody has it."""
    return _among(loaded, loaded.facts.build_id, source, indicator, period, decimals)


@st.cache_resource(max_entries=2, show_spinner=False)
def _flags(_loaded: builds.Loaded, build_id: str) -> dict[str, list[tuple[int, str]]]:  # noqa: ARG001 - the build is the key
    """Return what was booked unlike other years in the accounts of each gemeente: (year, kind)."""
    if _loaded.facts.finance.empty:
        return {}
    by_family = bookings.amounts_by_family(_loaded.facts.finance, builds.records().taakvelden)
    found = bookings.flags(by_family)
    accounts = found[found["statement"] == "jaarrekening"]
    flags: dict[str, list[tuple[int, str]]] = {}
    for region, year, kind in zip(accounts["region"], accounts["year"], accounts["kind"], strict=True):
        if int(year) in {event.year for event in _loaded.lineage.events(str(region))}:
            continue  # it took others in that year: of course its amounts differ
        flags.setdefault(str(region), []).append((int(year), str(kind)))
    return flags


def flags(loaded: builds.Loaded, code: str) -> tuple[tuple[int, str], ...]:
    """Return what was booked unlike other years in the accounts of a gemeente: (year, kind of flag)."""
    return tuple(_flags(loaded, loaded.facts.build_id).get(code, ()))


def together(one: Among, other: Among) -> float | None:
    """Return Spearman's rank correlation of two figures over the gemeenten that have both; None under 20."""
    both = [code for code in one.by_code if code in other.by_code]
    if len(both) < 20:
        return None
    found = spearmanr([one.by_code[code] for code in both], [other.by_code[code] for code in both]).statistic
    return None if np.isnan(found) else float(found)


@st.cache_resource(max_entries=400, show_spinner=False)
def _association(
    _loaded: builds.Loaded,
    build_id: str,  # noqa: ARG001 - part of the key
    source: Source,
    one: tuple[str, str],
    other: tuple[str, str],
) -> float | None:
    return together(among(_loaded, source, *one, 6), among(_loaded, source, *other, 6))


def association(
    loaded: builds.Loaded, source: Source, one: tuple[str, str], other: tuple[str, str]
) -> float | None:
    """Return how two figures (indicator, period) go together over all gemeenten: -1 to 1, None where unknown."""
    return _association(loaded, loaded.facts.build_id, source, one, other)


def inhabitants(loaded: builds.Loaded, code: str) -> float | None:
    """Return the inhabitants behind the newest lasten per inwoner of a gemeente; None where not known."""
    own = loaded.lookup.of([code])
    years = periods(own, "lasten_per_inwoner", code)
    return own["lasten_per_inwoner", code, years[-1]].denominator if years else None


def other_groups(code: str) -> dict[str, list[tuple[str, tuple[str, ...]]]]:
    """Return the other groups to try for a gemeente, by family: what metrics.groups.robustness.other_groups gives."""
    made = builds.groups_of(code)
    found = {
        family: [(made[kind].basis, made[kind].codes)]
        for family, kind in (("grootteklasse", "size"), ("jeugdregio", "jeugdregio"))
        if kind in made
    }
    with suppress(MetricsError):  # its context is not loaded: the family is left out
        nearest = builds.group(code, "statistical", max(NEAREST)).codes
        found["lijkt_op"] = [(f"{k} gemeenten", nearest[:k]) for k in NEAREST if k <= len(nearest)]
    return found
