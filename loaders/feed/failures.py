"""What one failed request means: which kind of failure it is, and whether another try may mend it.

Here requests' and urllib3's many exceptions become a few, each with the words for the screen that go with it.
"""

import socket
import ssl

import requests
from requests.exceptions import InvalidProxyURL, InvalidSchema, ProxyError
from urllib3.exceptions import (
    ConnectTimeoutError,
    InvalidHeader,
    NewConnectionError,
    ProtocolError,
    ReadTimeoutError,
)
from urllib3.exceptions import ProxyError as RefusedError
from urllib3.util import Retry

from loaders import outages
from loaders.errors import BlockedError, CertificateError, OutdatedError, UnreachableError
from loaders.outages import Outage

TRIES_CONNECT = 3  # where nothing listens at all
TRIES_SLOW = 2
TRIES_BODY = 3


class FailedError(Exception):
    """One try failed. `tries`: how many make sense (None: as many as our patience has, 1: it is final).

    `becomes` is the error that is raised after the last try, `outage` its words for the screen.
    """

    def __init__(
        self,
        reason: str,
        outage: Outage = outages.NO_CONNECTION,
        *,
        after_s: float | None = None,
        tries: int | None = None,
        becomes: type[UnreachableError] = UnreachableError,
    ) -> None:
        super().__init__(reason)
        self.reason, self.outage, self.after_s, self.tries, self.becomes = (
            reason,
            outage,
            after_s,
            tries,
            becomes,
        )


class SlowError(FailedError):
    """The answer was given up after `seconds`."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"too slow, {seconds:.0f} s", outages.NO_ANSWER, tries=TRIES_SLOW)
        self.seconds = seconds


class UnexpectedBodyError(FailedError):
    """The body is no JSON, or JSON of another shape. Tried again: a gateway's page of HTML often passes."""

    def __init__(self, reason: str, tries: int = TRIES_BODY) -> None:
        super().__init__(reason, tries=tries)

    @property
    def web_page(self) -> bool:
        """Say whether a page of HTML came."""
        return self.reason.startswith("HTML")


class AbsentError(Exception):
    """Status 404."""


# What OpenSSL has against a certificate for which another file of certificates is no remedy, by its number.
_CERTIFICATES: dict[int, tuple[Outage, type[UnreachableError]]] = {
    9: (outages.OUT_OF_DATE, OutdatedError),  # not yet valid
    10: (outages.OUT_OF_DATE, OutdatedError),  # has expired
    62: (outages.OTHER_NAME, BlockedError),  # host name
    64: (outages.OTHER_NAME, BlockedError),  # IP address
}


def of_exception(error: Exception) -> FailedError:
    """Return what an exception of a request means."""
    if _has(error, ssl.SSLCertVerificationError):
        why = _cause(error, (ssl.SSLCertVerificationError,))
        told = str(getattr(why, "verify_message", "") or "not trusted").rstrip(".")
        untrusted: tuple[Outage, type[UnreachableError]] = (outages.UNTRUSTED, CertificateError)
        outage, becomes = _CERTIFICATES.get(getattr(why, "verify_code", 0), untrusted)
        return FailedError(f"certificate: {told}", outage, tries=1, becomes=becomes)
    if isinstance(error, OSError) and "invalid path" in str(error) and "TLS CA" in str(error):
        return _no_bundle("the file in REQUESTS_CA_BUNDLE is not there")
    if isinstance(error, (ProxyError, InvalidProxyURL, InvalidSchema)) or _has(error, RefusedError):
        return _of_proxy(error)
    if isinstance(error, requests.exceptions.SSLError):
        if "PEM" in str(error) or "NO_CERTIFICATE_OR_CRL_FOUND" in str(error):
            return _no_bundle("the file in REQUESTS_CA_BUNDLE holds no certificate")
        return FailedError("no secure connection", outages.NO_TLS, tries=TRIES_CONNECT, becomes=BlockedError)
    if _has(error, NewConnectionError):
        unknown = " (the name is not known)" if _has(error, socket.gaierror) else ""
        return FailedError(f"no connection{unknown}", outages.NO_CONNECTION, tries=TRIES_CONNECT)
    if _has(error, ConnectTimeoutError):
        return FailedError("no connection in time", outages.NO_CONNECTION, tries=TRIES_CONNECT)
    if _has(error, ConnectionResetError):
        return FailedError("connection reset", outages.BROKEN_OFF)
    if _has(error, ReadTimeoutError, TimeoutError):
        return FailedError("no answer in time", outages.NO_ANSWER, tries=TRIES_SLOW)
    if _has(error, ProtocolError):
        return FailedError("the connection was closed", outages.BROKEN_OFF)
    return FailedError(type(error).__name__, outages.BROKEN_OFF, tries=TRIES_CONNECT)


def broken_off(error: Exception) -> FailedError:
    """Return what it means that the body of an answer did not come whole."""
    if _has(error, ReadTimeoutError, TimeoutError):
        return FailedError("the answer broke off: no more came in time", outages.NO_ANSWER, tries=TRIES_SLOW)
    return FailedError(f"the answer broke off: {type(error).__name__}", outages.BROKEN_OFF)


def of_status(status: int, retry_after: str, longest_s: float) -> FailedError | None:
    """Return what a status means; None where the answer may be read on.

    `retry_after` is the header of that name; asked to wait longer than `longest_s`, we give up at once.
    """
    if status in (401, 403, 407):
        outage = outages.PROXY_ASKS if status == 407 else outages.FORBIDDEN
        return FailedError(f"status {status}", outage, tries=1, becomes=BlockedError)
    if status != 429 and status < 500:
        return None
    after_s = seconds_asked(retry_after)
    asked = f", asks to wait {after_s:.0f} s" if after_s else ""
    tries = 1 if after_s and after_s > longest_s else None
    outage = outages.TOO_MANY_REQUESTS if status == 429 else outages.FAILING
    return FailedError(f"status {status}{asked}", outage, after_s=after_s, tries=tries)


def of_redirect(address: str, target: str) -> FailedError:
    """Return what it means to be sent to another host: that host is never asked."""
    return FailedError(
        f"a redirect from {address} to another address: {target}",
        outages.ELSEWHERE,
        tries=1,
        becomes=BlockedError,
    )


def seconds_asked(text: str) -> float | None:
    """Return the seconds that a server asks to wait, given as a number or a moment; None for anything else."""
    try:
        return float(Retry().parse_retry_after(text))  # which gives six hours at most
    except (InvalidHeader, ValueError, OverflowError, TypeError, OSError):
        return None


def _no_bundle(what: str) -> FailedError:
    return FailedError(f"certificates: {what}", outages.NO_BUNDLE, tries=1, becomes=CertificateError)


def _of_proxy(error: Exception) -> FailedError:
    text = str(error)
    if "407" in text:
        return FailedError("the proxy asks for a name", outages.PROXY_ASKS, tries=1, becomes=BlockedError)
    if "Tunnel connection failed" in text:
        # a gateway that is restarting says 502 or 503: another try may mend that
        passing = any(f" {status} " in text for status in (500, 502, 503, 504))
        return FailedError(
            "the proxy refuses",
            outages.PROXY_REFUSES,
            tries=TRIES_CONNECT if passing else 1,
            becomes=BlockedError,
        )
    passing = _has(error, NewConnectionError, ConnectTimeoutError)
    return FailedError(
        "no connection to the proxy" if passing else "the proxy setting is of no use",
        outages.PROXY_GONE,
        tries=TRIES_CONNECT if passing else 1,
        becomes=BlockedError,
    )


def _has(error: BaseException, *kinds: type[BaseException]) -> bool:
    return _cause(error, kinds) is not None


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
