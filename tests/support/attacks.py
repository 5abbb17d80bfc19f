"""What is sent on purpose (`tests.support.hostile`) laid before whatever reads it, and what must then hold.

A reader answers with what it made of it or with the errors it has for that; it writes nowhere but where it was told to,
starts no program and opens no connection. Used by the tests, for seconds, and by `tests.bench.fuzz`, for long.
"""

import os
import re
import sys
import threading
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from loaders.errors import DataFileError
from loaders.files import own_group, own_groups, own_notes
from metrics.build import Build
from metrics.places.names import Names
from pages.ui.own import figures, monitor_export, products, sheet, template, work
from pages.ui.own.monitor import StatementError
from pages.ui.own.row import Known
from pages.ui.own.sheet import UploadError
from pages.ui.own.work import WorkError
from pages.ui.site.serving import publisher
from pages.ui.site.visiting import selection

OWN = "GM0150"
# a tag or a handler that came out of what was sent: every one of them is escaped where it is shown
_LIVE = re.compile(
    r"<script>alert|<img src=x|<svg/onload|<[^>]+\son(?:error|load)\s*=\s*[\"']?alert|href=[\"']?javascript:",
    re.I,
)
_CALLS = ("subprocess.Popen", "os.system", "os.exec", "os.posix_spawn", "socket.connect", "ctypes.dlopen")
_MOVES = ("os.rename", "os.mkdir", "os.remove", "os.link", "os.symlink", "os.truncate", "shutil.rmtree")
_ALLOWED: dict[int, tuple[Path, list[str]]] = {}  # thread -> where it may write, and what it did elsewhere


def live(html: str) -> list[str]:
    """Return what of a page would run that came from outside."""
    return [html[max(0, at.start() - 60) : at.end() + 60] for at in _LIVE.finditer(html)]


@contextmanager
def nothing_outside(folder: Path) -> Iterator[None]:
    """See to it that this thread writes nowhere but in a folder, starts nothing and calls nobody."""
    if not _ALLOWED:
        sys.addaudithook(_watch)
    done: list[str] = []
    _ALLOWED[threading.get_ident()] = (folder.resolve(), done)
    # a module that is imported when it is wanted would write what Python compiled of it, once on each machine
    compiles, sys.dont_write_bytecode = sys.dont_write_bytecode, True
    try:
        yield
    finally:
        sys.dont_write_bytecode = compiles
        _ALLOWED[threading.get_ident()] = (Path("/"), [])
    assert not done, done


def _watch(event: str, told: tuple[Any, ...]) -> None:
    allowed = _ALLOWED.get(threading.get_ident())
    if allowed is None or allowed[0] == Path("/"):
        return
    folder, done = allowed
    if event in _CALLS:
        done.append(f"{event} {told[0]}")
    elif event == "open":
        path, mode, flags = told
        writes = (
            bool(flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT)) if mode is None else set(mode) & set("wax+")
        )
        if writes and not _within(path, folder):
            done.append(f"open {path} {mode}")
    elif event in _MOVES and not all(
        _within(each, folder) for each in told if isinstance(each, (str, bytes))
    ):
        done.append(f"{event} {told}")


def _within(path: object, folder: Path) -> bool:
    if isinstance(path, int):  # a file that is open already
        return True
    name = os.fsdecode(path)  # type: ignore[arg-type]  # str, bytes or a path
    return name == os.devnull or Path(name).resolve().is_relative_to(folder)


def address(params: dict[str, str], names: Names) -> None:
    """Read an address: what may be copied on is ours and plain, and means the same when it is read again."""
    read = selection.parse(params, names)
    for name, value in read.address.items():
        assert selection.is_ours(name), name
        assert not re.search(r"[<>\x00-\x1f\x7f]", value), (name, value)
    again = selection.parse(read.address, names)
    assert again.address == read.address, (params, read.address, again.address)
    # the one that asks is listed among the members that were typed, and does not go along
    groups = [replace(each.group, listed=()) for each in (read, again)]
    assert again.gemeente == read.gemeente and groups[0] == groups[1], (params, groups)


def upload(data: bytes, build: Build) -> str:
    """Read a file in each way that there is; return by which it was taken, empty for none."""
    known = Known(build.names, build.computed, build.facts.observations)
    taken = []
    try:
        taken += ["figures"] if figures.check(data, known).figures else []
    except UploadError as error:
        _said(error.problems)
    try:
        taken += ["products"] if products.read(data, known, OWN, build.records.taakvelden) else []
    except UploadError as error:
        _said(error.problems)
    try:
        lines, *_ = sheet.lines_of(data, template.COLUMNS)
        taken += ["export"] if monitor_export.read(lines, known, OWN) else []
    except UploadError as error:
        _said(error.problems)
    except StatementError as error:
        _said([str(error)])
    try:
        work.read(data, known, "0" * 16, build.records)
        taken.append("work")
    except WorkError as error:
        _said([str(error)])
    return " ".join(taken)


def _said(problems: tuple[str, ...] | list[str]) -> None:
    """What is said fits on a page."""
    assert problems and all(each.strip() for each in problems)
    assert sum(map(len, problems)) < 5_000, problems


def saved(folder: Path, toml: str, lines: bytes, names: Names) -> None:
    """Read what somebody typed in the files of an installation, and save a group beside it."""
    own = folder / "own"
    own.mkdir(exist_ok=True)
    (own / own_groups.GROUPS).write_text(toml, encoding="utf-8", errors="replace")
    (own / own_notes.NOTES).write_bytes(lines)
    before = own_groups.read(folder, names)
    own_notes.read(folder)
    publisher.read(own / own_groups.GROUPS)
    try:
        name = f"Groep {len(toml)}"
        group = own_group.reference(
            own / own_groups.GROUPS, own_group.code_of(name),
            own_group.Typed(name, ("GM0344", "GM0193"), "Een reden.", "Iemand"), names,
        )  # fmt: skip
        own_groups.save(folder, group, names)
    except DataFileError:
        return
    after = own_groups.read(folder, names)
    assert all(each in after.groups for each in before.groups), "a group was lost"
    tomllib.loads((own / own_groups.GROUPS).read_text(encoding="utf-8"))


def named(folder: Path, text: str, names: Names) -> None:
    """Save a group under a name that somebody typed: it comes back as it was typed, or is refused."""
    path = folder / "own" / own_groups.GROUPS
    path.unlink(missing_ok=True)
    try:
        group = own_group.reference(
            path, own_group.code_of(text), own_group.Typed(text, ("GM0344", "GM0193"), text, text), names
        )
        own_groups.save(folder, group, names)
    except DataFileError:
        return
    (found,) = own_groups.read(folder, names).groups
    assert (found.name, found.reason, found.author) == (text, text, text)
