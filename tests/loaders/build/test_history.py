"""The news that is stored with a build: of every refresh, by one code, and handed on to the next."""

from pathlib import Path

import pandas as pd
import pytest

from loaders import store
from loaders.build import make
from metrics.facts import Facts
from tests.feed import small
from tests.support import snapshots

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


@pytest.fixture
def two(tmp_path: Path) -> tuple[Path, Facts, Facts]:
    return tmp_path, load(tmp_path, FIRST, 8.0), load(tmp_path, SECOND, 6.2)


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
