"""Loading figures from the page, over HTTP, while the dashboard stays usable; the new build without restart."""

from pathlib import Path

import pytest

from tests.browser.conftest import Window, start_server, watch
from tests.feed_server import FeedServer, shared_tables

pytestmark = [pytest.mark.browser, pytest.mark.shared]


def test_the_half_year_series_of_82972ned_comes_onto_vergelijken(
    wide_window: Window, shared_cbs: Path, tmp_path: Path
) -> None:
    tables = [table for table in shared_tables() if table.id == "82972NED"]
    with FeedServer(tables) as feed:
        process, url = start_server(
            tmp_path / "data",
            EIGENWIJZER_FEED=feed.url,
            EIGENWIJZER_IV3_FEED=feed.url,
            EIGENWIJZER_BOUNDARIES=str(tmp_path / "none_{year}.geojson"),
        )
        try:
            tab = watch(wide_window.context, url)
            tab.open(f"{url}/vergelijking?g=GM0150")
            assert "zoals gedrukt" in tab.page.locator("[data-testid=stMain]").inner_text()
            tab.open(f"{url}/bronnen?g=GM0150")
            tab.page.get_by_role("button", name="Nieuwe cijfers laden van het CBS").click()
            tab.page.get_by_role("button", name="Toon de nieuwe cijfers").wait_for(timeout=90_000)
            tab.page.get_by_role("button", name="Toon de nieuwe cijfers").click()
            tab.page.get_by_text(
                "lukten", exact=False
            ).first.wait_for()  # the other tables are not in this feed
            tab.open(f"{url}/vergelijking?g=GM0150")
            text = tab.page.locator("[data-testid=stMain]").inner_text()
            assert "Jongeren tot 18 jaar met jeugdhulp in natura" in text
            assert "CBS 82972NED, geladen op" in text
            assert tab.foreign == []
            assert tab.errors == []
        finally:
            wide_window.forget()
            process.kill()
            process.wait()
