"""Regions, their lifespans, size classes and the reorganisations that follow from the yearly divisions.
Pure.
"""

import re
from collections.abc import Sequence

import pandas as pd

from loaders.normalise.metadata import plain

REGION = ["code", "name", "kind", "first_year", "last_year"]


def region_table(named: Sequence[pd.DataFrame], spans: pd.DataFrame) -> pd.DataFrame:
    """Return one row a region: code, name, kind, first_year, last_year.

    `named`: frames of code, name, kind, the one that knows best first; a name that only repeats the code
    counts for nothing when another frame has one. `spans`: code, first_year, last_year (see `lifespans`).
    """
    every = pd.concat([frame[["code", "name", "kind"]] for frame in named], ignore_index=True)
    every = every[every["code"].notna() & (every["code"] != "")]
    every = every.assign(unnamed=every["name"].isna() | (every["name"] == every["code"]))
    best = every.sort_values("unnamed", kind="stable").drop_duplicates("code")
    best = best.assign(name=best["name"].where(best["name"].notna(), best["code"]))
    merged = best.merge(spans, on="code", how="left")
    return merged[REGION].sort_values("code", ignore_index=True)


def lifespans(presence: pd.DataFrame, mergers: pd.DataFrame, complete: Sequence[int]) -> pd.DataFrame:
    """Return code, first_year, last_year of gemeenten: the years of which they were there on 1 January.

    `presence`: code, year of every gemeente seen. Only the `complete` years say that a gemeente was *not*
    there; a gemeente absent from the first of them began later, one absent from the last of them ended.
    Where the figures do not say it, the reorganisations do. Missing: no limit known.
    """
    seen = presence[presence["year"].isin(list(complete))].groupby("code")["year"].agg(["min", "max"])
    told = _spans_of_mergers(mergers)
    there = {code: (int(low), int(high)) for code, low, high in seen.itertuples(name=None)}
    rows = []
    for code in sorted({*presence["code"], *told}):
        first, last = told.get(code, (None, None))
        if code in there:
            low, high = there[code]
            first = low if low > min(complete) else first
            last = high if high < max(complete) else None
        rows.append((code, first, last))
    frame = pd.DataFrame(rows, columns=["code", "first_year", "last_year"])
    return frame.astype({"first_year": "Int64", "last_year": "Int64"})


def complete_years(presence: pd.DataFrame, expected: dict[int, int]) -> list[int]:
    """Return the years in which as many gemeenten were seen as there were on 1 January."""
    found = presence.drop_duplicates(["code", "year"])["year"].value_counts()
    return sorted(year for year, count in expected.items() if found.get(year) == count)


def derived_mergers(
    presence: pd.DataFrame, provinces: pd.DataFrame, known: pd.DataFrame, complete: Sequence[int]
) -> tuple[pd.DataFrame, list[str]]:
    """Return the reorganisations that the yearly lists of gemeenten show and `known` does not have yet.

    `presence`: code, name, year; `provinces`: region, parent, year; `known`: columns of
    `metrics.facts.MERGERS`. A code that ends and a code that begins in the same province between two
    complete years is one reorganisation, where that province has exactly one code that begins. What cannot
    be told is said in Dutch (second value), for somebody to add to data/herindelingen.toml: a guess would
    add the wrong gemeenten together.
    """
    told = set(known.loc[known["old_code"] != known["new_code"], "old_code"])
    names = dict(zip(presence["code"], presence["name"], strict=True))
    home = dict(zip(provinces["region"], provinces["parent"], strict=True))
    by_year = {year: set(presence.loc[presence["year"] == year, "code"]) for year in complete}
    rows, unknown = [], []
    for year in complete:
        if year - 1 not in by_year:
            continue
        ended = sorted(by_year[year - 1] - by_year[year] - told)
        begun = sorted(by_year[year] - by_year[year - 1] - set(known["new_code"]))
        for code in ended:
            heirs = [new for new in begun if home.get(new) is not None and home.get(new) == home.get(code)]
            if len(heirs) == 1:
                heir = heirs[0]
                rows.append((pd.Timestamp(year, 1, 1), code, names[code], heir, names[heir], "merger"))
            else:
                unknown.append(f"{names[code]} ({code}) houdt op in {year}; vul data/herindelingen.toml aan.")
    return pd.DataFrame(rows, columns=list(known.columns)), unknown


def size_class_bounds(regions: pd.DataFrame) -> pd.DataFrame:
    """Return code, low_n, high_n of the size classes among the regions, read from their titles.

    'Minder dan 20 000 inwoners', '20 000 tot 50 000 inwoners', '250 000 inwoners of meer': the keys alone do
    not say which class they are. A title of another form is left out.
    """
    rows = []
    classes = regions[regions["kind"] == "grootteklasse"]
    for code, name in zip(classes["code"], classes["name"], strict=True):
        words = plain(name)
        numbers = [int(each.replace(" ", "")) for each in re.findall(r"\d{1,3}(?: \d{3})+|\d+", words)]
        if words.startswith(("minder dan", "tot ")) and len(numbers) == 1:
            rows.append((code, 0, numbers[0]))
        elif "of meer" in words and len(numbers) == 1:
            rows.append((code, numbers[0], 1_000_000_000))
        elif len(numbers) == 2:
            rows.append((code, numbers[0], numbers[1]))
    return pd.DataFrame(rows, columns=["code", "low_n", "high_n"])


def size_class_memberships(inhabitants: pd.DataFrame, bounds: pd.DataFrame) -> pd.DataFrame:
    """Return region, parent, division 'grootteklasse', year from region, year, value (inhabitants, 1
    January).
    """
    pairs = inhabitants.merge(bounds, how="cross")
    inside = pairs[(pairs["value"] >= pairs["low_n"]) & (pairs["value"] < pairs["high_n"])]
    found = inside.rename(columns={"code": "parent"})[["region", "parent", "year"]]
    return found.assign(division="grootteklasse").drop_duplicates(["region", "year"])


def _spans_of_mergers(mergers: pd.DataFrame) -> dict[str, tuple[int | None, int | None]]:
    """Return the first and the last year per code as the reorganisations give them; None: they do not say."""
    pairs = [
        (moment, str(old), str(new))
        for moment, old, new in zip(mergers["date"], mergers["old_code"], mergers["new_code"], strict=True)
    ]
    stays = {(moment, new) for moment, old, new in pairs if old == new}
    first: dict[str, int] = {}
    last: dict[str, int] = {}
    for moment, old, new in pairs:
        if old == new:
            continue
        begins = moment.year if (moment.month, moment.day) == (1, 1) else moment.year + 1
        last[old] = max(last.get(old, begins - 1), begins - 1)
        if (moment, new) not in stays:
            first[new] = min(first.get(new, begins), begins)
    return {code: (first.get(code), last.get(code)) for code in {*first, *last}}
