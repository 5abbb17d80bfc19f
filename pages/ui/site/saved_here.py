"""What was saved on this installation: groups and own figures, in files of the data folder that people may edit."""

import logging
from pathlib import Path

import streamlit as st

from loaders.files import own, own_groups
from loaders.files.own_groups import OwnGroups
from metrics.records import ReferenceGroup
from pages.ui.site.builds import Loaded, data_dir, is_public

LOG = logging.getLogger("eigenwijzer")


def saved_groups(loaded: Loaded) -> OwnGroups:
    """Return the groups that can be asked for by name, and what is wrong with others.

    Those that ship for everybody, then those saved on this installation; of these a public site has none.
    """
    for_everybody = loaded.build.groups.for_everybody
    if is_public():
        return OwnGroups(for_everybody)
    found = own_groups.read(data_dir(), loaded.build.names, for_everybody)
    for problem in found.problems:
        _logged(str(problem))
    return found


def can_change(group: ReferenceGroup) -> bool:
    """Say whether a group stands in this installation's file: one that ships for everybody is not changed here."""
    return group.source == own_groups.SOURCE


def code_of_group(name: str) -> str:
    """Return the code under which a group of this name is saved."""
    return own_groups.code_of(name)


def save_group(loaded: Loaded, group: ReferenceGroup, instead_of: str = "") -> Path:
    """Add a group to the installation's file, or put it in place of one; raises DataFileError where it is not right."""
    if instead_of:
        return own_groups.change(data_dir(), instead_of, group, loaded.build.names)
    taken = {each.code for each in loaded.build.groups.for_everybody}
    return own_groups.save(data_dir(), group, loaded.build.names, taken)


def remove_group(code: str) -> Path:
    """Take a saved group away and return the file with how it was before; raises DataFileError."""
    return own_groups.remove(data_dir(), code).with_name(own_groups.BEFORE)


@st.cache_resource(max_entries=100, show_spinner=False)
def _logged(problem: str) -> None:
    """Put in the log, once, what is wrong with a file that people type."""
    LOG.warning("A saved group is left out: %s", problem)


def own_figures_file() -> bytes | None:
    """Return the figures that were saved on purpose, in the shape of the template; None: none."""
    return own.figures(data_dir())


def save_own_figures(text: str) -> Path:
    """Save own figures in the analyst's file, in place of those saved before."""
    return own.save_figures(data_dir(), text)
