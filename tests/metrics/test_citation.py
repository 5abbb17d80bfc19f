"""One citation advice, and one version in the three files that name it."""

import re
import tomllib
from datetime import date
from pathlib import Path

from metrics.citation import VERSION, Cited, in_dutch, in_english

ROOT = Path(__file__).resolve().parents[2]


def test_it_names_version_date_and_link() -> None:
    cited = Cited("aad8f1f5", date(2026, 3, 1), "https://voorbeeld.example/bronnen?v=aad8f1f5")
    assert in_dutch(cited) == (
        f"Eigenwijzer {VERSION}. Versie van de cijfers: aad8f1f5. Bron: CBS, CC BY 4.0, geladen op 1 maart 2026. "
        "https://voorbeeld.example/bronnen?v=aad8f1f5"
    )
    assert "loaded on 2026-03-01" in in_english(cited)


def test_without_figures_of_cbs_the_report_is_the_source() -> None:
    assert in_dutch(Cited("", None)) == (
        f"Eigenwijzer {VERSION}. Bron: Verwey-Jonker Instituut (2021), Eigenwijs transformeren."
    )


def test_the_version_is_the_same_everywhere() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    cff = (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    said = dict(re.findall(r"^(\S+): (.+)$", cff, re.MULTILINE))
    assert (project["version"], said["version"]) == (VERSION, VERSION)
    assert said["license"] == project["license"]
    assert said["cff-version"] == "1.2.0"
    assert {"message", "title", "type"} <= set(said)
    assert "\nauthors:\n  - name: " in cff
