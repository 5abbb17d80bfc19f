"""Young people per wijk by form: found by title, hidden cells kept hidden, beside the key figures of wijken."""

from pathlib import Path

import pytest

from loaders import store
from loaders.build import make
from loaders.errors import TableError
from metrics.facts import WIJKEN
from tests.feed import real_shapes, small
from tests.support import snapshots
from tests.support.snapshots import normalised

pytestmark = pytest.mark.usefixtures("bare")
TOTAL, RECLASSERING = "wijk_natura_totaal_n", "wijk_natura_reclassering_n"
GEMEENTEN = {code: name for code, name in small.GEMEENTEN.items() if code <= "GM9342"}


def test_every_form_is_kept_of_gemeenten_and_wijken_with_the_year_and_status_of_its_period(
    tmp_path: Path,
) -> None:
    found = normalised(tmp_path, "wijken_forms", real_shapes.wijken_forms())
    assert set(found.columns) >= set(WIJKEN)
    assert len(found) == 6 * 3 and found["indicator"].nunique() == 6
    assert set(found["region"]) == {"GM0001", "WK000100", "WK000101"} and set(found["gemeente"]) == {"GM0001"}
    assert set(found["period"]) == {"2025"} and set(found["year"]) == {2025}
    assert set(found["period_status"]) == {"voorlopig"}
    rows = found.set_index(["indicator", "region"])
    assert rows.loc[(TOTAL, "GM0001"), "value"] == 600 and rows.loc[(TOTAL, "WK000100"), "value"] == 60
    assert rows.loc[("wijk_natura_zonder_verblijf_n", "GM0001"), "value"] == 400
    hidden = rows.loc[[(TOTAL, "WK000101"), (RECLASSERING, "WK000100")]]
    assert hidden["value"].isna().all() and set(hidden["cell_status"]) == {"geen_cijfer"}


def test_a_new_form_is_left_out_with_a_note_and_a_table_without_the_total_is_refused(tmp_path: Path) -> None:
    more = {**real_shapes.FORMS, "A099999": "Crisishulp"}
    found = normalised(tmp_path / "more", "wijken_forms", real_shapes.wijken_forms(forms=more))
    assert found["indicator"].nunique() == 6
    less = {key: title for key, title in real_shapes.FORMS.items() if not title.startswith("Totaal alle")}
    with pytest.raises(TableError, match="totaal van alle vormen is niet gevonden"):
        normalised(tmp_path / "less", "wijken_forms", real_shapes.wijken_forms(forms=less))
    twice = {**real_shapes.FORMS, "A099999": "Totaal jeugdbescherming"}
    with pytest.raises(TableError, match="heten hier hetzelfde"):
        normalised(tmp_path / "twice", "wijken_forms", real_shapes.wijken_forms(forms=twice))


def test_a_part_of_a_year_is_never_read_for_the_year(tmp_path: Path) -> None:
    """Half a year has fewer young people: beside its year it would take its place on the page."""
    half = {"2025HJ01": "2025 1e halfjaar*"}
    found = normalised(
        tmp_path / "both", "wijken_forms", real_shapes.wijken_forms(periods={"2025JJ00": "2025*", **half})
    )
    assert set(found["period"]) == {"2025"} and len(found) == 6 * 3
    assert found.set_index(["indicator", "region"]).loc[(TOTAL, "GM0001"), "value"] == 600
    with pytest.raises(TableError, match="geen heel jaar in; wel: 2025H1"):
        normalised(tmp_path / "half", "wijken_forms", real_shapes.wijken_forms(periods=half))


def test_the_forms_stand_in_a_build_beside_the_key_figures_and_never_among_gemeenten(tmp_path: Path) -> None:
    snapshots.write(tmp_path, "wijken", real_shapes.wijken(GEMEENTEN), division_year=2024)
    snapshots.write(tmp_path, "wijken_forms", real_shapes.wijken_forms(GEMEENTEN), division_year=2025)
    states = {each.source_id: each.status for each in make.build(tmp_path).sources}
    assert states["86204NED"] == states["85984NED"] == "loaded"
    facts = store.open_store(tmp_path).facts()
    assert len(facts.wijken) == len(GEMEENTEN) * (4 * 2 + 3 * 6)
    assert not facts.regions["code"].str.startswith("WK").any() and facts.observations.empty


def test_counts_in_thousands_are_refused(tmp_path: Path) -> None:
    table = real_shapes.wijken_forms(GEMEENTEN)
    for row in table.rows:
        count = row["TotaalJongerenMetJeugdzorgInNatur_1"]
        row["TotaalJongerenMetJeugdzorgInNatur_1"] = count and count / 1000
    snapshots.write(tmp_path, "wijken_forms", table, division_year=2025)
    state = next(each for each in make.build(tmp_path).sources if each.source_id == "86204NED")
    assert state.status == "absent" and "Aantallen in duizenden" in state.message
