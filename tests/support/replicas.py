"""Two replicas on one data folder behind the nginx of `deploy/nginx.conf`, on this machine only.

Each is `uvicorn app:app`, started in another folder; the second one has the data folder mounted read-only, but for what
people save on it (`own/`), where this machine lets us mount.
"""

import os
import shutil
import subprocess
import sys
import time
import urllib.request
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Self

from tests.browser.conftest import ROOT, free_port

CONF = ROOT / "deploy" / "nginx.conf"
SITE = "jeugdzorg.voorbeeld.nl"  # the name in it
_PATIENCE_S = 60.0
# the folder over itself, read-only, and over that what people save, as it was
_READ_ONLY = (
    'mount --bind "$1" "$1" && mount --bind "$1/own" "$1/own" && mount -o remount,bind,ro "$1"'
    ' && shift && exec "$@"'
)
_MAIN = """
daemon off;
{user}
pid {folder}/nginx.pid;
worker_processes 1;
worker_rlimit_nofile 8192;
events {{ worker_connections 4096; }}
http {{
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {folder}/site.conf;
}}
"""


def nginx_path() -> str | None:
    """Return where nginx is, None where it is not installed."""
    return shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin")


def can_mount() -> bool:
    """Say whether a process of ours may have mounts of its own."""
    if shutil.which("unshare") is None:
        return False
    tried = subprocess.run(["unshare", *_maps_root(), "--mount", "true"], capture_output=True, check=False)
    return tried.returncode == 0


def _maps_root() -> list[str]:
    return [] if os.geteuid() == 0 else ["--map-root-user"]


@dataclass
class Replicas:
    """Two replicas and nginx; used as `with`. `folder`: for logs and the settings of nginx."""

    data: Path
    folder: Path
    read_only: bool = True  # the second one; only where `can_mount`
    env: dict[str, str] = field(default_factory=dict)
    processes: dict[str, "subprocess.Popen[bytes]"] = field(default_factory=dict)  # "a", "b", "nginx"

    def __post_init__(self) -> None:
        self.ports = {"a": free_port(), "b": free_port(), "nginx": free_port()}
        self.url = f"http://127.0.0.1:{self.ports['nginx']}"

    def __enter__(self) -> Self:
        (self.data / "own").mkdir(parents=True, exist_ok=True)
        self.folder.mkdir(parents=True, exist_ok=True)
        try:
            for name in ("a", "b"):
                self._start(name)
            for name in ("a", "b"):
                self._wait(name)
            self._start_nginx()
            self._wait("nginx")
        except BaseException:
            self._stop()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stop()

    def kill(self, name: str) -> None:
        """Let a replica die at once."""
        self.processes[name].kill()
        self.processes[name].wait()

    def back(self, name: str) -> None:
        """Start a replica again, and wait until it answers."""
        self._start(name)
        self._wait(name)

    def sessions_n(self, name: str) -> int:
        """Return how many connections a replica has now."""
        lines = Path("/proc/net/tcp").read_text(encoding="ascii").splitlines()[1:]
        mine = f":{self.ports[name]:04X}"
        fields = [line.split() for line in lines]
        return sum(
            local.endswith(mine) and state == "01" for _, local, _, state, *_ in fields
        )  # 01: established

    def place(self, name: str) -> list[str]:
        """Return what goes before a command that must see the data folder as a replica does."""
        if name != "b" or not self.read_only:
            return []
        return ["unshare", *_maps_root(), "--mount", "sh", "-c", _READ_ONLY, "sh", str(self.data)]

    def log(self, name: str) -> str:
        """Return what a replica or nginx said."""
        return (self.folder / f"{name}.log").read_text(encoding="utf-8", errors="replace")

    def _start(self, name: str) -> None:
        command = [*self.place(name), sys.executable, "-m", "uvicorn", "--app-dir", str(ROOT), "app:app"]
        command += ["--port", str(self.ports[name])]
        env = {
            **os.environ,
            "EIGENWIJZER_DATA": str(self.data),
            "STREAMLIT_SERVER_COOKIE_SECRET": "one secret for both",
            "STREAMLIT_SERVER_ALLOWED_HOSTS": f"{SITE} 127.0.0.1",
            "FORWARDED_ALLOW_IPS": "127.0.0.1",
            **self.env,
        }
        with (self.folder / f"{name}.log").open("ab") as log:
            self.processes[name] = subprocess.Popen(command, cwd=self.folder, env=env, stdout=log, stderr=log)

    def _start_nginx(self) -> None:
        found = nginx_path()
        assert found is not None, "nginx is not installed"
        site = CONF.read_text(encoding="utf-8")
        for said, ours in (
            ("listen 80;", f"listen 127.0.0.1:{self.ports['nginx']};"),
            (":8501", f":{self.ports['a']}"),
            (":8502", f":{self.ports['b']}"),
            ("/var/cache/eigenwijzer-nginx", f"{self.folder}/scripts"),
        ):
            assert said in site
            site = site.replace(said, ours)
        (self.folder / "site.conf").write_text(site, encoding="utf-8")
        user = "user root;" if os.geteuid() == 0 else ""
        main = self.folder / "nginx.conf"
        main.write_text(_MAIN.format(folder=self.folder, user=user), encoding="utf-8")
        with (self.folder / "nginx.log").open("ab") as log:
            self.processes["nginx"] = subprocess.Popen(
                [found, "-c", str(main), "-e", "stderr"], stdout=log, stderr=log
            )

    def _wait(self, name: str) -> None:
        until = time.monotonic() + _PATIENCE_S
        while time.monotonic() < until and self.processes[name].poll() is None:
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{self.ports[name]}/_stcore/health", timeout=1):
                    return
            except OSError:
                time.sleep(0.05)
        raise RuntimeError(f"{name} does not answer: {self.log(name)[-2000:]}")

    def _stop(self) -> None:
        for process in self.processes.values():
            process.terminate()  # nginx takes its worker along
        for process in self.processes.values():
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
