"""A figure that somebody cites: its link, its table and its picture open that version after a refresh brought others.

A real server, a browser, and two refreshes from a feed on this machine. On a public site that keeps no older versions
they say that it is gone; none of them ever shows a figure of another version.
"""

import re
import urllib.error
import urllib.request
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import lxml.html
import pytest

from tests.browser.conftest import Watched, Window, start_server, watch
from tests.feed import small
from tests.feed.trial import trial
from tests.feed_server import FeedServer, Table
from tests.pages.ui.site.serving.test_server import Answer, get
from tests.support.apart import run_apart
from tests.support.wire import Visitor

pytestmark = pytest.mark.browser
BEFORE, AFTER = 8.0, 6.2  # of the first half-year of 2019, in every gemeente; a tenth more each period
CHOSEN = "indicator=natura_jeugdhulp&region=GM9001&period=2020H1"


def _load(data: Path, natura: Table) -> None:
    """Refresh from a feed that has this table."""
    with FeedServer([natura, small.population()]) as feed:
        outcome = trial(data, feed, "82972NED", "70072ned")
    assert outcome.exit_code == 0, outcome


def _ask(address: str) -> tuple[int, str]:
    try:
        with urllib.request.urlopen(address, timeout=60) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as refused:
        return refused.code, refused.read().decode()


def _text(tab: Watched) -> str:
    return tab.page.locator("[data-testid=stMain]").inner_text()


async def _sent(address: str) -> str:
    """The text of a page as a visitor without a browser gets it."""
    asked = urlsplit(address)
    async with Visitor(f"{asked.scheme}://{asked.netloc}") as visitor:
        run = await visitor.open(asked.path.strip("/"), dict(parse_qsl(asked.query)))
    return " ".join(
        " ".join(lxml.html.fragment_fromstring(part, create_parent="div").itertext()) for part in run.html
    )


def _cited(text: str) -> tuple[str, str]:
    """The citation on 'Bronnen en versies': the first part of the version, and the link."""
    found = re.search(
        r"Versie van de cijfers: ([0-9a-f]{8})\. Bron: CBS, CC BY 4\.0, geladen op [^.]+\. (http\S+)", text
    )
    assert found is not None, text
    return found[1], found[2]


def test_what_was_cited_stays_after_a_refresh(
    wide_window: Window, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = tmp_path / "data"
    _load(data, small.natura(BEFORE))
    process, url = start_server(data)
    try:
        tab = watch(wide_window.context, url)
        tab.open(f"{url}/bronnen?g=GM9001")
        version, link = _cited(_text(tab))
        table_link = next(
            each.get_attribute("href") for each in tab.page.get_by_text("Bewaar alle cijfers als CSV").all()
        )
        table = f"{url}{table_link}&{CHOSEN}"
        tab.open(f"{url}/gebruik?g=GM9001")
        written = tab.page.locator(".ew-website textarea").first.input_value()
        page, picture = (
            re.search(rf'{name}="([^"]+)"', written)[1].replace("&amp;", "&")  # type: ignore[index]
            for name in ("href", "src")
        )
        old_table, old_picture = _ask(table), _ask(picture)
        assert ",8.2,pct," in old_table[1]
        assert "8,2%" in old_picture[1]
        assert version in old_picture[1]

        _load(data, small.natura(AFTER, modified="2022-04-29T02:00:00"))
        newest = _ask(f"{url}/cijfers.csv?{CHOSEN}")
        assert ",6.4,pct," in newest[1], newest
        assert _ask(table) == old_table
        assert _ask(picture) == old_picture
        assert _cited(run_apart(_sent(f"{url}/bronnen?g=GM9001")))[0] != version
        assert _cited(run_apart(_sent(link))) == (version, link)
        tab.open(page)
        shown = _text(tab)
        assert "8,2%" in shown
        assert "6,4%" not in shown
        tab.page.get_by_role("button", name="Toon de nieuwste").wait_for()  # drawn after the figures
        assert tab.foreign == []
    finally:
        wide_window.forget()
        process.kill()
        process.wait()

    # this process never answered for that folder: nothing of it is in memory
    monkeypatch.setenv("EIGENWIJZER_DATA", str(data))
    monkeypatch.setenv("EIGENWIJZER_PUBLIC", "1")
    gone, not_drawn = (_answered(address) for address in (table, picture))
    assert gone.status == 404
    assert "Deze versie van de cijfers is er niet meer" in gone.text
    assert not_drawn.status == 410
    words = " ".join(re.findall(r"<text[^>]*>([^<]+)</text>", not_drawn.text) or [not_drawn.text])
    assert "Deze figuur hoort bij een" in words
    assert "%" not in words
    monkeypatch.delenv("EIGENWIJZER_PUBLIC")
    for address, old in ((table, old_table), (picture, old_picture)):
        answer = _answered(address)
        assert (answer.status, answer.text) == old


def _answered(address: str) -> Answer:
    """What the application of this process says."""
    asked = urlsplit(address)
    return get(asked.path, query=asked.query.encode())
