"""The kinds of groups that a comparison is tried on: one vote each, refused ones named, a choice by hand first."""

import pytest

from metrics.build import Build
from metrics.groups.families import FAMILIES, NEAREST, families, titles
from metrics.groups.make import KINDS, Request
from tests.metrics.groups.test_make import GROUPS, refused


def kinds(code: str, **chosen: object) -> list[str]:
    return [each.kind for each in families(GROUPS, code)]


def test_the_report_is_a_family_of_its_own_gemeenten_alone() -> None:
    assert kinds("GM0001") == list(FAMILIES)
    assert kinds("GM0002") == [kind for kind in FAMILIES if kind != "report"]


def test_a_family_that_cannot_be_made_says_why() -> None:
    found = {each.kind: each for each in families(GROUPS, "GM0003")}
    for kind in ("neighbours", "jeugdregio", "province"):
        assert found[kind].groups == ()
        assert found[kind].refused == refused(kind, "GM0003")
    assert found["size"].refused == ""


def test_every_family_but_those_alike_is_one_group_with_what_it_rests_on() -> None:
    found = {each.kind: each for each in families(GROUPS, "GM0001")}
    made = GROUPS.of("GM0001")
    for kind in ("report", "neighbours", "jeugdregio"):
        assert found[kind].groups == ((made[kind].basis, made[kind].codes),)
        assert found[kind].title == KINDS[kind][0]


def test_gemeenten_that_are_alike_are_5_to_20_as_far_as_there_are() -> None:
    (alike,) = [each for each in families(GROUPS, "GM0001") if each.kind == "statistical"]
    assert [name for name, _ in alike.groups] == ["5 gemeenten"]  # there are five others
    assert alike.title == "De 5 tot 20 gemeenten die het meest lijken"
    assert alike.groups[0][1] == GROUPS.nearest("GM0001", 5)


@pytest.mark.parametrize("kind", ["own", "saved", "urban"])
def test_a_group_by_hand_is_a_family_and_stands_first(kind: str) -> None:
    chosen = GROUPS.make("GM0001", "own", Request(members=("GM0004", "GM0005")))
    object.__setattr__(chosen, "kind", kind)
    found = families(GROUPS, "GM0001", chosen)
    assert found[0].kind == kind
    assert found[0].groups == (("eigen keuze", ("GM0004", "GM0005")),)
    assert [each.kind for each in found[1:]] == list(FAMILIES)


def test_a_chosen_group_of_an_ordinary_kind_has_the_vote_of_its_kind() -> None:
    for kind in ("report", "neighbours", "statistical"):
        chosen = GROUPS.make("GM0001", kind, Request(k=2))
        assert [each.kind for each in families(GROUPS, "GM0001", chosen)] == list(FAMILIES)


def test_ways_and_leaving_one_out_are_no_families() -> None:
    assert set(FAMILIES) <= set(KINDS)
    assert set(titles(families(GROUPS, "GM0001"))) == set(FAMILIES)


@pytest.mark.shared
def test_the_real_gemeenten_have_every_family(cbs_build: Build) -> None:
    groups = cbs_build.groups
    found = {each.kind: each for each in families(groups, "GM0150")}
    assert list(found) == list(FAMILIES)
    assert all(each.groups for each in found.values())
    assert len(found["statistical"].groups) == len(NEAREST) == 16
    assert [len(codes) for _, codes in found["statistical"].groups] == list(NEAREST)
    assert all("GM0150" not in codes for each in found.values() for _, codes in each.groups)
