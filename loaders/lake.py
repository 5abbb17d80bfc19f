"""Builds in a DuckLake: tables as Parquet files, and a catalogue (PostgreSQL) in which a snapshot is a build.

The process that loads makes a build in its data folder as ever and publishes all its tables in one transaction; the
snapshot says which build it is, the version of its figures, and a hash of every row. Who reads looks every few seconds
whether there is a newer one, reads its tables at that snapshot into a file of its own, and opens that as any other
build: pages are as fast as with files, and go on without the database. One that does not come in whole is not used.

An address is what DuckDB attaches: `ducklake:postgres:dbname=... host=...`. It may hold a password, and so may what
DuckDB says of it: neither stands in a message or in the log. DuckDB's extensions `ducklake` and `postgres_scanner` must
be installed; none is fetched here.
"""

import atexit
import hashlib
import json
import logging
import re
import tempfile
import threading
from collections.abc import Collection, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, dataclass, fields
from pathlib import Path

from loaders import kept, published, store
from loaders.errors import StoreError, VersionGoneError
from loaders.snapshots import versions as vintages

LOG = logging.getLogger("eigenwijzer")
KEPT = 12  # snapshots in a lake; those that are pinned stay besides
EVERY_S = 5.0
_AUTHOR = "eigenwijzer"
_POSTGRES = "ducklake:postgres:"
# Of a connection to PostgreSQL that does not say so itself: an answer or none, in seconds and milliseconds.
_PATIENCE = {"connect_timeout": "5", "tcp_user_timeout": "15000"}
# What PostgreSQL and its client say of themselves. The rest may repeat an address with a password in it.
_HARMLESS = re.compile(
    r"Connection refused|[Tt]imeout expired|could not translate host name|server closed the connection"
    r"|password authentication failed|no password supplied|no pg_hba.conf entry|the database system is [a-z ]+"
    r"|data_path is not set|database \"[\w-]+\" does not exist|Extension \"\w+\" is an existing extension|No such file"
)


class LakeError(StoreError):
    """The lake cannot be used now; what was read from it before stays in use."""

    def __init__(self, english: str) -> None:
        super().__init__(
            "De cijfers staan in een database die nu niet te gebruiken is. Probeer het over een minuut opnieuw.",
            f"the store that EIGENWIJZER_STORE names cannot be used: {english}",
        )


@dataclass(frozen=True)
class Published:
    """What a snapshot says of the build in it."""

    build_id: str
    data_version: str
    stamp: str  # of the newest snapshot of a source in it; empty: the report alone
    sha256: str  # of all its rows


def publish(data_dir: Path, address: str, files: str = "", keep: int = KEPT) -> str:
    """Put the build in use of a data folder in a lake, as one snapshot, unless it is the newest there; return its id.

    `files`: where a new lake keeps its Parquet files (a folder that every reader sees under the same path); an existing
    one knows. The newest `keep` snapshots stay, and those of `EIGENWIJZER_PINNED`; files of others go an hour later.
    Raises `LakeError` where the lake does not take it: then nothing changed in it.
    """
    build_id = published.whole_build(data_dir)
    path = store.build_file(data_dir, build_id)
    with _attached(address, f"DATA_PATH {_text(files)}" if files else "") as lake, _heard():
        there = _told(lake)
        if not there or list(there.values())[-1].build_id != build_id:
            lake.execute(f"ATTACH {_text(str(path))} AS made (READ_ONLY)")
            _write(lake, build_id, vintages.known(data_dir))
            there = _told(lake)
        newest = list(there)[-max(keep, 1) :]
        old = [
            number
            for number, each in there.items()
            if number not in newest and not kept.is_pinned(each.data_version)
        ]
        _forget(lake, old)
    return build_id


class Lake:
    """The builds in a lake as a process reads them (the contract: `loaders.stores.Shelf`).

    Those it read stand in a folder of its own, for temporary files, which goes with the process.
    """

    def __init__(self, address: str, every_s: float = EVERY_S) -> None:
        self._address, self._every_s = address, every_s
        self._holding = tempfile.TemporaryDirectory(prefix="eigenwijzer-lake-")
        self.folder = Path(self._holding.name)
        self._one_at_a_time = threading.Lock()
        self._asking: tuple[ExitStack, store.Connection] | None = None
        self._known: dict[int, Published] = {}
        self._watching: threading.Thread | None = None
        self._stopped = threading.Event()
        atexit.register(
            self.close
        )  # a thread that is cut off inside the database ends the process with a fault

    def close(self) -> None:
        """Look no more, and let go of the database; handles that are open go on."""
        self._stopped.set()
        if self._watching is not None:
            self._watching.join()
        with self._one_at_a_time:
            self._let_go()

    def current(self) -> str | None:
        """See `Shelf`. The first time it looks itself; from then on something in the background does."""
        if self._watching is None:
            well = self._look_or_tell(was_well=True)
            with self._one_at_a_time:
                if self._watching is None:  # another visitor may have been first
                    self._watching = threading.Thread(
                        target=self._watch, args=(well,), name="lake", daemon=True
                    )
                    self._watching.start()
        return store.current_build(self.folder)

    def ensure(self) -> str:
        """See `Shelf`: what was read before, else read now."""
        found = self._sound()
        if found is None:
            self.look()
            found = self._sound()
        if found is None:
            raise LakeError("nothing is published in it yet: `python -m loaders publish`")
        return found

    def open(self, build_id: str) -> store.Store:
        """See `Shelf`: of what was read."""
        return store.open_store(self.folder, build_id)

    def versions(self) -> dict[str, str]:
        """See `Shelf`: as they were when last looked."""
        return {each.data_version: each.stamp for each in self._known.values()}

    def again(self, version: str) -> str:
        """See `Shelf`: read from the snapshot of that version."""
        with self._one_at_a_time:
            found = [number for number, each in self._known.items() if each.data_version == version]
            if not found:
                raise VersionGoneError(version)
            told = self._known[found[-1]]
            self._fetch(found[-1], told)
            kept.prune(self.folder, spare=told.build_id)
            return told.build_id

    def look(self) -> None:
        """Read the newest build in the lake and put it in use, where it is another. Raises `LakeError`."""
        with self._one_at_a_time:
            try:
                self._known = self._ask()
            except LakeError:
                self._let_go()  # of a connection that is no more
                raise
            if not self._known:
                return
            number, told = list(self._known.items())[-1]
            if self._sound() != told.build_id:
                self._fetch(number, told)
                store.switch(self.folder, told.build_id)
                kept.prune(self.folder)

    def _ask(self) -> dict[int, Published]:
        """Return the snapshots there are now. The connection to PostgreSQL is kept: a new one costs much more."""
        if self._asking is None:
            stack = ExitStack()
            self._asking = stack, stack.enter_context(_attached(self._address, "READ_ONLY"))
        with _heard():
            found = _told(self._asking[1])
        if not self._address.startswith(_POSTGRES):
            self._let_go()  # a catalogue in a file lets nobody else write while it is read
        return found

    def _let_go(self) -> None:
        if self._asking is not None:
            self._asking[0].close()
        self._asking = None

    def _watch(self, well: bool) -> None:
        while not self._stopped.wait(self._every_s):
            well = self._look_or_tell(was_well=well)

    def _look_or_tell(self, *, was_well: bool) -> bool:
        """Look; say in the log when it no longer goes well, and when it does again. Return whether it does."""
        try:
            self.look()
        except StoreError as error:
            if was_well:
                LOG.error("%s. What was read from it before stays in use.", error)
            return False
        if not was_well:
            LOG.warning("The store that EIGENWIJZER_STORE names can be used again.")
        return True

    def _sound(self) -> str | None:
        """Return the id of the build in use where it can be read."""
        build_id = store.current_build(self.folder)
        return build_id if build_id is not None and self._is_sound(build_id) else None

    def _is_sound(self, build_id: str) -> bool:
        try:
            self.open(build_id).close()
        except StoreError:
            return False
        return True

    def _fetch(self, number: int, told: Published) -> None:
        """Read a snapshot into a file of our own, whole or not at all."""
        if self._is_sound(told.build_id):
            return
        options = f"READ_ONLY, SNAPSHOT_VERSION {number}"
        with (
            _heard(),
            store.new_build(self.folder, told.build_id) as database,
            _attached(self._address, options, database),
        ):
            ours = {name for name in _tables(database, "build") if name.startswith('"main".')}
            theirs = _tables(database, "lake")
            database.execute("CREATE SCHEMA derived")
            for name in theirs:
                into = (
                    f"INSERT INTO build.{name} BY NAME" if name in ours else f"CREATE TABLE build.{name} AS"
                )
                database.execute(f"{into} FROM lake.{name}")
            if not ours <= set(theirs) or _digest(database, "build") != told.sha256:
                raise LakeError(
                    f"build {told.build_id} in it is damaged, or of another Eigenwijzer; it is not used"
                )


def _write(lake: store.Connection, build_id: str, stamps: Mapping[str, str]) -> None:
    """Put every table of the database `made` in the lake, in one transaction."""
    version = str(lake.execute("SELECT data_version FROM made.build").fetchall()[0][0])
    told = Published(build_id, version, stamps.get(version, ""), _digest(lake, "made"))
    lake.execute("BEGIN")
    lake.execute("CREATE SCHEMA IF NOT EXISTS lake.derived")
    coming = _tables(lake, "made")
    for name in coming:
        lake.execute(f"CREATE OR REPLACE TABLE lake.{name} AS FROM made.{name}")
    for name in set(_tables(lake, "lake")) - set(coming):
        lake.execute(f"DROP TABLE lake.{name}")
    said = f"CALL lake.set_commit_message('{_AUTHOR}', ?, extra_info => ?)"
    lake.execute(said, [f"build {build_id}", json.dumps(asdict(told))])
    lake.execute("COMMIT")


def _told(lake: store.Connection) -> dict[int, Published]:
    """Return the snapshots that hold a build, the oldest first, and what they say of it."""
    asked = (
        "SELECT snapshot_id, commit_extra_info FROM lake.snapshots() WHERE author = ? ORDER BY snapshot_id"
    )
    names = {each.name for each in fields(Published)}
    found = [(int(number), json.loads(said)) for number, said in lake.execute(asked, [_AUTHOR]).fetchall()]
    return {number: Published(**said) for number, said in found if said.keys() == names}


def _forget(lake: store.Connection, numbers: Collection[int]) -> None:
    """Let go of snapshots, and of files that nobody reads any more: an hour later, for who is reading one now."""
    if numbers:
        listed = ", ".join(map(str, sorted(numbers)))
        lake.execute(f"CALL ducklake_expire_snapshots('lake', versions => [{listed}])")
    lake.execute("CALL ducklake_cleanup_old_files('lake', older_than => now() - INTERVAL 1 HOUR)")
    # what a process left that was killed while it published
    lake.execute("CALL ducklake_delete_orphaned_files('lake', older_than => now() - INTERVAL 1 DAY)")


def _tables(database: store.Connection, name: str) -> list[str]:
    """Return the tables of an attached database, as they stand in SQL, always in one order."""
    asked = "SELECT schema_name, table_name FROM duckdb_tables() WHERE database_name = ? ORDER BY ALL"
    return [f'"{schema}"."{table}"' for schema, table in database.execute(asked, [name]).fetchall()]


def _digest(database: store.Connection, name: str) -> str:
    """Return one hash of all rows of an attached database, whatever their order."""
    said = hashlib.sha256()
    for table in _tables(database, name):
        asked = f"SELECT count(*), bit_xor(md5_number(t::VARCHAR)) FROM {name}.{table} t"  # noqa: S608 - our names
        said.update(f"{table} {database.execute(asked).fetchall()}\n".encode())
    return said.hexdigest()


@contextmanager
def _attached(
    address: str, options: str, database: store.Connection | None = None
) -> Iterator[store.Connection]:
    """Give a database in memory with the lake attached, or attach it to one that is there for a while."""
    with ExitStack() as stack:
        with _heard():
            used = database or stack.enter_context(store.scratch())
            for setting in ("autoinstall_known_extensions", "autoload_known_extensions"):
                used.execute(f"SET {setting} = false")
            postgres = address.startswith(_POSTGRES)
            for extension in ("ducklake", *(["postgres_scanner"] if postgres else [])):
                used.execute(f"LOAD {extension}")
            if postgres and "=" in address and "://" not in address:
                waits = (f"{name}={value}" for name, value in _PATIENCE.items() if name not in address)
                address = " ".join([address, *waits])
            used.execute(f"ATTACH {_text(address)} AS lake{f' ({options})' if options else ''}")
        yield used
        if database is not None:
            database.execute("DETACH lake")


@contextmanager
def _heard() -> Iterator[None]:
    """Say what a database has against us, without what it may repeat of the address."""
    try:
        yield
    except store.DatabaseError as error:
        found = _HARMLESS.search(str(error))
        english = f"{type(error).__name__}{f' ({found[0]})' if found else ''}"
    except OSError as error:
        english = f"{type(error).__name__} ({error.strerror})"
    else:
        return
    raise LakeError(english) from None  # the error itself would stand in a traceback


def _text(value: str) -> str:
    """Return a text as it stands in SQL: an ATTACH takes no parameters."""
    return "'" + value.replace("'", "''") + "'"
