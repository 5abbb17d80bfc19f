"""Tables with the real titles, units, groups and padding: each oddity costs what it is about, and never the table."""

from pathlib import Path

import pandas as pd
import pytest

from loaders.build import staging
from loaders.errors import TableError
from loaders.normalise import PLANS
from loaders.snapshots import versions
from tests.feed import real_shapes, small
from tests.feed_server import Table
from tests.support.snapshots import normalised


def _at(found: pd.DataFrame, region: str = "GM0001") -> dict[str, float]:
    """Value by indicator of one region; fails where an indicator stands there twice."""
    rows = found[found["region"] == region]
    assert not rows.duplicated(["indicator", "period"]).any()
    return dict(zip(rows["indicator"], rows["value"], strict=True))


def _notes(data_dir: Path, kind: str, made: Table) -> tuple[str, ...]:
    """Notes of a table that `normalised` wrote there."""
    return PLANS[kind](staging.read_metadata(versions.snapshots(data_dir)[made.id][0])).notes


def test_ten_forms_of_costs_have_ten_names(tmp_path: Path) -> None:
    found = _at(normalised(tmp_path, "youth_costs", real_shapes.costs()))
    realised = {name: value for name, value in found.items() if name.startswith("kosten_gerealiseerd")}
    assert sorted(realised.values()) == [1_000.0 * number for number in range(1, 11)]
    assert realised["kosten_gerealiseerd_jz_totaal_eur"] == 1_000
    assert realised["kosten_gerealiseerd_jh_1_eur"] == 2_000
    assert realised["kosten_gerealiseerd_jh_zonder_verblijf_wijkteam_zin_pgb_eur"] == 3_000
    assert realised["kosten_gerealiseerd_jh_met_verblijf_zin_pgb_eur"] == 5_000
    assert [name for name in realised if "totaal" in name] == [
        "kosten_gerealiseerd_jz_totaal_eur", "kosten_gerealiseerd_totaal_jeugdbescherming_en_reclasserin_eur"
    ]  # fmt: skip


def test_a_table_of_households_alone_gives_those_and_says_so(tmp_path: Path) -> None:
    made = real_shapes.low_income()
    found = _at(normalised(tmp_path, "low_income", made))
    assert found == {
        "huishoudens_laag_inkomen_1jr_pct": 3.0, "huishoudens_laag_inkomen_1jr_n": 1_000.0,
        "huishoudens_laag_inkomen_4jr_pct": 3.0, "huishoudens_laag_inkomen_4jr_n": 1_000.0,
    }  # fmt: skip
    (note,) = _notes(tmp_path, "low_income", made)
    assert note == "Deze tabel gaat over huishoudens; cijfers over kinderen staan er niet in."


@pytest.mark.parametrize("children", ["Kinderen", "Minderjarige kinderen"])
def test_children_and_households_stand_beside_each_other(tmp_path: Path, children: str) -> None:
    made = real_shapes.low_income(children)
    found = _at(normalised(tmp_path, "low_income", made))
    assert found["kinderen_laag_inkomen_1jr_pct"] == 6.0 and found["kinderen_laag_inkomen_1jr_n"] == 3_000
    assert found["huishoudens_laag_inkomen_4jr_pct"] == 4.0
    assert _notes(tmp_path, "low_income", made) == ()


def test_children_under_another_name_are_missed_and_not_passed_over(tmp_path: Path) -> None:
    """Also where that column was not fetched: the table's own description still names it."""
    made = real_shapes.low_income("Jeugdigen")
    for row in made.rows:
        for key in [key for key in row if key.startswith("Jeugdigen")]:
            del row[key]
    with pytest.raises(TableError, match="percentage kinderen is niet gevonden; er staat: Jeugdigen"):
        normalised(tmp_path, "low_income", made)


def test_a_unit_nobody_knows_costs_that_column_and_not_the_inhabitants(tmp_path: Path) -> None:
    made = real_shapes.key_figures("code")
    found = _at(normalised(tmp_path, "population", made))
    assert found == {
        "inwoners_n": 99_957, "bevolkingsdichtheid_per_km2": 762, "adressendichtheid_per_km2": 1_604
    }  # fmt: skip
    assert _notes(tmp_path, "population", made) == (
        "Kolom 'Mate van stedelijkheid' is niet gebruikt: de eenheid ('code') kennen we niet.",
    )


def test_inhabitants_of_a_class_are_no_class(tmp_path: Path) -> None:
    """Under the group 'Stedelijkheidsklasse' stand inhabitants: 400 is no stedelijkheid."""
    found = _at(normalised(tmp_path, "population", real_shapes.key_figures("")))
    assert found["stedelijkheid_klasse"] == 3


def test_a_column_of_texts_is_left_out_with_a_note(tmp_path: Path) -> None:
    made = real_shapes.key_figures("")
    made.properties = [
        one | {"Datatype": "String"} if one["Key"] == "MateVanStedelijkheid_241" else one
        for one in made.properties
    ]
    for row in made.rows:
        row["MateVanStedelijkheid_241"] = "Weinig stedelijk"
    assert "stedelijkheid_klasse" not in _at(normalised(tmp_path, "population", made))
    assert "(tekst)" in _notes(tmp_path, "population", made)[0]


def test_the_inhabitants_of_1_january_are_meant_where_the_title_stands_in_two_groups(tmp_path: Path) -> None:
    made = real_shapes.key_figures("")
    other = next(one for one in made.properties if one["Key"] == "TotaleBevolkingsgroei_79")
    other["Title"] = "Totale bevolking"
    assert _at(normalised(tmp_path, "population", made))["inwoners_n"] == 99_957


def test_two_optional_columns_that_cannot_be_told_apart_are_left_out(tmp_path: Path) -> None:
    made = real_shapes.key_figures("")
    made.properties.append(
        next(one for one in made.properties if one["Key"] == "Omgevingsadressendichtheid_240")
        | {"Key": "Omgevingsadressendichtheid_250", "ID": 98}
    )
    for row in made.rows:
        row["Omgevingsadressendichtheid_250"] = 7
    found = _at(normalised(tmp_path, "population", made))
    assert "adressendichtheid_per_km2" not in found and found["inwoners_n"] == 99_957
    assert (
        "Omgevingsadressendichtheid_240, Omgevingsadressendichtheid_250"
        in _notes(tmp_path, "population", made)[0]
    )


@pytest.mark.parametrize("odd", ["2025X000", "2003X001", "2020SJ00"])
def test_a_period_nobody_knows_costs_its_own_rows(tmp_path: Path, odd: str) -> None:
    made = small.natura()
    made.dims["Perioden"].append({"Key": odd, "Title": odd, "Description": "", "Status": ""})
    made.rows += [row | {"Perioden": odd} for row in made.rows if row["Perioden"] == "2019JJ00"]
    found = normalised(tmp_path, "natura", made)
    assert sorted(set(found["period"])) == ["2019", "2019H1", "2020", "2020H1"]
    assert _notes(tmp_path, "natura", made) == (
        f"Deze perioden kennen we niet, hun cijfers zijn weggelaten: {odd}.",
    )


def test_a_table_of_periods_nobody_knows_is_refused_in_words(tmp_path: Path) -> None:
    made = small.natura()
    for one in made.dims["Perioden"]:
        one["Key"] = one["Key"][:4] + "SJ00"
    with pytest.raises(TableError, match="Geen enkele periode is te lezen.*er staat: 2019SJ00"):
        normalised(tmp_path, "natura", made)


def test_a_dimension_that_is_a_total_and_nothing_else_is_read_over(tmp_path: Path) -> None:
    made = small.natura()
    before = normalised(tmp_path / "before", "natura", small.natura())
    entry = {
        "odata.type": "Cbs.OData.Dimension",
        "Type": "Dimension",
        "Key": "Geslacht",
        "Title": "Geslacht",
        "ID": 97,
    }
    made.properties.append(entry)
    made.dims["Geslacht"] = [{"Key": "T001038", "Title": "Totaal mannen en vrouwen"}]
    made.rows = [row | {"Geslacht": "T001038"} for row in made.rows]
    pd.testing.assert_frame_equal(normalised(tmp_path / "after", "natura", made), before)


def test_keys_in_rows_may_be_padded_otherwise_than_in_the_list(tmp_path: Path) -> None:
    made = real_shapes.costs()
    made.rows = [
        row | {"Regio": row["Regio"].strip(), "Perioden": row["Perioden"] + "  "} for row in made.rows
    ]
    assert len(_at(normalised(tmp_path, "youth_costs", made))) == 20


def test_ses_woa_is_the_total_score_of_gemeenten_and_brings_no_second_nederland(tmp_path: Path) -> None:
    made = real_shapes.ses_woa()
    found = normalised(tmp_path, "ses_woa", made)
    assert found[["indicator", "region", "value"]].to_numpy().tolist() == [
        ["ses_woa_score", "GM0001", -0.155]
    ]
    plan = PLANS["ses_woa"](staging.read_metadata(versions.snapshots(tmp_path)[made.id][0]))
    assert plan.regions["code"].tolist() == ["GM0001"]


@pytest.mark.parametrize("topic", ["CPI", "Index", "Prijsindex", "CPI (2025=100)"])
def test_prices_are_the_index_itself_of_whole_years(tmp_path: Path, topic: str) -> None:
    made = real_shapes.prices()
    next(one for one in made.properties if one["Key"] == "CPI_1")["Title"] = topic
    found = normalised(tmp_path, "prices", made).set_index(["indicator", "period"])["value"]
    assert found.to_dict() == {
        ("prijsindex_gezondheidszorg", "2025"): 100.0, ("prijsindex_gezondheidszorg", "2026"): 103.5,
        ("prijsindex_extramurale_zorg", "2025"): 101.0, ("prijsindex_extramurale_zorg", "2026"): 104.5,
    }  # fmt: skip
    assert "2025X000" in _notes(tmp_path, "prices", made)[0]


@pytest.mark.parametrize(
    "kind", ["population", "population_age", "youth_care", "low_income", "income", "prices"]
)
def test_no_expression_of_the_code_is_shown_to_a_reader(tmp_path: Path, kind: str) -> None:
    """A table of another shape altogether: what is missing is named in words."""
    made = small.natura()
    for one in made.properties:
        one["Title"] = "Iets anders" if one["Type"] == "Topic" else one["Title"]
    with pytest.raises(TableError) as caught:
        normalised(tmp_path, kind, made)
    asked = caught.value.message_nl.split("Het CBS gaf")[0]
    assert not set(asked) & set("|\\^$*+?[]")
