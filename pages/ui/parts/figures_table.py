"""A table of figures: a row a place of a comparison, a column a figure, with what must be said of each. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass

from metrics import dutch
from metrics.comparing.comparison import Comparison, Place
from metrics.comparing.sentences import remarks as remark_words
from metrics.records import Records
from pages.ui.parts.tables import Cell, Column, Row, Table, cell_of, named

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
            "naam": named(place.name, place.code),
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
        text = f"Groep zonder {dutch.names_or_count(lacking)}." if figure.usable and lacking else ""
        own = [each.name for each in comparison.members if _is_entered(comparison, each, field, figure.used)]
        also = f"Groep met eigen opgave van {dutch.names_or_count(own)}." if own else ""
        return cell_of(figure, " ".join(filter(None, [text, also])))
    if records is None:
        return cell_of(figure)
    told = [
        remark
        for remark in remark_words.weighty(figure.remarks)
        if not remark_words.said_by(remark.code, figure.reason)
    ]
    return cell_of(figure, " ".join(remark_words.text(remark, records) for remark in told))


def _is_entered(comparison: Comparison, place: Place, field: Field, used: tuple[str, ...]) -> bool:
    return place.code in used and comparison.figure(field.indicator, place.code, field.period).is_entered


def _as_printed(comparison: Comparison, place: Place, field: Field, printed: Printed, flags: Flags) -> Cell:
    key = (place.code, field.indicator, field.period)
    figure = comparison.figure(field.indicator, place.code, field.period)
    flag = flags.get(key, "")
    text = printed.get(key, "")
    if figure.value is None:
        return Cell(None, text.lower() if text.lower() in ("x", "-") else "leeg", flag)
    return Cell(figure.value, flag=flag, printed=text)
