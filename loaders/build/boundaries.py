"""Boundaries of a year: read as they came, made fit for a map, and turned into who borders on whom."""

import gzip
from collections.abc import Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

import orjson
import pandas as pd
import shapely

from loaders.checks.core import COVERAGE_CEILING, COVERAGE_FLOOR, expected_gemeenten
from loaders.errors import TableError
from loaders.snapshots.versions import Snapshot
from metrics.places import geography


@dataclass(frozen=True)
class Boundaries:
    """The boundaries of one year."""

    year: int
    names: pd.DataFrame  # code, name, kind: the gemeenten in the file
    shapes: dict[str, shapely.Geometry]  # WGS84, valid and simplified as one coverage, by gemeente
    neighbours: pd.DataFrame  # columns of metrics.facts.NEIGHBOURS


def read(snapshot: Snapshot, year: int) -> Boundaries:
    """Read a boundaries snapshot; raises `TableError` where it is no GeoJSON of the gemeenten of that year.

    Neighbours are taken from the boundaries as published, the map from simplified ones.
    """
    every = features(snapshot)
    found: dict[str, tuple[str, shapely.Geometry]] = {}
    for feature in every:
        about = feature.get("properties") or {}
        code = str(about.get("statcode") or "").strip()
        if not code.startswith("GM") or not feature.get("geometry"):
            continue
        try:
            shape = shapely.from_geojson(orjson.dumps(feature["geometry"]))
        except (ValueError, TypeError, KeyError, shapely.errors.ShapelyError) as error:
            raise TableError(snapshot.source_id, [f"De grens van {code} is niet te lezen."]) from error
        if code in found:
            raise TableError(
                snapshot.source_id, [f"{code} staat er twee keer in. De kaart zou dubbel tekenen."]
            )
        found[code] = (str(about.get("statnaam") or code).strip(), shape)
    expected = expected_gemeenten(year)
    if expected and not COVERAGE_FLOOR * expected <= len(found) <= COVERAGE_CEILING * expected:
        raise TableError(
            snapshot.source_id,
            [f"Er staan {len(found)} gemeenten in; verwacht: {expected}. Buurgemeenten zouden ontbreken."],
        )
    whole = geography.clean([shape for _, shape in found.values()])
    lon, lat = shapely.bounds(whole[0])[:2] if len(whole) else (0.0, 0.0)
    if not (2 < lon < 8 and 50 < lat < 54):
        raise TableError(
            snapshot.source_id, ["De grenzen staan niet in graden (WGS84). De kaart zou leeg zijn."]
        )
    metres = geography.to_metres(list(whole))
    pairs = geography.neighbours(dict(zip(found, metres, strict=True)))
    return Boundaries(
        year=year,
        names=pd.DataFrame(
            [(code, name, "gemeente") for code, (name, _) in found.items()], columns=["code", "name", "kind"]
        ),
        shapes=dict(zip(found, geography.simplify(list(whole)), strict=True)),
        neighbours=pairs.assign(year=year)[["year", "region", "other", "shared_m"]],
    )


class Ahead:
    """Boundaries that are read beside the tables: geometry lets go of the interpreter, and there is a second core.

    A context: nothing is left running where a build stops half-way.
    """

    def __init__(self, wanted: Iterable[tuple[Snapshot, int]]) -> None:
        """Begin to read `wanted`, of each its snapshot and year, one after the other; a damaged file is not opened."""
        self._worker = ThreadPoolExecutor(max_workers=1, thread_name_prefix="boundaries")
        self._begun: dict[tuple[Path, int], Future[Boundaries]] = {
            (snapshot.boundaries, year): self._worker.submit(read, snapshot, year)
            for snapshot, year in wanted
            if snapshot.intact()
        }

    def read(self, snapshot: Snapshot, year: int) -> Boundaries:
        """Return what `read` gives, begun before or not; raises as it does."""
        begun = self._begun.get((snapshot.boundaries, year))
        return read(snapshot, year) if begun is None else begun.result()

    def __enter__(self) -> Self:
        """Give this reader."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Wait for what is being read, and begin nothing more."""
        self._worker.shutdown(cancel_futures=True)


def boundary_frame(boundaries: Boundaries, memberships: pd.DataFrame) -> pd.DataFrame:
    """Return year, region and wkb of every gemeente and of the jeugdregio's they form.

    The jeugdregio's come from the nearest year of `memberships` that has a jeugdregio for every gemeente of
    the boundaries; where no year has, there are none: a jeugdregio with a gemeente missing would be drawn
    too small.
    """
    shapes = dict(boundaries.shapes)
    mine = memberships[memberships["division"] == "jeugdregio"]
    for year in sorted(mine["year"].unique(), key=lambda each: (abs(each - boundaries.year), each)):
        parents = mine[mine["year"] == year]
        of = dict(zip(parents["region"], parents["parent"], strict=True))
        if set(boundaries.shapes) <= set(of):
            shapes |= geography.dissolve(boundaries.shapes, of)
            break
    return pd.DataFrame(
        [(boundaries.year, code, shapely.to_wkb(shape)) for code, shape in shapes.items()],
        columns=["year", "region", "wkb"],
    )


def features(snapshot: Snapshot) -> list[dict[str, dict[str, object]]]:
    """Return the features of a boundaries snapshot; raises `TableError` where it is no GeoJSON."""
    try:
        document = orjson.loads(gzip.decompress(snapshot.boundaries.read_bytes()))
        features = document["features"]
    except (OSError, EOFError, ValueError, KeyError, TypeError) as error:
        raise TableError(
            snapshot.source_id, ["Dit is geen GeoJSON met grenzen. Haal het opnieuw op."]
        ) from error
    if not isinstance(features, list) or not features:
        raise TableError(snapshot.source_id, ["Er staan geen grenzen in. Haal het opnieuw op."])
    return features
