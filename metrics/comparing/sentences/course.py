"""How a figure went, told whole: each side of a break, first and last period, the one step that carries most.

One way to look at a series (`_runs`) behind the title of a chart, its alt text and the sentences beneath it.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from metrics import dutch
from metrics.comparing.comparison import Comparison, Place
from metrics.comparing.reading import Reading
from metrics.comparing.reasons import APART
from metrics.comparing.sentences.words import SUBJECTS, Subject
from metrics.dutch import moment
from metrics.numbers.relation import ALIKE, Relation, relation
from metrics.places.breaks import Break, segments

# From this share of the whole change on, one step is named as where most of it happened.
MOST = Decimal("0.5")
# A point between the ends is named where it lies this far outside them (share of the smaller end).
FAR_OUT = Decimal("0.10")
MANY = 2  # periods that share the highest or lowest point and are each named
_VERBS = {
    ("hoger", True): "stegen",
    ("hoger", False): "steeg",
    ("lager", True): "daalden",
    ("lager", False): "daalde",
}


@dataclass(frozen=True)
class Moment:
    """A value in a period, for a trend. `counts`: False for an amount that does not go with those of other years."""

    period: str
    value: float | None
    counts: bool = True


Known = tuple[str, Decimal]


@dataclass(frozen=True)
class _Run:
    """What is known at one side of a break, as printed, in time order; never empty.

    `cuts`: years in which a break lies between the run before and this one; none for the first.
    """

    known: tuple[Known, ...]
    cuts: tuple[int, ...]

    @property
    def first(self) -> Known:
        return self.known[0]

    @property
    def last(self) -> Known:
        return self.known[-1]

    @property
    def how(self) -> Relation:
        """How the last value stands to the first."""
        return relation(self.last[1], self.first[1])

    @property
    def is_two_apart(self) -> bool:
        """Two values with periods between them of which nothing is known: nobody can say that it 'stayed' so."""
        (start, _), (end, _) = self.first, self.last
        apart = dutch.period_position(end) - dutch.period_position(start)
        return len(self.known) == 2 and apart > (0.5 if "H" in start else 1)

    @property
    def far_out(self) -> tuple[Literal["hoogste", "laagste"], Known] | None:
        """The point between the ends that lies furthest outside them; None where the ends tell the line.

        Outside by a tenth of the smaller end, and by as much as the ends differ. Of more that lie as far the first.
        """
        low, high = sorted((self.first[1], self.last[1]))
        inner = self.known[1:-1]
        if not inner:
            return None
        top = max(inner, key=lambda one: one[1])
        bottom = min(inner, key=lambda one: one[1])
        over, under = top[1] - high, low - bottom[1]
        far = max(over, under)
        if far <= 0 or far < FAR_OUT * abs(low) or (self.how not in ALIKE and far < high - low):
            return None
        return ("hoogste", top) if over >= under else ("laagste", bottom)

    @property
    def as_far_out(self) -> tuple[str, ...]:
        """The periods between the ends with the value of `far_out`, in order."""
        if self.far_out is None:
            return ()
        _, (_, extreme) = self.far_out
        return tuple(period for period, value in self.known[1:-1] if value == extreme)

    @property
    def step(self) -> tuple[str, str] | None:
        """The periods between which most of a rise or fall happened; None where no single step carries it."""
        total = self.last[1] - self.first[1]
        if len(self.known) < 3 or self.how in ALIKE:  # two moments are one step
            return None
        steps = [(b[1] - a[1], a[0], b[0]) for a, b in zip(self.known, self.known[1:], strict=False)]
        largest, start, end = max(steps, key=lambda one: one[0] / total)
        return (start, end) if largest / total >= MOST else None


def trend(subject: Subject, place: Place, moments: Sequence[Moment]) -> str:
    """Say how a figure went from the first to the last moment, and when most of it happened in one step.

    In: moments in time order, all at the same side of a break. Fewer than two with a value: empty.
    """
    return next(iter(story(subject, place, moments)), "") if _known_n(moments) > 1 else ""


def story(
    subject: Subject, place: Place, moments: Sequence[Moment], between: Iterable[Break] = ()
) -> list[str]:
    """Say how a figure went, a text for each side of a break; nothing is compared across one.

    In: moments in time order, and the breaks of the place (metrics.places.breaks). A side with one value says that
    value. Values that may not be compared are left out, with a line that says in which years. Empty without values.
    """
    told = [_said(subject, place, run) for run in _runs(subject, moments, between)]
    left_out = _left_out(moments)
    return [*told, f"{dutch.capital(left_out)}."] if left_out else told


def trend_title(
    subject: Subject, place: Place, moments: Sequence[Moment], between: Iterable[Break] = ()
) -> str:
    """Return how a whole line went as a title, without its numbers: every side of a break, and that it is there.

    'De lasten per inwoner in Aa stegen van 2017 tot 2021, vooral tussen 2020 en 2021, en bleven van 2022 tot 2023
    ongeveer even hoog (knik in 2022)'. With one value: its period; with none: the subject and the place. What does
    not count is left out and named (with one value beside it that value is said): '(knik in 2022; 2017 telt niet mee)'.
    """
    runs = _runs(subject, moments, between)
    what = f"{dutch.capital(subject.change)} {dutch.inside(place.name)}"
    left_out = _left_out(moments)
    if not runs:
        return f"{what} ({left_out})" if left_out else what
    if len(runs) == 1 and len(runs[0].known) == 1:
        period, value = runs[0].first
        if left_out:  # there is no course to tell, though others have one: the value is what there is
            return f"{what}: {_value(subject, value)} in {moment(period)} ({left_out})"
        return f"{what}, {moment(period).removeprefix('het ')}"
    cuts = dict.fromkeys(str(year) for run in runs for year in run.cuts)
    aside = [f"knik in {dutch.names(list(cuts))}"] if cuts else []
    aside += [left_out] if left_out else []
    tail = f" ({'; '.join(aside)})" if aside else ""
    longer = [run for run in runs if run.first[0][:4] != run.last[0][:4]]
    # between two longer sides a single year is told by the two breaks around it
    return f"{what} {_joined(_clauses(subject, longer if len(longer) > 1 else runs))}{tail}"


def moments_of(comparison: Comparison, indicator: str, periods: Iterable[str]) -> list[Moment]:
    """Return the values of the chosen gemeente of a comparison in these periods, for a trend."""
    own = comparison.own.code
    return [moment_of(comparison.figure(indicator, own, period)) for period in periods]


def moment_of(figure: Reading) -> Moment:
    """Return a figure as a moment of a trend: shown, and left out of the trend where it does not count."""
    return Moment(figure.period, figure.value, figure.reason not in APART)


def title_of(
    comparison: Comparison, indicator: str, periods: Iterable[str], between: Iterable[Break] = ()
) -> str:
    """Return `trend_title` of the chosen gemeente of a comparison through these periods."""
    moments = moments_of(comparison, indicator, periods)
    return trend_title(SUBJECTS[indicator], comparison.own, moments, between)


def _known_n(moments: Sequence[Moment]) -> int:
    return sum(one.value is not None and one.counts for one in moments)


def _runs(subject: Subject, moments: Sequence[Moment], between: Iterable[Break]) -> list[_Run]:
    """Cut what is known at the breaks, as printed."""
    breaks = tuple(between)
    known = {
        m.period: dutch.rounded(m.value, subject.decimals)
        for m in moments
        if m.value is not None and m.counts
    }
    found: list[_Run] = []
    for periods in segments(list(known), breaks):
        cuts: tuple[int, ...] = ()
        if found:
            before, after = int(found[-1].last[0][:4]), int(periods[0][:4])
            years = {one.start_year for one in breaks if before < one.start_year <= after}
            cuts = tuple(sorted(years))
        found.append(_Run(tuple((period, known[period]) for period in periods), cuts))
    return found


def _said(subject: Subject, place: Place, run: _Run) -> str:
    """One side as a sentence or two."""
    (start, first), (end, last) = run.first, run.last
    was, stayed = ("waren", "bleven") if subject.plural else ("was", "bleef")
    before, after = (f"{dutch.capital(subject.change)} {dutch.inside(place.name)} ", "")
    if run.cuts:  # 'Na de knik in 2022 stegen de lasten ...': the verb comes first
        before = f"Na de knik in {dutch.numbers(run.cuts)} "
        after = f" {subject.again or subject.change} {dutch.inside(place.name)}"
    if len(run.known) == 1:
        return f"{before}{was}{after} {_value(subject, first)} in {moment(start)}."
    from_to = f"van {_value(subject, first)} in {moment(start)} naar {_value(subject, last)} in {moment(end)}"
    if run.how not in ALIKE:
        told = f"{before}{_VERBS[run.how, subject.plural]}{after} {from_to}."
    elif run.far_out or run.is_two_apart:
        both = (
            _value(subject, last) if last == first else f"{_value(subject, last)} en {_value(subject, first)}"
        )
        told = f"{before}{was}{after} in {moment(end)} {run.how} als in {moment(start)}: {both}."
    elif first == last:
        when = f"{moment(start)} en in {moment(end)}"
        if start[:4] == end[:4]:  # the two halves of one year
            when = f"beide halfjaren van {start[:4]}"
        told = f"{before}{stayed}{after} even hoog: {_value(subject, first)} in {when}."
    else:
        told = f"{before}{stayed}{after} ongeveer even hoog: {from_to}."
    return f"{told}{_mark(subject, run)}"


def _mark(subject: Subject, run: _Run) -> str:
    """The point outside the ends, or else the step that carries most; empty without either."""
    if run.far_out:
        side, (_, value) = run.far_out
        return f" Het {side} punt was {_value(subject, value)} in {_named(run.as_far_out, ' in ', moment)}."
    if run.step:
        noun = "stijging" if run.how == "hoger" else "daling"
        start, end = run.step
        return f" Het grootste deel van de {noun} was tussen {moment(start)} en {moment(end)}."
    return ""


def _clauses(subject: Subject, runs: Sequence[_Run]) -> list[str]:
    """The sides as clauses of a title; sides that went the same way after each other share a verb."""
    clauses: list[str] = []
    shared: list[str] = []
    verb_of_shared = ""

    def close() -> None:
        if shared:
            flat = " ongeveer even hoog" if verb_of_shared in ("bleven", "bleef") else ""
            clauses.append(f"{verb_of_shared} {_joined(shared)}{flat}")
            shared.clear()

    was, stayed = ("waren", "bleven") if subject.plural else ("was", "bleef")
    marked = [run for run in runs if run.far_out or run.step]
    told = max(marked, key=lambda run: len(run.known), default=None)  # a title has room for one step or point
    for run in runs:
        (start, first), (end, _) = run.first, run.last
        out = _out(run) if run is told else ""
        if len(run.known) == 1:
            close()
            clauses.append(f"{was} {_value(subject, first)} in {_at(start)}")
        elif run.how in ALIKE and (run.far_out or run.is_two_apart):
            close()
            clauses.append(f"{was} {_pair(start, end)} ongeveer even hoog{out}")
        else:
            verb = stayed if run.how in ALIKE else _VERBS[run.how, subject.plural]
            if verb != verb_of_shared:
                close()
            verb_of_shared = verb
            shared.append(f"{_span(start, end)}{out or (_step(run) if run is told else '')}")
    close()
    return clauses


def _out(run: _Run) -> str:
    if run.far_out is None:
        return ""
    side, (period, _) = run.far_out
    when = _named(run.as_far_out, " ", _at)
    return f", met het {side} punt {'in ' if 'H' not in period or when.startswith('beide') else ''}{when}"


def _named(periods: Sequence[str], joint: str, say: Callable[[str], str]) -> str:
    """Name the periods that share the furthest point; of many the first, and that there are more."""
    if len(periods) == MANY and periods[0][:4] == periods[1][:4]:
        return f"beide halfjaren van {periods[0][:4]}"
    if len(periods) > MANY:
        return f"{say(periods[0])} en later nog {dutch.number_word(len(periods) - 1)} keer"
    return f" en{joint}".join(say(period) for period in periods)


def _step(run: _Run) -> str:
    if run.step is None:
        return ""
    start, end = run.step
    return f", vooral in {end[:4]}" if start[:4] == end[:4] else f", vooral tussen {_at(start)} en {_at(end)}"


def _left_out(moments: Sequence[Moment]) -> str:
    """Name what does not count: '2022 telt niet mee', '2017 tot en met 2019 tellen niet mee'; empty for none."""
    periods = [each.period for each in moments if each.value is not None and not each.counts]
    if not periods:
        return ""
    is_years = all(period.isdecimal() for period in periods)
    who = dutch.numbers(map(int, periods)) if is_years else dutch.names([_at(period) for period in periods])
    return f"{who} {'telt' if len(periods) == 1 else 'tellen'} niet mee"


def _joined(parts: Sequence[str]) -> str:
    """Join clauses; where one holds a comma 'en' gets one too."""
    *rest, last = parts
    if not rest:
        return last
    return f"{', '.join(rest)}{', en ' if any(',' in part for part in rest) else ' en '}{last}"


def _at(period: str) -> str:
    """A period in the few words of a title: '2019', 'begin 2019', 'eind 2019'."""
    year, _, half = period.partition("H")
    return f"{'begin' if half == '1' else 'eind'} {year}" if half else year


def _span(start: str, end: str) -> str:
    first, last = start[:4], end[:4]
    return f"in {first}" if first == last else f"van {first} tot {last}"


def _pair(start: str, end: str) -> str:
    return f"in {_at(start)} en {_at(end)}" if "H" not in start else f"{_at(start)} en {_at(end)}"


def _value(subject: Subject, value: Decimal) -> str:
    return dutch.value(value, subject.unit, subject.decimals)
