"""What pages take from a figure that was taken apart, in the long table: computed a second time from the amounts."""

import math
from statistics import NormalDist

import pandas as pd
import pytest

from metrics.build import Build
from metrics.records import Records, RegionalLead
from metrics.tables.apart import MADE
from metrics.tables.codebook import codebook
from metrics.tables.long import LONG, long_table
from tests.metrics import build_facts as made
from tests.metrics.tables import small

YEARS = (2022, 2023)
CODES = [f"GM{n:04}" for n in range(1, 26)]
OWN, LEADS, FEW = "GM0002", "GM0003", "GM0004"
PRICES = {2021: 96.0, 2022: 100.0, 2023: 105.0}
FAMILIES = {"6_1": "6.1", "6_2": "6.2", "6_72": "6.72", "6_82": "6.82"}


def _keur(code: str, year: int, statement: str, family: str) -> float:
    """Amounts in thousands of euro, other for each gemeente, year, statement and family."""
    n, grown = int(code[2:]), 1.0 if year == 2022 else 1.1 + int(code[2:]) / 200
    base = {"6.1": 900.0, "6.2": 300.0, "6.72": 2000.0, "6.82": 500.0}[family]
    return round((base + 10 * n) * grown * (0.9 if statement == "begroting" else 1.0))


def _people(code: str) -> float:
    return 10_000.0 + 100 * int(code[2:])


def _young(code: str) -> float:
    return 2_500.0 + 10 * int(code[2:])


def _users(code: str, year: int) -> float:
    return 20.0 if code == FEW else 250.0 + 5 * int(code[2:]) + (40 if year == 2023 else 0)


def _build() -> Build:
    counts = [
        row
        for code in CODES
        for year in YEARS
        for row in (
            ("inwoners_n", code, str(year), _people(code)),
            ("inwoners_0_22_n", code, str(year), _young(code)),
            ("jz_totaal_n", code, str(year), _users(code, year)),
            ("jh_121_n", code, f"{year}H1", 200.0 + 5 * int(code[2:])),
        )
    ]
    # of the whole country the number of young people is not published here: two factors in place of three
    counts += [("jz_totaal_n", "NL01", str(y), sum(_users(code, y) for code in CODES)) for y in YEARS]
    amounts = [
        (code, year, statement, family, _keur(code, year, statement, family), 0.0)
        for code in CODES
        for year in YEARS
        for statement in ("jaarrekening", "begroting")
        for family in FAMILIES.values()
    ]
    index = [("prijsindex_gezondheidszorg", "NL01", str(year), value) for year, value in PRICES.items()]
    facts = made.facts(
        finance=made.finance(amounts),
        observations=pd.concat([made.observations(counts), made.observations(index, source="83131NED")]),
        regions=made.regions([*CODES, "NL01"]),
        mergers=made.mergers([]),
    )
    records = made.records(leads=[RegionalLead(LEADS, 2017, None, "bewijs", "geheel")])
    return Build(facts, records)


@pytest.fixture(scope="module")
def build() -> Build:
    return _build()


@pytest.fixture(scope="module")
def table(build: Build) -> pd.DataFrame:
    return long_table(build)


def _value(table: pd.DataFrame, indicator: str, region: str = OWN, period: str = "2023") -> float:
    found = table.set_index(["indicator", "region_code", "period"])["value"]
    return float(found[indicator, region, period])


def _youth_eur(code: str, year: int, statement: str = "jaarrekening") -> float:
    return 1000 * (_keur(code, year, statement, "6.72") + _keur(code, year, statement, "6.82"))


def test_shares_of_families_are_amounts_over_their_sum(table: pd.DataFrame) -> None:
    for name, statement in (("rekening", "jaarrekening"), ("begroting", "begroting")):
        total = sum(_keur(OWN, 2023, statement, each) for each in FAMILIES.values())
        for code, family in FAMILIES.items():
            share = 100 * _keur(OWN, 2023, statement, family) / total
            assert _value(table, f"aandeel_{name}_{code}") == pytest.approx(share)
    rows = table[table["indicator"].str.startswith("aandeel_")]
    assert (rows["value"] - 100 * rows["numerator"] / rows["denominator"]).abs().max() < 1e-9


def test_the_account_beside_the_budget(table: pd.DataFrame) -> None:
    real, plan = _youth_eur(OWN, 2023), _youth_eur(OWN, 2023, "begroting")
    assert _value(table, "verschil_rekening_begroting") == pytest.approx(100 * (real / plan - 1))
    per_head = (real - plan) / _people(OWN)
    assert _value(table, "verschil_rekening_begroting_per_inwoner") == pytest.approx(per_head)


def test_growth_without_prices_is_the_growth_of_the_table_over_its_own_price_index(
    table: pd.DataFrame,
) -> None:
    level = {year: _youth_eur(OWN, year) / _people(OWN) for year in YEARS}
    grown = level[2023] / level[2022]
    assert _value(table, "groei_lasten_per_inwoner") == pytest.approx(100 * (grown - 1))
    prices = {year: _value(table, "prijsindex_gezondheidszorg", "NL01", str(year)) for year in PRICES}
    assert prices == PRICES
    real = _value(table, "groei_lasten_per_inwoner_zonder_prijzen")
    assert real == pytest.approx(100 * (grown / (prices[2023] / prices[2022]) - 1))
    row = table[
        (table["indicator"] == "groei_lasten_per_inwoner_zonder_prijzen") & (table["region_code"] == OWN)
    ]
    assert (
        row["sources"].tolist() == ["iv3_2022, iv3_2023, tel, 83131NED"]
        or "83131NED" in row["sources"].iloc[0]
    )


def test_the_growth_split_in_three_adds_up_and_each_part_is_its_factor(table: pd.DataFrame) -> None:
    def terms(year: int) -> tuple[float, float, float]:
        users = _users(OWN, year)
        return _youth_eur(OWN, year) / users, users / _young(OWN), _young(OWN) / _people(OWN)

    before, after = math.prod(terms(2022)), math.prod(terms(2023))
    mean = (after - before) / math.log(after / before)
    parts = [
        mean * math.log(new / old) if new != old else 0.0
        for old, new in zip(terms(2022), terms(2023), strict=True)
    ]
    names = ("lasten_per_jongere", "gebruik", "aantal_jongeren")
    for name, part in zip(names, parts, strict=True):
        assert _value(table, f"groei_door_{name}") == pytest.approx(part)
    assert _value(table, "groei_eur") == pytest.approx(after - before) == pytest.approx(sum(parts))


def test_the_difference_with_nederland_adds_up_in_two_where_its_young_people_are_not_known(
    table: pd.DataFrame,
) -> None:
    lasten, people = (
        sum(each) for each in zip(*((_youth_eur(c, 2023), _people(c)) for c in CODES), strict=True)
    )
    own = _youth_eur(OWN, 2023) / _people(OWN)
    assert _value(table, "verschil_nederland_eur") == pytest.approx(own - lasten / people)
    parts = table[
        table["indicator"].str.startswith("verschil_nederland_door")
        & (table["region_code"] == OWN)
        & (table["period"] == "2023")
    ]
    assert parts["value"].sum() == pytest.approx(own - lasten / people)
    assert set(parts["indicator"]) == {
        "verschil_nederland_door_lasten_per_jongere", "verschil_nederland_door_jongeren_met_jeugdzorg",
    }  # fmt: skip
    assert FEW not in set(table.loc[table["indicator"] == "verschil_nederland_eur", "region_code"])


def test_chance_around_a_share_is_wilsons_interval_with_the_rounding_of_the_count(
    table: pd.DataFrame,
) -> None:
    z, size, count = NormalDist().inv_cdf(0.975), _young(OWN), 200.0 + 5 * 2

    def limit(k: float, sign: int) -> float:
        p = k / size
        half = z * math.sqrt(p * (1 - p) / size + z**2 / (4 * size**2))
        return 100 * (p + z**2 / (2 * size) + sign * half) / (1 + z**2 / size)

    low = _value(table, "zonder_verblijf_toeval_laag", period="2023H1")
    high = _value(table, "zonder_verblijf_toeval_hoog", period="2023H1")
    assert [low, high] == pytest.approx([limit(count - 2.5, -1), limit(count + 2.5, 1)])
    usual = [
        _value(table, f"zonder_verblijf_gebruikelijk_{end}", period="2023H1") for end in ("laag", "hoog")
    ]
    assert usual[0] < 100 * sum(200.0 + 5 * int(c[2:]) for c in CODES) / sum(map(_young, CODES)) < usual[1]


def test_a_row_says_what_the_figures_say_that_it_is_made_of(table: pd.DataFrame) -> None:
    rows = table.set_index(["indicator", "region_code", "period"]).to_dict("index")
    leading = rows["aandeel_rekening_6_72", LEADS, "2023"]
    assert (leading["reason"], leading["cell_status"]) == ("boekt_voor_anderen", "boekt_voor_anderen")
    assert "C6" in leading["remarks"].split(";")
    assert rows["aandeel_rekening_6_72", OWN, "2023"]["reason"] == ""
    budget = rows["verschil_rekening_begroting", OWN, "2023"]
    assert budget["sources"].split(", ")[0] == "iv3_2023"
    assert (budget["unit"], budget["region_kind"], budget["region_name"]) == (
        "pct",
        "gemeente",
        f"naam {OWN}",
    )


def test_they_are_chosen_like_any_other_and_stand_once_in_the_codebook(
    build: Build, table: pd.DataFrame, records: Records
) -> None:
    assert table.columns.tolist() == LONG
    assert not table.duplicated(["indicator", "region_code", "period"]).any()
    assert table[["indicator", "period", "region_code"]].equals(
        table[["indicator", "period", "region_code"]].sort_values(["indicator", "period", "region_code"])
    )
    chosen = long_table(build, indicators=["groei_eur"], regions=[OWN], periods=["2023"])
    assert chosen["value"].tolist() == [_value(table, "groei_eur")]
    some = long_table(build, regions=[OWN])
    assert some["indicator"].tolist() == table.loc[table["region_code"] == OWN, "indicator"].tolist()
    book = codebook(small.build(records))
    mine = book[(book["part"] == "indicator") & book["code"].isin(list(MADE))]
    assert mine["code"].tolist() == list(MADE)
    assert (mine["definition"] != "").all()
    assert (mine["unit"] != "").all()
    shown = set(table["indicator"]) & set(MADE)
    with_terms = {
        code for code in shown if table.loc[table["indicator"] == code, "denominator"].notna().any()
    }
    assert with_terms == {code for code in shown if MADE[code].denominator}
