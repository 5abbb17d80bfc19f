"""What *Over* says of accessibility: the statement is the publisher's, and nothing is claimed for them."""

from importlib.resources import files

import pytest

from pages.ui.over import accessibility
from pages.ui.over.accessibility import NO_PUBLISHER, OPEN_STATUS, draft, html
from pages.ui.site.serving.publisher import Publisher
from tests.pages.conftest import Open
from tests.pages.conftest import html as body

MODEL = [
    "Naam",
    "Status",
    "Norm",
    "Onderzoek",
    "Wat niet in orde is",
    "Contact",
    "Handhaving",
    "Ondertekening",
]


def test_a_public_installation_without_publisher_claims_no_status() -> None:
    said = html(Publisher(), is_public=True)
    assert f"{NO_PUBLISHER}." in said
    assert "Status:" not in said and "Nationale ombudsman" not in said
    assert "Wat er is getest op" in said  # what was tested is of the product


@pytest.mark.parametrize("who", [Publisher(), Publisher("Gemeente <b>X</b>", "jeugd@voorbeeld.nl")])
def test_the_draft_follows_the_model_and_leaves_the_status_open(who: Publisher) -> None:
    parts = dict(draft(who))
    assert list(parts) == MODEL
    assert parts["Status"] == (f"Status: {OPEN_STATUS}",)
    assert not any(word in str(parts) for word in ("voldoet", "Voldoet", "status A", "status B"))
    said = html(who, is_public=False)
    assert (who.mail or "Uitgever: geen uitgever ingevuld.") in said and "<b>" not in said


def test_a_publisher_has_a_draft_on_a_public_installation_too() -> None:
    said = html(Publisher("Gemeente Voorbeeld", page="https://voorbeeld.nl/contact"), is_public=True)
    assert "Uitgever: Gemeente Voorbeeld." in said and "https://voorbeeld.nl/contact" in said


def test_a_statement_takes_the_place_of_the_draft() -> None:
    said = html(Publisher("X", "a@b.nl", statement="https://voorbeeld.nl/verklaring"), is_public=True)
    assert 'href="https://voorbeeld.nl/verklaring"' in said and "Status:" not in said


def test_the_version_of_axe_is_the_one_that_is_installed() -> None:
    shipped = files("axe_playwright_python") / "axe.min.js"
    version = shipped.read_text(encoding="utf-8").split("\n", 1)[0].split(" v")[1].strip()
    assert f"axe {version} " in accessibility.TESTED[0][1]


def test_it_stands_on_the_page(open_report: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EIGENWIJZER_PUBLIC", "1")
    monkeypatch.delenv("EIGENWIJZER_PUBLISHER", raising=False)
    assert NO_PUBLISHER in body(open_report("over"))
