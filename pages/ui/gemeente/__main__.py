"""`python -m pages.ui.gemeente --region JZ33 --format pdf DIR`: the one-pagers of many gemeenten, a file each.

Exit codes and messages: `loaders/command_line.py`. 1: none could be made; 3: some could not, and which is said.
"""

from loaders import command_line

command_line.begin()

import argparse
import logging
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from tqdm import tqdm

from metrics.errors import MetricsError
from pages.ui.gemeente import batch
from pages.ui.site import builds, saved_here
from pages.ui.site.visiting import address

# Streamlit warns that no page is being drawn: here none should be.
logging.getLogger("streamlit.runtime.scriptrunner_utils.script_run_context").disabled = True


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the files; return the exit code."""
    asked = parser().parse_args(arguments)
    if asked.data:
        os.environ["EIGENWIJZER_DATA"] = asked.data
    return command_line.ended(lambda: _run(asked))


def _run(asked: argparse.Namespace) -> int:
    with builds.opened() as loaded:
        return _write(loaded, asked)


def _write(loaded: builds.Loaded, asked: argparse.Namespace) -> int:
    works = batch.BatchOf(loaded, builds.records())
    saved = saved_here.saved_groups(loaded).groups
    codes: dict[str, None] = {}
    failed = 0
    for text in asked.region:
        try:
            codes |= dict.fromkeys(batch.gemeenten(loaded, text, saved))
        except MetricsError as error:
            failed += 1
            command_line.tell(f"not made: {error}")
    asked.directory.mkdir(parents=True, exist_ok=True)
    made = 0
    making = batch.make(works, tuple(codes), asked.format, asked.address or address.base())
    bar = tqdm(making, total=len(codes), unit="gemeente", disable=not sys.stderr.isatty(), leave=False)
    for one in bar:
        if one.body:
            (asked.directory / one.file_name).write_bytes(one.body)
            made += 1
        else:
            failed += 1
            bar.write(f"not made: {one.problem_en}", file=sys.stderr)
    if not made:
        raise MetricsError("Geen van de gemeenten is gemaakt.", "none could be made")
    command_line.say(f"{made} of {len(codes)} written to {asked.directory}")
    return command_line.PARTLY if failed else command_line.WELL


def parser() -> argparse.ArgumentParser:
    """Return what understands the command line."""
    made = argparse.ArgumentParser(
        prog="python -m pages.ui.gemeente",
        description="The one-pagers of many gemeenten, a file each.",
        epilog=command_line.CODES,
    )
    made.add_argument(
        "directory", type=Path, metavar="DIR", help="where the files go; made where it is not there"
    )
    made.add_argument(
        "--region",
        action="append",
        required=True,
        metavar="R",
        help="a jeugdregio (JZ33), a province (PV23), a saved group, rapport (those of the report) or a gemeente; "
        "may be repeated",
    )
    made.add_argument("--format", choices=batch.FORMATS, default="pdf", help="pdf (default) or docx")
    made.add_argument(
        "--address", metavar="URL", help="of the server that the links lead to; else its own setting"
    )
    made.add_argument("--data", metavar="DIR", help="else EIGENWIJZER_DATA, else data/local")
    return made


if __name__ == "__main__":
    sys.exit(main())
