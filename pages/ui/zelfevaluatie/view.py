"""What *Zelfevaluatie* shows: the form of a gemeente, and its figures beside the parts that are about one. Pure."""

from dataclasses import dataclass, replace

from metrics.comparing import sentences
from metrics.comparing.comparison import Comparison, Place, places_of
from metrics.comparing.reading import Readings
from metrics.forms import FormPart
from metrics.notes import Shown
from metrics.places.codes import NEDERLAND
from pages.ui.forms.figures import OwnFigurePointed
from pages.ui.forms.telling import Filled
from pages.ui.parts.tables import Cell, Column, Row, Table, cell_of

_UNDER = "– "  # a figure of the part above it


@dataclass(frozen=True)
class EvaluationView:
    """What the page shows. `code`: of the gemeente, `told`: its form as it is filled in."""

    code: str
    told: Filled
    readings: Readings

    @property
    def name(self) -> str:
        """Name of the gemeente."""
        return self.told.gemeente

    def figures_of(self, part: FormPart) -> tuple[OwnFigurePointed, ...]:
        """Return the figures of the gemeente that a part is about, those that it has."""
        return tuple(self.told.figures[each] for each in part.figures if each in self.told.figures)

    @property
    def shown(self) -> Shown:
        """The figures that stand beside the parts, each with its period."""
        found = (each for part in self.told.form.parts for each in self.figures_of(part))
        return {each.indicator.code: {each.period} for each in found}

    @property
    def level(self) -> str:
        """Return the first figure of the first part beside Nederland, in a sentence; empty where there is none."""
        leading = next((each for part in self.told.form.parts for each in self.figures_of(part)), None)
        if leading is None or leading.indicator.code not in sentences.SUBJECTS:
            return ""
        country = Place(NEDERLAND, "Nederland", "nederland")
        places = places_of(self.code, (), {self.code: self.name}, before=(country,))
        comparison = Comparison(places, self.readings)
        return sentences.level(comparison, leading.indicator.code, leading.period)


def table(view: EvaluationView) -> Table:
    """Return a row a part of the form, with how far it is, and beneath it a row for each figure that it is about."""
    rows: list[Row] = []
    for part in view.told.form.parts:
        done, asked = view.told.count(part.code)
        filled = f"{done} van {asked}"
        found = view.figures_of(part)
        why = "" if found else f": {_why_none(view, part)}"
        rows.append(
            {"deel": f"{part.title}{why}", "eigen": Cell(""), "nederland": Cell(""), "ingevuld": filled}
        )
        rows += [
            {
                "deel": f"{_UNDER}{each.label[0].lower()}{each.label[1:]}",
                "eigen": _in_unit(cell_of(each.own), each),
                "nederland": _in_unit(cell_of(each.country), each),
                "ingevuld": "",
            }
            for each in found
        ]
    shown = [each for part in view.told.form.parts for each in view.figures_of(part)]
    sources = [source for each in shown for source in (*each.own.sources, *each.country.sources)]
    return Table(
        caption=f"De onderdelen en de cijfers van {view.name} die erbij horen",
        columns=(
            Column("deel", "Onderdeel en cijfer"),
            Column("eigen", view.name, "getal", 1, region=view.code),
            Column("nederland", "Nederland", "getal", 1, region=NEDERLAND),
            Column("ingevuld", "Ingevuld"),
        ),
        rows=tuple(rows),
        row_header="deel",
        source=view.told.cite(sources) if sources else "",
        file_stem="zelfevaluatie cijfers",
    )


def _why_none(view: EvaluationView, part: FormPart) -> str:
    """Say why no figure stands beneath a part: nobody has one, the gemeente has none here, or none is loaded."""
    if not part.figures:
        return "geen open cijfer"
    is_known = any(view.readings.grid.known_periods(each) for each in part.figures)
    return f"hier geen cijfer van {view.name}" if is_known else "cijfer nog niet geladen"


def _in_unit(cell: Cell, figure: OwnFigurePointed) -> Cell:
    return replace(cell, unit=figure.indicator.unit, decimals=figure.indicator.decimals)
