"""Asking for one source after another: where it is, whether its host still answers, and what a failure means."""

import time
from collections.abc import Callable
from concurrent.futures import Executor, ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

from loaders import progress
from loaders.errors import (
    EmptyTableError,
    FeedError,
    NotAskedError,
    NotPublishedError,
    TableAbsentError,
    TooSlowError,
    UnexpectedAnswerError,
    UnreachableError,
)
from loaders.feed import cbs, fetch, find
from loaders.feed.cbs import Feed, Row
from loaders.feed.polite import Patience, Service
from loaders.files.register import RegisteredSource
from loaders.progress import Reporter, Result
from loaders.snapshots import writing
from loaders.snapshots.writing import Written
from metrics import dutch

_SILENT_AT_MOST = 2  # tables in a row that a host may leave without an answer before it is left alone


@dataclass(frozen=True)
class Options:
    """What a refresh is asked to do. Empty addresses: the real services.

    When any stand-in address is given, sources without one are not asked: a trial never goes outside by
    accident.
    """

    feed: str = ""
    iv3_feed: str = ""
    boundaries: str = ""  # address or path with {year} in it
    only: tuple[str, ...] = ()
    as_of: date | None = None  # build of snapshots of that day and before; nothing is fetched
    patience: Patience = field(default_factory=Patience.from_environment)


class Asking:
    """Asks for one source after another; its chunks go four at a time at most."""

    def __init__(
        self, data_dir: Path, options: Options, reporter: Reporter, count: Callable[[int], None]
    ) -> None:
        """Set out; raises `RegisterError` for addresses that are none or do not go together."""
        self._data_dir, self._options, self._reporter, self._count = data_dir, options, reporter, count
        stand_ins = {"CBS": options.feed, "IV3": options.iv3_feed}
        given = {catalog: base for catalog, base in stand_ins.items() if base}
        self._trial = bool(given or options.boundaries)
        self._service = Service(options.patience)
        self._feeds = cbs.feeds(given if self._trial else cbs.HOSTS, self._service)
        self._pool: Executor = ThreadPoolExecutor(options.patience.at_once, thread_name_prefix="chunk")
        self._catalogues: dict[str, list[Row] | None] = {}
        self._silent: dict[str, int] = {}  # host -> sources in a row without an answer
        self.reached = False  # whether any source gave an answer, good or bad
        self.blind = False  # whether a list of tables could not be had, so that a new year may go unseen

    def close(self) -> None:
        """Let go of the threads."""
        self._pool.shutdown(wait=True, cancel_futures=True)

    def one(self, source: RegisteredSource) -> Result:
        """Fetch a source; a failure becomes a result that says what happened to the previous snapshot."""
        started = time.monotonic()
        rows_n = 0

        def rows(more: int) -> None:
            nonlocal rows_n
            rows_n += more
            self._reporter.rows(more)
            self._count(more)

        try:
            written = self._fetch(source, rows)
            self.reached = True
        except FeedError as error:
            self.reached |= not isinstance(error, (UnreachableError, TooSlowError, NotAskedError))
            return self._failed(source, error, rows_n, time.monotonic() - started)
        note = str(written.snapshot.provenance.get("note") or "")
        kept = int(str(written.snapshot.provenance.get("rows_n") or 0))
        seconds = time.monotonic() - started
        result: progress.SourceResult = "new" if written.new else "same"
        return Result(source.source_id, source.title, result, kept, seconds, note, note)

    def _fetch(self, source: RegisteredSource, rows: Callable[[int], None]) -> Written:
        if source.catalog == "PDOK":
            pattern = self._options.boundaries
            if self._trial and not pattern:
                raise NotAskedError(source.source_id, "--boundaries")
            address = pattern.replace("{year}", str(source.division_year)) if pattern else source.url
            host = urlsplit(address).netloc
            with_host = self._spared(source, host)
            return with_host(lambda: self._boundaries(source, address))
        feed = self._feeds.get(source.catalog)
        if feed is None:
            raise NotAskedError(source.source_id, "--feed" if source.catalog == "CBS" else "--iv3-feed")
        with_host = self._spared(source, feed.host)
        return with_host(lambda: self._table(feed, source, rows))

    def _table(self, feed: Feed, source: RegisteredSource, rows: Callable[[int], None]) -> Written:
        found = find.find(source, self._catalogue(feed) if source.title_pattern else None)
        try:
            return fetch.table(feed, source, found, self._data_dir, self._pool, rows)
        except TableAbsentError:
            moved = find.elsewhere(source, found.table, self._catalogue(feed))
            if moved is None:
                raise
        return fetch.table(feed, source, moved, self._data_dir, self._pool, rows)

    def _boundaries(self, source: RegisteredSource, address: str) -> Written:
        """Fetch boundaries; PDOK has no catalogue, so of a year that was never seen any odd answer means: not there."""
        try:
            return fetch.boundaries(self._service, source, address, self._data_dir)
        except (TableAbsentError, UnexpectedAnswerError, EmptyTableError) as error:
            if source.expected:
                raise
            raise NotPublishedError(source.source_id, source.title, later=source.later) from error

    def _catalogue(self, feed: Feed) -> list[Row] | None:
        """Return the catalogue of a host, asked once; None where it cannot be had (then the ids count)."""
        if feed.base not in self._catalogues:
            try:
                self._catalogues[feed.base] = cbs.catalogue(feed)
            except UnreachableError as error:
                if error.silent:
                    raise
                self._catalogues[feed.base], self.blind = None, True
            except FeedError:
                self._catalogues[feed.base], self.blind = None, True
        return self._catalogues[feed.base]

    def _spared(self, source: RegisteredSource, host: str) -> Callable[[Callable[[], Written]], Written]:
        """Return a way to call that leaves a host alone once it gave no answer a few times in a row."""

        def call(ask: Callable[[], Written]) -> Written:
            silent = self._silent.get(host, 0)
            if host and silent >= _SILENT_AT_MOST:
                raise UnreachableError(source.source_id, host, f"no answer to {silent} sources before", 0)
            try:
                written = ask()
            except (UnreachableError, TooSlowError) as error:
                gone = isinstance(error, TooSlowError) or error.silent
                self._silent[host] = silent + 1 if gone else 0
                raise
            self._silent[host] = 0
            return written

        return call

    def _failed(self, source: RegisteredSource, error: FeedError, rows_n: int, seconds: float) -> Result:
        previous = next(
            (each for name in source.names if (each := writing.latest(self._data_dir, name))), None
        )
        told, english = error.message_nl, str(error)
        result: progress.SourceResult = "kept"
        if previous is not None:
            told = f"{told} We gebruiken de cijfers van {dutch.date_nl(previous.retrieved)}."
            if isinstance(error, (TableAbsentError, NotPublishedError)):
                result, told = "gone", f"Vervallen: {told}"
            english = f"kept the snapshot of {previous.retrieved:%Y-%m-%d}: {english}"
        elif isinstance(error, NotPublishedError):
            result = "none"
        elif not source.expected and isinstance(error, TableAbsentError) and self.blind:
            result = "none"  # nobody can tell; that the list could not be had is told once, for all
        else:
            result, told = "absent", f"{told} Van deze bron zijn nog geen cijfers geladen."
            english = f"absent: {english}"
        return Result(source.source_id, source.title, result, rows_n, seconds, told, english)
