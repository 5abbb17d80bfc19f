"""Rapport nagerekend as a visitor opens it: choices in the address, one calculation, nothing loaded."""

import pytest

from tests.pages.conftest import Open, html

CARD = 'role="rowheader"'


def test_the_report_alone_is_compared_with_itself(open_report: Open) -> None:
    body = html(open_report("reproductie"))
    assert "De 330 gedrukte cijfers zijn nog niet na te rekenen" in body
    assert "36 van de 37 indexcijfers" in body
    assert "5,8% in plaats van 7,8%" in body


@pytest.mark.shared
def test_the_address_chooses_table_row_and_verdict(open_cbs: Open) -> None:
    body = html(open_cbs("reproductie", tabel="9", rij="GM1894", oordeel="misprint"))
    assert body.count(CARD) == 1
    assert "waarschijnlijk drukfout" in body


@pytest.mark.shared
def test_a_choice_without_cells_says_so(open_cbs: Open) -> None:
    body = html(open_cbs("reproductie", tabel="3", oordeel="misprint"))
    assert CARD not in body
    assert "Geen cijfers met deze keuze" in body


@pytest.mark.shared
def test_one_calculation_can_be_copied(open_cbs: Open) -> None:
    at = open_cbs("reproductie", cel="2-449-cost_per_inhabitant_2019")
    assert not at.exception
    (code,) = at.code
    assert code.value.startswith("SET VARIABLE regio = 'GM0150';")
    assert code.value.endswith(";")
    assert "€\u00a0240,49" in html(at)


@pytest.mark.shared
def test_all_cells_on_request(open_cbs: Open) -> None:
    assert html(open_cbs("reproductie")).count(CARD) == 25
    assert html(open_cbs("reproductie", toon="alle")).count(CARD) == 330


def test_values_that_are_no_choice_fall_back_with_a_notice(open_report: Open) -> None:
    at = open_report("reproductie", tabel="99", rij="GM9999", oordeel="zz", cel="x'; DROP TABLE y")
    assert not at.exception
    assert html(at).count("Een deel van de link klopt niet") == 1  # of four wrong choices
    assert not at.code
