"""Dutch numbers, dates and periods: the one place where a value becomes text.

Numbers go through babel (nl_NL) after being rounded half up in decimal, so 103.25 with one decimal is `103,3`
and never `103,2`. Missing (None, NaN, NaT, pd.NA) becomes `–`; why it is missing is said elsewhere, by the
cell's status. An infinite number is a defect of the caller and raises ValueError.
"""

import math
import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from functools import cache, lru_cache
from zoneinfo import ZoneInfo

import pandas as pd
from babel import Locale
from babel.dates import format_date, format_time
from babel.lists import format_list
from babel.numbers import NumberFormatError, NumberPattern, parse_decimal, parse_pattern

# More names than this are counted in a text. Where there is less room a module has a smaller limit and says why.
FEW = 8
MISSING = "–"
NBSP = "\N{NO-BREAK SPACE}"
AMSTERDAM = ZoneInfo("Europe/Amsterdam")
LOCALE = Locale.parse("nl_NL")

# Decimals of a unit where the indicator record says nothing else.
DECIMALS: dict[str, int] = {
    "eur": 0,
    "pct": 1,
    "index": 0,
    "deciel": 0,
    "aantal": 0,
    "getal": 1,
    "procentpunt": 1,
}

Number = float | int | Decimal | None

# The same figures are told on every page, to every visitor: their texts are made once. Each refresh brings others, so
# what is kept fills up within the hour: 50,000 of both took 33 MB of each process.
_KEPT_TEXTS, _KEPT_ROUNDED = 20_000, 5_000
_PERIOD = re.compile(r"(?P<year>[0-9]{4})(?:H(?P<half>[12]))?")
_SHORTER = re.compile(
    r"(?P<year>[0-9]{4})(?P<kind>K(?=[1-4]$)|M(?=(?:0?[1-9]|1[0-2])$))(?P<number>[0-9]{1,2})"
)
_COUNTS = (
    "nul", "een", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen", "tien", "elf", "twaalf",
)  # fmt: skip
_HALF_LONG = {"1": "eerste", "2": "tweede"}

# The gemeenten that are an island (or islands): there one lives on, not in.
_ISLANDS = frozenset({"Texel", "Vlieland", "Terschelling", "Ameland", "Schiermonnikoog"})


def is_missing(x: object) -> bool:
    """Say whether x stands for "no figure": None, NaN, NaT or pd.NA. Text and 0 are not missing."""
    if x is None or isinstance(x, (str, int, float)):  # nearly every figure: pandas is slow to ask
        return x is None or x != x
    return bool(pd.isna(x))  # type: ignore[call-overload]


@lru_cache(maxsize=_KEPT_ROUNDED, typed=True)
def rounded(x: float | int | Decimal, decimals: int = 0) -> Decimal:
    """Round half up (away from zero), in decimal, on the shortest text of the number; -0 becomes 0."""
    exact = x if isinstance(x, Decimal) else Decimal(str(x))
    if not exact.is_finite():
        raise ValueError(f"not a finite number: {x!r}")
    result = exact.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    return abs(result) if result == 0 else result


@cache
def _pattern(decimals: int, grouped: bool) -> NumberPattern:
    whole = "#,##0" if grouped else "0"
    return parse_pattern(whole + ("." + "0" * decimals if decimals > 0 else ""))


@lru_cache(maxsize=_KEPT_TEXTS, typed=True)
def _text(x: float | int | Decimal, decimals: int, grouped: bool = True) -> str:
    text: str = _pattern(decimals, grouped).apply(rounded(x, decimals), LOCALE)
    return text


def number(x: Number, decimals: int = 0) -> str:
    """`number(10143.5, 1)` -> `10.143,5`; missing -> `–`."""
    if x is None or is_missing(x):
        return MISSING
    return _text(x, decimals)


def euro(x: Number, decimals: int = 0) -> str:
    """Give an amount in euros, `€ 10.143` with a no-break space; the sign stands before it: `- € 53`."""
    if x is None or is_missing(x):
        return MISSING
    amount = rounded(x, decimals)
    sign = f"-{NBSP}" if amount < 0 else ""
    return f"{sign}€{NBSP}{_text(abs(amount), decimals)}"


def pct(x: Number, decimals: int = 1) -> str:
    """Give a percentage (0-100, not a fraction): `8,1%`."""
    if x is None or is_missing(x):
        return MISSING
    return f"{_text(x, decimals)}%"


def index(x: Number, decimals: int = 0) -> str:
    """Give an index number (base = 100) without unit: `108`."""
    return number(x, decimals)


def year(x: int | str) -> str:
    """Give a year without thousands separator: `2019`."""
    return _text(int(x), 0, grouped=False)


def value(x: Number, unit: str, decimals: int | None = None) -> str:
    """Give x in its unit (`eur`, `pct`, `index`, `deciel`, `aantal`, `getal`, `procentpunt`).

    `decimals` defaults to `DECIMALS[unit]`. Raises KeyError for an unknown unit.
    """
    places = DECIMALS[unit] if decimals is None else decimals
    if unit == "eur":
        return euro(x, places)
    if unit == "pct":
        return pct(x, places)
    text = number(x, places)
    return f"{text}{NBSP}procentpunt" if unit == "procentpunt" and text != MISSING else text


def signed(x: Number, unit: str = "getal", decimals: int | None = None) -> str:
    """Give a difference with its sign: `+3,2%`, `-2%`, `+ € 53`, `- € 8`; what rounds to zero has no sign."""
    if x is None or is_missing(x):
        return MISSING
    places = DECIMALS[unit] if decimals is None else decimals
    change = rounded(x, places)
    if unit == "eur" and change:
        return f"+{NBSP}{euro(change, places)}" if change > 0 else euro(change, places)
    text = value(x, unit, places)
    return f"+{text}" if change > 0 else text


def parse(text: str) -> Decimal:
    """Read a number as the functions above write it (`€ 10.143`, `8,1%`, `+3,2`, `- € 8`).

    Strict: thousands points must stand where they belong. Raises ValueError with the text in it.
    """
    bare = re.sub(rf"[\s{NBSP}]|€|%|procentpunt", "", text).removeprefix("+")
    if not re.fullmatch(r"-?[\d.]+(,\d+)?", bare):
        raise ValueError(f"geen getal: {text!r}")
    try:
        return parse_decimal(bare, locale=LOCALE, strict=True)
    except NumberFormatError as problem:
        raise ValueError(f"geen getal: {text!r}") from problem


def date_nl(moment: date | datetime) -> str:
    """Give a day as `22 november 2026`. A moment with a time zone is told in Dutch time."""
    if isinstance(moment, datetime) and moment.tzinfo is not None:
        moment = moment.astimezone(AMSTERDAM)
    return format_date(moment, "d MMMM y", locale=LOCALE)


def time_nl(moment: datetime) -> str:
    """Give the time of a moment as `14:05`, in Dutch time."""
    return format_time(moment.astimezone(AMSTERDAM), "HH:mm", locale=LOCALE)


def date_short(moment: date | datetime) -> str:
    """Give a day as `22-11-2026`, for narrow columns."""
    if isinstance(moment, datetime) and moment.tzinfo is not None:
        moment = moment.astimezone(AMSTERDAM)
    return format_date(moment, "dd-MM-y", locale=LOCALE)


def is_period(code: str) -> bool:
    """Say whether a text is a period that can be said: `2019`, `2017H1`."""
    return _PERIOD.fullmatch(code) is not None


def _parts(code: str) -> tuple[str, str | None]:
    match = _PERIOD.fullmatch(code)
    if match is None:
        raise ValueError(f"not a period: {code!r}")
    return match["year"], match["half"]


def period(code: str) -> str:
    """Give a period in running text: `2019`, `eerste halfjaar van 2017`. ValueError for other text."""
    y, half = _parts(code)
    return y if half is None else f"{_HALF_LONG[half]} halfjaar van {y}"


def moment(code: str) -> str:
    """Give a period as it stands after a preposition: `2019`, `het eerste halfjaar van 2020`."""
    return f"het {period(code)}" if "H" in code else period(code)


def in_moment(title: str, code: str) -> str:
    """Set a title in its period: `Lasten per inwoner in 2023`; one with a comma of its own is closed by another."""
    return f"{title}{',' if ',' in title else ''} in {moment(code)}"


def in_periods(codes: Sequence[str]) -> str:
    """Return when something was so, in a sentence: 'in 2017 en 2018'; three years in a row or more from first to last.

    In: periods in order, at least one.
    """
    if not all(code.isdecimal() for code in codes):
        return f"in {names([moment(code) for code in codes])}"
    said = numbers([int(code) for code in codes])
    return f"{'van' if said == f'{codes[0]} tot en met {codes[-1]}' else 'in'} {said}"


def numbers(items: Iterable[int]) -> str:
    """Give whole numbers in running text, three in a row or more from first to last: `2 en 4 tot en met 11`.

    In: years, or numbers of tables, lowest first; empty text for none.
    """
    rows: list[list[int]] = []
    for each in items:
        if rows and each == rows[-1][-1] + 1:
            rows[-1].append(each)
        else:
            rows.append([each])
    said = [
        [f"{row[0]} tot en met {row[-1]}"] if len(row) > 2 else [str(each) for each in row] for row in rows
    ]
    return names([part for row in said for part in row])


def years(start: str, end: str) -> str:
    """Return the years that two periods lie in, as they stand after 'in': 'de jaren 2022 tot en met 2025', '2025'."""
    first, last = start[:4], end[:4]
    return first if first == last else f"de jaren {first} tot en met {last}"


def period_short(code: str) -> str:
    """Give a period for an axis or a narrow column head: `2019`, `1e hj 2017`."""
    y, half = _parts(code)
    return y if half is None else f"{half}e{NBSP}hj{NBSP}{y}"


def period_heading(code: str) -> str:
    """Give a period for a heading: `2019`, `1e halfjaar 2017`, and also `1e kwartaal 2015`, `mei 2020`.

    Figures are of years and half-years; what a source holds may be of quarters and months too.
    """
    if shorter := _SHORTER.fullmatch(code):
        y, number = shorter["year"], int(shorter["number"])
        if shorter["kind"] == "K":
            return f"{number}e kwartaal {y}"
        return format_date(date(int(y), number, 1), "MMMM y", locale=LOCALE)
    y, half = _parts(code)
    return y if half is None else f"{half}e halfjaar {y}"


@lru_cache(maxsize=1000)  # asked for every point of every line
def period_position(code: str) -> float:
    """Give the place on a time axis: 2017H1 -> 2017.0, 2017H2 -> 2017.5, 2019 -> 2019.0."""
    y, half = _parts(code)
    return int(y) + (0.5 if half == "2" else 0.0)


def number_word(n: int) -> str:
    """Give a count up to twelve as a word, a larger one in digits: `drie`, `13`."""
    return _COUNTS[n] if 0 <= n < len(_COUNTS) else number(n)


def all_of(n: int, noun: str = "") -> str:
    """Say that it goes for each of several: `beide`, `alle vier`; with a noun `alle vier de gemeenten`."""
    if n == 2 or not noun:
        return f"{'beide' if n == 2 else f'alle {number_word(n)}'} {noun}".rstrip()
    return f"alle {number_word(n)} {'de ' if n < len(_COUNTS) else ''}{noun}"


def count(n: int) -> str:
    """Give a count in figures, and none as a word: `geen`, `1`, `287`."""
    return number(n) if n else "geen"


def names(items: Sequence[str]) -> str:
    """Give a list in running text: `Apeldoorn, Arnhem en Zwolle`; empty text for an empty list."""
    return format_list(list(items), style="standard", locale=LOCALE)


def names_or_count(items: Sequence[str], noun: str = "gemeenten") -> str:
    """Join items as `names` does; more than FEW are counted: `12 gemeenten`. Nobody reads fifty names."""
    return names(items) if len(items) <= FEW else f"{len(items)} {noun}"


def inside(name: str) -> str:
    """Say where something is: `in Utrecht`, and `op Texel` on an island; any other noun takes `in`."""
    return f"{'op' if name in _ISLANDS else 'in'} {name}"


def inside_names_or_count(items: Sequence[str]) -> str:
    """Join as `names_or_count` does, each with its word where it changes: `in Den Helder, op Texel en in Schagen`."""
    if len(items) > FEW or _ISLANDS.isdisjoint(items):
        return f"in {names_or_count(items)}"
    before = ["", *items]
    return names(
        [
            name if last and (last in _ISLANDS) == (name in _ISLANDS) else inside(name)
            for last, name in zip(before, items, strict=False)
        ]
    )


def capital(text: str) -> str:
    """Begin a text with a capital; the rest stays as it is, and so does an empty one."""
    return text[:1].upper() + text[1:]


def small(text: str) -> str:
    """Write a title as it stands inside a sentence: an abbreviation or a code keeps its capitals."""
    return text[0].lower() + text[1:] if text[1:2].islower() else text


def either(items: Sequence[str]) -> str:
    """Give a choice in running text: `Apeldoorn, Arnhem of Zwolle`; empty text for an empty list."""
    return format_list(list(items), style="or", locale=LOCALE)


def finite(x: object) -> float | None:
    """Give x as a plain float, or None where it is missing: what charts and exports work with."""
    if is_missing(x):
        return None
    result = float(x)  # type: ignore[arg-type]
    if not math.isfinite(result):
        raise ValueError(f"not a finite number: {x!r}")
    return result
