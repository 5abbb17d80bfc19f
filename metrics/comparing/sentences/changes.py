"""How a figure went: from the first to the last moment, never across a break; growth beside Nederland."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from metrics import dutch
from metrics.comparing.comparison import Comparison, Place
from metrics.comparing.sentences.words import Subject
from metrics.dutch import moment
from metrics.numbers.relation import relation

# From this share of the whole change on, one step is named as where most of it happened.
MOST = 0.5


@dataclass(frozen=True)
class Moment:
    """A value in a period, for a trend."""

    period: str
    value: float | None


def trend(subject: Subject, place: Place, moments: Sequence[Moment]) -> str:
    """Say how a figure went from the first to the last moment, and when most of it happened in one step.

    In: moments in time order, all at the same side of a break. Fewer than two with a value: empty.
    """
    known = [(m.period, dutch.rounded(m.value, subject.decimals)) for m in moments if m.value is not None]
    if len(known) < 2:
        return ""
    (start, first), (end, last) = known[0], known[-1]
    from_to = (
        f"van {dutch.value(first, subject.unit, subject.decimals)} in {moment(start)} "
        f"naar {dutch.value(last, subject.unit, subject.decimals)} in {moment(end)}"
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
    return f"{what} in {place.name} {verb} {from_to}.{_largest_step(known)}"


def trend_title(subject: Subject, place: Place, moments: Sequence[Moment]) -> str:
    """Return a trend as a title, without numbers: 'Gebruik in Deventer daalde, vooral begin 2018' style.

    Names first and last period; where there are not two values, the subject and the place only.
    """
    known = [m for m in moments if m.value is not None]
    what = subject.change[0].upper() + subject.change[1:]
    if len(known) < 2:
        return f"{what} in {place.name}"
    sentence = trend(subject, place, known)
    verb = next((v for v in ("stegen", "steeg", "daalden", "daalde") if f" {v} van " in sentence), "")
    if not verb:
        verb = "bleven ongeveer even hoog" if subject.plural else "bleef ongeveer even hoog"
    return f"{what} in {place.name} {verb}, {known[0].period[:4]}-{known[-1].period[:4]}"


def _largest_step(known: Sequence[tuple[str, Decimal]]) -> str:
    total = known[-1][1] - known[0][1]
    if len(known) < 3 or not total:
        return ""
    steps = [(b[1] - a[1], a[0], b[0]) for a, b in zip(known, known[1:], strict=False)]
    largest, start, end = max(steps, key=lambda step: step[0] / total)
    if float(largest / total) < MOST:
        return ""
    noun = "stijging" if total > 0 else "daling"
    return f" Het grootste deel van de {noun} was tussen {moment(start)} en {moment(end)}."


def growth(comparison: Comparison, start: str, end: str) -> str:
    """Say how lasten per inwoner changed from one jaarrekening to a later one, beside Nederland.

    Uses 'groei_lasten_per_inwoner' of period `end`; 'sneller' only where both went the same way and the
    difference is 5% of the smaller or more. Empty where the chosen gemeente has no figure.
    """
    own = comparison.comparable("groei_lasten_per_inwoner", comparison.own.code, end)
    if own is None:
        return ""
    ours = dutch.rounded(own, 0)
    verb, tail = _moved(ours)
    text = f"Van {start} tot {end} {verb} de lasten per inwoner in {comparison.own.name} {tail} (rekening op rekening)"
    country = comparison.country
    value = comparison.comparable("groei_lasten_per_inwoner", country.code, end) if country else None
    if country is None or value is None:
        return f"{text}."
    theirs = dutch.rounded(value, 0)
    if ours * theirs > 0 and relation(abs(ours), abs(theirs)) == "hoger":
        return f"{text}, sneller dan in {country.name} ({dutch.value(abs(theirs), 'pct', 0)})."
    their_verb, their_tail = _moved(theirs)
    return f"{text}; in {country.name} {their_verb} zij {their_tail}."


def _moved(change: Decimal) -> tuple[str, str]:
    if change == 0:
        return "bleven", "even hoog"
    return ("stegen" if change > 0 else "daalden"), f"met {dutch.value(abs(change), 'pct', 0)}"
