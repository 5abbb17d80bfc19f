"""Prices of health care: the consumer price index of CBS (report, appendix 3, item 5), yearly, for Nederland.

The report names no table number. The index has a dimension of spending categories and no dimension of
regions.
"""

import pandas as pd

from loaders.normalise import keys
from loaders.normalise.metadata import Metadata
from loaders.normalise.plan import Plan, member_keys, period_frame, pick, quoted
from metrics.places.codes import NEDERLAND

_CARE = r"(\d+ )?gezondheid(szorg)?"
_OUTPATIENT = r"(\d+ )?(extramurale|ambulante) gezondheidszorg.*"


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
    unwanted = ("mutatie", "afgeleid", "weging")
    topic = meta.find_topic("cpi", without=unwanted) or meta.topic("prijsindex", without=unwanted)
    value = f"raw.{quoted(topic.key)} * {keys.factor(topic, meta.source_id)}"
    sql = f"""
        SELECT c.indicator, '{NEDERLAND}' AS region, p.period, p.year, {value} AS value, p.status AS period_status,
               CASE WHEN raw.{quoted(topic.key)} IS NULL THEN 'geen_cijfer' ELSE 'ok' END AS cell_status,
               $source_id AS source_id
        FROM raw
        JOIN categories c ON c.key = trim(raw.{quoted(dimension.key)})
        JOIN periods p ON p.key = trim(raw.{quoted(meta.time.key)}) AND p.period = p.year::VARCHAR
    """  # noqa: S608 - quoted column names of the feed, and a constant
    return Plan(
        columns={meta.time.key: "VARCHAR", dimension.key: "VARCHAR", topic.key: "DOUBLE"},
        selects={"observation": sql},
        lookups={
            "periods": period_frame(meta),
            "categories": pd.DataFrame(chosen, columns=["key", "indicator"]),
        },
        members=member_keys(meta),
        regions=pd.DataFrame([(NEDERLAND, "Nederland", "land")], columns=["code", "name", "kind"]),
    )
