"""Blocks that a page may show more than once."""

import pytest

from pages.ui.parts import blocks


@pytest.mark.parametrize(
    "block", [blocks.caveats(["Voorlopig cijfer."]), blocks.questions([("in de raad", "Wat verklaart dit?")])]
)
def test_a_block_that_returns_is_a_heading_and_no_landmark(block: str) -> None:
    assert "<h3>" in block
    assert "<section" not in block and "aria-label" not in block and "role=" not in block
