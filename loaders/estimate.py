"""How much work a refresh is, told before it begins, and how long it will still take. Pure.

The numbers of requests and megabytes of a kind stand in the register; a request at CBS takes a third of a second to
close to a second, four at a time, as users of the Iv3 feed and of the CBS feed measured.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from loaders.files.register import RegisteredSource

_SECONDS_A_REQUEST = (0.25, 0.75)  # with four at a time, on a quick day and on a slow one
_BUILDS_MB = 4 * 60  # three versions of the figures that are kept, and the one in the making
_SURE_FROM = 0.03  # of the work: before that, time left is a guess


@dataclass(frozen=True)
class Estimate:
    """What a refresh of some sources takes."""

    tables_n: int
    requests_n: int
    minutes: tuple[int, int]  # on a quick day, on a slow one; in steps of five
    disk_mb: int


def of(sources: Sequence[RegisteredSource]) -> Estimate:
    """Estimate a refresh that has to fetch all of these; years that were never seen count for nothing."""
    known = [source for source in sources if source.expected]
    requests_n = sum(source.kind.requests_n for source in known)
    low, high = (max(5, 5 * round(requests_n * seconds / 60 / 5)) for seconds in _SECONDS_A_REQUEST)
    disk_mb = _BUILDS_MB + sum(source.kind.disk_mb for source in known)
    return Estimate(len(known), requests_n, (low, high), 10 * round(disk_mb / 10))


def seconds_left(share: float, spent_s: float) -> float | None:
    """Return how long the rest of the work will take; None while too little is done to say."""
    return spent_s * (1 - share) / share if share >= _SURE_FROM else None
