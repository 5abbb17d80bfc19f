"""Each kind of table, from raw rows to rows of the store, on small hand-made tables with the traps of the real ones."""

from pathlib import Path

import pandas as pd
import pytest

from loaders.build import staging
from loaders.errors import TableError
from loaders.normalise import PLANS
from loaders.snapshots import versions
from tests.feed import small
from tests.feed_server import Table, table
from tests.support.snapshots import normalised

PLACES = {"NL01": "Nederland", "GM0001": "Aa", "GM0002": "Bee", "A007398": "20 000 tot 50 000 inwoners"}
YEAR = {"2019JJ00": "2019"}


def _value(frame: pd.DataFrame, **where: object) -> float:
    for column, wanted in where.items():
        frame = frame[frame[column] == wanted]
    assert len(frame) == 1, f"{len(frame)} rows for {where}"
    return float(frame["value"].iloc[0])


def test_natura_has_five_figures_per_region_and_period(tmp_path: Path) -> None:
    found = normalised(tmp_path, "natura", small.natura(first=8.0))
    assert len(found) == 351 * 4 * 5
    assert _value(found, indicator="natura_jeugdhulp_pct", region="GM9001", period="2019H1") == 8.0
    assert _value(
        found, indicator="natura_bescherming_verblijf_pct", region="NL01", period="2020"
    ) == pytest.approx(47.3)
    empty = found[found["indicator"] == "natura_reclassering_pct"]
    assert empty["value"].isna().all() and set(empty["cell_status"]) == {"geen_cijfer"}
    assert set(found["period_status"]) == {"definitief"} and set(found["source_id"]) == {"82972NED"}


def test_a_percentage_that_cannot_be_keeps_its_value_and_is_marked(tmp_path: Path) -> None:
    changed = small.natura()
    for row, value in zip(changed.rows, (100.0, 100.1, 0.0, -0.1), strict=False):
        row["JongerenMetJeugdbescherming_3"] = value
    found = normalised(tmp_path, "natura", changed)
    land = found[(found["region"] == "NL01") & (found["indicator"] == "natura_bescherming_pct")].set_index(
        "period"
    )
    assert land["value"].to_dict() == {"2019H1": 100.0, "2019": 100.1, "2020H1": 0.0, "2020": -0.1}
    assert land["cell_status"].to_dict() == {
        "2019H1": "ok", "2019": "niet_plausibel", "2020H1": "ok", "2020": "niet_plausibel"
    }  # fmt: skip


def test_natura_that_is_no_longer_a_percentage_is_refused(tmp_path: Path) -> None:
    changed = small.natura()
    changed.properties[2]["Unit"] = "aantal"
    with pytest.raises(TableError, match=r"Geen percentage: Jongeren met jeugdhulp in natura \(aantal\)"):
        normalised(tmp_path, "natura", changed)


FORMS = {
    "A045561": "JZ Totaal jeugdzorg",
    "X000001": "JZ Totaal jeugdzorg in natura",
    "A042503": "JH 121 Totaal jeugdhulp zonder verblijf",
    "A017916": "JH 1211 Uitgevoerd door wijkteam",
}
USE = {
    "JongerenMetJeugdzorg_1": ("Jongeren met jeugdzorg", "aantal"),
    "JongerenMetJeugdzorgRelatief_2": ("Jongeren met jeugdzorg (relatief)", "In % bepaalde leeftijdsklasse"),
    "Jeugdzorgtrajecten_3": ("Jeugdzorgtrajecten", "aantal"),
}


def _youth_care(forms: dict[str, str] = FORMS, topics: dict[str, tuple[str, str]] = USE) -> Table:
    counts = {"A045561": 2370, "X000001": 2200, "A042503": 1950, "A017916": 400}
    return table(
        "84134NED",
        "Kerncijfers over jeugdzorg, 2015-2020",
        dims={
            "VormenVanJeugdzorg": forms,
            "RegioS": PLACES,
            "Perioden": YEAR | {"2017HJ01": "2017 1e halfjaar"},
        },
        topics=topics,
        values=lambda keys: {
            key: counts[keys["VormenVanJeugdzorg"]] + number for number, key in enumerate(topics)
        },
        width={"RegioS": 7},
    )


def test_youth_care_keeps_every_form_and_tells_the_two_jz_apart(tmp_path: Path) -> None:
    found = normalised(tmp_path, "youth_care", _youth_care())
    assert set(found["indicator"]) == {
        f"{form}_{suffix}"
        for form in ("jz_totaal", "jz_natura", "jh_121", "jh_1211")
        for suffix in ("n", "pct", "trajecten_n")
    }
    assert _value(found, indicator="jz_totaal_n", region="GM0001", period="2019") == 2370
    assert _value(found, indicator="jz_natura_n", region="GM0001", period="2019") == 2200
    assert _value(found, indicator="jh_121_trajecten_n", region="A007398", period="2017H1") == 1952


def test_youth_care_without_the_form_that_is_used_most_is_refused(tmp_path: Path) -> None:
    forms = {key: title for key, title in FORMS.items() if "121 " not in title}
    with pytest.raises(TableError, match="Vorm jh_121 is niet gevonden; er staat: JZ Totaal jeugdzorg"):
        normalised(tmp_path, "youth_care", _youth_care(forms))


def test_youth_care_leaves_out_a_column_nobody_knows_and_says_so(tmp_path: Path) -> None:
    made = _youth_care(topics=USE | {"Wachttijd_4": ("Wachttijd", "dagen")})
    assert len(normalised(tmp_path, "youth_care", made)) == 4 * 4 * 2 * 3
    plan = PLANS["youth_care"](staging.read_metadata(versions.snapshots(tmp_path)["84134NED"][0]))
    assert plan.notes == ("Deze kolommen kennen we niet en gebruiken we niet: Wachttijd.",)


def test_a_second_count_in_youth_care_is_left_out_and_doubles_nothing(tmp_path: Path) -> None:
    made = _youth_care(topics=USE | {"Natura_4": ("Jongeren met jeugdzorg in natura", "aantal")})
    found = normalised(tmp_path, "youth_care", made)
    assert _value(found, indicator="jz_totaal_n", region="GM0001", period="2019") == 2370
    plan = PLANS["youth_care"](staging.read_metadata(versions.snapshots(tmp_path)["84134NED"][0]))
    assert plan.notes == (
        "Deze kolommen kennen we niet en gebruiken we niet: Jongeren met jeugdzorg in natura.",
    )


def test_income_without_the_number_of_households_has_its_median(tmp_path: Path) -> None:
    made = _income({"1": "Particuliere huishoudens incl. studenten"}, {"2": "Totaal huishoudens"})
    made.properties = [one for one in made.properties if one["Key"] != "ParticuliereHuishoudens_1"]
    assert set(normalised(tmp_path, "income", made)["indicator"]) == {"mediaan_inkomen_eur"}


def test_youth_care_without_the_share_is_refused(tmp_path: Path) -> None:
    topics = {key: title for key, title in USE.items() if "Relatief" not in key}
    with pytest.raises(TableError, match=r"is niet gevonden. Het CBS gaf: Jongeren met jeugdzorg \(aantal\)"):
        normalised(tmp_path, "youth_care", _youth_care(topics=topics))


def _income(populations: dict[str, str], features: dict[str, str]) -> Table:
    def values(keys: dict[str, str]) -> dict[str, float]:
        own = list(populations).index(keys["Populatie"]) + 10 * list(features).index(
            keys["KenmerkenVanHuishoudens"]
        )
        return {"ParticuliereHuishoudens_1": 20.5 + own, "Mediaan_4": 28.4 + own, "Gemiddeld_3": 99.0}

    return table(
        "84866NED",
        "Inkomen van huishoudens; huishoudenskenmerken, regio (indeling 2020)",
        dims={
            "Populatie": populations,
            "KenmerkenVanHuishoudens": features,
            "RegioS": PLACES,
            "Perioden": YEAR,
        },
        topics={
            "ParticuliereHuishoudens_1": ("Particuliere huishoudens", "x 1 000"),
            "Gemiddeld_3": ("Gemiddeld gestandaardiseerd inkomen", "1 000 euro"),
            "Mediaan_4": ("Mediaan gestandaardiseerd inkomen", "1 000 euro"),
        },
        values=values,
    )


def test_income_with_and_without_students_in_euros(tmp_path: Path) -> None:
    populations = {
        "1050010": "Particuliere huishoudens incl. studenten",
        "1050015": "Particuliere huishoudens excl. studenten",
    }
    features = {"1050010": "Particuliere huishoudens", "1050055": "Type: Eenpersoonshuishouden"}
    found = normalised(tmp_path, "income", _income(populations, features))
    assert _value(found, indicator="mediaan_inkomen_eur", region="GM0001") == 28_400
    assert _value(found, indicator="mediaan_inkomen_zonder_studenten_eur", region="GM0001") == 29_400
    assert _value(found, indicator="huishoudens_n", region="NL01") == 20_500
    assert not found["indicator"].str.contains("gemiddeld").any()


def test_income_of_one_population_has_no_figure_without_students(tmp_path: Path) -> None:
    found = normalised(
        tmp_path,
        "income",
        _income({"1": "Particuliere huishoudens incl. studenten"}, {"2": "Totaal huishoudens"}),
    )
    assert set(found["indicator"]) == {"mediaan_inkomen_eur", "huishoudens_n"}


def test_income_whose_population_was_renamed_is_refused(tmp_path: Path) -> None:
    with pytest.raises(TableError, match="er staat: Bewoonde adressen"):
        normalised(tmp_path, "income", _income({"1": "Bewoonde adressen"}, {"2": "Totaal"}))


def _low_income(children: str) -> Table:
    limits = {
        "A": "Totaal",
        "B": "Inkomen tot lage-inkomensgrens",
        "C": "Inkomen tot 110% lage-inkomensgrens",
    }
    durations = {"D0": "Totaal", "D1": "Ten minste 1 jaar", "D4": "Vier jaar of langer"}

    def values(keys: dict[str, str]) -> dict[str, float | None]:
        if keys["InkomensgrensHuishouden"] == "A" or keys["DuurInkomenspositie"] == "D0":
            return {"Kinderen_3": 30.0, "KinderenRelatief_6": 100.0}
        long = keys["DuurInkomenspositie"] == "D4"
        higher = 5.0 if keys["InkomensgrensHuishouden"] == "C" else 0.0
        return {"Kinderen_3": 0.4 if long else 1.2, "KinderenRelatief_6": (2.1 if long else 6.9) + higher}

    return table(
        "84868NED",
        "Laag en langdurig laag inkomen; huishoudenskenmerken, regio (indeling 2020)",
        dims={
            "InkomensgrensHuishouden": limits,
            "DuurInkomenspositie": durations,
            "KenmerkenVanHuishoudens": {"H0": "Particuliere huishoudens", "H1": "Type: Eenoudergezin"},
            "RegioS": PLACES,
            "Perioden": YEAR,
        },
        topics={
            "Kinderen_3": (children, "x 1 000"),
            "KinderenRelatief_6": (f"{children} (relatief)", "%"),
        },
        values=values,
    )


@pytest.mark.parametrize("children", ["Kinderen", "Minderjarige kinderen"])
def test_low_income_avoids_the_three_totals(tmp_path: Path, children: str) -> None:
    found = normalised(tmp_path, "low_income", _low_income(children))
    assert _value(found, indicator="kinderen_laag_inkomen_1jr_pct", region="GM0001") == 6.9
    assert _value(found, indicator="kinderen_laag_inkomen_4jr_pct", region="GM0001") == 2.1
    assert _value(found, indicator="kinderen_laag_inkomen_1jr_n", region="GM0001") == 1_200
    assert len(found) == 4 * len(PLACES)


def test_low_income_without_the_limit_is_refused(tmp_path: Path) -> None:
    changed = _low_income("Kinderen")
    changed.dims["InkomensgrensHuishouden"][1]["Title"] = "Inkomen onder de armoedegrens"
    with pytest.raises(TableError, match="Inkomen onder de armoedegrens"):
        normalised(tmp_path, "low_income", changed)


def test_ses_woa_keeps_the_total_score_of_gemeenten(tmp_path: Path) -> None:
    made = table(
        "85163NED",
        "SES-WOA; scores per wijk en buurt",
        dims={
            "WijkenEnBuurten": {"GM0001": "Aa", "WK000100": "Wijk", "BU00010000": "Buurt"},
            "Perioden": YEAR,
        },
        topics={
            "Score_1": ("Gemiddelde score", "getal"),
            "Spreiding_2": ("Spreiding", "getal"),
            "Score_3": ("Gemiddelde score", "getal"),
        },
        values=lambda _: {"Score_1": -0.155, "Spreiding_2": 0.2, "Score_3": 0.7},
        width={"WijkenEnBuurten": 10},
    )
    groups = [
        {
            "odata.type": "Cbs.OData.TopicGroup",
            "Type": "TopicGroup",
            "ID": 90,
            "Key": "",
            "Title": "Totaalscore",
            "ParentID": None,
        },
        {
            "odata.type": "Cbs.OData.TopicGroup",
            "Type": "TopicGroup",
            "ID": 91,
            "Key": "",
            "Title": "Deelscore welvaart",
            "ParentID": None,
        },
    ]
    for entry in made.properties:
        if entry["Type"] == "Topic":
            entry["ParentID"] = 91 if entry["Key"] == "Score_3" else 90
    made.properties.extend(groups)
    found = normalised(tmp_path, "ses_woa", made)
    assert found[["indicator", "region", "value"]].to_numpy().tolist() == [
        ["ses_woa_score", "GM0001", -0.155]
    ]


def test_population_takes_what_else_came_with_it(tmp_path: Path) -> None:
    made = table(
        "70072ned",
        "Regionale kerncijfers Nederland",
        dims={"RegioS": PLACES, "Perioden": YEAR},
        topics={
            "TotaleBevolking_1": ("Totale bevolking", "aantal"),
            "Groei_9": ("Totale bevolkingsgroei", "aantal"),
            "Bevolkingsdichtheid_57": ("Bevolkingsdichtheid", "aantal inwoners per km²"),
        },
        values=lambda _: {"TotaleBevolking_1": 99_957, "Groei_9": 500, "Bevolkingsdichtheid_57": 762},
        kinds={"RegioS": "GeoDetail"},
    )
    found = normalised(tmp_path, "population", made)
    assert _value(found, indicator="inwoners_n", region="GM0001") == 99_957
    assert _value(found, indicator="bevolkingsdichtheid_per_km2", region="GM0001") == 762
    assert set(found["indicator"]) == {"inwoners_n", "bevolkingsdichtheid_per_km2"}


def test_a_topic_of_the_metadata_that_was_not_fetched_is_not_asked_for(tmp_path: Path) -> None:
    made = small.population(each=40_000)
    made.properties.append(
        {"odata.type": "Cbs.OData.Topic", "Type": "Topic", "Key": "Dichtheid_2", "Title": "Bevolkingsdichtheid",
         "Unit": "aantal", "ID": 99, "ParentID": None}
    )  # fmt: skip
    found = normalised(tmp_path, "population", made)
    assert set(found["indicator"]) == {"inwoners_n"}


def _ages(missing: tuple[int, str] | None = None) -> Table:
    ages = {"10000": "Totaal leeftijd"} | {f"{10010 + 90 * (n > 0) + n}": f"{n} jaar" for n in range(0, 30)}
    years = {key: int(title.split()[0]) for key, title in ages.items() if title[0].isdigit()}

    def values(keys: dict[str, str]) -> dict[str, float | None]:
        if keys["Geslacht"] != "T001038":
            return {"BevolkingOp1Januari_1": 7}
        age = years.get(keys["Leeftijd"])
        if missing and (age, keys["RegioS"]) == missing:
            return {"BevolkingOp1Januari_1": None}
        return {"BevolkingOp1Januari_1": 100_000 if age is None else 1_000 + age}

    return table(
        "03759ned",
        "Bevolking op 1 januari en gemiddeld; geslacht, leeftijd en regio",
        dims={
            "Geslacht": {"T001038": "Totaal mannen en vrouwen", "3000": "Mannen"},
            "Leeftijd": ages,
            "BurgerlijkeStaat": {"T001019": "Totaal burgerlijke staat"},
            "RegioS": PLACES,
            "Perioden": YEAR,
        },
        topics={"BevolkingOp1Januari_1": ("Bevolking op 1 januari", "aantal")},
        values=values,
    )


def test_young_people_are_the_sum_of_single_years(tmp_path: Path) -> None:
    found = normalised(tmp_path, "population_age", _ages())
    assert _value(found, indicator="inwoners_0_17_n", region="GM0001") == 18 * 1_000 + sum(
        range(18)
    )  # 18,153
    assert _value(found, indicator="inwoners_0_22_n", region="GM0001") == 23 * 1_000 + sum(
        range(23)
    )  # 23,253


def test_a_missing_year_of_age_makes_the_sum_missing_and_not_smaller(tmp_path: Path) -> None:
    found = normalised(tmp_path, "population_age", _ages(missing=(20, "GM0001")))
    mine = found[found["region"] == "GM0001"].set_index("indicator")
    assert pd.isna(mine.loc["inwoners_0_22_n", "value"])
    assert mine.loc["inwoners_0_22_n", "cell_status"] == "geen_cijfer"
    assert mine.loc["inwoners_0_17_n", "value"] == 18_153


def test_an_age_that_is_not_in_the_list_is_named(tmp_path: Path) -> None:
    changed = _ages()
    changed.dims["Leeftijd"] = [each for each in changed.dims["Leeftijd"] if each["Title"] != "17 jaar"]
    with pytest.raises(TableError, match="Leeftijd 17 jaar ontbreekt"):
        normalised(tmp_path, "population_age", changed)


def _finance(amounts: dict[str, tuple[float | None, float | None]], first: str = "1e plaatsing") -> Table:
    names = {
        "1e plaatsing": ("k_1ePlaatsing_1", "k_2ePlaatsing_2"),
        "1ste plaatsing": ("k_1stePlaatsing_1", "k_2dePlaatsing_2"),
    }
    one, two = names[first]
    return table(
        "45046NED",
        "Gemeenten 2019 onbewerkte Iv3-data ",
        dims={
            "TaakveldBalanspost": {
                "6.72": "6.72 Maatwerkdienstverlening 18-",
                "6.60": "6.60 Iets",
                "A111": "A111 Activa",
            },
            "Categorie": {"L3.8": "L3.8 Overige goederen", "B3.8": "B3.8 Overige", "Primo": "Primo"},
            "Gemeenten": {"GM0001": "Aa", "GM0002": "Bee"},
            "Verslagsoort": {"2019X000": "Begroting", "2019X003": "3e kwartaal", "2019X005": "Jaarrekening"},
        },
        topics={
            one: (first, "1 000 euro"),
            two: (first.replace("1ste", "2de").replace("1e", "2e"), "1 000 euro"),
        },
        values=lambda keys: dict(zip((one, two), amounts.get(keys["Gemeenten"], (0.0, 0.0)), strict=True)),
        catalog="IV3",
        width={"TaakveldBalanspost": 6, "Categorie": 8, "Gemeenten": 9, "Verslagsoort": 8},
    )


@pytest.mark.parametrize("first", ["1e plaatsing", "1ste plaatsing"])
def test_finance_keeps_both_placings_and_every_category_in_euros(tmp_path: Path, first: str) -> None:
    found = normalised(
        tmp_path, "finance", _finance({"GM0001": (21_413.5, 21_414.0), "GM0002": (7.0, None)}, first)
    )
    assert set(found["statement"]) == {"begroting", "jaarrekening"}  # no quarter
    assert set(found["taakveld"]) == {"6.72", "6.60"}  # no balance post; 6.60 is a text and not 6.6
    assert set(found["categorie"]) == {"L3.8", "B3.8"}
    one = found[
        (found["region"] == "GM0001") & (found["taakveld"] == "6.72") & (found["categorie"] == "L3.8")
    ]
    assert (
        one["placing1_eur"].tolist() == [21_413_500.0] * 2
        and one["placing2_eur"].tolist() == [21_414_000.0] * 2
    )
    late = found[found["region"] == "GM0002"]
    assert late["placing2_eur"].isna().all() and (late["placing1_eur"] == 7_000).all()
    assert set(found["year"]) == {2019}


def test_the_code_for_no_figure_is_missing_by_equality_only(tmp_path: Path) -> None:
    found = normalised(
        tmp_path, "finance", _finance({"GM0001": (-99998, -99998), "GM0002": (-99999, -99997)})
    )
    assert found.loc[found["region"] == "GM0001", ["placing1_eur", "placing2_eur"]].isna().all(axis=None)
    real = found[found["region"] == "GM0002"]
    assert set(real["placing1_eur"]) == {-99_999_000.0} and set(real["placing2_eur"]) == {-99_997_000.0}


def test_finance_whose_placings_differ_in_unit_is_refused(tmp_path: Path) -> None:
    changed = _finance({})
    changed.properties[-1]["Unit"] = "euro"
    with pytest.raises(TableError, match="1 000 euro, euro"):
        normalised(tmp_path, "finance", changed)


def test_finance_without_begroting_and_jaarrekening_says_what_there_is(tmp_path: Path) -> None:
    changed = _finance({})
    for entry in changed.dims["Verslagsoort"]:
        entry["Title"] = "1e kwartaal"
    with pytest.raises(TableError, match="Geen begroting of jaarrekening.*1e kwartaal"):
        normalised(tmp_path, "finance", changed)


def test_costs_of_youth_care_in_euros_per_form(tmp_path: Path) -> None:
    made = table(
        "83454NED",
        "Gemeentelijke kosten; jeugdzorg, regio",
        dims={
            "VormenVanJeugdzorg": {"T1": "JZ Totaal jeugdzorg", "T2": "JH 1221 Pleegzorg"},
            "Regio": PLACES,
            "Perioden": YEAR,
        },
        topics={
            "BegroteKosten_1": ("Begrote kosten", "1 000 euro"),
            "GerealiseerdeKosten_2": ("Gerealiseerde kosten", "1 000 euro"),
        },
        values=lambda keys: {
            "BegroteKosten_1": 900.0,
            "GerealiseerdeKosten_2": None if keys["VormenVanJeugdzorg"] == "T2" else 1_000.0,
        },
    )
    found = normalised(tmp_path, "youth_costs", made)
    assert _value(found, indicator="kosten_begroot_jh_1221_eur", region="GM0001") == 900_000
    assert _value(found, indicator="kosten_gerealiseerd_jz_totaal_eur", region="GM0001") == 1_000_000
    assert found.loc[found["indicator"] == "kosten_gerealiseerd_jh_1221_eur", "value"].isna().all()


def test_prices_take_whole_years_of_health_care(tmp_path: Path) -> None:
    made = table(
        "83131NED",
        "Consumentenprijzen; prijsindex 2015=100",
        dims={
            "Bestedingscategorieen": {"T001112": "000000 Alle bestedingen", "CPI060000": "060000 Gezondheid"},
            "Perioden": {"2019JJ00": "2019", "2019MM06": "2019 juni"},
        },
        topics={"CPI_1": ("CPI", "2015 = 100"), "Jaarmutatie_5": ("Jaarmutatie CPI", "%")},
        values=lambda keys: {
            "CPI_1": 101.9 if keys["Bestedingscategorieen"] == "CPI060000" else 105.0,
            "Jaarmutatie_5": 1.0,
        },
    )
    found = normalised(tmp_path, "prices", made)
    assert found[["indicator", "region", "period", "value"]].to_numpy().tolist() == [
        ["prijsindex_gezondheidszorg", "NL01", "2019", 101.9]
    ]
