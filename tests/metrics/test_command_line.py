import io
from pathlib import Path

import pandas as pd
import pytest

from metrics.__main__ import main
from metrics.tables.writing import as_csv, as_markdown
from tests.metrics.report.test_recomputed import INTERFACE


def read(text: str) -> pd.DataFrame:
    return pd.read_csv(io.StringIO(text), dtype={"printed": str})


def test_the_ten_tables_hold_330_numbers(report_data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    count = 0
    for number in range(2, 12):
        assert main(["table", str(number), "--source", "rapport", "--data", str(report_data)]) == 0
        out = capsys.readouterr().out
        assert out.splitlines()[0] == "table,row_label,region_code,column,value,printed"
        count += int(read(out)["value"].notna().sum())
    assert count == 330


def test_compare_as_csv_and_as_markdown(report_data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    where = ["--source", "rapport", "--data", str(report_data)]
    assert main(["compare", "GM0150", "GM0307", *where]) == 0
    assert capsys.readouterr().out.splitlines() == [
        INTERFACE,
        "GM0150,Deventer,2,3,10143,240,108,8.1,6.7,83",
        "GM0307,Amersfoort,8,4,10250,,,7.5,6.6,88",
    ]
    assert main(["compare", "GM0150", "--format", "md", *where]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == f"| {INTERFACE.replace(',', ' | ')} |"
    assert lines[2] == "| GM0150 | Deventer | 2 | 3 | 10143 | 240 | 108 | 8.1 | 6.7 | 83 |"


def test_without_codes_the_report_and_with_all_everybody(
    report_data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for arguments in (["compare"], ["compare", "--all"]):  # without accounts the source is the report
        assert main([*arguments, "--data", str(report_data)]) == 0
        assert len(read(capsys.readouterr().out)) == 28


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["table", "12"], "there is no table 12: choose 2 to 11"),
        (["table", "2", "--source", "cbs"], "no CBS table is loaded"),
        (["compare", "GM9999"], "GM9999"),
        (["group", "GM9999", "--kind", "report"], "GM9999"),
        (["compare", "Devnter"], "'Devnter' kennen we niet. Bedoelt u Deventer?"),
    ],
)
def test_what_cannot_be_done_is_said_on_standard_error(
    report_data: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], said: str
) -> None:
    assert main([*arguments, "--data", str(report_data)]) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("error: ")
    assert said in err


@pytest.mark.parametrize("arguments", [[], ["table"], ["table", "two"], ["compare", "--source", "kranten"]])
def test_a_command_that_is_not_understood_exits_with_2(arguments: list[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(arguments)
    assert stopped.value.code == 2


def test_a_folder_that_cannot_be_used_is_no_traceback(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "file"
    file.write_text("no folder")
    assert main(["table", "2", "--data", str(file)]) == 1
    assert capsys.readouterr().err.startswith("error: ")


def test_the_members_of_a_group(report_data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["group", "GM0150", "--kind", "report", "--data", str(report_data)]) == 0
    rows = read(capsys.readouterr().out)
    assert rows.columns.tolist() == ["region_code", "region_name", "rank", "distance"]
    assert rows["region_code"].tolist() == ["GM0200", "GM0202", "GM0301", "GM0193"]


@pytest.mark.parametrize("typed", ["deventer", "150", "gm0150", "GM0150.", " Gemeente Deventer "])
def test_a_gemeente_is_asked_for_by_code_or_name(
    report_data: Path, capsys: pytest.CaptureFixture[str], typed: str
) -> None:
    assert main(["compare", typed, "--data", str(report_data)]) == 0
    out, err = capsys.readouterr()
    assert out.splitlines()[1].startswith("GM0150,Deventer,")
    assert err == ""


@pytest.mark.shared
def test_a_former_gemeente_is_followed_and_told_unless_the_figures_are_of_its_time(
    cbs_data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    where = ["--data", str(cbs_data)]
    assert main(["group", "Weesp", "--kind", "province", *where]) == 0
    out, err = capsys.readouterr()
    assert err == "note: Weesp hoort sinds 2022 bij Amsterdam.\n"
    assert "Amsterdam" not in out
    assert main(["group", "GM0788", "--kind", "size", *where]) == 1
    assert capsys.readouterr().err == (
        "error: Haaren is verdeeld over Boxtel, Oisterwijk, Tilburg en Vught.\n"
    )
    assert main(["compare", "weesp", "Haaren", "Geldermalsen", *where]) == 0
    out, err = capsys.readouterr()
    assert read(out)["region_name"].tolist() == ["Weesp", "Haaren", "West Betuwe"]
    assert err == "note: Geldermalsen hoort sinds 2019 bij West Betuwe.\n"


@pytest.mark.shared
def test_all_gemeenten_from_cbs(cbs_data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["compare", "--all", "--data", str(cbs_data)]) == 0
    rows = read(capsys.readouterr().out)
    assert len(rows) == 355
    assert rows["cost_per_inhabitant_2019_eur"].notna().all()


def test_numbers_are_written_so_that_they_read_back_the_same() -> None:
    values = [240.49341216723192, 8.1, 10143.0, 0.1 + 0.2, float("nan"), -3.0]
    text = as_csv(pd.DataFrame({"value": values}))
    assert text == 'value\n240.49341216723192\n8.1\n10143\n0.30000000000000004\n""\n-3\n'
    assert pd.read_csv(io.StringIO(text), skip_blank_lines=False)["value"].dropna().tolist() == [
        value for value in values if value == value
    ]


def test_markdown_escapes_what_would_break_a_row() -> None:
    assert (
        as_markdown(pd.DataFrame({"a": ["x|y"], "b": [None]})) == "| a | b |\n| --- | --- |\n| x\\|y |  |\n"
    )
