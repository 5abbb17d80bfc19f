"""A small build with lasten of six gemeenten, made by hand: no file, no network."""

from metrics import figures
from metrics.build import Build
from metrics.records import Records
from tests.metrics.build_facts import sources
from tests.metrics.build_figures import growth, ratios
from tests.metrics.groups.test_make import country

COST = "lasten_per_inwoner"
# Vier books for others and may not be compared.
LASTEN = [
    ("GM0001", 3_000_000.0, 10_000.0, "ok"),
    ("GM0002", 8_000_000.0, 20_000.0, "ok"),
    ("GM0003", 9_100_000.0, 30_100.0, "ok"),
    ("GM0004", 90_000_000.0, 50_000.0, "boekt_voor_anderen"),
    ("GM0005", 6_000_000.0, 30_000.0, "ok"),
    ("GM0008", 5_000_001.0, 21_000.0, "ok"),
]


def build(records: Records) -> Build:
    """Return a build with lasten in 2023, growth of one gemeente, and the lasten of 2018 of one that ended."""
    rows = [
        ratios(LASTEN, source="45063NED, 70072ned", period_status="voorlopig"),
        ratios([("GM0080", 100.0, 10.0)], period="2018", origin="vervallen"),
        growth([("GM0001", 12.0, 4.0, 10.0, 4.0)]),
    ]
    facts = country(sources=sources([("45063NED", None), ("70072ned", None)]))
    return Build(facts, records).with_own(figures.concat(rows))
