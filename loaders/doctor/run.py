"""The round of the doctor: hosts first, then every table of the register, at most four requests at a time."""

import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from concurrent.futures import TimeoutError as LateError
from dataclasses import dataclass, field, replace
from functools import partial
from urllib.parse import urlsplit

import requests

from loaders.doctor import diagnosis, places, tables
from loaders.doctor.diagnosis import Diagnosis
from loaders.errors import TableAbsentError
from loaders.feed import answers, cbs, v4
from loaders.feed.cbs import Feed, Row
from loaders.feed.failures import FailedError
from loaders.feed.patience import Patience
from loaders.feed.polite import Reply, Service
from loaders.files import register
from loaders.files.register import RegisteredSource
from loaders.outages import NO_ANSWER

V4 = f"{v4.HOST}{v4.PATH}"
_V4_TABLE = "85098NED"  # seen there
_OPTIONS = {"CBS": "--feed", "IV3": "--iv3-feed", "V4": "--v4-feed", "PDOK": "--boundaries"}
Check = Callable[[], list[Diagnosis]]


def _patience() -> Patience:
    usual = Patience.from_environment()
    return replace(usual, silence_s=min(usual.silence_s, 30.0), body_s=30.0, tries=2)


class _Bounded(Service):
    """A service that is asked nothing more once time is up."""

    ends = float("inf")

    def send(self, request: requests.PreparedRequest) -> Reply:
        if time.monotonic() > self.ends:
            raise FailedError("time was up", NO_ANSWER, tries=1)
        return super().send(request)


@dataclass(frozen=True)
class Rounds:
    """What the doctor is asked to try. Empty addresses: the real services; with any stand-in, only stand-ins."""

    feed: str = ""
    iv3_feed: str = ""
    v4_feed: str = ""
    boundaries: str = ""  # address or path with {year} in it
    only: tuple[str, ...] = ()
    seconds: float = 240.0  # for everything together
    patience: Patience = field(default_factory=_patience)

    @property
    def trial(self) -> bool:
        """Say whether anything stands in for the real services: then nothing outside is asked."""
        return any((self.feed, self.iv3_feed, self.v4_feed, self.boundaries))

    @property
    def bases(self) -> dict[str, str]:
        """Return catalogue -> address of what is tried; V4 beside those of the register."""
        given = {
            "CBS": self.feed,
            "IV3": self.iv3_feed,
            "V4": self.v4_feed and f"{self.v4_feed.rstrip('/')}{v4.PATH}",
        }
        if self.trial:
            return {name: base.rstrip("/") for name, base in given.items() if base}
        return {**cbs.HOSTS, "V4": V4}


def examine(rounds: Rounds) -> list[Diagnosis]:
    """Return a finding a line, in the order of the register; raises `RegisterError` for a wrong name or address."""
    ends = time.monotonic() + rounds.seconds
    service = _Bounded(rounds.patience)
    service.ends = ends
    bases = rounds.bases
    service.homes = {str(urlsplit(base).hostname) for base in bases.values()}
    feeds = cbs.feeds({name: base for name, base in bases.items() if name != "V4"}, service)
    wanted = register.select(register.sources(), rounds.only)
    told = [
        Diagnosis(name, "", f"not asked: a stand-in was given for another, and none with {option}")
        for name, option in _OPTIONS.items()
        if rounds.trial and not (rounds.boundaries if name == "PDOK" else name in bases)
    ]
    told += _together([partial(_host, service, name, base) for name, base in bases.items()], ends)
    gone = {one.what.removeprefix("host ") for one in told if one.wrong}
    catalogues: dict[str, list[Row] | None] = {}
    checks: list[Check] = []
    for name, feed in feeds.items():
        of_feed = [source for source in wanted if source.catalog == name]
        if name in gone:
            if of_feed:
                told.append(
                    Diagnosis(
                        f"tables of {name}", feed.base, f"{len(of_feed)} tables not asked: no connection"
                    )
                )
            continue
        told += _catalogue(feed, name, catalogues)
        checks += [partial(tables.table, feed, source, catalogues[name]) for source in of_feed]
    if rounds.boundaries or not rounds.trial:
        years = [source for source in wanted if source.catalog == "PDOK"]
        first = places.newest(years)
        of_first = (
            _together([partial(places.each_address, service, first, rounds.boundaries)], ends)
            if first
            else []
        )
        told += of_first
        others = [source for source in years if source is not first]
        if places.silent(of_first):
            told.append(Diagnosis("boundaries", "", f"{len(others)} other years not asked: no connection"))
        else:
            checks += [partial(places.year, service, source, rounds.boundaries) for source in others]
    return told + _together(checks, ends)


def _together(checks: Sequence[Check], ends: float) -> list[Diagnosis]:
    """Run checks, four at a time, until time is up; what was not done then is said."""
    pool = ThreadPoolExecutor(4, thread_name_prefix="doctor")
    tasks = [pool.submit(_guarded, check) for check in checks]
    try:
        for _ in as_completed(tasks, timeout=max(ends - time.monotonic(), 0.01)):
            pass
    except LateError:
        for task in tasks:
            task.cancel()
    late = sum(not task.done() or task.cancelled() for task in tasks)
    pool.shutdown(wait=False, cancel_futures=True)
    told = [one for task in tasks if task.done() and not task.cancelled() for one in task.result()]
    if late:
        told.append(
            Diagnosis("time", "", f"{late} checks not done: time was up", "run again with --seconds 900")
        )
    return told


def _guarded(check: Check) -> list[Diagnosis]:
    """Run a check; what we did not foresee becomes a line to report, and the other checks go on."""
    try:
        return check()
    except Exception as error:
        about = [each for each in getattr(check, "args", ()) if isinstance(each, RegisteredSource)]
        what = f"{about[0].source_id}: a check of ours" if about else "a check of ours"
        return [Diagnosis(what, "", f"{type(error).__name__}: {error}", "report this line")]


def _host(service: Service, name: str, base: str) -> list[Diagnosis]:
    """Try whether a host answers at all; 404 is an answer too, the tables tell more."""
    address = f"{base}/{_V4_TABLE}/Properties" if name == "V4" else f"{base}/ODataFeed/odata/"
    what = f"host {name}"
    status = diagnosis.tried(
        what, address, lambda: service.ask("", address, lambda: service.get(address).status_code)
    )
    if isinstance(status, Diagnosis) and not isinstance(status.error, TableAbsentError):
        return [status]
    code = "404" if isinstance(status, Diagnosis) else str(status)
    safe = ", and its certificate is trusted" if base.startswith("https:") else ""
    return [Diagnosis(what, address, f"it answers ({code}){safe}")]


def _catalogue(feed: Feed, name: str, catalogues: dict[str, list[Row] | None]) -> list[Diagnosis]:
    what, address = f"catalogue {name}", cbs.catalogue_address(feed)
    found = diagnosis.tried(what, address, lambda: cbs.catalogue(feed))
    if isinstance(found, Diagnosis):
        catalogues[name] = None
        return [found]
    catalogues[name] = answers.records(found)
    return [Diagnosis(what, address, f"{len(found)} tables")]
