"""The page of groups as values: what it says of a group can never contradict the figures in its tables."""

from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from metrics import figures as figures_of
from metrics.comparing import own_figures
from metrics.comparing.leading import NO_LIMIT, Limit
from metrics.comparing.own_figures import OwnFigure
from metrics.comparing.picture import Picture
from metrics.comparing.reading import Readings
from metrics.comparing.sentences.holds import than
from metrics.groups import make, similarity
from metrics.groups.context import Context, Variable, Vintage
from metrics.groups.make import Group
from metrics.groups.robustness import Vote
from metrics.groups.sensitivity import three_ways
from metrics.numbers.relation import Relation
from metrics.records import Indicator
from pages.ui.parts.tables import Cell
from pages.ui.parts.tables_html import html
from pages.ui.referentiegroep import alike as referentiegroep_alike
from pages.ui.referentiegroep import tables, view, without
from pages.ui.referentiegroep.view import GroupStory
from tests.metrics import build_facts

COST = Indicator(
    "lasten_per_inwoner", "Lasten per inwoner", "Lasten per inwoner", "eur", "lasten", "inwoners", "geen", "", (), (),
    0,
)  # fmt: skip
NAMES = {"OWN": "Eigenstad", "A": "Aland", "B": "Beek", "C": "Cel", "NL01": "Nederland"}


def figures(**values: float) -> pd.DataFrame:
    """Lasten per inwoner 2023: value per region, over 1,000 inhabitants each."""
    rows = [(code, value, value * 1000, 1000.0) for code, value in values.items()]
    frame = pd.DataFrame(rows, columns=["region", "value", "numerator", "denominator"])
    return figures_of.complete(frame.assign(indicator="lasten_per_inwoner", period="2023", source="45063NED"))


def group(*codes: str, kind: str = "neighbours", distance: float = 2500.0, **more: object) -> Group:
    title, distances = make.KINDS[kind][0], (distance,) * len(codes)
    return Group("OWN", kind, codes, codes, distances, title, "gemeentegrenzen van 2024", **more)


def made(found: pd.DataFrame | dict[str, float], **changes: Any) -> GroupStory:
    rows = found if isinstance(found, pd.DataFrame) else figures(**found)
    readings = Readings.of_frame(rows)
    chosen = changes.get("group", group("A", "B", "C"))
    given: dict[str, Any] = {
        "own": "OWN", "group": chosen, "indicator": COST, "period": "2023", "how": "ratio_of_sums",
        "readings": readings, "name": lambda code: NAMES.get(code, code),
        "ways": three_ways(readings.grid, COST.code, "2023", chosen.codes, "OWN"),
        "cite": lambda sources: ", ".join(sorted(set(sources))), "records": build_facts.records(),
    }  # fmt: skip
    return GroupStory(**{**given, **changes})


def with_own(*own: OwnFigure) -> pd.DataFrame:
    """The official figures of FOUR with own ones in their place, as a build has them (metrics.build)."""
    official = figures(**FOUR)
    mine = own_figures.as_figures(own, official)
    return figures_of.concat([official[~official["region"].isin(mine["region"])], mine])


def vote(title: str, holds_n: int, total_n: int, low: float | None = None, high: float | None = None) -> Vote:
    return Vote(
        "soort", title, holds_n, total_n, 0, low, high, "ratio_of_sums", "" if total_n else "Niet te maken."
    )


FOUR = {"OWN": 300.0, "A": 200.0, "B": 250.0, "C": 400.0, "NL01": 310.0}  # A, B and C together: 283


def test_title_and_reasons_name_group_figure_and_ground() -> None:
    story = made(FOUR)
    assert view.title(story) == ("Lasten per inwoner in 2023: Eigenstad €\xa0300, buurgemeenten €\xa0283")
    assert view.why(story) == (
        "Buurgemeenten: 3 gemeenten. Aland, Beek en Cel.",
        "Gemeentegrenzen van 2024.",
        "Groepscijfer: alle gemeenten samen als één gemeente, zonder Eigenstad. Nederland: met Eigenstad.",
    )


def test_a_gemeente_without_figure_gets_a_title_without_numbers() -> None:
    story = made({"A": 200.0, "B": 250.0})
    assert view.title(story) == "Eigenstad naast buurgemeenten: lasten per inwoner in 2023"


def test_members_without_the_figure_are_named_with_their_reason() -> None:
    story = made({"OWN": 300.0, "A": 200.0, "B": 250.0})
    assert view.missing(story) == (
        "2 van de 3 gemeenten hebben dit cijfer. Niet meegeteld: Cel "
        "(het CBS geeft geen cijfer: te klein, geheim of onbekend)."
    )
    nobody = made({"OWN": 300.0})
    assert view.missing(nobody) == "Geen enkele gemeente in deze groep heeft dit cijfer."
    assert view.missing(made(FOUR)) == ""


def test_cards_show_own_group_and_country_and_mark_what_was_entered() -> None:
    cards = view.cards(made(with_own(OwnFigure("OWN", 2023, "jaarrekening", 330_000.0))))
    assert [card.value for card in cards] == ["€\xa0330✚", "€\xa0283", "€\xa0310"]
    assert cards[0].lines == ("was hoger dan de groep",)
    cards = view.cards(made(with_own(OwnFigure("A", 2023, "jaarrekening", 330_000.0))))
    assert (
        cards[1].value.endswith("✚") and cards[1].value != "€\xa0283✚"
    )  # a member's own figure is in the group's


def test_the_table_has_own_group_country_and_members_with_their_distance_in_kilometres() -> None:
    table = tables.members(made(FOUR))
    assert [table.cell(row, table.columns[0]).value for row in table.rows] == [
        "Eigenstad", "Buurgemeenten, samen", "Nederland", "Aland", "Beek", "Cel"
    ]  # fmt: skip
    assert table.columns[1].heading == "Gedeelde grens (km)"
    cells = [row["afstand"] for row in table.rows]
    assert [cell.value for cell in cells] == [None, None, None, 2.5, 2.5, 2.5]
    assert table.source == "Bron: 45063NED"


def test_own_figures_stand_with_their_mark_in_title_and_table() -> None:
    story = made(with_own(OwnFigure("OWN", 2023, "jaarrekening", 330_000.0)))
    assert "€\xa0330 (eigen opgave)" in view.title(story)
    table = tables.members(story)
    column = table.columns[2].key
    cell = table.rows[0][column]
    assert isinstance(cell, Cell) and (cell.value, cell.entered) == (330.0, True)
    assert "✚ = met eigen opgave; dit cijfer komt niet van het CBS" in html(table)
    assert table.source.startswith("Bron: 45063NED, eigen opgave (jaarrekening)")
    member = tables.members(made(with_own(OwnFigure("A", 2023, "jaarrekening", 330_000.0)))).rows[1][column]
    assert isinstance(member, Cell) and member.flag == "Groep met eigen opgave van Aland."


def test_a_group_has_no_decile_and_the_table_says_not_applicable() -> None:
    decile = pd.DataFrame([("inkomensdeciel", code, "2023", 3.0) for code in ("OWN", "A", "B", "C")],
                          columns=["indicator", "region", "period", "value"])  # fmt: skip
    table = tables.members(made(figures_of.concat([figures(**FOUR), figures_of.complete(decile)])))
    (key,) = [column.key for column in table.columns if column.key.startswith("inkomensdeciel")]
    assert [row[key] if isinstance(row[key], Cell) else None for row in table.rows[1:3]] == [
        Cell(None, "niet_van_toepassing")
    ] * 2


def test_three_ways_say_on_which_side_the_gemeente_is() -> None:
    table = tables.ways(made(FOUR))
    assert table.caption == "Het groepscijfer op drie manieren"
    two = {how: value for how, value in made(FOUR).ways.items() if how != "ratio_of_sums"}
    assert tables.ways(made(FOUR, ways=two)).caption == "Het groepscijfer op twee manieren"
    assert [(row["waarde"], row["kant"]) for row in table.rows] == [
        (pytest.approx(283.33, abs=0.01), "hoger"), (pytest.approx(283.33, abs=0.01), "hoger"), (250.0, "hoger")
    ]  # fmt: skip


def test_an_amount_that_may_not_be_compared_is_not_called_lacking() -> None:
    assert tables.side(None) == "geen cijfer"
    assert tables.side(None, is_there=True) == "niet te vergelijken"


def test_the_other_figures_are_not_newer_than_the_visit_asks() -> None:
    """With 2019 chosen other pages show use of 2017H1: here it was that of 2020H1."""
    column = "zonder_verblijf"
    rows = [(column, code, half, 7.0) for code in ("OWN", "A", "B") for half in ("2017H1", "2020H1")]
    more = pd.DataFrame(rows, columns=["indicator", "region", "period", "value"]).assign(source="84134NED")
    found = pd.concat([figures(OWN=300, A=200, B=250), figures_of.complete(more)], ignore_index=True)
    periods = {
        limit: [
            field.period for field in tables.fields(made(found, limit=limit)) if field.indicator == column
        ]
        for limit in (NO_LIMIT, Limit("2019"), Limit("2019", "2020H1"))
    }
    assert [*periods.values()] == [["2020H1"], ["2017H1"], ["2020H1"]]


def test_who_matters_most_and_whether_the_picture_turns() -> None:
    # without C the group is 225, without A 325, without B 300
    assert without.text(made(FOUR)) == (
        "Zonder Cel verandert het groepscijfer het meest: van €\xa0283 naar €\xa0225. "
        "Het cijfer van Eigenstad was hoger dan dat van de groep; zonder Aland of Beek was het niet meer hoger."
    )
    steady = made({**FOUR, "OWN": 600.0})
    assert without.text(steady).endswith(
        "Eigenstad was hoger dan dat van de groep, welke gemeente er ook uit gaat."
    )
    chart = without.chart(made(FOUR))
    assert [bar.name for bar in chart.bars] == ["hele groep", "zonder Cel", "zonder Aland", "zonder Beek"]
    assert [bar.detail for bar in chart.bars] == ["", "", "dan lager", "dan even hoog"]


def test_members_that_change_as_much_are_named_together_and_no_change_is_said() -> None:
    tied = made({"OWN": 300.0, "A": 366.0, "B": 368.0, "C": 367.0, "NL01": 310.0}, how="ratio_of_sums")
    # without A 367,5 (368), without B 366,5 (367), without C 367: as printed only A changes it
    assert without.text(tied).startswith(
        "Zonder Aland verandert het groepscijfer het meest: van €\xa0367 naar €\xa0368."
    )
    both = made({"OWN": 300.0, "A": 361.0, "B": 373.0, "C": 367.0, "NL01": 310.0})
    assert without.text(both).startswith(
        "Zonder Aland of Beek verandert het groepscijfer het meest: van €\xa0367 naar €\xa0370 of €\xa0364."
    )
    none = made({"OWN": 300.0, "A": 367.0, "B": 367.0, "C": 367.0, "NL01": 310.0})
    assert without.text(none).startswith("Het groepscijfer blijft €\xa0367, welke gemeente er ook uit gaat.")


def test_the_row_of_the_group_says_how_it_was_added_up() -> None:
    assert [place.name for place in made(FOUR, how="median").comparison.places][
        1
    ] == "Buurgemeenten, de middelste"
    assert [place.name for place in made(FOUR).comparison.places][1] == "Buurgemeenten, samen"


def test_with_two_members_nobody_can_leave() -> None:
    story = made(FOUR, group=group("A", "B"))
    assert "valt er niemand weg te laten" in without.text(story)


def test_the_same_figure_in_other_groups() -> None:
    votes = (vote("Buurgemeenten", 3, 3, 210.0, 283.0), vote("Zelfde provincie", 0, 1, 310.0, 310.0))
    story = made(FOUR, picture=Picture("hoger", (*votes, vote("Zelfde jeugdregio", 0, 0))))
    table = tables.other_groups(story)
    assert table is not None
    assert table.caption == "Lasten per inwoner 2023: hoger dan in de groep?"
    assert [(row["soort"], row["aantal"], row["groep"].printed) for row in table.rows] == [
        ("Buurgemeenten", "3 van 3", "€\xa0210 tot €\xa0283"),
        ("Zelfde provincie", "0 van 1", "€\xa0310"),
        ("Zelfde jeugdregio", Cell(None, "leeg", "Niet te maken."), ""),
    ]
    assert view.holding(story) == (
        "Deels: in een van de twee soorten groepen waren de lasten per inwoner in Eigenstad hoger dan in de groep. "
        "Dat geldt niet voor zelfde provincie. Niet te maken: zelfde jeugdregio."
    )


def test_when_every_group_says_the_same_that_is_said() -> None:
    votes = (vote("Buurgemeenten", 3, 3, 210.0, 283.0), vote("Zelfde provincie", 1, 1, 210.0, 210.0))
    assert view.holding(made(FOUR, picture=Picture("hoger", votes))) == (
        "Ja: in beide soorten groepen waren de lasten per inwoner in Eigenstad hoger dan in de groep."
    )


def test_without_a_figure_nothing_is_said_of_other_groups() -> None:
    story = made({"A": 200.0, "B": 250.0})
    assert tables.other_groups(story) is None
    assert view.holding(story) == ""


@settings(deadline=None, max_examples=12)
@given(st.lists(st.integers(1, 2000), min_size=4, max_size=4))
def test_no_sentence_contradicts_the_table(values: Any) -> None:
    story = made(dict(zip(["OWN", "A", "B", "C"], map(float, values), strict=True)))
    side: Relation = tables.ways(story).rows[0]["kant"]  # type: ignore[assignment]
    said = without.text(story)
    assert f"Het cijfer van Eigenstad was {than(side)} dat van de groep" in said
    assert view.cards(story)[0].lines == (f"was {than(side)} de groep",)
    turned = [bar for bar in without.chart(story).bars if bar.detail]
    assert bool(turned) == ("welke gemeente er ook uit gaat" not in said)


# Gemeenten that are alike

INCOME = Variable("mediaan_inkomen", "Middelste inkomen", "inkomen", "eur", ("mediaan_inkomen_eur",))
PEOPLE = Variable("inwoners", "Inwoners", "grootte", "aantal", ("inwoners_n",), log=True)
SINGLE = Variable("eenoudergezinnen", "Eenoudergezinnen", "gezin", "pct", ("eenoudergezinnen_pct",))


def alike(*lacking: str) -> Group:
    """Five gemeenten with every variable; those that are `lacking` have no income."""
    table = pd.DataFrame(
        {
            "mediaan_inkomen": [30_000.0, 31_000, 36_000, 40_000, 30_000],
            "inwoners": [1e4, 1.1e4, 4e4, 5e5, 1e4],
        },
        index=["OWN", "A", "B", "C", "D"],
    )
    gaps = pd.DataFrame({"mediaan_inkomen": np.nan, "inwoners": 2e4}, index=list(lacking))
    table = pd.concat([table, gaps]) if lacking else table
    known = Context(
        table.sort_index(), (INCOME, PEOPLE),
        (Vintage("mediaan_inkomen", "mediaan_inkomen_eur", "2021", "85342NED", "f" * 64),
         Vintage("inwoners", "inwoners_n", "2024", "70072ned", "e" * 64)),
        (SINGLE,),
    )  # fmt: skip
    prepared = similarity.prepare(known)
    near = similarity.nearest(prepared, "OWN", 3)
    codes, title = tuple(near["region"]), "Gemeenten die op elkaar lijken"
    return Group(
        "OWN", "statistical", codes, codes, tuple(near["distance"]), title, "gekozen op", alike=prepared
    )


def test_gemeenten_that_are_alike_with_words_largest_difference_and_mutual() -> None:
    table = referentiegroep_alike.neighbours_table(alike(), lambda code: NAMES.get(code, code))
    first = table.rows[0]
    assert (first["naam"], first["woorden"], first["meest"], first["wederzijds"]) == (
        "D", "lijkt sterk", "geen verschil", "ja"
    )  # fmt: skip
    assert "%)" in str(table.rows[1]["meest"])


def test_shares_add_up_to_a_hundred_and_a_twin_has_none() -> None:
    table = referentiegroep_alike.shares_table(alike(), str)
    totals = [[row["mediaan_inkomen"], row["inwoners"]] for row in table.rows]
    assert totals[0] == [None, None]
    assert sum(totals[1]) == pytest.approx(100)


def test_the_choice_can_be_made_again_from_what_is_shown() -> None:
    group_of = alike()
    table = referentiegroep_alike.choice_table(group_of)
    assert [(row["kenmerk"], row["gewicht"], row["periode"], row["bron"]) for row in table.rows] == [
        ("Middelste inkomen", 50.0, "2021", "85342NED"), ("Inwoners", 50.0, "2024", "70072ned")
    ]  # fmt: skip
    assert f"Code van deze keuze: {group_of.alike.fingerprint}." in table.notes[0]
    assert referentiegroep_alike.absent_text(group_of) == (
        "Nog niet geladen, en daarom niet vergeleken: eenoudergezinnen."
    )
    assert referentiegroep_alike.absent_text(group_of, is_older=True) == (
        "Niet in deze versie van de cijfers, en daarom niet vergeleken: eenoudergezinnen."
    )
    values = referentiegroep_alike.values_table(group_of, str)
    assert values.rows[0] == {"naam": "OWN", "mediaan_inkomen": 30_000.0, "inwoners": 10_000.0}


def test_who_lacks_a_variable_is_named() -> None:
    assert referentiegroep_alike.left_out_text(alike(), str) == ""
    assert referentiegroep_alike.left_out_text(alike("E"), {"E": "Voorne aan Zee"}.__getitem__) == (
        "Voorne aan Zee deed niet mee: een kenmerk ontbreekt."
    )
    assert referentiegroep_alike.left_out_text(alike("E", "F"), str) == (
        "E en F deden niet mee: van elk ontbreekt een kenmerk."
    )
    assert referentiegroep_alike.left_out_text(alike(*"EFGHIJKLM"), str) == (
        "9 gemeenten deden niet mee: van elk ontbreekt een kenmerk."
    )


def test_another_kind_of_group_cannot_say_how_it_was_compared() -> None:
    with pytest.raises(ValueError, match="alike"):
        referentiegroep_alike.choice_table(group("A", "B"))
