"""Making a build: fast from data/ alone, named after its inputs, whole or not at all, and true to its snapshots."""

import os
import shutil
import signal
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

import pytest

import loaders
from loaders import kept, store
from loaders.build import make
from loaders.build.contents import Failure
from loaders.build.make import build, ensure_build
from loaders.errors import LoaderError
from loaders.snapshots import versions
from tests.feed import real_shapes, small
from tests.feed_server import Table
from tests.feed_server import table as feed_table
from tests.support import snapshots
from tests.support.shared_snapshots import STAMP

ROOT = Path(__file__).resolve().parents[3]
OLD, NEW = "20250101T120000Z", "20260101T120000Z"


def _bytes(data_dir: Path) -> dict[str, bytes]:
    paths = [data_dir / "current", *sorted(store.builds_dir(data_dir).glob("*.duckdb"))]
    return {path.name: path.read_bytes() for path in paths}


def _value(data_dir: Path, indicator: str = "natura_jeugdhulp_pct") -> float:
    opened = store.open_store(data_dir)
    try:
        sql = "SELECT value FROM observation WHERE indicator = ? AND region = 'GM9001' AND period = '2019'"
        return float(opened.query(sql, [indicator])["value"].iloc[0])
    finally:
        opened.close()


def _source(data_dir: Path, source_id: str) -> tuple[str, str]:
    row = store.read_status(data_dir).sources.set_index("source_id").loc[source_id]
    return str(row["status"]), str(row["message"])


def test_first_start_makes_a_build_from_what_ships(tmp_path: Path) -> None:
    build_id = ensure_build(tmp_path)
    found = store.read_status(tmp_path)
    assert (found.build_id, found.kind) == (build_id, "embedded")
    assert _source(tmp_path, "rapport")[0] == "embedded"
    assert _source(tmp_path, "82972NED") == ("absent", "")
    opened = store.open_store(tmp_path)
    facts = opened.facts()
    opened.close()
    assert len(facts.report_cells) == 408  # cells of tables 1 to 11 in data/report/tables.csv
    assert (facts.regions["kind"] == "gemeente").sum() == 28
    assert {"GM1959", "GM1960"} <= set(facts.mergers["new_code"])


def test_second_start_changes_nothing(report_copy: Path) -> None:
    before = _bytes(report_copy)
    ensure_build(report_copy)
    assert _bytes(report_copy) == before


def test_the_same_inputs_give_the_same_build_and_others_another(report_copy: Path) -> None:
    first = ensure_build(report_copy)
    snapshots.write(report_copy, "natura", small.natura())
    second = build(report_copy)
    assert second.build_id != first
    assert build(report_copy).build_id == second.build_id
    assert (
        build(report_copy, failures={"82972NED": Failure("Ophalen lukte niet.")}).build_id != second.build_id
    )
    assert store.current_build(report_copy) != second.build_id


def test_another_version_of_the_code_makes_another_build(
    report_copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = ensure_build(report_copy)
    monkeypatch.setattr(loaders, "__version__", "999")
    assert ensure_build(report_copy) != first


@pytest.mark.parametrize(
    "name", ["normalise/natura.py", "checks/core.py", "build/contents.py", store.SCHEMA.name]
)
def test_a_mended_loader_has_another_fingerprint(tmp_path: Path, name: str) -> None:
    code = tmp_path / "code"
    shutil.copytree(make.CODE, code)
    assert make.code_fingerprint(code) == make.code_fingerprint()
    (code / "refresh.py").write_text("# what asks for tables makes no other build\n")
    assert make.code_fingerprint(code) == make.code_fingerprint()
    mended = code / name
    mended.write_text(mended.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    assert make.code_fingerprint(code) != make.code_fingerprint()


def test_another_fingerprint_makes_another_build(report_copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = ensure_build(report_copy)
    assert store.current_build(report_copy) == first
    monkeypatch.setattr(make, "_own_code", lambda: "mended")
    assert ensure_build(report_copy) != first


@pytest.mark.usefixtures("bare")
def test_a_table_comes_through_whole(tmp_path: Path) -> None:
    for kind, table in (
        ("natura", small.natura()),
        ("population", small.population()),
        ("finance", small.finance()),
    ):
        snapshots.write(tmp_path, kind, table)
    result = build(tmp_path)
    states = {each.source_id: each for each in result.sources}
    assert states["82972NED"].status == "loaded" and states["82972NED"].rows_n == 351 * 4
    assert _value(tmp_path) == 8.1
    opened = store.open_store(tmp_path)
    finance = opened.facts().finance.set_index(["region", "statement", "taakveld"])
    opened.close()
    # 1st placing 1,000 + 4,000 thousand euro; the 2nd adds 5 to each; GM9002 has not delivered the 2nd
    assert finance.loc[("GM9001", "jaarrekening", "6.72"), "lasten_eur"] == 5_010_000
    assert finance.loc[("GM9002", "jaarrekening", "6.72"), "lasten_eur"] == 5_000_000
    assert finance.loc[("GM9001", "jaarrekening", "6.72"), "baten_eur"] == 55_000


@pytest.mark.usefixtures("bare")
def test_a_table_that_fails_its_checks_keeps_its_previous_snapshot(tmp_path: Path) -> None:
    snapshots.write(tmp_path, "natura", small.natura(first=8.0), stamp=OLD)
    build(tmp_path)
    wrong = small.natura(first=0.08)  # a part of 1 instead of a percentage
    snapshots.write(tmp_path, "natura", wrong, stamp=NEW)
    build(tmp_path)
    status, message = _source(tmp_path, "82972NED")
    assert status == "kept" and _value(tmp_path) == 8.1
    assert "De cijfers van 1 januari 2026 zijn niet gebruikt." in message
    assert "We gebruiken de cijfers van 1 januari 2025." in message


@pytest.mark.usefixtures("bare")
def test_a_table_without_a_sound_snapshot_is_absent_and_says_why(tmp_path: Path) -> None:
    snapshots.write(tmp_path, "natura", small.natura(first=0.08), stamp=NEW)
    build(tmp_path)
    status, message = _source(tmp_path, "82972NED")
    assert status == "absent" and "niet geloofwaardig" in message


@pytest.mark.usefixtures("bare")
def test_a_download_that_failed_keeps_the_figures_and_is_told(tmp_path: Path) -> None:
    snapshots.write(tmp_path, "natura", small.natura(), stamp=OLD)
    told = {"82972NED": "Ophalen lukte niet.", "70072ned": "Ook dit lukte niet."}
    build(tmp_path, failures={source_id: Failure(text) for source_id, text in told.items()})
    assert _source(tmp_path, "82972NED") == ("kept", "Ophalen lukte niet.")
    assert _source(tmp_path, "70072ned") == ("absent", "Ook dit lukte niet.")


@pytest.mark.usefixtures("bare")
def test_a_damaged_snapshot_is_not_used(tmp_path: Path) -> None:
    snapshots.write(tmp_path, "natura", small.natura(first=8.0), stamp=OLD)
    newer = snapshots.write(tmp_path, "natura", small.natura(first=9.0), stamp=NEW)
    newer.rows.write_bytes(newer.rows.read_bytes()[:-40])
    build(tmp_path)
    assert _source(tmp_path, "82972NED")[0] == "kept" and _value(tmp_path) == 8.1


@pytest.mark.usefixtures("bare")
def test_a_snapshot_without_provenance_is_no_snapshot(tmp_path: Path) -> None:
    newer = snapshots.write(tmp_path, "natura", small.natura(first=9.0), stamp=NEW)
    snapshots.write(tmp_path, "natura", small.natura(first=8.0), stamp=OLD)
    (newer.folder / "provenance.json").write_text("{", encoding="utf-8")
    assert [each.stamp for each in versions.snapshots(tmp_path)["82972NED"]] == [OLD]
    build(tmp_path)
    assert _value(tmp_path) == 8.1


@pytest.mark.usefixtures("bare")
def test_as_of_builds_from_older_snapshots_and_stays_so(tmp_path: Path) -> None:
    snapshots.write(tmp_path, "natura", small.natura(first=8.0), stamp=OLD)
    snapshots.write(tmp_path, "natura", small.natura(first=9.0), stamp=NEW)
    build(tmp_path)
    assert _value(tmp_path) == 9.1
    build(tmp_path, as_of=date(2025, 12, 31))
    assert _value(tmp_path) == 8.1 and _source(tmp_path, "82972NED")[0] == "loaded"
    ensure_build(tmp_path)
    assert _value(tmp_path) == 8.1  # a restart does not bring the newer figures back
    build(tmp_path, as_of=date(2026, 1, 1))
    assert _value(tmp_path) == 9.1  # of that day itself
    build(tmp_path, as_of=date(2024, 1, 1))
    assert _source(tmp_path, "82972NED")[0] == "absent"


def test_a_damaged_or_missing_build_is_made_again(tmp_path: Path) -> None:
    snapshots.write(tmp_path, "natura", small.natura())
    build_id = build(tmp_path).build_id
    path = store.build_file(tmp_path, build_id)
    path.write_bytes(b"half of it")
    assert ensure_build(tmp_path) == build_id and _value(tmp_path) == 8.1
    path.unlink()
    assert ensure_build(tmp_path) == build_id and _value(tmp_path) == 8.1
    (tmp_path / "current").write_text("../elsewhere")
    assert ensure_build(tmp_path) == build_id


@pytest.mark.usefixtures("bare")
def test_the_last_three_builds_stay(tmp_path: Path) -> None:
    made = [
        build(tmp_path, failures={"70072ned": Failure(f"Poging {number}")}).build_id for number in range(4)
    ]
    kept = {path.stem for path in store.builds_dir(tmp_path).glob("*.duckdb")}
    assert kept == set(made[-3:])


def test_a_build_that_cannot_be_made_leaves_the_old_one_byte_for_byte(
    report_copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ensure_build(report_copy)
    before = _bytes(report_copy)
    snapshots.write(report_copy, "natura", small.natura())

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space left"):
        build(report_copy)
    assert _bytes(report_copy) == before
    assert [path.name for path in store.builds_dir(report_copy).iterdir() if path.name.startswith(".")] == []


@pytest.mark.parametrize("step", ["insert", "new_build", "switch", "prune"])
def test_stopping_at_any_step_leaves_the_old_build_or_the_new(
    report_copy: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    old = ensure_build(report_copy)
    before = _bytes(report_copy)
    snapshots.write(report_copy, "natura", small.natura())

    def stop(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(kept if step == "prune" else store, step, stop)
        with pytest.raises(KeyboardInterrupt):
            build(report_copy)
    after = _bytes(report_copy)
    if step == "prune":  # the pointer is over already
        assert _value(report_copy) == 8.1
    else:
        assert store.current_build(report_copy) == old
        assert {name: after[name] for name in before} == before
    build(report_copy)
    assert _value(report_copy) == 8.1


@pytest.mark.parametrize("moment", ["while it writes the first", "as soon as the first is in use"])
def test_a_process_killed_while_it_builds_leaves_the_old_build_or_the_new(
    report_copy: Path, moment: str
) -> None:
    old = ensure_build(report_copy)
    before = _bytes(report_copy)
    snapshots.write(report_copy, "natura", small.natura())
    code = (
        "import sys; from pathlib import Path; from loaders.build.make import build; "
        "from loaders.build.contents import Failure; print('go', flush=True); "
        "[build(Path(sys.argv[1]), failures={'70072ned': Failure(str(n))}) for n in range(99)]"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code, str(report_copy)], cwd=ROOT, stdout=subprocess.PIPE
    ) as child:
        assert child.stdout is not None
        child.stdout.readline()  # the imports are done: from here on it works on the files
        while (
            not list(store.builds_dir(report_copy).glob(".making-*/*"))
            if moment == "while it writes the first"
            else store.current_build(report_copy) == old
        ):
            assert child.poll() is None, "it ended before it began"
            time.sleep(0.01)
        child.send_signal(signal.SIGKILL)
    current = store.current_build(report_copy)
    assert current is not None
    assert (current == old) is (moment == "while it writes the first")
    store.open_store(report_copy).close()  # whatever is pointed at can be read
    if current == old:
        assert {name: content for name, content in _bytes(report_copy).items() if name in before} == before
    build(report_copy)  # and the next run gets through
    assert _value(report_copy) == 8.1


@pytest.mark.usefixtures("bare")
def test_what_a_killed_build_left_is_cleared_up_later(report_copy: Path) -> None:
    ensure_build(report_copy)
    left = store.builds_dir(report_copy) / ".making-xyz"
    left.mkdir()
    (left / "build.duckdb").write_bytes(b"half")
    build(report_copy, failures={"70072ned": Failure("Poging")})
    assert left.exists()  # may be of another process that is busy now
    long_ago = time.time() - 2 * 24 * 3600
    os.utime(left, (long_ago, long_ago))
    build(report_copy, failures={"70072ned": Failure("Nog een poging")})
    assert not left.exists()


def divisions(year: int, codes: list[str], table_id: str) -> Table:
    return feed_table(
        table_id,
        f"Gebieden in Nederland {year}",
        dims={"RegioS": {code: f"Plaats {code}" for code in codes}},
        topics={
            "Code_1": ("Code", ""),
            "Naam_2": ("Naam", ""),
            "Code_3": ("Code", ""),
            "Naam_4": ("Naam", ""),
        },
        values=lambda _: {"Code_1": "JZ01", "Naam_2": "Regio", "Code_3": "PV20", "Naam_4": "Provincie"},
    )


@pytest.mark.usefixtures("bare")
def test_a_reorganisation_of_a_later_year_follows_from_itsdivisions(tmp_path: Path) -> None:
    before = [f"GM{number:04d}" for number in range(5000, 5342)]
    after = [code for code in before if code not in ("GM5000", "GM5001")] + ["GM6000"]
    snapshots.write(tmp_path, "divisions", divisions(2026, before, "86247NED"), division_year=2026)
    snapshots.write(tmp_path, "divisions", divisions(2027, after, "gebieden_2027"), division_year=2027)
    build(tmp_path)
    opened = store.open_store(tmp_path)
    facts = opened.facts()
    opened.close()
    new = facts.mergers[facts.mergers["new_code"] == "GM6000"]
    assert new["old_code"].tolist() == ["GM5000", "GM5001"] and str(new["date"].iloc[0])[:10] == "2027-01-01"
    regions = facts.regions.set_index("code")
    assert regions.loc["GM5000", "last_year"] == 2026 and regions.loc["GM6000", "first_year"] == 2027


@pytest.mark.usefixtures("bare")
def test_a_gemeente_that_ends_without_a_known_heir_is_told(tmp_path: Path) -> None:
    before = [f"GM{number:04d}" for number in range(5000, 5342)]
    snapshots.write(tmp_path, "divisions", divisions(2026, before, "86247NED"), division_year=2026)
    snapshots.write(tmp_path, "divisions", divisions(2027, before[1:], "gebieden_2027"), division_year=2027)
    build(tmp_path)
    assert (
        "Plaats GM5000 (GM5000) houdt op in 2027; vul data/herindelingen.toml aan."
        in _source(tmp_path, "gebieden_2027")[1]
    )


@pytest.mark.usefixtures("bare")
def test_the_register_says_what_a_table_is_and_a_stray_folder_does_not_count(tmp_path: Path) -> None:
    snapshots.write(tmp_path, "onbekende_soort", small.natura())
    # the register knows 82972NED as natura, so that is what it is read as
    build(tmp_path)
    assert _source(tmp_path, "82972NED")[0] == "loaded"
    other = small.natura()
    other.id = "99999NED"
    snapshots.write(tmp_path, "onbekende_soort", other)
    build(tmp_path)
    status, message = _source(tmp_path, "99999NED")[:2]
    assert status == "absent" and "hoort bij geen bron en telt niet mee" in message


@pytest.mark.usefixtures("bare")
def test_a_snapshot_copied_to_another_table_does_not_count_and_is_told(tmp_path: Path) -> None:
    snapshots.write(tmp_path, "finance", small.finance())
    build(tmp_path)
    once = _lasten(tmp_path)
    folder = tmp_path / "snapshots"
    shutil.copytree(folder / "45046NED" / STAMP, folder / "45042NED" / NEW)
    shutil.copytree(folder / "45046NED", folder / "45046NED (1)")
    build(tmp_path)
    assert once > 0 and _lasten(tmp_path) == once
    assert "In deze map staan ook gegevens van 45046NED" in _source(tmp_path, "45042NED")[1]
    assert "hoort bij geen bron en telt niet mee" in _source(tmp_path, "45046NED (1)")[1]


@pytest.mark.usefixtures("bare")
def test_two_tables_with_the_amounts_of_one_year_do_not_add_up(tmp_path: Path) -> None:
    snapshots.write(tmp_path, "finance", small.finance())
    other = small.finance()
    other.id = "45042NED"  # it comes first
    snapshots.write(tmp_path, "finance", other)
    build(tmp_path)
    assert "al bedragen uit een andere tabel" in _source(tmp_path, "45046NED")[1]


def _lasten(data_dir: Path) -> float:
    opened = store.open_store(data_dir)
    try:
        return float(opened.query("SELECT sum(lasten_eur) AS eur FROM finance_total")["eur"].iloc[0])
    finally:
        opened.close()


@pytest.mark.usefixtures("bare")
def test_a_snapshot_of_the_future_does_not_win_and_is_told(tmp_path: Path) -> None:
    future = "20990101T000000Z"
    wrong = small.natura(first=9.0)
    snapshots.write(tmp_path, "natura", wrong, stamp=future)
    first = build(
        tmp_path
    )  # where there is nothing else, it is what there is: this clock may be the wrong one
    assert _value(tmp_path) == 9.1
    snapshots.write(tmp_path, "natura", small.natura(), stamp=OLD)
    second = build(tmp_path)
    assert _value(tmp_path) == 8.1
    shutil.rmtree(tmp_path / "snapshots" / "82972NED" / future)
    third = build(tmp_path)
    assert len({first.build_id, second.build_id, third.build_id}) == 3
    version = versions.data_version(versions.snapshots(tmp_path))
    assert store.read_status(tmp_path).data_version == version
    said = {each.source_id: each.message for each in second.sources}["82972NED"]
    assert "Een versie met de datum 1 januari 2099 telt niet mee" in said


def test_a_broken_shipped_file_stops_the_build_with_its_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ensure_build(tmp_path)
    before = _bytes(tmp_path)
    from loaders.files import shipped

    copy = tmp_path / "shipped" / "data"
    (copy / "report").mkdir(parents=True)
    for path in [*shipped.FOLDER.glob("*.toml"), *shipped.FOLDER.glob("report/*.*")]:
        (copy / path.relative_to(shipped.FOLDER)).write_bytes(path.read_bytes())
    (copy / "indicators.toml").write_text("[[indicator]]\ncode = 'x'\n", encoding="utf-8")
    monkeypatch.setattr(shipped.records, "__defaults__", (copy,))
    with pytest.raises(
        LoaderError, match=r"data/indicators.toml \(record x, field \w+\): this field is missing"
    ):
        build(tmp_path, failures={"70072ned": Failure("Poging")})
    assert _bytes(tmp_path) == before


@pytest.mark.usefixtures("bare")
def test_the_stedelijkheid_stands_once_from_the_key_figures_or_else_from_the_division(tmp_path: Path) -> None:
    """GM9001 has one in the key figures of 2019; the rest have that of the division only."""
    people = small.population()
    people.properties.append(
        {"odata.type": "Cbs.OData.Topic", "Type": "Topic", "Key": "Stedelijkheid_9", "Title": "Stedelijkheid",
         "Unit": "", "ID": 99, "ParentID": None, "Datatype": "Long"}
    )  # fmt: skip
    for row in people.rows:
        row["Stedelijkheid_9"] = 2 if row["RegioS"] == "GM9001" else None
    areas = real_shapes.divisions(2019, towns=list(small.GEMEENTEN))
    snapshots.write(tmp_path, "population", people)
    snapshots.write(tmp_path, "divisions", areas)
    made = build(tmp_path)
    assert {each.source_id: each.message for each in made.sources if each.status == "loaded"} == {
        "70072ned": "", "83287NED": ""
    }  # fmt: skip
    opened = store.open_store(tmp_path)
    found = opened.query(
        "SELECT region, value, source_id FROM observation WHERE indicator = 'stedelijkheid_klasse' "
        "AND year = 2019 AND region LIKE 'GM%' ORDER BY region LIMIT 3"
    )
    twice = opened.query(
        "SELECT region FROM observation WHERE indicator = 'stedelijkheid_klasse' "
        "GROUP BY region, year HAVING count(*) > 1"
    )
    opened.close()
    assert found.to_numpy().tolist() == [
        ["GM9001", 2.0, "70072ned"], ["GM9002", 4.0, "83287NED"], ["GM9003", 5.0, "83287NED"]
    ]  # fmt: skip
    assert twice.empty
