"""Which table of the catalogue a source is: by its title, which decides, or by its number. Pure.

CBS gives a table of a new year a new number under the same title, and now and then renames or renumbers an old one.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from loaders.errors import NotPublishedError, TableAbsentError
from loaders.feed.cbs import Row
from loaders.files.register import RegisteredSource

RENAMED = "Hernoemd"  # begins a note on a table with another title
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


@dataclass(frozen=True)
class Found:
    """A table of the catalogue. `note` says in Dutch where the catalogue differs from the register."""

    table: str
    note: str = ""

    def told(self, more: str) -> "Found":
        """Return the same with more to say."""
        return replace(self, note=" ".join(each for each in (self.note, more) if each))


def find(source: RegisteredSource, catalogue: Sequence[Row] | None) -> Found:
    """Return which table a source is.

    `catalogue` None: it could not be had; then the number of the register counts. Raises `NotPublishedError` for a
    year of a series that was never seen at the source and has no title there, `TableAbsentError` for another source
    that is not in the catalogue.
    """
    if not source.title_pattern:
        return Found(source.table)
    if catalogue is None:
        if source.table:
            return Found(source.table)
        raise TableAbsentError(source.source_id, f"no catalogue to look for the title {source.title!r} in")
    fitting = [one for one in catalogue if re.search(source.title_pattern, _title(one), re.IGNORECASE)]
    if fitting:
        return _newest(source, fitting)
    for one in catalogue:
        if source.table and _number(one) == source.table and not _of_another_year(source, _title(one)):
            return Found(source.table, renamed(source.title, _title(one)))
    if not source.expected:
        raise NotPublishedError(source.source_id, source.title, later=source.later)
    raise TableAbsentError(source.source_id, f"no title in the catalogue like {source.title!r}")


def elsewhere(source: RegisteredSource, asked: str, catalogue: Sequence[Row] | None) -> Found | None:
    """Return the table with exactly the title of a source, where the number that was asked for is gone."""
    same = [
        one for one in catalogue or () if plain(_title(one)) == plain(source.title) and _number(one) != asked
    ]
    return _newest(source, same) if same else None


def notes(source: RegisteredSource, found: Found, title: str) -> Iterator[str]:
    """Give in Dutch what differs from the register without being a fault: another number, another title."""
    if found.note:
        yield found.note
    if found.table == source.table and not source.title_pattern and title:
        ours, theirs = plain(source.title), plain(title)
        if not theirs.startswith(ours) and not ours.startswith(theirs):
            yield renamed(source.title, title)


def renamed(before: str, now: str) -> str:
    """Say in Dutch that a table has another title than the register knows."""
    return f"{RENAMED}: de tabel heette '{before.strip()}' en heet bij het CBS nu '{now.strip()}'."


def plain(title: str) -> str:
    """Return a title as it is compared: no case, no asterisks, single blanks."""
    return re.sub(r"[\s*]+", " ", title).strip().casefold()


def _newest(source: RegisteredSource, fitting: Sequence[Row]) -> Found:
    """Return the table that was changed last, and where its number is another than the register has, that."""
    table = _number(max(fitting, key=lambda one: str(one.get("Modified") or "")))
    if source.table and table != source.table:
        return Found(table, f"De tabel heeft bij het CBS nu nummer {table} in plaats van {source.table}.")
    return Found(table)


def _of_another_year(source: RegisteredSource, title: str) -> bool:
    """Say whether a title names years, and not that of the source: the number is then of another table."""
    years = {int(each) for each in _YEAR.findall(title)}
    return bool(years) and source.division_year not in years


def _title(one: Row) -> str:
    return str(one.get("Title") or "").strip()


def _number(one: Row) -> str:
    return str(one.get("Identifier") or "").strip()
