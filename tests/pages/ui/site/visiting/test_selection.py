"""The address of a page: codes in, usable choices and notices out."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.facts import MERGERS
from metrics.groups.context import THEMES
from pages.ui.referentiegroep.sections import WEIGHTS
from pages.ui.site.visiting import selection, visit
from pages.ui.site.visiting.selection import GroupAsked, Notice, choice, parse
from tests.metrics.build_facts import names

TODAY = {
    "GM0150": "Deventer", "GM0193": "Zwolle", "GM1960": "West Betuwe", "GM1980": "Noord", "GM1981": "Zuid"
}  # fmt: skip
MERGED = pd.DataFrame(
    [
        ["2019-01-01", "GM0236", "Geldermalsen", "GM1960", "West Betuwe", "merger"],
        ["2019-01-01", "GM0304", "Neerijnen", "GM1960", "West Betuwe", "merger"],
        ["2021-01-01", "GM0788", "Haaren", "GM1980", "Noord", "split"],
        ["2021-01-01", "GM0788", "Haaren", "GM1981", "Zuid", "split"],
    ],
    columns=MERGERS,
)
NAMES = names(TODAY, MERGED)


def read(**params: str) -> selection.Selection:
    return parse(params, NAMES)


@pytest.mark.parametrize("typed", ["GM0150", "gm0150", "150", "GM0150.", " GM0150  ", "Deventer"])
def test_a_known_gemeente_is_taken_as_it_is(typed: str) -> None:
    assert read(g=typed) == selection.Selection(gemeente="GM0150")


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
    assert got.notices == (Notice("K3", {"oud": "Haaren", "jaar": "2021", "namen": "Noord en Zuid"}),)


def test_other_parameters_are_kept_as_text() -> None:
    assert read(g="GM0150", r="cbs", leden="GM0193,GM1960").params == {"r": "cbs", "leden": "GM0193,GM1960"}


@pytest.mark.parametrize("bad", ["<script>", "a" * 2801, "x\x00y", "'; DROP TABLE finance", ""])
def test_a_mangled_value_is_dropped_with_one_notice(bad: str) -> None:
    got = read(r=bad, j=bad, leden=bad)
    assert got.params == {}
    assert [notice.key for notice in got.notices] == ["K5"]


def test_a_version_is_a_hash_or_nothing() -> None:
    assert read(v="0a1b2c3d").version == "0a1b2c3d"
    assert read(v="0a1b2c3d").notices == ()
    mangled = read(v="../../etc/passwd")
    assert mangled.version is None
    assert mangled.notices == (Notice("K5"),)


@pytest.mark.parametrize(
    "param", ["utm_source", "fbclid", "gclid", "msclkid", "mc_cid", "G", "gemeente", "x"]
)
@pytest.mark.parametrize("value", ["nieuwsbrief", "<script>", "a" * 9000, ""])
def test_what_is_not_ours_is_dropped_without_a_word(param: str, value: str) -> None:
    got = read(g="GM0150", r="cbs", **{param: value})
    assert got.notices == ()
    assert got.address == {"g": "GM0150", "r": "cbs"}


def test_what_may_be_copied_on_is_what_was_understood() -> None:
    assert read(g="GM0236", r="cbs", j="'; DROP", v="0a1b2c3d", fbclid="x").address == {
        "g": "GM1960",
        "r": "cbs",
    }


def test_a_term_may_be_words() -> None:
    assert read(zoek="laag inkomen (kinderen)").params == {"zoek": "laag inkomen (kinderen)"}
    assert read(zoek="<b>").notices == (Notice("K5"),)


def test_a_page_cannot_keep_a_choice_that_nobody_reads_back() -> None:
    for param in (*selection.OURS, "w_inkomen"):
        selection.must_be_ours(param)
    with pytest.raises(ValueError, match="utm_source"):
        selection.must_be_ours("utm_source")


def test_all_that_is_asked_of_a_group_is_read() -> None:
    got = read(
        g="GM0150", groep="statistical", k="3", w_inkomen="2", w_grootte="0.5", w_gezin="1", datum="2021",
        naam="mijn_groep", leden="GM0193,1960",
    )  # fmt: skip
    weights = {"inkomen": 2.0, "grootte": 0.5}
    both = ("GM0193", "GM1960")
    assert got.group == GroupAsked("statistical", 3, weights, both, "mijn_groep", 2021, listed=both)
    assert got.params["leden"] == "GM0193,GM1960"
    assert got.notices == ()


@pytest.mark.parametrize(
    ("param", "bad"),
    [
        ("groep", "vrienden"),
        ("k", "0"),
        ("k", "5"),  # there are four others
        ("k", "tien"),
        ("k", "-3"),
        ("w_inkomen", "1.7"),
        ("w_inkomen", "nan"),
        ("w_weer", "1"),
        ("naam", "Mijn"),
        ("datum", "19"),
    ],
)
def test_what_a_group_cannot_have_is_dropped_with_a_notice(param: str, bad: str) -> None:
    got = read(g="GM0150", r="cbs", **{param: bad})
    assert got.group == GroupAsked()
    assert got.params == {"r": "cbs"}
    assert got.notices == (Notice("K5"),)


def test_a_merged_member_is_followed_with_a_notice() -> None:
    got = read(g="GM0150", leden="GM0236,GM0193,GM0304,GM0193")
    assert got.group.members == ("GM1960", "GM0193")
    assert got.params["leden"] == "GM1960,GM0193"
    assert [(each.key, each.values["oud"]) for each in got.notices] == [
        ("K2_groep", "Geldermalsen"),
        ("K2_groep", "Neerijnen"),
    ]


def test_a_divided_and_an_unknown_member_are_told() -> None:
    got = read(g="GM0150", leden="GM0788,GM9999,GM0193,GM1960")
    assert got.group.members == ("GM0193", "GM1960")
    assert got.notices == (
        Notice("K3_groep", {"oud": "Haaren", "jaar": "2021", "namen": "Noord en Zuid"}),
        Notice("K1_groep", {"code": "GM9999"}),
    )


def test_many_unknown_members_are_one_notice() -> None:
    codes = ",".join(f"GM9{n:03d}" for n in range(300))
    assert read(g="GM0150", leden=codes).notices == (Notice("K5"),)


def test_the_gemeente_itself_and_one_other_are_no_group() -> None:
    got = read(g="GM0150", groep="own", leden="GM0150,GM0193")
    assert got.group.members == ()
    assert got.params["leden"] == "GM0193"  # what was chosen stays chosen, so that a second can be added
    assert got.notices == (Notice("G4", {"gemeente": "Deventer"}),)


def test_weights_on_screen_are_those_of_the_address() -> None:
    assert tuple(WEIGHTS) == selection.WEIGHTS
    assert WEIGHTS[selection.ORDINARY_WEIGHT] == "gewoon"


@given(
    st.dictionaries(
        st.sampled_from(
            ["g", "v", "r", "x", "leden", "k", "groep", "datum", "naam", *(f"w_{t}" for t in THEMES)]
        ),
        st.text(max_size=30) | st.text("GM0123456789,.", max_size=30),
    )
)
def test_whatever_the_address_says_the_result_can_be_used(params: dict[str, str]) -> None:
    got = parse(params, NAMES)
    assert got.gemeente is None or got.gemeente in TODAY
    assert set(got.group.members) <= TODAY.keys() - {got.gemeente}
    assert got.group.k >= 1
    assert all(len(str(value)) <= 200 for notice in got.notices for value in notice.values.values())


def test_a_choice_that_is_not_there_gives_the_default_and_says_so() -> None:
    options = {"rapport": "Rapport", "cbs": "CBS"}
    assert choice("cbs", options, "rapport") == ("cbs", True)
    assert choice(None, options, "rapport") == ("rapport", True)
    assert choice("zz", options, "rapport") == ("rapport", False)


_VALUES = (
    "GM0150", "gm0193", "150", "GM0236", "GM0788", "GM9999", "GM0150,GM0193,GM1960", ",", "own", "statistical", "size",
    "2022", "1850", "2025H1", "rapport", "CBS", "0.5", "-1", "5", "999999999999", "\u0663", "<b>x", "\x00", "a" * 3000,
)  # fmt: skip
_PARAMS = (
    *sorted(selection.OURS),
    *(selection.WEIGHT + theme for theme in (*THEMES, "x")),
    "utm_source",
    "G",
)


@given(st.dictionaries(st.sampled_from(_PARAMS), st.sampled_from(_VALUES), max_size=8))
def test_a_visit_that_is_carried_or_shared_is_the_same_visit(params: dict[str, str]) -> None:
    """Whatever an address holds: what goes along reads back as the same, is ours, and is never called broken."""
    first = parse(params, NAMES)
    carried, shared = visit.carried(first), visit.shared(first, {})
    for address in (carried, shared):
        assert all(selection.is_ours(param) and value for param, value in address.items())
        again = parse(address, NAMES)
        assert (again.gemeente, again.group) == (first.gemeente, first.group)
        assert visit.carried(again) == carried
        assert {notice.key for notice in again.notices} <= {"G4"}  # the own gemeente in the group: still true
    assert parse(shared, NAMES).address == first.address
