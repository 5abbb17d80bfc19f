"""What *Uw jeugdregio* says of a gemeente, its region and the others, on a country of four gemeenten."""

import pytest

from metrics.comparing.measures import LASTEN
from metrics.documents import TITLES
from metrics.records import Records, RegionalLead
from pages.ui.parts.tables import cell_text
from pages.ui.parts.tables_html import html
from pages.ui.regio import tables, words
from tests.data.screen_words import hits
from tests.pages.ui.regio.build import AA, BE, CE, NOW, ZED, build, view

LEAD = (RegionalLead(BE, 2017, None, "bewijs", "geheel"),)


def test_the_title_sets_the_gemeente_beside_its_region_as_one(records: Records) -> None:
    """800 thousand euro over 5000 inwoners is 160; Zed has 300."""
    found = view(build(records), ZED)
    assert words.title(found) == (
        "In 2023 waren de lasten per inwoner in Zed €\xa0140 hoger dan in jeugdregio Noord als geheel"
    )
    assert words.subtitle(found) == (
        "In de regio: 1 gemeente lager, 1 hoger. Jeugdregio Noord telt drie gemeenten. De regiogenoten: Aa en Be."
    )
    assert (
        words.largest(found) == "Aa had in 2023 de meeste inwoners: 60% van de regio, en 13% van de lasten."
    )
    assert words.where_among(found) == "Lasten per inwoner in 2023: geen regio lager, 1 hoger."


def test_the_spread_names_both_ends_and_few_with_a_figure_are_counted(records: Records) -> None:
    found = view(build(records), ZED)
    said = words.spread(found).replace("\xa0", " ")
    assert said.startswith("Lasten per inwoner, 2023: van € 33 in Aa tot € 400 in Be.")
    assert hits(said) == []
    assert words.spread(view(build(records, leads=LEAD), ZED)) == ""  # of two there is nothing to tell
    places = [
        shown.cell(shown.rows[0], shown.columns[-1]).value
        for shown in (tables.differs(found), tables.differs(view(build(records, leads=LEAD), ZED)))
    ]
    assert places == ["1 lager, 1 hoger", "1 lager (van 1 met dit cijfer)"]


def test_the_names_of_regiogenoten_lead_to_them(records: Records) -> None:
    shown = tables.members(view(build(records), ZED), lambda code: f"?g={code}")
    assert [shown.cell(row, shown.columns[0]).href for row in shown.rows] == [f"?g={AA}", f"?g={BE}", "", ""]


def test_a_region_of_one_has_no_regiogenoten(records: Records) -> None:
    found = view(build(records), CE)
    assert words.title(found) == "Ce is in jeugdregio Zuid de enige gemeente"
    shown = tables.differs(found)
    assert [column.key for column in shown.columns] == ["cijfer", "eigen", "nederland"]
    assert "Noord: €\xa0160" in html(tables.regions(found))


def test_a_lead_leaves_the_region_without_an_amount_and_is_named(records: Records) -> None:
    found = view(build(records, leads=LEAD), ZED)
    assert "Be boekt mogelijk ook lasten voor andere gemeenten" in words.refusal(found)
    assert words.title(found) == "In 2023 waren de lasten voor jeugdzorg in Zed €\xa0300 per inwoner"
    assert words.subtitle(found).startswith("In de regio: 1 gemeente lager, geen hoger.")
    assert words.where_among(found) == ""
    # the amount of Be stands in the table: it is not said to be lacking
    assert words.largest(found).endswith("het bedrag van Be telt niet mee.")


def test_two_leads_book_in_the_plural_and_a_region_keeps_its_capital(records: Records) -> None:
    """'Noord-Oost Brabant' stood as 'noord-Oost Brabant' among the columns without a figure."""
    two = (*LEAD, RegionalLead(AA, 2017, None, "bewijs", "geheel"))
    found = view(build(records, leads=two), ZED)
    assert "Aa en Be boeken mogelijk ook lasten voor andere gemeenten" in words.refusal(found)
    shown = html(tables.regions(found))
    assert "er is geen enkel cijfer: Noord" in shown and "noord" not in shown


def test_a_gemeente_without_accounts_leaves_no_part_of_the_lasten(records: Records) -> None:
    found = view(build(records, without=(AA,)), ZED)
    assert "Aa" in words.largest(found) and "lasten." not in words.largest(found)
    assert words.refusal(found).endswith("het bedrag ontbreekt voor Aa.")


def test_without_a_division_the_region_is_not_known(records: Records) -> None:
    found = view(build(records, divisions=()), ZED)
    assert words.title(found) == "Van Zed weten we niet bij welke jeugdregio het hoort"


def test_a_gemeente_that_moved_is_named_and_marked(records: Records) -> None:
    before = tuple((code, "JZ02" if code == BE else region, 2016) for code, region, _ in NOW)
    found = view(build(records, divisions=(*NOW, *before)), ZED)
    assert words.history(found).endswith("Niet in al die jaren bij deze regio: Be.")
    shown = tables.history(found)
    cells = {
        str(shown.cell(row, shown.columns[0]).value): [
            shown.cell(row, column).tone for column in shown.columns[1:]
        ]
        for row in shown.rows
    }
    assert cells == {"Aa": ["plain", "plain"], "Be": ["attention", "plain"], "Zed": ["plain", "plain"]}


def test_the_members_stand_by_name_with_the_whole_below(records: Records) -> None:
    shown = tables.members(view(build(records), ZED))
    by_key = {column.key: column for column in shown.columns}
    assert [shown.cell(row, by_key["naam"]).value for row in shown.rows] == [
        "Aa",
        "Be",
        "Zed",
        "Regio als geheel",
    ]
    lasten = by_key[f"{LASTEN}_2023"]
    assert [cell_text(shown.cell(row, lasten), lasten).replace("\xa0", " ") for row in shown.rows] == [
        "€ 33",
        "€ 400",
        "€ 300",
        "€ 160",
    ]
    assert [row["inwoners"] for row in shown.rows] == [3000.0, 1000.0, 1000.0, 5000.0]


@pytest.mark.parametrize("code", [ZED, AA, BE, CE])
def test_no_forbidden_word_stands_in_the_sentences(code: str, records: Records) -> None:
    found = view(build(records), code)
    said = [words.title(found), words.subtitle(found), words.largest(found), words.history(found)]
    assert [hit for text in said for hit in hits(text)] == []


def test_every_story_names_its_document_and_line_and_judges_nobody(records: Records) -> None:
    assert len(records.regions) > 20
    for story in records.regions:
        assert story.document in TITLES and story.line > 0 and story.text.endswith(".")
        assert all(code.startswith("JZ") for code in story.regions) and story.regions
        lowered = story.text.lower()
        assert not [
            word
            for word in ("domina", "wantrouw", "vertrouw", "gelijkwaardig", "(+)", "(-)")
            if word in lowered
        ]


def test_at_most_120_words_of_documents_are_told_of_a_region(records: Records) -> None:
    codes = {code for story in records.regions for code in story.regions}
    for code in codes:
        told = [story.text for story in records.regions if code in story.regions]
        assert sum(len(text.split()) for text in told) <= 120, code
