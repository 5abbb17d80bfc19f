"""Regionale kerncijfers (70072ned): inhabitants on 1 January, and what tells gemeenten apart by place.

The other topics are taken where the table that came in has them; only the population is required.
"""

from loaders.normalise.metadata import Metadata
from loaders.normalise.plan import Plan, Wanted, observations

# Indicator -> words in the title of the topic, and words that it must not have.
_OPTIONAL = {
    "bevolkingsdichtheid_per_km2": (("bevolkingsdichtheid",), ()),
    "adressendichtheid_per_km2": (("omgevingsadressendichtheid",), ()),
    "stedelijkheid_klasse": (("stedelijkheid",), ()),
}


def plan(meta: Metadata) -> Plan:
    """Return the plan: `inwoners_n` on 1 January, and where offered `bevolkingsdichtheid_per_km2`
    (inhabitants per
    km2 of land), `adressendichtheid_per_km2`, `stedelijkheid_klasse` (1 very urban to 5 not urban).
    """
    meta.others()
    topics = {"inwoners_n": meta.topic("totale bevolking", without=("groei", "dichtheid", "toename"))}
    for name, (words, without) in _OPTIONAL.items():
        topic = meta.find_topic(*words, without=without)
        if topic is not None:
            topics[name] = topic
    return observations(meta, [Wanted((), topic, name) for name, topic in topics.items()])
