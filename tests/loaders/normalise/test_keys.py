"""Periods, statuses, units and titles of CBS, decoded."""

import pytest

from loaders.errors import TableError
from loaders.normalise import forms, keys, metadata
from loaders.normalise.metadata import Dimension, Member, Topic
from tests.feed_server import table


@pytest.mark.parametrize(
    ("key", "period", "year"),
    [
        ("2019JJ00", "2019", 2019),
        ("2019HJ01", "2019H1", 2019),
        ("2017HJ02", "2017H2", 2017),
        ("2015KW01", "2015K1", 2015),
        ("2023MM12", "2023M12", 2023),
        ("2024", "2024", 2024),
    ],
)
def test_periods(key: str, period: str, year: int) -> None:
    found = keys.period(Member(key, key, "", "Definitief"))
    assert found is not None
    assert (found.period, found.year, found.status) == (period, year, "definitief")


@pytest.mark.parametrize(
    "key",
    ["2024X000", "2003X001", "2020SJ00", "2019JJ01", "2019HJ00", "2019HJ03", "2019KW05", "2019MM13", "2019JJ"]
    + ["JJ00", "", "19"],
)
def test_a_key_that_is_no_period_is_not_guessed(key: str) -> None:
    assert keys.period(Member(key, "", "", "")) is None


@pytest.mark.parametrize(
    ("title", "description", "field", "status"),
    [
        ("2019", "", "Definitief", "definitief"),
        ("2024", "", "NaderVoorlopig", "nader_voorlopig"),
        ("2025", "", "Voorlopig", "voorlopig"),
        ("2024**", "", "", "nader_voorlopig"),
        ("2025 1e halfjaar*", "", "", "voorlopig"),
        ("2022", "De cijfers over dit jaar zijn definitief.", "", "definitief"),
        ("2022", "De cijfers zijn nader voorlopig.", "", "nader_voorlopig"),
        ("2022", "Cijfers zijn voorlopig tot oktober.", "", "voorlopig"),
        ("2022", "", "", "onbekend"),
        ("2022**", "", "Iets anders", "onbekend"),
    ],
)
def test_status_from_field_asterisks_or_words(title: str, description: str, field: str, status: str) -> None:
    assert keys.status(Member("2022JJ00", title, description, field)) == status


@pytest.mark.parametrize(
    ("unit", "factor"),
    [
        ("1 000 euro", 1000),
        ("x 1 000 euro", 1000),
        ("1 000", 1000),
        ("x 1 000", 1000),
        ("euro", 1),
        ("aantal", 1),
        ("In % bepaalde leeftijdsklasse", 1),
        ("% van alle jongeren tot 18 jaar", 1),
        ("mln euro", 1_000_000),
        ("2015 = 100", 1),
        ("2025 = 100", 1),
        ("2025=100", 1),
        ("index", 1),
        ("aantal (x 1 000)", 1000),
        ("1\u00a0000 euro", 1000),
        ("1.000 euro", 1000),
        ("x 1 000 huishoudens", 1000),
    ],
)
def test_units(unit: str, factor: float) -> None:
    assert keys.factor(Topic("T_1", "Titel", "Titel", unit), "T") == factor


@pytest.mark.parametrize("unit", ["1 000 dollar", "code", "aantal per 1 000 inwoners"])
def test_a_unit_that_is_not_known_stops_the_table(unit: str) -> None:
    with pytest.raises(TableError, match=f"{unit}.*niet bekend"):
        keys.factor(Topic("T_1", "Titel", "Titel", unit), "T")


def test_a_column_of_texts_is_no_figure_whatever_its_unit() -> None:
    with pytest.raises(TableError, match="bevat teksten"):
        keys.factor(Topic("T_1", "Titel", "Titel", "aantal", datatype="String"), "T")


@pytest.mark.parametrize(
    ("key", "kind"),
    [
        ("GM0150", "gemeente"),
        ("NL01", "land"),
        ("JZ07", "jeugdregio"),
        ("A007398", "grootteklasse"),
        ("QQ1", "overig"),
    ],
)
def test_region_kinds(key: str, kind: str) -> None:
    assert keys.region_kind(key) == kind


@pytest.mark.parametrize(
    ("title", "code"),
    [
        ("JZ Totaal jeugdzorg", "jz_totaal"),
        ("JZ Totaal jeugdzorg in natura", "jz_natura"),
        ("JH 121 Totaal jeugdhulp zonder verblijf", "jh_121"),
        ("JH 12121 Ambulante JH op loc. aanbieder", "jh_12121"),
        ("JB 1 Totaal jeugdbescherming", "jb_1"),
        ("Kosten overig", "kosten_overig"),
        ("JH met verblijf (Zin+PGB)", "jh_met_verblijf_zin_pgb"),
        ("JH Totaal jeugdhulp", "jh_totaal"),
        ("JH Totaal jeugdhulp zonder verblijf", "jh_totaal_jeugdhulp_zonder_verblijf"),
        ("JH zonder verblijf in natura", "jh_zonder_verblijf_in_natura"),
    ],
)
def test_forms_of_youth_care(title: str, code: str) -> None:
    assert forms.code(Member("X", title, "", "")) == code


def test_two_forms_with_one_name_are_refused() -> None:
    members = (Member("A", "JH 1 Totaal jeugdhulp", "", ""), Member("B", "JH 1 Jeugdhulp", "", ""))
    with pytest.raises(TableError, match="JH 1 Jeugdhulp"):
        forms.codes(Dimension("Vormen", "other", members), "T")


def _meta(dims: dict[str, dict[str, str]], topics: dict[str, tuple[str, str]]) -> metadata.Metadata:
    made = table("T", "Titel", dims=dims, topics=topics, values=lambda _: dict.fromkeys(topics, 1.0))
    return metadata.read(
        "T", {"TableInfos": [made.infos], "DataProperties": made.properties, "dims": made.dims}
    )


GEO = {"RegioS": {"GM0150": "Deventer"}, "Perioden": {"2019JJ00": "2019"}}


def test_a_new_dimension_with_a_total_and_nothing_else_changes_no_figure() -> None:
    assert _meta(GEO | {"Geslacht": {"1": "Totaal geslacht "}}, {"A_1": ("Aantal", "aantal")}).others() == []


@pytest.mark.parametrize("sexes", [{"1": "Totaal", "2": "Mannen"}, {"2": "Mannen"}])
def test_a_new_dimension_is_refused_because_figures_would_count_twice(sexes: dict[str, str]) -> None:
    meta = _meta(GEO | {"Geslacht": sexes}, {"A_1": ("Aantal", "aantal")})
    with pytest.raises(TableError, match="Nieuwe dimensie: Geslacht"):
        meta.others()


def test_a_dimension_that_is_gone_is_named() -> None:
    with pytest.raises(TableError, match="'vormen' is niet gevonden"):
        _meta(GEO, {"A_1": ("Aantal", "aantal")}).others("vormen")


def test_a_renamed_column_is_named_with_what_there_is() -> None:
    meta = _meta(GEO, {"A_1": ("Iets anders", "aantal")})
    with pytest.raises(TableError, match=r"'totale bevolking' is niet gevonden.*Iets anders \(aantal\)"):
        meta.topic("totale bevolking")


def test_dimensions_are_known_by_their_key_whatever_type_the_feed_gives() -> None:
    dims = {
        "Gemeenten": {"GM0150": "Deventer"},
        "Verslagsoort": {"2019X000": "Begroting"},
        "Categorie": {"L1": "L1"},
    }
    made = table(
        "T",
        "Titel",
        dims=dims,
        topics={"A_1": ("Aantal", "aantal")},
        values=lambda _: {"A_1": 1.0},
        kinds={"Gemeenten": "Dimension", "Verslagsoort": "TimeDimension"},
    )
    meta = metadata.read(
        "T", {"TableInfos": [made.infos], "DataProperties": made.properties, "dims": made.dims}
    )
    assert meta.geo.key == "Gemeenten"
    assert [each.key for each in meta.others("verslagsoort", "categorie")] == ["Verslagsoort", "Categorie"]


def test_the_shortest_title_is_meant_and_a_tie_is_refused() -> None:
    meta = _meta(GEO, {"A_1": ("Totale bevolking", "aantal"), "B_2": ("Totale bevolkingsgroei", "aantal")})
    assert meta.topic("totale bevolking").key == "A_1"
    twice = _meta(GEO, {"A_1": ("Totale bevolking", "aantal"), "B_2": ("Totale bevolking", "aantal")})
    with pytest.raises(TableError, match="A_1, B_2"):
        twice.topic("totale bevolking")


def test_titles_are_compared_without_case_accents_and_asterisks() -> None:
    assert metadata.plain("  Geëscaleerde  ZORG 18-** ") == "geescaleerde zorg 18-"


@pytest.mark.parametrize(
    "broken", [{}, {"DataProperties": []}, {"DataProperties": [{"Key": "A"}], "TableInfos": []}]
)
def test_metadata_of_another_shape_is_refused(broken: dict[str, object]) -> None:
    with pytest.raises(TableError, match="ontbreek"):
        metadata.read("T", broken)
