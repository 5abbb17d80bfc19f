"""Every system of the documents that Eigenwijzer says it does with figures or a form: what is claimed, on its page.

Each claim is looked for where its row leads, on real figures: a table of that source, a choice in that form, a file
that is read. A row of data/systems.toml without a claim here fails.
"""

import re
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from loaders.files import shipped
from metrics.records import System
from pages.ui.own import monitor
from pages.ui.site.visiting import entered, stated
from tests.pages.conftest import Open, html

_SAW: dict[tuple[Any, ...], "Seen"] = {}


@dataclass(frozen=True)
class Seen:
    """A page: its text, and what can be chosen or pressed, by label."""

    text: str
    options: dict[str, list[str]]


@dataclass(frozen=True)
class Claim:
    """What must be on a page: patterns in its text, and options under the label of a chooser."""

    page: str
    has: tuple[str, ...] = ()
    options: dict[str, tuple[str, ...]] = field(default_factory=dict)
    params: dict[str, str] = field(default_factory=dict)
    report: bool = False


def note(kind: str) -> Claim:
    return Claim("gesprek", options={"Soort notitie": (kind.capitalize(),)})


def stating(*topics: str) -> Claim:
    """The topics can be filled in on the form of the gemeente's own monitor."""
    titles = (monitor.TOPICS[topic] for topic in topics)
    wanted = tuple(f"{each.group}: {each.title[0].lower()}{each.title[1:]}" for each in titles)
    return Claim("gesprek", has=("Wat onze eigen monitor zegt",), options={"Wat wilt u invullen?": wanted})


SHEET = Claim("gesprek", has=("Bewaren als Word", "Bewaren als PDF", "past de pagina op A4", "Waarom"))
IN_SHORT = Claim(
    "gemeente", has=("Bewaren als Word", "Bewaren als PDF", "past de pagina op A4", r"v=[0-9a-f]{16}")
)
TWO = Claim(
    "naast",
    has=(
        "Bewaren als Word",
        "Bewaren als PDF",
        "Regio",
        "Betalen",
        "Vragen aan elkaar",
        "Schrijf geen namen",
    ),
    params={"naast": "GM0344"},
)
CLAIMS: dict[str, tuple[Claim, ...]] = {
    "CBS: kerncijfers over jeugdzorg": (
        Claim("gebruik", ("84134NED",)), Claim("bronnen", ("84134NED.{0,200}geladen",)),
    ),
    "CBS: inkomen van huishoudens": (Claim("inkomen", ("85342NED", "deciel")),),
    "CBS: laag en langdurig laag inkomen": (
        Claim("inkomen", ("voor kinderen met een laag inkomen in deciel \\d",), report=True),
    ),
    "CBS: regionale kerncijfers": (Claim("bronnen", ("70072ned.{0,200}geladen",)),),
    "CBS: prijzen in de gezondheidszorg": (
        Claim("kosten", ("Grijze vakken: 3 tot 5% groei per jaar", "prijs(?:index|stijging)")),
    ),
    "Findo": (Claim("kosten", ("45063NED", "1e plaatsing", "2e plaatsing"), params={"d": "alles"}),),
    "CBS: gebieden in Nederland": (Claim("samenwerken", ("8\\d{4}NED", "jeugdregio")),),
    "Jeugd in Beeld": (note("evaluatie"),),
    "Regio IJsselland Monitor": (stating("verwezen_toegang", "verwezen_arts", "verwezen_gi"),),
    "Kwartaalgesprekken in Deventer": (SHEET,),
    "Sociaal Actueel": (IN_SHORT, SHEET),
    "Dashboard jeugd van Peel en Maas": (Claim("gebruik", ("Deventer",)), stating("stapeling", "verwezen_arts")),
    "Vertelpunt Vele Handen": (note("verhaal"),),
    "Rendementsanalyses": (note("evaluatie"),),
    "Werkbijeenkomst sociaal domein": (IN_SHORT,),
    "Kwaliteitsmonitor West-Brabant West": (stating("tevreden", "rapportcijfer"),),
    "Methode Duisenberg": (SHEET, Claim("gesprek", ("Waarom.{0,40}In 20\\d\\d waren de lasten",))),
    "Gesprekken met aanbieders op basis van data": (SHEET,),
    "Vier diagnoses van Utrecht": (
        stating("tevreden", "wachttijd"), Claim("gemeente", ("per inwoner", "jeugdhulp")),
    ),
    "Dataklooidagen en kenniskringen": (
        note("vraag"), note("verklaring"), Claim("bronnen", ("Bewaar alle cijfers als CSV",)),
    ),
    "Ervaringwijzer": (stating("tevreden", "rapportcijfer"),),
    "Participatieve audits": (TWO,),
    "Rapportages aan de raad van Utrecht": (
        Claim("bronnen", ('id="versies"', "blijft de cijfers van deze versie tonen")), IN_SHORT,
    ),
    "Rapportages van Buurtzorg Jong": (note("verhaal"),),
    "Datalab van Zaltbommel": (
        Claim("bronnen", ('id="alles"', "Bewaar alle cijfers als CSV", "Bewaar alle cijfers als Parquet")),
    ),
    "Nieuw informatiesysteem van Zaltbommel": tuple(
        Claim(page, ("Vragen voor het gesprek|Waarom",)) for page in ("gesprek", "vergelijking", "kosten", "gebruik")
    ),
    "Factsheet 'Waar staat je gemeente?'": (IN_SHORT,),
    "Zelfevaluatietool toegang sociaal domein": (
        Claim("zelfevaluatie", ("U maakt er een Word-stuk van", "0 van \\d+")),
    ),
    "Routekaart basisfuncties lokale teams": (
        Claim("zelfevaluatie", ("Vijf basisfuncties van het lokale team(?:(?!</tr>).)*0 van 11",)),
    ),
    "Norm voor Opdrachtgeverschap": (
        Claim("zelfevaluatie", ("Norm voor Opdrachtgeverschap", "geen cijfer of oordeel")),
    ),
    "Vier modellen van onderwijs en jeugdhulp": (
        Claim(
            "zelfevaluatie", ("schottenmodel", "ketenmodel", "netwerkmodel", "integraal model"),
            params={"stap": "organisatie"},
        ),
    ),
    "Peer-review": (TWO,),
    "Matrix van Kenis": (
        Claim(
            "samenwerken",
            ("U maakt er een Word-stuk van", "Hoeveel aanbieders zijn nodig", "Is die hulp er in de gemeente"),
            {"Onderdeel": ("2. Elf vragen over afstemming (0 van 11)",)},
        ),
    ),
}  # fmt: skip
UPLOADED = {
    "waarstaatjegemeente.nl": (
        "Gemeente;Periode;Jongeren met jeugdhulp (%);Kinderen in eenoudergezin (%);Kinderen in uitkeringsgezin (%)\n"
        "Deventer;2023;11,4;15;7\nBron: waarstaatjegemeente.nl\n",
        {("jeugdhulp_deel", 2023): 11.4, ("eenoudergezin", 2023): 15, ("uitkeringsgezin", 2023): 7},
    ),
    "DUO: onderwijscijfers": (
        "Gemeentenummer;Gemeentenaam;Jaar;Aantal VSV\n0150;Deventer;2023;120\n0150;Deventer;2023;35\n",
        {("schoolverlaters", 2023): 155},
    ),
}
OWN = {
    "Jaarrekening en begroting van de gemeente zelf": (
        "gemeente;jaar;soort;waarde;eenheid;naam of datum\nDeventer;2024;begroting;41.500.000;euro;\n"
        "Deventer;2024;jaarrekening;44.000.000;euro;\n",
        {("begroting", ""): 41_500_000.0, ("jaarrekening", ""): 44_000_000.0},
    ),
    "Financiële prognoses van Roosendaal": (
        "gemeente;jaar;soort;waarde;eenheid;naam of datum\nDeventer;2023;prognose;34.000.000;euro;maart\n"
        "Deventer;2023;prognose;36.500.000;euro;oktober\n",
        {("prognose", "maart"): 34_000_000.0, ("prognose", "oktober"): 36_500_000.0},
    ),
}


@cache
def working() -> dict[str, System]:
    return {each.name: each for each in shipped.records().systems if each.working in ("data", "form")}


def test_every_row_that_says_it_works_has_its_claim_looked_at() -> None:
    assert set(working()) == {*CLAIMS, *UPLOADED, *OWN}
    for name, claims in CLAIMS.items():
        assert working()[name].page in {claim.page for claim in claims}, name


@pytest.mark.shared
@pytest.mark.parametrize("name", sorted(CLAIMS))
def test_what_a_row_claims_is_on_its_page(name: str, request: pytest.FixtureRequest) -> None:
    for claim in CLAIMS[name]:
        seen = _seen(request.getfixturevalue("open_report" if claim.report else "open_cbs"), claim)
        for pattern in claim.has:
            assert re.search(pattern, seen.text, re.DOTALL), (claim.page, pattern)
        for label, wanted in claim.options.items():
            assert set(wanted) <= set(seen.options[label]), (claim.page, label)


@pytest.mark.shared
@pytest.mark.parametrize("name", sorted(UPLOADED))
def test_an_export_of_another_site_is_stated_on_in_short(name: str, open_cbs: Open) -> None:
    data, wanted = UPLOADED[name]
    at = _uploaded(open_cbs, data)
    kept = at.session_state[stated._KEY]
    assert {(each.topic, each.year): each.value for each in kept} == wanted
    sheet = open_cbs("gemeente", g="GM0150")
    sheet.session_state[stated._KEY] = kept
    text = html(sheet.run())
    for topic, _ in wanted:
        assert monitor.TOPICS[topic].title in text


@pytest.mark.shared
@pytest.mark.parametrize("name", sorted(OWN))
def test_own_amounts_stand_beside_begroting_and_rekening(name: str, open_cbs: Open) -> None:
    data, wanted = OWN[name]
    at = _uploaded(open_cbs, data)
    kept = at.session_state[entered._FIGURES]
    assert {(each.kind, each.name): each.value for each in kept} == wanted
    page = open_cbs("kosten", g="GM0150")
    page.session_state[entered._FIGURES] = kept
    text = html(page.run())
    for each in kept:
        assert f"{each.value / 1000:,.0f}".replace(",", ".") in text


@pytest.mark.shared
def test_lasten_per_product_are_put_on_taakvelden_after_a_question(open_cbs: Open) -> None:
    data = (
        "Product;Taakveld;Rekening 2023 in euro\nJeugdhulp;6.72a;26.500.000\nJeugdhulp;6.2;4.000.000\n"
        "Jeugdbescherming;;7.500.000\n"
    )
    at = _uploaded(open_cbs, data)
    assert entered._FIGURES not in at.session_state
    (asked,) = [each for each in at.selectbox if "Jeugdbescherming" in each.label]
    at = asked.set_value("6.82").run()
    assert not at.exception
    text = html(at)
    assert "alle producten samen zijn €\xa038,0\xa0miljoen" in text
    assert "Op de taakvelden voor jeugdzorg staat daarvan €\xa034,0\xa0miljoen" in text
    (use,) = [each for each in at.button if each.label.startswith("Gebruik de lasten op de taakvelden")]
    at = use.click().run()
    (kept,) = at.session_state[entered._FIGURES]
    assert (kept.region, kept.year, kept.kind, kept.value) == ("GM0150", 2023, "jaarrekening", 34_000_000.0)


def _uploaded(opened: Open, data: str) -> AppTest:
    at = opened("referentiegroep", g="GM0150")
    at.file_uploader[0].set_value(("cijfers.csv", data.encode(), "text/csv")).run()
    assert not at.exception
    return at


def _seen(opened: Open, claim: Claim) -> Seen:
    key = (claim.page, claim.report, *sorted(claim.params.items()))
    if key not in _SAW:
        at = opened(claim.page, g="GM0150", **claim.params)
        assert not at.exception
        pressed: list[Any] = [*at.button, *at.expander, *at.get("download_button")]
        labels = [str(each.label) for each in pressed]
        chosen = {each.label: list(each.options) for each in at.selectbox}
        asked = [str(each) for kind in (at.radio, at.checkbox) for each in kind]
        _SAW[key] = Seen("\n".join([html(at), *labels, *asked]), chosen)
    return _SAW[key]
