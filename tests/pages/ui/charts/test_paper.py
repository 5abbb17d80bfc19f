import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from threading import Barrier
from xml.etree import ElementTree

import matplotlib as mpl
import psutil
import pytest
from PIL import Image

from pages.ui.charts import paper
from pages.ui.charts.spec import Chart, Series
from pages.ui.charts.spec.lines import LineChart
from pages.ui.charts.spec.map import MapChart
from pages.ui.parts import blocks
from tests.pages.ui import samples


def svg_texts(content: bytes) -> str:
    root = ElementTree.fromstring(content)  # noqa: S314 (made by ourselves a line above)
    return "\n".join("".join(e.itertext()) for e in root.iter() if e.tag.rsplit("}", 1)[-1] == "text")


@pytest.mark.parametrize("make", samples.ALL)
def test_the_svg_carries_title_description_source_and_names(make: type[Chart]) -> None:
    chart = make()
    content = paper.svg(chart)
    seen = svg_texts(content).replace("\n", " ")
    assert chart.title.split(" ")[0] in seen
    assert "Bron: voorbeeldcijfers" in seen
    assert chart.alt.split(";")[0] in content.decode()
    assert paper.svg(make()) == content  # the same chart, the same bytes


def test_lines_name_every_series_and_explain_their_marks() -> None:
    seen = svg_texts(paper.svg(samples.line()))
    for name in ("Eikenstad", "Beukendam", "Nederland", "Groep", "Essenburg"):
        assert name in seen
    assert "1. In 2020 vroegen minder jongeren hulp" in seen
    assert "2. Vanaf 2021" in seen


def test_without_heading_only_the_drawing_remains() -> None:
    seen = svg_texts(paper.svg(samples.bar(), heading=False))
    assert "Bron" not in seen
    assert "Lasten per inwoner, 2019" not in seen
    assert "€\u00a0240" in seen


@pytest.mark.parametrize("make", samples.ALL)
def test_every_chart_can_be_printed_beside_another(make: type[Chart]) -> None:
    """Drawn for half the width where lines are drawn, else shrunk; nothing that it says is lost.

    Of a map the legend stands under it as words: shrunk with the drawing it could not be read.
    """
    chart = make()
    whole, half = (paper.svg(chart, heading=False, width_in=width) for width in (paper.ROW_IN, paper.HALF_IN))
    words = blocks.map_legend(chart) if isinstance(chart, MapChart) else svg_texts(half)
    assert set(re.findall(r"\w{4,}", words)) >= {
        word for word in re.findall(r"[^\W\d]{4,}", svg_texts(whole)) if word != "halfjaar"
    }


@pytest.mark.parametrize("make", [samples.line, samples.slope, samples.scatter])
def test_two_charts_beside_each_other_fill_the_sheet(make: type[Chart]) -> None:
    """At the height that print.css gives them (44 mm) each is nearly as wide as its half of the sheet (88 mm)."""
    width, height = sides(paper.svg(make(), heading=False, width_in=paper.HALF_IN))
    assert 82 <= 44 * width / height <= 90


@pytest.mark.parametrize("make", [samples.line, samples.slope, samples.scatter])
def test_a_chart_alone_fills_the_width_of_the_sheet(make: type[Chart]) -> None:
    """At the height of print.css (46 mm); *Begroting en rekening* had letters of 5 points and a white half."""
    width, height = sides(paper.svg(make(), heading=False, width_in=paper.ROW_IN))
    assert 178 <= 46 * width / height <= 190


def test_a_line_that_ends_before_others_is_named_beside_them_all() -> None:
    """'Rekening Nederland' stood through the line of the begroting, which goes on for two years."""
    whole = samples.line()
    cut = replace(
        whole, series=(replace(whole.series[0], points=whole.series[0].points[:-2]), *whole.series[1:])
    )
    assert len(set(ends_at(paper.svg(whole), whole))) == 1
    assert ends_at(paper.svg(cut), cut) == ends_at(paper.svg(whole), whole)


def sides(content: bytes) -> tuple[float, float]:
    """Width and height of an SVG, in points."""
    found = re.search(r'viewBox="0 0 ([\d.]+) ([\d.]+)"', content.decode())
    assert found is not None
    return float(found[1]), float(found[2])


def ends_at(content: bytes, chart: LineChart) -> list[str]:
    """Where the names of the lines begin, from the left."""
    names = "|".join(re.escape(one.name) for one in chart.shown)
    return re.findall(rf'<text[^>]*?(?:translate\(|x=")([\d.]+)[^>]*>(?:{names})</text>', content.decode())


@pytest.mark.parametrize("make", samples.ALL)
def test_the_png_is_wide_enough_to_print_and_not_blank(make: type[Chart]) -> None:
    image = Image.open(BytesIO(paper.png(make())))
    assert image.width == round(7.2 * 200)
    assert len(image.convert("L").getcolors(256) or []) > 20


def test_own_and_others_differ_in_grey_tones() -> None:
    image = Image.open(BytesIO(paper.png(samples.bar()))).convert("L")
    tones = {tone for n, tone in image.getcolors(256) or [] if n > 5000}
    assert min(tones) < 100  # the own bar
    assert any(180 < tone < 240 for tone in tones)  # the others


def test_signs_in_names_are_signs() -> None:
    chart = samples.line()
    name = "A$1$ <b>&amp;"
    changed = replace(chart, series=(Series(name, "own", chart.series[0].points),))
    assert isinstance(changed, LineChart)
    assert name in svg_texts(paper.svg(changed))


def test_an_unknown_kind_is_refused() -> None:
    with pytest.raises(TypeError, match="Chart"):
        paper.svg(Chart(title="t", alt="a", source="s"))


def open_letters() -> int:
    """How many files of matplotlib's letters this process has open."""
    folder = Path(mpl.get_data_path()) / "fonts"
    return sum(folder in Path(each.path).parents for each in psutil.Process().open_files())


def test_letters_are_opened_once_whoever_draws() -> None:
    """Matplotlib opens them for each thread anew and keeps them open: a server had ever more files open."""
    drawings = [
        lambda: paper.svg(samples.line()),
        lambda: paper.png(samples.bar()),
        lambda: paper.said("weg", "png", 3),
    ]
    at_first = [draw() for draw in drawings]
    opened = open_letters()
    assert opened > 0
    crowd = 4
    together = Barrier(crowd)

    def one(_: int) -> list[bytes]:
        together.wait(timeout=60)
        return [draw() for draw in drawings]

    with ThreadPoolExecutor(crowd) as pool:
        assert list(pool.map(one, range(crowd))) == [at_first] * crowd
    assert open_letters() == opened
