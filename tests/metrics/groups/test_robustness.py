"""Does a comparison hold with other groups? By hand, in SQL, and for what cannot be asked."""

import time

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from metrics.build import Build
from metrics.figures import CELL_STATUSES
from metrics.grid import Grid
from metrics.groups.families import Family, families
from metrics.groups.robustness import NOT_SAID, Asked, Vote, holds, own_value, values_against, votes
from metrics.groups.value import group_value
from tests.metrics.build_figures import COST, NATURA, published, ratios
from tests.support.scratch import scratch

FOUR = ratios([("OWN", 240, 1), ("GMA", 200, 1), ("GMB", 260, 1), ("GMC", 2700, 9)])
A, B, C = "GMA", "GMB", "GMC"


def family(kind: str, *groups: tuple[str, ...], refused: str = "") -> Family:
    return Family(kind, kind, tuple((str(n), codes) for n, codes in enumerate(groups)), refused)


def asked_of(frame: pd.DataFrame, asked: Asked, *groups: tuple[str, ...]) -> Vote:
    (vote,) = votes(Grid(frame), COST, "2023", "OWN", [family("size", *groups)], asked)
    return vote


def test_each_family_has_one_vote_by_hand() -> None:
    tried = [family("report", (A, B, C)), family("jeugdregio", (A, B)), family("statistical", (B, C), (A, B))]
    found = votes(Grid(FOUR), COST, "2023", "OWN", tried, Asked("lager"))
    # all added up 3160 / 11 = 287; A and B (200 + 260) / 2 = 230; B and C 2960 / 10 = 296
    assert [(each.kind, each.holds_n, each.total_n, each.low, each.high) for each in found] == [
        ("report", 1, 1, 287, 287),
        ("jeugdregio", 0, 1, 230, 230),
        ("statistical", 1, 2, 230, 296),
    ]
    assert [each.holds for each in found] == [True, False, False]


def test_a_family_that_cannot_be_made_stands_in_it_with_the_reason() -> None:
    tried = [family("neighbours", refused="Een eiland."), family("size", (A, B))]
    island, size = votes(Grid(FOUR), COST, "2023", "OWN", tried, Asked("lager"))
    assert (island.total_n, island.holds, island.reason) == (0, False, "Een eiland.")
    assert (size.total_n, size.reason) == (1, "")


@pytest.mark.parametrize("groups", [((A,),), (("GMY", "GMZ"),), ((A, "OWN"),)])
def test_a_group_without_two_figures_has_no_vote_and_says_so(groups: tuple[tuple[str, ...], ...]) -> None:
    vote = asked_of(FOUR, Asked("lager"), *groups)
    assert (vote.total_n, vote.unknown_n, vote.reason) == (0, 1, NOT_SAID)
    assert (vote.low, vote.high) == (None, None)


def test_the_gemeente_itself_is_in_no_group() -> None:
    assert asked_of(FOUR, Asked("lager"), ("OWN", A, B)).low == 230


@pytest.mark.parametrize(
    ("asked", "against", "is_so"),
    [
        (Asked("laagste"), 200, False), (Asked("hoogste"), 300, False), (Asked("hoger"), 287, False),
        (Asked("lager"), 287, True),
    ],
)  # fmt: skip
def test_relations_to_a_group_and_to_every_member(asked: Asked, against: float, is_so: bool) -> None:
    vote = asked_of(FOUR, asked, (A, B, C))
    assert (vote.low, vote.holds) == (against, is_so)
    below = pd.concat([FOUR[FOUR["region"] != "OWN"], ratios([("OWN", 199, 1)])])
    assert asked_of(below, Asked("laagste"), (A, B, C)).holds
    equal = pd.concat([FOUR[FOUR["region"] != "OWN"], ratios([("OWN", 200.4, 1)])])
    assert not asked_of(equal, Asked("laagste"), (A, B, C)).holds  # beyond every member, as printed


@pytest.mark.parametrize(("own", "is_so"), [(89.4, True), (89.6, True), (90.4, True), (90.6, False)])
def test_a_margin_is_taken_on_printed_values(own: float, is_so: bool) -> None:
    frame = ratios([("OWN", own, 1), (A, 100, 1), (B, 100, 1)])
    assert asked_of(frame, Asked("lager", 0, 10), (A, B)).holds is is_so


@pytest.mark.parametrize(("own", "is_so"), [(99.4, True), (99.6, False), (100.4, False)])
def test_a_margin_of_zero_asks_for_any_difference_as_printed(own: float, is_so: bool) -> None:
    assert holds(own, 100.0, Asked("lager", 0, 0)) is is_so


@pytest.mark.parametrize(
    ("own", "relation"),
    [
        (100.4, "even hoog"), (104.4, "ongeveer even hoog"), (105.0, "hoger"), (96.0, "ongeveer even hoog"),
        (95.0, "lager"),
    ],
)  # fmt: skip
def test_without_margin_the_rule_of_every_sentence_is_asked(own: float, relation: str) -> None:
    """Under 5% of the smaller is about equal, and that tells the same as equal."""
    for wanted in ("hoger", "lager", "ongeveer even hoog", "even hoog"):
        same = wanted == relation or {wanted, relation} == {"even hoog", "ongeveer even hoog"}
        assert holds(own, 100.0, Asked(wanted)) is same


@pytest.mark.parametrize("status", [each for each in CELL_STATUSES if each != "ok"])
def test_of_a_gemeente_without_a_usable_figure_nothing_is_said(status: str) -> None:
    frame = FOUR.copy()
    frame.loc[frame["region"] == "OWN", "cell_status"] = status
    assert votes(Grid(frame), COST, "2023", "OWN", [family("size", (A, B))], Asked("lager")) == ()
    assert own_value(Grid(frame), COST, "2023", "OWN") is None
    assert own_value(Grid(FOUR), COST, "2023", "ELSE") is None
    assert own_value(Grid(FOUR), COST, "1999", "OWN") is None


def test_percentages_alone_are_taken_by_their_median() -> None:
    grid = Grid(published({"OWN": 8.0, A: 9.0, B: 11.0, C: 30.0}))
    (vote,) = votes(
        grid, NATURA, "2023H1", "OWN", [family("jeugdregio", (A, B, C))], Asked("lager", decimals=1)
    )
    assert (vote.low, vote.how, vote.holds) == (11.0, "median", True)


def test_what_nobody_has_is_set_against_nothing() -> None:
    assert pd.isna(values_against(Grid(FOUR), COST, "1999", [(A, B)], "OWN", Asked("laagste"))).all()


# The groups without each member, in one statement that shares no code.
SQL = """
WITH m AS (SELECT * FROM f WHERE region <> 'OWN'),
one AS (SELECT o.region, (SELECT sum(numerator) / sum(denominator) FROM m WHERE m.region <> o.region) AS v FROM m o)
SELECT count(*) FILTER (WHERE (SELECT round(value) FROM f WHERE region = 'OWN') < round(v)) FROM one
"""
amount = st.integers(min_value=1, max_value=10_000)


@settings(max_examples=20)
@given(st.lists(st.tuples(amount, st.integers(1, 100)), min_size=4, max_size=9))
def test_sql_counts_the_same(rows: list[tuple[int, int]]) -> None:
    frame = ratios([("OWN" if n == 0 else f"GM{n}", *row) for n, row in enumerate(rows)])
    members = [f"GM{n}" for n in range(1, len(rows))]
    groups = [tuple(other for other in members if other != code) for code in members]
    vote = asked_of(frame, Asked("lager", 0, 0), *groups)
    with scratch() as db:
        db.register("f", frame[["region", "value", "numerator", "denominator"]].astype({"region": object}))
        assert vote.holds_n == db.execute(SQL).fetchall()[0][0]
    assert vote.total_n == len(members)


@pytest.mark.shared
def test_every_vote_is_that_of_its_groups_one_by_one(cbs_build: Build) -> None:
    """Of thirty gemeenten, beside their ordinary group: the page's relation, asked of every kind of group."""
    build = cbs_build
    grid, groups = build.readings.grid, build.groups
    took, asked_n = 0.0, 0
    for own in sorted(build.country.today)[::12]:
        value, ordinary = own_value(grid, COST, "2023", own), groups.ordinary(own)
        if value is None or ordinary is None:
            continue
        tried = families(groups, own)
        start = time.perf_counter()
        found = votes(grid, COST, "2023", own, tried, Asked("lager"))
        took, asked_n = took + time.perf_counter() - start, asked_n + 1
        assert [vote.kind for vote in found] == [each.kind for each in tried]
        for vote, each in zip(found, tried, strict=True):
            one_by_one = [
                group_value(grid, COST, "2023", codes, own=own).value
                for _, codes in each.groups
                if len(set(codes) - {own}) > 1
            ]
            known = [one for one in one_by_one if one is not None]
            assert vote.total_n == len(known)
            assert vote.holds_n == sum(holds(value, one, Asked("lager")) for one in known)
    assert asked_n > 20
    print(f"all families of a gemeente: {1000 * took / asked_n:.2f} ms")  # noqa: T201 - told, not asserted
