"""A loopback server that answers with bytes as they are given, drop by drop if need be: what no HTTP library sends.

`RawServer(answer)`: `answer` gets the request's bytes and gives pieces of bytes; a number between them is a pause in
seconds. `https` gives the (certificate, key) files to serve TLS with. `asked` holds the first line of each request.
"""

from __future__ import annotations

import contextlib
import select
import socket
import ssl
import subprocess
import threading
import time
from collections.abc import Callable, Iterable
from pathlib import Path

Answer = Callable[[bytes], Iterable[bytes | float]]


class RawServer:
    def __init__(self, answer: Answer, https: tuple[Path, Path] | None = None) -> None:
        self.asked: list[str] = []
        self._answer, self._context = answer, None
        if https is not None:
            self._context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            self._context.load_cert_chain(*https)
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._listener.settimeout(0.05)
        self.port = int(self._listener.getsockname()[1])
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._listen, daemon=True)

    @property
    def url(self) -> str:
        return f"{'https' if self._context else 'http'}://localhost:{self.port}"

    def __enter__(self) -> RawServer:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stopped.set()
        self._thread.join(timeout=5)
        self._listener.close()

    def _listen(self) -> None:
        while not self._stopped.is_set():
            with contextlib.suppress(TimeoutError):
                caller, _ = self._listener.accept()
                threading.Thread(target=self._serve, args=(caller,), daemon=True).start()

    def _serve(self, caller: socket.socket) -> None:
        # a client that hangs up, or that does not trust us, is what these tests are about
        with contextlib.suppress(OSError), caller:
            caller.settimeout(5)
            connection = self._context.wrap_socket(caller, server_side=True) if self._context else caller
            with connection:
                request = b""
                while b"\r\n\r\n" not in request and request[:1] != b"\x16":  # that is TLS
                    if not (part := connection.recv(65536)):
                        return
                    request += part
                line = request.split(b"\r\n")[0].decode("latin-1")
                self.asked.append(line)
                if line.startswith("CONNECT ") and (onward := self._onward(request)):
                    connection.sendall(b"HTTP/1.1 200 Connection established\r\n\r\n")
                    _pipe(connection, onward)
                    return
                for piece in self._answer(request):
                    if self._stopped.is_set():
                        return
                    if isinstance(piece, bytes):
                        connection.sendall(piece)
                    else:
                        time.sleep(piece)

    def _onward(self, request: bytes) -> socket.socket | None:
        """Where a proxy connects to: where `answer` gives nothing, the host that was asked for."""
        if list(self._answer(request)):
            return None
        host, _, port = request.split(b" ")[1].decode().partition(":")
        return socket.create_connection((host, int(port)), timeout=5)


def _pipe(one: socket.socket, other: socket.socket) -> None:
    with other:
        while True:
            ready, _, _ = select.select([one, other], [], [], 5)
            if not ready:
                return
            for each in ready:
                if not (part := each.recv(65536)):
                    return
                (other if each is one else one).sendall(part)


def whole(
    body: bytes, kind: str = "application/json", status: str = "200 OK", more: str = ""
) -> list[bytes | float]:
    """An answer of one piece; the connection ends after it."""
    head = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n"
    return [f"{head}Connection: close\r\n{more}\r\n".encode() + body]


def certificate(folder: Path, names: str = "DNS:localhost,IP:127.0.0.1") -> tuple[Path, Path]:
    """A self-signed certificate for these names, made by the machine's own openssl: (certificate, key)."""
    made, key = folder / "ca.pem", folder / "key.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost",
         "-addext", f"subjectAltName={names}", "-out", str(made), "-keyout", str(key)],
        check=True, capture_output=True,
    )  # fmt: skip
    return made, key
