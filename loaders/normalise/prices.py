"""Prices of health care: the consumer price index of CBS (report, appendix 3, item 5), yearly, for Nederland.

The report names no table number. The index has a dimension of spending categories and no dimension of
regions. Each table has its own base (83131NED: 2015 = 100, 86141NED: 2025 = 100); what stands in the store is the
index of the table itself, and `metrics.costs.prices` links tables on a year they share.
"""

import re
from dataclasses import replace

import pandas as pd

from loaders.normalise import keys
from loaders.normalise.metadata import Metadata, Topic, plain
from loaders.normalise.plan import Plan, member_keys, period_frame, period_notes, pick, quoted
from metrics.places.codes import NEDERLAND

_CARE = r"([\d.]+ )?gezondheid(szorg)?"
_OUTPATIENT = r"([\d.]+ )?(diensten voor )?(extramurale|ambulante) (gezondheids)?zorg.*"
_INDEX_UNIT = r"\d{4} ?= ?100|index.*"  # 'getal' is a weight, '%' a change


def plan(meta: Metadata) -> Plan:
    """Return the plan: `prijsindex_gezondheidszorg` and, where offered, `prijsindex_extramurale_zorg`, whole
    years,
    with the base year of the table (= 100).

    Raises `TableError` where the category for health or the index is not found by title.
    """
    (dimension,) = meta.others("categor")
    health = pick(meta, dimension, "Gezondheid", _CARE)
    chosen = [(health, "prijsindex_gezondheidszorg")]
    chosen += [(each.key, "prijsindex_extramurale_zorg") for each in dimension.titled(_OUTPATIENT)[:1]]
    topic = _index(meta)
    value = f"raw.{quoted(topic.key)} * {keys.factor(topic, meta.source_id)}"
    sql = f"""
        SELECT c.indicator, '{NEDERLAND}' AS region, p.period, p.year, {value} AS value, p.status AS period_status,
               CASE WHEN raw.{quoted(topic.key)} IS NULL THEN 'geen_cijfer' ELSE 'ok' END AS cell_status,
               $source_id AS source_id
        FROM raw
        JOIN categories c ON c.key = trim(raw.{quoted(dimension.key)})
        JOIN periods p ON p.key = trim(raw.{quoted(meta.time.key)}) AND p.period = p.year::VARCHAR
    """  # noqa: S608 - quoted column names of the feed, and a constant
    columns = dict.fromkeys([each.key for each in meta.dimensions], "VARCHAR") | {topic.key: "DOUBLE"}
    return Plan(
        columns=columns,
        selects={"observation": sql},
        lookups={
            "periods": period_frame(meta),
            "categories": pd.DataFrame(chosen, columns=["key", "indicator"]),
        },
        members=member_keys(meta, columns),
        regions=pd.DataFrame([(NEDERLAND, "Nederland", "land")], columns=["code", "name", "kind"]),
        notes=period_notes(meta),
        parts={name: frozenset({("", topic.key), (dimension.key, key)}) for key, name in chosen},
    )


def _index(meta: Metadata) -> Topic:
    """Return the column with the index itself: not derived, no change and no weight; known by its unit."""
    in_units = replace(meta, topics=tuple(t for t in meta.topics if re.fullmatch(_INDEX_UNIT, plain(t.unit))))
    unwanted = ("mutatie", "afgeleid", "weging")
    for word in ("cpi", "prijsindex"):
        topic = in_units.find_topic(word, without=unwanted)
        if topic is not None:
            return topic
    return (in_units if in_units.topics else meta).topic("index", without=unwanted)
