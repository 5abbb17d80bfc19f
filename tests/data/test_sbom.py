"""What the application is made of is listed as it is installed, with licences and reasons, and without addresses."""

import json
import re
import tomllib

import pytest

from tests.support import pins, sbom

BOM, TABLE = (path.read_text(encoding="utf-8") for path in (sbom.SBOM, sbom.LICENCES))
PYPROJECT = pins.PYPROJECT.read_text(encoding="utf-8")


def test_the_list_is_that_of_what_is_installed() -> None:
    assert sbom.problems(BOM, TABLE) == []


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('"name": "numpy"', '"name": "left-pad"', "numpy: absent in the SBOM"),
        ('"name": "numpy"', '"name": "left-pad"', "left-pad: in the SBOM, and nothing needs it"),
        ('"id": "Apache-2.0"', '"id": ""', "no licence"),
        (
            "pkg:pypi/numpy",
            "https://packages.example.org/numpy",
            "an address stands in it: packages.example.org",
        ),
    ],
)
def test_what_is_absent_too_many_without_licence_or_an_address_is_told(old: str, new: str, told: str) -> None:
    assert old in BOM
    assert any(told in each for each in sbom.problems(BOM.replace(old, new), TABLE))


def test_a_table_of_another_list_is_told() -> None:
    assert "licences.md is not the table of the SBOM" in sbom.problems(
        BOM, TABLE.replace("MIT", "GPL-3.0", 1)
    )


def test_no_address_and_no_tool_of_developers_is_taken_over() -> None:
    bom = json.loads(BOM)
    bom["components"][0]["externalReferences"] = [
        {"type": "distribution", "url": "https://packages.example.org/x"}
    ]
    bom["components"].append({"name": "pytest", "bom-ref": "pytest", "version": "9", "licenses": []})
    made = json.dumps(sbom.ours(bom))
    assert "example.org" not in made and '"pytest"' not in made


def test_every_dependency_has_its_reason_in_a_line() -> None:
    read = tomllib.loads(PYPROJECT)
    named = [*read["project"]["dependencies"], *read["dependency-groups"]["dev"]]
    why = sbom.reasons(PYPROJECT)
    assert len(why) == len(named) >= 50
    assert [name for name, reason in why.items() if not reason] == []
    assert sbom.reasons(re.sub(r" +# the store", "", PYPROJECT))["duckdb"] == ""
