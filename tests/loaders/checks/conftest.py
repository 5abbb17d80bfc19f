"""A database for the checks of a test."""

from collections.abc import Iterator

import pytest

from loaders import store
from tests.support.scratch import scratch


@pytest.fixture
def database() -> Iterator[store.Connection]:
    """Empty, with nothing of another test in it."""
    with scratch() as connection:
        yield connection
