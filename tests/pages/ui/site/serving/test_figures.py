"""The figures by address: the same table as the command's, wrong questions said, and a bound on asking."""

import io
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import pandas as pd
import pytest

from metrics import __main__ as command
from pages.ui.bronnen import addresses
from pages.ui.site.serving import answering, figures, not_found
from pages.ui.site.serving.answering import RefusedError

PICK = [("indicator", "lasten_per_inwoner"), ("region", "Deventer,GM0193")]


@pytest.fixture
def data(report_data: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder with the report alone."""
    monkeypatch.setenv("EIGENWIJZER_DATA", str(report_data))
    return report_data


@pytest.mark.usefixtures("data")
def test_every_format_gives_what_the_command_gives(capsys: pytest.CaptureFixture[str]) -> None:
    tables = figures.Tables()
    csv, parquet, json = (
        tables.answer(figures.asked(kind, PICK)).body for kind in ("csv", "parquet", "json")
    )
    asked = ["figures", "--indicator", "lasten_per_inwoner", "--region", "Deventer", "--region", "GM0193"]
    assert command.main(asked) == 0
    assert csv.decode() == capsys.readouterr().out
    assert command.main([*asked, "--format", "json"]) == 0
    assert json.decode() == capsys.readouterr().out
    values = pd.read_csv(io.BytesIO(csv))["value"].tolist()
    assert values == pd.read_parquet(io.BytesIO(parquet))["value"].tolist()
    assert values == pd.read_json(io.BytesIO(json))["value"].tolist()
    assert len(values) >= 2


@pytest.mark.usefixtures("data")
@pytest.mark.parametrize(
    ("params", "status", "said"),
    [
        ([("regio", "GM0150")], 400, "regio"),
        ([("indicator", "onzin")], 400, "onzin"),
        ([("version", "../x")], 400, "gedeelde link"),
        ([("version", "abcdef99")], 404, "is er niet meer"),
        ([("region", ",".join(f"GM{n:04}" for n in range(60)))], 400, "ten hoogste 50"),
    ],
)
def test_what_cannot_be_answered_is_said(params: list[tuple[str, str]], status: int, said: str) -> None:
    with pytest.raises(RefusedError) as refused:
        figures.Tables().answer(figures.asked("csv", params))
    assert refused.value.status == status
    dutch, english = str(refused.value).splitlines()
    assert said in dutch and english


@pytest.mark.usefixtures("data")
def test_what_is_kept_is_bounded_and_while_one_is_made_others_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    tables = figures.Tables(kept_bytes=0)
    wanted = figures.asked("csv", PICK)
    one = tables.answer(wanted)
    assert tables.answer(wanted) is not one  # nothing fits, so that it was made again
    kept = figures.Tables()
    assert kept.answer(wanted) is kept.answer(wanted)
    monkeypatch.setattr(answering, "_WAIT_SECONDS", 0.01)
    with kept._kept.turn(), pytest.raises(RefusedError) as refused:
        kept.answer(wanted)
    assert refused.value.status == 503


def test_the_lines_on_the_page_lead_to_what_is_answered() -> None:
    where = addresses.example("https://x.example", "GM0150", "aad8f1f5")
    parts = urlsplit(where)
    assert not not_found.is_unknown(parts.path, (), ())
    asked = figures.asked("csv", parse_qsl(parts.query))
    assert (asked.version, asked.choices) == ("aad8f1f5", (("lasten_per_inwoner",), (), ("GM0150",)))
    assert all(where in line for line, _ in addresses.lines(where).values())
