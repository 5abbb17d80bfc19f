"""Divisions: pairs of columns found by the letters of their codes, wherever they stand; and what follows from them."""

from collections.abc import Sequence
from pathlib import Path

import pandas as pd
import pytest

from loaders.build import regions, staging
from loaders.checks import frames
from loaders.errors import TableError
from loaders.normalise import divisions
from loaders.normalise.divisions import Divisions
from tests.feed_server import Table, table
from tests.support import snapshots
from tests.support.scratch import scratch

ROWS = {  # gemeente: jeugdregio, provincie
    "GM0001": ("JZ01", "Groningen", "PV20", "Groningen"),
    "GM0002": ("JZ01", "Groningen", "PV20", "Groningen"),
    "GM0003": ("JZ07", "IJsselland", "PV23", "Overijssel"),
}


def _table(columns: Sequence[str], year: int = 2024, title: str = "Gebieden in Nederland") -> Table:
    """Make a divisions table; `columns` are the numbers of the jeugdregio's and the provincie's Code columns."""
    zone, province = columns
    keys = {
        f"Code_{zone}": 0,
        f"Naam_{int(zone) + 1}": 1,
        f"Code_{province}": 2,
        f"Naam_{int(province) + 1}": 3,
    }
    return table(
        "T",
        f"{title} {year}",
        dims={"RegioS": {code: f"Naam van {code}" for code in ROWS}},
        topics={key: (key.split("_")[0], "") for key in keys} | {"Inwonertal_52": ("Inwonertal", "aantal")},
        values=lambda row: (
            {key: ROWS[row["RegioS"]][at].ljust(8) for key, at in keys.items()} | {"Inwonertal_52": 5}
        ),
        width={"RegioS": 10},
    )


def _read(tmp_path: Path, made: Table) -> Divisions:
    snapshot = snapshots.write(tmp_path, "divisions", made)
    meta = staging.read_metadata(snapshot)
    with scratch() as database:
        staging.read_raw(database, snapshot, divisions.columns(meta))
        return divisions.divisions(meta, database.execute("SELECT * FROM raw").df())


@pytest.mark.parametrize("columns", [("14", "28"), ("28", "14"), ("3", "45")])
def test_pairs_are_found_wherever_they_stand(tmp_path: Path, columns: Sequence[str]) -> None:
    found = _read(tmp_path, _table(columns))
    assert found.year == 2024
    pairs = found.memberships.set_index(["division", "region"])["parent"]
    assert pairs["jeugdregio", "GM0002"] == "JZ01" and pairs["provincie", "GM0003"] == "PV23"
    areas = found.areas.set_index("code")
    assert areas.loc["JZ07", "name"] == "IJsselland" and areas.loc["JZ07", "kind"] == "jeugdregio"
    assert found.gemeenten["code"].tolist() == list(ROWS)
    assert found.gemeenten["name"].iloc[0] == "Naam van GM0001"


def test_a_table_without_a_jeugdregio_is_refused(tmp_path: Path) -> None:
    made = _table(("14", "28"))
    for row in made.rows:
        row["Code_14"] = row["Code_14"].replace("JZ", "QQ")
    with pytest.raises(TableError, match="Geen kolom met jeugdregio"):
        _read(tmp_path, made)


def test_a_title_without_a_year_is_refused(tmp_path: Path) -> None:
    made = _table(("14", "28"))
    made.infos["Title"] = "Gebieden in Nederland"
    with pytest.raises(TableError, match="geen jaar"):
        _read(tmp_path, made)


def _memberships(n: int = 342, **changed: object) -> pd.DataFrame:
    codes = [f"GM{number:04d}" for number in range(n)]
    parts = [
        pd.DataFrame({"region": codes, "parent": f"{letters}01", "division": division, "year": 2024})
        for division, letters in (("jeugdregio", "JZ"), ("provincie", "PV"))
    ]
    return pd.concat(parts, ignore_index=True)


def test_divisions_that_are_whole_pass() -> None:
    frames.memberships(_memberships(), 342, 2024, "T")
    frames.memberships(_memberships(308), 308, 2024, "T")  # 90.06% of 342: just passes


@pytest.mark.parametrize("n", [307, 349])  # 89.8% and 102.05% of 342: just outside
def test_too_few_or_too_many_gemeenten_fail(n: int) -> None:
    with pytest.raises(TableError, match=f"Er staan {n} gemeenten in; verwacht: 342"):
        frames.memberships(_memberships(n), n, 2024, "T")


def test_all_faults_of_divisions_are_told_at_once() -> None:
    broken = _memberships()
    broken.loc[0, "region"] = "BU0001"
    broken.loc[5, "parent"] = ""
    broken = pd.concat([broken, broken.iloc[[7]].assign(parent="JZ02")], ignore_index=True)
    broken = broken[~((broken["division"] == "provincie") & (broken["region"] == "GM0009"))]
    with pytest.raises(TableError) as caught:
        frames.memberships(broken, 342, 2024, "T")
    text = caught.value.message_nl
    assert "regio BU0001" in text and "leeg gebied" in text and "meer dan een gebied" in text
    assert "1 gemeenten hebben geen provincie" in text


@pytest.mark.parametrize(
    ("column", "value", "said"),
    [
        ("region", None, "Een cel is leeg. De gemeente zou uit haar regio wegvallen. Het gaat om: regio "),
        ("parent", None, "Een cel is leeg."),
        ("year", 1999, "Een jaar kan niet kloppen. Het gaat om: regio GM0003, jaar 1999."),
        ("region", "GM003", "regio GM003"),
        (
            "parent",
            "J",
            "leeg gebied. Zij zou uit haar regio wegvallen. Het gaat om: regio GM0003, indeling ",
        ),
    ],
)
def test_each_fault_of_divisions_names_its_row(column: str, value: object, said: str) -> None:
    broken = _memberships().astype(object)
    broken.loc[3, column] = value
    with pytest.raises(TableError) as caught:
        frames.memberships(broken, 342, 2024, "T")
    assert said in caught.value.message_nl


# --- reorganisations and lifespans


def _mergers(*rows: tuple[str, str, str, str]) -> pd.DataFrame:
    frame = pd.DataFrame(
        [(date, old, f"Oud {old}", new, f"Nieuw {new}", kind) for date, old, new, kind in rows],
        columns=["date", "old_code", "old_name", "new_code", "new_name", "kind"],
    )
    return frame.assign(date=pd.to_datetime(frame["date"]))


def _presence(years: dict[int, str]) -> pd.DataFrame:
    rows = [(f"GM{letter}", f"Naam {letter}", year) for year, letters in years.items() for letter in letters]
    return pd.DataFrame(rows, columns=["code", "name", "year"])


def test_lifespans_follow_the_complete_years() -> None:
    presence = _presence({2017: "ABC", 2018: "ABC", 2019: "AD", 2020: "AD"})
    spans = regions.lifespans(presence, _mergers(), [2017, 2018, 2019, 2020]).set_index("code")
    assert pd.isna(spans.loc["GMA", "first_year"]) and pd.isna(spans.loc["GMA", "last_year"])
    assert spans.loc["GMB", "last_year"] == 2018 and pd.isna(spans.loc["GMB", "first_year"])
    assert spans.loc["GMD", "first_year"] == 2019 and pd.isna(spans.loc["GMD", "last_year"])


def test_a_year_that_is_not_complete_says_nothing_of_absence() -> None:
    presence = _presence({2016: "A", 2017: "AB"})  # B is lacking in 2016 because that table is short
    spans = regions.lifespans(presence, _mergers(), [2017]).set_index("code")
    assert pd.isna(spans.loc["GMB", "first_year"])
    assert regions.complete_years(presence, {2016: 2, 2017: 2}) == [2017]


def test_reorganisations_say_it_where_figures_do_not() -> None:
    mergers = _mergers(
        ("2019-01-01", "GMX", "GMN", "merger"),
        ("2022-03-24", "GMW", "GMA", "merger"),
        ("2022-03-24", "GMA", "GMA", "merger"),
    )
    spans = regions.lifespans(_presence({2017: "A"}), mergers, [2017]).set_index("code")
    assert spans.loc["GMX", "last_year"] == 2018 and spans.loc["GMN", "first_year"] == 2019
    assert spans.loc["GMW", "last_year"] == 2022  # still there on 1 January 2022
    assert pd.isna(spans.loc["GMA", "first_year"]) and pd.isna(spans.loc["GMA", "last_year"])


def test_a_reorganisation_follows_from_the_divisions_where_it_is_not_in_doubt() -> None:
    presence = _presence({2026: "ABCDEF", 2027: "ACDN"})
    home = pd.DataFrame(
        {
            "region": [f"GM{x}" for x in "ABCDEFN"],
            "parent": ["PV20", "PV20", "PV20", "PV21", "PV21", "PV22", "PV20"],
        }
    )
    found, unknown = regions.derived_mergers(presence, home, _mergers(), [2026, 2027])
    assert found[["old_code", "new_code", "kind"]].to_numpy().tolist() == [["GMB", "GMN", "merger"]]
    assert found["date"].tolist() == [pd.Timestamp(2027, 1, 1)]
    assert len(unknown) == 2 and "GME" in unknown[0] and "herindelingen.toml" in unknown[1]


def test_a_reorganisation_that_is_known_is_not_derived_again() -> None:
    presence = _presence({2026: "AB", 2027: "AN"})
    home = pd.DataFrame({"region": ["GMA", "GMB", "GMN"], "parent": "PV20"})
    known = _mergers(("2027-01-01", "GMB", "GMN", "merger"))
    found, unknown = regions.derived_mergers(presence, home, known, [2026, 2027])
    assert found.empty and unknown == []


def test_names_come_from_who_knows_best_and_never_from_a_repeated_code() -> None:
    best = pd.DataFrame(
        {"code": ["GM0001", "JZ01"], "name": ["Aa", "JZ01"], "kind": ["gemeente", "jeugdregio"]}
    )
    other = pd.DataFrame(
        {
            "code": ["GM0001", "JZ01"],
            "name": ["Aa (gemeente)", "Groningen (JZ)"],
            "kind": ["gemeente", "jeugdregio"],
        }
    )
    spans = pd.DataFrame({"code": ["GM0001"], "first_year": [2019], "last_year": [None]})
    found = regions.region_table([best, other], spans).set_index("code")
    assert found["name"].to_dict() == {"GM0001": "Aa", "JZ01": "Groningen (JZ)"}
    assert found.loc["GM0001", "first_year"] == 2019


def test_size_classes_are_read_from_their_titles() -> None:
    classes = pd.DataFrame(
        [
            ("A007397", "Minder dan 20 000 inwoners", "grootteklasse"),
            ("A007398", "20 000 tot 50 000 inwoners", "grootteklasse"),
            ("A007404", "250 000 inwoners of meer", "grootteklasse"),
            ("A009999", "Grote gemeenten", "grootteklasse"),
            ("GM0001", "Aa", "gemeente"),
        ],
        columns=["code", "name", "kind"],
    )
    bounds = regions.size_class_bounds(classes)
    assert bounds.to_numpy().tolist() == [
        ["A007397", 0, 20_000],
        ["A007398", 20_000, 50_000],
        ["A007404", 250_000, 10**9],
    ]
    people = pd.DataFrame(
        {
            "region": ["GM1", "GM2", "GM3", "GM4"],
            "year": 2020,
            "value": [19_999.0, 20_000.0, 60_000.0, 250_000.0],
        }
    )
    found = regions.size_class_memberships(people, bounds).set_index("region")["parent"]
    assert found.to_dict() == {
        "GM1": "A007397",
        "GM2": "A007398",
        "GM4": "A007404",
    }  # no class for GM3: not made up
