"""*Vergelijken* in words: title, sentences, cards, tables and notes, all worked out by hand."""

import re
from dataclasses import replace

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics import dutch
from metrics.comparing.leading import Run
from metrics.records import Records
from pages.ui.charts import against
from pages.ui.parts import figures_table
from pages.ui.parts.blocks import Card
from pages.ui.parts.tables import Cell, Row, Table, cell_text, legend
from pages.ui.site.visiting.choosing import Chosen
from pages.ui.vergelijking import charts, tables, view, words
from tests.data.screen_words import hits
from tests.metrics.build_figures import COST, ratios
from tests.pages.ui import country_of_five as five
from tests.pages.ui.country_of_five import AA, BE, CE, DE, EE, NL

CHOSEN = five.chosen()


def plain(text: str) -> str:
    return text.replace(dutch.NBSP, " ")


def told(found: Chosen) -> list[str]:
    return [plain(text) for text in words.story(found)]


def shown(found: Chosen) -> dict[str, Card]:
    return {plain(card.title): card for card in words.cards(found)}


def lines(card: Card) -> list[str]:
    return [plain(line) for line in card.lines]


def cost_table(found: Chosen, records: Records | None) -> Table:
    fields = tables.cost_fields(found, with_index=False)
    return figures_table.table(found.cost, fields, "Lasten en inkomen", "iv3", records=records)


def test_title_and_subtitle() -> None:
    assert (
        words.title(CHOSEN) == "In 2023 waren de lasten per inwoner in Aa lager dan in Ce en hoger dan in Be"
    )
    assert words.subtitle(CHOSEN) == "Jeugdzorg, vergeleken met Be, Ce en De · CBS-cijfers"
    lowest = five.chosen(five.comparison(BE, (AA, CE)))
    assert words.title(lowest) == "In 2023 had Be de laagste lasten per inwoner van deze drie gemeenten"
    highest = five.chosen(five.comparison(CE, (AA, BE)))
    assert words.title(highest) == "In 2023 had Ce de hoogste lasten per inwoner van deze drie gemeenten"


def test_the_sentences_on_lasten_and_use() -> None:
    cost, use = told(CHOSEN)
    assert cost == (
        "In 2023 waren de lasten voor jeugdzorg in Aa € 350 per inwoner (CBS). "
        "Dat was € 30 hoger dan in Nederland, lager dan in Ce en hoger dan in Be. De heeft geen bruikbaar cijfer."
    )
    assert use == (
        "In het eerste halfjaar van 2020 kreeg 6,7% van de jongeren tot 23 jaar in Aa jeugdhulp zonder verblijf (CBS). "
        "Dat was 0,5 procentpunt lager dan in Nederland en lager dan in Ce. "
        "In Be was het gebruik ongeveer even hoog. "
        "De heeft geen bruikbaar cijfer. "
        "Het gebruik van jeugdhulp zonder verblijf in Aa daalde van 8,1% in het eerste halfjaar van 2017 naar 6,7% "
        "in het eerste halfjaar van 2020."
    )


def test_the_newest_measure_leads_and_the_older_is_said_second() -> None:
    counts = {"2022H1": 970, "2025H1": 1050}
    natura = [
        ratios([(AA, n, 10_000)], five.USE, at).assign(indicator="natura_jeugdhulp")
        for at, n in counts.items()
    ]
    natura_too = pd.concat([five.FRAME, *natura], ignore_index=True)
    found = five.chosen(
        five.comparison(read=five.readings(natura_too)),
        used=Run("natura_jeugdhulp", "2022H1", "2025H1"),
        older=Run("zonder_verblijf", "2017H1", "2020H1"),
    )
    _, leads, older = told(found)
    assert leads.startswith("In het eerste halfjaar van 2025 kreeg 10,5% van de jongeren tot 18 jaar in Aa")
    assert "steeg van 9,7% in het eerste halfjaar van 2022 naar 10,5%" in leads
    assert older.startswith("In het eerste halfjaar van 2020 kreeg 6,7% van de jongeren tot 23 jaar in Aa")
    card = shown(found)["Jeugdhulp in natura, tot 18 jaar, eerste halfjaar van 2025"]
    assert plain(card.value) == "10,5%"
    assert "Jeugdhulp zonder verblijf, eerste halfjaar van 2020: 6,7%" in lines(card)


def test_as_high_at_both_ends_is_not_the_same_all_along() -> None:
    peak = pd.concat([five.FRAME, five.use("2018H1", {five.AA: 9.9}), five.use("2019H1", {five.AA: 6.7})])
    made = five.comparison(read=five.readings(peak.reset_index(drop=True)))
    found = replace(five.chosen(made), used=Run(five.USE, "2018H1", "2020H1"))
    assert told(found)[1].endswith(
        "daalde van 9,9% in het eerste halfjaar van 2018 naar 6,7% in het eerste halfjaar van 2020. Het grootste deel "
        "van de daling was tussen het eerste halfjaar van 2018 en het eerste halfjaar van 2019."
    )
    same = pd.concat([peak, five.use("2017H2", {five.AA: 6.7})]).reset_index(drop=True)
    found = replace(
        five.chosen(five.comparison(read=five.readings(same))), used=Run(five.USE, "2017H2", "2020H1")
    )
    assert told(found)[1].endswith("6,7%. Het hoogste punt was 9,9% in het eerste halfjaar van 2018.")


def test_the_amount_per_young_person_is_explained_where_it_stands() -> None:
    assert "C2" in words.caveats(five.chosen(year="2019"))
    assert "C2" not in words.caveats(CHOSEN)  # of 2023 it is not loaded


def test_the_cards_by_hand() -> None:
    found = shown(CHOSEN)
    assert {title: plain(card.value) for title, card in found.items()} == {
        "Lasten per inwoner, 2023": "€ 350*",
        "Lasten per jongere met jeugdzorg, 2023": "",
        "Groei van de lasten per inwoner, rekening 2022-2023": "17%",
        "Jeugdhulp zonder verblijf, eerste halfjaar van 2020": "6,7%",
        "Kinderen met laag inkomen in 2021, deciel": "",  # a column of the tables: named here, once
    }
    assert lines(found["Lasten per inwoner, 2023"]) == [
        "1 gemeente lager, 1 hoger", "Nederland: € 320 · Groep: € 333 (zonder De)"
    ]  # fmt: skip
    assert lines(found["Groei van de lasten per inwoner, rekening 2022-2023"]) == [
        "2 gemeenten lager, geen hoger", "Nederland: 7% · Groep: 4% (zonder De)"
    ]  # fmt: skip
    assert lines(found["Jeugdhulp zonder verblijf, eerste halfjaar van 2020"]) == [
        "Geen gemeente lager, 1 hoger, 1 ongeveer even hoog", "Nederland: 7,2% · Groep: 7,2% (zonder De)"
    ]  # fmt: skip
    assert lines(found["Lasten per jongere met jeugdzorg, 2023"]) == ["Dit cijfer is nog niet geladen."]


def test_cards_of_another_year_have_figures_of_that_year() -> None:
    cost = shown(five.chosen(year="2022", growth_from="2022"))["Lasten per inwoner, 2022"]
    assert plain(cost.value) == "€ 300"
    assert lines(cost)[1] == "Nederland: € 300 · Groep: € 320 (zonder De)"
    first = shown(five.chosen(year="2022", growth_from="2022"))["Groei van de lasten per inwoner, 2022"]
    assert (first.value, lines(first)) == (
        "",
        ["2022 is het eerste jaar van deze reeks: er is nog geen groei."],
    )
    old = shown(five.chosen(year="2019"))["Lasten per jongere met jeugdzorg, 2019"]
    assert plain(old.value) == "€ 10.000"
    assert lines(old) == [
        "1 gemeente lager, 1 hoger", "Nederland: € 11.000 · Groep: € 9.143 (zonder De)",
        "aandeel met hulp van het wijkteam: 20%",
    ]  # fmt: skip


def test_without_a_figure_of_nederland_nothing_stands_for_it() -> None:
    without = five.FRAME[five.FRAME["region"] != NL].reset_index(drop=True)
    found = five.chosen(five.comparison(read=five.readings(without)))
    text = " ".join([*told(found), *(line for card in words.cards(found) for line in card.lines)])
    assert "Nederland" not in text and "€ 0" not in plain(text)
    row = next(row for row in cost_table(found, None).rows if said(row) == "Nederland")
    column = next(each for each in cost_table(found, None).columns if each.key == f"{COST}_2023")
    assert cell_text(row[column.key], column) == "–ᵗ" or "0" not in cell_text(row[column.key], column)  # type: ignore[arg-type]


def test_a_gemeente_that_books_for_others_is_not_ranked_and_says_why(records: Records) -> None:
    breda = five.chosen(five.comparison(DE, (AA, BE, CE)))
    assert (
        words.title(breda)
        == "De lasten per inwoner in De in 2023 zijn niet met andere gemeenten te vergelijken"
    )
    assert told(breda)[0] == (
        "In 2023 waren de lasten voor jeugdzorg in De € 900 per inwoner (CBS). "
        "Dit cijfer is niet met andere gemeenten te vergelijken."
    )
    (card,) = [card for title, card in shown(breda).items() if title.startswith("Lasten per inwoner")]
    assert plain(card.value) == "€ 900*"
    assert lines(card)[0].startswith("De boekt mogelijk ook lasten voor andere gemeenten in de regio.")
    assert "lager" not in " ".join(lines(card))
    (remark,) = words.remarks(breda, records)
    assert remark.startswith("De boekt mogelijk ook lasten voor andere gemeenten in de regio.")
    assert words.remarks(CHOSEN, records) == ()


def test_questions_are_raised_by_what_may_be_compared(records: Records) -> None:
    asked = [question.code for question in words.questions(CHOSEN, records)]
    assert 1 <= len(asked) <= 3
    raised = {each.when for each in words.questions(CHOSEN, records) if each.indicator == COST}
    assert "lager" not in raised
    lead = five.chosen(five.comparison(DE, (AA, BE, CE)))
    assert not {"hoger", "lager"} & {
        each.when for each in words.questions(lead, records) if each.indicator == COST
    }


def said(row: Row) -> object:
    """Whom a row is about."""
    who = row["naam"]
    return who.value if isinstance(who, Cell) else who


def test_the_table_holds_the_same_figures_with_their_marks(records: Records) -> None:
    table = cost_table(CHOSEN, records)
    assert [plain(column.heading) for column in table.columns] == [
        "Gemeente", "Lasten per inwoner, rekening 2023", "Lasten per jongere met jeugdzorg 2023",
        "Groei van de lasten per inwoner, rekening 2022-2023", "Inkomen in 2021, deciel",
        "Kinderen met laag inkomen in 2021, deciel",
    ]  # fmt: skip
    column = next(each for each in table.columns if each.key == f"{COST}_2023")
    cells = {said(row): plain(cell_text(table.cell(row, column), column)) for row in table.rows}
    assert cells == {
        "Aa": "€ 350*", "Groep, samen": "€ 333*", "Nederland": "€ 320*", "Be": "€ 300*", "Ce": "€ 400*",
        "De": "€ 900*ʳ",
    }  # fmt: skip
    assert "ʳ = boekt mogelijk ook lasten voor andere gemeenten in de regio" in legend(table)
    group = next(row for row in table.rows if said(row) == "Groep, samen")
    assert table.cell(group, column).flag == "Groep zonder De."
    decile = next(each for each in table.columns if each.key.startswith("inkomensdeciel"))
    assert [cell_text(table.cell(row, decile), decile) for row in table.rows[:3]] == ["2", "x", "x"]


def test_an_implausible_lead_keeps_the_word_that_it_books_for_others(records: Records) -> None:
    frame = five.FRAME.copy()
    frame.loc[(frame["region"] == DE) & (frame["indicator"] == COST), "cell_status"] = "niet_plausibel"
    table = cost_table(five.chosen(five.comparison(read=five.readings(frame))), records)
    column = next(each for each in table.columns if each.key == f"{COST}_2023")
    cell = table.cell(table.rows[-1], column)
    assert plain(cell_text(cell, column)) == "€ 900*†"
    assert cell.flag.startswith("De boekt mogelijk ook lasten")


def test_the_scatter_and_the_strip_leave_out_who_may_not_be_compared() -> None:
    chart = against.cost_against_income(CHOSEN.cost, "2023", "2021", source="s")
    assert chart.title == "Lasten per inwoner in 2023 en inkomen in 2021"
    assert {mark.name: mark.y for mark in chart.marks} == {"Aa": 350.0, "Be": 300.0, "Ce": 400.0, "De": None}
    assert chart.notes == ("Zonder punt, want niet te vergelijken: De.",)
    assert chart.behind == ()  # five gemeenten are not the country
    assert chart.y_reference is not None
    assert plain(chart.y_reference.text) == "Nederland € 320"
    assert chart.table.rows[-1]["naam"] == "Nederland"  # its value stands in the cell beside it
    _, said = charts.strip_of(CHOSEN.cost, COST, "2023", "Lasten", "eur", 0)
    assert plain(said) == "Lasten: Be € 300; Ce € 400; Nederland € 320; Aa € 350"


def test_of_fifty_members_a_strip_tells_between_which_values_they_lie(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(charts, "_MOST_TOLD", 1)
    _, said = charts.strip_of(CHOSEN.cost, COST, "2023", "Lasten", "eur", 0)
    assert plain(said) == "Lasten: 2 andere gemeenten van € 300 tot € 400; Nederland € 320; Aa € 350"


def test_without_members_only_nederland_is_there() -> None:
    alone = five.chosen(five.comparison(AA, ()), kind="")
    assert words.title(
        alone
    ) == "In 2023 waren de lasten per inwoner in Aa € 30 hoger dan in Nederland".replace(
        "€ ", f"€{dutch.NBSP}"
    )
    assert words.subtitle(alone) == "Jeugdzorg, vergeleken met Nederland · CBS-cijfers"
    assert "Groep" not in " ".join(line for card in words.cards(alone) for line in card.lines)


def test_a_gemeente_without_figures_says_so_and_compares_nothing() -> None:
    nobody = five.chosen(five.comparison(EE, (AA, BE)))
    assert words.title(nobody) == "Ee heeft over 2023 geen bruikbaar cijfer"
    assert told(nobody) == []
    assert {card.value for card in words.cards(nobody)} == {""}


AMOUNT = st.integers(50, 900)


@given(AMOUNT, AMOUNT, AMOUNT, AMOUNT)
def test_title_sentence_and_card_never_contradict_each_other(
    own: int, one: int, two: int, country: int
) -> None:
    frame = ratios([(AA, own, 1), (BE, one, 1), (CE, two, 1), (NL, country, 1)], COST, "2023")
    found = five.chosen(five.comparison(AA, (BE, CE), five.readings(frame)))
    title, sentence = words.title(found), told(found)[0]
    assert hits(sentence) == [] and hits(title) == []
    place = re.match(r"(\d|Geen) gemeenten? lager, (\d|geen) hoger", lines(words.cards(found)[0])[0])
    assert place is not None
    lower, higher = (int(each.lower().replace("geen", "0")) for each in place.groups())
    assert lower == sum(own > other and own - other >= 0.05 * other for other in (one, two))
    assert higher == sum(own < other and other - own >= 0.05 * own for other in (one, two))
    if "laagste" in title:
        assert own <= min(one, two)
    if "hoogste" in title:
        assert own >= max(one, two)
    gap = re.search(r"€ (\d+) (hoger|lager) dan in Nederland", sentence)
    if gap:
        assert int(gap[1]) == abs(own - country) and (gap[2] == "hoger") == (own > country)
    else:
        assert abs(own - country) < 0.05 * min(own, country)


@pytest.mark.parametrize(
    ("why", "said"),
    [
        ("gekozen op inkomen", ("De groep: gekozen op inkomen.",)),
        ("Een stad: het rapport koos steden.", ("Een stad: het rapport koos steden.",)),
        ("", ()),
    ],
)
def test_what_a_group_rests_on_is_a_sentence(why: str, said: tuple[str, ...]) -> None:
    assert view.group_note(why) == said
