"""What one run of each page costs: CPU of the real server, the median of many runs, every figure that comes checked.

    python -m tests.bench.cpu DATA                                  # every page of the menu
    python -m tests.bench.cpu DATA --pages gemeente kaart --runs 60
    python -m tests.bench.cpu DATA --beside ../other-tree           # the same pages of another tree, in turns

DATA: a data folder with figures loaded; a copy of it is used. One visitor on one warm process chooses gemeente after
gemeente, each for the first time on that page, and nobody else asks for anything. So what the process used between two
choices is the run: the page, what Streamlit does, and sending. `--beside`: two servers, five choices on one and then
five on the other; on a busy machine only the two beside each other say something. Only on this machine; not collected
by pytest.

On 29 November 2026, two virtual cores (AMD EPYC), everything loaded, load 23 to 28 from other work, `--beside` the
version before, 25 runs each, medians: gemeente 41.4 -> 34.8 ms, vergelijking 43.2 -> 37.3, kaart 53.5 -> 43.1, regio
63.1 -> 52.3, bronnen 78.3 -> 29.9, methode 105.0 -> 58.5; 48,822 figures checked, none wrong. What did it: links that
Streamlit need not look up on disk, addresses of files by msgspec, figures of a group from its members alone, and tables
that are the same for everybody kept with the build.
The new version alone, load 28: app 23, gemeente 42, vergelijking 48, gesprek 43, nieuws 15, kosten 86, gebruik 56,
inkomen 45, referentiegroep 56, kaart 50, regio 60, samenwerken 49, portretten 32, naast 20, zelfevaluatie 24,
reproductie 93, uitspraken 32, begrippen 21, methode 64, bronnen 36, over 16 ms: on such a machine a run takes about a
fifth more than in the turns above.
On an idle one: app 21, gemeente 32, vergelijking 52, gesprek 28, nieuws 11, kosten 58, gebruik 43, inkomen 37,
referentiegroep 42, kaart 45, regio 59, samenwerken 36, portretten 26, naast 15, zelfevaluatie 20, reproductie 71,
uitspraken 23, begrippen 14, methode 47, bronnen 28, over 17 ms; again, 60 and 40 runs of two pages: vergelijking 39 and
38, gemeente 49 and 42. The least of each is far lower (gemeente 29, vergelijking 33): what differs between runs was not
found. 101,310 figures checked, none wrong.
That evening, idle, 60 runs: gemeente 37 (least 31), vergelijking 41 (least 34); later 40 (29) and 39 (34).
The night after, idle, every page: gemeente 32 (30), vergelijking 37 (34), kosten 60, reproductie 72, the others 12 to
47; 61,445 figures checked, none wrong.
"""

import argparse
import asyncio
import random
import shutil
import statistics
import subprocess
import tempfile
import time
from collections.abc import Sequence
from itertools import cycle
from pathlib import Path

from pages.ui.site import menu
from tests.bench.load import start
from tests.browser.conftest import ROOT, free_port
from tests.support.served import Frame
from tests.support.wire import Run, Visitor

MOST_RUNS = 300  # of a page
AT_A_TIME = 5
IDLE_MS, PATIENCE_S = 30.0, 240.0
REST_S = 0.12  # after a run: what the server does behind it belongs to it
CHOOSER = "Gemeente"
WARM_N = 8  # runs of a page that do not count


def cpu_ms(process: subprocess.Popen[bytes]) -> float:
    """Return the milliseconds of CPU a process has used, user and system, with those of threads that ended."""
    return 1000 * time.clock_gettime((~process.pid << 3) | 2)  # CPUCLOCK_SCHED of a process (Linux)


def settled(process: subprocess.Popen[bytes]) -> None:
    """Wait until a server that has started does nothing any more: what pages need is made by then."""
    until = time.monotonic() + PATIENCE_S
    while time.monotonic() < until:
        before = cpu_ms(process)
        time.sleep(1)
        if cpu_ms(process) - before < IDLE_MS:
            return
    raise SystemExit(f"the server was still busy {PATIENCE_S:.0f} s after its start")


def _asked(page: str) -> str:
    return "" if page == menu.HOME else page  # as its address says


class Measured:
    """One visitor of one server: what its runs took, and what was wrong in them."""

    def __init__(self, process: subprocess.Popen[bytes], url: str, frame: Frame) -> None:
        """`frame`: the figures of the data folder."""
        self.took: list[float] = []
        self.figures_n, self.wrong = 0, list[str]()
        self._process, self._frame = process, frame
        self._visitor, self._run = Visitor(url), Run()
        self._judged: dict[tuple[str, ...], int] = {}

    async def open(self, page: str, gemeenten: Sequence[tuple[str, str]]) -> None:
        """Ask for a page, as a new visitor, and choose some gemeenten (name and code) that do not count."""
        await self._visitor.__aenter__()
        self._run = await self._visitor.open(_asked(page), {"g": gemeenten[0][1]})
        await self.choose(page, gemeenten[1:])
        self.took.clear()

    async def close(self) -> None:
        """Leave."""
        await self._visitor.__aexit__(None, None, None)

    async def choose(self, page: str, gemeenten: Sequence[tuple[str, str]]) -> None:
        """Choose these gemeenten one after the other, or open the page with each where it has no chooser."""
        for name, code in gemeenten:
            before = cpu_ms(self._process)
            if CHOOSER in self._run.choosers:
                self._run = await self._visitor.choose(self._run, CHOOSER, name)
            else:
                self._run = await self._visitor.open(_asked(page), {"g": code})
            await asyncio.sleep(REST_S)
            self.took.append(cpu_ms(self._process) - before)
            self._judge(page)

    def _judge(self, page: str) -> None:
        key = tuple(self._run.html)
        if key not in self._judged:
            self._judged[key], wrong = self._frame.check(self._run.tables())
            self.wrong.extend(f"{page}: {each}" for each in wrong)
        self.figures_n += self._judged[key]


def _gemeenten(frame: Frame) -> list[tuple[str, str]]:
    """Return name and code of the gemeenten of today with figures, in an order by chance that is always the same."""
    found = sorted(
        (name, code)
        for name, code in frame.codes.items()
        if code.startswith("GM") and frame.value("lasten_per_inwoner", name, "2023")
    )
    random.Random(13).shuffle(found)
    return found


async def measure(
    servers: list[tuple[subprocess.Popen[bytes], str]], pages: list[str], runs_n: int, frame: Frame
) -> None:
    """Print the median of each page on each server, in turns."""
    figures_n, wrong = 0, list[str]()
    gemeenten = cycle(_gemeenten(frame))
    for page in pages:
        stretch = [next(gemeenten) for _ in range(WARM_N + runs_n)]
        each = [Measured(process, url, frame) for process, url in servers]
        for one in each:
            await one.open(page, stretch[:WARM_N])
        for at in range(WARM_N, WARM_N + runs_n, AT_A_TIME):
            for one in each:
                await one.choose(page, stretch[at : at + AT_A_TIME])
        for one in each:
            await one.close()
            figures_n += one.figures_n
            wrong += one.wrong
        told = "   ".join(
            f"{statistics.median(one.took):6.1f} ms (least {min(one.took):6.1f})" for one in each
        )
        print(f"{page:<16} {told}", flush=True)
    print(f"{figures_n:,} figures checked, {len(wrong)} wrong {wrong[:3] or ''}")


def main() -> None:
    """Measure."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("data", type=Path)
    parser.add_argument("--pages", nargs="+", default=[each.name for each in menu.entries()])
    parser.add_argument("--runs", type=int, default=40)
    parser.add_argument("--beside", type=Path)
    chosen = parser.parse_args()
    if chosen.runs > MOST_RUNS:
        parser.error(f"at most {MOST_RUNS} runs of a page")
    with tempfile.TemporaryDirectory(prefix="cpu-") as folder:
        data = Path(folder) / "data"
        shutil.copytree(chosen.data, data)
        frame = Frame(data)
        servers = []
        for tree in (chosen.beside, ROOT) if chosen.beside else (ROOT,):
            port = free_port()
            servers.append((start(data, port, uvicorn=False, tree=tree), f"http://localhost:{port}"))
        try:
            for process, _ in servers:
                settled(process)
            asyncio.run(measure(servers, chosen.pages, chosen.runs, frame))
        finally:
            for process, _ in servers:
                process.kill()
                process.wait()


if __name__ == "__main__":
    main()
