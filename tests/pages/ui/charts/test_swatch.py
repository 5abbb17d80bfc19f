"""The legend of a stacked bar: one sign a part, told apart by colour and by pattern."""

import pytest

from pages.ui.charts.inline import swatch
from pages.ui.parts import blocks, theme


@pytest.mark.parametrize("n", range(len(theme.PARTS)))
def test_a_sign_has_the_colour_and_pattern_of_its_part(n: int) -> None:
    drawn = swatch.svg(n)
    assert f'fill="{theme.PARTS[n]}"' in drawn
    assert ('<path d=""' in drawn) == (theme.PATTERNS[n] == "")


def test_a_legend_names_every_part_in_order() -> None:
    said = blocks.parts_legend(["Wijkteam", "Jeugdhulp <6.72>"])
    assert said.index("Wijkteam") < said.index("Jeugdhulp &lt;6.72&gt;")
    assert (
        swatch.data_uri(0) in said and swatch.data_uri(1) in said and swatch.data_uri(0) != swatch.data_uri(1)
    )
