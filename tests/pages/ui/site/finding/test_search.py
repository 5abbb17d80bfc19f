"""What a typed text leads to: every name a visitor may know, and nothing that he did not mean."""

import pytest

from metrics.build import Build
from metrics.records import Records
from pages.ui.site import menu
from pages.ui.site.finding import search as searching
from pages.ui.site.finding.search import Search, Target

pytestmark = pytest.mark.shared


@pytest.fixture(scope="module")
def search(cbs_build: Build, records: Records) -> Search:
    """The search with every shared table loaded."""
    facts = cbs_build.facts
    return Search(
        cbs_build.names,
        searching.regions_of(facts.regions, facts.memberships),
        {entry.name: entry.label for entry in menu.entries()},
        [term.term for term in records.terms],
        [system.name for system in records.systems],
        {entry.name: entry.words for entry in menu.entries()},
    )


@pytest.mark.parametrize(
    ("typed", "kind", "value"),
    [
        ("Den Bosch", "gemeente", "GM0796"),
        ("den haag", "gemeente", "GM0518"),
        ("Bolsward", "gemeente", "GM1900"),
        ("Groningen (gemeente)", "gemeente", "GM0014"),
        ("sudwest fryslan", "gemeente", "GM1900"),
        ("zaltb", "gemeente", "GM0297"),  # two systems have that name in theirs
        ("ervaringw", "hulpmiddel", "Ervaringwijzer"),
        ("Devneter", "gemeente", "GM0150"),
        ("gm0150", "gemeente", "GM0150"),
        ("150", "gemeente", "GM0150"),
        ("GM0150.", "gemeente", "GM0150"),
        ("Weesp", "gemeente", "GM0457"),  # its own code: the page says where it went
        ("Overijssel", "gebied", "PV23"),
        ("IJsselland", "gebied", "JZ07"),
        ("provincie Overijssel", "gebied", "PV23"),
        ("jeugdregio IJsselland", "gebied", "JZ07"),
        ("kaart", "pagina", "kaart"),
        ("Bronnen en versies", "pagina", "bronnen"),
        ("taakveld", "begrip", "Taakveld"),
        ("Regiogenoten", "pagina", "regio"),
        ("GGD-regio", "pagina", "samenwerken"),
        ("gespreksblad", "pagina", "gesprek"),
        # a term, and in the name of one page that explains it
        ("begroting", "pagina", "kosten"),
        ("Jeugdhulp", "pagina", "gebruik"),
        ("jeugdregio", "pagina", "regio"),
        ("verdeelsleutel", "pagina", "regio"),
        ("Deciel", "begrip", "Deciel"),
        ("Jeugdzorg", "begrip", "Jeugdzorg"),
    ],
)
def test_enter_opens_the_one_thing_that_is_named(search: Search, typed: str, kind: str, value: str) -> None:
    found = search.direct(typed)
    assert found is not None
    assert (found.kind, found.value) == (kind, value)


def test_the_page_that_goes_before_a_term_explains_it(search: Search, records: Records) -> None:
    opened = {term.term: search.direct(term.term) for term in records.terms}
    gone = {term: each.value for term, each in opened.items() if each is not None and each.kind == "pagina"}
    assert gone == {
        "Begroting": "kosten",
        "Jeugdhulp": "gebruik",
        "Jeugdregio": "regio",
        "Verdeelsleutel": "regio",
    }
    explained = {term.term: {*term.pages} for term in records.terms}
    assert all(page in explained[term] for term, page in gone.items())


def test_a_page_is_offered_under_a_word_that_is_not_in_its_name(search: Search) -> None:
    assert "naast" in {hit.value for hit in search.hits("visitatie") if hit.kind == "pagina"}
    assert "kaart" in {hit.value for hit in search.hits("wijken") if hit.kind == "pagina"}


def test_a_divided_gemeente_offers_its_successors(search: Search) -> None:
    assert search.direct("Haaren") is None
    assert {hit.value for hit in search.hits("Haaren")} >= {"GM0757", "GM0824", "GM0855", "GM0865"}
    assert (
        search.told("Haaren")
        == "Haaren is in 2021 verdeeld over Boxtel, Oisterwijk, Tilburg en Vught. Kies er een."
    )


def test_several_are_offered_and_none_is_chosen(search: Search) -> None:
    assert search.direct("bergen") is None
    labels = [hit.label for hit in search.hits("bergen")]
    assert labels[:2] == ["Bergen (L.)", "Bergen (NH.)"]
    assert "Kies wat u bedoelt" in search.told("bergen")


@pytest.mark.parametrize("typed", ["", "   ", "qqqqqq", "<script>alert(1)</script>", "'; drop table", "9999"])
def test_nonsense_finds_nothing_and_breaks_nothing(search: Search, typed: str) -> None:
    assert search.hits(typed) == ()
    assert search.direct(typed) is None
    assert search.told(typed) == ""


def test_every_option_has_a_label_of_its_own(search: Search) -> None:
    """A chooser is told apart by its labels: two that are alike would lead to one."""
    labels = [target.label for target in search.targets.values()]
    assert len(set(labels)) == len(labels)
    assert Target("gemeente", "GM0796", "Den Bosch ('s-Hertogenbosch)") in search.gemeenten.values()
    assert Target("gemeente", "GM0824", "Haaren (nu deels Oisterwijk)") in search.gemeenten.values()
    assert list(search.gemeenten)[:1] == ["GM1680"]  # the gemeenten of today come first, under their codes


def test_a_long_text_is_cut_before_it_is_shown() -> None:
    assert searching.shown("a\n b") == "a b"
    assert len(searching.shown("a" * 500)) < 70
