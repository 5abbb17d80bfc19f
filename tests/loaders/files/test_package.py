"""A package validates, opens in one line, gives a page's figure again in five, and is whole or not there at all."""

import contextlib
import io
import json
import re
import shutil
import subprocess
from datetime import date
from pathlib import Path

import duckdb
import pandas as pd
import pytest
from frictionless import Package, system

from loaders.files import package
from loaders.files.package import PackageError
from metrics.build import Build
from metrics.groups.value import group_value
from metrics.records import Records
from metrics.tables.package import LASTEN, contents, example
from tests.metrics.tables import small

DAY = date(2026, 11, 28)


@pytest.fixture(scope="module")
def made(records: Records) -> Build:
    return small.build(records)


@pytest.fixture(scope="module")
def written(made: Build, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("package") / "eigenwijzer"
    package.write(folder, contents(made, DAY))
    return folder


def _report(folder: Path) -> list[str]:
    with system.use_context(trusted=True):
        found = Package(str(folder / package.DESCRIPTOR)).validate()
    return [error.type for task in found.tasks for error in task.errors] + [
        each.type for each in found.errors
    ]


def test_it_validates_and_a_change_in_a_file_is_found(written: Path, tmp_path: Path) -> None:
    assert _report(written) == []
    copy = shutil.copytree(written, tmp_path / "copy")
    groups = copy / "groups.csv"
    groups.write_text(groups.read_text().replace("GM0002", "GM9999"))
    assert {"hash-count", "foreign-key"} & set(_report(copy))


def test_the_descriptor_says_licence_citation_version_and_what_each_file_is(written: Path) -> None:
    said = json.loads((written / package.DESCRIPTOR).read_text())
    assert said["licenses"][0]["name"] == "CC-BY-4.0"
    assert said["citation"].startswith("Eigenwijzer ")
    assert said["created"].startswith("2026-11-28")
    figures = next(each for each in said["resources"] if each["name"] == "figures")
    assert figures["hash"].startswith("sha256:")
    assert figures["bytes"] == (written / "figures.csv").stat().st_size
    assert figures["schema"]["primaryKey"] == ["indicator", "region_code", "period"]
    assert figures["schema"]["missingValues"] == [""]


def test_the_lines_of_the_readme_give_the_figure_of_the_group(
    written: Path, made: Build, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = example(made)
    assert found is not None
    code = re.search(r"```python\n(.*?)```", (written / package.README).read_text(), re.DOTALL)
    assert code is not None
    assert len(code[1].strip().splitlines()) == 5
    monkeypatch.chdir(written)
    said = io.StringIO()
    with contextlib.redirect_stdout(said):
        exec(code[1], {})  # noqa: S102 - our own README, as a reader runs it
    group = made.groups.of(found.code)[found.kind]
    whole = group_value(made.readings.grid, LASTEN, found.period, group.codes, own=found.code)
    assert float(said.getvalue()) == pytest.approx(whole.value, rel=1e-12)


def test_it_opens_in_duckdb_and_pandas_with_the_same_rows(written: Path, made: Build) -> None:
    n = len(made.figures_with_report)
    assert duckdb.read_parquet(str(written / "figures.parquet")).shape[0] == n
    assert len(pd.read_csv(written / "figures.csv", low_memory=False)) == n


@pytest.mark.skipif(
    shutil.which("Rscript") is None, reason="R is not here: its line in the README is not run"
)
def test_it_opens_in_r(written: Path, made: Build) -> None:
    line = 'figures <- read.csv("figures.csv", na.strings = ""); cat(nrow(figures))'
    ran = subprocess.run(["Rscript", "-e", line], cwd=written, capture_output=True, text=True, check=True)
    assert int(ran.stdout) == len(made.figures_with_report)


def test_a_package_is_replaced_and_nothing_else_is(written: Path, made: Build, tmp_path: Path) -> None:
    folder = shutil.copytree(written, tmp_path / "again")
    (folder / "figures.csv").write_text("old")
    package.write(folder, contents(made, DAY))
    assert _report(folder) == []
    (folder / "mine.xlsx").write_text("work of somebody")
    with pytest.raises(PackageError, match="mine.xlsx"):
        package.write(folder, contents(made, DAY))
    other = tmp_path / "other"
    other.mkdir()
    (other / "notes.txt").write_text("no package")
    with pytest.raises(PackageError, match="no package"):
        package.write(other, contents(made, DAY))
    assert (other / "notes.txt").read_text() == "no package"


def test_what_stops_halfway_leaves_what_stood_there(
    written: Path, made: Build, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = shutil.copytree(written, tmp_path / "kept")

    def broken(_: pd.DataFrame) -> bytes:
        raise OSError("no space left")

    monkeypatch.setattr(package, "as_parquet", broken)
    with pytest.raises(OSError, match="no space"):
        package.write(folder, contents(made, DAY))
    assert _report(folder) == []
    assert [each.name for each in tmp_path.iterdir()] == ["kept"]
