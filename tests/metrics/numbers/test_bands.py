"""Chance and the usual difference: against scipy, SQL and simulated gemeenten whose spread is known."""

import duckdb
import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.facts import Facts
from metrics.numbers.bands import (
    BandRefusal,
    bands,
    chance_limits,
    usual_spread,
    wilson,
    winsorised,
    winsorised_variance,
    z_value,
)


def counts(k: list[float], n: list[float], period: str = "2019") -> pd.DataFrame:
    codes = [f"GM{place:04d}" for place in range(len(k))]
    return pd.DataFrame({"region": codes, "period": period, "k_n": k, "n": n}).astype(
        {"k_n": float, "n": float}
    )


def simulated(tau: float, gemeenten_n: int = 340, seed: int = 7) -> pd.DataFrame:
    draw = np.random.default_rng(seed)
    n = np.round(10 ** draw.uniform(3.2, 4.7, gemeenten_n))
    share = np.clip(draw.normal(0.08, tau, gemeenten_n), 0.001, 0.5)
    return counts(list(draw.binomial(n.astype(int), share)), list(n))


@pytest.mark.parametrize(("k", "n"), [(10, 100), (0, 50), (50, 50), (412, 21_350)])
def test_wilson_is_scipys(k: int, n: int) -> None:
    from scipy.stats import binomtest  # seconds to import, in every worker of the suite

    low, high = wilson(k, n)
    second = binomtest(k, n).proportion_ci(method="wilson")
    assert (low, high) == (pytest.approx(second.low, abs=1e-12), pytest.approx(second.high, abs=1e-12))


def test_wilson_by_hand_and_no_young_people() -> None:
    low, high = wilson(10, 100)
    assert (round(float(low), 4), round(float(high), 4)) == (0.0552, 0.1744)
    assert np.isnan(wilson(0, 0)).all()


def test_chance_holds_the_rounding_of_the_count() -> None:
    low, high = chance_limits(10, 100)
    assert low == pytest.approx(wilson(7.5, 100)[0])
    assert high == pytest.approx(wilson(12.5, 100)[1])
    # a count under 2.5 does not become negative, one near n not more than n
    assert chance_limits(0, 100)[0] == pytest.approx(0, abs=1e-12)
    assert chance_limits(100, 100)[1] == pytest.approx(1)


def test_winsorised_pulls_in_a_tenth_on_each_side() -> None:
    values = winsorised(list(range(11)))
    assert values.tolist() == [1, 1, 2, 3, 4, 5, 6, 7, 8, 9, 9]
    assert winsorised([]).tolist() == []


def test_equal_shares_have_no_spread() -> None:
    assert usual_spread([80.0] * 30, [1000.0] * 30).tau == 0


@pytest.mark.parametrize("tau", [0.005, 0.01, 0.02])
def test_a_known_spread_comes_back(tau: float) -> None:
    frame = simulated(tau)
    found = usual_spread(frame["k_n"], frame["n"])
    assert found.gemeenten_n == 340
    assert found.tau == pytest.approx(tau, rel=0.15)


# Under 23, of the inhabitants of Nederland in 2019; young people per gemeente are not among the shared tables.
YOUNG = 0.258


@pytest.mark.shared
@pytest.mark.parametrize("tau", [0.005, 0.01, 0.02])
@pytest.mark.parametrize("shape", ["normal", "lognormal"])
def test_on_real_sizes_tau_comes_back_and_one_in_twenty_is_outside(
    cbs_facts: Facts, tau: float, shape: str
) -> None:
    rows = cbs_facts.observations
    rows = rows[(rows["indicator"] == "inwoners_n") & (rows["period"] == "2019")]
    people = rows.loc[rows["region"].str.startswith("GM"), "value"].dropna().to_numpy()
    n, draw, log_spread = (
        np.round(YOUNG * people),
        np.random.default_rng(11),
        np.sqrt(np.log1p((tau / 0.08) ** 2)),
    )
    assert len(n) == 355
    taus, outside = [], []
    for _ in range(60):
        standard = draw.normal(size=len(n))
        share = (
            0.08 + tau * standard
            if shape == "normal"
            else 0.08 * np.exp(log_spread * standard - log_spread**2 / 2)
        )
        k = 5 * np.round(draw.binomial(n.astype(int), np.clip(share, 0.001, 0.5)) / 5)  # as CBS publishes
        found = bands(counts(list(k), list(n)))
        # the tau that the band was drawn with, from how wide it is above; nobody's reaches 100%
        others = found["others_pct"] / 100
        wide = (found["usual_high_pct"] / 100 - others) / z_value()
        taus.append(np.sqrt(max(0.0, float((wide**2 - others * (1 - others) / n).mean()))))
        outside.append((~found["share_pct"].between(found["usual_low_pct"], found["usual_high_pct"])).mean())
    assert np.mean(taus) == pytest.approx(tau, rel=0.05)
    assert np.mean(outside) == pytest.approx(0.05, abs=0.01)


def test_strange_gemeenten_do_not_widen_the_band_of_the_others() -> None:
    frame = simulated(0.01)
    ordinary = usual_spread(frame["k_n"], frame["n"]).tau
    strange = frame.copy()
    strange.loc[:16, "k_n"] *= 3  # one in twenty: the plain spread becomes four times as large
    assert (strange["k_n"] / strange["n"]).std() > 3.5 * ordinary
    assert usual_spread(strange["k_n"], strange["n"]).tau < 1.5 * ordinary


def test_winsorising_a_normal_leaves_two_thirds_of_its_variance() -> None:
    draw = np.random.default_rng(3).normal(size=400_000)
    assert winsorised_variance() == pytest.approx(winsorised(draw).var(), rel=0.01)
    assert winsorised_variance() == pytest.approx(0.6787, abs=0.0001)


def test_chance_alone_leaves_hardly_anyone_outside() -> None:
    found = bands(simulated(0.0))
    assert (found["place"] != "binnen").mean() < 0.08


def test_differing_gemeenten_are_outside_chance_but_not_unusual() -> None:
    found = bands(simulated(0.02))
    others = found["others_pct"]
    outside_chance = (found["chance_low_pct"] > others) | (found["chance_high_pct"] < others)
    assert outside_chance.mean() > 0.6  # what methode 14 saw in the real figures
    assert 0.01 < (found["place"] != "binnen").mean() < 0.08


def test_only_far_beyond_the_others_is_unusual() -> None:
    frame = simulated(0.005)
    frame.loc[0, ["k_n", "n"]] = [3000.0, 10_000.0]
    frame.loc[1, ["k_n", "n"]] = [100.0, 10_000.0]
    found = bands(frame)
    assert found.loc[0, "place"] == "boven"
    assert found.loc[1, "place"] == "onder"
    assert found.loc[0, "share_pct"] == 30


def test_the_comparison_leaves_the_gemeente_itself_out() -> None:
    frame = counts([100.0] * 20 + [900.0], [1000.0] * 21)
    found = bands(frame)
    assert found.loc[20, "others_pct"] == pytest.approx(10)
    assert found.loc[0, "others_pct"] == pytest.approx(100 * (1900 + 900) / 20_000)


def test_just_outside_and_just_inside() -> None:
    # equal others: tau is 0, the band is p0 +- z sqrt(p0 (1 - p0) / n); a count is off by 2.5 at most
    half = z_value() * np.sqrt(0.1 * 0.9 / 1000)
    edge = 1000 * (0.1 + half) + 2.5
    for extra, place in ((-0.5, "binnen"), (0.5, "boven")):
        found = bands(counts([100_000.0] * 30 + [edge + extra], [1_000_000.0] * 30 + [1000.0]))
        assert found.loc[30, "place"] == place


def test_refusals_leave_no_number() -> None:
    frame = pd.concat([simulated(0.01), counts([np.nan, 5, 11], [100, np.nan, 10])], ignore_index=True)
    found = bands(frame).tail(3)
    assert found["refusal"].tolist() == [
        BandRefusal.NO_COUNT,
        BandRefusal.NO_POPULATION,
        BandRefusal.IMPOSSIBLE,
    ]
    assert found[["share_pct", "chance_low_pct", "usual_low_pct"]].isna().all(axis=None)
    assert found["place"].tolist() == ["", "", ""]


def test_few_gemeenten_keep_chance_and_lose_the_usual_band() -> None:
    nineteen = bands(counts([80.0] * 19, [1000.0] * 19))
    assert (nineteen["refusal"] == BandRefusal.FEW_GEMEENTEN).all()
    assert nineteen["chance_low_pct"].notna().all()
    assert nineteen["usual_low_pct"].isna().all()
    assert (bands(counts([80.0] * 20, [1000.0] * 20))["refusal"] == "").all()


def test_periods_do_not_touch_each_other() -> None:
    one, two = simulated(0.01), simulated(0.02, seed=8).assign(period="2018")
    both = bands(pd.concat([one, two], ignore_index=True))
    pd.testing.assert_frame_equal(both.head(len(one)), bands(one))
    assert both["region"].tolist() == one["region"].tolist() + two["region"].tolist()
    assert bands(one[:0]).empty


SQL = """
WITH total AS (SELECT sum(k_n) AS k, sum(n) AS n FROM counts),
p AS (SELECT region, c.k_n / c.n AS share, (t.k - c.k_n) / (t.n - c.n) AS p0, c.n FROM counts c, total t),
z AS (SELECT *, (share - p0) / sqrt(p0 * (1 - p0) / n + ? ** 2) AS z FROM p),
q AS (SELECT quantile_cont(z, 0.1) AS low, quantile_cont(z, 0.9) AS high FROM z)
SELECT avg(greatest(low, least(high, z)) ** 2) FROM z, q
"""


def test_sql_finds_the_mean_square_of_a_normal_at_tau_and_less_where_it_is_zero() -> None:
    # what is left of a normal's variance: 1 - 2a - 2 q phi(q) + 2 a q^2, a = 0.1, q = 1.28155, phi = 0.17550
    left = 1 - 0.2 - 2 * 1.2815515655 * 0.1754983319 + 0.2 * 1.2815515655**2
    for spread in (0.01, 0.02):
        frame = simulated(spread)
        with duckdb.connect() as connection:
            connection.register("counts", frame)
            tau = usual_spread(frame["k_n"], frame["n"]).tau
            (second,) = connection.execute(SQL, [tau]).fetchall()[0]
        assert second == pytest.approx(left, rel=1e-7)
    equal = counts([80.0 + n % 3 for n in range(60)], [1000.0] * 60)
    with duckdb.connect() as connection:
        connection.register("counts", equal)
        (second,) = connection.execute(SQL, [0.0]).fetchall()[0]
    assert second < left
    assert usual_spread(equal["k_n"], equal["n"]).tau == 0


@given(
    st.integers(min_value=1, max_value=200_000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))
)
def test_the_chance_band_holds_the_share_and_stays_between_0_and_1(pair: tuple[int, int]) -> None:
    k, n = pair
    low, high = (float(limit) for limit in chance_limits(k, n))
    assert -1e-12 <= low <= k / n + 1e-12
    assert k / n - 1e-12 <= high <= 1 + 1e-12


def test_a_level_is_a_share() -> None:
    assert z_value(0.95) == pytest.approx(1.959964, abs=1e-6)
    with pytest.raises(ValueError, match="between 0 and 1"):
        z_value(95)
