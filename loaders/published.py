"""Builds in object storage: one process publishes them, replicas on other machines follow.

A published store holds `builds/<sha256>.duckdb`, files that never change, and `current`: the id and the hash of the
build in use, written last. Who follows has a data folder of its own, in which builds come in whole or not at all; the
pages read that folder and know nothing of this. It holds no snapshots, so no build is ever made in it.

An address is what obstore takes: `s3://bucket/prefix` (with AWS_ENDPOINT_URL, AWS_ACCESS_KEY_ID and so on in the
environment), or `file:///folder`. obstore comes with the extra `published` (pyproject.toml).
"""

import hashlib
import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from loaders import kept, seals, store
from loaders.build import make
from loaders.errors import LoaderError

POINTER = "current"
_SAID = re.compile(r"([0-9a-f]{8,64}) ([0-9a-f]{64})\n?")
_MOST_SAID = 200  # bytes of a pointer
_PART = 8 * 2**20  # bytes that are held at once


class PublishedError(LoaderError):
    """The published store cannot be used, or what stands in it is not what it says."""

    def __init__(self, english: str) -> None:
        super().__init__(f"De gepubliceerde cijfers zijn niet te gebruiken ({english}).", english)


def publish(data_dir: Path, address: str) -> str:
    """Put the build in use of a data folder in a published store, and point at it; return its id.

    Raises `PublishedError` where the store does not take it, and another LoaderError where there is no whole build.
    """
    build_id = whole_build(data_dir)
    path = store.build_file(data_dir, build_id)
    digest = seals.digest(path)
    with _talking(address) as objects:
        if not _is_there(objects, _name(digest)):
            _obstore().put(objects, _name(digest), path)
        _obstore().put(objects, POINTER, f"{build_id} {digest}\n".encode())
    return build_id


def whole_build(data_dir: Path) -> str:
    """Return the id of the build in use that can be published; raises a LoaderError where there is none, or half."""
    build_id = make.ensure_build(data_dir)
    if store.is_partial(build_id):
        raise PublishedError(f"build {build_id} is of a first refresh under way: publish when it is done")
    store.open_store(data_dir, build_id).close()  # whole, or it says so
    return build_id


def follow(data_dir: Path, address: str) -> str | None:
    """Fetch the build that a published store points at and put it in use; return its id, None where it was in use.

    Raises `PublishedError` where it cannot be had or is not what was published; the build in use then stays.
    """
    if (data_dir / "snapshots").exists():
        raise PublishedError(f"{data_dir} has snapshots of its own: follow in another folder")
    with _talking(address) as objects:
        about = _obstore().get(objects, POINTER)
        said = bytes(about.bytes()) if about.meta["size"] <= _MOST_SAID else b""
        found = _SAID.fullmatch(said.decode("ascii", errors="replace"))
        if found is None:
            raise PublishedError(f"{address} has no usable pointer '{POINTER}'")
        build_id, digest = found.groups()
        folder = store.builds_dir(data_dir)
        path = folder / f"{build_id}.duckdb"
        if store.current_build(data_dir) == build_id and _holds(path, digest):
            return None
        with make.said(data_dir):
            folder.mkdir(parents=True, exist_ok=True)
            if not _holds(path, digest):
                with tempfile.TemporaryDirectory(prefix=".making-", dir=folder) as making:
                    coming = Path(making) / path.name
                    with _heard(address):  # not a fault of our own disk
                        _fetch(objects, digest, coming)
                    store.Store(coming).close()  # a build, and the one that it is said to be
                    seals.seal(coming, path)
            (data_dir / make.FOLLOWED).write_text(address + "\n", encoding="utf-8")
            store.switch(data_dir, build_id)
            kept.prune(data_dir)
    return build_id


def _name(digest: str) -> str:
    return f"builds/{digest}.duckdb"


def _holds(path: Path, digest: str) -> bool:
    """Say whether a file is there, is what was written, and is this one; a file that stays as it is is read once."""
    return path.is_file() and seals.intact(path) and seals.digest_once(path) == digest


def _fetch(objects: Any, digest: str, coming: Path) -> None:
    came = hashlib.sha256()
    with coming.open("wb") as file:
        for part in _obstore().get(objects, _name(digest)).stream(min_chunk_size=_PART):
            came.update(part)
            file.write(part)
    if came.hexdigest() != digest:
        raise PublishedError(f"{_name(digest)} came in as something else: it is not used")


def _is_there(objects: Any, name: str) -> bool:
    try:
        _obstore().head(objects, name)
    except FileNotFoundError:
        return False
    return True


def _obstore() -> Any:
    try:
        import obstore
        import obstore.store
    except ImportError as error:
        raise PublishedError("obstore is not installed: `uv sync --extra published`") from error
    return obstore


@contextmanager
def _talking(address: str) -> Iterator[Any]:
    """Give the store at an address."""
    with _heard(address):
        yield _obstore().store.from_url(address)


@contextmanager
def _heard(address: str) -> Iterator[None]:
    """Say what a store has against us in one line."""
    try:
        yield
    except (_obstore().exceptions.BaseError, FileNotFoundError, PermissionError) as error:
        raise PublishedError(f"{address}: {str(error).splitlines()[0]}") from error
