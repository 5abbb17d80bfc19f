"""Where a gemeente books its lasten through the years, and what makes comparing unsafe. Pure."""

import re
from collections.abc import Collection, Hashable, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from metrics import dutch
from metrics.costs.bookings import FAMILIES, FAMILY_NAMES, Flag
from pages.ui.charts.spec.rows import Stack, StackedChart
from pages.ui.kosten.view import STATEMENTS, CostView, total_text
from pages.ui.parts.tables import Column, Row, Table

KINDS: Mapping[str, str] = MappingProxyType(
    {
        Flag.ZERO: "Nul op alle taakvelden voor jeugdzorg",
        Flag.PART_ZERO: "Nul op een van de twee taakvelden",
        Flag.NEGATIVE: "Bedrag onder nul",
        Flag.LEAP: "Sprong ten opzichte van het jaar ervoor",
        Flag.BUDGET: "Rekening ver van de begroting",
        Flag.MOVED_EDGE: "Mogelijk verschoven over de rand van jeugdzorg",
        Flag.MOVED_WITHIN: "Mogelijk verschoven binnen jeugdzorg",
        Flag.LEAD: "Boekt mogelijk ook voor andere gemeenten",
    }
)
# What a flag means for comparing the total of youth care.
UNSAFE = frozenset({Flag.ZERO, Flag.NEGATIVE, Flag.LEAP, Flag.BUDGET, Flag.MOVED_EDGE, Flag.LEAD})
# What a piece of evidence rests on, between brackets: that stands in the source line.
_TABLES = re.compile(r"\s*\([^()]*\d{5}(?:NED|ned)[^()]*\)")
_A_TENTH = 0.1  # of less, '0,0 keer' says nothing
Record = Mapping[Hashable, Any]


def chart(view: CostView) -> StackedChart | None:
    """Return the share of each family of taakvelden per year; None where no year has all four."""
    rows = view.frame("shares")
    rows = rows[(rows["statement"] == view.statement) & rows["share_pct"].notna()]
    if rows.empty:
        return None
    shares: dict[int, dict[str, float]] = {}
    for year, family, share in zip(rows["year"], rows["family"], rows["share_pct"], strict=True):
        shares.setdefault(int(year), {})[str(family)] = float(share)
    years = sorted(shares)
    stacks = tuple(
        Stack(
            str(year),
            "own" if year == view.year else "other",
            tuple(shares[year].get(name) for name in FAMILIES),
        )
        for year in years
    )
    what = STATEMENTS[view.statement].lower()
    return StackedChart(
        title=f"Waar {view.name} de lasten boekt",
        subtitle=f"Deel van de lasten op vier groepen taakvelden, {what}, in procenten",
        alt=(
            f"{_largest(shares)} Een balk per jaar van {years[0]} tot en met {years[-1]}, verdeeld over vier groepen "
            "taakvelden. De waarden staan in de tabel onder de figuur."
        ),
        source=view.source_of(*(view.level(year) for year in years)),
        notes=(
            "De taakvelden 6.1 en 6.2 zijn er niet alleen voor jongeren. Tot en met 2022 is 6.72 één taakveld. In 2023 "
            "en 2024 is het verdeeld over 6.72, 6.73 en 6.74, en vanaf 2025 over 6.75, 6.76 en het pgb.",
        ),
        parts=tuple(FAMILY_NAMES[name] for name in FAMILIES),
        stacks=stacks,
        unit="pct",
        decimals=0,
        row_title="Jaar",
    )


def _largest(shares: Mapping[int, Mapping[str, float]]) -> str:
    """Return where most of the lasten stood in the newest year, and how much stood there in the first."""
    first, last = min(shares), max(shares)
    family = max(shares[last], key=lambda each: shares[last][each])
    said = (
        f"In {last} stond het grootste deel op {FAMILY_NAMES[family]}: {dutch.pct(shares[last][family], 0)}"
    )
    was = shares[first].get(family)
    return f"{said}." if was is None or first == last else f"{said}; in {first} was dat {dutch.pct(was, 0)}."


def flags(view: CostView) -> Table | None:
    """Return what makes comparing unsafe in the amounts of the gemeente; None: nothing found.

    A row a year and statement. That it books for others is said apart (`leads`), not in every row.
    """
    rows = view.frame("flags")
    rows = rows[rows["kind"] != str(Flag.LEAD)]
    if rows.empty:
        return None
    found: dict[tuple[int, str], list[Record]] = {}
    for record in rows.to_dict("records"):
        found.setdefault((int(record["year"]), str(record["statement"])), []).append(record)
    return Table(
        caption=f"Anders geboekt? Wat we zien in de bedragen van {view.name}",
        columns=(
            Column("stuk", "Onderdeel"),
            Column("wat", "Wat we zien"),
            Column("gevolg", "Vergelijk niet zonder meer"),
        ),
        rows=tuple(_stuk(view, year, statement, found[year, statement]) for year, statement in sorted(found)),
        row_header="stuk",
        notes=_legend({str(kind) for kind in rows["kind"]}),
        source=view.source,
    )


def _legend(kinds: Collection[str]) -> tuple[str, ...]:
    """Explain the words of the table, only those that stand in it."""
    said = ["Dit volgt uit de bedragen alleen. Of er anders is geboekt, weet de gemeente."]
    names = [KINDS[kind].lower() for kind in (Flag.LEAP, Flag.BUDGET) if kind in kinds]
    if names:
        said.append(
            f"{dutch.capital(dutch.names(names))}: veel groter of kleiner dan bij de andere gemeenten in dat jaar."
        )
    if not UNSAFE.isdisjoint(kinds):
        said.append("Het totaal: alle lasten samen.")
    return tuple(said)


def _stuk(view: CostView, year: int, statement: str, records: Sequence[Record]) -> Row:
    unsafe = any(record["kind"] in UNSAFE for record in records)
    return {
        "stuk": f"{STATEMENTS[statement]} {year}",
        "wat": ". ".join(_seen(record) for record in records),
        "gevolg": f"het totaal{view.level(year, statement).aside}" if unsafe else "de aparte taakvelden",
    }


def _seen(record: Record) -> str:
    explained = _explained(record)
    return f"{KINDS[record['kind']]}{': ' if explained else ''}{explained}"


def leads(view: CostView) -> list[str]:
    """Return who books for others: the gemeente or one it is made of, with what that rests on; said once."""
    mine = [lead for lead in view.records.leads if lead.region in view.former]
    if not mine:
        return []
    is_past = all(lead.last_year is not None for lead in mine)
    what = "een deel van de lasten" if all(lead.kind == "deels" for lead in mine) else "ook lasten"
    first = f"{'Boekte' if is_past else 'Boekt'} mogelijk {what} voor andere gemeenten."
    return [first, *(_TABLES.sub("", lead.evidence) for lead in mine)]


def nothing_found(view: CostView) -> str:
    """Say that the amounts show nothing that makes comparing unsafe."""
    return f"In de bedragen van {view.name} zien we geen sprongen, nullen of verschuivingen."


def _explained(record: Record) -> str:
    kind = str(record["kind"])
    amount = dutch.finite(record["amount_eur"])
    ratio = dutch.finite(record["ratio"])
    shown = "" if amount is None else total_text(amount)
    if kind in (Flag.LEAP, Flag.BUDGET) and ratio is not None:
        against = "het jaar ervoor" if kind == Flag.LEAP else "de begroting"
        if 0 <= ratio < _A_TENTH:
            return f"{shown}, minder dan een tiende van {against}"
        return f"{shown}, {dutch.number(ratio, 1)} keer {against}"
    if kind in (Flag.MOVED_EDGE, Flag.MOVED_WITHIN):
        start, end = (FAMILY_NAMES[str(record[side])] for side in ("from_family", "to_family"))
        return f"{shown}, van {start} naar {end}"
    if kind in (Flag.PART_ZERO, Flag.NEGATIVE):
        return f"{FAMILY_NAMES[str(record['from_family'])]} {shown}".strip()
    return ""
