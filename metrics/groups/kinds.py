"""The kinds of group that follow from data: neighbours, a regional division, size, and alike in context."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

import pandas as pd

from metrics import dutch
from metrics.facts import Facts
from metrics.groups import similarity
from metrics.groups.context import Context
from metrics.groups.similarity import Similarity
from metrics.places import size_classes
from metrics.places.country import GroupError, Place, country, nearest_year


@dataclass(frozen=True)
class Made:
    """Members in order, their distance where the kind has one, and what must be said with them."""

    codes: list[str]
    basis: str
    distance: list[float] | None = None
    notes: tuple[str, ...] = ()
    alike: Similarity | None = None
    title: str = ""  # where the kind alone does not name the group


def neighbours(place: Place, year: int | None) -> Made:
    """Gemeenten that share a line with this one; distance = metres of shared border, the longest first."""
    pairs = place.facts.neighbours
    if pairs.empty:
        raise GroupError("Grenzen zijn niet geladen. Buurgemeenten kunnen we nu niet bepalen.")
    at = nearest_year(pairs["year"], year)
    touching = _borders(place.facts, at).get(place.code, pairs.iloc[:0])
    codes, notes = place.carried(touching["other"])
    if not codes:
        raise GroupError(f"{place.own_name} grenst op de kaart van {at} aan geen andere gemeente.")
    shared_m = touching.groupby(touching["other"].map(place.successor))["shared_m"].sum()
    order = sorted(codes, key=lambda code: (-shared_m[code], code))
    return Made(order, f"gemeentegrenzen van {at}", [float(shared_m[code]) for code in order], notes)


@lru_cache(maxsize=8)
def _borders(facts: Facts, year: int) -> dict[str, pd.DataFrame]:
    """Return the borders of a year by gemeente of today."""
    pairs = facts.neighbours[facts.neighbours["year"] == year]
    now = pairs["region"].map(country(facts).successor)
    return {str(code): rows for code, rows in pairs.groupby(now)}


@lru_cache(maxsize=16)
def _areas(facts: Facts, division_name: str, year: int) -> pd.DataFrame:
    """Return the rows of a division of a year, with the gemeente of today that each belongs to (`now`)."""
    rows = facts.memberships
    rows = rows[(rows["division"] == division_name) & (rows["year"] == year)]
    return rows.assign(now=rows["region"].map(country(facts).successor))


@lru_cache(maxsize=16)
def _years(facts: Facts, division_name: str) -> pd.Series:
    return facts.memberships.loc[facts.memberships["division"] == division_name, "year"].drop_duplicates()


def division(place: Place, division_name: str, title: str, year: int | None) -> Made:
    """Gemeenten in the same area of a regional division, by name; no distance."""
    years = _years(place.facts, division_name)
    if years.empty:
        raise GroupError(f"De indeling voor '{title.lower()}' is niet geladen.")
    at = nearest_year(years, year)
    rows = _areas(place.facts, division_name, at)
    areas = list(rows.loc[rows["now"] == place.code, "parent"].unique())
    if not areas:
        raise GroupError(f"{place.own_name} staat niet in de indeling van {at}. Kies een andere groep.")
    if len(areas) > 1:
        raise GroupError(
            f"{place.own_name} lag in {at} in meer gebieden: {dutch.names([place.name(area) for area in areas])}. "
            "Kies een andere groep."
        )
    codes, notes = place.carried(rows.loc[rows["parent"] == areas[0], "region"])
    if not codes:
        raise GroupError(
            f"{place.own_name} is de enige gemeente in {place.name(areas[0])} (indeling van {at})."
        )
    return Made(place.by_name(codes), f"{place.name(areas[0])}, indeling van {at}", notes=notes)


def size(place: Place, year: int | None) -> Made:
    """Gemeenten of the same CBS size class; distance = difference in inhabitants, the smallest first."""
    inhabitants_n, at = _observed(place, "inwoners_n", "Het aantal inwoners", year)
    own = size_classes.size_class(float(inhabitants_n.get(place.code, float("nan"))))
    if own is None:
        raise GroupError(f"Van {place.own_name} is het aantal inwoners op 1 januari {at} niet bekend.")
    others = inhabitants_n[[own.holds(value) for value in inhabitants_n]].drop(place.code)
    gap_n = (others - inhabitants_n[place.code]).abs()
    gaps = gap_n.to_dict()
    order = sorted(gaps, key=lambda code: (gaps[code], code))
    unknown = [place.name(code) for code in place.by_name(place.today - set(inhabitants_n.index))]
    notes = (f"Geen aantal inwoners op 1 januari {at}: {dutch.names(unknown)}.",) if unknown else ()
    return Made(order, f"{own.label} op 1 januari {at}", [float(gaps[code]) for code in order], notes)


def urban(place: Place, year: int | None) -> Made:
    """Gemeenten of the same stedelijkheid (CBS: 1 very urban to 5 not urban), by name; no distance."""
    classes, at = _observed(place, "stedelijkheid_klasse", "De stedelijkheid", year)
    if place.code not in classes.index:
        raise GroupError(f"Van {place.own_name} is de stedelijkheid in {at} niet bekend.")
    own = classes[place.code]
    codes = classes.index[classes == own].drop(place.code)
    return Made(place.by_name(codes), f"stedelijkheid klasse {own:.0f} van 5 in {at}")


def _observed(place: Place, indicator: str, what: str, year: int | None) -> tuple[pd.Series, int]:
    """Return the values of the gemeenten of today in the nearest year that has any, and that year."""
    rows = _values_of_today(place.facts, indicator)
    if rows.empty:
        raise GroupError(f"{what} is nog niet geladen.")
    at = nearest_year(rows["year"], year)
    values = rows[rows["year"] == at].drop_duplicates("region").set_index("region")["value"]
    return values.astype(float), at


@lru_cache(maxsize=8)
def _values_of_today(facts: Facts, indicator: str) -> pd.DataFrame:
    """Return the observations with a value of the gemeenten of today."""
    rows = facts.observations[facts.observations["indicator"] == indicator]
    return rows[rows["value"].notna() & rows["region"].isin(country(facts).today)]


@lru_cache(maxsize=4)
def _prepared(known: Context) -> Similarity:
    """Return a context standardised with the ordinary weights: the same for every gemeente that asks."""
    return similarity.prepare(known)


def statistical(place: Place, known: Context, weights: Mapping[str, float] | None, k: int) -> Made:
    """The k gemeenten most like this one; distance as `metrics.groups.similarity` defines it."""
    alike = similarity.prepare(known, weights) if weights else _prepared(known)
    near = similarity.nearest(alike, place.code, k)
    notes = [
        f"{each.title} telt niet mee: {alike.dropped[each.code]}."
        for each in known.variables
        if each.code in alike.dropped
    ]
    if alike.left_out:
        lacking = [place.name(code) for code in place.by_name(alike.left_out)]
        notes.append(f"Niet vergeleken, want een kenmerk ontbreekt: {dutch.names(lacking)}.")
    basis = f"gekozen op: {dutch.names([each.title for each in alike.variables])}"
    return Made(list(near["region"]), basis, list(near["distance"]), tuple(notes), alike)


def frame(place: Place, made: Made) -> pd.DataFrame:
    """Return the members as region_code, region_name, rank (from 1), distance (NaN where there is none)."""
    blank = [float("nan")] * len(made.codes)
    return pd.DataFrame(
        {
            "region_code": pd.Series(made.codes, dtype=str),
            "region_name": pd.Series([place.name(code) for code in made.codes], dtype=str),
            "rank": pd.Series(range(1, len(made.codes) + 1), dtype="int64"),
            "distance": pd.Series(blank if made.distance is None else made.distance, dtype=float),
        }
    )
