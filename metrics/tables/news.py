"""What is new for a gemeente, a row a change: `python -m metrics news`."""

import pandas as pd

from metrics.build import Build
from metrics.errors import MetricsError
from metrics.news.changes import after, steps, version_meant, versions

NEWS = [
    "region_code", "indicator", "period", "what", "old", "new", "source", "detail", "version", "loaded",
]  # fmt: skip


def news(build: Build, code: str, since: str | None = None) -> pd.DataFrame:
    """Return NEWS, a row a change, the newest version first.

    In: `code` of a gemeente of today; `since` (at least six characters of) a version: only what came after it.
    `what`: metrics.news.compare.KINDS. `old` and `new` in the unit of the indicator, empty where there is none (and
    for a merger or a new table, which are no figures). `detail`: why a figure went (a cell status), the status it
    had, the gemeente that was taken in, or the title of a table. `version`, `loaded`: which version brought it, and
    when its newest table was loaded (UTC). Empty where nothing changed; raises MetricsError for an unknown version,
    and where there is no older version to compare with.
    """
    if len(versions(build)) < 2:
        raise MetricsError(
            "Dit is de eerste versie; er is nog niets om mee te vergelijken. Laad later opnieuw.",
            "this is the first version: there is nothing to compare it with yet; refresh again later",
        )
    every = steps(build, code)
    if since:
        meant = version_meant(build, since)
        every = () if meant == versions(build)[-1].version else after(every, meant)
    rows = [
        (
            code, one.indicator, one.period, one.what, one.old, one.new, one.source, one.detail, step.version,
            f"{step.loaded:%Y-%m-%dT%H:%M:%SZ}",
        )
        for step in every
        for one in step.changes
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=NEWS)
