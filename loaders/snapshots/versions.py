"""The versions of a source on disk: every download is kept, and a build is made of the newest that is sound.

Layout: `<data>/snapshots/<source_id>/<yyyymmddThhmmssZ>/{provenance.json, meta.json, rows.parquet}`;
boundaries have `boundaries.geojson.gz` instead of rows, and older snapshots `rows.jsonl.gz` (`loaders.snapshots.rows`
reads both). A folder without a readable provenance record is not a snapshot.
"""

import bisect
import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from loaders.snapshots import rows

STAMP = re.compile(r"\d{8}T\d{6}Z")
CLOCKS_APART = timedelta(days=1)  # a snapshot that is later than this from now has a stamp that cannot be
_DESCRIPTIONS = ("Summary", "ShortDescription", "Description")  # of a table, as CBS names them
_RECONSTRUCTION = re.compile(r"\s*(reconstruct|reconstructie|gereconstrueerd)", re.IGNORECASE)


@dataclass(frozen=True)
class Snapshot:
    """One download of one source, as it came in. `provenance` is the record written beside the rows."""

    source_id: str
    stamp: str  # moment of retrieval, UTC, 'yyyymmddThhmmssZ': sorts by time
    folder: Path
    provenance: dict[str, object]
    ahead: tuple[
        str, ...
    ] = ()  # stamps of snapshots of this source that do not count: they lie in the future

    @property
    def rows(self) -> Path:
        """Return the file of raw rows: as they are written now, or as older snapshots have them."""
        before = self.folder / rows.LINES
        return before if before.exists() else self.folder / rows.NAME

    @property
    def boundaries(self) -> Path:
        """Return the GeoJSON of a boundaries snapshot."""
        return self.folder / "boundaries.geojson.gz"

    @property
    def figures(self) -> Path:
        """Return the file whose hash stands in the provenance record: the rows, or the boundaries."""
        return self.boundaries if self.provenance.get("kind") == "boundaries" else self.rows

    @property
    def retrieved(self) -> datetime:
        """Return the moment of retrieval, in UTC."""
        return datetime.strptime(self.stamp, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)

    def intact(self) -> bool:
        """Say whether the figures are byte for byte what was written, by the hash in the provenance record."""
        try:
            with self.figures.open("rb") as file:
                return hashlib.file_digest(file, "sha256").hexdigest() == self.provenance.get("sha256")
        except OSError:
            return False

    def meta(self) -> dict[str, object]:
        """Return the source's own metadata: TableInfos, DataProperties, CategoryGroups, dims."""
        loaded: dict[str, object] = json.loads((self.folder / "meta.json").read_text(encoding="utf-8"))
        return loaded

    def reconstruction(self) -> str:
        """Return what the source says of itself where it begins by saying that it is a reconstruction, else ''.

        Read from `description` in the provenance record, else from the table's own description in its metadata. A
        description that calls a part of a table reconstructed (its titles, say) does not count.
        """
        said = [self.provenance.get("description")]
        if (self.folder / "meta.json").exists():
            infos = self.meta().get("TableInfos")
            first = infos[0] if isinstance(infos, list) and infos else infos
            said += [first.get(key) for key in _DESCRIPTIONS] if isinstance(first, dict) else []
        return next((str(text).strip() for text in said if text and _RECONSTRUCTION.match(str(text))), "")


def snapshots(
    data_dir: Path, as_of: date | None = None, until: str | None = None
) -> dict[str, list[Snapshot]]:
    """Return the snapshots of each source, newest first; with `as_of` only those retrieved on or before that
    day, with `until` (a stamp, empty: none at all) those of that moment and before.

    A snapshot with a stamp in the future (a clock that was wrong) would be the newest for years: it is left out where
    its source has others, and the newest of those names it. A folder that was copied from another source is none.
    """
    found: dict[str, list[Snapshot]] = {}
    for folder in sorted((data_dir / "snapshots").glob("*/*/"), reverse=True):
        if not STAMP.fullmatch(folder.name) or (as_of and folder.name[:8] > f"{as_of:%Y%m%d}"):
            continue
        if until is not None and folder.name > until:
            continue
        provenance = _provenance(folder)
        if provenance is not None:
            source_id = folder.parent.name
            found.setdefault(source_id, []).append(Snapshot(source_id, folder.name, folder, provenance))
    return {source_id: _of_now(each) for source_id, each in sorted(found.items())}


def copied(data_dir: Path) -> dict[str, str]:
    """Return the folders of a source in which a snapshot of another source was put -> that other source."""
    found = {}
    for folder in sorted((data_dir / "snapshots").glob("*/*/")):
        if STAMP.fullmatch(folder.name) and (record := _record(folder)) and _is_of_another(folder, record):
            found[folder.parent.name] = str(record["source_id"])
    return found


def _of_now(found: list[Snapshot]) -> list[Snapshot]:
    """Return snapshots (newest first) without those of the future; where there are no others, all of them.

    Where the clock of this machine is behind, all are in the future, and stay.
    """
    now = f"{datetime.now(UTC) + CLOCKS_APART:%Y%m%dT%H%M%SZ}"
    ahead = tuple(each.stamp for each in found if each.stamp > now)
    there = [each for each in found if each.stamp <= now]
    return [replace(there[0], ahead=ahead), *there[1:]] if there and ahead else found


def data_version(found: Mapping[str, list[Snapshot]]) -> str:
    """Return the hash of the snapshots alone: the same figures under any version of the code."""
    return _hash(sorted(_named(each) for versions in found.values() for each in versions))


def known(data_dir: Path) -> dict[str, str]:
    """Return every version of the figures that the snapshots on disk can give -> stamp of its newest snapshot.

    Snapshots are never removed and a build takes all there are, so a version is what was there at some moment.
    The oldest is that of no snapshot at all (the report alone); its stamp is empty.
    """
    every = sorted(
        (each for versions in snapshots(data_dir).values() for each in versions), key=lambda each: each.stamp
    )
    there: list[str] = []
    found = {_hash(there): ""}
    for number, each in enumerate(every, start=1):
        bisect.insort(there, _named(each))
        if number == len(every) or every[number].stamp != each.stamp:
            found[_hash(there)] = each.stamp
    return found


def _named(snapshot: Snapshot) -> str:
    return f"{snapshot.source_id}/{snapshot.stamp}/{snapshot.provenance.get('sha256')}"


def _hash(names: Iterable[str]) -> str:
    return hashlib.sha256("\0".join(names).encode()).hexdigest()[:16]


def _provenance(folder: Path) -> dict[str, object] | None:
    record = _record(folder)
    return None if record is None or _is_of_another(folder, record) else record


def _is_of_another(folder: Path, record: Mapping[str, object]) -> bool:
    return str(record.get("source_id") or folder.parent.name) != folder.parent.name


def _record(folder: Path) -> dict[str, object] | None:
    try:
        record = json.loads((folder / "provenance.json").read_text(encoding="utf-8"))
    except (FileNotFoundError, ValueError):
        return None  # a download that was broken off: the record is written last
    return record if isinstance(record, dict) else None
