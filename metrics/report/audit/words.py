"""Dutch numbers and names inside the audit's generated sentences. The figures beside them stay unrounded."""

from metrics.dutch import names as names
from metrics.numbers.rounding import round_half_up

NBSP = "\N{NO-BREAK SPACE}"
PERIODS = {
    "2017H1": "het eerste halfjaar van 2017",
    "2020H1": "het eerste halfjaar van 2020",
}
STATUSES = {
    "definitief": "definitief",
    "nader_voorlopig": "nader voorlopig",
    "voorlopig": "voorlopig",
    "onbekend": "status onbekend",
}


def number(value: float, decimals: int = 0) -> str:
    """Give a number with a decimal comma and points between thousands: 10143.5 (1) -> '10.143,5'."""
    text = f"{round_half_up(value, decimals) + 0.0:,.{max(decimals, 0)}f}"
    return text.translate(str.maketrans(",.", ".,"))


def eur(value: float, decimals: int = 0) -> str:
    """Give an amount in euro: '€ 10.143'."""
    return f"€{NBSP}{number(value, decimals)}"


def pct(value: float, decimals: int = 1) -> str:
    """Give a percentage: '8,1%'."""
    return f"{number(value, decimals)}%"


def value(amount: float, unit: str, decimals: int) -> str:
    """Give a figure in the unit of its column."""
    return {"eur": eur, "pct": pct}.get(unit, number)(amount, decimals)


def period(code: str) -> str:
    """Give a period in running text."""
    return PERIODS.get(code, code)
