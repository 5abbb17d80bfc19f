"""Addresses, uploads, names and files sent on purpose, from fixed seeds: no traceback, no script, no file elsewhere.

The long run, also through the real server, is `tests/bench/fuzz.py`.
"""

from collections import Counter
from pathlib import Path

import pytest

from metrics.build import Build
from pages.ui.site import menu
from tests.pages.conftest import Open, html
from tests.support import attacks
from tests.support.hostile import SCRIPT, Hostile


def test_an_address_is_read_and_read_again(report_build: Build, tmp_path: Path) -> None:
    with attacks.nothing_outside(tmp_path):
        for seed in range(600):
            attacks.address(Hostile(seed).address(), report_build.names)


def test_an_upload_is_taken_or_refused_in_words(report_build: Build, tmp_path: Path) -> None:
    taken: Counter[str] = Counter()
    with attacks.nothing_outside(tmp_path):
        for seed in range(60):
            taken[attacks.upload(Hostile(seed).upload(), report_build)] += 1
    assert (
        taken[""] > 30 and taken["figures"] and taken["work"]
    )  # else nothing is tried behind the first look


def test_files_that_people_type_are_read_and_written_with_patience(
    report_build: Build, tmp_path: Path
) -> None:
    with attacks.nothing_outside(tmp_path):
        for seed in range(80):
            sent = Hostile(seed)
            attacks.saved(tmp_path, sent.toml(), sent.lines(), report_build.names)
            attacks.named(tmp_path, sent.text(), report_build.names)


@pytest.mark.parametrize("n", range(len(menu.entries())), ids=[entry.name for entry in menu.entries()])
def test_no_page_stumbles_over_an_address_or_shows_it_alive(n: int, open_report: Open) -> None:
    at = open_report(menu.entries()[n].name, **Hostile(n).address())
    assert not at.exception and not at.error
    assert attacks.live(html(at)) == []


def test_what_is_not_escaped_and_what_is_written_elsewhere_is_seen(tmp_path: Path) -> None:
    assert attacks.live(f"<p>{SCRIPT}</p>") and attacks.live("<a href='javascript:alert(1)'>x</a>")
    assert not attacks.live("<p>&lt;script&gt;alert(1)&lt;/script&gt; javascript:alert(1)</p>")
    inside = tmp_path / "inside"
    inside.mkdir()
    with attacks.nothing_outside(inside):
        (inside / "x").write_text("x")
    for wrong in (lambda: (tmp_path / "x").write_text("x"), lambda: (inside / "x").rename(tmp_path / "y")):
        with pytest.raises(AssertionError), attacks.nothing_outside(inside):
            wrong()
