"""*Als de regio lasten deelt*: the words and tables of the worked example. Pure.

Every row of a table carries `sharing.NOTE` as a footnote, so that it also stands on every row of a file.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from metrics import dutch
from metrics.comparing.measures import LASTEN
from metrics.comparing.sentences import remarks as remark_words
from metrics.errors import MetricsError
from metrics.regions import keys
from metrics.regions.sharing import NOTE, Sharing
from pages.ui.parts.tables import Cell, Column, Row, Table
from pages.ui.regio.view import RegionView

LABEL = "Als de regio lasten deelt"
INTRO = (
    "Een regio kan elke gemeente haar eigen lasten laten dragen, of lasten samen dragen. De documenten noemen daarvoor "
    "twee beginselen: gebruik (ieder draagt naar de hulp die er is gebruikt) en solidariteit (samen dragen). Hieronder "
    "staat wat elke gemeente met een verdeelsleutel zou dragen."
)
# The key in words, with the principle behind it (metrics.regions.keys).
KEYS: Mapping[str, str] = {
    "own": "Ieder zijn eigen lasten",
    "inhabitants": "Samen betalen, naar inwoners",
    "youth": "Samen betalen, naar jongeren tot 23 jaar",
    "users": "Naar jongeren met jeugdzorg in dat jaar",
    "users_lag1": "Naar jongeren met jeugdzorg een jaar eerder",
    "mean3": "Naar de eigen lasten over drie jaar",
    "mix:0.85": "85% samen naar inwoners, 15% ieder zelf",
    "stoploss:0.10": "Samen betalen wat meer dan 10% boven de begroting komt",
}
_PRINCIPLES = {"gebruik": "gebruik", "solidariteit": "solidariteit", "beide": "gebruik en solidariteit"}
FAR_ABOVE = 1.25  # a year this many times the mean of the two years before is far above the usual
EQUAL = "gelijk"
_NOT_POSSIBLE = "niet te berekenen"
_RECENT = 3  # years
_OF_AMOUNTS = ("C6_deels", "eigen_opgave")  # remarks on lasten that are divided all the same


def label(code: str) -> str:
    """Return a key as it is chosen: what it does, and by which principle."""
    return f"{KEYS[code]} ({_PRINCIPLES[keys.key_of(code).principle]})"


@dataclass(frozen=True)
class Worked:
    """The worked example of a region in a year, by one key."""

    view: RegionView
    sharing: Sharing
    year: int
    key: str

    def name(self, code: str) -> str:
        """Return what a gemeente is called."""
        return self.view.names.get(code, code)

    @property
    def why_not_region(self) -> str:
        """Say why nothing can be divided in this year, in the words of the module; empty: it can."""
        return self.sharing.why_not(self.view.region, self.year, "own")

    @property
    def why_not_key(self) -> str:
        """Say why this key cannot be used in this year; empty: it can."""
        return self.sharing.why_not(self.view.region, self.year, self.key)


def first_year(sharing: Sharing, region: str) -> int:
    """Return the year that the example begins with: the newest that can be divided, if that is not long ago.

    Else the newest of all, with why not: of a region whose lead books for others an old year would be no answer.
    """
    newest = sharing.years[-1]
    recent = range(newest, newest - _RECENT, -1)
    return next(
        (year for year in recent if year in sharing.years and not sharing.why_not(region, year, "own")),
        newest,
    )


def skipped(example: Worked) -> str:
    """Say why a newer year than the one shown is not divided; empty: there is none, or it can be."""
    newest = example.sharing.years[-1]
    return "" if example.year == newest else example.sharing.why_not(example.view.region, newest, "own")


def warnings(example: Worked) -> tuple[str, ...]:
    """Return what changes how the lasten of a member may be used, such as a part that was booked for others."""
    view = example.view
    remarks = (
        remark
        for code in view.members
        for remark in view.readings.read(LASTEN, code, str(example.year)).remarks
        if remark.code in _OF_AMOUNTS
    )
    return tuple(dict.fromkeys(remark_words.text(each, view.build.records) for each in remarks))


def who_carries(example: Worked) -> Table:
    """Return a row a gemeente, by name: its lasten, what it would carry, the difference, and the range over all keys.

    Without the key's own columns where the key cannot be used. Raises SharingError where nothing can be divided.
    """
    view, year = example.view, example.year
    spreads = {each.code: each for each in example.sharing.spreads(view.region, year)}
    people = {each.code: each.inhabitants_n for each in example.sharing.members(view.region, year)}
    by_key = (
        {}
        if example.why_not_key
        else {row[0]: row for row in example.sharing.rows(view.region, year, example.key)}
    )
    rows: list[Row] = []
    for code in sorted(spreads, key=lambda each: (example.name(each), each)):
        spread = spreads[code]
        row: dict[str, Cell | float | None] = {
            "naam": Cell(example.name(code), flag=NOTE, region=code),
            "eigen": spread.actual_eur,
            "alle": _range(spread.low_eur - spread.actual_eur, spread.high_eur - spread.actual_eur),
            "alle_inwoner": _range(
                spread.low_eur - spread.actual_eur, spread.high_eur - spread.actual_eur, people[code]
            ),
        }
        if code in by_key:
            _, _, _, carried, transfer, per_inhabitant = by_key[code]
            row |= {
                "zou": carried,
                "verschil": _more_or_less(transfer),
                "per_inwoner": _more_or_less(per_inhabitant),
            }
        rows.append(row)
    rows.append(_together(rows))
    used = max((each.keys_n for each in spreads.values()), default=0)
    columns = [Column("naam", "Gemeente"), Column("eigen", f"Lasten in de jaarrekening {year}", "eur")]
    if by_key:
        columns += [
            Column("zou", "Zou dragen", "eur"),
            Column("verschil", "Zou meer of minder dragen", "eur"),
            Column("per_inwoner", "Meer of minder per inwoner", "eur"),
        ]
    columns += [
        Column("alle", "Met alle sleutels", align="right"),
        Column("alle_inwoner", "Met alle sleutels, per inwoner", align="right"),
    ]
    return Table(
        caption=f"{LABEL}: {view.region_name}, {year}, {dutch.capital(KEYS[example.key])}",
        columns=tuple(columns),
        rows=tuple(rows),
        row_header="naam",
        highlight=frozenset({view.name}),
        notes=(
            f"'Met alle sleutels' is van de laagste tot de hoogste uitkomst van de {dutch.number_word(used)} sleutels "
            "die in dit jaar te gebruiken zijn. De gemeenten staan op naam.",
        ),
        source=_source(example),
        file_stem="rekenvoorbeeld jeugdregio",
    )


def _together(rows: list[Row]) -> Row:
    """Return the region's own row: sums to the cent, so that the reader sees that nothing is lost."""
    found: dict[str, Cell | float | None] = {"naam": Cell("Regio als geheel", flag=NOTE)}
    for key in ("eigen", "zou"):
        amounts = [each for row in rows if isinstance(each := row.get(key), float)]
        if amounts:
            found[key] = sum(keys.cents(each) for each in amounts) / 100
    whole, carried = found["eigen"], found.get("zou")
    if isinstance(whole, float) and isinstance(carried, float):
        nothing = Cell(carried - whole, printed=dutch.euro(carried - whole))
        found |= {"verschil": nothing, "per_inwoner": nothing}
    # over the region every key comes to the same
    return {**found, "alle": Cell(EQUAL), "alle_inwoner": Cell(EQUAL)}


def _more_or_less(amount_eur: float | None) -> Cell:
    """Return a difference as '€ 12 meer'; a file keeps the number, above zero for more."""
    return Cell(None) if amount_eur is None else Cell(amount_eur, printed=_told(amount_eur))


def _told(amount_eur: float) -> str:
    size = dutch.rounded(abs(amount_eur))
    return f"{dutch.euro(size)} {'meer' if amount_eur > 0 else 'minder'}" if size else EQUAL


def _range(low_eur: float, high_eur: float, people_n: float | None = 1.0) -> Cell:
    """Return the lowest and highest difference in words, of the whole or per inwoner."""
    if not people_n:
        return Cell(None)
    first, last = _told(low_eur / people_n), _told(high_eur / people_n)
    return Cell(first if first == last else f"{first} tot {last}")


def _source(example: Worked) -> str:
    measured = ("lasten_per_inwoner", "lasten_per_jongere_met_jeugdzorg")
    codes = example.view.members
    return example.view.cite(
        source
        for indicator in measured
        for code in codes
        for source in example.view.readings.read(indicator, code, str(example.year)).sources
    )


def unusable(example: Worked) -> tuple[str, ...]:
    """Return why keys cannot be used in this year, a reason once with the keys that it goes for."""
    reasons: dict[str, list[str]] = {}
    for code in KEYS:
        why = example.sharing.why_not(example.view.region, example.year, code)
        if why:
            reasons.setdefault(why, []).append(f"'{KEYS[code]}'")
    return tuple(f"Niet te gebruiken: {dutch.names(found)}. {why}" for why, found in reasons.items())


def steady(example: Worked) -> Table | None:
    """Return what the chosen gemeente would carry per inwoner by each key, in this year and the two before it.

    None where fewer than two of these years can be divided at all.
    """
    years = [example.year - back for back in (2, 1, 0)]
    by_year = {year: _per_inhabitant(example, year) for year in years}
    by_year = {year: found for year, found in by_year.items() if found}
    if len(by_year) < 2:
        return None
    rows: list[Row] = [
        {
            "sleutel": Cell(label(code), flag=NOTE),
            **{
                str(year): Cell(found[code]) if code in found else Cell(_NOT_POSSIBLE)
                for year, found in by_year.items()
            },
        }
        for code in KEYS
        if any(code in found for found in by_year.values())
    ]
    return Table(
        caption=f"Wat {example.view.name} per inwoner zou dragen met elke sleutel",
        columns=(
            Column("sleutel", "Verdeelsleutel"),
            *(Column(str(year), str(year), "eur") for year in by_year),
        ),
        rows=tuple(rows),
        row_header="sleutel",
        highlight=frozenset({label(example.key)}),
        notes=(
            "Hoe dichter de jaren bij elkaar liggen, hoe minder het bedrag met deze sleutel per jaar verandert.",
        ),
        source=_source(example),
        file_stem="rekenvoorbeeld jaren",
    )


def _per_inhabitant(example: Worked, year: int) -> dict[str, float]:
    """Return what the chosen gemeente would carry per inwoner by each key that can be used; empty: none can."""
    region, own = example.view.region, example.view.code
    if year not in example.sharing.years or example.sharing.why_not(region, year, "own"):
        return {}
    people = {each.code: each.inhabitants_n for each in example.sharing.members(region, year)}
    people_n = people.get(own)
    if not people_n:
        return {}
    found = {}
    for code in KEYS:
        try:
            rows = example.sharing.rows(region, year, code)
        except MetricsError:  # a key that cannot be used: `unusable` says why
            continue
        found[code] = next(row[3] for row in rows if row[0] == own) / people_n
    return found


def far_above(example: Worked) -> str:
    """Say of a gemeente whose lasten are far above those of the two years before what each kind of key would do.

    Of the smallest such gemeente of the region; empty where there is none, or the years before are not there.
    """
    region, year = example.view.region, example.year
    found = [
        (each.inhabitants_n, each)
        for each in example.sharing.members(region, year)
        if each.inhabitants_n and each.lasten_eur and None not in each.before_eur and each.before_eur
    ]
    for _, each in sorted(found, key=lambda pair: (pair[0], pair[1].code)):
        before = [amount for amount in each.before_eur if amount is not None]
        usual = sum(before) / len(before)
        if usual <= 0 or (each.lasten_eur or 0.0) < FAR_ABOVE * usual:
            continue
        carried = {}
        for code in ("inhabitants", "mean3"):
            if not example.sharing.why_not(region, year, code):
                rows = example.sharing.rows(region, year, code)
                carried[code] = next(row[3] for row in rows if row[0] == each.code)
        said = [f"met '{KEYS[code]}' {dutch.euro(amount)}" for code, amount in carried.items()]
        first = f" Met '{KEYS['own']}' zou {example.name(each.code)} dat bedrag zelf dragen"
        then = f"{first}, {dutch.names(said)}." if said else ""
        return (
            f"Een jaar met veel hogere lasten: {example.name(each.code)} had in {year} "
            f"{dutch.euro(each.lasten_eur)} aan lasten, en in de twee jaren ervoor gemiddeld {dutch.euro(usual)}.{then}"
        )
    return ""
