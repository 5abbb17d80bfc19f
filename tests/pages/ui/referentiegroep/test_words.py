"""*Met wie vergelijken?* in words: cards, table, remarks and the count per kind of group, worked out by hand."""

from dataclasses import replace
from typing import Any

import pandas as pd
import pytest

from metrics.comparing.picture import Picture
from metrics.comparing.reading import Readings
from metrics.comparing.remarks import Knowledge
from metrics.grid import Grid
from metrics.groups import make
from metrics.groups.families import Family
from metrics.groups.make import Group
from metrics.groups.robustness import Asked, votes
from metrics.groups.sensitivity import three_ways
from metrics.places.lineage import Lineage
from metrics.records import Records, RegionalLead
from pages.ui.parts.tables import Table, cell_text, legend
from pages.ui.referentiegroep import tables, view, without
from pages.ui.referentiegroep.view import GroupStory
from tests.metrics import build_facts
from tests.metrics.build_figures import ratios
from tests.pages.ui.referentiegroep.test_view import COST

NAMES = {"GM0": "Eigenstad", "GM1": "Aland", "GM2": "Beek", "GM3": "Cel", "NL01": "Nederland"}
FOUR = {"GM0": 300.0, "GM1": 200.0, "GM2": 250.0, "GM3": 400.0, "NL01": 310.0}  # the group is 850 / 3 = 283


def figures(**values: float) -> pd.DataFrame:
    return ratios([(code, value * 1000, 1000) for code, value in values.items()], source="45063NED")


def group(*codes: str) -> Group:
    title, distances = make.KINDS["neighbours"][0], (2500.0,) * len(codes)
    return Group("GM0", "neighbours", codes, codes, distances, title, "gemeentegrenzen van 2024")


def read(frame: pd.DataFrame, leads: tuple[RegionalLead, ...] = ()) -> Readings:
    known = Knowledge(
        lineage=Lineage(build_facts.mergers([])), leads=leads, name=lambda code: NAMES.get(code, code),
        flags=lambda _: (), users_n=lambda _code, _year: 500.0,
    )  # fmt: skip
    return Readings(Grid(frame), known)


def made(values: dict[str, float], **changes: Any) -> GroupStory:
    readings = changes.pop("readings", None) or read(figures(**values))
    chosen = group("GM1", "GM2", "GM3")
    story = GroupStory(
        own="GM0", group=chosen, indicator=COST, period="2023", how="ratio_of_sums", readings=readings,
        name=lambda code: NAMES.get(code, code), ways=three_ways(readings.grid, COST.code, "2023", chosen.codes, "GM0"),
        cite=lambda sources: ", ".join(sorted(set(sources))), records=build_facts.records(),
    )  # fmt: skip
    return replace(story, **changes)


def texts(table: Table, row: int) -> list[str]:
    return [cell_text(table.cell(table.rows[row], column), column) for column in table.columns]


def test_card_table_and_title_hold_the_same_figures_of_the_same_period() -> None:
    story = made(FOUR)
    cards, table = view.cards(story), tables.members(story)
    assert [(card.title, card.value, card.lines) for card in cards] == [
        ("Eigenstad: Lasten per inwoner, 2023", "€\xa0300", ("was hoger dan de groep",)),
        ("Buurgemeenten", "€\xa0283", ("alle gemeenten samen als één gemeente, 3 gemeenten",)),
        ("Nederland", "€\xa0310", ("met Eigenstad",)),
    ]
    assert table.columns[2].heading == "Lasten per inwoner, 2023"
    assert [texts(table, row)[2] for row in range(6)] == [
        "€\xa0300", "€\xa0283", "€\xa0310", "€\xa0200", "€\xa0250", "€\xa0400"
    ]  # fmt: skip


def test_a_card_without_figure_says_why_and_shows_no_zero() -> None:
    cards = view.cards(made({"GM0": 300.0, "GM1": 200.0}))
    assert [(card.title, card.value) for card in cards[1:]] == [("Buurgemeenten", ""), ("Nederland", "")]
    assert cards[1].lines == ("in de groep heeft één gemeente dit cijfer; een groepscijfer vraagt er twee",)
    assert cards[0].lines == ("",)


def test_a_gemeente_that_books_for_others_says_so_and_is_not_compared(records: Records) -> None:
    frame = figures(**FOUR)
    frame.loc[frame["region"] == "GM0", "cell_status"] = "boekt_voor_anderen"
    breda = made({}, readings=read(frame), records=records)
    assert view.remarks(breda)[0].startswith("Eigenstad boekt mogelijk ook lasten voor andere gemeenten")
    assert view.cards(breda)[0].lines == ("boekt mogelijk ook lasten voor andere gemeenten in de regio",)
    assert (view.holding(breda), tables.other_groups(breda)) == ("", None)
    assert "hoger" not in without.text(breda) and "lager" not in without.text(breda)
    table = tables.members(breda)
    assert texts(table, 0)[2] == "€\xa0300ʳ"
    assert "ʳ = boekt mogelijk ook lasten voor andere gemeenten in de regio" in legend(table)
    lead = RegionalLead("GM2", 2017, None, "bewijs", "deels")
    told = tables.members(made(FOUR, readings=read(figures(**FOUR), (lead,)), records=records))
    assert told.cell(told.rows[4], told.columns[2]).flag.startswith(
        "Beek boekt mogelijk een deel van de lasten"
    )


def test_the_way_that_is_chosen_stands_in_card_table_and_title() -> None:
    story = made(FOUR, how="median")
    assert view.title(story) == "Lasten per inwoner in 2023: Eigenstad €\xa0300, buurgemeenten €\xa0250"
    assert view.cards(story)[1].value == texts(tables.members(story), 1)[2] == "€\xa0250"
    assert view.cards(story)[1].lines == ("de middelste gemeente, 3 gemeenten",)


def test_the_count_per_kind_of_group_says_what_the_sentence_says() -> None:
    # beside A, B and C 283 it is higher; B and C are 325; one gemeente is no group
    story = made(FOUR)
    tried = [
        Family(kind, make.KINDS[kind][0], (("", codes),) if codes else (), "" if codes else "Een eiland.")
        for kind, codes in (
            ("neighbours", ("GM1", "GM2", "GM3")), ("jeugdregio", ("GM2", "GM3")), ("size", ("GM1",)), ("province", ())
        )
    ]  # fmt: skip
    found = votes(story.readings.grid, COST.code, "2023", "GM0", tried, Asked("hoger"))
    story = replace(story, picture=Picture("hoger", found))
    table = tables.other_groups(story)
    assert table is not None
    assert table.caption == "Lasten per inwoner 2023: hoger dan in de groep?"
    assert [texts(table, row)[1:] for row in range(4)] == [
        ["1 van 1", "€\xa0283"], ["0 van 1", "€\xa0325"], ["–", "–"], ["–", "–"]
    ]  # fmt: skip
    said = view.holding(story)
    assert said.startswith(
        "Deels: in een van de twee soorten groepen waren de lasten per inwoner in Eigenstad hoger dan"
    )


@pytest.mark.parametrize("own", [150.0, 600.0])
def test_the_side_is_the_same_in_card_and_sentence(own: float) -> None:
    story = made({**FOUR, "GM0": own})
    side = "lager" if own < 283 else "hoger"
    assert view.cards(story)[0].lines == (f"was {side} dan de groep",)
    assert f"Het cijfer van Eigenstad was {side} dan dat van de groep" in without.text(story)
