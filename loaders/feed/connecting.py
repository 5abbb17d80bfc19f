"""Connections of requests with two things it lacks: a deadline for a whole request, and the machine's trust.

requests limits the silence between two bytes, not the whole: a header that drips a byte a minute would hold it
for ever. Whose certificates are trusted is asked of the machine (Windows, macOS, Linux) beside requests' own list:
where a gemeente inspects TLS, the certificate of its firewall stands there.
"""

import contextlib
import logging
import socket
import ssl
import threading
import time
from collections.abc import Callable
from typing import Any

import truststore
from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool

# headers that are none are told in our own words; urllib3 would print a traceback of its own
logging.getLogger("urllib3.connection").setLevel(logging.ERROR)
_here = threading.local()  # the watch over the request of this thread


_LOOKS_EVERY_S = 0.5


class Watch:
    """Cuts the connection of this thread's request when its time is over; `late` says that it did.

    `halted`: says that the whole refresh is to stop, which does not wait for an answer either.
    """

    def __init__(self, seconds: float, halted: Callable[[], bool] = lambda: False) -> None:
        self.late = False
        self._socket: socket.socket | None = None
        self._lock = threading.Lock()
        self._over = False
        self._done = threading.Event()
        self._until, self._halted = time.monotonic() + seconds, halted
        self._looking = threading.Thread(target=self._look, daemon=True)

    def __enter__(self) -> "Watch":
        _here.watch = self
        self._looking.start()
        return self

    def __exit__(self, *_: object) -> None:
        _here.watch = None
        self._done.set()
        with self._lock:
            self._over = True

    def _look(self) -> None:
        while (left := self._until - time.monotonic()) > 0 and not self._halted():
            if self._done.wait(min(left, _LOOKS_EVERY_S)):
                return
        self._cut()

    def over(self, connection: socket.socket | None) -> None:
        """Note the socket that the request goes over."""
        with self._lock:
            self._socket = connection
        if self.late:
            self._cut()

    def _cut(self) -> None:
        with self._lock:
            if self._over:
                return  # the connection may serve another request by now
            self.late = True
            if self._socket is not None:
                with contextlib.suppress(OSError):
                    # of the socket itself: that of TLS would first say goodbye and wait for an answer
                    socket.socket.shutdown(self._socket, socket.SHUT_RDWR)


def _note(connection: socket.socket | None) -> None:
    watch: Watch | None = getattr(_here, "watch", None)
    if watch is not None:
        watch.over(connection)


class _Watched(HTTPConnection):
    """A connection that tells the watch of its thread which socket it goes over."""

    def _new_conn(self) -> socket.socket:
        made = super()._new_conn()
        _note(made)
        return made

    def getresponse(self) -> Any:
        _note(self.sock)
        return super().getresponse()


class _WatchedSecure(_Watched, HTTPSConnection):
    """The same over TLS."""


class _PlainPool(HTTPConnectionPool):
    ConnectionCls = _Watched


class _SecurePool(HTTPSConnectionPool):
    ConnectionCls = _WatchedSecure


_POOLS = {"http": _PlainPool, "https": _SecurePool}


class Adapter(HTTPAdapter):
    """An adapter whose connections are watched and trust what the machine trusts."""

    def init_poolmanager(self, *arguments: Any, **options: Any) -> None:
        """Make the pools for direct connections."""
        super().init_poolmanager(*arguments, **options, ssl_context=_trusting())
        self.poolmanager.pool_classes_by_scheme = _POOLS

    def proxy_manager_for(self, proxy: str, **options: Any) -> Any:
        """Return the pools for connections through a proxy."""
        manager: Any = super().proxy_manager_for(proxy, **options, ssl_context=_trusting())
        if not proxy.lower().startswith("socks"):  # that has pools of its own
            manager.pool_classes_by_scheme = _POOLS
        return manager


def _trusting() -> ssl.SSLContext:
    return truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
