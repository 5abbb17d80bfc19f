"""Kerncijfers over jeugdzorg (84134NED 2015-2020, 85099NED from 2021): every form, years and half-years.

Counts are young people in the period (a person counts once per form and period, so half-years do not add up
to a year); percentages are of an age group that differs per form (jeugdhulp: under 23). Sources: titles of
85099NED.
"""

from dataclasses import replace

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
    suffixes = _suffixes(meta)
    if {"n", "pct"} - set(suffixes.values()):
        there = "; ".join(f"{topic.path} ({topic.unit})" for topic in meta.topics)
        problem = f"Aantal of aandeel jongeren met jeugdzorg is niet gevonden. Het CBS gaf: {there}."
        raise TableError(meta.source_id, [problem])
    wanted = [
        Wanted((key,), topic, f"{form}_{suffix}")
        for key, form in forms.items()
        for topic, suffix in suffixes.items()
    ]
    unknown = [topic.path for topic in meta.topics if topic not in suffixes]
    notes = (f"Deze kolommen kennen we niet en gebruiken we niet: {', '.join(unknown)}.",) if unknown else ()
    made = observations(meta, wanted, [dimension])
    return replace(made, notes=made.notes + notes)


def _suffixes(meta: Metadata) -> dict[Topic, str]:
    """Return what the topics count; of two that would count the same, only the one with the shortest title.

    Raises `TableError` where two of equal length would.
    """
    found: dict[Topic, str] = {}
    for wanted in ("n", "pct", "trajecten_n"):
        fits = tuple(topic for topic in meta.topics if _suffix(topic) == wanted)
        topic = replace(meta, topics=fits).find_topic("traject" if wanted == "trajecten_n" else "jongeren")
        if topic is not None:
            found[topic] = wanted
    return found


def _suffix(topic: Topic) -> str:
    """Return what a topic counts: trajecten_n, pct or n; empty for one that is not known."""
    unit = plain(topic.unit)
    if topic.has("traject") and "aantal" in unit:
        return "trajecten_n"
    if topic.has("jongeren") and "%" in unit:
        return "pct"
    return "n" if topic.has("jongeren") and "aantal" in unit else ""
