"""Key figures of wijken: by title, without buurten, hidden cells kept hidden, never among the rows of gemeenten."""

from pathlib import Path

import pytest

from loaders import store
from loaders.build import make
from loaders.errors import TableError
from loaders.snapshots import changes
from tests.feed import real_shapes, small
from tests.support import snapshots
from tests.support.snapshots import normalised

pytestmark = pytest.mark.usefixtures("bare")
SHARE, COUNT = "jeugdzorg_natura_wijk_pct", "jeugdzorg_natura_wijk_n"
GEMEENTEN = {code: name for code, name in small.GEMEENTEN.items() if code <= "GM9342"}


def test_gemeenten_and_wijken_are_kept_with_their_names_and_the_year_of_the_title(tmp_path: Path) -> None:
    found = normalised(tmp_path, "wijken", real_shapes.wijken(year=2023))
    assert set(found["region"]) == {"GM0001", "WK000100", "WK000101", "WK0001TA"}
    assert set(found["gemeente"]) == {"GM0001"} and set(found["period"]) == {"2023"}
    rows = found.set_index(["indicator", "region"])
    assert rows.loc[(SHARE, "WK000100"), "value"] == 10.4 and rows.loc[(COUNT, "WK000100"), "value"] == 25
    assert rows.loc[(SHARE, "WK0001TA"), "name"] == "Noord <b onclick=x>*&*</b>"
    hidden = rows.loc[[(SHARE, "WK000101")]]
    assert hidden["value"].isna().all() and hidden["cell_status"].tolist() == ["geen_cijfer"]


def test_another_unit_a_lost_column_or_a_title_without_a_year_is_refused(tmp_path: Path) -> None:
    share, count = (f"{name} met jeugdzorg" for name in ("Percentage jongeren", "Jongeren"))
    for number, (field, before, after, said) in enumerate(
        (
            ("Unit", "%", "aantal", "percentage jongeren met jeugdzorg' is niet gevonden"),
            ("Title", share, "Deel met hulp", "percentage jongeren met jeugdzorg' is niet gevonden"),
            ("Title", f"{count} in natura", "Jongeren", "jongeren met jeugdzorg in natura' is niet gevonden"),
        )
    ):
        made = real_shapes.wijken()
        for entry in made.properties:
            if entry.get(field) == before:
                entry[field] = after
        with pytest.raises(TableError, match=said):
            normalised(tmp_path / str(number), "wijken", made)
    made = real_shapes.wijken()
    made.infos["Title"] = "Kerncijfers wijken en buurten"
    with pytest.raises(TableError, match="staat geen jaar"):
        normalised(tmp_path / "year", "wijken", made)


def _built(data_dir: Path, share: float) -> tuple[str, str, store.Store]:
    table = real_shapes.wijken(GEMEENTEN, share=share)
    snapshots.write(data_dir, "wijken", table, division_year=2024)
    state = next(each for each in make.build(data_dir).sources if each.source_id == "85984NED")
    return state.status, state.message, store.open_store(data_dir)


def test_no_wijk_stands_among_the_regions_or_figures_of_gemeenten(tmp_path: Path) -> None:
    status, _, opened = _built(tmp_path, 10.4)
    assert status == "loaded"
    facts = opened.facts()
    assert len(facts.wijken) == len(GEMEENTEN) * 4 * 2
    assert not facts.regions["code"].str.startswith("WK").any()
    assert facts.observations.empty
    assert set(GEMEENTEN) <= set(facts.regions.loc[facts.regions["kind"] == "gemeente", "code"])


@pytest.mark.parametrize(("share", "said"), [(0.104, "niet geloofwaardig"), (104.0, "buiten 0 tot 100")])
def test_a_share_in_another_unit_is_refused(tmp_path: Path, share: float, said: str) -> None:
    status, message, opened = _built(tmp_path, share)
    assert status == "absent" and said in message
    assert opened.facts().wijken.empty


def test_a_year_that_is_not_filled_yet_is_used_and_that_is_said(tmp_path: Path) -> None:
    empty = real_shapes.wijken(GEMEENTEN)
    for row in empty.rows:
        row["JongerenMetJeugdzorgInNatura_91"] = row["PercentageJongerenMetJeugdzorg_92"] = None
    snapshots.write(tmp_path, "wijken", empty, division_year=2024)
    state = next(each for each in make.build(tmp_path).sources if each.source_id == "85984NED")
    assert state.status == "loaded" and "nog geen cijfers over jeugdzorg" in state.message


def test_two_versions_of_a_table_are_compared_wijk_by_wijk(tmp_path: Path) -> None:
    for share, stamp in ((10.4, "20250101T000000Z"), (11.0, "20260101T000000Z")):
        snapshots.write(tmp_path, "wijken", real_shapes.wijken(share=share), stamp=stamp)
    found = changes.compare(tmp_path, "85984NED").of("WK000100")
    assert found["difference"].round(3).tolist() == [0.6]
