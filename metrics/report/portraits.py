"""The official figure beside one that a portrait of the report prints: read from what is loaded. Pure."""

from collections.abc import Callable
from dataclasses import dataclass

from metrics.build import Build
from metrics.report.documents import PortraitFigure

_COUNTS = "_n"  # ending of an observation that counts


@dataclass(frozen=True)
class Official:
    """A figure of ours for a region; `value` None: `reason` (metrics.comparing.reasons) says why."""

    value: float | None
    unit: str
    decimals: int
    sources: tuple[str, ...] = ()
    reason: str = ""
    is_provisional: bool = False


def official(build: Build, figure: PortraitFigure, region: str) -> Official:
    """Return the official figure of a region beside a printed one. KeyError: the record names no figure of ours."""
    for sign, combine in _COMBINED.items():
        first, found, second = figure.figure.partition(sign)
        if found:
            return _both(
                _one(build, first, region, figure.period), _one(build, second, region, figure.period), combine
            )
    return _one(build, figure.figure, region, figure.period)


def _one(build: Build, name: str, region: str, period: str) -> Official:
    indicator = build.records.indicators.get(name)
    if indicator is not None:
        found = build.readings.read(name, region, period)
        return Official(
            found.value, indicator.unit, indicator.decimals, found.sources, found.reason, found.is_provisional
        )
    if not name.endswith(_COUNTS):
        raise KeyError(name)
    rows = build.facts.observations
    rows = rows[(rows["indicator"] == name) & (rows["region"] == region) & (rows["period"] == period)]
    rows = rows[rows["value"].notna()]
    if rows.empty:
        known = (build.facts.observations["indicator"] == name).any()
        return Official(None, "aantal", 0, reason="geen_cijfer" if known else "niet_geladen")
    row = rows.iloc[0]
    provisional = str(row["period_status"]) in ("voorlopig", "nader_voorlopig")
    return Official(float(row["value"]), "aantal", 0, (str(row["source_id"]),), is_provisional=provisional)


def _both(one: Official, other: Official, combine: Callable[[float, float], float | None]) -> Official:
    value = None if one.value is None or other.value is None else combine(one.value, other.value)
    sources = tuple(dict.fromkeys((*one.sources, *other.sources)))
    reason = "" if value is not None else one.reason or other.reason or "geen_cijfer"
    return Official(value, "pct", 1, sources, reason, one.is_provisional or other.is_provisional)


_COMBINED: dict[str, Callable[[float, float], float | None]] = {
    "/": lambda part, whole: 100 * part / whole if whole else None,
    "*": lambda share, part: share * part / 100,
}
