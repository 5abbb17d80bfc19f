"""What is new for a gemeente, in Dutch: the same words on *In het kort*, on the page and in the feed. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from metrics import dutch
from metrics.comparing.reasons import REASONS
from metrics.news.changes import Change, NewsStep
from metrics.news.compare import FINAL, GONE, KINDS, MERGED, NEW, NEW_SOURCE, REVISED
from metrics.records import Indicator, Records

# One and several, as they are counted; and the heading above them.
_COUNTED = {
    NEW: ("nieuw cijfer", "nieuwe cijfers"),
    REVISED: ("herzien cijfer", "herziene cijfers"),
    FINAL: ("cijfer nu definitief", "cijfers nu definitief"),
    MERGED: ("herindeling", "herindelingen"),
    NEW_SOURCE: ("nieuwe tabel", "nieuwe tabellen"),
    GONE: ("cijfer vervallen", "cijfers vervallen"),
}
KIND_WORDS = {
    NEW: "nieuw",
    REVISED: "herzien",
    FINAL: "nu definitief",
    MERGED: "herindeling",
    NEW_SOURCE: "nieuwe tabel",
    GONE: "vervallen",
}
HEADINGS = {
    NEW: "Nieuwe cijfers",
    REVISED: "Herzien door de bron",
    FINAL: "Voorlopig werd definitief",
    MERGED: "Herindeling",
    NEW_SOURCE: "Nieuwe tabellen",
    GONE: "Vervallen cijfers",
}
_MOST_NAMED = 2


@dataclass(frozen=True)
class Told:
    """One change as cells of a table and a sentence; empty where there is nothing to say."""

    kind: str
    about: str
    period: str
    old: str
    new: str
    difference: str
    sentence: str


def told(change: Change, records: Records, name: str) -> Told:
    """Return one change in words. `name`: of the gemeente."""
    kind = KIND_WORDS[change.what]
    if change.what == MERGED:
        old, _, day = change.detail.rpartition(", ")
        sentence = (
            f"{dutch.capital(old)} hoort sinds {day[:4]} bij {name}. Cijfers over eerdere jaren zijn nu die van de "
            "samengevoegde gemeenten samen."
        )
        return Told(kind, dutch.capital(old), change.period, "", "", "", sentence)
    if change.what == NEW_SOURCE:
        sentence = f"Nieuw geladen: {change.detail} (tabel {change.source})."
        return Told(kind, change.detail, "", "", "", "", sentence)
    about = records.indicators[change.indicator]
    old, new = (_value(value, about) for value in (change.old, change.new))
    apart = _difference(change, about)
    figure = f"{about.title} ({dutch.period(change.period)})"
    sentences = {
        NEW: f"{figure}: {new}.",
        REVISED: f"{figure}: nu {new}, was {old} ({apart}).",
        FINAL: f"{figure}: nu definitief {new}, "
        + ("gelijk aan het voorlopige cijfer." if old == new else f"was voorlopig {old} ({apart})."),
        GONE: f"{figure}: was {old} en is er niet meer. Reden: {_why(change.detail)}.",
    }
    period = dutch.period_heading(change.period)
    return Told(kind, about.title, period, old, new, apart, sentences[change.what])


def summary(changes: Sequence[Change]) -> str:
    """Return changes counted, in one line: '2 nieuwe cijfers over 2024 en 1 herzien cijfer'."""
    parts = []
    for what in KINDS:
        mine = [one for one in changes if one.what == what]
        if mine:
            noun = _COUNTED[what][len(mine) > 1]
            parts.append(f"{dutch.number(len(mine))} {noun}{_periods(mine) if what == NEW else ''}")
    return dutch.names(parts)


def line(step: NewsStep | None, every: Sequence[NewsStep], name: str) -> str:
    """Return the one line of *In het kort* and of the top of the page.

    `step`: the newest with a change; `every`: the steps known. Empty where there is nothing to compare with.
    """
    if step is not None:
        return f"Geladen op {dutch.date_nl(step.loaded)}: {summary(step.changes)}."
    if every:
        newest = dutch.date_nl(every[0].loaded)
        return f"Voor {name} veranderde er niets. De nieuwste cijfers zijn van {newest}."
    return ""


def since(loaded: datetime, changes: Sequence[Change], name: str) -> str:
    """Return what changed after a version, counted, in one line. In: the moment of that version (UTC)."""
    after = f"Na de cijfers van {dutch.date_nl(loaded)}"
    if not changes:
        return f"{after} veranderde er niets voor {name}."
    return f"{after}: {summary(changes)}."


WHAT_COUNTS = (
    "Herzien is een cijfer dat na afronding anders is. Werd het tegelijk definitief, dan staat het één keer: bij "
    "'Voorlopig werd definitief', met het oude cijfer erbij. Groei en index volgen uit andere cijfers en staan hier "
    "niet apart. "
    "Een verandering in de rekenwijze van Eigenwijzer is geen nieuws."
)
FOLLOW = (
    "Met een feedlezer krijgt u bericht zodra er voor deze gemeente iets verandert. Kopieer het adres hieronder naar "
    "uw feedlezer; u hoeft zich niet aan te melden."
)
FIRST = "Dit is de eerste versie; er is nog niets om mee te vergelijken."
WHAT_TO_DO = (
    "Zodra een beheerder nieuwe cijfers laadt op Bronnen en versies, ziet u hier wat er voor uw gemeente bijkwam, "
    "is herzien of definitief werd."
)
NO_CBS = "Er zijn nog geen cijfers van het CBS geladen."


def by_kind(changes: Iterable[Change]) -> list[tuple[str, list[Change]]]:
    """Return changes a kind, in the order of KINDS (in which they are given)."""
    return [(what, list(rows)) for what, rows in groupby(changes, key=lambda one: one.what)]


def _periods(mine: Sequence[Change]) -> str:
    """Say over which periods figures are new; of many the newest."""
    newest = sorted({one.period for one in mine}, reverse=True)
    if len(newest) > _MOST_NAMED:
        return f", de nieuwste over {dutch.moment(newest[0])}"
    return f" over {dutch.names([dutch.moment(each) for each in sorted(newest)])}"


def _value(value: float | None, about: Indicator) -> str:
    return "" if value is None else dutch.value(value, about.unit, about.decimals)


def _difference(change: Change, about: Indicator) -> str:
    """Return the difference of the values as they are shown: '€ 6 hoger', '0,3 procentpunt lager'."""
    if change.old is None or change.new is None:
        return ""
    old, new = (dutch.rounded(value, about.decimals) for value in (change.old, change.new))
    unit = "procentpunt" if about.unit == "pct" else about.unit
    if old == new:
        return "gelijk"
    return f"{dutch.value(abs(new - old), unit, about.decimals)} {'hoger' if new > old else 'lager'}"


def _why(cell_status: str) -> str:
    return REASONS[cell_status].legend if cell_status in REASONS else "er is geen cijfer meer"
