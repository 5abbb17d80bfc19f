"""Dutch words of the statements: numbers, lists and what a comparison says. Nothing here decides anything."""

import re

from metrics import dutch
from metrics.dutch import names as names

DECIMALS = {
    "eur": 0, "mln": 1, "pct": 1, "procentpunt": 1, "index": 0, "deciel": 0, "aantal": 0, "keer": 1,
    "ja_nee": 0,
}  # fmt: skip
# How a relation reads between two values, and how it reads when it does not hold.
RELATION = {
    "lager": "lager dan",
    "hoger": "hoger dan",
    "gelijk": "gelijk aan",
    "niet_hoger": "niet hoger dan",
    "niet_lager": "niet lager dan",
    "ongeveer": "ongeveer gelijk aan",
}


def number(value: float, unit: str, decimals: int | None = None) -> str:
    """Write a value in its unit: `€ 10.143`, `€ 21,6 miljoen`, `8,1%`, `-0,2 procentpunt`, `1,8 keer`.

    Rounded half up to `decimals` (default: that of the unit). Raises KeyError for an unknown unit.
    """
    places = DECIMALS[unit] if decimals is None else decimals
    if unit == "ja_nee":
        return "ja" if dutch.rounded(value, places) else "nee"
    if unit == "mln":
        return f"{dutch.euro(value, places)} miljoen"
    if unit == "keer":
        return f"{dutch.number(value, places)}{dutch.NBSP}keer"
    return dutch.value(value, unit, places)


_OF_A_YEAR = re.compile(r"(rekening|begroting) (\d{4})", re.IGNORECASE)
_BEFORE_YEAR = {"rekening": "over", "begroting": "voor"}


def named(label: str) -> str:
    """Write a label as a sentence names it: 'rekening 2018' is 'de rekening over 2018'; a gemeente is as it is."""
    found = _OF_A_YEAR.fullmatch(label)
    if found is None:
        return label
    what = found[1].lower()
    return f"de {what} {_BEFORE_YEAR[what]} {found[2]}"


def count(n: int) -> str:
    """Write how many hold: `geen`, else as `metrics.dutch.number_word`."""
    return dutch.number_word(n) if n else "geen"


def out_of(part_n: int, total_n: int) -> str:
    """Write how many of how many: `alle vier`, `beide`, `drie van de vier`, `geen van de vier`."""
    if part_n == total_n:
        return dutch.all_of(total_n)
    return f"{count(part_n)} van de {count(total_n)}"


def sentence(text: str) -> str:
    """Give a text a capital and a full stop."""
    text = dutch.capital(text.strip())
    return text if text.endswith((".", "?")) else f"{text}."
