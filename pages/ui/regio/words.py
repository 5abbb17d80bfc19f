"""The sentences of *Uw jeugdregio*. Pure."""

from collections import Counter
from collections.abc import Sequence

from metrics import dutch
from metrics.comparing import sentences
from metrics.comparing.areas import BOOKS_FOR_OTHERS
from metrics.comparing.measures import LASTEN, NewestFigure
from metrics.comparing.sentences import remarks as remark_words
from metrics.comparing.sentences.levels import alone, beside
from metrics.figures import ENTERED
from metrics.numbers.relation import ALIKE, relation_as_printed
from metrics.places import breaks
from metrics.records import Records
from pages.ui.regio.view import RegionView

CAVEATS = ("C1", "C5", "C12", "C17")
NO_LINES = "Voor een lijn zijn cijfers van ten minste twee jaren nodig. Die zijn er voor deze gemeente niet."
NO_REGION = "Van {name} weten we niet bij welke jeugdregio het hoort"


def title(view: RegionView) -> str:
    """Return the title: where the first figure of the gemeente stands beside its region, without judgement."""
    if not view.region:
        return NO_REGION.format(name=view.name)
    where = f"jeugdregio {view.region_name}"
    if view.is_alone:
        return f"{view.name} is in {where} de enige gemeente"
    for measure in view.measures:
        if said := _beside_region(view, measure, where):
            return f"{said} ({ENTERED})" if view.figure(measure).is_entered else said
    return f"{view.name} hoort bij {where}"


def _beside_region(view: RegionView, measure: NewestFigure, where: str) -> str:
    """Say how a figure stands to that of the region as one, else the figure by itself; empty: it may not."""
    subject = measure.subject
    figure = view.figure(measure)
    own = figure.comparable
    region = view.of_region(subject.indicator, measure.period).value
    if own is None or not subject.change or (region is None and not view.others):
        return ""
    relation = figure.stands_to(region, subject.decimals)
    if region is None or relation is None:  # the subtitle says how many regiogenoten are lower and higher
        return alone(subject, view.name, measure.period, own, "").removesuffix(".")
    mine, theirs = dutch.rounded(own, subject.decimals), dutch.rounded(region, subject.decimals)
    how = beside(subject, relation, mine, theirs, f"{where} als geheel")
    verb = "waren" if subject.plural else "was"
    return f"In {dutch.moment(measure.period)} {verb} {subject.change} {dutch.inside(view.name)} {how}"


def subtitle(view: RegionView) -> str:
    """Say of the same figure how many regiogenoten are lower and higher, and who they are."""
    if not view.region:
        return ""
    if not view.members:
        return (
            "De regio zoals het rapport van 2021 die noemt. De indeling in jeugdregio's is niet geladen; daarom "
            "staan de andere gemeenten van de regio hier niet bij."
        )
    if view.is_alone:
        return (
            "Er zijn geen regiogenoten. U ziet de gemeente naast Nederland en naast de andere jeugdregio's."
        )
    named = [view.names.get(code, code) for code in view.others]
    who = f"Jeugdregio {view.region_name} telt {dutch.number_word(len(view.members))} gemeenten."
    if len(named) <= dutch.FEW:
        who = f"{who} De regiogenoten: {dutch.names(named)}."
    measure = view.leading
    standing = view.standing(measure) if measure else None
    said = sentences.rank_among(standing) if standing else ""
    return f"In de regio: {said}. {who}" if said else who


def refusal(view: RegionView) -> str:
    """Say why the region as one has no lasten; empty where it has, or where no division is loaded."""
    measure = view.measure(LASTEN)
    if measure is None or not view.others:
        return ""
    area = view.of_region(LASTEN, measure.period)
    if area.value is not None or not area.missing:
        return ""
    who = dutch.names_or_count([view.names.get(code, code) for code in area.missing])
    text = f"De lasten van jeugdregio {view.region_name} als geheel over {measure.period} staan er niet bij"
    if area.status == BOOKS_FOR_OTHERS:
        verb = "boekt" if len(area.missing) == 1 else "boeken"
        return (
            f"{text}: {who} {verb} mogelijk ook lasten voor andere gemeenten, en dat geld zou dubbel tellen."
        )
    return f"{text}: het bedrag ontbreekt voor {who}."


def warnings(view: RegionView, records: Records) -> tuple[str, ...]:
    """Return the remarks that change how the figures of the gemeente may be used."""
    remarks = [remark for each in view.measures for remark in remark_words.weighty(view.figure(each).remarks)]
    return tuple(dict.fromkeys(remark_words.text(each, records) for each in remarks))


def largest(view: RegionView) -> str:
    """Say which member is the largest and which share it has of inhabitants and lasten."""
    measure = view.measure(LASTEN)
    if measure is None:
        return ""
    found = {code: view.figure(measure, code) for code in view.members}
    people = {code: each.denominator for code, each in found.items() if each.denominator}
    if len(people) < len(view.members):
        lacking = [view.names.get(code, code) for code in view.members if code not in people]
        who = dutch.names_or_count(lacking)
        return f"Voor {who} ontbreekt het aantal inwoners of het bedrag over {measure.period}."
    first = max(people, key=lambda code: (people[code], code))
    share = dutch.pct(100 * people[first] / sum(people.values()), 0)
    text = f"{view.names.get(first, first)} had in {measure.period} de meeste inwoners: {share} van de regio"
    money = {code: each.numerator for code, each in found.items() if each.usable and each.numerator}
    if len(money) < len(view.members):
        lacking = [code for code in view.members if code not in money]
        who = dutch.names_or_count([view.names.get(code, code) for code in lacking])
        is_there = [code for code in lacking if found[code].value is not None]
        # an amount that is shown in the table below must not be said to be lacking
        why = "telt niet mee" if len(is_there) == len(lacking) else "is er niet of telt niet mee"
        return f"{text}. Het deel van de lasten staat er niet bij: het bedrag van {who} {why}."
    return f"{text}, en {dutch.pct(100 * money[first] / sum(money.values()), 0)} van de lasten."


def spread(view: RegionView) -> str:
    """Say between which gemeenten of the region cost and use lie; of fewer than three there is nothing to tell."""
    said = []
    for measure in filter(None, map(view.measure, view.lines)):
        known = {
            code: own for code in view.members if (own := view.figure(measure, code).comparable) is not None
        }
        low, high = (pick(known, key=lambda code: (known[code], code), default="") for pick in (min, max))
        first, last = (_printed(measure, known.get(code)) for code in (low, high))
        if len(known) > 2 and first != last:
            ends = (
                f"{value} {dutch.inside(view.names.get(code, code))}"
                for value, code in ((first, low), (last, high))
            )
            said.append(
                f"{measure.indicator.short_title}, {dutch.moment(measure.period)}: van {' tot '.join(ends)}."
            )
    return " ".join(said)


def _printed(measure: NewestFigure, value: float | None) -> str:
    return dutch.value(value, measure.indicator.unit, measure.indicator.decimals)


def where_among(view: RegionView) -> str:
    """Say how many regions are lower and higher in the figure that leads."""
    for measure in view.measures:
        places = place_among(view, measure)
        if places is not None and enough_regions(view, measure):
            lower, higher, alike, _ = places
            about = measure.indicator.short_title
            rank = sentences.rank_of_areas(lower, higher, alike, "regio", "regio's")
            return f"{dutch.in_moment(about, measure.period)}: {rank}."
    return ""


def enough_regions(view: RegionView, measure: NewestFigure) -> bool:
    """Say whether at least half of the regions have a figure: of fewer there is no place to tell."""
    everyone = view.all_of(measure.indicator.code, measure.period).values()
    return 2 * sum(each.value is not None for each in everyone) >= len(everyone)


def place_among(view: RegionView, measure: NewestFigure) -> tuple[int, int, int, int] | None:
    """Return how many other regions are lower, higher, about equal, and without a figure.

    None where the region itself has no figure, or no division is loaded.
    """
    everyone = view.all_of(measure.indicator.code, measure.period)
    own = everyone.get(view.region)
    if own is None or own.value is None:
        return None
    decimals = measure.indicator.decimals
    others = [each for each in everyone.values() if each.code != view.region]
    # 'hoger' is said of the own figure: that other is lower
    found = Counter(relation_as_printed(own.value, each.value, decimals, own.chance) for each in others)
    return found["hoger"], found["lager"], sum(found[each] for each in ALIKE), found[None]


def chart_title(view: RegionView, indicator: str, periods: Sequence[str]) -> str:
    """Return how the line of the gemeente went, as the title of its chart."""
    moments = [sentences.moment_of(view.readings.read(indicator, view.code, each)) for each in periods]
    between = breaks.breaks(kind_of(indicator), view.code, view.build.lineage)
    return sentences.trend_title(sentences.SUBJECTS[indicator], view.comparison.own, moments, between)


def kind_of(indicator: str) -> breaks.Kind:
    """Say which breaks go with a figure."""
    return "costs" if indicator == LASTEN else "use"


def history(view: RegionView) -> str:
    """Say which divisions are loaded and whether a gemeente changed regions between them."""
    years = sorted(view.divisions)
    loaded = f"Geladen indelingen: {dutch.numbers(years)}."
    if len(years) == 1:
        return f"Alleen de indeling van {years[0]} is geladen. Of een gemeente van regio wisselde, is niet te zien."
    if not view.moved:
        return f"{loaded} In die jaren hoorden deze gemeenten bij dezelfde regio."
    who = dutch.names_or_count([view.names.get(code, code) for code in view.moved])
    return f"{loaded} Niet in al die jaren bij deze regio: {who}."
