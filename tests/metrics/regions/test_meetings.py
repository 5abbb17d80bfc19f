"""Whom a gemeente meets, on divisions made by hand: mergers, a move, a division of one year only."""

import pandas as pd
import pytest

from metrics.facts import MEMBERSHIPS
from metrics.places.country import Country
from metrics.regions.congruence import by_year
from metrics.regions.meetings import Meetings, called, meetings
from tests.metrics import build_facts as made

# In 2016: A, B and P (which became part of B) in one jeugdregio; C and Q (which with R became N) in another.
THEN = {"GM0001": "JZ1", "GM0002": "JZ1", "GM0008": "JZ1", "GM0003": "JZ2", "GM0009": "JZ2"}
NOW = {"GM0001": "JZ1", "GM0002": "JZ2", "GM0003": "JZ2", "GM0010": "JZ2"}
INTO = {"GM0008": "GM0003", "GM0009": "GM0010"}


class _Country:
    def successor(self, code: str) -> str | None:
        return code if code in NOW else INTO.get(code)


def _met(code: str, rows: list[tuple[str, str, str, int]]) -> Meetings:
    facts = made.facts(memberships=pd.DataFrame(rows, columns=MEMBERSHIPS))
    country: Country = _Country()  # type: ignore[assignment]
    return meetings(by_year(facts), country, code)


def _rows(regions: dict[str, str], name: str, year: int) -> list[tuple[str, str, str, int]]:
    return [(code, region, name, year) for code, region in regions.items()]


BOTH = [*_rows(THEN, "jeugdregio", 2016), *_rows(NOW, "jeugdregio", 2026), *_rows(THEN, "ggd", 2016)]


def test_who_came_and_who_went() -> None:
    found = _met("GM0002", BOTH)
    assert found.years == (2016, 2026) and found.both == ("jeugdregio",)
    assert found.counts == {"GM0003": 1, "GM0010": 1}
    assert found.counts_then == {"GM0001": 2}  # GM0008 went into GM0003, which was elsewhere itself
    assert found.came("jeugdregio") == {"GM0003", "GM0010"} and found.went("jeugdregio") == {"GM0001"}


def test_a_gemeente_of_after_a_merger_is_where_its_parts_were() -> None:
    found = _met("GM0010", BOTH)
    assert found.then["jeugdregio"].others == {"GM0003"} and found.went("jeugdregio") == frozenset()


def test_alone_in_a_region_and_without_any() -> None:
    assert _met("GM0001", BOTH).counts == {} and _met("GM0001", BOTH).most == ()
    nowhere = _met("GM0001", _rows({"GM0001": "01"}, "grootteklasse", 2026))
    assert nowhere.years == () and nowhere.now == {}


def test_the_first_of_equals_are_all_named() -> None:
    rows = [*_rows(NOW, "jeugdregio", 2026), *_rows({**NOW, "GM0003": "GG9"}, "ggd", 2026)]
    found = _met("GM0002", rows)
    assert found.counts == {"GM0010": 2, "GM0003": 1} and found.most == ("GM0010",)
    assert found.then == {}


@pytest.mark.parametrize(
    ("code", "one", "several"),
    [("ggd", "GGD-regio", "GGD-regio's"), ("x_y", "gebied (x y)", "gebieden (x y)")],
)
def test_what_a_region_is_called(code: str, one: str, several: str) -> None:
    assert (called(code), called(code, several=True)) == (one, several)
