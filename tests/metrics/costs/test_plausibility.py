import numpy as np
import pandas as pd
import pytest

from metrics.costs.plausibility import MIN_N, judge, modified_z
from metrics.places.lineage import Lineage
from tests.metrics.build_facts import mergers

NOBODY = Lineage(mergers([]))
ORDINARY = [200 + 5 * (n % 21) for n in range(60)]  # euros per inhabitant: median 250, spread about 37


def amounts(
    first: dict[str, float], second: dict[str, float], budget: dict[str, float] | None = None
) -> pd.DataFrame:
    """Sixty ordinary gemeenten that grow a little, and some others: euros per inhabitant of 2018 and 2019."""
    rows = []
    for n, euro in enumerate(ORDINARY):
        name, drift = f"GM1{n:03}", 1 + 0.01 * (n % 7)
        rows += [(name, 2018, "jaarrekening", euro), (name, 2019, "jaarrekening", euro * drift)]
        rows += [(name, 2019, "begroting", euro * drift * (0.9 + 0.01 * (n % 5)))]
    rows += [(name, 2018, "jaarrekening", euro) for name, euro in first.items()]
    rows += [(name, 2019, "jaarrekening", euro) for name, euro in second.items()]
    rows += [(name, 2019, "begroting", euro) for name, euro in (budget or {}).items()]
    frame = pd.DataFrame(rows, columns=["region", "year", "statement", "euro"])
    return frame.assign(lasten_eur=frame["euro"] * 1000.0, inwoners_n=1000.0)


def verdict(frame: pd.DataFrame, region: str, year: int = 2019) -> str:
    return str(accounts(frame).loc[(region, year), "verdict"])


def accounts(frame: pd.DataFrame) -> pd.DataFrame:
    return judge(frame, NOBODY).query("statement == 'jaarrekening'").set_index(["region", "year"])


def test_a_leap_against_past_and_budget_is_found_though_the_level_alone_is_no_outlier() -> None:
    frame = amounts({"GM0001": 290}, {"GM0001": 480}, {"GM0001": 210})
    judged = accounts(frame).loc[("GM0001", 2019)]
    assert 2 < judged["z_level"] < 5
    assert judged["verdict"] in ("sprong", "niveau")
    # the same leap at an ordinary level is a repair of the year before, not a fault
    assert verdict(amounts({"GM0001": 60}, {"GM0001": 250}, {"GM0001": 60}), "GM0001") == ""


def test_a_high_level_alone_is_left_in_peace() -> None:
    assert verdict(amounts({"GM0001": 900}, {"GM0001": 910}, {"GM0001": 850}), "GM0001") == ""
    assert verdict(amounts({"GM0001": 900}, {"GM0001": 910}, {"GM0001": 300}), "GM0001") == "niveau"


def test_a_year_after_an_implausible_one_is_not_held_against_it() -> None:
    # 2018: far too low and unlike its budget; 2019 is low still, but its own past says nothing then
    first = amounts({"GM0001": 20}, {"GM0001": 60}, {"GM0001": 55})
    first.loc[len(first)] = ["GM0001", 2018, "begroting", 240.0, 240_000.0, 1000.0]
    extra = first[
        (first["year"] == 2018) & (first["statement"] == "jaarrekening") & (first["region"] != "GM0001")
    ]
    plan = extra["lasten_eur"] * (0.9 + 0.01 * (np.arange(len(extra)) % 5))
    extra = extra.assign(statement="begroting", lasten_eur=plan)
    judged = accounts(pd.concat([first, extra]))
    assert judged.loc[("GM0001", 2018), "verdict"] == "niveau"
    assert np.isnan(judged.loc[("GM0001", 2019), "z_year"])
    assert judged.loc[("GM0001", 2019), "verdict"] == ""


def test_what_no_gemeente_ever_came_near_needs_no_past_and_no_budget() -> None:
    """Amounts in euros in place of thousands: in a first year, with such a budget, or a budget alone."""
    first = amounts(
        {"GM0001": 250_000, "GM0002": 250}, {"GM0001": 260, "GM0002": 260_000}, {"GM0002": 255_000}
    )
    assert [verdict(first, code, year) for code, year in (("GM0001", 2018), ("GM0001", 2019))] == [
        "onmogelijk",
        "",
    ]
    assert verdict(first, "GM0002") == "onmogelijk"
    alone = amounts({"GM0001": 900}, {"GM0001": 910}, {"GM0001": 250_000})
    judged = judge(alone, NOBODY).set_index(["region", "year", "statement"])["verdict"]
    assert judged[("GM0001", 2019, "begroting")] == "onmogelijk"
    # a budget that is impossible says nothing against accounts that are high every year
    assert judged[("GM0001", 2019, "jaarrekening")] == ""
    # a budget far below all others is said to be low where it is the base of an index (LOW_BASE), and nowhere else
    low = amounts({"GM0001": 250}, {"GM0001": 250}, {"GM0001": 20})
    assert (judge(low, NOBODY).query("statement == 'begroting'")["verdict"] == "").all()


def test_missing_zero_and_negative_amounts_are_not_judged() -> None:
    frame = amounts({}, {"GM0001": np.nan, "GM0002": 0, "GM0003": -5})
    judged = accounts(frame)
    for code in ("GM0001", "GM0002", "GM0003"):
        assert np.isnan(judged.loc[(code, 2019), "z_level"])
        assert judged.loc[(code, 2019), "verdict"] == ""


def test_few_gemeenten_say_nothing_of_what_is_usual() -> None:
    values = pd.Series(np.arange(MIN_N, dtype=float))
    assert modified_z(values).notna().all()
    assert modified_z(values.iloc[1:]).isna().all()
    assert modified_z(pd.Series([1.0] * 50)).isna().all()  # MAD 0


def test_modified_z_by_hand() -> None:
    # median 15, absolute differences 0..15: MAD 8 (of 31 values), so (31 - 15) / (1.4826 x 8)
    values = pd.Series(np.arange(31, dtype=float))
    assert modified_z(values).iloc[30] == pytest.approx(15 / (1.4826 * 8))


def test_the_last_loaded_year_stands_in_for_the_year_before() -> None:
    frame = amounts({"GM0001": 290}, {"GM0001": 480}, {"GM0001": 210})
    gap = frame.assign(year=frame["year"].replace(2018, 2017))
    pd.testing.assert_frame_equal(
        judge(gap, NOBODY).query("year == 2019"), judge(frame, NOBODY).query("year == 2019")
    )


def test_one_year_alone_has_no_change() -> None:
    frame = amounts({}, {"GM0001": 480}, {"GM0001": 210})
    judged = judge(frame[frame["year"] == 2019], NOBODY).query("statement == 'jaarrekening'")
    assert judged["z_year"].isna().all()
    assert judged["z_budget"].notna().any()
    assert judge(frame.iloc[:0], NOBODY).empty
