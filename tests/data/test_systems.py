"""The systems that the documents name: all there, each with a place that works, addresses only from the documents."""

import csv
from collections import Counter
from pathlib import Path

import pytest

from metrics.records import Records
from pages.ui.site import menu
from pages.ui.site.visiting.selection import is_text
from tests.support.shared_snapshots import SHARED_CBS

ROOT = Path(__file__).resolve().parents[2]
SEEDS, LISTED = SHARED_CBS.parent / "seeds", SHARED_CBS.parent / "rapport" / "systems.csv"
FILES = {
    "studie": "000",
    "whitepaper": "001",
    "wiki": "002",
    "eigenwijs": "003",
    "samenwerken": "004",
}


def test_a_system_that_works_stands_on_a_page_that_exists(records: Records) -> None:
    for each in records.systems:
        if each.page:
            assert (ROOT / menu.entry(each.page).script).is_file(), each.name
        if each.anchor:
            assert f'"{each.anchor}"' in (ROOT / menu.entry(each.page).script).read_text(), each.name


def test_every_name_can_be_looked_for(records: Records) -> None:
    assert all(is_text(each.name) for each in records.systems)


def test_none_of_the_documents_systems_is_missing(records: Records) -> None:
    if not LISTED.is_file():
        pytest.skip("../shared/rapport is not here: the systems are not counted against the documents")
    with LISTED.open(encoding="utf-8", newline="") as lines:
        listed = [
            (row["seed"], {int(line) for line in row["lines"].split(";")}) for row in csv.DictReader(lines)
        ]
    ours = [(FILES[each.document], each.line) for each in records.systems]
    assert len(ours) == len(listed) == 54
    assert Counter(document for document, _ in ours) == Counter(document for document, _ in listed)
    for document, lines_of in listed:
        assert any(each[0] == document and each[1] in lines_of for each in ours), (document, lines_of)


def test_outside_addresses_stand_in_the_documents(records: Records) -> None:
    if not SEEDS.is_dir():
        pytest.skip("../shared/seeds is not here: addresses are not looked up in the documents")
    printed = {
        code: next(SEEDS.glob(f"{number}_*")).read_text(encoding="utf-8") for code, number in FILES.items()
    }
    for each in records.systems:
        bare = each.address.removeprefix("https://").rstrip("/")
        assert bare in printed[each.document], each.name
        assert each.line <= printed[each.document].count("\n") + 1, each.name
