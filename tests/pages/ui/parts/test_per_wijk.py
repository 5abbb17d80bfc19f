"""The words and the table of the wijken of a gemeente, on hand-made ones."""

from metrics.use.wijken import ALL_FORMS, PerForm, PerWijk, Wijk, WijkForms
from pages.ui.parts import per_wijk
from tests.data.screen_words import hits

AA, BEE = "GM0001", "GM0002"
NAMES = {AA: "Aa", BEE: "Bee"}
ZUID = Wijk("WK000100", "Zuid", AA, 12.3, 40.0, "ok")
HIDDEN = Wijk("WK000201", "Haven", BEE, None, None, "geen_cijfer")


def test_one_wijk_and_several_are_counted_in_words() -> None:
    one = PerWijk(2024, (ZUID,), (AA,), (), ("85984NED",))
    assert per_wijk.label(one, "Aa") == "1 wijk van Aa in 2024"
    assert [column.key for column in per_wijk.table(one, "Aa", NAMES, "CBS").columns] == [
        "wijk",
        "deel",
        "aantal",
    ]
    assert len(per_wijk.words(one, NAMES)) == 3


def test_the_wijken_of_a_merged_gemeente_stand_with_the_gemeente_of_then() -> None:
    both = PerWijk(2022, (HIDDEN, ZUID), (AA, BEE), (Wijk(AA, "Aa", AA, 9.0, 200.0, "ok"),), ("85318NED",))
    said = " ".join(per_wijk.words(both, NAMES))
    assert "In 2022 waren dit nog 2 gemeenten: Aa en Bee." in said
    assert "Bij 1 van de 2 wijken geeft het CBS geen cijfer." in said
    assert not hits(" ".join((said, per_wijk.label(both, "Aa"), per_wijk.NO_MAP)))
    made = per_wijk.table(both, "Aa", NAMES, "CBS")
    cells = [[made.cell(row, column) for column in made.columns] for row in made.rows]
    assert [[cell.value for cell in row] for row in cells] == [
        ["Heel Aa", "", 9.0, 200.0], ["Haven", "Bee", None, None], ["Zuid", "Aa", 12.3, 40.0]
    ]  # fmt: skip
    assert [cell.status for cell in cells[1][2:]] == ["geen_cijfer"] * 2
    assert [row[0].region for row in cells] == [AA, "WK000201", "WK000100"]


def test_forms_stand_in_columns_and_what_they_are_not_is_said() -> None:
    stay = "wijk_natura_met_verblijf_n"
    zuid = WijkForms("WK000100", "Zuid", AA, {ALL_FORMS: 40.0, stay: None})
    whole = WijkForms(AA, "Aa", AA, {ALL_FORMS: 240.0, stay: 30.0})
    found = PerForm(2025, "voorlopig", (ALL_FORMS, stay), (zuid,), (AA,), (whole,), ("86204NED",))
    assert per_wijk.label(found, "Aa") == "1 wijk van Aa naar vorm van jeugdzorg in 2025"
    made = per_wijk.form_table(found, "Aa", NAMES, "CBS")
    assert [column.heading for column in made.columns] == ["Wijk", "Alle vormen", "Jeugdhulp met verblijf"]
    cells = [[made.cell(row, column) for column in made.columns] for row in made.rows]
    assert [[cell.value for cell in row] for row in cells] == [["Heel Aa", 240.0, 30.0], ["Zuid", 40.0, None]]
    assert cells[1][2].status == "geen_cijfer"
    assert "tellen dus niet op tot het totaal" in " ".join(made.notes)
    said = " ".join(per_wijk.form_words(found, NAMES))
    assert "de aantallen jongeren tot 23 jaar in 2025" in said and "voorlopige cijfers" in said
    final = PerForm(2023, "definitief", (ALL_FORMS,), (zuid,), (AA,), (whole,), ("85685NED",))
    assert "voorlopig" not in " ".join(per_wijk.form_words(final, NAMES))
    assert not hits(" ".join((said, per_wijk.label(found, "Aa"), made.caption)))
