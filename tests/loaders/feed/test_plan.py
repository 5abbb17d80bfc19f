"""What is asked of a table: chunks and columns by title, and changes seen before a row is fetched."""

import copy
from typing import Any

import pytest

from loaders.errors import TableChangedError
from loaders.feed import plan
from loaders.files import register
from tests.feed.small import finance, natura, population
from tests.feed_server import Fault, FeedServer, Table, parse_filter, table

SOURCES = {source.source_id: source for source in register.sources()}


def meta_of(one: Table) -> dict[str, Any]:
    return copy.deepcopy(
        {
            "TableInfos": [one.infos],
            "DataProperties": one.properties,
            "CategoryGroups": [],
            "dims": one.dims,
        }
    )


def reshaped(one: Table, kind: str) -> Table:
    return FeedServer([one], faults=[Fault(kind)]).shaped(one)


def test_finance_is_cut_by_taakveld_and_verslagsoort_of_the_social_domain_only() -> None:
    made = plan.make(SOURCES["45046NED"], "45046NED", meta_of(finance()))
    assert [chunk.filters for chunk in made.chunks] == [
        f"TaakveldBalanspost eq '{taakveld}' and Verslagsoort eq '{statement}'"
        for taakveld in ("6.2   ", "6.72  ", "6.82  ")
        for statement in ("2019X000", "2019X005")
    ]
    assert made.chunks[1].name == "6.2 Wijkteams, Jaarrekening"
    assert made.select == ()  # every column


def test_the_filters_of_finance_answer_for_every_category_and_nothing_else() -> None:
    one = finance()
    made = plan.make(SOURCES["45046NED"], "45046NED", meta_of(one))
    columns = {"ID", *one.dims, *one.topics}
    tests = [parse_filter(chunk.filters, columns) for chunk in made.chunks]
    kept = [row for row in one.rows if any(test(row) for test in tests)]
    wanted = [
        row
        for row in one.rows
        if row["TaakveldBalanspost"].startswith("6") and row["Verslagsoort"][-1] in "05"
    ]
    assert kept == wanted
    assert {row["Categorie"].strip() for row in kept} == {"L1.1", "L3.8", "B3.8"}


def test_natura_is_cut_by_period_and_keeps_every_column() -> None:
    made = plan.make(SOURCES["82972NED"], "82972NED", meta_of(natura()))
    assert [chunk.filters for chunk in made.chunks] == [
        f"Perioden eq '{key}'" for key in ("2019HJ01", "2019JJ00", "2020HJ01", "2020JJ00")
    ]
    assert made.columns == {"RegioS", "Perioden", *natura().topics}


def test_of_the_key_figures_only_what_is_used_is_asked() -> None:
    one = population()
    extra = {"odata.type": "Cbs.OData.Topic", "Type": "Topic", "Key": "Mannen_2", "Title": "Mannen"}
    meta = meta_of(one)
    meta["DataProperties"].append({**extra, "Unit": "aantal"})
    made = plan.make(SOURCES["70072ned"], "70072ned", meta)
    assert made.select == ("RegioS", "Perioden", "TotaleBevolking_1")
    assert [chunk.filters for chunk in made.chunks] == [""]


def test_categories_of_low_income_are_chosen_by_title() -> None:
    one = table(
        "84868NED",
        "Laag en langdurig laag inkomen",
        dims={
            "InkomensgrensHuishouden": {
                "A1": "Totaal",
                "A2": "Inkomen tot lage-inkomensgrens",
                "A3": "Vanaf",
            },
            "DuurInkomenspositie": {"B1": "Totaal", "B2": "Ten minste 1 jaar", "B3": "Vier jaar of langer"},
            "KenmerkenVanHuishoudens": {"C1": "Particuliere huishoudens", "C2": "Type: Eenpersoons"},
            "Regio": {"GM9001": "Voorbeeld 1"},
            "Perioden": {"2019JJ00": "2019"},
        },
        topics={
            "Kinderen_3": ("Kinderen", "x 1 000"),
            "KinderenRelatief_6": ("Kinderen, relatief", "%"),
            "Personen_2": ("Personen", "x 1 000"),
        },
        values=lambda _: None,
        width={"DuurInkomenspositie": 5},
    )
    made = plan.make(SOURCES["84868NED"], "84868NED", meta_of(one))
    both = (
        "InkomensgrensHuishouden eq 'A2' and DuurInkomenspositie eq '{}' and KenmerkenVanHuishoudens eq 'C1'"
    )
    assert [chunk.filters for chunk in made.chunks] == [both.format("B2   "), both.format("B3   ")]
    assert set(made.select[5:]) == {"Kinderen_3", "KinderenRelatief_6"}
    assert made.key[3] == "Regio"  # the same dimension under the name of another year


def _ses_woa(**more: dict[str, str]) -> Table:
    return table(
        "85163NED",
        "Sociaal-economische status; scores per wijk en buurt, regio-indeling 2021",
        dims={
            "WijkenEnBuurten": {"GM9001": "Voorbeeld 1", "WK900100": "Wijk", "BU90010000": "Buurt"},
            **more,
        },
        topics={"Totaalscore_1": ("Totaalscore", "score")},
        values=lambda _: {"Totaalscore_1": 0.1},
        width={"WijkenEnBuurten": 10},
    )


def test_scores_without_periods_are_refused_for_the_year_in_the_title_is_that_of_the_division() -> None:
    with pytest.raises(TableChangedError, match="dimension Perioden is gone") as caught:
        plan.make(SOURCES["85163NED"], "85163NED", meta_of(_ses_woa()))
    assert "verwacht bij 85163NED, kolom Perioden. Meld dit" in caught.value.message_nl


def test_gemeenten_out_of_neighbourhoods_are_asked_with_startswith() -> None:
    one = _ses_woa(Perioden={"2019JJ00": "2019"})
    made = plan.make(SOURCES["85163NED"], "85163NED", meta_of(one))
    (chunk,) = made.chunks
    assert chunk.filters == "startswith(WijkenEnBuurten,'GM')"
    test = parse_filter(chunk.filters, {"WijkenEnBuurten"})
    assert [row["WijkenEnBuurten"].strip() for row in one.rows if test(row)] == ["GM9001"]


def test_ages_are_single_years_to_22_and_the_total() -> None:
    ages = {"10000": "Totaal leeftijd", "22000": "99 jaar of ouder", "70100": "0 tot 5 jaar"}
    ages |= {f"5{n:02d}00": f"{n} jaar" for n in range(30)}
    one = table(
        "03759ned",
        "Bevolking",
        dims={
            "Geslacht": {"T001038": "Totaal mannen en vrouwen", "3000": "Mannen"},
            "Leeftijd": ages,
            "BurgerlijkeStaat": {"T001019": "Totaal burgerlijke staat", "1010": "Ongehuwd"},
            "RegioS": {"NL01": "Nederland"},
            "Perioden": {"2019JJ00": "2019"},
        },
        topics={
            "BevolkingOp1Januari_1": ("Bevolking op 1 januari", "aantal"),
            "GemiddeldeBevolking_2": ("Gemiddelde bevolking", "aantal"),
        },
        values=lambda _: None,
    )
    made = plan.make(SOURCES["03759ned"], "03759ned", meta_of(one))
    names = [chunk.name.split(", ")[1] for chunk in made.chunks]
    assert names == ["Totaal leeftijd", *(f"{n} jaar" for n in range(23))]
    assert made.select[-1] == "BevolkingOp1Januari_1"


@pytest.mark.parametrize(
    ("kind", "column", "words"),
    [
        ("new_dimension", "Geslacht", "dimension Geslacht is new (2 categories)"),
        ("unit", "JongerenMetJeugdhulpInNatura_1", "the unit is 'mln euro'"),
        ("renamed_column", "Jongeren met jeugdreclassering", "no column has a title like"),
    ],
)
def test_a_changed_table_is_seen_in_its_metadata(kind: str, column: str, words: str) -> None:
    with pytest.raises(TableChangedError) as caught:
        plan.make(SOURCES["82972NED"], "82972NED", meta_of(reshaped(natura(), kind)))
    assert words in str(caught.value)
    assert "82972NED" in str(caught.value)
    assert caught.value.column == column
    assert caught.value.message_nl.startswith(
        f"Het CBS gaf een ander antwoord dan verwacht bij 82972NED, kolom {column}. Meld dit aan uw beheerder"
    )
    assert "data/sources.toml" in str(caught.value)  # the remedy


def test_thousands_that_became_euros_are_seen() -> None:
    meta = meta_of(finance())
    meta["DataProperties"][-1]["Unit"] = "euro"
    with pytest.raises(TableChangedError, match="thousand times too large or too small"):
        plan.make(SOURCES["45046NED"], "45046NED", meta)


def test_a_dimension_that_is_gone_is_named_with_those_that_are_there() -> None:
    meta = meta_of(finance())
    meta["DataProperties"][0]["Key"] = "FunctieKostenplaatsBalanspost"
    with pytest.raises(TableChangedError, match="TaakveldBalanspost is gone; the table has Functie"):
        plan.make(SOURCES["45046NED"], "45046NED", meta)


def test_categories_that_are_gone_are_told_with_five_of_those_that_are_there() -> None:
    meta = meta_of(finance())
    for one in meta["dims"]["Verslagsoort"]:
        one["Title"] = "Kwartaal " + one["Key"]
    with pytest.raises(TableChangedError, match="no category like") as caught:
        plan.make(SOURCES["45046NED"], "45046NED", meta)
    assert caught.value.rows == ("Kwartaal 2019X000", "Kwartaal 2019X003", "Kwartaal 2019X005")


def test_a_quote_in_a_key_cannot_break_out_of_the_filter() -> None:
    meta = meta_of(natura())
    meta["dims"]["Perioden"][0]["Key"] = "2019' or 'a' eq 'a"
    made = plan.make(SOURCES["82972NED"], "82972NED", meta)
    assert made.chunks[0].filters == "Perioden eq '2019'' or ''a'' eq ''a'"
