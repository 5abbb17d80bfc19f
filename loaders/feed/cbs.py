"""The CBS feed (OData v3): catalogue, metadata and rows of a table. The only module that imports cbsodata.

cbsodata fetches the metadata, through our own limits (`loaders.feed.polite`). The rows we fetch ourselves, because
measurement asked for it (`tests/bench/refresh.py`): cbsodata takes more time and memory for a chunk, and neither counts
rows nor sees a page that comes twice.
"""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, TypeVar
from urllib.parse import parse_qs, urlencode, urlsplit

import cbsodata
from cbsodata import cbsodata3

from loaders.errors import (
    FeedError,
    IncompleteError,
    PartAbsentError,
    RegisterError,
    TableAbsentError,
    UnexpectedAnswerError,
)
from loaders.feed import answers
from loaders.feed.polite import Reply, Service, UnexpectedBodyError

Row = dict[str, Any]
Got = TypeVar("Got")
Taken = TypeVar("Taken")
HOSTS = {"CBS": "https://opendata.cbs.nl", "IV3": "https://dataderden.cbs.nl"}
LINK = "odata.nextLink"
_UNPACKING = threading.Lock()
_FULL = 10_000  # rows of a page of CBS that has more behind it
_PAGES_AT_MOST = 20_000  # of one list: ten times what the largest chunk takes
_EMPTY_AT_MOST = 3  # pages in a row without anything on them, that lead to another one
_LINK_AT_MOST = 4_000  # characters
_PLAIN_SETS = ("DataProperties", "CategoryGroups")


@dataclass(frozen=True)
class _Asked:
    """A list that is asked for page by page. `uncounted`: rows of which nobody knows how many there are."""

    table: str
    address: str
    params: dict[str, str]
    uncounted: bool = False


@dataclass(frozen=True)
class Feed:
    """One host that serves tables. `base` is scheme and host, without a slash at the end."""

    base: str
    service: Service

    @property
    def host(self) -> str:
        """Return the host, with its port where it has one."""
        return urlsplit(self.base).netloc


def feeds(bases: dict[str, str], service: Service) -> dict[str, Feed]:
    """Return a feed per catalogue ('CBS', 'IV3') for these addresses, and let cbsodata ask through `service`.

    Raises `RegisterError` for an address that is none, and for a mix of http and https: cbsodata has one
    switch for all of its requests.
    """
    for base in bases.values():
        check_address(base)
    schemes = {urlsplit(base).scheme for base in bases.values()}
    if len(schemes) > 1:
        raise RegisterError(
            "Het ene adres is http en het andere https. Geef twee adressen van dezelfde soort.",
            "one feed is http and the other https; give two of the same kind",
        )
    cbsodata.options.use_https = schemes != {"http"}
    cbsodata3.Session = service.session
    return {catalog: Feed(base.rstrip("/"), service) for catalog, base in bases.items()}


def check_address(base: str) -> None:
    """Raise `RegisterError` for what is no scheme and host."""
    split = urlsplit(base)
    if split.scheme not in ("http", "https") or not split.netloc:
        raise RegisterError(
            f"{base!r} is geen adres. Geef schema en host, zoals {HOSTS['CBS']}.",
            f"{base!r} is no address; give scheme and host, such as {HOSTS['CBS']}",
        )


def catalogue(feed: Feed) -> list[Row]:
    """Return Identifier, Title and Modified of every table of the host (cbsodata reads one page only)."""
    address = catalogue_address(feed)
    params = {"$format": "json", "$select": "Identifier,Title,Modified"}
    return [one for page in pages(feed, "", address, params, list) for one in page]


def catalogue_address(feed: Feed) -> str:
    """Return where the list of tables of a host stands."""
    return f"{feed.base}/ODataCatalog/Tables"


def address_of(feed: Feed, table: str) -> str:
    """Return where a table stands."""
    return f"{feed.base}/ODataFeed/odata/{table}"


def metadata(feed: Feed, table: str) -> dict[str, Any]:
    """Return TableInfos, DataProperties, CategoryGroups and `dims` (dimension -> categories), all untouched.

    Raises `FeedError`: the table is absent, the service does not answer, or answers with something else.
    """
    meta: dict[str, Any] = {"TableInfos": _set(feed, table, "TableInfos")}
    with part_of(table, address_of(feed, table)):
        meta |= {name: _set(feed, table, name) for name in _PLAIN_SETS}
        names = [str(one.get("Key")) for one in meta["DataProperties"] if is_dimension(one)]
        meta["dims"] = {name: _set(feed, table, name) for name in names}
    return meta


@contextmanager
def part_of(table: str, address: str) -> Iterator[None]:
    """Ask for a part of a table that answered. A part that is absent is `PartAbsentError`: the table is not gone."""
    try:
        yield
    except TableAbsentError as error:
        raise PartAbsentError(table, address, f"no {error}") from error


def is_dimension(entry: Row) -> bool:
    """Say whether an entry of DataProperties is a dimension (geo and time included) and not a topic."""
    kind = str(entry.get("odata.type") or entry.get("Type") or "").rsplit(".", 1)[-1]
    return kind.endswith("Dimension") or kind == "GeoDetail"


def count(feed: Feed, table: str, filters: str) -> int | None:
    """Return how many rows answer to a filter, or None where the service cannot count, or not soon enough.

    A count is a check on rows that are worth more: it is asked for briefly, and no more of a table that gave none.
    """
    return count_at(feed, table, f"{address_of(feed, table)}/TypedDataSet/$count", filters)


def count_at(feed: Feed, table: str, address: str, filters: str) -> int | None:
    """Return what an address counts, as `count` does."""
    service = feed.service.brief()

    def ask() -> int | None:
        # CBS's server refuses a count as JSON
        answer = service.get(address, {"$filter": filters} if filters else None, "text/plain")
        text = answer.content.decode("utf-8-sig", "replace").strip()
        return int(text) if answer.ok and text.isascii() and text.isdigit() and len(text) < 19 else None

    if address in service.uncounted:
        return None
    try:
        counted = service.ask(table, address, ask)
    except FeedError:
        counted = None
    if counted is None:
        service.uncounted.add(address)
    return counted


def rows(
    feed: Feed,
    table: str,
    take: Callable[[Got], Taken],
    unpack: Callable[[Reply], tuple[Got, object]],
    filters: str = "",
    select: tuple[str, ...] = (),
    size: Callable[[Got], int] = len,  # type: ignore[assignment]
) -> Iterator[Taken]:
    """Give what `take` makes of each page of TypedDataSet (numbers, keys with their blanks), as `unpack` reads it.

    `size`: how many rows a page has; where the service counted none, its links must go on where a page ended.

    However many requests are open, rows of only one page are unpacked at a time: they are what costs memory, and
    Python would not unpack two at the same time anyhow.
    """
    params = {"$format": "json"}
    if filters:
        params["$filter"] = filters
    if select:
        params["$select"] = ",".join(select)
    address = f"{address_of(feed, table)}/TypedDataSet"
    asked = _Asked(table, address, params, uncounted=f"{address}/$count" in feed.service.uncounted)
    yield from _pages(feed, asked, take, unpack, size)


def _set(feed: Feed, table: str, name: str) -> list[Row]:
    address = f"{address_of(feed, table)}/{name}"

    def ask() -> list[Row]:
        try:
            found = cbsodata.get_meta(table, name, catalog_url=feed.host)
        except (ValueError, KeyError, TypeError) as error:  # no whole JSON, or JSON without `value`
            raise UnexpectedBodyError("no whole JSON with a list in `value`") from error
        if not isinstance(found, list) or not all(isinstance(one, dict) for one in found):
            raise UnexpectedBodyError("JSON whose `value` is no list of records")
        return found

    return feed.service.ask(table, address, ask)


def pages(
    feed: Feed,
    table: str,
    address: str,
    params: dict[str, str],
    take: Callable[[list[Row]], Taken],
    link: str = LINK,
) -> Iterator[Taken]:
    """Give what `take` makes of each page of a list, following the links of the service on our own address.

    Raises `FeedError`; `IncompleteError` where a link comes twice.
    """
    asked = _Asked(table, address, params)
    yield from _pages(feed, asked, take, lambda answer: unpacked(answer, link), len)


def _pages(
    feed: Feed,
    asked: _Asked,
    take: Callable[[Got], Taken],
    unpack: Callable[[Reply], tuple[Got, object]],
    size: Callable[[Got], int],
) -> Iterator[Taken]:
    table, seen = asked.table, {""}
    url, query = asked.address, asked.params
    came_n, page_n, empty_n = 0, 0, 0
    while url:

        def ask(url: str = url, query: dict[str, str] = query) -> tuple[Taken, str, int]:
            answer = feed.service.get(url, query)
            with _UNPACKING:
                page, link = unpack(answer)
                following = _following(link)  # first: a page that is asked again is taken once
                return take(page), following, size(page)

        try:
            taken, following, rows_n = feed.service.ask(table, url, ask)
        except TableAbsentError as error:
            if len(seen) == 1:
                raise
            what = "a link to the next page that leads to nothing"
            raise UnexpectedAnswerError(table, asked.address, what) from error
        came_n += rows_n
        empty_n = 0 if rows_n else empty_n + 1
        if following and (empty_n > _EMPTY_AT_MOST or len(seen) > _PAGES_AT_MOST):
            raise IncompleteError(table, "", f"page after page, with {came_n} rows: there is no end to it")
        if asked.uncounted:
            following = _unbroken(asked, following, came_n, was_full=rows_n in (page_n, _FULL))
            page_n = rows_n
        yield taken
        if following in seen and following:
            raise IncompleteError(table, "", f"the link to the next page came twice: {following}")
        seen.add(following)
        url = f"{feed.base}{following}" if following else ""
        query = {}


def _unbroken(asked: _Asked, following: str, came_n: int, *, was_full: bool) -> str:
    """Return the link to the next page of rows that nobody counted; raises `IncompleteError` where it passes rows by.

    The links of CBS say how many rows to skip. Without a link after a page that `was_full` the next page is asked for:
    the link may be what was lost.
    """
    if not following:
        again = urlencode({**asked.params, "$skip": came_n})
        return f"{urlsplit(asked.address).path}?{again}" if was_full and came_n else ""
    skipped = parse_qs(urlsplit(following).query).get("$skip", [""])[0]
    if skipped.isascii() and skipped.isdigit() and int(skipped[:18]) != came_n:
        raise IncompleteError(
            asked.table, "", f"the next page begins after {skipped} rows where {came_n} came"
        )
    return following


def _following(link: object) -> str:
    """Return path and query of a link to the next page; empty where there is none.

    The service may name itself otherwise (http for https, another name behind a proxy): we stay with our address.
    """
    if not link:
        return ""
    if not isinstance(link, str) or len(link) > _LINK_AT_MOST:
        raise UnexpectedBodyError("a link to the next page that is no address")
    try:
        split = urlsplit(link)
    except ValueError as error:
        raise UnexpectedBodyError("a link to the next page that is no address") from error
    return f"/{split.path.lstrip('/')}?{split.query}"


def parsed(answer: Reply) -> Any:
    """Return the JSON of an answer; raises what `Service.ask` turns into an error with a name."""
    if not answer.ok:
        answer.raise_for_status()
    return answers.parsed(answer)


def unpacked(answer: Reply, link: str = LINK) -> tuple[list[Row], object]:
    """Return the entries of a page of a list, and its link to the next page; raises as `parsed` does."""
    page = parsed(answer)
    if not isinstance(page, dict) or not isinstance(page.get("value"), list):
        raise UnexpectedBodyError("JSON without a list in `value`")
    return page["value"], page.get(link)
