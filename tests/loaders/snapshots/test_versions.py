"""Two snapshots of a source side by side: figures added, gone, revised, by how much, and a status that changed."""

import gzip
import json
from datetime import date
from pathlib import Path

import pytest

from loaders.errors import StoreError
from loaders.snapshots import changes, versions
from tests.feed import small
from tests.feed_server import table
from tests.support import shared_snapshots, snapshots

FIRST, SECOND, THIRD = "20240101T000000Z", "20250101T000000Z", "20260101T235959Z"


def test_snapshots_are_newest_first_and_of_a_day_or_before(tmp_path: Path) -> None:
    for stamp in (SECOND, FIRST, THIRD):
        snapshots.write(tmp_path, "natura", small.natura(), stamp=stamp)
    (tmp_path / "snapshots" / "82972NED" / ".partial").mkdir()
    (tmp_path / "snapshots" / "82972NED" / "20270101T000000Z").mkdir()  # broken off: no provenance
    found = versions.snapshots(tmp_path)["82972NED"]
    assert [each.stamp for each in found] == [THIRD, SECOND, FIRST]
    assert found[0].retrieved.isoformat() == "2026-01-01T23:59:59+00:00"
    on_the_day = versions.snapshots(tmp_path, date(2026, 1, 1))["82972NED"]
    assert [each.stamp for each in on_the_day] == [THIRD, SECOND, FIRST]
    assert [each.stamp for each in versions.snapshots(tmp_path, date(2025, 12, 31))["82972NED"]] == [
        SECOND,
        FIRST,
    ]
    assert versions.snapshots(tmp_path, date(2023, 1, 1)) == {}
    assert versions.snapshots(tmp_path / "nowhere") == {}


@pytest.mark.parametrize(
    ("provenance", "infos", "said"),
    [
        ({"description": "RECONSTRUCTED: from print"}, [], "RECONSTRUCTED: from print"),
        ({}, [{"Description": "Reconstructie van een oude tabel"}], "Reconstructie van een oude tabel"),
        (
            {"description": "Figures as published. Titles are reconstructed."},
            [{"Description": "Jeugdzorg"}],
            "",
        ),
        ({}, [], ""),
    ],
)
def test_a_table_that_calls_itself_a_reconstruction(
    tmp_path: Path, provenance: dict[str, object], infos: list[dict[str, str]], said: str
) -> None:
    (tmp_path / "meta.json").write_text(json.dumps({"TableInfos": infos}))
    assert versions.Snapshot("84134NED", FIRST, tmp_path, provenance).reconstruction() == said


def _use(values: dict[tuple[str, str], float | None], status: str = "Definitief") -> "snapshots.Table":
    return table(
        "84134NED",
        "Kerncijfers over jeugdzorg",
        dims={
            "VormenVanJeugdzorg": {
                "A": "JZ Totaal jeugdzorg",
                "B": "JH 121 Totaal jeugdhulp zonder verblijf",
            },
            "RegioS": {"GM0001": "Aa", "GM0002": "Bee"},
            "Perioden": {"2019JJ00": "2019", "2020HJ01": "2020 1e halfjaar"},
        },
        topics={
            "JongerenMetJeugdzorg_1": ("Jongeren met jeugdzorg", "aantal"),
            "JongerenMetJeugdzorgRelatief_2": ("Jongeren met jeugdzorg (relatief)", "%"),
        },
        values=lambda keys: {
            "JongerenMetJeugdzorg_1": values.get((keys["RegioS"], keys["Perioden"]))
            if keys["VormenVanJeugdzorg"] == "A"
            else 50.0,
            "JongerenMetJeugdzorgRelatief_2": None,
        },
        status=status,
    )


def test_added_gone_and_revised_figures_are_counted_and_measured(tmp_path: Path) -> None:
    old = {("GM0001", "2019JJ00"): 200.0, ("GM0002", "2019JJ00"): 100.0, ("GM0002", "2020HJ01"): 80.0}
    new = {("GM0001", "2019JJ00"): 190.0, ("GM0002", "2019JJ00"): 105.0, ("GM0001", "2020HJ01"): 70.0}
    snapshots.write(tmp_path, "youth_care", _use(old), stamp=FIRST)
    snapshots.write(tmp_path, "youth_care", _use(new), stamp=SECOND)
    found = changes.compare(tmp_path, "84134NED")
    assert (found.older, found.newer) == (FIRST, SECOND)
    row = found.summary.set_index("what").loc["jz_totaal_n"]
    assert (row["added_n"], row["gone_n"], row["revised_n"], row["same_n"]) == (1, 1, 2, 0)
    assert row["largest"] == -10.0  # 200 -> 190
    assert row["median_pct"] == 0.0  # -5% and +5%
    assert found.summary.set_index("what").loc["jh_121_n", "same_n"] == 4
    mine = found.of("GM0001")
    assert mine[["what", "period", "change"]].to_numpy().tolist() == [
        ["jz_totaal_n", "2019", "revised"],
        ["jz_totaal_n", "2020H1", "added"],
    ]
    assert mine["difference"].iloc[0] == -10.0 and mine["new"].iloc[1] == 70.0
    assert set(found.of("GM0002")["change"]) == {"revised", "gone"}


def test_a_status_that_became_definitive_is_a_change_of_its_own(tmp_path: Path) -> None:
    figures = {("GM0001", "2019JJ00"): 200.0}
    snapshots.write(tmp_path, "youth_care", _use(figures, "Voorlopig"), stamp=FIRST)
    snapshots.write(tmp_path, "youth_care", _use(figures, "Definitief"), stamp=SECOND)
    found = changes.compare(tmp_path, "84134NED")
    row = found.summary.set_index("what").loc["jz_totaal_n"]
    assert (row["revised_n"], row["status_n"], row["same_n"]) == (0, 1, 1)
    mine = found.of("GM0001").set_index("what").loc["jz_totaal_n"]
    assert (mine["change"], mine["old_text"], mine["new_text"]) == ("status", "voorlopig", "definitief")


def test_amounts_are_compared_per_taakveld_category_and_placing(tmp_path: Path) -> None:
    before, after = small.finance(), small.finance()
    for row in after.rows:
        if row["Gemeenten"].startswith("GM9002") and row["k_2ePlaatsing_2"] is None:
            row["k_2ePlaatsing_2"] = 900.0  # delivered since
    snapshots.write(tmp_path, "finance", before, stamp=FIRST)
    snapshots.write(tmp_path, "finance", after, stamp=SECOND)
    found = changes.compare(tmp_path, "45046NED")
    mine = found.of("GM9002")
    assert set(mine["change"]) == {"added"} and (mine["new"] == 900_000).all()
    assert "jaarrekening 6.72 L3.8, 2e plaatsing" in set(mine["what"])
    assert found.rows["region"].unique().tolist() == ["GM9002"]


def test_a_chosen_pair_of_versions(tmp_path: Path) -> None:
    for stamp, first in ((FIRST, 8.0), (SECOND, 8.5), (THIRD, 9.0)):
        snapshots.write(tmp_path, "natura", small.natura(first), stamp=stamp)
    found = changes.compare(tmp_path, "82972NED", FIRST, THIRD)
    assert found.summary.set_index("what").loc["natura_jeugdhulp_pct", "largest"] == pytest.approx(1.0)
    earlier = changes.compare(tmp_path, "82972NED", newer=SECOND)
    assert (earlier.older, earlier.newer) == (FIRST, SECOND)
    with pytest.raises(StoreError, match="no snapshot 19990101T000000Z"):
        changes.compare(tmp_path, "82972NED", "19990101T000000Z")
    with pytest.raises(StoreError, match="no earlier snapshot"):
        changes.compare(tmp_path, "82972NED", newer=FIRST)


def test_one_version_cannot_be_compared(tmp_path: Path) -> None:
    snapshots.write(tmp_path, "natura", small.natura(), stamp=FIRST)
    with pytest.raises(StoreError) as caught:
        changes.compare(tmp_path, "82972NED")
    assert caught.value.message_nl == "Van 82972NED is er maar een versie: er valt niets te vergelijken."


def _geojson(shift: float) -> bytes:
    square = [[5.0, 52.0], [5.1, 52.0], [5.1, 52.1], [5.0 + shift, 52.1], [5.0, 52.0]]
    features = [
        {
            "type": "Feature",
            "properties": {"statcode": code, "statnaam": code},
            "geometry": {"type": "Polygon", "coordinates": [ring]},
        }
        for code, ring in (
            ("GM0001", square),
            ("GM0002", [[x + 1, y] for x, y in square[:3]] + [[6.0, 52.1], [6.0, 52.0]]),
        )
    ]
    return json.dumps({"type": "FeatureCollection", "features": features}).encode()


def test_a_boundary_that_moved(tmp_path: Path) -> None:
    shared_snapshots.write_boundaries(tmp_path, 2024, _geojson(0.0), stamp=FIRST)
    shared_snapshots.write_boundaries(tmp_path, 2024, _geojson(0.01), stamp=SECOND)
    found = changes.compare(tmp_path, "grenzen_2024")
    assert found.rows[["region", "period", "change"]].to_numpy().tolist() == [["GM0001", "2024", "revised"]]


@pytest.mark.shared
def test_a_revision_in_a_real_table_is_found(tmp_path: Path, shared_cbs: Path) -> None:
    table_now = shared_snapshots.read_table("85098NED", shared_cbs)
    shared_snapshots.write_snapshot(tmp_path, "85098NED", "natura", table_now, stamp=FIRST)
    column = "JongerenMetJeugdhulpInNatura_1"
    revised = next(
        row
        for row in table_now["rows"]
        if row["RegioS"].strip() == "GM0150" and row["Perioden"] == "2024HJ02"
    )
    before = revised[column]
    revised[column] = round(before + 0.4, 1)
    shared_snapshots.write_snapshot(tmp_path, "85098NED", "natura", table_now, stamp=SECOND)
    found = changes.compare(tmp_path, "85098NED")
    assert len(found.rows) == 1
    row = found.rows.iloc[0]
    assert (row["what"], row["region"], row["period"]) == ("natura_jeugdhulp_pct", "GM0150", "2024H2")
    assert row["difference"] == pytest.approx(0.4) and row["old"] == before
    assert found.summary["revised_n"].sum() == 1


@pytest.mark.shared
def test_membership_that_changed_between_two_loads(tmp_path: Path, shared_cbs: Path) -> None:
    now = shared_snapshots.read_table("86247NED", shared_cbs)
    shared_snapshots.write_snapshot(tmp_path, "86247NED", "divisions", now, stamp=FIRST)
    moved = now["rows"][0]
    column = next(key for key, value in moved.items() if str(value).startswith("JZ"))
    was, moved[column] = moved[column].strip(), "JZ02"
    shared_snapshots.write_snapshot(tmp_path, "86247NED", "divisions", now, stamp=SECOND)
    found = changes.compare(tmp_path, "86247NED").rows
    assert found[["what", "region", "old_text", "new_text"]].to_numpy().tolist() == [
        ["jeugdregio", moved["RegioS"].strip(), was, "JZ02"]
    ]


def test_the_rows_on_disk_are_plain_gzip_of_lines(tmp_path: Path) -> None:
    made = snapshots.write(tmp_path, "natura", small.natura())
    lines = gzip.decompress(made.rows.read_bytes()).decode().splitlines()
    assert len(lines) == 351 * 4 and json.loads(lines[0])["RegioS"] == "NL01   "
    assert made.intact()
    made.rows.write_bytes(made.rows.read_bytes() + b"x")
    assert not made.intact()
    made.rows.unlink()
    assert not made.intact()


def test_revisions_are_measured_per_version_period_and_status(tmp_path: Path) -> None:
    """Of three figures one is 5% higher once definitive and one 10% lower; of the older period nothing changed."""
    old = {("GM0001", "2019JJ00"): 200.0, ("GM0002", "2019JJ00"): 100.0, ("GM0001", "2020HJ01"): 80.0}
    new = {("GM0001", "2019JJ00"): 210.0, ("GM0002", "2019JJ00"): 90.0, ("GM0001", "2020HJ01"): 80.0}
    snapshots.write(tmp_path, "youth_care", _use(old, "Voorlopig"), stamp=FIRST)
    snapshots.write(tmp_path, "youth_care", _use(new, "Definitief"), stamp=SECOND)
    snapshots.write(tmp_path, "youth_care", _use(new, "Definitief"), stamp=THIRD)
    found = changes.revisions(tmp_path, "84134NED")
    assert found["newer"].tolist() == [THIRD, THIRD, SECOND, SECOND]
    first = found[(found["newer"] == SECOND) & (found["period"] == "2019")].iloc[0]
    assert (first["old_status"], first["new_status"]) == ("voorlopig", "definitief")
    assert (first["figures_n"], first["revised_n"]) == (4, 2)  # with two of help without stay, which stayed
    assert (first["lowest_pct"], first["median_pct"], first["highest_pct"]) == (-10.0, -2.5, 5.0)
    assert found.loc[found["newer"] == THIRD, "revised_n"].tolist() == [0, 0]


def test_a_second_delivery_of_the_accounts_is_a_revision_of_the_first(tmp_path: Path) -> None:
    before, after = small.finance(), small.finance()
    row = next(each for each in before.rows if each["k_2ePlaatsing_2"] and each["Categorie"].startswith("L"))
    amount = row["k_2ePlaatsing_2"]
    for table_of, first, second in ((before, amount / 2, None), (after, None, amount)):
        for each in table_of.rows:
            if all(each[key] == row[key] for key in ("Gemeenten", "Verslagsoort", "TaakveldBalanspost")):
                each["k_1ePlaatsing_1"] = first if each["Categorie"] == row["Categorie"] else None
                each["k_2ePlaatsing_2"] = second if each["Categorie"] == row["Categorie"] else None
    snapshots.write(tmp_path, "finance", before, stamp=FIRST)
    snapshots.write(tmp_path, "finance", after, stamp=SECOND)
    found = changes.revisions(tmp_path, "45046NED")
    changed = found[found["revised_n"] > 0].iloc[0]
    assert changed["old_status"].endswith(", 1e plaatsing") and changed["new_status"].endswith(
        ", 2e plaatsing"
    )
    assert (changed["figures_n"], changed["revised_n"], changed["median_pct"]) == (1, 1, 100.0)


def test_one_version_has_no_revisions(tmp_path: Path) -> None:
    snapshots.write(tmp_path, "natura", small.natura(), stamp=FIRST)
    assert changes.revisions(tmp_path, "82972NED").empty
    assert changes.revisions(tmp_path, "84134NED").empty
