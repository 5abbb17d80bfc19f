"""The command line of the loaders: `python -m loaders refresh` and `python -m loaders status`.

Exit codes: 0 all well; 3 some sources kept their previous snapshot or are absent; 1 no build could be made
(the old one stands), or there is none.
"""

import argparse
import sys
from collections.abc import Sequence
from datetime import date

from tqdm import tqdm

from loaders import progress, store
from loaders.errors import LoaderError
from loaders.feed.asking import Options
from loaders.progress import Result
from loaders.refresh import data_dir_of, refresh
from loaders.snapshots import writing


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; return the exit code."""
    chosen = parser().parse_args(arguments)
    try:
        return _refresh(chosen) if chosen.command == "refresh" else _status(chosen)
    except LoaderError as error:
        print(f"error: {error}", file=sys.stderr)
        return 1


def parser() -> argparse.ArgumentParser:
    """Return what understands the command line."""
    made = argparse.ArgumentParser(prog="python -m loaders", description="Load the figures of CBS and Iv3.")
    commands = made.add_subparsers(dest="command", required=True)
    pull = commands.add_parser("refresh", help="fetch, build and switch to the new build")
    pull.add_argument("--feed", default="", metavar="URL", help="stands in for https://opendata.cbs.nl")
    pull.add_argument("--iv3-feed", default="", metavar="URL", help="stands in for https://dataderden.cbs.nl")
    pull.add_argument(
        "--boundaries",
        default="",
        metavar="PATTERN",
        help="address or path of a GeoJSON per year, with {year} in it, in place of PDOK",
    )
    pull.add_argument("--only", nargs="+", default=[], metavar="TABLE", help="only these sources")
    pull.add_argument(
        "--as-of",
        type=date.fromisoformat,
        metavar="DATE",
        help="fetch nothing; build from the snapshots of this day (yyyy-mm-dd) and before",
    )
    status = commands.add_parser("status", help="the build in use and its sources")
    for command in (pull, status):
        command.add_argument("--data", metavar="DIR", help="else EIGENWIJZER_DATA, else data/local")
    return made


def _refresh(chosen: argparse.Namespace) -> int:
    options = Options(
        feed=chosen.feed,
        iv3_feed=chosen.iv3_feed,
        boundaries=chosen.boundaries,
        only=tuple(chosen.only),
        as_of=chosen.as_of,
    )
    with tqdm(unit=" rows", unit_scale=True, disable=not sys.stderr.isatty(), leave=False) as bar:

        def tell(result: Result) -> None:
            with bar.external_write_mode():
                print(_line(result), flush=True)

        def count(rows_n: int) -> None:
            bar.update(rows_n)

        outcome = refresh(data_dir_of(chosen.data), options, tell, count)
    print(f"build {outcome.build_id} {'is in use' if outcome.built else 'stays in use'}")
    return outcome.exit_code


def _line(result: Result) -> str:
    words = {"new": "new snapshot", "same": "unchanged"}.get(result.result, "")
    said = ". ".join(part for part in (words, result.message_en) if part)
    return f"{result.source_id:<18} {result.rows_n:>9} rows {result.seconds:>7.1f} s  {said}"


def _status(chosen: argparse.Namespace) -> int:
    data_dir = data_dir_of(chosen.data)
    found = store.read_status(data_dir)
    print(f"build {found.build_id} ({found.kind}), made {found.built_at:%Y-%m-%d %H:%M} UTC")
    last = progress.read(data_dir)
    after = {one.source_id: one for one in last.results} if last else {}
    print(f"{'source':<18} {'status':<9} {'rows':>9}  {'loaded':<17} {'checked':<17} title, message")
    for row in found.sources.astype(object).where(found.sources.notna(), None).to_dict("records"):
        source_id = str(row["source_id"])
        status, message = str(row["status"]), str(row["message"] or "")
        one = after.get(source_id)
        if one is not None and one.result in progress.FAILED:
            # the last refresh failed for this source and made no new build, which would say so itself
            status, message = one.result, one.message_en
        elif one is not None and status == "kept":
            status, message = "loaded", ""
        checked = writing.checked_at(data_dir, source_id)
        times = [f"{when:%Y-%m-%d %H:%M}" if when else "" for when in (row["retrieved"], checked)]
        rows_n = "" if row["rows_n"] is None else int(row["rows_n"])
        said = " | ".join(part for part in (str(row["title"]), message) if part)
        print(f"{source_id:<18} {status:<9} {rows_n:>9}  {times[0]:<17} {times[1]:<17} {said}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
