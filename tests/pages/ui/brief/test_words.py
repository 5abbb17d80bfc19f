"""*In het kort* in words: sentences, cards, tables and document, worked out by hand from a country of five."""

import re

import pandas as pd
import pytest

from metrics import dutch
from metrics.comparing import ranking
from metrics.comparing.picture import Picture
from metrics.comparing.sentences import remarks as remark_words
from metrics.groups import robustness
from metrics.groups.families import Family
from metrics.groups.robustness import Asked
from metrics.records import Records
from pages.ui.brief import document, explain, trends, view, words
from pages.ui.brief import figures as figures_of
from pages.ui.brief.country import Among
from pages.ui.brief.figures import AllOf, OnPage
from pages.ui.brief.html import figures, head
from pages.ui.brief.view import Brief
from pages.ui.charts.inline.spread import spread
from pages.ui.parts.tables import cell_text
from pages.ui.site.visiting.choosing import Chosen, compared_with
from tests.data.screen_words import hits
from tests.metrics.build_figures import COST
from tests.pages.ui import country_of_five as five
from tests.pages.ui.country_of_five import AA, BE, CE, DE, NL

CHOSEN = five.chosen()


def plain(text: str) -> str:
    return text.replace(dutch.NBSP, " ")


def all_of(chosen: Chosen) -> AllOf:
    def found(indicator: str, period: str, decimals: int) -> Among:
        grid = chosen.cost.readings.grid
        values = ranking.comparable(grid, indicator, period)
        placed = ranking.positions(grid, indicator, period, decimals)
        return Among(placed, values, spread(list(values.values())) if values else None)

    return found


def four(chosen: Chosen) -> tuple[OnPage, OnPage, OnPage, OnPage]:
    return figures_of.four(chosen, all_of(chosen))


def brief(chosen: Chosen, records: Records) -> Brief:
    """As the page makes it, of parts that need no build."""
    figures = cost, per_user, _, use = four(chosen)
    applying = view.remarks_of(chosen, figures, five.TODAY)
    tried = [Family("jeugdregio", "Gemeenten in dezelfde jeugdregio", (("", (BE, CE)),))]
    grid = chosen.cost.readings.grid
    counted = robustness.votes(grid, COST, "2023", chosen.own, tried, Asked("hoger"))
    beside = Picture("hoger", counted) if counted else Picture(None)
    return Brief(
        name=chosen.own_name, code=chosen.own, year=chosen.year, what="jaar van de lasten", notice="",
        sentences=words.lines(chosen, cost, use), figures=figures, budget=words.budget(chosen),
        compared=compared_with(chosen), heaviest=remark_words.heaviest(applying, records),
        remarks=remark_words.others(applying, records), trends=(), holds="Ja.",
        picture=beside,
        difference=explain.intro(cost),
        reasons=tuple(explain.reasons(chosen, cost, per_user, use, lambda *_: -0.4)),
        questions=(), not_here="", general=(), source="iv3",
    )  # fmt: skip


def cards_html(made: Brief) -> str:
    return figures(document.document(made, five.STAMP))


def card(one: OnPage, made: Brief) -> list[str]:
    """The lines of a card as they stand on the page."""
    blocks = re.findall(r'<article class="ew-kaart">(.*?)</article>', cards_html(made), re.DOTALL)
    text = blocks[list(made.figures).index(one)]
    return [
        plain(re.sub(r"<[^>]+>", "", line)).strip()
        for line in re.findall(r"<(?:h3|p)[^>]*>.*?</(?:h3|p)>", text)
    ]


def test_the_two_sentences() -> None:
    cost, _, _, use = four(CHOSEN)
    assert [plain(text) for text in words.lines(CHOSEN, cost, use)] == [
        "In 2023 waren de lasten voor jeugdzorg in Aa € 350 per inwoner (CBS). "
        "Dat was € 30 hoger dan in Nederland en € 17 hoger dan in de groep. De heeft geen bruikbaar cijfer.",
        "In het eerste halfjaar van 2020 kreeg 6,7% van de jongeren tot 23 jaar in Aa jeugdhulp zonder verblijf (CBS). "
        "Dat was 0,5 procentpunt lager dan in Nederland en 0,5 procentpunt lager dan in de groep. "
        "De heeft geen bruikbaar cijfer.",
    ]


def test_the_cards_by_hand(records: Records) -> None:
    made = brief(CHOSEN, records)
    cost, per_user, growth, use = made.figures
    assert card(cost, made) == [
        "Lasten per inwoner", "2023", "€ 350*", "┆ Nederland € 320", "◆ Groep € 333",
        "1 gemeente lager, 1 hoger (van 3 gemeenten met dit cijfer)",
    ]  # fmt: skip
    assert card(per_user, made) == [
        "Lasten per jongere met jeugdzorg", "2019", "€ 10.000", "┆ Nederland € 11.000", "◆ Groep € 9.143",
        "1 gemeente lager, 1 hoger (van 3 gemeenten met dit cijfer)",
        "Hulp van het wijkteam: 20% van de jongeren (Nederland 10%)",
    ]  # fmt: skip
    assert card(growth, made) == [
        "Groei van de lasten per inwoner", "rekening 2022 tot 2023", "17%", "┆ Nederland 7%", "◆ Groep 4%",
        "2 gemeenten lager, geen hoger (van 3 gemeenten met dit cijfer)",
    ]  # fmt: skip
    assert card(use, made) == [
        "Jongeren met jeugdhulp zonder verblijf", "1e halfjaar 2020, tot 23 jaar", "6,7%", "┆ Nederland 7,2%",
        "◆ Groep 7,2%", "Geen gemeente lager, 1 hoger, 1 ongeveer even hoog (van 3 gemeenten met dit cijfer)",
        "Met verblijf: 0,9% (Nederland 1,0%)",
    ]  # fmt: skip


def test_the_source_names_what_stands_beneath_and_in_the_reasons() -> None:
    plan = five.FRAME["indicator"] == "begroting_per_inwoner"
    told = five.FRAME.assign(source=five.FRAME["source"].mask(plan, "plan"))
    found = five.chosen(five.comparison(read=five.readings(told)))
    named = view._source(found, four(found))
    assert {"iv3", "jz", "jh", "plan", "inkomen"} <= set(named.split(", "))


def test_an_older_year_shows_figures_of_that_year(records: Records) -> None:
    made = brief(five.chosen(year="2022"), records)
    cost, _, growth, _ = made.figures
    assert card(cost, made)[1:5] == ["2022", "€ 300", "┆ Nederland € 300", "◆ Groep € 320"]
    assert card(growth, made) == [
        "Groei van de lasten per inwoner", "2022", "geen cijfer",
        "2022 is het eerste jaar van deze reeks: er is nog geen groei.",
    ]  # fmt: skip


def test_rekening_and_begroting() -> None:
    assert plain(words.budget(CHOSEN)) == (
        "In 2023 was de rekening € 350 per inwoner en de oorspronkelijke begroting € 300: "
        "de rekening was 17% hoger (in Nederland ongeveer even hoog)."
    )


def test_the_figure_that_a_phone_has_first_says_why_it_stands_apart(records: Records) -> None:
    def first(made: Brief) -> str:
        found = re.search(r'ew-smal">(.*?)</p>', head(document.document(made, five.STAMP)))
        assert found
        return plain(re.sub(r"<[^>]+>", " ", found[1]))

    apart = brief(five.chosen(five.comparison(DE, (AA, BE, CE))), records)
    assert "(boekt mogelijk voor andere gemeenten)" in first(apart)
    assert "(" not in first(brief(CHOSEN, records))


def test_a_gemeente_that_books_for_others_is_not_ranked_and_the_heaviest_remark_says_so(
    records: Records,
) -> None:
    made = brief(five.chosen(five.comparison(DE, (AA, BE, CE))), records)
    cost = made.figures[0]
    lines = card(cost, made)
    assert lines[:5] == ["Lasten per inwoner", "2023", "€ 900*", "┆ Nederland € 320", "◆ Groep € 338"]
    assert lines[5].startswith("De boekt mogelijk ook lasten voor andere gemeenten in de regio.")
    assert len(lines) == 6  # no place
    assert plain(made.sentences[0]) == (
        "In 2023 waren de lasten voor jeugdzorg in De € 900 per inwoner (CBS). "
        "Dit cijfer is niet met andere gemeenten te vergelijken."
    )
    assert made.heaviest.startswith("De boekt mogelijk ook lasten voor andere gemeenten in de regio.")
    assert made.heaviest in plain(cards_html(made))
    assert (made.picture.votes, made.difference) == ((), "")
    assert document.document(made, five.STAMP).warning[1] == made.heaviest
    assert brief(CHOSEN, records).heaviest != made.heaviest


def test_without_a_figure_of_nederland_nothing_stands_for_it(records: Records) -> None:
    without = five.FRAME[five.FRAME["region"] != NL].reset_index(drop=True)
    made = brief(five.chosen(five.comparison(read=five.readings(without))), records)
    told = plain(" ".join([*made.sentences, cards_html(made), made.budget, made.difference]))
    assert "Nederland" not in told and "€ 0" not in told and "0%" not in re.sub(r"\d[0]%", "", told)
    table = document.four(made)
    column = next(each for each in table.columns if each.key == "land")
    assert "0" not in cell_text(table.cell(table.rows[0], column), column)


def test_the_table_and_the_document_hold_what_the_cards_say(records: Records) -> None:
    made = brief(CHOSEN, records)
    table = document.four(made)
    shown = [
        [plain(cell_text(table.cell(row, column), column)) for column in table.columns] for row in table.rows
    ]
    assert shown == [
        ["Lasten per inwoner", "2023", "€ 350*", "€ 333*", "€ 320*", "1", "1", "0"],
        ["Lasten per jongere met jeugdzorg", "2019", "€ 10.000", "€ 9.143", "€ 11.000", "1", "1", "0"],
        ["Groei van de lasten per inwoner", "rekening 2022 tot 2023", "17%", "4%", "7%", "2", "0", "0"],
        [
            "Jongeren tot 23 jaar met jeugdhulp zonder verblijf", "1e halfjaar 2020", "6,7%", "7,2%", "7,2%",
            "0", "1", "1",
        ],
    ]  # fmt: skip
    paper = document.document(made, five.STAMP)
    assert paper.title == "Aa 2023: jeugdzorg in het kort"
    assert paper.sentences == made.sentences
    assert [one.value for one in paper.figures] == [one.value for one in made.figures]
    counted = document.families(made)
    assert counted is not None
    assert counted.caption == "Lasten per inwoner 2023: hoger dan in de groep?"
    assert [plain(cell_text(counted.cell(counted.rows[0], column), column)) for column in counted.columns] == [
        "Gemeenten in dezelfde jeugdregio", "1 van 1", "€ 333"
    ]  # fmt: skip


def test_what_goes_with_the_difference() -> None:
    cost, per_user, _, use = four(CHOSEN)
    # no word of what 'stands below': *Gesprek voorbereiden* says it too, with nothing below it
    assert plain(explain.intro(cost)) == "In 2023 waren de lasten per inwoner in Aa hoger dan in Nederland."
    found = {
        each.name: plain(each.text) for each in explain.reasons(CHOSEN, cost, per_user, use, lambda *_: -0.4)
    }
    assert found["Inkomen"] == (
        "Deciel 2 in 2021 (deciel 1: de gemeenten met de laagste inkomens). "
        "Gemeenten met lagere inkomens hadden vaker hogere lasten. In Aa waren de lasten ook hoger. "
        "Dat past bij het verschil."
    )
    assert found["Bereik"] == (
        "Jongeren tot 23 jaar met jeugdhulp zonder verblijf: 6,7% (1e halfjaar 2020), in Nederland 7,2%. "
        "Dat past niet bij het verschil."
    )
    assert "Bedrag per jongere" not in found  # of 2019, beside lasten of 2023


def test_the_trends_name_their_line_and_who_is_not_in_the_group(records: Records) -> None:
    cost, use = trends.trends(CHOSEN, five.LINEAGE, records, figures_of.USE)
    assert cost.title == "De lasten per inwoner in Aa stegen van 2022 tot 2023"
    assert use.title == "Het gebruik van jeugdhulp zonder verblijf in Aa daalde van 2017 tot 2020"
    values = {one.name: [point.value for point in one.points] for one in cost.series}
    assert {name: [round(value or 0) for value in found] for name, found in values.items()} == {
        "Aa": [300, 350], "Groep": [320, 333], "Nederland": [300, 320]
    }  # fmt: skip
    for chart in (cost, use):
        assert "De groep is zonder De." in " ".join(chart.footnotes)
    assert [one.name for one in use.series] == [
        "Aa",
        "Groep",
        "Nederland",
    ]  # two moments, without the members
    assert "Be" not in use.alt.split()
    assert "iv3" in cost.source and "jh" in use.source


@pytest.mark.parametrize("own", [AA, BE, CE, DE])
def test_no_word_to_avoid_and_nothing_left_to_fill_in(own: str, records: Records) -> None:
    members = tuple(code for code in (AA, BE, CE, DE) if code != own)
    made = brief(five.chosen(five.comparison(own, members)), records)
    text = " ".join(
        [
            *made.sentences,
            made.budget,
            made.compared,
            made.heaviest,
            made.difference,
            *(each.text for each in made.reasons),
        ]
    )
    assert hits(text) == [] and "{" not in text


def test_a_figure_that_two_periods_share_is_told_with_its_own_period(records: Records) -> None:
    later = pd.concat([five.FRAME, five.lasten("2024", {BE: 310, CE: 420, NL: 333})], ignore_index=True)
    made = brief(five.chosen(five.comparison(read=five.readings(later))), records)
    assert card(made.figures[0], made)[1:4] == ["2023", "€ 350*", "┆ Nederland € 320"]
