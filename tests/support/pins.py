"""Pin every package that the application pulls in: `python -m tests.support.pins`, checked by CI with `--check`.

Writes `[tool.uv] constraint-dependencies` of pyproject.toml from what is installed: each package that the
dependencies pull in, at the version that was tested, without an address, so that any index serves.
"""

import argparse
import re
import sys
import tomllib
from collections.abc import Iterable
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

PYPROJECT = Path(__file__).resolve().parents[2] / "pyproject.toml"
_LIST = re.compile(r"^constraint-dependencies = \[\n(?:.*\n)*?\]\n", re.MULTILINE)


def main(arguments: list[str] | None = None) -> int:
    """Write the pins, or with `--check` say what is not pinned; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m tests.support.pins", description=__doc__)
    parser.add_argument(
        "--check", action="store_true", help="change nothing; fail where a pin is missing or wrong"
    )
    text = PYPROJECT.read_text(encoding="utf-8")
    if parser.parse_args(arguments).check:
        faults = problems(text)
        sys.stderr.writelines(f"{fault}\n" for fault in faults)
        return 1 if faults else 0
    PYPROJECT.write_text(written(text), encoding="utf-8")
    return 0


def written(text: str) -> str:
    """Return pyproject.toml with a constraint for every package that is pulled in."""
    direct = _pinned(tomllib.loads(text)["project"]["dependencies"])
    found = closure(direct)
    lines = [f'    "{name}=={version}",\n' for name, version in sorted(found.items()) if name not in direct]
    if not _LIST.search(text):
        raise ValueError("pyproject.toml has no constraint-dependencies")
    return _LIST.sub(lambda _: f"constraint-dependencies = [\n{''.join(lines)}]\n", text)


def problems(text: str) -> list[str]:
    """Return, a line each, what is pulled in without a pin, pinned at another version, or pinned for nothing."""
    read = tomllib.loads(text)
    direct = _pinned(read["project"]["dependencies"])
    pins = _pinned(read["tool"]["uv"]["constraint-dependencies"])
    found = closure(direct)
    said = [f"{name}: pinned in two places" for name in sorted(direct.keys() & pins.keys())]
    for name, version in sorted(found.items()):
        pin = {**pins, **direct}.get(name)
        if pin is None:
            said.append(f"{name}: not pinned ({version} is installed)")
        elif pin != version:
            said.append(f"{name}: pinned at {pin or 'no exact version'}, {version} is installed")
    return said + [f"{name}: pinned, and nothing needs it" for name in sorted(pins.keys() - found.keys())]


def closure(names: Iterable[str]) -> dict[str, str]:
    """Return the installed version of these packages and of all that they need on this platform, by name."""
    found: dict[str, str] = {}
    todo = [(name, frozenset[str]()) for name in names]
    seen = set(todo)
    while todo:
        name, extras = todo.pop()
        try:
            installed = distribution(name)
        except PackageNotFoundError as error:
            raise SystemExit(f"{name} is not installed: run 'python -m uv sync --group dev' first") from error
        found[name] = installed.version
        for line in installed.requires or ():
            needed = Requirement(line)
            wanted = (*extras, "")
            if needed.marker is not None and not any(
                needed.marker.evaluate({"extra": one}) for one in wanted
            ):
                continue
            step = (canonicalize_name(needed.name), frozenset(needed.extras))
            if step not in seen:
                seen.add(step)
                todo.append(step)
    return found


def _pinned(lines: Iterable[str]) -> dict[str, str]:
    """Return name -> exact version; empty where a line leaves the version open."""
    found: dict[str, str] = {}
    for line in lines:
        needed = Requirement(line)
        exact = [each.version for each in needed.specifier if each.operator == "=="]
        found[canonicalize_name(needed.name)] = exact[0] if len(exact) == 1 else ""
    return found


if __name__ == "__main__":
    sys.exit(main())
