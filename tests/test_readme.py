"""README and CONTRIBUTING tell the house as it is: every path they name exists, every command is understood."""

import re
import shlex
from pathlib import Path

import pytest

import loaders.__main__
import metrics.__main__
import pages.ui.gemeente.__main__

ROOT = Path(__file__).resolve().parents[1]


def _running(name: str) -> str:
    """Return the running text of a file, without its fenced blocks."""
    return re.sub(r"```.*?```", "", (ROOT / name).read_text(encoding="utf-8"), flags=re.DOTALL)


TEXTS = {name: _running(name) for name in ("README.md", "CONTRIBUTING.md")}
_QUOTED = re.compile(r"`([^`]+)`")
# Paths of a user's own folder, not of the project; a name in angle brackets stands for any.
_ELSEWHERE = ("data/local/", "own/", "../")


def _paths(text: str) -> list[str]:
    found = [each for each in _QUOTED.findall(text) if re.fullmatch(r"[\w./<>-]+", each)]
    return [each for each in found if "/" in each or each.endswith((".py", ".md", ".toml"))]


def _exists(path: str) -> bool:
    if path.startswith(_ELSEWHERE):
        return True
    return any(ROOT.glob(re.sub(r"<\w+>", "*", path).rstrip("/")))


def _commands(text: str) -> list[list[str]]:
    return [shlex.split(each)[2:] for each in _QUOTED.findall(text) if each.startswith("python -m ")]


@pytest.mark.parametrize("name", TEXTS)
def test_every_path_exists(name: str) -> None:
    paths = _paths(TEXTS[name])
    assert len(paths) > 5
    assert [path for path in paths if not _exists(path)] == []


def test_a_path_that_is_not_there_is_found() -> None:
    assert not _exists("metrics/lookup.py")
    assert not _exists("pages/ui/<page>/nothing.py")
    assert _exists("pages/ui/<page>/")


@pytest.mark.parametrize("name", TEXTS)
def test_every_command_is_understood(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    commands = _commands(TEXTS[name])
    assert commands or name == "CONTRIBUTING.md"
    parsers = {
        each.__name__.removesuffix(".__main__"): each.parser()
        for each in (metrics.__main__, loaders.__main__, pages.ui.gemeente.__main__)
    }
    for module, *arguments in commands:
        asked = parsers[module].parse_args(arguments)
        if module != "pages.ui.gemeente":  # that one has no commands of its own
            assert asked.command == arguments[0]
    with pytest.raises(SystemExit):
        parsers["metrics"].parse_args(["lookup"])
    capsys.readouterr()
