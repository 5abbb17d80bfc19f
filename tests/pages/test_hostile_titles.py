"""A feed that names tables, gemeenten and units on purpose so that they would run, or be a path, somewhere."""

from dataclasses import replace
from html import escape
from pathlib import Path

import pytest

from tests.feed.small import natura, population
from tests.feed.trial import trial
from tests.feed_server import FeedServer, Table
from tests.pages.conftest import html, opener
from tests.support import attacks
from tests.support.hostile import BITS, SCRIPT

# as a feed can send them: JSON holds no half of a surrogate pair, and a name without letters is refused elsewhere
NAMES = [bit for bit in BITS if bit.strip() and bit != "\ud800"]


def hostile(table: Table) -> Table:
    """Return a table in which titles hold the bits: its own, those of gemeenten and those of periods."""
    infos = {**table.infos, "Title": f"{table.infos['Title']} {SCRIPT} ../../x", "ShortTitle": SCRIPT}
    dims = {
        name: [
            {**row, "Title": f"{row['Title']} {NAMES[n % len(NAMES)]}", "Description": SCRIPT}
            if name == "RegioS" and row["Key"].startswith("GM")
            else row
            for n, row in enumerate(rows)
        ]
        for name, rows in table.dims.items()
    }
    return replace(table, infos=infos, dims=dims)


@pytest.mark.parametrize("name", ["bronnen", "gemeente", "vergelijking", "kaart"])
def test_titles_of_the_feed_are_text_on_every_page(
    name: str, hostile_data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    at = opener(hostile_data, monkeypatch)(name, g="GM9001")
    body = html(at)
    assert not at.exception
    assert attacks.live(body) == []
    assert ("&lt;script&gt;alert(1)" if name == "bronnen" else f"Voorbeeld 1 {escape(NAMES[1])}") in body


@pytest.fixture(scope="module")
def hostile_data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("titles") / "data"
    with FeedServer([hostile(natura()), hostile(population())]) as feed:
        outcome = trial(folder, feed, "82972NED", "70072ned")
    assert outcome.built, outcome.message_nl
    assert {each.name for each in folder.parent.iterdir()} == {"data"}
    return folder
