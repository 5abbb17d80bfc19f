"""The page *Met wie vergelijken?* as visitors use it: choosing, adding, bad links, own figures, saving."""

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from loaders.errors import DataFileError
from loaders.files import own, own_groups
from metrics.facts import Facts
from metrics.groups.make import Groups
from metrics.records import ReferenceGroup
from pages.ui.site import builds, saved_here, trouble
from pages.ui.site.visiting import asked_group
from tests.pages.conftest import Open, html, opener

PAGE = "referentiegroep"
FIGURES = "gemeente;jaar;soort;waarde;eenheid\nDeventer;2019;jaarrekening;{value};duizend euro\n"


def upload(at: AppTest, text: str) -> AppTest:
    at.file_uploader[0].upload("eigen.csv", text.encode(), "text/csv").run()
    return at


def told(at: AppTest) -> str:
    """What a page says, without the list at its foot that explains its words and marks."""
    return html(at).partition("Woorden op deze pagina")[0]


@pytest.mark.shared
@pytest.mark.parametrize("kind", ["report", "neighbours", "jeugdregio", "province", "size", "statistical"])
def test_every_kind_of_group_shows_members_and_what_it_does(kind: Any, open_cbs: Open) -> None:
    at = open_cbs(PAGE, g="GM0150", groep=kind)
    assert not at.exception
    text = html(at)
    assert "De gemeenten en hun cijfers" in text
    assert "Hangt het beeld af van één gemeente in de groep?" in text
    assert "Klopt het beeld ook met andere groepen?" in text
    assert "zonder Deventer. Nederland: met Deventer." in text


@pytest.mark.shared
def test_neighbours_on_the_page_are_those_of_the_boundaries(open_cbs: Open, cbs_facts: Facts) -> None:
    near = cbs_facts.neighbours
    newest = near[(near["year"] == near["year"].max()) & (near["region"] == "GM0297")]
    names = dict(zip(cbs_facts.regions["code"], cbs_facts.regions["name"], strict=True))
    text = html(open_cbs(PAGE, g="GM0297", groep="neighbours"))
    assert len(newest) == 5
    for code in newest["other"]:
        assert names[code] in text
    assert "Buren" not in text.split("De gemeenten en hun cijfers")[0]


@pytest.mark.shared
def test_the_group_value_is_the_ratio_of_sums_of_an_independent_computation(
    open_cbs: Open, cbs_facts: Facts
) -> None:
    members = ["GM0200", "GM0202", "GM0301", "GM0193"]
    finance = cbs_facts.finance
    youth = finance[
        finance["region"].isin(members) & (finance["year"] == 2019) & (finance["statement"] == "jaarrekening")
        & finance["taakveld"].isin(["6.72", "6.82"])
    ]  # fmt: skip
    people = cbs_facts.observations
    people = people[
        (people["indicator"] == "inwoners_n") & people["region"].isin(members) & (people["period"] == "2019")
    ]
    expected = youth["lasten_eur"].sum() / people["value"].sum()
    at = open_cbs(
        PAGE, g="GM0150", groep="own", leden=",".join(members), fig="lasten_per_inwoner", periode="2019"
    )
    assert f"€\xa0{expected:.0f}" in html(at)


@pytest.mark.shared
def test_a_gemeente_is_added_on_the_page_and_stands_in_the_link(open_cbs: Open) -> None:
    at = open_cbs(PAGE, g="GM0150", groep="own", leden="GM0193,GM0200")
    at.multiselect(key="_referentiegroep_leden").set_value(["GM0193", "GM0200", "GM0301"]).run()
    assert at.query_params["leden"] == "GM0193,GM0200,GM0301"
    assert "Zutphen" in html(at)


@pytest.mark.shared
@pytest.mark.parametrize(
    ("params", "said"),
    [
        ({"groep": "own"}, "Een groep heeft ten minste twee andere gemeenten nodig."),
        ({"groep": "own", "leden": "GM0193"}, "Een groep heeft ten minste twee andere gemeenten nodig."),
        ({"groep": "own", "leden": "GM9999,GM0193,GM0200"}, "We kennen &#39;GM9999&#39; niet."),
        ({"groep": "own", "leden": "GM0150,GM0193"}, "Deventer zelf telt niet mee in de groep."),
        (
            {"groep": "own", "leden": "GM0150,GM0193"},
            "Een groep heeft ten minste twee andere gemeenten nodig.",
        ),
        ({"groep": "onzin"}, "Een deel van de link klopt niet."),
        ({"groep": "statistical", "k": "500"}, "Een deel van de link klopt niet."),
        ({"groep": "statistical", "k": "-1"}, "Een deel van de link klopt niet."),
        ({"groep": "statistical", "w_inkomen": "-2"}, "Een deel van de link klopt niet."),
        (
            {"groep": "statistical", "w_inkomen": "0", "w_grootte": "0"},
            "Geef een ander onderwerp een gewicht boven 0.",
        ),
        ({"fig": "bestaat_niet", "periode": "1999"}, "Een deel van de link klopt niet."),
    ],
)
def test_what_cannot_be_is_said_and_the_page_goes_on(params: Any, said: Any, open_cbs: Open) -> None:
    at = open_cbs(PAGE, g="GM0150", **params)
    assert not at.exception
    text = html(at)
    assert said in text
    assert "Eigenwijzer is geen uitgave van" in text


@pytest.mark.shared
def test_a_merged_gemeente_leads_to_the_one_of_today(open_cbs: Open) -> None:
    text = html(open_cbs(PAGE, g="GM0738", groep="neighbours"))
    assert "Aalburg hoort sinds 2019 bij Altena" in text


@pytest.mark.shared
@pytest.mark.parametrize(
    ("params", "members"),
    [
        ({"groep": "statistical", "k": "5", "w_grootte": "0"}, 5),
        ({"groep": "statistical", "k": "5", "w_inkomen": "3"}, 5),
        ({"groep": "own", "leden": "GM0738,GM0193,GM0150,zutphen"}, 3),
        ({"groep": "size", "datum": "2019"}, None),
    ],
)
def test_a_link_gives_the_same_group_on_both_pages(
    params: Any, members: Any, cbs_data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The members that each page makes of one address, taken where both make them."""
    made: dict[str, tuple[str, ...]] = {}
    real = asked_group.group_of

    def kept(page: Any, *rest: Any) -> Any:
        group = real(page, *rest)
        made[page.name] = group.codes
        return group

    monkeypatch.setattr(asked_group, "group_of", kept)
    open_page = opener(cbs_data, monkeypatch)
    for name in ("referentiegroep", "vergelijking"):
        at = open_page(name, g="GM0150", **params)
        assert not at.exception
    assert made["referentiegroep"] == made["vergelijking"]
    assert members is None or len(made["vergelijking"]) == members
    if params["groep"] == "own":
        assert made["vergelijking"] == ("GM1959", "GM0193", "GM0301")
        assert "Aalburg hoort sinds 2019 bij Altena. In de groep telt Altena mee." in html(at)


@pytest.mark.shared
def test_a_group_of_the_whole_country_fits_in_a_link(open_cbs: Open, cbs_facts: Facts) -> None:
    today = cbs_facts.regions[
        (cbs_facts.regions["kind"] == "gemeente") & cbs_facts.regions["last_year"].isna()
    ]
    at = open_cbs(PAGE, g="GM0150", groep="own", leden=",".join(sorted(today["code"])))
    assert not at.exception
    text = html(at)
    assert "Eigen keuze: 341 gemeenten." in text
    assert "Deventer zelf telt niet mee in de groep." in text


def test_with_the_report_alone_the_group_of_the_report_is_there(open_report: Open) -> None:
    at = open_report(PAGE, g="GM0150")
    assert not at.exception
    text = html(at)
    assert "Apeldoorn" in text and "Zwolle" in text
    assert "middelste gemeente" in text  # printed figures have no numerators to add up


def test_with_the_report_alone_another_gemeente_gets_an_empty_state(open_report: Open) -> None:
    at = open_report(PAGE, g="GM0175")
    assert not at.exception
    assert "Eigenwijzer is geen uitgave van" in html(at)


# Own figures


@pytest.mark.shared
def test_own_figures_stand_in_place_of_the_official_ones_in_this_session_only(
    open_cbs: Open, cbs_data: Path
) -> None:
    at = open_cbs(PAGE, g="GM0150", fig="lasten_per_inwoner", periode="2019")
    assert "✚" not in told(at)
    upload(at, FIGURES.format(value="25.000"))
    text = html(at)
    assert (
        "Deventer € 250 (eigen opgave)".replace("€ ", "€\xa0") in text
    )  # 25 million over 99,957 inhabitants
    assert "uw cijfer wijkt 4,0% af van Iv3" in text  # 25,000 against 24,039 thousand
    assert "€\xa024.039.000" in text  # the official amount stays on the page
    assert "Cijfers van Deventer met ✚ zijn een eigen opgave." in text
    assert not (cbs_data / "own").exists()
    assert "✚" not in told(open_cbs(PAGE, g="GM0150", fig="lasten_per_inwoner", periode="2019"))


@pytest.mark.shared
def test_own_figures_are_taken_away_again(open_cbs: Open) -> None:
    at = upload(
        open_cbs(PAGE, g="GM0150", fig="lasten_per_inwoner", periode="2019"), FIGURES.format(value="25.000")
    )
    next(each for each in at.button if "Haal mijn cijfers weg" in each.label).click().run()
    assert "✚" not in told(at)


@pytest.mark.shared
@pytest.mark.parametrize(("value", "said"), [("25.000,0.1", "is geen getal"), ("25", "lijkt in duizenden")])
def test_a_bad_file_is_refused_with_row_and_column_and_nothing_is_kept(
    value: Any, said: Any, open_cbs: Open
) -> None:
    at = upload(
        open_cbs(PAGE, g="GM0150", fig="lasten_per_inwoner", periode="2019"), FIGURES.format(value=value)
    )
    text = told(at)
    assert "Rij 2, kolom waarde" in text and said in text
    assert "Er is niets bewaard." in text
    assert "✚" not in text


# Saving


def test_saving_writes_the_analysts_file_and_the_group_comes_back(
    own_data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_own = opener(own_data, monkeypatch)
    at = open_own(PAGE, g="GM0150")
    for label, value in (("Naam", "Onze groep"), ("Waarom", "Om te leren."), ("Opgesteld", "A. Nalist")):
        next(each for each in at.text_input if each.label.startswith(label)).set_value(value)
    next(each for each in at.button if each.label == "Bewaar deze groep").click().run()
    assert "Bewaard als own/reference_groups.toml." in html(at)
    again = open_own(PAGE, g="GM0150", groep="saved", naam="onze_groep")
    text = html(again)
    assert "Groep &#39;Onze groep&#39;: 4 gemeenten." in text
    assert "Om te leren. Opgesteld door: A. Nalist." in text


def test_a_group_without_a_name_is_not_saved(own_data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    at = opener(own_data, monkeypatch)(PAGE, g="GM0150")
    next(each for each in at.button if each.label == "Bewaar deze groep").click().run()
    assert "dit veld is leeg" in html(at)
    assert not (own_data / "own" / "reference_groups.toml").exists()


def test_a_group_that_was_typed_in_the_file_can_be_chosen_and_a_bad_file_is_said(
    own_data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = own_data / "own" / "reference_groups.toml"
    path.parent.mkdir()
    good = '[[group]]\ncode = "x"\nname = "X"\nmembers = ["GM0193", "GM0200"]\nreason = "Omdat."\nauthor = "B."\n'
    path.write_text(good, encoding="utf-8")
    open_own = opener(own_data, monkeypatch)
    assert "Groep &#39;X&#39;: 2 gemeenten." in html(open_own(PAGE, g="GM0150", groep="saved", naam="x"))
    path.write_text(good.replace("GM0193", "Zwole"), encoding="utf-8")
    text = html(open_own(PAGE, g="GM0150"))
    assert "Een bewaarde groep is niet te lezen en doet niet mee." in text
    assert "Bedoelt u Zwolle?" in text
    assert "De gemeenten en hun cijfers" in text  # the rest of the page works


TWO = """
[[groups]]
name = "Eerste"
members = "gm0193, Apeldoorn"
reason = "Omdat."
author = "B."
[groups.reasons]
Zwolle = "Ook aan de IJssel."

[[groups]]
name = "Tweede"
members = ["GM0200", "GM0301", "GM0193"]
reason = "Daarom."
author = "B."
"""


def two_groups(data_dir: Path) -> Path:
    path = data_dir / "own" / "reference_groups.toml"
    path.parent.mkdir()
    path.write_text(TWO, encoding="utf-8")
    return path


def test_a_saved_group_is_changed_and_removed_on_the_page(
    own_data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = two_groups(own_data)
    open_own = opener(own_data, monkeypatch)
    at = open_own(PAGE, g="GM0150", groep="saved", naam="eerste")
    assert "Ook aan de IJssel." in html(at)
    assert "ziet iedereen die deze installatie gebruikt" in html(at)
    next(each for each in at.text_input if each.label.startswith("Waarom")).set_value("Een andere reden.")
    next(each for each in at.button if each.label == "Bewaar de wijziging").click().run()
    assert not at.exception
    assert "Een andere reden. Opgesteld door: B." in html(at)
    assert "Ook aan de IJssel." in path.read_text(encoding="utf-8")
    at.checkbox(key="_weg_eerste").check().run()
    next(each for each in at.button if each.label == "Haal deze groep weg").click().run()
    assert not at.exception
    assert "De groep &#39;Eerste&#39; is weg." in html(at)
    assert "Eerste" not in path.read_text(encoding="utf-8") and "Tweede" in path.read_text(encoding="utf-8")


@pytest.mark.shared
@pytest.mark.parametrize("name", ["vergelijking", "gemeente", "inkomen", "gebruik", "kosten"])
def test_a_saved_group_goes_along_to_every_page_and_one_that_is_gone_is_said(
    name: str, cbs_data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(own_groups, "FOLDER", str(two_groups(tmp_path).parent))
    open_own = opener(cbs_data, monkeypatch)
    at = open_own(name, g="GM0150", groep="saved", naam="tweede")
    assert "U vergelijkt met Apeldoorn, Zutphen en Zwolle<" in html(at)
    at.selectbox(key=f"_{name}_naam").set_value("eerste").run()
    assert at.query_params["naam"] == "eerste" and "U vergelijkt met Zwolle en Apeldoorn<" in html(at)
    at.selectbox(key=f"_{name}_groep").set_value("neighbours").run()
    assert "(buurgemeenten)<" in html(at)
    text = html(open_own(name, g="GM0150", groep="saved", naam="derde"))
    assert (
        "De bewaarde groep &#39;derde&#39; staat hier niet (meer). U ziet de groep &#39;Eerste&#39;." in text
    )
    monkeypatch.setenv("EIGENWIJZER_PUBLIC", "1")
    text = html(open_own(name, g="GM0150", groep="saved", naam="tweede"))
    assert "De bewaarde groep &#39;tweede&#39; staat hier niet (meer)." in text
    assert "U vergelijkt met Apeldoorn, Zutphen en Zwolle<" not in text


@pytest.mark.shared
@pytest.mark.parametrize("name", ["referentiegroep", "vergelijking", "kosten", "gebruik"])
def test_a_group_for_everybody_stands_among_the_saved_ones_also_on_a_public_site_and_cannot_be_changed(
    name: str, cbs_data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    river = ReferenceGroup(
        code="ijssel", name="Aan de IJssel", members=("GM0200", "GM0301", "GM0193"), kind="voor iedereen",
        source="kaart", reason="Dezelfde rivier.", author="A. Nalist",
    )  # fmt: skip
    monkeypatch.setattr(Groups, "for_everybody", (river,))
    open_page = opener(cbs_data, monkeypatch)
    for public in ("", "1"):
        monkeypatch.setenv("EIGENWIJZER_PUBLIC", public)
        at = open_page(name, g="GM0150", groep="saved")
        assert at.selectbox(key=f"_{name}_naam").options == ["Aan de IJssel"]
        assert all(each in html(at) for each in ("Apeldoorn", "Zutphen", "Zwolle"))
        labels = [each.label for each in at.button]
        assert "Bewaar de wijziging" not in labels and "Haal deze groep weg" not in labels
        if name == PAGE and not public:
            assert "hoort bij Eigenwijzer en is hier niet te wijzigen" in html(at)
            assert "Bewaar deze groep" in labels


def test_a_public_site_saves_and_reads_nothing(own_data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own.save_figures(own_data, "gemeente;jaar;soort;waarde;eenheid\nGM0150;2019;jaarrekening;25000000;euro\n")
    monkeypatch.setenv("EIGENWIJZER_PUBLIC", "1")
    at = opener(own_data, monkeypatch)(PAGE, g="GM0150")
    assert not [each for each in at.button if each.label.startswith("Bewaar")]
    assert "✚" not in told(at)
    assert "kunt u niets bewaren" in html(at)


def test_a_public_site_shows_saved_groups_where_that_was_switched_on_and_never_writes(
    own_data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = two_groups(own_data)
    path.write_text(TWO + '[[group]]\nname = "Geheim"\nmembers = ["Nergens"]\n', encoding="utf-8")
    before = path.read_bytes()
    monkeypatch.setenv("EIGENWIJZER_PUBLIC", "1")
    open_page = opener(own_data, monkeypatch)
    assert "Ook aan de IJssel." not in html(open_page(PAGE, g="GM0150", groep="saved", naam="eerste"))
    monkeypatch.setenv("EIGENWIJZER_GROUPS", "1")
    at = open_page(PAGE, g="GM0150", groep="saved", naam="eerste")
    body = html(at)
    assert "Ook aan de IJssel." in body and "kunt u niets bewaren" in body
    assert not [each for each in at.button if each.label.startswith(("Bewaar", "Haal"))]
    # what is wrong with a record is for who typed it
    assert "Een bewaarde groep is niet te lezen" in body and trouble.TO_VISITORS in body
    assert "Geheim" not in body and "reference_groups.toml" not in body
    shown = builds.current()
    group = saved_here.saved_groups(shown).groups[0]
    changes: tuple[Callable[[], object], ...] = (
        lambda: saved_here.save_group(shown, group),
        lambda: saved_here.save_group(shown, group, group.code),
        lambda: saved_here.remove_group(group.code),
        lambda: saved_here.save_own_figures("gemeente;jaar;soort;waarde;eenheid\n"),
    )
    for change in changes:
        with pytest.raises(DataFileError, match="nothing can be kept on this site"):
            change()
    assert path.read_bytes() == before and list(path.parent.iterdir()) == [path]


def test_the_example_file_can_be_read_by_a_spreadsheet() -> None:
    from pages.ui.own import template

    frame = pd.read_excel(io.BytesIO(template.workbook("GM0150", "Deventer", 2019)), sheet_name="Cijfers")
    assert list(frame.columns) == [*template.COLUMNS, template.NAME]
    assert set(frame["jaar"]) == {2019}


def test_members_that_all_change_it_as_much_are_not_called_the_most(open_report: Open) -> None:
    body = html(open_report("referentiegroep", g="GM0150")).replace("\xa0", " ")
    assert (
        "Het groepscijfer verandert even veel, welke gemeente er ook uit gaat: van € 367 naar € 366 of € 368."
        in body
    )
