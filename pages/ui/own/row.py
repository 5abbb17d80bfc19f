"""One row of an upload, read cell by cell: what is wrong is said with row and column, all of it at once."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeVar

import pandas as pd

from metrics import dutch
from metrics.comparing import own_figures
from metrics.comparing.own_figures import AMOUNTS, KINDS, OwnFigure
from metrics.places.names import Names
from pages.ui.own.sheet import SheetLine
from pages.ui.own.template import UNITS

FIRST_YEAR, LAST_YEAR = 2015, 2099  # the Jeugdwet began in 2015
SMALLEST_COUNT_N = 10  # a smaller number of young people could point at a child
DIFFERS_PCT = 1.0  # from here on the difference with Iv3 is mentioned
TIMES_THOUSAND = (600, 1600)  # between these factors an amount was given in the wrong unit
PER_HEAD_FLOOR_EUR = 5  # lasten per inhabitant under this are thousands, where Iv3 cannot tell

T = TypeVar("T")
_KINDS = {title: kind for kind, title in KINDS.items()}


@dataclass(frozen=True)
class Known:
    """What a file is checked against: which gemeenten there are, and the official figures."""

    names: Names
    figures: pd.DataFrame


class UploadRow:
    """Reads one row; after `figure()` the `problems` and `remarks` are there."""

    def __init__(self, line: SheetLine, at: Mapping[str, int], known: Known) -> None:
        self._line, self._at, self._known = line, at, known
        self.problems: list[str] = []
        self.remarks: list[str] = []

    def text(self, column: str) -> str:
        """Return the text of a cell; empty where the row is shorter than the header."""
        n = self._at[column]
        return re.sub(r"\s+", " ", self._line.cells[n]) if n < len(self._line.cells) else ""

    def figure(self) -> OwnFigure | None:
        """Return the figure of this row; None where something is wrong (see `problems`)."""
        region, year = self._region(), self._year()
        kind, factor = self._one_of("soort", _KINDS), self._one_of("eenheid", UNITS)
        value = self._number(in_euro=factor == 1)
        if region is None or year is None or kind is None or factor is None or value is None:
            return None
        if (kind in AMOUNTS) == (self.text("eenheid").lower() == "jongeren"):
            self._problem("eenheid", f"'{self.text('eenheid')}' past niet bij '{KINDS[kind]}'.")
            return None
        own = OwnFigure(region, year, kind, value * factor)
        fits = self._amount_fits(own) if kind in AMOUNTS else self._count_fits(value)
        return own if fits else None

    def _problem(self, column: str, text: str) -> None:
        self.problems.append(f"Rij {self._line.number}, kolom {column}: {text}")

    def _one_of(self, column: str, options: Mapping[str, T]) -> T | None:
        typed = self.text(column)
        if typed.lower() not in options:
            self._problem(column, f"'{typed}' kennen we niet. Kies uit: {', '.join(options)}.")
        return options.get(typed.lower())

    def _region(self) -> str | None:
        names = self._known.names
        answer = names.resolve(self.text("gemeente"))
        if answer.code is not None and not answer.is_followed:
            return answer.code
        if answer.is_followed or answer.parts:
            self._problem("gemeente", f"{names.told(answer)} Vul de cijfers van nu in.")
        else:
            self.problems.append(f"Rij {self._line.number}: {names.told(answer)}")
        return None

    def _year(self) -> int | None:
        typed = self.text("jaar")
        if re.fullmatch(r"[0-9]{4}", typed) and FIRST_YEAR <= int(typed) <= LAST_YEAR:
            return int(typed)
        self._problem("jaar", f"'{typed}' is geen jaar vanaf {FIRST_YEAR}. Vul vier cijfers in.")
        return None

    def _number(self, *, in_euro: bool) -> float | None:
        typed = self.text("waarde")
        try:
            value = float(dutch.parse(typed))
        except ValueError:
            self._problem("waarde", f"'{typed}' is geen getal. Gebruik een komma voor decimalen.")
            return None
        if in_euro and re.fullmatch(r"\d{1,3},\d{3}", typed):
            # a Dutch fraction, and also what an English spreadsheet writes for thousands
            self._problem("waarde", f"bedoelt u {typed.replace(',', '.')}? Een komma staat voor decimalen.")
            return None
        if value < 0:
            self._problem("waarde", f"'{typed}' is lager dan 0.")
            return None
        return value

    def _count_fits(self, value: float) -> bool:
        if not value.is_integer():
            self._problem("waarde", f"'{self.text('waarde')}' is geen heel aantal jongeren.")
        elif value < SMALLEST_COUNT_N:
            self._problem("waarde", f"een aantal onder {SMALLEST_COUNT_N} jongeren nemen we niet op.")
        return value.is_integer() and value >= SMALLEST_COUNT_N

    def _amount_fits(self, own: OwnFigure) -> bool:
        beside = own_figures.beside_official(own, self._known.figures)
        heads = own_figures.inhabitants(self._known.figures, own.region, own.year)
        low, high = TIMES_THOUSAND
        times = own.value / beside.official if beside.official else None
        if times is None:
            in_thousands = bool(heads) and 0 < own.value / (heads or 1) < PER_HEAD_FLOOR_EUR
        else:
            in_thousands = 1 / high < times < 1 / low
        if in_thousands:
            self._problem(
                "waarde",
                "dit bedrag lijkt in duizenden euro's te staan. Klopt dat? "
                "Zet dan 'duizend euro' in de kolom eenheid.",
            )
        elif times is not None and low < times < high:
            self._problem(
                "eenheid", "dit bedrag is ongeveer duizend keer zo hoog als in Iv3. Staat het in euro?"
            )
        elif beside.difference_pct is not None and abs(beside.difference_pct) >= DIFFERS_PCT:
            self.remarks.append(self._differs(own, beside.official, abs(beside.difference_pct)))
        return not self.problems

    def _differs(self, own: OwnFigure, official_eur: float | None, by_pct: float) -> str:
        where = "de oorspronkelijke begroting in Iv3" if own.kind == "begroting_na_wijziging" else "Iv3"
        return (
            f"{self._known.names.name(own.region)}, {own.year}, {KINDS[own.kind]}: uw cijfer wijkt "
            f"{dutch.pct(by_pct)} af van {where} ({dutch.euro(official_eur)}). "
            "Dat kan kloppen, bijvoorbeeld na een wijziging."
        )
