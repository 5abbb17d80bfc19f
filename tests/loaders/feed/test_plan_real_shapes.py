"""What is asked of tables as CBS makes them: an oddity in an optional column or a new total costs no table."""

import re

import pytest

from loaders.errors import TableChangedError
from loaders.feed import plan
from loaders.files import register
from loaders.files.register import RegisteredSource
from tests.feed import real_shapes, small
from tests.feed_server import Row, Table
from tests.loaders.feed.test_plan import meta_of

SOURCES = {source.source_id: source for source in register.sources()}


def _of_kind(kind: str) -> RegisteredSource:
    return next(source for source in SOURCES.values() if source.kind.name == kind)


def _asked(kind: str, made: Table) -> tuple[str, ...]:
    return plan.make(_of_kind(kind), made.id, meta_of(made)).select


@pytest.mark.parametrize(("children", "columns"), [("", 2), ("Kinderen", 4), ("Minderjarige kinderen", 4)])
def test_low_income_asks_for_households_and_for_children_where_there_are(children: str, columns: int) -> None:
    select = _asked("low_income", real_shapes.low_income(children))
    assert len(select) == 5 + columns
    assert not any(key.startswith("Personen") for key in select)


def test_an_optional_column_in_another_unit_is_asked_for_all_the_same() -> None:
    assert "MateVanStedelijkheid_241" in _asked("population", real_shapes.key_figures("code"))


@pytest.mark.parametrize(
    "unit", ["1 000 euro", "x 1 000 euro", "1\u00a0000 euro", "1.000 euro", "In 1 000 euro"]
)
def test_a_unit_may_be_written_in_some_ways(unit: str) -> None:
    made = real_shapes.costs()
    made.properties[-1]["Unit"] = unit
    assert plan.make(_of_kind("youth_costs"), made.id, meta_of(made)).columns


@pytest.mark.parametrize("title", ["Gerealiséerde  kosten", "GEREALISEERDE KOSTEN", " Gerealiseerde kosten "])
def test_accents_capitals_and_blanks_are_no_other_title(title: str) -> None:
    made = real_shapes.costs()
    made.properties[-1] |= {"Title": title, "Key": "Anders_2"}
    assert "Anders_2" in plan.make(_of_kind("youth_costs"), made.id, meta_of(made)).columns


def _with_dimension(made: Table, categories: list[Row]) -> Table:
    entry = {"odata.type": "Cbs.OData.Dimension", "Type": "Dimension", "Key": "Geslacht", "Title": "Geslacht"}
    made.properties.append(entry)
    made.dims["Geslacht"] = categories
    return made


def test_a_new_dimension_that_is_only_a_total_is_asked_along() -> None:
    made = _with_dimension(small.population(), [{"Key": "T001038", "Title": "Totaal mannen en vrouwen"}])
    found = plan.make(_of_kind("population"), made.id, meta_of(made))
    assert found.key == ("RegioS", "Perioden", "Geslacht")
    assert found.select == ("RegioS", "Perioden", "Geslacht", "TotaleBevolking_1")


@pytest.mark.parametrize("titles", [["Mannen"], ["Totaal", "Mannen"]])
def test_a_new_dimension_with_anything_else_is_refused(titles: list[str]) -> None:
    made = _with_dimension(small.population(), [{"Key": title, "Title": title} for title in titles])
    with pytest.raises(TableChangedError, match="dimension Geslacht is new"):
        plan.make(_of_kind("population"), made.id, meta_of(made))


@pytest.mark.parametrize("name", ["Regio", "RegioS", "Regios", "regioS"])
def test_regions_go_by_some_names(name: str) -> None:
    made = real_shapes.costs()
    for entry in made.properties:
        entry["Key"] = name if entry["Key"] == "Regio" else entry["Key"]
    made.dims[name] = made.dims.pop("Regio")
    assert name in plan.make(_of_kind("youth_costs"), made.id, meta_of(made)).key


@pytest.mark.parametrize(
    ("title", "base"),
    [
        ("Consumentenprijzen; CPI 2025=100, index en mutaties", 2025),
        ("Consumentenprijzen; prijsindex 2025 = 100", 2025),
        ("Consumentenprijzen; CPI 2030=100, index en mutaties", 2030),
        ("Consumentenprijzen; prijsindex 2015=100, 1996-2025", 2015),
        ("Consumentenprijzen; prijsindex 1900=100", None),
        ("Consumentenprijzen; prijsindex 2006=100", None),
        ("Consumentenprijzen; Europees geharmoniseerd 2025=100 (HICP)", None),
        ("Consumentenprijzen; CPI 2025=100, bijdragen", None),
    ],
)
def test_prices_are_found_by_title_each_base_by_itself(title: str, base: int | None) -> None:
    pattern = SOURCES["86141NED"].title_pattern
    fitting = [
        year
        for year in (2015, 2020, 2025, 2030)
        if re.search(pattern.replace("2025", str(year)), title, re.IGNORECASE)
    ]
    assert fitting == ([] if base is None else [base])
    registered = SOURCES["83131NED"].title_pattern
    assert bool(re.search(registered, title, re.IGNORECASE)) is (base == 2015)


def test_of_prices_the_index_alone_is_asked() -> None:
    made = real_shapes.prices()
    found = plan.make(_of_kind("prices"), made.id, meta_of(made))
    assert found.select == ("Bestedingscategorieen", "Perioden", "CPI_1")
    assert [chunk.name for chunk in found.chunks] == [
        "000000 Alle bestedingen", "060000 Gezondheid", "062000 Extramurale gezondheidszorg"
    ]  # fmt: skip


KINDS = sorted({source.kind.name for source in SOURCES.values() if source.kind.topics})


@pytest.mark.parametrize("kind", KINDS)
def test_a_column_that_is_gone_is_named_in_words_and_not_by_an_expression(kind: str) -> None:
    source = _of_kind(kind)
    dims = (*source.kind.dimensions, "")[:-1]
    meta = {
        "DataProperties": [
            {"odata.type": "Cbs.OData.Dimension", "Type": "Dimension", "Key": name} for name in dims
        ],
        "dims": {name: [{"Key": "1", "Title": "Totaal"}] for name in dims},
    }
    with pytest.raises(TableChangedError) as caught:
        plan.make(source, "T", meta)
    for text in (caught.value.message_nl, str(caught.value)):
        shown = text.replace(" [T, ", " ").removesuffix("].")  # the line to report stands between brackets
        assert not set(shown) & set("|\\^$*+?[]{}")
    assert re.search(r"kolom [A-Z1-9s]", caught.value.message_nl)
