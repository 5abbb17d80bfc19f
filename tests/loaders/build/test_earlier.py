"""Versions of one table of Iv3 over the refreshes: a fault that stays is no correction, and what is mended heals."""

from pathlib import Path

import pytest

from loaders import store
from tests.feed.small import GEMEENTEN, finance
from tests.feed.trial import trial
from tests.feed_server import FeedServer, Table

pytestmark = pytest.mark.usefixtures("bare")

FIRST = frozenset(list(GEMEENTEN)[:50])  # more than a tenth of them
NAME = "45046NED"


def _version(factor: float, gone: frozenset[str] = frozenset()) -> Table:
    """The table with every amount times `factor`; without lasten for jeugdzorg of the gemeenten that are `gone`."""
    made = finance()
    for row in made.rows:
        youth = row["TaakveldBalanspost"].strip() in ("6.72", "6.82")
        times = 0.0 if youth and row["Gemeenten"].strip() in gone else factor
        for key in ("k_1ePlaatsing_1", "k_2ePlaatsing_2"):
            if row[key] is not None:
                row[key] *= times
    return made


def _refreshed(data_dir: Path, feed: FeedServer, version: Table) -> tuple[int, str, float]:
    """Refresh; return the exit code, what is said of the table, and the lasten of GM9001 in use (thousands)."""
    feed.tables[NAME] = version
    outcome = trial(data_dir, feed, NAME)
    opened = store.open_store(data_dir)
    try:
        found = opened.query(
            "SELECT sum(lasten_eur) AS eur FROM finance_total WHERE region = 'GM9001' AND taakveld = '6.72' "
            "AND statement = 'jaarrekening'"
        )
    finally:
        opened.close()
    return outcome.exit_code, outcome.results[0].message_nl, round(float(found["eur"].iloc[0]) / 1_000, 3)


def test_a_fault_that_stays_is_refused_again_and_what_is_sound_heals(tmp_path: Path) -> None:
    """One table through its refreshes: a fault, the version in use again, the fault with other figures, a correction,
    and at last one gemeente that is gone: that is no fault, and it is named."""
    with FeedServer([finance()]) as feed:
        assert _refreshed(tmp_path, feed, _version(1.0)) == (0, "", 5010.0)
        _refused(tmp_path, feed, _version(1.0, FIRST))
        assert _refreshed(tmp_path, feed, _version(1.0)) == (0, "", 5010.0)
        _refused(tmp_path, feed, _version(1.0, FIRST))
        _refused(tmp_path, feed, _version(1.01, FIRST))
        assert _refreshed(tmp_path, feed, _version(1.1)) == (0, "", 5511.0)
        code, _, in_use = _refreshed(tmp_path, feed, _version(1.1, frozenset({"GM9001"})))
        assert (code, in_use) == (0, 0.0)
    opened = store.open_store(tmp_path)
    try:
        told = opened.query("SELECT message FROM source WHERE source_id = ?", [NAME])["message"].iloc[0]
    finally:
        opened.close()
    assert "nu niet meer. Het gaat om: Voorbeeld 1 (GM9001), jaar 2019" in told


def _refused(data_dir: Path, feed: FeedServer, version: Table) -> None:
    """Refresh with a version in which FIRST lost their lasten: it is refused, and what was in use stays."""
    code, told, in_use = _refreshed(data_dir, feed, version)
    assert (code, in_use) == (3, 5010.0)
    assert "Van veel gemeenten zijn de lasten voor jeugdzorg weg" in told
    assert "gemeenten 50, eerder 350" in told


def test_what_a_source_sends_four_times_in_a_row_is_what_it_means(tmp_path: Path) -> None:
    with FeedServer([finance()]) as feed:
        codes = [_refreshed(tmp_path, feed, _version(1.0))[0]]
        codes += [_refreshed(tmp_path, feed, _version(1.5 + n / 100))[0] for n in range(4)]
    assert codes == [0, 3, 3, 3, 0]
