"""What the report alone says about costs: its printed figures, and what follows from them. Pure."""

from collections.abc import Mapping

import pandas as pd

from metrics import dutch
from metrics.report import implied
from pages.ui.kosten.split import Split
from pages.ui.kosten.view import NEDERLAND
from pages.ui.parts.tables import Cell, Column, Row, Table

YEAR = "2019"
SOURCE = "Eigenwijs transformeren (2021), tabellen 2 tot en met 11, zoals gedrukt"


def printed(figures: pd.DataFrame, indicator: str, region: str) -> float | None:
    """Return a printed figure of 2019 (metrics.report.printed.figures_of_report); None where the report has none."""
    rows = figures[(figures["indicator"] == indicator) & (figures["region"] == region)]
    rows = rows[rows["period"] == YEAR]
    return None if rows.empty else dutch.finite(rows["value"].iloc[0])


def title(figures: pd.DataFrame, code: str, name: str) -> str:
    """Return the title: the printed lasten per inwoner."""
    value = printed(figures, "lasten_per_inwoner", code)
    if value is None:
        return f"Het rapport geeft voor {name} geen lasten per inwoner"
    return f"In {YEAR} waren de lasten voor jeugdzorg in {name} {dutch.euro(value)} per inwoner"


def table(figures: pd.DataFrame, code: str, names: Mapping[str, str]) -> Table:
    """Return the printed figures of the gemeente beside Nederland, and the begroting of 2017 that follows."""
    rows = [_row(figures, region, names.get(region, region)) for region in (code, NEDERLAND)]
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
        source=f"Bron: {SOURCE}",
    )


def _row(figures: pd.DataFrame, region: str, name: str) -> Row:
    level, price, index = (
        printed(figures, indicator, region)
        for indicator in ("lasten_per_inwoner", "lasten_per_jongere_met_jeugdzorg", "index_rapport")
    )
    budget = "–"
    if level and index:
        found = implied.base(level, index)
        budget = (
            f"{dutch.euro(found.value)} (tussen {dutch.euro(found.low, 1)} en {dutch.euro(found.high, 1)})"
        )
    users = implied.users_per_hundred(level, price).value if level and price else None
    return {
        "naam": name,
        "inwoner": Cell(level, "ok" if level is not None else "-"),
        "jongere": Cell(price, "ok" if price is not None else "-"),
        "index": Cell(index, "ok" if index is not None else "-"),
        "begroting": budget,
        "aantal": Cell(users, "ok" if users is not None else "-"),
    }


def split(figures: pd.DataFrame, code: str, name: str) -> Split | None:
    """Take the difference with Nederland apart on printed figures; None where one of the four is missing."""
    pairs = [
        [printed(figures, indicator, region) for region in (NEDERLAND, code)]
        for indicator in ("lasten_per_inwoner", "lasten_per_jongere_met_jeugdzorg")
    ]
    levels, prices = ([number for number in pair if number is not None] for pair in pairs)
    if len(levels) < 2 or len(prices) < 2:
        return None
    row = implied.split_of_printed((levels[0], levels[1]), (prices[0], prices[1])).iloc[0]
    return Split("Nederland", name, {str(key): value for key, value in row.to_dict().items()})
