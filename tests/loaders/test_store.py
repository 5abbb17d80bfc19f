"""The store: read-only, one cursor a query, the placing rule, the frames metrics get."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest

from loaders import kept, store
from loaders.build import make, totals
from loaders.errors import StoreError
from metrics import facts

BUILD = "abc123"


@pytest.fixture(scope="module", autouse=True)
def _kept_open() -> None:
    """What these tests are about: each build is opened itself."""


def _finance(*rows: tuple[str, str, str, str, float | None, float | None]) -> pd.DataFrame:
    frame = pd.DataFrame(
        rows, columns=["region", "statement", "taakveld", "categorie", "placing1_eur", "placing2_eur"]
    )
    frame = frame.assign(year=2019, source_id="45046NED")
    return frame.astype({"placing1_eur": "float64", "placing2_eur": "float64"})


@pytest.fixture
def data_dir(tmp_path: Path) -> Path:
    """A data folder with one small build."""
    with store.new_build(tmp_path, BUILD) as database:
        database.execute(
            "INSERT INTO build VALUES (?, 'versie', '2026-01-02 03:04:05', '1', 'cbs', 'base', NULL)", [BUILD]
        )
        database.execute(
            "INSERT INTO source (source_id, title, kind, status) VALUES ('45046NED', 'Iv3', 'finance', 'loaded')"
        )
        store.insert(
            database,
            "finance",
            _finance(
                # 2nd placing delivered: it counts for every cell, also where it is missing or zero
                ("GM0001", "jaarrekening", "6.72", "L3.8", 100.0, 110.0),
                ("GM0001", "jaarrekening", "6.72", "L1.1", 10.0, 0.0),
                ("GM0001", "jaarrekening", "6.82", "L3.8", 50.0, None),
                ("GM0001", "jaarrekening", "6.72", "B3.8", 5.0, 7.0),
                # 2nd placing of the begroting not delivered: the 1st counts
                ("GM0001", "begroting", "6.72", "L3.8", 90.0, None),
                # 2nd placing all zeros beside a filled 1st: not filled in, so the 1st counts
                ("GM0002", "jaarrekening", "6.72", "L3.8", 80.0, 0.0),
                ("GM0002", "jaarrekening", "6.82", "L3.8", 20.0, 0.0),
                # zeros only: delivered as zero (what zero means is for metrics to say)
                ("GM0003", "jaarrekening", "6.72", "L3.8", None, 0.0),
                # nothing delivered
                ("GM0004", "jaarrekening", "6.72", "L3.8", None, None),
            ),
        )
        totals.fill(database)
        labels = pd.DataFrame(
            [
                (2019, "taakveld", "6.72", "Maatwerkdienstverlening 18-"),
                (2019, "categorie", "L3.8", "Overige goederen"),
            ],
            columns=["year", "kind", "code", "title"],
        )
        store.insert(database, "finance_label", labels)
    store.switch(tmp_path, BUILD)
    return tmp_path


@pytest.fixture
def opened(data_dir: Path) -> Iterator[store.Store]:
    handle = store.open_store(data_dir)
    yield handle
    handle.close()


def test_frames_have_the_columns_metrics_expect(opened: store.Store) -> None:
    found = opened.facts()
    assert found.build_id == BUILD and found.built_at is not None and found.built_at.year == 2026
    for name, columns in {
        "sources": facts.SOURCES,
        "regions": facts.REGIONS,
        "memberships": facts.MEMBERSHIPS,
        "mergers": facts.MERGERS,
        "observations": facts.OBSERVATIONS,
        "finance": facts.FINANCE,
        "report_cells": facts.REPORT_CELLS,
        "neighbours": facts.NEIGHBOURS,
        "wijken": facts.WIJKEN,
    }.items():
        assert list(getattr(found, name).columns) == columns, name


def test_placing_is_chosen_per_gemeente_year_and_statement(opened: store.Store) -> None:
    found = opened.facts().finance.set_index(["region", "statement", "taakveld"])
    whole = found.loc[("GM0001", "jaarrekening", "6.72")]
    assert (whole["lasten_eur"], whole["baten_eur"], whole["placing"]) == (110.0, 7.0, 2)
    gap = found.loc[("GM0001", "jaarrekening", "6.82")]
    assert pd.isna(gap["lasten_eur"]) and gap["placing"] == 2  # not filled up from the 1st placing
    first = found.loc[("GM0001", "begroting", "6.72")]
    assert (first["lasten_eur"], first["placing"]) == (90.0, 1)
    zeros = found.loc["GM0002"]
    assert zeros["lasten_eur"].tolist() == [80.0, 20.0] and set(zeros["placing"]) == {1}
    assert found.loc[("GM0003", "jaarrekening", "6.72"), "lasten_eur"] == 0.0
    nothing = found.loc[("GM0004", "jaarrekening", "6.72")]
    assert pd.isna(nothing["lasten_eur"]) and pd.isna(nothing["placing"]) and pd.isna(nothing["baten_eur"])


def test_amounts_can_be_taken_down_to_the_cell(opened: store.Store) -> None:
    found = opened.finance_detail("GM0001", 2019)
    assert len(found) == 5
    cell = found[
        (found["statement"] == "jaarrekening")
        & (found["taakveld"] == "6.72")
        & (found["categorie"] == "L3.8")
    ]
    row = cell.iloc[0]
    assert (row["placing1_eur"], row["placing2_eur"]) == (100.0, 110.0)
    assert (row["taakveld_title"], row["categorie_title"]) == (
        "Maatwerkdienstverlening 18-",
        "Overige goederen",
    )
    assert opened.finance_detail("GM0001", 2020).empty


@pytest.mark.parametrize(
    "sql",
    [
        "INSERT INTO finance SELECT * FROM finance",
        "DROP TABLE finance",
        "SELECT * FROM read_csv('/etc/hostname')",
        "SELECT * FROM '/etc/hostname'",
        "COPY finance TO 'out.csv'",
        "ATTACH 'other.duckdb'",
        "INSTALL httpfs",
        "SET threads = 1",
        "SET enable_external_access = true",
    ],
)
def test_a_reader_can_only_read_its_own_file(opened: store.Store, sql: str) -> None:
    with pytest.raises(store.DatabaseError):
        opened.query(sql)


def test_a_variable_of_python_is_no_table(opened: store.Store) -> None:
    local_frame = pd.DataFrame({"a": [1]})
    assert len(local_frame) == 1
    with pytest.raises(store.DatabaseError):
        opened.query("SELECT * FROM local_frame")


def test_values_go_in_as_parameters(opened: store.Store) -> None:
    nasty = "GM0001' OR '1'='1"
    assert opened.query("SELECT count(*) AS n FROM finance WHERE region = ?", [nasty])["n"].iloc[0] == 0


def test_many_threads_on_one_handle_all_get_their_own_rows(opened: store.Store) -> None:
    wrong: list[object] = []

    def work(number: int) -> None:
        for _ in range(25):
            got = opened.query("SELECT ? AS mine, count(*) AS n FROM finance", [number]).iloc[0]
            if (got["mine"], got["n"]) != (number, 9):
                wrong.append(got)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []


def test_a_new_build_leaves_open_readers_alone(data_dir: Path, opened: store.Store) -> None:
    with store.new_build(data_dir, "def456") as database:
        database.execute(
            "INSERT INTO build VALUES ('def456', 'versie', '2026-02-01', '1', 'embedded', 'base', NULL)"
        )
    store.switch(data_dir, "def456")
    assert store.current_build(data_dir) == "def456"
    assert (data_dir / "current").stat().st_mode & 0o044 == 0o044, "a replica may run as another user"
    assert opened.query("SELECT count(*) AS n FROM finance")["n"].iloc[0] == 9
    newer = store.open_store(data_dir)
    assert newer.query("SELECT count(*) AS n FROM finance")["n"].iloc[0] == 0
    newer.close()
    (store.build_file(data_dir, BUILD)).unlink()  # pruned while it is being read
    assert opened.query("SELECT count(*) AS n FROM finance")["n"].iloc[0] == 9


def test_a_handle_at_rest_reads_on_also_after_its_file_went(data_dir: Path, opened: store.Store) -> None:
    before = opened.facts().finance
    opened.rest()
    assert opened.facts().finance.equals(before)
    opened.rest()
    opened.path.unlink()
    assert opened.query("SELECT count(*) AS n FROM finance")["n"].iloc[0] == 9


def test_a_handle_whose_file_went_before_it_rests_says_so(data_dir: Path, opened: store.Store) -> None:
    opened.path.unlink()
    with pytest.raises(StoreError):
        opened.rest()


def test_a_build_in_memory_is_not_let_go_of() -> None:
    handle = make.in_memory()
    handle.rest()
    assert len(handle.facts().report_cells) > 400
    handle.close()


def test_a_build_that_breaks_off_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError, match="halfway"), store.new_build(tmp_path, "x1") as database:
        database.execute(
            "INSERT INTO build VALUES ('x1', 'versie', '2026-02-01', '1', 'embedded', 'base', NULL)"
        )
        raise RuntimeError("halfway")
    assert list(store.builds_dir(tmp_path).iterdir()) == []


def test_no_data_at_all_is_said_in_dutch(tmp_path: Path) -> None:
    with pytest.raises(StoreError) as caught:
        store.open_store(tmp_path)
    assert caught.value.message_nl.startswith("Er zijn geen gegevens gevonden.")


@pytest.mark.parametrize("pointer", [b"", b"../../etc/passwd\n", b"\xff\xfe", b"abc 123"])
def test_a_mangled_pointer_counts_as_none(tmp_path: Path, pointer: bytes) -> None:
    (tmp_path / "current").write_bytes(pointer)
    assert store.current_build(tmp_path) is None


def test_a_damaged_build_is_named(data_dir: Path) -> None:
    path = store.build_file(data_dir, BUILD)
    path.write_bytes(path.read_bytes()[:1000])
    with pytest.raises(StoreError, match=BUILD):
        store.open_store(data_dir)


def test_a_build_under_another_name_is_refused(data_dir: Path) -> None:
    folder = store.builds_dir(data_dir)
    (folder / "other99.duckdb").write_bytes((folder / f"{BUILD}.duckdb").read_bytes())
    with pytest.raises(StoreError, match="other99.*is damaged"):
        store.open_store(data_dir, "other99")


def test_status(data_dir: Path) -> None:
    found = store.read_status(data_dir)
    assert (found.build_id, found.kind) == (BUILD, "cbs")
    assert found.sources[["source_id", "status"]].to_numpy().tolist() == [["45046NED", "loaded"]]


def test_pruning_keeps_the_newest_and_the_one_in_use(data_dir: Path) -> None:
    import os

    for number in range(1, 6):
        with store.new_build(data_dir, f"n{number}") as database:
            database.execute(
                "INSERT INTO build VALUES (?, 'versie', '2026-02-01', '1', 'embedded', 'b', NULL)",
                [f"n{number}"],
            )
        os.utime(store.builds_dir(data_dir) / f"n{number}.duckdb", (number * 1000, number * 1000))
    os.utime(store.build_file(data_dir, BUILD), (1, 1))  # in use, and the oldest
    gone = kept.prune(data_dir, keep=3)
    assert sorted(gone) == ["n1", "n2", "n3"]
    assert sorted(path.stem for path in store.builds_dir(data_dir).glob("*.duckdb")) == [BUILD, "n4", "n5"]


def test_a_folder_in_the_place_of_a_seal_stops_no_tidying(data_dir: Path) -> None:
    with store.new_build(data_dir, "old") as database:
        database.execute("INSERT INTO build VALUES ('old', 'v', '2026-02-01', '1', 'embedded', 'b', NULL)")
    seal = store.builds_dir(data_dir) / "old.sha256"
    seal.unlink()
    seal.mkdir()
    (seal / "mine.txt").write_text("not ours")
    assert kept.prune(data_dir, keep=1) == ["old"]
    (aside,) = store.builds_dir(data_dir).glob("old.sha256.opzij-*")
    assert (aside / "mine.txt").exists()


def test_stored_frames_come_back_with_the_kinds_they_had(tmp_path: Path) -> None:
    """Also of frames without rows, and of kinds that the database gives back as another one."""
    frame = pd.DataFrame(
        {
            "region": pd.Series(["GM0001", "GM0002"], dtype="str"),
            "status": pd.Series(["ok", "ok"], dtype="category"),
            "year": pd.Series([2019, None], dtype="Int64"),
            "value": [1.5, None],
            "known": [True, False],
            "n": [1, 2],
        }
    )
    frames = {"whole": frame, "empty": frame.iloc[:0].astype({"value": "object"})}
    with store.new_build(tmp_path, BUILD) as database:
        database.execute(
            "INSERT INTO build VALUES (?, 'v', '2026-02-01', '1', 'embedded', 'b', NULL)", [BUILD]
        )
        store.write_derived(database, "key", frames)
    handle = store.open_store(tmp_path, BUILD)
    try:
        assert handle.derived("another") is None
        found = handle.derived("key")
    finally:
        handle.close()
    assert found is not None
    assert found.keys() == frames.keys()
    for name, one in frames.items():
        assert found[name].dtypes.astype(str).to_dict() == one.dtypes.astype(str).to_dict()
        assert found[name].astype("object").isna().equals(one.astype("object").isna())
    assert found["whole"]["year"].tolist()[0] == 2019
