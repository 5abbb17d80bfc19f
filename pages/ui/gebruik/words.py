"""The sentences and cards of *Gebruik van jeugdhulp*. Pure."""

from metrics import dutch
from metrics.comparing import questions as questions_of
from metrics.comparing import sentences
from metrics.comparing.questions import Occasion
from metrics.comparing.sentences import remarks as remark_words
from metrics.numbers.bands import MIN_GEMEENTEN_N
from metrics.places.codes import NEDERLAND
from metrics.records import Records
from pages.ui.gebruik.view import MEASURES, ON_CARDS, TEAM, WITH_STAY, UseMeasure, UseView
from pages.ui.parts import notices
from pages.ui.parts.blocks import Card

CAVEATS = ("C11", "C12", "C14", "C15", "C17", "C18")  # C16 stands above the figures that it is about


def subtitle(view: UseView) -> str:
    """Say beside whom the gemeente is drawn."""
    beside = ["de jeugdregio"] if view.jeugdregio else []
    beside += ["de vergelijkingsgroep"] if view.members else []
    return f"Naast {dutch.names([*beside, 'Nederland'])}. Een knik in de reeks is een lege plek in de lijn."


def title(view: UseView) -> str:
    """Return the title: the newest share of the measure that leads."""
    if view.leading:
        indicator = view.leading[0]
        last, subject = view.last(indicator), sentences.SUBJECTS[indicator]
        value = dutch.value(view.figure(indicator, last).value, subject.unit, subject.decimals)
        return subject.level.format(
            periode=dutch.moment(last), in_naam=dutch.inside(view.name), waarde=value
        ).removesuffix(".")
    return f"Van {view.name} is er geen percentage jongeren met jeugdhulp"


def trend(view: UseView, indicator: str) -> list[str]:
    """Say how a share went: a text for each run of half-years that no break divides."""
    if indicator not in sentences.SUBJECTS:
        return []
    return sentences.story(
        sentences.SUBJECTS[indicator], view.places[0], _moments(view, indicator), view.breaks
    )


def chart_title(view: UseView, indicator: str) -> str:
    """Return how the whole line of a share went, as the title of its chart."""
    subject = sentences.SUBJECTS[indicator]
    return sentences.trend_title(subject, view.places[0], _moments(view, indicator), view.breaks)


def _moments(view: UseView, indicator: str) -> list[sentences.Moment]:
    halves = view.halves(indicator)
    return [sentences.moment_of(view.figure(indicator, period)) for period in halves]


def one_moment(view: UseView, indicator: str) -> str:
    """Say the only half-year of a share: one moment is no line."""
    last = view.halves(indicator)[-1]
    measure = MEASURES[indicator]
    value = dutch.pct(view.figure(indicator, last).value, measure.decimals)
    return f"{measure.title}: {value} in {dutch.moment(last)}. Van andere halfjaren is er geen cijfer."


def among_others(view: UseView, indicator: str) -> str:
    """Say how many gemeenten are lower and higher in the newest half-year, and where eight in ten lie."""
    last = view.last(indicator)
    if not last:
        return ""
    figure = view.figure(indicator, last)
    when = dutch.moment(last)
    text = f"In {when} was het percentage {dutch.inside(view.name)} {dutch.pct(figure.value)}"
    if figure.reason:
        return f"{text}. {view.why(figure)}"
    positions, middle = view.all_of(indicator, last)
    found = positions.get(view.code)
    if found is None or found.total_n < MIN_GEMEENTEN_N:
        return ""
    text = f"{text}. {sentences.ranked(found.lower_n, found.higher_n, found.about_n)}"
    if middle is None:
        return text
    low, high = (dutch.pct(limit) for limit in middle)
    return f"{text} In acht van de tien gemeenten lag het tussen {low} en {high}."


def in_group(view: UseView, indicator: str) -> str:
    """Say how many gemeenten of the group are lower and higher in the newest half-year; empty without a group."""
    last = view.last(indicator)
    if not last or not view.members:
        return ""
    place = sentences.standing(view.group, sentences.SUBJECTS[indicator], last)
    said = "" if place is None else sentences.rank_among(place)
    return f"In de vergelijkingsgroep: {said}." if said else ""


def cards(view: UseView) -> list[Card]:
    """Return the newest figure of each measure, the one that leads first, beside Nederland in the same half-year.

    A measure that is not loaded is awaited, also one that has a chart and no card of its own.
    """
    waiting = [key for key in MEASURES if view.is_awaited(key)]
    awaited = [Card(MEASURES[key].title, "", awaited=True) for key in waiting]
    if view.build.bands.empty:
        awaited.append(Card("Aantallen jongeren (voor de toevalsmarge)", "", awaited=True))
    ordered = dict.fromkeys((*view.leading[:1], *ON_CARDS))
    return [*(_card(view, MEASURES[key]) for key in ordered if key not in waiting), *awaited]


def _card(view: UseView, measure: UseMeasure) -> Card:
    last = view.last(measure.indicator)
    if not last:
        return Card(measure.title, "", (view.why_none(measure.indicator),))
    figure = view.figure(measure.indicator, last)
    country = view.figure(measure.indicator, last, NEDERLAND).comparable
    beside = "" if country is None else f"Nederland {dutch.pct(country, measure.decimals)}"
    star = figure.mark
    lines = (beside, "voorlopig cijfer" if star else "", view.why(figure))
    return Card(
        f"{measure.title}, {dutch.period_heading(last)}",
        dutch.pct(figure.value, measure.decimals) + star,
        tuple(line for line in lines if line),
    )


def warnings(view: UseView, records: Records) -> tuple[str, ...]:
    """Return the remarks that change how the figures may be used."""
    return tuple(remark_words.text(each, records) for each in remark_words.weighty(view.remarks()))


def notes(view: UseView, records: Records) -> tuple[str, ...]:
    """Return the other remarks; that a figure is provisional stands with the figure."""
    found = view.remarks()
    heavy = remark_words.weighty(found)
    return tuple(
        remark_words.text(each, records) for each in found if each not in heavy and each.code != "C15"
    )


def caveats(view: UseView) -> tuple[str, ...]:
    """Return the codes of the notes that go for every gemeente with these figures."""
    shown = (half for measure in MEASURES for half in view.all_halves(measure))
    return (*notices.in_time(CAVEATS, shown), *(("C2",) if view.halves(TEAM) else ()))


def asked_about(view: UseView) -> dict[str, tuple[str, str]]:
    """Return what questions are asked about: the measure that leads and stay, with the last unbroken run of each."""
    return {
        indicator: (runs[-1][0], runs[-1][-1])
        for indicator in dict.fromkeys((*view.leading[:1], WITH_STAY))
        if (runs := view.sides(indicator))
    }


def occasions(view: UseView) -> list[Occasion]:
    """Return what the last unbroken run shows: rises or falls, and higher or lower than the group or Nederland."""
    runs = asked_about(view)
    return questions_of.occasions(
        view.beside_group,
        [(indicator, last) for indicator, (_, last) in runs.items()],
        [(indicator, first, last) for indicator, (first, last) in runs.items()],
    )
