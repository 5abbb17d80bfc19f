"""The page of groups as values: what it says of a group can never contradict the figures in its tables."""

from dataclasses import replace
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from metrics import figures as figures_of
from metrics.comparing import own_figures
from metrics.comparing.own_figures import SOURCE, OwnFigure
from metrics.comparing.reading import Readings
from metrics.comparing.remarks import Knowledge
from metrics.grid import Grid
from metrics.groups import make, similarity
from metrics.groups.context import Context, Variable, Vintage
from metrics.groups.families import Family
from metrics.groups.make import Group
from metrics.groups.robustness import Asked, votes
from metrics.groups.sensitivity import three_ways
from metrics.places.lineage import Lineage
from metrics.records import Indicator, Records, RegionalLead
from pages.ui.parts.tables import Table, cell_text, legend
from pages.ui.parts.tables_html import html
from pages.ui.referentiegroep import alike as referentiegroep_alike
from pages.ui.referentiegroep import tables, view, without
from pages.ui.referentiegroep.view import GroupStory
from tests.data.screen_words import hits
from tests.metrics.build_facts import mergers
from tests.metrics.build_figures import ratios

COST = Indicator(
    "lasten_per_inwoner", "Lasten per inwoner", "Lasten per inwoner", "eur", "lasten", "inwoners", "geen", "", (), (),
    "", "", "", 0,
)  # fmt: skip
NAMES = {"GM0": "Eigenstad", "GM1": "Aland", "GM2": "Beek", "GM3": "Cel", "NL01": "Nederland"}
EMPTY = Records({}, {}, (), {}, (), (), (), {}, ())


def figures(**values: float) -> pd.DataFrame:
    """Lasten per inwoner 2023: value per region, over 1,000 inhabitants each."""
    return ratios([(code, value * 1000, 1000) for code, value in values.items()], source="45063NED")


def group(*codes: str, kind: str = "neighbours", distance: float = 2500.0) -> Group:
    members = pd.DataFrame(
        {
            "region_code": codes,
            "region_name": codes,
            "rank": range(1, len(codes) + 1),
            "distance": [distance] * len(codes),
        }
    )
    title = make.KINDS[kind][0]
    return Group("GM0", kind, members, title, "gemeentegrenzen van 2024")


def read(frame: pd.DataFrame, leads: tuple[RegionalLead, ...] = ()) -> Readings:
    known = Knowledge(
        lineage=Lineage(mergers([])), leads=leads, name=lambda code: NAMES.get(code, code), flags=lambda _: (),
        users_n=lambda _code, _year: 500.0,
    )  # fmt: skip
    return Readings(Grid(frame), known)


def made(values: dict[str, float], frame: pd.DataFrame | None = None, **changes: Any) -> GroupStory:
    readings = changes.pop("readings", None) or read(figures(**values) if frame is None else frame)
    chosen: Group = changes.pop("group", group("GM1", "GM2", "GM3"))
    return replace(
        GroupStory(
            own="GM0", group=chosen, indicator=COST, period="2023", how="ratio_of_sums", readings=readings,
            entered=None, name=lambda code: NAMES.get(code, code),
            ways=three_ways(readings.grid, COST.code, "2023", chosen.codes, "GM0"),
            cite=lambda sources: ", ".join(sorted(set(sources))), records=EMPTY,
        ),
        **changes,
    )  # fmt: skip


def tried(story: GroupStory, *families: tuple[str, tuple[str, ...]]) -> GroupStory:
    """Ask other groups what is seen beside this one, as the page does."""
    relation = story.side_of(story.whole.value)
    assert relation is not None
    listed = [Family(kind, make.KINDS[kind][0], (("", codes),) if codes else (), "" if codes else "Een eiland.")
              for kind, codes in families]  # fmt: skip
    found = votes(story.readings.grid, COST.code, "2023", "GM0", listed, Asked(relation))
    return replace(story, votes=found)


def entered(*own: OwnFigure) -> Readings:
    return Readings.of_frame(own_figures.as_figures(own, figures(**FOUR)))


def texts(table: Table, row: int) -> list[str]:
    return [cell_text(table.cell(table.rows[row], column), column) for column in table.columns]


FOUR = {"GM0": 300.0, "GM1": 200.0, "GM2": 250.0, "GM3": 400.0, "NL01": 310.0}  # A, B and C together: 283


def test_title_and_reasons_name_group_figure_and_ground() -> None:
    story = made(FOUR)
    assert view.title(story) == ("Lasten per inwoner in 2023: Eigenstad €\xa0300, buurgemeenten €\xa0283")
    assert view.why(story) == (
        "Buurgemeenten: 3 gemeenten. Aland, Beek en Cel.",
        "Gemeentegrenzen van 2024.",
        "Groepscijfer: alles samen gedeeld door alles samen, zonder Eigenstad. Nederland: met Eigenstad.",
    )


def test_a_gemeente_without_figure_gets_a_title_without_numbers() -> None:
    story = made({"GM1": 200.0, "GM2": 250.0})
    assert view.title(story) == "Eigenstad naast buurgemeenten: lasten per inwoner in 2023"


def test_members_without_the_figure_are_named_with_their_reason() -> None:
    story = made({"GM0": 300.0, "GM1": 200.0, "GM2": 250.0})
    assert view.missing(story) == (
        "2 van 3 gemeenten hebben dit cijfer. "
        "Niet meegeteld: Cel (het CBS geeft geen cijfer (te klein, geheim of onbekend))."
    )
    nobody = made({"GM0": 300.0})
    assert view.missing(nobody) == "Geen enkele gemeente in deze groep heeft dit cijfer."
    assert view.missing(made(FOUR)) == ""


def test_cards_show_own_entered_group_and_country() -> None:
    own = entered(OwnFigure("GM0", 2023, "jaarrekening", 330_000.0))
    cards = view.cards(made(FOUR, entered=own))
    assert [card.value for card in cards] == ["€\xa0300", "€\xa0330", "€\xa0283", "€\xa0310"]
    assert [card.title for card in cards] == [
        "Eigenstad: Lasten per inwoner, 2023", "Eigenstad: eigen opgave ✚", "Buurgemeenten", "Nederland"
    ]  # fmt: skip
    assert [card.lines for card in cards] == [
        ("was hoger dan de groep",),
        ("eigen opgave, niet van het CBS",),
        ("alles samen gedeeld door alles samen, 3 gemeenten",),
        ("met Eigenstad",),
    ]


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
    assert (view.picture(breda), tables.other_groups(breda)) == ("", None)
    assert "hoger" not in without.text(breda) and "lager" not in without.text(breda)
    table = tables.members(breda)
    assert texts(table, 0)[2] == "€\xa0300ʳ"
    assert "ʳ = boekt mogelijk ook lasten voor andere gemeenten in de regio" in legend(table)
    lead = RegionalLead("GM2", 2017, None, "bewijs", "deels")
    told = tables.members(made(FOUR, readings=read(figures(**FOUR), (lead,)), records=records))
    assert told.cell(told.rows[4], told.columns[2]).flag.startswith(
        "Beek boekt mogelijk een deel van de lasten"
    )


def test_the_table_has_own_group_country_and_members_with_their_distance_in_kilometres() -> None:
    table = tables.members(made(FOUR))
    assert [row["naam"] for row in table.rows] == [
        "Eigenstad", "Buurgemeenten, samen", "Nederland", "Aland", "Beek", "Cel"
    ]  # fmt: skip
    assert table.columns[1].heading == "Gedeelde grens (km)"
    cells = [row["afstand"] for row in table.rows]
    assert [cell.value for cell in cells] == [None, None, None, 2.5, 2.5, 2.5]
    assert table.source == "Bron: 45063NED"
    assert [texts(table, row)[2] for row in range(6)] == [
        "€\xa0300", "€\xa0283", "€\xa0310", "€\xa0200", "€\xa0250", "€\xa0400"
    ]  # fmt: skip
    assert table.columns[2].heading == "Lasten per inwoner, 2023"


def test_own_figures_stand_beside_the_official_ones_with_their_own_mark() -> None:
    own = entered(OwnFigure("GM0", 2023, "jaarrekening", 330_000.0))
    assert own.read(COST.code, "GM0", "2023").source == SOURCE
    table = tables.members(made(FOUR, entered=own))
    assert table.rows[1]["naam"] == "Eigenstad (eigen opgave ✚)"
    assert [texts(table, row)[2] for row in (0, 1)] == ["€\xa0300", "€\xa0330"]  # the official one stays
    assert "✚ = eigen opgave" in html(table)


def test_a_group_has_no_decile_and_the_table_says_not_applicable() -> None:
    decile = pd.DataFrame([("inkomensdeciel", code, "2023", 3.0) for code in ("GM0", "GM1", "GM2", "GM3")],
                          columns=["indicator", "region", "period", "value"])  # fmt: skip
    story = made({}, pd.concat([figures(**FOUR), figures_of.complete(decile)], ignore_index=True))
    table = tables.members(story)
    (at,) = [n for n, column in enumerate(table.columns) if column.key.startswith("inkomensdeciel")]
    assert [texts(table, row)[at] for row in range(4)] == ["3", "x", "x", "3"]
    median = tables.members(replace(story, how="median"))
    assert [texts(median, row)[at] for row in range(4)] == ["3", "x", "x", "3"]


def test_the_way_that_is_chosen_stands_in_card_table_and_title() -> None:
    story = made(FOUR, how="median")
    assert view.title(story) == "Lasten per inwoner in 2023: Eigenstad €\xa0300, buurgemeenten €\xa0250"
    assert view.cards(story)[1].value == texts(tables.members(story), 1)[2] == "€\xa0250"
    assert view.cards(story)[1].lines == ("middelste gemeente, 3 gemeenten",)


def test_three_ways_say_on_which_side_the_gemeente_is() -> None:
    table = tables.ways(made(FOUR))
    assert [(row["waarde"], row["kant"]) for row in table.rows] == [
        (pytest.approx(283.33, abs=0.01), "hoger"), (pytest.approx(283.33, abs=0.01), "hoger"), (250.0, "hoger")
    ]  # fmt: skip


def test_who_matters_most_and_whether_the_picture_turns() -> None:
    # without C the group is 225, without A 325, without B 300
    assert without.text(made(FOUR)) == (
        "Zonder Cel verandert het groepscijfer het meest: van €\xa0283 naar €\xa0225. "
        "Eigenstad was hoger dan de groep; zonder Aland of Beek was Eigenstad niet meer hoger."
    )
    steady = made({**FOUR, "GM0": 600.0})
    assert without.text(steady).endswith("Eigenstad was hoger dan de groep, welke gemeente er ook uit gaat.")
    chart = without.chart(made(FOUR))
    assert [bar.name for bar in chart.bars] == ["hele groep", "zonder Cel", "zonder Aland", "zonder Beek"]
    assert [bar.detail for bar in chart.bars] == ["", "", "Eigenstad was lager", "Eigenstad was even hoog"]


def test_with_two_members_nobody_can_leave() -> None:
    story = made(FOUR, group=group("GM1", "GM2"))
    assert "valt er niemand weg te laten" in without.text(story)


def test_the_same_figure_in_other_groups() -> None:
    # B and C are 325, A, B and C 283; one gemeente is no group
    story = tried(
        made(FOUR),
        ("neighbours", ("GM1", "GM2", "GM3")),
        ("jeugdregio", ("GM2", "GM3")),
        ("size", ("GM1",)),
        ("province", ()),
    )
    table = tables.other_groups(story)
    assert table is not None
    assert table.caption == "Lasten per inwoner 2023: hoger dan in de groep?"
    assert [texts(table, row)[1:] for row in range(4)] == [
        ["1 van 1", "€\xa0283"], ["0 van 1", "€\xa0325"], ["–", "–"], ["–", "–"]
    ]  # fmt: skip
    reasons = [table.cell(table.rows[row], table.columns[1]).flag for row in (2, 3)]
    assert reasons == ["Geen enkele groep van deze soort heeft dit cijfer.", "Een eiland."]
    assert view.picture(story) == (
        "Deels: in een van de twee soorten groepen was 'lasten per inwoner' in Eigenstad hoger dan in de groep. "
        "Niet bij elke groep van deze soort: gemeenten in dezelfde jeugdregio. "
        "Niet te maken: ongeveer even grote gemeenten en gemeenten in dezelfde provincie."
    )


def test_when_every_group_says_the_same_that_is_said() -> None:
    story = tried(
        made({**FOUR, "GM0": 900.0}), ("neighbours", ("GM1", "GM2", "GM3")), ("jeugdregio", ("GM2", "GM3"))
    )
    assert view.picture(story) == (
        "Ja: in beide soorten groepen was 'lasten per inwoner' in Eigenstad hoger dan in de groep."
    )


@settings(deadline=None, max_examples=12)
@given(st.lists(st.integers(1, 2000), min_size=4, max_size=4))
def test_no_sentence_contradicts_the_table(values: list[int]) -> None:
    story = made(dict(zip(["GM0", "GM1", "GM2", "GM3"], map(float, values), strict=True)))
    first = tables.ways(story).rows[0]
    said = without.text(story)
    assert (
        f"Eigenstad was {first['kant']} {'als' if first['kant'] == 'even hoog' else 'dan'} de groep" in said
    )
    assert view.cards(story)[0].lines[0].startswith(f"was {first['kant']}")
    assert hits(said) == []
    turned = [bar for bar in without.chart(story).bars if bar.detail]
    assert bool(turned) == ("welke gemeente er ook uit gaat" not in said)


# Gemeenten that are alike

INCOME = Variable("mediaan_inkomen", "Middelste inkomen", "inkomen", "eur", ("mediaan_inkomen_eur",))
PEOPLE = Variable("inwoners", "Inwoners", "grootte", "aantal", ("inwoners_n",), log=True)
SINGLE = Variable("eenoudergezinnen", "Eenoudergezinnen", "gezin", "pct", ("eenoudergezinnen_pct",))


def alike() -> Group:
    table = pd.DataFrame(
        {
            "mediaan_inkomen": [30_000.0, 31_000, 36_000, 40_000, 30_000],
            "inwoners": [1e4, 1.1e4, 4e4, 5e5, 1e4],
        },
        index=["GM0", "GM1", "GM2", "GM3", "GM4"],
    )
    known = Context(
        table.sort_index(), (INCOME, PEOPLE),
        (Vintage("mediaan_inkomen", "mediaan_inkomen_eur", "2021", "85342NED", "f" * 64),
         Vintage("inwoners", "inwoners_n", "2024", "70072ned", "e" * 64)),
        (SINGLE,),
    )  # fmt: skip
    prepared = similarity.prepare(known)
    near = similarity.nearest(prepared, "GM0", 3)
    frame = pd.DataFrame(
        {
            "region_code": near["region"],
            "region_name": near["region"],
            "rank": near["rank"],
            "distance": near["distance"],
        }
    )
    return Group("GM0", "statistical", frame, "Gemeenten die op elkaar lijken", "gekozen op", alike=prepared)


def test_gemeenten_that_are_alike_with_words_largest_difference_and_mutual() -> None:
    table = referentiegroep_alike.neighbours_table(alike(), lambda code: NAMES.get(code, code))
    first = table.rows[0]
    assert (first["naam"], first["woorden"], first["meest"], first["wederzijds"]) == (
        "GM4", "lijkt sterk", "geen verschil", "ja"
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
        "Nog niet geladen, en daarom niet vergeleken: Eenoudergezinnen."
    )
    values = referentiegroep_alike.values_table(group_of, str)
    assert values.rows[0] == {"naam": "GM0", "mediaan_inkomen": 30_000.0, "inwoners": 10_000.0}


def test_another_kind_of_group_cannot_say_how_it_was_compared() -> None:
    with pytest.raises(ValueError, match="alike"):
        referentiegroep_alike.choice_table(group("GM1", "GM2"))
