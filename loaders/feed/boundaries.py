"""Fetching the boundaries of one year: GeoJSON from PDOK, from a second address of PDOK, or from what stands in."""

import gzip
import io
import zlib
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import orjson

from loaders.checks.core import COVERAGE_CEILING, COVERAGE_FLOOR, expected_gemeenten
from loaders.errors import (
    EmptyTableError,
    FeedError,
    IncompleteError,
    NotPublishedError,
    TableAbsentError,
    UnexpectedAnswerError,
    UnreachableError,
    WebPageError,
)
from loaders.feed.polite import Service
from loaders.files.register import RegisteredSource
from loaders.snapshots import writing
from loaders.snapshots.writing import Written

# PDOK's OGC API: the same boundaries as the WFS of the register, in degrees (CRS84)
SECOND_ADDRESS = (
    "https://api.pdok.nl/cbs/gebiedsindelingen/ogc/v1/collections/gemeente_gegeneraliseerd/items"
    "?f=json&limit=1000&jaarcode={year}"
)


def addresses(source: RegisteredSource, pattern: str = "") -> tuple[str, ...]:
    """Return where the boundaries of a year are asked for, in turn.

    `pattern` stands in for PDOK, with {year} in it: then it is the only one, and nothing outside is asked.
    """
    places = (pattern,) if pattern else (source.url, SECOND_ADDRESS)
    return tuple(each.replace("{year}", str(source.division_year)) for each in places)


def fetch(service: Service, source: RegisteredSource, places: tuple[str, ...], data_dir: Path) -> Written:
    """Fetch the GeoJSON of one year into a snapshot, from the first of these places that gives it.

    Raises the `FeedError` of the first place where none does; a note says which place it was if not the first.
    """
    geojson, codes_n, at = read(service, source, places)
    note = ""
    if at:
        first, other = (urlsplit(places[each]).netloc for each in (0, at))
        note = f"PDOK gaf deze grenzen niet op het eerste adres ({first}). Ze komen van het tweede ({other})."
    provenance = {"table": source.source_id, "modified": None, "url": places[at], "note": note}
    return writing.write_boundaries(data_dir, source, geojson, codes_n, provenance)


def read(service: Service, source: RegisteredSource, places: tuple[str, ...]) -> tuple[bytes, int, int]:
    """Return the GeoJSON of one year, how many areas are in it, and the number of the place that gave it.

    A host that did not answer at all is not asked for another year where there is a second one. Raises the
    `FeedError` of the first place where none gives it. PDOK has no catalogue: of a year that was never seen any odd
    answer means that it is not there (`NotPublishedError`).
    """
    failed: FeedError | None = None
    for number, place in enumerate(places):
        host = urlsplit(place).netloc
        if host in service.silent_hosts and number + 1 < len(places):
            continue
        try:
            return *_read(service, source, place), number
        except FeedError as error:
            failed = failed or error
            if isinstance(error, UnreachableError) and error.silent:
                service.silent_hosts.add(host)
    if failed is None:
        raise TableAbsentError(source.source_id, "no address")
    if not source.expected and isinstance(failed, (TableAbsentError, UnexpectedAnswerError, EmptyTableError)):
        raise NotPublishedError(source.source_id, source.title, later=source.later) from failed
    raise failed


def _read(service: Service, source: RegisteredSource, place: str) -> tuple[bytes, int]:
    if urlsplit(place).scheme in ("http", "https"):
        if service.homes:
            service.homes.add(str(urlsplit(place).hostname))
        content = service.ask(source.source_id, place, lambda: service.get(place)).content
        if content.lstrip().startswith(b"<"):  # of a proxy or a page to log in: nothing to report
            raise WebPageError(source.source_id, place, "HTML or XML instead of GeoJSON")
    else:
        try:
            content = Path(place).read_bytes()
        except FileNotFoundError as error:
            raise TableAbsentError(source.source_id, f"no file {place}") from error
        except OSError as error:
            raise UnexpectedAnswerError(source.source_id, place, f"no readable file ({error})") from error
    try:
        unpacked = _unpacked(content, service.patience.largest_bytes)
        whole = orjson.loads(unpacked)
        about = [one["properties"] for one in whole["features"]]
        codes = {str(one["statcode"]).strip() for one in about}
        years = {str(one["jaarcode"]) for one in about if one.get("jaarcode") is not None}
        matched = whole.get("numberMatched")
    except (OSError, EOFError, ValueError, KeyError, TypeError, AttributeError, zlib.error) as error:
        what = "no GeoJSON whose features have a statcode"
        raise UnexpectedAnswerError(source.source_id, place, what) from error
    _check(source, place, codes, years, matched if isinstance(matched, int) else len(about), len(about))
    return unpacked, len(codes)


def _check(
    source: RegisteredSource, place: str, codes: set[str], years: set[str], matched: Any, features_n: int
) -> None:
    if not codes:
        raise EmptyTableError(source.source_id)
    if years and years != {str(source.division_year)}:
        what = f"boundaries of {', '.join(sorted(years))} where {source.division_year} was asked for"
        raise UnexpectedAnswerError(source.source_id, place, what)
    if matched > features_n:
        raise IncompleteError(source.source_id, "", f"{features_n} areas came where there are {matched}")
    expected = expected_gemeenten(
        source.division_year or 0
    )  # half of them from one address: the other may have all
    if expected and not COVERAGE_FLOOR * expected <= len(codes) <= COVERAGE_CEILING * expected:
        raise IncompleteError(source.source_id, "", f"{len(codes)} gemeenten where {expected} were expected")


def _unpacked(content: bytes, largest: int) -> bytes:
    if content[:2] != b"\x1f\x8b":
        return content
    with gzip.open(io.BytesIO(content)) as packed:
        unpacked = packed.read(largest + 1)
    if len(unpacked) > largest:
        raise ValueError(f"more than {largest} bytes")
    return unpacked
