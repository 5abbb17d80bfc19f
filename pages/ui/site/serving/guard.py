"""What the server does not answer: requests for a host that is not ours, figures of the process, the agent API.

Streamlit keeps `server.allowedHosts` for its websocket alone. A page of another site whose name is made to point here
(DNS rebinding) could still read every other address, so the same list counts for all of them.
"""

import os

import streamlit as st
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit import config

# Streamlit's, by how they start: memory and sessions of the process; driving the app without a browser (experimental).
CLOSED = ("/_stcore/metrics", "/_stcore/agent")
# Where no list is set, that is: config.toml is not there.
HERE_ALONE = ("localhost", "127.0.0.1", "::1")
_OTHER_HOST = (
    "Dit adres hoort niet bij deze installatie. Een beheerder kan het toevoegen met de instelling "
    "server.allowedHosts (zie de README)."
)
NAMES, _HOSTS = "STREAMLIT_SERVER_ALLOWED_HOSTS", "server.allowedHosts"


def take_names() -> None:
    """Let the variable NAMES say which hosts are ours, also under `uvicorn app:app`, where Streamlit reads none."""
    if names := os.environ.get(NAMES, "").split():
        config.set_option(_HOSTS, names, f"environment variable {NAMES}")


class Guard:
    """Refuses what is not for us, before anything else looks at it."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer 400 for a host that is not in `server.allowedHosts`, 404 for what is closed; pass on the rest."""
        if scope["type"] == "http":
            if not await _is_ours(scope, receive):
                await PlainTextResponse(_OTHER_HOST, status_code=400)(scope, receive, send)
                return
            if any(part in scope["path"] for part in CLOSED):
                await PlainTextResponse("Niet gevonden.", status_code=404)(scope, receive, send)
                return
        await self._app(scope, receive, send)


def trusted_hosts() -> list[str]:
    """Return the names that are answered, as Starlette wants them; what is no name and no `*.name` is left out.

    Read at each request: under uvicorn the settings are read after the application is made.
    """
    listed = st.get_option("server.allowedHosts") or HERE_ALONE
    names = [str(each).strip().lower().rstrip(".") for each in listed]
    names = [f"[{name}]" if ":" in name and not name.startswith("[") else name for name in names]  # IPv6
    return [name for name in names if "*" not in name.removeprefix("*.") or name == "*"]


async def _is_ours(scope: Scope, receive: Receive) -> bool:
    """Ask Starlette whether a request is for one of our hosts; its own answer, in English, is dropped."""
    passed = False

    async def behind(_scope: Scope, _receive: Receive, _send: Send) -> None:
        nonlocal passed
        passed = True

    async def dropped(_message: Message) -> None:
        """Send nothing: the guard answers."""

    await TrustedHostMiddleware(behind, trusted_hosts(), www_redirect=False)(scope, receive, dropped)
    return passed
