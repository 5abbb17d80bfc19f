"""The small line chart of *In het kort*: both moments under the axis, every text on the drawing."""

from xml.etree import ElementTree

from pages.ui.charts import labels
from pages.ui.charts.inline import trend
from tests.pages.ui import samples

NS = "{http://www.w3.org/2000/svg}"


def test_two_moments_both_have_their_name_under_the_axis() -> None:
    root = ElementTree.fromstring(trend.svg(samples.slope()))  # noqa: S314 (made by ourselves)
    texts = {text.text or "": text for text in root.iter(f"{NS}text")}
    for moment in ("1e halfjaar 2017", "1e halfjaar 2020"):
        half = labels.text_width(moment, 13) / 2
        x = float(texts[moment].get("x", ""))
        assert half <= x <= trend.WIDTH - half
