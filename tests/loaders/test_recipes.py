"""The recipes of CONTRIBUTING for a source, followed to the letter, from a feed to figures of a gemeente."""

import io
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest

from loaders import store
from tests.feed import small
from tests.feed_server import FeedServer, Table, table

ROOT = Path(__file__).resolve().parents[2]

# a source of a shape that is there, and a shape with a source of its own: nothing else is touched
SOURCES = """
[[source]]
id = "99001NED"
title = "Jongeren met jeugdzorg; proef"
kind = "youth_traits"

[kinds.pupils]
dimensions = ["Schooltype", "RegioS", "Perioden"]
chunk_by = ["Schooltype"]
keep = [{ dimension = "Schooltype", titles = ['^Totaal', '^Speciaal'] }]
topics = [{ match = '^Leerlingen', unit = '^aantal' }]
subject = "Leerlingen"
bands = [{ indicator = "leerlingen_totaal_n", low = 50, high = 50000, says = "Leerlingen in duizenden?" }]
covers = ["leerlingen_totaal_n"]
figures = [
    { name = "leerlingen_totaal_n", topic = '^leerlingen' },
    { name = "leerlingen_{Schooltype}_n", topic = '^leerlingen', where = { Schooltype = '^speciaal' } },
]

[[source]]
id = "99002NED"
title = "Leerlingen; schooltype, proef"
kind = "pupils"
"""
INDICATOR = """
[[indicator]]
code = "leerlingen_per_inwoner"
title = "Leerlingen, als deel van de inwoners"
short_title = "Leerlingen"
unit = "pct"
numerator = "Leerlingen"
denominator = "Alle inwoners op 1 januari van hetzelfde jaar"
polarity = "geen"
definition = "Leerlingen gedeeld door alle inwoners."
sources = ["99002NED", "70072ned"]
caveats = []
decimals = 1
counts = ["leerlingen_totaal_n"]
per = "inwoners_n"
"""


def _table(number: str, title: str, others: dict[str, dict[str, str]], topic: str, each: int) -> Table:
    places = {"RegioS": small.REGIONS, "Perioden": {"2019JJ00": "2019", "2020JJ00": "2020"}}
    return table(
        number,
        title,
        dims={**others, **places},
        topics={f"{topic.split()[0]}_1": (topic, "aantal")},
        values=lambda keys: {
            f"{topic.split()[0]}_1": each * (len(small.GEMEENTEN) if keys["RegioS"].startswith("NL") else 1)
        },
    )


@pytest.fixture
def feed() -> Iterator[FeedServer]:
    traits = {
        "Persoonskenmerken": {"T009002": "Totaal personen", "3000": "Geslacht: mannen"},
        "VormenVanJeugdzorg": {"A045010": "JZ Totaal jeugdzorg"},
    }
    known = _table("99001NED", "Jongeren met jeugdzorg; proef", traits, "Jongeren met jeugdzorg", 900)
    school = {"Schooltype": {"T001": "Totaal", "A1": "Speciaal onderwijs", "A2": "Basisonderwijs"}}
    new = _table("99002NED", "Leerlingen; schooltype, proef", school, "Leerlingen", 6_000)
    with FeedServer([known, new, small.population()]) as server:
        yield server


def _run(checkout: Path, *command: str) -> str:
    """Run a command of the product in a checkout; return what it printed."""
    done = subprocess.run(
        [sys.executable, "-m", *command],
        cwd=checkout,
        env={**os.environ, "PYTHONPATH": str(checkout), "EIGENWIJZER_DATA": str(checkout / "made")},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_a_source_and_an_indicator_are_records_and_nothing_else(tmp_path: Path, feed: FeedServer) -> None:
    for folder in ("data", "loaders", "metrics"):
        leave = shutil.ignore_patterns("__pycache__", "local")
        shutil.copytree(ROOT / folder, tmp_path / folder, ignore=leave)
    for name, records in (("sources", SOURCES), ("indicators", INDICATOR)):
        with (tmp_path / "data" / f"{name}.toml").open("a", encoding="utf-8") as file:
            file.write(records)
    feeds = ("--feed", feed.url, "--iv3-feed", feed.url)
    _run(tmp_path, "loaders", "refresh", *feeds, "--only", "99001NED", "99002NED", "70072ned")
    opened = store.open_store(tmp_path / "made")
    try:
        found = opened.query(
            "SELECT indicator, value FROM observation WHERE region = 'GM9001' AND year = 2020"
        )
    finally:
        opened.close()
    assert dict(found.itertuples(index=False)) == {
        "inwoners_n": 40_000.0,
        "jeugdzorg_kenmerken_totaal_n": 900.0,
        "jeugdzorg_geslacht_mannen_n": 900.0,
        "leerlingen_totaal_n": 6_000.0,
        "leerlingen_speciaal_onderwijs_n": 6_000.0,  # primary school is not kept
    }
    asked = ("--indicator", "leerlingen_per_inwoner", "--region", "GM9001", "--period", "2020")
    table = pd.read_csv(io.StringIO(_run(tmp_path, "metrics", "figures", *asked)))
    assert table["value"].tolist() == [15.0]
    assert table["sources"].tolist() == ["99002NED, 70072ned"]
