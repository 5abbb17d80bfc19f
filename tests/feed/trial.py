"""Refreshes from a loopback feed without waiting, and what is in a data folder afterwards."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol

import pyarrow.parquet as pq
import pytest

from loaders import refresh as refreshing
from loaders import store
from loaders.feed.asking import Options
from loaders.feed.polite import Patience
from loaders.refresh import RefreshOutcome, refresh
from loaders.snapshots import writing

# No waiting between tries; a body of more than a third of a second is slow.
QUICK = Patience(
    connect_s=2, silence_s=2, body_s=5, slow_after_s=0.3, slowest_bytes_per_s=100_000, first_wait_s=0.001
)


class Served(Protocol):
    """A feed, or what stands before one."""

    @property
    def url(self) -> str:
        """Scheme and host."""


def trial(
    data_dir: Path, feed: Served, *only: str, patience: Patience = QUICK, **options: str
) -> RefreshOutcome:
    """Refresh these sources (none: all) from a feed that stands in for both hosts."""
    return refresh(
        data_dir, Options(feed=feed.url, iv3_feed=feed.url, only=only, patience=patience, **options)
    )


@contextmanager
def without_builds() -> Iterator[None]:
    """Let refreshes leave out what they do once the tables are in: a build, and the first one of half of the tables."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(refreshing, "has_figures", lambda _: True)
        patch.setattr(
            refreshing, "_build", lambda data_dir, *_: (store.current_build(data_dir) or "", False, [])
        )
        yield


def fetched(data_dir: Path, feed: Served, *only: str) -> list[tuple[str, int]]:
    """Refresh without the build at its end: the result and the rows of each source, for what is of the fetching alone.

    A build is made of snapshots and of nothing else that a download leaves behind.
    """
    with without_builds():
        outcome = trial(data_dir, feed, *only)
    return [(one.result, one.rows_n) for one in outcome.results]


def rows_of(data_dir: Path, source_id: str) -> list[dict[str, Any]]:
    """The raw rows of the newest snapshot of a source."""
    newest = writing.latest(data_dir, source_id)
    assert newest is not None and newest.intact()
    rows: list[dict[str, Any]] = pq.read_table(newest.rows).to_pylist()
    return rows


def in_use(data_dir: Path) -> tuple[str, str]:
    """The build that is pointed at, and the hash of its file."""
    pointed = store.current_build(data_dir)
    assert pointed is not None
    path = store.build_file(data_dir, pointed)
    return pointed, hashlib.sha256(path.read_bytes()).hexdigest()


def figures(data_dir: Path, indicator: str) -> dict[tuple[str, str], float]:
    """Value by region and period of one indicator in the build in use."""
    opened = store.open_store(data_dir)
    try:
        rows = opened.query(
            "SELECT region, period, value FROM observation WHERE indicator = ? AND value IS NOT NULL",
            [indicator],
        )
    finally:
        opened.close()
    return {(str(r), str(p)): float(v) for r, p, v in rows.itertuples(index=False)}


def leftovers(data_dir: Path) -> list[str]:
    """Files and folders that belong to no finished snapshot or build."""
    return sorted(
        str(path.relative_to(data_dir))
        for path in data_dir.rglob("*")
        if path.name.startswith((".", "whole"))
    )
