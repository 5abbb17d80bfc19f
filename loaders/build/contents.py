"""What goes into a build: each source from its newest sound snapshot, then the regions that follow from them
all.

A source whose newest snapshot does not pass its checks keeps the one before, and says so.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

import pandas as pd

from loaders import store
from loaders.build import boundaries as geography
from loaders.build import regions, staging
from loaders.checks.core import GEMEENTEN_N
from loaders.errors import TableError
from loaders.files import shipped
from loaders.normalise.divisions import URBAN, Divisions
from loaders.snapshots.versions import Snapshot
from loaders.store import Connection
from metrics.facts import SOURCES
from metrics.records import Records, SourceEntry

# Divisions and inhabitants first: later checks lean on them. Boundaries last: they need the divisions.
_ORDER = {"divisions": 0, "population": 1, "population_age": 2, "boundaries": 9}

# Columns of the table `source` that a snapshot itself says.
_OF_PROVENANCE = (
    "title", "catalog", "kind", "division_year", "url", "licence", "modified", "sha256", "rows_n",
)  # fmt: skip


@dataclass
class _Gathered:
    """What the sources said about regions, while the build is being filled."""

    named: list[tuple[str, pd.DataFrame]] = field(default_factory=list)  # (moment at the source, frame)
    divisions: list[Divisions] = field(default_factory=list)
    boundaries: list[geography.Boundaries] = field(default_factory=list)


@dataclass(frozen=True)
class _Outcome:
    status: str
    message: str
    snapshot: Snapshot | None


def fill(
    database: Connection,
    found: Mapping[str, list[Snapshot]],
    failures: Mapping[str, str],
    records: Records,
) -> pd.DataFrame:
    """Fill the build from the snapshots (newest first per source) and from what ships.

    Returns the rows of the table `source`: every source of the register and every snapshot, with status and
    a Dutch message. `failures`: source id -> what went wrong in the download before this build.
    """
    entries = {entry.source_id: entry for entry in records.sources}
    gathered, rows = _Gathered(), [_report_row()]
    ids = {**dict.fromkeys(entries), **dict.fromkeys(found)}
    for source_id in sorted(ids, key=lambda each: (_ORDER.get(_kind(each, entries, found), 5), each)):
        outcome = _load(database, source_id, entries, found.get(source_id, []), failures, records, gathered)
        rows.append(_source_row(source_id, entries.get(source_id), outcome))
    store.total_finance(database)
    _urban_once(database, [each for each in ids if _kind(each, entries, found) == "divisions"])
    unknown = _finish(database, gathered)
    frame = pd.DataFrame(rows, columns=SOURCES)
    if unknown:  # said where somebody looks who loads a new year of divisions
        newest = frame.index[frame["kind"].eq("divisions") & frame["status"].ne("absent")][-1:]
        frame.loc[newest, "message"] = [
            f"{text} {' '.join(unknown)}".strip() for text in frame.loc[newest, "message"]
        ]
    return frame


def _load(
    database: Connection,
    source_id: str,
    entries: Mapping[str, SourceEntry],
    versions: list[Snapshot],
    failures: Mapping[str, str],
    records: Records,
    gathered: _Gathered,
) -> _Outcome:
    """Load the newest snapshot that is sound; say in Dutch why a newer one is not used."""
    troubles = [failures[source_id]] if source_id in failures else []
    for number, snapshot in enumerate(versions):
        kind = _kind(source_id, entries, {source_id: versions})
        try:
            loaded = _load_one(database, snapshot, kind, entries.get(source_id), records, gathered)
        except TableError as error:
            moment = f"{snapshot.retrieved:%d-%m-%Y}"
            troubles.append(f"De cijfers van {moment} zijn niet gebruikt. {' '.join(error.problems)}")
            continue
        status = "kept" if troubles else "loaded"
        if number > 0:
            troubles.append(f"We gebruiken de cijfers van {snapshot.retrieved:%d-%m-%Y}.")
        return _Outcome(status, " ".join([*troubles, *loaded]), snapshot)
    return _Outcome("absent", " ".join(troubles), None)


def _load_one(
    database: Connection,
    snapshot: Snapshot,
    kind: str,
    entry: SourceEntry | None,
    records: Records,
    gathered: _Gathered,
) -> tuple[str, ...]:
    """Load one snapshot and keep what it says about regions; return its notes."""
    if not snapshot.intact():
        raise TableError(snapshot.source_id, ["Het bestand is beschadigd. Haal de tabel opnieuw op."])
    year = _division_year(snapshot, entry)
    modified = str(snapshot.provenance.get("modified") or "")
    if kind == "boundaries":
        if year is None:
            raise TableError(snapshot.source_id, ["Van deze grenzen is het jaar niet bekend."])
        boundaries = geography.read(snapshot, year)
        gathered.boundaries.append(boundaries)
        gathered.named.append(("", boundaries.names))
        return ()
    loaded = staging.load(database, snapshot, kind, year, records.taakvelden)
    if loaded.divisions is not None:
        gathered.divisions.append(loaded.divisions)
        names = pd.concat([loaded.divisions.gemeenten.assign(kind="gemeente"), loaded.divisions.areas])
        # a division names its regions for a whole year: it knows better than any table of figures
        gathered.named.append((f"9999-{loaded.divisions.year}", names))
    else:
        gathered.named.append((modified, loaded.regions))
    return loaded.notes


def _finish(database: Connection, gathered: _Gathered) -> list[str]:
    """Write regions, memberships of size classes, reorganisations, boundaries and neighbours.

    Returns, in Dutch, the reorganisations that somebody has to add to the shipped facts.
    """
    presence = _presence(database, gathered)
    # a table of divisions lists every gemeente of its year; so does any year with the known number of them
    complete = sorted(
        {*regions.complete_years(presence, dict(GEMEENTEN_N)), *(each.year for each in gathered.divisions)}
    )
    mergers, unknown = shipped.mergers(), list[str]()
    named = [frame for _, frame in sorted(gathered.named, key=lambda each: each[0], reverse=True)]
    named.append(shipped.report_regions())
    names = regions.region_table(named, regions.lifespans(presence, mergers, complete))
    if complete:
        listed = presence.merge(names[["code", "name"]], on="code")
        provinces = [
            each.memberships[each.memberships["division"] == "provincie"] for each in gathered.divisions
        ]
        home = pd.concat(provinces) if provinces else pd.DataFrame(columns=["region", "parent", "year"])
        more, unknown = regions.derived_mergers(listed, home, mergers, complete)
        if len(more):
            mergers = pd.concat([mergers, more], ignore_index=True)
            names = regions.region_table(named, regions.lifespans(presence, mergers, complete))
    store.insert(database, "region", names)
    store.insert(database, "merger", mergers)
    _size_classes(database, names)
    memberships = database.execute("SELECT * FROM membership").df()
    for each in gathered.boundaries:
        store.insert(database, "boundary", geography.boundary_frame(each, memberships))
        store.insert(database, "neighbour", each.neighbours)
    return unknown


def _urban_once(database: Connection, divisions: list[str]) -> None:
    """Keep one stedelijkheid a gemeente and year: the key figures' own, where they have it, else the division's.

    `divisions`: ids of the sources with divisions.
    """
    of_division = "list_contains($divisions, {}.source_id)"
    # of two rows, that of the division goes where the other has a value, else the other one goes
    for mine, other, and_value in (("", "NOT ", "AND o.value IS NOT NULL"), ("NOT ", "", "")):
        database.execute(
            f"""
            DELETE FROM observation AS own
            WHERE indicator = $urban AND {mine}{of_division.format("own")} AND EXISTS (
                SELECT 1 FROM observation o WHERE o.indicator = $urban AND {other}{of_division.format("o")}
                AND o.region = own.region AND o.year = own.year {and_value}
            )
            """,  # noqa: S608 - words of our own
            {"urban": URBAN, "divisions": divisions},
        )


def _presence(database: Connection, gathered: _Gathered) -> pd.DataFrame:
    """Return code, year of every gemeente that was seen to exist: a figure of that year, Iv3 or a division.

    Tables per division are left out: they give today's gemeenten figures of years in which they did not
    exist.
    """
    seen = database.execute(
        """
        SELECT DISTINCT region AS code, year FROM observation
        WHERE indicator IN ('inwoners_n', 'natura_jeugdhulp_pct', 'jz_totaal_n')
          AND region LIKE 'GM%' AND value IS NOT NULL
        UNION SELECT DISTINCT region, year FROM finance_total
        """
    ).df()
    listed = [each.gemeenten[["code"]].assign(year=each.year) for each in gathered.divisions]
    return pd.concat([seen, *listed], ignore_index=True).drop_duplicates(ignore_index=True)


def _size_classes(database: Connection, names: pd.DataFrame) -> None:
    """Write the size class of every gemeente per year, where both the classes and the inhabitants are
    loaded.
    """
    bounds = regions.size_class_bounds(names)
    inhabitants = database.execute(
        "SELECT region, year, value FROM observation WHERE indicator = 'inwoners_n' AND region LIKE 'GM%' "
        "AND value IS NOT NULL AND period = year::VARCHAR"
    ).df()
    if len(bounds) and len(inhabitants):
        store.insert(database, "membership", regions.size_class_memberships(inhabitants, bounds))


def _kind(source_id: str, entries: Mapping[str, SourceEntry], found: Mapping[str, list[Snapshot]]) -> str:
    """Return the kind of a source: as the register says now, else as it said when it was loaded."""
    if source_id in entries:
        return entries[source_id].kind
    return str(found[source_id][0].provenance.get("kind") or "")


def _division_year(snapshot: Snapshot, entry: SourceEntry | None) -> int | None:
    year = snapshot.provenance.get("division_year")
    if isinstance(year, int):
        return year
    return entry.division_year if entry else None


def _report_row() -> dict[str, object]:
    """Return the source that always is there: the report, as typed in data/report."""
    return {
        "source_id": "rapport",
        "title": "Eigenwijs transformeren, tabellen 1 tot en met 11 zoals gedrukt (2021)",
        "catalog": "eigenwijzer",
        "kind": "report",
        "licence": "cijfers overgenomen uit het rapport",
        "rows_n": len(shipped.report_cells()),
        "status": "embedded",
        "message": "",
    }


def _source_row(source_id: str, entry: SourceEntry | None, outcome: _Outcome) -> dict[str, object]:
    """Return the row of one source: what its snapshot says of it, else what the register says."""
    row: dict[str, object] = {"source_id": source_id, "status": outcome.status, "message": outcome.message}
    if entry is not None:
        row |= {
            "title": entry.title,
            "catalog": entry.catalog,
            "kind": entry.kind,
            "division_year": entry.division_year,
            "url": entry.url,
            "licence": entry.licence,
        }
    if outcome.snapshot is not None:
        said = {key: value for key, value in outcome.snapshot.provenance.items() if value not in (None, "")}
        row |= {key: said[key] for key in _OF_PROVENANCE if key in said}
        row["retrieved"] = outcome.snapshot.retrieved.replace(tzinfo=None)
    row.setdefault("title", source_id)
    row.setdefault("kind", "")
    return row
