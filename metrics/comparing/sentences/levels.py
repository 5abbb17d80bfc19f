"""Where a gemeente stands: its level beside Nederland and the others, the title of a page, its rank."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from metrics import dutch
from metrics.comparing.comparison import Comparison
from metrics.comparing.reading import Reading
from metrics.comparing.sentences.words import SUBJECTS, Subject
from metrics.dutch import moment, number_word
from metrics.figures import ENTERED
from metrics.numbers.relation import ALIKE, Relation

# Of a figure that is shown and not compared: said in place of the others.
ENOUGH_GEMEENTEN_N = 300  # fewer are no country to be ranked in: it is said how many there are
FIRST_IN_DIGITS = 13  # two counts of one sentence are both words or both digits
_APART = "niet met andere gemeenten te vergelijken"
NOT_COMPARED = f"Dit cijfer is {_APART}."


@dataclass(frozen=True)
class Standing:
    """The chosen gemeente beside the others, on printed values. Names in the order of the comparison."""

    own: Reading
    value: Decimal  # as printed
    higher: tuple[str, ...]  # others that are higher than the chosen gemeente
    lower: tuple[str, ...]
    about: tuple[str, ...]  # equal or about equal
    equal: tuple[str, ...]  # equal as printed (also in `about`)
    missing: tuple[str, ...]  # without a figure that may be compared
    absent: tuple[str, ...] = ()  # of these: without any figure
    awaited: tuple[str, ...] = ()  # of these: because it is not loaded

    @property
    def known_n(self) -> int:
        """How many others have a figure."""
        return len(self.higher) + len(self.lower) + len(self.about)


def standing(comparison: Comparison, subject: Subject, period: str) -> Standing | None:
    """Return how the chosen gemeente stands among the members; None where it has no figure to compare itself.

    A member whose figure may not be compared (books for others, not plausible, base too low) counts as missing.
    """
    own = comparison.own_figure(subject.indicator, period)
    if own.comparable is None:
        return None
    found: dict[str, list[str]] = {
        "hoger": [],
        "lager": [],
        "about": [],
        "equal": [],
        "missing": [],
        "absent": [],
        "awaited": [],
    }
    for place in comparison.members:
        value = comparison.comparable(subject.indicator, place.code, period)
        if value is None:
            found["missing"].append(place.name)
            figure = comparison.figure(subject.indicator, place.code, period)
            if figure.value is None:
                found["absent"].append(place.name)
                if figure.reason == "niet_geladen":
                    found["awaited"].append(place.name)
            continue
        how = own.stands_to(value, subject.decimals)
        if how in ALIKE:
            found["about"].append(place.name)
            if how == "even hoog":
                found["equal"].append(place.name)
        else:  # own is lower: the other is higher
            found["hoger" if how == "lager" else "lager"].append(place.name)
    return Standing(
        own,
        dutch.rounded(own.comparable, subject.decimals),
        higher=tuple(found["hoger"]),
        lower=tuple(found["lager"]),
        about=tuple(found["about"]),
        equal=tuple(found["equal"]),
        missing=tuple(found["missing"]),
        absent=tuple(found["absent"]),
        awaited=tuple(found["awaited"]),
    )


def level(comparison: Comparison, indicator: str, period: str) -> str:
    """Say what the figure was, and beside Nederland and the members whether that was higher or lower.

    Empty where the chosen gemeente has no figure; without comparison where it has one that may not be compared.
    """
    subject = SUBJECTS[indicator]
    own = comparison.value(indicator, comparison.own.code, period)
    if own is None:
        return ""
    source = comparison.figure(indicator, comparison.own.code, period).source
    first = alone(subject, comparison.own.name, period, own, source)
    place = standing(comparison, subject, period)
    if place is None:
        return f"{first} {not_compared(comparison.own_figure(indicator, period))}"
    parts = (_beside_country(comparison, subject, period, place), *_beside_members(place))
    said = [part for part in parts if part]
    second = f" Dat was {joined(said)}." if said else ""
    return f"{first}{second}{_others(place, subject)}{_lacking(place)}"


def not_compared(figure: Reading) -> str:
    """Say of a figure that is shown that it does not stand beside others; of an amount nobody can have also that."""
    return f"Dit cijfer is {_apart(figure)}."


def _apart(figure: Reading) -> str:
    return f"niet plausibel en {_APART}" if figure.reason == "niet_plausibel" else _APART


def alone(subject: Subject, name: str, period: str, value: float, source: str) -> str:
    """Say what a figure was, and where it comes from; nothing beside it."""
    text = subject.level.format(
        periode=moment(period),
        in_naam=dutch.inside(name),
        waarde=dutch.value(value, subject.unit, subject.decimals),
    )
    word = source_word(source)
    return f"{text.removesuffix('.')} ({word})." if word else text


def joined(said: Sequence[str]) -> str:
    """Join what a figure is beside others; what is the same of each is said once: 'even hoog als in A en in B'."""
    for start in ("ongeveer even hoog als ", "even hoog als "):
        if len(said) > 1 and all(each.startswith(start) for each in said):
            return dutch.names([said[0], *(each.removeprefix(start) for each in said[1:])])
    return dutch.names(said)


def beside(subject: Subject, how: Relation, value: Decimal, other: Decimal, name: str) -> str:
    """Say how a printed figure stands to another, after 'Dat was': '€ 22 hoger dan in Nederland'."""
    if how == "even hoog":
        return f"even hoog als {dutch.inside(name)}"
    if how == "ongeveer even hoog":
        return f"ongeveer even hoog als {dutch.inside(name)} ({dutch.value(other, subject.unit, subject.decimals)})"
    unit = "procentpunt" if subject.unit == "pct" else subject.unit
    return f"{dutch.value(abs(value - other), unit, subject.decimals)} {how} dan {dutch.inside(name)}"


def source_word(source: str) -> str:
    """Return how a sentence names the source of a figure; the tables stand in the source line. Empty: unknown."""
    if not source:
        return ""
    if source.startswith(ENTERED):
        return ENTERED
    return "rapport van 2021" if source.startswith("rapport") else "CBS"


def _beside_country(comparison: Comparison, subject: Subject, period: str, place: Standing) -> str:
    country = comparison.country
    value = comparison.comparable(subject.indicator, country.code, period) if country else None
    if country is None or value is None:
        return ""
    how = place.own.stands_to(value, subject.decimals)
    printed = dutch.rounded(value, subject.decimals)
    return "" if how is None else beside(subject, how, place.value, printed, country.name)


def _beside_members(place: Standing) -> tuple[str, ...]:
    """Say beside how many members it was higher or lower; of as many on either side both."""
    n = place.known_n
    if n == 0:
        return ()
    sides = {"lager": place.higher, "hoger": place.lower}
    for how, names in sides.items():
        if len(names) == n:
            return (f"{how} dan {dutch.inside(_all(names))}",)
    how, names = max(sides.items(), key=lambda item: len(item[1]))
    if not names:
        return (f"ongeveer even hoog als {dutch.inside(_all(place.about))}",)
    if _is_one_a_side(place):
        return tuple(f"{side} dan {dutch.inside(one)}" for side, (one,) in sides.items())
    if len(names) == 1 and n > 1:
        return (f"{how} dan {dutch.inside(names[0])}",)
    few, all_n = (
        (number_word(len(names)), number_word(n)) if n < FIRST_IN_DIGITS else (str(len(names)), str(n))
    )
    if len(place.higher) == len(place.lower):  # neither side says more than the other
        return f"hoger dan in {few}", f"lager dan in {few} van de {all_n} andere gemeenten"
    return (f"{how} dan in {few} van de {all_n} andere gemeenten",)


def _all(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else dutch.all_of(len(names), "andere gemeenten")


def _is_one_a_side(place: Standing) -> bool:
    """One member is higher and one is lower: neither says more than the other, and both are named."""
    return len(place.higher) == len(place.lower) == 1


def _others(place: Standing, subject: Subject) -> str:
    """Name the members for which the sentence above does not hold."""
    n = place.known_n
    larger = max(place.higher, place.lower, key=len)
    if n == 0 or len(larger) == n or len(place.about) == n:
        return ""
    sides = [
        (names, how)
        for names, how in ((place.higher, "hoger"), (place.lower, "lager"))
        if names and names is not larger and not _is_one_a_side(place)
    ]
    if place.about:
        sides.append((place.about, "ongeveer even hoog"))
    if not sides:
        return ""
    verb = "waren" if subject.plural else "was"
    (first, how), *rest = sides
    said = [f"{dutch.inside_names_or_count(first)} {verb} {subject.again or subject.change} {how}"]
    said += [f"{dutch.inside_names_or_count(names)} {side}" for names, side in rest]
    text = ", ".join(said)
    return f" {dutch.capital(text)}."


def _lacking(place: Standing) -> str:
    """Name who cannot be compared; several without any figure are counted."""
    if len(place.absent) > 1 and place.absent == place.missing:
        count = f"{number_word(len(place.absent))} " if place.known_n else ""
        why = "niet geladen" if place.awaited == place.absent else "er niet"
        return f" Voor de andere {count}gemeenten is dit cijfer {why}."
    return missing(place.missing)


def missing(names: Sequence[str]) -> str:
    """Name who has no figure that can be used, many are counted; empty where everybody has one."""
    if not names:
        return ""
    verb = "heeft" if len(names) == 1 else "hebben"
    return f" {dutch.names_or_count(names)} {verb} geen bruikbaar cijfer."


def headline(comparison: Comparison, indicator: str, period: str) -> str:
    """Return the title of a page: where the chosen gemeente stands in its group, without judgement.

    'de laagste/hoogste' only where every other is higher/lower by the rule; equals are named with 'samen met'.
    """
    text = _headline(comparison, indicator, period)
    return f"{text} ({ENTERED})" if comparison.own_figure(indicator, period).is_entered else text


def _headline(comparison: Comparison, indicator: str, period: str) -> str:
    subject = SUBJECTS[indicator]
    place = standing(comparison, subject, period)
    when, name = moment(period), comparison.own.name
    if place is None:
        own = comparison.own_figure(indicator, period)
        if own.value is not None:  # it is shown, and not compared
            verb = "zijn" if subject.plural else "is"
            what = f"{dutch.capital(subject.change)} {dutch.inside(name)} in {when}"
            return f"{what} {verb} {_apart(own)}"
        return f"{name} heeft over {when} geen bruikbaar cijfer"
    n = place.known_n
    together = f" samen met {dutch.names_or_count(place.equal)}" if place.equal else ""
    only_equal = len(place.about) == len(place.equal)
    rest = n - len(place.equal)
    of_these = f"van deze {number_word(n + 1)} gemeenten"
    if n and rest and only_equal and len(place.higher) == rest:
        return f"In {when} had {name}{together} {subject.article} laagste {subject.noun} {of_these}"
    if n and rest and only_equal and len(place.lower) == rest:
        return f"In {when} had {name}{together} {subject.article} hoogste {subject.noun} {of_these}"
    verb = "waren" if subject.plural else "was"
    beside = dutch.names(_beside_members(place)) or _beside_country(comparison, subject, period, place)
    if not beside:
        return f"{dutch.capital(subject.change)} {dutch.inside(name)}, {when}"
    return f"In {when} {verb} {subject.change} {dutch.inside(name)} {beside}"


def ranked(lower_n: int, higher_n: int, about_n: int = 0) -> str:
    """Say a place among all others as a sentence: 'Van de 341 andere gemeenten waren er 91 lager, 243 hoger ...'."""
    sides = [(lower_n, "lager"), (higher_n, "hoger"), (about_n, "ongeveer even hoog")]
    said = [(n, how) for n, how in sides if n]
    whom = f"{lower_n + higher_n + about_n} andere gemeenten met dit cijfer"
    if len(said) == 1:
        return f"Alle {whom} waren {said[0][1]}."
    return f"Van de {whom} waren er {dutch.names([f'{n} {how}' for n, how in said])}."


def rank_among(place: Standing) -> str:
    """Say how many others are lower, higher and about equal; empty where nobody has the figure."""
    return rank(len(place.lower), len(place.higher), len(place.about)) if place.known_n else ""


def rank(lower_n: int, higher_n: int, about_n: int = 0) -> str:
    """Say a place among all gemeenten as '54 gemeenten lager, 287 hoger', 'geen gemeente lager, 341 hoger'."""
    return rank_of_areas(lower_n, higher_n, about_n, "gemeente", "gemeenten")


def rank_in_country(lower_n: int, higher_n: int, about_n: int = 0) -> str:
    """Say a place among all gemeenten as `rank` does, and among how many where not nearly all have the figure."""
    said, known_n = rank(lower_n, higher_n, about_n), lower_n + higher_n + about_n + 1
    return said if known_n >= ENOUGH_GEMEENTEN_N else f"{said} (van {known_n} gemeenten met dit cijfer)"


def rank_of_areas(lower_n: int, higher_n: int, about_n: int, one: str, more: str) -> str:
    """Say a place among areas of a kind; `one`, `more`: what one of them is called, and what several are."""
    about = f", {about_n} ongeveer even hoog" if about_n else ""
    return (
        f"{dutch.count(lower_n)} {one if lower_n <= 1 else more} lager, {dutch.count(higher_n)} hoger{about}"
    )
