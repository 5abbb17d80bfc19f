"""Whoever saves many files in one folder keeps them all: no two links of the product save under one name."""

import re

import pytest

from pages.ui.documents import spreadsheet
from pages.ui.documents.provenance import Provenance
from pages.ui.site import menu
from pages.ui.site.serving import files
from tests.pages.conftest import Open, html

_LINK = re.compile(r'href="/bestand/([0-9a-f]+)\.([a-z-]+)"')
_GEMEENTEN = ("GM0150", "GM0344")
# what is not about a gemeente saves the same file whichever is chosen
_PAGES = [entry.name for group in menu.groups() for entry in group.entries]


def test_no_two_links_save_under_one_name(open_cbs: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    stems: dict[str, str] = {}
    real = files.Registry.token

    contents: dict[str, str] = {}  # token -> what it stands for, whatever link it says it came from

    def noted(
        self: files.Registry,
        content: files.Content,
        stem: str,
        told: Provenance | None = None,
        shown: list[files.Askable] | None = None,
    ) -> str:
        token = real(self, content, stem, told, shown)
        stems[token], contents[token] = stem, real(self, content, stem)
        return token

    monkeypatch.setattr(files.Registry, "token", noted)
    saved: dict[str, set[str]] = {}  # the tokens behind every name
    where: dict[str, set[str]] = {}  # the pages that offer it
    for page in _PAGES:
        for code in _GEMEENTEN:
            at = open_cbs(page, g=code)
            assert not at.exception, (page, code)
            for token, extension in _LINK.findall(html(at)):
                name = spreadsheet.file_name(stems[token], extension)
                saved.setdefault(name, set()).add(contents[token])
                where.setdefault(name, set()).add(page)
    # every figure in one file has an address of its own: /cijfers
    kinds = {name.rpartition(".")[2] for name in saved}
    assert kinds == {
        "csv",
        "xlsx",
        "png",
        "svg",
        "pdf",
        "docx",
    }
    assert {name: len(tokens) for name, tokens in saved.items() if len(tokens) > 1} == {}
    assert {name: pages for name, pages in where.items() if len(pages) > 1} == {}
