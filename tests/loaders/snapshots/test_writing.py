"""Snapshots: raw rows untouched, whole or not there, resumed where they broke off, equal ones not doubled."""

import errno
import gzip
import hashlib
import json
import os
import time
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from loaders.errors import DiskFullError
from loaders.files import register
from loaders.snapshots import writing
from loaders.snapshots.rows import NUMBER, TEXT
from loaders.snapshots.writing import ChunkWriter, Draft, Written

SOURCES = {source.source_id: source for source in register.sources()}
NATURA = SOURCES["82972NED"]
META = {"TableInfos": [{"Title": "T"}], "DataProperties": [], "CategoryGroups": [], "dims": {"RegioS": []}}
ROWS = {
    "a": [{"ID": 0, "RegioS": "NL01   ", "v": 7.10}, {"ID": 1, "RegioS": "GM9001 ", "v": None}],
    "b": [{"ID": 2, "RegioS": "GM9002 ", "v": 0.0}],
}


def page(rows: list[dict[str, Any]]) -> pa.RecordBatch:
    kinds = {"ID": pa.int64(), "RegioS": TEXT, "v": NUMBER}
    columns = {name: pa.array([row[name] for row in rows], kind) for name, kind in kinds.items()}
    return pa.record_batch(list(columns.values()), names=list(columns))


def write(
    data_dir: Path, rows: dict[str, list[dict[str, Any]]] = ROWS, meta: dict[str, Any] = META
) -> Written:
    draft = Draft(data_dir, NATURA, meta)
    for name, some in rows.items():
        with draft.chunk(name) as writer:
            writer.write(page(some))
    record = {"table": "82972NED", "modified": "2021-10-29T02:00:00", "url": "u", "note": ""}
    return draft.finish(list(rows), record)


def read_rows(written: Written) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = pq.read_table(written.snapshot.rows).to_pylist()
    return found


def test_rows_and_metadata_stand_there_as_they_came(tmp_path: Path) -> None:
    written = write(tmp_path)
    assert written.new
    assert read_rows(written) == ROWS["a"] + ROWS["b"]
    assert written.snapshot.meta() == META
    assert sorted(path.name for path in written.snapshot.folder.iterdir()) == [
        "meta.json",
        "provenance.json",
        "rows.parquet",
    ]


def test_duckdb_reads_the_chunks_behind_one_another_as_one_file(tmp_path: Path) -> None:
    written = write(tmp_path)
    path = str(written.snapshot.rows)
    with duckdb.connect(":memory:") as database:
        assert database.execute("SELECT count(*), sum(ID) FROM read_parquet(?)", [path]).fetchone() == (3, 3)


def test_provenance_says_what_when_and_with_which_hash(tmp_path: Path) -> None:
    written = write(tmp_path)
    record = json.loads((written.snapshot.folder / "provenance.json").read_text())
    assert record["sha256"] == hashlib.sha256(written.snapshot.rows.read_bytes()).hexdigest()
    assert (record["rows_n"], record["chunks"], record["table"]) == (3, 2, "82972NED")
    assert (record["kind"], record["catalog"], record["licence"]) == ("natura", "CBS", "CC BY 4.0")
    assert record["modified"] == "2021-10-29T02:00:00"
    assert record["retrieved"].replace("-", "").replace(":", "") == written.snapshot.stamp


def test_equal_rows_make_no_second_snapshot_but_are_noted(tmp_path: Path) -> None:
    first = write(tmp_path)
    second = write(tmp_path)
    assert not second.new
    assert second.snapshot.folder == first.snapshot.folder
    assert writing.checked_at(tmp_path, "82972NED") is not None
    assert len(writing.every(tmp_path, "82972NED")) == 1


def test_equal_rows_in_other_chunks_are_equal(tmp_path: Path) -> None:
    write(tmp_path)
    assert not write(tmp_path, {"all": ROWS["a"] + ROWS["b"]}).new


@pytest.mark.parametrize(
    "changed",
    [
        {"a": [{**ROWS["a"][0], "v": 7.2}, ROWS["a"][1]], "b": ROWS["b"]},
        {"a": ROWS["a"]},
        {"a": [{**ROWS["a"][0], "v": None}, ROWS["a"][1]], "b": ROWS["b"]},
    ],
)
def test_any_other_figure_makes_a_new_snapshot_and_the_old_one_stays(
    tmp_path: Path, changed: dict[str, list[dict[str, Any]]]
) -> None:
    first = write(tmp_path)
    before = first.snapshot.rows.read_bytes()
    second = write(tmp_path, changed)
    assert second.new
    assert second.snapshot.stamp > first.snapshot.stamp
    assert first.snapshot.rows.read_bytes() == before
    newest = writing.latest(tmp_path, "82972NED")
    assert newest is not None
    assert newest.stamp == second.snapshot.stamp


def before(written: Written, rows: list[dict[str, Any]]) -> Path:
    """Make of a snapshot one as it was written until November 2026: a line of JSON a row."""
    folder = written.snapshot.folder
    (folder / "rows.parquet").unlink()
    path = folder / "rows.jsonl.gz"
    path.write_bytes(gzip.compress(b"".join(json.dumps(row).encode() + b"\n" for row in rows)))
    record = json.loads((folder / "provenance.json").read_text())
    record["sha256"] = hashlib.sha256(path.read_bytes()).hexdigest()
    (folder / "provenance.json").write_text(json.dumps(record))
    return path


def test_rows_that_an_older_snapshot_has_as_lines_are_equal_and_stay_there(tmp_path: Path) -> None:
    first = write(tmp_path)
    path = before(first, ROWS["a"] + ROWS["b"])
    assert not write(tmp_path).new
    assert path.exists()
    before_it = [*ROWS["a"], {**ROWS["b"][0], "v": 0.5}]
    path.write_bytes(b"")
    path = before(write(tmp_path), before_it)
    assert write(tmp_path).new


@pytest.mark.parametrize("what", ["half", "a flipped bit", "gone"])
@pytest.mark.parametrize("older", [False, True])
def test_a_damaged_snapshot_heals_with_the_next_download(tmp_path: Path, what: str, older: bool) -> None:
    """Its hash in the record is still that of the download: the file itself is looked at."""
    first = write(tmp_path)
    path = before(first, ROWS["a"] + ROWS["b"]) if older else first.snapshot.rows
    whole = path.read_bytes()
    middle = len(whole) // 2
    flipped = whole[:middle] + bytes([whole[middle] ^ 1]) + whole[middle + 1 :]
    if what == "gone":
        path.unlink()
    else:
        path.write_bytes(whole[:middle] if what == "half" else flipped)
    second = write(tmp_path)
    assert second.new and second.snapshot.intact()
    assert read_rows(second) == ROWS["a"] + ROWS["b"]
    assert not write(tmp_path).new


def test_a_column_that_holds_texts_in_one_chunk_is_text_in_all_and_loses_nothing(tmp_path: Path) -> None:
    draft = Draft(tmp_path, NATURA, META)
    texts = pa.record_batch(
        [pa.array([3], pa.int64()), pa.array(["GM1"], TEXT), pa.array(["x"], TEXT)], ["ID", "RegioS", "v"]
    )
    for name, some in (("a", page(ROWS["a"])), ("b", texts)):
        with draft.chunk(name) as writer:
            writer.write(some)
    again = Draft(tmp_path, NATURA, META)  # what came before it broke off counts as well
    assert (again.done("a"), again.done("b")) == (2, 1)
    written = again.finish(["a", "b"], {"table": "82972NED"})
    assert [row["v"] for row in read_rows(written)] == ["7.1", None, "x"]


def test_another_status_in_the_metadata_makes_a_new_snapshot(tmp_path: Path) -> None:
    write(tmp_path)
    assert write(tmp_path, meta={**META, "CategoryGroups": [{"ID": 1}]}).new


def test_as_of_leaves_out_later_snapshots(tmp_path: Path) -> None:
    written = write(tmp_path)
    early = written.snapshot.folder.with_name("20240501T120000Z")
    written.snapshot.folder.rename(early)
    later = write(tmp_path, {"a": ROWS["a"]})
    found = writing.latest(tmp_path, "82972NED", as_of=date(2024, 5, 1))
    assert found is not None
    assert found.stamp == "20240501T120000Z"
    assert writing.latest(tmp_path, "82972NED", as_of=date(2024, 4, 30)) is None
    newest = writing.latest(tmp_path, "82972NED")
    assert newest is not None
    assert newest.stamp == later.snapshot.stamp


def test_a_chunk_that_fails_leaves_nothing_and_others_are_kept(tmp_path: Path) -> None:
    draft = Draft(tmp_path, NATURA, META)
    with draft.chunk("a") as writer:
        writer.write(page(ROWS["a"]))

    def fail() -> None:
        with draft.chunk("b") as writer:
            writer.write(page(ROWS["b"]))
            raise RuntimeError("stop")

    with pytest.raises(RuntimeError, match="stop"):
        fail()
    again = Draft(tmp_path, NATURA, META)
    assert again.done("a") == 2
    assert again.done("b") is None
    assert not list(tmp_path.rglob("*.unfinished"))
    assert writing.latest(tmp_path, "82972NED") is None


@pytest.mark.parametrize("keep", [0, 10, -10])
def test_a_chunk_that_was_torn_is_not_used(tmp_path: Path, keep: int) -> None:
    draft = Draft(tmp_path, NATURA, META)
    with draft.chunk("a") as writer:
        writer.write(page(ROWS["a"]))
    (path,) = (tmp_path / "snapshots" / "82972NED" / ".partial").glob("*.2.arrow")
    path.write_bytes(path.read_bytes()[:keep])
    assert Draft(tmp_path, NATURA, META).done("a") is None
    assert not path.exists()


def test_chunks_of_other_metadata_or_of_yesterday_are_not_used(tmp_path: Path) -> None:
    def begin() -> Draft:
        draft = Draft(tmp_path, NATURA, META)
        with draft.chunk("a") as writer:
            writer.write(page(ROWS["a"]))
        return draft

    begin()
    assert Draft(tmp_path, NATURA, {**META, "CategoryGroups": [{"ID": 1}]}).done("a") is None
    begin()
    old = time.time() - 25 * 3600
    os.utime(tmp_path / "snapshots" / "82972NED" / ".partial" / "meta.json", (old, old))
    assert Draft(tmp_path, NATURA, META).done("a") is None


def test_no_room_on_disk_is_said_and_what_was_begun_is_taken_away(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = write(tmp_path)

    def full(self: ChunkWriter, page: pa.RecordBatch) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(ChunkWriter, "write", full)
    draft = Draft(tmp_path, NATURA, META)
    with pytest.raises(DiskFullError, match="No space left on device") as caught, draft.chunk("a") as writer:
        writer.write(page(ROWS["b"]))
    assert "Maak ruimte" in caught.value.message_nl
    assert not list(tmp_path.rglob("*.unfinished"))
    draft.discard()
    assert not (tmp_path / "snapshots" / "82972NED" / ".partial").exists()
    assert read_rows(Written(first.snapshot, new=False)) == ROWS["a"] + ROWS["b"]


def test_tidying_up_takes_what_a_kill_left_and_leaves_what_is_of_use(tmp_path: Path) -> None:
    draft = Draft(tmp_path, NATURA, META)
    with draft.chunk("a") as writer:
        writer.write(page(ROWS["a"]))
    home = tmp_path / "snapshots" / "82972NED"
    (home / ".partial" / "whole").mkdir()
    (home / ".partial" / "b.unfinished").write_bytes(b"x")
    (home / ".checked.txt.1-1").write_bytes(b"x")
    making = tmp_path / "builds" / ".making-old"
    fresh = tmp_path / "builds" / ".making-fresh"
    for folder in (making, fresh):
        folder.mkdir(parents=True)
    old = time.time() - 2 * 3600
    os.utime(making, (old, old))
    orphan = tmp_path / "snapshots" / "70072ned" / ".partial"
    orphan.mkdir(parents=True)
    (orphan / "c.2.arrow").write_bytes(b"x")
    writing.tidy(tmp_path)
    assert Draft(tmp_path, NATURA, META).done("a") == 2
    assert not (home / ".partial" / "whole").exists()
    assert not (home / ".partial" / "b.unfinished").exists()
    assert not (home / ".checked.txt.1-1").exists()
    assert not making.exists()
    assert fresh.exists()
    assert not orphan.exists()


def test_boundaries_are_kept_gzipped_and_equal_ones_once(tmp_path: Path) -> None:
    geojson = b'{"type": "FeatureCollection", "features": []}'
    record = {"table": "grenzen_2019", "modified": None, "url": "u", "note": ""}
    first = writing.write_boundaries(tmp_path, SOURCES["grenzen_2019"], geojson, 3, record)
    assert gzip.decompress(first.snapshot.boundaries.read_bytes()) == geojson
    assert first.snapshot.provenance["rows_n"] == 3
    assert not writing.write_boundaries(tmp_path, SOURCES["grenzen_2019"], geojson, 3, record).new
    assert writing.write_boundaries(tmp_path, SOURCES["grenzen_2019"], geojson + b" ", 3, record).new
