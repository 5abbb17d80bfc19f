"""*Vijf gemeenten in 2021* as visitors open it: the own gemeente first, the matrix, printed beside official."""

import pytest

from tests.pages.conftest import Open, html

PAGE = "portretten"


def test_with_the_report_alone_the_stories_stand_there(open_report: Open) -> None:
    text = html(open_report(PAGE, g="GM0193"))
    assert "Zwolle en de vijf gemeenten van het rapport" in text
    assert text.count("ew-opent") == 55 and "Rapport, regel 1776." in text


@pytest.mark.shared
def test_a_visitor_sees_its_own_gemeente_beside_the_five(open_cbs: Open) -> None:
    text = html(open_cbs(PAGE, g="GM0175"))
    assert "Ommen en de vijf gemeenten van het rapport" in text
    assert text.index("Ommen en de vijf") < text.index("Hoe regelden de vijf het in 2021?")
    own = html(open_cbs(PAGE, g="GM0150"))
    assert "Deventer en de andere vier" in own and "ew-links ew-eigen" in own


@pytest.mark.shared
def test_a_printed_figure_stands_beside_the_official_one_with_its_trap(open_cbs: Open) -> None:
    text = html(open_cbs(PAGE, g="GM1894"))
    own = text[text.index("Cijfers in het portret van Peel en Maas") :]
    row = own[own.index("Jongeren met jeugdhulp<") :].partition("</tr>")[0]
    assert row.count("7,6%") == 2  # as printed and official, second half of 2019
    assert "Labels waarschijnlijk verwisseld" in text and "tot 18 jaar met jeugdhulp in natura" in text
