"""Asking for one source after another: where it is, whether its host still answers, and what a failure means."""

import time
from collections.abc import Callable
from concurrent.futures import Executor, ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from loaders import progress
from loaders.errors import (
    FeedError,
    NotAskedError,
    NotPublishedError,
    PartAbsentError,
    TableAbsentError,
    TooSlowError,
    UnreachableError,
)
from loaders.feed import boundaries, cbs, fetch, find, v4
from loaders.feed.cbs import Feed, Row
from loaders.feed.polite import Patience, Service
from loaders.feed.reader import V3, Reader
from loaders.feed.v4 import V4
from loaders.files.register import RegisteredSource
from loaders.outages import NO_CONNECTION, Outage
from loaders.progress import Reporter, Result
from loaders.snapshots import writing
from loaders.snapshots.writing import Written
from metrics import dutch

Protocol = Literal["auto", "v3", "v4"]
# what sends us to the new service: v3 has none of the table, lacks a part of it, or gives no answer
_ELSEWHERE = (TableAbsentError, PartAbsentError, NotPublishedError, UnreachableError, TooSlowError)
_SILENT_AT_MOST = 2  # tables in a row that a host may leave without an answer before it is left alone


@dataclass(frozen=True)
class Options:
    """What a refresh is asked to do. Empty addresses: the real services.

    When any stand-in address is given, sources without one are not asked: a trial never goes outside by
    accident.
    """

    feed: str = ""
    iv3_feed: str = ""
    v4_feed: str = ""
    protocol: Protocol = "auto"  # of CBS's tables: v3, v4, or v4 where v3 has none or gives no answer
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
        self._trial = bool(given or options.v4_feed or options.boundaries)
        self._service = Service(options.patience, halted=reporter.halted)
        self._feeds = cbs.feeds(given if self._trial else cbs.HOSTS, self._service)
        self._v4 = self._new_service()
        bases = [feed.base for feed in (*self._feeds.values(), *([self._v4.feed] if self._v4 else []))]
        self._service.homes = {str(urlsplit(base).hostname) for base in bases}
        self._pool: Executor = ThreadPoolExecutor(options.patience.at_once, thread_name_prefix="chunk")
        self._catalogues: dict[str, list[Row] | None] = {}
        # catalogue of the register -> addresses whose list was asked for to find the tables of a series
        self._lists_needed: dict[str, set[str]] = {}
        # host -> sources in a row without an answer, and why the last one had none
        self._silent: dict[str, tuple[int, Outage]] = {}
        self._outages: dict[Outage, str] = {}  # what kept us from services, and the first that it was about
        self.reached = False  # whether any source gave an answer, good or bad

    @property
    def why(self) -> str:
        """Say in Dutch why nothing was reached, where it was one thing: a certificate, a proxy, no connection."""
        if len(self._outages) != 1:
            return "het CBS is niet bereikbaar."
        ((outage, host),) = self._outages.items()
        return f"{outage.what} {outage.remedy}".format(host=host)

    @property
    def blind(self) -> bool:
        """Whether no list of tables could be had that a series needed, so that a new year may go unseen."""
        return any(
            all(self._catalogues.get(base) is None for base in bases) for bases in self._lists_needed.values()
        )

    def _new_service(self) -> V4 | None:
        """Return the new service of CBS; None where v3 alone is asked, or a trial has no stand-in for it."""
        base = self._options.v4_feed or ("" if self._trial else v4.HOST)
        if self._options.protocol == "v3" or not base:
            return None
        cbs.check_address(base)
        return V4(Feed(base.rstrip("/"), self._service))

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
            places = boundaries.addresses(source, pattern)
            with_host = self._spared(source, urlsplit(places[0]).netloc)
            return with_host(lambda: boundaries.fetch(self._service, source, places, self._data_dir))
        feed = self._feeds.get(source.catalog)
        new = self._v4 if source.catalog == "CBS" else None  # Iv3 stays where it is
        if new is not None and (feed is None or self._options.protocol == "v4"):
            return self._by(new, source, rows)
        if feed is None:
            raise NotAskedError(source.source_id, "--feed" if source.catalog == "CBS" else "--iv3-feed")
        try:
            return self._by(V3(feed), source, rows)
        except _ELSEWHERE as error:
            if new is None:
                raise
            try:
                return self._by(new, source, rows, note=v4.NOTE)
            except NotPublishedError:
                raise  # its list could be had
            except FeedError:
                raise error from None  # what the service that should have it said

    def _by(
        self, reader: Reader, source: RegisteredSource, rows: Callable[[int], None], note: str = ""
    ) -> Written:
        with_host = self._spared(source, reader.feed.host)
        return with_host(lambda: self._table(reader, source, rows, note))

    def _table(
        self, reader: Reader, source: RegisteredSource, rows: Callable[[int], None], note: str
    ) -> Written:
        if source.title_pattern:
            self._lists_needed.setdefault(source.catalog, set()).add(reader.feed.base)
        found = find.find(source, self._catalogue(reader) if source.title_pattern else None).told(note)
        try:
            return fetch.table(reader, source, found, self._data_dir, self._pool, rows)
        except TableAbsentError:
            moved = find.elsewhere(source, found.table, self._catalogue(reader))
            if moved is None:
                raise
        return fetch.table(reader, source, moved.told(note), self._data_dir, self._pool, rows)

    def _catalogue(self, reader: Reader) -> list[Row] | None:
        """Return the catalogue of a host, asked once; None where it cannot be had (then the ids count)."""
        base = reader.feed.base
        if base not in self._catalogues:
            try:
                self._catalogues[base] = reader.catalogue()
            except UnreachableError as error:
                if error.silent:
                    raise
                self._catalogues[base] = None
            except FeedError:
                self._catalogues[base] = None
        return self._catalogues[base]

    def _spared(self, source: RegisteredSource, host: str) -> Callable[[Callable[[], Written]], Written]:
        """Return a way to call that leaves a host alone once it gave no answer a few times in a row."""

        def call(ask: Callable[[], Written]) -> Written:
            silent, outage = self._silent.get(host, (0, NO_CONNECTION))
            if host and silent >= _SILENT_AT_MOST:
                reason = f"no answer to {silent} sources before"
                raise UnreachableError(source.source_id, host, reason, 0, outage=outage)
            try:
                written = ask()
            except (UnreachableError, TooSlowError) as error:
                gone = isinstance(error, TooSlowError) or error.silent
                self._silent[host] = (silent + 1 if gone else 0, error.outage)
                self._outages.setdefault(error.outage, host)
                raise
            self._silent[host] = (0, NO_CONNECTION)
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
