"""What was saved on this installation, in files of the data folder that people may edit: groups, figures, notes."""

import logging
from pathlib import Path

import streamlit as st

from loaders.errors import DataFileError, Said
from loaders.files import own, own_group, own_groups, own_notes
from loaders.files.own_groups import OwnGroups
from loaders.files.own_notes import OwnNotes
from metrics.notes import FigureNote
from metrics.records import ReferenceGroup
from pages.ui.site.builds import Loaded, data_dir
from pages.ui.site.public import is_public, shows_groups, shows_notes

LOG = logging.getLogger("eigenwijzer")


def saved_groups(loaded: Loaded) -> OwnGroups:
    """Return the groups that can be asked for by name, and what is wrong with others.

    Those that ship for everybody, then those saved on this installation; a public site shows none of these.
    """
    for_everybody = loaded.build.groups.for_everybody
    if not shows_groups():
        return OwnGroups(for_everybody)
    found = own_groups.read(data_dir(), loaded.build.names, for_everybody)
    for problem in found.problems:
        _logged(str(problem))
    return found


def can_change(group: ReferenceGroup) -> bool:
    """Say whether a group stands in this installation's file: one that ships for everybody is not changed here."""
    return group.source == own_group.SOURCE


def code_of_group(name: str) -> str:
    """Return the code under which a group of this name is saved."""
    return own_group.code_of(name)


def save_group(loaded: Loaded, group: ReferenceGroup, instead_of: str = "") -> Path:
    """Add a group to the installation's file, or put it in place of one.

    Raises DataFileError where it is not right, and on a public site always.
    """
    _must_be_private(own_groups.GROUPS)
    if instead_of:
        return own_groups.change(data_dir(), instead_of, group, loaded.build.names)
    taken = {each.code for each in loaded.build.groups.for_everybody}
    return own_groups.save(data_dir(), group, loaded.build.names, taken)


def remove_group(code: str) -> Path:
    """Take a saved group away and return the file with how it was before; raises DataFileError as `save_group` does."""
    _must_be_private(own_groups.GROUPS)
    return own_groups.remove(data_dir(), code).with_name(own_groups.BEFORE)


@st.cache_resource(max_entries=100, show_spinner=False)
def _logged(problem: str) -> None:
    """Put in the log, once, what is wrong with a file that people type."""
    LOG.warning("What was saved here is left out: %s", problem)


def notes() -> OwnNotes:
    """Return the notes written on this installation and what is wrong with other lines; a public site shows none."""
    if not shows_notes():
        return OwnNotes()
    found = own_notes.read(data_dir())
    for problem in found.problems:
        _logged(str(problem))
    return found


def save_note(note: FigureNote) -> None:
    """Add a note; raises DataFileError where it cannot be kept, and on a public site always."""
    _must_be_private(own_notes.NOTES)
    own_notes.add(data_dir(), note)


def remove_note(code: str) -> None:
    """Take a note away; raises DataFileError where it is not there (any more), and on a public site always."""
    _must_be_private(own_notes.NOTES)
    own_notes.remove(data_dir(), code)


def _must_be_private(file: str) -> None:
    if is_public():
        raise DataFileError(
            file,
            Said("op deze site kunt u niets bewaren.", "nothing can be kept on this site"),
            Said("Gebruik een eigen installatie.", "use an installation of your own"),
        )


def own_figures_file() -> bytes | None:
    """Return the figures that were saved on purpose, in the shape of the template; None: none, as on a public site."""
    return None if is_public() else own.figures(data_dir())


def save_own_figures(text: str) -> Path:
    """Save own figures in the analyst's file, in place of those saved before; raises DataFileError on a public site."""
    _must_be_private(own.FIGURES)
    return own.save_figures(data_dir(), text)
