"""What a gemeente knows itself and open data do not give: totals with their year and source. Pure.

A statement is the gemeente's own ('eigen opgave'): nothing is computed or compared with it. A number of young people
under ten is refused, because a few can be recognised.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from metrics import dutch
from metrics.comparing.reading import Reading
from metrics.figures import ENTERED
from metrics.typed_text import one_line
from pages.ui.own import amount

FEWEST_N = 10
MOST = 60  # statements in a visit
LONGEST_SOURCE = 160
FIRST_YEAR = 2015  # since then gemeenten provide youth care
Unit = Literal["eur", "aantal", "pct", "weken", "cijfer"]


class StatementError(Exception):
    """A statement that cannot be used; the text is Dutch."""


@dataclass(frozen=True)
class MonitorTopic:
    """Something that a gemeente may state. `group`: the question it belongs to."""

    title: str
    unit: Unit
    group: str


MONEY = "rijksmiddelen"
TOPICS: Mapping[str, MonitorTopic] = MappingProxyType(
    {
        MONEY: MonitorTopic("Rijksmiddelen jeugd", "eur", "Geld"),
        "verwezen_toegang": MonitorTopic("Jongeren verwezen via wijkteam of toegang", "aantal", "Verwijzers"),
        "verwezen_arts": MonitorTopic(
            "Jongeren verwezen via huisarts, jeugdarts of specialist", "aantal", "Verwijzers"
        ),
        "verwezen_gi": MonitorTopic(
            "Jongeren verwezen via gecertificeerde instelling of rechter", "aantal", "Verwijzers"
        ),
        "instroom": MonitorTopic("Jongeren die met jeugdhulp begonnen", "aantal", "In- en uitstroom"),
        "uitstroom": MonitorTopic("Jongeren van wie de jeugdhulp stopte", "aantal", "In- en uitstroom"),
        "wachttijd": MonitorTopic("Gemiddelde wachttijd", "weken", "Wachttijd"),
        "wachtenden": MonitorTopic("Jongeren op een wachtlijst", "aantal", "Wachttijd"),
        "stapeling": MonitorTopic("Jongeren met meer soorten jeugdhulp tegelijk", "aantal", "Stapeling"),
        "tevreden": MonitorTopic("Jongeren en ouders die tevreden zijn", "pct", "Tevredenheid"),
        "rapportcijfer": MonitorTopic("Rapportcijfer van jongeren en ouders", "cijfer", "Tevredenheid"),
        "jeugdhulp_deel": MonitorTopic("Deel van de jongeren met jeugdhulp", "pct", "Om de jeugdhulp heen"),
        "schoolverlaters": MonitorTopic("Voortijdig schoolverlaters", "aantal", "Om de jeugdhulp heen"),
        "schoolverlaters_deel": MonitorTopic(
            "Deel voortijdig schoolverlaters", "pct", "Om de jeugdhulp heen"
        ),
        "eenoudergezin": MonitorTopic("Deel kinderen in een eenoudergezin", "pct", "Om de jeugdhulp heen"),
        "uitkeringsgezin": MonitorTopic(
            "Deel kinderen in een gezin met uitkering", "pct", "Om de jeugdhulp heen"
        ),
    }
)
_IN: Mapping[Unit, str] = {
    "eur": "in hele euro's", "aantal": "aantal jongeren in het hele jaar", "pct": "in procenten", "weken": "in weken",
    "cijfer": "van 1 tot en met 10",
}  # fmt: skip
_LIMITS: Mapping[Unit, tuple[float, float]] = {
    "eur": (1, 1e12), "aantal": (0, 1e6), "pct": (0, 100), "weken": (0, 520), "cijfer": (1, 10),
}  # fmt: skip


@dataclass(frozen=True)
class Statement:
    """One total that a gemeente states. `region`: its code; `topic` of TOPICS; `value` in the unit of that.

    Raises StatementError for what is not right.
    """

    region: str
    topic: str
    year: int
    value: float
    source: str

    def __post_init__(self) -> None:
        """Refuse a number that cannot be, or that is of too few people."""
        if self.topic not in TOPICS:
            raise StatementError("Dit onderwerp kennen we niet.")
        if not FIRST_YEAR <= self.year <= 2100:
            raise StatementError(f"Het jaar moet {FIRST_YEAR} of later zijn.")
        if not self.source.strip() or len(self.source) > LONGEST_SOURCE or not self.source.isprintable():
            raise StatementError("Vul in waar het getal staat: stuk, datum en bladzijde.")
        unit = TOPICS[self.topic].unit
        low, high = _LIMITS[unit]
        if not math.isfinite(self.value) or not low <= self.value <= high:
            raise StatementError(f"Dit getal kan niet: {_IN[unit]}.")
        if unit == "aantal" and self.value != int(self.value):
            raise StatementError("Een aantal jongeren is een heel getal.")
        if unit == "aantal" and self.value < FEWEST_N:
            raise StatementError(
                f"Een aantal onder de {FEWEST_N} nemen we niet op: zo weinig jongeren zijn te herkennen. "
                "Neem een totaal over meer jaren of meer vormen van hulp."
            )

    @property
    def title(self) -> str:
        """What it is."""
        return TOPICS[self.topic].title

    @property
    def lead(self) -> str:
        """What it is, and of which year: `Gemiddelde wachttijd, 2024`."""
        return f"{self.title}, {self.year}"

    @property
    def shown(self) -> str:
        """The value in Dutch."""
        unit = TOPICS[self.topic].unit
        if unit == "weken":
            return f"{dutch.number(self.value, 0 if self.value == int(self.value) else 1)} weken"
        if unit == "cijfer":
            return dutch.number(self.value, 1)
        decimals = 1 if unit == "pct" and self.value != int(self.value) else 0
        return dutch.value(self.value, "getal" if unit == "aantal" else unit, decimals)

    @property
    def text(self) -> str:
        """The value, whose it is and where it stands."""
        return f"{self.shown} ({ENTERED}; bron: {self.source})"


def typed(region: str, topic: str, value: str, year: str, source: str, last_year: int) -> Statement:
    """Return the statement that was typed; raises StatementError. `last_year`: no year after it."""
    if not value.strip():
        raise StatementError("Vul een getal in.")
    try:
        number = amount.read(value)
    except ValueError as error:
        raise StatementError("Dit is geen getal. Schrijf het als 1234 of 6,5.") from error
    if not year.strip().isdecimal() or int(year) > last_year:
        raise StatementError(f"Vul een jaar in, niet na {last_year}.")
    return Statement(region, topic, int(year), number.value, one_line(source))


def hint(topic: str) -> str:
    """Say in what a topic is stated."""
    return _IN[TOPICS[topic].unit]


def merged(known: Iterable[Statement], new: Statement) -> tuple[Statement, ...]:
    """Return the statements with a new one, in place of one on the same topic and year; raises StatementError."""
    kept = [
        each for each in known if (each.region, each.topic, each.year) != (new.region, new.topic, new.year)
    ]
    if len(kept) >= MOST:
        raise StatementError(f"Er staan al {MOST} getallen. Verwijder er eerst een.")
    order = list(TOPICS)
    return tuple(sorted((*kept, new), key=lambda each: (each.region, order.index(each.topic), -each.year)))


def of(known: Iterable[Statement], region: str, *, money: bool) -> tuple[Statement, ...]:
    """Return what a gemeente stated on its money, or on everything else."""
    return tuple(each for each in known if each.region == region and (each.topic == MONEY) == money)


def newest(known: Iterable[Statement]) -> tuple[Statement, ...]:
    """Return of every topic the newest statement."""
    found: dict[str, Statement] = {}
    for each in known:
        kept = found.setdefault(each.topic, each)
        if each.year > kept.year:
            found[each.topic] = each
    return tuple(found.values())


def money_line(known: Sequence[Statement], region: str, year: str, spent: Reading | None) -> str:
    """Return the money from the Rijk beside the lasten; without a statement what to do about that.

    `spent`: the lasten of that year, its numerator in euros; None or without a numerator where unknown.
    """
    known_eur = spent.numerator if spent is not None else None
    lasten = ""
    if spent is not None and known_eur is not None:
        lasten = f" De lasten waren in {year} {dutch.euro(known_eur)}{spent.aside}."
    mine = of(known, region, money=True)
    if not mine:
        return f"Niet ingevuld: vraag dit aan de wethouder.{lasten}"
    one = min(mine, key=lambda each: (abs(each.year - int(year or 0)), -each.year))
    return f"In {one.year} {one.text}.{lasten}"
