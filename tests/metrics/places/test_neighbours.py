"""Neighbours share a line, not a point: by hand on squares, on odd shapes, and on the real boundaries."""

import gzip
import json
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely.affinity import rotate, translate
from shapely.geometry import Polygon, box, shape

from metrics.places import geography

KM = 1000.0


def pairs(shapes: dict[str, shapely.Geometry]) -> dict[frozenset[str], float]:
    found = geography.neighbours(shapes)
    return {frozenset((row.region, row.other)): row.shared_m for row in found.itertuples()}


def test_squares_side_by_side_are_neighbours_and_squares_corner_to_corner_are_not() -> None:
    shapes = {
        "A": box(0, 0, KM, KM),
        "B": box(KM, 0, 2 * KM, KM),
        "C": box(0, KM, KM, 2 * KM),
        "D": box(KM, KM, 2 * KM, 2 * KM),
    }
    found = pairs(shapes)
    assert set(found) == {frozenset(pair) for pair in ("AB", "AC", "BD", "CD")}
    # the shared kilometre, and at each end what lies within the tolerance around the corner
    assert all(KM <= shared_m <= KM + 4 * geography.TOLERANCE_M for shared_m in found.values())


@pytest.mark.parametrize(("gap_m", "touch"), [(0, True), (49, True), (51, False)])
def test_a_gap_of_generalised_boundaries_is_bridged_up_to_fifty_metres(gap_m: Any, touch: Any) -> None:
    found = pairs({"A": box(0, 0, KM, KM), "B": box(KM + gap_m, 0, 2 * KM, KM)})
    assert (len(found) == 1) == touch


@pytest.mark.parametrize(("overlap_m", "touch"), [(80, False), (150, True)])
def test_a_shared_line_has_a_minimum_length(overlap_m: Any, touch: Any) -> None:
    # only `overlap_m` of the sides touch (plus the tolerance at the end)
    found = pairs({"A": box(0, 0, KM, KM), "B": box(KM, KM - overlap_m, 2 * KM, 2 * KM)})
    assert (len(found) == 1) == touch


def test_a_gemeente_inside_another_and_one_of_two_parts() -> None:
    ring = box(0, 0, 3 * KM, 3 * KM).difference(box(KM, KM, 2 * KM, 2 * KM))
    parts = shapely.union_all([box(3 * KM, 0, 4 * KM, KM), box(9 * KM, 0, 10 * KM, KM)])
    found = pairs(
        {"A": ring, "B": box(KM, KM, 2 * KM, 2 * KM), "C": parts, "D": box(10 * KM, 0, 11 * KM, KM)}
    )
    assert set(found) == {frozenset("AB"), frozenset("AC"), frozenset("CD")}
    assert found[frozenset("AB")] == pytest.approx(4 * KM, rel=0.1)


def test_an_island_has_none_and_both_directions_are_there() -> None:
    shapes = {"A": box(0, 0, KM, KM), "B": box(KM, 0, 2 * KM, KM), "C": box(9 * KM, 0, 10 * KM, KM)}
    one, other = geography.neighbours(shapes).itertuples(index=False)
    assert (one.region, one.other, other.region, other.other) == ("A", "B", "B", "A")
    assert one.shared_m == other.shared_m


@settings(deadline=None, max_examples=40)
@given(
    angle=st.floats(0, 360), east=st.floats(-1e5, 1e5), north=st.floats(-1e5, 1e5), width=st.floats(300, 3000)
)
def test_turning_or_moving_the_map_changes_nothing(angle: Any, east: Any, north: Any, width: Any) -> None:
    squares = {"A": box(0, 0, KM, KM), "B": box(KM, 0, KM + width, KM), "C": box(KM, KM, KM + width, 2 * KM)}
    moved = {c: translate(rotate(s, angle, origin=(0, 0)), east, north) for c, s in squares.items()}
    before, after = pairs(squares), pairs(moved)
    assert set(before) == set(after) == {frozenset("AB"), frozenset("BC")}
    for pair, shared_m in before.items():
        assert after[pair] == pytest.approx(shared_m, abs=15)  # round corners of a turned buffer


def test_a_bow_tie_becomes_an_area_before_it_is_compared() -> None:
    bow = Polygon([(0, 0), (KM, KM), (KM, 0), (0, KM)])
    assert not bow.is_valid
    (cleaned,) = geography.clean([bow])
    assert cleaned.is_valid
    assert cleaned.area == pytest.approx(0.5 * KM * KM)


# The real boundaries


def read(shared_cbs: Path, year: int) -> tuple[dict[str, shapely.Geometry], dict[str, str]]:
    raw = json.loads(gzip.decompress((shared_cbs / "geo" / f"gemeente_{year}.geojson.gz").read_bytes()))
    features = raw["features"]
    codes = [each["properties"]["statcode"] for each in features]
    names = {each["properties"]["statcode"]: each["properties"]["statnaam"] for each in features}
    areas = geography.to_metres(geography.clean([shape(each["geometry"]) for each in features]))
    return dict(zip(codes, areas, strict=True)), names


@pytest.fixture(scope="module")
def of_2019(shared_cbs: Path) -> tuple[dict[str, shapely.Geometry], pd.DataFrame]:
    areas, names = read(shared_cbs, 2019)
    found = geography.neighbours(areas)
    return areas, found.assign(region=found["region"].map(names), other=found["other"].map(names))


@pytest.mark.shared
@pytest.mark.parametrize(
    ("case", "around"),
    [
        ("Deventer", "Lochem, Olst-Wijhe, Raalte, Rijssen-Holten, Voorst"),
        (
            "Utrecht",
            "Bunnik, De Bilt, Houten, IJsselstein, Montfoort, Nieuwegein, Stichtse Vecht, Woerden, Zeist",
        ),
        ("Zaltbommel", "Altena, Gorinchem, Heusden, Maasdriel, West Betuwe"),
        ("Peel en Maas", "Asten, Beesel, Deurne, Horst aan de Maas, Leudal, Nederweert, Venlo"),
        ("Roosendaal", "Bergen op Zoom, Halderberge, Rucphen, Steenbergen, Woensdrecht"),
    ],
)
def test_the_five_cases_have_the_neighbours_of_2019(case: Any, around: Any, of_2019: Any) -> None:
    _, found = of_2019
    assert sorted(found.loc[found["region"] == case, "other"]) == around.split(", ")


@pytest.mark.shared
def test_buren_does_not_touch_zaltbommel(of_2019: Any, shared_cbs: Path) -> None:
    """The report counts Buren among the gemeenten around Zaltbommel; West Betuwe lies between them."""
    areas, _ = of_2019
    between_m = areas["GM0214"].distance(areas["GM0297"])
    assert between_m > 3000


@pytest.mark.shared
def test_islands_have_no_neighbours(of_2019: Any) -> None:
    _, found = of_2019
    assert not set(found["region"]) & {"Ameland", "Terschelling", "Texel", "Vlieland"}


@pytest.mark.shared
def test_a_second_way_of_counting_agrees_where_borders_are_long(of_2019: Any, shared_cbs: Path) -> None:
    """Exactly shared edges, without tolerance: whoever shares more than 300 m of those is a neighbour."""
    areas, found = of_2019
    named = read(shared_cbs, 2019)[1]
    codes = list(areas)
    shapes = np.array(list(areas.values()), dtype=object)
    first, second = shapely.STRtree(shapes).query(shapes, predicate="intersects")
    lines = shapely.boundary(shapes)
    exact_m = shapely.length(shapely.intersection(lines[first], lines[second]))
    sure = {
        (named[codes[a]], named[codes[b]])
        for a, b, metres in zip(first, second, exact_m, strict=True)
        if a != b and metres > 300
    }
    known = set(zip(found["region"], found["other"], strict=True))
    assert len(sure) > 1300
    assert sure <= known
