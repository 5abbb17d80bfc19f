"""The decompositions of the build on screen, made once per build and shared between visitors."""

import pandas as pd
import streamlit as st

from metrics.costs import composition
from metrics.costs.composition import Composition
from metrics.report import printed as report
from metrics.use import usual
from pages.ui.kosten import report as kosten_report
from pages.ui.kosten.split import Split
from pages.ui.site import builds


@st.cache_resource(max_entries=2, show_spinner="De cijfers worden uit elkaar gehaald ...")
def _composition(_loaded: builds.Loaded, build_id: str) -> Composition:  # noqa: ARG001 - the build is the key
    return composition.compose(_loaded.facts, builds.records(), _loaded.figures)


def costs(loaded: builds.Loaded) -> Composition:
    """Return what the cost figures of this build are made of."""
    return _composition(loaded, loaded.facts.build_id)


@st.cache_resource(max_entries=2, show_spinner=False)
def _printed(_loaded: builds.Loaded, build_id: str) -> pd.DataFrame:  # noqa: ARG001 - the build is the key
    return report.figures_of_report(_loaded.facts.report_cells)


def printed(loaded: builds.Loaded) -> pd.DataFrame:
    """Return the report's printed figures (metrics.report.printed.figures_of_report)."""
    return _printed(loaded, loaded.facts.build_id)


@st.cache_resource(max_entries=400, show_spinner=False)
def _printed_split(_loaded: builds.Loaded, build_id: str, code: str, name: str) -> Split | None:  # noqa: ARG001
    return kosten_report.split(printed(_loaded), code, name)


def printed_split(loaded: builds.Loaded, code: str) -> Split | None:
    """Return the difference with Nederland on the report's printed figures, None where it cannot be made."""
    return _printed_split(loaded, loaded.facts.build_id, code, loaded.names.get(code, code))


@st.cache_resource(max_entries=20, show_spinner=False)
def _middle(_loaded: builds.Loaded, build_id: str, indicator: str) -> pd.DataFrame:  # noqa: ARG001
    return usual.middle(_loaded.figures, indicator)


def middle(loaded: builds.Loaded, indicator: str) -> pd.DataFrame:
    """Return between which values the middle eight in ten gemeenten lie (metrics.use.usual.middle)."""
    return _middle(loaded, loaded.facts.build_id, indicator)


@st.cache_resource(max_entries=2, show_spinner=False)
def _bands(_loaded: builds.Loaded, build_id: str) -> pd.DataFrame:  # noqa: ARG001 - the build is the key
    return usual.of_build(_loaded.facts)


def bands(loaded: builds.Loaded) -> pd.DataFrame:
    """Return both bands of every share of use in this build (metrics.use.usual)."""
    return _bands(loaded, loaded.facts.build_id)
