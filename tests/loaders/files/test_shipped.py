"""What ships in data/: it is right as it stands, and every fault a person may make is told with its place."""

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from loaders.errors import DataFileError, LoaderError
from loaders.files import shipped
from metrics import facts
from metrics.records import Records


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of data/ that a test may spoil."""
    copy = tmp_path / "data"
    (copy / "report").mkdir(parents=True)
    for path in [*shipped.FOLDER.glob("*.toml"), *shipped.FOLDER.glob("report/*.*")]:
        shutil.copy(path, copy / path.relative_to(shipped.FOLDER))
    return copy


def _change(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text, f"{old!r} is not in {path.name}"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_everything_that_ships_is_right(records: Records) -> None:
    assert {"lasten_per_inwoner", "zonder_verblijf", "met_verblijf", "inkomensdeciel"} <= set(
        records.indicators
    )
    assert {group.case for group in records.groups.values()} == {
        "GM0150",
        "GM0297",
        "GM1674",
        "GM1894",
        "GM0344",
    }
    assert records.group_of("GM0150").members == ("GM0200", "GM0202", "GM0301", "GM0193")
    assert len({source.source_id for source in records.sources}) == len(records.sources) > 50


def test_records_cannot_be_changed(records: Records) -> None:
    group = records.group_of("GM0150")
    with pytest.raises(TypeError):
        group.reasons["GM0200"] = "iets anders"  # type: ignore[index]


def test_report_cells_have_the_columns_of_the_facts() -> None:
    cells = shipped.report_cells()
    assert list(cells.columns) == facts.REPORT_CELLS
    numbers = cells[cells["table_n"] >= 2]
    # the issue counts 330 printed numeric cells in tables 2-11
    assert numbers["status"].isin(["number", "other_source"]).sum() == 330
    one = cells[(cells["table_n"] == 2) & (cells["row_label"] == "DEVENTER")].set_index("column")
    assert one.loc["cost_per_inhabitant_2019", "value"] == 240 and one.loc["ses_decile", "line"] == 449
    crossed = cells[cells["printed"] == "x"]
    assert len(crossed) and crossed["value"].isna().all() and set(crossed["status"]) == {"not_applicable"}


def test_reorganisations_are_pairs_with_the_continuing_gemeente_as_its_own() -> None:
    found = shipped.mergers()
    assert list(found.columns) == facts.MERGERS
    weesp = found[(found["new_code"] == "GM0363") & (found["date"] == "2022-03-24")]
    assert set(weesp["old_code"]) == {"GM0457", "GM0363"}
    altena = found[found["new_code"] == "GM1959"]
    assert set(altena["old_code"]) == {"GM0738", "GM0870", "GM0874"} and set(altena["kind"]) == {"merger"}
    splits = found[found["kind"] == "split"]
    assert {"GM0140", "GM0053", "GM0788", "GM1671"} <= set(splits["old_code"])


@pytest.mark.shared
def test_reorganisations_agree_with_the_list_beside_the_project(shared_cbs: Path) -> None:
    theirs = pd.read_csv(shared_cbs / "herindelingen_2015_2026.csv", dtype=str)
    ours = shipped.mergers().query("old_code != new_code")
    pairs = set(zip(ours["date"].dt.strftime("%Y-%m-%d"), ours["old_code"], ours["new_code"], strict=True))
    moved = theirs[theirs["old_code"] != theirs["new_code"]]
    assert pairs == set(zip(moved["effective_date"], moved["old_code"], moved["new_code"], strict=True))


def _add_group(folder: Path, members: str) -> None:
    lines = [
        'code = "ijssel"', 'name = "Aan de IJssel"', members, 'kind = "voor iedereen"', 'source = "kaart"',
        'reason = "Dezelfde rivier."', 'author = "A. Nalist"',
    ]  # fmt: skip
    with (folder / "reference_groups.toml").open("a", encoding="utf-8") as file:
        file.write("\n".join(["", "[[group]]", *lines, ""]))


def test_a_group_for_everybody_needs_no_reason_for_each_member(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(shipped.FOLDER, tmp_path / "data"))
    _add_group(folder, 'members = ["GM0200", "GM0193"]')
    group = shipped.records(folder).groups["ijssel"]
    assert (group.kind, group.members, dict(group.reasons)) == ("voor iedereen", ("GM0200", "GM0193"), {})


FAULTS: list[tuple[str, Callable[[Path], None], str]] = [
    ("missing file", lambda f: (f / "glossary.toml").unlink(), r"data/glossary.toml: het bestand ontbreekt"),
    (
        "no TOML",
        lambda f: (f / "caveats.toml").write_text("[[caveat\n"),
        r"data/caveats.toml: het is geen geldige TOML",
    ),
    (
        "no text",
        lambda f: (f / "caveats.toml").write_bytes(b"\xff\xfe"),
        r"data/caveats.toml: .*geen leesbare tekst",
    ),
    (
        "no records",
        lambda f: (f / "caveats.toml").write_text(""),
        r"data/caveats.toml: er staat geen enkele \[\[caveat\]\]",
    ),
    (
        "missing field",
        lambda f: _change(f / "indicators.toml", 'unit = "eur"\n', ""),
        r"data/indicators.toml \(onderdeel lasten_per_inwoner, veld unit\): dit veld ontbreekt",
    ),
    (
        "unknown field",
        lambda f: _change(f / "indicators.toml", 'unit = "eur"\n', 'unit = "eur"\nkleur = "rood"\n'),
        r"onderdeel lasten_per_inwoner, veld kleur\): dit veld bestaat niet. Kies uit: code, title",
    ),
    (
        "wrong choice",
        lambda f: _change(f / "indicators.toml", 'unit = "eur"', 'unit = "gulden"'),
        r"veld unit\): 'gulden' kan hier niet; kies uit 'eur', 'pct', 'index', 'deciel' of 'aantal'",
    ),
    (
        "text for a number",
        lambda f: _change(f / "indicators.toml", "decimals = 0", 'decimals = "nul"'),
        r"veld decimals\): 'nul' moet een getal zijn",
    ),
    (
        "twice",
        lambda f: _change(f / "indicators.toml", '"lasten_min_baten_per_inwoner"', '"lasten_per_inwoner"'),
        r"onderdeel lasten_per_inwoner, veld code\): dit onderdeel staat er twee keer",
    ),
    (
        "caveat that is not there",
        lambda f: _change(f / "indicators.toml", 'caveats = ["C1"', 'caveats = ["C999"'),
        r"veld caveats\): 'C999' bestaat niet",
    ),
    (
        "source that is not there",
        lambda f: _change(f / "indicators.toml", '"70072ned"', '"70073ned"'),
        r"veld sources\): '70073ned' bestaat niet",
    ),
    (
        "case in its own group",
        lambda f: _change(f / "reference_groups.toml", 'members = ["GM0200"', 'members = ["GM0150"'),
        r"onderdeel rapport_deventer, veld members\): de gemeente zelf staat in haar groep",
    ),
    (
        "member without a reason",
        lambda f: _change(f / "reference_groups.toml", 'members = ["GM0200"', 'members = ["GM0999"'),
        r"veld reasons\): 'GM0999' heeft geen reden",
    ),
    (
        "group for everybody of one gemeente",
        lambda f: _add_group(f, 'members = ["GM0200", "GM0200"]'),
        r"onderdeel ijssel, veld members\): een groep heeft ten minste twee verschillende gemeenten nodig",
    ),
    (
        "lead of a statement that does not exist",
        lambda f: _change(f / "regional_leads.toml", 'statement = "begroting"', 'statement = "prognose"'),
        r"data/regional_leads.toml \(onderdeel GM0935, veld statement\): 'prognose' kan niet",
    ),
    (
        "lead that ends before it begins",
        lambda f: _change(f / "regional_leads.toml", "last_year = 2019", "last_year = 2016"),
        r"onderdeel GM0935, veld last_year\): het laatste jaar ligt voor het eerste",
    ),
    (
        "no messages",
        lambda f: (f / "messages.toml").write_text("x = 1"),
        r"data/messages.toml: er staat geen \[messages\]",
    ),
    (
        "years with a gap",
        lambda f: _change(f / "taakvelden.toml", "last_year = 2022", "last_year = 2021"),
        r"data/taakvelden.toml \(onderdeel 2017, veld last_year\): de jaren sluiten niet aan op 2023",
    ),
    (
        "reorganisation without old gemeenten",
        lambda f: _change(f / "herindelingen.toml", "from = [{", "van = [{"),
        r"data/herindelingen.toml \(onderdeel Groesbeek, veld van\): dit veld bestaat niet",
    ),
    (
        "unknown kind of reorganisation",
        lambda f: _change(f / "herindelingen.toml", 'kind = "split"', 'kind = "verdeeld"'),
        r"veld kind\): 'verdeeld' kan niet. Kies uit: merger, rename, split",
    ),
    (
        "column gone",
        lambda f: _change(f / "report" / "tables.csv", "printed,value", "gedrukt,value"),
        r"data/report/tables.csv \(onderdeel eerste regel, veld printed\): deze kolom ontbreekt",
    ),
    (
        "no number",
        lambda f: _change(f / "report" / "tables.csv", ",10143,", ",tienduizend,"),
        r"data/report/tables.csv \(onderdeel regel \d+, veld value\): 'tienduizend' is geen getal",
    ),
    (
        "number and status contradict",
        lambda f: _change(f / "report" / "tables.csv", ",10143,number", ",,number"),
        r"veld value\): status en getal spreken elkaar tegen",
    ),
    (
        "unknown status",
        lambda f: _change(f / "report" / "tables.csv", ",10143,number", ",10143,getal"),
        r"veld status\): 'getal' kan niet. Kies uit: missing, not_applicable, number, other_source, text",
    ),
    (
        "empty cell",
        lambda f: _change(f / "report" / "regions.csv", "GM0150,Deventer,", "GM0150,,"),
        r"data/report/regions.csv \(onderdeel regel 2, veld name\): deze cel is leeg",
    ),
    (
        "register",
        lambda f: (f / "sources.toml").write_text("[kinds.x"),
        r"data/sources.toml is geen geldige TOML",
    ),
]


def _read_all(folder: Path) -> None:
    shipped.records(folder)
    shipped.report_cells(folder)
    shipped.report_regions(folder)
    shipped.mergers(folder)


def test_the_copy_is_right_before_it_is_spoilt(folder: Path) -> None:
    _read_all(folder)


@pytest.mark.parametrize(
    ("spoil", "says"), [fault[1:] for fault in FAULTS], ids=[fault[0] for fault in FAULTS]
)
def test_every_fault_is_told_in_dutch_with_its_place(
    folder: Path, spoil: Callable[[Path], None], says: str
) -> None:
    spoil(folder)
    with pytest.raises(LoaderError) as caught:
        _read_all(folder)
    assert re.search(says, caught.value.message_nl), caught.value.message_nl


def test_a_fault_carries_its_place_as_fields(folder: Path) -> None:
    _change(folder / "indicators.toml", 'unit = "eur"\n', "")
    with pytest.raises(DataFileError) as caught:
        shipped.records(folder)
    assert (caught.value.file, caught.value.record, caught.value.field) == (
        "data/indicators.toml",
        "lasten_per_inwoner",
        "unit",
    )


def test_the_same_files_are_read_once_and_changed_ones_anew(folder: Path) -> None:
    first = shipped.records(folder)
    assert shipped.records(folder) is first
    _change(folder / "indicators.toml", 'unit = "eur"', 'unit = "pct"')
    assert shipped.records(folder) != first


def test_a_frame_of_the_same_files_is_everybodys_own_and_of_changed_ones_another(folder: Path) -> None:
    path = folder / "herindelingen.toml"
    before = shipped.mergers(folder)
    own = shipped.mergers(folder)
    own.loc[:, "new_code"] = "GM9999"
    assert shipped.mergers(folder).equals(before)
    assert not shipped.report_cells(folder).equals(shipped.report_regions(folder))
    _change(path, str(before["new_code"].iloc[0]), "GM9998")
    assert shipped.mergers(folder)["new_code"].iloc[0] == "GM9998"


def test_the_fingerprint_follows_what_ships_and_nothing_else(folder: Path) -> None:
    before = shipped.fingerprint(folder)
    (folder / "local").mkdir()
    (folder / "local" / "own.toml").write_text("x = 1")
    (folder / "notes.txt").write_text("x")
    assert shipped.fingerprint(folder) == before
    _change(folder / "caveats.toml", "[[caveat]]", "# een opmerking\n[[caveat]]")
    assert shipped.fingerprint(folder) != before
