"""Whether boundaries are to be had at PDOK: both addresses for the newest year, for another year where it fails."""

from collections.abc import Sequence

from loaders.doctor import diagnosis
from loaders.doctor.diagnosis import Diagnosis
from loaders.errors import NotPublishedError, UnreachableError
from loaders.feed import boundaries
from loaders.feed.polite import Service
from loaders.files.register import RegisteredSource


def newest(years: Sequence[RegisteredSource]) -> RegisteredSource | None:
    """Return the newest year that is known to be there; None where there is none among these."""
    return max((one for one in years if one.expected), key=lambda one: one.division_year or 0, default=None)


def each_address(service: Service, source: RegisteredSource, pattern: str) -> list[Diagnosis]:
    """Try every address of one year."""
    return [_at(service, source, place) for place in boundaries.addresses(source, pattern)]


def year(service: Service, source: RegisteredSource, pattern: str) -> list[Diagnosis]:
    """Try a year as a refresh does: the first address, and where that fails the second."""
    first, *others = boundaries.addresses(source, pattern)
    told = _at(service, source, first)
    for place in others if told.error is not None else ():
        second = _at(service, source, place)
        if second.error is None:
            return [
                Diagnosis(second.what, place, f"{second.outcome}; the first address failed: {told.outcome}")
            ]
    return [told]


def silent(told: Sequence[Diagnosis]) -> bool:
    """Say whether no address answered at all, so that other years need not be tried."""
    return bool(told) and all(isinstance(one.error, UnreachableError) and one.error.silent for one in told)


def _at(service: Service, source: RegisteredSource, place: str) -> Diagnosis:
    what = f"{source.source_id}: boundaries"
    read = diagnosis.tried(what, place, lambda: boundaries.read(service, source, (place,)))
    if isinstance(read, Diagnosis):
        if isinstance(read.error, NotPublishedError):
            return Diagnosis(what, place, "not published yet", error=read.error)
        return read
    return Diagnosis(what, place, f"{read[1]} gemeenten")
