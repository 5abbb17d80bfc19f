"""Making a build: everything that ships and the newest sound snapshot of every source, in one new DuckDB
file.

A build is named after what goes into it, so the same inputs give the same build. It is made beside the old
one and then pointed at in one step: killed at any moment, the old build stands.
"""

import hashlib
import logging
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache
from functools import partial as partial_of
from pathlib import Path

import pandas as pd
from filelock import FileLock

import loaders
from loaders import disk, kept, store
from loaders.build import contents, derived, history
from loaders.build.contents import Failure
from loaders.errors import BuildError, StoreError, VersionGoneError
from loaders.files import shipped
from loaders.snapshots import versions as vintages
from loaders.snapshots.versions import Snapshot
from metrics.build import Build

LOG = logging.getLogger("eigenwijzer")
CODE = Path(loaders.__file__).parent
_SOURCES = (
    "SELECT coalesce(register_id, source_id) AS source_id, status, message, rows_n "
    "FROM source ORDER BY source_id"
)
FOLLOWED = "followed"  # in a data folder that gets its builds from a published store (loaders.published): its address


@dataclass(frozen=True)
class SourceState:
    """What became of one source in a build. `status`: one of the table `source`; message is Dutch."""

    source_id: str
    status: str
    message: str
    rows_n: int


@dataclass(frozen=True)
class BuildResult:
    """A build that is pointed at, and what went into it."""

    build_id: str
    path: Path
    sources: tuple[SourceState, ...]


def ensure_build(data_dir: Path) -> str:
    """Return the id of a build that fits this version of the code and of `data/`, making one where needed.

    The first start of a fresh machine makes the embedded build here; a later version of the code or of the
    shipped files makes a new one from the same snapshots. In a folder that follows a published store none is made.
    Raises `LoaderError` where it cannot be done.
    """
    current = store.current_build(data_dir)
    as_of, trouble = None, None
    if current is not None:
        try:
            base, as_of = _about(data_dir, current)
        except StoreError as error:
            trouble = error  # half-written, damaged or gone: the inputs are all there, so make it again
        else:
            if base == _base() or is_followed(data_dir):
                return current
    if is_followed(data_dir):
        raise StoreError(
            "De cijfers worden elders klaargezet en zijn hier nu niet te lezen. Probeer het over een minuut opnieuw.",
            f"{data_dir} follows a published store and its build cannot be read ({trouble or 'there is none'}): "
            "run `python -m loaders follow`",
        )
    with said(data_dir):
        made = build(data_dir, as_of=date.fromisoformat(as_of) if as_of else None).build_id
    if trouble is not None:
        LOG.warning("%s. Build %s was made again from the snapshots.", trouble, made)
    return made


def is_followed(data_dir: Path) -> bool:
    """Say whether a data folder gets its builds from a published store: it has no snapshots to make one of."""
    return (data_dir / FOLLOWED).is_file()


def _about(data_dir: Path, build_id: str) -> tuple[str, str | None]:
    """Return which code made a build and as of which day; raises `StoreError` where it cannot be read."""
    opened = store.open_store(data_dir, build_id)
    try:
        base, as_of = opened.query("SELECT base, as_of FROM build").iloc[0]
    finally:
        opened.close()
    return str(base), as_of


def build(
    data_dir: Path,
    *,
    as_of: date | None = None,
    failures: Mapping[str, Failure] | None = None,
    partial: bool = False,
) -> BuildResult:
    """Make a build of what ships and of the snapshots in `data_dir`, and point at it.

    `as_of` leaves out snapshots of after that day. `failures` says, per id in the register, what went
    wrong in the download that came before: that source keeps its previous snapshot and shows the message.
    `partial`: a first refresh is under way and pages show what is in; such a build has no version of its figures
    and goes when a whole one is made.
    """
    data_dir.mkdir(parents=True, exist_ok=True)
    found = vintages.snapshots(data_dir, as_of)
    made = _made(data_dir, found, as_of, failures or {}, partial=partial)
    store.switch(data_dir, made.build_id)
    kept.prune(data_dir)
    return made


def build_again(data_dir: Path, version: str) -> str:
    """Return the id of a build of an older version of the figures, made from its snapshots where it is not there.

    It is not pointed at: the build in use stays. One is made at a time, whatever process asks. Raises
    `VersionGoneError` where the snapshots that it was made of are not all there and whole, and `BuildError` where it
    cannot be written.
    """
    data_dir.mkdir(parents=True, exist_ok=True)
    with said(data_dir), FileLock(data_dir / "versions.lock"):
        stamp = vintages.known(data_dir).get(version)
        if stamp is None:
            raise VersionGoneError(version)
        found = vintages.snapshots(data_dir, until=stamp)
        if not all(versions[0].intact() for versions in found.values()):
            raise VersionGoneError(version)  # an older snapshot in its place would be another version
        build_id = _made(data_dir, found, None, {}, compared=False).build_id
        kept.prune(data_dir, spare=build_id)
        return build_id


@contextmanager
def said(data_dir: Path) -> Iterator[None]:
    """Turn what the disk or the database says against a build into an error with a remedy."""
    try:
        yield
    except OSError as error:
        raise disk.failed(data_dir, error) from error
    except store.DatabaseError as error:
        first = str(error).splitlines()[0]
        of_disk = disk.of_database(first)
        raise (disk.failed(data_dir, of_disk) if of_disk else BuildError(first)) from error


def in_memory() -> store.Store:
    """Return a build of what ships alone, in memory: what there is to show where the data folder cannot be used."""
    database = store.memory()
    _fill(database, "geheugen", {}, None, {}, {})
    return store.Store.of_memory(database)


def _made(
    data_dir: Path,
    found: Mapping[str, list[Snapshot]],
    as_of: date | None,
    failures: Mapping[str, Failure],
    *,
    partial: bool = False,
    compared: bool = True,
) -> BuildResult:
    """Return a build of these snapshots, made where it is not there yet.

    `compared`: it is laid beside the version before it, where no build on disk knows what it changed.
    """
    copied = vintages.copied(data_dir)
    build_id = _identity(found, as_of, failures, copied)
    if partial:
        build_id = store.partial_id(build_id)
    sources = _there(data_dir, build_id)
    if sources is None:
        version = "" if partial or not found else vintages.data_version(found)
        chain, there = history.on_disk(data_dir, version) if version else (None, [])
        older = _before(data_dir, version, there) if version and compared and chain is None else None
        with store.new_build(data_dir, build_id) as database:
            build = _fill(database, build_id, found, as_of, failures, copied)
            if version:
                history.write(
                    database,
                    build,
                    chain,
                    partial_of(history.read_older, data_dir, older, build.records) if older else None,
                )
            sources = _states(database.execute(_SOURCES).df())
    return BuildResult(build_id, store.build_file(data_dir, build_id), sources)


def _before(data_dir: Path, version: str, there: Iterable[history.Kept]) -> str | None:
    """Return the id of a build of the version before, by this code: made again where its file is of other code.

    `there`: the builds on disk. None where none of them is of an older version, or its snapshots are not all there and
    whole.
    """
    stamps = vintages.known(data_dir)
    older = history.before(there, version, stamps, _base())
    if older is None or older.base == _base():
        return older.build_id if older else None
    found = vintages.snapshots(data_dir, until=stamps[older.version])
    if not all(versions[0].intact() for versions in found.values()):
        return None
    return _made(data_dir, found, None, {}, compared=False).build_id


def code_fingerprint(folder: Path = CODE) -> str:
    """Return one hash of the code that turns snapshots into a build: a mended normaliser gives another build.

    Names and contents of the modules in normalise, checks and build, and the schema of the store.
    """
    digest = hashlib.sha256()
    modules = [path for room in ("normalise", "checks", "build") for path in (folder / room).rglob("*.py")]
    for path in sorted([*modules, folder / store.SCHEMA.name]):
        digest.update(f"{path.relative_to(folder).as_posix()}\0".encode() + path.read_bytes() + b"\0")
    return digest.hexdigest()


@cache
def _own_code() -> str:
    """Return the fingerprint of the code that runs: what is written over it meanwhile is not what runs."""
    return code_fingerprint()


def _base() -> str:
    """Return the hash of what a build depends on besides snapshots: the loaders' code, that of metrics, shipped files.

    A build of other metrics would be right, and compute its figures anew at every start.
    """
    parts = [loaders.__version__, _own_code(), derived.key()]
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:16]


def _identity(
    found: Mapping[str, list[Snapshot]],
    as_of: date | None,
    failures: Mapping[str, Failure],
    copied: Mapping[str, str],
) -> str:
    parts = [_base(), str(as_of or "")]
    parts += [
        f"{each.source_id}/{each.stamp}/{each.provenance.get('sha256')}"
        for versions in found.values()
        for each in versions
    ]
    # a build tells of what does not count, so it is another build
    parts += [
        f"{each.source_id}>{stamp}"
        for found_of in found.values()
        for each in found_of
        for stamp in each.ahead
    ]
    parts += [f"{folder}<{source_id}" for folder, source_id in copied.items()]
    parts += [f"{source_id}:{one.status}:{one.message}" for source_id, one in sorted(failures.items())]
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:16]


def _there(data_dir: Path, build_id: str) -> tuple[SourceState, ...] | None:
    """Return what became of each source in a build that is there; None where it is not, or is damaged."""
    try:
        opened = store.open_store(data_dir, build_id)
        try:
            return _states(opened.query(_SOURCES))
        finally:
            opened.close()
    except StoreError:
        return None


def _fill(
    database: store.Connection,
    build_id: str,
    found: Mapping[str, list[Snapshot]],
    as_of: date | None,
    failures: Mapping[str, Failure],
    copied: Mapping[str, str],
) -> Build:
    kind = "cbs" if found else "embedded"
    now = datetime.now(UTC).replace(tzinfo=None, microsecond=0)
    database.execute(
        "INSERT INTO build VALUES (?, ?, ?, ?, ?, ?, ?)",
        [
            build_id,
            "" if store.is_partial(build_id) else vintages.data_version(found),
            now,
            loaders.__version__,
            kind,
            _base(),
            as_of.isoformat() if as_of else None,
        ],
    )
    # thousands of short columns of codes: as Arrow texts each step over them costs a fifth more
    with pd.option_context("mode.string_storage", "python"):
        records = shipped.records()
        cells = shipped.report_cells()
        store.insert(database, "report_cell", cells)
        filled = contents.fill(database, found, failures, records, len(cells), copied)
        store.insert(database, "source", filled)
        store.leave_room(database)
        return derived.write(database, records)


def _states(rows: pd.DataFrame) -> tuple[SourceState, ...]:
    rows = rows.fillna({"message": "", "rows_n": 0}).astype({"rows_n": "int64"})
    return tuple(
        SourceState(str(source_id), str(status), str(message), int(rows_n))
        for source_id, status, message, rows_n in rows.itertuples(index=False, name=None)
    )
