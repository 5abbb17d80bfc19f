"""How fast the figures are taken apart: `python -m tests.bench.composition DATA_DIR`. Prints, asserts nothing.

DATA_DIR is a data folder with CBS figures loaded. Every line is CPU, the best of three, for all gemeenten and years.
"""

import sys
import time
from collections.abc import Callable
from pathlib import Path

from loaders import store
from loaders.files import shipped
from metrics import catalogue
from metrics.build import Build
from metrics.costs import bookings, composition, index_apart
from metrics.groups import robustness
from metrics.groups.families import families
from metrics.report.audit import audit
from metrics.use import usual

CASE, PERIOD = "GM0150", "2019"


def best(what: str, run: Callable[[], object]) -> None:
    """Print the CPU of the shortest of three runs in milliseconds."""
    times = []
    for _ in range(3):
        begin = time.process_time()
        run()
        times.append(time.process_time() - begin)
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
    build = Build(facts, records)
    best("the audit of the report, of a new build", lambda: audit(Build(facts, records)))
    group = build.groups.ordinary(CASE)
    if group is None:
        return
    tried = families(build.groups, CASE, group)
    grid = build.readings.grid
    asked = robustness.Asked("lager", 0)
    best(
        f"one statement on {len(tried)} kinds of groups",
        lambda: robustness.votes(grid, "lasten_per_inwoner", PERIOD, CASE, tried, asked),
    )


if __name__ == "__main__":
    main(sys.argv[1:])
