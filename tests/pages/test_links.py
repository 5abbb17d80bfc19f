"""Links as they travel: what an address may carry along, and the version of the figures that it names."""

import re
import shutil
from html import unescape
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import pytest
from streamlit.testing.v1 import AppTest

from loaders import store
from loaders.build.make import build
from pages.ui.site import builds, menu
from pages.ui.site.page import ABOUT_A_GEMEENTE
from pages.ui.site.version import NEWEST
from pages.ui.site.visiting import links
from tests.feed import small
from tests.pages.conftest import Open, html, opener
from tests.support import snapshots

BROKEN = "Een deel van de link klopt niet."
OLDER = "U ziet de cijfers van de versie van"
GONE = "Die staat hier niet meer."
CAME_ALONG = {"utm_source": "nieuwsbrief", "fbclid": "<Iw/AR>", "mc_cid": "1", "ref_src": "x y"}


def query(address: str) -> dict[str, str]:
    return dict(parse_qsl(urlsplit(address).query))


def shared(at: AppTest) -> str:
    """The full address that the printed page carries."""
    found = re.search(r"Deze pagina op het scherm: ([^<]+)", html(at))
    assert found is not None
    return unescape(found.group(1))


def page_links(at: AppTest) -> list[tuple[str, str]]:
    """Page and query of every link that Streamlit draws, in the menu and on the page."""
    return [
        (element.proto.page, element.proto.query_string)
        for block in (at.sidebar, at.main)
        for element in block.get("page_link")
    ]


def test_what_is_drawn_before_any_visitor_leaves_no_link_behind(open_report: Open) -> None:
    """Pages are prepared when the server starts, where Streamlit knows no page yet."""
    links._page.cache_clear()
    for entry in menu.entries():
        links.draw(entry.name, entry.label, {})
    at = open_report("over")
    assert not at.exception
    assert {page for page, _ in page_links(at)} >= {entry.path.strip("/") for entry in menu.entries()} - {
        "over"
    }


@pytest.mark.parametrize("name", [entry.name for entry in menu.entries()])
def test_what_came_along_on_the_way_is_ignored_and_goes_no_further(name: str, open_report: Open) -> None:
    at = open_report(name, g="GM0150", **CAME_ALONG)
    assert not at.exception
    assert BROKEN not in html(at)
    carried = html(at) + "".join(query for _, query in page_links(at))
    assert not [param for param in CAME_ALONG if param in carried]
    assert query(shared(at))["g"] == "GM0150"
    assert urlsplit(shared(at)).path == menu.entry(name).path


def test_a_mangled_value_of_our_own_is_said_and_goes_no_further(open_report: Open) -> None:
    at = open_report("vergelijking", g="GM0150", j="'; DROP", utm_source="x")
    assert BROKEN in html(at)
    assert "DROP" not in html(at)
    assert "j" not in query(shared(at))


def test_a_term_with_spaces_is_a_term_and_no_broken_link(open_report: Open) -> None:
    at = open_report("begrippen", zoek="mediaan inkomen")
    assert BROKEN not in html(at)
    assert at.text_input[0].value == "mediaan inkomen"


def test_the_term_on_screen_is_the_one_in_the_link_and_a_new_one_takes_its_place(open_report: Open) -> None:
    at = open_report("begrippen", g="GM0150", zoek="taakveld")
    at.text_input[0].set_value("regio").run()
    assert query(shared(at))["zoek"] == "regio"
    at.text_input[0].set_value("<b>").run()
    assert "zoek" not in query(shared(at)), "no link that would be called broken"
    at.query_params["zoek"] = "verblijf"  # the search of the menu, on this page
    at.run()
    assert at.text_input[0].value == "verblijf" == query(shared(at))["zoek"]


@pytest.mark.shared
def test_a_link_holds_the_ordinary_choices_too_and_what_the_page_really_shows(open_cbs: Open) -> None:
    """A year that is not there gives the newest: the link names that one."""
    at = open_cbs("vergelijking", g="GM0175", j="1850")
    assert BROKEN in html(at)
    assert query(shared(at)).keys() >= {"g", "j", "groep", "v"}
    assert query(shared(at))["j"] != "1850"


@pytest.fixture(scope="module")
def two_once(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str, str]:
    """What `two` gives, built once: do not change it."""
    tmp_path, found = tmp_path_factory.mktemp("two"), []
    for stamp, value in (("20250301T120000Z", 8.0), ("20260301T120000Z", 6.2)):
        snapshots.write(tmp_path, "natura", small.natura(value), stamp=stamp)
        build_id = build(tmp_path).build_id
        opened = store.open_store(tmp_path)
        found.append(opened.facts().data_version)
        opened.close()
    for path in store.builds_dir(tmp_path).glob("*.duckdb"):
        if path.stem != build_id:
            path.unlink()
    return tmp_path, found[0], found[1]


@pytest.fixture
def two(two_once: tuple[Path, str, str], tmp_path: Path) -> tuple[Path, str, str]:
    """A data folder that was loaded twice, the first build gone from disk: folder, first version, version of now."""
    data, old, new = two_once
    return Path(shutil.copytree(data, tmp_path, dirs_exist_ok=True)), old, new


def on_map(data: Path, monkeypatch: pytest.MonkeyPatch, **params: str) -> AppTest:
    at = opener(data, monkeypatch)(
        "kaart", g="GM9001", fig="natura_jeugdhulp_pct", periode="2019", als="lijst", **params
    )
    assert not at.exception
    return at


def test_a_link_to_older_figures_shows_those_and_keeps_to_them(
    two: tuple[Path, str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    data, old, new = two
    at = on_map(data, monkeypatch, v=old)
    body = html(at)
    assert f"{OLDER} 1 maart 2025." in body
    assert "8,1%" in body and "6,3%" not in body
    assert query(shared(at))["v"] == old
    assert f"v={old}" in body.split("</table>")[0]  # the list's own links to gemeenten
    kept = [link for link in page_links(at) if f"v={old}" in link[1]]
    assert {page for page, _ in kept} >= {"vergelijking", "bronnen", "over"}
    at.button(key="_kaart_nieuwste").click().run()
    assert at.button == [] or NEWEST not in [each.label for each in at.button]
    assert "6,3%" in html(at) and OLDER not in html(at)
    assert query(shared(at))["v"] == new


def test_a_link_to_the_figures_of_now_says_nothing(
    two: tuple[Path, str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also by the first eight characters, as the footer prints them."""
    data, _, new = two
    for asked in (new, new[:8]):
        body = html(on_map(data, monkeypatch, v=asked))
        assert "6,3%" in body
        assert OLDER not in body and GONE not in body


def test_a_version_that_nobody_has_is_gone_and_no_day_is_made_up(
    two: tuple[Path, str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    data, _, new = two
    at = on_map(data, monkeypatch, v="0123456789abcdef")
    notice = next(each for each in html(at).split("<div") if GONE in each)
    assert re.findall(r"\d+ \w+ \d{4}", notice) == ["1 maart 2026"]  # of the figures on screen
    assert query(shared(at))["v"] == new
    assert not [link for link in page_links(at) if "v=" in link[1]]


def test_a_public_site_shows_only_older_versions_that_are_pinned(
    two: tuple[Path, str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    data, old, _ = two
    monkeypatch.setenv("EIGENWIJZER_PUBLIC", "1")
    at = on_map(data, monkeypatch, v=old)
    assert "Deze link hoort bij de versie van 1 maart 2025." in html(at) and GONE in html(at)
    assert "6,3%" in html(at)
    assert len(list(store.builds_dir(data).glob("*.duckdb"))) == 1  # nothing was made for it
    monkeypatch.setenv("EIGENWIJZER_PINNED", f"niets, {old[:10].upper()}")
    assert "8,1%" in html(on_map(data, monkeypatch, v=old))


def test_a_version_whose_snapshot_is_damaged_is_gone(
    two: tuple[Path, str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    data, old, _ = two
    next(data.glob("snapshots/*/20250301T120000Z/rows.jsonl.gz")).write_bytes(b"x")
    body = html(on_map(data, monkeypatch, v=old))
    assert "Deze link hoort bij de versie van 1 maart 2025." in body and GONE in body
    assert "6,3%" in body and OLDER not in body


def test_an_older_version_whose_file_went_is_made_again(
    two: tuple[Path, str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    data, old, _ = two
    assert "8,1%" in html(on_map(data, monkeypatch, v=old))
    for path in store.builds_dir(data).glob("*.duckdb"):
        if path.stem != store.current_build(data):
            path.unlink()
    builds._load.clear()
    assert "8,1%" in html(on_map(data, monkeypatch, v=old))


def test_an_older_version_never_says_that_newer_figures_are_not_loaded(
    two: tuple[Path, str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The report alone as the older version: home, a page of one gemeente with figures and one without, the search."""
    data, _, _ = two
    report = "e3b0c44298fc1c14"
    of_deventer = [(name, "GM0150") for name in sorted(ABOUT_A_GEMEENTE)]
    for name, code in (("app", ""), ("reproductie", ""), ("vergelijking", "GM0175"), *of_deventer):
        at = opener(data, monkeypatch)(name, v=report, **({"g": code} if code else {}))
        assert not at.exception
        body = html(at)
        assert f"{OLDER} het rapport van 2021." in body
        assert "Nieuwere cijfers" not in body and "vraag de beheerder" not in body, name
        assert "een beheerder laadt" not in body, name
