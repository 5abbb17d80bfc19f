"""Does a statement hold for other groups too: counts by hand, and group figures against metrics.groups.value."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from metrics import catalogue
from metrics import figures as frames
from metrics.facts import Facts
from metrics.groups import robustness
from metrics.groups.robustness import Candidate
from metrics.groups.value import NoRatioOfSumsError, group_value
from metrics.records import Records
from metrics.report.claims import judge_all
from metrics.report.claims.families import Families, _Question

DEVENTER = "GM0150"
GROUP = ["GM0200", "GM0202", "GM0301", "GM0193"]


def frame(indicator: str, values: dict[str, tuple[float, float]], period: str = "2019") -> pd.DataFrame:
    """Make figures of lasten and people; invented, the codes only tell the rows apart."""
    return frames.complete(
        pd.DataFrame(
            {
                "indicator": indicator,
                "region": list(values),
                "period": period,
                "numerator": [a for a, _ in values.values()],
                "denominator": [b for _, b in values.values()],
                "value": [a / b for a, b in values.values()],
                "source": "test",
            }
        )
    )


def by_title(
    records: Records, facts: Facts, rows: pd.DataFrame, relation: str = "lager"
) -> dict[str, tuple[int, int]]:
    families = Families(facts, records, rows, "rapport").of(DEVENTER, "lasten_per_inwoner", "2019", relation)  # type: ignore[arg-type]
    return {each.title: (each.holds_n, len(each.holds)) for each in families}


def test_leave_one_out_and_three_ways_by_hand(records: Records, report_facts: Facts) -> None:
    """Own 100. Group 90 (8 people), 130, 130, 130 (one each): together 1110 / 11 = 100,9, mean 120, median 130.

    Without the large one: 130, over 100. Without one of the others: (720 + 260) / 10 = 98, under 100.
    """
    rows = frame(
        "lasten_per_inwoner",
        {DEVENTER: (100.0, 1.0), "GM0200": (720.0, 8.0), **dict.fromkeys(GROUP[1:], (130.0, 1.0))},
    )
    counted = by_title(records, report_facts, rows)
    assert counted["De groep, telkens zonder een gemeente"] == (1, 4)
    # 100,9 prints 101: just over 100
    assert counted["De groep, op drie manieren samengenomen"] == (3, 3)
    assert by_title(records, report_facts, rows, "hoger")["De groep, op drie manieren samengenomen"] == (0, 3)


def test_equal_after_rounding_is_neither(records: Records, report_facts: Facts) -> None:
    rows = frame("lasten_per_inwoner", {DEVENTER: (100.4, 1.0), **dict.fromkeys(GROUP, (99.6, 1.0))})
    for relation in ("lager", "hoger"):
        assert set(by_title(records, report_facts, rows, relation).values()) == {(0, 4), (0, 3)}


def test_a_group_of_one_is_refused(records: Records, report_facts: Facts) -> None:
    """Two of four members have the figure: without one of these two a single gemeente is left."""
    rows = frame("lasten_per_inwoner", {DEVENTER: (100.0, 1.0), **dict.fromkeys(GROUP[:2], (130.0, 1.0))})
    counted = by_title(records, report_facts, rows)
    assert counted["De groep, telkens zonder een gemeente"] == (2, 2)  # without a member that has no figure
    assert counted["De groep, op drie manieren samengenomen"] == (3, 3)


def test_nothing_without_a_figure_of_the_gemeente_itself(records: Records, report_facts: Facts) -> None:
    rows = frame("lasten_per_inwoner", dict.fromkeys(GROUP, (130.0, 1.0)))
    assert (
        Families(report_facts, records, rows, "rapport").of(DEVENTER, "lasten_per_inwoner", "2019", "lager")
        == ()
    )


def test_a_family_that_cannot_be_made_says_why(records: Records, report_facts: Facts) -> None:
    rows = frame("lasten_per_inwoner", {DEVENTER: (100.0, 1.0), **dict.fromkeys(GROUP, (130.0, 1.0))})
    families = Families(report_facts, records, rows, "cbs").of(
        DEVENTER, "lasten_per_inwoner", "2019", "lager"
    )
    unmade = {each.title: each.note for each in families if not each.holds}
    assert set(unmade) == {
        "Gemeenten van dezelfde grootteklasse", "Dezelfde jeugdregio", "De 5 tot 20 gemeenten die het meest lijken",
    }  # fmt: skip
    assert all(note.endswith(".") for note in unmade.values())


_AMOUNT = st.floats(min_value=1, max_value=1e9, allow_nan=False)


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.tuples(_AMOUNT, _AMOUNT, _AMOUNT, _AMOUNT), min_size=3, max_size=8),
    st.sampled_from(["lasten_per_inwoner", "index_rapport", "groei_lasten_per_inwoner"]),
    st.sampled_from(["ratio_of_sums", "mean", "median"]),
)
def test_group_figures_are_those_of_group_value(
    amounts: list[tuple[float, float, float, float]], indicator: str, how: str
) -> None:
    codes = [f"GM{9000 + i}" for i in range(len(amounts))]
    rows = frame(indicator, dict(zip(codes, [(a, b) for a, b, _, _ in amounts], strict=True)))
    if indicator != "lasten_per_inwoner":
        rows["base_numerator"] = [c for _, _, c, _ in amounts]
        rows["base_denominator"] = [d for _, _, _, d in amounts]
    ours = _Question(rows, codes[0], 1.0, "lager", 0).value(codes, how)  # type: ignore[arg-type]
    theirs = group_value(rows, codes, how, own=codes[0]).value  # type: ignore[arg-type]
    assert ours == pytest.approx(theirs, rel=1e-9, abs=1e-9)


def test_percentages_only_have_no_ratio_of_sums() -> None:
    rows = frame("zonder_verblijf", {f"GM900{i}": (7.0 + i, 1.0) for i in range(4)}, "2020H1")
    rows[["numerator", "denominator"]] = np.nan
    question = _Question(rows, "GM9000", 7.0, "lager", 1)
    codes = list(rows["region"])
    assert question.value(codes, "ratio_of_sums") is None
    assert question.value(codes, "median") == 9.0
    made = question.family("x", [Candidate("jeugdregio", "regio", tuple(codes))], "")
    assert made.labels == ("regio (middelste gemeente)",)
    assert made.holds == (True,)  # 7,0 against the median of 8,0, 9,0 and 10,0
    assert question.family("x", [Candidate("weging", "alles opgeteld", tuple(codes))], "").holds == ()
    with pytest.raises(NoRatioOfSumsError):
        group_value(rows, codes, own="GM9000")


@pytest.mark.shared
@pytest.mark.parametrize(
    ("case", "indicator", "period"),
    [
        ("GM0344", "groei_lasten_per_inwoner", "2019"),  # alike gemeenten: some on either side
        ("GM1894", "index_rapport", "2019"),
        ("GM0297", "lasten_per_inwoner", "2019"),
        ("GM0344", "zonder_verblijf", "2020H1"),  # percentages only
    ],
)
def test_the_same_answers_as_metrics_robustness(
    cbs_facts: Facts, records: Records, computed: pd.DataFrame, case: str, indicator: str, period: str
) -> None:
    ours = Families(cbs_facts, records, computed, "cbs").of(case, indicator, period, "lager")
    names = dict(zip(cbs_facts.regions["code"], cbs_facts.regions["name"], strict=True))
    others, refused = robustness.other_groups(cbs_facts, records, case)
    tried, more = robustness.candidates(case, records.group_of(case).members, others, names)
    rows = frames.at(computed, indicator, period)
    question = robustness.Question("lager", records.indicators[indicator].decimals)
    counts = robustness.count(robustness.robustness(rows, case, tried, question)).set_index("title")
    for each in ours:
        if each.title in counts.index:
            assert (each.holds_n, len(each.holds)) == (
                counts.loc[each.title, "holds_n"],
                counts.loc[each.title, "total_n"],
            )
        else:
            assert each.note in {*refused.values(), *more.values()}


@pytest.fixture(scope="module")
def computed(cbs_facts: Facts, records: Records) -> pd.DataFrame:
    return catalogue.figures(cbs_facts, records)


@pytest.mark.shared
def test_peel_en_maas_grew_least_by_index_and_most_by_account(
    cbs_facts: Facts, records: Records, computed: pd.DataFrame
) -> None:
    """The statement holds in every group on the index and in none on growth (methode 4)."""
    judged = {each.claim.code: each for each in judge_all(cbs_facts, records, computed)}
    families = judged["P3"].families
    for indicator, expected in (("index_rapport", 1.0), ("groei_lasten_per_inwoner", 0.0)):
        made = [each for each in families[indicator] if each.holds]
        assert len(made) == len(robustness.FAMILIES), indicator
        assert {each.holds_n / len(each.holds) for each in made} == {expected}, indicator
        assert len(made[-1].holds) == 16  # 5 to 20
