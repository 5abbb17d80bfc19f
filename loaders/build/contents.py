"""What goes into a build: each source from its newest sound snapshot, then the regions that follow from them
all.

A source whose newest snapshot does not pass its checks keeps the one before, and says so.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from types import MappingProxyType
from typing import Literal

import pandas as pd

from loaders import store
from loaders.build import boundaries as geography
from loaders.build import earlier, regions, staging, totals
from loaders.checks.core import GEMEENTEN_N
from loaders.errors import TableError
from loaders.files import register, shipped
from loaders.files.register import Kind
from loaders.normalise.divisions import URBAN, Divisions
from loaders.snapshots.versions import Snapshot
from loaders.store import Connection
from metrics import dutch
from metrics.facts import SOURCES
from metrics.records import Records, SourceEntry

# Divisions and inhabitants first: later checks lean on them. Boundaries last: they need the divisions.
_ORDER = {"divisions": 0, "population": 1, "population_age": 2, "boundaries": 9}

# Columns of the table `source` that a snapshot itself says.
_OF_PROVENANCE = (
    "title", "catalog", "kind", "division_year", "url", "licence", "modified", "sha256", "rows_n",
)  # fmt: skip
_AHEAD = (
    "Een versie met de datum {} telt niet mee: die dag moet nog komen. Kijk de klok van deze computer na."
)
_COPIED = "In deze map staan ook gegevens van {}. Die tellen niet mee. Een beheerder kan ze weghalen."


@dataclass
class _Gathered:
    """What the sources said about regions, while the build is being filled. `kinds`: the shapes of the register."""

    kinds: Mapping[str, Kind]
    ahead: geography.Ahead
    named: list[tuple[str, pd.DataFrame]] = field(default_factory=list)  # (moment at the source, frame)
    divisions: list[Divisions] = field(default_factory=list)
    division_ids: list[str] = field(default_factory=list)  # the tables they come from
    boundaries: list[geography.Boundaries] = field(default_factory=list)


@dataclass(frozen=True)
class Failure:
    """What went wrong with a source in the download before a build. `message` is Dutch.

    `status`: 'kept'; 'gone', the source has it no more; 'none', it has not appeared or never was.
    """

    message: str
    status: Literal["kept", "gone", "none"] = "kept"


@dataclass(frozen=True)
class _Outcome:
    status: str
    message: str
    snapshot: Snapshot | None


def fill(
    database: Connection,
    found: Mapping[str, list[Snapshot]],
    failures: Mapping[str, Failure],
    records: Records,
    cells_n: int,
    copied: Mapping[str, str] = MappingProxyType({}),
) -> pd.DataFrame:
    """Fill the build from the snapshots (newest first per source) and from what ships.

    Returns the rows of the table `source`: every source of the register, with status and a Dutch message. A folder
    of snapshots that is of no source does not count: a copy of one would double its figures. `cells_n`: number of
    cells of the report that the build holds. `failures`: id in the
    register -> what went wrong in the download before this build. `copied`: folder of a source -> the source of which a
    snapshot was put there, which does not count either.
    """
    entries = sorted(records.sources, key=lambda each: (_ORDER.get(each.kind, 5), each.source_id))
    rows = [_report_row(cells_n)]
    with geography.Ahead(_boundaries(entries, found)) as ahead:
        gathered = _Gathered(register.kinds(), ahead)
        for entry in entries:
            outcome = _load(
                database, entry, _versions(entry, found), failures.get(entry.source_id), records, gathered
            )
            said = [_COPIED.format(copied[name]) for name in entry.known_as if name in copied]
            message = " ".join([outcome.message, *said]).strip()
            rows.append(_source_row(entry, replace(outcome, message=message)))
    known = {name for entry in records.sources for name in entry.known_as}
    rows += [_stray_row(name) for name in sorted({*found, *copied}) if name not in known]
    totals.fill(database)
    if gathered.division_ids:
        _urban_once(database, gathered.division_ids)
    unknown = _finish(database, gathered)
    frame = pd.DataFrame(rows, columns=SOURCES)
    if unknown:  # said where somebody looks who loads a new year of divisions
        newest = frame.index[frame["kind"].eq("divisions") & frame["status"].ne("absent")][-1:]
        frame.loc[newest, "message"] = [
            f"{text} {' '.join(unknown)}".strip() for text in frame.loc[newest, "message"]
        ]
    return frame


def _boundaries(
    entries: Iterable[SourceEntry], found: Mapping[str, list[Snapshot]]
) -> Iterator[tuple[Snapshot, int]]:
    """Give the newest snapshot of every source of boundaries, with its year where that is known."""
    for entry in entries:
        newest = _versions(entry, found)[:1] if entry.kind == "boundaries" else []
        for snapshot in newest:
            year = _division_year(snapshot, entry)
            if year is not None:
                yield snapshot, year


def _load(
    database: Connection,
    entry: SourceEntry,
    versions: list[Snapshot],
    failure: Failure | None,
    records: Records,
    gathered: _Gathered,
) -> _Outcome:
    """Load the newest snapshot that is sound; say in Dutch why a newer one is not used."""
    troubles = [failure.message] if failure else []
    for number, snapshot in enumerate(versions):
        try:
            loaded = _load_one(database, snapshot, versions[number + 1 :], entry, records, gathered)
        except TableError as error:
            moment = dutch.date_nl(snapshot.retrieved)
            troubles.append(f"De cijfers van {moment} zijn niet gebruikt. {' '.join(error.problems)}")
            continue
        status = "kept" if troubles else "loaded"
        if number > 0:
            troubles.append(f"We gebruiken de cijfers van {dutch.date_nl(snapshot.retrieved)}.")
        if failure and failure.status == "gone":
            status = "gone"
        note = str(snapshot.provenance.get("note") or "")  # another number, another title, not counted
        return _Outcome(
            status, " ".join(each for each in [*troubles, note, *loaded, *_ahead(versions)] if each), snapshot
        )
    never = not versions and (failure.status == "none" if failure else not entry.expected)
    return _Outcome("none" if never else "absent", " ".join(troubles), None)


def _ahead(versions: list[Snapshot]) -> list[str]:
    """Return what to say of the snapshots of a source that do not count because they lie in the future."""
    stamps = sorted({stamp for each in versions for stamp in each.ahead})
    return [
        _AHEAD.format(dutch.date_nl(date(int(each[:4]), int(each[4:6]), int(each[6:8])))) for each in stamps
    ]


def _versions(entry: SourceEntry, found: Mapping[str, list[Snapshot]]) -> list[Snapshot]:
    """Return the snapshots of a source under every name it goes by, newest first, each with its number at the source.

    A table that was loaded before its number was in the register has them under the name of its series.
    """
    mine = [each for name in entry.known_as for each in found.get(name, [])]
    numbered = [replace(each, source_id=str(each.provenance.get("table") or each.source_id)) for each in mine]
    return sorted(numbered, key=lambda each: each.stamp, reverse=True)


def _load_one(
    database: Connection,
    snapshot: Snapshot,
    before: list[Snapshot],
    entry: SourceEntry,
    records: Records,
    gathered: _Gathered,
) -> tuple[str, ...]:
    """Load one snapshot and keep what it says about regions; return its notes. `before`: its older versions."""
    if not snapshot.intact():
        raise TableError(snapshot.source_id, ["Het bestand is beschadigd. Haal de tabel opnieuw op."])
    year = _division_year(snapshot, entry)
    modified = str(snapshot.provenance.get("modified") or "")
    if entry.kind == "boundaries":
        if year is None:
            raise TableError(snapshot.source_id, ["Van deze grenzen is het jaar niet bekend."])
        boundaries = gathered.ahead.read(snapshot, year)
        gathered.boundaries.append(boundaries)
        gathered.named.append(("", boundaries.names))
        return ()
    kind, sets = gathered.kinds[entry.kind], records.taakvelden
    columns = earlier.gather(database, snapshot, before, kind, year, sets)
    loaded = staging.load(database, snapshot, kind, year, sets, before=columns)
    if loaded.divisions is not None:
        gathered.divisions.append(loaded.divisions)
        gathered.division_ids.append(snapshot.source_id)
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


def _division_year(snapshot: Snapshot, entry: SourceEntry) -> int | None:
    year = snapshot.provenance.get("division_year")
    return year if isinstance(year, int) else entry.division_year


def _report_row(cells_n: int) -> dict[str, object]:
    """Return the source that always is there: the report, as typed in data/report."""
    return {
        "source_id": "rapport",
        "title": "Eigenwijs transformeren, tabellen 1 tot en met 11 zoals gedrukt (2021)",
        "catalog": "eigenwijzer",
        "kind": "report",
        "licence": "cijfers overgenomen uit het rapport",
        "rows_n": cells_n,
        "status": "embedded",
        "message": "",
    }


def _stray_row(name: str) -> dict[str, object]:
    """Return the row of a folder of snapshots that is of no source."""
    said = "Deze map met gegevens hoort bij geen bron en telt niet mee. Een beheerder kan haar weghalen."
    return {
        "source_id": name,
        "title": name,
        "kind": "",
        "status": "absent",
        "message": said,
        "register_id": name,
    }


def _source_row(entry: SourceEntry, outcome: _Outcome) -> dict[str, object]:
    """Return the row of one source: what its snapshot says of it, else what the register says."""
    row: dict[str, object] = {
        "source_id": entry.source_id,
        "register_id": entry.source_id,
        "title": entry.title,
        "catalog": entry.catalog,
        "kind": entry.kind,
        "division_year": entry.division_year,
        "url": entry.url,
        "licence": entry.licence,
        "status": outcome.status,
        "message": outcome.message,
    }
    if outcome.snapshot is not None:
        said = {key: value for key, value in outcome.snapshot.provenance.items() if value not in (None, "")}
        row |= {key: said[key] for key in _OF_PROVENANCE if key in said}
        row["source_id"] = outcome.snapshot.source_id
        row["reconstruction"] = outcome.snapshot.reconstruction() or None
        row["file"] = outcome.snapshot.figures.name
        row["retrieved"] = outcome.snapshot.retrieved.replace(tzinfo=None)
    return row
