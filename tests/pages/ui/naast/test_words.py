"""The words of two gemeenten side by side, worked out by hand on two years of accounts (tests.metrics.build_facts)."""

from dataclasses import fields, replace
from datetime import date

from metrics.comparing.measures import NewestFigure
from metrics.comparing.reading import Reading
from metrics.records import Records
from metrics.report.documents import PortraitCard
from pages.ui.documents import pdf, word
from pages.ui.documents.provenance import Provenance
from pages.ui.naast import document, tables, words
from pages.ui.naast.view import Pair
from pages.ui.parts.tables import cell_text
from tests.data.screen_words import hits
from tests.pages.ui.regio.build import AA, BE, LASTEN_KEUR, NAMES, ZED, build


def pair(records: Records, code: str = ZED, other: str = AA, **more: object) -> Pair:
    of = build(records)
    return Pair(
        code=code,
        other=other,
        build=of,
        readings=of.readings,
        names=NAMES,
        cite=lambda _sources: "CBS",
        **more,  # type: ignore[arg-type]
    )


def test_title_and_cells_say_how_the_one_stands_to_the_other(records: Records) -> None:
    """Zed: 300 thousand over 1000 inwoners, € 300; Aa: 100 thousand over 3000, € 33; Be € 400."""
    assert LASTEN_KEUR[ZED] == 300
    found = pair(records)
    assert words.title(found).replace("\xa0", " ") == (
        "In 2023 waren de lasten per inwoner in Zed € 267 hoger dan in Aa"
    )
    shown = tables.figures(found, records)
    by_key = {column.key: column for column in shown.columns}
    first = [
        cell_text(shown.cell(shown.rows[0], by_key[key]), by_key[key]).replace("\xa0", " ") for key in by_key
    ]
    assert first[:4] == ["Lasten per inwoner, 2023", "€ 300", "€ 33", "€ 267 hoger dan in Aa"]
    assert "€ 100 lager dan in Be" in words.title(pair(records, other=BE)).replace("\xa0", " ")


def test_the_first_question_is_about_what_differs_most(records: Records) -> None:
    about, question = words.questions(pair(records))[0]
    assert about == "de cijfers" and "€\xa0300 in Zed en €\xa033 in Aa" in question
    assert "kies zelf een andere" in words.subtitle(pair(records, alike=True))


def test_stories_stand_where_there_are(records: Records) -> None:
    assert words.stories_hint(pair(records)).startswith(
        "Over Zed en Aa vertellen de documenten van 2021 niets"
    )
    card = PortraitCard(AA, "access", 12, "eigen team", "Een eigen team deed de toegang.")
    with_one = pair(replace(records, portrait_cards=(card,), regions=()))
    assert words.stories_hint(with_one).endswith("Over Zed vertellen de documenten niets.")
    table = tables.stories(with_one)
    assert table is not None and table.rows[1] == {"onderwerp": "Toegang", "een": "–", "ander": "eigen team"}
    assert words.told(with_one.told(AA)[0]).startswith(
        "Toegang: Een eigen team deed de toegang. Bron: 'Eigenwijs"
    )


def test_word_and_pdf_are_made_with_notes_and_without(records: Records) -> None:
    told = Provenance(day=date(2026, 1, 2), version="x", link="https://example.org/naast")
    empty = document.document(pair(records), "", records, told)
    typed = document.document(pair(records), "Vraag naar <b>Wmo</b>\n\nEn naar de school", records, told)
    notes = {section.heading: section.blocks for section in typed.sections}[words.NOTES]
    assert notes == ("Vraag naar <b>Wmo</b>", "En naar de school")
    assert len({section.heading: section.blocks for section in empty.sections}[words.NOTES]) == document.LINES
    assert word.render(typed)[:2] == b"PK" and pdf.render(typed)[:4] == b"%PDF"


def test_no_forbidden_word(records: Records) -> None:
    found = pair(records, alike=True)
    said = [words.title(found), words.subtitle(found), words.stories_hint(found)]
    said += [text for _, text in words.questions(found)] + [
        words.in_cell(found, each) for each in found.measures
    ]
    assert [hit for text in said for hit in hits(text)] == []


def test_of_growth_the_amount_behind_it_is_not_plausible(records: Records) -> None:
    found = pair(records)
    growth = next(each for each in found.measures if each.indicator.code == "groei_lasten_per_inwoner")
    odd = Reading("groei_lasten_per_inwoner", AA, "2023", 2032.0, reason="niet_plausibel")

    class Odd(Pair):
        def figure(self, measure: NewestFigure, code: str = "") -> Reading:
            return odd

    told = words.flag(
        Odd(**{each.name: getattr(found, each.name) for each in fields(found)}), growth, AA, records
    )
    assert told.startswith("Een van de bedragen achter dit cijfer van Aa is niet plausibel.")
