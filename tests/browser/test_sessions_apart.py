"""What a visitor gives the server is nobody else's: two sessions on the real server."""

from tests.browser.conftest import Server
from tests.support.apart import run_apart
from tests.support.wire import Run, Visitor

LABEL = "Uw bestand (CSV of Excel, zonder macro's)"
FILE = b"gemeente;jaar;soort;waarde;eenheid\nDeventer;2019;jaarrekening;25000000;euro\n"
MARK = "Eigen opgave"


def shows(run: Run) -> bool:
    """Say whether a page shows an own figure."""
    return any(MARK in part and "25.000.000" in part for part in run.html)


def test_one_session_never_sees_what_another_uploaded(server: Server) -> None:
    """Not on its pages, not after it, and not when it names the file of the other as its own."""

    async def visits() -> None:
        async with Visitor(server.url) as one, Visitor(server.url) as other:
            mine = await one.open("referentiegroep", {"g": "GM0150"})
            theirs = await other.open("referentiegroep", {"g": "GM0150"})
            assert not shows(mine) and not shows(theirs)
            mine, file = await one.upload(mine, LABEL, "eigen.csv", FILE)
            assert shows(mine)
            assert not shows(await other.open("referentiegroep", {"g": "GM0150"}))
            assert not shows(await other.uploaded(theirs, LABEL, file))
            for page in ("gemeente", "vergelijking"):
                own, others = [await each.open(page, {"g": "GM0150"}) for each in (one, other)]
                assert any("✚" in part for part in own.html), page
                assert not any("✚" in part for part in others.html), page
        async with Visitor(server.url) as later:
            assert not shows(await later.open("referentiegroep", {"g": "GM0150"}))

    run_apart(visits())
