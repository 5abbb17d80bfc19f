"""Writing a data package: a folder of CSV and Parquet files with a `datapackage.json`, whole or not at all."""

import hashlib
import json
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from loaders.errors import LoaderError
from metrics.tables.package import RESOURCES, Contents, schema
from metrics.tables.writing import as_csv, as_parquet

DESCRIPTOR, README = "datapackage.json", "README.md"
LISTED = ["resource", "path", "rows_n", "bytes", "sha256"]
_OURS = frozenset(
    {DESCRIPTOR, README, *(f"{name}.{ending}" for name in RESOURCES for ending in ("csv", "parquet"))}
)


class PackageError(LoaderError):
    """A package cannot be written where it was asked."""


def write(folder: Path, contents: Contents) -> pd.DataFrame:
    """Write a package in `folder` and return LISTED, a row a file with a table.

    A package that stands there is replaced in one step; a stop halfway leaves what stood there. Raises PackageError
    for a folder that holds anything else: nothing of somebody else is removed.
    """
    folder = folder.resolve()
    _refuse(folder)
    folder.parent.mkdir(parents=True, exist_ok=True)
    making = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    try:
        listed = _fill(making, contents)
        making.chmod(0o755)
        _put_in_place(making, folder)
    finally:
        shutil.rmtree(making, ignore_errors=True)
    return listed


def _refuse(folder: Path) -> None:
    if not folder.exists():
        return
    if not folder.is_dir():
        raise PackageError(f"{folder} is geen map.", f"{folder} is no directory")
    there = {each.name for each in folder.iterdir()}
    if not there:
        return
    if DESCRIPTOR not in there:
        raise PackageError(
            f"De map {folder} is niet leeg en is geen pakket van Eigenwijzer. Kies een andere map.",
            f"{folder} is not empty and holds no package of Eigenwijzer: choose another directory",
        )
    if others := sorted(there - _OURS):
        raise PackageError(
            f"In {folder} staat ook: {', '.join(others[:5])}. Haal dat weg of kies een andere map.",
            f"{folder} holds other files too ({', '.join(others[:5])}): move them or choose another directory",
        )


def _fill(making: Path, contents: Contents) -> pd.DataFrame:
    resources: list[dict[str, object]] = []
    rows = []
    for name, table in contents.tables.items():
        title, found = RESOURCES[name][0], schema(name, table)
        for ending, body in (("csv", as_csv(table).encode()), ("parquet", as_parquet(table))):
            path = f"{name}.{ending}"
            (making / path).write_bytes(body)
            digest = hashlib.sha256(body).hexdigest()
            about = {"path": path, "bytes": len(body), "hash": f"sha256:{digest}"}
            resources.append(_resource(name, title, ending, about, found))
            rows.append((name, path, len(table), len(body), digest))
    descriptor = {**contents.descriptor, "resources": resources}
    text = json.dumps(descriptor, ensure_ascii=False, indent=1) + "\n"
    (making / DESCRIPTOR).write_text(text, encoding="utf-8")
    (making / README).write_text(contents.readme, encoding="utf-8")
    return pd.DataFrame(rows, columns=LISTED)


def _resource(
    name: str, title: str, ending: str, about: Mapping[str, object], found: Mapping[str, object]
) -> dict[str, object]:
    """Describe one file. A Parquet file holds its own types, so its schema is that of the CSV beside it."""
    if ending == "csv":
        table = {"type": "table", "format": "csv", "mediatype": "text/csv", "encoding": "utf-8"}
        return {"name": name, "title": title, **about, **table, "schema": found}
    binary = {"type": "file", "format": "parquet", "mediatype": "application/vnd.apache.parquet"}
    return {"name": f"{name}-parquet", "title": f"{title} (Parquet)", **about, **binary}


def _put_in_place(making: Path, folder: Path) -> None:
    if not folder.exists():
        making.rename(folder)
        return
    before = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    folder.rename(before / "before")
    try:
        making.rename(folder)
    except OSError:
        (before / "before").rename(folder)
        raise
    finally:
        shutil.rmtree(before, ignore_errors=True)
