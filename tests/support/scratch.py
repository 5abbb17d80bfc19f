"""Databases for a test each, out of one that is started once a run: starting one costs more than most such tests."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

import duckdb

from loaders import store


@cache
def _started() -> store.Connection:
    return duckdb.connect(store.MEMORY_ONLY)


@contextmanager
def scratch() -> Iterator[store.Connection]:
    """Give a connection of its own: temporary tables and views, and what is registered, are of one connection alone.

    For what makes nothing else; a test that fills the tables of a build asks `store.scratch` for a database.
    """
    connection = _started().cursor()
    try:
        yield connection
        left = connection.execute("SELECT table_name FROM duckdb_tables() WHERE NOT temporary").fetchall()
        assert left == [], "a table of this test would be there in the next one"
    finally:
        connection.close()
