"""Does a comparison hold for other groups? By hand, in SQL, and for what cannot be asked."""

import duckdb
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from metrics.facts import Facts
from metrics.figures import complete
from metrics.groups.robustness import (
    FAMILIES,
    Candidate,
    Question,
    candidates,
    count,
    leave_one_out,
    other_groups,
    robustness,
)
from metrics.groups.value import GroupTooSmallError
from metrics.records import Records

NAMES = {"A": "Aa", "B": "Bee", "C": "Cee", "D": "Dee"}


def figures(values: dict[str, tuple[float, float]], status: str = "ok") -> pd.DataFrame:
    """Lasten and inhabitants by region."""
    return complete(
        pd.DataFrame(
            {
                "indicator": "lasten_per_inwoner",
                "region": list(values),
                "period": "2019",
                "value": [lasten / people for lasten, people in values.values()],
                "numerator": [lasten for lasten, _ in values.values()],
                "denominator": [people for _, people in values.values()],
                "cell_status": status,
            }
        )
    )


FOUR = figures({"OWN": (240, 1), "A": (200, 1), "B": (260, 1), "C": (2700, 9)})


def test_three_ways_of_taking_a_group_together() -> None:
    found = robustness(FOUR, "OWN", candidates("OWN", ["A", "B", "C"], {}, NAMES)[0], Question("lager"))
    ways = found[found["family"] == "weging"].set_index("group")
    # all added up 3160 / 11 = 287; mean of 200, 260 and 300 is 253; median 260
    assert ways["value"].tolist() == [287, 253, 260]
    assert ways["holds"].tolist() == [True, True, True]


def test_leaving_one_out_by_hand() -> None:
    found = robustness(FOUR, "OWN", leave_one_out(["A", "B", "C"], NAMES), Question("lager"))
    assert found["group"].tolist() == ["zonder Aa", "zonder Bee", "zonder Cee"]
    # (260 + 2700) / 10, (200 + 2700) / 10, (200 + 260) / 2
    assert found["value"].tolist() == [296, 290, 230]
    assert found["holds"].tolist() == [True, True, False]
    counted = count(found)
    assert counted[["holds_n", "total_n", "unknown_n"]].to_numpy().tolist() == [[2, 3, 0]]


@pytest.mark.parametrize("members", [[], ["A"], ["A", "A"], ["A", "B"]])
def test_leaving_one_out_of_a_group_of_one_is_refused(members: list[str]) -> None:
    with pytest.raises(GroupTooSmallError):
        leave_one_out(members, NAMES)
    found, refused = candidates("OWN", members, {}, NAMES)
    assert "een_eruit" in refused
    assert all(each.family != "een_eruit" for each in found)


def test_a_group_of_one_gives_an_explanation_and_no_figure() -> None:
    found = robustness(FOUR, "OWN", [Candidate("jeugdregio", "regio", ("A",))], Question("lager")).iloc[0]
    assert found["holds"] is None
    assert "ten minste twee" in found["reason"]
    assert pd.isna(found["value"])


@pytest.mark.parametrize(
    ("relation", "value", "holds"), [("laagste", 200, False), ("hoogste", 300, False), ("hoger", 287, False)]
)
def test_other_relations(relation: str, value: float, holds: bool) -> None:
    tried = [Candidate("weging", "x", ("A", "B", "C"))]
    row = robustness(FOUR, "OWN", tried, Question(relation)).iloc[0]  # type: ignore[arg-type]
    assert (row["value"], row["holds"]) == (value, holds)


@pytest.mark.parametrize(("own", "holds"), [(89.4, True), (89.6, True), (90.4, True), (90.6, False)])
def test_a_margin_is_taken_on_printed_values(own: float, holds: bool) -> None:
    frame = figures({"OWN": (own, 1), "A": (100, 1), "B": (100, 1)})
    row = robustness(frame, "OWN", [Candidate("weging", "x", ("A", "B"))], Question("lager", 0, 10)).iloc[0]
    assert row["holds"] is holds


def test_equal_as_printed_is_neither_lower_nor_higher() -> None:
    frame = figures({"OWN": (100.4, 1), "A": (100, 1), "B": (99.6, 1)})
    tried = [Candidate("weging", "x", ("A", "B"))]
    for relation in ("lager", "hoger"):
        assert robustness(frame, "OWN", tried, Question(relation)).iloc[0]["holds"] is False  # type: ignore[arg-type]


def test_a_gemeente_without_a_usable_figure_cannot_be_said() -> None:
    frame = FOUR.copy()
    frame.loc[frame["region"] == "OWN", "cell_status"] = "niet_plausibel"
    row = robustness(frame, "OWN", [Candidate("weging", "x", ("A", "B"))], Question("lager")).iloc[0]
    assert row["holds"] is None
    assert row["reason"]
    nobody = robustness(FOUR, "OWN", [Candidate("weging", "x", ("Y", "Z"))], Question("lager")).iloc[0]
    assert nobody["holds"] is None


def test_percentages_alone_are_taken_by_their_median() -> None:
    frame = FOUR.assign(numerator=float("nan"), denominator=float("nan"), indicator="natura_jeugdhulp")
    tried = [Candidate("jeugdregio", "regio", ("A", "B", "C")), *candidates("OWN", ["A", "B"], {}, NAMES)[0]]
    found = robustness(frame, "OWN", tried, Question("lager"))
    assert found.loc[0, "value"] == 260
    assert "middelste" in found.loc[0, "group"]
    assert found.loc[1, "holds"] is None  # a ratio of sums cannot be made
    assert found.loc[2, "value"] == 230


def test_families_are_counted_apart() -> None:
    others = {"jeugdregio": [("regio", ("A", "B"))], "lijkt_op": [("2", ("B", "C")), ("3", ("A", "B", "C"))]}
    tried, _ = candidates("OWN", ["A", "B", "C"], others, NAMES)
    counted = count(robustness(FOUR, "OWN", tried, Question("lager"))).set_index("family")
    assert counted["total_n"].to_dict() == {"een_eruit": 3, "weging": 3, "jeugdregio": 1, "lijkt_op": 2}
    assert counted.loc["jeugdregio", "holds_n"] == 0  # (200 + 260) / 2 = 230
    assert [title in FAMILIES.values() for title in counted["title"]] == [True] * 4


@pytest.mark.shared
def test_the_real_gemeenten_have_every_family(cbs_facts: Facts, records: Records) -> None:
    found, refused = other_groups(cbs_facts, records, "GM0150")
    assert {"grootteklasse", "jeugdregio"} <= set(found)
    assert len(found.get("lijkt_op", [])) == 16 or "lijkt_op" in refused
    assert all("GM0150" not in codes for listed in found.values() for _, codes in listed)


SQL = """
WITH m AS (SELECT * FROM f WHERE region <> 'OWN'),
one AS (SELECT o.region, (SELECT sum(numerator) / sum(denominator) FROM m WHERE m.region <> o.region) AS v FROM m o)
SELECT count(*) FILTER (WHERE (SELECT round(value) FROM f WHERE region = 'OWN') < round(v)) FROM one
"""

amount = st.integers(min_value=1, max_value=10_000)


@settings(deadline=None, max_examples=20)
@given(st.lists(st.tuples(amount, st.integers(1, 100)), min_size=4, max_size=9))
def test_sql_counts_the_same(rows: list[tuple[int, int]]) -> None:
    frame = figures({("OWN" if n == 0 else f"M{n}"): (float(a), float(b)) for n, (a, b) in enumerate(rows)})
    members = [f"M{n}" for n in range(1, len(rows))]
    found = robustness(frame, "OWN", leave_one_out(members, {}), Question("lager"))
    connection = duckdb.connect()
    connection.register("f", frame)
    assert count(found)["holds_n"].iloc[0] == connection.sql(SQL).fetchall()[0][0]
