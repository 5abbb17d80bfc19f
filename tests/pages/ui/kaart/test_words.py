"""What the map says of gemeenten that book for others, and of one that is drawn in several areas."""

from metrics.comparing.areas import AreaValue
from pages.ui.kaart import view
from pages.ui.parts.area_words import detail
from pages.ui.parts.tables_html import html
from tests.pages.ui.kaart.test_view import NAMES, OUTLINES, story

LEAD = AreaValue("GM0001", None, "boekt_voor_anderen", remarks=("C6",))
PARTLY = AreaValue("GM0003", 2.0, remarks=("C6_deels", "C15"))


def test_a_lead_in_part_keeps_its_colour_with_a_word_in_note_list_and_place() -> None:
    shown = story(LEAD, AreaValue("GM0002", 1.0), PARTLY, own="GM0003")
    assert (
        "Met een kanttekening (boekt mogelijk een deel van de lasten voor andere gemeenten): Drie."
        in view.notes(shown)
    )
    assert "boekt mogelijk een deel van de lasten" in html(view.listing(shown))
    assert view.place(shown) == (
        "Drie: €\xa02. 1 gemeente lager, geen hoger (van 2 gemeenten met dit cijfer). "
        "Let op: boekt mogelijk een deel van de lasten voor andere gemeenten."
    )


def test_what_the_reason_says_is_not_said_twice() -> None:
    assert detail(LEAD, NAMES.__getitem__).count("boekt mogelijk") == 1


def test_an_implausible_lead_is_still_said_to_book_for_others() -> None:
    odd = story(AreaValue("GM0001", None, "niet_plausibel", remarks=("C7", "C6")), AreaValue("GM0002", 1.0))
    assert view.notes(odd)[0].startswith("Zonder kleur: Een.")
    assert "boekt mogelijk ook lasten voor andere gemeenten" in detail(odd.areas[0], NAMES.__getitem__)


def test_a_gemeente_that_is_drawn_twice_counts_once_and_by_its_name_of_now() -> None:
    twice = (AreaValue("GM0001", 300.0, gemeente="GM0003"), AreaValue("GM0002", 300.0, gemeente="GM0003"))
    shown = story(*twice, AreaValue("GM0004", 100.0), own="GM0004")
    assert (
        view.place(shown) == "Vier: €\xa0100. Geen gemeente lager, 1 hoger (van 2 gemeenten met dit cijfer)."
    )
    assert view.title(shown) == "Lasten per inwoner in 2023: van €\xa0100 in Vier tot €\xa0300 in Drie"
    assert len(view.listing(shown).rows) == 2


def test_drawing_and_list_name_the_period() -> None:
    assert view.chart(story(), OUTLINES).title == "Lasten per inwoner, 2023"
    assert view.listing(story()).caption == "Lasten per inwoner per gemeente, 2023"
