"""The researcher's command line: `python -m metrics table 2`, `compare`, `audit`, `group`.

Prints a table on standard output, as CSV (numbers unrounded, empty for missing) or as Markdown. Exit codes: 0
all well; 1 it cannot be done, with a message on standard error; 2 the command was not understood.
"""

import argparse
import math
import os
import sys
from collections.abc import Sequence

import pandas as pd

from loaders import store
from loaders.build import derived, make
from loaders.errors import LoaderError
from loaders.files import shipped
from loaders.refresh import data_dir_of
from metrics.build import Build
from metrics.commands import COMMANDS, run
from metrics.errors import MetricsError


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; return the exit code."""
    asked = parser().parse_args(arguments)
    command = next(each for each in COMMANDS if each.name == asked.command)
    try:
        frame, said = run(command, _build(asked.data), asked)
    except (LoaderError, MetricsError, OSError) as error:  # OSError: the data folder cannot be used
        print(f"error: {error}", file=sys.stderr)
        return 1
    for text in said:
        print(f"note: {text}", file=sys.stderr)
    try:
        sys.stdout.write(as_markdown(frame) if asked.format == "md" else as_csv(frame))
        sys.stdout.flush()
    except BrokenPipeError:  # `| head` closed the pipe: nothing is wrong, and nothing more can be printed
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0


def as_csv(frame: pd.DataFrame) -> str:
    """Write a frame as CSV: a number as the shortest text that gives it back, empty for missing."""
    return _texts(frame).to_csv(index=False, lineterminator="\n")


def as_markdown(frame: pd.DataFrame) -> str:
    """Write a frame as a Markdown table."""
    rows = [list(frame.columns), ["---"] * len(frame.columns), *_texts(frame).to_numpy().tolist()]
    return "".join(f"| {' | '.join(_cell(cell) for cell in row)} |\n" for row in rows)


def _texts(frame: pd.DataFrame) -> pd.DataFrame:
    """Return every cell as text; a column at a time, because the long table has a million of them."""
    columns = {
        place: [_text(cell) for cell in frame.iloc[:, place].astype(object)] for place in range(frame.shape[1])
    }
    return pd.DataFrame(columns, index=frame.index, dtype=object).set_axis(frame.columns, axis=1)


def _text(cell: object) -> str:
    if isinstance(cell, float):
        if math.isnan(cell):
            return ""
        return str(int(cell)) if cell.is_integer() else repr(float(cell))
    return "" if cell is None or cell is pd.NA else str(cell)


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")


def _build(data: str | None) -> Build:
    where = data_dir_of(data)
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
        added.add_argument("--data", metavar="DIR", help="else EIGENWIJZER_DATA, else data/local")
        added.add_argument("--format", choices=["csv", "md"], default="csv", help="csv (default) or md")
    return made


if __name__ == "__main__":
    sys.exit(main())
