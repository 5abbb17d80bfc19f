"""A visitor without a browser: speaks the protocol of the server's own websocket, on this machine only.

What a visitor's browser does is done: the page is asked for, the messages of a run are read until it has finished, a
choice is sent back as the state of its chooser. What a browser draws of it is left out.
"""

import asyncio
import http.client
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from types import TracebackType
from typing import Self
from urllib.parse import urlencode, urlsplit

import lxml.html
import requests
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Common_pb2 import FileUploaderState, UploadedFileInfo
from streamlit.proto.Delta_pb2 import Delta
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.asyncio.client import ClientConnection, connect

WENT_WRONG = (
    "Er ging iets mis op deze pagina"  # what stands in place of a traceback (pages.ui.site.serving.server)
)
LARGEST = 32 * 2**20  # bytes of one message: a page holds no more


class WrongRunError(Exception):
    """A run that ended in an error, or not at all."""


@dataclass
class Run:
    """What one run of a page sent."""

    seconds: float = 0.0
    bytes_n: int = 0
    html: list[str] = field(default_factory=list)
    choosers: dict[str, str] = field(default_factory=dict)  # label -> id of its widget
    options: dict[str, tuple[str, ...]] = field(default_factory=dict)
    tells_streamlit: bool | None = None  # whether the browser is asked to send statistics of use
    uploaders: dict[str, str] = field(default_factory=dict)  # label -> id of its widget

    def tables(self) -> list[list[list[str]]]:
        """Return the tables of a page: caption as the first row, then its rows, each of its cells."""
        found = []
        for part in self.html:
            if "<table" not in part:
                continue
            for table in lxml.html.fragment_fromstring(part, create_parent="div").iter("table"):
                rows = [[_words(cell) for cell in row.iter("th", "td")] for row in table.iter("tr")]
                found.append([[_words(one) for one in table.iter("caption")], *rows])
        return found

    def heading(self) -> str:
        """Return the words of the first heading."""
        for part in self.html:
            for heading in lxml.html.fragment_fromstring(part, create_parent="div").iter("h1"):
                return _words(heading)
        return ""


@dataclass(frozen=True)
class Answer:
    """What came of a request of its own: a page, a file."""

    status: int
    body: bytes


class Visitor:
    """One session on the server; used as `async with`. Cookies are kept and sent, as a browser does."""

    def __init__(self, url: str, cookies: str = "") -> None:
        """Set out for a server on this machine; another one is refused."""
        split = urlsplit(url)
        if split.hostname not in ("localhost", "127.0.0.1", "::1"):
            raise ValueError(f"{url} is not on this machine")
        self._address = f"ws://{split.netloc}/_stcore/stream"
        self._origin = f"http://{split.netloc}"
        self._netloc = split.netloc
        self.cookies: SimpleCookie = SimpleCookie(cookies)
        self._socket: ClientConnection | None = None
        self._query, self._page = "", ""
        self._states: dict[str, WidgetState] = {}

    async def __aenter__(self) -> Self:
        """Connect."""
        await self._connect()
        return self

    async def _connect(self) -> None:
        self._socket = await connect(
            self._address,
            subprotocols=["streamlit"],  # type: ignore[list-item]  # a NewType of str
            origin=self._origin,  # type: ignore[arg-type]
            additional_headers=self._headers(),
            max_size=LARGEST,
            open_timeout=60,
            ping_timeout=None,
        )
        assert self._socket.response is not None
        self._keep(self._socket.response.headers.get_all("Set-Cookie"))

    def _headers(self) -> dict[str, str]:
        said = "; ".join(f"{name}={each.value}" for name, each in self.cookies.items())
        return {"Cookie": said} if said else {}

    def _keep(self, told: Iterable[str]) -> None:
        for each in told:
            self.cookies.load(each)

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Leave."""
        if self._socket is not None:
            await self._socket.close()

    async def fetch(self, address: str, host: str = "") -> Answer:
        """Ask for an address of the server, apart from the session: a page as it comes in first, a file.

        `host`: another name for the same server.
        """

        def ask() -> tuple[Answer, list[str]]:
            connection = http.client.HTTPConnection(self._netloc, timeout=60)
            try:
                named = {"Host": host} if host else {}
                connection.request("GET", address, headers={**self._headers(), **named})
                answer = connection.getresponse()
                return Answer(answer.status, answer.read()), answer.headers.get_all("Set-Cookie") or []
            finally:
                connection.close()

        answer, told = await asyncio.to_thread(ask)
        self._keep(told)
        return answer

    async def open(self, page: str, query: Mapping[str, str]) -> Run:
        """Ask for a page, as a link does."""
        self._page, self._query, self._states = page, urlencode(query), {}
        return await self._run(())

    async def choose(self, run: Run, label: str, option: str) -> Run:
        """Choose an option of a chooser that a run showed."""
        state = WidgetState(id=run.choosers[label], string_value=option)
        self._states[state.id] = state
        return await self._run((state,))

    async def again(self) -> Run:
        """Connect anew after the connection was lost, and ask for the page as it stood, as a browser does."""
        if self._socket is not None:
            await self._socket.close()
        await self._connect()
        return await self._run(tuple(self._states.values()))

    async def upload(self, run: Run, label: str, name: str, data: bytes) -> tuple[Run, UploadedFileInfo]:
        """Give a file to an uploader that a run showed; return what came of it, and what the server calls the file."""
        assert self._socket is not None, "not connected"
        asked = BackMsg()
        asked.file_urls_request.request_id = label
        asked.file_urls_request.file_names.append(name)
        await self._socket.send(asked.SerializeToString())
        while True:
            message = ForwardMsg.FromString(await self._socket.recv(decode=False))
            if message.WhichOneof("type") == "file_urls_response":
                break
        (urls,) = message.file_urls_response.file_urls
        await asyncio.to_thread(_put, f"{self._origin}/{urls.upload_url.lstrip('/')}", name, data)
        info = UploadedFileInfo(name=name, size=len(data), file_id=urls.file_id, file_urls=urls)
        return await self.uploaded(run, label, info), info

    async def uploaded(self, run: Run, label: str, info: UploadedFileInfo) -> Run:
        """Say that an uploader holds a file, by what the server calls it."""
        state = FileUploaderState(uploaded_file_info=[info])
        return await self._run((WidgetState(id=run.uploaders[label], file_uploader_state_value=state),))

    async def _run(self, states: tuple[WidgetState, ...]) -> Run:
        assert self._socket is not None, "not connected"
        asked = BackMsg()
        asked.rerun_script.query_string = self._query
        asked.rerun_script.page_name = self._page
        asked.rerun_script.widget_states.widgets.extend(states)
        found, begin = Run(), time.perf_counter()
        await self._socket.send(asked.SerializeToString())
        while True:
            content = await self._socket.recv()
            if isinstance(content, str):
                raise WrongRunError("words where a message was expected")
            message = ForwardMsg.FromString(content)
            found.bytes_n += len(content)
            kind = message.WhichOneof("type")
            if kind == "delta":
                _take(found, message.delta)
            elif kind == "new_session":
                found.tells_streamlit = message.new_session.config.gather_usage_stats
            elif kind == "page_info_changed":
                self._query = message.page_info_changed.query_string
            elif kind == "page_not_found":
                raise WrongRunError(f"no page {self._page}")
            elif kind == "script_finished":
                if message.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY:
                    found.seconds = time.perf_counter() - begin
                    return found
                if message.script_finished == ForwardMsg.FINISHED_WITH_COMPILE_ERROR:
                    raise WrongRunError("the page does not compile")
                found.html.clear()  # run again: an address was changed by the page itself


def _take(run: Run, delta: Delta) -> None:
    if delta.WhichOneof("type") != "new_element":
        return
    element = delta.new_element
    kind = element.WhichOneof("type")
    if kind == "exception":
        raise WrongRunError(f"{element.exception.type}: {element.exception.message}")
    if kind == "alert" and element.alert.body.startswith(WENT_WRONG):
        raise WrongRunError(element.alert.body)
    if kind == "html":
        run.html.append(element.html.body)
    elif kind == "selectbox":
        run.choosers[element.selectbox.label] = element.selectbox.id
        run.options[element.selectbox.label] = tuple(element.selectbox.options)
    elif kind == "file_uploader":
        run.uploaders[element.file_uploader.label] = element.file_uploader.id


def _put(url: str, name: str, data: bytes) -> None:
    """Send a file as a browser does, with the token against forged requests that the server gives."""
    with requests.Session() as session:
        session.trust_env = False
        session.get(f"{url.partition('/_stcore')[0]}/_stcore/health", timeout=30).raise_for_status()
        headers = {"X-Xsrftoken": session.cookies.get("_streamlit_xsrf") or ""}
        session.put(url, files={name: (name, data)}, headers=headers, timeout=30).raise_for_status()


def _words(element: lxml.html.HtmlElement) -> str:
    return " ".join(str(element.text_content()).split())
