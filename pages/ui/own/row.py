"""One row of an upload, read cell by cell: what is wrong is said with row and column, all of it at once."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

import pandas as pd

from metrics import dutch
from metrics.comparing import own_figures
from metrics.comparing.own_figures import AMOUNTS, FORECAST, KINDS, NAMED, OwnFigure
from metrics.places.names import Answer, Names
from metrics.typed_text import one_line
from pages.ui.own import amount, heading, sheet
from pages.ui.own.amount import Number
from pages.ui.own.sheet import SheetLine
from pages.ui.own.template import NAME, UNITS

FIRST_YEAR = 2015  # the Jeugdwet began in 2015
SMALLEST_COUNT_N = 10  # a smaller number of young people could point at a child
DIFFERS_PCT = 1.0  # from here on the difference with Iv3 is mentioned
TIMES_THOUSAND = (600, 1600)  # between these factors an amount was given in the wrong unit
PER_HEAD_FLOOR_EUR = 5  # lasten per inhabitant under this are thousands, where Iv3 cannot tell
PER_HEAD_MOST_EUR = 3_000  # nobody's youth care costs more per inhabitant
ALIKE = (0.2, 5)  # so many times the official amount is no other reading of the same number
_USUAL_EUR = 350  # lasten per inhabitant about which gemeenten lie, where nothing else is known
LONGEST_NAME = 40
FORECAST_YEARS_N = 4  # a begroting looks four years ahead
_DAY = re.compile(r"(20\d\d)-(\d\d)-(\d\d)(?: 00:00:00)?")  # as a workbook keeps a date
_MOST_OF = 2  # more than one in two inhabitants with jeugdzorg cannot be


@dataclass(frozen=True)
class Known:
    """What a file is checked against: which gemeenten there are, the official figures, and what day it is.

    `observations` (metrics.facts): inhabitants of years that have no figure yet.
    """

    names: Names
    figures: pd.DataFrame
    observations: pd.DataFrame | None = None
    today: date = field(default_factory=date.today)
    _of_region: dict[str, tuple[pd.DataFrame, pd.DataFrame | None]] = field(default_factory=dict, init=False)
    _people: dict[tuple[str, int], float | None] = field(default_factory=dict, init=False)

    def official(self, region: str) -> tuple[pd.DataFrame, pd.DataFrame | None]:
        """Return the figures and observations of one region: looked for once, not with every row of a file."""
        if region not in self._of_region:
            figures, more = self.figures, self.observations
            observed = None if more is None else more[more["region"] == region]
            self._of_region[region] = figures[figures["region"] == region], observed
        return self._of_region[region]

    def inhabitants(self, region: str, year: int) -> float | None:
        """Return the inhabitants of a gemeente in a year; of the nearest year before where that is not loaded."""
        if year < FIRST_YEAR:
            return None
        at = region, year
        if at not in self._people:
            figures, observations = self.official(region)
            found = own_figures.inhabitants(figures, region, year, observations)
            self._people[at] = found or self.inhabitants(region, year - 1)
        return self._people[at]


class UploadRow:
    """Reads one figure; after `figure()` the `problems` and `remarks` are there.

    `unit`: said in a heading, for a table without a column of units. `label`: what the column of amounts is called in
    a message, where a row has several. `given`: what a heading says, in place of a cell.
    """

    def __init__(
        self,
        line: SheetLine,
        at: Mapping[str, int],
        known: Known,
        *,
        unit: str = "",
        label: str = "waarde",
        given: Mapping[str, str] | None = None,
    ) -> None:
        self._line, self._at, self._known = line, at, known
        self._unit, self._label, self.given = unit, label, given or {}
        self.problems: list[str] = []
        self.remarks: list[str] = []

    @property
    def number(self) -> int:
        """The number of the row in the user's own program."""
        return self._line.number

    @property
    def first(self) -> str:
        """The first cell that is filled in."""
        return next((cell for cell in self._line.cells if cell), "")

    @property
    def is_title(self) -> bool:
        """Say whether the row holds nothing but one text: a heading over rows, or a line under them."""
        filled = [cell for cell in self._line.cells if cell]
        return len(set(filled)) == 1 and any(mark.isalpha() for mark in filled[0])

    def label(self, column: str) -> str:
        """Return what a column is called in the file."""
        return self._label if column == "waarde" else column

    def text(self, column: str) -> str:
        """Return the text of a cell; empty where the row is shorter than the header, or has no such column."""
        if column in self.given:
            return self.given[column]
        n = self._at.get(column, len(self._line.cells))
        return re.sub(r"\s+", " ", self._line.cells[n]) if n < len(self._line.cells) else ""

    def figure(self) -> OwnFigure | None:
        """Return the figure of this row; None where something is wrong (see `problems`)."""
        return self.amount()

    def amount(self, *, parts: bool = False) -> OwnFigure | None:
        """Return the figure as `figure` does; with `parts` it may be a part, also under zero, of lasten."""
        formulas = [n for name, n in self._at.items() if self.text(name)[:1] == "="]
        if formulas:
            self.problems += [sheet.formula(self.number, n) for n in formulas]
            return None
        region, kind = self._region(), self._kind()
        year = self._year(kind)
        number = self._number(parts=parts)
        unit = self._unit_of(kind, number)
        if region is None or year is None or kind is None or number is None or unit is None:
            return None
        if (kind in AMOUNTS) == (unit == "jongeren"):
            self._problem("eenheid", f"'{self.text('eenheid') or unit}' past niet bij '{KINDS[kind]}'.")
            return None
        own = OwnFigure(region, year, kind, round(number.value * UNITS[unit], 2), self._name_of(kind))
        if parts:
            return own
        fits = self._amount_fits(own, number, unit) if kind in AMOUNTS else self._count_fits(own)
        return own if fits else None

    def _problem(self, column: str, text: str) -> None:
        self.problems.append(f"Rij {self.number}, kolom {self.label(column)}: {text}")

    def _kind(self) -> str | None:
        typed = self.text("soort")
        said = heading.said_in(typed)
        if said is None:
            self._problem("soort", f"'{typed}' kennen we niet. Kies uit: {', '.join(KINDS.values())}.")
            return None
        return said.kind

    def _name_of(self, kind: str) -> str:
        """Return what tells one forecast of a year from another; empty where nothing does."""
        said = heading.said_in(self.text("soort"))
        name = self.text(NAME) or (said.name if said else "")
        day = _DAY.fullmatch(name)
        if day:
            name = dutch.date_nl(date(*map(int, day.groups())))
        if name and kind not in NAMED:
            self.remarks.append(
                f"De naam of datum bij '{KINDS[kind]}' is niet gelezen: die telt alleen bij een "
                f"{' of '.join(KINDS[each] for each in NAMED)}."
            )
            return ""
        if len(name) > LONGEST_NAME or (name and not name[0].isalnum()):
            self._problem(
                NAME,
                f"gebruik een naam of datum van ten hoogste {LONGEST_NAME} tekens, zonder leesteken vooraan.",
            )
        return one_line(name)

    def _unit_of(self, kind: str | None, number: Number | None) -> str | None:
        """Return the unit: of its own column, else of the heading, the cell itself, or what is counted."""
        typed = self.text("eenheid")
        if typed:
            unit = heading.unit_of(typed)
            if not unit:
                self._problem("eenheid", f"'{typed}' kennen we niet. Kies uit: {', '.join(UNITS)}.")
            return unit or None
        if kind is not None and kind not in AMOUNTS:
            return "jongeren"
        if self._unit:
            return self._unit
        if number is not None and number.in_euro:
            return "euro"
        if kind is not None and number is not None:
            self._problem(
                "waarde",
                f"is '{self.text('waarde')}' in euro of in duizend euro? Maak een kolom eenheid met 'euro' of "
                "'duizend euro'.",
            )
        return None

    def _region(self) -> str | None:
        names = self._known.names
        if self.text("code"):
            return self._coded(self.text("code"), self.text("gemeente"))
        if not self.text("gemeente"):
            self._problem(
                "gemeente", "deze cel is leeg. Vul in elke rij de gemeente in, zonder samengevoegde cellen."
            )
            return None
        return self._resolved(names.resolve(self.text("gemeente")))

    def _coded(self, code: str, name: str) -> str | None:
        """Return the gemeente of a code; a name beside it must be of the same one."""
        names = self._known.names
        region = self._resolved(names.resolve(code))
        if region is None or not name or names.resolve(name).code == region:
            return region
        told = names.name(region)
        self._problem(
            "gemeente", f"de code {code} is van {told}, en hier staat '{name}'. Welke van de twee is het?"
        )
        return None

    def _resolved(self, answer: Answer) -> str | None:
        names = self._known.names
        if answer.code is not None and not answer.is_followed:
            return answer.code
        if answer.is_followed or answer.parts:
            self._problem("gemeente", f"{names.told(answer)} Vul de cijfers van nu in.")
        else:
            self.problems.append(f"Rij {self.number}: {names.told(answer)}")
        return None

    def _year(self, kind: str | None) -> int | None:
        typed, now = self.text("jaar"), self._known.today.year
        told = heading.said_in(self.text("soort"))  # 'Begroting 2024' says it too
        year = heading.year_of(typed) if typed or told is None else told.year
        if year is not None and told is not None and told.year not in (None, year):
            self._problem(
                "jaar", f"hier staat {year}, en bij de soort '{self.text('soort')}'. Welk jaar is het?"
            )
            return None
        if year is None or year < FIRST_YEAR:
            self._problem("jaar", f"'{typed}' is geen jaar vanaf {FIRST_YEAR}. Vul vier cijfers in.")
            return None
        # a year is booked and counted when it is over; a begroting is made the year before, with the years after it
        later = {"begroting": 1, None: 1, "begroting_na_wijziging": 0, FORECAST: FORECAST_YEARS_N}
        newest = now + later.get(kind, -1)
        if year > newest:
            what = KINDS[kind] if kind else "een cijfer"
            self._problem("jaar", f"{what} over {year} kan er nog niet zijn: het is nu {now}.")
            return None
        return year

    def _number(self, *, parts: bool) -> Number | None:
        typed = self.text("waarde")
        try:
            found = amount.read(typed)
        except ValueError:
            self._problem("waarde", f"'{typed}' is geen getal. Gebruik een komma voor decimalen.")
            return None
        if parts:
            return found
        if found.value < 0:
            self._problem("waarde", f"'{typed}' is lager dan 0.")
        elif found.value == 0:
            self._problem("waarde", "0 is hier geen cijfer. Laat de cel leeg waar u het cijfer niet hebt.")
        else:
            return found
        return None

    def _count_fits(self, own: OwnFigure) -> bool:
        people = self._known.inhabitants(own.region, own.year)
        if not own.value.is_integer():
            self._problem("waarde", f"'{self.text('waarde')}' is geen heel aantal jongeren.")
        elif own.value < SMALLEST_COUNT_N:
            self._problem("waarde", f"een aantal onder {SMALLEST_COUNT_N} jongeren nemen we niet op.")
        elif people and own.value * _MOST_OF > people:
            self._problem(
                "waarde",
                f"{dutch.number(own.value)} jongeren kan niet: {self._name(own)} heeft "
                f"{dutch.number(people)} inwoners.",
            )
        return not self.problems

    def _amount_fits(self, own: OwnFigure, number: Number, unit: str) -> bool:
        beside = own_figures.beside_official(own, self._known.official(own.region)[0])
        if self._in_doubt(own, beside.official, number, unit):
            return False
        heads = self._known.inhabitants(own.region, own.year)
        low, high = TIMES_THOUSAND
        times = own.value / beside.official if beside.official else None
        per_head = own.value / heads if heads else None
        if per_head is not None and per_head * 1000 < PER_HEAD_FLOOR_EUR:
            self._problem(
                "waarde",
                f"'{self.text('waarde')}' {unit} is te weinig voor {self._name(own)}. Staat het in miljoenen? "
                "Zet dan 'miljoen euro' in de kolom eenheid.",
            )
        elif (per_head is not None and per_head < PER_HEAD_FLOOR_EUR) or (
            times is not None and 1 / high < times < 1 / low
        ):
            self._problem(
                "waarde",
                "dit bedrag lijkt in duizenden euro's te staan. Klopt dat? "
                "Zet dan 'duizend euro' in de kolom eenheid.",
            )
        elif times is not None and low < times < high:
            self._problem(
                "eenheid", "dit bedrag is ongeveer duizend keer zo hoog als in Iv3. Staat het in euro?"
            )
        elif per_head is not None and per_head > PER_HEAD_MOST_EUR:
            self._problem(
                "waarde",
                f"dit is {dutch.euro(per_head)} per inwoner van {self._name(own)}. Meer dan "
                f"{dutch.euro(PER_HEAD_MOST_EUR)} per inwoner kan niet. Kijk naar het bedrag en de eenheid.",
            )
        elif own.kind == FORECAST:
            pass  # how far it lay from the rekening is what the page shows
        elif beside.difference_pct is not None and abs(beside.difference_pct) >= DIFFERS_PCT:
            self.remarks.append(self._differs(own, beside.official, abs(beside.difference_pct)))
        return not self.problems

    def _in_doubt(self, own: OwnFigure, official_eur: float | None, number: Number, unit: str) -> bool:
        """Ask about a number that can be read in two ways, where the reading is not what Iv3 has."""
        typed = self.text("waarde")
        if number.doubt == "komma" and unit == "euro":
            # a Dutch fraction, and also what an English spreadsheet writes for thousands
            self._problem("waarde", f"bedoelt u {typed.replace(',', '.')}? Een komma staat voor decimalen.")
        elif number.doubt and unit != "euro":
            low, high = ALIKE
            other = own.value / 1000 if number.doubt == "punt" else own.value * 1000
            expected = official_eur or (self._known.inhabitants(own.region, own.year) or 0) * _USUAL_EUR
            fits, other_fits = (
                bool(expected) and low < each / expected < high for each in (own.value, other)
            )
            if not fits and other_fits and number.doubt == "punt":
                whole, parts = typed.replace(".", ""), typed.replace(".", ",")
                self._problem("waarde", f"is '{typed}' {whole} of {parts}? Schrijf het zonder punt.")
            elif not fits and other_fits:
                self._problem(
                    "waarde", f"bedoelt u {typed.replace(',', '.')}? Een komma staat voor decimalen."
                )
        return bool(self.problems)

    def _name(self, own: OwnFigure) -> str:
        return self._known.names.name(own.region)

    def _differs(self, own: OwnFigure, official_eur: float | None, by_pct: float) -> str:
        where = "de oorspronkelijke begroting in Iv3" if own.kind == "begroting_na_wijziging" else "Iv3"
        return (
            f"{self._name(own)}, {own.year}, {KINDS[own.kind]}: uw cijfer wijkt "
            f"{dutch.pct(by_pct)} af van {where} ({dutch.euro(official_eur)}). "
            "Dat kan kloppen, bijvoorbeeld na een wijziging."
        )
