"""A refresh: fetch every source that is asked for into snapshots, make a build of them, point at it.

A source that fails keeps its previous snapshot. Where nothing new came in and something failed, no build is
made: the one in use stays as it is, byte for byte, and the progress file tells what went wrong.
"""

import os
import time
from collections.abc import Callable, Sequence
from concurrent.futures import Executor, ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TypeVar
from urllib.parse import urlsplit

from loaders import build, cbs, fetch, progress, register, snapshots, store
from loaders.cbs import Feed, Row
from loaders.errors import (
    BuildError,
    DiskFullError,
    FeedError,
    LoaderError,
    NotAskedError,
    TooSlowError,
    UnreachableError,
)
from loaders.polite import Patience, Service
from loaders.progress import Reporter, Result
from loaders.register import Source
from loaders.snapshots import Written

Made = TypeVar("Made")
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


@dataclass(frozen=True)
class Outcome:
    """How a refresh ended. 0: all well; 3: some sources kept their previous snapshot or are absent."""

    exit_code: int
    build_id: str
    built: bool  # False: nothing new, the build in use stays
    results: tuple[Result, ...]
    message_nl: str


def data_dir_of(text: str | None) -> Path:
    """Return the data folder: as given, else EIGENWIJZER_DATA, else data/local in the project."""
    chosen = text or os.environ.get("EIGENWIJZER_DATA", "")
    return Path(chosen) if chosen else register.PATH.parent / "local"


def refresh(
    data_dir: Path,
    options: Options,
    tell: Callable[[Result], None] = lambda _: None,
    count: Callable[[int], None] = lambda _: None,
) -> Outcome:
    """Fetch, build and switch, under the lock of the data folder.

    `tell` gets the result of each source as it comes, `count` the rows as they come in. Raises `BusyError`
    where another refresh runs, `RegisterError` for a wrong register or name, and another `LoaderError`
    where no build could be made; the build in use then stands.
    """
    sources = register.select(register.sources(), options.only)
    with progress.only_one(data_dir):
        snapshots.tidy(data_dir)
        reporter = Reporter(data_dir, len(sources))
        try:
            return _refresh(data_dir, options, sources, reporter, tell, count)
        except BaseException as error:
            told = error.message_nl if isinstance(error, LoaderError) else "Het laden is afgebroken."
            if not isinstance(error, DiskFullError):  # there may be no room to tell it
                reporter.end("failed", told)
            raise


def _refresh(
    data_dir: Path,
    options: Options,
    sources: Sequence[Source],
    reporter: Reporter,
    tell: Callable[[Result], None],
    count: Callable[[int], None],
) -> Outcome:
    results: list[Result] = []
    if options.as_of is None:
        asking = _Asking(data_dir, options, reporter, count)
        for number, source in enumerate(sources, start=1):
            reporter.table(number, source.title)
            result = asking.one(source)
            results.append(result)
            reporter.result(result)
            tell(result)
        asking.close()
    reporter.building()
    failures = {one.source_id: one.message_nl for one in results if one.result in ("kept", "absent")}
    news = any(one.result == "new" for one in results)
    if failures and not news and options.as_of is None:
        build_id, built, refused = _built(lambda: build.ensure_build(data_dir), data_dir), False, []
    else:
        made = _built(lambda: build.build(data_dir, as_of=options.as_of, failures=failures), data_dir)
        build_id, built = made.build_id, True
        asked = {source.source_id for source in sources}
        refused = [
            Result(
                one.source_id, one.source_id, _status(one.status), one.rows_n, 0.0, one.message, one.message
            )
            for one in made.sources
            if one.source_id in asked - failures.keys() and one.status in ("kept", "absent")
        ]
    for one in refused:
        reporter.result(one)
        tell(one)
    message = _message(results, built=built, failed=bool(failures or refused))
    reporter.end("done", message, build_id)
    again = {one.source_id: one for one in refused}
    final = [again.pop(one.source_id, one) for one in results]
    code = 3 if failures or refused else 0
    return Outcome(code, build_id, built, (*final, *again.values()), message)


def _built(make: Callable[[], Made], data_dir: Path) -> Made:
    """Make a build; what the disk or the database says against it becomes an error with a remedy."""
    try:
        return make()
    except OSError as error:
        raise DiskFullError(str(data_dir), error.strerror or type(error).__name__) from error
    except store.DatabaseError as error:
        raise BuildError(str(error).splitlines()[0]) from error


def _status(text: str) -> progress.SourceResult:
    return "kept" if text == "kept" else "absent"


def _message(results: Sequence[Result], *, built: bool, failed: bool) -> str:
    if results and all(one.result in ("kept", "absent") for one in results):
        return "Ophalen lukte niet. Er is niets veranderd aan de cijfers op deze site."
    if not built:
        return "Er zijn geen nieuwe cijfers. Niet alle tabellen konden worden opgehaald."
    if failed:
        return "Nieuwe cijfers zijn klaar. Niet alle tabellen konden worden opgehaald. Ververs de pagina."
    return "Nieuwe cijfers zijn klaar. Ververs de pagina."


class _Asking:
    """Asks for one source after another; its chunks go four at a time at most."""

    def __init__(
        self, data_dir: Path, options: Options, reporter: Reporter, count: Callable[[int], None]
    ) -> None:
        self._data_dir, self._options, self._reporter, self._count = data_dir, options, reporter, count
        stand_ins = {"CBS": options.feed, "IV3": options.iv3_feed}
        given = {catalog: base for catalog, base in stand_ins.items() if base}
        self._trial = bool(given or options.boundaries)
        self._service = Service(options.patience)
        self._feeds = cbs.feeds(given if self._trial else cbs.HOSTS, self._service)
        self._pool: Executor = ThreadPoolExecutor(options.patience.at_once, thread_name_prefix="chunk")
        self._catalogues: dict[str, list[Row] | None] = {}
        self._silent: dict[str, int] = {}  # host -> sources in a row without an answer

    def close(self) -> None:
        """Let go of the threads."""
        self._pool.shutdown(wait=True, cancel_futures=True)

    def one(self, source: Source) -> Result:
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
        except FeedError as error:
            return self._failed(source, error, rows_n, time.monotonic() - started)
        note = str(written.snapshot.provenance.get("note") or "")
        kept = int(str(written.snapshot.provenance.get("rows_n") or 0))
        seconds = time.monotonic() - started
        result: progress.SourceResult = "new" if written.new else "same"
        return Result(source.source_id, source.title, result, kept, seconds, note, note)

    def _fetch(self, source: Source, rows: Callable[[int], None]) -> Written:
        if source.catalog == "PDOK":
            pattern = self._options.boundaries
            if self._trial and not pattern:
                raise NotAskedError(source.source_id, "--boundaries")
            address = pattern.replace("{year}", str(source.division_year)) if pattern else source.url
            host = urlsplit(address).netloc
            with_host = self._spared(source, host)
            return with_host(lambda: fetch.boundaries(self._service, source, address, self._data_dir))
        feed = self._feeds.get(source.catalog)
        if feed is None:
            raise NotAskedError(source.source_id, "--feed" if source.catalog == "CBS" else "--iv3-feed")
        with_host = self._spared(source, feed.host)
        return with_host(lambda: self._table(feed, source, rows))

    def _table(self, feed: Feed, source: Source, rows: Callable[[int], None]) -> Written:
        catalogue = self._catalogue(feed) if source.title_pattern else None
        found = fetch.find(source, catalogue)
        return fetch.table(feed, source, found, self._data_dir, self._pool, rows)

    def _catalogue(self, feed: Feed) -> list[Row] | None:
        """Return the catalogue of a host, asked once; None where it cannot be had (then the ids count)."""
        if feed.base not in self._catalogues:
            try:
                self._catalogues[feed.base] = cbs.catalogue(feed)
            except UnreachableError as error:
                if error.silent:
                    raise
                self._catalogues[feed.base] = None
            except FeedError:
                self._catalogues[feed.base] = None
        return self._catalogues[feed.base]

    def _spared(self, source: Source, host: str) -> Callable[[Callable[[], Written]], Written]:
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

    def _failed(self, source: Source, error: FeedError, rows_n: int, seconds: float) -> Result:
        previous = snapshots.latest(self._data_dir, source.source_id)
        if previous is None:
            dutch = f"{error.message_nl} Van deze bron zijn nog geen cijfers geladen."
            return Result(
                source.source_id, source.title, "absent", rows_n, seconds, dutch, f"absent: {error}"
            )
        day = previous.retrieved
        dutch = f"{error.message_nl} We gebruiken de cijfers van {day.day}-{day.month}-{day.year}."
        english = f"kept the snapshot of {day:%Y-%m-%d}: {error}"
        return Result(source.source_id, source.title, "kept", rows_n, seconds, dutch, english)
