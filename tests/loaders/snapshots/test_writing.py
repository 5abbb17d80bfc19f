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
import pytest

from loaders.errors import DiskFullError
from loaders.files import register
from loaders.snapshots import writing
from loaders.snapshots.writing import ChunkWriter, Draft, Written

SOURCES = {source.source_id: source for source in register.sources()}
NATURA = SOURCES["82972NED"]
META = {"TableInfos": [{"Title": "T"}], "DataProperties": [], "CategoryGroups": [], "dims": {"RegioS": []}}
ROWS = {
    "a": [{"ID": 0, "RegioS": "NL01   ", "v": 7.10}, {"ID": 1, "RegioS": "GM9001 ", "v": None}],
    "b": [{"ID": 2, "RegioS": "GM9002 ", "v": 0.0}],
}


def lines(rows: list[dict[str, Any]]) -> bytes:
    return b"".join(json.dumps(row).encode() + b"\n" for row in rows)


def write(
    data_dir: Path, rows: dict[str, list[dict[str, Any]]] = ROWS, meta: dict[str, Any] = META
) -> Written:
    draft = Draft(data_dir, NATURA, meta)
    for name, some in rows.items():
        with draft.chunk(name) as writer:
            writer.write(len(some), lines(some))
    record = {"table": "82972NED", "modified": "2021-10-29T02:00:00", "url": "u", "note": ""}
    return draft.finish(list(rows), record)


def read_rows(written: Written) -> list[dict[str, Any]]:
    with gzip.open(written.snapshot.rows, "rt", encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def test_rows_and_metadata_stand_there_as_they_came(tmp_path: Path) -> None:
    written = write(tmp_path)
    assert written.new
    assert read_rows(written) == ROWS["a"] + ROWS["b"]
    assert written.snapshot.meta() == META
    assert sorted(path.name for path in written.snapshot.folder.iterdir()) == [
        "meta.json",
        "provenance.json",
        "rows.jsonl.gz",
    ]


def test_duckdb_reads_the_chunks_behind_one_another_as_one_file(tmp_path: Path) -> None:
    written = write(tmp_path)
    path = str(written.snapshot.rows)
    with duckdb.connect(":memory:") as database:
        assert database.execute("SELECT count(*), sum(ID) FROM read_json(?)", [path]).fetchone() == (3, 3)


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
        writer.write(len(ROWS["a"]), lines(ROWS["a"]))

    def fail() -> None:
        with draft.chunk("b") as writer:
            writer.write(len(ROWS["b"]), lines(ROWS["b"]))
            raise RuntimeError("stop")

    with pytest.raises(RuntimeError, match="stop"):
        fail()
    again = Draft(tmp_path, NATURA, META)
    assert again.done("a") == 2
    assert again.done("b") is None
    assert not list(tmp_path.rglob("*.unfinished"))
    assert writing.latest(tmp_path, "82972NED") is None


@pytest.mark.parametrize("keep", [0, 10, -1])
def test_a_chunk_that_was_torn_is_not_used(tmp_path: Path, keep: int) -> None:
    draft = Draft(tmp_path, NATURA, META)
    with draft.chunk("a") as writer:
        writer.write(len(ROWS["a"]), lines(ROWS["a"]))
    (path,) = (tmp_path / "snapshots" / "82972NED" / ".partial").glob("*.2.gz")
    path.write_bytes(path.read_bytes()[:keep])
    assert Draft(tmp_path, NATURA, META).done("a") is None
    assert not path.exists()


def test_chunks_of_other_metadata_or_of_yesterday_are_not_used(tmp_path: Path) -> None:
    def begin() -> Draft:
        draft = Draft(tmp_path, NATURA, META)
        with draft.chunk("a") as writer:
            writer.write(len(ROWS["a"]), lines(ROWS["a"]))
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

    def full(self: ChunkWriter, rows_n: int, lines: bytes) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(ChunkWriter, "write", full)
    draft = Draft(tmp_path, NATURA, META)
    with pytest.raises(DiskFullError, match="No space left on device") as caught, draft.chunk("a") as writer:
        writer.write(len(ROWS["b"]), lines(ROWS["b"]))
    assert "Maak ruimte" in caught.value.message_nl
    assert not list(tmp_path.rglob("*.unfinished"))
    draft.discard()
    assert not (tmp_path / "snapshots" / "82972NED" / ".partial").exists()
    assert read_rows(Written(first.snapshot, new=False)) == ROWS["a"] + ROWS["b"]


def test_tidying_up_takes_what_a_kill_left_and_leaves_what_is_of_use(tmp_path: Path) -> None:
    draft = Draft(tmp_path, NATURA, META)
    with draft.chunk("a") as writer:
        writer.write(len(ROWS["a"]), lines(ROWS["a"]))
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
    (orphan / "c.2.gz").write_bytes(b"x")
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
