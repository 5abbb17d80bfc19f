"""Values for a map: one per area that is drawn, or why the area stays blank.

An area is a gemeente or a jeugdregio. Only figures that may be compared are coloured: a gemeente that books
lasten for others, an implausible amount and a base that is too low are named and left blank.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from metrics import figures as figures_of
from metrics.costs.levels import value_of
from metrics.facts import Facts
from metrics.places.country import nearest_year
from metrics.places.lineage import Lineage
from metrics.records import RegionalLead

BOOKS_FOR_OTHERS = "boekt_voor_anderen"
NO_FIGURE = "geen_cijfer"
# A jeugdregio has no figure where the members that have one hold less of the denominator than this.
COVERAGE = 0.9
# Figures in which a regional lead counts the money of others. Lasten min baten does not: they pay it back.
GROSS = frozenset(
    {
        "lasten_per_inwoner", "lasten_breed_per_inwoner", "begroting_per_inwoner", "index_rapport",
        "groei_lasten_per_inwoner", "lasten_per_jongere_met_jeugdzorg", "lasten_per_jongere_tot_18",
    }
)  # fmt: skip


@dataclass(frozen=True)
class AreaValue:
    """The figure of one area. `value` None: blank, `status` says why (metrics.figures.CELL_STATUSES).

    `missing`: gemeenten that are not in the sum of a jeugdregio (or, with status 'boekt_voor_anderen', those
    that book for others). `carried_from`: the gemeente of later whose figure this is, where the boundaries
    are older than the figures. `partly_for_others`: books some lasten for others and keeps its colour.
    """

    code: str
    value: float | None
    status: str = "ok"
    missing: tuple[str, ...] = ()
    carried_from: str = ""
    partly_for_others: bool = False
    period_status: str = "onbekend"


def of_gemeenten(
    figures: pd.DataFrame,
    indicator: str,
    period: str,
    drawn: Sequence[str],
    lineage: Lineage,
    leads: Sequence[RegionalLead] = (),
) -> tuple[AreaValue, ...]:
    """Return the figure of every gemeente that is drawn, in the order of `drawn`.

    `figures`: FIGURES. An area of before a merger that has no figure of its own gets that of the gemeente it
    is in today (`carried_from`).
    """
    known = _by_region(figures, indicator, period)
    booking = for_others(leads, indicator, period)
    found = []
    for code in drawn:
        later = lineage.successor(code) or ""
        source = code if code in known or later not in known else later
        area = _published(code, known.get(source))
        # a lead whose amount is implausible as well: that it books for others says more
        lead = area.value is None and booking.get(code) == "geheel"
        found.append(
            AreaValue(
                code,
                area.value,
                BOOKS_FOR_OTHERS if lead else area.status,
                carried_from=source if source != code else "",
                partly_for_others=booking.get(code) == "deels",
                period_status=area.period_status,
            )
        )
    return tuple(found)


def of_jeugdregios(
    figures: pd.DataFrame,
    indicator: str,
    period: str,
    members: Mapping[str, Sequence[str]],
    leads: Sequence[RegionalLead] = (),
) -> tuple[AreaValue, ...]:
    """Return the figure of every jeugdregio: as published, else the ratio of sums of its gemeenten.

    `members`: gemeenten by jeugdregio. A sum takes the gemeenten that have every part of the figure. It is
    left blank where one of them books lasten for others (that money would count twice), or where those
    without a figure hold more than a tenth of the denominator.
    """
    known = _by_region(figures, indicator, period)
    rows = figures_of.at(figures, indicator, period).set_index("region")
    booking = for_others(leads, indicator, period)
    found = []
    for code in sorted(members):
        wholly = tuple(member for member in members[code] if booking.get(member) == "geheel")
        if code in known:
            found.append(_published(code, known[code]))
        elif wholly:
            found.append(AreaValue(code, None, BOOKS_FOR_OTHERS, wholly))
        else:
            found.append(_summed(rows, indicator, code, list(members[code])))
    return tuple(found)


def can_be_jeugdregios(figures: pd.DataFrame, indicator: str, period: str) -> bool:
    """Say whether an indicator can be shown per jeugdregio: published so, or made of parts that add up."""
    rows = figures_of.at(figures, indicator, period)
    published = rows["region"].str.startswith("JZ") & rows["value"].notna()
    return bool(published.any() or (indicator in figures_of.FACTORS and rows["numerator"].notna().any()))


def jeugdregios(facts: Facts, year: int) -> tuple[dict[str, tuple[str, ...]], int] | None:
    """Return the gemeenten by jeugdregio, and the year of that division: the nearest. None: not loaded."""
    rows = facts.memberships[facts.memberships["division"] == "jeugdregio"]
    if rows.empty:
        return None
    at = nearest_year(rows["year"], year)
    of_year = rows[rows["year"] == at].sort_values("region")
    return {str(code): tuple(members) for code, members in of_year.groupby("parent")["region"]}, at


def for_others(leads: Sequence[RegionalLead], indicator: str, period: str) -> dict[str, str]:
    """Return the gemeenten that book lasten for others in this figure, and whether 'geheel' or 'deels'."""
    year = int(period[:4])
    statement = "begroting" if indicator == "begroting_per_inwoner" else "jaarrekening"
    return {
        lead.region: lead.kind
        for lead in leads
        if indicator in GROSS
        and lead.statement in ("", statement)
        and lead.first_year <= year <= (lead.last_year or year)
    }


def _by_region(figures: pd.DataFrame, indicator: str, period: str) -> dict[str, dict[str, Any]]:
    rows = figures_of.at(figures, indicator, period)[["region", "value", "cell_status", "period_status"]]
    return {
        str(row["region"]): {str(key): value for key, value in row.items()} for row in rows.to_dict("records")
    }


def _published(code: str, row: Mapping[str, Any] | None) -> AreaValue:
    if row is None:
        return AreaValue(code, None, "niet_geladen")
    status = row["cell_status"]
    shown = status in figures_of.COMPARABLE and not pd.isna(row["value"])
    return AreaValue(
        code,
        float(row["value"]) if shown else None,
        NO_FIGURE if status == "ok" and not shown else status,
        period_status=row["period_status"],
    )


def _summed(rows: pd.DataFrame, indicator: str, code: str, members: list[str]) -> AreaValue:
    here = rows.reindex(members)
    leads = tuple(here.index[here["cell_status"] == BOOKS_FOR_OTHERS])
    if leads:
        return AreaValue(code, None, BOOKS_FOR_OTHERS, leads)
    based = bool(here[figures_of.BASE].notna().to_numpy().any())
    parts = ["numerator", "denominator", *(figures_of.BASE if based else [])]
    usable = here["cell_status"].isin(figures_of.COMPARABLE) & here[parts].notna().all(axis=1)
    missing = tuple(here.index[~usable])
    covered = here["denominator"].where(usable).sum() / here["denominator"].sum(skipna=False)
    if indicator not in figures_of.FACTORS or not covered >= COVERAGE:
        return AreaValue(code, None, NO_FIGURE, missing)
    sums = here.loc[usable, parts].astype(float).sum().to_frame().T
    value = float(value_of(sums, indicator).iloc[0])
    status = max(here.loc[usable, "period_status"], key=figures_of.PERIOD_STATUSES.index)
    return AreaValue(code, value, missing=missing, period_status=str(status))
