"""What every address that costs work has in common: refusing, how often a client may ask, and keeping what was made."""

import os
import threading
import time
from collections import Counter, OrderedDict
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from typing import Generic, Protocol, TypeVar

from starlette.requests import HTTPConnection
from starlette.responses import PlainTextResponse

TRUSTED_PROXIES = "FORWARDED_ALLOW_IPS"  # uvicorn's own variable: addresses or networks, with commas
_THROUGH_SOMEBODY = "forwarded"
_WAIT_SECONDS = 20


class RefusedError(Exception):
    """A request that cannot be answered: the status, and why in Dutch and English."""

    def __init__(self, status: int, dutch: str, english: str) -> None:
        super().__init__(f"{dutch}\n{english}\n")
        self.status = status

    @property
    def answer(self) -> PlainTextResponse:
        """Return what is sent: both sentences, and when to ask again where that helps."""
        again = {"Retry-After": "60"} if self.status in (429, 503) else {}
        return PlainTextResponse(str(self), status_code=self.status, headers=again)


def client(request: HTTPConnection) -> str:
    """Return by what a client is counted: its address, as a proxy tells it only where that proxy is trusted.

    uvicorn reads X-Forwarded-For of the proxies that `TRUSTED_PROXIES` names, and without it of every proxy on the
    machine itself, which may pass on what a client made up. So without that variable all who come with the header count
    as one client; also with `*`, that believes everybody.
    """
    is_told = "x-forwarded-for" in request.headers
    if is_told and os.environ.get(TRUSTED_PROXIES, "").strip() in ("", "*"):
        return _THROUGH_SOMEBODY
    return request.client.host if request.client else ""


class Limits:
    """How often a client asked in this minute."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._minute = 0
        self._counts: Counter[str] = Counter()
        self._lock = threading.Lock()

    def count(self, asks: str) -> None:
        """Count a request of a client. Raises RefusedError (429) for one too many."""
        minute = int(time.monotonic() // 60)
        with self._lock:
            if minute != self._minute:
                self._minute = minute
                self._counts.clear()
            self._counts[asks] += 1
            if self._counts[asks] > self._most:
                raise RefusedError(
                    429,
                    f"U vraagt te vaak: ten hoogste {self._most} keer per minuut. Probeer het over een minuut opnieuw.",
                    f"Too many requests: at most {self._most} a minute; try again in a minute.",
                )


class _Sent(Protocol):
    @property
    def body(self) -> bytes:
        """Return what is sent."""


Sent = TypeVar("Sent", bound=_Sent)


class KeptAnswers(Generic[Sent]):
    """What was made before, by key and within bounds: the oldest go first. One is made at a time."""

    def __init__(self, kept_bytes: int, busy: tuple[str, str]) -> None:
        """In: how much is kept, and what is said, in Dutch and English, to who waited too long for its turn."""
        self._kept_bytes, self._busy = kept_bytes, busy
        self._turn, self._guard = threading.Lock(), threading.Lock()
        self._answers: OrderedDict[Hashable, Sent] = OrderedDict()

    def found(self, key: Hashable) -> Sent | None:
        """Return what was made before, without waiting; None where that is not there."""
        with self._guard:
            if key in self._answers:
                self._answers.move_to_end(key)
            return self._answers.get(key)

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Wait for others that are being made. Raises RefusedError (503) when that takes long."""
        if not self._turn.acquire(timeout=_WAIT_SECONDS):
            raise RefusedError(503, *self._busy)
        try:
            yield
        finally:
            self._turn.release()

    def made(self, key: Hashable, make: Callable[[], Sent]) -> Sent:
        """Return what was made before, else make and keep it. To be asked in a `turn`."""
        answer = self.found(key)
        if answer is None:
            answer = make()
            with self._guard:
                self._answers[key] = answer  # the newest goes last
                while sum(len(each.body) for each in self._answers.values()) > self._kept_bytes:
                    self._answers.popitem(last=False)
        return answer
