"""Statements that need the half-years of 84134NED: each passing, just passing and just failing.

All figures here are made up for the test (see claims_support): the real table is not at hand.
"""

from collections.abc import Sequence

import pytest

from metrics.facts import Facts
from metrics.records import Records
from tests.metrics.report.claims_support import Figure, Observed, judged

KLOPT, KANTTEKENING, DEELS = "klopt", "klopt, met kanttekening", "klopt deels"
NIET, LADEN = "klopt niet met deze cijfers", "nog niet geladen"
DEVENTER, UTRECHT, ZALTBOMMEL, PEEL, ROOSENDAAL = "GM0150", "GM0344", "GM0297", "GM1894", "GM1674"
GROUP_DEVENTER = ["GM0200", "GM0202", "GM0301", "GM0193"]
GROUP_UTRECHT = ["GM0307", "GM0402", "GM0513", "GM0363", "GM0518", "GM0599"]
GROUP_ZALTBOMMEL = ["GM1959", "GM0214", "GM0797", "GM0263", "GM1960"]
CITIES = ["GM0363", "GM0518", "GM0599"]


def without(region: str, **periods: float) -> list[Figure]:
    return [("zonder_verblijf", region, _period(name), value) for name, value in periods.items()]


def with_stay(region: str, **periods: float) -> list[Figure]:
    return [("met_verblijf", region, _period(name), value) for name, value in periods.items()]


def counts(code: str, region: str, **periods: float) -> list[Observed]:
    return [(code, region, _period(name), value) for name, value in periods.items()]


def _period(name: str) -> str:
    return name.removeprefix("p").upper()


def flat(lists: Sequence[list[Figure]]) -> list[Figure]:
    return [item for each in lists for item in each]


class Verdicts:
    """Judges a statement on made-up figures and keeps the report beside it."""

    def __init__(self, records: Records, facts: Facts) -> None:
        self.records, self.facts = records, facts

    def __call__(self, code: str, figures: Sequence[Figure] = (), observed: Sequence[Observed] = ()) -> str:
        return judged(self.records, self.facts, code, figures, observed).verdict


@pytest.fixture
def verdict(records: Records, report_facts: Facts) -> Verdicts:
    return Verdicts(records, report_facts)


@pytest.mark.parametrize(
    ("h2018", "h2019", "end", "expected"),
    [
        (8.0, 7.2, 7.0, KLOPT),
        (8.0, 7.9, 8.1, KLOPT),  # just: 0,2 apart
        (8.0, 7.9, 8.2, DEELS),  # it fell, but 0,3 apart is not the same
        (8.0, 8.0, 8.0, DEELS),  # it stayed the same without falling
        (8.0, 8.4, 9.0, NIET),
    ],
)
def test_d1_fell_and_then_stayed(
    verdict: Verdicts, h2018: float, h2019: float, end: float, expected: str
) -> None:
    assert verdict("D1", without(DEVENTER, p2018h1=h2018, p2019h1=h2019, p2019h2=end)) == expected


def test_d2_asks_for_all(verdict: Verdicts) -> None:
    falling = flat([without(code, p2019h2=7.5, p2020h1=7.4) for code in [DEVENTER, *GROUP_DEVENTER]])
    assert verdict("D2", falling) == KLOPT
    assert verdict("D2", [*falling[:-2], *without("GM0193", p2019h2=7.5, p2020h1=7.5)]) == DEELS
    assert verdict("D2", falling[:-2]) == LADEN  # one of five is missing


def test_d3_fell_less_than_the_others(verdict: Verdicts) -> None:
    own = without(DEVENTER, p2019h2=10.0, p2020h1=9.6)  # -4%
    assert verdict("D3", own + flat([without(c, p2019h2=10.0, p2020h1=9.0) for c in GROUP_DEVENTER])) == KLOPT
    faster = without(DEVENTER, p2019h2=10.0, p2020h1=9.3)  # -7%: less than 10, but not about 4
    assert (
        verdict("D3", faster + flat([without(c, p2019h2=10.0, p2020h1=9.0) for c in GROUP_DEVENTER]))
        == KANTTEKENING
    )
    same = flat([without(c, p2019h2=10.0, p2020h1=9.6) for c in GROUP_DEVENTER])
    assert verdict("D3", own + same) == DEELS


def test_d5_compares_with_the_country(verdict: Verdicts) -> None:
    assert verdict("D5", with_stay(DEVENTER, p2020h1=1.0) + with_stay("NL01", p2020h1=0.9)) == KLOPT
    assert verdict("D5", with_stay(DEVENTER, p2020h1=1.0) + with_stay("NL01", p2020h1=1.0)) == NIET
    assert verdict("D5", with_stay(DEVENTER, p2020h1=1.0)) == LADEN


def test_d6_fell_in_numbers(verdict: Verdicts) -> None:
    assert verdict("D6", [], counts("jh_122_n", DEVENTER, p2017h1=300, p2019h2=280, p2020h1=270)) == KLOPT
    assert verdict("D6", [], counts("jh_122_n", DEVENTER, p2017h1=300, p2019h2=280, p2020h1=300)) == DEELS


def test_d7_half_a_percent(verdict: Verdicts) -> None:
    others = [UTRECHT, ZALTBOMMEL, PEEL, ROOSENDAAL]
    assert verdict("D7", flat([with_stay(code, p2020h1=0.6) for code in others])) == KLOPT
    high = flat([with_stay(code, p2020h1=0.5) for code in others[:3]]) + with_stay(ROOSENDAAL, p2020h1=0.7)
    assert verdict("D7", high) == DEELS


@pytest.mark.parametrize(
    ("half", "year", "expected"),
    [(8.0, 9.9, KLOPT), (8.0, 10.0, KANTTEKENING), (10.0, 9.0, DEELS), (10.0, 10.0, NIET)],
)
def test_d13_over_ninety_percent(verdict: Verdicts, half: float, year: float, expected: str) -> None:
    observed = counts("jz_totaal_pct", DEVENTER, p2020h1=half, p2019=year)
    assert verdict("D13", [], observed) == expected


def test_u11_the_three_highest_of_the_large_gemeenten(verdict: Verdicts) -> None:
    people = [("inwoners_n", code, "2020", 150000.0) for code in (UTRECHT, "GM0484", "GM0479", "GM0200")]
    small = [("inwoners_n", "GM0297", "2020", 29000.0), *counts("jh_1211_pct", "GM0297", p2020h1=9.9)]
    shares = flat([counts("jh_1211_pct", code, p2020h1=4.0) for code in (UTRECHT, "GM0484", "GM0479")])
    assert (
        verdict("U11", [], [*people, *small, *shares, *counts("jh_1211_pct", "GM0200", p2020h1=3.9)]) == KLOPT
    )
    tie = [
        *people,
        *shares[1:],
        *counts("jh_1211_pct", UTRECHT, p2020h1=3.9),
        *counts("jh_1211_pct", "GM0200", p2020h1=3.9),
    ]
    assert verdict("U11", [], tie) == DEELS


@pytest.mark.parametrize(("own", "expected"), [(4.0, KLOPT), (3.9, DEELS)])
def test_u12_twice_as_much(verdict: Verdicts, own: float, expected: str) -> None:
    others = counts("jh_1211_pct", "GM0363", p2020h1=2.0) + flat(
        [counts("jh_1211_pct", c, p2020h1=1.5) for c in CITIES[1:]]
    )
    assert verdict("U12", [], counts("jh_1211_pct", UTRECHT, p2020h1=own) + others) == expected


@pytest.mark.parametrize(("before", "expected"), [(10.4, KLOPT), (10.3, NIET), (10.5, NIET)])
def test_u13_fell_by_two_tenths(verdict: Verdicts, before: float, expected: str) -> None:
    assert verdict("U13", without(UTRECHT, p2019h2=before, p2020h1=10.2)) == expected


def test_u14_the_others_fell_twice_as_much(verdict: Verdicts) -> None:
    country = without("NL01", p2019h2=7.8, p2020h1=7.2)
    assert (
        verdict("U14", country + flat([without(c, p2019h2=8.0, p2020h1=7.6) for c in GROUP_UTRECHT])) == KLOPT
    )
    one_less = flat([without(c, p2019h2=8.0, p2020h1=7.6) for c in GROUP_UTRECHT[1:]])
    one_less += without(GROUP_UTRECHT[0], p2019h2=8.0, p2020h1=7.7)
    assert verdict("U14", country + one_less) == DEELS


@pytest.mark.parametrize(("share", "expected"), [(0.5, KLOPT), (0.54, KLOPT), (0.55, NIET), (0.4, NIET)])
def test_u15_half_a_percent_as_printed(verdict: Verdicts, share: float, expected: str) -> None:
    assert verdict("U15", with_stay(UTRECHT, p2019h2=share)) == expected


@pytest.mark.parametrize(("end_n", "expected"), [(270, KLOPT), (264, KLOPT), (263, DEELS), (300, DEELS)])
def test_u16_same_share_ten_percent_fewer(verdict: Verdicts, end_n: int, expected: str) -> None:
    shares = with_stay(UTRECHT, p2017h1=0.5, p2019h2=0.5)
    assert verdict("U16", shares, counts("jh_122_n", UTRECHT, p2017h1=300, p2019h2=end_n)) == expected


def country_of(n: int, own: Sequence[Figure], name: str, period: str) -> list[Figure]:
    """Give n other gemeenten 1,0 .. n: made up, to have a rank among many."""
    return [*own, *((name, f"GM9{i:03d}", period, 1.0 + i) for i in range(n))]


def test_u17_in_the_highest_and_lowest_tenth(verdict: Verdicts) -> None:
    high = country_of(
        18,
        [("zonder_verblijf", c, "2019H2", 99.0) for c in (UTRECHT, ZALTBOMMEL)],
        "zonder_verblijf",
        "2019H2",
    )
    low = country_of(
        18, [("met_verblijf", c, "2019H2", 0.1) for c in (UTRECHT, ZALTBOMMEL)], "met_verblijf", "2019H2"
    )
    assert verdict("U17", high + low) == KLOPT
    middle = country_of(
        18, [("met_verblijf", c, "2019H2", 8.5) for c in (UTRECHT, ZALTBOMMEL)], "met_verblijf", "2019H2"
    )
    assert verdict("U17", high + middle) == DEELS


@pytest.mark.parametrize(("share", "expected"), [(0.7, KLOPT), (0.9, KLOPT), (1.0, DEELS), (0.6, DEELS)])
def test_u18_between(verdict: Verdicts, share: float, expected: str) -> None:
    others = flat([with_stay(code, p2019h2=0.8) for code in CITIES[1:]])
    assert verdict("U18", with_stay(CITIES[0], p2019h2=share) + others) == expected


def test_u18b_in_the_middle(verdict: Verdicts) -> None:
    middle = country_of(
        18, [("met_verblijf", code, "2019H2", 9.5) for code in CITIES], "met_verblijf", "2019H2"
    )
    assert verdict("U18b", middle) == KLOPT
    one_high = [*middle, ("met_verblijf", CITIES[0], "2019H2", 99.0)]
    assert verdict("U18b", one_high[1:]) == DEELS


def test_z8_growth_of_cost_per_user(verdict: Verdicts) -> None:
    def cost(region: str, end: float) -> list[Figure]:
        name = "lasten_per_jongere_met_jeugdzorg"
        return [(name, region, "2017", 10000.0), (name, region, "2019", end)]

    base = cost("NL01", 11500) + flat([cost(code, 12300) for code in GROUP_ZALTBOMMEL])
    assert verdict("Z8", base + cost(ZALTBOMMEL, 12500)) == KLOPT  # 25%, ten points over the country
    assert verdict("Z8", base + cost(ZALTBOMMEL, 13000)) == KLOPT  # just: 30 is 5 from 25, 15 is 5 from 10
    assert verdict("Z8", base + cost(ZALTBOMMEL, 13010)) == DEELS
    far = cost("NL01", 11500) + flat([cost(code, 9000) for code in GROUP_ZALTBOMMEL])
    assert verdict("Z8", far + cost(ZALTBOMMEL, 12500)) == KANTTEKENING  # no neighbour grew like it


@pytest.mark.parametrize(("end", "expected"), [(112, KLOPT), (113, NIET)])
def test_z9_counts_of_cbs_go_before_the_portrait(verdict: Verdicts, end: int, expected: str) -> None:
    assert verdict("Z9", [], counts("jz_totaal_n", ZALTBOMMEL, p2017=100, p2019=end)) == expected


def test_z11_in_the_highest_tenth(verdict: Verdicts) -> None:
    assert (
        verdict("Z11", country_of(19, without(ZALTBOMMEL, p2019h2=18.5), "zonder_verblijf", "2019H2"))
        == KLOPT
    )
    assert (
        verdict("Z11", country_of(19, without(ZALTBOMMEL, p2019h2=16.5), "zonder_verblijf", "2019H2")) == NIET
    )


def test_z13b_much_without_and_little_with_stay(verdict: Verdicts) -> None:
    both = flat([without(c, p2020h1=9.0) + with_stay(c, p2020h1=0.5) for c in (UTRECHT, ROOSENDAAL)])
    country = without("NL01", p2020h1=7.2) + with_stay("NL01", p2020h1=0.9)
    assert verdict("Z13b", both + country) == KLOPT
    assert verdict("Z13b", both + without("NL01", p2020h1=7.2) + with_stay("NL01", p2020h1=0.5)) == DEELS


@pytest.mark.parametrize(("low_n", "expected"), [(4, KLOPT), (5, DEELS), (3, DEELS), (0, NIET)])
def test_z14_exactly_four_of_five(verdict: Verdicts, low_n: int, expected: str) -> None:
    shares = flat(
        [with_stay(code, p2019h2=0.5 if i < low_n else 0.9) for i, code in enumerate(GROUP_ZALTBOMMEL)]
    )
    assert verdict("Z14", shares + with_stay("NL01", p2019h2=0.9)) == expected


@pytest.mark.parametrize(
    ("share", "end", "expected"), [(0.4, 110, KLOPT), (0.4, 111, DEELS), (0.5, 111, DEELS), (1.0, 150, NIET)]
)
def test_p5_low_and_stable(verdict: Verdicts, share: float, end: int, expected: str) -> None:
    shares = with_stay(PEEL, p2020h1=share) + with_stay("NL01", p2020h1=0.9)
    assert verdict("P5", shares, counts("jh_122_n", PEEL, p2018h1=100, p2020h1=end)) == expected


def test_r3_flat_and_under_the_other(verdict: Verdicts) -> None:
    def series(own: float, middle: float) -> list[Figure]:
        return without(ROOSENDAAL, p2019h1=8.8, p2019h2=middle, p2020h1=own) + without("GM0748", p2020h1=8.9)

    assert verdict("R3", series(8.6, 9.0)) == KLOPT
    assert verdict("R3", series(8.6, 9.1)) == DEELS
    assert verdict("R3", series(8.9, 9.1)) == NIET


@pytest.mark.parametrize(("end", "expected"), [(50, KLOPT), (65, KLOPT), (66, DEELS)])
def test_r4_halved_in_all_three(verdict: Verdicts, end: int, expected: str) -> None:
    rows = flat([counts("jh_122_n", code, p2018=100, p2019=50) for code in (ROOSENDAAL, "GM0748")])
    assert verdict("R4", [], rows + counts("jh_122_n", "JZ36", p2018=100, p2019=end)) == expected


@pytest.mark.parametrize(("end", "expected"), [(106.0, KLOPT), (105.9, NIET), (110.3, KLOPT), (110.5, NIET)])
def test_m1_price_index_within_three_to_five_percent_a_year(
    verdict: Verdicts, end: float, expected: str
) -> None:
    """The growth a year as shown: 2,96 is 3,0%, 2,91 is 2,9%, 5,02 is 5,0%, 5,12 is 5,1%."""
    rows = counts("prijsindex_gezondheidszorg", "NL01", p2017=100, p2019=end)
    assert verdict("M1", [], rows) == expected


def test_a_zero_base_gives_no_verdict_and_no_infinite_number(verdict: Verdicts) -> None:
    assert verdict("R4", [], counts("jh_122_n", ROOSENDAAL, p2018=0, p2019=5)) == LADEN
    assert (
        verdict(
            "U12",
            [],
            [*counts("jh_1211_pct", UTRECHT, p2020h1=4.0), *counts("jh_1211_pct", "GM0363", p2020h1=0.0)],
        )
        == LADEN
    )


@pytest.mark.parametrize(
    ("own", "expected"), [(44.0, KANTTEKENING), (44.4, KANTTEKENING), (45.0, DEELS), (None, LADEN)]
)
def test_a_part_of_the_trajectories(verdict: Verdicts, own: float | None, expected: str) -> None:
    """4,4% in Zaltbommel and 8,7% in Nederland, each of all trajectories and rounded as printed."""
    mine = [] if own is None else counts("jh_122_trajecten_n", ZALTBOMMEL, p2020h1=own)
    observed = [
        *mine,
        *counts("jz_totaal_trajecten_n", ZALTBOMMEL, p2020h1=1_000),
        *counts("jh_122_trajecten_n", "NL01", p2020h1=870),
        *counts("jz_totaal_trajecten_n", "NL01", p2020h1=10_000),
    ]
    assert verdict("Z21", observed=observed) == expected


def test_the_part_that_is_under_twenty(verdict: Verdicts) -> None:
    observed = [
        *counts("inwoners_0_19_n", ZALTBOMMEL, p2020=7_300),
        *counts("inwoners_n", ZALTBOMMEL, p2020=28_881),
        *counts("inwoners_0_19_n", "NL01", p2020=3_777_000),
        *counts("inwoners_n", "NL01", p2020=17_407_585),
    ]
    assert verdict("Z20", observed=observed) == KLOPT
    assert (
        verdict("Z20", observed=[*observed[1:], *counts("inwoners_0_19_n", ZALTBOMMEL, p2020=7_500)]) == DEELS
    )


def test_the_change_of_help_with_stay_in_a_year(verdict: Verdicts) -> None:
    assert verdict("Z24", observed=counts("jh_122_n", ZALTBOMMEL, p2018=100, p2019=95)) == KANTTEKENING
    assert verdict("Z24", observed=counts("jh_122_n", ZALTBOMMEL, p2018=100, p2019=91)) == NIET
