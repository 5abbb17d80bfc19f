"""The small line chart of *In het kort*: both moments under the axis, every text on the drawing."""

from dataclasses import replace
from itertools import pairwise
from xml.etree import ElementTree

from pages.ui.charts import labels
from pages.ui.charts.inline import trend
from pages.ui.charts.spec.lines import LineNote
from tests.pages.ui import samples

NS = "{http://www.w3.org/2000/svg}"


def test_two_moments_both_have_their_name_under_the_axis() -> None:
    root = ElementTree.fromstring(trend.svg(samples.slope()))  # noqa: S314 (made by ourselves)
    texts = {text.text or "": text for text in root.iter(f"{NS}text")}
    for moment in ("1e halfjaar 2017", "1e halfjaar 2020"):
        half = labels.text_width(moment, 13) / 2
        x = float(texts[moment].get("x", ""))
        assert half <= x <= trend.WIDTH - half


def test_the_numbers_of_notes_never_touch() -> None:
    """Notes a half-year apart, in a line of eleven years: their numbers stand beside each other, in their order."""
    chart = replace(
        samples.line(),
        series=(samples.series("Eikenstad", "own", samples.halves(2015, [9.0] * 22)),),
        breaks=(),
        line_notes=tuple(LineNote(at, "Zin.") for at in ("2020H1", "2020H2", "2021H1")),
    )
    root = ElementTree.fromstring(trend.svg(chart))  # noqa: S314 (made by ourselves)
    numbers = [
        text
        for text in root.iter(f"{NS}text")
        if text.get("font-weight") == "700" and text.get("text-anchor")
    ]
    assert [text.text for text in numbers] == ["1", "2", "3"]
    places = [float(text.get("x", "")) for text in numbers]
    assert all(after - before >= 17.9 for before, after in pairwise(places)), places
