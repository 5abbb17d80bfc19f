"""Small Facts made by hand, for tests of metrics: made-up amounts on made-up gemeenten."""

from collections.abc import Iterable, Mapping

import pandas as pd

from metrics.facts import FINANCE, MEMBERSHIPS, MERGERS, OBSERVATIONS, REGIONS, SOURCES, Facts
from metrics.places.lineage import Lineage
from metrics.places.names import Names
from metrics.records import Records, RegionalLead, TaakveldSet

SETS = (
    TaakveldSet(2017, 2022, ("6.72", "6.82"), ("6.2",), "test"),
    TaakveldSet(2023, 2024, ("6.72", "6.73", "6.74", "6.82"), ("6.2",), "test"),
    TaakveldSet(2025, None, ("6.75", "6.76", "6.792", "6.82"), ("6.22", "6.92"), "test"),
)


def finance(rows: Iterable[tuple[str, int, str, str, float | None, float | None]]) -> pd.DataFrame:
    """Rows (region, year, statement, taakveld, lasten in thousands, baten in thousands)."""
    frame = pd.DataFrame(rows, columns=["region", "year", "statement", "taakveld", "lasten_eur", "baten_eur"])
    frame[["lasten_eur", "baten_eur"]] = frame[["lasten_eur", "baten_eur"]].astype(float) * 1000
    frame["placing"] = 2
    frame["source_id"] = "iv3_" + frame["year"].astype("str")
    return frame[FINANCE]


def observations(
    rows: Iterable[tuple[str, str, str, float | None]], source: str = "tel", status: str = "definitief"
) -> pd.DataFrame:
    """Rows (indicator, region, period, value)."""
    frame = pd.DataFrame(rows, columns=["indicator", "region", "period", "value"])
    frame["value"] = frame["value"].astype(float)
    frame["year"] = frame["period"].str[:4].astype(int)
    frame["period_status"] = status
    frame["cell_status"] = frame["value"].notna().map({True: "ok", False: "geen_cijfer"})
    frame["source_id"] = source
    return frame[OBSERVATIONS]


def mergers(rows: Iterable[tuple[str, str, str, str]]) -> pd.DataFrame:
    """Rows (date, old code, new code, kind); names are the codes."""
    frame = pd.DataFrame(rows, columns=["date", "old_code", "new_code", "kind"])
    frame["date"] = pd.to_datetime(frame["date"])
    frame["old_name"], frame["new_name"] = frame["old_code"], frame["new_code"]
    return frame[MERGERS]


def regions(codes: Iterable[str]) -> pd.DataFrame:
    kinds = {"GM": "gemeente", "NL": "land", "JZ": "jeugdregio"}
    rows = [(code, f"naam {code}", kinds[code[:2]], None, None) for code in codes]
    return pd.DataFrame(rows, columns=REGIONS)


def facts(**frames: pd.DataFrame) -> Facts:
    return Facts(build_id="test", **frames)


def two_years(
    lasten_keur: Mapping[str, float],
    people_n: Mapping[str, float],
    divisions: Iterable[tuple[str, str, int]],
    without: Iterable[str] = (),
) -> Facts:
    """Accounts and budgets of 2022 and 2023 (in thousands of euro) in jeugdregio's (gemeente, region, year).

    `without`: no accounts of these.
    """
    years, silent = (2022, 2023), set(without)
    rows = [
        (code, year, statement, "6.72a", amount, 0.0)
        for code, amount in lasten_keur.items()
        for year in years
        for statement in ("jaarrekening", "begroting")
        if code not in silent
    ]
    inside = [(code, region, "jeugdregio", year) for code, region, year in divisions]
    return facts(
        finance=finance(rows),
        observations=observations(
            [("inwoners_n", code, str(year), n) for code, n in people_n.items() for year in years]
        ),
        regions=regions([*people_n, "JZ01", "JZ02"]),
        memberships=pd.DataFrame(inside, columns=MEMBERSHIPS),
        mergers=mergers([]),
    )


def sources(rows: Iterable[tuple[str, int | None]]) -> pd.DataFrame:
    """Rows (source_id, division year)."""
    frame = pd.DataFrame(rows, columns=["source_id", "division_year"])
    return frame.reindex(columns=SOURCES).assign(status="loaded")


def records(leads: Iterable[RegionalLead] = (), sets: Iterable[TaakveldSet] = SETS) -> Records:
    return Records(
        indicators={}, groups={}, terms=(), caveats={}, questions=(), taakvelden=tuple(sets),
        leads=tuple(leads), messages={}, claims=(),
    )  # fmt: skip


def names(today: Mapping[str, str], merged: pd.DataFrame | None = None) -> Names:
    """Names of some gemeenten of today (by code) and of those that ended in `merged` (columns MERGERS)."""
    table = pd.DataFrame(columns=MERGERS) if merged is None else merged
    rows = [(code, name, "gemeente", None, None) for code, name in today.items()]
    return Names(pd.DataFrame(rows, columns=REGIONS), table, Lineage(table))
