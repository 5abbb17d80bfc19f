"""Figures 1-5 of the report drawn again: charts, the ends beside the printed ones, and what is said. Pure."""

from collections.abc import Callable, Iterable, Mapping

from metrics import dutch
from metrics.comparing.leading import ENOUGH_FOR_A_LINE
from metrics.numbers.rounding import round_half_up
from metrics.places.codes import NEDERLAND, jeugdregio
from metrics.report.redrawn import ReportFigure, ReportLine
from pages.ui.charts import marks
from pages.ui.charts.spec import Chart, Point, Series
from pages.ui.charts.spec.lines import LineChart
from pages.ui.charts.spec.slope import SlopeChart
from pages.ui.parts.tables import Column, Row, Table
from pages.ui.parts.theme import Role

_ROLES: Mapping[str, Role] = {"case": "own", "country": "nederland", "region": "extra", "reference": "other"}
SUBTITLE = "Jongeren met jeugdhulp zonder verblijf, index, eerste halfjaar van 2017 = 100"
PICTURES = (
    "Het rapport geeft deze lijnen alleen als plaatje. Alleen de eindpunten zijn te controleren, met tabel 3, 5, 7, 9 "
    "en 11. Wat ertussen ligt, is van ons: uit de percentages die nu bij het CBS staan."
)
WEIGHED = (
    "{names}: de percentages van voor de herindeling zijn die van de voorgangers, gewogen zoals in bijlage 3 van het "
    "rapport."
)


def chart(
    figure: ReportFigure, names: Mapping[str, str], cite: Callable[[Iterable[str]], str]
) -> Chart | None:
    """Return the figure as lines, as two moments where only those are loaded, or None where there are no two."""
    periods = figure.periods
    if len(periods) < 2 or not _ends(figure, figure.case):
        return None
    series = tuple(_series(line, names, periods) for line in figure.lines if _has_value(line))
    heading = title(figure, names)
    alt = marks.lines_in_words(heading, periods, series)
    source = cite(dict.fromkeys(source for line in figure.lines for source in line.sources))
    notes = (*_weighed(figure, names), *misprint(figure, names))
    if len(periods) < ENOUGH_FOR_A_LINE:
        return SlopeChart(
            title=heading, subtitle=SUBTITLE, alt=alt, source=source, notes=notes, series=series, start=periods[0],
            end=periods[-1], unit="index", decimals=0, base_line=100,
        )  # fmt: skip
    return LineChart(
        title=heading, subtitle=SUBTITLE, alt=alt, source=source, notes=notes, series=series, unit="index",
        decimals=0, base_line=100,
    )  # fmt: skip


def title(figure: ReportFigure, names: Mapping[str, str]) -> str:
    """Return what the figure shows: where the gemeente and Nederland end."""
    own, country = (_ends(figure, code) for code in (figure.case, NEDERLAND))
    beside = f", {names.get(NEDERLAND, 'Nederland')} op {country}" if country else ""
    return (
        f"Figuur {figure.number}: {names[figure.case]} staat in het eerste halfjaar van 2020 op {own}{beside}"
    )


def ends_table(figure: ReportFigure, names: Mapping[str, str]) -> Table:
    """Return the ends of the lines beside those that the report prints, in the order of its table."""
    columns = (
        Column("naam", "Lijn"), Column("gedrukt", f"Gedrukt in tabel {figure.table}", "index", 0),
        Column("ons", "Nagerekend", "index", 1), Column("uit", "Uit de twee gedrukte percentages", "index", 1),
        Column("gelijk", "Gelijk?"),
    )  # fmt: skip
    rows: list[Row] = [
        {
            "naam": names.get(line.code, line.code), "gedrukt": line.printed, "ons": _end(line),
            "uit": line.from_printed, "gelijk": _same(line),
        }
        for line in figure.lines
    ]  # fmt: skip
    return Table(
        f"Figuur {figure.number}: het eerste halfjaar van 2020 naast tabel {figure.table}",
        columns,
        tuple(rows),
        row_header="naam",
        highlight=frozenset({names.get(figure.case, figure.case)}),
        notes=misprint(figure, names),
        source=f"Bron: tabel {figure.table} van het rapport 'Eigenwijs transformeren' (2021)",
    )


def misprint(figure: ReportFigure, names: Mapping[str, str]) -> tuple[str, ...]:
    """Return for each line whose printed index its own percentages cannot give, that the two differ and how."""
    return tuple(
        f"{names.get(line.code, line.code)}: tabel {figure.table} drukt index {dutch.number(line.printed, 0)}, maar "
        f"de percentages ernaast ({dutch.pct(line.first_pct)} en {dutch.pct(line.last_pct)}) geven "
        f"{dutch.number(line.from_printed, 0)}."
        for line in figure.lines
        if not _fits(line)
    )


def _fits(line: ReportLine) -> bool:
    low, high = (
        100 * (line.last_pct + end) / (line.first_pct - end) for end in (-0.05, 0.05)
    )  # each percentage is printed in one decimal
    return low - 0.5 <= line.printed <= high + 0.5


def _end(line: ReportLine) -> float | None:
    return line.halves["2020H1"]


def _ends(figure: ReportFigure, code: str) -> str:
    found = [_end(line) for line in figure.lines if line.code == code]
    return "" if not found or found[0] is None else dutch.number(found[0], 0)


def _same(line: ReportLine) -> str:
    end = _end(line)
    if end is None:
        return ""
    return "ja" if round_half_up(end, 0) == line.printed else "nee"


def _has_value(line: ReportLine) -> bool:
    return any(value is not None for value in line.halves.values())


def _series(line: ReportLine, names: Mapping[str, str], periods: Iterable[str]) -> Series:
    points = tuple(
        Point(
            one,
            line.halves[one],
            one in line.provisional,
            "ok" if line.halves[one] is not None else "geen_cijfer",
        )
        for one in periods
    )
    name = names.get(line.code, line.code)
    return Series(jeugdregio(name) if line.kind == "region" else name, _ROLES[line.kind], points)


def _weighed(figure: ReportFigure, names: Mapping[str, str]) -> tuple[str, ...]:
    found = [names.get(line.code, line.code) for line in figure.lines if line.weighed]
    return (WEIGHED.format(names=dutch.names(found)),) if found else ()
