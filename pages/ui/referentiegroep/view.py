"""A group and the figure on which it is looked at: title, reasons, who is missing, cards. Pure.

The tables stand in `referentiegroep_tables`, what happens when a member leaves in `referentiegroep_without`.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

import pandas as pd

from metrics import dutch
from metrics import figures as figures_of
from metrics.comparing import own_figures
from metrics.groups import sensitivity
from metrics.groups.make import Group
from metrics.groups.sensitivity import Sensitivity
from metrics.groups.value import GroupValue, How
from metrics.records import Indicator
from pages.ui.parts.blocks import Card
from pages.ui.parts.tables import STATUSES

NEDERLAND = "NL01"
# How a group is added up -> what stands on screen.
WAYS: dict[How, str] = {
    "ratio_of_sums": "alles samen gedeeld door alles samen",
    "mean": "gemiddelde van de gemeenten",
    "median": "middelste gemeente",
}
NO_SIDE = "geen cijfer"
MARK = "✚"  # own figures that were entered
_NAMES_SHOWN = 12


@dataclass(frozen=True)
class GroupStory:
    """A group and the figure on which it is looked at. `figures`: FIGURES of every region, all periods.

    `entered`: own figures of the chosen gemeente as FIGURES rows (empty: none). `others`: the members of the
    other groups that can be made for this gemeente, by kind.
    """

    own: str
    group: Group
    indicator: Indicator
    period: str
    how: How
    figures: pd.DataFrame
    entered: pd.DataFrame
    name: Callable[[str], str]
    ways: Mapping[How, GroupValue]  # every way in which this group can be added up
    cite: Callable[[Iterable[str]], str]  # sources of figures -> the source line
    others: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def own_name(self) -> str:
        """Name of the chosen gemeente."""
        return self.name(self.own)

    @cached_property
    def rows(self) -> pd.DataFrame:
        """The rows of the chosen figure and period."""
        return figures_of.at(self.figures, self.indicator.code, self.period)

    @cached_property
    def tested(self) -> Sensitivity:
        """The group's figure and what it is without each member."""
        return sensitivity.sensitivity(
            self.rows, self.group.codes, self.own, how=self.how, decimals=self.indicator.decimals
        )

    @property
    def source(self) -> str:
        """Return the source line of the chosen figure."""
        rows = self.rows
        return self.cite(rows.loc[rows["region"].isin([self.own, *self.group.codes]), "source"])

    def text(self, value: float | None) -> str:
        """Return a value of the chosen figure as it stands on screen."""
        return dutch.value(value, self.indicator.unit, self.indicator.decimals)

    def value_of(self, code: str) -> float | None:
        """Return the chosen figure of a region; None where there is none that can be compared."""
        rows = self.rows
        found = rows[(rows["region"] == code) & rows["cell_status"].isin(figures_of.COMPARABLE)][
            "value"
        ].dropna()
        return float(found.iloc[0]) if len(found) else None

    @cached_property
    def entered_value(self) -> float | None:
        """Return the own figure that was entered for this figure and period."""
        if self.entered.empty:
            return None
        rows = figures_of.at(self.entered, self.indicator.code, self.period, [self.own])
        return dutch.finite(rows["value"].iloc[0])


def title(story: GroupStory) -> str:
    """Return a title that says what is seen: the own figure and that of the group."""
    when = dutch.period(story.period)
    when = f"het {when}" if "halfjaar" in when else when
    own, group = story.value_of(story.own), dutch.finite(story.tested.whole.value)
    what = story.indicator.short_title
    if own is None or group is None:
        return f"{story.own_name} naast {in_text(story.group.title)}: {what[0].lower()}{what[1:]} in {when}"
    return f"{what} in {when}: {story.own_name} {story.text(own)}, {in_text(story.group.title)} {story.text(group)}"


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
        "" if story.group.kind == "own" else f"{basis[0].upper()}{basis[1:]}.",
        f"Groepscijfer: {WAYS[story.how]}, zonder {story.own_name}. Nederland: met {story.own_name}.",
    )
    return tuple(text for text in said if text)


def missing(story: GroupStory) -> str:
    """Return which members have no figure that can be compared; empty where all have."""
    whole = story.tested.whole
    if not whole.left_out:
        return ""
    total = len(whole.used) + len(whole.left_out)
    reasons = [f"{story.name(code)} ({_reason(status)})" for code, status in whole.left_out.items()]
    if not whole.used:
        return "Geen enkele gemeente in deze groep heeft dit cijfer."
    return (
        f"{len(whole.used)} van {total} gemeenten hebben dit cijfer. Niet meegeteld: {dutch.names(reasons)}."
    )


def _reason(status: str) -> str:
    return STATUSES.get(status, STATUSES["leeg"])[1].split(" = ", 1)[1]


def caveats(story: GroupStory) -> tuple[str, ...]:
    """Return the caveats of the figure; how the group is added up was said at the top already."""
    return tuple(code for code in story.indicator.caveats if code != "C19")


def cards(story: GroupStory) -> list[Card]:
    """Return own, entered, group and Nederland, each as a card."""
    what = f"{story.indicator.short_title}, {dutch.period_heading(story.period)}"
    own, country, whole = story.value_of(story.own), story.value_of(NEDERLAND), story.tested.whole
    found = [Card(f"{story.own_name}: {what}", _shown(story, own), (_own_line(story),))]
    if story.entered_value is not None:
        mark = ("eigen opgave, niet van het CBS",)
        found.append(Card(f"{story.own_name}: eigen opgave {MARK}", story.text(story.entered_value), mark))
    group_line = f"{WAYS[story.how]}, {len(whole.used)} gemeenten"
    found.append(Card(story.group.title, _shown(story, dutch.finite(whole.value)), (group_line,)))
    found.append(Card("Nederland", _shown(story, country), (f"met {story.own_name}",)))
    return found


def _shown(story: GroupStory, value: float | None) -> str:
    return "" if value is None else story.text(value)


def _own_line(story: GroupStory) -> str:
    side = story.tested.own_is
    return "" if side is None else f"was {side} {than(side)} de groep"


def than(side: str) -> str:
    """Return the word after a comparison: 'hoger dan', 'even hoog als'."""
    return "als" if side == "even hoog" else "dan"


def side_of(story: GroupStory, value: GroupValue) -> str:
    """Return where the own gemeente stands beside a figure of a group, as printed."""
    own = story.value_of(story.own)
    group = dutch.finite(value.value)
    if own is None or group is None:
        return NO_SIDE
    one, other = (dutch.rounded(each, story.indicator.decimals) for each in (own, group))
    return "even hoog" if one == other else "hoger" if one > other else "lager"


def entered_rows(entered: tuple[own_figures.OwnFigure, ...], figures: pd.DataFrame, own: str) -> pd.DataFrame:
    """Return the own figures of one gemeente as rows beside the official ones."""
    return own_figures.as_figures([each for each in entered if each.region == own], figures)
