"""Boundaries as shapes: made valid, simplified as one coverage, dissolved, and who shares a line with whom.

Pure: shapes in, shapes out. Degrees are WGS84 (longitude, latitude); metres are the Dutch grid (EPSG:28992).
Rules: methode.md 19 (neighbours share a line, not a point) and techniek.md 4 (some generalised shapes are
invalid).
"""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
import shapely

TOLERANCE_M = 50.0  # generalised boundaries have gaps: nearer than this counts as touching
# A corner where four gemeenten meet gives about twice the tolerance of 'shared' line; this asks for a real
# stretch.
MINIMUM_SHARED_M = 200.0
CRACK_DEGREES = 0.003  # half the width of a crack between two simplified areas that is closed on dissolving
SIMPLIFY_DEGREES = 0.002  # about 200 m: enough for a map of the Netherlands on a screen

_AREAS = (shapely.Polygon, shapely.MultiPolygon)

Shapes = npt.NDArray[np.object_]


def clean(shapes: Sequence[shapely.Geometry]) -> Shapes:
    """Return the shapes as valid areas: lines and points that come off a repair are dropped.

    A shape without any area becomes an empty polygon.
    """
    valid = shapely.make_valid(np.array(shapes, dtype=object), method="structure", keep_collapsed=False)
    return np.array([_areas(shape) for shape in valid], dtype=object)


def simplify(shapes: Sequence[shapely.Geometry], tolerance_degrees: float = SIMPLIFY_DEGREES) -> Shapes:
    """Return the shapes with fewer points, simplified together so that shared borders stay shared."""
    simple: Shapes = shapely.coverage_simplify(np.array(shapes, dtype=object), tolerance_degrees)
    return clean(list(simple))


def dissolve(
    shapes: Mapping[str, shapely.Geometry], parents: Mapping[str, str]
) -> dict[str, shapely.Geometry]:
    """Return the areas that the shapes form together, by parent; a shape without a parent is left out."""
    members: dict[str, list[shapely.Geometry]] = {}
    for code, shape in shapes.items():
        if code in parents:
            members.setdefault(parents[code], []).append(shape)
    # parts that touch in a point can make an area that crosses itself: Flevoland of 2024 does
    whole = clean([_closed(shapely.union_all(parts)) for parts in members.values()])
    return dict(sorted(zip(members, whole, strict=True)))


def _closed(shape: shapely.Geometry) -> shapely.Geometry:
    """Close the cracks between generalised neighbours, which would show as lines inside a dissolved area."""
    wider = shapely.buffer(shape, CRACK_DEGREES, join_style="mitre")
    return _areas(shapely.buffer(wider, -CRACK_DEGREES, join_style="mitre"))


def to_metres(shapes: Sequence[shapely.Geometry]) -> Shapes:
    """Return shapes in degrees as shapes in metres on the Dutch grid."""
    grid = _dutch_grid()

    def project(points: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
        return np.column_stack(grid.transform(points[:, 0], points[:, 1]))

    projected: Shapes = shapely.transform(np.array(shapes, dtype=object), project)
    return projected


def neighbours(
    shapes: Mapping[str, shapely.Geometry],
    tolerance_m: float = TOLERANCE_M,
    minimum_m: float = MINIMUM_SHARED_M,
) -> pd.DataFrame:
    """Return who shares a line with whom: columns region, other, shared_m (metres), each pair in both
    directions.

    Shapes in metres. The shared line is the part of one boundary within the tolerance of the other area,
    averaged over both directions; pairs with less than `minimum_m` (a point, a gap, a corner) are not
    neighbours.
    """
    codes = list(shapes)
    areas = np.array(list(shapes.values()), dtype=object)
    first, second = shapely.STRtree(areas).query(areas, predicate="dwithin", distance=tolerance_m)
    once = first < second
    first, second = first[once], second[once]
    lines, near = shapely.boundary(areas), shapely.buffer(areas, tolerance_m, quad_segs=2)
    shared_m = (
        shapely.length(shapely.intersection(lines[first], near[second]))
        + shapely.length(shapely.intersection(lines[second], near[first]))
    ) / 2
    enough = shared_m >= minimum_m
    one = pd.DataFrame(
        {
            "region": [codes[number] for number in first[enough]],
            "other": [codes[number] for number in second[enough]],
            "shared_m": np.round(shared_m[enough], 1),
        }
    )
    both = pd.concat([one, one.rename(columns={"region": "other", "other": "region"})])
    return both[["region", "other", "shared_m"]].sort_values(["region", "other"], ignore_index=True)


@cache
def _dutch_grid() -> Any:
    import pyproj

    return pyproj.Transformer.from_crs("EPSG:4326", "EPSG:28992", always_xy=True)


def _areas(shape: shapely.Geometry) -> shapely.Geometry:
    """Return only the polygons of a shape."""
    if isinstance(shape, _AREAS):
        return shape
    parts = [part for part in shapely.get_parts(shape) if isinstance(part, _AREAS)]
    return shapely.union_all(parts) if parts else shapely.Polygon()
