"""Regionale kerncijfers (70072ned): inhabitants on 1 January, and what tells gemeenten apart by place.

The other topics are taken where the table that came in has them; only the population is required.
"""

from dataclasses import replace

from loaders.normalise.metadata import Metadata
from loaders.normalise.plan import Plan, Wanted, observations, offered

# Indicator -> how the topic's own title begins. Groups do not count: under 'Stedelijkheidsklasse' stand inhabitants.
_OPTIONAL = {
    "bevolkingsdichtheid_per_km2": "bevolkingsdichtheid",
    "adressendichtheid_per_km2": "omgevingsadressendichtheid",
    "stedelijkheid_klasse": "(mate van )?stedelijkheid",
}
_NO_COUNT = ("groei", "dichtheid", "toename")


def plan(meta: Metadata) -> Plan:
    """Return the plan: `inwoners_n` on 1 January, and where offered `bevolkingsdichtheid_per_km2` (inhabitants per
    km2 of land), `adressendichtheid_per_km2`, `stedelijkheid_klasse` (1 very urban to 5 not urban).

    An optional column in a unit that is not known is left out, with a note. Raises `TableError` where the inhabitants
    are not found.
    """
    meta.others()
    on_first_day = meta.find_topic("1 januari", "totale bevolking", without=_NO_COUNT)
    topics = {"inwoners_n": on_first_day or meta.topic("totale bevolking", without=_NO_COUNT)}
    notes: tuple[str, ...] = ()
    for name, title in _OPTIONAL.items():
        topic, why_not = offered(meta, title=title)
        notes += why_not
        if topic is not None:
            topics[name] = topic
    made = observations(meta, [Wanted((), topic, name) for name, topic in topics.items()])
    return replace(made, notes=made.notes + notes)
