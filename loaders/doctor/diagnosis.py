"""What a check of the doctor found: what was tried, where, how it went, and what to do."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from loaders.errors import (
    BlockedError,
    CertificateError,
    EmptyTableError,
    FeedError,
    IncompleteError,
    OutdatedError,
    TableAbsentError,
    TooSlowError,
    UnexpectedAnswerError,
    UnreachableError,
    WebPageError,
)

Result = TypeVar("Result")
REGISTER = "look at CBS, then change data/sources.toml"
# the first that fits, so a kind before what it is a kind of
_REMEDIES: tuple[tuple[type[FeedError], str], ...] = (
    (CertificateError, "set REQUESTS_CA_BUNDLE to the PEM file of your organisation's certificate"),
    (OutdatedError, "look at the clock of this machine; else ask who runs your firewall for its certificate"),
    (BlockedError, "ask who runs your proxy or firewall to let this host through"),
    (WebPageError, "open the address in a browser: is it a page of your proxy, or a disturbance at CBS?"),
    (TooSlowError, "try again later"),
    (UnreachableError, "check the network, proxy and firewall; else try again later"),
    (TableAbsentError, REGISTER),
    (EmptyTableError, "look at CBS whether this table still has figures"),
    (IncompleteError, "try again later"),
    (UnexpectedAnswerError, "report this line"),
)


@dataclass(frozen=True)
class Diagnosis:
    """One check. `what` begins with the table's id where it is about a table; `remedy` empty: all is well."""

    what: str
    address: str
    outcome: str
    remedy: str = ""
    error: FeedError | None = None

    @property
    def wrong(self) -> bool:
        """Say whether something has to be done."""
        return bool(self.remedy)


def of_error(what: str, address: str, error: FeedError) -> Diagnosis:
    """Return the finding that an error is."""
    remedies = (text for kind, text in _REMEDIES if isinstance(error, kind))
    return Diagnosis(what, address, str(error), next(remedies, REGISTER), error)


def tried(what: str, address: str, call: Callable[[], Result]) -> Result | Diagnosis:
    """Return what a call gives, or the finding that its failure is."""
    try:
        return call()
    except FeedError as error:
        return of_error(what, address, error)
