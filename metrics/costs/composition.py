"""What the cost figures of one build are made of, for every gemeente of today and every year, in one go.

Puts the separate decompositions on the same footing: amounts of earlier years are added up to the gemeenten
of today (metrics.costs.source: the same amounts that the figures are made of), and bookings are judged in them.
"""

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
import pandas as pd

from metrics.costs import amounts as amounts_of
from metrics.costs import bookings, index_apart, price_use_youth
from metrics.costs.budget import BUDGET, Lag, budget_against_accounts, budgets_lag
from metrics.costs.country import IN_A_SUM
from metrics.costs.prices import price_levels
from metrics.costs.source import Source
from metrics.facts import Facts
from metrics.figures import IN_LINE, ORIGIN
from metrics.places.codes import NEDERLAND
from metrics.records import Records

YOUTH_N = amounts_of.COUNTS["youth_n"]


@dataclass(frozen=True)
class Composition:
    """Every decomposition of one build. Frames are empty where their source is not loaded.

    `amounts`: metrics.costs.amounts.LINE, gemeenten of `division_year`. `index`: INDEX with
    `price_factor` and `real_growth_pct`, every gemeente and pair of years, and Nederland (NL01) on the same
    gemeenten in all terms; `left_out`: per pair who is not in Nederland. `budget`: BUDGET. `lags`: per year
    with a begroting, against the accounts of one and of two years earlier. `terms` and
    `splits`: price x use x youth between years; `beside_country`: the same beside Nederland, by region and
    year (metrics.costs.price_use_youth.beside). `by_family` and `shares`: booking, in the division; `flags`: NAMED,
    judged in the division too. `prices`: the price index by year, on one base.
    """

    division_year: int
    amounts: pd.DataFrame
    index: pd.DataFrame
    left_out: dict[tuple[int, int], tuple[str, ...]]
    budget: pd.DataFrame
    lags: tuple[Lag, ...]
    terms: pd.DataFrame
    splits: pd.DataFrame
    beside_country: pd.DataFrame
    by_family: pd.DataFrame
    shares: pd.DataFrame
    flags: pd.DataFrame
    prices: pd.Series
    _places: dict[str, dict[str, "npt.NDArray[np.intp]"]] = field(default_factory=dict, repr=False)

    def of(self, name: str, region: str) -> pd.DataFrame:
        """Return the rows of one region in a frame ('amounts', 'index', ...); pages ask this at every choice."""
        frame: pd.DataFrame = getattr(self, name)
        places = self._places.get(name)
        if places is None:
            indices = frame.groupby("region").indices
            places = {str(key): np.asarray(rows, dtype=np.intp) for key, rows in indices.items()}
            self._places[name] = places
        return frame.iloc[places.get(region, [])]


def compose(
    facts: Facts,
    records: Records,
    figures: pd.DataFrame | None = None,
    source: Source | None = None,
) -> Composition:
    """Take the cost figures of a build apart. Under 5 s for all gemeenten and years.

    `figures` (metrics.catalogue) are asked for Nederland, whose published figures leave some gemeenten out;
    without them `terms` and `splits` hold gemeenten only. `source`: what those figures were computed from; read
    here where it is not given.
    """
    if facts.finance.empty:
        return _nothing()
    source = source or Source.read(facts, records)
    rows = source.today
    prices = price_levels(facts.observations)
    index, left_out = _index(source)
    terms = price_use_youth.terms_of(rows)
    if figures is not None:
        terms = pd.concat([terms, terms_of_country(figures, facts.observations)], ignore_index=True)
    by_family = source.by_family[source.by_family[ORIGIN].isin(IN_LINE)]
    by_family = by_family.dropna(subset=list(bookings.FAMILIES), how="all").reset_index(drop=True)
    return Composition(
        division_year=source.division_year,
        amounts=rows,
        index=index_apart.deflated_growth(index, prices),
        left_out=left_out,
        budget=budget_against_accounts(rows),
        lags=_lags(rows),
        terms=terms,
        splits=price_use_youth.splits(terms),
        beside_country=price_use_youth.beside(terms, NEDERLAND),
        by_family=by_family,
        shares=bookings.shares(by_family),
        flags=source.flags(),
        prices=prices,
    )


def _nothing() -> Composition:
    """Return the composition of a build without accounts: frames with their columns and no rows."""
    rows = pd.DataFrame({column: [] for column in amounts_of.LINE})
    families = pd.DataFrame({name: [] for name in ("region", "year", "statement", *bookings.FAMILIES)})
    terms = price_use_youth.terms_of(rows)
    return Composition(
        division_year=0,
        amounts=rows,
        index=index_apart.deflated_growth(index_apart.index_apart(rows), pd.Series(dtype=float)),
        left_out={},
        budget=pd.DataFrame({column: [] for column in BUDGET}),
        lags=(),
        terms=terms,
        splits=price_use_youth.splits(terms),
        beside_country=price_use_youth.beside(terms, NEDERLAND),
        by_family=families,
        shares=bookings.shares(families),
        flags=pd.DataFrame({column: [] for column in bookings.NAMED}),
        prices=pd.Series(dtype=float),
    )


def _index(source: Source) -> tuple[pd.DataFrame, dict[tuple[int, int], tuple[str, ...]]]:
    """Return INDEX of the gemeenten in the line, and of Nederland on all gemeenten of the later year of a pair."""
    parts = [index_apart.index_apart(source.today)]
    left_out: dict[tuple[int, int], tuple[str, ...]] = {}
    pairs = index_apart.pairs_of(source.today)
    for end in sorted({end for _, end in pairs}):
        rows, asked = source.divisions[end], [pair for pair in pairs if pair[1] == end]
        country, absent = index_apart.index_of_group(
            rows, NEDERLAND, set(rows["region"]), asked, counts=IN_A_SUM
        )
        parts.append(country)
        left_out |= absent
    return pd.concat(parts, ignore_index=True), left_out


def _lags(rows: pd.DataFrame) -> tuple[Lag, ...]:
    years = {name: set(part["year"].astype(int)) for name, part in rows.groupby("statement")}
    accounts = years.get("jaarrekening", set())
    # when a begroting is made the accounts of two years earlier are known; the report sets it against any
    wanted = [(year, year - gap) for year in years.get("begroting", set()) for gap in (1, 2)]
    return tuple(budgets_lag(rows, year, base) for year, base in sorted(wanted) if base in accounts)


def terms_of_country(figures: pd.DataFrame, observations: pd.DataFrame) -> pd.DataFrame:
    """Return the terms of Nederland per year, so that its published figures come out of them.

    Lasten and inhabitants are those of the gemeenten that count (numerator and denominator of
    'lasten_per_inwoner'); users follow from 'lasten_per_jongere_met_jeugdzorg'; young people of the whole
    country are scaled to the gemeenten that count, by inhabitants.
    """
    own = figures[(figures["region"] == NEDERLAND) & (figures["period"].str.len() == len("2019"))]
    per_head = own[own["indicator"] == "lasten_per_inwoner"].set_index("period")
    per_user = own[own["indicator"] == "lasten_per_jongere_met_jeugdzorg"].set_index("period")["value"]
    country = observations[observations["region"] == NEDERLAND]
    youth, people = (
        country[country["indicator"] == name]
        .drop_duplicates("period", keep="last")
        .set_index("period")["value"]
        for name in (YOUTH_N, "inwoners_n")
    )
    index = per_head.index
    return pd.DataFrame(
        {
            "region": NEDERLAND,
            "year": index.astype(int),
            "statement": "jaarrekening",
            "lasten_eur": per_head["numerator"].to_numpy(float),
            "users_n": (per_head["numerator"] / per_user.reindex(index)).to_numpy(float),
            "youth_n": (youth.reindex(index) * per_head["denominator"] / people.reindex(index)).to_numpy(
                float
            ),
            "inwoners_n": per_head["denominator"].to_numpy(float),
        }
    )
