"""Kerncijfers over jeugdzorg (84134NED 2015-2020, 85099NED from 2021): every form, years and half-years.

Counts are young people in the period (a person counts once per form and period, so half-years do not add up
to a year); percentages are of an age group that differs per form (jeugdhulp: under 23). Sources: titles of
85099NED.
"""

from loaders.errors import TableError
from loaders.normalise.forms import codes
from loaders.normalise.metadata import Metadata, Topic, plain
from loaders.normalise.plan import Plan, Wanted, observations


def plan(meta: Metadata) -> Plan:
    """Return the plan: `<form>_n` (people), `<form>_pct` (per cent) and `<form>_trajecten_n` for every form.

    Raises `TableError` where 'JZ Totaal jeugdzorg' or 'JH 121' is not among the forms, or a topic is not
    known.
    """
    (dimension,) = meta.others("vormen|typejeugdzorg")
    forms = codes(dimension, meta.source_id)
    missing = {"jz_totaal", "jh_121"} - set(forms.values())
    if missing:
        titles = "; ".join(member.title for member in dimension.members)
        raise TableError(
            meta.source_id, [f"Vorm {', '.join(sorted(missing))} is niet gevonden; er staat: {titles}."]
        )
    suffixes = {topic: _suffix(meta, topic) for topic in meta.topics}
    wanted = [
        Wanted((key,), topic, f"{form}_{suffix}")
        for key, form in forms.items()
        for topic, suffix in suffixes.items()
    ]
    return observations(meta, wanted, [dimension])


def _suffix(meta: Metadata, topic: Topic) -> str:
    unit = plain(topic.unit)
    if topic.has("traject"):
        return "trajecten_n"
    if topic.has("jongeren") and "%" in unit:
        return "pct"
    if topic.has("jongeren") and "aantal" in unit:
        return "n"
    raise TableError(meta.source_id, [f"De kolom '{topic.path}' met eenheid '{topic.unit}' is niet bekend."])
