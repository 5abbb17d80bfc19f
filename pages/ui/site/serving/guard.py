"""What the server does not answer: requests for a host that is not ours, figures of the process, the agent API.

Streamlit keeps `server.allowedHosts` for its websocket alone. A page of another site whose name is made to point here
(DNS rebinding) could still read every other address, so the same list counts for all of them.
"""

import os

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send
from streamlit import config
from streamlit.web.server.starlette.starlette_websocket import is_host_allowed

# Streamlit's, by how they start: memory and sessions of the process; driving the app without a browser (experimental).
CLOSED = ("/_stcore/metrics", "/_stcore/agent")
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
            if not is_host_allowed(Headers(scope=scope).get("host")):
                await PlainTextResponse(_OTHER_HOST, status_code=400)(scope, receive, send)
                return
            if any(part in scope["path"] for part in CLOSED):
                await PlainTextResponse("Niet gevonden.", status_code=404)(scope, receive, send)
                return
        await self._app(scope, receive, send)
