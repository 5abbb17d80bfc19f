"""The address of a page: codes in, usable choices and notices out."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.facts import MERGERS
from metrics.places.lineage import Lineage
from pages.ui.site import selection
from pages.ui.site.selection import Notice, choice, parse

NAMES = {"GM0150": "Deventer", "GM1960": "West Betuwe", "GM1980": "Noord", "GM1981": "Zuid"}
LINEAGE = Lineage(
    pd.DataFrame(
        [
            ["2019-01-01", "GM0236", "Geldermalsen", "GM1960", "West Betuwe", "merger"],
            ["2019-01-01", "GM0304", "Neerijnen", "GM1960", "West Betuwe", "merger"],
            ["2021-01-01", "GM0788", "Haaren", "GM1980", "Noord", "split"],
            ["2021-01-01", "GM0788", "Haaren", "GM1981", "Zuid", "split"],
        ],
        columns=MERGERS,
    )
)


def read(**params: str) -> selection.Selection:
    return parse(params, NAMES, LINEAGE)


def test_a_known_gemeente_is_taken_as_it_is() -> None:
    assert read(g="GM0150") == selection.Selection(gemeente="GM0150")


def test_an_unknown_code_is_named_and_not_used() -> None:
    got = read(g="GM9999")
    assert got.gemeente is None
    assert got.notices == (Notice("K1", {"code": "GM9999"}),)


def test_a_merged_gemeente_leads_to_the_one_of_today() -> None:
    got = read(g="GM0236")
    assert got.gemeente == "GM1960"
    assert got.notices == (Notice("K2", {"oud": "Geldermalsen", "jaar": "2019", "nieuw": "West Betuwe"}),)


def test_a_divided_gemeente_asks_to_choose() -> None:
    got = read(g="GM0788")
    assert got.gemeente is None
    assert got.notices == (Notice("K3", {"oud": "Haaren", "namen": "Noord, Zuid"}),)


def test_other_parameters_are_kept_as_text() -> None:
    assert read(g="GM0150", r="cbs", leden="GM0193,GM0200").params == {"r": "cbs", "leden": "GM0193,GM0200"}


@pytest.mark.parametrize("bad", ["<script>", "a" * 2801, "x\x00y", "'; DROP TABLE finance", ""])
def test_a_mangled_value_is_dropped_with_one_notice(bad: str) -> None:
    got = read(r=bad, j=bad)
    assert got.params == {}
    assert [notice.key for notice in got.notices] == ["K5"]


def test_a_version_is_a_hash_or_nothing() -> None:
    assert read(v="0a1b2c3d").version == "0a1b2c3d"
    assert read(v="../../etc/passwd").version is None


@given(st.dictionaries(st.sampled_from(["g", "v", "r", "x", "leden"]), st.text(max_size=30)))
def test_whatever_the_address_says_the_result_can_be_used(params: dict[str, str]) -> None:
    got = parse(params, NAMES, LINEAGE)
    assert got.gemeente is None or got.gemeente in NAMES
    assert all(len(str(value)) <= 200 for notice in got.notices for value in notice.values.values())


def test_a_choice_that_is_not_there_gives_the_default_and_says_so() -> None:
    options = {"rapport": "Rapport", "cbs": "CBS"}
    assert choice("cbs", options, "rapport") == ("cbs", True)
    assert choice(None, options, "rapport") == ("rapport", True)
    assert choice("zz", options, "rapport") == ("rapport", False)
