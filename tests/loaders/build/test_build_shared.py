"""A build of every shared table: the facts that must come out, and the same amounts by another way."""

import gzip
import json
from pathlib import Path

import pandas as pd
import pytest
import shapely

from loaders import store
from metrics.facts import Facts
from tests.support import shared_snapshots

pytestmark = pytest.mark.shared


@pytest.fixture(scope="module")
def lasten(cbs_facts: Facts) -> pd.Series:
    """Lasten on 6.72 + 6.82 by region, year, statement (euro)."""
    youth = cbs_facts.finance[cbs_facts.finance["taakveld"].isin(["6.72", "6.82"])]
    return youth.groupby(["region", "year", "statement"])["lasten_eur"].sum()


@pytest.fixture(scope="module")
def people(cbs_facts: Facts) -> pd.Series:
    """Inhabitants on 1 January by region and year."""
    found = cbs_facts.observations.query("indicator == 'inwoners_n'")
    return found.set_index(["region", "year"])["value"]


def test_deventer_comes_out(cbs_facts: Facts, lasten: pd.Series, people: pd.Series) -> None:
    """Facts at the end of shared/cbs/README.md, computed independently."""
    of = cbs_facts.finance.set_index(["region", "year", "statement", "taakveld"])["lasten_eur"]
    assert of["GM0150", 2019, "jaarrekening", "6.72"] == 21_414_000
    assert of["GM0150", 2019, "jaarrekening", "6.82"] == 2_625_000
    assert people["GM0150", 2019] == 99_957 and people["GM0150", 2017] == 99_295
    assert lasten["GM0150", 2017, "begroting"] == 22_177_000
    per_2019 = lasten["GM0150", 2019, "jaarrekening"] / people["GM0150", 2019]
    per_2017 = lasten["GM0150", 2017, "begroting"] / people["GM0150", 2017]
    assert round(per_2019, 1) == 240.5 and round(100 * per_2019 / per_2017, 1) == 107.7


def test_nederland_without_amersfoort_comes_out(lasten: pd.Series, people: pd.Series) -> None:
    rekening = lasten.xs((2019, "jaarrekening"), level=("year", "statement"))
    assert len(rekening) == 355
    per_2019 = rekening.drop("GM0307").sum() / (people["NL01", 2019] - people["GM0307", 2019])
    per_2017 = lasten.xs((2017, "begroting"), level=("year", "statement")).sum() / people["NL01", 2017]
    assert round(per_2019, 1) == 292.9 and round(100 * per_2019 / per_2017, 1) == 151.1


FINANCE = [
    "45038NED",
    "45042NED",
    "45046NED",
    "45050NED",
    "45054NED",
    "45059NED",
    "45063NED",
    "45067NED",
    "45071NED",
]


@pytest.mark.parametrize("source_id", FINANCE)
def test_amounts_are_those_of_the_raw_rows(cbs_facts: Facts, shared_cbs: Path, source_id: str) -> None:
    """The same sums over the raw rows with pandas: another reader, no plan, no SQL."""
    raw = pd.DataFrame(shared_snapshots.read_table(source_id, shared_cbs)["rows"])
    code = raw["TaakveldBalanspost"].str.strip()
    raw = raw.assign(
        region=raw["Gemeenten"].str.strip(),
        statement=raw["Verslagsoort"].str.strip().str[-4:].map({"X000": "begroting", "X005": "jaarrekening"}),
        taakveld=code,
        side=raw["Categorie"].str[0].map({"L": "lasten_eur", "B": "baten_eur"}),
        eur=raw["k_2ePlaatsing_2"].combine_first(raw["k_1ePlaatsing_1"].astype("float64")) * 1000,
    )
    expected = raw.astype({"eur": "float64"}).pivot_table(
        index=["region", "statement", "taakveld"], columns="side", values="eur", aggfunc="sum"
    )
    found = cbs_facts.finance[cbs_facts.finance["source_id"] == source_id]
    found = found.set_index(["region", "statement", "taakveld"]).sort_index()
    for side in expected.columns:
        pd.testing.assert_series_equal(
            found[side].dropna().sort_index(), expected[side].dropna().sort_index(), check_names=False
        )


@pytest.mark.parametrize("source_id", ["82972NED", "85098NED", "70072ned", "84134NED", "85342NED"])
def test_nothing_of_a_table_of_figures_is_lost(cbs_facts: Facts, shared_cbs: Path, source_id: str) -> None:
    """Number of figures, and the sum of each column, against the raw rows."""
    table = shared_snapshots.read_table(source_id, shared_cbs)
    raw = pd.DataFrame(table["rows"])
    topics = [each["Key"] for each in table["DataProperties"] if each["odata.type"].endswith("Topic")]
    topics = [key for key in topics if "Gemiddeld" not in key]  # the mean income is not kept
    units = {
        each["Key"]: 1000.0 if "1 000" in str(each.get("Unit")) else 1.0 for each in table["DataProperties"]
    }
    mine = cbs_facts.observations[cbs_facts.observations["source_id"] == source_id]
    assert len(mine) == len(raw) * len(topics)
    assert mine["value"].count() == raw[topics].count().sum()
    total = sum(float(raw[key].sum()) * units[key] for key in topics)
    assert float(mine["value"].sum()) == pytest.approx(total, rel=1e-12)
    assert set(mine.loc[mine["value"].isna(), "cell_status"]) <= {"geen_cijfer"}


def test_periods_and_statuses(cbs_facts: Facts) -> None:
    found = cbs_facts.observations[cbs_facts.observations["source_id"] == "85098NED"]
    status = found.drop_duplicates("period").set_index("period")["period_status"]
    assert (
        status["2023H1"] == "definitief"
        and status["2024"] == "nader_voorlopig"
        and status["2025H1"] == "voorlopig"
    )
    assert "2015K1" in set(cbs_facts.observations["period"])  # the one quarter CBS published


def test_regions_live_as_long_as_the_gemeenten_did(cbs_facts: Facts) -> None:
    gemeenten = cbs_facts.regions[cbs_facts.regions["kind"] == "gemeente"]
    for year, number in {
        2015: 393,
        2017: 388,
        2018: 380,
        2019: 355,
        2021: 352,
        2022: 345,
        2023: 342,
        2026: 342,
    }.items():
        alive = (gemeenten["first_year"].isna() | (gemeenten["first_year"] <= year)) & (
            gemeenten["last_year"].isna() | (gemeenten["last_year"] >= year)
        )
        assert alive.sum() == number, year
    by_code = gemeenten.set_index("code")
    assert by_code.loc["GM0457", "last_year"] == 2022  # Weesp ended on 24 March 2022
    assert by_code.loc["GM1959", "first_year"] == 2019 and pd.isna(by_code.loc["GM1959", "last_year"])


def test_memberships_of_jeugdregio_and_size_class(cbs_facts: Facts) -> None:
    members = cbs_facts.memberships
    now = members[(members["division"] == "jeugdregio") & (members["year"] == 2026)]
    assert len(now) == 342 and now["parent"].nunique() == 42
    size = members[(members["division"] == "grootteklasse") & (members["year"] == 2020)].set_index("region")[
        "parent"
    ]
    assert size["GM0150"] == "A007402"  # Deventer: 100,000 to 150,000
    assert members[members["year"] == 2016]["division"].nunique() >= 20


def test_neighbours_and_boundaries(cbs_facts: Facts, cbs_data: Path) -> None:
    pairs = cbs_facts.neighbours
    assert set(pairs["year"]) == {2019, 2024}
    both = set(zip(pairs["year"], pairs["region"], pairs["other"], strict=True))
    assert all((year, other, region) in both for year, region, other in both)
    opened = store.open_store(cbs_data)
    shapes = opened.query("SELECT year, region, wkb FROM boundary")
    opened.close()
    count = shapes.assign(kind=shapes["region"].str[:2]).groupby(["year", "kind"]).size()
    assert count[2019, "GM"] == 355 and count[2024, "GM"] == 342 and count[2024, "JZ"] == 42
    geometry = shapely.from_wkb(shapes["wkb"].map(bytes).to_numpy())
    assert shapely.is_valid(geometry).all() and not shapely.is_empty(geometry).any()
    assert set(shapely.get_type_id(geometry)) <= {3, 6}  # polygons only


def test_notes_of_tables_that_are_used(cbs_facts: Facts) -> None:
    said = cbs_facts.sources.set_index("source_id")
    assert set(said.loc[said["kind"] != "report", "status"]) == {"loaded", "absent", "none"}
    assert said.loc["84134NED", "message"] == "De tabel bevat niet alle gemeenten, maar 28."
    # the shared population lacks two gemeenten in 2015 and three in 2016
    assert "jaar 2015, gemeenten 16.722.896, Nederland 16.900.726" in said.loc["70072ned", "message"]
    assert (
        said.loc["45046NED", "division_year"] == 2019
        and str(said.loc["45046NED", "retrieved"])[:10] == "2026-03-01"
    )


def test_a_table_in_thousands_too_many_keeps_the_sound_one(tmp_path: Path, shared_cbs: Path) -> None:
    """The real Iv3 of 2019 with amounts already in euros: the check on euros per inhabitant stops it."""
    from loaders.build.make import build

    for source_id, kind in (("70072ned", "population"), ("45046NED", "finance")):
        table = shared_snapshots.read_table(source_id, shared_cbs)
        shared_snapshots.write_snapshot(tmp_path, source_id, kind, table, stamp="20250101T000000Z")
    wrong = shared_snapshots.read_table("45046NED", shared_cbs)
    for row in wrong["rows"]:
        row["k_2ePlaatsing_2"] = (row["k_2ePlaatsing_2"] or 0) * 1000
    shared_snapshots.write_snapshot(tmp_path, "45046NED", "finance", wrong, stamp="20260101T000000Z")
    states = {each.source_id: each for each in build(tmp_path).sources}
    assert states["45046NED"].status == "kept" and "duizenden euro's" in states["45046NED"].message
    opened = store.open_store(tmp_path)
    amount = opened.query(
        "SELECT placing2_eur FROM finance WHERE region = 'GM0150' AND taakveld = '6.72' "
        "AND statement = 'jaarrekening' AND categorie = 'L3.8'"
    )
    opened.close()
    assert amount["placing2_eur"].tolist() == [21_414_000.0]


def test_a_page_of_gemeenten_lost_is_noticed(tmp_path: Path, shared_cbs: Path) -> None:
    from loaders.build.make import build

    short = shared_snapshots.read_table("85098NED", shared_cbs)
    kept = {f"GM{number:04d}" for number in range(0, 1000)}
    short["rows"] = [
        row for row in short["rows"] if row["RegioS"].strip() in kept or not row["RegioS"].startswith("GM")
    ]
    shared_snapshots.write_snapshot(tmp_path, "85098NED", "natura", short)
    state = next(each for each in build(tmp_path).sources if each.source_id == "85098NED")
    assert state.status == "absent" and "Het aantal gemeenten met een cijfer klopt niet" in state.message


def test_the_snapshot_is_what_came_in(cbs_data: Path, shared_cbs: Path) -> None:
    path = next((cbs_data / "snapshots" / "82972NED").glob("*/rows.jsonl.gz"))
    rows = [json.loads(line) for line in gzip.decompress(path.read_bytes()).splitlines()]
    assert rows == shared_snapshots.read_table("82972NED", shared_cbs)["rows"]
