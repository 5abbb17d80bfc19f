"""Who runs this installation: read from a file that nobody trusts, never invented."""

from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from pages.ui.site.serving import publisher
from pages.ui.site.serving.publisher import Publisher, ReportedPlace, read, report_link

PLACE = ReportedPlace(
    page="Kaart",
    link="https://eigenwijzer.example/kaart?g=GM0150&fig=lasten_per_inwoner",
    version="1 maart 2026 (aad8f1f5)",
    gemeente="'s-Hertogenbosch & omstreken",
    figure="Lasten per inwoner",
)


def written(tmp_path: Path, text: str) -> Publisher:
    path = tmp_path / "beheer.toml"
    path.write_text(text, encoding="utf-8")
    return read(path)


def test_a_whole_file(tmp_path: Path) -> None:
    got = written(
        tmp_path,
        'name = "Gemeente Voorbeeld"\ncontact = "jeugd@voorbeeld.nl"\nstatement = "https://voorbeeld.nl/verklaring"\n',
    )
    assert got == Publisher("Gemeente Voorbeeld", "jeugd@voorbeeld.nl", "", "https://voorbeeld.nl/verklaring")


@pytest.mark.parametrize(
    "contact",
    [
        "javascript:alert(1)", "http://voorbeeld.nl/meld", "data:text/html,x", "//voorbeeld.nl", "voorbeeld.nl",
        "mailto:",
        "a@b@c.nl", "a@b.nl?bcc=x@y.nl", "a@b.nl\\nBcc: x@y.nl", "https://", "https://x.nl/ <script>", "https://a@b.nl/",
        "ftp://x.nl", "https://[x/", "",
    ],
)  # fmt: skip
def test_an_address_that_is_no_mail_or_https_is_not_used_and_said(tmp_path: Path, contact: str) -> None:
    got = written(tmp_path, f'name = "Voorbeeld"\ncontact = "{contact}"\n')
    assert not (got.mail or got.page) and report_link(got, PLACE) == ""
    assert any("contact" in problem for problem in got.problems)
    assert got.name == "Voorbeeld"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("name = ", "geen geldig TOML"),
        ('contact = "a@b.nl"\nadres = "x"', "adres"),
        ('contact = "a@b.nl"\nstatement = "http://x.nl"', "statement"),
        ("contact = 5", "contact is geen tekst"),
        ('contact = "a@b.nl"\nname = "' + "x" * 300 + '"', "name"),
    ],
)
def test_what_cannot_be_used_is_said(tmp_path: Path, text: str, said: str) -> None:
    got = written(tmp_path, text)
    assert any(said in problem for problem in got.problems)
    assert (got.name, got.statement) == ("", "")


def test_a_file_that_is_not_there_is_said_and_logged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setenv(publisher.VARIABLE, str(tmp_path / "weg.toml"))
    got = publisher.current()
    assert not (got.mail or got.page) and "weg.toml" in got.problems[0]
    assert "weg.toml" in caplog.text
    monkeypatch.setenv(publisher.VARIABLE, "")
    assert publisher.current() == Publisher()


def test_a_mail_has_page_gemeente_figure_and_version_filled_in() -> None:
    parts = urlsplit(report_link(Publisher(mail="jeugd@voorbeeld.nl"), PLACE))
    assert (parts.scheme, parts.path) == ("mailto", "jeugd@voorbeeld.nl")
    assert "+" not in parts.query
    fields = parse_qs(parts.query)
    assert fields["subject"] == ["Eigenwijzer · Kaart · 's-Hertogenbosch & omstreken"]
    for text in PLACE.told.values():
        assert text in fields["body"][0]


def test_a_form_keeps_its_own_query_and_gets_the_rest() -> None:
    parts = urlsplit(report_link(Publisher(page="https://voorbeeld.nl/meld?soort=fout#f"), PLACE))
    assert (parts.netloc, parts.path, parts.fragment) == ("voorbeeld.nl", "/meld", "f")
    assert parse_qs(parts.query) == {"soort": ["fout"], **{name: [text] for name, text in PLACE.told.items()}}
