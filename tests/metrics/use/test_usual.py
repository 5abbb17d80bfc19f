"""Bands of a whole build, and the spread where only percentages are published."""

import duckdb
import numpy as np
import pandas as pd
import pytest

from metrics.facts import OBSERVATIONS, Facts
from metrics.numbers.bands import BandRefusal, bands
from metrics.use.usual import middle, of_build
from tests.metrics.build_facts import mergers


def observed(*rows: tuple[str, str, str, float | None]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=["indicator", "region", "period", "value"])
    frame["year"] = frame["period"].str[:4].astype(int)
    return frame.assign(period_status="definitief", cell_status="ok", source_id="x")[OBSERVATIONS]


def build(gemeenten_n: int = 25) -> Facts:
    rows: list[tuple[str, str, str, float | None]] = [
        ("inwoners_0_22_n", "NL01", "2019", 1e6),
        ("jh_121_n", "NL01", "2019H1", 8e4),
    ]
    for place in range(gemeenten_n):
        code = f"GM{place:04d}"
        rows += [("jh_121_n", code, "2019H1", 80.0 + place), ("inwoners_0_22_n", code, "2019", 1000.0)]
    return Facts(observations=observed(*rows))


def test_counts_and_young_people_of_the_same_year_meet() -> None:
    found = of_build(build())
    assert len(found) == 25
    assert set(found["indicator"]) == {"zonder_verblijf"}
    assert "NL01" not in set(found["region"])
    row = found[found["region"] == "GM0000"].iloc[0]
    assert row["share_pct"] == pytest.approx(8.0)
    assert row["others_pct"] == pytest.approx(100 * sum(80 + n for n in range(1, 25)) / 24_000)


def test_a_secret_count_and_missing_young_people_are_refused() -> None:
    facts = build()
    rows = facts.observations
    rows.loc[(rows["region"] == "GM0001") & (rows["indicator"] == "jh_121_n"), "value"] = np.nan
    rows = rows[~((rows["region"] == "GM0002") & (rows["indicator"] == "inwoners_0_22_n"))]
    found = of_build(facts.with_frames(observations=rows)).set_index("region")
    assert found.loc["GM0001", "refusal"] == BandRefusal.NO_COUNT
    assert found.loc["GM0002", "refusal"] == BandRefusal.NO_POPULATION
    assert found.loc["GM0003", "refusal"] == ""


def test_the_band_is_of_the_gemeenten_of_today_and_counts_nobody_twice() -> None:
    facts = build()
    taken = mergers(
        [("2020-01-01", "GM0001", "GM0000", "merger"), ("2020-01-01", "GM0000", "GM0000", "merger")]
    )
    found = of_build(facts.with_frames(mergers=taken))
    assert len(found) == 24
    assert "GM0001" not in set(found["region"])
    row = found[found["region"] == "GM0000"].iloc[0]
    assert row["share_pct"] == pytest.approx(100 * (80 + 81) / 2000)
    assert row["others_pct"] == pytest.approx(100 * sum(80 + n for n in range(2, 25)) / 23_000)
    assert len(of_build(facts.with_frames(mergers=taken), 2019)) == 25


def test_nothing_loaded_gives_an_empty_frame() -> None:
    assert of_build(Facts(observations=observed())).empty


def test_percentages_alone_have_a_spread_and_no_band() -> None:
    found = middle(float(n) for n in range(1, 22))
    assert found == pytest.approx((3.0, 19.0))
    assert middle([1.0] * 19) is None


SQL = """
SELECT period, quantile_cont(value, 0.1) AS low, quantile_cont(value, 0.9) AS high
FROM o WHERE indicator = 'natura_jeugdhulp_pct' AND region LIKE 'GM%' AND value IS NOT NULL
GROUP BY period ORDER BY period
"""


@pytest.mark.shared
def test_sql_gives_the_same_spread_of_the_real_percentages(cbs_facts: Facts) -> None:
    rows = cbs_facts.observations
    known = rows[(rows["indicator"] == "natura_jeugdhulp_pct") & rows["region"].str.startswith("GM")]
    known = known[known["value"].notna()]
    connection = duckdb.connect()
    connection.register("o", rows)
    second = connection.sql(SQL).df().set_index("period")
    assert len(second) > 10
    for period, values in known.groupby("period")["value"]:
        found = middle(values)
        assert found is not None
        np.testing.assert_allclose(found, second.loc[str(period), ["low", "high"]], rtol=1e-9)


def test_the_bands_are_those_of_the_plain_frame() -> None:
    found = of_build(build())
    plain = pd.DataFrame(
        {
            "region": found["region"],
            "period": "2019H1",
            "k_n": [80.0 + n for n in range(25)],
            "n": 1000.0,
        }
    )
    pd.testing.assert_frame_equal(found.drop(columns="indicator"), bands(plain), check_dtype=False)
