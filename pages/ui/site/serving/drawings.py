"""The charts of pages by address, for who puts one on a website: GET /figuur/<page>/<name>.svg and .png. Read only.

The parameters are those of the page itself with `v`, the version of the figures, without which nothing is drawn. The
room of a page says which charts it has (`pages.ui.<page>.pictures.named`): the same that the page draws. What was
answered is kept within bounds, one is made at a time, and a client that keeps asking waits.
"""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from hashlib import blake2b
from importlib import import_module
from importlib.util import find_spec

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from pages.ui.charts import paper
from pages.ui.charts.spec import Chart
from pages.ui.site import builds, menu, trouble, unseen, version
from pages.ui.site.page import Ended
from pages.ui.site.serving.answering import KeptAnswers, Limits, RefusedError, client
from pages.ui.site.visiting import selection

PREFIX = "figuur"
MIMES = {"svg": "image/svg+xml", "png": "image/png"}
MOST_REQUESTS = 300  # of one client in a minute: visitors of a website may share an address
GONE = "Deze figuur hoort bij een versie van de cijfers die er niet meer is. Kijk bij de bron voor de nieuwste cijfers."
_KEPT_BYTES = 16_000_000
_BUSY = (
    "Er worden nu andere figuren getekend. Probeer het over een minuut opnieuw.",
    "Other charts are being drawn; try again in a minute.",
)
_KEEP = "public, max-age=86400"  # a day: an address is one version's, but a drawing may be mended

Drawers = Mapping[str, Callable[[], Chart | None]]


@dataclass(frozen=True)
class DrawingAsked:
    """What an address asks for. `params`: of the page, by name, the version among them."""

    page: str
    name: str
    kind: str
    params: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class DrawnFile:
    """A picture as it is sent, with its mark."""

    body: bytes
    mark: str


@cache
def rooms() -> Mapping[str, Callable[[unseen.UnseenPage], Drawers]]:
    """Return what names the charts of a page, by page, of every page whose room has `pictures`."""
    found = {}
    for entry in menu.entries():
        module = f"pages.ui.{entry.name}.pictures"
        if find_spec(f"pages.ui.{entry.name}") is not None and find_spec(module) is not None:
            found[entry.name] = import_module(module).named
    return found


def told(loaded: builds.Loaded) -> tuple[str, ...]:
    """Return what a picture says at its foot of the version of its figures."""
    return (said_version(version.named(loaded.facts)),)


def said_version(named: str) -> str:
    """Return the line that names a version (`site.version.named`) in and under a picture."""
    return f"Versie van de cijfers: {named}. Eigenwijzer."


def asked(page: str, file: str, params: Mapping[str, str]) -> DrawingAsked:
    """Read what an address asks for. Raises RefusedError: 404 for no chart of ours, 400 without a usable version."""
    name, _, kind = file.rpartition(".")
    if page not in rooms() or kind not in MIMES or not name:
        raise _unknown()
    if selection.version_of(params) is None:
        raise RefusedError(
            400,
            "In het adres ontbreekt de versie van de cijfers (v=). Kopieer het adres opnieuw van de pagina.",
            "The address lacks the version of the figures (v=).",
        )
    ours = {key: text for key, text in params.items() if selection.is_ours(key) and text}
    return DrawingAsked(page, name, kind, tuple(sorted(ours.items())))


def _unknown() -> RefusedError:
    return RefusedError(
        404,
        "Deze figuur is er niet. Kopieer het adres opnieuw van de pagina.",
        "There is no such chart; copy its address from the page again.",
    )


class Drawings:
    """The pictures that were asked before; one is made at a time."""

    def __init__(self, kept_bytes: int = _KEPT_BYTES) -> None:
        self._kept: KeptAnswers[DrawnFile] = KeptAnswers(kept_bytes, _BUSY)

    def answer(self, wanted: DrawingAsked) -> DrawnFile:
        """Return the picture. Raises RefusedError: 404 (no such chart), 410 (its version is gone) or 503 (busy)."""
        with self._kept.turn():
            return self._kept.made(wanted, lambda: _made(wanted))


def _made(wanted: DrawingAsked) -> DrawnFile:
    params = dict(wanted.params)
    shown = builds.of_version(selection.version_of(params))
    if shown.answer == "gone":
        raise RefusedError(410, GONE, "The version of the figures of this chart is gone.")
    if shown.answer == "failed":
        raise RefusedError(
            503,
            "Deze versie van de cijfers kan nu niet worden klaargezet. Probeer het later opnieuw.",
            "This version of the figures cannot be made just now; try again later.",
        )
    chart = drawn(wanted.page, wanted.name, params, shown)
    more = told(shown.loaded)
    draw = paper.svg if wanted.kind == "svg" else paper.png
    body = draw(chart, width_in=paper.WEBSITE_IN, more=more)
    return DrawnFile(body, f'"{blake2b(body, digest_size=12).hexdigest()}"')


def drawn(page: str, name: str, params: Mapping[str, str], shown: builds.VersionShown) -> Chart:
    """Return a chart of a page with the choices of an address. Raises RefusedError (404) where it is not there."""
    try:
        make = rooms()[page](unseen.page(page, params, shown)).get(name)
        chart = make() if make is not None else None
    except (Ended, unseen.NotThereError) as error:
        raise _unknown() from error
    except builds.KNOWN_ERRORS as error:
        raise RefusedError(404, trouble.told(error), trouble.told_in_english(error)) from error
    if chart is None:
        raise _unknown()
    return chart


DRAWINGS, LIMITS = Drawings(), Limits(MOST_REQUESTS)


async def _send(request: Request) -> Response:
    file = request.path_params["file"]
    try:
        LIMITS.count(client(request))
        wanted = asked(request.path_params["page"], file, dict(request.query_params))
        found = await asyncio.to_thread(DRAWINGS.answer, wanted)
    except RefusedError as refused:
        return _refused(refused, file.rpartition(".")[2])
    headers = {"ETag": found.mark, "Cache-Control": _KEEP}
    if found.mark in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    return Response(found.body, media_type=MIMES[wanted.kind], headers=headers)


def _refused(refused: RefusedError, kind: str) -> Response:
    """Answer that there is no picture; that its version is gone is said in a picture: a website shows no text."""
    if refused.status == 410:
        body = paper.said(GONE, kind, paper.WEBSITE_IN)
        return Response(
            body, status_code=410, media_type=MIMES[kind], headers={"Cache-Control": "public, max-age=3600"}
        )
    return refused.answer


def route() -> Route:
    """Return the route of every chart."""
    return Route(f"/{PREFIX}/{{page}}/{{file}}", _send)
