"""A group and the figure on which it is looked at: title, reasons, who is missing, cards. Pure.

The tables stand in `tables`, what happens when a member leaves in `without`.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from metrics import dutch
from metrics.comparing import measures
from metrics.comparing.comparison import Comparison, Place
from metrics.comparing.leading import NO_LIMIT, Limit
from metrics.comparing.picture import Picture
from metrics.comparing.reading import GROUP, Reading, Readings
from metrics.comparing.remarks import together
from metrics.comparing.sentences import SUBJECTS
from metrics.comparing.sentences import remarks as remark_words
from metrics.comparing.sentences.holds import WAYS, holds, than
from metrics.figures import ENTERED
from metrics.groups import sensitivity
from metrics.groups.make import Group
from metrics.groups.sensitivity import Sensitivity
from metrics.groups.value import GroupValue, How, group_value
from metrics.numbers.relation import Relation
from metrics.places.codes import NEDERLAND
from metrics.records import Indicator, Records
from pages.ui.parts.blocks import Card
from pages.ui.parts.tables import meaning

# How a group is added up -> what stands on screen.
# The first of WAYS for a figure on lasten, where it can be said in full.
_LASTEN_WAY = "alle lasten samen, gedeeld door alle inwoners samen"
# The same in a word or two, behind the title of the group in a table.
SHORT_WAYS: Mapping[How, str] = {
    "ratio_of_sums": "samen",
    "mean": "het gemiddelde",
    "median": "de middelste",
}
NO_SIDE = "geen cijfer"
_NAMES_SHOWN = 12


@dataclass(frozen=True)
class GroupStory:
    """A group and the figure on which it is looked at.

    `ways`: every way in which this group has a figure;
    `how`: the one that is looked at. `picture`: the same in every kind of group, added up in the ordinary way.
    `limit`: what the figures beside the chosen one may not be after, as on every page of the visit.
    """

    own: str
    group: Group
    indicator: Indicator
    period: str
    how: How
    readings: Readings
    name: Callable[[str], str]
    ways: Mapping[How, GroupValue]
    cite: Callable[[Iterable[str]], str]  # sources of figures -> the source line
    records: Records
    picture: Picture = Picture(None)
    limit: Limit = NO_LIMIT

    @property
    def own_name(self) -> str:
        """Name of the chosen gemeente."""
        return self.name(self.own)

    def figure(self, code: str) -> Reading:
        """Return the chosen figure of a place; of the group in the way that is looked at."""
        if code == GROUP:
            return self.readings.of_group(self.indicator.code, self.period, self.whole)
        return self.readings.read(self.indicator.code, code, self.period)

    @cached_property
    def whole(self) -> GroupValue:
        """The figure of the group in the way that is looked at."""
        return group_value(
            self.readings.grid, self.indicator.code, self.period, self.group.codes, self.how, own=self.own
        )

    @cached_property
    def tested(self) -> Sensitivity:
        """The group's figure and what it is without each member."""
        return sensitivity.sensitivity(
            self.readings.grid,
            self.indicator.code,
            self.period,
            self.whole,
            self.figure(self.own).comparable,
            self.indicator.decimals,
            self.figure(self.own).chance,
        )

    @property
    def source(self) -> str:
        """Return the source line of the chosen figure."""
        codes = (self.own, *self.group.codes, NEDERLAND)
        return self.cite(source for code in codes for source in self.figure(code).sources)

    @property
    def when(self) -> str:
        """The period of the chosen figure as a heading says it; of growth both years."""
        return measures.when(self.readings, self.indicator.code, self.period, dutch.period_heading)

    def text(self, value: float | None) -> str:
        """Return a value of the chosen figure as it stands on screen."""
        return dutch.value(value, self.indicator.unit, self.indicator.decimals)

    def side_of(self, value: float | None) -> Relation | None:
        """Return how the own gemeente stands beside a figure of a group, as printed; None: cannot be said."""
        return self.figure(self.own).stands_to(value, self.indicator.decimals)

    def way(self, how: How) -> str:
        """Return how a group is added up, in words."""
        per_inhabitant = self.indicator.denominator.startswith("Alle inwoners")
        return _LASTEN_WAY if how == "ratio_of_sums" and per_inhabitant else WAYS[how]

    @property
    def comparison(self) -> Comparison:
        """The gemeente, the group, Nederland and the members."""
        places = (
            Place(self.own, self.own_name, "own"),
            Place(GROUP, f"{self.group.title}, {SHORT_WAYS[self.how]}", "group"),
            Place(NEDERLAND, "Nederland", "nederland"),
            *(Place(code, self.name(code), "other") for code in self.group.codes),
        )
        return Comparison(places, self.readings)


def title(story: GroupStory) -> str:
    """Return a title that says what is seen: the own figure and that of the group."""
    when = measures.when(story.readings, story.indicator.code, story.period, dutch.moment)
    own, group = story.figure(story.own).value, story.whole.value
    what = story.indicator.short_title
    growth = when.startswith("rekening")
    told = f"{what}, {when}" if growth else dutch.in_moment(what, story.period)
    if own is None or group is None:
        return f"{story.own_name} naast {in_text(story.group.title)}: {dutch.small(told)}"
    own_mark = story.figure(story.own).aside
    group_mark = f" (met {ENTERED})" if story.figure(GROUP).is_entered else ""
    return (
        f"{told}: {story.own_name} {story.text(own)}{own_mark}, "
        f"{in_text(story.group.title)} {story.text(group)}{group_mark}"
    )


def in_text(title_of_group: str) -> str:
    """Return the name of a group as it stands inside a sentence."""
    return title_of_group[0].lower() + title_of_group[1:]


def why(story: GroupStory) -> tuple[str, ...]:
    """Return with whom and on what ground: the members by name, the basis, and how the group is added up."""
    codes = story.group.codes
    shown = [story.name(code) for code in codes[:_NAMES_SHOWN]]
    rest = f" en nog {len(codes) - _NAMES_SHOWN} gemeenten" if len(codes) > _NAMES_SHOWN else ""
    listed = f"{', '.join(shown)}{rest}" if rest else dutch.names(shown)
    number = "1 gemeente" if len(codes) == 1 else f"{len(codes)} gemeenten"
    basis = story.group.basis.rstrip(".")
    said = (
        f"{story.group.title}: {number}. {listed}.",
        "" if story.group.kind == "own" else f"{dutch.capital(basis)}.",
        f"Groepscijfer: {story.way(story.how)}, zonder {story.own_name}. Nederland: met {story.own_name}.",
    )
    return tuple(text for text in said if text)


def missing(story: GroupStory) -> str:
    """Return which members have no figure that can be compared; empty where all have."""
    whole = story.whole
    if not whole.left_out:
        return ""
    total = len(whole.used) + len(whole.left_out)
    if not whole.used:
        return "Geen enkele gemeente in deze groep heeft dit cijfer."
    without: dict[str, list[str]] = {}
    for code, status in whole.left_out.items():
        without.setdefault(meaning(story.figure(code).reason or status), []).append(story.name(code))
    said = "; ".join(f"{dutch.names(names)} ({_bare(why)})" for why, names in without.items())
    have = "heeft" if len(whole.used) == 1 else "hebben"
    return f"{len(whole.used)} van de {total} gemeenten {have} dit cijfer. Niet meegeteld: {said}."


def _bare(why: str) -> str:
    """Return a reason as it stands between brackets: what it had between brackets itself comes after a colon."""
    return why.replace(" (", ": ").rstrip(")")


def remarks(story: GroupStory) -> tuple[str, ...]:
    """Return what must be said with the figure of the own gemeente, the one that weighs most first."""
    found = remark_words.weighty(together([story.figure(story.own)]))
    return tuple(remark_words.text(remark, story.records) for remark in found)


def holding(story: GroupStory) -> str:
    """Say whether the picture beside this group holds with the other kinds of groups."""
    subject = SUBJECTS.get(story.indicator.code)
    if subject is not None:
        return holds(story.picture, story.own_name, subject.change, plural=subject.plural)
    what = story.indicator.short_title
    return holds(story.picture, story.own_name, f"'{what[0].lower()}{what[1:]}'", plural=False)


def caveats(story: GroupStory) -> tuple[str, ...]:
    """Return the caveats of the figure; how the group is added up was said at the top already."""
    return tuple(code for code in story.indicator.caveats if code != "C19")


def cards(story: GroupStory) -> list[Card]:
    """Return own, group and Nederland, each as a card."""
    what = f"{story.indicator.short_title}, {story.when}"
    own, group, country = story.figure(story.own), story.figure(GROUP), story.figure(NEDERLAND)
    found = [Card(f"{story.own_name}: {what}", _shown(story, own), (_own_line(story, own),))]
    added = f"{story.way(story.how)}, {len(group.used)} gemeenten"
    found.append(
        Card(story.group.title, _shown(story, group), (meaning(group.reason) if group.reason else added,))
    )
    with_own = f"met {story.own_name}"
    found.append(
        Card("Nederland", _shown(story, country), (meaning(country.reason) if country.reason else with_own,))
    )
    return found


def _shown(story: GroupStory, figure: Reading) -> str:
    star = figure.mark
    return "" if figure.value is None else story.text(figure.value) + star


def _own_line(story: GroupStory, own: Reading) -> str:
    if own.reason:
        return meaning(own.reason)
    side = story.tested.own_is
    return "" if side is None else f"was {than(side)} de groep"
