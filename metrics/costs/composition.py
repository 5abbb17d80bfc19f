"""What the cost figures of one build are made of, for every gemeente of today and every year, in one go.

Puts the separate decompositions on the same footing: amounts of earlier years are added up to the gemeenten
of today (metrics.costs.amounts.in_division), booking is judged in the gemeenten of its own year.
"""

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
import pandas as pd

from metrics.costs import amounts as amounts_of
from metrics.costs import bookings, index_apart, price_use_youth
from metrics.costs.budget import BUDGET, Lag, budget_against_accounts, budgets_lag
from metrics.costs.country import IN_A_SUM
from metrics.facts import Facts
from metrics.places.lineage import Lineage, through_years
from metrics.records import Records

NEDERLAND = price_use_youth.NEDERLAND
YOUTH_N = "inwoners_0_22_n"


@dataclass(frozen=True)
class Composition:
    """Every decomposition of one build. Frames are empty where their source is not loaded.

    `amounts`: metrics.costs.amounts.AMOUNTS in the division of `division_year`. `index`: INDEX with
    `price_factor` and `real_growth_pct`, every gemeente and pair of years, and Nederland (NL01) on the same
    gemeenten in all terms; `left_out`: per pair who is not in Nederland. `budget`: BUDGET. `lags`: per year
    with a begroting, against the accounts of one and of two years earlier. `terms` and
    `splits`: price x use x youth between years; `beside_country`: the same beside Nederland, by region and
    year (metrics.costs.price_use_youth.beside). `by_family` and `shares`: booking, in the division; `flags`: NAMED,
    in the gemeenten of their own year. `prices`: the price index by year.
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
    facts: Facts, records: Records, lineage: Lineage | None = None, figures: pd.DataFrame | None = None
) -> Composition:
    """Take the cost figures of a build apart. Under 5 s for all gemeenten and years.

    `figures` (metrics.catalogue) are asked for Nederland, whose published figures leave some gemeenten out;
    without them `terms` and `splits` hold gemeenten only.
    """
    if facts.finance.empty:
        return _nothing()
    line = lineage or Lineage(facts.mergers, facts.regions)
    own_years = amounts_of.amounts(facts, records)
    division_year = int(own_years["year"].max())
    rows = amounts_of.in_division(own_years, line, division_year)
    prices = index_apart.price_levels(facts.observations)
    index, left_out = _index(rows)
    by_family_own = bookings.amounts_by_family(facts.finance, records.taakvelden)
    flags = bookings.flags(by_family_own, _year_before(by_family_own, line))
    terms = _terms(facts, rows, line, division_year)
    if figures is not None:
        terms = pd.concat([terms, terms_of_country(figures, facts.observations)], ignore_index=True)
    by_family = _in_division(by_family_own, line, division_year)
    return Composition(
        division_year=division_year,
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
        flags=bookings.with_leads(flags, by_family_own, records.leads),
        prices=prices,
    )


def _nothing() -> Composition:
    """Return the composition of a build without accounts: frames with their columns and no rows."""
    rows = pd.DataFrame({column: [] for column in amounts_of.AMOUNTS})
    families = pd.DataFrame({name: [] for name in ("region", "year", "statement", *bookings.FAMILIES)})
    terms = price_use_youth.terms_of(rows, {}, {})
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


def _index(rows: pd.DataFrame) -> tuple[pd.DataFrame, dict[tuple[int, int], tuple[str, ...]]]:
    own = index_apart.index_apart(rows)
    country, left_out = index_apart.index_of_group(rows, NEDERLAND, set(rows["region"]), counts=IN_A_SUM)
    return pd.concat([own, country], ignore_index=True), left_out


def _lags(rows: pd.DataFrame) -> tuple[Lag, ...]:
    years = {name: set(part["year"].astype(int)) for name, part in rows.groupby("statement")}
    accounts = years.get("jaarrekening", set())
    # when a begroting is made the accounts of two years earlier are known; the report sets it against any
    wanted = [(year, year - gap) for year in years.get("begroting", set()) for gap in (1, 2)]
    return tuple(budgets_lag(rows, year, base) for year, base in sorted(wanted) if base in accounts)


def _terms(facts: Facts, rows: pd.DataFrame, line: Lineage, division_year: int) -> pd.DataFrame:
    accounts = rows[rows["statement"] == "jaarrekening"]
    users = dict(
        zip(
            zip(accounts["region"], accounts["year"].astype(int), strict=True),
            accounts["users_n"].astype(float),
            strict=True,
        )
    )
    return price_use_youth.terms_of(accounts, users, _youth(facts.observations, line, division_year))


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


def _youth(observations: pd.DataFrame, line: Lineage, division_year: int) -> dict[tuple[str, int], float]:
    """Return young people of 0-22 on 1 January by region and year, in the division."""
    rows = observations[observations["indicator"] == YOUTH_N]
    counts = pd.DataFrame(
        {"region": rows["region"], "year": rows["year"].astype(int), YOUTH_N: rows["value"].astype(float)}
    )
    if counts.empty:
        return {}
    summed = through_years(counts, line, division_year, [YOUTH_N])
    keys = zip(summed["region"], summed["year"].astype(int), strict=True)
    return dict(zip(keys, summed[YOUTH_N], strict=True))


def _in_division(by_family: pd.DataFrame, line: Lineage, division_year: int) -> pd.DataFrame:
    families = list(bookings.FAMILIES)
    summed = through_years(by_family, line, division_year, families, ("year", "statement"))
    return summed[["region", "year", "statement", *families]].dropna(subset=families, how="all")


def _year_before(by_family: pd.DataFrame, line: Lineage) -> pd.DataFrame:
    """Return the amounts of a year earlier, in the gemeenten of the year they are set against."""
    families = list(bookings.FAMILIES)
    parts: list[pd.DataFrame] = []
    for year in sorted({int(each) for each in by_family["year"]}):
        before = by_family[by_family["year"] == year]
        summed = through_years(before, line, year + 1, families, ("year", "statement"))
        parts.append(summed.assign(year=year + 1))
    return pd.concat(parts, ignore_index=True)[["region", "year", "statement", *families]]
