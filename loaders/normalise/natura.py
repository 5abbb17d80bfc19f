"""Indicatoren jeugdzorg in natura (82972NED 2015-2020, 85098NED from 2021): five percentages per region and
period.

Another scope and other denominators than the key figures (JH 121): never to be mixed with those.
"""

from loaders.errors import TableError
from loaders.normalise.metadata import Metadata, plain
from loaders.normalise.plan import Plan, Wanted, observations


def plan(meta: Metadata) -> Plan:
    """Return the plan; raises `TableError` where one of the five is not found or is no percentage.

    Indicators: `natura_jeugdhulp_pct` (of all under 18), `natura_verblijf_pct` (of those with jeugdhulp),
    `natura_bescherming_pct` (of all under 18), `natura_bescherming_verblijf_pct` (of those with bescherming),
    `natura_reclassering_pct` (of all aged 12 to 22).
    """
    meta.others()
    topics = {
        "natura_jeugdhulp_pct": meta.topic("jeugdh", without=("verbl", "besch", "reclass")),
        "natura_verblijf_pct": meta.topic("jeugdh", "verbl", without=("besch",)),
        "natura_bescherming_pct": meta.topic("jeugdbesch", without=("verbl",)),
        "natura_bescherming_verblijf_pct": meta.topic("jeugdbesch", "verbl"),
        "natura_reclassering_pct": meta.topic("reclass"),
    }
    wrong = [f"{topic.title} ({topic.unit})" for topic in topics.values() if "%" not in plain(topic.unit)]
    if wrong:
        raise TableError(meta.source_id, [f"Geen percentage: {', '.join(wrong)}. De eenheid is veranderd."])
    return observations(meta, [Wanted((), topic, name) for name, topic in topics.items()])
