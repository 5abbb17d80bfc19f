"""Does a statement hold with other groups too: votes and sensitivity by hand, and on the real figures."""

import pandas as pd
import pytest

from metrics import figures as frames
from metrics.build import Build
from metrics.facts import Facts
from metrics.groups.families import FAMILIES
from metrics.records import Records
from metrics.report.claims import Elsewhere, elsewhere_of, judge_all
from metrics.report.claims.elsewhere import elsewhere

DEVENTER = "GM0150"
GROUP = ("GM0200", "GM0202", "GM0301", "GM0193")


def asked(
    report_facts: Facts, records: Records, values: dict[str, tuple[float, float]], relation: str = "lager"
) -> Elsewhere | None:
    """Invented lasten and people in place of the computed figures; the codes only tell the rows apart."""
    rows = pd.DataFrame(
        {
            "indicator": "lasten_per_inwoner", "region": list(values), "period": "2019",
            "numerator": [a for a, _ in values.values()], "denominator": [b for _, b in values.values()],
            "value": [a / b for a, b in values.values()], "source": "eigen opgave",
        }
    )  # fmt: skip
    build = Build(report_facts, records).with_own(frames.complete(rows))
    return elsewhere(build, DEVENTER, "lasten_per_inwoner", "2019", relation, GROUP)  # type: ignore[arg-type]


def test_leave_one_out_and_ways_are_no_votes(records: Records, report_facts: Facts) -> None:
    """Own 100. Group 90 (8 people), 130, 130, 130 (one each): together 1110 / 11 = 100,9, mean 120, median 130.

    Without the large one: 130, over 100. Without one of the others: (720 + 260) / 10 = 98, under 100.
    """
    values = {DEVENTER: (100.0, 1.0), "GM0200": (720.0, 8.0), **dict.fromkeys(GROUP[1:], (130.0, 1.0))}
    found = asked(report_facts, records, values)
    assert found is not None
    report = next(vote for vote in found.votes if vote.kind == "report")
    assert (report.holds_n, report.total_n) == (1, 1)  # 100,9 prints 101
    assert dict(found.without) == {"GM0200": True, "GM0202": False, "GM0301": False, "GM0193": False}
    assert dict(found.ways) == {"ratio_of_sums": True, "mean": True, "median": True}
    other_way = asked(report_facts, records, values, "hoger")
    assert other_way is not None
    assert not any(holds for _, holds in other_way.ways)


def test_equal_after_rounding_is_neither(records: Records, report_facts: Facts) -> None:
    values = {DEVENTER: (100.4, 1.0), **dict.fromkeys(GROUP, (99.6, 1.0))}
    for relation in ("lager", "hoger"):
        found = asked(report_facts, records, values, relation)
        assert found is not None
        assert [vote.holds_n for vote in found.said] == [0]


def test_a_kind_that_cannot_be_made_stands_in_it_with_the_reason(
    records: Records, report_facts: Facts
) -> None:
    found = asked(report_facts, records, {DEVENTER: (100.0, 1.0), **dict.fromkeys(GROUP, (130.0, 1.0))})
    assert found is not None
    assert [vote.kind for vote in found.votes] == list(FAMILIES)
    assert [vote.kind for vote in found.said] == ["report"]
    assert all(vote.reason.endswith(".") for vote in found.votes if not vote.total_n)


def test_on_the_report_alone_only_its_own_group_votes(records: Records, report_facts: Facts) -> None:
    build = Build(report_facts, records)
    judged = {each.claim.code: each for each in judge_all(build)}
    found = elsewhere_of(build, judged["D8"])
    assert set(found) == {"lasten_per_jongere_met_jeugdzorg", "lasten_per_inwoner"}
    assert [vote.kind for vote in found["lasten_per_inwoner"].votes] == ["report"]
    assert elsewhere_of(build, judged["D12"]) == {}


def test_a_group_is_asked_for_higher_or_lower_only(records: Records, report_facts: Facts) -> None:
    with pytest.raises(ValueError, match="ongeveer"):
        elsewhere(Build(report_facts, records), DEVENTER, "lasten_per_inwoner", "2019", "ongeveer", GROUP)


@pytest.mark.shared
def test_index_and_growth_of_peel_en_maas_tell_two_things_in_every_kind_of_group(cbs_build: Build) -> None:
    """Index 114 = 0.82 x 1.40: the lowest growth on the begroting, the highest on the rekening (methode 4)."""
    build = cbs_build
    each = next(one for one in judge_all(build) if one.claim.code == "P3")
    found = elsewhere_of(build, each)
    for indicator, holds in (("index_rapport", True), ("groei_lasten_per_inwoner", False)):
        said = found[indicator].said
        assert [vote.kind for vote in said] == list(FAMILIES)
        assert {vote.holds for vote in said} == {holds}, indicator
        assert said[-1].total_n == 16  # 5 to 20 gemeenten that are alike
        assert said[1].total_n == 1  # neighbours: one group
