"""Begroting against rekening: how far the plan stood from what it became, and whether budgets lag.

The begroting in Iv3 is the original one: what the council changed during the year is not in it (methode 11).
Both are gross lasten on the youth taakvelden.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from metrics.costs.plausibility import LOW_BASE
from metrics.places.line import OTHER_AREA

BUDGET = [
    "region", "year", "begroting_eur", "rekening_eur", "difference_eur", "difference_pct",
    "begroting_per_inwoner_eur", "rekening_per_inwoner_eur", "difference_per_inwoner_eur", "cell_status",
]  # fmt: skip
# Amounts are delivered in thousands of euros; closer than this, budget and account are called equal.
SAME_WITHIN_PCT = 0.5


@dataclass(frozen=True)
class Lag:
    """How many gemeenten budgeted less than an earlier account, how many more.

    `equal_n`: within half a percent of each other. `missing`: codes without one of the two. `flagged`: codes
    whose figures are not to be compared (books for others, base too low, not plausible); in no count.
    """

    budget_year: int
    account_year: int
    lower_n: int
    higher_n: int
    equal_n: int
    missing: tuple[str, ...]
    flagged: tuple[str, ...]

    @property
    def total_n(self) -> int:
        """Number of gemeenten that could be compared."""
        return self.lower_n + self.higher_n + self.equal_n

    @property
    def lower_pct(self) -> float:
        """Share of the compared gemeenten that budgeted less; NaN where none could be compared."""
        return 100 * self.lower_n / self.total_n if self.total_n else float("nan")


def budget_against_accounts(amounts: pd.DataFrame) -> pd.DataFrame:
    """Set begroting and jaarrekening of the same year beside each other.

    In: rows as metrics.costs.index_apart.AMOUNTS. Out: BUDGET, a row a region and year that has one of both;
    `difference_*` = rekening - begroting, `difference_pct` of the begroting. Zero or missing counts as
    missing; an amount under zero is kept as delivered, and nothing is set against it. `cell_status`: of the
    statement that is missing: what the frame says, 'niet_geladen' where nobody
    has that statement in that year, else 'geen_cijfer'; 'basis_te_laag' where the begroting is under half of
    the rekening; else the first that is not 'ok'.
    """
    keys = ["region", "year"]
    columns = [*keys, "lasten_eur", "inwoners_n", "cell_status"]
    halves = [amounts.loc[amounts["statement"] == name, columns] for name in ("begroting", "jaarrekening")]
    both = (
        halves[0].merge(halves[1], on=keys, how="outer", suffixes=("_b", "_r")).set_index(keys).sort_index()
    )
    booked = both[["lasten_eur_b", "lasten_eur_r"]].astype(float)
    booked = booked.where(booked != 0)
    plan, real = (booked[column].where(booked[column] > 0) for column in booked)
    people = both["inwoners_n_b"].fillna(both["inwoners_n_r"]).astype(float)
    people = people.where(people > 0)
    out = pd.DataFrame(
        {
            "begroting_eur": booked["lasten_eur_b"],
            "rekening_eur": booked["lasten_eur_r"],
            "difference_eur": real - plan,
            "difference_pct": 100 * (real / plan - 1),
            "begroting_per_inwoner_eur": booked["lasten_eur_b"] / people,
            "rekening_per_inwoner_eur": booked["lasten_eur_r"] / people,
            "difference_per_inwoner_eur": (real - plan) / people,
            "cell_status": _status(both, plan, real),
        }
    )
    out = out.reset_index()
    years = {name: set(part["year"]) for name, part in amounts.groupby("statement")}
    for name, column in (("jaarrekening", "rekening_eur"), ("begroting", "begroting_eur")):
        absent = out[column].isna() & ~out["year"].isin(years.get(name, set()))
        out["cell_status"] = out["cell_status"].mask(absent, "niet_geladen")
    return out[BUDGET]


def budgets_lag(amounts: pd.DataFrame, budget_year: int, account_year: int) -> Lag:
    """Count the gemeenten whose begroting of one year is under the rekening of an earlier one.

    In: AMOUNTS of gemeenten in one division (and `other_area`, metrics.places.line, where it is there: who received
    part of a divided gemeente in between lacks the account). The amounts are compared, not per inhabitant.
    Raises ValueError unless the budget is of a later year than the account.
    """
    if budget_year <= account_year:
        raise ValueError("the budget must be of a later year than the account")
    of_year = (_one(amounts, "begroting", budget_year), _one(amounts, "jaarrekening", account_year))
    both = of_year[0].add_suffix("_plan").join(of_year[1].add_suffix("_real"), how="outer", sort=True)
    plan, real = (both[name].to_numpy(dtype=float) for name in ("lasten_eur_plan", "lasten_eur_real"))
    other_area = both[f"{OTHER_AREA}_plan"].ne(both[f"{OTHER_AREA}_real"]).to_numpy(dtype=bool)
    missing = np.isnan(plan) | np.isnan(real) | other_area
    noted = both["cell_status_plan"].ne("ok") | both["cell_status_real"].ne("ok")
    flagged = ~missing & (noted.to_numpy(dtype=bool) | (plan < LOW_BASE * real))
    usable = ~missing & ~flagged
    # in one step: 99.5 against 100 is exactly half a percent, whatever the last bit of a quotient says
    gap, room = (plan - real)[usable], (SAME_WITHIN_PCT / 100 * real)[usable]
    return Lag(
        budget_year=budget_year,
        account_year=account_year,
        lower_n=int((gap < -room).sum()),
        higher_n=int((gap > room).sum()),
        equal_n=int((np.abs(gap) <= room).sum()),
        missing=tuple(map(str, both.index[missing])),
        flagged=tuple(map(str, both.index[flagged])),
    )


def _one(amounts: pd.DataFrame, statement: str, year: int) -> pd.DataFrame:
    """Return the amounts above 0 of one year and statement with their status and area, by region."""
    rows = amounts[amounts["year"] == year]  # numbers first: comparing texts is what costs
    rows = rows[rows["statement"] == statement].set_index("region")
    lasten = rows["lasten_eur"].astype(float)
    return rows[["cell_status"]].assign(
        lasten_eur=lasten.where(lasten > 0), **{OTHER_AREA: rows.get(OTHER_AREA, 0)}
    )


def _status(both: pd.DataFrame, plan: pd.Series, real: pd.Series) -> pd.Series:
    texts = [both["cell_status_b"], both["cell_status_r"]]
    out = pd.Series("ok", index=both.index, dtype=object)
    for text in texts:
        out = out.mask((out == "ok") & text.notna() & (text != "ok"), text)
    out = out.mask(plan < LOW_BASE * real, "basis_te_laag")
    for value, raw, text in zip(
        (real, plan), (both["lasten_eur_r"], both["lasten_eur_b"]), reversed(texts), strict=True
    ):
        why = np.where(raw.notna() & (raw <= 0), "nul_als_ontbrekend", "geen_cijfer")
        said = text.notna() & (text != "ok")
        out = out.mask(value.isna(), text.where(said, pd.Series(why, index=both.index)))
    return out
