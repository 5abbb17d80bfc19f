"""The suite itself reaches nothing outside this machine."""

import socket

import pytest
from pytest_socket import SocketConnectBlockedError


def test_an_address_outside_is_refused() -> None:
    """192.0.2.0/24 is set aside for documentation: nothing answers there, and we may not even ask."""
    with socket.socket() as outside, pytest.raises(SocketConnectBlockedError):
        outside.connect(("192.0.2.1", 80))


def test_loopback_is_allowed() -> None:
    with socket.socket() as listener, socket.socket() as caller:
        listener.bind(("127.0.0.1", 0))
        listener.listen(1)
        caller.connect(listener.getsockname())
