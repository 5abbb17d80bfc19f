"""The quiet line above a page: with whom is compared and where to change that, and what of the visit it cannot use."""

from collections.abc import Mapping
from dataclasses import replace

import htpy as h
import streamlit as st

from metrics.comparing.reading import Readings
from metrics.groups.make import KINDS
from pages.ui.site.page import Page
from pages.ui.site.visiting import links, visit
from pages.ui.site.visiting.selection import KIND, PERIOD, REPORT, SAVED, SOURCE, YEAR

CHOOSES = "referentiegroep"


def compared_with(page: Page, who: str, kind: str, saved: str = "") -> None:
    """Draw with whom the page compares; 'wijzig' leads to where that is chosen, with the present choices.

    `who`: as it stands after 'met'. `kind`: of the group on screen, empty where the link should not name one; `saved`:
    the code of a saved one.
    """
    chosen = {**({KIND: kind} if kind else {}), **({SAVED: saved} if saved else {})}
    row = page.head.quiet.container(key="met_wie", horizontal=True, vertical_alignment="center", gap="small")
    row.html(text(f"U vergelijkt met {who}"), width="content")  # the style ends it: a colon, on paper a dot
    links.draw(CHOOSES, "wijzig", page.visit(**chosen), row)


def said(page: Page, *lines: str) -> None:
    """Draw in a line each what the page cannot use of the visit; nothing for an empty one."""
    for line in filter(None, lines):
        page.head.quiet.html(text(line))


def said_of_own(page: Page, line: str) -> None:
    """Draw that own figures count on this page, and where to change that; nothing for an empty line."""
    if not line:
        return
    with page.head.quiet.container(
        key="eigen_opgave", horizontal=True, vertical_alignment="center", gap="small"
    ):
        st.html(text(line), width="content")
        if page.name != CHOOSES:
            links.draw(CHOOSES, "wijzig", page.visit())


def text(line: str) -> str:
    """Return a quiet line."""
    return str(h.p(".ew-bezoek")[line])


def choose(
    page: Page,
    param: str,
    label: str,
    options: Mapping[str, str],
    default: str,
    *,
    instead: str = "",
    line: str = "",
) -> str:
    """Draw a choice of the visit. One that this page does not have gives `instead` (empty: the default) and a line.

    A value that another page of ours put in the address is no mistake: no notice says that the link is wrong.
    """
    asked = page.selection.params.get(param)
    if asked is None or asked in options:
        return page.choose(param, label, options, default)
    said(page, line)
    return without(page, param).choose(param, label, options, instead or default)


def choose_kind(page: Page, own: str, kinds: Mapping[str, str], ordinary: str) -> str:
    """Draw the chooser of a kind of group; a kind that this gemeente does not have gives its ordinary one, said."""
    return choose(page, KIND, "Vergelijk met", kinds, ordinary, line=_other_kind(page, own, kinds[ordinary]))


def _other_kind(page: Page, own: str, shown: str) -> str:
    if page.selection.group.kind == "saved":
        return visit.gone_group(page.selection.group.name or "zonder naam", shown)
    wanted = KINDS.get(page.selection.group.kind or "", ("",))[0]
    return visit.other_group(page.name_of(own), wanted, shown)


def choose_year(page: Page, own: str, years: Mapping[str, str], default: str, label: str = "Jaar") -> str:
    """Draw the chooser of the visit's year; where the page has no such year the nearest there is, which is said."""
    asked = visit.year(page.selection)
    if not asked or asked in years:
        return page.choose(YEAR, label, years, asked or default)
    near = visit.nearest(asked, years)
    said(page, visit.other_year(page.name_of(own) if own else "", asked, years[near]))
    return without(page, YEAR).choose(YEAR, label, years, near)


def choose_period(
    page: Page, own: str, indicator: str, periods: Mapping[str, str], readings: Readings
) -> str:
    """Draw the chooser of a figure's period: for a figure of years that is the visit's year, else the page's own.

    In: `own` '' where no gemeente was chosen; `periods` newest first. Opens on the newest of the gemeente, else of all.
    """
    mine = [each for each in periods if own and each in visit.official(readings, own, indicator)]
    newest = mine[0] if mine else next(iter(periods))
    asked = visit.year(page.selection)
    if all(each.isdecimal() for each in periods):
        if PERIOD in page.selection.params and not asked:  # a link of before the year was the visit's
            newest = page.selection.params[PERIOD]
        return choose_year(
            page, own, periods, newest if newest in periods else next(iter(periods)), "Periode"
        )
    limit = visit.limit(page.selection, readings, own, page.loaded.reported)
    near = visit.nearest(limit.year, periods) if limit else newest
    if limit.half:  # what it allows is newer than the nearest half-year of its year
        near = next(filter(limit.allows, periods), near)  # newest first
    return choose(page, PERIOD, "Periode", periods, near)


def said_without_choices(page: Page, line: str = visit.REPORT_ONLY) -> None:
    """Say on a page about the report or the rules that group, year and source do not count, where one was chosen."""
    of_visit = page.selection.params.keys() & {YEAR, SOURCE}
    said(page, line if of_visit or visit.has_group(page.selection) else "")


def said_without_group(page: Page, line: str, *, has_year: bool = True) -> None:
    """Say on a page that compares with no group that the chosen one does not count (`line`), and where CBS does.

    Without `has_year` nothing on the page is of the visit's year, which is said where one was chosen.
    """
    chose_year = YEAR in page.selection.params
    said(
        page,
        line if visit.has_group(page.selection) else "",
        visit.NO_YEAR if chose_year and not has_year else "",
        on_cbs(page),
    )


def on_cbs(page: Page) -> str:
    """Say, with the report as source, that a page has figures of CBS all the same; else empty."""
    of_report = page.selection.params.get(SOURCE) == REPORT
    return visit.ON_CBS if of_report and page.build.has_cbs else ""


def without(page: Page, param: str) -> Page:
    """Return the page as if its address did not name a parameter."""
    left = {key: value for key, value in page.selection.params.items() if key != param}
    return replace(page, selection=replace(page.selection, params=left))
