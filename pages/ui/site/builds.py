"""The one way from the pages to the store: the build on screen, kept in memory until a refresh brings another.

A rerun reads a small pointer file and nothing else. When a refresh has switched the pointer, the next rerun
gets the new build under a new key; whoever is still reading keeps the old one.
"""

import logging
import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import cached_property
from pathlib import Path
from typing import Literal, TypeVar

import pandas as pd
import streamlit as st

from loaders import kept, store, stores
from loaders.build import derived, make
from loaders.errors import DamagedError, LoaderError, StoreError, VersionGoneError
from loaders.files import shipped
from metrics import dutch
from metrics import figures as frames
from metrics.build import Build
from metrics.errors import MetricsError
from metrics.facts import Facts
from metrics.groups.make import Group, Request
from metrics.places.codes import NEDERLAND
from metrics.places.lineage import Lineage
from metrics.records import Records
from metrics.report.audit import run as audit_run
from pages.ui.charts.outlines import Outline
from pages.ui.charts.outlines import outlines as make_outlines
from pages.ui.charts.screen import map as screen_map
from pages.ui.site import trouble
from pages.ui.site.public import is_public
from pages.ui.site.serving import memory, turns
from pages.ui.site.serving.unwatched import unwatched

LOG = logging.getLogger("eigenwijzer")
KNOWN_ERRORS = (LoaderError, MetricsError)
PROJECT = Path(__file__).resolve().parents[3]
# Pieces that pages keep with a build (places of all gemeenten, drawn lines): more than a visit asks for.
KEPT = 2000
# Builds with own figures in memory: 35 MB each with everything loaded, made anew where they are asked for again.
MOST_OWN = 3
T = TypeVar("T")


@dataclass(frozen=True, eq=False)
class Loaded:
    """One build, ready for the pages. Shared between visitors: nobody changes what is in it."""

    store: store.Store
    build: Build
    trouble: str = ""  # Dutch: why this is only what ships; empty: it is the build in use
    _kept: dict[object, object] = field(default_factory=dict, repr=False)

    @property
    def names(self) -> Mapping[str, str]:
        """Display names of every region and former gemeente, by code."""
        return self.build.names.all

    @property
    def gemeenten(self) -> Mapping[str, str]:
        """Display names of the gemeenten of today, in the order of their names."""
        return self.build.names.today

    @property
    def facts(self) -> Facts:
        """The facts of the build."""
        return self.build.facts

    @property
    def lineage(self) -> Lineage:
        """Who merged into whom."""
        return self.build.lineage

    @cached_property
    def reported(self) -> frozenset[str]:
        """Regions of which the report prints figures."""
        return frozenset(self.build.printed["region"])

    @cached_property
    def retrieved(self) -> dict[str, tuple[datetime | None, str]]:
        """When each source was loaded, and its status."""
        rows = self.facts.sources
        when = pd.to_datetime(rows["retrieved"], errors="coerce")
        moments = [None if pd.isna(moment) else moment.to_pydatetime().replace(tzinfo=UTC) for moment in when]
        return dict(zip(rows["source_id"], zip(moments, rows["status"], strict=True), strict=True))

    def kept(self, key: object, make_it: Callable[[], T]) -> T:
        """Return what a page made of this build before under `key`, or make it; goes with the build."""
        if key not in self._kept:
            if len(self._kept) >= KEPT:  # the oldest make room
                for old in list(self._kept)[: KEPT // 2]:
                    self._kept.pop(old, None)
            self._kept[key] = make_it()
        return self._kept[key]  # type: ignore[return-value]  # what stands under a key is what its maker gave

    def with_own(self, whose: object, make_it: Callable[[], Build]) -> "Loaded":
        """Return the build with the own figures of `whose`, made where it is not there; it goes when `whose` goes.

        The ones asked for last stay, `MOST_OWN` of them, of whichever build.
        """
        return OWN.of(whose, self, lambda: Loaded(store=self.store, build=make_it()))


_in_use: dict[str, str] = {}  # data folder -> the build that its pointer named last
OWN: memory.OwnBuilds[Loaded] = memory.OwnBuilds(MOST_OWN)


@dataclass(frozen=True)
class VersionShown:
    """The build that a page shows, and what came of the version that its address asks for.

    `answer`: 'newest', the figures of now; 'older', those the address asks for; 'gone', they cannot be had any more
    (or, `asked_on` known, this site does not keep them); 'failed', they could not be made just now. `asked_on`: the
    day of the version asked for, None where nobody knows or where it holds the report alone.
    """

    loaded: Loaded
    newest: Loaded
    answer: Literal["newest", "older", "gone", "failed"] = "newest"
    asked_on: date | None = None


def data_dir() -> Path:
    """Return where snapshots and builds live: `EIGENWIJZER_DATA`, else data/local in the project."""
    return Path(os.environ.get("EIGENWIJZER_DATA") or PROJECT / "data" / "local")


def warm() -> None:
    """Load what every page needs, made where there is none, before the first visitor comes.

    Raises a LoaderError when that cannot be done.
    """
    stores.of(data_dir()).ensure()
    with unwatched():
        outlines(current(), datetime.now(UTC).year, "GM")


def current() -> Loaded:
    """Return the build that the pointer names now.

    The first one is made here; one that is gone or damaged is made again from what is on disk. Where the data folder
    cannot be used, it is what ships, from memory, with what is wrong in `trouble`. Raises a LoaderError where even that
    cannot be had. A page asks this once, in its frame, and hands the answer down.
    """
    where = data_dir()
    shelf = stores.of(where)
    build_id = shelf.current()
    _let_go_of_others(str(where), build_id)
    for gone in memory.sweep():
        _audit.clear(None, gone)
        OWN.let_go_of_gone()
    if build_id is not None:
        try:
            return _load(str(where), build_id)
        except StoreError as error:
            LOG.warning("Build %s cannot be used, making it again: %s", build_id, error)
    why = trouble.why(str(where))
    if why:
        return _from_memory(why)
    trouble.why.clear()
    return _load(str(where), shelf.ensure())


@st.cache_resource(max_entries=1, show_spinner="De cijfers worden klaargezet ...")
def _from_memory(why: str) -> Loaded:
    handle = make.in_memory()
    return Loaded(store=handle, build=derived.build_of(handle, records()), trouble=why)


def _let_go_of_others(where: str, build_id: str | None) -> None:
    """Let go of the build before where another is in use: two, with all that pages made of them, are too many.

    Own figures in it go too: who comes back gets them in the build in use.
    """
    if build_id is None or _in_use.get(where) == build_id:
        return
    is_other, _in_use[where] = where in _in_use, build_id
    if is_other:
        OWN.let_go()
        memory.let_go()


def forget_damaged(loaded: Loaded, error: Exception) -> None:
    """Let go of a build whose file shows to be damaged: the next page run has it made again."""
    if isinstance(error, DamagedError):
        LOG.error("Build %s will be made again: %s", loaded.facts.build_id, error)
        _load.clear(str(data_dir()), loaded.facts.build_id)


@contextmanager
def opened() -> Iterator[Loaded]:
    """Open the build in use for a command, outside the pages and their memory. Raises a LoaderError without one."""
    shelf = stores.of(data_dir())
    handle = shelf.open(shelf.ensure())
    try:
        yield Loaded(store=handle, build=derived.build_of(handle, records()))
    finally:
        handle.close()


def of_version(asked: str | None) -> VersionShown:
    """Return the build to show where an address asks for a version of the figures (at least six characters of it).

    A version is its snapshots, whatever code built them: the figures of now answer it where they are of the same ones.
    An older one is made again from its snapshots; on a public site only one that is pinned. Raises a LoaderError where
    even the figures of now cannot be had.
    """
    newest = current()
    if not asked or newest.facts.data_version.startswith(asked):
        return VersionShown(newest, newest)
    try:
        known = _known(str(data_dir()), newest.facts.build_id)
    except OSError as error:
        LOG.error("It cannot be seen which versions of the figures there are: %s", error)
        return VersionShown(newest, newest, "failed")
    version = next((each for each in known if each.startswith(asked)), None)
    if version is None:
        return VersionShown(newest, newest, "gone")
    day = _day(known[version])
    if is_public() and not kept.is_pinned(version):
        return VersionShown(newest, newest, "gone", day)
    try:
        with turns.aside():  # it may have to be made again; others get their pages meanwhile
            return VersionShown(_older(version), newest, "older", day)
    except VersionGoneError:
        return VersionShown(newest, newest, "gone", day)
    except LoaderError as error:
        LOG.error("Version %s of the figures cannot be made again: %s", version, error)
        return VersionShown(newest, newest, "failed", day)


def same_version(version: str) -> VersionShown:
    """Return the figures of a version and no others. Raises VersionGoneError where they cannot be had any more."""
    shown = of_version(version)
    if shown.loaded.facts.data_version != version:
        raise VersionGoneError(version)
    return shown


def _day(stamp: str) -> date | None:
    if not stamp:
        return None
    return datetime.strptime(stamp, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC).astimezone(dutch.AMSTERDAM).date()


@st.cache_resource(max_entries=2, show_spinner=False)
def _known(where: str, build_id: str) -> dict[str, str]:  # noqa: ARG001 - new snapshots come with a new build
    return stores.of(Path(where)).versions()


def _older(version: str) -> Loaded:
    """Return an older version, in the one place in memory beside the build in use."""
    where = str(data_dir())
    try:
        return _load(where, _made_again(where, version))
    except StoreError:  # its file went since (newer builds took its place), or is damaged
        _made_again.clear(where, version)
        return _load(where, _made_again(where, version))


@st.cache_resource(
    max_entries=20, show_spinner="We zetten een oudere versie van de cijfers klaar. Dat kan even duren."
)
def _made_again(where: str, version: str) -> str:
    return stores.of(Path(where)).again(version)


# two at most: the build in use, and another version of the figures
@memory.of_build
@st.cache_resource(max_entries=2, show_spinner="De cijfers worden klaargezet ...")
def _load(where: str, build_id: str) -> Loaded:
    handle = stores.of(Path(where)).open(build_id)
    try:
        build = derived.build_of(handle, records())
    except store.DatabaseError as error:  # of an older Eigenwijzer, in a folder where no new one can be made
        raise StoreError(*trouble.OLDER) from error
    handle.rest()
    build.readings.read(
        "lasten_per_inwoner", NEDERLAND, "2019"
    )  # laid out now, not in the first visitor's page
    # what a build holds lives as long as the build: the collector need not walk it again and again. What went with the
    # build before is let go of first.
    memory.settle()
    loaded = Loaded(store=handle, build=build)
    memory.watch(loaded, build_id)
    return loaded


@st.cache_resource(max_entries=1, show_spinner=False)
def records() -> Records:
    """Return the records that ship in `data/`; raises DataFileError for a file that is not right."""
    return shipped.records()


def group(loaded: Loaded, code: str, kind: str, request: Request | None = None) -> Group:
    """Return a group as it was asked; the ordinary ones are kept. Raises MetricsError when it cannot be made."""
    groups = loaded.build.groups
    if request is None or request == Request():
        made = groups.of(code).get(kind)
        if made is not None:
            return made
    return groups.make(code, kind, request)


@memory.of_build
@st.cache_resource(max_entries=2, show_spinner="De tabellen van het rapport worden nagerekend ...")
def _audit(_loaded: Loaded, build_id: str) -> audit_run.Audit:  # noqa: ARG001 - part of the key
    build = _loaded.build
    return audit_run.audit(
        build if build.entered.empty else build.with_own(frames.empty())
    )  # nobody's own figures


def audit(loaded: Loaded) -> audit_run.Audit:
    """Return the audit of the report on this build: every printed cell judged, made once per build."""
    return _audit(loaded, loaded.facts.build_id)


@memory.of_build
@st.cache_resource(max_entries=8, show_spinner="De kaart wordt klaargezet ...")
def _outlines(_loaded: Loaded, build_id: str, year: int, prefix: str) -> dict[str, Outline]:  # noqa: ARG001
    return make_outlines(_loaded.store.boundaries(year, prefix))


memory.of_build(screen_map.LINES)


def outlines(loaded: Loaded, near: int, prefix: str) -> tuple[dict[str, Outline], int] | None:
    """Return the outlines of gemeenten (`GM`) or jeugdregio's (`JZ`) and their year, the nearest to `near`.

    None where no boundaries are loaded.
    """
    years = loaded.kept(("boundary_years", prefix), lambda: loaded.store.boundary_years(prefix))
    if not years:
        return None
    year = min(years, key=lambda each: (abs(each - near), -each))
    return _outlines(loaded, loaded.facts.build_id, year, prefix), year
