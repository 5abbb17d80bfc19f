"""Laag en langdurig laag inkomen, one table per regional division: households and children with a low income.

'Kinderen' is called 'Minderjarige kinderen' from the division of 2023 on; that of 2017 has households only. The limit,
the duration and the kind of household each have a member that begins with 'Totaal', of which only the last is wanted.
"""

from dataclasses import replace

from loaders.errors import TableError
from loaders.normalise.income import EVERY_HOUSEHOLD
from loaders.normalise.metadata import Metadata, Topic, plain
from loaders.normalise.plan import Plan, Wanted, observations, offered, pick

_DURATIONS = {
    "1jr": ("Ten minste 1 jaar", r"(ten minste|minstens|minimaal) (1|een) jaar|(1|een) jaar of langer"),
    "4jr": ("Vier jaar of langer", r"(ten minste|minstens|minimaal) (4|vier) jaar|(4|vier) jaar of langer"),
}
# Part of an indicator -> how the title of its columns begins.
_WHO = {"kinderen": "(minderjarige )?kinderen", "huishoudens": "particuliere huishoudens"}
_CHILDREN = ("kind", "jeugd", "minderjarig")  # a column that is about children, under whatever name


def plan(meta: Metadata) -> Plan:
    """Return the plan: `kinderen_laag_inkomen_1jr_pct`, `..._4jr_pct` (per cent of children), the same in `_n`, and
    the four of `huishoudens_laag_inkomen_...`; each where the table offers it, with a note where it has no children.

    Raises `TableError` where the low-income limit, a duration or all columns are not found by title, or columns on
    children were renamed.
    """
    limit, duration, features = meta.others("inkomensgrens", "duur", "kenmerken")
    low = pick(
        meta,
        limit,
        "Inkomen tot lage-inkomensgrens",
        r"(inkomen )?(tot|onder)( de)? lage[- ]?inkomensgrens",
    )
    total = pick(meta, features, "Particuliere huishoudens", *EVERY_HOUSEHOLD)
    topics, notes = _topics(meta)
    wanted = []
    for name, (title, pattern) in _DURATIONS.items():
        found = pick(meta, duration, title, pattern)
        for (who, suffix), topic in topics.items():
            wanted.append(Wanted((low, found, total), topic, f"{who}_laag_inkomen_{name}_{suffix}"))
    made = observations(meta, wanted, [limit, duration, features])
    return replace(made, notes=made.notes + notes)


def _topics(meta: Metadata) -> tuple[dict[tuple[str, str], Topic], tuple[str, ...]]:
    """Return the columns by who and suffix ('kinderen', 'pct'), and notes on what there is not."""
    topics: dict[tuple[str, str], Topic] = {}
    notes: tuple[str, ...] = ()
    for who, title in _WHO.items():
        for suffix, units in (("pct", ("%",)), ("n", ("1 000", "aantal"))):
            for unit in units:
                topic, why_not = offered(meta, unit=unit, title=title)
                notes += why_not
                if topic is not None:
                    topics.setdefault((who, suffix), topic)
    if ("kinderen", "pct") not in topics:
        every = [each.path for each in (*meta.topics, *meta.not_fetched)]
        about = [path for path in every if any(word in plain(path) for word in _CHILDREN)]
        if about:
            raise TableError(
                meta.source_id, [f"Het percentage kinderen is niet gevonden; er staat: {'; '.join(about)}."]
            )
        notes += ("Deze tabel gaat over huishoudens; cijfers over kinderen staan er niet in.",)
    return topics, notes
