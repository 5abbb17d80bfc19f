"""Where the builds stand that are read: the files of the data folder, or a lake that others publish in.

One contract (`Shelf`), two kinds: `Files`, the default, and `loaders.lake.Lake` where EIGENWIJZER_STORE begins with
`ducklake:`. Whoever reads figures (the pages, `python -m metrics`) asks here; builds are made in data folders alone.
The contract is tested in `tests/loaders/test_stores.py`, on both.
"""

import os
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Protocol

from loaders import store
from loaders.build import make
from loaders.errors import StoreError
from loaders.snapshots import versions as vintages

LAKE = "ducklake:"


class Shelf(Protocol):
    """Builds as their readers see them. What a method raises is a `LoaderError`."""

    def current(self) -> str | None:
        """Return the id of the build in use, None where there is none yet. Cheap: asked at every page run."""

    def ensure(self) -> str:
        """Return the id of a build in use that can be read, made or fetched where needed; raises where it cannot be."""

    def open(self, build_id: str) -> store.Store:
        """Return a handle on a build; raises `StoreError` where it is not there any more, or damaged."""

    def versions(self) -> dict[str, str]:
        """Return the versions of the figures that can be had -> stamp of the newest snapshot ('': the report alone)."""

    def again(self, version: str) -> str:
        """Return the id of a build of an older version; raises `VersionGoneError` where it cannot be had any more."""


@dataclass(frozen=True)
class Files:
    """The builds in a data folder, made there from its snapshots."""

    data_dir: Path

    def current(self) -> str | None:
        """See `Shelf`: the build that the pointer names."""
        return store.current_build(self.data_dir)

    def ensure(self) -> str:
        """See `Shelf`: made where there is none of this code."""
        return make.ensure_build(self.data_dir)

    def open(self, build_id: str) -> store.Store:
        """See `Shelf`."""
        return store.open_store(self.data_dir, build_id)

    def versions(self) -> dict[str, str]:
        """See `Shelf`: what the snapshots can give."""
        return vintages.known(self.data_dir)

    def again(self, version: str) -> str:
        """See `Shelf`: made from its snapshots."""
        return make.build_again(self.data_dir, version)


def of(data_dir: Path) -> Shelf:
    """Return where builds are read: the lake that EIGENWIJZER_STORE names, else the files of a data folder."""
    address = lake_address()
    return _lake(address) if address else Files(data_dir)


def lake_address() -> str:
    """Return the address of the lake in EIGENWIJZER_STORE, empty where it is not set. It may hold a password.

    Raises `StoreError` where it says something else: its text is in no message.
    """
    address = os.environ.get("EIGENWIJZER_STORE", "")
    if address and not address.startswith(LAKE):
        raise StoreError(
            "De instelling voor de opslag van de cijfers is niet te gebruiken. Vraag de beheerder.",
            f"EIGENWIJZER_STORE must begin with {LAKE}, or not be set",
        )
    return address


@cache
def _lake(address: str) -> Shelf:
    from loaders import lake  # nothing of it is imported where builds are files

    return lake.Lake(address)
