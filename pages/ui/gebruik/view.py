"""What *Gebruik van jeugdhulp* shows: a gemeente through the half-years, with Nederland and its jeugdregio. Pure."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, NamedTuple

import pandas as pd

from metrics import dutch
from metrics.comparing import sentences
from metrics.comparing.comparison import Place
from metrics.places import breaks as breaks_of
from metrics.places.lineage import Lineage
from metrics.records import Records
from pages.ui.charts import marks
from pages.ui.charts.spec import Chart, LineChart, Point, Range, RangeBand, Series, SlopeChart
from pages.ui.parts.blocks import Card

NEDERLAND = "NL01"
WITHOUT_STAY, WITH_STAY, TEAM, NATURA = (
    "zonder_verblijf",
    "met_verblijf",
    "wijkteam_aandeel",
    "natura_jeugdhulp",
)
# Not among the figures of the catalogue: read from the observations of the same tables as NATURA.
NATURA_STAY, NATURA_STAY_OBSERVED = "natura_verblijf", "natura_verblijf_pct"
# Half-years from which a line says more than two moments side by side.
ENOUGH_FOR_A_LINE = 4
USE_TABLES = "84134NED (tot en met 2020) en 85099NED (vanaf 2021)"
NATURA_TABLES = "82972NED (tot en met 2020) en 85098NED (vanaf 2021)"
YOUTH_TABLES = "03759ned"


@dataclass(frozen=True)
class Measure:
    """One share: what it counts, in the words of its chart, and which tables bring it."""

    indicator: str
    title: str
    subtitle: str
    tables: str


MEASURES: Mapping[str, Measure] = {
    WITHOUT_STAY: Measure(
        WITHOUT_STAY,
        "Jeugdhulp zonder verblijf",
        "Jongeren tot 23 jaar met jeugdhulp zonder verblijf, in natura, in procent per halfjaar",
        USE_TABLES,
    ),
    WITH_STAY: Measure(
        WITH_STAY,
        "Jeugdhulp met verblijf",
        "Jongeren tot 23 jaar met jeugdhulp met verblijf, in natura, in procent per halfjaar",
        USE_TABLES,
    ),
    TEAM: Measure(
        TEAM,
        "Hulp van het wijkteam",
        "Van de jongeren met jeugdhulp zonder verblijf: het deel met hulp van het wijkteam, in procent",
        USE_TABLES,
    ),
    NATURA: Measure(
        NATURA,
        "Alle jeugdhulp in natura, tot 18 jaar",
        "Let op, andere maat: jongeren tot 18 jaar met jeugdhulp in natura, in procent per halfjaar",
        NATURA_TABLES,
    ),
    NATURA_STAY: Measure(
        NATURA_STAY,
        "Deel met verblijf, tot 18 jaar",
        "Van de jongeren tot 18 jaar met jeugdhulp in natura: het deel met verblijf, in procent per halfjaar",
        NATURA_TABLES,
    ),
}
# The four of the cards; the last measure goes with its own chart only.
ON_CARDS = (WITHOUT_STAY, WITH_STAY, TEAM, NATURA)


class Figure(NamedTuple):
    """One share; None: there is no figure, the status says why."""

    value: float | None
    is_provisional: bool
    cell_status: str
    source: str


NOTHING = Figure(None, False, "niet_geladen", "")


@dataclass(frozen=True)
class View:
    """What the page shows. `figures`: of the gemeente, Nederland and the jeugdregio, the report's where nothing
    else gives an indicator; `everyone`: all computed figures, to rank among.

    `jeugdregio`: code of the jeugdregio of today, '' where no division is loaded. `source_line` makes the
    source line of table ids.
    """

    code: str
    name: str
    jeugdregio: str
    figures: pd.DataFrame
    everyone: pd.DataFrame
    bands: pd.DataFrame
    records: Records
    lineage: Lineage
    names: Mapping[str, str]
    source_line: Callable[[Iterable[str]], str]

    @cached_property
    def _by_key(self) -> dict[tuple[str, str, str], Figure]:
        rows = self.figures
        columns = ["indicator", "region", "period", "value", "period_status", "cell_status", "source"]
        return {
            (indicator, region, period): Figure(
                dutch.finite(value), status in ("voorlopig", "nader_voorlopig"), cell, source
            )
            for indicator, region, period, value, status, cell, source in rows[columns].itertuples(
                index=False, name=None
            )
        }

    def figure(self, indicator: str, period: str, region: str = "") -> Figure:
        """Return one figure of the gemeente (default), Nederland or the jeugdregio."""
        return self._by_key.get((indicator, region or self.code, period), NOTHING)

    def halves(self, indicator: str) -> tuple[str, ...]:
        """Return the half-years in which the gemeente has a share, in time order."""
        found = {
            period
            for name, region, period in self._by_key
            if name == indicator and region == self.code and "H" in period
        }
        return tuple(sorted(period for period in found if self.figure(indicator, period).value is not None))

    def all_halves(self, indicator: str) -> tuple[str, ...]:
        """Return the half-years that the source holds for the gemeente or Nederland, in time order."""
        return tuple(
            sorted({period for name, _, period in self._by_key if name == indicator and "H" in period})
        )

    def source(self, indicator: str) -> str:
        """Return the source line of a share."""
        used = {
            figure.source
            for (name, _, _), figure in self._by_key.items()
            if name == indicator and figure.source
        }
        if any(text.startswith("rapport") for text in used):
            return "Eigenwijs transformeren (2021), zoals gedrukt"
        return self.source_line(sorted(used))

    @property
    def places(self) -> tuple[Place, ...]:
        """Who is drawn: the gemeente, its jeugdregio and Nederland."""
        own = Place(self.code, self.name, "own")
        region = Place(self.jeugdregio, f"Jeugdregio {self.names.get(self.jeugdregio, '')}", "extra")
        country = Place(NEDERLAND, "Nederland", "nederland")
        return (own, region, country) if self.jeugdregio else (own, country)


def sides(view: View, indicator: str) -> list[list[str]]:
    """Return the half-years of a share in runs that no break divides."""
    found = view.halves(indicator)
    return breaks_of.segments(found, breaks_of.breaks("use", view.code, view.lineage))


def title(view: View) -> str:
    """Return the title: the newest share of the first measure that has one."""
    for indicator in (WITHOUT_STAY, NATURA):
        halves = view.halves(indicator)
        if halves:
            subject = sentences.SUBJECTS[indicator]
            value = dutch.value(view.figure(indicator, halves[-1]).value, subject.unit, subject.decimals)
            moment = dutch.moment(halves[-1])
            return subject.level.format(periode=moment, naam=view.name, waarde=value).removesuffix(".")
    return f"Van {view.name} zijn nog geen cijfers over het gebruik van jeugdhulp geladen"


def trend(view: View, indicator: str) -> list[str]:
    """Say how a share went: a sentence for each run of at least two half-years that no break divides."""
    if indicator not in sentences.SUBJECTS:
        return []
    subject = sentences.SUBJECTS[indicator]
    place = view.places[0]
    found = []
    for run in sides(view, indicator):
        moments = [sentences.Moment(period, view.figure(indicator, period).value) for period in run]
        found.append(sentences.trend(subject, place, moments))
    return [text for text in found if text]


def cards(view: View) -> list[Card]:
    """Return the newest figure of each measure, beside Nederland in the same half-year."""
    return [_card(view, MEASURES[indicator]) for indicator in ON_CARDS]


def _card(view: View, measure: Measure) -> Card:
    halves = view.halves(measure.indicator)
    if not halves:
        return Card(
            measure.title, "", (f"Niet geladen of niet gegeven. Komt uit CBS-tabel {measure.tables}.",)
        )
    last = halves[-1]
    figure, country = view.figure(measure.indicator, last), view.figure(measure.indicator, last, NEDERLAND)
    decimals = 0 if measure.indicator == TEAM else 1
    beside = "" if country.value is None else f"Nederland {dutch.pct(country.value, decimals)}"
    star = "*" if figure.is_provisional else ""
    scope = "andere maat: tot 18 jaar" if measure.indicator == NATURA else ""
    return Card(
        f"{measure.title}, {dutch.period_heading(last)}",
        dutch.pct(figure.value, decimals) + star,
        tuple(line for line in (beside, scope, "voorlopig cijfer" if star else "") if line),
    )


def chart(view: View, indicator: str) -> Chart | None:
    """Return the half-years of a share: a line, two moments side by side, or None where there are no two."""
    measure = MEASURES[indicator]
    halves = view.all_halves(indicator)
    series = tuple(
        one for one in (_series(view, place, indicator, halves) for place in view.places) if one.last
    )
    own = view.halves(indicator)
    if len(own) < 2:
        return None
    names = dutch.names([one.name for one in series])
    alt = (
        f"{measure.title}, {dutch.period(own[0])} tot en met {dutch.period(own[-1])}, voor {names}. "
        "De waarden staan in de tabel onder de figuur."
    )
    heading = f"{measure.title} in {view.name}"
    if len(own) < ENOUGH_FOR_A_LINE:
        return SlopeChart(
            title=heading,
            subtitle=measure.subtitle,
            alt=alt,
            source=view.source(indicator),
            series=tuple(one for one in series if _has(one, own[0]) and _has(one, own[-1])),
            start=own[0],
            end=own[-1],
            unit="pct",
            decimals=1,
        )
    return LineChart(
        title=heading,
        subtitle=measure.subtitle,
        alt=alt,
        source=view.source(indicator),
        series=series,
        unit="pct",
        decimals=1,
        bands=range_bands(view, indicator),
        breaks=marks.breaks("use", view.code, view.lineage, view.records, halves),
        line_notes=marks.line_notes("use", view.code, view.name, view.lineage, view.records, halves),
    )


def range_bands(view: View, indicator: str) -> tuple[RangeBand, ...]:
    """Return both bands of a share as ranges: what is usual between gemeenten, and chance around the own figure."""
    rows = view.bands[(view.bands["indicator"] == indicator) & (view.bands["region"] == view.code)]
    rows = rows[rows["period"].isin(view.halves(indicator))].sort_values("period")
    found = []
    for name, shape, prefix in _BANDS:
        known = rows[rows[f"{prefix}_low_pct"].notna()]
        columns = (known["period"], known[f"{prefix}_low_pct"], known[f"{prefix}_high_pct"])
        ranges = tuple(Range(str(p), float(low), float(high)) for p, low, high in zip(*columns, strict=True))
        if ranges:
            found.append(RangeBand(name, shape, ranges))
    return tuple(found)


_BANDS: tuple[tuple[str, Literal["box", "whisker"], str], ...] = (
    ("gebruikelijk verschil tussen gemeenten", "box", "usual"),
    ("toevalsmarge", "whisker", "chance"),
)


def _series(view: View, place: Place, indicator: str, halves: Sequence[str]) -> Series:
    points = []
    for period in halves:
        figure = view.figure(indicator, period, place.code)
        # the table is there, and does not know this gemeente in this period
        status = "leeg" if figure is NOTHING else figure.cell_status
        points.append(Point(period, figure.value, figure.is_provisional, status))
    return Series(place.name, place.role, tuple(points))


def _has(series: Series, period: str) -> bool:
    return any(point.period == period and point.value is not None for point in series.points)
