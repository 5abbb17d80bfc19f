"""Sentences that the figures write themselves: what a figure was, beside whom it was higher or lower, how it went.

The rules (teksten 1), each a test: year in the sentence and past tense; printed values are compared, not the
hidden decimals; equal as printed is 'even hoog als', under 5% of the smaller value 'ongeveer even hoog'; 'hoger'
and 'lager' and no judgement; 'alle' only if all, else 'drie van de vier' with the others named; ties 'samen met';
no trend across a break; whoever has no figure is named; no word of cause. Pure: how a number is written comes in
as `Words` (the module `pages.ui.formats` is one).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, Protocol

from metrics.comparison import Comparison, Place
from metrics.figures import COMPARABLE

Relation = Literal["hoger", "lager", "ongeveer even hoog", "even hoog"]
ABOUT_EQUAL = Decimal("0.05")
# From this share of the whole change on, one step is named as where most of it happened.
MOST = 0.5
_NUMBERS = (
    "nul",
    "een",
    "twee",
    "drie",
    "vier",
    "vijf",
    "zes",
    "zeven",
    "acht",
    "negen",
    "tien",
    "elf",
    "twaalf",
)


class Words(Protocol):
    """How values become Dutch text."""

    def rounded(self, x: float, decimals: int = 0) -> Decimal: ...  # noqa: D102
    def value(self, x: float | Decimal | None, unit: str, decimals: int | None = None) -> str: ...  # noqa: D102
    def period(self, code: str) -> str: ...  # noqa: D102
    def names(self, items: list[str] | tuple[str, ...]) -> str: ...  # noqa: D102


@dataclass(frozen=True)
class Subject:
    """An indicator as sentences speak of it.

    `level` has {periode}, {naam}, {waarde}; `noun` stands after 'de laagste' (plural) or 'het laagste';
    `change` is what a trend is about, with its verb in the right number.
    """

    indicator: str
    unit: str
    decimals: int
    level: str
    noun: str
    change: str
    plural: bool

    @property
    def article(self) -> str:
        """Article of `noun`."""
        return "de" if self.plural else "het"


def moment(code: str, words: Words) -> str:
    """Write a period as it stands after a preposition: '2019', 'het eerste halfjaar van 2020'."""
    return f"het {words.period(code)}" if "H" in code else words.period(code)


SUBJECTS: dict[str, Subject] = {
    subject.indicator: subject
    for subject in (
        Subject(
            "lasten_per_inwoner",
            "eur",
            0,
            "In {periode} waren de lasten voor jeugdzorg in {naam} {waarde} per inwoner.",
            "lasten per inwoner",
            "de lasten per inwoner",
            True,
        ),
        Subject(
            "lasten_per_jongere_met_jeugdzorg",
            "eur",
            0,
            "In {periode} waren de lasten in {naam} {waarde} per jongere met jeugdzorg.",
            "lasten per jongere met jeugdzorg",
            "de lasten per jongere met jeugdzorg",
            True,
        ),
        Subject(
            "zonder_verblijf",
            "pct",
            1,
            "In {periode} kreeg {waarde} van de jongeren tot 23 jaar in {naam} jeugdhulp zonder verblijf.",
            "percentage jongeren met jeugdhulp zonder verblijf",
            "het gebruik van jeugdhulp zonder verblijf",
            False,
        ),
        Subject(
            "met_verblijf",
            "pct",
            1,
            "In {periode} kreeg {waarde} van de jongeren tot 23 jaar in {naam} jeugdhulp met verblijf.",
            "percentage jongeren met jeugdhulp met verblijf",
            "het gebruik van jeugdhulp met verblijf",
            False,
        ),
        Subject(
            "natura_jeugdhulp",
            "pct",
            1,
            "In {periode} kreeg {waarde} van de jongeren tot 18 jaar in {naam} jeugdhulp in natura.",
            "percentage jongeren tot 18 jaar met jeugdhulp in natura",
            "het gebruik van jeugdhulp in natura",
            False,
        ),
    )
}


def relation(value: Decimal, other: Decimal) -> Relation:
    """Return how a printed value stands to another printed value."""
    if value == other:
        return "even hoog"
    if abs(value - other) < ABOUT_EQUAL * min(abs(value), abs(other)):
        return "ongeveer even hoog"
    return "hoger" if value > other else "lager"


def number_word(n: int) -> str:
    """Write a small number as a word, a larger one in digits."""
    return _NUMBERS[n] if 0 <= n < len(_NUMBERS) else str(n)


@dataclass(frozen=True)
class Standing:
    """The chosen gemeente beside the others, on printed values. Names in the order of the comparison."""

    value: Decimal
    higher: tuple[str, ...]  # others that are higher than the chosen gemeente
    lower: tuple[str, ...]
    about: tuple[str, ...]  # equal or about equal
    equal: tuple[str, ...]  # equal as printed (also in `about`)
    missing: tuple[str, ...]

    @property
    def known_n(self) -> int:
        """How many others have a figure."""
        return len(self.higher) + len(self.lower) + len(self.about)


def standing(comparison: Comparison, subject: Subject, period: str, words: Words) -> Standing | None:
    """Return how the chosen gemeente stands among the members; None where it has no figure to compare itself.

    A member whose figure may not be compared (books for others, not plausible, base too low) counts as missing.
    """
    own = _usable(comparison, subject.indicator, comparison.own.code, period)
    if own is None:
        return None
    printed = words.rounded(own, subject.decimals)
    found: dict[str, list[str]] = {"hoger": [], "lager": [], "about": [], "equal": [], "missing": []}
    for place in comparison.members:
        value = _usable(comparison, subject.indicator, place.code, period)
        if value is None:
            found["missing"].append(place.name)
            continue
        how = relation(printed, words.rounded(value, subject.decimals))
        if how in ("even hoog", "ongeveer even hoog"):
            found["about"].append(place.name)
            if how == "even hoog":
                found["equal"].append(place.name)
        else:  # own is lower: the other is higher
            found["hoger" if how == "lager" else "lager"].append(place.name)
    return Standing(
        printed,
        higher=tuple(found["hoger"]),
        lower=tuple(found["lager"]),
        about=tuple(found["about"]),
        equal=tuple(found["equal"]),
        missing=tuple(found["missing"]),
    )


def _usable(comparison: Comparison, indicator: str, code: str, period: str) -> float | None:
    figure = comparison.figure(indicator, code, period)
    return figure.value if figure.cell_status in COMPARABLE else None


def level(comparison: Comparison, indicator: str, period: str, words: Words) -> str:
    """Say what the figure was, and beside Nederland and the members whether that was higher or lower.

    Empty where the chosen gemeente has no figure; without comparison where it has one that may not be compared.
    """
    subject = SUBJECTS[indicator]
    own = comparison.value(indicator, comparison.own.code, period)
    if own is None:
        return ""
    first = subject.level.format(
        periode=moment(period, words),
        naam=comparison.own.name,
        waarde=words.value(words.rounded(own, subject.decimals), subject.unit, subject.decimals),
    )
    place = standing(comparison, subject, period, words)
    if place is None:
        return f"{first} Dit cijfer is niet te vergelijken met dat van andere gemeenten."
    beside = [
        part
        for part in (
            _beside_country(comparison, subject, period, place, words),
            _beside_members(place),
        )
        if part
    ]
    second = f" Dat was {_and(beside)}." if beside else ""
    return f"{first}{second}{_others(place, words)}{missing(place.missing, words)}"


def _beside_country(
    comparison: Comparison, subject: Subject, period: str, place: Standing, words: Words
) -> str:
    country = comparison.country
    value = _usable(comparison, subject.indicator, country.code, period) if country else None
    if country is None or value is None:
        return ""
    printed = words.rounded(value, subject.decimals)
    how = relation(place.value, printed)
    if how in ("even hoog", "ongeveer even hoog"):
        shown = "" if how == "even hoog" else f" ({words.value(printed, subject.unit, subject.decimals)})"
        return f"{how} als in {country.name}{shown}"
    unit = "procentpunt" if subject.unit == "pct" else subject.unit
    return f"{words.value(abs(place.value - printed), unit, subject.decimals)} {how} dan in {country.name}"


def _beside_members(place: Standing) -> str:
    n = place.known_n
    if n == 0:
        return ""
    sides = {"lager": place.higher, "hoger": place.lower}
    for how, names in sides.items():
        if len(names) == n:
            return f"{how} dan in {_all(names)}"
    how, names = max(sides.items(), key=lambda item: len(item[1]))
    if not names:
        return f"ongeveer even hoog als in {_all(place.about)}"
    if len(names) == 1 and n > 1:
        return f"{how} dan in {names[0]}"
    return f"{how} dan in {number_word(len(names))} van de {number_word(n)} andere gemeenten"


def _all(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"alle {number_word(len(names))} andere gemeenten"


def _others(place: Standing, words: Words) -> str:
    """Name the members for which the sentence above does not hold."""
    n = place.known_n
    larger = max(place.higher, place.lower, key=len)
    if n == 0 or len(larger) == n or len(place.about) == n:
        return ""
    parts = []
    if place.higher and place.higher is not larger:
        parts.append(f"in {words.names(place.higher)} was het hoger")
    if place.lower and place.lower is not larger:
        parts.append(f"in {words.names(place.lower)} was het lager")
    if place.about:
        parts.append(f"in {words.names(place.about)} ongeveer even hoog")
    if len(larger) == 1 and n > 1 and not parts:
        return ""
    text = "; ".join(parts)
    return f" {text[0].upper()}{text[1:]}." if text else ""


def missing(names: Sequence[str], words: Words) -> str:
    """Name who has no figure that can be used; empty where everybody has one."""
    if not names:
        return ""
    verb = "heeft" if len(names) == 1 else "hebben"
    return f" {words.names(tuple(names))} {verb} geen bruikbaar cijfer."


def headline(comparison: Comparison, indicator: str, period: str, words: Words) -> str:
    """Return the title of a page: where the chosen gemeente stands in its group, without judgement.

    'de laagste/hoogste' only where every other is higher/lower by the rule; equals are named with 'samen met'.
    """
    subject = SUBJECTS[indicator]
    place = standing(comparison, subject, period, words)
    when, name = moment(period, words), comparison.own.name
    if place is None:
        return f"{name} heeft over {when} geen bruikbaar cijfer"
    n = place.known_n
    together = f" samen met {words.names(place.equal)}" if place.equal else ""
    only_equal = len(place.about) == len(place.equal)
    rest = n - len(place.equal)
    of_these = f"van deze {number_word(n + 1)} gemeenten"
    if n and rest and only_equal and len(place.higher) == rest:
        return f"In {when} had {name}{together} {subject.article} laagste {subject.noun} {of_these}"
    if n and rest and only_equal and len(place.lower) == rest:
        return f"In {when} had {name}{together} {subject.article} hoogste {subject.noun} {of_these}"
    verb = "waren" if subject.plural else "was"
    beside = _beside_members(place) or _beside_country(comparison, subject, period, place, words)
    if not beside:
        return f"{subject.change[0].upper()}{subject.change[1:]} in {name}, {when}"
    return f"In {when} {verb} {subject.change} in {name} {beside}"


@dataclass(frozen=True)
class Moment:
    """A value in a period, for a trend."""

    period: str
    value: float | None


def trend(subject: Subject, place: Place, moments: Sequence[Moment], words: Words) -> str:
    """Say how a figure went from the first to the last moment, and when most of it happened in one step.

    In: moments in time order, all at the same side of a break. Fewer than two with a value: empty.
    """
    known = [(m.period, words.rounded(m.value, subject.decimals)) for m in moments if m.value is not None]
    if len(known) < 2:
        return ""
    (start, first), (end, last) = known[0], known[-1]
    from_to = (
        f"van {words.value(first, subject.unit, subject.decimals)} in {moment(start, words)} "
        f"naar {words.value(last, subject.unit, subject.decimals)} in {moment(end, words)}"
    )
    what = subject.change[0].upper() + subject.change[1:]
    how = relation(last, first)
    if how in ("even hoog", "ongeveer even hoog"):
        stayed = "bleven" if subject.plural else "bleef"
        return f"{what} in {place.name} {stayed} ongeveer even hoog: {from_to}."
    verb = {
        ("hoger", True): "stegen",
        ("hoger", False): "steeg",
        ("lager", True): "daalden",
        ("lager", False): "daalde",
    }[how, subject.plural]
    return f"{what} in {place.name} {verb} {from_to}.{_largest_step(known, words)}"


def trend_title(subject: Subject, place: Place, moments: Sequence[Moment], words: Words) -> str:
    """Return a trend as a title, without numbers: 'Gebruik in Deventer daalde, vooral begin 2018' style.

    Names first and last period; where there are not two values, the subject and the place only.
    """
    known = [m for m in moments if m.value is not None]
    what = subject.change[0].upper() + subject.change[1:]
    if len(known) < 2:
        return f"{what} in {place.name}"
    sentence = trend(subject, place, known, words)
    verb = next((v for v in ("stegen", "steeg", "daalden", "daalde") if f" {v} van " in sentence), "")
    if not verb:
        verb = "bleven ongeveer even hoog" if subject.plural else "bleef ongeveer even hoog"
    return f"{what} in {place.name} {verb}, {known[0].period[:4]}-{known[-1].period[:4]}"


def _largest_step(known: Sequence[tuple[str, Decimal]], words: Words) -> str:
    total = known[-1][1] - known[0][1]
    if len(known) < 3 or not total:
        return ""
    steps = [(b[1] - a[1], a[0], b[0]) for a, b in zip(known, known[1:], strict=False)]
    largest, start, end = max(steps, key=lambda step: step[0] / total)
    if float(largest / total) < MOST:
        return ""
    noun = "stijging" if total > 0 else "daling"
    return f" Het grootste deel van de {noun} was tussen {moment(start, words)} en {moment(end, words)}."


def growth(comparison: Comparison, start: str, end: str, words: Words) -> str:
    """Say how lasten per inwoner changed from one jaarrekening to a later one, beside Nederland.

    Uses 'groei_lasten_per_inwoner' of period `end`; 'sneller' only where both went the same way and the
    difference is 5% of the smaller or more. Empty where the chosen gemeente has no figure.
    """
    own = _usable(comparison, "groei_lasten_per_inwoner", comparison.own.code, end)
    if own is None:
        return ""
    ours = words.rounded(own, 0)
    verb, tail = _moved(ours, words)
    text = f"Van {start} tot {end} {verb} de lasten per inwoner in {comparison.own.name} {tail} (rekening op rekening)"
    country = comparison.country
    value = _usable(comparison, "groei_lasten_per_inwoner", country.code, end) if country else None
    if country is None or value is None:
        return f"{text}."
    theirs = words.rounded(value, 0)
    if ours * theirs > 0 and relation(abs(ours), abs(theirs)) == "hoger":
        return f"{text}, sneller dan in {country.name} ({words.value(abs(theirs), 'pct', 0)})."
    their_verb, their_tail = _moved(theirs, words)
    return f"{text}; in {country.name} {their_verb} zij {their_tail}."


def _moved(change: Decimal, words: Words) -> tuple[str, str]:
    if change == 0:
        return "bleven", "even hoog"
    return ("stegen" if change > 0 else "daalden"), f"met {words.value(abs(change), 'pct', 0)}"


def rank(lower_n: int, higher_n: int, equal_n: int = 0) -> str:
    """Say a place among all gemeenten as '54 gemeenten lager, 287 hoger'."""
    noun = "gemeente" if lower_n == 1 else "gemeenten"
    equal = f", {equal_n} even hoog" if equal_n else ""
    return f"{lower_n} {noun} lager, {higher_n} hoger{equal}"


def _and(parts: Sequence[str]) -> str:
    return " en ".join(parts)
