"""Asking a service politely: time limits, tries with growing waits, at most four requests at a time.

cbsodata opens a bare `requests` session for every request, without a limit in time or number. Its
module-level name `Session` is the one place where that can be mended: while a `Service` exists, cbsodata
asks through `_Limited`.
"""

import os
import random
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar

import requests
import tenacity
from requests.adapters import HTTPAdapter
from urllib3.exceptions import ConnectTimeoutError, HTTPError, InvalidHeader, NewConnectionError
from urllib3.util import Retry

import loaders
from loaders.errors import (
    RegisterError,
    TableAbsentError,
    TooSlowError,
    UnexpectedAnswerError,
    UnreachableError,
)

Result = TypeVar("Result")
HEADERS = {
    "Accept": "application/json, */*;q=0.5",
    "Accept-Encoding": "gzip, deflate",
    "User-Agent": f"Eigenwijzer/{loaders.__version__}",
}


@dataclass(frozen=True)
class Patience:
    """How long we wait and how often we try again. Times in seconds."""

    connect_s: float = 10.0
    silence_s: float = 60.0  # without a single byte
    body_s: float = 180.0  # for a whole body, from its first byte
    slow_after_s: float = 15.0  # from here on a body slower than `slowest_bytes_per_s` is given up
    slowest_bytes_per_s: float = 2_000.0
    tries: int = 5
    tries_connect: int = 3  # where nothing listens at all
    tries_slow: int = 2
    first_wait_s: float = 0.5
    longest_wait_s: float = 30.0
    longest_retry_after_s: float = 120.0  # asked to wait longer than this, we give up and say so
    at_once: int = 4

    @classmethod
    def from_environment(cls) -> "Patience":
        """Return the defaults; EIGENWIJZER_WAIT sets the first wait in seconds (tests, very slow lines)."""
        text = os.environ.get("EIGENWIJZER_WAIT", "")
        try:
            return cls(first_wait_s=float(text)) if text else cls()
        except ValueError as error:
            raise RegisterError(
                f"EIGENWIJZER_WAIT is geen aantal seconden: {text!r}. Gebruik een getal, zoals 0.5.",
                f"EIGENWIJZER_WAIT is no number of seconds: {text!r}; use one, such as 0.5",
            ) from error


class _FailedError(Exception):
    """One try failed in a way that another try may mend."""

    def __init__(
        self, reason: str, *, status: int = 0, after_s: float | None = None, tries: int | None = None
    ) -> None:
        super().__init__(reason)
        self.reason, self.status, self.after_s, self.tries = reason, status, after_s, tries


class _SlowError(_FailedError):
    """The body was given up after `seconds`."""

    def __init__(self, seconds: float, tries: int) -> None:
        super().__init__(f"too slow, {seconds:.0f} s", tries=tries)
        self.seconds = seconds


class _AbsentError(Exception):
    """Status 404."""


class Reply(requests.Response):
    """A response whose body was read whole, within its limits."""

    def __init__(self, response: requests.Response, body: bytes) -> None:
        super().__init__()
        self.status_code, self.reason, self.url = response.status_code, response.reason, response.url
        self.headers, self.request = response.headers, response.request
        self._body = body

    @property
    def content(self) -> bytes:
        """Return the body."""
        return self._body


@dataclass
class Service:
    """One way of asking for the length of a refresh: keeps connections open, counts and limits requests."""

    patience: Patience = field(default_factory=Patience)

    def __post_init__(self) -> None:
        self._slots = threading.BoundedSemaphore(self.patience.at_once)
        self._session = requests.Session()
        for scheme in ("http://", "https://"):
            self._session.mount(scheme, HTTPAdapter(pool_maxsize=self.patience.at_once))

    def session(self) -> requests.Session:
        """Return a session for cbsodata that asks through this service and shares its open connections."""
        return _Limited(self)

    def get(self, url: str, params: dict[str, str] | None = None, accept: str = "") -> Reply:
        """Ask once; raises the failures that `ask` turns into errors with a name."""
        headers = {"Accept": accept} if accept else None
        return self.send(requests.Request("GET", url, params=params, headers=headers).prepare())

    def ask(self, table: str, address: str, call: Callable[[], Result]) -> Result:
        """Run `call`, again where that may help, with growing waits and some chance in them.

        Raises `UnreachableError`, `TooSlowError`, `UnexpectedAnswerError` or `TableAbsentError`.
        """
        patience = self.patience
        retrying = tenacity.Retrying(
            retry=tenacity.retry_if_exception_type(_FailedError),
            stop=_stop(patience),
            wait=_wait(patience),
            reraise=True,
        )
        try:
            return retrying(call)
        except _AbsentError as error:
            raise TableAbsentError(table, f"{address} answered 404") from error
        except _SlowError as error:
            raise TooSlowError(table, address, error.seconds) from error
        except UnexpectedBodyError as error:
            raise UnexpectedAnswerError(table, address, error.reason) from error
        except requests.RequestException as error:  # cbsodata on a status of 4xx, or an address that is none
            raise UnexpectedAnswerError(table, address, str(error)) from error
        except _FailedError as error:
            tries = int(retrying.statistics.get("attempt_number", 1))
            raise UnreachableError(table, address, error.reason, tries, silent=not error.status) from error

    def send(self, request: requests.PreparedRequest) -> Reply:
        """Send a request when there is room for it, and read the whole answer within its limits."""
        patience = self.patience
        for name, value in HEADERS.items():
            request.headers.setdefault(name, value)
        # proxies and certificates as the machine has them set
        settings = self._session.merge_environment_settings(str(request.url), {}, True, None, None)
        with self._slots:
            try:
                response = self._session.send(
                    request, timeout=(patience.connect_s, patience.silence_s), **settings
                )
            except (requests.ConnectionError, requests.Timeout) as error:
                none = _cause(error, (NewConnectionError, ConnectTimeoutError)) is not None
                raise _FailedError(_short(error), tries=patience.tries_connect if none else None) from error
            try:
                return self._read(response)
            except BaseException:
                response.close()  # half read: this connection cannot be used again
                raise

    def _read(self, response: requests.Response) -> Reply:
        patience = self.patience
        if response.status_code == 404:
            raise _AbsentError
        if response.status_code == 429 or response.status_code >= 500:
            after_s = _retry_after(response.headers.get("Retry-After", ""))
            tries = 1 if after_s and after_s > patience.longest_retry_after_s else None
            asked = f", asks to wait {after_s:.0f} s" if after_s else ""
            status = response.status_code
            raise _FailedError(f"status {status}{asked}", status=status, after_s=after_s, tries=tries)
        started, parts, size = time.monotonic(), [], 0
        try:
            # read1 gives what has come in; a plain read would wait for a full block, however slowly it drips
            while part := response.raw.read1(1 << 16, decode_content=True):
                parts.append(part)
                size += len(part)
                spent = time.monotonic() - started
                crawling = spent > patience.slow_after_s and size < spent * patience.slowest_bytes_per_s
                if spent > patience.body_s or crawling:
                    raise _SlowError(spent, patience.tries_slow)
        except (HTTPError, OSError) as error:
            raise _FailedError(f"the answer broke off: {_short(error)}") from error
        response.raw.release_conn()
        return Reply(response, b"".join(parts))


class UnexpectedBodyError(_FailedError):
    """The body is no JSON, or JSON of another shape. Tried again: a gateway's page of HTML often passes."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason, tries=3)


class _Limited(requests.Session):
    """A session for cbsodata that asks through a `Service`."""

    def __init__(self, service: Service) -> None:
        super().__init__()
        self._service = service

    def send(self, request: requests.PreparedRequest, **_: Any) -> requests.Response:
        answer = self._service.send(request)
        body = answer.content.lstrip()
        if answer.ok and not body.startswith((b"{", b"[")):
            raise UnexpectedBodyError(describe(answer))
        return answer


def describe(answer: Reply) -> str:
    """Say in a few words what came instead of JSON."""
    body = answer.content.lstrip()
    kind = answer.headers.get("Content-Type", "")
    if "html" in kind or body[:1] == b"<":
        return "HTML or XML instead of JSON"
    return "a body that is no whole JSON" if body else "an empty body"


def _stop(patience: Patience) -> Callable[[tenacity.RetryCallState], bool]:
    def stop(state: tenacity.RetryCallState) -> bool:
        error = state.outcome.exception() if state.outcome else None
        own = error.tries if isinstance(error, _FailedError) else None
        return state.attempt_number >= (own or patience.tries)

    return stop


def _wait(patience: Patience) -> Callable[[tenacity.RetryCallState], float]:
    def wait(state: tenacity.RetryCallState) -> float:
        error = state.outcome.exception() if state.outcome else None
        grown = min(patience.first_wait_s * 2 ** (state.attempt_number - 1), patience.longest_wait_s)
        own = grown * random.uniform(0.5, 1.5)  # noqa: S311  spreading requests, no secret
        asked = float(error.after_s or 0) if isinstance(error, _FailedError) else 0.0
        return float(max(own, asked))

    return wait


def _retry_after(text: str) -> float | None:
    """Return the seconds that a server asks to wait, given as a number or a moment; None for anything else."""
    try:
        return Retry().parse_retry_after(text)
    except InvalidHeader:
        return None


def _cause(error: BaseException, kinds: tuple[type[BaseException], ...]) -> BaseException | None:
    """Find an exception of some kind among what an exception of requests was made of."""
    seen: list[BaseException | None] = [error]
    for one in seen:
        if isinstance(one, kinds):
            return one
        if one is not None and len(seen) < 20:
            inner = [one.__cause__, one.__context__, getattr(one, "reason", None), *one.args]
            seen += [each for each in inner if isinstance(each, BaseException) and each not in seen]
    return None


def _short(error: BaseException) -> str:
    """One line on a failed request, without the address (that is named beside it)."""
    for kind, words in (
        (NewConnectionError, "no connection"),
        (ConnectTimeoutError, "no connection in time"),
        (ConnectionResetError, "connection reset"),
        (TimeoutError, "no answer in time"),
    ):
        if _cause(error, (kind,)) is not None:
            return words
    return type(error).__name__
