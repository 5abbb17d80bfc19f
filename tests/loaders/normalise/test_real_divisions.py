"""Gebieden in Nederland as CBS really makes them: nested groups, classes at the end, columns nobody expects."""

from pathlib import Path

import pytest

from loaders.build import staging
from loaders.errors import TableError
from loaders.normalise import divisions
from loaders.normalise.divisions import Divisions
from tests.feed import real_shapes
from tests.feed_server import Table
from tests.support import snapshots
from tests.support.scratch import scratch


def _read(tmp_path: Path, made: Table) -> Divisions:
    snapshot = snapshots.write(tmp_path, "divisions", made)
    meta = staging.read_metadata(snapshot)
    with scratch() as database:
        staging.read_raw(database, snapshot, divisions.columns(meta))
        return divisions.divisions(meta, database.execute("SELECT * FROM raw").df())


def _column(made: Table, group: str) -> str:
    """Key of the column of codes in a group."""
    (at,) = (one["ID"] for one in made.properties if one["Type"] == "TopicGroup" and one["Title"] == group)
    return next(
        str(one["Key"])
        for one in made.properties
        if one["ParentID"] == at and str(one["Key"]).startswith("Code")
    )


def test_classes_of_size_and_stedelijkheid_are_no_areas(tmp_path: Path) -> None:
    found = _read(tmp_path, real_shapes.divisions())
    assert set(found.memberships["division"]) == {
        "arbeidsmarktregio", "arrondissement", "corop", "corop_sub", "corop_plus", "ggd", "jeugdregio",
        "kamer_van_koophandel", "landbouwgebied", "landbouwgroep", "landsdeel", "nuts1", "nuts2", "nuts3", "politie",
        "provincie", "ressort", "rpa", "toeristengebied", "veiligheidsregio", "wgr", "zorgkantoor",
    }  # fmt: skip
    assert len(found.memberships) == 22 * 3
    assert found.areas.set_index("code").loc["JZ25"].to_dict() == {
        "name": "Gebied JZ25",
        "kind": "jeugdregio",
    }
    assert found.gemeenten["name"].tolist() == ["Gemeente GM0001", "Gemeente GM0002", "Gemeente GM0003"]
    assert found.notes == ()


def test_the_stedelijkheid_is_a_class_of_the_gemeente(tmp_path: Path) -> None:
    found = _read(tmp_path, real_shapes.divisions())
    assert dict(zip(found.urban["region"], found.urban["value"], strict=True)) == {
        "GM0001": 1.0, "GM0002": 4.0, "GM0003": 5.0
    }  # fmt: skip


def test_the_stedelijkheid_is_known_by_its_words_where_the_groups_are_flat(tmp_path: Path) -> None:
    made = real_shapes.divisions()
    outer = next(one["ID"] for one in made.properties if one["Title"] == real_shapes.CLASSES)
    inner = [one["ID"] for one in made.properties if one["ParentID"] == outer]
    for one in made.properties:
        one["ParentID"] = outer if one["ParentID"] in inner else one["ParentID"]
    assert _read(tmp_path, made).urban["value"].tolist() == [1.0, 4.0, 5.0]


def test_a_class_that_is_no_number_from_one_to_five_is_not_made_up(tmp_path: Path) -> None:
    made = real_shapes.divisions()
    key = _column(made, "Stedelijkheid")
    for row, text in zip(made.rows, (".", "9", "3"), strict=True):
        row[key] = text
    found = _read(tmp_path, made)
    assert found.urban[["region", "value"]].to_numpy().tolist() == [["GM0003", 3.0]]


def test_letters_behind_the_digit_of_a_nuts_area_are_part_of_its_code(tmp_path: Path) -> None:
    found = _read(tmp_path, real_shapes.divisions(areas=real_shapes.AREAS | {"NUTS3-gebieden": "NL32A"}))
    nuts = found.memberships[found.memberships["division"] == "nuts3"]
    assert set(nuts["parent"]) == {"NL32A"}


def test_two_kinds_of_areas_nobody_knows_are_each_named_after_their_own_group(tmp_path: Path) -> None:
    more = {"Havenregio's": "HV01", "Waterschappen": "WS12"}
    found = _read(tmp_path, real_shapes.divisions(areas=real_shapes.AREAS | more))
    parents = found.memberships.drop_duplicates("division").set_index("division")["parent"]
    assert parents["havenregio_s"] == "HV01" and parents["waterschappen"] == "WS12"


@pytest.mark.parametrize(
    ("codes", "said"),
    [
        (("GM0003", "GM0003", "GM0003"), "de codes zijn geen gebieden"),
        (("ja", "nee", "ja"), "de codes zijn geen gebieden"),
        (("", "", ""), "er staan geen codes in"),
        (("RP01", "?", "RP03"), "zijn deze codes geen gebieden: ?"),
    ],
)
def test_a_column_nobody_expects_is_told_and_costs_nothing_else(
    tmp_path: Path, codes: tuple[str, ...], said: str
) -> None:
    made = real_shapes.divisions()
    key = _column(made, "RPA-gebieden")
    for row, code in zip(made.rows, codes, strict=True):
        row[key] = code
    found = _read(tmp_path, made)
    (note,) = found.notes
    assert said in note and f"{key} (Lokaliseringen van gemeenten / RPA-gebieden / Code)" in note
    assert len(found.memberships) == 21 * 3 + sum(code.startswith("RP") for code in codes)
    assert found.gemeenten["name"].iloc[0] == "Gemeente GM0001"


def test_a_second_column_of_the_same_letters_is_left_out(tmp_path: Path) -> None:
    found = _read(tmp_path, real_shapes.divisions(areas=real_shapes.AREAS | {"Nieuwe regio's": "WG99"}))
    wgr = found.memberships[found.memberships["division"] == "wgr"]
    assert set(wgr["parent"]) == {"WG13"}
    assert "een andere kolom geeft de wgr al" in found.notes[0]


def test_the_same_column_twice_counts_once_and_two_that_differ_on_the_jeugdregio_are_refused(
    tmp_path: Path,
) -> None:
    made = real_shapes.divisions(areas=real_shapes.AREAS | {"Jeugdregio's (nieuw)": "JZ25"})
    found = _read(tmp_path / "same", made)
    assert (found.memberships["division"] == "jeugdregio").sum() == 3
    made = real_shapes.divisions(areas=real_shapes.AREAS | {"Jeugdregio's (nieuw)": "JZ26"})
    with pytest.raises(TableError, match="Twee kolommen geven een andere jeugdregio"):
        _read(tmp_path / "other", made)


def test_a_name_is_found_in_its_group_when_numbers_lie_apart(tmp_path: Path) -> None:
    made = real_shapes.divisions()
    code = _column(made, "Provincies")
    old = f"Naam_{int(code.split('_')[1]) + 1}"
    for one in made.properties:
        if one["Key"] == old:
            one["Key"] = "Naam_99"
    for row in made.rows:
        row["Naam_99"] = row.pop(old)
    assert _read(tmp_path, made).areas.set_index("code").loc["PV25", "name"] == "Gebied PV25"


def test_areas_without_names_are_called_by_their_code_and_names_without_codes_are_nothing(
    tmp_path: Path,
) -> None:
    made = real_shapes.divisions()
    code = _column(made, "Provincies")
    made.properties = [one for one in made.properties if one["Key"] != f"Naam_{int(code.split('_')[1]) + 1}"]
    health = _column(made, "GGD-regio's")
    made.properties = [one for one in made.properties if one["Key"] != health]
    found = _read(tmp_path, made)
    assert found.areas.set_index("code").loc["PV25", "name"] == "PV25"
    assert "ggd" not in set(found.memberships["division"])
