"""What happens to a group's figure when one member leaves, in words and as a figure. Pure."""

from decimal import Decimal

from metrics import dutch
from metrics.comparing.reading import GROUP
from metrics.comparing.sentences.holds import than
from metrics.groups.sensitivity import Without
from pages.ui.charts.spec import Reference
from pages.ui.charts.spec.rows import Bar, BarChart
from pages.ui.referentiegroep.view import GroupStory

_SHOWN = 15  # bars; the rest changes less


def text(story: GroupStory) -> str:
    """Say who matters most for the group's figure, and whether the own gemeente then stands elsewhere."""
    found = story.tested
    if found.whole.value is None:
        return ""
    if not found.without:
        return "Met twee gemeenten valt er niemand weg te laten: dan blijft er geen groep over."
    said = _most(story, found.whole.value)
    if found.own_is is None:
        return said
    if not found.turns:
        stays = f"Het cijfer van {story.own_name} was {than(found.own_is)} dat van de groep"
        return f"{said} {stays}, welke gemeente er ook uit gaat."
    names = dutch.either([story.name(each.member) for each in found.turns])
    sides = {each.own_is for each in found.turns}
    then = next(iter(sides)) if len(sides) == 1 else "niet meer " + found.own_is
    return (
        f"{said} Het cijfer van {story.own_name} was {than(found.own_is)} dat van de groep; "
        f"zonder {names} was het {then}."
    )


def _most(story: GroupStory, whole: float) -> str:
    """Say without whom the figure changes most, as printed; where members tie, all of them or how much."""
    decimals = story.indicator.decimals

    def step(each: Without) -> Decimal:
        return abs(dutch.rounded(each.value, decimals) - dutch.rounded(whole, decimals))

    every = story.tested.without
    largest = max(map(step, every))
    most = [each for each in every if step(each) == largest]
    start = story.text(whole)
    if not largest:
        return f"Het groepscijfer blijft {start}, welke gemeente er ook uit gaat."
    if len(most) == 1:
        first = most[0]
        return (
            f"Zonder {story.name(first.member)} verandert het groepscijfer het meest: "
            f"van {start} naar {story.text(first.value)}."
        )
    values = dutch.either(list(dict.fromkeys(story.text(each.value) for each in most)))
    if len(most) == len(every):
        return f"Het groepscijfer verandert even veel, welke gemeente er ook uit gaat: van {start} naar {values}."
    names = dutch.either([story.name(each.member) for each in most])
    return f"Zonder {names} verandert het groepscijfer het meest: van {start} naar {values}."


def chart(story: GroupStory) -> BarChart:
    """Return the group's figure without each member, largest change first, beside the own gemeente."""
    found = story.tested
    own = story.figure(story.own).comparable
    bars = [Bar("hele groep", "group", found.whole.value, entered=story.figure(GROUP).is_entered)]
    bars += [
        Bar(
            f"zonder {story.name(each.member)}",
            "other",
            each.value,
            detail=_turned(story, each),
            code=each.member,
        )
        for each in found.without[:_SHOWN]
    ]
    more = len(found.without) - _SHOWN
    return BarChart(
        title="Het groepscijfer als een gemeente uit de groep gaat",
        subtitle=f"{story.indicator.short_title}, {story.when}. {story.group.title}",
        alt=f"Staven met het groepscijfer, steeds met een andere gemeente eruit. {text(story)}",
        source=story.source,
        notes=(f"Getoond: de {_SHOWN} gemeenten met het grootste verschil; {more} andere niet.",)
        if more > 0
        else (),
        bars=tuple(bars),
        unit=story.indicator.unit,
        decimals=story.indicator.decimals,
        value_title="Groepscijfer",
        row_title="Groep",
        ordered=False,
        reference=None if own is None else Reference(own, f"{story.own_name} {story.text(own)}", "own"),
    )


def _turned(story: GroupStory, without: Without) -> str:
    """Say where the own gemeente stands without this member, only where that is another side than before."""
    return f"dan {without.own_is}" if without in story.tested.turns else ""
