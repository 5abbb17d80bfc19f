"""What visitors wait for: many sessions on the real server, by its own protocol, every figure that comes checked.

    python -m tests.bench.load DATA                                 # 10, 50, 100 and 200 sessions, a minute each
    python -m tests.bench.load DATA --sessions 100 --seconds 300 --switching
    python -m tests.bench.load DATA --sessions 200 --processes 2 --cold

DATA: a data folder with figures loaded; a copy of it is used. Every session opens a page and then chooses another
gemeente every ten seconds, one turn in five on another page, in a chooser as a visitor does. `--switching`: all the
while another version of the figures is put in use every fifteen seconds; each run must show one of the two, whole.
`--cold`: on a server that has shown nothing yet, from the moment that it answers. Sessions come over the ten seconds
between two choices, as they do warm; `--at-once`: all within a second, more than one processor can draw in one.
`--uvicorn`: served by `uvicorn app:app`, started in another folder. Not collected by pytest; only on this machine,
bounded in sessions, time and runs.

Measured on 29 November 2026, two virtual cores (AMD EPYC), nothing else running, everything loaded, one process:

    100 sessions, warm               264 runs in 25 s   p50 0.12 s  p95 0.38 s   66 ms of CPU a run   395 -> 505 MB
    100 sessions, from a cold start  341 runs in 30 s   p50 1.19 s  p95 8.38 s   74 ms of CPU a run   358 -> 532 MB
    200 sessions, two processes      597 runs in 30 s   p50 0.10 s  p95 0.32 s   57 ms of CPU a run   1,038 MB, both

219,115 figures checked, none wrong; all came within a second from a cold start. What did it: pages take turns
(`pages/ui/site/serving/turns.py`; two at once: p50 0.20 s, p95 0.57 s, 79 ms a run; all at once: 3.2 s, 8.7 s, 106 ms),
tables drawn by Jinja, texts of numbers kept, which figures may count decided for all rows at once. The day before it
was p50 13.0 s, p95 21.9 s and 147 ms a run warm, and 14.6 s, 35.7 s cold. 200 sessions on one process and long runs
were not measured since.

Later that day, other work on the machine (load 5 to 8), what every page needs made at start (`serving.prepared`):

    100 sessions, from a cold start  304 runs in 30 s   p50 0.13 s  p95 0.89 s   75 ms of CPU a run   362 -> 514 MB
    the same, all within a second    330 runs in 30 s   p50 2.90 s  p95 7.42 s   73 ms of CPU a run   365 -> 524 MB

The same half hour without it, over ten seconds: p50 9.6 s, p95 19.9 s, 138 ms of CPU a run.
With nothing else running, all within a second: 341 runs in 30 s, p50 0.85 s, p95 6.53 s, 64 ms of CPU a run,
357 -> 497 MB; 66,531 figures checked, none wrong.

Later, nothing else running, what matplotlib draws with no longer imported at start:

    100 sessions, warm               243 runs in 25 s   p50 0.07 s  p95 0.20 s   51 ms of CPU a run   406 -> 481 MB
    100 sessions, from a cold start  302 runs in 30 s   p50 0.07 s  p95 0.26 s   55 ms of CPU a run   352 -> 477 MB
    200 sessions, one process        657 runs in 40 s   p50 8.5 s   p95 18.0 s   73 ms of CPU a run   398 -> 571 MB

213,921 figures checked, none wrong.

That evening, nothing else running: DuckDB lets go of what was read, what there are tens of thousands of has slots, and
what only files need is imported when one is wanted:

    100 sessions, warm               259 runs in 25 s   p50 0.09 s  p95 0.36 s   58 ms of CPU a run   373 -> 435 MB
    100 sessions, from a cold start  301 runs in 30 s   p50 0.06 s  p95 0.24 s   50 ms of CPU a run   306 -> 437 MB
    200 sessions, one process        991 runs in 50 s   p50 0.27 s  p95 0.88 s   48 ms of CPU a run   369 -> 493 MB
    the same, ten minutes before     809 runs in 40 s   p50 0.24 s  p95 0.88 s   47 ms of CPU a run   371 -> 480 MB

425,641 figures checked, none wrong. A process takes some twenty runs a second: with 73 ms a run 200 sessions were just
more than that.

Later that evening, nothing else running, what is prepared at the start waits for who comes first:

    100 sessions, warm               243 runs in 25 s   p50 0.07 s  p95 0.21 s   54 ms of CPU a run   367 -> 427 MB
    100 sessions, from a cold start  304 runs in 30 s   p50 0.05 s  p95 0.21 s   47 ms of CPU a run   307 -> 428 MB

97,172 figures checked, none wrong.

10,000 page runs with every figure checked, on a machine with load 25 to 33 (so the waits say nothing), 20 sessions with
a choice a second, 850 s each: 3,002 and 4,294 runs (58 to 63 ms of CPU a run), 1,086 with builds switched (178 ms;
three visitors had nothing within a minute), 4,403 in 620 s more: 12,785 runs and 2,356,486 figures, none wrong.
Memory of one process, no waits measured: 200 sessions that stay open, a page each of 341 gemeenten: 401 MB at first,
428 with 50 sessions, 447 with 100, 476 with 200; each on another page, 508; and once more, 531: what pages keep of more
and more gemeenten.

The visitors take CPU of the same machine: their share is printed, and what the server does on a machine of its own
is better than what stands here.
"""

import argparse
import asyncio
import json
import os
import random
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from loaders import store
from loaders.build import make
from loaders.snapshots import rows
from tests.browser.conftest import ROOT, free_port
from tests.support.served import Frame
from tests.support.wire import Run, Visitor

PAGES = ("gemeente", "vergelijking", "kosten", "gebruik", "referentiegroep", "kaart", "regio")
WITHOUT_NAME = ("kaart",)  # its heading is about all gemeenten
MOST_SESSIONS, MOST_SECONDS, MOST_RUNS = 400, 900, 20_000
PATIENCE_S = 60.0


@dataclass
class Seen:
    """What the visitors saw."""

    seconds: list[float] = field(default_factory=list)
    by_page: dict[str, list[float]] = field(default_factory=dict)
    faults: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)
    figures_n: int = 0


class Judge:
    """Checks what came against the versions that may be in use; a page that came before is not read again."""

    def __init__(self, frames: list[Frame]) -> None:
        """`frames`: of each version."""
        self._frames = frames
        self._known: dict[tuple[str, int], tuple[int, str]] = {}

    def look(self, seen: Seen, page: str, name: str, run: Run) -> None:
        """Count the figures of a run and keep what is wrong with it."""
        key = (f"{page} {name}", hash(tuple(run.html)))
        if key not in self._known:
            self._known[key] = self._judged(page, name, run)
        figures_n, wrong = self._known[key]
        seen.figures_n += figures_n
        if wrong:
            seen.wrong.append(wrong)

    def _judged(self, page: str, name: str, run: Run) -> tuple[int, str]:
        if page not in WITHOUT_NAME and name not in run.heading():
            return 0, f"{page} of {name}: another heading: {run.heading()}"
        tables = run.tables()
        found = [frame.check(tables) for frame in self._frames]
        if not found[0][0]:
            return 0, f"{page} of {name}: no figures"
        if all(wrong for _, wrong in found):
            return found[0][0], f"{page} of {name}: {min((wrong for _, wrong in found), key=len)[0]}"
        return found[0][0], ""


async def visit(
    url: str, names: dict[str, str], judge: Judge, seen: Seen, until: float, every_s: float
) -> None:
    """Be one visitor until it is time to go."""
    chance = random.Random()
    try:
        async with Visitor(url) as visitor:
            page, run = chance.choice(PAGES), None
            while time.perf_counter() < until and len(seen.seconds) < MOST_RUNS:
                name = chance.choice(list(names))
                begin = time.perf_counter()
                async with asyncio.timeout(PATIENCE_S):
                    if run is None or chance.random() < 0.2:
                        page = chance.choice(PAGES)
                        run = await visitor.open(page, {"g": names[name], "r": "cbs"})
                    elif name in run.options.get("Gemeente", ()):
                        run = await visitor.choose(run, "Gemeente", name)
                    else:
                        continue
                seen.seconds.append(run.seconds)
                seen.by_page.setdefault(page, []).append(run.seconds)
                judge.look(seen, page, name, run)
                rest = every_s * chance.uniform(0.8, 1.2) - (time.perf_counter() - begin)
                await asyncio.sleep(max(rest, 0.0))
    except TimeoutError:
        seen.faults[f"nothing came within {PATIENCE_S:.0f} s"] += 1
    except Exception as error:
        seen.faults[f"{type(error).__name__}: {error}"[:200]] += 1


async def crowd(
    urls: list[str],
    names: dict[str, str],
    judge: Judge,
    sessions_n: int,
    seconds: float,
    every_s: float,
    *,
    at_once: bool,
) -> Seen:
    """Send visitors, spread over the time between two choices (`at_once`: all within a second)."""
    seen, until = Seen(), time.perf_counter() + seconds

    async def one(number: int) -> None:
        await asyncio.sleep(random.random() * (1.0 if at_once else every_s))
        await visit(urls[number % len(urls)], names, judge, seen, until, every_s)

    await asyncio.gather(*(one(number) for number in range(sessions_n)))
    return seen


def start(data: Path, port: int, *, uvicorn: bool, tree: Path = ROOT) -> subprocess.Popen[bytes]:
    """Start one server and wait until it answers. `tree`: of which code, under `streamlit run`."""
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(port)]
    folder = tree
    if uvicorn:
        command = [sys.executable, "-m", "uvicorn", "--app-dir", str(ROOT), "app:app", "--port", str(port)]
        folder = data.parent
    with (data.parent / f"server-{port}.log").open("wb") as log:
        process = subprocess.Popen(
            command, cwd=folder, env={**os.environ, "EIGENWIJZER_DATA": str(data)}, stdout=log, stderr=log
        )
    until = time.perf_counter() + 240  # a busy machine
    while time.perf_counter() < until:
        try:
            with urllib.request.urlopen(f"http://localhost:{port}/_stcore/health", timeout=1):
                return process
        except OSError:
            time.sleep(0.05)
    process.kill()
    raise SystemExit(f"the server did not start: {(data.parent / f'server-{port}.log').read_text()[-2000:]}")


def cpu_s(process: subprocess.Popen[bytes]) -> float:
    """Return the seconds of CPU a process has used."""
    fields = Path(f"/proc/{process.pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def memory_mb(process: subprocess.Popen[bytes]) -> float:
    """Return the memory a process holds."""
    lines = Path(f"/proc/{process.pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmRSS"))


def other_version(data: Path) -> tuple[str, str]:
    """Make a second build, of the same snapshots with every amount a tenth higher; return both ids."""
    first = make.ensure_build(data)
    for said in sorted(data.glob("snapshots/*/*/provenance.json")):
        record = json.loads(said.read_text())
        if record["kind"] != "finance":
            continue
        folder = said.parent.with_name(said.parent.name[:-3] + "59Z")  # newer by some seconds
        shutil.copytree(said.parent, folder)
        held = next(folder.glob("rows.*"))
        reading = "read_parquet" if held.suffix == ".parquet" else "read_json"
        with store.scratch() as database:
            database.execute(f"CREATE TABLE held AS FROM {reading}('{held}')")
            columns = database.execute("DESCRIBE held").fetchall()
            raised = ", ".join(
                f'1.1 * "{name}" AS "{name}"' for name, kind, *_ in columns if kind == "DOUBLE"
            )
            held.unlink()
            sql = f"COPY (SELECT * REPLACE ({raised}) FROM held) TO '{folder / rows.NAME}'"  # noqa: S608 - ours
            database.execute(sql)
        (folder / "provenance.json").write_text(
            json.dumps({**record, "sha256": f"raised {record['sha256']}"})
        )
    return first, make.build(data).build_id


async def switch_for_ever(
    data: Path, ids: tuple[str, str], bring: Callable[[], object] = lambda: None
) -> None:
    """Put the other version in use every fifteen seconds; `bring` lets those see it who read it elsewhere."""
    number = 0
    while True:
        store.switch(data, ids[number % 2])
        await asyncio.to_thread(bring)
        number += 1
        await asyncio.sleep(15)


async def measure(
    data: Path,
    chosen: argparse.Namespace,
    sessions_n: int,
    names: dict[str, str],
    judge: Judge,
    ids: tuple[str, str],
) -> None:
    """Run one crowd on fresh servers and print what it saw."""
    ports = [free_port() for _ in range(chosen.processes)]
    processes = [start(data, port, uvicorn=chosen.uvicorn) for port in ports]
    urls = [f"http://localhost:{port}" for port in ports]
    try:
        if not chosen.cold:
            await crowd(urls, names, judge, 2 * len(urls), 12, 1.0, at_once=True)
        before, mine = sum(map(cpu_s, processes)), time.process_time()
        held = sum(map(memory_mb, processes))
        switching = asyncio.create_task(switch_for_ever(data, ids)) if chosen.switching else None
        seen = await crowd(
            urls, names, judge, sessions_n, chosen.seconds, chosen.every, at_once=chosen.at_once
        )
        if switching:
            switching.cancel()
        used, own = sum(map(cpu_s, processes)) - before, time.process_time() - mine
        grown = sum(map(memory_mb, processes))
    finally:
        for process in processes:
            process.kill()
            process.wait()
    tell(seen, sessions_n, used, own, held, grown)


def tell(seen: Seen, sessions_n: int, used: float, own: float, held: float, grown: float) -> None:
    """Print what a crowd saw. `used`, `own`: seconds of CPU of the servers and of the visitors; memory in MB."""
    runs_n = len(seen.seconds)
    if not runs_n:
        print(f"{sessions_n} sessions: no run ended; {dict(seen.faults)}")
        return
    waits = sorted(seen.seconds)
    p95 = waits[min(int(0.95 * runs_n), runs_n - 1)]
    print(
        f"{sessions_n:4} sessions {runs_n:6} runs  p50 {statistics.median(waits):6.3f} s  p95 {p95:6.3f} s  "
        f"longest {waits[-1]:6.2f} s  {1000 * used / runs_n:5.0f} ms of CPU a run ({1000 * own / runs_n:.0f} of the "
        f"visitors)  {held:.0f} -> {grown:.0f} MB, {max(grown - held, 0) / sessions_n:.2f} a session  "
        f"{seen.figures_n:,} figures checked, {len(seen.wrong)} runs wrong, {sum(seen.faults.values())} faults"
    )
    for page, found in sorted(seen.by_page.items()):
        print(f"     {page:<16} {len(found):5} runs  median {1000 * statistics.median(found):5.0f} ms")
    for text, count in seen.faults.most_common(5):
        print(f"     {count} x {text}")
    for text in seen.wrong[:5]:
        print(f"     wrong: {text}")


def allow_handles(sessions_n: int) -> None:
    """Let this process, and the servers that it starts, hold the connections of so many sessions."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(8 * sessions_n + 256, most), most))


def prepared(data: Path, *, switching: bool) -> tuple[tuple[str, str], dict[str, str], Judge]:
    """Return the two builds to switch between (one twice, where none is switched), whom to choose, and the judge."""
    ids = other_version(data) if switching else (make.ensure_build(data),) * 2
    frames = []
    for build_id in dict.fromkeys(ids):
        store.switch(data, build_id)
        frames.append(Frame(data))
    names = {
        name: code
        for name, code in frames[0].codes.items()
        if code.startswith("GM") and frames[0].value("lasten_per_inwoner", name, "2023")
    }
    return ids, names, Judge(frames)


def main() -> None:
    """Measure."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("data", type=Path)
    parser.add_argument("--sessions", type=int, nargs="+", default=[10, 50, 100, 200])
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--every", type=float, default=10.0)
    parser.add_argument("--processes", type=int, default=1)
    parser.add_argument("--switching", action="store_true")
    parser.add_argument("--cold", action="store_true")
    parser.add_argument("--at-once", action="store_true")
    parser.add_argument("--uvicorn", action="store_true")
    chosen = parser.parse_args()
    if max(chosen.sessions) > MOST_SESSIONS or chosen.seconds > MOST_SECONDS:
        parser.error(f"at most {MOST_SESSIONS} sessions and {MOST_SECONDS} seconds")
    allow_handles(max(chosen.sessions))
    with tempfile.TemporaryDirectory(prefix="load-") as folder:
        data = Path(folder) / "data"
        shutil.copytree(chosen.data, data)
        ids, names, judge = prepared(data, switching=chosen.switching)
        for sessions_n in chosen.sessions:
            asyncio.run(measure(data, chosen, sessions_n, names, judge, ids))


if __name__ == "__main__":
    main()
