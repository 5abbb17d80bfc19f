"""Amounts of Iv3 and figures of gemeenten that are made up, and the checks run on them."""

from functools import cache

import pandas as pd

from loaders import store
from loaders.checks import core, finance
from metrics.records import TaakveldSet

SETS = (
    TaakveldSet(2017, 2022, ("6.72", "6.82"), ("6.2",), "test"),
    TaakveldSet(2023, 2024, ("6.72", "6.73", "6.74", "6.82"), ("6.2",), "test"),
)
YEAR = 2024
N = 342  # gemeenten in 2024


def observations(n: int = N, indicator: str = "inwoners_n", each: float = 50_000.0) -> pd.DataFrame:
    """Return `n` gemeenten and Nederland as their sum, in 2024."""
    codes = [f"GM{number:04d}" for number in range(n)]
    return pd.DataFrame(
        {
            "indicator": indicator,
            "region": [*codes, "NL01"],
            "period": str(YEAR),
            "year": YEAR,
            "value": [each] * n + [each * n],
            "period_status": "definitief",
            "cell_status": "ok",
            "source_id": "T",
        }
    )


def amounts(n: int = N, eur: float = 15_000_000.0, taakveld: str = "6.72", year: int = YEAR) -> pd.DataFrame:
    """Return lasten of a jaarrekening on one taakveld, in the 2nd placing."""
    return pd.DataFrame(
        {
            "region": [f"GM{number:04d}" for number in range(n)],
            "year": year,
            "statement": "jaarrekening",
            "taakveld": taakveld,
            "categorie": "L3.8",
            "placing1_eur": None,
            "placing2_eur": eur,
            "source_id": "T",
        }
    ).astype({"placing1_eur": "float64"})


def stage(database: store.Connection, frame: pd.DataFrame) -> None:
    """Put amounts where a table that comes in stands."""
    database.register("incoming", frame)
    database.execute("CREATE OR REPLACE TEMP TABLE staged_finance AS SELECT * FROM incoming")


def checked(
    database: store.Connection,
    frame: pd.DataFrame,
    inhabitants: float | None = 50_000.0,
    beside: pd.DataFrame | None = None,
    earlier: pd.DataFrame | None = None,
) -> list[str]:
    """Run the checks on the amounts of `frame`; return what is told.

    `beside`: a table that is in; `earlier`: the version before of this one.
    """
    database.execute("DROP TABLE IF EXISTS beside")
    finance.no_earlier(database)
    if beside is not None:
        stage(database, beside)
        finance.gather(database, SETS)
        finance.keep(database, "T0")
    if earlier is not None:
        stage(database, earlier)
        finance.gather(database, SETS)
        finance.as_earlier(database)
    stage(database, frame)
    people = observations(N, each=inhabitants or 0.0)
    database.register("people", people if inhabitants else people.iloc[:0])
    database.execute("CREATE OR REPLACE TEMP TABLE observation AS SELECT * FROM people")
    finance.gather(database, SETS)
    core.run(database, "T", finance.checks_of())
    return core.said(database, finance.notes_of())


def spread(year: int = YEAR, factor: float = 1.0, statement: str = "jaarrekening") -> pd.DataFrame:
    """Return lasten on four taakvelden, baten on one, another amount for every gemeente."""
    return _spread(year, factor, statement).copy()


@cache
def _spread(year: int, factor: float, statement: str) -> pd.DataFrame:
    parts = [
        amounts(year=year, taakveld=taakveld).assign(categorie=categorie, share=share)
        for taakveld, categorie, share in (
            ("6.72", "L3.8", 0.5),
            ("6.82", "L3.8", 0.4),
            ("6.2", "L1.1", 0.3),
            ("0.1", "L1.1", 0.2),
            ("6.72", "B3.8", 0.05),
        )
    ]
    frame = pd.concat(parts, ignore_index=True)
    number = frame["region"].str[2:].astype(int)
    frame["placing2_eur"] = (frame["placing2_eur"] * frame["share"] * factor * (1 + number / 1_000)).round(-3)
    return frame.drop(columns="share").assign(statement=statement)
