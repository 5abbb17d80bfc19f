"""The store: one DuckDB file per build, and a pointer to the one in use. The only module that imports duckdb.

A data folder holds `builds/<build_id>.duckdb` and the pointer `current`. A build is never changed after it is
pointed at; a reader keeps its own file open, even when a newer build takes over or its file is unlinked.
"""

import os
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import duckdb
import pandas as pd

from loaders import seals
from loaders.errors import DamagedError, StoreError
from metrics.facts import Facts

Connection = duckdb.DuckDBPyConnection
DatabaseError = duckdb.Error
# Faults of what is read (a text where a number should be), not of our own SQL and not of the disk.
DATA_ERRORS = (duckdb.ConversionException, duckdb.InvalidInputException, duckdb.OutOfRangeException)
# What reading a build gives when its file was changed under us: blocks that are no blocks, or not those of the schema.
DAMAGE = (duckdb.IOException, duckdb.FatalException, duckdb.InternalException, duckdb.SerializationException)

SCHEMA = Path(__file__).with_name("schema.sql")
_PARTIAL = "partial"  # no other id begins so: they are hexadecimal
MEMORY_ONLY = ":memory:"
_Settings = dict[str, str | bool | int | float | list[str]]
# Of a build in the making, whatever the size of a table: the rest waits on disk, and each thread needs memory too. A
# second thread would cost a tenth of the CPU of a build and win nothing where the tables are small.
_MAKING: _Settings = {"memory_limit": "96MB", "threads": 1}
_DERIVING = "48MB"  # the same while pandas needs the room: what is written then is small

# A reader of figures has no business outside its own file: no other files, no extensions, no changed settings.
_READ_ONLY: _Settings = {
    "enable_external_access": False,
    "autoload_known_extensions": False,
    "autoinstall_known_extensions": False,
    "python_enable_replacements": False,
    "lock_configuration": True,
}

_FINANCE_DETAIL = """
SELECT f.region, f.year, f.statement, f.taakveld, t.title AS taakveld_title,
       f.categorie, c.title AS categorie_title, f.placing1_eur, f.placing2_eur, f.source_id
FROM finance f
LEFT JOIN finance_label t ON t.year = f.year AND t.kind = 'taakveld' AND t.code = f.taakveld
LEFT JOIN finance_label c ON c.year = f.year AND c.kind = 'categorie' AND c.code = f.categorie
WHERE f.region = ? AND f.year = ?
ORDER BY f.statement, f.taakveld, f.categorie
"""

# By way of arrow: half the time and memory for many rows of text.
_LONG_FRAMES = {
    "observations": "SELECT * FROM observation ORDER BY source_id, indicator, region, period",
    "wijken": "SELECT * FROM wijk ORDER BY indicator, period, region",
}

_FRAMES = {  # field of Facts -> query, in the order of the columns of metrics.facts
    "sources": "SELECT * FROM source ORDER BY source_id",
    "regions": "SELECT * FROM region ORDER BY code",
    "memberships": "SELECT * FROM membership ORDER BY ALL",
    "mergers": "SELECT * FROM merger ORDER BY ALL",
    "finance": "SELECT * FROM finance_total ORDER BY ALL",
    "report_cells": 'SELECT * FROM report_cell ORDER BY table_n, line, row_label, "column"',
    "neighbours": "SELECT * FROM neighbour ORDER BY ALL",
    "versions": "SELECT version, previous, loaded FROM version ORDER BY number",
    "news": "SELECT * FROM news ORDER BY ALL",
}
_KINDS = "SELECT name, column_name, kind FROM derived_column"
_FILLED = "SELECT table_name FROM duckdb_tables() WHERE schema_name = 'derived'"


class Store:
    """A read-only handle on one build. Safe to share between threads: every query gets its own cursor."""

    def __init__(self, path: Path) -> None:
        """Open `path`; raises `StoreError` where it is no build."""
        self.path = path
        self.build_id = path.stem
        self._open()

    def _open(self) -> None:
        try:
            if not seals.intact(self.path):
                raise DamagedError(str(self.path))
            self._database = duckdb.connect(str(self.path), read_only=True, config=_READ_ONLY)
            row = self._database.cursor().execute("SELECT build_id, built_at FROM build").fetchone()
        except (duckdb.Error, OSError) as error:
            said = f"{type(error).__name__}: {str(error).splitlines()[0]}"
            raise DamagedError(str(self.path), said) from error
        if row is None or row[0] != self.build_id:
            raise DamagedError(str(self.path))
        self.built_at: datetime = row[1]

    @classmethod
    def of_memory(cls, database: Connection) -> "Store":
        """Return a handle on a build that was filled in memory; from here on it reads nothing but itself."""
        made = cls.__new__(cls)
        made.path, made._database = Path(MEMORY_ONLY), database
        for setting in ("enable_external_access = false", "lock_configuration = true"):
            database.execute(f"SET {setting}")
        made.build_id, made.built_at = database.execute("SELECT build_id, built_at FROM build").fetchall()[0]
        return made

    def rest(self) -> None:
        """Let go of what DuckDB keeps of everything that was read: 24 MB with all tables loaded.

        The file is opened anew at once, so that it can be read after it is unlinked. To be called before others have
        this handle. Raises `StoreError` where it went just now.
        """
        if str(self.path) != MEMORY_ONLY:  # there it is the build itself
            self._database.close()
            self._open()

    def cursor(self) -> Connection:
        """Return a cursor of its own for one query: sharing one connection between threads gives wrong
        rows.
        """
        return self._database.cursor()

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        """Give a cursor; what shows that the file is damaged is raised as such, a fault in our own SQL as it is."""
        try:
            with self.cursor() as cursor:
                yield cursor
        except DAMAGE as error:
            seals.forget(self.path)
            raise DamagedError(str(self.path), str(error).splitlines()[0]) from error

    def query(self, sql: str, params: Sequence[object] = ()) -> pd.DataFrame:
        """Return the rows of a query; values go in `params`, never into the text."""
        with self._reading() as cursor:
            return cursor.execute(sql, list(params)).df()

    def facts(self) -> Facts:
        """Return everything metrics need, as frames with the columns of `metrics.facts`."""
        with self._reading() as cursor:
            return facts_of(cursor)

    def derived(self, key: str) -> dict[str, pd.DataFrame] | None:
        """Return what was stored under a key by `write_derived`, by name; None where another key stands there."""
        with self._reading() as cursor:
            if cursor.execute("SELECT count(*) FROM derived_key WHERE key = ?", [key]).fetchall() != [(1,)]:
                return None
            kinds: dict[str, dict[str, str]] = {}
            for name, column, kind in cursor.execute(_KINDS).fetchall():
                kinds.setdefault(name, {})[column] = kind
            found = {name: pd.DataFrame(columns=list(kind_of)) for name, kind_of in kinds.items()}
            for (name,) in cursor.execute(_FILLED).fetchall():
                found[name] = cursor.sql(f"SELECT * FROM derived.{name}").to_arrow_table().to_pandas()  # noqa: S608 - ours
            return {name: _of_kinds(frame, kinds[name]) for name, frame in found.items()}

    def finance_detail(self, region: str, year: int) -> pd.DataFrame:
        """Return the amounts of one gemeente in one year as delivered: taakveld x categorie x statement.

        Columns: region, year, statement, taakveld, taakveld_title, categorie, categorie_title, placing1_eur,
        placing2_eur (euro; missing = not delivered), source_id. Empty where nothing is loaded.
        """
        return self.query(_FINANCE_DETAIL, [region, year])

    def boundary_years(self, prefix: str = "GM") -> list[int]:
        """Return the years of which boundaries are loaded of gemeenten (`GM`) or jeugdregio's (`JZ`)."""
        rows = self.query(
            "SELECT DISTINCT year FROM boundary WHERE starts_with(region, ?) ORDER BY year", [prefix]
        )
        return [int(year) for year in rows["year"]]

    def boundaries(self, year: int, prefix: str = "GM") -> pd.DataFrame:
        """Return region and wkb (WGS84, simplified) of the gemeenten or jeugdregio's as drawn in a year."""
        sql = "SELECT region, wkb FROM boundary WHERE year = ? AND starts_with(region, ?) ORDER BY region"
        return self.query(sql, [year, prefix])

    def close(self) -> None:
        """Close the handle; frames already read stay valid."""
        self._database.close()


@dataclass(frozen=True)
class Status:
    """What the command line and *Bronnen* tell about the build in use."""

    build_id: str
    data_version: str  # names the figures; empty while a first refresh is under way
    built_at: datetime
    kind: str  # 'embedded' or 'cbs'
    sources: pd.DataFrame  # columns: metrics.facts.SOURCES


def builds_dir(data_dir: Path) -> Path:
    """Return the folder of the builds in a data folder."""
    return data_dir / "builds"


def build_file(data_dir: Path, build_id: str) -> Path:
    """Return where the file of a build stands in a data folder, whether it is there or not."""
    return builds_dir(data_dir) / f"{build_id}.duckdb"


def current_build(data_dir: Path) -> str | None:
    """Return the id of the build that is pointed at, or None before the first one (cheap: reads one line)."""
    try:
        build_id = (data_dir / "current").read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError):  # something else in its place is no pointer either
        return None
    return build_id if build_id.isalnum() else None


def partial_id(build_id: str) -> str:
    """Return the id of a build of what is in while a first refresh is under way."""
    return f"{_PARTIAL}{build_id}"


def is_partial(build_id: str) -> bool:
    """Say whether a build is of a refresh under way."""
    return build_id.startswith(_PARTIAL)


def open_store(data_dir: Path, build_id: str | None = None) -> Store:
    """Open the build in use (or a named one that is still kept); raises `StoreError` where there is none."""
    wanted = build_id or current_build(data_dir)
    if wanted is None:
        raise StoreError(
            "Er zijn geen gegevens gevonden. Start Eigenwijzer opnieuw of vraag de beheerder.",
            f"there is no build in {data_dir}: run `python -m loaders refresh`, or any command of `python -m metrics`",
        )
    path = build_file(data_dir, wanted)
    if not path.is_file():
        raise StoreError(
            f"De versie van de cijfers {wanted} staat er niet meer. Start Eigenwijzer opnieuw.",
            f"build {wanted} is not in {data_dir} any more: run the command again",
        )
    return Store(path)


def read_status(data_dir: Path) -> Status:
    """Return build id, moment and sources of the build in use; raises `StoreError` where there is none."""
    store = open_store(data_dir)
    try:
        kind, version = store.query("SELECT kind, data_version FROM build").iloc[0]
        sources = store.query(_FRAMES["sources"])
        return Status(store.build_id, str(version), store.built_at, str(kind), sources)
    finally:
        store.close()


@contextmanager
def scratch() -> Iterator[Connection]:
    """Give a database in memory, for reading raw rows outside a build (comparing two snapshots)."""
    database = duckdb.connect(MEMORY_ONLY)
    try:
        yield database
    finally:
        database.close()


def memory() -> Connection:
    """Return an empty database in memory with the schema, for where no file can be written."""
    database = duckdb.connect(MEMORY_ONLY)
    database.execute(SCHEMA.read_text(encoding="utf-8"))
    return database


@contextmanager
def new_build(data_dir: Path, build_id: str) -> Iterator[Connection]:
    """Give a writable, empty database with the schema; on leaving well it becomes `builds/<build_id>.duckdb`.

    The file has another name until then, so a killed process leaves nothing that looks like a build. An
    exception inside removes it. Only this connection may read files.
    """
    folder = builds_dir(data_dir)
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".making-", dir=folder) as making:
        path = Path(making) / "build.duckdb"
        database = duckdb.connect(str(path), config=_MAKING | {"temp_directory": making})
        try:
            database.execute("BEGIN;" + SCHEMA.read_text(encoding="utf-8") + ";COMMIT")
            yield database
            database.execute("CHECKPOINT")
        finally:
            database.close()
        seals.seal(path, build_file(data_dir, build_id))


def leave_room(database: Connection) -> None:
    """Let a build in the making give back the pages of its large tables: what follows from them is made in pandas."""
    database.execute(f"SET memory_limit = '{_DERIVING}'")


def facts_of(database: Connection) -> Facts:
    """Return everything metrics need, of a finished build or of one in the making."""
    frames = {name: database.execute(sql).df() for name, sql in _FRAMES.items()}
    frames |= {name: database.sql(sql).to_arrow_table().to_pandas() for name, sql in _LONG_FRAMES.items()}
    build_id, data_version, built_at = database.execute(
        "SELECT build_id, data_version, built_at FROM build"
    ).fetchall()[0]
    return Facts(build_id=build_id, data_version=data_version, built_at=built_at, **frames)


def write_derived(database: Connection, key: str, frames: Mapping[str, pd.DataFrame]) -> None:
    """Store frames that follow from the facts of a build in the making, under the key of what made them.

    Column types are kept, so that `Store.derived` gives the same frames back, also of frames without rows.
    """
    database.execute("BEGIN; CREATE SCHEMA derived")
    columns = []
    for name, frame in frames.items():
        plain = frame.reset_index(drop=True)
        if len(plain):  # else its columns are all of it
            database.register("incoming", plain)
            database.execute(f"CREATE TABLE derived.{name} AS SELECT * FROM incoming")  # noqa: S608 - our names
            database.unregister("incoming")
        columns += [(name, column, str(kind)) for column, kind in plain.dtypes.items()]
    insert(database, "derived_column", pd.DataFrame(columns, columns=["name", "column_name", "kind"]))
    database.execute("INSERT INTO derived_key VALUES (?)", [key])
    database.commit()


def _of_kinds(frame: pd.DataFrame, kinds: Mapping[str, str]) -> pd.DataFrame:
    """Return a frame with these kinds of columns; the many that have theirs already are left as they are."""
    others = {
        column: kinds[str(column)] for column, kind in frame.dtypes.items() if str(kind) != kinds[str(column)]
    }
    return frame.astype(others) if others else frame


def insert(database: Connection, table: str, frame: pd.DataFrame) -> None:
    """Append a frame to a table of the schema, by column name."""
    database.register("incoming", frame)
    database.execute(f"INSERT INTO {table} BY NAME SELECT * FROM incoming")  # noqa: S608 - our name
    database.unregister("incoming")


def switch(data_dir: Path, build_id: str) -> None:
    """Point at a finished build, in one step: a reader sees the old id or the new one, never half of it."""
    handle, name = tempfile.mkstemp(prefix=".current-", dir=data_dir)
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(build_id + "\n")
        file.flush()
        os.fsync(file.fileno())
    Path(name).chmod(0o644)  # as builds are: a replica may run as another user
    seals.aside(data_dir / "current")
    Path(name).replace(data_dir / "current")
    seals.to_disk(data_dir)
