"""The two deciles of the report, recalculated with the tables that are loaded.

The report used 84866NED and 84868NED (figures of 2019, division of 2020). That it left out students is
inferred from Utrecht. Another division or another population gives other deciles: the reason then names
which was used. The medians are published in hundreds of euro, so gemeenten share values; where the order within
a tie would give the printed decile, that is the reason named (methode 26).
"""

from dataclasses import dataclass, replace

import pandas as pd

from metrics import dutch
from metrics.income import levels
from metrics.numbers.deciles import Worst, deciles
from metrics.numbers.rounding import Interval
from metrics.report import cells
from metrics.report.audit import words
from metrics.report.audit.computation import Computation
from metrics.report.audit.data import CLASS_YEAR, YEAR, AuditData

WITHOUT_STUDENTS = "mediaan_inkomen_zonder_studenten_eur"
WITH_STUDENTS = "mediaan_inkomen_eur"
LOW_INCOME = "kinderen_laag_inkomen_1jr_pct"
POPULATIONS = {WITHOUT_STUDENTS: "zonder studenten", WITH_STUDENTS: "met studenten", LOW_INCOME: ""}
_WORST: dict[str, Worst] = {WITHOUT_STUDENTS: "lowest", WITH_STUDENTS: "lowest", LOW_INCOME: "highest"}
_INDICATORS = {cells.SES: (WITHOUT_STUDENTS, WITH_STUDENTS), cells.POVERTY: (LOW_INCOME,)}
_MEASURES: dict[str, levels.Measure] = {cells.SES: "inkomen", cells.POVERTY: "laag_inkomen"}
_DECILES = {column: levels.MEASURES[measure].decile for column, measure in _MEASURES.items()}
_FIELDS = {
    cells.SES: "mediaan inkomen van huishoudens",
    cells.POVERTY: "% kinderen ten minste 1 jaar in een huishouden met een laag inkomen",
}


@dataclass(frozen=True)
class Distribution:
    """Figures of 2019 of all gemeenten in one table and population."""

    column: str  # of the report
    indicator: str
    source_id: str
    division: int | None  # year of the division
    period_status: str
    figures: pd.Series  # by gemeente code; missing: no figure

    @property
    def worst(self) -> Worst:
        """Which side decile 1 holds."""
        return _WORST[self.indicator]

    @property
    def told(self) -> str:
        """What was used, in words: '85342NED, indeling 2022, met studenten'."""
        division = f"indeling {self.division}" if self.division else "indeling onbekend"
        population = POPULATIONS[self.indicator]
        return ", ".join(part for part in (self.source_id, division, population) if part)


def distributions(data: AuditData, column: str) -> list[Distribution]:
    """Return every loaded table and population that gives the figures of 2019, the closest to the report's
    first.

    Closest: the division of 2020, then the nearest year; without students before with students.
    """
    rows = data.facts.observations
    names = _INDICATORS[column]
    wanted = rows[
        rows["indicator"].isin(names)
        & (rows["period"] == str(YEAR))
        & rows["region"].astype(str).str.startswith("GM")
    ]
    found = []
    for (indicator, source), part in wanted.groupby(["indicator", "source_id"], sort=True):
        values = part.drop_duplicates("region").set_index("region")["value"].astype(float).sort_index()
        if values.notna().any():
            division = data.divisions.get(str(source))
            status = str(part["period_status"].iloc[0])
            found.append(Distribution(column, str(indicator), str(source), division, status, values))
    return sorted(
        found,
        key=lambda one: (abs((one.division or 9999) - CLASS_YEAR), names.index(one.indicator), one.source_id),
    )


class Deciles:
    """Our deciles of one column (metrics.report.recomputed) with the table they were made of, for all gemeenten."""

    def __init__(self, data: AuditData, column: str) -> None:
        """Find the distribution that our deciles were made of."""
        self.data = data
        self.column = column
        places = data.deciles(_MEASURES[column])
        self.found = distributions(data, column)
        made_of = {
            (text.split(",")[0], name)
            for text, name in zip(places["source"], places["indicator"], strict=True)
        }
        self.chosen = next((one for one in self.found if (one.source_id, one.indicator) in made_of), None)
        if self.chosen is not None:
            self.lowest, self.highest = tie_bounds(self.chosen.figures, self.chosen.worst)

    def computation(self, code: str) -> Computation:
        """Recalculate the decile of one gemeente."""
        table = self.data.table_to_load(_DECILES[self.column])
        blank = Computation(
            field=_FIELDS[self.column],
            period=str(YEAR),
            sources=(table,),
            calculation=_DECILES[self.column],
            variables={"regio": code, "tabel": table, "indicator": _INDICATORS[self.column][0]},
        )
        if not self.found:
            return replace(blank, absent=(table,))
        own, decile = self.chosen, self.data.ours(code, self.column)
        if own is None or decile != decile:
            loaded = (own or self.found[0]).source_id
            return replace(
                blank,
                sources=(loaded,),
                gap=f"{loaded} heeft voor {self.data.name(code)} in 2019 geen cijfer.",
            )
        low, high = float(self.lowest[code]), float(self.highest[code])
        n = int(own.figures.notna().sum())
        shown = self._value(code)
        other = "" if own.source_id == table else f"; het rapport gebruikte {table} (indeling 2020)"
        made = f"{shown} is deciel {dutch.number(decile)} van {n} gemeenten ({own.told})"
        return replace(
            blank,
            sources=(own.source_id,),
            period_status=words.STATUSES.get(own.period_status, own.period_status),
            variables={"regio": code, "tabel": own.source_id, "indicator": own.indicator},
            ours=decile,
            tied=Interval(low - 0.5, high + 0.5),
            made=f"{made}.",
            made_tied=f"{made}; meer gemeenten hebben dit cijfer, en in een andere volgorde is het deciel "
            f"{dutch.number(low)} of {dutch.number(high)}{other}.",
            differs=f"{made}{other}.",
        )

    def _value(self, code: str) -> str:
        figure = float(self.chosen.figures[code]) if self.chosen is not None else float("nan")
        if self.column == cells.SES:
            return f"Een mediaan inkomen van {dutch.euro(figure)} in 2019"
        return f"Een aandeel van {dutch.pct(figure)} in 2019"


def tie_bounds(values: pd.Series, worst: Worst) -> tuple[pd.Series, pd.Series]:
    """Return the lowest and highest decile that the order among equal values allows."""
    by_order = [deciles(values, worst, rule) for rule in ("laagste_rang", "hoogste_rang")]
    return by_order[0], by_order[1]
