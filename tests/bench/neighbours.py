"""How fast gemeenten that are alike are found: `python -m tests.bench.neighbours DATA_DIR`. Prints, asserts nothing.

DATA_DIR is a data folder with CBS figures loaded. All gemeenten at once, as the page and the command line ask.
"""

import statistics
import sys
import time
from pathlib import Path

from loaders import store
from metrics.groups import similarity
from metrics.groups.context import context

TURNS = 20
NEIGHBOURS_N = 10


def main(data_dir: Path) -> None:
    """Measure and print."""
    facts = store.open_store(data_dir).facts()
    begin = time.perf_counter()
    known = context(facts)
    print(f"context of {len(known.table)} gemeenten     {1000 * (time.perf_counter() - begin):8.1f} ms")
    times = []
    for _ in range(TURNS):
        begin = time.perf_counter()
        similarity.nearest_of_all(similarity.prepare(known), NEIGHBOURS_N)
        times.append(1000 * (time.perf_counter() - begin))
    print(f"neighbours of all, median  {statistics.median(times):8.1f} ms")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
