"""What the report alone says about costs: its printed figures, and what follows from them. Pure."""

from collections.abc import Mapping

from metrics import dutch
from metrics.comparing.reading import Reading, Readings
from metrics.places.codes import NEDERLAND
from metrics.report import implied
from pages.ui.kosten.split import CostSplit
from pages.ui.parts.tables import Cell, Column, Row, Table, named

YEAR = "2019"
LEVEL, PRICE, INDEX = "lasten_per_inwoner", "lasten_per_jongere_met_jeugdzorg", "index_rapport"


def shown(readings: Readings, code: str) -> tuple[Reading, ...]:
    """Return the printed figures of the table: of the gemeente and Nederland."""
    return tuple(
        readings.read(indicator, region, YEAR)
        for region in (code, NEDERLAND)
        for indicator in (LEVEL, PRICE, INDEX)
    )


def title(readings: Readings, code: str, name: str) -> str:
    """Return the title: the printed lasten per inwoner."""
    value = readings.read(LEVEL, code, YEAR).value
    if value is None:
        return f"Het rapport geeft voor {name} geen lasten per inwoner"
    return f"In {YEAR} waren de lasten voor jeugdzorg {dutch.inside(name)} {dutch.euro(value)} per inwoner"


def table(readings: Readings, code: str, names: Mapping[str, str], source: str) -> Table:
    """Return the printed figures of the gemeente beside Nederland, and the begroting of 2017 that follows."""
    rows = [_row(readings, region, names.get(region, region)) for region in (code, NEDERLAND)]
    return Table(
        caption="De cijfers over lasten uit het rapport, en wat eruit volgt",
        columns=(
            Column("naam", "Gemeente"),
            Column("inwoner", "Lasten per inwoner 2019", "eur", 0),
            Column("jongere", "Lasten per jongere met jeugdzorg 2019", "eur", 0),
            Column("index", "Index 2019 (begroting 2017 = 100)", "index", 0),
            Column("begroting", "Begroting 2017 per inwoner, afgeleid"),
            Column("aantal", "Jongeren met jeugdzorg per 100 inwoners, afgeleid", "getal", 2),
        ),
        rows=tuple(rows),
        row_header="naam",
        highlight=frozenset({names.get(code, code)}),
        notes=(
            "Afgeleid: volgt uit de gedrukte cijfers. Die zijn afgerond; daarom heeft de begroting twee grenzen.",
        ),
        source=source,
    )


def _row(readings: Readings, region: str, name: str) -> Row:
    level, price, index = (
        readings.read(indicator, region, YEAR).value for indicator in (LEVEL, PRICE, INDEX)
    )
    budget = "–"
    if level and index:
        found = implied.base(level, index)
        budget = (
            f"{dutch.euro(found.value)} (tussen {dutch.euro(found.low, 1)} en {dutch.euro(found.high, 1)})"
        )
    users = implied.users_per_hundred(level, price).value if level and price else None
    return {
        "naam": named(name, region),
        "inwoner": _printed(level),
        "jongere": _printed(price),
        "index": _printed(index),
        "begroting": budget,
        "aantal": _printed(users),
    }


def _printed(value: float | None) -> Cell:
    """Return a printed figure, or the dash of the report: what it prints is no matter of CBS."""
    return Cell(value, "ok" if value is not None else "-")


def split(readings: Readings, code: str, name: str) -> CostSplit | None:
    """Take the difference with Nederland apart on printed figures; None where one of the four is missing."""
    pairs = [
        [readings.read(indicator, region, YEAR).value for region in (NEDERLAND, code)]
        for indicator in (LEVEL, PRICE)
    ]
    levels, prices = ([number for number in pair if number is not None] for pair in pairs)
    if len(levels) < 2 or len(prices) < 2:
        return None
    row = implied.split_of_printed((levels[0], levels[1]), (prices[0], prices[1])).iloc[0]
    return CostSplit("Nederland", name, {str(key): value for key, value in row.to_dict().items()})
