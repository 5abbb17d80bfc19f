"""The researcher's command line: `python -m metrics table 2`, `compare`, `audit`, `figures`, `package`.

Prints a table on standard output, as CSV (numbers unrounded, empty for missing), Markdown, Parquet or JSON.
Exit codes and messages: `loaders/command_line.py`; none of these commands is ever done partly (3).
"""

from loaders import command_line

command_line.begin()

import argparse
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import pandas as pd

from loaders import stores
from loaders.build import derived
from loaders.files import own_groups, package, shipped
from loaders.refresh import data_dir_of
from metrics.build import Build
from metrics.commands import COMMANDS, run
from metrics.errors import UsageError
from metrics.tables.package import contents
from metrics.tables.writing import WRITERS

PACKAGE = "package"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; return the exit code."""
    asked = parser().parse_args(arguments)
    return command_line.ended(lambda: _run(asked))


def _run(asked: argparse.Namespace) -> int:
    frame, said = _made(asked)
    for text in said:
        command_line.tell(f"note: {text}")
    _put(WRITERS[asked.format](frame), asked)
    return command_line.WELL


def _made(asked: argparse.Namespace) -> tuple[pd.DataFrame, list[str]]:
    """Return the table of a command, and which former gemeenten were followed."""
    if asked.format == "parquet" and asked.output is None and sys.stdout.isatty():
        raise UsageError(
            "Parquet past niet op het scherm.", "parquet is binary: use --output FILE, or redirect it"
        )
    where = data_dir_of(asked.data)
    build = _build(where)
    if asked.command == PACKAGE:
        return package.write(asked.directory, contents(build, datetime.now(UTC).date())), []
    # the analyst's groups are a file: read where a group that was saved is asked for
    own = (
        own_groups.read(where, build.names, build.groups.for_everybody)
        if getattr(asked, "kind", "") == "saved"
        else own_groups.OwnGroups()
    )
    for problem in own.problems:
        command_line.tell(f"note: {problem}")
    asked.saved = own.groups
    command = next(each for each in COMMANDS if each.name == asked.command)
    return run(command, build, asked)


def _put(body: bytes, asked: argparse.Namespace) -> None:
    """Write to a file, or to standard output: as text where that takes text alone."""
    if asked.output is not None:
        try:
            Path(asked.output).write_bytes(body)
        except OSError as error:  # a full disk does not say which file it was
            raise OSError(error.errno, error.strerror, asked.output) from error
        return
    if asked.format == "parquet":
        sys.stdout.buffer.write(body)
    else:
        sys.stdout.write(body.decode())
    sys.stdout.flush()


def _build(where: Path) -> Build:
    shelf = stores.of(where)
    handle = shelf.open(shelf.ensure())
    try:
        return derived.build_of(handle, shipped.records())
    finally:
        handle.close()


def parser() -> argparse.ArgumentParser:
    """Return what understands the command line."""
    made = argparse.ArgumentParser(
        prog="python -m metrics", description="The figures, as tables.", epilog=command_line.CODES
    )
    commands = made.add_subparsers(dest="command", required=True)
    for command in COMMANDS:
        added = commands.add_parser(command.name, help=command.help, description=command.help)
        command.arguments(added)
        _shared(added)
    what = "everything as CSV and Parquet with a datapackage.json; prints a row a file"
    added = commands.add_parser(PACKAGE, help=what, description=what)
    added.add_argument("directory", type=Path, metavar="DIR", help="new, empty, or a package to be replaced")
    _shared(added)
    return made


def _shared(added: argparse.ArgumentParser) -> None:
    added.add_argument("--data", metavar="DIR", help="else EIGENWIJZER_DATA, else data/local")
    added.add_argument("--format", choices=WRITERS, default="csv", help="csv (default), md, parquet or json")
    added.add_argument("--output", metavar="FILE", help="write to this file; default: standard output")


if __name__ == "__main__":
    sys.exit(main())
