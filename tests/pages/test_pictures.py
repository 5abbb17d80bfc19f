"""Every chart of a page by its address: the very chart that the page drew, of its version or said to be gone."""

import re
from dataclasses import dataclass, replace
from html import unescape
from typing import Any
from urllib.parse import parse_qsl, urlsplit
from xml.etree import ElementTree

import pytest

from metrics.groups.make import KINDS
from pages.ui.charts import paper
from pages.ui.charts.spec import Chart
from pages.ui.documents.provenance import GroupTold, MemberTold, Provenance
from pages.ui.site import builds, embedding, provenance
from pages.ui.site.serving import drawings, files, not_found
from pages.ui.site.serving.answering import RefusedError
from pages.ui.site.visiting.selection import VERSION
from tests.pages.conftest import Open, html
from tests.pages.ui import samples
from tests.pages.ui.site.serving.test_server import get

PAGES = tuple(drawings.rooms())


@dataclass
class Seen:
    """What a page drew: its charts, and the folds under them by name."""

    charts: list[Chart]
    folds: dict[str, tuple[Chart, Provenance]]


@pytest.fixture
def seen(monkeypatch: pytest.MonkeyPatch) -> Seen:
    """Notes every chart that is drawn and every one that can be put on a website."""
    noted = Seen([], {})
    register, fold = files.addresses, embedding.fold

    def addresses(content: Any, stem: str, told: Provenance | None) -> dict[str, str]:
        if isinstance(content, Chart):
            noted.charts.append(content)
        return register(content, stem, told)

    def folded(chart: Chart, name: str, told: Provenance | None, *, with_own: bool = False) -> Any:
        assert told is not None
        noted.folds[name] = chart, told
        return fold(chart, name, told, with_own=with_own)

    monkeypatch.setattr(files, "addresses", addresses)
    monkeypatch.setattr(embedding, "fold", folded)
    return noted


def _asked(address: str) -> drawings.DrawingAsked:
    parts = urlsplit(address)
    assert not not_found.is_unknown(parts.path, (), ())
    _, prefix, page, file = parts.path.split("/")
    assert prefix == drawings.PREFIX
    return drawings.asked(page, file, dict(parse_qsl(parts.query)))


def _alike(one: Chart, other: Chart) -> bool:
    return repr(one.identity) == repr(other.identity)  # of fields that are no number too


def _each_is_the_chart_of_the_page(seen: Seen, text: str) -> set[str]:
    """Ask every picture that the page offers; return their names."""
    written = re.findall(r"<textarea[^>]*>(.*?)</textarea>", text, re.DOTALL)
    offered = [_asked(unescape(re.search(r'src="([^"]+)"', unescape(each))[1])) for each in written]  # type: ignore[index]
    assert {each.name for each in offered} == set(seen.folds)
    assert len(seen.folds) == len({repr(each.identity) for each in seen.charts})
    for wanted in offered:
        params = dict(wanted.params)
        shown = builds.of_version(params[VERSION])
        assert shown.answer == "newest"
        chart = drawings.drawn(wanted.page, wanted.name, params, shown)
        assert _alike(chart, seen.folds[wanted.name][0]), wanted
        body = drawings.Drawings().answer(wanted).body.decode()
        drawn = ElementTree.fromstring(body)  # noqa: S314 - made by ourselves
        words = " ".join("".join(each.itertext()) for each in drawn.iter() if each.tag.endswith("}text"))
        assert chart.title.split()[0] in words
        assert "Bron: " in words
        assert params[VERSION][:8] in words
        assert "http" not in re.sub(
            r'xmlns[^=]*="[^"]*"|<metadata>.*?</metadata>|<!DOCTYPE[^>]*>', "", body, flags=re.S
        )
    return set(seen.folds)


@pytest.mark.parametrize(
    ("page", "params", "names"),
    [
        ("gemeente", {}, {"lasten", "gebruik"}),
        ("vergelijking", {"groep": "province", "j": "2019"}, {"gebruik", "inkomen"}),
        (
            "kosten",
            {"j": "2019", "w": "alle", "met": "GM0193", "b": "2018", "e": "2019"},
            {"begroting", "index_alle", "verdeling_naast", "boeking"},
        ),
        ("gebruik", {}, {"zonder", "natura", "natura_verblijf"}),
        ("inkomen", {}, {"mediaan_inkomen", "naast0"}),
        ("kaart", {"fig": "lasten_per_inwoner", "j": "2019", "waar": "PV23", "als": "kaart"}, {"kaart"}),
        ("referentiegroep", {"groep": "own", "leden": "GM0193,GM0200,GM0141", "j": "2019"}, {"zonder"}),
        ("reproductie", {}, {f"rapportfiguur_{n}" for n in range(1, 6)}),
        ("regio", {}, {"regiokaart", "regio_lasten_per_inwoner", "regio_natura_jeugdhulp"}),
    ],
)
def test_each_chart_of_a_page_is_the_same_by_its_address(
    open_cbs: Open, seen: Seen, page: str, params: dict[str, str], names: set[str]
) -> None:
    text = html(open_cbs(page, g="GM0150", **params))
    assert _each_is_the_chart_of_the_page(seen, text) >= names


@pytest.mark.parametrize("page", PAGES)
def test_so_it_is_on_the_report_alone(open_report: Open, seen: Seen, page: str) -> None:
    at = open_report(page, g="GM0150")
    assert not at.exception
    found = _each_is_the_chart_of_the_page(seen, html(at))
    assert found or page in ("gebruik", "kaart", "inkomen", "regio", "referentiegroep", "reproductie")


def test_a_version_that_is_gone_is_said_in_the_picture_and_nothing_else_is_shown(open_report: Open) -> None:
    open_report("vergelijking", g="GM0150")
    for kind, begins in (("svg", "<?xml"), ("png", "\ufffd")):
        with pytest.raises(RefusedError) as refused:
            drawings.Drawings().answer(
                drawings.asked("vergelijking", f"gebruik.{kind}", {"g": "GM0150", "v": "abcdef99"})
            )
        assert refused.value.status == 410
        answer = drawings._refused(refused.value, kind)
        assert answer.status_code == 410
        assert answer.media_type == drawings.MIMES[kind]
        assert bytes(answer.body).decode(errors="replace").startswith(begins)
    told = get("/figuur/vergelijking/gebruik.svg", query=b"g=GM0150&v=abcdef99")
    assert told.status == 410
    assert "versie van de cijfers" in told.text


@pytest.mark.parametrize(
    ("path", "query", "status"),
    [
        ("/figuur/vergelijking/gebruik.svg", "g=GM0150&v={v}", 200),
        ("/figuur/vergelijking/gebruik.svg", "g=GM0150&v={v}&utm_source=x", 200),
        ("/figuur/vergelijking/gebruik.svg", "g=GM0150", 400),
        ("/figuur/vergelijking/gebruik.svg", "v={v}", 404),
        ("/figuur/vergelijking/gebruik.svg", "g=GM9999&v={v}", 404),
        ("/figuur/vergelijking/gebruik.svg", "g=GM0150&v={v}&r=onzin", 404),
        ("/figuur/vergelijking/onzin.svg", "g=GM0150&v={v}", 404),
        ("/figuur/vergelijking/gebruik.gif", "g=GM0150&v={v}", 404),
        ("/figuur/site/gebruik.svg", "g=GM0150&v={v}", 404),
        ("/figuur/..%2fsite/gebruik.svg", "g=GM0150&v={v}", 404),
    ],
)
def test_what_an_address_of_a_chart_gives(open_report: Open, path: str, query: str, status: int) -> None:
    open_report("app")
    version = builds.current().facts.data_version
    answer = get(path, query=query.format(v=version).encode())
    assert answer.status == status
    if status == 200:
        assert answer.headers["content-type"] == "image/svg+xml"
        assert "max-age" in answer.headers["cache-control"]
    else:
        assert "Deze figuur is er niet" in answer.text or "versie" in answer.text or "pagina" in answer.text


def _told(link: str, group: GroupTold | None = None) -> Provenance:
    return Provenance(
        day=provenance.today(), version="1 maart 2026 (aad8f1f5)", link=link, hash="aad8f1f5a631", group=group
    )


def test_the_html_escapes_what_it_says_and_names_no_table_that_is_not_there() -> None:
    chart = replace(
        samples.line(),
        title='Lasten <b>"hoog"</b>',
        alt='Lijn van A & B, <i>"x"</i>. De waarden staan in de tabel onder de figuur.',
    )
    said = embedding.html(
        chart, "gebruik", _told("https://x.example/pad/vergelijking?g=GM0150&v=aad8f1f5a631")
    )
    assert 'src="https://x.example/pad/figuur/vergelijking/gebruik.svg?g=GM0150&amp;v=aad8f1f5a631"' in said
    assert 'href="https://x.example/pad/vergelijking?g=GM0150&amp;v=aad8f1f5a631"' in said
    shown = str(
        embedding.fold(chart, "gebruik", _told("https://x.example/vergelijking?g=GM0150&v=aad8f1f5a631"))
    )
    in_textarea = re.search(r"<textarea[^>]*>(.*?)</textarea>", shown, re.DOTALL)[1]  # type: ignore[index]
    assert unescape(in_textarea) == said.replace(
        "/pad/", "/"
    )  # what is copied is the HTML itself, escapes and all
    assert "<b>" not in said
    assert "<i>" not in said
    assert "in de tabel" not in said
    assert "pagina achter de link" in said
    width, height = (int(re.search(rf'{each}="(\d+)"', said)[1]) for each in ("width", "height"))  # type: ignore[index]
    drawn = ElementTree.fromstring(  # noqa: S314 - made by ourselves
        paper.svg(chart, width_in=paper.WEBSITE_IN, more=(drawings.said_version("1 maart 2026 (aad8f1f5)"),))
    )
    box = [float(each) for each in drawn.attrib["viewBox"].split()]
    assert height / width == pytest.approx(box[3] / box[2], rel=0.01)


def test_no_own_figure_and_no_unfinished_version_gets_an_address_and_a_saved_group_is_frozen() -> None:
    assert "saved" in KINDS
    link = "https://x.example/vergelijking?g=GM0150&groep=saved&naam=mijn&v=aad8f1f5a631"
    group = GroupTold("Mijn groep", "", (MemberTold("GM0193", "Zwolle"), MemberTold("GM0200", "Apeldoorn")))
    address = embedding.address(_told(link, group), "gebruik")
    assert dict(parse_qsl(urlsplit(address).query)) == {
        "g": "GM0150", "groep": "own", "leden": "GM0193,GM0200", "v": "aad8f1f5a631",
    }  # fmt: skip
    own = str(embedding.fold(samples.line(), "gebruik", _told(link, group), with_own=True))
    assert "figuur/" not in own
    assert embedding.WITH_OWN in own
    unfinished = Provenance(day=provenance.today(), version="1 maart 2026", link=link)
    assert embedding.fold(samples.line(), "gebruik", unfinished) is None
    assert embedding.fold(samples.line(), "kaart", _told("https://x.example/over?v=aad8f1f5a631")) is None
