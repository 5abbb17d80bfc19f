"""One gemeente that sent its amounts in euros where the table counts in thousands: a fault that really comes in.

Every check of a whole table lets it through, since it is one gemeente in 342; so each figure must say it itself.
"""

import gzip
import hashlib
import json
import shutil
from collections.abc import Mapping
from pathlib import Path

BUDGET, ACCOUNTS = "X000", "X005"  # ends of the codes of the statements in Iv3
_AMOUNTS = ("k_1ePlaatsing_1", "k_2ePlaatsing_2")


def write(source: Path, data_dir: Path, wrong: Mapping[tuple[str, str, str], int]) -> Path:
    """Copy a data folder's snapshots and multiply the amounts of a gemeente; nothing is built yet.

    In: `wrong`: (id of an Iv3 table, gemeente, end of a statement's code) -> by how much. Returns `data_dir`. Raises
    ValueError where a table has no row of a gemeente.
    """
    shutil.copytree(source / "snapshots", data_dir / "snapshots")
    for (table, code, ending), times in wrong.items():
        file = next((data_dir / "snapshots" / table).glob("*/rows.jsonl.gz"))
        rows = [json.loads(line) for line in gzip.decompress(file.read_bytes()).splitlines()]
        found = [
            row
            for row in rows
            if row["Gemeenten"].strip() == code and row["Verslagsoort"].strip().endswith(ending)
        ]
        if not found:
            raise ValueError(f"{table} has no rows of {code}, {ending}")
        for row in found:
            row |= {name: row[name] * times for name in _AMOUNTS if row[name] is not None}
        packed = gzip.compress("".join(json.dumps(row) + "\n" for row in rows).encode(), 1, mtime=0)
        file.write_bytes(packed)
        made = file.with_name("provenance.json")
        told = json.loads(made.read_text(encoding="utf-8")) | {"sha256": hashlib.sha256(packed).hexdigest()}
        made.write_text(json.dumps(told), encoding="utf-8")
    return data_dir
