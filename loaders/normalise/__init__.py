"""From a source's raw rows to the store's rows: one small module per kind of table.

Pure: a normaliser reads a table's metadata and answers with SQL over the raw rows (a `Plan`), so that a
table of a million rows never passes through Python. `loaders.build.staging` executes it.
"""

from collections.abc import Callable
from functools import partial

from loaders.files.register import Kind
from loaders.normalise import (
    declared,
    finance,
    income,
    low_income,
    natura,
    population,
    population_age,
    prices,
    ses_woa,
    wijken,
    wijken_forms,
    youth_care,
    youth_costs,
)
from loaders.normalise.metadata import Metadata
from loaders.normalise.plan import Plan

# Kind of a source in the register -> how a table of that kind becomes rows of the store.
PLANS: dict[str, Callable[[Metadata], Plan]] = {
    "youth_care": youth_care.plan,
    "natura": natura.plan,
    "income": income.plan,
    "low_income": low_income.plan,
    "ses_woa": ses_woa.plan,
    "population": population.plan,
    "population_age": population_age.plan,
    "finance": finance.plan,
    "youth_costs": youth_costs.plan,
    "prices": prices.plan,
    "wijken": wijken.plan,
    "wijken_forms": wijken_forms.plan,
}


def planner(kind: Kind) -> Callable[[Metadata], Plan] | None:
    """Return how tables of a kind become rows of the store: its own module, else the figures that the register names.

    None for a kind that has neither (boundaries, divisions).
    """
    if kind.name in PLANS:
        return PLANS[kind.name]
    return partial(declared.plan, figures=kind.figures) if kind.figures else None
