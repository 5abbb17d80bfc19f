"""A service that gives tables: what fetching asks of it, and CBS's feed (v3) as the first of two.

Both give metadata and rows in one form, so that checks, snapshots and normalisers do not know which it was.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, ClassVar, Protocol, TypeVar

from loaders.feed import answers, cbs
from loaders.feed.cbs import Feed, Row
from loaders.feed.plan import Chunk, FetchPlan
from loaders.feed.polite import Reply
from loaders.feed.rows import RowPage, RowReader

Taken = TypeVar("Taken")


class Reader(Protocol):
    """A service that gives tables."""

    protocol: ClassVar[str]

    @property
    def feed(self) -> Feed:
        """The host that is asked."""

    def catalogue(self) -> list[Row]:
        """Return Identifier, Title and Modified of every table."""

    def metadata(self, table: str) -> dict[str, Any]:
        """Return TableInfos, DataProperties, CategoryGroups and `dims`; raises `FeedError`."""

    def count(self, planned: FetchPlan, chunk: Chunk) -> int | None:
        """Return how many rows a chunk has; None where the service cannot say."""

    def rows(self, planned: FetchPlan, chunk: Chunk, take: Callable[[RowPage], Taken]) -> Iterator[Taken]:
        """Give what `take` makes of each page of rows."""

    def is_empty(self, table: str) -> bool:
        """Say whether a table whose rows came holds not one figure."""

    def address(self, table: str) -> str:
        """Return where a table stands."""


@dataclass(frozen=True)
class V3:
    """CBS's feed as it is (OData v3)."""

    protocol: ClassVar[str] = "v3"
    feed: Feed

    def catalogue(self) -> list[Row]:
        """Return Identifier, Title and Modified of every table of the host."""
        return answers.records(cbs.catalogue(self.feed))

    def metadata(self, table: str) -> dict[str, Any]:
        """Return the metadata of a table, untouched."""
        return cbs.metadata(self.feed, table)

    def count(self, planned: FetchPlan, chunk: Chunk) -> int | None:
        """Return how many rows answer to the filters of a chunk."""
        return cbs.count(self.feed, planned.table, chunk.filters)

    def rows(self, planned: FetchPlan, chunk: Chunk, take: Callable[[RowPage], Taken]) -> Iterator[Taken]:
        """Give what `take` makes of each page."""
        reader = RowReader(planned, cbs.LINK)

        def unpack(answer: Reply) -> tuple[RowPage, object]:
            if answer.ok and (found := reader.read(answer.content)):
                return found
            rows, link = cbs.unpacked(answer)  # says what is wrong with a body that is no page
            return reader.look(rows), link

        return cbs.rows(
            self.feed,
            planned.table,
            take,
            unpack,
            chunk.filters,
            planned.select,
            lambda page: len(page.records),
        )

    def is_empty(self, table: str) -> bool:  # noqa: ARG002 - rows without figures are CBS's own here
        """Say no: a table without figures has rows."""
        return False

    def address(self, table: str) -> str:
        """Return where a table stands."""
        return cbs.address_of(self.feed, table)
