"""What visitors wait for with two replicas behind nginx, every figure that comes checked.

    python -m tests.bench.replicas DATA                              # 200 sessions over both, a minute
    python -m tests.bench.replicas DATA --sessions 200 --seconds 120 --switching --dying
    python -m tests.bench.replicas DATA --lake                       # from a DuckLake (tests/support/lake.py)

DATA: a data folder with figures loaded; a copy of it is used. As `tests/bench/load.py`, by way of `deploy/nginx.conf`:
a visitor comes to a page, is given the cookie, and stays with one replica. `--switching`: another version of the
figures is put in use every fifteen seconds. `--dying`: a replica is killed after a third of the time and is back a
third later; who was with it connects again, as a browser does, and counts as moved. `--lake`: the figures are
published in a DuckLake with a PostgreSQL of its own, and the replicas have an empty data folder; with `--dying` that
PostgreSQL is killed first, after a sixth of the time, for another sixth. Only on this machine, bounded in sessions and
time.

Measured on 29 November 2026, two virtual cores (AMD EPYC), nothing else running, everything loaded, a choice every ten
seconds:

    200 sessions  1,196 runs in 60 s   p50 0.10 s  p95 0.47 s   56 ms of CPU a run   733 -> 1,014 MB, both together

That evening, with less memory and CPU a run (see `load.py`):

    200 sessions    996 runs in 50 s   p50 0.07 s  p95 0.27 s   49 ms of CPU a run   616 -> 898 MB, both together

109 came to one and 91 to the other; 192,974 figures checked, none wrong, no faults. The first time 112 came to one
replica and 88 to the other; the longest wait was 1.5 s; 213,122 figures checked, none wrong, no faults.
(The day before, 122 ms a run and other work on the machine: p50 26.8 s, p95 40.4 s.)

From a lake, 29 November 2026 (DuckDB 1.5.5, PostgreSQL 15.18, load average 6 from other work), with `--switching`:

    20 sessions    60 runs in 30 s   p50 0.14 s  p95 2.1 s   236 ms of CPU a run   805 -> 1153 MB, both together

8,920 figures checked, none wrong, no faults. With `--switching --dying` (load average 11 from other work: no times of
use): 200 sessions, 600 runs, p50 13.9 s, p95 45.9 s; 107,765 figures checked, none wrong, no faults; the database was
killed and came back, a replica too, and its 104 visitors went on with the other.
"""

import argparse
import asyncio
import random
import shutil
import tempfile
import time
from collections import Counter
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from websockets.exceptions import ConnectionClosed, InvalidStatus

from loaders import lake as lake_of
from tests.bench import load
from tests.support import lake as server
from tests.support.lake import Postgres
from tests.support.replicas import Replicas, can_mount, nginx_path
from tests.support.wire import Run, Visitor

COOKIE = "eigenwijzer_replica"
MOST_TRIES = 10  # of connecting again, two seconds apart


@dataclass
class Lake:
    """Where the figures of a data folder are published."""

    data: Path
    postgres: Postgres
    address: str

    def bring(self) -> None:
        """Publish the build in use; said where the database is dead: the next time may be better."""
        try:
            lake_of.publish(self.data, self.address, str(self.data.with_name("parquet")))
        except lake_of.LakeError as error:
            print(f"     {error}", flush=True)


@dataclass
class SeenByBoth(load.Seen):
    """What the visitors saw, by which replica they were with."""

    with_replica: Counter[str] = field(default_factory=Counter)
    moved_n: int = 0
    tries_n: int = 0


async def again(visitor: Visitor, seen: SeenByBoth) -> Run:
    """Connect again after the connection was lost, some tries if need be."""
    for _ in range(MOST_TRIES):
        try:
            run = await visitor.again()
        except (OSError, ConnectionClosed, InvalidStatus):
            seen.tries_n += 1
            await asyncio.sleep(2)
        else:
            seen.moved_n += 1
            return run
    raise ConnectionError(f"no way back in {MOST_TRIES} tries")


async def visit(
    url: str, names: dict[str, str], judge: load.Judge, seen: SeenByBoth, until: float, every_s: float
) -> None:
    """Be one visitor until it is time to go."""
    chance, visitor = random.Random(), Visitor(url)
    try:
        await visitor.fetch("/")
        seen.with_replica[visitor.cookies[COOKIE].value] += 1
        async with visitor:
            page, run = chance.choice(load.PAGES), None
            while time.perf_counter() < until and len(seen.seconds) < load.MOST_RUNS:
                name, begin = chance.choice(list(names)), time.perf_counter()
                async with asyncio.timeout(load.PATIENCE_S):
                    try:
                        if run is None or chance.random() < 0.2:
                            page = chance.choice(load.PAGES)
                            run = await visitor.open(page, {"g": names[name], "r": "cbs"})
                        elif name in run.options.get("Gemeente", ()):
                            run = await visitor.choose(run, "Gemeente", name)
                        else:
                            continue
                    except ConnectionClosed:
                        run = await again(visitor, seen)  # the choice goes along
                seen.seconds.append(time.perf_counter() - begin)
                seen.by_page.setdefault(page, []).append(seen.seconds[-1])
                judge.look(seen, page, name, run)
                rest = every_s * chance.uniform(0.8, 1.2) - (time.perf_counter() - begin)
                await asyncio.sleep(max(rest, 0.0))
    except TimeoutError:
        seen.faults[f"nothing came within {load.PATIENCE_S:.0f} s"] += 1
    except Exception as error:
        seen.faults[f"{type(error).__name__}: {error}"[:200]] += 1


async def dies(replicas: Replicas, name: str, seconds: float, postgres: Postgres | None) -> None:
    """Kill a replica after a third of the time, and start it again after another; before that the database."""
    await asyncio.sleep(seconds / 6)
    if postgres is not None:
        postgres.kill()
        print("     the database was killed", flush=True)
    await asyncio.sleep(seconds / 6)
    if postgres is not None:
        await asyncio.to_thread(postgres.start)
        print("     the database is back", flush=True)
    replicas.kill(name)
    print(f"     {name} was killed", flush=True)
    await asyncio.sleep(seconds / 3)
    await asyncio.to_thread(replicas.back, name)
    print(f"     {name} is back", flush=True)


async def crowd(
    replicas: Replicas,
    chosen: argparse.Namespace,
    names: dict[str, str],
    judge: load.Judge,
    ids: tuple[str, str],
    lake: Lake | None,
) -> SeenByBoth:
    """Send visitors, spread over the time between two choices."""
    seen, until = SeenByBoth(), time.perf_counter() + chosen.seconds

    async def one() -> None:
        await asyncio.sleep(random.random() * chosen.every)
        await visit(replicas.url, names, judge, seen, until, chosen.every)

    data, bring = (lake.data, lake.bring) if lake else (replicas.data, lambda: None)
    beside = [asyncio.create_task(load.switch_for_ever(data, ids, bring))] if chosen.switching else []
    postgres = lake.postgres if lake else None
    dying = asyncio.create_task(dies(replicas, "a", chosen.seconds, postgres)) if chosen.dying else None
    await asyncio.gather(*(one() for _ in range(chosen.sessions)))
    for task in beside:
        task.cancel()
    if dying is not None:
        await dying
    return seen


def main() -> None:
    """Measure."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("data", type=Path)
    parser.add_argument("--sessions", type=int, default=200)
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--every", type=float, default=10.0)
    parser.add_argument("--switching", action="store_true")
    parser.add_argument("--dying", action="store_true")
    parser.add_argument("--lake", action="store_true")
    chosen = parser.parse_args()
    if chosen.sessions > load.MOST_SESSIONS or chosen.seconds > load.MOST_SECONDS:
        parser.error(f"at most {load.MOST_SESSIONS} sessions and {load.MOST_SECONDS} seconds")
    if nginx_path() is None:
        parser.error("nginx is not installed")
    if chosen.lake and (why := server.lacking(postgres=True)):
        parser.error(why)
    load.allow_handles(chosen.sessions)
    with ExitStack() as stack, tempfile.TemporaryDirectory(prefix="replicas-") as folder:
        data = Path(folder) / "data"
        shutil.copytree(chosen.data, data)
        ids, names, judge = load.prepared(data, switching=chosen.switching)
        lake = None
        if chosen.lake:
            postgres = stack.enter_context(Postgres())
            lake = Lake(data, postgres, postgres.lake("cijfers"))
            lake.bring()
        made = Replicas(
            Path(folder) / "empty" if lake else data,
            Path(folder) / "run",
            read_only=can_mount() and not chosen.switching,
            env={"EIGENWIJZER_STORE": lake.address} if lake else {},
        )
        with made as replicas:
            servers = [replicas.processes[name] for name in "ab"]
            before, mine = sum(map(load.cpu_s, servers)), time.process_time()
            held = sum(map(load.memory_mb, servers))
            seen = asyncio.run(crowd(replicas, chosen, names, judge, ids, lake))
            now = [replicas.processes[name] for name in "ab"]
            used = 0.0 if chosen.dying else sum(map(load.cpu_s, now)) - before  # of who died nobody knows
            load.tell(
                seen,
                chosen.sessions,
                used,
                time.process_time() - mine,
                held,
                sum(map(load.memory_mb, now)),
            )
            print(
                f"     came to {dict(seen.with_replica)}; moved {seen.moved_n}, with {seen.tries_n} tries in vain"
            )


if __name__ == "__main__":
    main()
