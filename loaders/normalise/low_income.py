"""Laag en langdurig laag inkomen, one table per regional division: children in a household with a low income.

'Kinderen' is called 'Minderjarige kinderen' from the division of 2023 on; the limit, the duration and the
kind of household each have a member that begins with 'Totaal', of which only the last is wanted.
"""

from loaders.normalise.income import EVERY_HOUSEHOLD
from loaders.normalise.metadata import Metadata
from loaders.normalise.plan import Plan, Wanted, observations, pick

_DURATIONS = {
    "1jr": r"(ten minste|minstens|minimaal) (1|een) jaar|(1|een) jaar of langer",
    "4jr": r"(ten minste|minstens|minimaal) (4|vier) jaar|(4|vier) jaar of langer",
}


def plan(meta: Metadata) -> Plan:
    """Return the plan: `kinderen_laag_inkomen_1jr_pct`, `..._4jr_pct` (per cent of children) and the same in
    `_n`.

    Raises `TableError` where the low-income limit, a duration or the children are not found by title.
    """
    limit, duration, features = meta.others("inkomensgrens", "duur", "kenmerken")
    low = pick(
        meta,
        limit,
        "Inkomen tot lage-inkomensgrens",
        r"(inkomen )?(tot|onder)( de)? lage[- ]?inkomensgrens",
    )
    total = pick(meta, features, "Particuliere huishoudens", *EVERY_HOUSEHOLD)
    share = meta.topic("kinderen", unit="%")
    count = meta.find_topic("kinderen", unit="1 000") or meta.topic("kinderen", unit="aantal")
    wanted = []
    for name, pattern in _DURATIONS.items():
        found = pick(meta, duration, name, pattern)
        wanted.append(Wanted((low, found, total), share, f"kinderen_laag_inkomen_{name}_pct"))
        wanted.append(Wanted((low, found, total), count, f"kinderen_laag_inkomen_{name}_n"))
    return observations(meta, wanted, [limit, duration, features])
