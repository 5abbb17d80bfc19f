"""How fast the figures are taken apart: `python -m tests.bench.composition DATA_DIR`. Prints, asserts nothing.

DATA_DIR is a data folder with CBS figures loaded. Every line is the best of three, for all gemeenten and years.
"""

import sys
import time
from collections.abc import Callable
from pathlib import Path

from loaders import store
from loaders.files import shipped
from metrics import catalogue
from metrics.costs import bookings, composition, index_apart
from metrics.figures import at
from metrics.groups import robustness
from metrics.use import usual

CASE, PERIOD = "GM0150", "2019"


def best(what: str, run: Callable[[], object]) -> None:
    """Print the shortest of three runs in milliseconds."""
    times = []
    for _ in range(3):
        begin = time.perf_counter()
        run()
        times.append(time.perf_counter() - begin)
    print(f"{what:<44}{1000 * min(times):8.0f} ms")


def main(arguments: list[str]) -> None:
    """Measure and print."""
    opened = store.open_store(Path(arguments[0]))
    facts, records = opened.facts(), shipped.records()
    opened.close()
    figures = catalogue.figures(facts, records)
    best("every figure", lambda: catalogue.figures(facts, records))
    made = composition.compose(facts, records, figures)
    best("everything taken apart", lambda: composition.compose(facts, records, figures))
    best("  the index, every pair of years", lambda: index_apart.index_apart(made.amounts))
    best("  booking flags", lambda: bookings.flags(made.by_family))
    best("bands of use", lambda: usual.of_build(facts))
    listed, _ = robustness.other_groups(facts, records, CASE)
    members = listed["jeugdregio"][0][1] if "jeugdregio" in listed else ()
    tried, _ = robustness.candidates(CASE, members, listed, {})
    rows = at(figures, "lasten_per_inwoner", PERIOD)
    best(
        f"one statement on {len(tried)} groups",
        lambda: robustness.robustness(rows, CASE, tried, robustness.Question("lager")),
    )


if __name__ == "__main__":
    main(sys.argv[1:])
