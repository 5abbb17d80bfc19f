"""The researcher's command line: `python -m metrics table 2`, `compare`, `audit`, `figures`, `package`.

Prints a table on standard output, as CSV (numbers unrounded, empty for missing), Markdown or Parquet. Exit codes: 0 all
well; 1 it cannot be done, with a message on standard error; 2 the command was not understood; 130 interrupted.
"""

import argparse
import os
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import pandas as pd

from loaders import store
from loaders.build import derived, make
from loaders.errors import LoaderError
from loaders.files import own_groups, package, shipped
from loaders.refresh import data_dir_of
from metrics.build import Build
from metrics.commands import COMMANDS, UsageError, run
from metrics.errors import MetricsError
from metrics.tables.package import contents
from metrics.tables.writing import as_csv, as_markdown, as_parquet

PACKAGE = "package"
FORMATS = ("csv", "md", "parquet")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; return the exit code."""
    asked = parser().parse_args(arguments)
    try:
        frame, said = _made(asked)
        for text in said:
            print(f"note: {text}", file=sys.stderr)
        _put(_written(frame, asked.format), asked)
    except UsageError as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    except BrokenPipeError:  # `| head` closed the pipe: nothing is wrong, and nothing more can be printed
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except (LoaderError, MetricsError, OSError) as error:  # OSError: a folder or file cannot be used
        print(f"error: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("interrupted", file=sys.stderr)
        return 130
    return 0


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
    # the analyst's groups are a file: read where a group is asked for by its name
    by_name = getattr(asked, "kind", "") == "saved"
    asked.saved = own_groups.read(where, build.names, build.groups.for_everybody).groups if by_name else ()
    command = next(each for each in COMMANDS if each.name == asked.command)
    return run(command, build, asked)


def _written(frame: pd.DataFrame, notation: str) -> bytes:
    if notation == "parquet":
        return as_parquet(frame)
    return (as_markdown(frame) if notation == "md" else as_csv(frame)).encode()


def _put(body: bytes, asked: argparse.Namespace) -> None:
    """Write to a file, or to standard output: as text where that takes text alone."""
    if asked.output is not None:
        Path(asked.output).write_bytes(body)
        return
    if asked.format == "parquet":
        sys.stdout.buffer.write(body)
    else:
        sys.stdout.write(body.decode())
    sys.stdout.flush()


def _build(where: Path) -> Build:
    handle = store.open_store(where, make.ensure_build(where))
    try:
        return derived.build_of(handle, shipped.records())
    finally:
        handle.close()


def parser() -> argparse.ArgumentParser:
    """Return what understands the command line."""
    made = argparse.ArgumentParser(prog="python -m metrics", description="The figures, as tables.")
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
    added.add_argument("--format", choices=FORMATS, default="csv", help="csv (default), md or parquet")
    added.add_argument("--output", metavar="FILE", help="write to this file; default: standard output")


if __name__ == "__main__":
    sys.exit(main())
