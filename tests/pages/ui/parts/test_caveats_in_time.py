"""A caveat of a change in counting stands only where a figure is of that year or later."""

import pytest

from pages.ui.parts import notices


@pytest.mark.parametrize(
    ("periods", "codes"),
    [
        (["2019", "2020H1"], ("C1", "C17")),
        (["2019", "2021H1"], ("C1", "C11", "C17")),
        (["2023", "2020H1"], ("C1", "C11", "C12", "C13", "C17")),
        ([], ("C1", "C17")),
    ],
)
def test_a_later_change_is_not_told(periods: list[str], codes: tuple[str, ...]) -> None:
    assert notices.in_time(("C1", "C11", "C12", "C13", "C17"), periods) == codes
