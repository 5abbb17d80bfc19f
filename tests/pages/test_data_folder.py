"""A data folder that cannot be used: every page is there with the report's figures, and says what to do about it."""

import errno
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from loaders import __main__ as loaders_command
from loaders import disk, store
from loaders.build import make
from loaders.errors import DamagedError, LoaderError
from loaders.snapshots import versions
from metrics import __main__ as metrics_command
from metrics.places.country import GroupError
from pages.ui.site import menu, trouble
from tests.pages.conftest import html, opener


@pytest.fixture
def no_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a data folder in whose place a file stands: nobody can write there, whoever runs this."""
    place = tmp_path / "file"
    place.write_text("of somebody")
    monkeypatch.setenv("EIGENWIJZER_DATA", str(place))
    return place


def test_pages_show_the_report_and_say_what_to_do(no_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for page in ("kosten", "bronnen"):
        shown = opener(no_folder, monkeypatch)(page, g="GM0150")
        said = html(shown)
        assert not shown.exception
        assert "U ziet nu alleen de cijfers uit het rapport van 2021." in said, page
        assert "Kies met EIGENWIJZER_DATA een andere map" in said and "Maak ruimte" not in said
        if page == "kosten":
            assert "€\xa0240 per inwoner" in said
    shown.button(key="laden").click().run()
    assert not shown.exception
    assert html(shown).count("Er kon niet worden geschreven") == 2  # on top, and at the button
    assert no_folder.read_text() == "of somebody"


def test_visitors_of_a_public_site_are_told_no_folder_and_no_setting(
    no_folder: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setenv("EIGENWIJZER_PUBLIC", "1")
    trouble.why.clear()
    open_page = opener(no_folder, monkeypatch)
    for entry in menu.entries():
        shown = open_page(entry.name, g="GM0150")
        said = "\n".join([html(shown), *(each.value for each in (*shown.markdown, *shown.error))])
        assert not shown.exception
        assert f"{trouble.ONLY_THE_REPORT} {trouble.TO_VISITORS}" in said, entry.name
        assert str(no_folder.parent) not in said and "EIGENWIJZER_" not in said, entry.name
    assert str(no_folder) in caplog.text and "choose another one with EIGENWIJZER_DATA" in caplog.text


@pytest.mark.parametrize("make_it", [OSError, lambda *words: disk.failed("/srv/geheim", OSError(*words))])
def test_an_error_on_a_public_site_is_in_the_log_alone(
    make_it: Callable[..., OSError | LoaderError], monkeypatch: pytest.MonkeyPatch
) -> None:
    error = make_it(errno.EACCES, "Permission denied")
    assert "het recht" in trouble.told(error)
    monkeypatch.setenv("EIGENWIJZER_PUBLIC", "1")
    assert trouble.told(error) == trouble.TO_VISITORS
    # what was asked, and a build that mends itself, is told as ever
    assert trouble.told(GroupError("Deze groep bestaat niet.")) == "Deze groep bestaat niet."
    assert "beschadigd" in trouble.told(DamagedError("/srv/geheim"))
    if isinstance(error, LoaderError):
        assert "geheim" not in trouble.told_in_english(error)


def test_a_link_to_an_older_version_is_answered_where_no_snapshot_may_be_read(
    no_folder: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def refuses(_: Path) -> dict[str, str]:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(no_folder))

    monkeypatch.setattr(versions, "known", refuses)
    shown = opener(no_folder, monkeypatch)("kosten", g="GM0150", v="0123456789")
    assert not shown.exception
    assert "€\xa0240 per inwoner" in html(shown) and "andere versie" in html(shown)
    assert "which versions of the figures there are" in caplog.text


def test_pages_are_whole_again_once_the_folder_is_there(
    no_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = opener(no_folder, monkeypatch)("kosten")
    no_folder.unlink()
    trouble.why.clear()  # half a minute later
    shown.run()
    assert "U ziet nu alleen" not in html(shown)
    assert store.current_build(no_folder)


def test_a_build_that_broke_while_it_was_open_is_made_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make.ensure_build(tmp_path)
    path = store.builds_dir(tmp_path) / f"{store.current_build(tmp_path)}.duckdb"
    path.write_bytes(path.read_bytes()[:9000])
    shown = opener(tmp_path, monkeypatch)("kosten")
    assert not shown.exception
    assert store.open_store(tmp_path).build_id == path.stem


@pytest.mark.parametrize("command", ["metrics", "loaders"])
def test_commands_say_what_to_do(no_folder: Path, capsys: pytest.CaptureFixture[str], command: str) -> None:
    if command == "metrics":
        code = metrics_command.main(["table", "2"])
    else:
        code = loaders_command.main(["refresh", "--as-of", "2026-01-01"])
    said = capsys.readouterr().err
    assert code == 1 and said.count("\n") == 1
    assert "choose another one with EIGENWIJZER_DATA" in said and "make room" not in said


@pytest.mark.parametrize(
    ("name", "remedy"),
    [
        ("ENOSPC", "Maak ruimte"),
        ("EACCES", "het recht"),
        ("EPERM", "het recht"),
        ("EROFS", "alleen te lezen"),
        ("ENOTDIR", "geen map"),
        ("ENOENT", "niet worden gemaakt"),
        ("EIO", "schijf na te kijken"),
    ],
)
def test_room_is_asked_for_want_of_room_alone(name: str, remedy: str) -> None:
    number = getattr(errno, name)
    said = disk.failed("map", OSError(number, os.strerror(number))).message_nl
    assert remedy in said
    assert ("Maak ruimte" in said) == (name == "ENOSPC")


def test_a_public_site_has_no_refresh(report_data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`tests/browser/test_citing.py` reads the same words from a real public server."""
    offered = "Nieuwe cijfers laden van het CBS"
    shown = opener(report_data, monkeypatch)("bronnen")
    assert offered in [each.label for each in shown.button]
    monkeypatch.setenv("EIGENWIJZER_PUBLIC", "1")
    shown = opener(report_data, monkeypatch)("bronnen")
    assert not shown.exception
    assert [each.label for each in shown.button if "laden" in each.label] == []
    assert "kan alleen de beheerder nieuwe cijfers laden" in html(shown)
