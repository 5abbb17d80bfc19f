"""What the application is made of: `deploy/sbom.cdx.json` (CycloneDX 1.6) and `deploy/licences.md`, for people.

    uvx --from cyclonedx-bom==7.5.0 cyclonedx-py environment --pyproject pyproject.toml --output-reproducible \\
        .venv/bin/python | python -m tests.support.sbom

cyclonedx-py lists what is installed, with licences; what the application does not need (the tools of developers) is
left out here, and so are addresses: no host of a registry stands in this repository. `--check` says what is not up to
date.
"""

import argparse
import json
import re
import sys
import tomllib
from importlib.metadata import distribution
from pathlib import Path
from typing import Any

from packaging.utils import canonicalize_name

from tests.support import pins

ROOT = Path(__file__).resolve().parents[2]
SBOM, LICENCES = ROOT / "deploy" / "sbom.cdx.json", ROOT / "deploy" / "licences.md"
# Said by the package in its own words; which licence those are follows from the text that comes with it.
_READ = {
    "protobuf": "BSD-3-Clause",
    "pydeck": "Apache-2.0",
    "feedgen": "BSD-2-Clause OR LGPL-3.0-or-later",  # its README: choose the one that is more convenient
}
_CLASSIFIER = re.compile(r"^License :: (?:OSI Approved :: )?")
_REASON = re.compile(r'^    "(?P<name>[A-Za-z0-9._-]+)==[^"]+",(?:\s+# (?P<why>.+))?$')
_HEAD = """# What Eigenwijzer is made of

Every package that the application pulls in, at the version that was tested (on Linux, Python 3.11), with the licence
that the package itself names. For machines: [sbom.cdx.json](sbom.cdx.json), CycloneDX 1.6. Both are made by
`tests/support/sbom.py`; tools of developers are not in them. Streamlit brings its own web page in JavaScript; what that
is made of is not listed in the package, and so not here.

| package | version | licence | why it is here |
|---|---|---|---|
"""


def main(arguments: list[str] | None = None) -> int:
    """Write both files from what cyclonedx-py says on standard input; with `--check` change nothing."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.support.sbom",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--check", action="store_true", help="say what is not up to date, and change nothing")
    if parser.parse_args(arguments).check:
        found = problems(SBOM.read_text(encoding="utf-8"), LICENCES.read_text(encoding="utf-8"))
        sys.stderr.writelines(f"{each}\n" for each in found)
        return 1 if found else 0
    bom = ours(json.load(sys.stdin))
    SBOM.write_text(json.dumps(bom, indent=1, ensure_ascii=False, sort_keys=True) + "\n", encoding="utf-8")
    LICENCES.write_text(listed(bom), encoding="utf-8")
    return 0


def needed() -> dict[str, str]:
    """Return the version of every package that the application pulls in, by name."""
    return pins.closure(_direct())


def reasons(text: str) -> dict[str, str]:
    """Return why a package is a dependency, as pyproject.toml says in the line; empty where it does not say."""
    project = text[text.index("[project]") : text.index("[tool.uv]")]
    matches = filter(None, map(_REASON.match, project.splitlines()))
    return {canonicalize_name(each["name"]): (each["why"] or "").strip() for each in matches}


def ours(bom: dict[str, Any]) -> dict[str, Any]:
    """Return the part of a bill of materials that the application needs, without addresses."""
    wanted = needed()
    components = [each for each in bom["components"] if canonicalize_name(each["name"]) in wanted]
    for each in components:
        each.pop("externalReferences", None)
        each["licenses"] = _licences(each)
    kept = {each["bom-ref"] for each in components} | {"root-component"}
    dependencies = [
        {**each, "dependsOn": [one for one in each.get("dependsOn", []) if one in kept]}
        for each in bom["dependencies"]
        if each["ref"] in kept
    ]
    for each in dependencies:
        if each["ref"] == "root-component":
            each["dependsOn"] = [
                one["bom-ref"] for one in components if canonicalize_name(one["name"]) in _direct()
            ]
    metadata = {
        **bom["metadata"],
        "tools": {"components": [_tool(each) for each in bom["metadata"]["tools"]["components"]]},
    }
    return {**bom, "components": components, "dependencies": dependencies, "metadata": metadata}


def _direct() -> list[str]:
    read = tomllib.loads(pins.PYPROJECT.read_text(encoding="utf-8"))
    return [canonicalize_name(re.split(r"[=<>\[]", each)[0]) for each in read["project"]["dependencies"]]


def _tool(tool: dict[str, Any]) -> dict[str, Any]:
    return {
        key: value
        for key, value in tool.items()
        if key in ("type", "group", "name", "version", "description")
    }


def _licences(component: dict[str, Any]) -> list[dict[str, Any]]:
    """Return what CycloneDX calls the licences: an expression alone, or licences by id or by name."""
    name = canonicalize_name(component["name"])
    if name in _READ:
        return [{"expression": _READ[name], "acknowledgement": "concluded"}]
    found = component.get("licenses", [])
    if not found:
        return [{"license": {"name": distribution(name).metadata["License"], "acknowledgement": "declared"}}]
    by_id = [each for each in found if "expression" in each or "id" in each["license"]]
    named = [
        {"license": {**each["license"], "name": _CLASSIFIER.sub("", each["license"]["name"])}}
        for each in found
        if each not in by_id
    ]
    return by_id[:1] if by_id and "expression" in by_id[0] else by_id or named


def said(component: dict[str, Any]) -> str:
    """Return the licence of a component in a line."""
    return "; ".join(
        each["expression"]
        if "expression" in each
        else each["license"].get("id") or each["license"].get("name", "")
        for each in component["licenses"]
    )


def listed(bom: dict[str, Any]) -> str:
    """Return the table for people."""
    why = reasons(pins.PYPROJECT.read_text(encoding="utf-8"))
    by_ref = {each["bom-ref"]: each["name"] for each in bom["components"]}
    asks: dict[str, list[str]] = {}
    for each in bom["dependencies"]:
        for one in each.get("dependsOn", []):
            if each["ref"] in by_ref:
                asks.setdefault(by_ref[one], []).append(by_ref[each["ref"]])
    lines = []
    for each in sorted(bom["components"], key=lambda one: str(one["name"]).lower()):
        reason = (
            why.get(canonicalize_name(each["name"]))
            or f"needed by {', '.join(sorted(asks.get(each['name'], [])))}"
        )
        lines.append(f"| {each['name']} | {each['version']} | {said(each)} | {reason} |\n")
    return _HEAD + "".join(lines)


def problems(bom_text: str, table: str) -> list[str]:
    """Return, a line each, what is not as it is installed, has no licence or names an address."""
    bom = json.loads(bom_text)
    there: dict[str, str] = {canonicalize_name(each["name"]): each["version"] for each in bom["components"]}
    found = [
        f"{name}: {there.get(name, 'absent')} in the SBOM, {version} is installed"
        for name, version in needed().items()
        if there.get(name) != version
    ]
    found += [f"{name}: in the SBOM, and nothing needs it" for name in there.keys() - needed().keys()]
    found += [f"{each['name']}: no licence" for each in bom["components"] if not said(each).strip()]
    # the address of the format itself is its name
    hosts = set(re.findall(r"[a-z]+://([^/\"\s)]+)", bom_text + table)) - {"cyclonedx.org"}
    found += [f"an address stands in it: {host}" for host in sorted(hosts)]
    if table != listed(bom):
        found.append("licences.md is not the table of the SBOM")
    return found


if __name__ == "__main__":
    sys.exit(main())
