"""The news of one gemeente, out of what is stored with a build. Pure."""

from dataclasses import dataclass
from datetime import UTC, datetime

import numpy as np
import pandas as pd

from metrics.build import Build
from metrics.dutch import finite
from metrics.errors import MetricsError
from metrics.facts import NEWS
from metrics.news.compare import KINDS

SHORTEST = 6  # characters of a version that say which one is meant


@dataclass(frozen=True)
class Change:
    """One change for a gemeente. `what`: of metrics.news.compare.KINDS; the other fields as there."""

    version: str
    region: str
    indicator: str
    period: str
    what: str
    old: float | None
    new: float | None
    detail: str
    source: str


@dataclass(frozen=True)
class NewsStep:
    """One version of the figures after another, with what it changed for a gemeente (may be nothing).

    `loaded`: when its newest table was loaded (UTC).
    """

    version: str
    previous: str
    loaded: datetime
    changes: tuple[Change, ...]


@dataclass(frozen=True)
class Version:
    """A version of the figures that this installation had."""

    version: str
    previous: str  # empty: nothing to compare with
    loaded: datetime  # UTC


def versions(build: Build) -> tuple[Version, ...]:
    """Return the versions that came after each other up to this build, oldest first; empty: none of CBS is known."""
    rows = build.facts.versions
    moments = pd.to_datetime(rows["loaded"])
    return tuple(
        Version(str(version), str(previous), moment.to_pydatetime().replace(tzinfo=UTC))
        for version, previous, moment in zip(rows["version"], rows["previous"], moments, strict=True)
    )


def steps(build: Build, code: str) -> tuple[NewsStep, ...]:
    """Return what every version changed for a gemeente, the newest first.

    In: `code` of a gemeente of today. Each step holds its changes in the order of KINDS, indicators as the records
    have them, the newest period first.
    """
    compared = [one for one in versions(build) if one.previous]
    at = build.news_at
    of_code = np.sort(np.concatenate([at[each] for each in (code, "") if each in at] or [np.array([], int)]))
    order = {indicator: number for number, indicator in enumerate(build.records.indicators)}
    found: dict[str, list[Change]] = {one.version: [] for one in compared}
    if len(of_code):
        rows = build.facts.news[NEWS].take(of_code)
        for version, region, indicator, period, what, old, new, detail, source in rows.itertuples(
            index=False
        ):
            if version in found:
                found[version].append(
                    Change(version, region, indicator, period, what, finite(old), finite(new), detail, source)
                )

    def in_order(changed: list[Change]) -> tuple[Change, ...]:
        newest_first = sorted(changed, key=lambda one: one.period, reverse=True)
        return tuple(
            sorted(
                newest_first, key=lambda one: (KINDS.index(one.what), order.get(one.indicator, len(order)))
            )
        )

    return tuple(
        NewsStep(one.version, one.previous, one.loaded, in_order(found[one.version]))
        for one in reversed(compared)
    )


def after(every: tuple[NewsStep, ...], since: str) -> tuple[NewsStep, ...]:
    """Return the steps (the newest first) after a version; all of them where none was compared with it."""
    at = next((number for number, step in enumerate(every, start=1) if step.previous == since), len(every))
    return every[:at]


def latest(every: tuple[NewsStep, ...]) -> NewsStep | None:
    """Return the newest step with a change; None where no version changed anything."""
    return next((step for step in every if step.changes), None)


def version_meant(build: Build, typed: str) -> str:
    """Return the version that somebody means by (the beginning of) its name.

    Raises MetricsError, naming the versions that are known, where it is none of them or could be several.
    """
    known = [one.version for one in versions(build)]
    found = [each for each in known if each.startswith(typed.lower())] if len(typed) >= SHORTEST else []
    if len(found) != 1:
        listed = ", ".join(each[:8] for each in known) or "-"
        raise MetricsError(
            f"De versie {typed} is niet bekend. Bekend, van oud naar nieuw: {listed}.",
            f"no version {typed} is known (at least {SHORTEST} characters); known, oldest first: {listed}",
        )
    return found[0]
