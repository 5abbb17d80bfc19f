"""What goes with the difference in lasten per inwoner, and what does not: income, booking, reach. Pure.

Nothing here is a cause. What can be seen is whether something points the same way as the difference: with lower
incomes gemeenten have higher lasten, so a low income fits higher lasten and does not fit lower ones.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

from metrics import dutch
from metrics.comparing.reasons import sentence as why_not
from metrics.numbers.relation import ALIKE, Relation
from pages.ui.brief.figures import COST, OnPage
from pages.ui.brief.words import relation
from pages.ui.site.visiting.choosing import Chosen
from pages.ui.site.visiting.selection import REPORT

Side = Literal["hoger", "lager"]
# How two figures (indicator, period) go together over all gemeenten, -1 to 1.
Association = Callable[[tuple[str, str], tuple[str, str]], float | None]

LOW_DECILE, HIGH_DECILE = 3, 8
WEAK = 0.1  # a weaker rank correlation is no pattern to explain anything with
SMALLER = 0.5  # a difference that is less than half of what it was got smaller
# What a low decile means, and what a high one.
_WITH = {
    "inkomensdeciel": ("lagere inkomens", "hogere inkomens"),
    "laag_inkomen_deciel": ("meer kinderen met een laag inkomen", "minder kinderen met een laag inkomen"),
}
WIDE = "lasten_breed_per_inwoner"
# indicator: what it is called, and what its first decile holds
DECILES = {
    "inkomensdeciel": ("Inkomen", "de laagste inkomens"),
    "laag_inkomen_deciel": (
        "Kinderen met een laag inkomen thuis",
        "de meeste kinderen in een huishouden met een laag inkomen",
    ),
}
_MORE: Mapping[Side, str] = {"hoger": "hogere", "lager": "lagere"}
FITS = "Dat past bij het verschil."
AGAINST = "Dat past niet bij het verschil."
LITTLE = "Dat zegt hier weinig."


@dataclass(frozen=True)
class Explanation:
    """Something that may go with the difference: its name, the fact, and whether it fits (empty: cannot be said).

    `is_absent`: there is no figure; several of those become one line.
    """

    name: str
    fact: str
    verdict: str = ""
    is_absent: bool = False

    @property
    def text(self) -> str:
        """The fact and the verdict."""
        return f"{self.fact} {self.verdict}".strip()


def intro(cost: OnPage) -> str:
    """Say what is to be explained; empty where there is nothing to compare with."""
    if not cost.figure.usable or cost.country_value is None:
        return ""
    how = relation(cost, cost.country_value)
    where = f"In {cost.period} waren de lasten per inwoner {dutch.inside(cost.name)}"
    if how in ALIKE:
        return f"{where} {how} als in Nederland.{_with_the_group(cost)}"
    return f"{where} {how} dan in Nederland."


def _with_the_group(cost: OnPage) -> str:
    """Say that the difference lies with the group, where it does."""
    how = relation(cost, cost.group_value)
    if cost.group_value is None or how not in ("hoger", "lager"):
        return " Er is weinig verschil."
    gap = abs(dutch.rounded(cost.figure.value or 0.0) - dutch.rounded(cost.group_value))
    return f" Ze waren wel {dutch.euro(gap)} {how} dan in de groep."


def reasons(
    chosen: Chosen, cost: OnPage, per_user: OnPage, use: OnPage, goes_with: Association
) -> list[Explanation]:
    """Return income, low income, booking and reach, each with whether it fits the difference with Nederland.

    What is not loaded at all is not among them: `awaited` names it, once a page.
    """
    side = _side(cost)
    found = [
        *(_decile(chosen, cost, side, each, goes_with) for each in DECILES if _is_loaded(chosen, each)),
        *_booking(chosen, side),
        _reach(use, side),
        *_per_user(per_user, cost, side),
    ]
    absent = [each for each in found if each.is_absent]
    if len(absent) < 2:
        return found
    names = dutch.names([f"{each.name[0].lower()}{each.name[1:]}" for each in absent])
    told = Explanation(
        "Niet te zeggen", f"Voor {cost.name} zijn er geen cijfers over {names}.", is_absent=True
    )
    return [*(each for each in found if not each.is_absent), told]


def awaited(chosen: Chosen) -> list[str]:
    """Return what nobody has a figure of, so that nothing can be said of it: the names, none where all are loaded."""
    return [name for indicator, (name, _) in DECILES.items() if not _is_loaded(chosen, indicator)]


def _is_loaded(chosen: Chosen, indicator: str) -> bool:
    return chosen.cost.readings.grid.has_any(indicator, chosen.income_period)


def _side(cost: OnPage) -> Side | None:
    if not cost.figure.usable or cost.country_value is None:
        return None
    how = relation(cost, cost.country_value)
    return how if how in ("hoger", "lager") else None


def _decile(
    chosen: Chosen,
    cost: OnPage,
    side: Side | None,
    indicator: str,
    goes_with: Association,
) -> Explanation:
    """Deciles: 1 holds little income, so where low deciles go with high lasten a low decile fits higher lasten."""
    name, first = DECILES[indicator]
    period = chosen.income_period
    decile = chosen.cost.value(indicator, chosen.own, period)
    if decile is None:
        return Explanation(name, _why_not(chosen, indicator, period), is_absent=True)
    fact = f"Deciel {dutch.number(decile)} in {period} (deciel 1: de gemeenten met {first})."
    together = goes_with((indicator, period), (COST.indicator, cost.period))
    if side is None or together is None:
        return Explanation(name, fact)
    if abs(together) < WEAK or LOW_DECILE < decile < HIGH_DECILE:
        return Explanation(name, fact, LITTLE)
    low_means: Side = "hoger" if together < 0 else "lager"
    high_means: Side = "lager" if together < 0 else "hoger"
    expected = low_means if decile <= LOW_DECILE else high_means
    low, high = _WITH[indicator]
    pattern = f"Gemeenten met {low if decile <= LOW_DECILE else high} hadden vaker {_MORE[expected]} lasten."
    here = f"{dutch.capital(dutch.inside(chosen.own_name))} waren de lasten {'ook ' if expected == side else ''}{side}."
    return Explanation(name, f"{fact} {pattern} {here}", FITS if expected == side else AGAINST)


def _booking(chosen: Chosen, side: Side | None) -> list[Explanation]:
    """With wijkteam and toegang in: does the difference stay? Nothing where the lasten alone say why not already."""
    name, indicator = "Manier van boeken", WIDE
    country = chosen.cost.country
    wide = chosen.cost.comparable(indicator, chosen.own, chosen.year)
    there = chosen.cost.comparable(indicator, country.code, chosen.year) if country else None
    narrow = chosen.cost.comparable(COST.indicator, chosen.own, chosen.year)
    narrow_there = chosen.cost.comparable(COST.indicator, country.code, chosen.year) if country else None
    said = {chosen.cost.own_figure(each, chosen.year).reason for each in (COST.indicator, indicator)}
    if len(said) == 1 and said != {""}:
        return []
    if wide is None or not there:
        is_absent = chosen.cost.value(indicator, chosen.own, chosen.year) is None
        return [Explanation(name, _why_not(chosen, indicator, chosen.year), is_absent=is_absent)]
    if dutch.rounded(wide) == dutch.rounded(narrow or 0.0):
        return [
            Explanation(
                name, f"Voor wijkteam en toegang staat in {chosen.year} geen bedrag apart in de boeken."
            )
        ]
    fact = (
        f"Met wijkteam en toegang erbij (niet alleen voor jongeren) waren de lasten in {chosen.year} "
        f"{dutch.euro(wide)} per inwoner, in Nederland {dutch.euro(there)}."
    )
    if side is None or narrow is None or not narrow_there:
        return [Explanation(name, fact)]
    before, after = narrow / narrow_there - 1, wide / there - 1
    if before * after <= 0:
        return [Explanation(name, fact, "Het verschil keert dan om: anders boeken kan veel verklaren.")]
    if abs(after) < SMALLER * abs(before):
        return [
            Explanation(name, fact, "Het verschil is dan veel kleiner: anders boeken kan een deel verklaren.")
        ]
    return [Explanation(name, fact, "Het verschil blijft dan staan.")]


def _why_not(chosen: Chosen, indicator: str, period: str) -> str:
    """Say why a figure of the gemeente is not there, or may not stand beside that of others."""
    if chosen.source == REPORT:
        return "Staat niet in het rapport."
    figure = chosen.cost.figure(indicator, chosen.own, period)
    why = why_not(figure.reason, name=chosen.own_name, period=period, indicator=indicator)
    return why or f"Voor {chosen.own_name} is dit cijfer er niet."


def _reach(use: OnPage, side: Side | None) -> Explanation:
    name = "Bereik"
    if not use.figure.usable or use.country_value is None:
        told = f"Hoeveel jongeren hulp kregen: voor {use.name} is dit cijfer er niet."
        return Explanation(name, told, is_absent=True)
    fact = f"{use.measure.title}: {use.value} ({use.when}), in Nederland {use.text(use.country_value)}."
    return Explanation(name, fact, _verdict(relation(use, use.country_value), side))


def _per_user(per_user: OnPage, cost: OnPage, side: Side | None) -> list[Explanation]:
    """Lasten per young person, of the same year as the lasten: without that it says nothing of this difference."""
    there = per_user.country_value
    if not per_user.figure.usable or there is None or per_user.period != cost.period:
        return []
    fact = f"{per_user.value} per jongere met jeugdzorg, in Nederland {per_user.text(there)}."
    return [Explanation("Bedrag per jongere", fact, _verdict(relation(per_user, there), side))]


def _verdict(how: Relation | None, side: Side | None) -> str:
    if side is None:
        return ""
    if how is None or how in ALIKE:
        return LITTLE
    return FITS if how == side else AGAINST
