"""How each source stands: what the build in use says of it, and what the last refresh found that made no new build.

One list for `python -m loaders status`, with what is not as it should be: a source that was there and could not be
had again, or one that CBS has and is not loaded. What has not appeared yet is no fault.
"""

from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from loaders import progress, store
from loaders.command_line import as_on_page
from loaders.feed import find
from loaders.progress import Result
from loaders.snapshots import writing
from loaders.store import Status

NAMED_N = 5  # sources of one kind that are named in a line; of more the rest is counted
STRAY = ""  # kind of a folder of snapshots that is of no source: nothing that was or should be there


@dataclass(frozen=True)
class StatusLine:
    """A source. `status`: as of the table `source`, or 'renamed'; moments are UTC, None where there was none.

    `wrong`: it was there before, or should be.
    """

    source_id: str
    status: str
    rows_n: int | None
    loaded: datetime | None
    checked: datetime | None
    title: str
    message: str
    wrong: bool


def of(data_dir: Path, found: Status) -> Iterator[StatusLine]:
    """Give how each source of the build in use stands, in the order of the build."""
    last = progress.read(data_dir)
    after = {one.source_id: one for one in last.results} if last else {}
    for row in found.sources.astype(object).where(found.sources.notna(), None).to_dict("records"):
        register_id = str(row["register_id"] or "")
        status, message = _now(row, after.get(register_id))
        yield StatusLine(
            str(row["source_id"]),
            status,
            None if row["rows_n"] is None else int(row["rows_n"]),
            row["retrieved"],
            writing.checked_at(data_dir, register_id),
            str(row["title"]),
            message,
            status in progress.FAILED and row["kind"] != STRAY,
        )


def told(found: Status, every: Sequence[StatusLine], *, running: bool) -> str:
    """Say in English what is not as it should be, in one line; empty where all is well. `running`: a refresh is."""
    if found.kind == "embedded":
        return _asked("nothing is loaded yet, the pages show the report alone", running=running)
    kinds = []
    for status in progress.FAILED:
        names = [one.source_id for one in every if one.wrong and one.status == status]
        if names:
            more = f" and {len(names) - NAMED_N} more" if len(names) > NAMED_N else ""
            kinds.append(f"{len(names)} {status}: {', '.join(names[:NAMED_N])}{more}")
    part = ["the first refresh is not done"] if store.is_partial(found.build_id) else []
    return _asked("; ".join([*part, *kinds]), running=running) if part or kinds else ""


def _asked(what: str, *, running: bool) -> str:
    return f"{what}. {'A refresh is under way.' if running else 'Run `python -m loaders refresh`.'}"


def _now(row: Mapping[Hashable, object], one: Result | None) -> tuple[str, str]:
    """Return status and message of a source: of the build, or of a last refresh that made no new one."""
    status, message = str(row["status"]), str(row["message"] or "")
    if one is not None and one.result in progress.FAILED:
        return one.result, one.message_en  # it failed and made no new build, which would say so itself
    if one is not None and one.result == "none" and row["retrieved"] is None:
        return one.result, one.message_en
    if one is not None and status in ("kept", "gone"):
        status, message = "loaded", one.message_nl
    renamed = status == "loaded" and find.RENAMED in message
    return ("renamed" if renamed else status), as_on_page(message) if message else ""
