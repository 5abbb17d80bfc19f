"""*Meld een fout*: to whoever runs this installation, with what is on screen filled in; never an invented address."""

import re
from html import unescape
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from pages.ui.site.serving import publisher
from tests.pages.conftest import Open, html

LABEL = "Meld een fout"


def to_report(body: str) -> list[str]:
    return [unescape(each) for each in re.findall(rf'href="([^"]+)">{LABEL}</a>', body)]


def run_by(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    path = tmp_path / "beheer.toml"
    path.write_text(text, encoding="utf-8")
    monkeypatch.setenv(publisher.VARIABLE, str(path))


def test_without_an_address_somebody_is_told_to_ask_who_runs_it(
    open_report: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(publisher.VARIABLE, raising=False)
    at = open_report("over", deel="fout", g="GM0150")
    assert publisher.NOBODY in html(at)
    assert "mailto:" not in html(at) and not to_report(html(at))
    assert LABEL in [each.proto.label for each in at.main.get("page_link")]


def test_a_fault_is_reported_with_page_gemeente_figure_and_version(
    open_report: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run_by(tmp_path, monkeypatch, 'name = "Gemeente Voorbeeld"\ncontact = "jeugd@voorbeeld.nl"\n')
    at = open_report("kaart", g="GM0150", fig="lasten_per_inwoner", utm_source="x")
    (link,) = to_report(html(at))
    parts = urlsplit(link)
    body = parse_qs(parts.query)["body"][0]
    assert parts.path == "jeugd@voorbeeld.nl"
    assert "Pagina: Kaart" in body and "Gemeente: Deventer" in body and "utm" not in body
    assert re.search(r"Versie: het rapport van 2021 \([0-9a-f]{8}\)", body)
    assert re.search(r"Link: http\S+/kaart\?g=GM0150", body)
    over = html(open_report("over"))
    assert "Meld het bij Gemeente Voorbeeld." in over and publisher.NOBODY not in over


@pytest.mark.shared
def test_the_figure_on_the_map_is_named(
    open_cbs: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run_by(tmp_path, monkeypatch, 'contact = "https://voorbeeld.nl/meld"\n')
    (link,) = to_report(html(open_cbs("kaart", g="GM0150", fig="lasten_per_inwoner", als="lijst")))
    assert parse_qs(urlsplit(link).query)["cijfer"] == ["Lasten per inwoner"]


def test_what_is_wrong_with_the_file_is_said_where_the_administrator_looks(
    open_report: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run_by(
        tmp_path,
        monkeypatch,
        'name = "<b>X</b>"\ncontact = "javascript:alert(1)"\nstatement = "http://x.nl"\n',
    )
    body = html(open_report("over"))
    assert "contact is geen mailadres" in body and "statement is geen adres" in body
    assert "javascript:" not in body and "http://x.nl" not in body and "<b>" not in body
    assert publisher.NOBODY in body


def test_the_statement_of_whoever_runs_it_is_linked(
    open_report: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run_by(
        tmp_path,
        monkeypatch,
        'name = "X"\ncontact = "a@b.nl"\nstatement = "https://voorbeeld.nl/verklaring"\n',
    )
    assert (
        '<a class="ew-link" href="https://voorbeeld.nl/verklaring">Lees de toegankelijkheidsverklaring van X</a>'
        in html(open_report("over"))
    )
