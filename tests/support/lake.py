"""What a DuckLake takes on this machine: DuckDB's extensions, and a PostgreSQL of one's own.

DuckDB 2.0 has no package with its extensions; DuckDB 1.5.5 has. So the lake is tried in an environment of its own, with
what pyproject.toml pins but for duckdb, and `duckdb==1.5.5 duckdb-extension-ducklake==1.5.5
duckdb-extension-postgres-scanner==1.5.5`. There, once, and then the tests:

    python -m tests.support.lake      # puts the extensions of those packages where DuckDB looks for them
    python -m pytest -n 0 tests/loaders/test_stores.py tests/loaders/test_lake.py

PostgreSQL is Debian's (`apt-get install postgresql`): nothing of its own service is used, a server is started on a port
of its own, on loopback, and removed again.
"""

import os
import secrets
import shutil
import signal
import subprocess
import sys
import tempfile
from importlib.util import find_spec
from pathlib import Path
from types import TracebackType
from typing import Self

from loaders import store
from tests.browser.conftest import free_port

PACKAGES = ("duckdb_extension_ducklake", "duckdb_extension_postgres_scanner")
_USER = "postgres"  # the server refuses to run as root


def lacking(*, postgres: bool) -> str:
    """Return why a lake cannot be tried here, empty where it can."""
    for extension in ("ducklake", *(["postgres_scanner"] if postgres else [])):
        with store.scratch() as database:
            try:
                database.execute("SET autoinstall_known_extensions = false")
                database.execute(f"LOAD {extension}")
            except store.DatabaseError:
                return f"DuckDB's extension {extension} is not installed (see tests/support/lake.py)"
    if postgres and programs() is None:
        return "PostgreSQL is not installed (Debian: apt-get install postgresql)"
    return ""


def programs() -> Path | None:
    """Return the folder with PostgreSQL's programs, the newest; None where it is not installed."""
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin/createdb"), key=lambda path: int(path.parts[-3]))
    found = debian[-1] if debian else shutil.which("createdb")
    return Path(found).parent if found else None


class Postgres:
    """A PostgreSQL on this machine, empty, with a password; used as `with`."""

    def __init__(self) -> None:
        found = programs()
        assert found is not None, "PostgreSQL is not installed"
        self._programs, self.port, self.password = found, free_port(), secrets.token_hex(8)
        self._holding = tempfile.TemporaryDirectory(prefix="postgres-")
        self.folder = Path(self._holding.name)

    def __enter__(self) -> Self:
        said = self.folder / "password"
        said.write_text(self.password, encoding="ascii")
        if os.geteuid() == 0:
            for path in (self.folder, said):
                shutil.chown(path, _USER)
        self._run("initdb", "-D", str(self._data), "-U", _USER, "-A", "scram-sha-256", f"--pwfile={said}")
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if (self._data / "postmaster.pid").exists():
            self._run("pg_ctl", "-D", str(self._data), "-m", "immediate", "-w", "stop")
        self._holding.cleanup()

    @property
    def _data(self) -> Path:
        return self.folder / "data"

    def start(self) -> None:
        """Start it, for the first time or after `kill`, and wait until it answers."""
        options = f"-p {self.port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={self.folder}"
        log = str(self.folder / "log")
        self._run("pg_ctl", "-D", str(self._data), "-w", "-o", options, "-l", log, "start")

    def kill(self) -> None:
        """Let it die at once, with what it was doing."""
        pid = int((self._data / "postmaster.pid").read_text(encoding="ascii").split()[0])
        os.kill(pid, signal.SIGKILL)
        (self._data / "postmaster.pid").unlink()

    def lake(self, name: str) -> str:
        """Return the address of a lake in a database of its own, made here."""
        env = {**os.environ, "PGPASSWORD": self.password}
        where = ["-h", "127.0.0.1", "-p", str(self.port), "-U", _USER]
        subprocess.run([self._programs / "createdb", *where, name], env=env, check=True)
        known = f"host=127.0.0.1 port={self.port} dbname={name} user={_USER} password={self.password}"
        return f"ducklake:postgres:{known}"

    def _run(self, program: str, *arguments: str) -> None:
        command = [str(self._programs / program), *arguments]
        if os.geteuid() == 0:
            command = ["runuser", "-u", _USER, "--", *command]
        subprocess.run(command, cwd=self.folder, stdout=subprocess.DEVNULL, check=True)


def main() -> None:
    """Put the extensions of the packages where DuckDB looks for them."""
    for package in PACKAGES:
        spec = find_spec(package)
        if spec is None or spec.origin is None:
            raise SystemExit(f"{package} is not installed")
        for path in sorted(Path(spec.origin).parent.glob("extensions/*/*.duckdb_extension")):
            with store.scratch() as database:
                database.execute(f"INSTALL '{path}'")
            sys.stdout.write(f"{path.stem}\n")


if __name__ == "__main__":
    main()
