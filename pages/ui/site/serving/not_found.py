"""An address where nothing is: said in Dutch, with status 404, by a plain page that loads nothing else.

Streamlit answers 200 with its own page to any path it does not know. A catch-all route would swallow what Streamlit
serves, so this looks at the path alone, before anything else does.
"""

from collections.abc import Iterable
from pathlib import Path

import htpy as h
import streamlit as st
from starlette.responses import HTMLResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from pages.ui.parts import theme
from pages.ui.site import menu
from pages.ui.site.serving import drawings, feed, figures, files

_STYLE = f"""
body {{ margin: 0; background: #fff; color: {theme.INK}; font: 1.05rem/1.55 {theme.FONT_SCREEN}; }}
main {{ max-width: 40rem; margin: 0 auto; padding: 1.5rem 1.25rem 3rem; }}
.merk {{ font-weight: 700; color: {theme.OWN}; }}
h1 {{ font-size: 1.9rem; line-height: 1.2; }} h2 {{ font-size: 1.15rem; }}
ul {{ list-style: none; padding: 0; }} li a {{ display: inline-block; padding: .7rem 0; }} a {{ color: {theme.OWN}; }}
a:focus-visible {{ outline: 3px solid {theme.OWN}; outline-offset: 2px; }}
"""
# Paths that Streamlit serves itself, by how they start; `app/static` and `auth` where those are switched on.
_STREAMLITS = (
    ("_stcore", "health"),
    ("_stcore", "host-config"),
    ("_stcore", "bidi-components"),
    ("media",),
    ("component",),
    ("app", "static"),
    ("auth", "login"),
    ("auth", "logout"),
    ("oauth2callback",),
)
# Where this comes later in a path, Streamlit's page asked for it relative to where it stands; so with shipped files.
_ANYWHERE = "_stcore"  # from there on it is one of the above
_SHIPPED_IN = "static"


def is_unknown(path: str, pages: Iterable[str], shipped: Iterable[str]) -> bool:
    """Say whether a path leads nowhere: no page, no file or picture of charts or tables, nothing that Streamlit serves.

    In: `pages`, the addresses of the pages (`/kosten`); `shipped`, paths of the files beside Streamlit's own page.
    """
    parts = [part for part in path.split("/") if part]
    if not parts or "/" + "/".join(parts) in (*pages, feed.PATH):
        return False
    core = parts[parts.index(_ANYWHERE) :] if _ANYWHERE in parts else parts
    if any(tuple(core[: len(each)]) == each for each in _STREAMLITS):
        return False
    if path in figures.PATHS:
        return False
    if parts[0] in (files.PREFIX, drawings.PREFIX):
        return len(parts) != (2 if parts[0] == files.PREFIX else 3)
    asked = parts[parts.index(_SHIPPED_IN) :] if _SHIPPED_IN in parts else parts
    return "/".join(asked) not in shipped


def html() -> str:
    """Return the page: what is the matter, the way home, and which pages there are."""
    others = [entry for entry in menu.entries() if entry is not menu.HOME_ENTRY]
    body = h.html(lang="nl")[
        h.head[
            h.meta(charset="utf-8"),
            h.meta(name="viewport", content="width=device-width, initial-scale=1"),
            h.title["Deze pagina bestaat niet · Eigenwijzer"],
            h.style[_STYLE],
        ],
        h.body[
            h.main[
                h.p(".merk")["Eigenwijzer"],
                h.h1["Deze pagina bestaat niet"],
                h.p[
                    "Het adres klopt niet, of de pagina is er niet meer. Controleer het adres, of ",
                    h.a(href=menu.HOME_ENTRY.path)["begin bij een gemeente"],
                    ".",
                ],
                h.h2["Deze pagina's zijn er"],
                h.ul[(h.li[h.a(href=entry.path)[entry.label]] for entry in others)],
            ]
        ],
    ]
    return str(body)


class NotFound:
    """Middleware that answers a GET (or HEAD) for a path that leads nowhere; all else passes untouched."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._pages = frozenset(entry.path for entry in menu.entries())
        static = Path(st.__file__).parent / "static"
        files_there = (path for path in static.rglob("*") if path.is_file())
        self._shipped = frozenset(str(path.relative_to(static)) for path in files_there) - {"index.html"}
        self._html = html()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or pass the request on."""
        if (
            scope["type"] == "http"
            and scope["method"] in ("GET", "HEAD")
            and is_unknown(scope["path"], self._pages, self._shipped)
        ):
            answer = HTMLResponse(self._html, status_code=404, headers={"Cache-Control": "no-cache"})
            await answer(scope, receive, send)
            return
        await self._app(scope, receive, send)
