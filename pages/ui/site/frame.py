"""The frame around every page: menu, address, notices, known errors in Dutch, footer.

A page is `with frame.page("kosten") as page:` and tells its story inside. State lives in the address as
codes: the choosers here write there and read from there, so that a link, Back and reload give the same page.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, NoReturn
from urllib.parse import urlencode

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from metrics import dutch
from metrics.build import Build
from metrics.facts import Facts
from metrics.records import Records
from pages.ui.parts import notices
from pages.ui.site import builds, menu, selection
from pages.ui.site.head import CHOICES, Head, head
from pages.ui.site.selection import GEMEENTE, VERSION, Selection

# Choosing a gemeente in the menu stays on a page that is about one.
_ABOUT_A_GEMEENTE = frozenset(
    {"gemeente", "vergelijking", "kosten", "gebruik", "inkomen", "referentiegroep", "kaart"}
)
REPORT_FIVE = ("GM0150", "GM0344", "GM0297", "GM1894", "GM1674")


@dataclass(frozen=True)
class Page:
    """What a page works with: the build, the records and the choices in the address."""

    name: str
    loaded: builds.Loaded
    records: Records
    selection: Selection
    top: DeltaGenerator  # above everything: notices stand here, also those of a chooser that is folded away
    head: Head

    @property
    def build(self) -> Build:
        """The build on screen, with everything that follows from it."""
        return self.loaded.build

    @property
    def facts(self) -> Facts:
        """The facts of the build on screen."""
        return self.loaded.facts

    def name_of(self, code: str) -> str:
        """Name of a region as people say it; the code where the build does not know it."""
        return self.loaded.names.get(code, code)

    def message(self, key: str, **values: object) -> str:
        """Text of data/messages.toml with its placeholders filled."""
        return notices.message(self.records, key, **values)

    def url(self, page_name: str | None = None, **changes: str) -> str:
        """Address of a page with the present choices, changed where asked; relative to the own server."""
        params = {**st.query_params.to_dict(), **changes}
        path = menu.entry(page_name or self.name).path
        return f"{path}?{urlencode(params)}" if params else path

    def share_url(self, choices: Mapping[str, str] | None = None) -> str:
        """Full address that gives this page with these choices and names the version of the figures.

        `choices`: those that stand in no address because they are the ordinary ones.
        """
        base = st.context.url or ""
        # while a first refresh is under way there is no version to point at
        version = {VERSION: self.facts.data_version} if self.facts.data_version else {}
        params = {**(choices or {}), **st.query_params.to_dict(), **version}
        return f"{base.split('?')[0]}?{urlencode(params)}"

    def html(self, body: str) -> None:
        """Draw HTML that is made by `notices`, `blocks` or `tables_html`: escaped by htpy there."""
        st.html(body)

    def title(self, title: str, subtitle: str = "") -> None:
        """Draw the page's heading: a title that says what the page shows, and a line beneath."""
        self.head.answer.html(notices.heading(title, subtitle))

    @property
    def answer(self) -> DeltaGenerator:
        """The place of what a page answers first, above the choices: `with page.answer:`."""
        return self.head.answer

    def choices(self, label: str = CHOICES) -> DeltaGenerator:
        """Return the place of all choices but the gemeente, behind one button: `with page.choices():`."""
        return self.head.choices(label)

    def gemeente(self, label: str = "Gemeente") -> str:
        """Draw the chooser of a gemeente and return the code; without one, say what to do and stop the page."""
        options = list(self.loaded.gemeenten)
        chosen = self.selection.gemeente
        key = f"_{self.name}_{GEMEENTE}"
        # Two keys: the address is the truth, the widget is set from it and writes back to it.
        st.session_state[key] = chosen if chosen in self.loaded.gemeenten else None
        self.head.who.selectbox(
            label,
            options,
            index=None,
            key=key,
            format_func=lambda code: self.loaded.gemeenten[code],
            placeholder="Kies of typ een naam",
            on_change=_write_param,
            args=(GEMEENTE, key),
        )
        if chosen is None:
            self.stop(self.empty_without_gemeente)
        return chosen

    def stop(self, last: Callable[[], None] = lambda: None) -> NoReturn:
        """End the page with `last`, drawn under what stands (not inside a row of choosers), and the footer."""
        raise _Ended(last)

    def empty_without_gemeente(self) -> None:
        """Say that a gemeente must be chosen, and offer the five of the report."""
        st.html(
            notices.box("Kies eerst een gemeente. U kunt een naam typen, of beginnen met een van deze vijf.")
        )
        with st.container(horizontal=True, key="keuze"):
            for code in REPORT_FIVE:
                st.page_link(
                    menu.entry(self.name).script,
                    label=self.name_of(code),
                    query_params={**st.query_params.to_dict(), GEMEENTE: code},
                )

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
        first = default if default is not None else next(iter(options))
        code, known = selection.choice(self.selection.params.get(param), options, first)
        if not known:
            self.top.html(notices.box(self.message("K5")))
        key = f"_{self.name}_{param}"
        st.session_state[key] = code
        shown: dict[str, Any] = {
            "key": key,
            "format_func": options.__getitem__,
            "on_change": _write_param,
            "args": (param, key),
        }
        if as_buttons:
            st.segmented_control(label, list(options), required=True, **shown)
        else:
            st.selectbox(label, list(options), **shown)
        return code

    def choose_many(
        self, param: str, label: str, options: Mapping[str, str], default: tuple[str, ...] = ()
    ) -> tuple[str, ...]:
        """Draw a choice of several that lives in the address as codes with commas; return the codes chosen."""
        asked = self.selection.params.get(param)
        wanted = tuple(asked.split(",")) if asked else default
        codes = [code for code in dict.fromkeys(wanted) if code in options]
        if len(codes) < len(set(wanted)):
            self.top.html(notices.box(self.message("K5")))
        key = f"_{self.name}_{param}"
        st.session_state[key] = codes
        st.multiselect(
            label,
            list(options),
            key=key,
            format_func=lambda option: options[option],
            placeholder="Kies een of meer",
            on_change=_write_param,
            args=(param, key),
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


@contextmanager
def page(name: str) -> Iterator[Page]:
    """Draw the frame of page `name` around what the page draws itself.

    Known errors (a corrupt file, no build, a comparison that cannot be made) become a Dutch message here and
    nowhere else; unknown ones go to the server's handler, which logs them under an id.
    """
    entry = menu.entry(name)
    st.set_page_config(page_title=f"{entry.label} · Eigenwijzer", layout="wide", page_icon="🧭")
    try:
        loaded, records = builds.current(), builds.records()
    except builds.KNOWN_ERRORS as error:
        st.html(notices.brand())
        st.html(notices.heading("Eigenwijzer kan de cijfers nu niet tonen"))
        st.html(notices.box(error.message_nl, kind="fout"))
        st.stop()
    chosen = selection.parse(st.query_params.to_dict(), loaded.build.names)
    top = st.container(key="boven")
    top.html(notices.brand_on_top())
    opened = Page(name, loaded, records, chosen, top, head(name))
    _menu(opened)
    for notice in chosen.notices:
        opened.top.html(notices.box(opened.message(notice.key, **notice.values)))
    _version_notice(opened)
    try:
        yield opened
    except _Ended as ended:
        ended.last()
    except builds.KNOWN_ERRORS as error:
        st.html(notices.box(error.message_nl, kind="fout"))
    _footer(opened)


class _Ended(Exception):  # noqa: N818 - not an error: a page that has said all there is to say
    """A page stopped itself; `last` says what there is to do."""

    def __init__(self, last: Callable[[], None]) -> None:
        super().__init__()
        self.last = last


def _menu(opened: Page) -> None:
    query = {GEMEENTE: opened.selection.gemeente} if opened.selection.gemeente else {}
    with st.sidebar, st.container(key="menu", gap="small"):
        st.html(notices.brand())
        _search_box(opened, query)
        st.page_link(menu.HOME_ENTRY.script, label=menu.HOME_ENTRY.label, query_params=query)
        for group in menu.groups():
            here = any(entry.name == opened.name for entry in group.entries)
            with st.expander(group.label, expanded=group.is_open or here):
                for entry in group.entries:
                    st.page_link(entry.script, label=entry.label, query_params=query)


def _search_box(opened: Page, query: Mapping[str, str]) -> None:
    """One field for gemeenten, pages and terms; a choice goes there at once."""
    targets = {
        **{f"g:{code}": name for code, name in opened.loaded.gemeenten.items()},
        **{f"p:{entry.name}": entry.label for entry in menu.entries()},
        **{f"b:{term.term}": f"{term.term} (begrip)" for term in opened.records.terms},
    }
    key = f"_{opened.name}_zoek"
    found = st.selectbox(
        "Zoek een gemeente, pagina of begrip",
        list(targets),
        index=None,
        key=key,
        format_func=lambda target: targets[target],
        placeholder="Zoek gemeente, pagina of begrip",
        label_visibility="collapsed",
    )
    if not found:
        return
    del st.session_state[key]
    kind, _, value = found.partition(":")
    if kind == "g":
        stay = opened.name if opened.name in _ABOUT_A_GEMEENTE else "gemeente"
        st.switch_page(menu.entry(stay).script, query_params={GEMEENTE: value})
    elif kind == "p":
        st.switch_page(menu.entry(value).script, query_params=query)
    st.switch_page("pages/begrippen.py", query_params={**query, "zoek": value})


def _version_notice(opened: Page) -> None:
    asked = opened.selection.version
    if asked and asked != opened.facts.data_version:
        st.html(notices.box(opened.message("K4", datum=_built_on(opened), datum_nu=_built_on(opened))))


def _built_on(opened: Page) -> str:
    return dutch.date_nl(opened.facts.built_at) if opened.facts.built_at else "onbekende datum"


def _footer(opened: Page) -> None:
    query = {GEMEENTE: opened.selection.gemeente} if opened.selection.gemeente else {}
    following = menu.following(opened.name)
    with st.container(key="voet"):
        if following is not None:
            st.page_link(following.script, label=f"Volgende: {following.label}", query_params=query)
        loaded_on = builds.loaded_on(opened.facts)
        version = (
            f"CBS-cijfers geladen op {dutch.date_nl(loaded_on)}"
            + ("" if opened.facts.data_version else "; nog niet alles is geladen")
            if loaded_on
            else "cijfers uit het rapport van 2021; CBS-cijfers nog niet geladen"
        )
        st.html(notices.footer(version, opened.facts.data_version))
        with st.container(horizontal=True):
            st.page_link("pages/over.py", label="Over Eigenwijzer")
            for anchor, label in (
                ("toegankelijkheid", "Toegankelijkheid"),
                ("privacy", "Privacy"),
                ("fout", "Meld een fout"),
            ):
                st.page_link("pages/over.py", label=label, query_params={"deel": anchor})
