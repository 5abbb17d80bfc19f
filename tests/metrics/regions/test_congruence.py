"""How far divisions coincide: by hand, against an independent library on random partitions, and what is refused."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.errors import MetricsError
from metrics.facts import MEMBERSHIPS
from metrics.regions.congruence import coincide, congruence, divisions, years
from tests.metrics import build_facts as made

A = {"1": "a", "2": "a", "3": "a", "4": "b", "5": "b", "6": "c"}
B = {"1": "x", "2": "x", "3": "y", "4": "z", "5": "z", "6": "z"}


def test_two_divisions_by_hand() -> None:
    """A has 3 + 1 pairs together, B has 1 + 3; two pairs are together in both: 1-2 and 4-5."""
    found = coincide(A, B)
    assert found.jaccard == pytest.approx(2 / 6)
    assert (found.wallace_a, found.wallace_b) == (0.5, 0.5)
    assert found.adjusted_rand == pytest.approx((2 - 16 / 15) / (4 - 16 / 15))
    # b lies within z and c within z; x and y lie within a
    assert (found.nested_a_n, found.nested_b_n, found.identical_n) == (2, 2, 0)
    assert (found.regions_a_n, found.regions_b_n, found.gemeenten_n) == (3, 3, 6)


def test_the_same_division_under_other_names_is_identical() -> None:
    found = coincide(A, {code: region.upper() for code, region in A.items()})
    assert found[1:6] == (1.0, 1.0, 1.0, 1.0, 3)


def test_a_gemeente_without_a_region_drops_out_of_its_pairs() -> None:
    without = {code: region for code, region in B.items() if code != "6"}
    found = coincide(A, without)
    assert found.gemeenten_n == 5 and found.wallace_b == 1.0  # B fits into A now
    assert found.wallace_a == pytest.approx(2 / 4) and found.nested_b_n == 3


def test_trivial_divisions_are_equal() -> None:
    alone = {code: code for code in A}
    assert coincide(alone, alone)[1:5] == (1.0, 1.0, 1.0, 1.0)
    with pytest.raises(ValueError, match="share no gemeente"):
        coincide({"1": "a"}, {"2": "a"})


partitions = st.integers(2, 40).flatmap(
    lambda n: st.tuples(*(st.lists(st.integers(0, 6), min_size=n, max_size=n) for _ in range(2)))
)


@given(partitions)
def test_it_agrees_with_an_independent_library(both: tuple[list[int], list[int]]) -> None:
    from sklearn.metrics import adjusted_rand_score  # seconds to import, in every worker of the suite
    from sklearn.metrics.cluster import pair_confusion_matrix

    a, b = both
    found = coincide(
        {str(n): str(each) for n, each in enumerate(a)}, {str(n): str(each) for n, each in enumerate(b)}
    )
    assert found.adjusted_rand == pytest.approx(adjusted_rand_score(a, b), abs=1e-12)
    # pairs counted in both orders: together in neither, in b only, in a only, in both
    (_, only_b), (only_a, in_both) = np.asarray(pair_confusion_matrix(a, b), dtype=float)
    if only_a + only_b + in_both:
        assert found.jaccard == pytest.approx(in_both / (only_a + only_b + in_both))
    if only_a + in_both:
        assert found.wallace_a == pytest.approx(in_both / (only_a + in_both))
    if only_b + in_both:
        assert found.wallace_b == pytest.approx(in_both / (only_b + in_both))


def _facts(year: int = 2026) -> pd.DataFrame:
    rows = [
        (code, parent, name, year)
        for name, each in (("ggd", B), ("jeugdregio", A))
        for code, parent in each.items()
    ]
    return pd.DataFrame(rows, columns=MEMBERSHIPS)


def test_every_pair_of_a_year_and_what_is_not_there() -> None:
    facts = made.facts(memberships=_facts())
    assert set(divisions(facts, 2026)) == {"ggd", "jeugdregio"}
    found = congruence(facts, 2026)
    assert found[["a", "b", "nested_b_n"]].to_numpy().tolist() == [["ggd", "jeugdregio", 2]]
    turned = congruence(facts, 2026, "jeugdregio", "ggd")
    assert turned["jaccard"].tolist() == found["jaccard"].tolist() and turned["a"].tolist() == ["jeugdregio"]
    with pytest.raises(MetricsError, match="no divisions of 2020"):
        congruence(facts, 2020)
    with pytest.raises(MetricsError, match="only the division 'ggd'"):
        rows = facts.memberships
        congruence(made.facts(memberships=rows[rows["division"] == "ggd"]), 2026)
    with pytest.raises(MetricsError, match="no division 'vr'"):
        congruence(facts, 2026, "vr")


def test_a_division_is_known_by_what_its_codes_begin_with() -> None:
    rows = [
        ("GM1", "JZ01", "jeugdregio", 2026),
        ("GM1", "GG02", "ggd", 2026),
        ("GM1", "PV01", "provincie", 2026),
    ]
    facts = made.facts(memberships=pd.DataFrame(rows, columns=MEMBERSHIPS))
    assert congruence(facts, 2026, "jz", "GG")[["a", "b"]].to_numpy().tolist() == [["jeugdregio", "ggd"]]
    assert len(congruence(facts, 2026, "JZ")) == 2


def test_classes_of_size_are_no_regions() -> None:
    sizes = pd.DataFrame(
        [(code, "50", "grootteklasse", year) for code in A for year in (2025, 2026)], columns=MEMBERSHIPS
    )
    facts = made.facts(memberships=pd.concat([_facts(), sizes]))
    assert years(facts) == (2026,) and set(divisions(facts, 2026)) == {"ggd", "jeugdregio"}
    with pytest.raises(MetricsError, match="no divisions of 2025"):
        congruence(facts, 2025)


def test_the_pairs_of_a_year_are_those_of_two_divisions() -> None:
    """All pairs are counted at once; each is what two divisions by themselves give, also where a gemeente lacks one."""
    rng = np.random.default_rng(21)
    codes = [f"GM{n:04}" for n in range(60)]
    found = {
        name: {code: f"{name}{rng.integers(6)}" for code in codes if rng.random() > 0.2}
        for name in ("aa", "bb", "cc")
    }
    rows = [(code, region, name, 2026) for name, each in found.items() for code, region in each.items()]
    facts = made.facts(memberships=pd.DataFrame(rows, columns=MEMBERSHIPS))
    for a, b, *counted in congruence(facts, 2026).to_numpy().tolist():
        assert counted == pytest.approx(list(coincide(found[str(a)], found[str(b)])))
