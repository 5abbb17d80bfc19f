"""`python -m pages.ui.gemeente --region JZ33 --format pdf DIR`: the one-pagers of many gemeenten, a file each.

Exit codes: 0 all are made; 3 some could not be made, and which is said; 1 none; 2 the command was not understood.
"""

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

SOME = 3
# Streamlit warns that no page is being drawn: here none should be.
logging.getLogger("streamlit.runtime.scriptrunner_utils.script_run_context").disabled = True


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the files; return the exit code."""
    asked = parser().parse_args(arguments)
    if asked.data:
        os.environ["EIGENWIJZER_DATA"] = asked.data
    try:
        with builds.opened() as loaded:
            return _write(loaded, asked)
    except (*builds.KNOWN_ERRORS, OSError) as error:  # OSError: a folder cannot be used
        print(f"error: {error}", file=sys.stderr)
        return 1


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
            print(f"not made: {error}", file=sys.stderr)
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
    print(f"{made} of {len(codes)} written to {asked.directory}")
    return SOME if failed else 0


def parser() -> argparse.ArgumentParser:
    """Return what understands the command line."""
    made = argparse.ArgumentParser(
        prog="python -m pages.ui.gemeente", description="The one-pagers of many gemeenten, a file each."
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
