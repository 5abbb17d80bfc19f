"""What a page works with: the build, the choices in the address, its places, and the choosers that pages share.

State lives in the address as codes: a chooser writes there and reads from there, so that a link, Back and reload give
the same page.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import NoReturn

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from metrics.build import Build
from metrics.facts import Facts
from metrics.records import Records
from pages.ui.documents.provenance import GroupTold
from pages.ui.parts import notices
from pages.ui.site import builds, menu
from pages.ui.site import version as figures
from pages.ui.site.finding import finder as finding
from pages.ui.site.finding.finder import Finder
from pages.ui.site.head import CHOICES, Head
from pages.ui.site.serving import publisher
from pages.ui.site.visiting import address, keyed, links, selection, visit
from pages.ui.site.visiting.held import Held
from pages.ui.site.visiting.selection import GEMEENTE, VERSION, Selection

# Choosing a gemeente in the menu stays on a page that is about one.
ABOUT_A_GEMEENTE = frozenset(
    {
        "gemeente",
        "vergelijking",
        "kosten",
        "gebruik",
        "inkomen",
        "referentiegroep",
        "kaart",
        "regio",
        "gesprek",
        "methode",
        "nieuws",
        "portretten",
        "naast",
        "samenwerken",
        "zelfevaluatie",
    }  # fmt: skip
)
ICON = "🧭"  # of every page, in the tab of a browser
REPORT_FIVE = ("GM0150", "GM0344", "GM0297", "GM1894", "GM1674")


@dataclass(frozen=True)
class Page:
    """What a page works with: the build, the records and the choices in the address."""

    name: str
    held: Held
    records: Records
    selection: Selection
    top: DeltaGenerator  # above everything: notices stand here, also those of a chooser that is folded away
    head: Head
    taken: dict[str, str] = field(default_factory=dict)  # every choice drawn so far, also the ordinary ones
    compared: list[GroupTold] = field(
        default_factory=list
    )  # with whom, as the choosers made it: the last counts
    noticed: set[str] = field(default_factory=set)  # what was said of the address

    @property
    def shown(self) -> builds.VersionShown:
        """Which version of the figures is on screen, and why that one."""
        return self.held.shown

    @property
    def loaded(self) -> builds.Loaded:
        """The build on screen, with the own figures of the session."""
        return self.held.loaded

    @property
    def build(self) -> Build:
        """The build on screen, with everything that follows from it."""
        return self.loaded.build

    @property
    def facts(self) -> Facts:
        """The facts of the build on screen."""
        return self.loaded.facts

    @property
    def is_older(self) -> bool:
        """Say whether an older version of the figures is on screen: what it lacks may well be loaded now."""
        return self.held.answer == "older"

    def name_of(self, code: str) -> str:
        """Name of a region as people say it; the code where the build does not know it."""
        return self.loaded.names.get(code, code)

    def message(self, key: str, **values: object) -> str:
        """Text of data/messages.toml with its placeholders filled."""
        return notices.message(self.records, key, **values)

    def notice(self, key: str, **values: object) -> None:
        """Say above the page, once, what of the address it cannot use."""
        text = self.message(key, **values)
        if text not in self.noticed:
            self.noticed.add(text)
            self.top.html(notices.box(text))

    @property
    def address(self) -> dict[str, str]:
        """What of the address goes along into another one: what is ours, and the version where the page shows that.

        A version that is not there does not go along: the page that follows would say so again.
        """
        return {**self.selection.address, **self.kept_version}

    @property
    def kept_version(self) -> dict[str, str]:
        """The version as a parameter for links: where the address asks for one and the page really shows it."""
        asked = self.selection.version
        return {VERSION: asked} if asked and self.held.answer in ("newest", "older") else {}

    def url(self, page_name: str | None = None, **changes: str) -> str:
        """Address of a page with the present choices, changed where asked; relative to the own server.

        To another page only what belongs to the visit goes along.
        """
        own = page_name is None or page_name == self.name
        params = {**self.address, **changes} if own else self.visit(**changes)
        return address.relative(page_name or self.name, params)

    def visit(self, **changes: str) -> dict[str, str]:
        """Return what every link to a page takes along of this visit (`visiting.visit`), changed where asked."""
        return visit.carried(self.selection, {**self.kept_version, **changes})

    def share_url(self, choices: Mapping[str, str] | None = None) -> str:
        """Full address that gives this page with these choices and names the version of the figures.

        Every choice drawn so far is in it, also the ordinary ones: those may be others later. `choices`: more of
        them.
        """
        # while a first refresh is under way there is no version to point at
        version = {VERSION: self.facts.data_version} if self.facts.data_version else {}
        params = {**visit.shared(self.selection, {**(choices or {}), **self.taken}), **version}
        return address.full(self.name, params)

    @property
    def place(self) -> publisher.ReportedPlace:
        """What somebody who reports a fault is looking at."""
        figure = self.records.indicators.get(self.taken.get("fig", ""))
        return publisher.ReportedPlace(
            page=menu.entry(self.name).label,
            link=self.share_url(),
            version=figures.named(self.facts),
            gemeente=self.name_of(self.selection.gemeente) if self.selection.gemeente else "",
            figure=figure.title if figure else "",
        )

    def html(self, body: str) -> None:
        """Draw HTML that is made by `notices`, `blocks` or `tables_html`: escaped by htpy there."""
        st.html(body)

    def title(self, title: str, subtitle: str = "") -> None:
        """Draw the page's heading: a title that says what the page shows, and a line beneath."""
        self.heading(notices.heading(title, subtitle, self.on_paper))

    def heading(self, body: str) -> None:
        """Draw a heading that a page makes itself; `body`: HTML as of `html`, with the one h1."""
        self.head.answer.html(body)
        self.head.has_title = True

    @property
    def on_paper(self) -> str:
        """Which page this is and of which gemeente, as it stands at the top of a printed one."""
        about = [self.name_of(self.selection.gemeente)] if self.selection.gemeente else []
        return " · ".join(["Eigenwijzer", menu.entry(self.name).label, *about])

    @property
    def answer(self) -> DeltaGenerator:
        """The place of what a page answers first, above the choices: `with page.answer:`."""
        return self.head.answer

    def choices(self, label: str = CHOICES) -> DeltaGenerator:
        """Return the place of all choices but the gemeente, behind one button: `with page.choices():`."""
        return self.head.choices(label)

    def row(self, key: str) -> DeltaGenerator:
        """Return a place for choosers beside each other: `with page.row("jaren"):`."""
        return st.container(horizontal=True, key=key)

    def gemeente(self, label: str = "Gemeente") -> str:
        """Draw the chooser of a gemeente and return the code; without one, say what to do and stop the page."""
        chosen = self.selection.gemeente
        finder = self.finder(self.name)
        options = finder.search.gemeenten
        place = list(options).index(chosen) if chosen in options else None
        keyed.draw(
            self.head.who.selectbox,
            f"_{self.name}_{GEMEENTE}",
            chosen,
            finder.choose,
            start={"index": place},
            label=label,
            options=list(options),
            # only a chooser that starts empty can be emptied: Escape leaves a chosen gemeente alone
            index=None if place is None else 0,
            placeholder=finding.PLACEHOLDER,
            **finding.typing(options),
        )
        with self.top:
            finder.answer_typed()
        if chosen is None:
            self.stop(self.empty_without_gemeente)
        self.taken[GEMEENTE] = chosen
        return chosen

    def finder(self, stay: str = "gemeente") -> Finder:
        """Return the search as it works from here: the visit goes along, a gemeente opens on page `stay`."""
        own = self.address if stay == self.name else {}
        return Finder(self.held, self.records, self.visit(), stay, own, is_older=self.is_older)

    def stop(self, last: Callable[[], None] = lambda: None) -> NoReturn:
        """End the page with `last`, drawn under what stands (not inside a row of choosers), and the footer."""
        raise Ended(last)

    def empty_without_gemeente(self) -> None:
        """Say what the page is for and that a gemeente must be chosen; offer the five where nothing is offered yet."""
        entry = menu.entry(self.name)
        self.title(entry.label, entry.purpose)
        if self._offered:
            st.html(notices.box("Kies eerst een gemeente: een van die hierboven, of typ een naam."))
            return
        st.html(
            notices.box("Kies eerst een gemeente. U kunt een naam typen, of beginnen met een van deze vijf.")
        )
        self._offer(REPORT_FIVE, self.name, st.container(horizontal=True, key="keuze"))

    def offer_meant(self) -> None:
        """Offer what a gemeente in the address may mean: where a divided one went, or names that resemble it."""
        offered = self._offered
        if offered:
            stay = self.name if self.name in ABOUT_A_GEMEENTE else "gemeente"
            self._offer(offered, stay, self.top.container(horizontal=True, key="keuze"))

    @property
    def _offered(self) -> tuple[str, ...]:
        answer = self.build.names.resolve(st.query_params.get(GEMEENTE, ""))
        return answer.parts or answer.suggestions

    def _offer(self, codes: Iterable[str], stay: str, place: DeltaGenerator) -> None:
        kept = self.address if stay == self.name else self.visit()
        for code in codes:
            links.draw(stay, self.name_of(code), {**kept, GEMEENTE: code}, place)

    def choose(
        self,
        param: str,
        label: str,
        options: Mapping[str, str],
        default: str | None = None,
        *,
        as_buttons: bool = False,
    ) -> str:
        """Draw a choice that lives in the address under `param` as a code; return the code chosen.

        A code in the address that is not among the options gives the default and a visible notice.
        """
        selection.must_be_ours(param)
        first = default if default is not None else next(iter(options))
        code, known = selection.choice(self.selection.params.get(param), options, first)
        if not known:
            self.notice("K5")
        self.taken[param] = code
        keyed.draw(
            partial(st.segmented_control, required=True) if as_buttons else st.selectbox,
            f"_{self.name}_{param}",
            code,
            partial(_write_param, param),
            start={"default": code} if as_buttons else {"index": list(options).index(code)},
            label=label,
            options=list(options),
            format_func=options.__getitem__,
        )
        return code

    def choose_many(
        self,
        param: str,
        label: str,
        options: Mapping[str, str],
        default: tuple[str, ...] = (),
        most: int | None = None,
    ) -> tuple[str, ...]:
        """Draw a choice of several that lives in the address as codes with commas; return the codes chosen.

        `most`: no more than so many; further ones of an address are left out with a notice.
        """
        selection.must_be_ours(param)
        asked = self.selection.params.get(param)
        wanted = tuple(asked.split(",")) if asked else default
        codes = [code for code in dict.fromkeys(wanted) if code in options][:most]
        if len(codes) < len(set(wanted)):
            self.notice("K5")
        if codes:
            self.taken[param] = ",".join(codes)
        keyed.draw(
            st.multiselect,
            f"_{self.name}_{param}",
            codes,
            partial(_write_param, param),
            start={"default": codes},
            label=label,
            options=list(options),
            format_func=lambda option: options[option],
            placeholder="Kies een of meer",
            max_selections=most,
        )
        return tuple(codes)


def _write_param(param: str, key: str) -> None:
    """Copy a widget's value to the address (the callback runs before the page does)."""
    value = st.session_state[key]
    if isinstance(value, list | tuple):
        value = ",".join(value)
    if value in (None, ""):
        st.query_params.pop(param, None)
    else:
        st.query_params[param] = str(value)


class Ended(Exception):  # noqa: N818 - not an error: a page that has said all there is to say
    """A page stopped itself; `last` says what there is to do."""

    def __init__(self, last: Callable[[], None]) -> None:
        super().__init__()
        self.last = last
