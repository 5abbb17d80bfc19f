"""Pairs of pages say the same of one figure: walked for many gemeenten, years and groups, as a reader would.

Each page is opened with the same gemeente, year and group, and what it says is read from its own words: the level,
the group's and the country's figure, the place among all gemeenten, in how many kinds of groups the picture holds,
and what must be said with the figure. Whatever two pages both say must be the same; the command line joins in.
"""

import re
from collections import Counter
from collections.abc import Callable

import pytest
from lxml import html as lxml_html
from streamlit.testing.v1 import AppTest

from metrics import dutch
from metrics.build import Build
from metrics.tables.robust import robust
from tests.pages.conftest import Open

pytestmark = pytest.mark.shared

# Ordinary, merged under its own code, merged in the year, books for others (wholly, partly), moved bookings, few
# young people, divided, new, and the four others of the report.
GEMEENTEN = (
    "GM0150", "GM0344", "GM0297", "GM1894", "GM1674", "GM0014", "GM0363", "GM0307", "GM0758", "GM0088", "GM0096",
    "GM0824", "GM1979", "GM0193", "GM0796", "GM0175",
)  # fmt: skip
YEARS = ("2018", "2022", "2023")
GROUPS = ("", "neighbours", "size")
PAGES = ("gemeente", "vergelijking", "referentiegroep", "kaart", "kosten")
WALKED = [
    (code, YEARS[n % len(YEARS)], GROUPS[(n + turn) % len(GROUPS)])
    for turn in range(2)
    for n, code in enumerate(GEMEENTEN)
]
Facts = dict[str, str]
_WEIGHTY = {
    "boekt voor anderen": r"boekt mogelijk (ook|een deel van de) lasten voor andere gemeenten",
    "weinig jongeren": r"gaat het om weinig jongeren|weinig jongeren",
}


def lines(at: AppTest) -> list[str]:
    """The words of the main part of a page, a line a paragraph, heading or row; cells apart by a bar."""
    found = []
    for element in at.main.get("html"):
        tree = lxml_html.fromstring(f"<div>{element.proto.body}</div>")
        for row in tree.iter("tr"):
            found.append(" | ".join(cell.text_content().strip() for cell in row if cell.tag in ("td", "th")))
        for block in tree.iter("p", "h1", "h2", "h3", "li"):
            found.append(block.text_content().strip())
        found += [span.text_content() for span in tree.xpath("//div[contains(@class,'ew-melding')]")]
    return [line.replace("\N{NO-BREAK SPACE}", " ") for line in found]


def _first(pattern: str, text: list[str]) -> str | None:
    return next((found[1] for line in text if (found := re.search(pattern, line))), None)


def _card(title: str, text: list[str]) -> list[str]:
    """The lines of a card, from its title on."""
    at = next((n for n, line in enumerate(text) if re.fullmatch(title, line)), None)
    return [] if at is None else text[at + 1 : at + 7]


def in_brief(text: list[str], name: str) -> Facts:
    card = _card("Lasten per inwoner", text)
    return {
        "level": _first(r"^(€ [\d.]+)\*?$", card) or "geen",
        "nederland": _first(r"Nederland (€ [\d.]+)", card) or "",
        "groep": _first(r"Groep (€ [\d.]+)", card) or "",
        "rang": _first(r"^((?:\d+|[Gg]een) gemeenten? lager.*)$", card) or "geen",
        "soorten": _first(r"in ([a-z]+ van de [a-z]+) soorten groepen", text) or "",
    }


def compared(text: list[str], name: str) -> Facts:
    card = _card(r"Lasten per inwoner, \d{4}", text)
    row = next((line for line in text if line.startswith(f"{name} | ") and line.count("|") > 2), "")
    return {
        "level": _first(r"^(€ [\d.]+)\*?$", card) or "geen",
        "nederland": _first(r"Nederland: (€ [\d.]+)", card) or "",
        "groep": _first(r"Groep: (€ [\d.]+)", card) or "",
        "rij": row,
    }


def group_page(text: list[str], name: str) -> Facts:
    card = _card(rf"{re.escape(name)}: Lasten per inwoner, \d{{4}}", text)
    country = _card("Nederland", text)
    title = next((line for line in text if line.startswith("Lasten per inwoner in ")), "")
    return {
        "level": _first(r"^(€ [\d.]+)\*?$", card[:1]) or "geen",
        "groep": (re.findall(r"€ [\d.]+", title) or [""])[-1] if title.count("€") == 2 else "",
        "nederland": _first(r"^(€ [\d.]+)", country) or "",
        "soorten": _first(r"in ([a-z]+ van de [a-z]+) soorten groepen", text) or "",
    }


def on_the_map(text: list[str], name: str) -> Facts:
    said = next((line for line in text if re.match(rf"{re.escape(name)}: € ", line)), "")
    return {
        "level": _first(r": (€ [\d.]+)\.", [said]) or "",
        "rang": _first(r"\. ((?:\d+|[Gg]een) gemeenten? lager, [^.]*)\.", [said]) or "geen",
    }


def costs_page(text: list[str], name: str) -> Facts:
    return {"level": _first(r"^In \d{4} waren de lasten .* (€ [\d.]+) per inwoner", text) or "geen"}


READ: dict[str, Callable[[list[str], str], Facts]] = {
    "gemeente": in_brief,
    "vergelijking": compared,
    "referentiegroep": group_page,
    "kaart": on_the_map,
    "kosten": costs_page,
}
# What a page calls the year and the figure in its address.
ADDRESS = {
    "referentiegroep": lambda year: {"fig": "lasten_per_inwoner", "periode": year},
    "kaart": lambda year: {"fig": "lasten_per_inwoner", "periode": year, "als": "lijst"},
}


@pytest.mark.parametrize(("code", "year", "kind"), WALKED)
def test_pages_say_the_same_of_one_figure(
    open_cbs: Open, cbs_build: Build, code: str, year: str, kind: str
) -> None:
    build = cbs_build
    name = build.names.name(code)
    group = {"groep": kind} if kind in build.groups.of(code) else {}
    said: dict[str, Facts] = {}
    told: dict[str, set[str]] = {}
    for page in PAGES:
        more = ADDRESS.get(page, lambda year: {"j": year})(year)
        text = lines(open_cbs(page, g=code, r="cbs", **group, **more))
        said[page] = {key: value for key, value in READ[page](text, name).items() if value}
        told[page] = {
            what
            for what, pattern in _WEIGHTY.items()
            if any(re.search(pattern, t) and name in t for t in text)
        }
    reading = build.readings.read("lasten_per_inwoner", code, year)
    said["figures"] = {"level": dutch.euro(reading.value).replace("\N{NO-BREAK SPACE}", " ")}
    for key in ("level", "nederland", "groep", "rang", "soorten"):
        values = {page: facts[key] for page, facts in said.items() if key in facts}
        if key == "level" and not reading.usable:
            values.pop("kaart", None)  # an area that may not be compared has no colour, and says why
        assert len(set(values.values())) <= 1, (key, values)
        assert len(values) > 1 or key in ("rang", "soorten", "groep"), (key, values)
    for page in ("vergelijking", "referentiegroep"):
        assert told[page] <= told["gemeente"], (page, told)
    expected = {remark.code for remark in reading.remarks}
    if expected & {"C6", "C6_deels"}:
        assert all(
            "boekt voor anderen" in told[page] for page in ("gemeente", "vergelijking", "referentiegroep")
        ), told
    if "C8" in expected:
        assert all(
            "weinig jongeren" in told[page] for page in ("gemeente", "vergelijking", "referentiegroep")
        ), told


def test_the_walk_meets_what_it_is_for(cbs_build: Build) -> None:
    """Figures that may not be compared, remarks, sums of predecessors and pictures that hold in part are among them."""
    build, met = cbs_build, Counter[str]()
    for code, year, _ in WALKED:
        reading = build.readings.read("lasten_per_inwoner", code, year)
        met[reading.origin] += 1
        met[reading.reason] += 1
        met.update(remark.code for remark in reading.remarks)
        if reading.usable:
            votes = robust(build, code, "lasten_per_inwoner", year)
            holding = (votes["holds_n"] == votes["total_n"]) & (votes["total_n"] > 0)
            met["deels"] += 0 < holding.sum() < (votes["total_n"] > 0).sum()
    for wanted in ("voorgangers", "boekt_voor_anderen", "C6_deels", "C8", "deels"):
        assert met[wanted], (wanted, met)
