"""The kinds of group that follow from data: neighbours, a regional division, size, and alike in context."""

from dataclasses import dataclass
from functools import cache

from metrics import dutch
from metrics.facts import Facts
from metrics.groups import similarity
from metrics.groups.context import IN_TEXT
from metrics.groups.similarity import Similarity
from metrics.places import size_classes
from metrics.places.country import Asker, Country, GroupError, nearest_year


@dataclass(frozen=True)
class Made:
    """Members in order, their distance where the kind has one, and what must be said with them."""

    codes: list[str]
    basis: str
    distance: list[float] | None = None
    notes: tuple[str, ...] = ()
    alike: Similarity | None = None
    title: str = ""  # where the kind alone does not name the group
    year: int | None = None  # of the boundaries, division or figures that were used


class Kinds:
    """The kinds of group of one build. What many gemeenten ask for (borders, areas, sizes) is read once."""

    def __init__(self, facts: Facts, country: Country) -> None:
        """Keep the facts; nothing is read before it is asked for."""
        self._facts, self._country = facts, country
        self._borders, self._areas = cache(self._read_borders), cache(self._read_areas)
        self._years, self._values_of_today = cache(self._read_years), cache(self._read_values)

    def neighbours(self, asker: Asker, year: int | None) -> Made:
        """Gemeenten that share a line with this one; distance = metres of shared border, the longest first."""
        years = self._border_years()
        if not years:
            raise GroupError(
                "Grenzen zijn niet geladen. Buurgemeenten kunnen we nu niet bepalen.",
                "no boundaries are loaded",
            )
        at = nearest_year(years, year)
        touching = self._borders(at).get(asker.code, ())
        codes, notes = asker.carried(other for other, _ in touching)
        if not codes:
            raise GroupError(
                f"{asker.own_name} grenst op de kaart van {at} aan geen andere gemeente.",
                f"{asker.own_name} borders on no other gemeente on the map of {at}",
            )
        shared_m: dict[str | None, float] = {}
        for other, length_m in touching:
            now = self._country.successor(other)
            shared_m[now] = shared_m.get(now, 0.0) + length_m
        order = sorted(codes, key=lambda code: (-shared_m[code], code))
        return Made(order, f"gemeentegrenzen van {at}", [shared_m[code] for code in order], notes, year=at)

    def division(self, asker: Asker, division_name: str, title: str, year: int | None) -> Made:
        """Gemeenten in the same area of a regional division, by name; no distance."""
        years = self._years(division_name)
        if not years:
            raise GroupError(
                f"De indeling voor '{title.lower()}' is niet geladen.",
                f"no division '{division_name}' is loaded",
            )
        at = nearest_year(years, year)
        of_now, members = self._areas(division_name, at)
        areas = of_now.get(asker.code, ())
        if not areas:
            raise GroupError(
                f"{asker.own_name} staat niet in de indeling van {at}. Kies een andere groep.",
                f"{asker.own_name} is not in the division of {at}",
            )
        if len(areas) > 1:
            raise GroupError(
                f"{asker.own_name} lag in {at} in meer gebieden: "
                f"{dutch.names([self._country.name(area) for area in areas])}. Kies een andere groep.",
                f"{asker.own_name} was in more than one area in {at}",
            )
        codes, notes = asker.carried(members[areas[0]])
        area = self._country.name(areas[0])
        if not codes:
            raise GroupError(
                f"{asker.own_name} is de enige gemeente {dutch.inside(f'{division_name} {area}')} (indeling van {at}).",
                f"{asker.own_name} is the only gemeente in {area} (division of {at})",
            )
        return Made(self._country.by_name(codes), f"{area}, indeling van {at}", notes=notes, year=at)

    def size(self, asker: Asker, year: int | None) -> Made:
        """Gemeenten of the same CBS size class; distance = difference in inhabitants, the smallest first."""
        inhabitants_n, at = self._observed("inwoners_n", "Het aantal inwoners", year)
        own_n = inhabitants_n.get(asker.code, float("nan"))
        own = size_classes.size_class(own_n)
        if own is None:
            raise GroupError(
                f"Van {asker.own_name} is het aantal inwoners op 1 januari {at} niet bekend.",
                f"the inhabitants of {asker.own_name} on 1 January {at} are not known",
            )
        gaps_n = {
            code: abs(count_n - own_n)
            for code, count_n in inhabitants_n.items()
            if own.holds(count_n) and code != asker.code
        }
        order = sorted(gaps_n, key=lambda code: (gaps_n[code], code))
        unknown = self._country.by_name(self._country.today - inhabitants_n.keys())
        lacking = dutch.names([self._country.name(code) for code in unknown])
        notes = (f"Geen aantal inwoners op 1 januari {at}: {lacking}.",) if unknown else ()
        return Made(order, f"{own.label} op 1 januari {at}", [gaps_n[code] for code in order], notes, year=at)

    def urban(self, asker: Asker, year: int | None) -> Made:
        """Gemeenten of the same stedelijkheid (CBS: 1 very urban to 5 not urban), by name; no distance."""
        classes, at = self._observed("stedelijkheid_klasse", "De stedelijkheid", year)
        own = classes.get(asker.code)
        if own is None:
            raise GroupError(
                f"Van {asker.own_name} is de stedelijkheid in {at} niet bekend.",
                f"how urban {asker.own_name} was in {at} is not known",
            )
        codes = [code for code, value in classes.items() if value == own and code != asker.code]
        return Made(self._country.by_name(codes), f"stedelijkheid klasse {own:.0f} van 5 in {at}", year=at)

    def statistical(self, asker: Asker, alike: Similarity, k: int) -> Made:
        """The k gemeenten most like this one; distance as `metrics.groups.similarity` defines it."""
        codes, distances = similarity.nearest_codes(alike, asker.code, k)
        notes = [
            f"{each.title} telt niet mee: {alike.dropped[each.code]}."
            for each in alike.context.variables
            if each.code in alike.dropped
        ]
        return Made(codes, f"gekozen op {_themes(alike)}", distances, tuple(notes), alike)

    def _observed(self, indicator: str, what: str, year: int | None) -> tuple[dict[str, float], int]:
        """Return the values of the gemeenten of today in the nearest year that has any, and that year."""
        by_year = self._values_of_today(indicator)
        if not by_year:
            raise GroupError(f"{what} is nog niet geladen.", f"'{indicator}' is not loaded")
        at = nearest_year(by_year, year)
        return by_year[at], at

    def _border_years(self) -> list[int]:
        return [int(year) for year in self._facts.neighbours["year"].unique()]

    def _read_borders(self, year: int) -> dict[str, tuple[tuple[str, float], ...]]:
        """Return who borders on each gemeente of today, on the boundaries of a year, and over how many metres."""
        pairs = self._facts.neighbours
        pairs = pairs[pairs["year"] == year]
        found: dict[str, list[tuple[str, float]]] = {}
        for region, other, shared_m in zip(pairs["region"], pairs["other"], pairs["shared_m"], strict=True):
            now = self._country.successor(str(region))
            if now is not None:
                found.setdefault(now, []).append((str(other), float(shared_m)))
        return {code: tuple(others) for code, others in found.items()}

    def _read_areas(
        self, division_name: str, year: int
    ) -> tuple[dict[str, tuple[str, ...]], dict[str, tuple[str, ...]]]:
        """Return the areas that each gemeente of today is in, and the codes of that year in each area."""
        rows = self._facts.memberships
        rows = rows[(rows["division"] == division_name) & (rows["year"] == year)]
        of_now: dict[str, dict[str, None]] = {}
        members: dict[str, list[str]] = {}
        for region, parent in zip(rows["region"], rows["parent"], strict=True):
            members.setdefault(str(parent), []).append(str(region))
            now = self._country.successor(str(region))
            if now is not None:
                of_now.setdefault(now, {})[str(parent)] = None
        return (
            {code: tuple(areas) for code, areas in of_now.items()},
            {area: tuple(codes) for area, codes in members.items()},
        )

    def _read_years(self, division_name: str) -> tuple[int, ...]:
        rows = self._facts.memberships
        return tuple(int(year) for year in rows.loc[rows["division"] == division_name, "year"].unique())

    def _read_values(self, indicator: str) -> dict[int, dict[str, float]]:
        """Return the observations with a value of the gemeenten of today, by year."""
        rows = self._facts.observations
        rows = rows[(rows["indicator"] == indicator).to_numpy(dtype=bool)]
        rows = rows[rows["value"].notna() & rows["region"].isin(self._country.today)]
        rows = rows.drop_duplicates(["region", "year"])
        return {
            int(str(year)): dict(zip(part["region"].astype(str), part["value"].astype(float), strict=True))
            for year, part in rows.groupby("year")
        }


def _themes(alike: Similarity) -> str:
    """Name what gemeenten were compared on, a subject once: 'inkomen en aantal inwoners'."""
    return dutch.names(list(dict.fromkeys(IN_TEXT[each.theme] for each in alike.variables)))
