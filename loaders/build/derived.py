"""What follows from a build and costs time, stored in the build itself: a cache of pure functions with a key.

The key names what the stored frames follow from besides the facts: the code of `metrics/` and the records in `data/`.
Where it does not fit (a later version of the code, an older build) the frames are not used and `metrics.build`
computes them in memory: a stored frame is never another answer.
"""

import hashlib
from functools import cache
from pathlib import Path

from loaders import store
from loaders.files import shipped
from metrics.build import Build, Derived, derive
from metrics.records import Records
from metrics.stored import derived_of, frames_of

_METRICS = Path(__file__).resolve().parents[2] / "metrics"


@cache
def key() -> str:
    """Return what stored frames must have been made by: this code and these records."""
    digest = hashlib.sha256(shipped.fingerprint().encode())
    for path in sorted(_METRICS.rglob("*.py")):
        digest.update(f"{path.relative_to(_METRICS)}\0".encode() + path.read_bytes())
    return digest.hexdigest()[:16]


def write(database: store.Connection, records: Records) -> Build:
    """Compute and store what follows from the facts of a build in the making; return that build."""
    build = Build(store.facts_of(database), records)
    store.write_derived(database, key(), frames_of(derive(build)))
    return build


def read(opened: store.Store) -> Derived | None:
    """Return what is stored with a build; None where it has nothing, or of other code."""
    stored = opened.derived(key())
    return None if stored is None else derived_of(stored)


def build_of(opened: store.Store, records: Records) -> Build:
    """Return the build in a store, with what is stored in it where that is of this code."""
    return Build(opened.facts(), records, read(opened))
