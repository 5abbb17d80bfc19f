"""One refresh at a time, and how far it is: the lock and the file that *Bronnen* reads.

`<data>/refresh.lock` is held by the refresh that runs; the system lets go of it when that process ends,
however it ends. `<data>/refresh-progress.json` tells how far it is, and afterwards what became of every
source. It is replaced in one step, so a reader never sees half of it.
"""

import math
import os
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Literal

import orjson
from filelock import FileLock, Timeout
from pydantic import TypeAdapter, ValidationError

from loaders import disk, estimate
from loaders.errors import BusyError, DeadlineError, StoppedError
from loaders.snapshots import writing

State = Literal["busy", "building", "done", "failed", "stopped"]
SourceResult = Literal["new", "same", "kept", "absent", "gone", "none"]
FAILED: tuple[SourceResult, ...] = ("kept", "absent", "gone")
_ENDED: tuple[State, ...] = ("done", "failed", "stopped")
_SECONDS_BETWEEN_WRITES = 0.2
_GOES_ON_HOURS = 24  # a refresh that broke off longer ago is begun anew: the tables may have changed
_REQUESTS_A_PAGE = 1.5  # a chunk is counted before its pages come


@dataclass(frozen=True)
class Result:
    """What became of one source.

    'new': a new snapshot; 'same': equal to the newest; 'kept': failed, the previous snapshot stays; 'absent':
    failed, and there is none; 'gone': the source has it no more, the previous snapshot stays; 'none': it has not
    appeared, or never was.
    """

    source_id: str
    title: str
    result: SourceResult
    rows_n: int
    seconds: float
    message_nl: str  # empty where all went well
    message_en: str


@dataclass(frozen=True)
class Progress:
    """How far a refresh is, or how the last one ended. Moments are ISO, UTC; `message` is Dutch."""

    state: State
    pid: int
    started: str
    finished: str
    table_n: int
    tables_n: int
    table: str
    rows_n: int
    message: str
    build_id: str
    results: tuple[Result, ...]
    share: float = 0.0  # of the work that is done, 0 to 1, estimated
    left_s: float | None = None  # how long it will still take; None: nobody can say yet


_ADAPTER = TypeAdapter(Progress)


def path(data_dir: Path) -> Path:
    """Return where the progress file stands."""
    return data_dir / "refresh-progress.json"


def read(data_dir: Path) -> Progress | None:
    """Return how far the refresh is or how the last one ended; None where there was none or no whole one.

    A refresh that was killed is told as failed.
    """
    last = _read(data_dir)
    if last is None or last.state in _ENDED or running(data_dir):
        return last
    last = _read(data_dir)  # it may have ended between the two looks
    if last is not None and last.state in ("busy", "building"):
        told = "Het laden is afgebroken. Er is niets veranderd aan de cijfers op deze site."
        return Progress(**{**vars(last), "state": "failed", "message": told})
    return last


def _read(data_dir: Path) -> Progress | None:
    try:
        return _ADAPTER.validate_json(path(data_dir).read_bytes())
    except (
        OSError,
        ValidationError,
    ):  # what cannot be read tells nothing; the page says what is wrong with the folder
        return None


def stop(data_dir: Path) -> None:
    """Ask the refresh that runs to stop; what is in stays, and the next one goes on there.

    Raises `DiskFullError` where that cannot be written.
    """
    try:
        _stop_file(data_dir).touch()
    except OSError as error:
        raise disk.failed(data_dir, error) from error


def begun(data_dir: Path) -> tuple[Result, ...]:
    """Return what a refresh that was stopped or broke off had done already; empty where there is nothing to go on.

    Only sources that are in: one that failed is asked again.
    """
    last = read(data_dir)
    if last is None or last.state not in ("stopped", "failed"):
        return ()
    started = datetime.fromisoformat(last.started)
    if datetime.now(UTC) - started > timedelta(hours=_GOES_ON_HOURS):
        return ()
    return tuple(each for each in last.results if each.result in ("new", "same"))


def running(data_dir: Path) -> bool:
    """Say whether a refresh holds the lock now."""
    lock = _lock(data_dir)
    try:
        if not Path(lock.lock_file).exists():
            return False
        with lock.acquire(timeout=0):
            return False
    except Timeout:
        return True
    except OSError:  # where nothing can be locked, nothing is being written
        return False


@contextmanager
def only_one(data_dir: Path) -> Iterator[None]:
    """Hold the lock of the data folder; raises `BusyError`, with since when, where another one holds it."""
    try:
        data_dir.mkdir(parents=True, exist_ok=True)
        lock = _lock(data_dir)
        try:
            lock.acquire(timeout=0.2)  # not at once: somebody may just be asking whether a refresh runs
        except Timeout as error:
            raise BusyError(_since(data_dir)) from error
    except OSError as error:
        raise disk.failed(data_dir, error) from error
    try:
        yield
    finally:
        lock.release()


def _lock(data_dir: Path) -> FileLock:
    return FileLock(data_dir / "refresh.lock", is_singleton=False)


def _since(data_dir: Path) -> datetime | None:
    last = _read(data_dir)
    return datetime.fromisoformat(last.started) if last is not None else None


class Reporter:
    """Keeps the progress file up to date. Threads may report rows at the same time."""

    def __init__(self, data_dir: Path, requests_n: Sequence[int], longest_s: float = math.inf) -> None:
        """Begin; `requests_n` says about how many requests each table will take, in their order.

        `longest_s`: how many seconds asking may take.
        """
        self._data_dir, self._longest_s = data_dir, longest_s
        self._lock = threading.Lock()
        self._written = self._looked = 0.0
        self._requests_n, self._asked_n, self._at = list(requests_n), 0.0, 0
        self._skipped_n = 0
        self._began = time.monotonic()
        _stop_file(data_dir).unlink(missing_ok=True)
        self._now: dict[str, Any] = {
            "state": "busy",
            "pid": os.getpid(),
            "started": _moment(),
            "finished": "",
            "table_n": 0,
            "tables_n": len(self._requests_n),
            "table": "",
            "rows_n": 0,
            "message": "We halen de cijfers op.",
            "build_id": "",
            "results": [],
            "share": 0.0,
            "left_s": None,
        }
        self._write()

    def table(self, number: int, name: str) -> None:
        """Begin with a table."""
        at = f"tabel {number} van {self._now['tables_n']}"
        self._at, self._asked_n = number - 1, 0.0
        self.look()
        told = f"We halen de cijfers op: {at}. U kunt gewoon verder werken."
        self._change(table_n=number, table=name, message=told)

    def rows(self, more: int) -> None:
        """Count a page of rows that came in. Raises `StoppedError` where somebody asked to stop."""
        with self._lock:
            self._now["rows_n"] += more
            self._asked_n += _REQUESTS_A_PAGE
            if time.monotonic() - self._written > _SECONDS_BETWEEN_WRITES:
                self._write()
        self.look()

    def look(self) -> None:
        """Raise `StoppedError` where `halted` says so."""
        if time.monotonic() - self._looked > _SECONDS_BETWEEN_WRITES:
            self._looked = time.monotonic()
            if error := self.halted():
                raise error

    def halted(self) -> StoppedError | None:
        """Return why to stop: somebody asked to, or it takes longer than it may; None: it goes on."""
        if _stop_file(self._data_dir).exists():
            return StoppedError()
        if time.monotonic() - self._began > self._longest_s:
            return DeadlineError(self._longest_s)
        return None

    def already(self, result: Result) -> None:
        """Note a source that an earlier refresh, which broke off, has brought in."""
        self._skipped_n += 1
        self.result(result)

    def result(self, result: Result) -> None:
        """Note what became of a source."""
        self._change(results=[*self._now["results"], vars(result)])

    def building(self) -> None:
        """All tables are in: the new version is being made."""
        self._change(state="building", table="", message="We maken de nieuwe versie van de cijfers.")

    def end(self, state: State, message: str, build_id: str = "") -> None:
        """Tell how it ended."""
        self._change(state=state, message=message, build_id=build_id, finished=_moment())
        _stop_file(self._data_dir).unlink(missing_ok=True)

    def _change(self, **changes: Any) -> None:
        with self._lock:
            self._now.update(changes)
            self._write()

    def _write(self) -> None:
        self._written = time.monotonic()
        self._now["share"], self._now["left_s"] = self._share()
        try:
            writing.write_in_one_step(path(self._data_dir), orjson.dumps(self._now))
        except OSError as error:
            raise disk.failed(self._data_dir, error) from error

    def _share(self) -> tuple[float, float | None]:
        """Return which part of the work is done, by the requests it takes, and how many seconds are left."""
        if self._now["state"] != "busy":
            return 1.0, None
        total = sum(self._requests_n) or 1
        done: float = sum(self._requests_n[: self._at])
        here = self._requests_n[self._at] if self._at < len(self._requests_n) else 0
        done += min(self._asked_n, here)
        earlier = sum(self._requests_n[: self._skipped_n])
        now = (done - earlier) / max(total - earlier, 1)
        left_s = estimate.seconds_left(max(now, 0.0), time.monotonic() - self._began)
        return min(done / total, 1.0), left_s


def _stop_file(data_dir: Path) -> Path:
    return data_dir / "refresh-stop"


def _moment() -> str:
    return datetime.now(UTC).replace(microsecond=0).isoformat()
