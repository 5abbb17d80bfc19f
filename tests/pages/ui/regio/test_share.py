"""*Als de regio lasten deelt*: alphabetical, to the cent, with its note on every row of screen and file."""

import csv
import io
from dataclasses import replace
from unittest.mock import create_autospec

import pytest

from metrics.records import Records, RegionalLead
from metrics.regions.sharing import NOTE, Sharing
from pages.ui.documents.spreadsheet import csv_machine
from pages.ui.parts.tables import cell_text
from pages.ui.regio import share
from pages.ui.regio.share import Worked
from pages.ui.site.public import shows_sharing
from tests.data.screen_words import hits
from tests.pages.ui.regio.build import BE, ZED, build, view


def example(records: Records, key: str = "inhabitants", **made: object) -> Worked:
    of = build(records, **made)  # type: ignore[arg-type]
    return Worked(view(of, ZED), Sharing(of), 2023, key)


def test_by_inhabitants_every_gemeente_stands_by_name_with_more_or_less(records: Records) -> None:
    """800 thousand euro over 5000 inwoners: Aa would carry 480, Be and Zed 160 each."""
    shown = share.who_carries(example(records))
    by_key = {column.key: column for column in shown.columns}
    texts = [
        [
            cell_text(shown.cell(row, by_key[key]), by_key[key]).replace("\xa0", " ")
            for key in ("naam", "zou", "verschil", "alle_inwoner")
        ]
        for row in shown.rows
    ]
    assert texts == [
        ["Aa", "€ 480.000", "€ 380.000 meer", "gelijk tot € 127 meer"],
        ["Be", "€ 160.000", "€ 240.000 minder", "€ 240 minder tot gelijk"],
        ["Zed", "€ 160.000", "€ 140.000 minder", "€ 140 minder tot gelijk"],
        ["Regio als geheel", "€ 800.000", "€ 0", "gelijk"],
    ]


def test_every_row_of_the_file_carries_the_note(records: Records) -> None:
    rows = list(csv.reader(io.StringIO(csv_machine(share.who_carries(example(records))).decode())))
    assert len(rows) == 5 and all(NOTE in row for row in rows[1:])
    steady = share.steady(example(records))
    assert steady is not None
    rows = list(csv.reader(io.StringIO(csv_machine(steady).decode())))
    assert len(rows) > 3 and all(NOTE in row for row in rows[1:])


def test_own_lasten_are_the_same_with_their_own_key(records: Records) -> None:
    shown = share.who_carries(example(records, "own"))
    verschil = next(column for column in shown.columns if column.key == "verschil")
    assert {cell_text(shown.cell(row, verschil), verschil) for row in shown.rows[:3]} == {"gelijk"}


def test_a_key_that_cannot_be_used_says_why_and_leaves_the_range(records: Records) -> None:
    made = example(records, "users")
    shown = share.who_carries(made)
    assert [column.key for column in shown.columns] == ["naam", "eigen", "alle", "alle_inwoner"]
    assert "jongeren met jeugdzorg" in " ".join(share.unusable(made))


def test_a_lead_refuses_the_region_in_the_words_of_the_module(records: Records) -> None:
    made = example(records, leads=(RegionalLead(BE, 2017, None, "bewijs", "geheel"),))
    assert "geld dubbel tellen" in made.why_not_region


def test_every_key_has_words_with_its_principle() -> None:
    assert {share.label(code).rpartition(" (")[2] for code in share.KEYS} == {
        "gebruik)",
        "solidariteit)",
        "gebruik en solidariteit)",
    }
    assert [hit for code in share.KEYS for hit in hits(share.label(code))] == []


@pytest.mark.parametrize(
    ("public", "switch", "shown"), [("", "", True), ("1", "", False), ("1", "1", True), ("1", "0", False)]
)
def test_a_public_site_shows_it_only_where_switched_on(
    public: str, switch: str, shown: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EIGENWIJZER_PUBLIC", public)
    monkeypatch.setenv("EIGENWIJZER_SHARE", switch)
    assert shows_sharing() is shown


def test_it_begins_with_the_newest_year_that_can_be_divided_and_says_why_not_a_newer_one(
    records: Records,
) -> None:
    whole = example(records)
    assert share.first_year(whole.sharing, whole.view.region) == 2023 and share.skipped(whole) == ""
    lead = example(records, leads=(RegionalLead(BE, 2023, 2023, "bewijs", "geheel"),))
    assert share.first_year(lead.sharing, lead.view.region) == 2022
    assert "dubbel tellen" in share.skipped(replace(lead, year=2022))
    always = example(records, leads=(RegionalLead(BE, 2017, None, "bewijs", "geheel"),))
    assert share.first_year(always.sharing, always.view.region) == 2023


def test_a_year_of_long_ago_is_no_answer() -> None:
    sharing = create_autospec(Sharing, instance=True, years=(2018, 2021, 2022, 2023))
    sharing.why_not.side_effect = lambda _region, year, _key: "" if year == 2018 else "een lead"
    assert share.first_year(sharing, "JZ01") == 2023


def test_who_books_partly_for_others_is_said(records: Records) -> None:
    made = example(records, leads=(RegionalLead(BE, 2017, None, "bewijs", "deels"),))
    (said,) = share.warnings(made)
    assert "een deel van de lasten" in said and not made.why_not_region
    assert share.warnings(example(records)) == ()
