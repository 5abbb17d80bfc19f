"""Cost figures by hand, on made-up gemeenten."""

import math
from functools import cache

import numpy as np
import pandas as pd
import pytest

from metrics.costs import levels
from metrics.costs.country import bounds, left_out_text
from metrics.facts import Facts
from metrics.figures import at
from metrics.places.size_classes import SizeClass
from metrics.records import RegionalLead
from tests.metrics.build_facts import facts, finance, mergers, observations, records, regions

REKENING, BEGROTING = "jaarrekening", "begroting"
# (region, inhabitants of every year): GM0003 came out of GM0001 and GM0002 in 2019
PEOPLE = [("GM0001", 2017, 1000), ("GM0002", 2017, 3000), ("GM0003", 2019, 5000), ("GM0009", 2017, 6000),
          ("GM0009", 2019, 5000), ("NL01", 2017, 10_000), ("NL01", 2019, 10_000)]  # fmt: skip
AMOUNTS = [
    ("GM0001", 2017, BEGROTING, "6.72", 100, 0), ("GM0001", 2017, REKENING, "6.72", 200, 10),
    ("GM0002", 2017, BEGROTING, "6.72", 700, 0), ("GM0002", 2017, REKENING, "6.72", 900, 20),
    ("GM0009", 2017, BEGROTING, "6.72", 1200, 0), ("GM0009", 2017, REKENING, "6.72", 1500, 30),
    ("GM0003", 2019, BEGROTING, "6.72", 1000, 0), ("GM0003", 2019, REKENING, "6.72", 1500, 40),
    ("GM0009", 2019, BEGROTING, "6.72", 1000, 0), ("GM0009", 2019, REKENING, "6.72", 2000, 50),
]  # fmt: skip
MERGED = mergers([("2019-01-01", "GM0001", "GM0003", "merger"), ("2019-01-01", "GM0002", "GM0003", "merger"),
                  ("2015-01-01", "GM0009", "GM0009", "merger")])  # fmt: skip


def people(rows: list[tuple[str, int, int]] = PEOPLE) -> pd.DataFrame:
    return observations([("inwoners_n", region, str(year), n) for region, year, n in rows], source="bev")


def world(**new: float | None) -> Facts:
    """The small world, with some lasten replaced: world(GM0001_2017_begroting=0)."""
    rows = [
        (region, year, statement, code, new.get(f"{region}_{year}_{statement}", lasten), baten)
        for region, year, statement, code, lasten, baten in AMOUNTS
    ]
    return facts(
        finance=finance(rows),
        observations=people(),
        mergers=MERGED,
        regions=regions(["GM0001", "GM0002", "GM0003", "GM0009", "NL01"]),
    )


@cache
def computed(**new: float | None) -> levels.CostFigures:
    return levels.compute(world(**new), records())


def one(indicator: str, period: str, region: str, **new: float | None) -> pd.Series:
    return at(computed(**new).figures, indicator, period, [region]).iloc[0]


def test_level_carries_what_is_divided_by_what() -> None:
    row = one("lasten_per_inwoner", "2019", "GM0003")
    assert (row["value"], row["numerator"], row["denominator"]) == (300.0, 1_500_000, 5000)
    assert row["source"] == "iv3_2019, bev"
    assert row["cell_status"] == "ok"
    net = one("lasten_min_baten_per_inwoner", "2019", "GM0003")
    assert net["value"] == (1500 - 40) / 5
    assert one("begroting_per_inwoner", "2019", "GM0009")["value"] == 200.0


def test_before_it_existed_a_gemeente_is_the_sum_of_its_predecessors() -> None:
    row = one("lasten_per_inwoner", "2017", "GM0003")
    assert row["value"] == pytest.approx(1_100_000 / 4000)
    assert row["origin"] == "voorgangers"
    assert one("lasten_per_inwoner", "2017", "GM0001")["value"] == 200.0


def test_growth_is_accounts_on_accounts_in_the_same_area() -> None:
    row = one("groei_lasten_per_inwoner", "2019", "GM0003")
    assert row["value"] == pytest.approx(100 * (300 / 275 - 1))
    assert row[["numerator", "denominator", "base_numerator", "base_denominator"]].tolist() == [
        1_500_000, 5000, 1_100_000, 4000,
    ]  # fmt: skip


def test_index_is_accounts_over_the_budget_of_2017() -> None:
    row = one("index_rapport", "2019", "GM0003")
    assert row["value"] == pytest.approx(100 * 300 / 200)
    assert row["source"] == "iv3_2019, bev, iv3_2017"


def test_nederland_takes_the_same_gemeenten_in_all_terms_and_names_who_is_not() -> None:
    assert one("lasten_per_inwoner", "2019", "NL01")["value"] == 350.0
    assert one("lasten_per_inwoner", "2017", "NL01")["value"] == 260.0  # predecessors count once
    # GM0002 delivered no budget: its successor drops out of numerator, denominator and base together
    zero = {"GM0002_2017_begroting": 0}
    assert one("index_rapport", "2019", "GM0003", **zero)["cell_status"] == "nul_als_ontbrekend"
    out = computed(**zero).left_out.query(
        "indicator == 'index_rapport' and period == '2019' and region == 'NL01'"
    )
    assert out[["member", "reason"]].values.tolist() == [["GM0003", "nul_als_ontbrekend"]]
    # what is left holds half of the inhabitants: that is no Nederland
    assert math.isnan(one("index_rapport", "2019", "NL01", **zero)["value"])


def test_a_base_under_half_of_its_accounts_is_computed_and_flagged() -> None:
    just_under = one("index_rapport", "2019", "GM0009", GM0009_2017_begroting=749)
    assert just_under["cell_status"] == "basis_te_laag"
    assert just_under["value"] == pytest.approx(100 * 400 / (749_000 / 6000))
    just_half = one("index_rapport", "2019", "GM0009", GM0009_2017_begroting=750)
    assert just_half["cell_status"] == "ok"
    # judged on the sum: GM0001 alone is under half of its accounts, the gemeente it went up in is not
    assert one("index_rapport", "2019", "GM0003", GM0001_2017_begroting=90)["cell_status"] == "ok"
    flagged = one("begroting_per_inwoner", "2017", "GM0009", GM0009_2017_begroting=749)
    assert flagged["cell_status"] == "basis_te_laag"


def test_zero_is_missing_and_never_infinite() -> None:
    row = one("lasten_per_inwoner", "2019", "GM0009", GM0009_2019_jaarrekening=0)
    assert row["cell_status"] == "nul_als_ontbrekend"
    assert math.isnan(row["value"])
    assert not np.isinf(computed(GM0009_2019_jaarrekening=0).figures["value"]).any()


def test_a_lead_of_the_whole_region_is_flagged_and_a_partial_one_is_not() -> None:
    for kind, status in (("geheel", "boekt_voor_anderen"), ("deels", "ok")):
        lead = RegionalLead("GM0009", 2019, None, "test", kind)  # type: ignore[arg-type]
        built = levels.compute(world(), records([lead])).figures
        assert at(built, "lasten_per_inwoner", "2019", ["GM0009"])["cell_status"].tolist() == [status]
        assert at(built, "lasten_per_inwoner", "2017", ["GM0009"])["cell_status"].tolist() == ["ok"]
        assert at(built, "lasten_per_inwoner", "2019", ["NL01"])["value"].tolist() == [350.0]


def test_no_growth_or_index_of_a_gemeente_crosses_2022() -> None:
    amounts = [
        (region, year, statement, "6.72", 1000 * (year - 2016), 0)
        for region in ("GM0001", "GM0002")
        for year in (2017, 2021, 2022, 2023)
        for statement in (BEGROTING, REKENING)
    ]
    counts = [
        (region, year, 1000 if region != "NL01" else 2000)
        for region in ("GM0001", "GM0002", "NL01")
        for year in (2017, 2021, 2022, 2023)
    ]
    built = facts(finance=finance(amounts), observations=people(counts))
    found = levels.compute(built, records()).figures
    growth = found[found["indicator"] == "groei_lasten_per_inwoner"].set_index(["region", "period"])["value"]
    assert growth["GM0001"].to_dict() == {"2021": pytest.approx(400.0), "2023": pytest.approx(100 / 6)}
    assert at(found, "index_rapport", "2022", ["GM0001", "NL01"])["cell_status"].tolist() == [
        "gebroken",
        "ok",
    ]
    assert at(found, "index_rapport", "2022", ["NL01"])["value"].tolist() == [pytest.approx(600.0)]
    assert at(found, "index_rapport", "2021", ["GM0001"])["cell_status"].tolist() == ["ok"]


def test_per_young_person_nederland_is_the_published_count_without_who_is_left_out() -> None:
    users = observations(
        [("jz_totaal_n", "GM0003", "2019", 100), ("jz_totaal_n", "GM0009", "2019", None),
         ("jz_totaal_n", "NL01", "2019", 500)], source="jz", status="voorlopig",
    )  # fmt: skip
    built = world()
    built = built.with_frames(observations=pd.concat([built.observations, users]))
    found = levels.compute(built, records()).figures
    per_user = at(found, "lasten_per_jongere_met_jeugdzorg", "2019", ["GM0003", "GM0009", "NL01"])
    assert per_user["value"].fillna(-1).tolist() == [15_000.0, -1, 7_000.0]
    assert per_user["cell_status"].tolist() == ["ok", "geen_cijfer", "ok"]
    assert per_user["period_status"].tolist()[0] == "voorlopig"
    assert per_user["source"].tolist()[0] == "iv3_2019, jz"
    assert "SIZE:0-20000" not in set(found.query("indicator == 'lasten_per_jongere_met_jeugdzorg'")["region"])


def test_without_accounts_there_are_no_figures() -> None:
    nothing = levels.compute(facts(observations=people()), records())
    assert nothing.figures.empty
    assert nothing.left_out.empty


def test_what_is_not_loaded_gives_no_rows() -> None:
    assert "lasten_per_jongere_tot_18" not in set(computed().figures["indicator"])


def test_bounds_of_a_size_class_are_read_from_its_code() -> None:
    assert bounds("SIZE:150000-300000") == SizeClass("SIZE:150000-300000", 150_000, 300_000)
    assert bounds("SIZE:250000-") == SizeClass("SIZE:250000-", 250_000, None)
    for wrong in ("GM0150", "SIZE:", "SIZE:a-b", "SIZE:10"):
        assert bounds(wrong) is None


def test_who_is_left_out_stands_in_the_source_line() -> None:
    names = {"GM0307": "Amersfoort", "GM0014": "Groningen"}
    assert left_out_text([], names) == ""
    assert left_out_text(["GM0307"], names) == "; zonder Amersfoort"
    assert left_out_text(["GM0307", "GM0014"], names) == "; zonder Amersfoort en Groningen"
    assert left_out_text(["GM0307"] * 12, names) == "; zonder 12 gemeenten"
