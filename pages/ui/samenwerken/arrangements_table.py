"""The arrangements of 2011 as tables: a short one to read, a whole one to keep. Pure."""

from collections.abc import Sequence

from metrics.report.documents import Arrangement, InTable
from pages.ui.parts.tables import Cell, Column, Row, Table

SOURCE = "studie naar regionale samenwerking rond jeugd en gezin (2011): tabel 5, tabel 6 en de bijlage"
PRINTED_N, SAID_N = 28, 32
SWAPPED = (
    "In de bijlage zijn de titels van de RMC's en van de Veiligheidshuizen verwisseld. Hier staat elk bij de "
    "eigen inhoud."
)
COUNTS = f"De studie zegt {SAID_N} samenwerkingsverbanden te beschrijven; zij drukt er {PRINTED_N} af."
_FIELDS = (
    ("regions", "Aantal"),
    ("national", "Landelijk"),
    ("since", "Sinds"),
    ("imposed", "Opgelegd"),
    ("imposed_division", "Indeling opgelegd"),
    ("lead", "Leiding"),
    ("law", "Wet of afspraak"),
    ("scheme", "Regeling voor het geld"),
)


def short(found: Sequence[Arrangement]) -> Table:
    """Return a row an arrangement: how many regions each place prints, since when, and where they disagree."""
    rows: list[Row] = [
        {
            "naam": Cell(each.name, flag=each.differs),
            "waarom": each.occasion,
            "tabel5": _of(each.table5, "regions"),
            "tabel6": _of(each.table6, "regions"),
            "bijlage": each.appendix.regions or "–",
            "opgelegd6": _of(each.table6, "imposed"),
            "opgelegd": each.appendix.imposed or "–",
            "sinds": each.appendix.since or _of(each.table6, "since"),
        }
        for each in found
    ]
    return Table(
        caption="Regionale samenwerkingsverbanden in 2011",
        columns=(
            Column("naam", "Samenwerking"),
            Column("waarom", "Waarom samen"),
            Column("tabel5", "Aantal, tabel 5"),
            Column("tabel6", "Aantal, tabel 6"),
            Column("bijlage", "Aantal, bijlage"),
            Column("opgelegd6", "Opgelegd, tabel 6"),
            Column("opgelegd", "Opgelegd, bijlage"),
            Column("sinds", "Sinds"),
        ),
        rows=tuple(rows),
        row_header="naam",
        notes=(COUNTS, SWAPPED),
        source=SOURCE,
        keeps_empty=True,
        file_stem="samenwerkingsverbanden 2011 kort",
    )


def whole(found: Sequence[Arrangement]) -> Table:
    """Return every field of table 6 and the appendix side by side, with the lines: for a file."""
    rows: list[Row] = []
    for each in found:
        row: dict[str, Cell | str | int | None] = {
            "naam": each.name,
            "wereld": each.world,
            "waarom": each.occasion,
            "aantal5": _of(each.table5, "regions"),
            "betaler": each.payer,
            "verschil": each.differs,
            "regel5": each.table5.line if each.table5 else None,
            "regel6": each.table6.line if each.table6 else None,
            "regel": each.appendix.line,
        }
        for key, _ in _FIELDS:
            row[f"{key}6"] = _of(each.table6, key)
            row[key] = _of(each.appendix, key)
        rows.append(row)
    columns = [
        Column("naam", "Samenwerking"),
        Column("wereld", "Leefwereld"),
        Column("waarom", "Waarom samen"),
        Column("aantal5", "Aantal, tabel 5"),
    ]
    for key, heading in _FIELDS:
        columns += [Column(f"{key}6", f"{heading}, tabel 6"), Column(key, f"{heading}, bijlage")]
    columns += [
        Column("betaler", "Wie stelt geld beschikbaar, bijlage"),
        Column("verschil", "Waar de plaatsen verschillen"),
        Column("regel5", "Regel, tabel 5", "aantal"),
        Column("regel6", "Regel, tabel 6", "aantal"),
        Column("regel", "Regel, bijlage", "aantal"),
    ]
    return Table(
        caption="Regionale samenwerkingsverbanden in 2011: tabel 5, tabel 6 en bijlage",
        columns=tuple(columns),
        rows=tuple(rows),
        row_header="naam",
        notes=(COUNTS, SWAPPED),
        source=SOURCE,
        keeps_empty=True,
        file_stem="samenwerkingsverbanden 2011",
    )


def _of(place: InTable | None, field: str) -> str:
    return (str(getattr(place, field)) if place else "") or "–"
