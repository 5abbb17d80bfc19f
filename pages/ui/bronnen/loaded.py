"""What is loaded, subject by subject, in words a council member understands: what, up to when, from when. Pure."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

import pandas as pd

from metrics import dutch
from metrics.facts import Facts
from pages.ui.parts.tables import Cell, Column, Row, Table

# Kind of table in the register -> what it is about, in the order of the page.
SUBJECTS: Mapping[str, str] = MappingProxyType(
    {
        "report": "Het rapport van 2021: de gedrukte tabellen",
        "finance": "Kosten: begroting en rekening van gemeenten (Iv3)",
        "youth_care": "Gebruik: alle vormen van jeugdzorg",
        "natura": "Gebruik: jeugdhulp in natura, tot 18 jaar",
        "youth_costs": "Kosten per vorm van jeugdzorg",
        "income": "Inkomen van huishoudens",
        "low_income": "Kinderen in een huishouden met een laag inkomen",
        "ses_woa": "Sociaal-economische status van inwoners",
        "population": "Inwoners",
        "population_age": "Inwoners naar leeftijd",
        "divisions": "Indeling in jeugdregio's en provincies",
        "boundaries": "Grenzen van gemeenten, voor de kaart",
        "prices": "Prijzen",
    }
)
_LOADED = ("loaded", "kept", "gone")
_BOOKS = {"jaarrekening": "rekening", "begroting": "begroting"}


def newest(facts: Facts, boundary_years: Sequence[int]) -> dict[str, str]:
    """Return up to when the figures of each kind of table go, in words; a kind without figures is left out.

    In: the facts, and the years of which boundaries are loaded. Source: the periods of the figures themselves, not
    what the register expects.
    """
    found = {"report": "2019 en 2020"}
    books = facts.finance.groupby("statement", observed=True)["year"].max()
    if said := [f"{word} {int(books[name])}" for name, word in _BOOKS.items() if name in books.index]:
        found["finance"] = dutch.names(said)
    divided = facts.memberships.loc[facts.memberships["division"] == "jeugdregio", "year"]
    if len(divided):
        found["divisions"] = f"1 januari {int(divided.max())}"
    if boundary_years:
        found["boundaries"] = f"1 januari {max(boundary_years)}"
    rows = facts.observations[facts.observations["value"].notna()]
    periods = rows.groupby("source_id", observed=True)["period"].unique()
    kinds = facts.sources.set_index("source_id")["kind"]
    of_kind: dict[str, set[str]] = {}
    for source_id, each in periods.items():
        of_kind.setdefault(str(kinds.get(source_id, "")), set()).update(str(one) for one in each)
    for kind, known in of_kind.items():
        plain = [one for one in known if "K" not in one and "M" not in one]
        if plain:
            last = max(plain, key=dutch.period_position)
            found[kind] = f"1 januari {last}" if kind.startswith("population") else dutch.period(last)
    return found


def table(facts: Facts, up_to: Mapping[str, str]) -> Table:
    """Return a row a subject that is loaded: up to when its figures go and when they were fetched."""
    columns = (Column("wat", "Waarover"), Column("tot", "Cijfers tot en met"), Column("van", "Opgehaald"))
    there = [(kind, _there(facts.sources, kind)) for kind in SUBJECTS]
    rows = tuple(_row(sources, kind, up_to[kind]) for kind, sources in there if kind in up_to)
    return Table("Wat er is geladen", columns, rows, row_header="wat")


def lacking(up_to: Mapping[str, str]) -> str:
    """Name the subjects of which nothing is loaded, in one line; empty where all are."""
    names = [name[0].lower() + name[1:] for kind, name in SUBJECTS.items() if kind not in up_to]
    return f"Nog niet geladen: {'; '.join(names)}." if names else ""


def _there(sources: pd.DataFrame, kind: str) -> pd.DataFrame:
    return sources[(sources["kind"] == kind) & sources["status"].isin(_LOADED)]


def _row(there: pd.DataFrame, kind: str, up_to: str) -> Row:
    if kind == "report":
        return {"wat": SUBJECTS[kind], "tot": up_to, "van": "hoort bij Eigenwijzer"}
    fetched = pd.to_datetime(there["retrieved"]).dropna()
    when = dutch.date_nl(fetched.max().to_pydatetime()) if len(fetched) else ""
    older = there[there["status"] != "loaded"]
    return {
        "wat": Cell(SUBJECTS[kind], flag=_older(older)),
        "tot": up_to,
        "van": Cell(when, tone="attention" if len(older) else "plain"),
    }


def _older(sources: pd.DataFrame) -> str:
    """Say which tables could not be fetched anew; empty where all were."""
    if sources.empty:
        return ""
    tables = dutch.names(sorted(sources["source_id"].astype(str)))
    noun = "Tabel" if len(sources) == 1 else "Tabellen"
    return f"{noun} {tables} ophalen lukte de laatste keer niet. De cijfers van daarvoor staan er nog."
