"""The long table of `python -m metrics figures` by address: GET /cijfers.csv, .json and .parquet. Read only.

`indicator`, `period` and `region` choose (repeated, or with commas), `version` is as `v` in a shared link. It is the
same table as the command gives, kept per build and choice; one is made at a time, and a client that keeps asking waits.
"""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import blake2b
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from metrics.errors import MetricsError
from metrics.tables.long import long_table
from metrics.tables.writing import WRITERS
from pages.ui.site import builds
from pages.ui.site.serving.answering import KeptAnswers, Limits, RefusedError, client
from pages.ui.site.visiting import selection

PATH = "/cijfers"
CHOICES = ("indicator", "period", "region")
VERSION = "version"
MOST_VALUES = 50  # of one choice
MOST_ROWS = 250_000  # of one answer: more than everything that is loaded now
_KEPT_BYTES = 64_000_000
_BUSY = (
    "Er worden nu andere cijfers klaargezet. Probeer het over een minuut opnieuw.",
    "Other figures are being made; try again in a minute.",
)
MOST_REQUESTS = 60  # of one client in a minute

# The type of each format that is answered, of those of `metrics.tables.writing.WRITERS`.
FORMATS = {
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
    "parquet": "application/vnd.apache.parquet",
}
PATHS = tuple(f"{PATH}.{kind}" for kind in FORMATS)


def address(kind: str, version: str, **choices: str) -> str:
    """Return the address of the figures of a version (empty: of now) on the own server. `choices`: of CHOICES."""
    params = {name: text for name, text in {**choices, VERSION: version}.items() if text}
    return f"{PATH}.{kind}" + (f"?{urlencode(params)}" if params else "")


@dataclass(frozen=True)
class FiguresAsked:
    """What an address asks for. `choices`: as CHOICES, each sorted; empty means all."""

    kind: str
    version: str
    choices: tuple[tuple[str, ...], ...]


def asked(kind: str, params: Sequence[tuple[str, str]]) -> FiguresAsked:
    """Read what an address asks for. Raises RefusedError (400) for a parameter that is not known, or too many."""
    unknown = sorted({name for name, _ in params} - {*CHOICES, VERSION})
    if unknown:
        raise RefusedError(
            400,
            f"De parameter {', '.join(unknown)} kennen we niet. Kies uit: {', '.join((*CHOICES, VERSION))}.",
            f"Unknown parameter {', '.join(unknown)}; choose from {', '.join((*CHOICES, VERSION))}.",
        )
    found = {
        name: {
            part.strip() for key, text in params if key == name for part in text.split(",") if part.strip()
        }
        for name in (*CHOICES, VERSION)
    }
    for name in CHOICES:
        if len(found[name]) > MOST_VALUES:
            raise RefusedError(
                400,
                f"Vraag ten hoogste {MOST_VALUES} waarden van {name}, of laat {name} weg voor alle.",
                f"Ask for at most {MOST_VALUES} values of {name}, or leave it out for all.",
            )
    version = selection.version_of({selection.VERSION: next(iter(found[VERSION]), "")})
    if len(found[VERSION]) > 1 or (found[VERSION] and not version):
        raise RefusedError(
            400,
            "De versie moet er een zijn zoals in een gedeelde link achter v= staat.",
            "The version must be one as it stands behind v= in a shared link.",
        )
    return FiguresAsked(kind, version or "", tuple(tuple(sorted(found[name])) for name in CHOICES))


@dataclass(frozen=True)
class FiguresFile:
    """A file as it is sent, with its mark and the version of its figures (empty while a first refresh is under way)."""

    body: bytes
    mark: str
    version: str


class Tables:
    """What was answered before, by version and choice; one is made at a time."""

    def __init__(self, kept_bytes: int = _KEPT_BYTES) -> None:
        self._kept: KeptAnswers[FiguresFile] = KeptAnswers(kept_bytes, _BUSY)

    def answer(self, wanted: FiguresAsked) -> FiguresFile:
        """Return the file. Raises RefusedError: 400, 404 (a version that is gone) or 503 (others are being made)."""
        with self._kept.turn():
            shown = builds.of_version(wanted.version or None)
            if shown.answer in ("gone", "failed"):
                raise RefusedError(
                    404,
                    "Deze versie van de cijfers is er niet meer. Laat version weg voor de nieuwste.",
                    "This version of the figures is gone; leave version out for the newest.",
                )
            key = (shown.loaded.facts.build_id, wanted)
            return self._kept.made(key, lambda: _made(shown.loaded, wanted))


def _made(loaded: builds.Loaded, wanted: FiguresAsked) -> FiguresFile:
    indicators, periods, regions = wanted.choices
    codes = [loaded.build.names.resolve(text).region or text for text in regions]
    try:
        frame = long_table(loaded.build, indicators=indicators, periods=periods, regions=codes)
    except MetricsError as error:
        raise RefusedError(400, error.message_nl, f"{error}.") from error
    if len(frame) > MOST_ROWS:
        raise RefusedError(
            400,
            f"Dit zijn {len(frame)} rijen; ten hoogste {MOST_ROWS} tegelijk. Kies een indicator, periode of gemeente.",
            f"That is {len(frame)} rows of at most {MOST_ROWS}; choose an indicator, period or region.",
        )
    body = WRITERS[wanted.kind](frame)
    mark = f'"{blake2b(body, digest_size=12).hexdigest()}"'
    return FiguresFile(body, mark, loaded.facts.data_version)


TABLES, LIMITS = Tables(), Limits(MOST_REQUESTS)


def _route(kind: str) -> Route:
    mime = FORMATS[kind]

    async def send(request: Request) -> Response:
        try:
            LIMITS.count(client(request))
            wanted = asked(kind, request.query_params.multi_items())
            found = await asyncio.to_thread(TABLES.answer, wanted)
        except RefusedError as refused:
            return refused.answer
        headers = {"ETag": found.mark, "Cache-Control": "no-cache"}
        if found.mark in request.headers.get("if-none-match", ""):
            return Response(status_code=304, headers=headers)
        called = "-".join(filter(None, ["eigenwijzer-cijfers", found.version[:8]]))
        headers["Content-Disposition"] = f'inline; filename="{called}.{kind}"'
        return Response(found.body, media_type=mime, headers=headers)

    return Route(f"{PATH}.{kind}", send)


def routes() -> list[Route]:
    """Return a route a format."""
    return [_route(kind) for kind in FORMATS]
