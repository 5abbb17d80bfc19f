"""The news that is stored with a build: of every refresh, by one code, and handed on to the next."""

import shutil
from pathlib import Path

import pandas as pd
import pytest

from loaders import store
from loaders.build import make
from loaders.files import shipped
from metrics.facts import Facts
from tests.feed import small
from tests.loaders.build.test_make import divisions
from tests.metrics.build_facts import mergers
from tests.support import snapshots

OLD_YEAR, NEW_YEAR = [f"GM{number:04d}" for number in range(5000, 5342)], "GM6000"
JOINED = ("GM5000", "GM5001")
FIRST, SECOND, THIRD = "20250301T120000Z", "20260301T120000Z", "20260901T120000Z"


def load(data: Path, stamp: str, value: float) -> Facts:
    snapshots.write(data, "natura", small.natura(value), stamp=stamp)
    return facts(data, make.build(data).build_id)


def facts(data: Path, build_id: str) -> Facts:
    opened = store.open_store(data, build_id)
    try:
        return opened.facts()
    finally:
        opened.close()


def told(found: Facts, code: str = "GM9001") -> list[tuple[object, ...]]:
    rows = found.news[(found.news["region"] == code) & (found.news["indicator"] == "natura_jeugdhulp")]
    return list(rows[["period", "what", "old", "new"]].itertuples(index=False, name=None))


@pytest.fixture(scope="module")
def two_once(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Facts, Facts]:
    """What `two` gives, built once: do not change it."""
    data = tmp_path_factory.mktemp("two")
    return data, load(data, FIRST, 8.0), load(data, SECOND, 6.2)


@pytest.fixture
def two(two_once: tuple[Path, Facts, Facts], tmp_path: Path) -> tuple[Path, Facts, Facts]:
    """A data folder of the test's own that was loaded twice, and the facts of both."""
    data, old, new = two_once
    return Path(shutil.copytree(data, tmp_path / "data")), old, new


def test_the_first_version_has_no_news_and_the_second_says_what_was_revised(
    two: tuple[Path, Facts, Facts],
) -> None:
    data, old, new = two
    assert old.news.empty
    assert old.versions["previous"].tolist() == [""]
    assert new.versions["version"].tolist() == [old.data_version, new.data_version]
    assert new.versions["previous"].tolist() == ["", old.data_version]
    assert str(new.versions["loaded"].iloc[-1]) == "2026-03-01 12:00:00"
    revised = told(new)
    assert revised
    assert {what for _, what, _, _ in revised} == {"herzien"}
    assert all(round(float(str(was)) - float(str(now)), 6) == 1.8 for _, _, was, now in revised)
    third = load(data, THIRD, 6.2)
    assert third.versions["version"].tolist()[:2] == new.versions["version"].tolist()
    assert told(third) == revised, "what was known is handed on; equal figures are no news"


def test_other_code_takes_over_what_is_known_and_never_compares_with_its_own_figures(
    two: tuple[Path, Facts, Facts], monkeypatch: pytest.MonkeyPatch
) -> None:
    data, _old, new = two
    monkeypatch.setattr(make, "_base", lambda: "othercode")
    again = facts(data, make.build(data).build_id)
    assert again.build_id != new.build_id
    pd.testing.assert_frame_equal(again.news, new.news)
    # and the refresh that comes with other code makes the version before again, by that code
    monkeypatch.setattr(make, "_base", lambda: "newercode")
    third = load(data, THIRD, 6.9)
    assert len(third.versions) == 3
    bases = [_base(data, path.stem) for path in store.builds_dir(data).glob("*.duckdb")]
    assert bases.count("newercode") == 2
    assert {(what, new) for _, what, _, new in told(third)} >= {("herzien", 6.9)}


def _base(data: Path, build_id: str) -> str:
    opened = store.open_store(data, build_id)
    try:
        return str(opened.query("SELECT base FROM build")["base"].iloc[0])
    finally:
        opened.close()


def test_an_older_version_knows_only_what_was_known_then(two: tuple[Path, Facts, Facts]) -> None:
    data, old, new = two
    third = load(data, THIRD, 6.9)
    for path in store.builds_dir(data).glob("*.duckdb"):
        if path.stem != third.build_id:
            path.unlink()
    again = facts(data, make.build_again(data, new.data_version))
    assert again.versions["version"].tolist() == [old.data_version, new.data_version]
    pd.testing.assert_frame_equal(again.news, new.news)


def test_a_build_of_a_refresh_under_way_is_no_version(tmp_path: Path) -> None:
    snapshots.write(tmp_path, "natura", small.natura(8.0), stamp=FIRST)
    assert facts(tmp_path, make.build(tmp_path, partial=True).build_id).versions.empty
    whole = facts(tmp_path, make.build(tmp_path).build_id)
    assert len(whole.versions) == 1
    assert whole.news.empty


def _of(found: Facts, what: str) -> list[tuple[str, str, str, str]]:
    """The news of one kind: region, indicator, period and detail."""
    rows = found.news[found.news["what"] == what]
    columns = rows[["region", "indicator", "period", "detail"]].astype(str)
    return list(columns.itertuples(index=False, name=None))


def _with_divisions(data: Path, year: int, stamp: str) -> Facts:
    codes = OLD_YEAR if year == 2026 else [*(each for each in OLD_YEAR if each not in JOINED), NEW_YEAR]
    name = "86247NED" if year == 2026 else f"gebieden_{year}"
    snapshots.write(data, "divisions", divisions(year, codes, name), division_year=year, stamp=stamp)
    return facts(data, make.build(data).build_id)


def test_a_merger_that_the_divisions_show_is_told_once_with_the_table_that_brought_it(tmp_path: Path) -> None:
    first = _with_divisions(tmp_path, 2026, SECOND)
    assert _of(first, "herindeling") == []
    second = _with_divisions(tmp_path, 2027, "20270301T120000Z")
    joined = [(NEW_YEAR, "", "2027", f"Plaats {code} ({code}), 2027-01-01") for code in JOINED]
    assert _of(second, "herindeling") == joined
    assert [(region, detail) for region, _, _, detail in _of(second, "nieuwe_bron")] == [
        ("", "Gebieden in Nederland 2027")
    ]
    third = load(tmp_path, "20270901T120000Z", 8.0)
    assert _of(third, "herindeling") == joined, "once, with the version that brought it"
    assert set(third.news.loc[third.news["what"] == "herindeling", "version"]) == {second.data_version}


@pytest.mark.parametrize("typed_at", [1, 2, 3])
def test_a_merger_written_down_by_hand_is_told_with_the_first_version_after_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, typed_at: int
) -> None:
    """Written down before it took effect, in time for its first version, or only when the next one comes."""
    known = shipped.mergers()
    typed = pd.concat(
        [
            known,
            mergers(
                [("2026-01-01", "GM9002", "GM9001", "merger"), ("2026-01-01", "GM9001", "GM9001", "merger")]
            ),
        ]
    )
    stamps = (FIRST, SECOND, THIRD)
    found = []
    for number, stamp in enumerate(stamps, start=1):
        monkeypatch.setattr(
            shipped, "mergers", lambda is_typed=number >= typed_at: typed if is_typed else known
        )
        monkeypatch.setattr(make, "_base", lambda is_typed=number >= typed_at: f"code{is_typed}")
        found.append(load(tmp_path, stamp, 6.0 + number))
    told_by = max(typed_at, 2)
    expected = [("GM9001", "", "2026", "GM9002 (GM9002), 2026-01-01")]
    for number, each in enumerate(found, start=1):
        assert _of(each, "herindeling") == (expected if number >= told_by else [])
    versions = found[-1].news.loc[found[-1].news["what"] == "herindeling", "version"]
    assert versions.tolist() == [found[told_by - 1].data_version]


def test_a_new_table_is_told_to_all_and_a_figure_that_went_says_so(two: tuple[Path, Facts, Facts]) -> None:
    data, _, new = two
    assert _of(new, "nieuwe_bron") == []
    snapshots.write(data, "population", small.population(), stamp="20260401T120000Z")
    snapshots.write(data, "finance", small.finance(), stamp="20260401T120000Z")
    third = facts(data, make.build(data).build_id)
    rows = third.news[third.news["what"] == "nieuwe_bron"]
    assert set(zip(rows["region"], rows["source"], strict=True)) == {("", "70072ned"), ("", "45046NED")}
    assert ("GM9001", "lasten_per_inwoner", "2019") in {each[:3] for each in _of(third, "nieuw")}
    # the next answer of CBS no longer gives the figure of one gemeente
    natura = small.natura(6.2)
    for row in natura.rows:
        if row["RegioS"].strip() == "GM9001" and row["Perioden"].startswith("2020"):
            row.update(dict.fromkeys((key for key in row if key.endswith(("_1", "_2", "_3", "_4"))), None))
    snapshots.write(data, "natura", natura, stamp="20260901T120000Z")
    fourth = facts(data, make.build(data).build_id)
    went = [each for each in _of(fourth, "vervallen") if each[1] == "natura_jeugdhulp"]
    assert went
    assert {(region, detail) for region, _, _, detail in went} == {("GM9001", "geen_cijfer")}
    assert {period[:4] for _, _, period, _ in went} == {"2020"}
