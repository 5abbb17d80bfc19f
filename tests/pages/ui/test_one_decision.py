"""A decision that several pages show is made once: hand-made figures on the edge where two copies would differ."""

import pandas as pd
import pytest

from metrics.comparing import questions, sentences
from metrics.comparing.reading import GROUP, Readings
from metrics.comparing.remarks import Knowledge
from metrics.comparing.sentences import SUBJECTS
from metrics.costs.index_apart import tells_another_story
from metrics.grid import Grid
from metrics.groups import sensitivity
from metrics.groups.value import group_value
from metrics.records import Records
from pages.ui.brief import figures as brief_figures
from pages.ui.brief import words as brief_words
from pages.ui.brief.country import Among
from pages.ui.gebruik import view as use_view
from pages.ui.inkomen.view import DECILES, LEVELS
from pages.ui.kosten import index
from pages.ui.referentiegroep.tables import _MAIN
from pages.ui.vergelijking import tables as compared_tables
from pages.ui.vergelijking import words as compared_words
from tests.pages.ui import country_of_five as five
from tests.pages.ui.country_of_five import AA, BE, CE, DE, NL, USE


def within_chance() -> Readings:
    """The five, with 6.3 to 7.3 percent of the young people of Aa as what chance can do; Nederland has 7.2."""
    known = Knowledge(
        lineage=five.LINEAGE, leads=(), name=five.NAMES.__getitem__, flags=lambda _: (),
        chance=lambda *key: (6.3, 7.3) if key == (USE, AA, "2020H1") else None,
    )  # fmt: skip
    return Readings(Grid(five.FRAME), known)


def test_what_chance_can_do_is_about_equal_on_every_page() -> None:
    """*In het kort*, *Vergelijken*, the questions, *Met wie vergelijken?* and the count of groups."""
    read = within_chance()
    found = five.chosen(five.comparison(read=read))
    brief = brief_words.sentence(found, brief_figures.use(found, lambda *_: Among({}, {}, None)))
    compared = sentences.level(found.use, USE, "2020H1")
    for text in (brief, compared):
        assert "ongeveer even hoog als in Nederland" in text and "procentpunt lager" not in text
    card = next(each for each in compared_words.cards(found) if each.title.startswith("Jeugdhulp zonder"))
    assert card.lines[0] == "Geen gemeente lager, 1 hoger, 1 ongeveer even hoog"
    assert [each.when for each in questions.occasions(found.use, [(USE, "2020H1")], [])] == []
    own = read.read(USE, AA, "2020H1")
    whole = group_value(read.grid, USE, "2020H1", (BE, CE, DE), own=AA)
    tested = sensitivity.sensitivity(read.grid, USE, "2020H1", whole, own.comparable, 1, own.chance)
    assert (
        tested.own_is
        == own.stands_to(found.use.figure(USE, GROUP, "2020H1").value, 1)
        == "ongeveer even hoog"
    )


def test_a_share_that_an_analyst_entered_has_no_chance_of_the_official_one() -> None:
    entered = five.FRAME.assign(
        source=five.FRAME["source"].mask(five.FRAME["indicator"] == USE, "eigen opgave")
    )
    known = Knowledge(
        lineage=five.LINEAGE, leads=(), name=str, flags=lambda _: (), chance=lambda *_: (0.0, 100.0)
    )
    assert Readings(Grid(entered), known).read(USE, AA, "2020H1").chance is None
    assert Readings(Grid(five.FRAME), known).read(USE, AA, "2020H1").chance == (0.0, 100.0)


@pytest.mark.parametrize(
    ("index", "growth", "apart"),
    [
        (125.0, 20.0, False),  # 25 beside 20
        (130.0, 20.0, True),  # 30 beside 20: ten points
        (102.0, -1.0, True),  # the one rises, the other falls
        (100.0, -5.0, False),
        (None, 20.0, False),
        (130.0, None, False),
    ],
)
def test_index_and_growth_tell_another_story(index: float | None, growth: float | None, apart: bool) -> None:
    assert tells_another_story(index, growth) is apart


def test_rekening_beside_begroting_is_said_once() -> None:
    read = five.READ
    real, plan = (read.read(each, AA, "2023") for each in ("lasten_per_inwoner", "begroting_per_inwoner"))
    assert sentences.beside_plan(real, plan) == ("hoger", "17% hoger")  # 350 beside 300
    real, plan = (read.read(each, NL, "2023") for each in ("lasten_per_inwoner", "begroting_per_inwoner"))
    assert sentences.beside_plan(real, plan) == ("ongeveer even hoog", "ongeveer even hoog")  # 320 beside 310
    missing = read.read("begroting_per_inwoner", BE, "2023")
    assert sentences.beside_plan(read.read("lasten_per_inwoner", BE, "2023"), missing) is None


def test_every_page_prints_a_figure_in_the_decimals_of_its_record(records: Records) -> None:
    """Two roundings of one figure are two figures to a reader, and can stand differently to another."""
    chosen = five.chosen()
    brief = (
        brief_figures.COST, brief_figures.PER_USER, brief_figures.GROWTH, brief_figures.INDEX, brief_figures.USE,
        brief_figures.NATURA,
    )  # fmt: skip
    fields = (
        *compared_tables.cost_fields(chosen, with_index=True),
        *compared_tables.use_fields(chosen.used, "2021"),
    )
    said = [
        *((one.indicator, one.unit, one.decimals) for one in brief),
        *((one.indicator, one.unit, one.decimals) for one in SUBJECTS.values()),
        *((one.indicator, one.unit, one.decimals) for one in (*DECILES, *LEVELS)),
        *((one.indicator, one.unit, one.decimals) for one in compared_words.specs(chosen)),
        *((one.indicator, one.unit, one.decimals) for one in fields),
        *((one.indicator, "pct", one.decimals) for one in use_view.MEASURES.values()),
        *((indicator, unit, decimals) for indicator, _, unit, decimals in _MAIN),
    ]
    for indicator, unit, decimals in said:
        record = records.indicators[indicator]
        assert (indicator, unit, decimals) == (indicator, record.unit, record.decimals)


def test_what_only_the_report_gives_is_not_loaded_for_others() -> None:
    """'Het CBS geeft geen cijfer' would be untrue: CBS was not asked."""
    printed = five.use("2016H1", {AA: 5.0, BE: 6.0}).assign(source="rapport tabel 3")
    read = five.readings(pd.concat([five.FRAME, printed], ignore_index=True))
    assert read.read(USE, CE, "2016H1").reason == "niet_geladen"
    assert read.read(USE, DE, "2020H1").reason == "geen_cijfer"  # a table of CBS that has the others


def test_a_question_about_the_begroting_of_2017_needs_an_index_that_begins_there() -> None:
    found = index.IndexApart(index=94.0, growth_pct=4.0, reason="")
    assert index.lies_far_from_growth(found, (2017, 2019))
    assert not index.lies_far_from_growth(found, (2022, 2023))
