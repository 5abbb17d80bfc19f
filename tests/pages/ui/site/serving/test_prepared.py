"""What pages need is there before the first visitor: in a process of its own, as a server starts."""

import ast
import json
import os
import subprocess
import sys
from pathlib import Path

from tests.browser.conftest import ROOT

_PREPARES = """
import json, sys
from pages.ui.site import builds
from pages.ui.site.serving import prepared
builds.warm()
prepared.begin().join()
names = [name for name in sys.modules if name.startswith(("pages.", "metrics."))]
print(json.dumps({"modules": names, "kept": [str(key) for key in builds.current()._kept]}))
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


def test_no_page_imports_or_searches_for_its_first_visitor(report_data: Path) -> None:
    told = subprocess.run(
        [sys.executable, "-c", _PREPARES],
        cwd=ROOT,
        env={**os.environ, "EIGENWIJZER_DATA": str(report_data), "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
    )
    found = json.loads(told.stdout.splitlines()[-1])
    assert _needed() - set(found["modules"]) == set()
    assert "search" in found["kept"]
    assert "Traceback" not in told.stderr
