"""The command line of the loaders: `python -m loaders refresh`, `status`, `doctor`, `publish` and `follow`.

Exit codes and messages: `loaders/command_line.py`. 1: no build could be made (the old one stands), or there is none; 3:
some sources kept their previous snapshot or are absent (`refresh`, `status`), or the doctor found something; 130:
stopped by Ctrl-C or from the page, and what is in stays.
"""

from loaders import command_line

command_line.begin()

import argparse
import sys
import time
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import get_args

from tqdm import tqdm

from loaders import estimate, progress, published, standing, store, stores
from loaders.build import make
from loaders.doctor import report
from loaders.doctor import run as rounds
from loaders.errors import LoaderError, StoppedError, StoreError
from loaders.feed import cbs, v4
from loaders.feed.asking import Options, Protocol
from loaders.files import register
from loaders.progress import Result
from loaders.refresh import data_dir_of, has_figures, refresh
from metrics.errors import UsageError

_STATUS_CODE = (
    "Status 3 means that a source which was there (kept, gone) or should be (absent) is not, and also that nothing is "
    "loaded yet; which is said on standard error. A source that has not been published yet (none) or has a new title "
    "(renamed) is no fault."
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; return the exit code."""
    chosen = parser().parse_args(arguments)
    return command_line.ended(lambda: _run(chosen))


def _run(chosen: argparse.Namespace) -> int:
    try:
        return _COMMANDS[chosen.command](chosen)
    except KeyboardInterrupt as error:
        raise StoppedError from error


def parser() -> argparse.ArgumentParser:
    """Return what understands the command line."""
    made = argparse.ArgumentParser(
        prog="python -m loaders", description="Load the figures of CBS and Iv3.", epilog=command_line.CODES
    )
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
    pull.add_argument("--v4-feed", default="", metavar="URL", help=f"stands in for {v4.HOST}")
    pull.add_argument(
        "--protocol",
        choices=get_args(Protocol),
        default="auto",
        help="service of CBS: the feed (v3), the new one (v4), or the new one where the feed has no table",
    )
    pull.add_argument(
        "--as-of",
        type=date.fromisoformat,
        metavar="DATE",
        help="fetch nothing; build from the snapshots of this day (yyyy-mm-dd) and before",
    )
    _add_doctor(commands)
    _add_published(commands)
    for command in (pull, commands.choices["doctor"]):
        # said twice, it adds up
        command.add_argument(
            "--only",
            nargs="+",
            action="extend",
            default=[],
            metavar="NAME",
            help="only these tables or series",
        )
    status = commands.add_parser(
        "status", help="the build in use and its sources", epilog=f"{_STATUS_CODE} {command_line.CODES}"
    )
    for command in (pull, status, commands.choices["publish"], commands.choices["follow"]):
        command.add_argument("--data", metavar="DIR", help="else EIGENWIJZER_DATA, else data/local")
    return made


def _add_doctor(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    doctor = commands.add_parser(
        "doctor", help="try the services and every table of the register; loads nothing"
    )
    for option, host in (
        ("--feed", cbs.HOSTS["CBS"]),
        ("--iv3-feed", cbs.HOSTS["IV3"]),
        ("--v4-feed", rounds.V4),
    ):
        doctor.add_argument(option, default="", metavar="URL", help=f"stands in for {host}")
    doctor.add_argument(
        "--boundaries", default="", metavar="PATTERN", help="stands in for PDOK; with {year} in it"
    )
    doctor.add_argument(
        "--seconds", type=float, default=240.0, help="stop asking after this time (default: 240)"
    )


def _add_published(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    put = commands.add_parser(
        "publish", help="put the build in use in object storage or in a lake, for replicas to read"
    )
    get = commands.add_parser("follow", help="fetch the build that was published last, and put it in use")
    where = "s3://bucket/prefix, or file:///folder"
    lake = "; left out: the lake of EIGENWIJZER_STORE (a password has no place in a command)"
    put.add_argument("address", metavar="URL", nargs="?", default="", help=where + lake)
    put.add_argument(
        "--files", default="", metavar="DIR", help="where a new lake keeps its Parquet files (needed once)"
    )
    get.add_argument("address", metavar="URL", help=where)
    get.add_argument(
        "--every", type=float, metavar="SECONDS", help="look again and again, this long apart (default: once)"
    )


def _publish(chosen: argparse.Namespace) -> int:
    data_dir = data_dir_of(chosen.data)
    _refuse_lake(chosen.address)
    if not chosen.address and not stores.lake_address():
        raise UsageError("name where to publish, or set EIGENWIJZER_STORE")
    made = published.publish(data_dir, chosen.address) if chosen.address else _in_lake(data_dir, chosen.files)
    command_line.say(f"build {made} is published")
    return command_line.WELL


def _refuse_lake(address: str) -> None:
    """Refuse a lake as an argument, without repeating it: it would stand in the list of processes and the history."""
    if address.startswith(stores.LAKE):
        raise UsageError("a lake is named by EIGENWIJZER_STORE, not in a command")


def _in_lake(data_dir: Path, files: str = "") -> str:
    from loaders import lake  # only where EIGENWIJZER_STORE names one

    return lake.publish(data_dir, stores.lake_address(), files)


def _follow(chosen: argparse.Namespace) -> int:
    _refuse_lake(chosen.address)
    data_dir = data_dir_of(chosen.data)
    while True:
        try:
            build_id = published.follow(data_dir, chosen.address)
            if build_id or not chosen.every:
                command_line.say(f"build {build_id} is in use" if build_id else "nothing new")
        except LoaderError as error:
            if not chosen.every:
                raise
            command_line.tell(f"error: {error}")  # the next time may be better; the build in use stands
        if not chosen.every:
            return command_line.WELL
        time.sleep(chosen.every)


def _doctor(chosen: argparse.Namespace) -> int:
    asked = rounds.Rounds(
        chosen.feed,
        chosen.iv3_feed,
        chosen.v4_feed,
        chosen.boundaries,
        tuple(chosen.only),
        chosen.seconds,
    )
    started = time.monotonic()
    told = rounds.examine(asked)
    for line in report.lines(told, time.monotonic() - started):
        command_line.say(line)
    return command_line.PARTLY if any(one.wrong for one in told) else command_line.WELL


def _refresh(chosen: argparse.Namespace) -> int:
    options = Options(
        feed=chosen.feed,
        iv3_feed=chosen.iv3_feed,
        v4_feed=chosen.v4_feed,
        protocol=chosen.protocol,
        boundaries=chosen.boundaries,
        only=tuple(chosen.only),
        as_of=chosen.as_of,
    )
    data_dir = data_dir_of(chosen.data)
    if options.as_of is None and not has_figures(data_dir):
        command_line.say(_beforehand(estimate.of(register.select(register.sources(), options.only))))
    with tqdm(unit=" rows", unit_scale=True, disable=not sys.stderr.isatty(), leave=False) as bar:

        def tell(result: Result) -> None:
            with bar.external_write_mode():
                command_line.say(_line(result))

        def count(rows_n: int) -> None:
            bar.update(rows_n)

        outcome = refresh(data_dir, options, tell, count)
    if outcome.late_en:
        command_line.tell(outcome.late_en)
    command_line.say(f"build {outcome.build_id} {'is in use' if outcome.built else 'stays in use'}")
    if stores.lake_address() and not store.is_partial(outcome.build_id):
        command_line.say(f"build {_in_lake(data_dir)} is published")
    return outcome.exit_code


def _beforehand(work: estimate.Estimate) -> str:
    low, high = work.minutes
    long = f"about {low}" if low == high else f"{low} to {high}"
    return (
        f"first refresh: {work.tables_n} tables in about {work.requests_n} requests, {long} minutes, about "
        f"{work.disk_mb} MB of disk. Stop with Ctrl-C; the next refresh goes on where it was."
    )


def _line(result: Result) -> str:
    words = {"new": "new snapshot", "same": "unchanged"}.get(result.result, "")
    said = ". ".join(part for part in (words, result.message_en) if part)
    return f"{result.source_id:<18} {result.rows_n:>9} rows {result.seconds:>7.1f} s  {said}"


def _status(chosen: argparse.Namespace) -> int:
    data_dir = data_dir_of(chosen.data)
    try:
        found = store.read_status(data_dir)
    except StoreError:
        if store.current_build(data_dir) is None:
            raise
        make.ensure_build(data_dir)  # damaged or gone: it says that it is made again
        found = store.read_status(data_dir)
    version = f", version {found.data_version} of the figures" if found.data_version else ""
    command_line.say(
        f"build {found.build_id} ({found.kind}), made {found.built_at:%Y-%m-%d %H:%M} UTC{version}"
    )
    command_line.say(
        f"{'source':<18} {'status':<9} {'rows':>9}  {'loaded':<17} {'checked':<17} title, message"
    )
    every = list(standing.of(data_dir, found))
    for one in every:
        times = [f"{when:%Y-%m-%d %H:%M}" if when else "" for when in (one.loaded, one.checked)]
        rows_n = "" if one.rows_n is None else one.rows_n
        said = " | ".join(part for part in (one.title, one.message) if part)
        command_line.say(
            f"{one.source_id:<18} {one.status:<9} {rows_n:>9}  {times[0]:<17} {times[1]:<17} {said}"
        )
    lacking = standing.told(found, every, running=progress.running(data_dir))
    if lacking:
        command_line.tell(lacking)
    return command_line.PARTLY if lacking else command_line.WELL


_COMMANDS = {
    "refresh": _refresh,
    "status": _status,
    "doctor": _doctor,
    "publish": _publish,
    "follow": _follow,
}

if __name__ == "__main__":
    sys.exit(main())
