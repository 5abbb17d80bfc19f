"""Cost figures by hand, on made-up gemeenten."""

import math
from functools import cache

import numpy as np
import pandas as pd
import pytest

from metrics.costs import levels
from metrics.costs.country import bounds, left_out_text
from metrics.facts import Facts
from metrics.figures import ORIGINS, OWN_CODE, at, value
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


# GM0009 took GM0008 in under its own code in 2018; GM0005, GM0006 each got a part of GM0007 in 2018, GM0005 is new
TOOK_IN = mergers([
    ("2018-01-01", "GM0008", "GM0009", "merger"), ("2018-01-01", "GM0009", "GM0009", "merger"),
    ("2018-01-01", "GM0007", "GM0005", "split"), ("2018-01-01", "GM0007", "GM0006", "split"),
    ("2018-01-01", "GM0006", "GM0006", "merger"),
])  # fmt: skip
IN_2017 = {"GM0009": (300, 1000), "GM0008": (100, 1000), "GM0007": (90, 300), "GM0006": (200, 1000)}
IN_2018 = {"GM0009": (500, 2000), "GM0006": (300, 1100), "GM0005": (60, 200)}


def took_in(division_year: int | None = None) -> pd.DataFrame:
    """Return the figures of the four gemeenten of 2017 and the three of 2018: thousands of euro, inhabitants."""
    both = [
        (code, year, *each)
        for year, found in ((2017, IN_2017), (2018, IN_2018))
        for code, each in found.items()
    ]
    amounts = [
        (code, year, statement, "6.72", euro, 0)
        for code, year, euro, _ in both
        for statement in (BEGROTING, REKENING)
    ]
    country = [("NL01", 2017, 3300), ("NL01", 2018, 3300)]
    counts = [*((code, year, n) for code, year, _, n in both), *country]
    built = facts(finance=finance(amounts), observations=people(counts), mergers=TOOK_IN)
    return levels.compute(built, records(), division_year).figures


def values(found: pd.DataFrame, indicator: str, period: str) -> dict[str, tuple[float, str, str]]:
    """Return by region: value (-1 where missing), status and origin."""
    rows = at(found, indicator, period).fillna({"value": -1.0})
    keys = zip(rows["region"], rows["value"], rows["cell_status"], rows["origin"], strict=True)
    return {region: (value, status, origin) for region, value, status, origin in keys if "SIZE" not in region}


def test_a_line_is_in_the_division_of_today_also_for_who_took_others_in() -> None:
    found = took_in()
    assert values(found, "lasten_per_inwoner", "2017") == {
        "GM0009": (200.0, "ok", "voorgangers"),  # 300 and 100 thousand over 2000
        "GM0008": (100.0, "ok", "vervallen"),
        "GM0007": (300.0, "ok", "vervallen"),
        "GM0006": (200.0, "ok", "eigen"),  # got a part: never summed
        "GM0005": (-1.0, "gebroken", "voorgangers"),  # got a part and did not exist
        "NL01": (pytest.approx(690_000 / 3300), "ok", "eigen"),
    }
    assert values(found, "lasten_per_inwoner_eigen_code", "2017") == {"GM0009": (300.0, "ok", "eigen")}
    assert at(found, "lasten_per_inwoner_eigen_code", "2018").empty
    assert set(found["origin"]) == set(ORIGINS)


def test_growth_and_index_have_both_years_in_one_division() -> None:
    found = took_in()
    for indicator, of_gm9 in (
        ("groei_lasten_per_inwoner", 25.0),
        ("index_rapport", 125.0),
    ):
        grown = values(found, indicator, "2018")
        assert grown["GM0009"] == (pytest.approx(of_gm9), "ok", "eigen")
        assert grown["GM0006"] == (-1.0, "gebroken", "eigen")  # 2017 is of a smaller area
        assert grown["GM0005"] == (-1.0, "gebroken", "eigen")
        assert grown.keys() == {"GM0009", "GM0006", "GM0005", "NL01"}
    assert math.isnan(
        value(found, "groei_lasten_per_inwoner", "NL01", "2018")
    )  # GM0009 alone is no Nederland


def test_in_the_division_of_an_earlier_year_nothing_is_added_up() -> None:
    found = took_in(2017)
    assert values(found, "lasten_per_inwoner", "2017")["GM0009"] == (300.0, "ok", "eigen")
    assert set(found["origin"]) == {"eigen"}
    assert not found["indicator"].str.endswith(OWN_CODE).any()
    assert value(found, "groei_lasten_per_inwoner", "GM0009", "2018") == pytest.approx(25.0)


@pytest.mark.parametrize("of_gm8", [0, 100])
def test_who_was_taken_in_during_a_year_without_accounts_counts_in_from_that_year(of_gm8: int) -> None:
    taken = mergers(
        [("2022-03-24", "GM0008", "GM0009", "merger"), ("2022-03-24", "GM0009", "GM0009", "merger")]
    )
    rows = [("GM0009", 2021, REKENING, 600, 3000), ("GM0008", 2021, REKENING, 100, 1000),
            ("GM0009", 2022, REKENING, 880 - of_gm8, 3000), ("GM0008", 2022, REKENING, of_gm8, 1000),
            ("GM0009", 2022, BEGROTING, 700, 3000), ("GM0008", 2022, BEGROTING, 100, 1000),
            ("GM0009", 2023, REKENING, 968, 4000)]  # fmt: skip
    counts = list({(code, year, people_n) for code, year, _, _, people_n in rows})
    built = facts(
        finance=finance([(code, year, what, "6.72", euro, 0) for code, year, what, euro, _ in rows]),
        observations=people([*counts, *(("NL01", year, 4000) for year in (2021, 2022, 2023))]),
        mergers=taken,
    )
    found = levels.compute(built, records()).figures
    for code in ("GM0009", "NL01"):
        assert value(found, "lasten_per_inwoner", code, "2022") == pytest.approx(220.0)
        assert value(found, "begroting_per_inwoner", code, "2022") == pytest.approx(200.0)
        assert value(found, "groei_lasten_per_inwoner", code, "2023") == pytest.approx(10.0)
    # with accounts of its own it is a gemeente of that year, and the other one a sum
    there = values(found, "lasten_per_inwoner", "2022")
    assert there["GM0009"][2] == ("voorgangers" if of_gm8 else "eigen")
    assert there.keys() == {"GM0009", "NL01", *(["GM0008"] if of_gm8 else [])}


def test_growth_over_an_amount_that_moved_is_flagged_and_has_a_companion_with_it() -> None:
    def grown(moved: dict[str, int]) -> pd.DataFrame:
        before = {"6.1": 100, "6.2": 100, "6.72": 1000, "6.82": 100}
        after = {code: euro + moved.get(code, 0) for code, euro in before.items()}
        rows = [
            ("GM0009", year, REKENING, code, amount, 0)
            for year, amounts in ((2017, before), (2018, before), (2019, after), (2020, after))
            for code, amount in amounts.items()
        ]
        counts = [(code, year, 1000) for code in ("GM0009", "NL01") for year in range(2017, 2021)]
        return levels.compute(facts(finance=finance(rows), observations=people(counts)), records()).figures

    to_team = grown({"6.72": -300, "6.2": 300})
    statuses = {
        year: values(to_team, "groei_lasten_per_inwoner", year)["GM0009"] for year in ("2018", "2019", "2020")
    }
    assert statuses["2018"] == (pytest.approx(0.0), "ok", "eigen")
    assert statuses["2019"] == statuses["2020"] == (pytest.approx(-300 / 11), "verschoven", "eigen")
    companion = values(to_team, "groei_lasten_breed_per_inwoner", "2019")
    assert companion["GM0009"] == (pytest.approx(0.0), "ok", "eigen")
    assert companion["NL01"][0] == pytest.approx(0.0)
    # a sum over gemeenten keeps it: the country spent what it spent
    assert values(to_team, "groei_lasten_per_inwoner", "2019")["NL01"][:2] == (pytest.approx(-300 / 11), "ok")
    # 6.1 is not in the wide lasten either
    from_community = grown({"6.72": 300, "6.1": -300})
    for indicator in ("groei_lasten_per_inwoner", "groei_lasten_breed_per_inwoner"):
        assert values(from_community, indicator, "2019")["GM0009"][1] == "verschoven"


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
        "gebroken",
    ]
    assert at(found, "index_rapport", "2022", ["NL01"])["value"].isna().all()
    assert at(found, "index_rapport", "2021", ["NL01"])["value"].tolist() == [pytest.approx(500.0)]
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
