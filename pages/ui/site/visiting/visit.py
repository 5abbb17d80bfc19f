"""What belongs to a visit: the choices that go along from page to page, and what a page says of one it cannot use.

Pure. Menu, footer, search, map, home and shared links all ask here; a parameter that is not here belongs to one page
(the figure of a map, a filter) and stays behind. Own figures are the session's and are in no address at all.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from metrics import dutch
from metrics.comparing.leading import NO_LIMIT, Limit
from metrics.comparing.reading import Readings
from metrics.groups.make import KINDS
from pages.ui.site.visiting.selection import (
    CASE,
    GEMEENTE,
    KIND,
    MEMBERS,
    ON_DATE,
    REPORT,
    SAVED,
    SOURCE,
    WEIGHT,
    YEAR,
    K,
    Selection,
)

_GROUP = frozenset({KIND, K, MEMBERS, SAVED, ON_DATE})
_REST = frozenset({GEMEENTE, YEAR, SOURCE, CASE})
FEW = 4  # names in the line above the page, which stays a line; the text of the page names more (dutch.FEW)
REPORT_YEAR = "2019"  # of the lasten that the report prints
REPORT_HALF = "2020H1"  # of the use


def belongs(param: str) -> bool:
    """Say whether a parameter of an address is the visit's; any other is one page's own."""
    return param in _REST or is_of_group(param)


def is_of_group(param: str) -> bool:
    """Say whether a parameter says with whom is compared."""
    return param in _GROUP or param.startswith(WEIGHT)


def carried(selection: Selection, changes: Mapping[str, str] | None = None) -> dict[str, str]:
    """Return the parameters that a link to any page of ours has: those of the visit, changed where asked.

    In: what was read of the address, so nothing mangled goes along. A gemeente of own choice stays in the list of
    members while it is the chosen one: choosing another brings it back. Empty values are left out.
    """
    found = {GEMEENTE: selection.gemeente or ""}
    found |= {key: value for key, value in selection.params.items() if belongs(key)}
    found[MEMBERS] = ",".join(selection.group.listed)
    return {key: value for key, value in {**found, **(changes or {})}.items() if value}


def shared(selection: Selection, drawn: Mapping[str, str]) -> dict[str, str]:
    """Return the parameters of a link that gives the same page: the visit's, and every choice as the page drew it.

    `drawn`: also the ordinary ones, which stand in no address.
    """
    found = {**selection.address, **drawn, **carried(selection)}
    return {key: value for key, value in found.items() if value}


def has_group(selection: Selection) -> bool:
    """Say whether the visit chose with whom to compare."""
    return selection.group.kind is not None


def year(selection: Selection) -> str:
    """Return the year the visit asks for; with the report as source the report's own; empty: none was chosen."""
    of_report = REPORT_YEAR if selection.params.get(SOURCE) == REPORT else ""
    return selection.params.get(YEAR, of_report)


def nearest(wanted: str, periods: Collection[str]) -> str:
    """Return the period whose year is nearest to a year; the earlier of two, and its newest half-year.

    Empty where there are no periods.
    """

    def distance(period: str) -> tuple[int, bool]:
        apart = int(period[:4]) - int(wanted[:4])
        return abs(apart), apart > 0

    best = min(map(distance, periods), default=None)
    return max((each for each in periods if distance(each) == best), default="")


def default_year(readings: Readings, own: str) -> str:
    """Return the year that every page opens on: the newest with lasten of the gemeente; empty where it has none."""
    return max(official(readings, own), default="")


def official(readings: Readings, own: str, indicator: str = "lasten_per_inwoner") -> tuple[str, ...]:
    """Return the periods of a figure that a page may open on: no newer than what anybody but the analyst has."""
    found = readings.periods_of(indicator, own)
    return tuple(each for each in found if readings.grid.has_any(indicator, each))


def limit_of(readings: Readings, own: str, year: str) -> Limit:
    """Return the year that other figures may not be after: none where the newest with lasten of the gemeente is asked.

    In: `year` as the visit asks for it (`year`); empty: none was chosen.
    """
    return Limit(year) if year < default_year(readings, own) else NO_LIMIT


def limit(selection: Selection, readings: Readings, own: str, reported: Collection[str]) -> Limit:
    """Return what figures may not be after in this visit.

    With the report as source that is the report: its lasten are of another year than its use. Of a gemeente that it
    does not print (not in `reported`) pages show figures of CBS of its year instead.
    """
    asks_report = selection.params.get(SOURCE) == REPORT and YEAR not in selection.params
    of_report = asks_report and own in reported
    found = limit_of(readings, own, year(selection))
    return replace(found, half=REPORT_HALF) if found and of_report else found


def with_whom(names: Sequence[str], group_name: str) -> str:
    """Say in a few words with whom is compared, as it stands after 'U vergelijkt met'."""
    if not names:
        return "Nederland"
    if len(names) <= FEW:
        return dutch.names(names)
    return f"{len(names)} gemeenten ({group_inside(group_name)})"


def group_inside(group_name: str) -> str:
    """Return the name of a group (`Group.title`, or Nederland) as it stands inside a sentence.

    Only what we call a group begins small; what somebody called a saved one stays as it is.
    """
    is_ours = group_name in {title for title, _ in KINDS.values()} or group_name.startswith("Groep '")
    return group_name[0].lower() + group_name[1:] if is_ours else group_name


def other_year(name: str, wanted: str, shown: str) -> str:
    """Say that a page has no figure of the year that was chosen; `name` '' where it is about no gemeente."""
    of = f" van {name}" if name else ""
    return f"Over {wanted} is er hier geen cijfer{of}. U ziet {shown}."


def other_year_of_income(wanted: str, shown: str) -> str:
    """Say that the incomes on a page are of another year than was chosen, and what the chosen year does there."""
    return f"De inkomens zijn van {shown}. Het gekozen jaar {wanted} geldt hier voor de lasten."


def other_group(name: str, wanted: str, shown: str) -> str:
    """Say that a gemeente has no group of the kind that was chosen."""
    return f"Van {name} is er geen groep '{wanted}'. U ziet de groep '{shown}'."


def gone_group(name: str, shown: str) -> str:
    """Say that the saved group of a link is not on this installation (any more)."""
    return f"De bewaarde groep '{name}' staat hier niet (meer). U ziet de groep '{shown}'."


def other_source(name: str, wanted: str) -> str:
    """Say that a gemeente has no figures from the source that was chosen."""
    if wanted == REPORT:
        return f"{name} staat niet in het rapport van 2021. U ziet de cijfers van het CBS."
    return f"Van {name} zijn er geen CBS-cijfers. U ziet de cijfers uit het rapport van 2021."


def other_case(name: str, shown: str) -> str:
    """Say that a gemeente is not in the table of the report that was chosen."""
    return f"{name} staat niet in de gekozen tabel van het rapport. U ziet de tabel van {shown}."


ON_CBS = "Deze pagina rekent met CBS-cijfers, ook nu u het rapport van 2021 als bron koos."
NO_GROUP_ON_MAP = "Deze pagina toont alle gemeenten; de gekozen groep telt hier niet mee."
NO_GROUP_IN_REGION = "Deze pagina vergelijkt binnen de jeugdregio; de gekozen groep telt hier niet mee."
NO_GROUP_BESIDE_ONE = "Deze pagina vergelijkt met één gemeente; de gekozen groep telt hier niet mee."
NO_GROUP_BESIDE_FIVE = (
    "Deze pagina vergelijkt met de vijf gemeenten van het rapport; de gekozen groep telt hier niet mee."
)
NO_GROUP_OF_ONE = "Deze pagina gaat over één gemeente; de gekozen groep telt hier niet mee."
NO_YEAR = "Deze pagina heeft haar eigen jaren; het gekozen jaar telt hier niet mee."
ONLY_RULES = (
    "Deze pagina legt uit hoe wij rekenen; de gekozen groep, het jaar en de bron tellen hier niet mee."
)
REPORT_ONLY = (
    "Deze pagina gaat over het rapport van 2021; de gekozen groep, het jaar en de bron tellen hier niet mee."
)
PRINTED = "Het rapport geeft de lasten over 2019 en kiest zelf de groep; uw andere jaar of groep telt hier niet mee."
