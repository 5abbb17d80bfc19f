"""Gemeentelijke kosten; jeugdzorg (83454NED, from 2015): budgeted and realised costs per form of youth care.

CBS calls these 'kosten'; they are not the lasten of Iv3, and many cells are empty. Its ten forms are not those of the
key figures: 'JH zonder verblijf, wijkteam (Zin + PGB)' is a form of its own and no total.
"""

from loaders.normalise.forms import codes
from loaders.normalise.metadata import Metadata
from loaders.normalise.plan import Plan, Wanted, observations


def plan(meta: Metadata) -> Plan:
    """Return the plan: `kosten_begroot_<form>_eur` and `kosten_gerealiseerd_<form>_eur`, in euro.

    Raises `TableError` where either column is not found or its unit is not known.
    """
    (dimension,) = meta.others("vormen|zorg")
    topics = {"begroot": meta.topic("begro"), "gerealiseerd": meta.topic("gerealiseerd")}
    wanted = [
        Wanted((key,), topic, f"kosten_{name}_{form}_eur")
        for key, form in codes(dimension, meta.source_id).items()
        for name, topic in topics.items()
    ]
    return observations(meta, wanted, [dimension])
