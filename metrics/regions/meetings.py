"""Whom a gemeente meets in regional divisions: with how many of them it shares a region, and what changed. Pure."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property

from metrics.places.country import Country

# Divisions in which gemeenten work together, by how they are called: one region, several. Others are of the state, of
# insurers or of statistics (police, courts, zorgkantoren, corop, provinces), and count for how divisions coincide only.
TOGETHER: Mapping[str, tuple[str, str]] = {
    "jeugdregio": ("jeugdregio", "jeugdregio's"),
    "ggd": ("GGD-regio", "GGD-regio's"),
    "veiligheidsregio": ("veiligheidsregio", "veiligheidsregio's"),
    "veilig_thuis": ("regio van Veilig Thuis", "regio's van Veilig Thuis"),
    "arbeidsmarktregio": ("arbeidsmarktregio", "arbeidsmarktregio's"),
    "rmc": ("RMC-regio (schoolverlaters)", "RMC-regio's (schoolverlaters)"),
    "energieregio": ("energieregio", "energieregio's"),
    "wgr": ("WGR-samenwerkingsgebied", "WGR-samenwerkingsgebieden"),
    "rpa": ("RPA-gebied (arbeidsmarkt)", "RPA-gebieden (arbeidsmarkt)"),
}
OTHERS: Mapping[str, tuple[str, str]] = {
    "provincie": ("provincie", "provincies"),
    "zorgkantoor": ("zorgkantoorregio", "zorgkantoorregio's"),
    "politie": ("politie-eenheid", "politie-eenheden"),
    "arrondissement": ("arrondissement", "arrondissementen"),
    "ressort": ("ressort", "ressorten"),
    "corop": ("COROP-gebied", "COROP-gebieden"),
    "corop_plus": ("COROP-plusgebied", "COROP-plusgebieden"),
    "corop_sub": ("COROP-subgebied", "COROP-subgebieden"),
    "kamer_van_koophandel": ("gebied van de Kamer van Koophandel", "gebieden van de Kamer van Koophandel"),
    "landbouwgebied": ("landbouwgebied", "landbouwgebieden"),
    "landbouwgroep": ("groep van landbouwgebieden", "groepen van landbouwgebieden"),
    "landsdeel": ("landsdeel", "landsdelen"),
    "toeristengebied": ("toeristengebied", "toeristengebieden"),
    "nuts1": ("NUTS 1-gebied", "NUTS 1-gebieden"),
    "nuts2": ("NUTS 2-gebied", "NUTS 2-gebieden"),
    "nuts3": ("NUTS 3-gebied", "NUTS 3-gebieden"),
}


def called(division: str, *, several: bool = False) -> str:
    """Return what a region of a division is called; a division that nobody knows goes by its own name."""
    names = {**TOGETHER, **OTHERS}.get(division)
    plain = division.replace("_", " ")
    return names[several] if names else f"gebied ({plain})" if not several else f"gebieden ({plain})"


@dataclass(frozen=True)
class Met:
    """Whom a gemeente meets in one division of a year: gemeenten of today. `region`: code, '' where it has none."""

    division: str
    region: str
    others: frozenset[str]


@dataclass(frozen=True)
class Meetings:
    """Whom a gemeente of today meets, in the newest year with divisions and in the first. None: no division at all.

    `now` and `then`: by division, those in which it has a region; `years`: those with a division of gemeenten that work
    together, oldest first.
    """

    code: str
    years: tuple[int, ...]
    now: Mapping[str, Met]
    then: Mapping[str, Met]

    @cached_property
    def counts(self) -> dict[str, int]:
        """In how many divisions of today each other gemeente is met: the most first, then by code."""
        return _counted(self.now)

    @cached_property
    def counts_then(self) -> dict[str, int]:
        """The same of the first year."""
        return _counted(self.then)

    @cached_property
    def both(self) -> tuple[str, ...]:
        """The divisions of which both years are known: only of these a change can be told."""
        return tuple(name for name in self.now if name in self.then)

    @property
    def most(self) -> tuple[str, ...]:
        """The gemeenten that are met most; empty where none is met."""
        highest = max(self.counts.values(), default=0)
        return tuple(code for code, n in self.counts.items() if n == highest)

    def came(self, division: str) -> frozenset[str]:
        """Return who is met in a division today and was not in the first year."""
        return self.now[division].others - self.then[division].others

    def went(self, division: str) -> frozenset[str]:
        """Return who was met in a division in the first year and is not any more."""
        return self.then[division].others - self.now[division].others


def _counted(met: Mapping[str, Met]) -> dict[str, int]:
    found: dict[str, int] = {}
    for each in met.values():
        for code in each.others:
            found[code] = found.get(code, 0) + 1
    return dict(sorted(found.items(), key=lambda pair: (-pair[1], pair[0])))


def meetings(
    divisions: Mapping[int, Mapping[str, Mapping[str, str]]], country: Country, code: str
) -> Meetings:
    """Return whom a gemeente of today meets. `divisions`: of every year (`congruence.by_year`).

    Former gemeenten are followed to what they are part of now.

    One that was divided over several drops out. One that was there itself in a year stands for itself: what merged
    into it later does not count then. One that was not is in the regions of all that merged into it.
    """
    years = tuple(sorted(year for year, found in divisions.items() if found.keys() & set(TOGETHER)))
    if not years:
        return Meetings(code, (), {}, {})
    return Meetings(
        code,
        years,
        _met(divisions[years[-1]], country.successor, code),
        _met(divisions[years[0]], country.successor, code) if len(years) > 1 else {},
    )


def _met(
    divisions: Mapping[str, Mapping[str, str]], successor: Callable[[str], str | None], code: str
) -> dict[str, Met]:
    found = {}
    for name in TOGETHER:
        regions = divisions.get(name, {})
        now = {each: successor(each) for each in regions}
        stands_for = {each: to for each, to in now.items() if to and (to == each or to not in regions)}
        mine = sorted({regions[each] for each, to in stands_for.items() if to == code})
        if mine:
            met = {to for each, to in stands_for.items() if regions[each] in mine}
            found[name] = Met(name, mine[0], frozenset(met - {code}))
    return found
