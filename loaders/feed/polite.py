"""Asking a service politely: time limits, tries with growing waits, at most four requests at a time.

cbsodata opens a bare `requests` session for every request, without a limit in time or number. Its
module-level name `Session` is the one place where that can be mended: while a `Service` exists, cbsodata
asks through `_Limited`.
"""

import copy
import random
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar
from urllib.parse import urljoin, urlsplit, urlunsplit

import requests
import tenacity
from urllib3.exceptions import HTTPError

import loaders
from loaders.errors import (
    StoppedError,
    TableAbsentError,
    TooSlowError,
    UnexpectedAnswerError,
    WebPageError,
)
from loaders.feed import answers, failures
from loaders.feed.answers import Reply as Reply
from loaders.feed.answers import describe as describe
from loaders.feed.connecting import Adapter, Watch
from loaders.feed.failures import AbsentError, FailedError, SlowError
from loaders.feed.failures import UnexpectedBodyError as UnexpectedBodyError
from loaders.feed.patience import Patience as Patience

Result = TypeVar("Result")
HEADERS = {
    "Accept": "application/json, */*;q=0.5",
    "Accept-Encoding": "gzip, deflate",
    "User-Agent": f"Eigenwijzer/{loaders.__version__}",
}
_LOOKS_EVERY_S = 0.2  # whether to stop, while waiting for the next try
_REDIRECTS_AT_MOST = 5
_PAGES_AT_MOST = 1_000  # of one set of metadata: they come in one, or a few
_PACKINGS = (
    "",
    "identity",
    "gzip",
    "x-gzip",
    "deflate",
)  # one of them: packed twice, a little becomes gigabytes


@dataclass
class Service:
    """One way of asking for the length of a refresh: keeps connections open, counts and limits requests.

    `uncounted`: addresses that could not count rows; they are not asked again. `silent_hosts`: hosts that gave no
    answer where another has the same. `homes`: the names of hosts that may be asked; none: any. A link to a next page
    that is put behind our address must not become another host. `halted`: why the whole refresh is to stop, asked
    before every request, while one is under way and while we wait for the next try; None: it goes on.
    """

    patience: Patience = field(default_factory=Patience)
    uncounted: set[str] = field(default_factory=set)
    silent_hosts: set[str] = field(default_factory=set)
    homes: set[str] = field(default_factory=set)
    halted: Callable[[], StoppedError | None] = lambda: None

    def __post_init__(self) -> None:
        self._slots = threading.BoundedSemaphore(self.patience.at_once)
        self._asked = threading.local()  # what this thread asks for: address, and the pages it has seen
        self._session = requests.Session()
        for scheme in ("http://", "https://"):
            self._session.mount(scheme, Adapter(pool_maxsize=self.patience.at_once))

    def session(self) -> requests.Session:
        """Return a session for cbsodata that asks through this service and shares its open connections."""
        return _Limited(self)

    def brief(self) -> "Service":
        """Return the same service (its connections, its limit of requests at a time) with the patience of a count."""
        other = copy.copy(self)
        other.patience = self.patience.brief()
        return other

    def get(self, url: str, params: dict[str, str] | None = None, accept: str = "") -> Reply:
        """Ask once; raises the failures that `ask` turns into errors with a name."""
        headers = {"Accept": accept} if accept else None
        return self.send(requests.Request("GET", url, params=params, headers=headers).prepare())

    def ask(self, table: str, address: str, call: Callable[[], Result]) -> Result:
        """Run `call`, again where that may help, with growing waits and some chance in them.

        Raises `UnreachableError` (`CertificateError`, `BlockedError`), `TooSlowError`, `UnexpectedAnswerError`
        (`WebPageError`) or `TableAbsentError`.
        """
        retrying = tenacity.Retrying(
            retry=tenacity.retry_if_exception_type(FailedError),
            stop=_stop(self.patience),
            wait=_wait(self.patience),
            sleep=self._sleep,
            reraise=True,
        )

        def once() -> Result:
            self._asked.address, self._asked.seen = address, set()
            try:
                return call()
            finally:
                del self._asked.address, self._asked.seen

        try:
            return retrying(once)
        except AbsentError as error:
            raise TableAbsentError(table, f"{address} answered 404") from error
        except SlowError as error:
            raise TooSlowError(table, address, error.seconds) from error
        except UnexpectedBodyError as error:
            kind = WebPageError if error.web_page else UnexpectedAnswerError
            raise kind(table, address, error.reason) from error
        except RecursionError as error:
            raise UnexpectedAnswerError(table, address, "JSON that is nested too deep") from error
        except (
            requests.RequestException,
            UnicodeError,
        ) as error:  # a status of 4xx, or an address that is none
            raise UnexpectedAnswerError(table, address, str(error)) from error
        except FailedError as error:
            tries = int(retrying.statistics.get("attempt_number", 1))
            raise error.becomes(table, address, error.reason, tries, outage=error.outage) from error

    def home(self, url: str) -> str:
        """Return the address of a next page of what is asked for, kept on our own base.

        The service may name itself otherwise (http for https, another name behind a proxy), and must not send us to
        another host. Raises `UnexpectedBodyError` for a page that came before: it would go on for ever.
        """
        asked = urlsplit(str(getattr(self._asked, "address", url)))
        split = urlsplit(url)
        kept = urlunsplit((asked.scheme, asked.netloc, "/" + split.path.lstrip("/"), split.query, ""))
        seen: set[str] = getattr(self._asked, "seen", set())
        if kept in seen or len(seen) >= _PAGES_AT_MOST:
            raise UnexpectedBodyError("a link to the next page that came before", tries=1)
        seen.add(kept)
        return kept

    @property
    def pages_n(self) -> int:
        """Return how many pages of what this thread asks for were asked, as `home` counts them."""
        return len(getattr(self._asked, "seen", ()))

    def send(self, request: requests.PreparedRequest) -> Reply:
        """Send a request when there is room for it, and read the whole answer within its limits.

        Redirects are followed on the same host only.
        """
        for name, value in HEADERS.items():
            request.headers.setdefault(name, value)
        for _ in range(_REDIRECTS_AT_MOST):
            address = str(request.url)
            split = urlsplit(address)
            # links such as "@host/x" and ".host/x", put behind our address
            if "@" in split.netloc or (self.homes and split.hostname not in self.homes):
                raise UnexpectedBodyError("a link that leads to another host", tries=1)
            answer = self._once(request)
            target = answer.headers.get("Location", "")
            if answer.status_code not in (301, 302, 303, 307, 308) or not target:
                return answer
            following = _following(address, target)
            if not following:
                raise failures.of_redirect(address, target)
            request = request.copy()
            request.url = following
        raise UnexpectedBodyError("one redirect after another", tries=1)

    def _once(self, request: requests.PreparedRequest) -> Reply:
        with self._slots:
            self._look()
            with Watch(self.patience.whole_s, lambda: self.halted() is not None) as watch:
                try:
                    return self._answer(request, watch)
                finally:
                    if watch.late:
                        self._look()  # cut because we stop: that is no fault of the service

    def _look(self) -> None:
        if error := self.halted():
            raise error

    def _sleep(self, seconds: float) -> None:
        until = time.monotonic() + seconds
        while (left := until - time.monotonic()) > 0:
            self._look()
            time.sleep(min(left, _LOOKS_EVERY_S))

    def _answer(self, request: requests.PreparedRequest, watch: Watch) -> Reply:
        patience = self.patience
        try:
            # proxies and certificates as the machine has them set
            settings = self._session.merge_environment_settings(str(request.url), {}, True, None, None)
            # not `Session.send`: that reads the whole body of a redirect, without our limits
            response = self._session.get_adapter(str(request.url)).send(
                request, timeout=(patience.connect_s, patience.silence_s), **settings
            )
        except (requests.exceptions.InvalidURL, requests.exceptions.MissingSchema) as error:
            if isinstance(error, requests.exceptions.InvalidProxyURL):
                raise failures.of_exception(error) from error
            raise
        except (requests.RequestException, OSError, HTTPError, ValueError) as error:
            raise SlowError(patience.whole_s) if watch.late else failures.of_exception(error) from error
        try:
            body = self._read(response)
            if watch.late:  # the cut may look like the end of the headers, and of the body
                raise SlowError(patience.whole_s)
            return Reply(response, body)
        except (HTTPError, OSError, ValueError) as error:
            response.close()
            raise SlowError(patience.whole_s) if watch.late else failures.broken_off(error) from error
        except BaseException:
            response.close()  # half read: this connection cannot be used again
            raise

    def _read(self, response: requests.Response) -> bytes:
        patience = self.patience
        if response.status_code in (404, 410):
            raise AbsentError
        retry_after = response.headers.get("Retry-After", "")
        if failed := failures.of_status(response.status_code, retry_after, patience.longest_retry_after_s):
            raise failed
        packing = response.headers.get("Content-Encoding", "").strip().lower()
        if packing not in _PACKINGS:
            raise UnexpectedBodyError(f"a body that is packed as nobody asked for: {packing[:40]}", tries=1)
        started, parts, size = time.monotonic(), [], 0
        # read1 gives what has come in; a plain read would wait for a full block, however slowly it drips
        while part := response.raw.read1(1 << 16, decode_content=True):
            parts.append(part)
            size += len(part)
            if size > patience.largest_bytes:
                raise UnexpectedBodyError(
                    f"more than {patience.largest_bytes / 1e6:.0f} MB (EIGENWIJZER_LARGEST sets another limit)",
                    tries=1,
                )
            spent = time.monotonic() - started
            crawling = spent > patience.slow_after_s and size < spent * patience.slowest_bytes_per_s
            if spent > patience.body_s or crawling:
                raise SlowError(spent)
        response.raw.release_conn()
        return b"".join(parts)


class _Limited(requests.Session):
    """A session for cbsodata that asks through a `Service`, pages of metadata on our own base only."""

    def __init__(self, service: Service) -> None:
        super().__init__()
        self._service = service

    def send(self, request: requests.PreparedRequest, **_: Any) -> requests.Response:
        request.url = self._service.home(str(request.url))
        try:
            answer = self._service.send(request)
        except AbsentError:
            if self._service.pages_n == 1:
                raise
            raise UnexpectedBodyError("a link to the next page that leads to nothing", tries=1) from None
        if answer.ok:
            answers.check_metadata(request.url, answer)
        return answer


def _following(address: str, target: str) -> str:
    """Return where a redirect leads; empty where that is another host, or no address."""
    try:
        following = urljoin(address, target)
        ours, theirs = urlsplit(address), urlsplit(following)
    except ValueError:
        return ""
    upgraded = (ours.scheme, theirs.scheme) == ("http", "https") and ours.hostname == theirs.hostname
    same = (ours.scheme, ours.netloc.casefold()) == (theirs.scheme, theirs.netloc.casefold())
    return following if same or upgraded else ""


def _stop(patience: Patience) -> Callable[[tenacity.RetryCallState], bool]:
    def stop(state: tenacity.RetryCallState) -> bool:
        error = state.outcome.exception() if state.outcome else None
        own = error.tries if isinstance(error, FailedError) else None
        return state.attempt_number >= min(own or patience.tries, patience.tries)

    return stop


def _wait(patience: Patience) -> Callable[[tenacity.RetryCallState], float]:
    def wait(state: tenacity.RetryCallState) -> float:
        error = state.outcome.exception() if state.outcome else None
        grown = min(patience.first_wait_s * 2 ** (state.attempt_number - 1), patience.longest_wait_s)
        own = grown * random.uniform(0.5, 1.5)  # noqa: S311  spreading requests, no secret
        asked = float(error.after_s or 0) if isinstance(error, FailedError) else 0.0
        return float(max(own, asked))

    return wait
