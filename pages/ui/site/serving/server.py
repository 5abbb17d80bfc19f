"""The web server around the pages: language, titles, stylesheet, security headers, and errors without traceback.

Streamlit serves one English index page for every address. Routes that answer with that same page in Dutch
keep `lang="nl"` on a cold deep link too (a middleware that rewrote the body did not work).
"""

import asyncio
import logging
import re
import uuid
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from functools import cache, partial
from html import escape
from pathlib import Path
from typing import Any

import htpy as h
import pyarrow
import streamlit as st
from starlette.datastructures import MutableHeaders
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from pages.ui.site import builds, menu, trouble
from pages.ui.site.serving import (
    answering,
    drawings,
    early,
    feed,
    figures,
    files,
    framework,
    guard,
    memory,
    prepared,
)
from pages.ui.site.serving.not_found import NotFound
from pages.ui.site.visiting.selection import GEMEENTE

LOG = logging.getLogger("eigenwijzer")
_STYLE = Path(__file__).parents[1] / "style"
_STYLESHEETS = tuple(
    _STYLE / f"{name}.css"
    for name in ("screen", "page", "tables", "audit", "uitspraken", "gemeente", "print", "seen")
)
_SCRIPTS = (_STYLE / "saving.js", _STYLE / "typed.js", _STYLE / "page.js")

# Nothing is fetched from elsewhere: the browser refuses it even if a package would try.
# Streamlit and Plotly need inline styles and, for a worker, blobs.
_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'self'; img-src 'self' data: blob:; style-src 'self' 'unsafe-inline'; "
        "script-src 'self' 'unsafe-inline' 'unsafe-eval' blob:; worker-src 'self' blob:; "
        "font-src 'self' data:; connect-src 'self' ws: wss: data: blob:; frame-ancestors 'self'; "
        "base-uri 'self'; form-action 'self'; object-src 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}


def index_html(title: str) -> str:
    """Return Streamlit's own index page in Dutch, with this title, the product's stylesheets and script inline."""
    return re.sub(r"<title>.*?</title>", lambda _: f"<title>{escape(title)}</title>", _index(), count=1)


@cache
def _index() -> str:
    static = Path(st.__file__).parent / "static"
    shipped = (static / "index.html").read_text(encoding="utf-8")
    css = "\n".join(sheet.read_text(encoding="utf-8") for sheet in _STYLESHEETS)
    page = shipped.replace('<html lang="en">', '<html lang="nl">')
    script = framework.script("\n".join(each.read_text(encoding="utf-8") for each in _SCRIPTS))
    head = f"{early.links(static, shipped)}\n<style>\n{css}\n</style>\n<script>\n{script}</script>"
    page = page.replace("</head>", f"{head}\n</head>", 1)
    page = re.sub(
        r"<noscript>.*?</noscript>", lambda _: framework.no_script(), page, count=1, flags=re.DOTALL
    )
    return page.replace('<div id="root">', f'{framework.loading()}<div id="root">', 1)


def feed_link(code: str) -> str:
    """Return how the head of a page names the news feed of a gemeente; empty for what is no code.

    A feed reader that is given the address of the page finds the feed by it.
    """
    if not re.fullmatch(r"GM[0-9]{4}", code):
        return ""
    return str(
        h.link(rel="alternate", type=feed.MIME.partition(";")[0], title=feed.TITLE, href=feed.address(code))
    )


def _route(entry: menu.Entry) -> Route:
    html = index_html(menu.title(entry.name))

    async def answer(request: Request) -> HTMLResponse:
        told = feed_link(request.query_params.get(GEMEENTE, ""))
        page = html.replace("</head>", f"{told}\n</head>", 1) if told else html
        return HTMLResponse(page, headers={"Cache-Control": "no-cache"})

    return Route(entry.path, answer)


async def _send_file(request: Request) -> Response:
    """Answer with a chart or table as a file; inline where the page itself shows it (an image on paper)."""
    name, _, extension = request.path_params["name"].partition(".")
    count = partial(files.LIMITS.count, answering.client(request))
    try:
        file = await asyncio.to_thread(files.REGISTRY.file, name, extension, count)
    except answering.RefusedError as refused:
        return refused.answer
    if file is None:
        gone = "Dit bestand is er niet meer. Ververs de pagina en probeer het opnieuw."
        return PlainTextResponse(gone, status_code=404)
    disposition = "inline" if request.query_params.get("toon") == "1" else "attachment"
    headers = {"Content-Disposition": f'{disposition}; filename="{file.name}"'}
    return Response(file.body, media_type=file.mime, headers=headers)


async def _send_feed(request: Request) -> Response:
    """Answer with the Atom feed of the gemeente asked for; a former one gives that of its successor."""
    asked, site = request.query_params.get("g", ""), str(request.base_url).rstrip("/")
    try:
        body = await asyncio.to_thread(_feed, asked, site)
    except builds.KNOWN_ERRORS as error:
        LOG.error("No feed could be made: %s", error)
        return PlainTextResponse(trouble.told(error), status_code=503)
    if body is None:
        unknown = (
            "Deze gemeente kennen we niet. Kopieer het adres van de pagina 'Wat is nieuw?' van uw gemeente."
        )
        return PlainTextResponse(unknown, status_code=404)
    return Response(body, media_type=feed.MIME, headers={"Cache-Control": "private, max-age=3600"})


def _feed(asked: str, site: str) -> bytes | None:
    """Return the feed of a gemeente; None where nobody knows it. Not kept: `site` is what the visitor says."""
    build = builds.current().build
    code = build.names.resolve(asked).code if asked else None
    return None if code is None else feed.atom(build, code, site)


class SecurityHeaders:
    """Adds the headers above to every answer.

    In the way of ASGI itself: Starlette's base class for middleware hands each piece of an answer from one task to
    another, a quarter of the work of one of the eighty files that a first visit asks for.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on and add the headers to what comes back."""

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(_HEADERS)
            await send(message)

        await self._app(scope, receive, with_headers if scope["type"] == "http" else send)


@asynccontextmanager
async def _lifespan(_app: Any) -> AsyncIterator[None]:
    """Load the build, made from `data/` when there is none, once, before the first visitor comes.

    Nobody is answered before that: a proxy sends visitors to a replica that has its figures. To answer while it loads
    brought who starts it alone 0.3 s, and made a crowd on a cold server wait five times as long.
    """
    memory.frugal()
    # what frames let go of goes back to the machine: Arrow's own pool keeps it, tens of megabytes a process
    pyarrow.set_memory_pool(pyarrow.system_memory_pool())
    guard.take_names()
    # who asked for what stands in no log; under `uvicorn app:app` Streamlit turns this one on, whatever is asked for
    logging.getLogger("uvicorn.access").setLevel(logging.WARNING)
    try:
        await asyncio.to_thread(builds.warm)
    except builds.KNOWN_ERRORS as error:
        # The server starts all the same: every page then says what is wrong and what to do.
        LOG.error("No build could be loaded at start: %s", error)
    else:
        prepared.begin()
    yield


def on_script_error(error: Exception) -> bool:
    """Show a Dutch message with an id in place of a traceback; the traceback goes to the log under that id."""
    error_id = uuid.uuid4().hex[:8]
    LOG.error("Unexpected error %s", error_id, exc_info=error)
    st.error(
        f"Er ging iets mis op deze pagina. Uw keuzes staan in de link: ververs de pagina. "
        f"Blijft het misgaan, meld het ons dan met code {error_id}."
    )
    return True


def routes() -> Sequence[Route]:
    """Routes for home, every page in the menu, the files of charts and tables, all figures, and the feed."""
    return [
        *(_route(entry) for entry in menu.entries()),
        Route(f"/{files.PREFIX}/{{name}}", _send_file),
        *figures.routes(),
        drawings.route(),
        Route(feed.PATH, _send_feed),
    ]


def settings() -> dict[str, Any]:
    """Return what the application is made with, besides its script: routes, headers, start and errors."""
    return {
        "routes": routes(),
        "middleware": [
            Middleware(prepared.Noticed),
            Middleware(SecurityHeaders),
            Middleware(guard.Guard),
            Middleware(NotFound),
        ],
        "lifespan": _lifespan,
        "on_script_error": on_script_error,
    }
