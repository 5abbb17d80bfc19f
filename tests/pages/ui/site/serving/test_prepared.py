"""What pages need is there before the first visitor: in a process of its own, as a server starts."""

import ast
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.browser.conftest import ROOT

_PREPARES = """
import json, sys
from pages.ui.site import builds
from pages.ui.site.serving import prepared, server
builds.warm()
packages = [name for name in sys.modules if "." not in name]
begun = prepared.begin()
if begun is not None:
    begun.join()
names = [name for name in sys.modules if name.startswith(("pages.", "metrics."))]
print(json.dumps({"modules": names, "packages": packages, "kept": [str(key) for key in builds.current()._kept]}))
"""


def _needed() -> set[str]:
    """Modules of ours that the scripts of pages begin with."""
    found = set()
    for script in (ROOT / "pages").glob("*.py"):
        for node in ast.walk(ast.parse(script.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("pages.ui"):
                names = {f"{node.module}.{each.name}" for each in node.names}
                modules = {
                    name for name in names if ROOT.joinpath(*name.split(".")).with_suffix(".py").exists()
                }
                found |= modules or {node.module}
    return found


def _after_start(data: Path, prepare: str) -> dict[str, set[str]]:
    """Return the modules that are imported and what the build keeps, once a server has prepared what it will."""
    told = subprocess.run(
        [sys.executable, "-c", _PREPARES],
        cwd=ROOT,
        env={
            **os.environ,
            "EIGENWIJZER_DATA": str(data),
            "EIGENWIJZER_PREPARE": prepare,
            "PYTHONPATH": str(ROOT),
        },
        capture_output=True,
        text=True,
        check=True,
    )
    assert "Traceback" not in told.stderr
    return {name: set(found) for name, found in json.loads(told.stdout.splitlines()[-1]).items()}


@pytest.fixture(scope="module")
def unprepared(report_data: Path) -> dict[str, set[str]]:
    """What is there where the administrator asks that nothing is prepared."""
    return _after_start(report_data, "0")


def test_no_page_imports_or_searches_for_its_first_visitor(report_data: Path) -> None:
    found = _after_start(report_data, "")
    assert _needed() - found["modules"] == set()
    assert "search" in found["kept"]


def test_what_only_files_need_is_not_imported_at_start(unprepared: dict[str, set[str]]) -> None:
    """A fifth of a second of the start and 27 MB of every process: for drawing on paper, PDF, Word and workbooks."""
    assert "pandas" in unprepared["packages"]
    assert (
        unprepared["packages"] & {"matplotlib", "typst", "openpyxl", "xlsxwriter", "docx", "pyparsing"}
        == set()
    )


def test_where_the_administrator_asks_so_nothing_is_prepared(unprepared: dict[str, set[str]]) -> None:
    assert _needed() - unprepared["modules"] != set()
    assert "search" not in unprepared["kept"]
