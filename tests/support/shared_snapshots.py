"""Real tables from ../shared/cbs as snapshots on disk, without HTTP, so that a full build can be tried and
used.

    python -m tests.support.shared_snapshots DIR

makes a data folder DIR with a snapshot of every shared table and of the shared boundaries, builds it and
says what came of it. Run the dashboard on it with `EIGENWIJZER_DATA=DIR`. DIR must lie outside the
repository: nothing of the shared figures goes into it.
"""

import gzip
import hashlib
import json
import sys
from datetime import UTC, datetime
from pathlib import Path

import orjson

ROOT = Path(__file__).resolve().parents[2]
SHARED_CBS = ROOT.parent / "shared" / "cbs"
STAMP = "20260301T120000Z"  # a fixed moment: the same snapshots give the same build

# Words of a table's title -> normaliser, as the register resolves them.
_KINDS = [
    ("indicatoren jeugdzorg in natura", "natura"),
    ("kerncijfers over jeugdzorg", "youth_care"),
    ("onbewerkte iv3-data", "finance"),
    ("regionale kerncijfers", "population"),
    ("inkomen van huishoudens", "income"),
    ("gebieden in nederland", "divisions"),
]


def write_snapshot(
    data_dir: Path,
    source_id: str,
    kind: str,
    table: dict,
    *,
    stamp: str = STAMP,
    division_year: int | None = None,
) -> Path:
    """Write one table in the shape of the shared feed files as a snapshot; return its folder."""
    folder = data_dir / "snapshots" / source_id / stamp
    folder.mkdir(parents=True)
    meta = {key: table[key] for key in ("TableInfos", "DataProperties", "CategoryGroups", "dims")}
    (folder / "meta.json").write_bytes(orjson.dumps(meta))
    lines = b"".join(orjson.dumps(row, option=orjson.OPT_APPEND_NEWLINE) for row in table["rows"])
    packed = gzip.compress(lines, 1, mtime=0)
    (folder / "rows.jsonl.gz").write_bytes(packed)
    info = table["TableInfos"][0] if isinstance(table["TableInfos"], list) else table["TableInfos"]
    _provenance(
        folder,
        source_id=source_id,
        title=str(info["Title"]).strip(),
        catalog=table["catalog"],
        kind=kind,
        division_year=division_year,
        modified=info.get("Modified"),
        sha256=hashlib.sha256(packed).hexdigest(),
        rows_n=len(table["rows"]),
        description=str(table.get("note") or ""),
    )
    return folder


def write_boundaries(data_dir: Path, year: int, geojson: bytes, *, stamp: str = STAMP) -> Path:
    """Write the boundaries of one year as a snapshot; return its folder."""
    source_id = f"grenzen_{year}"
    folder = data_dir / "snapshots" / source_id / stamp
    folder.mkdir(parents=True)
    packed = gzip.compress(geojson, 1, mtime=0)
    (folder / "boundaries.geojson.gz").write_bytes(packed)
    _provenance(
        folder,
        source_id=source_id,
        title=f"Gemeentegrenzen {year} (gegeneraliseerd)",
        catalog="PDOK",
        kind="boundaries",
        division_year=year,
        modified=None,
        sha256=hashlib.sha256(packed).hexdigest(),
        rows_n=len(json.loads(geojson)["features"]),
    )
    return folder


def _provenance(folder: Path, **record: object) -> None:
    moment = datetime.strptime(folder.name, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
    record |= {"url": "", "licence": "CC BY 4.0", "retrieved": f"{moment:%Y-%m-%dT%H:%M:%SZ}"}
    (folder / "provenance.json").write_text(json.dumps(record), encoding="utf-8")


def read_table(source_id: str, shared: Path = SHARED_CBS) -> dict:
    """Return one shared table as it stands on disk (keys padded, nothing changed)."""
    return json.loads(gzip.decompress((shared / "feed" / f"{source_id}.json.gz").read_bytes()))


def divisions_2016(shared: Path = SHARED_CBS) -> dict:
    """Return the real divisions of 2016 in the shape of the feed: one Code/Naam pair a division.

    The shared file has codes without the names of the areas; those stay empty here.
    """
    rows = json.loads(gzip.decompress((shared / "gebieden_2016.json.gz").read_bytes()))["rows"]
    divisions = [key for key in rows[0] if key not in ("ID", "RegioS")]
    properties = [
        {"odata.type": "Cbs.OData.GeoDimension", "Key": "RegioS", "Title": "Regio's", "ParentID": None}
    ]
    pairs = {}
    for number, division in enumerate(divisions):
        group = 1000 + number
        properties.append(
            {
                "odata.type": "Cbs.OData.TopicGroup",
                "ID": group,
                "Key": "",
                "Title": division,
                "ParentID": None,
            }
        )
        code, name = f"Code_{2 * number + 3}", f"Naam_{2 * number + 4}"
        pairs[division] = (code, name)
        for key, title in ((code, "Code"), (name, "Naam")):
            properties.append(
                {
                    "odata.type": "Cbs.OData.Topic",
                    "Key": key,
                    "Title": title,
                    "ParentID": group,
                    "Datatype": "String",
                }
            )
    out = []
    for row in rows:
        new = {"ID": row["ID"], "RegioS": row["RegioS"]}
        for division, (code, name) in pairs.items():
            new |= {code: row[division], name: None}
        out.append(new)
    return {
        "catalog": "CBS",
        "TableInfos": [{"Title": "Gebieden in Nederland 2016", "Modified": "2016-01-05T02:00:00"}],
        "DataProperties": properties,
        "CategoryGroups": [],
        "dims": {"RegioS": [{"Key": row["RegioS"], "Title": row["RegioS"]} for row in rows]},
        "rows": out,
    }


def write_all(data_dir: Path, shared: Path = SHARED_CBS) -> list[str]:
    """Write a snapshot of every shared table into `data_dir`; return their source ids."""
    written = []
    for path in sorted((shared / "feed").glob("*.json.gz")):
        source_id = path.name.removesuffix(".json.gz")
        table = read_table(source_id, shared)
        info = table["TableInfos"][0] if isinstance(table["TableInfos"], list) else table["TableInfos"]
        title = str(info["Title"]).lower()
        kind = next(kind for words, kind in _KINDS if words in title)
        write_snapshot(data_dir, source_id, kind, table, division_year=_division_year(kind, title))
        written.append(source_id)
    write_snapshot(data_dir, "83287NED", "divisions", divisions_2016(shared), division_year=2016)
    for path in sorted((shared / "geo").glob("gemeente_*.geojson.gz")):
        year = int(path.name.removeprefix("gemeente_")[:4])
        write_boundaries(data_dir, year, gzip.decompress(path.read_bytes()))
        written.append(f"grenzen_{year}")
    return [*written, "83287NED"]


def _division_year(kind: str, title: str) -> int | None:
    digits = [int(word) for word in title.replace(")", " ").split() if word.isdigit() and len(word) == 4]
    return digits[-1] if kind in ("divisions", "income", "finance") and digits else None


def main() -> None:
    """Make a data folder with the full shared build."""
    from loaders.build.make import build

    data_dir = Path(sys.argv[1]).resolve()
    if data_dir.is_relative_to(ROOT):
        raise SystemExit("Choose a folder outside the repository: shared figures do not go into it.")
    if not (data_dir / "snapshots").exists():
        write_all(data_dir)
    result = build(data_dir)
    for source in result.sources:
        sys.stdout.write(f"{source.source_id:10} {source.status:9} {source.rows_n:>8} {source.message}\n")
    sys.stdout.write(f"{result.path}\n")


if __name__ == "__main__":
    main()
