"""Writing snapshots: what came in, untouched, with where it came from. Reading them is `loaders.snapshots.versions`.

A table is written chunk by chunk into `<data>/snapshots/<source_id>/.partial/`; chunks that are whole
survive a refresh that broke off and are used by the next one. The finished folder gets its name in one
step, so a snapshot is whole or it is not there.
"""

import contextlib
import gzip
import hashlib
import itertools
import os
import shutil
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, BinaryIO

import orjson
import pyarrow as pa

import loaders
from loaders import disk
from loaders.files.register import RegisteredSource
from loaders.snapshots import changes, rows, versions
from loaders.snapshots.versions import Snapshot

Meta = Mapping[str, Any]
_PARTIAL_HOURS = 24  # older chunks may belong to other figures, even where the metadata are the same
V3 = "v3"  # the service of snapshots that do not name one
_PART = "arrow"  # ending of a chunk that is whole


def latest(data_dir: Path, source_id: str, as_of: date | None = None) -> Snapshot | None:
    """Return the newest snapshot of a source (with `as_of`: of that day or before), or None."""
    return next(iter(every(data_dir, source_id, as_of)), None)


def every(data_dir: Path, source_id: str, as_of: date | None = None) -> list[Snapshot]:
    """Return all snapshots of a source, newest first."""
    return versions.snapshots(data_dir, as_of).get(source_id, [])


def checked_at(data_dir: Path, source_id: str) -> datetime | None:
    """Return when the source was last found to be the same as its newest snapshot (UTC), or None."""
    try:
        text = (_folder(data_dir, source_id) / "checked.txt").read_text(encoding="ascii").strip()
        return datetime.fromisoformat(text)
    except (FileNotFoundError, ValueError):
        return None


@dataclass(frozen=True)
class Written:
    """What became of a download. `new` is False where it equals the newest snapshot."""

    snapshot: Snapshot
    new: bool


class Draft:
    """A snapshot in the making, chunk by chunk. Threads may write different chunks at the same time."""

    def __init__(self, data_dir: Path, source: RegisteredSource, meta: Meta) -> None:
        """Begin, or go on where an earlier refresh broke off with the same metadata."""
        self.data_dir, self.source = data_dir, source
        self._folder = _folder(data_dir, source.source_id) / ".partial"
        self._meta = orjson.dumps(meta)
        self._columns: dict[str, pa.DataType] = {}  # of all chunks
        self._lock = threading.Lock()
        with _writing(self._folder), _clearing(self._folder):
            if not self._same_as_before():
                shutil.rmtree(self._folder, ignore_errors=True)
                self._folder.mkdir(parents=True)
                (self._folder / "meta.json").write_bytes(self._meta)

    def done(self, filters: str) -> int | None:
        """Return the number of rows of a chunk that is there already and whole, or None."""
        for path in self._folder.glob(f"{_name(filters)}.*.{_PART}"):
            wanted_n = int(path.name.split(".")[1])
            with contextlib.suppress(rows.UnreadableError):  # torn by a power failure
                found = [(page.num_rows, page.schema) for page in rows.pages(path)]
                if sum(rows_n for rows_n, _ in found) == wanted_n:
                    for _, schema in found:
                        self._widen(schema)
                    return wanted_n
            path.unlink()
        return None

    @contextmanager
    def chunk(self, filters: str) -> "Iterator[ChunkWriter]":
        """Give a writer for one chunk; on leaving well the chunk counts as whole, else it is gone."""
        unfinished = self._folder / f"{_name(filters)}.unfinished"
        writer: ChunkWriter | None = None
        try:
            with _writing(self._folder), unfinished.open("wb") as file:
                writer = ChunkWriter(file, self._widen)
                yield writer
                # not waited for to be on disk: that takes longer than the fetching, and `done` looks inside
                unfinished.replace(self._folder / f"{_name(filters)}.{writer.rows_n}.{_PART}")
        except BaseException:
            unfinished.unlink(missing_ok=True)
            raise

    def finish(self, filters: list[str], provenance: Mapping[str, object]) -> Written:
        """Put the chunks together in this order, unless they are the newest snapshot again."""
        with _writing(self._folder), _clearing(self._folder):
            whole = self._folder / "whole"
            shutil.rmtree(whole, ignore_errors=True)
            whole.mkdir()
            chunks = [next(self._folder.glob(f"{_name(one)}.*.{_PART}")) for one in filters]
            packed = whole / rows.NAME
            rows_n = rows.pack(chunks, self._columns, packed)
            with packed.open("rb") as file:
                os.fsync(file.fileno())
                digest = hashlib.file_digest(file, "sha256")
            (whole / "meta.json").write_bytes(self._meta)
            record = {**provenance, "sha256": digest.hexdigest(), "rows_n": rows_n, "chunks": len(filters)}
            # without this file the chunks count as old: killed from here on, they are fetched anew
            (self._folder / "meta.json").unlink()
            return _settle(self.data_dir, self.source, whole, record)

    def _widen(self, schema: pa.Schema) -> None:
        with self._lock:
            self._columns = rows.widened(self._columns, {one.name: one.type for one in schema})

    def discard(self) -> None:
        """Leave nothing behind: what is here cannot become a snapshot."""
        shutil.rmtree(self._folder, ignore_errors=True)

    def _same_as_before(self) -> bool:
        try:
            written = self._folder / "meta.json"
            age_s = time.time() - written.stat().st_mtime
            return written.read_bytes() == self._meta and age_s < _PARTIAL_HOURS * 3600
        except FileNotFoundError:
            return False


class ChunkWriter:
    """Writes rows of one chunk, a page at a time."""

    def __init__(self, file: BinaryIO, seen: Callable[[pa.Schema], None]) -> None:
        """`seen` is told the columns of every page."""
        self._file, self._seen = file, seen
        self.rows_n = 0

    def write(self, page: pa.RecordBatch) -> None:
        """Append rows."""
        rows.append(self._file, page)
        self._seen(page.schema)
        self.rows_n += page.num_rows


def write_boundaries(
    data_dir: Path,
    source: RegisteredSource,
    geojson: bytes,
    features_n: int,
    provenance: Mapping[str, object],
) -> Written:
    """Make a snapshot of the GeoJSON of one year, unless it is the newest one again."""
    partial = _folder(data_dir, source.source_id) / ".partial"
    with _writing(partial), _clearing(partial):
        shutil.rmtree(partial, ignore_errors=True)
        whole = partial / "whole"
        whole.mkdir(parents=True)
        packed = gzip.compress(geojson, mtime=0)
        (whole / "boundaries.geojson.gz").write_bytes(packed)
        digest = hashlib.sha256(packed).hexdigest()
        record = {**provenance, "sha256": digest, "rows_n": features_n, "chunks": 1}
        return _settle(data_dir, source, whole, record)


def tidy(data_dir: Path) -> None:
    """Remove what a killed refresh left behind and nobody can use; only while the lock is held."""
    hour_ago = time.time() - 3600
    for path in data_dir.glob("snapshots/*/.partial"):
        if not (path / "meta.json").is_file():
            shutil.rmtree(path, ignore_errors=True)
        for unfinished in (*path.glob("*.unfinished"), *path.glob("whole")):
            _remove(unfinished)
    for path in (*data_dir.glob("snapshots/*/.checked.txt.*"), *data_dir.glob(".refresh-progress.json.*")):
        _remove(path)
    for path in (*data_dir.glob("builds/.making-*"), *data_dir.glob(".current-*")):
        if path.exists() and path.stat().st_mtime < hour_ago:  # younger: a dashboard may be making its build
            _remove(path)


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)


def _settle(data_dir: Path, source: RegisteredSource, whole: Path, record: Mapping[str, object]) -> Written:
    """Give a finished folder its place, or note that it equals the newest snapshot."""
    home = _folder(data_dir, source.source_id)
    now = datetime.now(UTC).replace(microsecond=0)
    newest = latest(data_dir, source.source_id)
    if newest is not None and (
        _equal(newest, whole, record) or _of_another_service(newest, source, whole, record)
    ):
        shutil.rmtree(home / ".partial", ignore_errors=True)
        write_in_one_step(home / "checked.txt", now.isoformat().encode())
        return Written(newest, new=False)
    while (home / f"{now:%Y%m%dT%H%M%SZ}").exists():
        now += timedelta(seconds=1)  # two in one second: the later one must sort after the other
    stamp = f"{now:%Y%m%dT%H%M%SZ}"
    full = {
        "source_id": source.source_id,
        "title": source.title,
        "catalog": source.catalog,
        "kind": source.kind.name,
        "division_year": source.division_year,
        "licence": source.licence,
        "retrieved": f"{now:%Y-%m-%dT%H:%M:%SZ}",
        "loaders_version": loaders.__version__,
        **record,
    }
    write_in_one_step(whole / "provenance.json", orjson.dumps(full, option=orjson.OPT_INDENT_2))
    whole.rename(home / stamp)
    shutil.rmtree(home / ".partial", ignore_errors=True)
    write_in_one_step(home / "checked.txt", now.isoformat().encode())
    return Written(Snapshot(source.source_id, stamp, home / stamp, dict(full)), new=True)


def _equal(old: Snapshot, new: Path, record: Mapping[str, object]) -> bool:
    """Say whether a download holds what a snapshot does, however its rows were packed.

    The snapshot's own file is looked at and not what was once written of it: one that is damaged is equal to nothing,
    so that the download takes its place.
    """
    if old.provenance.get("rows_n") != record["rows_n"] or not old.intact():
        return False
    meta, written = new / "meta.json", old.folder / "meta.json"
    if meta.exists() != written.exists() or (meta.exists() and meta.read_bytes() != written.read_bytes()):
        return False
    if old.provenance.get("sha256") == record["sha256"]:
        return True
    packed = new / rows.NAME
    if packed.exists():
        return rows.same(packed, old.rows)
    return gzip.decompress((new / old.figures.name).read_bytes()) == gzip.decompress(old.figures.read_bytes())


def _of_another_service(
    old: Snapshot, source: RegisteredSource, new: Path, record: Mapping[str, object]
) -> bool:
    """Say whether a download is what a snapshot holds, laid out by the other service of CBS: no new figures."""
    if (old.provenance.get("protocol") or V3) == (record.get("protocol") or V3) or not old.intact():
        return False
    about = {**record, "kind": source.kind.name, "division_year": source.division_year}
    return changes.same(old, Snapshot(old.source_id, old.stamp, new, about))


_numbers = itertools.count()


def write_in_one_step(path: Path, content: bytes) -> None:
    """Write a small file so that a reader sees the old one or the new one, also after a kill."""
    making = path.with_name(f".{path.name}.{os.getpid()}-{next(_numbers)}")
    try:
        with making.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        making.replace(path)
    finally:
        making.unlink(missing_ok=True)


def _folder(data_dir: Path, source_id: str) -> Path:
    return data_dir / "snapshots" / source_id


def _name(filters: str) -> str:
    return hashlib.sha256(filters.encode()).hexdigest()[:16]


@contextmanager
def _writing(folder: Path) -> Iterator[None]:
    """Turn a failure to write into an error that says so."""
    try:
        yield
    except OSError as error:
        raise disk.failed(folder.parent, error) from error


@contextmanager
def _clearing(folder: Path) -> Iterator[None]:
    """Take away what was being written when it does not end well."""
    try:
        yield
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
