"""The chooser of a gemeente and home as visitors meet them: what is typed leads somewhere or is answered."""

from typing import Any

import pytest

from pages.ui.site import menu
from tests.pages.conftest import Open, html


def type_in(at: Any, key: str, text: str) -> Any:
    """Type a text and press Enter; AppTest itself only knows the options."""
    box = at.selectbox(key=key)
    box.options.append(text)
    return box.set_value(text).run()


@pytest.mark.shared
def test_what_is_typed_in_a_chooser_goes_to_the_resolver(open_cbs: Open) -> None:
    at = open_cbs("inkomen", g="GM0150", fig="inkomensdeciel")
    type_in(at, "_inkomen_g", "Den Bosch")
    assert not at.exception
    assert at.query_params["g"] == "GM0796"

    type_in(at, "_inkomen_g", "Haaren")
    assert "Haaren is in 2021 verdeeld over Boxtel, Oisterwijk, Tilburg en Vught. Kies er een." in html(at)
    labels = [link.proto.label for link in at.main.get("page_link")]
    assert {"Boxtel", "Oisterwijk", "Tilburg", "Vught"} <= set(labels)

    type_in(at, "_inkomen_g", "<b>qqqq</b>")
    assert "Niets gevonden met &#39;&lt;b&gt;qqqq&lt;/b&gt;&#39;" in html(at)
    assert "<b>qqqq" not in html(at)
    assert "qqqq" not in str(at.query_params)


def test_home_shows_an_answer_and_says_what_is_not_loaded(open_report: Open) -> None:
    at = open_report(menu.HOME)
    text = html(at)
    assert "In 2019 waren de lasten voor jeugdzorg in Deventer €\xa0240 per inwoner" in text
    assert "Er is nog geen kaart" in text
    assert "geen uitgave van het Verwey-Jonker Instituut" in text
    type_in(at, "_zoek", "Ommen")
    text = html(at)
    assert "Niets gevonden met &#39;Ommen&#39;" in text
    assert "Nieuwere cijfers van het CBS zijn nog niet geladen" in text


@pytest.mark.shared
def test_the_map_of_a_province_draws_and_counts_its_gemeenten(open_cbs: Open) -> None:
    text = html(open_cbs("kaart", g="GM0150", waar="PV23", als="lijst"))
    assert "Overijssel (provincie)" in text
    assert text.count("<tr") == 26  # 25 gemeenten and the heading
    assert "Geteld in Overijssel (provincie)." in text
