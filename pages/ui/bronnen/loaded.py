"""What is loaded, subject by subject, in words a council member understands: what, up to when, from when. Pure."""

from collections.abc import Mapping, Sequence

import pandas as pd

from metrics import dutch
from metrics.facts import Facts
from metrics.records import SourceEntry
from pages.ui.parts.tables import Cell, Column, Row, Table

# What comes first on the page: kinds of tables in the register; the others follow in its order.
_FIRST = ("report", "finance", "youth_care", "natura", "youth_costs")
REPORT = {"report": "Het rapport van 2021, de gedrukte tabellen"}
_LOADED = ("loaded", "kept", "gone")
_BOOKS = {"jaarrekening": "rekening", "begroting": "begroting"}


def subjects(sources: Sequence[SourceEntry]) -> dict[str, str]:
    """Return what each kind of table is about, in the order of the page; the words are those of the register."""
    found = REPORT | {each.kind: each.subject for each in sources if each.subject}
    return {kind: found[kind] for kind in sorted(found, key=lambda kind: (kind not in _FIRST, _place(kind)))}


def _place(kind: str) -> int:
    return _FIRST.index(kind) if kind in _FIRST else 0


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


def table(facts: Facts, up_to: Mapping[str, str], about: Mapping[str, str]) -> Table:
    """Return a row a subject (`subjects`) that is loaded: up to when its figures go and when they were fetched."""
    columns = (Column("wat", "Waarover"), Column("tot", "Cijfers tot en met"), Column("van", "Opgehaald"))
    there = [(kind, _there(facts.sources, kind)) for kind in about]
    rows = tuple(
        _row(sources, about[kind], up_to[kind], is_report=kind == "report")
        for kind, sources in there
        if kind in up_to
    )
    return Table("Wat er is geladen", columns, rows, row_header="wat")


def lacking(up_to: Mapping[str, str], about: Mapping[str, str]) -> str:
    """Name the subjects of which nothing is loaded, in one line; empty where all are."""
    names = [name[0].lower() + name[1:] for kind, name in about.items() if kind not in up_to]
    return f"Nog niet geladen: {'; '.join(names)}." if names else ""


def _there(sources: pd.DataFrame, kind: str) -> pd.DataFrame:
    return sources[(sources["kind"] == kind) & sources["status"].isin(_LOADED)]


def _row(there: pd.DataFrame, name: str, up_to: str, *, is_report: bool) -> Row:
    if is_report:
        return {"wat": name, "tot": up_to, "van": "hoort bij Eigenwijzer"}
    fetched = pd.to_datetime(there["retrieved"]).dropna()
    when = dutch.date_nl(fetched.max().to_pydatetime()) if len(fetched) else ""
    older = there[there["status"] != "loaded"]
    return {
        "wat": Cell(name, flag=_older(older)),
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
