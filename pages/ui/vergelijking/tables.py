"""The two tables of *Vergelijken*: lasten and use, a row a place, as the report prints them."""

from collections.abc import Mapping
from dataclasses import dataclass

from metrics import dutch
from metrics.comparing.comparison import Comparison, Place
from metrics.comparing.sentences import remarks as remark_words
from metrics.records import Records
from pages.ui.parts.tables import Cell, Column, Row, Table, cell_of
from pages.ui.site.choosing import Chosen

# Remarks that the mark of the cell says already.
_MARKED = frozenset({"C7", "C6", "basis_te_laag", "verschoven_groei"})
# A printed cell by (region code, indicator, period): exactly as it stands in the report.
Printed = Mapping[tuple[str, str, str], str]
Flags = Mapping[tuple[str, str, str], str]


@dataclass(frozen=True)
class Field:
    """One column: which figure, in which period, under which heading."""

    indicator: str
    period: str
    heading: str
    unit: str
    decimals: int = 0

    @property
    def key(self) -> str:
        """Key of the column."""
        return f"{self.indicator}_{self.period}"

    @property
    def column(self) -> Column:
        """The column of the table."""
        return Column(self.key, self.heading, self.unit, self.decimals)


def income_fields(period: str) -> tuple[Field, ...]:
    """Return the columns on income that both tables begin with."""
    return (
        Field("inkomensdeciel", period, "Inkomen, deciel", "deciel"),
        Field("laag_inkomen_deciel", period, "Kinderen met laag inkomen, deciel", "deciel"),
    )


def cost_fields(chosen: Chosen, *, with_index: bool) -> tuple[Field, ...]:
    """Return the columns of the table of lasten. The report printed no growth; an index is not always possible."""
    year = chosen.year
    fields = [
        *income_fields(chosen.income_period),
        Field("lasten_per_jongere_met_jeugdzorg", year, f"Lasten per jongere met jeugdzorg {year}", "eur"),
        Field("lasten_per_inwoner", year, f"Lasten per inwoner, rekening {year}", "eur"),
    ]
    if with_index:
        heading = f"Index lasten per inwoner {year} (begroting 2017 = 100)"
        fields.append(Field("index_rapport", year, heading, "index"))
    if chosen.source == "cbs" and chosen.growth_from < year:
        heading = f"Groei lasten per inwoner, rekening {chosen.growth_from}-{year}"
        fields.append(Field("groei_lasten_per_inwoner", year, heading, "pct"))
    return tuple(fields)


def use_fields(start: str, end: str, income_period: str) -> tuple[Field, ...]:
    """Return the columns of the table of use without stay."""
    return (
        *income_fields(income_period),
        Field("zonder_verblijf", start, f"Jeugdhulp zonder verblijf, {dutch.period_short(start)}", "pct", 1),
        Field("zonder_verblijf", end, f"Jeugdhulp zonder verblijf, {dutch.period_short(end)}", "pct", 1),
        Field("index_zonder_verblijf", end, f"Index ({dutch.period_short(start)} = 100)", "index"),
    )


def table(
    comparison: Comparison,
    fields: tuple[Field, ...],
    caption: str,
    source: str,
    *,
    printed: Printed | None = None,
    flags: Flags | None = None,
    notes: tuple[str, ...] = (),
    records: Records | None = None,
) -> Table:
    """Return a table with a row a place and a column a field.

    `printed` shows a figure exactly as the report has it, with its mark (x, -, #) where it has no number;
    `flags` adds a footnote to a cell. Without them the computed value is shown, or why there is none, and with
    `records` the footnotes that its remarks ask for.
    """
    columns = (Column("naam", "Gemeente"), *(field.column for field in fields))
    rows: list[Row] = [
        {
            "naam": place.name,
            **{
                field.key: _as_printed(comparison, place, field, printed, flags or {})
                if printed is not None
                else _cell(comparison, place, field, records)
                for field in fields
            },
        }
        for place in comparison.places
    ]
    return Table(
        caption,
        columns,
        tuple(rows),
        row_header="naam",
        highlight=frozenset({comparison.own.name}),
        notes=notes,
        source=source,
    )


def _cell(comparison: Comparison, place: Place, field: Field, records: Records | None) -> Cell:
    """A computed figure with what must be said of it; of the group without whom it is."""
    figure = comparison.figure(field.indicator, place.code, field.period)
    if place.role == "group":
        names = {each.code: each.name for each in comparison.members}
        lacking = [names.get(code, code) for code in figure.left_out]
        text = f"Groep zonder {dutch.names(lacking)}." if figure.usable and lacking else ""
        return cell_of(figure, text)
    if records is None:
        return cell_of(figure)
    told = [remark for remark in remark_words.weighty(figure.remarks) if remark.code not in _MARKED]
    return cell_of(figure, " ".join(remark_words.text(remark, records) for remark in told))


def _as_printed(comparison: Comparison, place: Place, field: Field, printed: Printed, flags: Flags) -> Cell:
    key = (place.code, field.indicator, field.period)
    figure = comparison.figure(field.indicator, place.code, field.period)
    flag = flags.get(key, "")
    text = printed.get(key, "")
    if figure.value is None:
        return Cell(None, text.lower() if text.lower() in ("x", "-") else "leeg", flag)
    return Cell(figure.value, flag=flag, printed=text)
