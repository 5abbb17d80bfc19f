"""What surrounds youth care in a gemeente: the variables that make two gemeenten alike.

Outcomes (use, lasten) are never among them: whoever chooses a group on the outcome has chosen the conclusion.
"""

from dataclasses import dataclass

import pandas as pd

from metrics.errors import MetricsError
from metrics.facts import Facts
from metrics.places.country import existing

# A period with a value for fewer of the gemeenten than this is not published in full (yet).
COVERAGE_FLOOR = 2 / 3

# Theme -> Dutch name on screen. A theme has one weight, however many of its variables are loaded.
THEMES = {
    "inkomen": "Inkomen en lage inkomens",
    "jongeren": "Aandeel jongeren",
    "grootte": "Aantal inwoners",
    "dichtheid": "Inwoners per vierkante kilometer",
    "gezin": "Eenoudergezinnen",
}
# The same inside a sentence: 'gekozen op inkomen en aantal inwoners'.
IN_TEXT = {
    "inkomen": "inkomen",
    "jongeren": "aandeel jongeren",
    "grootte": "aantal inwoners",
    "dichtheid": "inwoners per vierkante kilometer",
    "gezin": "eenoudergezinnen",
}


class ContextError(MetricsError):
    """The context of the gemeenten is not loaded."""


@dataclass(frozen=True)
class Variable:
    """The first of `indicators` that is loaded, as a share of `per` where that is named."""

    code: str
    title: str
    theme: str
    unit: str  # 'eur', 'pct', 'aantal', 'getal'
    indicators: tuple[str, ...]
    per: str | None = None
    log: bool = False


VARIABLES = (
    Variable(
        "mediaan_inkomen",
        "Middelste inkomen",
        "inkomen",
        "eur",
        ("mediaan_inkomen_zonder_studenten_eur", "mediaan_inkomen_eur"),
    ),
    Variable(
        "kinderen_laag_inkomen",
        "Kinderen in een huishouden met een laag inkomen",
        "inkomen",
        "pct",
        ("kinderen_laag_inkomen_1jr_pct",),
    ),
    Variable("ses_woa", "SES-WOA van het CBS", "inkomen", "getal", ("ses_woa_score",)),
    Variable("jongeren", "Jongeren tot 23 jaar", "jongeren", "pct", ("inwoners_0_22_n",), "inwoners_n"),
    Variable("inwoners", "Inwoners", "grootte", "aantal", ("inwoners_n",), log=True),
    Variable(
        "dichtheid",
        "Inwoners per vierkante kilometer",
        "dichtheid",
        "aantal",
        ("bevolkingsdichtheid_per_km2",),
        log=True,
    ),
    Variable("eenoudergezinnen", "Eenoudergezinnen", "gezin", "pct", ("eenoudergezinnen_pct",)),
)


@dataclass(frozen=True)
class Vintage:
    """Which figures stand behind a variable."""

    code: str
    indicator: str
    period: str
    source_id: str
    sha256: str


@dataclass(frozen=True, eq=False)
class Context:
    """The context of the gemeenten of one day.

    `table`: a row a gemeente, a column a variable (unit: see `Variable.unit`), NaN where there is no figure.
    `absent`: the variables that are not loaded at all.
    """

    table: pd.DataFrame
    variables: tuple[Variable, ...]
    vintages: tuple[Vintage, ...]
    absent: tuple[Variable, ...]


def context(facts: Facts, year: int | None = None) -> Context:
    """Return the context of the gemeenten of 1 January of `year` (None: of today).

    Each variable comes from the newest period up to that year (none: the first after it) that covers two
    thirds of the gemeenten, in the newest regional division. Raises ContextError when nothing is loaded.
    """
    gemeenten = existing(facts, year)
    columns, vintages = {}, []
    for variable in VARIABLES:
        vintage = _vintage(facts, variable, gemeenten, year)
        if vintage is not None:
            columns[variable.code] = _values(facts, variable, vintage, gemeenten)
            vintages.append(vintage)
    if not columns:
        raise not_loaded()
    return Context(
        pd.DataFrame(columns, index=gemeenten).sort_index(),
        tuple(each for each in VARIABLES if each.code in columns),
        tuple(vintages),
        tuple(each for each in VARIABLES if each.code not in columns),
    )


def not_loaded() -> ContextError:
    """Return the refusal where nothing of the context is loaded."""
    return ContextError(
        "De kenmerken van gemeenten (inwoners, inkomen) zijn nog niet geladen. "
        "Een beheerder kan dat doen bij Bronnen en versies.",
        "no context of gemeenten (inhabitants, income) is loaded",
    )


def _vintage(facts: Facts, variable: Variable, gemeenten: pd.Index, year: int | None) -> Vintage | None:
    sources = facts.sources.set_index("source_id")
    rows = facts.observations
    rows = rows[rows["indicator"].isin(variable.indicators) & rows["value"].notna()]
    rows = rows[rows["region"].isin(gemeenten)]
    counts = rows.groupby(["indicator", "source_id", "period", "year"], as_index=False).size()
    counts = counts[counts["size"] >= COVERAGE_FLOOR * len(gemeenten)]
    for indicator in variable.indicators:
        full = counts[counts["indicator"] == indicator]
        if full.empty:
            continue
        full = full.assign(division=full["source_id"].map(sources["division_year"]).astype(float).fillna(0))
        full = full.sort_values(["year", "division", "period", "source_id"])
        early = full if year is None else full[full["year"] <= year]
        best = full.iloc[0] if early.empty else early.iloc[-1]
        sha256 = sources["sha256"].get(best["source_id"])
        return Vintage(
            variable.code,
            indicator,
            str(best["period"]),
            str(best["source_id"]),
            sha256 if isinstance(sha256, str) else "",
        )
    return None


def _values(facts: Facts, variable: Variable, vintage: Vintage, gemeenten: pd.Index) -> pd.Series:
    rows = facts.observations
    rows = rows[(rows["period"] == vintage.period) & rows["region"].isin(gemeenten)]
    own = rows[(rows["indicator"] == vintage.indicator) & (rows["source_id"] == vintage.source_id)]
    values = own.set_index("region")["value"].astype(float).reindex(gemeenten)
    if variable.per is not None:
        whole = rows[rows["indicator"] == variable.per].drop_duplicates("region")
        total = whole.set_index("region")["value"].astype(float).reindex(gemeenten)
        values = 100 * values / total.where(total > 0)
    return values.where(values > 0) if variable.log else values
