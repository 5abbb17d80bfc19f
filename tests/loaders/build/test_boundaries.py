"""Boundaries as they come in: refused where they would draw a wrong map, valid and dissolved where they are taken."""

import gzip
import json
from pathlib import Path

import pandas as pd
import pytest
import shapely

from loaders import store
from loaders.build import boundaries, make
from loaders.errors import TableError
from loaders.snapshots import versions
from loaders.snapshots.versions import Snapshot
from tests.support import shared_snapshots

N = 342  # gemeenten in 2024


def _square(number: int) -> list[list[float]]:
    """Return a square of a tenth of a degree in a grid of 20 columns."""
    x, y = 3.5 + 0.1 * (number % 20), 51.0 + 0.1 * (number // 20)
    return [[x, y], [x + 0.1, y], [x + 0.1, y + 0.1], [x, y + 0.1], [x, y]]


def _features(n: int = N) -> list[dict]:
    return [
        {
            "type": "Feature",
            "properties": {"statcode": f"GM{number:04d}", "statnaam": f"Gemeente {number}"},
            "geometry": {"type": "Polygon", "coordinates": [_square(number)]},
        }
        for number in range(n)
    ]


def _snapshot(tmp_path: Path, features: list[dict]) -> Snapshot:
    document = json.dumps({"type": "FeatureCollection", "features": features}).encode()
    shared_snapshots.write_boundaries(tmp_path, 2024, document)
    return versions.snapshots(tmp_path)["grenzen_2024"][0]


def test_squares_border_on_the_four_beside_them_and_not_on_the_corners(tmp_path: Path) -> None:
    found = boundaries.read(_snapshot(tmp_path, _features()), 2024)
    assert found.names.iloc[0].tolist() == ["GM0000", "Gemeente 0", "gemeente"]
    of = found.neighbours.groupby("region")["other"].apply(set)
    assert of["GM0000"] == {"GM0001", "GM0020"}
    assert of["GM0021"] == {"GM0001", "GM0020", "GM0022", "GM0041"}
    assert set(found.neighbours["year"]) == {2024}
    east = found.neighbours.set_index(["region", "other"])["shared_m"]
    # the shared side runs north for a tenth of a degree: 11.1 km, and some 50 m of the next sides at both ends
    assert east["GM0000", "GM0001"] == pytest.approx(11_130 + 100, rel=0.01)


def test_an_invalid_shape_is_made_valid_and_lines_are_dropped(tmp_path: Path) -> None:
    features = _features()
    x, y = _square(5)[0]
    bow = [[x, y], [x + 0.1, y + 0.1], [x + 0.1, y], [x, y + 0.1], [x, y]]
    features[5]["geometry"]["coordinates"] = [bow]
    found = boundaries.read(_snapshot(tmp_path, features), 2024)
    shapes = list(found.shapes.values())
    assert all(shapely.is_valid(shapes)) and {shape.geom_type for shape in shapes} <= {
        "Polygon",
        "MultiPolygon",
    }


def test_jeugdregios_are_dissolved_only_where_every_gemeente_has_one(tmp_path: Path) -> None:
    found = boundaries.read(_snapshot(tmp_path, _features()), 2024)
    members = pd.DataFrame(
        {
            "region": list(found.shapes),
            "parent": [f"JZ{number // 171 + 1:02d}" for number in range(N)],
            "division": "jeugdregio",
            "year": 2026,
        }
    )
    frame = boundaries.boundary_frame(found, members)
    assert sorted(frame.loc[frame["region"].str.startswith("JZ"), "region"]) == ["JZ01", "JZ02"]
    area = {row.region: shapely.from_wkb(row.wkb).area for row in frame.itertuples()}
    assert area["JZ01"] == pytest.approx(171 * 0.01, rel=0.01)
    lacking = boundaries.boundary_frame(found, members.iloc[1:])
    assert not lacking["region"].str.startswith("JZ").any() and len(lacking) == N
    nearest = pd.concat([members.assign(year=2020, parent="JZ09"), members.assign(year=2023)])
    chosen = boundaries.boundary_frame(found, nearest)
    assert "JZ09" not in set(chosen["region"])  # 2023 is nearer to 2024 than 2020


def test_a_document_that_is_no_geojson_is_refused(tmp_path: Path) -> None:
    snapshot = _snapshot(tmp_path, _features())
    for content in (b"<html>storing</html>", b"{}", b"[]"):
        snapshot.boundaries.write_bytes(gzip.compress(content))
        with pytest.raises(TableError, match="Dit is geen GeoJSON met grenzen"):
            boundaries.read(snapshot, 2024)
    snapshot.boundaries.write_bytes(gzip.compress(b'{"features": []}'))
    with pytest.raises(TableError, match="Er staan geen grenzen in"):
        boundaries.read(snapshot, 2024)
    snapshot.boundaries.write_bytes(b"not packed")
    with pytest.raises(TableError, match="Dit is geen GeoJSON met grenzen"):
        boundaries.read(snapshot, 2024)


@pytest.mark.parametrize(("n", "sound"), [(342, True), (308, True), (307, False), (349, False)])
def test_the_number_of_gemeenten_is_that_of_the_year(tmp_path: Path, n: int, sound: bool) -> None:
    snapshot = _snapshot(tmp_path, _features(n))
    if sound:
        assert len(boundaries.read(snapshot, 2024).shapes) == n
    else:
        with pytest.raises(TableError, match=f"Er staan {n} gemeenten in; verwacht: 342"):
            boundaries.read(snapshot, 2024)


def test_boundaries_in_metres_are_refused(tmp_path: Path) -> None:
    features = _features()
    for feature in features:
        ring = feature["geometry"]["coordinates"][0]
        feature["geometry"]["coordinates"] = [[[x * 10_000, y * 10_000] for x, y in ring]]
    with pytest.raises(TableError, match="niet in graden"):
        boundaries.read(_snapshot(tmp_path, features), 2024)


def test_a_gemeente_twice_is_refused(tmp_path: Path) -> None:
    features = _features()
    features[7]["properties"]["statcode"] = "GM0006"
    with pytest.raises(TableError, match="GM0006 staat er twee keer in"):
        boundaries.read(_snapshot(tmp_path, features), 2024)


def test_a_shape_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    features = _features()
    features[3]["geometry"] = {"type": "Polygon", "coordinates": "leeg"}
    with pytest.raises(TableError, match="De grens van GM0003 is niet te lezen"):
        boundaries.read(_snapshot(tmp_path, features), 2024)


def test_what_is_read_ahead_is_what_is_read(tmp_path: Path) -> None:
    snapshot = _snapshot(tmp_path, _features())
    with boundaries.Ahead([(snapshot, 2024)]) as ahead:
        early, asked = ahead.read(snapshot, 2024), boundaries.read(snapshot, 2024)
        pd.testing.assert_frame_equal(early.neighbours, asked.neighbours)
        assert early.shapes == asked.shapes
        assert ahead.read(snapshot, 2024) is early, "it was read once"
        assert set(ahead.read(snapshot, 2023).neighbours["year"]) == {2023}, (
            "a year that was not begun is read too"
        )


def test_a_refusal_ahead_is_told_when_its_turn_comes(tmp_path: Path) -> None:
    snapshot = _snapshot(tmp_path, _features(100))
    with (
        boundaries.Ahead([(snapshot, 2024)]) as ahead,
        pytest.raises(TableError, match="Er staan 100 gemeenten in"),
    ):
        ahead.read(snapshot, 2024)


@pytest.mark.parametrize("fault", ["damaged", "refused"])
@pytest.mark.usefixtures("bare")
def test_boundaries_that_do_not_count_leave_those_of_before(tmp_path: Path, fault: str) -> None:
    older = json.dumps({"type": "FeatureCollection", "features": _features()}).encode()
    newer = json.dumps({"type": "FeatureCollection", "features": _features(100)}).encode()
    shared_snapshots.write_boundaries(tmp_path, 2024, older, stamp="20250101T000000Z")
    folder = shared_snapshots.write_boundaries(tmp_path, 2024, newer, stamp="20250201T000000Z")
    if fault == "damaged":
        packed = folder / "boundaries.geojson.gz"
        packed.write_bytes(packed.read_bytes()[:100])
    made = make.build(tmp_path)
    state = next(each for each in made.sources if each.source_id == "grenzen_2024")
    assert state.status == "kept"
    assert ("beschadigd" if fault == "damaged" else "Er staan 100 gemeenten in") in state.message
    opened = store.open_store(tmp_path, made.build_id)
    assert opened.query("SELECT count(*) FROM boundary WHERE region LIKE 'GM%'").iloc[0, 0] == N
    opened.close()
