"""Where a gemeente books its lasten through the years, and what makes comparing unsafe. Pure."""

from collections.abc import Hashable, Mapping, Sequence
from types import MappingProxyType
from typing import Any

import pandas as pd

from metrics import dutch
from metrics.costs.bookings import FAMILIES, Flag, lead_of
from metrics.places.lineage import Broken
from metrics.records import RegionalLead
from pages.ui.charts.spec.rows import Stack, StackedChart
from pages.ui.kosten.view import STATEMENTS, View
from pages.ui.parts.tables import Column, Row, Table

FAMILY_NAMES: Mapping[str, str] = MappingProxyType(
    {
        "6.1": "Samenkracht en participatie (6.1)",
        "6.2": "Wijkteam en toegang (6.2)",
        "6.72": "Jeugdhulp (6.72 en opvolgers)",
        "6.82": "Jeugdbescherming en reclassering (6.82)",
        "youth": "jeugdzorg samen",
    }
)
KINDS: Mapping[str, str] = MappingProxyType(
    {
        Flag.ZERO: "Nul op alle taakvelden voor jeugdzorg",
        Flag.PART_ZERO: "Nul op een van de twee taakvelden",
        Flag.NEGATIVE: "Bedrag onder nul",
        Flag.LEAP: "Sprong ten opzichte van het jaar ervoor",
        Flag.BUDGET: "Rekening ver van de begroting",
        Flag.MOVED_EDGE: "Mogelijk verschoven over de rand van jeugdzorg",
        Flag.MOVED_WITHIN: "Mogelijk verschoven binnen jeugdzorg",
        Flag.LEAD: "Boekt ook voor andere gemeenten",
    }
)
# What a flag means for comparing the total of youth care.
UNSAFE = frozenset({Flag.ZERO, Flag.NEGATIVE, Flag.LEAP, Flag.BUDGET, Flag.MOVED_EDGE, Flag.LEAD})


def chart(view: View) -> StackedChart | None:
    """Return the share of each family of taakvelden per year; None where no year has all four."""
    rows = view.composition.of("shares", view.code)
    rows = rows[(rows["statement"] == view.statement) & rows["share_pct"].notna()]
    if rows.empty:
        return None
    wide = rows.pivot_table(index="year", columns="family", values="share_pct")
    stacks = tuple(
        Stack(
            str(year),
            "own" if year == view.year else "other",
            tuple(wide.loc[year, name] for name in FAMILIES),
        )
        for year in wide.index
    )
    what = STATEMENTS[view.statement].lower()
    return StackedChart(
        title=f"Waar {view.name} de lasten boekt",
        subtitle=f"Deel van de lasten op vier groepen taakvelden, {what}, in procent",
        alt=(
            f"Een balk per jaar van {wide.index.min()} tot en met {wide.index.max()}, verdeeld over vier groepen "
            "taakvelden. De waarden staan in de tabel onder de figuur."
        ),
        source=view.source,
        notes=(
            "Taakveld 6.1 en 6.2 zijn er niet alleen voor jongeren. 6.72 is tot en met 2022 een taakveld, in 2023 en "
            "2024 verdeeld over 6.72, 6.73 en 6.74, en vanaf 2025 over 6.75, 6.76 en het pgb.",
        ),
        parts=tuple(FAMILY_NAMES[name] for name in FAMILIES),
        stacks=stacks,
        unit="pct",
        decimals=0,
        row_title="Jaar",
    )


def flags(view: View) -> Table | None:
    """Return what makes comparing unsafe, for the gemeente and the gemeenten it is made of; None: nothing found.

    A row a gemeente, year and statement. Of gemeenten it is made of only what touches the total; that one books
    for others is said apart (`leads`), not in every row.
    """
    rows = pd.concat([view.composition.of("flags", code) for code in sorted(_codes(view))])
    touches = (rows["region"] == view.code) | rows["kind"].isin(UNSAFE)
    rows = rows[(rows["kind"] != str(Flag.LEAD)) & touches]
    if rows.empty:
        return None
    grouped = rows.groupby(["year", "statement", "region"], sort=True)
    return Table(
        caption=f"Anders geboekt? Wat we zien in de bedragen van {view.name}",
        columns=(Column("stuk", "Stuk"), Column("wat", "Wat we zien"), Column("gevolg", "Niet vergelijken")),
        rows=tuple(_stuk(view, part.to_dict("records")) for _, part in grouped),
        row_header="stuk",
        notes=(
            "Dit volgt uit de bedragen alleen. Of er anders is geboekt, weet de gemeente.",
            "Sprong en afstand tot de begroting: veel groter of kleiner dan bij de andere gemeenten in dat jaar.",
            "Niet vergelijken met andere gemeenten of jaren. Totaal: alle lasten samen. Delen: elk taakveld apart.",
        ),
        source=f"Bron: {view.source}",
    )


def _stuk(view: View, records: Sequence[Mapping[Hashable, Any]]) -> Row:
    first = records[0]
    of_part = first["region"] != view.code
    name = f", {view.names.get(first['region'], first['region'])}" if of_part else ""
    unsafe = any(record["kind"] in UNSAFE for record in records)
    return {
        "stuk": f"{STATEMENTS[first['statement']]} {first['year']}{name}",
        "wat": ". ".join(_seen(record) for record in records),
        "gevolg": "totaal" if unsafe else "delen",
    }


def _seen(record: Mapping[Hashable, Any]) -> str:
    explained = _explained(record)
    return f"{KINDS[record['kind']]}{': ' if explained else ''}{explained}"


def leads(view: View) -> list[str]:
    """Return who books for others: the gemeente or one it is made of, with what that rests on."""
    codes = _codes(view)
    return [f"{KINDS[Flag.LEAD]}. {lead.evidence}" for lead in view.records.leads if lead.region in codes]


def _codes(view: View) -> set[str]:
    """Return the codes of the gemeente and of every gemeente it was made of."""
    found = {view.code}
    for year in {year for year, _ in view.amounts}:
        parts = view.lineage.predecessors(view.code, year)
        if not isinstance(parts, Broken):
            found.update(parts)
    return found


def _explained(record: Mapping[Hashable, Any]) -> str:
    kind = str(record["kind"])
    amount = dutch.finite(record["amount_eur"])
    ratio = dutch.finite(record["ratio"])
    shown = "" if amount is None else f"{dutch.euro(amount / 1e6, 1)} miljoen"
    if kind in (Flag.LEAP, Flag.BUDGET) and ratio is not None:
        against = "het jaar ervoor" if kind == Flag.LEAP else "de begroting"
        return f"{shown}, {dutch.number(ratio, 1)} keer {against}"
    if kind in (Flag.MOVED_EDGE, Flag.MOVED_WITHIN):
        start, end = (FAMILY_NAMES[str(record[side])] for side in ("from_family", "to_family"))
        return f"{shown}, van {start} naar {end}"
    if kind in (Flag.PART_ZERO, Flag.NEGATIVE):
        return f"{FAMILY_NAMES[str(record['from_family'])]} {shown}".strip()
    return ""


def lead(view: View) -> RegionalLead | None:
    """Return the record of a regional lead for the gemeente (or a part of it) in the year on screen."""
    for code in sorted({view.code, *view.parts}):
        found = lead_of(code, view.year, view.statement, view.records.leads)
        if found is not None:
            return found
    return None


def total_is_unsafe(view: View) -> bool:
    """Say whether the total of the year and statement on screen carries a flag that makes comparing unsafe."""
    rows = pd.concat([view.composition.of("flags", code) for code in {view.code, *view.parts}])
    rows = rows[(rows["year"] == view.year) & (rows["statement"] == view.statement)]
    return bool(rows["kind"].isin(UNSAFE).any())
