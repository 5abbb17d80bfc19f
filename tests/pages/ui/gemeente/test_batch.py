"""The one-pagers of many gemeenten: on the command line, in a ZIP, and one at a time on the page."""

from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest

from pages.ui.gemeente import __main__ as command
from pages.ui.gemeente import batch, together
from pages.ui.gemeente.batch import OneMade
from tests.pages.conftest import Open, html


def test_what_cannot_be_made_is_told_and_the_others_are_made(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """With the report alone; no division is loaded, so that a jeugdregio is none."""
    monkeypatch.setenv("EIGENWIJZER_DATA", str(tmp_path / "data"))
    out = tmp_path / "out"
    asked = [
        "--region",
        "Deventer",
        "--region",
        "Narnia",
        "--format",
        "docx",
        "--address",
        "https://x.example",
    ]
    assert command.main([*asked, str(out)]) == 3
    assert [path.name[:20] for path in out.iterdir()] == ["eigenwijzer-deventer"]
    said = capsys.readouterr()
    assert "'Narnia'" in said.err and "1 of 1 written" in said.out
    assert command.main(["--region", "JZ33", str(out)]) == 1
    assert command.main(["--region", "Deventer", str(out)]) == 0


def test_the_zip_holds_a_file_a_gemeente_and_says_what_is_not_in_it() -> None:
    made = [
        OneMade("GM0150", "a.pdf", b"%PDF"),
        OneMade("GM0001", "", problem="Nergens (GM0001): geen cijfers."),
    ]
    with ZipFile(BytesIO(batch.zipped(made))) as archive:
        assert archive.namelist() == ["a.pdf", batch.TOLD]
        assert "Nergens (GM0001)" in archive.read(batch.TOLD).decode("utf-8-sig")


def test_on_the_page_one_is_made_at_a_time(open_cbs: Open) -> None:
    at = open_cbs("gemeente", g="GM0150")
    with together.ONE_AT_A_TIME:
        at.button("_gemeente_samen_maak").click().run()
        assert not at.exception
        assert together.BUSY in html(at)
