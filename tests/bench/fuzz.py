"""What is sent on purpose, for long: the addresses, files, names and uploads of `tests.support.hostile`, and a server.

    python -m tests.bench.fuzz DATA                                  # 100,000 addresses, 5,000 served, 5,000 uploads
    python -m tests.bench.fuzz DATA --addresses 0 --served 500 --uploads 0 --seed 7

DATA: a data folder with figures loaded; a copy of it is used. Prints what did not hold, with its seed (`Hostile(seed)`
makes it again), and ends with 1 where there was any. Nothing leaves this machine. A short one runs in the suite
(`tests/pages/test_hostile.py`).

Run on 28 November 2026: 100,000 addresses, 5,000 uploads and 5,000 rounds of typed files and names by their readers;
5,000 pages and 1,250 other addresses of the real server: no fault. Shorter runs before it found what was mended then: a
damaged workbook and an amount of 400 digits gave a traceback, and a message could repeat a whole cell of an upload.

Run on 29 November 2026 with seeds from 200,000 on, on a busy machine: 100,000 addresses (longest 2.0 s), 5,000 uploads
(6.5 s) and 5,000 typed files and names (0.7 s); 5,000 pages (50 s) and 1,250 other addresses (5.3 s) of the real
server: no fault.
"""

import argparse
import asyncio
import shutil
import sys
import tempfile
import time
import traceback
import urllib.error
import urllib.request
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from urllib.parse import quote, urlencode

from loaders import store
from loaders.build import derived
from loaders.files import shipped
from metrics.build import Build
from pages.ui.site import menu
from tests.bench.load import start
from tests.browser.conftest import free_port
from tests.support import attacks
from tests.support.hostile import Hostile
from tests.support.wire import Visitor, WrongRunError

VISITORS_N, PATIENCE_S, LONG_S = 3, 120.0, 2.0
MOST = 200_000
_FAULTY_LOG = ("Traceback", "Unexpected error", "Uncaught")


@dataclass
class Tally:
    """What was tried, what did not hold, and what took long."""

    tried: Counter[str] = field(default_factory=Counter)
    faults: dict[str, list[str]] = field(default_factory=dict)
    longest: dict[str, tuple[float, int]] = field(default_factory=dict)

    def fault(self, what: str, seed: int, why: str) -> None:
        """Keep a fault; of a kind the first five are told."""
        self.faults.setdefault(what, []).append(f"seed {seed}: {why[:600]}")

    def took(self, what: str, seed: int, seconds: float) -> None:
        """Count a try and remember the longest."""
        self.tried[what] += 1
        self.longest[what] = max(self.longest.get(what, (0.0, 0)), (seconds, seed))

    def run(self, what: str, seed: int, attack: Callable[[], object]) -> None:
        """Do one try."""
        begin = time.perf_counter()
        try:
            attack()
        except Exception as error:
            where = traceback.extract_tb(error.__traceback__)[-1]
            self.fault(what, seed, f"{type(error).__name__} at {where.filename}:{where.lineno}: {error}")
        self.took(what, seed, time.perf_counter() - begin)

    def tell(self) -> int:
        """Print it; return the exit code."""
        for what, count in self.tried.items():
            seconds, seed = self.longest[what]
            wrong_n = len(self.faults.get(what, ()))
            print(f"{what:<10} {count:7,} tried  {wrong_n} faults  longest {seconds:.2f} s (seed {seed})")
        for what, found in self.faults.items():
            for each in found[:5]:
                print(f"  {what}: {each}")
        return 1 if self.faults else 0


def readers(build: Build, chosen: argparse.Namespace, tally: Tally) -> None:
    """Lay addresses, uploads and typed files before what reads them."""
    with tempfile.TemporaryDirectory() as folder, attacks.nothing_outside(Path(folder)):
        for seed in range(chosen.seed, chosen.seed + chosen.addresses):
            tally.run("address", seed, partial(_address, seed, build))
        for seed in range(chosen.seed, chosen.seed + chosen.uploads):
            sent = Hostile(seed)
            tally.run("upload", seed, partial(_upload, sent, build))
            tally.run("typed", seed, partial(_typed, Path(folder), sent, build))


def _address(seed: int, build: Build) -> None:
    attacks.address(Hostile(seed).address(), build.names)


def _upload(sent: Hostile, build: Build) -> None:
    attacks.upload(sent.upload(), build)


def _typed(folder: Path, sent: Hostile, build: Build) -> None:
    attacks.saved(folder, sent.toml(), sent.lines(), build.names)
    attacks.named(folder, sent.text(), build.names)


async def served(url: str, chosen: argparse.Namespace, tally: Tally) -> None:
    """Open pages of a server at such addresses, and ask its other routes."""
    seeds = iter(range(chosen.seed, chosen.seed + chosen.served))
    await asyncio.gather(*(_visit(url, seeds, tally) for _ in range(VISITORS_N)))


async def _visit(url: str, seeds: Iterator[int], tally: Tally) -> None:
    pages = [entry.name for entry in menu.entries()]
    for first in seeds:
        try:
            async with Visitor(url) as visitor:
                for n, seed in enumerate((first, *(seed for _, seed in zip(range(19), seeds, strict=False)))):
                    sent, begin = Hostile(seed), time.perf_counter()
                    page = pages[seed % len(pages)]
                    async with asyncio.timeout(PATIENCE_S):
                        run = await visitor.open("" if page == menu.HOME else page, sent.address())
                    for each in attacks.live("\n".join(run.html)):
                        tally.fault("served", seed, f"{page} shows {each}")
                    tally.took("served", seed, time.perf_counter() - begin)
                    if n % 4 == 0:
                        await asyncio.to_thread(_route, url, seed, sent, tally)
        except (WrongRunError, OSError, TimeoutError) as error:
            tally.fault("served", first, f"at most 20 later: {type(error).__name__}: {error}")


def _route(url: str, seed: int, sent: Hostile, tally: Tally) -> None:
    """Ask a route that is no page; any answer is right but an error of the server, or what is sent alive in HTML."""
    path = (
        f"/figuur/{quote(sent.sendable()[:200], safe='')}/{quote(sent.sendable()[:200], safe='')}.svg",
        "/figuur/kosten/lasten.svg",
        "/nieuws.atom",
        "/cijfers.csv",
        f"/bestand/{quote(sent.sendable()[:200], safe='')}",
        f"/{quote(sent.sendable()[:200], safe='')}",
    )[seed % 6]
    begin = time.perf_counter()
    try:
        with urllib.request.urlopen(f"{url}{path}?{urlencode(sent.address())}", timeout=PATIENCE_S) as answer:
            status, kind, body = answer.status, answer.headers.get_content_type(), answer.read()
    except urllib.error.HTTPError as error:
        status, kind, body = error.code, error.headers.get_content_type(), error.read()
    except OSError as error:
        tally.fault("route", seed, f"{path}: {error}")
        return
    text = body.decode("utf-8", "replace")
    if status >= 500 and status != 503 or "Traceback" in text:
        tally.fault("route", seed, f"{path}: {status} {text[:200]}")
    if kind in ("text/html", "image/svg+xml") and attacks.live(text):
        tally.fault("route", seed, f"{path}: {attacks.live(text)[0]}")
    tally.took("route", seed, time.perf_counter() - begin)


def _files(folder: Path) -> set[str]:
    return {str(path.relative_to(folder)) for path in folder.rglob("*")}


def main() -> int:
    """Send it all."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("data", type=Path)
    parser.add_argument("--addresses", type=int, default=100_000)
    parser.add_argument("--served", type=int, default=5_000)
    parser.add_argument("--uploads", type=int, default=5_000)
    parser.add_argument("--seed", type=int, default=0)
    chosen = parser.parse_args()
    for name in ("addresses", "served", "uploads"):
        setattr(chosen, name, min(getattr(chosen, name), MOST))
    tally = Tally()
    with tempfile.TemporaryDirectory() as folder:
        data = Path(shutil.copytree(chosen.data, Path(folder) / "data"))
        if chosen.addresses or chosen.uploads:
            handle = store.open_store(data)
            readers(derived.build_of(handle, shipped.records()), chosen, tally)
            handle.close()
        if chosen.served:
            port = free_port()
            process, before = start(data, port, uvicorn=False), _files(data)
            try:
                asyncio.run(served(f"http://localhost:{port}", chosen, tally))
            finally:
                process.kill()
                process.wait()
            for path in sorted(_files(data) - before):
                tally.fault("written", 0, path)
            log = (data.parent / f"server-{port}.log").read_text(errors="replace")
            for line in log.splitlines():
                if any(word in line for word in _FAULTY_LOG):
                    tally.fault("log", 0, log[log.index(line) :][:2000])
                    break
    return tally.tell()


if __name__ == "__main__":
    sys.exit(main())
