from itertools import pairwise
from pathlib import Path

import pytest

from pages.ui.charts import screen
from pages.ui.parts import theme
from tests.pages.ui import samples


def test_contrast_of_known_pairs() -> None:
    assert theme.contrast("#000000", "#ffffff") == pytest.approx(21)
    assert theme.contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("role", theme.ROLES)
def test_every_role_is_readable_on_paper(role: theme.Role) -> None:
    style = theme.STYLES[role]
    assert theme.contrast(style.text, theme.PAPER) >= 4.5
    assert theme.contrast(style.colour, theme.PAPER) >= 3
    assert theme.contrast(style.text, theme.OWN_TINT) >= 4.5


@pytest.mark.parametrize("colour", [theme.OTHER, theme.GROUP, theme.OWN, theme.WARN])
@pytest.mark.parametrize("behind", [theme.PAPER, theme.OWN_TINT])
def test_every_edge_and_mark_is_seen_on_what_lies_behind_it(colour: str, behind: str) -> None:
    """WCAG 1.4.11: three to one for what one must see to read a drawing."""
    assert theme.contrast(colour, behind) >= 3


def test_what_is_drawn_is_seen_on_paper_by_its_colour_or_its_edge() -> None:
    """Bars, parts and dots on screen: also a pale part of a bar, by the line around it."""
    pale = []
    for make in (samples.bar, samples.stacked, samples.waterfall, samples.scatter, samples.dots):
        for trace in screen.figure(make())["data"]:
            marker = trace.get("marker", {})
            fills = marker.get("color", [])
            edge = marker.get("line", {}).get("color", theme.PAPER)
            for fill in [fills] if isinstance(fills, str) else fills:
                if max(theme.contrast(each, theme.PAPER) for each in (fill, edge)) < 3:
                    pale.append((make.__name__, fill, edge))
    assert pale == []


def test_no_two_roles_differ_by_colour_alone() -> None:
    looks = [(s.dash, s.symbol, s.filled, s.bold) for s in theme.STYLES.values()]
    assert len(set(looks)) == len(looks)


def test_map_classes_keep_their_order_in_grey_tones() -> None:
    tones = [theme.luminance(colour) for colour in theme.SEQUENCE]
    assert tones == sorted(tones, reverse=True)
    assert all(light - dark > 0.05 for light, dark in pairwise(tones))


@pytest.mark.parametrize("colour", theme.PARTS)
def test_text_in_a_part_is_readable(colour: str) -> None:
    assert theme.contrast(theme.text_on(colour), colour) >= 4.5


def test_the_legend_of_a_map_has_the_shades_of_the_map() -> None:
    css = (Path(theme.__file__).parents[1] / "site" / "style" / "page.css").read_text(encoding="utf-8")
    for n, colour in enumerate(theme.SEQUENCE):
        assert f".ew-kleur{n} {{ background: {colour}; }}" in css
