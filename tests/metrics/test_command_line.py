import io
import shutil
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest

from metrics import __main__ as command_line
from metrics.__main__ import main
from metrics.build import Build
from metrics.comparing.comparison import Comparison, places_of
from metrics.comparing.reading import GROUP
from metrics.groups.make import Groups, Request
from metrics.records import Records, ReferenceGroup
from metrics.report.claims import VERDICTS
from metrics.tables.writing import as_csv, as_markdown
from pages.ui.referentiegroep import alike
from tests.metrics.report.test_recomputed import INTERFACE
from tests.support import read_once


@pytest.fixture(scope="module", autouse=True)
def _read_once() -> Iterator[None]:
    """Each command here would read the same two builds anew, and compute the figures of the report's gemeenten."""
    with read_once.read_once():
        yield


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
        (["table", "2", "--source", "cbs"], "no CBS table is loaded"),
        (["compare", "GM9999"], "GM9999"),
        (["group", "GM9999", "--kind", "report"], "GM9999"),
        (["compare", "Devnter"], "no gemeente 'Devnter'; did you mean Deventer?"),
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
    assert rows.columns.tolist() == ["region_code", "region_name", "rank", "distance", "mutual"]
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
    assert err == "note: Weesp is part of Amsterdam since 2022\n"
    assert "Amsterdam" not in out
    assert main(["group", "GM0788", "--kind", "size", *where]) == 1
    assert capsys.readouterr().err == ("error: Haaren was divided over Boxtel, Oisterwijk, Tilburg, Vught\n")
    assert main(["compare", "weesp", "Haaren", "Geldermalsen", *where]) == 0
    out, err = capsys.readouterr()
    assert read(out)["region_name"].tolist() == ["Weesp", "Haaren", "West Betuwe"]
    assert err == "note: Geldermalsen is part of West Betuwe since 2019\n"


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


OWN_GROUP = """[[group]]
code = "mijn_groep"
name = "Mijn groep"
members = ["Zwolle", "GM0200", "GM0150"]
reason = "Even groot."
author = "Ik"
"""


@pytest.mark.parametrize(
    "asked", [["own", "--members", "Zwolle", "Apeldoorn"], ["saved", "--name", "Mijn groep"], ["saved"]]
)
def test_a_group_of_an_own_choice_or_one_that_was_saved(
    report_data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], asked: list[str]
) -> None:
    data = shutil.copytree(report_data, tmp_path / "data")
    (data / "own").mkdir()
    (data / "own" / "reference_groups.toml").write_text(OWN_GROUP, encoding="utf-8")
    assert main(["group", "Deventer", "--data", str(data), "--kind", *asked]) == 0
    assert read(capsys.readouterr().out)["region_code"].tolist() == ["GM0193", "GM0200"]


def test_a_group_for_everybody_is_asked_for_by_name(
    report_data: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    river = ReferenceGroup(
        code="ijssel", name="Aan de IJssel", members=("GM0193", "GM0301"), kind="voor iedereen", source="kaart",
        reason="Dezelfde rivier.", author="Ik",
    )  # fmt: skip
    monkeypatch.setattr(Groups, "for_everybody", (river,))
    asked = ["group", "Deventer", "--data", str(report_data), "--kind", "saved", "--name", "aan de ijssel"]
    assert main(asked) == 0
    assert read(capsys.readouterr().out)["region_code"].tolist() == ["GM0193", "GM0301"]


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (["group", "Deventer", "--kind", "report", "--k", "4"], "--k does not go with --kind report"),
        (["group", "Deventer", "--kind", "statistical", "--members", "Zwolle"], "--members does not go with"),
        (["compare", "Deventer", "--group", "province"], "--group needs --year"),
        (["compare", "--year", "2023", "--group", "province"], "exactly one gemeente"),
    ],
)
def test_options_that_do_not_go_together_exit_with_2(
    report_data: Path, capsys: pytest.CaptureFixture[str], asked: list[str], said: str
) -> None:
    assert main([*asked, "--data", str(report_data)]) == 2
    assert said in capsys.readouterr().err


def test_claims_give_the_verdicts_of_the_page(
    report_data: Path, capsys: pytest.CaptureFixture[str], records: Records
) -> None:
    assert main(["claims", "--data", str(report_data)]) == 0
    rows = read(capsys.readouterr().out)
    assert rows.columns.tolist() == [
        "claim", "kind", "own_check", "text", "verdict", "reason", "evidence", "source",
    ]  # fmt: skip
    assert rows["claim"].tolist() == [each.code for each in records.claims]
    assert set(rows["verdict"]) <= set(VERDICTS)
    assert rows["own_check"].tolist() == [each.origin == "controle" for each in records.claims]


def test_figures_as_parquet_in_a_file_and_a_package(
    report_data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    where, out = ["--data", str(report_data)], tmp_path / "figures.parquet"
    assert main(["figures", "--region", "Deventer", "--format", "parquet", "--output", str(out), *where]) == 0
    assert set(pd.read_parquet(out)["region_code"]) == {"GM0150"}
    assert main(["package", str(tmp_path / "package"), *where]) == 0
    listed = read(capsys.readouterr().out)
    assert listed.columns.tolist() == ["resource", "path", "rows_n", "bytes", "sha256"]
    assert (tmp_path / "package" / "datapackage.json").exists()
    assert main(["package", str(tmp_path), *where]) == 1
    assert "holds no package of Eigenwijzer" in capsys.readouterr().err


def test_an_interrupt_exits_with_130(
    report_data: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def stopped(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(command_line, "run", stopped)
    assert main(["audit", "--data", str(report_data)]) == 130


@pytest.mark.shared
def test_a_group_is_the_one_of_the_page(
    cbs_data: Path, cbs_build: Build, capsys: pytest.CaptureFixture[str]
) -> None:
    where = ["--data", str(cbs_data)]
    request = Request(k=5, weights={"inkomen": 2.0, "grootte": 0.0})
    group = cbs_build.groups.make("GM0150", "statistical", request)
    table = alike.neighbours_table(group, cbs_build.names.name)
    asked = ["--kind", "statistical", "--k", "5", "--weights", "inkomen=2,grootte=0"]
    assert main(["group", "Deventer", *asked, *where]) == 0
    rows = read(capsys.readouterr().out)
    names = [table.cell(row, table.columns[0]) for row in table.rows]
    assert rows["region_name"].tolist() == [each.value for each in names]
    assert rows["region_code"].tolist() == [each.region for each in names]
    assert rows["distance"].tolist() == [row["afstand"] for row in table.rows]
    assert rows["mutual"].tolist() == [row["wederzijds"] == "ja" for row in table.rows]


@pytest.mark.shared
def test_the_figure_of_the_group_is_the_one_of_the_page(
    cbs_data: Path, cbs_build: Build, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = ["compare", "Deventer", "--year", "2023", "--group", "province", "--data", str(cbs_data)]
    assert main(asked) == 0
    rows = read(capsys.readouterr().out).set_index("region_code")
    group = cbs_build.groups.of("GM0150")["province"]
    places = places_of("GM0150", group.codes, cbs_build.names.all)
    shown = Comparison(places, cbs_build.readings).figure("lasten_per_inwoner", GROUP, "2023")
    assert rows.loc[GROUP, "lasten_per_inwoner_eur"] == shown.value
    assert rows.index.tolist() == ["GM0150", GROUP, "NL01", *group.codes]
