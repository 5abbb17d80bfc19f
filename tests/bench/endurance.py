"""Mixed use and refreshes, long enough to see memory or handles grow.

    python -m tests.bench.endurance DATA                        # an hour, eight visitors, a refresh every five minutes
    python -m tests.bench.endurance DATA --minutes 15 --visitors 6 --refresh-every 120

DATA: a data folder with figures loaded; a copy of it is used. A visitor opens pages, chooses, uploads own figures,
saves what a page offers, asks figures and a feed by address, and now and then an address made to hurt
(`tests.support.hostile`); after a dozen turns it leaves and another comes. All the while `loaders refresh` loads a
table of a feed on this machine in which every figure is another each time, and the server takes up the new build.
Every ten seconds memory, handles and threads of the server are written down. Told at the end: the medians of the
second quarter of the time and of the last, and the kinds of handles in the middle and at the end; more than a tenth
more memory, or ten handles or threads more, is a fault (exit code 1), as is a page that failed. The feed is the real
table of ../shared where that is there, else the run is without refreshes.

The hour, the night of 30 November 2026, three visitors, a refresh three minutes after the one before (18), other work
beside it for most of it, nothing failed: 3,720 pages, 1,531 choices, 434 uploads, 455 addresses made to hurt, 1,761
files and addresses.

    quarter     MB (median of the minutes; most)   handles   threads
    first       632  673                           72        23
    second      687  729                           72        24
    third       682  745                           72        24
    last        693  703                           75        24

Level from the second quarter on. Handles: three for each session (an event loop of Streamlit's, two minutes longer than
its visitor), six files of letters, one build. The most: somebody opened an older version beside the build in use, for
two minutes. What fills up at first, counted in the server every minute (mallinfo2, pymalloc, Arrow, what is kept):
files that were made for visitors, 16 MB in half an hour, and texts of numbers; what Python and Arrow hold stays the
same from the third minute on (167 MB and 62). The evening before, with 32 MB of files: at twice the pace 693 MB after
11 minutes and 696 after 21; in an hour 620, 659, 660 and 681 MB by quarter, full only near its end. Before
that, 682 MB in the second quarter and 719 in the last: the texts of numbers that `metrics.dutch` keeps filled up with
those of each refresh (50,000 of two kinds are 33 MB; 20,000 and 5,000 are kept since).

Before, all on two cores with other work (load 20 to 33), four visitors:

    28 November, 15 minutes, a refresh every 150 s    1,482 MB in the second quarter, 1,765 in the last
    29 November, a refresh every minute               1,338 MB after 3 minutes; three builds stayed alive a refresh
    the same with one build alive                     829 MB after 6 minutes, 929 after 12
    the same on another day's code, 12 minutes        790 MB in the second quarter, 857 in the last
    without what typst kept, columns apart            546 MB after 3 minutes, 770 after 40 (broken off at 41)
    the code of that morning, 25 minutes              671 MB in the second quarter, 673 in the last

What grew, found by counting in the server (mallinfo2, pymalloc, Arrow, frames): typst kept what it worked out for the
last ten documents, 103 MB (`pages/ui/documents/pdf.py`); columns lay among small things in sixteen places of glibc's
(`serving.memory.frugal`; two servers side by side, three visitors, two refreshes, 8 minutes: 260 MB kept though free
and 450 to 510 MB not of files, with it 47 and 430, for 1.2% more CPU); what changed between two versions of a table was
kept for twenty pairs of versions, 5 MB each (`pages/ui/bronnen/versions.py`); the outlines of every build, 15 MB after
five (`pages/ui/charts/screen/map.py`). In the run of 25 minutes handles rose from 62 to 94: each thread that drew had
matplotlib open its letters anew, 36 files that stayed open, now six (`pages/ui/charts/paper`).
"""

import argparse
import asyncio
import random
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

from loaders import store
from tests.bench.load import memory_mb, start
from tests.browser.conftest import ROOT, free_port
from tests.feed_server import SHARED, FeedServer, Table, read_table
from tests.support.hostile import Hostile
from tests.support.wire import Run, Visitor, WrongRunError

PAGES = (
    "gemeente", "vergelijking", "kosten", "gebruik", "referentiegroep", "kaart", "regio", "bronnen", "gesprek",
    "portretten", "naast", "nieuws", "reproductie", "uitspraken", "begrippen",
)  # fmt: skip
CODES = ("GM0150", "GM0344", "GM0193", "GM0200", "GM0363", "GM1674")
UPLOAD = b"gemeente;jaar;soort;waarde;eenheid\nDeventer;2023;jaarrekening;40000000;euro\n"
LABEL = "Uw bestand (CSV of Excel, zonder macro's)"
TABLE = "82972NED"
TURNS, EVERY_S, SAMPLE_S, PATIENCE_S, MOST_MINUTES, MOST_VISITORS = 12, 2.0, 10.0, 120.0, 120, 50
MORE_MEMORY, MORE_HANDLES_N = 1.10, 10


@dataclass
class Course:
    """What was done, what failed, and the state of the server over time: seconds, MB, handles, threads."""

    done: Counter[str] = field(default_factory=Counter)
    faults: Counter[str] = field(default_factory=Counter)
    samples: list[tuple[float, float, int, int]] = field(default_factory=list)
    handles: list[Counter[str]] = field(default_factory=list)


async def visitors(url: str, until: float, seed: int, course: Course) -> None:
    """Be one visitor after another until it is time."""
    chance = random.Random(seed)
    while time.monotonic() < until:
        try:
            async with Visitor(url) as visitor:
                for _ in range(TURNS):
                    if time.monotonic() > until:
                        return
                    async with asyncio.timeout(PATIENCE_S):
                        await _turn(url, visitor, chance, course)
                    await asyncio.sleep(EVERY_S * chance.uniform(0.5, 1.5))
        except (WrongRunError, OSError, TimeoutError) as error:
            course.faults[f"{type(error).__name__}: {str(error)[:200]}"] += 1


async def _turn(url: str, visitor: Visitor, chance: random.Random, course: Course) -> None:
    page, code, kind = chance.choice(PAGES), chance.choice(CODES), chance.random()
    if kind < 0.1:
        run = await visitor.open(page, Hostile(chance.randrange(10**6)).address())
        course.done["address made to hurt"] += 1
    elif kind < 0.2:
        run = await visitor.open("referentiegroep", {"g": "GM0150"})
        run, _ = await visitor.upload(run, LABEL, "eigen.csv", UPLOAD)
        course.done["upload"] += 1
    else:
        run = await visitor.open(page, {"g": code})
        course.done["page"] += 1
        names = run.options.get("Gemeente", ())
        if names and kind < 0.6:
            run = await visitor.choose(run, "Gemeente", chance.choice(names))
            course.done["choice"] += 1
    for path in _paths(run, code, chance):
        await asyncio.to_thread(_ask, f"{url}{path}", course)


def _paths(run: Run, code: str, chance: random.Random) -> list[str]:
    """Return a file of the page and, now and then, other addresses."""
    files = re.findall(r'href="(/bestand/[^"]+)"', "\n".join(run.html))
    others = [
        f"/nieuws.atom?g={code}",
        f"/cijfers.csv?{urlencode({'region': code, 'period': '2023'})}",
        "/kosten",
        "/weg",
    ]
    return ([chance.choice(files)] if files and chance.random() < 0.3 else []) + (
        [chance.choice(others)] if chance.random() < 0.2 else []
    )


def _ask(address: str, course: Course) -> None:
    try:
        with urllib.request.urlopen(address, timeout=PATIENCE_S) as answer:
            answer.read()
        course.done["file or address"] += 1
    except urllib.error.HTTPError as error:
        error.read()
        course.done[f"answered {error.code}"] += 1
        if error.code >= 500:
            course.faults[f"{error.code} {address.partition('?')[0].rpartition('/')[2][:40]}"] += 1


def _other(table: Table, number: int) -> Table:
    """Return the table as it was published later: every figure a little higher."""
    rows = [
        {
            name: value * (1 + number / 10_000) if isinstance(value, float) else value
            for name, value in row.items()
        }
        for row in table.rows
    ]
    infos = {**table.infos, "Modified": f"2026-11-{1 + number % 28:02}T02:00:{number % 60:02}"}
    return Table(table.id, table.catalog, infos, table.properties, table.dims, rows, table.groups)


async def refreshes(data: Path, feed: FeedServer, every_s: float, course: Course) -> None:
    """Refresh as an administrator does, again and again."""
    table, number = feed.tables[TABLE], 0
    while True:
        await asyncio.sleep(every_s)
        number += 1
        feed.tables[TABLE] = _other(table, number)
        before = store.current_build(data)
        command = [
            sys.executable,
            "-m",
            "loaders",
            "refresh",
            "--feed",
            feed.url,
            "--iv3-feed",
            feed.url,
            "--only",
            TABLE,
        ]
        process = await asyncio.create_subprocess_exec(
            *command, "--data", str(data), cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
        )
        _, said = await process.communicate()
        if process.returncode or store.current_build(data) == before:
            course.faults[f"refresh: {process.returncode} {said.decode()[-300:]}"] += 1
        course.done["refresh"] += 1


def kinds(process: subprocess.Popen[bytes]) -> Counter[str]:
    """Return how many handles of each kind a process has: files by their ending, the rest by what they are."""
    found: Counter[str] = Counter()
    for handle in Path(f"/proc/{process.pid}/fd").iterdir():
        try:
            target = str(handle.readlink())
        except FileNotFoundError:
            target = "closed meanwhile"
        gone = " that is gone" if target.endswith(" (deleted)") else ""
        path = Path(target.removesuffix(" (deleted)"))
        found[(path.suffix or path.name if path.is_absolute() else target.partition(":[")[0]) + gone] += 1
    return found


async def watch(process: subprocess.Popen[bytes], until: float, course: Course) -> None:
    """Write down how the server is."""
    begin = time.monotonic()
    while time.monotonic() < until:
        home = Path(f"/proc/{process.pid}")
        handles_n, threads_n = len(list((home / "fd").iterdir())), len(list((home / "task").iterdir()))
        course.samples.append((time.monotonic() - begin, memory_mb(process), handles_n, threads_n))
        course.handles.append(kinds(process))
        if len(course.samples) % 6 == 1:
            print("{:6.0f} s  {:6.0f} MB  {:4} handles  {:3} threads".format(*course.samples[-1]), flush=True)
        await asyncio.sleep(SAMPLE_S)


async def measure(
    url: str, process: subprocess.Popen[bytes], data: Path, chosen: argparse.Namespace, course: Course
) -> None:
    """Let visitors come, refresh, and watch."""
    until = time.monotonic() + 60 * chosen.minutes
    crowd = [visitors(url, until, seed, course) for seed in range(chosen.visitors)]
    real = SHARED / "feed" / f"{TABLE}.json.gz"
    if not real.is_file():
        print("without refreshes: the real table is not here")
        await asyncio.gather(watch(process, until, course), *crowd)
        return
    with FeedServer([read_table(real)], remember=False) as feed:
        refreshing = asyncio.create_task(refreshes(data, feed, chosen.refresh_every, course))
        await asyncio.gather(watch(process, until, course), *crowd)
        refreshing.cancel()


def tell(course: Course) -> int:
    """Print what was seen; return the exit code."""
    quarter = max(len(course.samples) // 4, 1)
    early, late = course.samples[quarter : 2 * quarter], course.samples[-quarter:]
    print(", ".join(f"{count} x {what}" for what, count in course.done.most_common()))
    grown = []
    for n, what in ((1, "MB"), (2, "handles"), (3, "threads")):
        before, after = (statistics.median(sample[n] for sample in part) for part in (early, late))
        print(f"{what:<8} second quarter {before:6.0f}  last quarter {after:6.0f}")
        if after > (before * MORE_MEMORY if n == 1 else before + MORE_HANDLES_N):
            grown.append(what)
    for when, at in (("in the middle", len(course.handles) // 2), ("at the end", -1)):
        print(f"handles {when}: " + ", ".join(f"{n} {kind}" for kind, n in course.handles[at].most_common()))
    for text, count in course.faults.most_common(10):
        print(f"  {count} x {text}")
    print(f"grows: {', '.join(grown)}" if grown else "nothing grows")
    return 1 if grown or course.faults else 0


def main() -> int:
    """Run it."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("data", type=Path)
    parser.add_argument("--minutes", type=float, default=60)
    parser.add_argument("--visitors", type=int, default=8)
    parser.add_argument("--refresh-every", type=float, default=300, help="seconds between refreshes")
    chosen = parser.parse_args()
    chosen.minutes, chosen.visitors = min(chosen.minutes, MOST_MINUTES), min(chosen.visitors, MOST_VISITORS)
    course = Course()
    with tempfile.TemporaryDirectory() as folder:
        data = Path(shutil.copytree(chosen.data, Path(folder) / "data"))
        port = free_port()
        process = start(data, port, uvicorn=False)
        try:
            asyncio.run(measure(f"http://localhost:{port}", process, data, chosen, course))
        finally:
            process.kill()
            process.wait()
        log = (data.parent / f"server-{port}.log").read_text(errors="replace")
        for line in re.sub(r"\x1b\[[0-9;]*m", "", log).splitlines():
            if re.match(r"\w*(Error|Exception|Interrupt)\b", line):
                course.faults[f"log: {line[:200]}"] += 1
    return tell(course)


if __name__ == "__main__":
    sys.exit(main())
