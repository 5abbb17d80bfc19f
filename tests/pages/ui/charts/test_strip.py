from base64 import b64decode
from dataclasses import replace
from xml.etree import ElementTree

from pages.ui.charts.inline import strip
from pages.ui.charts.spec.rows import Dot
from tests.pages.ui import samples

NS = "{http://www.w3.org/2000/svg}"


def drawn(content: str) -> ElementTree.Element:
    return ElementTree.fromstring(content)  # noqa: S314 (made by ourselves)


def test_every_gemeente_has_a_dot_in_the_order_of_the_figures() -> None:
    chart = samples.strip()
    dots = {float(e.get("cx", "")): e.get("r") for e in drawn(strip.svg(chart)).iter(f"{NS}circle")}
    figures = [d for d in chart.dots if d.role in ("own", "other")]
    assert len(dots) == len(figures)
    ordered = sorted(figures, key=lambda dot: dot.value or 0)
    assert [r == "7" for _, r in sorted(dots.items())] == [dot.role == "own" for dot in ordered]


def test_nederland_stands_between_its_neighbours_without_words() -> None:
    root = drawn(strip.svg(samples.strip()))
    assert not list(root.iter(f"{NS}text"))  # the page names the signs, in its own letter
    tick = next(e for e in root.iter(f"{NS}line") if e.get("stroke-dasharray"))
    places = sorted(float(e.get("cx", "")) for e in root.iter(f"{NS}circle"))
    assert places[0] < float(tick.get("x1", "")) < places[1]


def test_without_any_figure_there_is_no_strip() -> None:
    chart = replace(samples.strip(), dots=(Dot("x", "own", None),))
    assert strip.svg(chart) == ""
    assert strip.data_uri(chart) == ""


def test_one_figure_stands_in_the_middle() -> None:
    chart = replace(samples.strip(), dots=(Dot("x", "own", 5.0),))
    circle = next(drawn(strip.svg(chart)).iter(f"{NS}circle"))
    assert float(circle.get("cx", "")) == strip.WIDTH / 2


def test_the_address_holds_the_drawing() -> None:
    head, _, body = strip.data_uri(samples.strip()).partition(",")
    assert head == "data:image/svg+xml;base64"
    assert b64decode(body).decode() == strip.svg(samples.strip())
