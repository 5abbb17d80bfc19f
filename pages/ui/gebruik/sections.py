"""How *Gebruik van jeugdhulp* is put on the page: what it reads from the build, and its sections."""

import pandas as pd

from metrics import figures as figures_of
from metrics.comparing import questions as questions_of
from metrics.comparing.questions import Occasion
from metrics.facts import Facts
from pages.ui.gebruik import bands
from pages.ui.gebruik.view import (
    MEASURES,
    NATURA,
    NATURA_STAY,
    NATURA_STAY_OBSERVED,
    NEDERLAND,
    TEAM,
    WITH_STAY,
    WITHOUT_STAY,
    View,
    chart,
    sides,
    trend,
)
from pages.ui.site import analysis, builds, choosing, show
from pages.ui.site.frame import Page

# From this share on, the wijkteam is the larger part of what is counted.
SMALL_PCT = 1.0


def choose(page: Page) -> View:
    """Draw the chooser of a gemeente; return its figures."""
    code = page.gemeente()
    region = _jeugdregio(page.facts, code)
    wanted = [code, NEDERLAND, *([region] if region else [])]
    return View(
        code=code,
        name=page.name_of(code),
        jeugdregio=region,
        figures=_figures(page, wanted),
        everyone=page.figures,
        bands=analysis.bands(page.loaded),
        records=page.records,
        lineage=page.loaded.lineage,
        names=page.loaded.names,
        source_line=lambda sources: builds.source_line(page.loaded, sources),
    )


def require_figures(page: Page, view: View) -> None:
    """End the page for a gemeente without any figure, with the message that says what is loaded."""
    if not any(view.halves(indicator) for indicator in MEASURES):
        choosing.page_without_figures(page, view.code)


def _jeugdregio(facts: Facts, code: str) -> str:
    rows = facts.memberships
    rows = rows[(rows["division"] == "jeugdregio") & (rows["region"] == code)]
    return "" if rows.empty else str(rows.sort_values("year")["parent"].iloc[-1])


def _figures(page: Page, regions: list[str]) -> pd.DataFrame:
    """Return the figures on use of these regions; what no table gives, as the report printed it."""
    computed = page.figures
    computed = computed[computed["region"].isin(regions) & computed["indicator"].isin(list(MEASURES))]
    observed = page.facts.observations
    observed = observed[(observed["indicator"] == NATURA_STAY_OBSERVED) & observed["region"].isin(regions)]
    stay = figures_of.complete(observed.assign(indicator=NATURA_STAY, source=observed["source_id"]))
    printed = analysis.printed(page.loaded)
    known = set(computed.loc[computed["value"].notna(), "indicator"])
    printed = printed[printed["region"].isin(regions) & printed["indicator"].isin(set(MEASURES) - known)]
    return pd.concat([computed, stay, printed], ignore_index=True)


def series(view: View, indicator: str, key: str) -> None:
    """Draw the half-years of a share; L3 where there are none."""
    drawn = chart(view, indicator)
    if drawn is None:
        show.empty("L3")
    else:
        show.chart(drawn, key=key)


def unusual(page: Page, view: View, indicator: str) -> None:
    """Draw both bands of a share, or why there are none and what can be said without them."""
    if not view.halves(indicator):
        return
    show.text(*trend(view, indicator))
    show.text(bands.among_others(view, indicator, analysis.middle(page.loaded, indicator)))
    table = bands.table(view, indicator)
    if table is None:
        show.box(bands.why_not(view, indicator), kind="uitleg", title="Toevalsmarge.")
    else:
        show.table(table)


def close(view: View) -> None:
    """Draw the questions that the series raise, and what to keep in mind with these figures."""
    chosen = questions_of.choose(view.records.questions, _occasions(view), [WITHOUT_STAY, WITH_STAY])
    halves = view.halves(WITHOUT_STAY) or view.halves(NATURA)
    show.questions(chosen, {"gemeente": view.name, "periode": halves[-1][:4] if halves else ""})
    codes = ["C11", "C12", "C14", "C15", "C16", "C17", "C18"]
    share = view.figure(WITH_STAY, halves[-1]).value if halves else None
    if share is not None and share < SMALL_PCT:
        codes.append("C8")
    if view.halves(TEAM):
        codes.append("C2")
    show.caveats(codes, gemeente=view.name)


def _occasions(view: View) -> list[Occasion]:
    """Return what the last unbroken run shows: rises or falls, and higher or lower than Nederland."""
    found = []
    for indicator in (WITHOUT_STAY, WITH_STAY):
        runs = sides(view, indicator)
        if not runs:
            continue
        first, last = runs[-1][0], runs[-1][-1]
        own, before = view.figure(indicator, last).value, view.figure(indicator, first).value
        beside = questions_of.differs(own, view.figure(indicator, last, NEDERLAND).value)
        if beside:
            found.append(Occasion(indicator, beside))
        went = questions_of.differs(own, before)
        if went:
            found.append(Occasion(indicator, "stijgt" if went == "hoger" else "daalt"))
    return found
