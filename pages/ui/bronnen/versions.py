"""New figures from the page: starting a refresh, how far it is, and what changed between two versions.

With `cache` the only module of the pages that reaches the loaders.
"""

import os
import subprocess
import sys

import pandas as pd
import streamlit as st

from loaders import estimate, progress
from loaders.estimate import Estimate as Estimate
from loaders.files import register
from loaders.progress import FAILED as FAILED
from loaders.progress import Progress as Progress
from loaders.snapshots import changes as changes_of
from loaders.snapshots import versions as vintages
from pages.ui.site.builds import PROJECT, current, data_dir
from pages.ui.site.serving import memory


def tables_with_versions() -> dict[str, str]:
    """Return the sources of which two or more versions are on disk: id -> id and title."""
    if current().trouble:  # the folder cannot be used, and the page says so
        return {}
    titles = dict(zip(current().facts.sources["source_id"], current().facts.sources["title"], strict=True))
    kept = vintages.snapshots(data_dir())
    return {
        each: f"{each} {titles.get(each, '')}".strip() for each, versions in kept.items() if len(versions) > 1
    }


# five megabytes a table of which every figure changed
@memory.of_build
@st.cache_resource(max_entries=3, show_spinner="De twee versies worden vergeleken ...")
def changes(source_id: str, stamps: tuple[str, ...]) -> changes_of.Changes:  # noqa: ARG001 - part of the key
    """Return what changed between the two newest versions of a source; raises LoaderError."""
    return changes_of.compare(data_dir(), source_id)


@memory.of_build
@st.cache_resource(max_entries=20, show_spinner="De versies worden vergeleken ...")
def revisions(source_id: str, stamps: tuple[str, ...]) -> pd.DataFrame:  # noqa: ARG001 - part of the key
    """Return how a source was revised from version to version (loaders.snapshots.changes.REVISIONS)."""
    return changes_of.revisions(data_dir(), source_id)


def stamps(source_id: str) -> tuple[str, ...]:
    """Return the moments of the versions of a source, newest first."""
    return tuple(each.stamp for each in vintages.snapshots(data_dir()).get(source_id, []))


def refresh_progress() -> Progress | None:
    """Return how far the refresh is, or how the last one ended; None where there never was one."""
    return progress.read(data_dir())


def goes_on() -> bool:
    """Say whether a refresh that was stopped or broke off left something to go on with."""
    return bool(progress.begun(data_dir()))


def stop_refresh() -> None:
    """Ask the refresh that runs to stop: what is in stays."""
    progress.stop(data_dir())


@st.cache_resource(max_entries=1, show_spinner=False)
def work() -> Estimate:
    """Return what a first refresh takes."""
    return estimate.of(register.sources())


def start_refresh() -> None:
    """Start a refresh as a process of its own: it goes on when the visitor leaves, and a lock keeps it alone.

    `EIGENWIJZER_FEED`, `EIGENWIJZER_IV3_FEED` and `EIGENWIJZER_BOUNDARIES` stand in for the real services
    (trials and tests).
    """
    command = [sys.executable, "-m", "loaders", "refresh", "--data", str(data_dir())]
    for option, name in (
        ("--feed", "EIGENWIJZER_FEED"),
        ("--iv3-feed", "EIGENWIJZER_IV3_FEED"),
        ("--boundaries", "EIGENWIJZER_BOUNDARIES"),
    ):
        if os.environ.get(name):
            command += [option, os.environ[name]]
    data_dir().mkdir(parents=True, exist_ok=True)
    with (data_dir() / "refresh.log").open("ab") as log:
        subprocess.Popen(command, cwd=PROJECT, stdout=log, stderr=log, start_new_session=True)  # noqa: S603 - own command
