"""The one way from the pages to the store: what a build holds, kept in memory per build.

A rerun reads a small pointer file and nothing else. When a refresh has switched the pointer, the next rerun
gets the new build under a new key; whoever is still reading keeps the old one.
"""

import logging
import os
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from pathlib import Path

import numpy as np
import pandas as pd
import streamlit as st

from loaders import store
from loaders.build import make
from loaders.errors import LoaderError, StoreError
from loaders.files import own, shipped
from metrics import catalogue, dutch
from metrics.comparing.lookup import Lookup
from metrics.errors import MetricsError
from metrics.facts import Facts
from metrics.groups import make as groups
from metrics.groups.context import Context, context
from metrics.places.lineage import Lineage
from metrics.records import Records, ReferenceGroup
from metrics.report import printed as report
from metrics.report.audit import run as audit_run
from pages.ui.kaart.outlines import Outline
from pages.ui.kaart.outlines import outlines as make_outlines
from pages.ui.parts import search

LOG = logging.getLogger("eigenwijzer")
KNOWN_ERRORS = (LoaderError, MetricsError)
PROJECT = Path(__file__).resolve().parents[3]


@dataclass(frozen=True)
class Loaded:
    """One build, ready for the pages. Shared between visitors: nobody changes what is in it."""

    store: store.Store
    facts: Facts
    figures: pd.DataFrame  # every figure on screen: metrics.figures.FIGURES
    lineage: Lineage
    names: dict[str, str]  # gemeenten of today and the regions of the report, by code
    gemeenten: dict[str, str]  # gemeenten of today only
    former: tuple[tuple[str, str], ...]  # (old name, code of today)

    @cached_property
    def _rows_by_region(self) -> dict[str, np.ndarray]:
        return {
            str(code): np.asarray(rows)
            for code, rows in self.figures.groupby("region", sort=False).indices.items()
        }

    @cached_property
    def lookup(self) -> Lookup:
        """Every figure by its key, and the figures of any group: for a page about a few gemeenten."""
        return Lookup(self.figures)

    @cached_property
    def reported(self) -> frozenset[str]:
        """Regions of which the report prints figures."""
        return frozenset(self.printed["region"])

    @cached_property
    def retrieved(self) -> dict[str, tuple[datetime | None, str]]:
        """When each source was loaded, and its status."""
        rows = self.facts.sources
        when = pd.to_datetime(rows["retrieved"], errors="coerce")
        moments = [None if pd.isna(moment) else moment.to_pydatetime() for moment in when]
        return dict(zip(rows["source_id"], zip(moments, rows["status"], strict=True), strict=True))

    def figures_of(self, codes: Iterable[str]) -> pd.DataFrame:
        """Return the figures of some regions, without searching the frame of all."""
        found = [self._rows_by_region[code] for code in dict.fromkeys(codes) if code in self._rows_by_region]
        return self.figures.take(np.concatenate(found)) if found else self.figures.iloc[:0]

    @cached_property
    def printed(self) -> pd.DataFrame:
        """The report's printed figures: metrics.report.printed.figures_of_report."""
        return report.figures_of_report(self.facts.report_cells)

    @cached_property
    def has_cbs(self) -> bool:
        """True once at least one CBS table is loaded."""
        return bool(self.facts.sources["status"].isin(["loaded", "kept"]).any())


def data_dir() -> Path:
    """Return where snapshots and builds live: `EIGENWIJZER_DATA`, else data/local in the project."""
    return Path(os.environ.get("EIGENWIJZER_DATA") or PROJECT / "data" / "local")


def is_public() -> bool:
    """True on a public site: refresh, notes and saving are off."""
    return os.environ.get("EIGENWIJZER_PUBLIC", "").strip().lower() not in ("", "0", "false", "nee")


def warm() -> None:
    """Make the first build when there is none; raises a LoaderError when that cannot be done."""
    make.ensure_build(data_dir())


def current() -> Loaded:
    """Return the build that the pointer names now.

    The first one is made here; one that is gone or damaged is made again from what is on disk. Raises a
    LoaderError when that cannot be done.
    """
    where = data_dir()
    build_id = store.current_build(where) or make.ensure_build(where)
    try:
        return _load(str(where), build_id)
    except StoreError as error:
        LOG.warning("Build %s cannot be used, making it again: %s", build_id, error)
        return _load(str(where), make.ensure_build(where))


@st.cache_resource(max_entries=2, show_spinner="De cijfers worden klaargezet ...")
def _load(where: str, build_id: str) -> Loaded:
    handle = store.open_store(Path(where), build_id)
    facts = handle.facts()
    lineage = Lineage(facts.mergers)
    regions = facts.regions
    names = search.display_names(dict(zip(regions["code"], regions["name"], strict=True)))
    today = regions[(regions["kind"] == "gemeente") & regions["last_year"].isna()]
    gemeenten = {
        code: names[code] for code in sorted(today["code"], key=lambda code: search.plain(names[code]))
    }
    loaded = Loaded(
        store=handle,
        facts=facts,
        figures=catalogue.figures(facts, records()),
        lineage=lineage,
        names=names,
        gemeenten=gemeenten,
        former=_former_names(facts.mergers, lineage, gemeenten),
    )
    loaded.figures_of(["NL01"])  # make the indexes now, not in the first visitor's page
    loaded.lookup.of(["NL01"])
    return loaded


def _former_names(
    mergers: pd.DataFrame, lineage: Lineage, gemeenten: dict[str, str]
) -> tuple[tuple[str, str], ...]:
    """Old names that lead to one gemeente of today; a divided gemeente leads to each part."""
    found = {
        (str(old_name), successor.code)
        for old_code, old_name in zip(mergers["old_code"], mergers["old_name"], strict=True)
        for successor in lineage.successors(str(old_code))
        if successor.code in gemeenten and gemeenten[successor.code] != old_name
    }
    return tuple(sorted(found))


@st.cache_resource(max_entries=1, show_spinner=False)
def records() -> Records:
    """Return the records that ship in `data/`; raises DataFileError for a file that is not right."""
    return shipped.records()


def loaded_on(facts: Facts) -> datetime | None:
    """Return when the newest CBS table was loaded, or None when there is none."""
    retrieved = pd.to_datetime(facts.sources["retrieved"], errors="coerce").dropna()
    return None if retrieved.empty else retrieved.max().to_pydatetime()


def source_line(loaded: Loaded, sources: Iterable[str]) -> str:
    """Return the source line of figures on screen: CBS tables and from when they are.

    In: the `source` column of figures (`45046NED, 70072ned`). A table that kept its previous snapshot says so.
    """
    said = " ".join(str(text) for text in sources)
    found = {each: about for each, about in loaded.retrieved.items() if each in said}
    ids = sorted(found)
    retrieved = [moment for moment, _ in found.values() if moment is not None]
    when = f", geladen op {dutch.date_nl(max(retrieved))}" if retrieved else ""
    kept = " (vorige versie behouden)" if any(status == "kept" for _, status in found.values()) else ""
    return f"CBS {', '.join(ids)}{when}{kept}" if ids else "geen bron geladen"


@st.cache_resource(max_entries=2000, show_spinner=False)
def _groups_of(_loaded: Loaded, build_id: str, code: str) -> dict[str, groups.Group]:  # noqa: ARG001 - the key
    request = groups.Request(known=context_of_gemeenten())
    found = {}
    for kind in groups.KINDS:
        with suppress(MetricsError):  # a kind that cannot be made for this gemeente is not offered
            found[kind] = groups.build(_loaded.facts, records(), code, kind, request)
    return found


def groups_of(code: str) -> dict[str, groups.Group]:
    """Return every ordinary group that can be made for a gemeente, by kind; nobody's own choice is among them."""
    loaded = current()
    return _groups_of(loaded, loaded.facts.build_id, code)


def group_kinds(code: str) -> dict[str, str]:
    """Return the kinds of group that can be made for a gemeente: kind -> Dutch name. An own choice always can."""
    made = groups_of(code)
    return {kind: title for kind, (title, _) in groups.KINDS.items() if kind in made or kind == "own"}


@st.cache_resource(max_entries=2000, show_spinner=False)
def _group(
    _loaded: Loaded,
    build_id: str,  # noqa: ARG001 - part of the key
    code: str,
    kind: str,
    k: int,
    members: tuple[str, ...],
) -> groups.Group:
    return groups.build(
        _loaded.facts,
        records(),
        code,
        kind,
        groups.Request(k=k, members=members, known=context_of_gemeenten()),
    )


def group(code: str, kind: str, k: int = groups.DEFAULT_K, members: tuple[str, ...] = ()) -> groups.Group:
    """Return a group with its basis and notes; raises MetricsError when it cannot be made."""
    loaded = current()
    if kind != "own" and (k == groups.DEFAULT_K or kind != "statistical"):
        made = groups_of(code).get(kind)
        if made is not None:
            return made
    return _group(loaded, loaded.facts.build_id, code, kind, k, members)


@st.cache_resource(max_entries=2, show_spinner="De tabellen van het rapport worden nagerekend ...")
def _audit(_loaded: Loaded, build_id: str) -> audit_run.Audit:  # noqa: ARG001 - part of the key
    return audit_run.audit(_loaded.facts, records(), _loaded.figures)


def audit() -> audit_run.Audit:
    """Return the audit of the report on this build: every printed cell judged, made once per build."""
    loaded = current()
    return _audit(loaded, loaded.facts.build_id)


@st.cache_resource(max_entries=2, show_spinner=False)
def _context(_loaded: Loaded, build_id: str) -> Context | None:  # noqa: ARG001 - part of the key
    try:
        return context(_loaded.facts)
    except MetricsError:
        return None


def context_of_gemeenten() -> Context | None:
    """Return what surrounds youth care in the gemeenten of today (for groups that are alike); None: not loaded."""
    loaded = current()
    return _context(loaded, loaded.facts.build_id)


@st.cache_resource(max_entries=8, show_spinner="De kaart wordt klaargezet ...")
def _outlines(_loaded: Loaded, build_id: str, year: int, prefix: str) -> dict[str, Outline]:  # noqa: ARG001
    return make_outlines(_loaded.store.boundaries(year, prefix))


def outlines(near: int, prefix: str) -> tuple[dict[str, Outline], int] | None:
    """Return the outlines of gemeenten (`GM`) or jeugdregio's (`JZ`) and their year, the nearest to `near`.

    None where no boundaries are loaded.
    """
    loaded = current()
    years = loaded.store.boundary_years(prefix)
    if not years:
        return None
    year = min(years, key=lambda each: (abs(each - near), -each))
    return _outlines(loaded, loaded.facts.build_id, year, prefix), year


def known_gemeenten() -> dict[str, str]:
    """Return the names of every gemeente of today and of before, by code: who may be in an own group."""
    loaded = current()
    gemeenten = loaded.facts.regions[loaded.facts.regions["kind"] == "gemeente"]
    return {str(code): loaded.names[str(code)] for code in gemeenten["code"]}


def own_groups() -> tuple[ReferenceGroup, ...]:
    """Return the analyst's saved groups; raises DataFileError for a file that is not right."""
    return own.groups(data_dir(), known_gemeenten())


def own_group_code(name: str) -> str:
    """Return the code under which a group of this name is saved."""
    return own.code_of(name)


def save_own_group(group: ReferenceGroup) -> Path:
    """Add a group to the analyst's file; raises DataFileError where it is not right."""
    return own.save_group(data_dir(), group, known_gemeenten())


def own_figures_file() -> bytes | None:
    """Return the figures that were saved on purpose, in the shape of the template; None: none."""
    return own.figures(data_dir())


def save_own_figures(text: str) -> Path:
    """Save own figures in the analyst's file, in place of those saved before."""
    return own.save_figures(data_dir(), text)
