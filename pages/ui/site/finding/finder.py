"""The search as visitors meet it: a field that offers names while one types, and what it says and links to.

Streamlit matches labels in the browser; a text that is no label comes to Python on Enter (`accept_new_options`)
and goes to `search`.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import streamlit as st

from metrics.records import Records
from pages.ui.parts import notices
from pages.ui.site import menu
from pages.ui.site.finding.search import Kind, Search, Target, regions_of, shown
from pages.ui.site.visiting import keyed, links
from pages.ui.site.visiting.held import Held
from pages.ui.site.visiting.selection import GEMEENTE, SEARCH, WHERE

PLACEHOLDER = "Kies of typ een naam"
_TYPED = "_getypt"
_LISTED: Mapping[Kind, str] = {
    "begrip": "begrippen",
    "hulpmiddel": "bronnen",
}  # kind -> the page that lists them


@dataclass(frozen=True)
class Way:
    """Where a hit leads: a page and the query of its address."""

    page: str
    query: Mapping[str, str]


@dataclass(frozen=True)
class Finder:
    """The search as it works from one page: the visit (`query`) goes along with a hit.

    A gemeente opens on page `stay`; `own` are the parameters of that page where it is the one that asks.
    """

    held: Held
    records: Records
    query: Mapping[str, str]
    stay: str
    own: Mapping[str, str] = field(default_factory=dict)
    is_older: bool = False  # an older version of the figures is on screen

    @property
    def search(self) -> Search:
        """Everything that can be found in this build."""
        loaded = self.held.nearest

        def made() -> Search:
            facts = loaded.facts
            return Search(
                loaded.build.names,
                regions_of(facts.regions, facts.memberships),
                {entry.name: entry.label for entry in menu.entries()},
                [term.term for term in self.records.terms],
                [system.name for system in self.records.systems],
                {entry.name: entry.words for entry in menu.entries()},
            )

        return loaded.kept("search", made)

    def way(self, target: Target) -> Way:
        """Return where a hit leads: a gemeente to a page about it, a region to the map, what is listed to its list."""
        if target.kind == "gemeente":
            return Way(self.stay, {**self.own, **self.query, GEMEENTE: target.value})
        if target.kind == "gebied":
            return Way("kaart", {**self.query, WHERE: target.value})
        if target.kind in _LISTED:
            return Way(_LISTED[target.kind], {**self.query, SEARCH: target.value})
        return Way(target.value, self.query)

    def nothing(self, typed: str) -> list[str]:
        """Say that nothing fits a text, and what is not loaded; of an older version that says nothing."""
        said = [notices.message(self.records, "K6", tekst=shown(typed))]
        if self.held.nearest.build.has_cbs or self.is_older:
            return said
        return [*said, notices.message(self.records, "L1")]

    def choose(self, key: str) -> None:
        """Write the choice in a chooser of a gemeente to the address (its callback).

        What was typed and names no single gemeente is kept for this run alone: it never goes to the address.
        """
        value = st.session_state[key] or ""
        target = self.search.gemeenten.get(value) or self.search.direct(value)
        if target is not None and target.kind == "gemeente":
            st.query_params[GEMEENTE] = target.value
        elif value:
            st.session_state[_TYPED] = value

    def field(self, label: str, key: str, placeholder: str, *, labelled: bool) -> None:
        """Draw a field over everything; a choice, or Enter on one hit, goes there at once."""
        options = self.search.targets
        found = st.selectbox(
            label,
            list(options),
            index=None,
            key=key,
            placeholder=placeholder,
            label_visibility="visible" if labelled else "collapsed",
            **typing(options),
        )
        if not found:
            return
        target = options.get(found) or self.search.direct(found)
        if target is None:
            self.say(found, key)
            return
        del st.session_state[key]
        self.open(target)

    def open(self, target: Target) -> None:
        """Go where a hit leads; ends the run."""
        way = self.way(target)
        keyed.settle()  # what other choosers of a lost session still hold is no choice
        st.switch_page(menu.entry(way.page).script, query_params=dict(way.query))

    def say(self, typed: str, key: str) -> None:
        """Draw what a text that leads to no single thing may mean, each as a link."""
        hits = self.search.hits(typed)
        told = self.search.told(typed)
        with st.container(key=f"gevonden{key}", gap="xsmall"):
            for text in (told,) if told else self.nothing(typed):
                st.html(notices.box(text, kind="uitleg"))
            self.links(hits)

    def links(self, targets: Iterable[Target]) -> None:
        """Draw hits as links."""
        for target in targets:
            way = self.way(target)
            links.draw(way.page, target.label, way.query)

    def answer_typed(self) -> None:
        """Do what was typed in a chooser, once: open the one hit, or say what it may mean."""
        typed = st.session_state.pop(_TYPED, "")
        if not typed:
            return
        target = self.search.direct(typed)
        if target is None:
            self.say(typed, "_keuze")
        else:
            self.open(target)


def typing(options: Mapping[str, Target]) -> dict[str, Any]:
    """Return how a chooser of these options is drawn, so that what is typed comes to Python on Enter."""
    return {
        "format_func": lambda key: options[key].label if key in options else key,
        "accept_new_options": True,
    }
