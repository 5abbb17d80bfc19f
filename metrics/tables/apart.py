"""What pages take from a figure that was taken apart, as rows of the long table: asked of the same frames as the pages.

Shares of families of taakvelden, rekening against begroting, the difference with Nederland and the growth split in
price x use x youth, growth without prices, both bands of a share, and the price index (metrics.costs.composition,
metrics.use.usual). A row stands only where there is a value; why there is none, the page of the gemeente says. Status,
reason, remarks and tables are those of the figures that it was made of.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from metrics.build import Build
from metrics.comparing.reading import Reading
from metrics.comparing.remarks import ORDER
from metrics.costs import prices
from metrics.costs.bookings import FAMILIES, FAMILY_NAMES
from metrics.costs.years import growth_pairs
from metrics.figures import CELL_STATUSES, PERIOD_STATUSES
from metrics.places.codes import NEDERLAND
from metrics.use import usual

LASTEN, PLAN, PER_USER = "lasten_per_inwoner", "begroting_per_inwoner", "lasten_per_jongere_met_jeugdzorg"
GROWTH = "groei_lasten_per_inwoner"
# Of whose readings rows are made, besides the shares of use.
_READ = (LASTEN, PLAN, PER_USER, GROWTH, *usual.COUNTS)
_STATEMENTS = {"jaarrekening": ("rekening", LASTEN), "begroting": ("begroting", PLAN)}
_PARTS = {
    "price": ("lasten_per_jongere", "de lasten per jongere met jeugdzorg"),
    "use": ("gebruik", "het deel van de jongeren met jeugdzorg"),
    "youth": ("aantal_jongeren", "het aantal jongeren tot 23 jaar per inwoner"),
    "users_per_inhabitant": ("jongeren_met_jeugdzorg", "het aantal jongeren met jeugdzorg per inwoner"),
}
_BANDS = {
    "chance_low": ("toeval_laag", "ondergrens van de toevalsmarge"),
    "chance_high": ("toeval_hoog", "bovengrens van de toevalsmarge"),
    "usual_low": ("gebruikelijk_laag", "ondergrens van het gebruikelijke verschil"),
    "usual_high": ("gebruikelijk_hoog", "bovengrens van het gebruikelijke verschil"),
}
BUDGET_PCT, BUDGET_EUR = "verschil_rekening_begroting", "verschil_rekening_begroting_per_inwoner"
REAL_GROWTH = "groei_lasten_per_inwoner_zonder_prijzen"
_BESIDE, _BETWEEN = "verschil_nederland", "groei"


@dataclass(frozen=True)
class MadeIndicator:
    """What a row made here says, for the codebook. `numerator` and `denominator`: empty where the row has no terms."""

    code: str
    title: str
    unit: str
    decimals: int
    definition: str
    numerator: str = ""
    denominator: str = ""


def _made() -> Iterator[MadeIndicator]:
    for name, (what, _) in _STATEMENTS.items():
        for family in FAMILIES:
            yield MadeIndicator(
                share_code(name, family),
                f"Deel van de lasten dat is geboekt op {FAMILY_NAMES[family]}, {name}",
                "pct",
                0,
                f"De lasten op deze groep taakvelden, gedeeld door die op alle vier de groepen samen, in de {what}. "
                "Staat een van de vier er niet of is die onder nul, dan is er geen rij.",
                f"lasten {FAMILY_NAMES[family]} (euro)",
                "lasten op de vier groepen samen (euro)",
            )
    yield MadeIndicator(
        BUDGET_PCT,
        "Verschil tussen rekening en begroting van hetzelfde jaar",
        "pct",
        0,
        "Lasten voor jeugdzorg in de rekening min die in de oorspronkelijke begroting, in procenten van de begroting.",
        "rekening min begroting (euro)",
        "begroting (euro)",
    )
    yield MadeIndicator(
        BUDGET_EUR,
        "Verschil tussen rekening en begroting per inwoner",
        "eur",
        0,
        "Lasten voor jeugdzorg in de rekening min die in de oorspronkelijke begroting, per inwoner.",
        "rekening min begroting (euro)",
        "inwoners op 1 januari",
    )
    yield MadeIndicator(
        REAL_GROWTH,
        "Groei van de lasten per inwoner zonder de stijging van prijzen",
        "pct",
        0,
        f"{GROWTH} van hetzelfde beginjaar, gedeeld door wat prijsindex_gezondheidszorg in die jaren deed.",
    )
    for code, title, about in (
        (
            _BESIDE,
            "Verschil met Nederland in lasten per inwoner",
            "Van Nederland naar de gemeente in dit jaar",
        ),
        (
            _BETWEEN,
            "Groei in euro van de lasten per inwoner",
            f"Van het beginjaar van {GROWTH} naar dit jaar",
        ),
    ):
        yield MadeIndicator(f"{code}_eur", title, "eur", 0, f"{about}, in euro. De delen tellen hiertoe op.")
        for part, words in _PARTS.values():
            yield MadeIndicator(
                f"{code}_door_{part}",
                f"{title}: deel dat past bij {words}",
                "eur",
                0,
                f"{about}: logaritmisch gemiddelde van beide bedragen, maal de logaritme van de verhouding van "
                f"{words}. Vanaf vijftig jongeren met jeugdzorg, en niet over een knik heen. Zonder aantal jongeren "
                "tot 23 jaar zijn er twee delen in plaats van drie.",
            )
    for indicator in usual.COUNTS:
        for part, words in _BANDS.values():
            yield MadeIndicator(
                f"{indicator}_{part}",
                f"{words.capitalize()} van {indicator}",
                "pct",
                1,
                "Toeval: zo ver kan het cijfer bij toeval lager of hoger uitkomen. Gebruikelijk: hier liggen ongeveer "
                "19 van de 20 gemeenten van deze grootte, toeval meegerekend.",
            )
    yield MadeIndicator(
        prices.INDICATOR,
        "Prijsindex van de gezondheidszorg",
        "index",
        1,
        "Prijsindex van het CBS, op de nieuwste basis; een oudere reeks is daaraan gekoppeld in een jaar dat beide "
        "hebben.",
    )


def share_code(statement: str, family: str) -> str:
    """Return the indicator of the share of a family of taakvelden in a statement."""
    return f"aandeel_{_STATEMENTS[statement][0]}_{family.replace('.', '_')}"


MADE: Mapping[str, MadeIndicator] = MappingProxyType({each.code: each for each in _made()})

Key = tuple[str, str, str]  # indicator, region, period
ROW = [
    "indicator", "region_code", "period", "value", "numerator", "denominator", "period_status", "cell_status",
    "reason", "remarks", "sources", "origin",
]  # fmt: skip


class _Said(NamedTuple):
    """What the reading of a figure says, as texts alone."""

    period_status: str
    cell_status: str
    reason: str
    remarks: tuple[str, ...]
    sources: tuple[str, ...]
    origin: str


class _Row(NamedTuple):
    """A figure that was made here, of which figures, and what the frame itself says of it."""

    indicator: str
    region: str
    period: str
    value: float
    of: Sequence[Key]
    numerator: float = float("nan")
    denominator: float = float("nan")
    status: str = "ok"
    sources: tuple[str, ...] = ()


def rows(build: Build, regions: Collection[str], periods: Collection[str]) -> pd.DataFrame:
    """Return ROW, a row a figure of MADE with a value, of these regions and periods (empty: all).

    `remarks` and `sources` as tuples; NaN where a row has no terms. Empty where nothing of it is loaded.
    """

    def kept(frame: pd.DataFrame, year: str = "year") -> pd.DataFrame:
        chosen = frame[frame["region"].isin(list(regions))] if regions else frame
        return chosen[chosen[year].astype(str).isin(list(periods))] if periods else chosen

    said = _said(build, regions)
    makers: tuple[Callable[[Build, _Keep], Iterable[_Row]], ...] = (
        _shares, _budget, _real_growth, _beside, _between, _bands, _prices
    )  # fmt: skip
    found = [_told(row, said) for make in makers for row in make(build, kept)]
    return pd.DataFrame(found, columns=ROW)


_Keep = Callable[..., pd.DataFrame]


def _said(build: Build, regions: Collection[str]) -> dict[Key, _Said]:
    frame = build.figures_with_report
    frame = frame[frame["indicator"].isin(_READ)]
    frame = frame[frame["region"].isin([*regions, NEDERLAND])] if regions else frame
    return {
        (each.indicator, each.region, each.period): _texts(each)
        for each in build.readings_with_report.each(frame)
    }


def _texts(each: Reading) -> _Said:
    codes = tuple(remark.code for remark in each.remarks)
    return _Said(each.period_status, each.cell_status, each.reason, codes, each.sources, each.origin)


def _told(row: _Row, said: Mapping[Key, _Said]) -> tuple[object, ...]:
    of = [said[key] for key in row.of if key in said]
    statuses = [row.status, *(each.cell_status for each in of)]
    reason = next((each.reason for each in of if each.reason), "" if row.status == "ok" else row.status)
    origins = {each.origin for each in of if each.origin != "eigen"}
    return (
        row.indicator, row.region, row.period, row.value, row.numerator, row.denominator,
        max((each.period_status for each in of), key=PERIOD_STATUSES.index, default="onbekend"),
        max(statuses, key=CELL_STATUSES.index),
        reason,
        tuple(sorted({code for each in of for code in each.remarks}, key=ORDER.index)),
        tuple(dict.fromkeys([*(source for each in of for source in each.sources), *row.sources])),
        next(iter(sorted(origins)), "eigen"),
    )  # fmt: skip


def _records(frame: pd.DataFrame) -> Iterator[dict[str, Any]]:
    for row in frame.to_dict("records"):
        yield {str(name): value for name, value in row.items()}


def _shares(build: Build, kept: _Keep) -> Iterator[_Row]:
    frame = kept(build.composition.shares)
    total = frame.groupby(["region", "year", "statement"])["lasten_eur"].transform("sum")
    for each in _records(frame.assign(total_eur=total)[frame["share_pct"].notna()]):
        region, year, statement = each["region"], str(each["year"]), each["statement"]
        of = [(_STATEMENTS[statement][1], region, year)]
        code = share_code(statement, each["family"])
        yield _Row(code, region, year, each["share_pct"], of, each["lasten_eur"], each["total_eur"])


def _budget(build: Build, kept: _Keep) -> Iterator[_Row]:
    frame = kept(build.composition.budget)
    for each in _records(frame[frame["difference_pct"].notna()]):
        region, year, gap = each["region"], str(each["year"]), each["difference_eur"]
        plan, status = each["begroting_eur"], each["cell_status"]
        of = [(LASTEN, region, year), (PLAN, region, year)]
        yield _Row(BUDGET_PCT, region, year, each["difference_pct"], of, gap, plan, status)
        per_head = each["difference_per_inwoner_eur"]
        if not np.isnan(per_head):
            people = plan / each["begroting_per_inwoner_eur"]
            yield _Row(BUDGET_EUR, region, year, per_head, of, gap, people, status)


def _pairs(build: Build) -> set[tuple[int, int]]:
    """Return the pairs of years that growth is told of."""
    amounts = build.composition.amounts
    accounts = amounts.loc[amounts["statement"] == "jaarrekening", "year"]
    return set(growth_pairs(int(year) for year in accounts.unique()))


def _real_growth(build: Build, kept: _Keep) -> Iterator[_Row]:
    frame, pairs = kept(build.composition.index, "end_year"), _pairs(build)
    for each in _records(frame[frame["real_growth_pct"].notna()]):
        base, end = int(each["base_year"]), int(each["end_year"])
        if (base, end) in pairs:
            region, sources = each["region"], _price_sources(build, base, end)
            of = [(GROWTH, region, str(end))]
            yield _Row(REAL_GROWTH, region, str(end), each["real_growth_pct"], of, sources=sources)


def _beside(build: Build, kept: _Keep) -> Iterator[_Row]:
    frame = kept(build.composition.beside_country)
    for each in _records(frame[frame["refusal"] == ""]):
        region, year = each["region"], str(each["year"])
        of = [(name, code, year) for code in (region, NEDERLAND) for name in (LASTEN, PER_USER)]
        yield from _split(_BESIDE, region, year, each, of)


def _between(build: Build, kept: _Keep) -> Iterator[_Row]:
    frame, pairs = kept(build.composition.splits, "year1"), _pairs(build)
    for each in _records(frame[frame["refusal"] == ""]):
        pair = int(each["year0"]), int(each["year1"])
        if pair in pairs:
            of = [(name, each["region"], str(year)) for year in pair for name in (LASTEN, PER_USER)]
            yield from _split(_BETWEEN, each["region"], str(pair[1]), each, of)


def _split(code: str, region: str, year: str, each: Mapping[str, Any], of: Sequence[Key]) -> Iterator[_Row]:
    yield _Row(f"{code}_eur", region, year, each["total_eur"], of)
    for factor, (part, _) in _PARTS.items():
        value = each.get(f"{factor}_eur", float("nan"))
        if not np.isnan(value):
            yield _Row(f"{code}_door_{part}", region, year, value, of)


def _bands(build: Build, kept: _Keep) -> Iterator[_Row]:
    observed = build.facts.observations
    youth = tuple(sorted(observed.loc[observed["indicator"] == usual.YOUTH_N, "source_id"].unique()))
    for each in _records(kept(build.bands, "period")):
        indicator, region, period = each["indicator"], each["region"], each["period"]
        for column, (part, _) in _BANDS.items():
            value = each[f"{column}_pct"]
            if not np.isnan(value):
                of = [(indicator, region, period)]
                yield _Row(f"{indicator}_{part}", region, period, value, of, sources=youth)


def _price_sources(build: Build, first: int, last: int) -> tuple[str, ...]:
    pair = prices.price_pair(build.facts.observations, first, last)
    return tuple(pair.sources.split(", ")) if pair else ()


def _prices(build: Build, kept: _Keep) -> Iterator[_Row]:
    levels = build.composition.prices
    frame = kept(pd.DataFrame({"region": NEDERLAND, "year": levels.index, "level": levels.to_numpy(float)}))
    for each in _records(frame):
        year = int(each["year"])
        sources = _price_sources(build, year, year)
        yield _Row(prices.INDICATOR, NEDERLAND, str(year), each["level"], [], sources=sources)
