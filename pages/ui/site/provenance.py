"""What the files of a page say of themselves, made from the visit and the build; `documents.provenance` is its shape.

The frame says which page is drawn, the choosers with whom it compares; whatever is drawn then says where it comes from
by `current`, with the choices made so far in its link.
"""

from collections.abc import Mapping
from contextvars import ContextVar
from datetime import date, datetime

import pandas as pd

from metrics import dutch
from metrics.facts import Facts
from metrics.groups.make import KINDS, Group
from metrics.records import ReferenceGroup
from pages.ui.documents.provenance import GroupTold, MemberTold, Provenance, SourceTold
from pages.ui.site import menu, version
from pages.ui.site.builds import Loaded
from pages.ui.site.page import ABOUT_A_GEMEENTE, Page

# A run of a page is a thread of its own, and so has a value of its own.
_PAGE: ContextVar[Page | None] = ContextVar("page", default=None)


def today() -> date:
    """Return the day in the Netherlands."""
    return datetime.now(dutch.AMSTERDAM).date()


def begin(page: Page) -> None:
    """Set which page is drawn; until the next page is."""
    _PAGE.set(page)


def current() -> Provenance | None:
    """Return what a file of the page that is drawn says of itself; None outside a page (a test, a script)."""
    page = _PAGE.get()
    return None if page is None else of(page)


def of(page: Page, choices: Mapping[str, str] | None = None) -> Provenance:
    """Return what a page that is taken along now says of itself. `choices`: more of them for its link."""
    own = page.selection.gemeente if page.name in ABOUT_A_GEMEENTE else None
    group = next(reversed(page.compared), None)
    return made(page.loaded, page.name, own, group, page.share_url(choices))


def made(loaded: Loaded, page_name: str, own: str | None, group: GroupTold | None, link: str) -> Provenance:
    """Return what is said of a page of a build, as of today. `own`: whom it is about; `link`: gives it again."""
    return Provenance(
        day=today(),
        version=loaded.kept(("provenance_version",), lambda: version.named(loaded.facts)),
        hash=loaded.facts.data_version,
        link=link,
        page=menu.entry(page_name).label,
        gemeente=(own, loaded.names.get(own, own)) if own else None,
        group=group,
        sources=loaded.kept(("provenance_sources",), lambda: sources(loaded.facts)),
    )


def sources(facts: Facts) -> tuple[SourceTold, ...]:
    """Return every table that is loaded, in the order of its number."""
    rows = facts.sources[facts.sources["retrieved"].notna()].sort_values("source_id")
    return tuple(
        SourceTold(
            code=str(row["source_id"]),
            title=str(row["title"]),
            loaded_on=dutch.date_nl(pd.Timestamp(row["retrieved"])),
            licence="" if pd.isna(row["licence"]) else str(row["licence"]),
            sha256="" if pd.isna(row["sha256"]) else str(row["sha256"]),
        )
        for row in rows.to_dict("records")
    )


def told_of(group: Group) -> GroupTold:
    """Return what is said of a group that was made, with why each member is in it where somebody wrote that down."""
    alike = group.alike
    titles = {each.code: each.title for each in alike.variables} if alike else {}
    return GroupTold(
        title=group.title,
        basis=group.basis,
        members=tuple(
            MemberTold(code, name, group.reasons.get(code, ""), dutch.finite(distance))
            for code, name, distance in zip(group.codes, group.names, group.distances, strict=True)
        ),
        distance_meaning=group.distance_meaning,
        notes=group.notes,
        k=len(group.codes) if alike else None,
        weights=tuple((title, 100 * float(alike.weights[code])) for code, title in titles.items())
        if alike
        else (),
        fingerprint=alike.fingerprint if alike else "",
    )


def told_of_report(group: ReferenceGroup, names: Mapping[str, str]) -> GroupTold:
    """Return what is said of the report's group, with its reason per member."""
    members = (MemberTold(code, names.get(code, code), group.reasons.get(code, "")) for code in group.members)
    return GroupTold(KINDS["report"][0], group.reason, tuple(members))
