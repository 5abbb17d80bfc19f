"""Every kind of chart and a table in a real browser, without Streamlit: nothing cut off, nothing overlapping."""

import json
from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations, pairwise
from pathlib import Path
from typing import Any

import plotly
import pytest
from playwright.sync_api import Browser, Page

from pages.ui.charts import screen
from pages.ui.parts.tables_html import html
from tests.pages.ui import samples
from tests.pages.ui.sample_document import TABLE

pytestmark = pytest.mark.browser
CSS = "".join(
    (Path(screen.__file__).parents[2] / "site" / "style" / f"{name}.css").read_text(encoding="utf-8")
    for name in ("screen", "tables")
)
PLOTLY = Path(plotly.__file__).parent / "package_data" / "plotly.min.js"
DRAW = """([figures, config]) => Promise.all(figures.map((figure, i) => {
    const place = document.body.appendChild(document.createElement('div'));
    place.id = 'figuur' + i;
    return Plotly.newPlot(place, figure.data, figure.layout, config);
}))"""
# every text of figure i with its box, and the box of its drawing
BOXES = """i => {
    const svg = document.querySelector('#figuur' + i + ' svg.main-svg').getBoundingClientRect();
    const texts = [...document.querySelectorAll('#figuur' + i + ' svg text')].filter(t => t.textContent.trim());
    const box = r => [r.left, r.top, r.right, r.bottom];
    return [box(svg), texts.map(t => [t.textContent, box(t.getBoundingClientRect())])];
}"""


@pytest.fixture(scope="module")
def sheet(chromium: Browser) -> Iterator[tuple[Page, list[str]]]:
    """A page with a table and room for charts, and what the browser complained about or asked for."""
    page = chromium.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("request", lambda asked: complaints.append(asked.url))
    head = '<meta name="viewport" content="width=device-width,initial-scale=1">'
    style = f"<style>body {{ margin: 16px; font-family: sans-serif }} {CSS}</style>"
    page.set_content(f'<!doctype html><html lang="nl">{head}{style}<body>{html(TABLE)}</body></html>')
    page.add_script_tag(content=PLOTLY.read_text(encoding="utf-8"))
    yield page, complaints
    page.close()


@pytest.fixture(scope="module", params=[1280, 360, 320], ids=lambda width: f"{width} px")
def drawn(request: pytest.FixtureRequest, sheet: tuple[Page, list[str]]) -> tuple[Page, list[str]]:
    """All charts drawn anew at this width, under the table."""
    page, _ = sheet
    page.set_viewport_size({"width": request.param, "height": 800})
    page.evaluate(
        "document.querySelectorAll('[id^=figuur]').forEach(e => { Plotly.purge(e); e.remove(); });"
        "document.querySelector('.ew-tabel').scrollLeft = 0"
    )
    figures = json.loads(json.dumps([screen.figure(make()) for make in samples.ALL]))
    page.evaluate(DRAW, [figures, screen.CONFIG])
    return sheet


def test_no_request_no_warning_no_sideways_scroll(drawn: tuple[Page, list[str]]) -> None:
    page, complaints = drawn
    assert complaints == []
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


@pytest.mark.parametrize("i", range(len(samples.ALL)), ids=[make.__name__ for make in samples.ALL])
def test_no_text_of_a_chart_is_cut_off(drawn: tuple[Page, list[str]], i: int) -> None:
    svg, texts = drawn[0].evaluate(BOXES, i)
    assert texts or samples.ALL[i] is samples.area_map  # the legend of a map stands beside it
    cut = [
        text
        for text, (left, top, right, bottom) in texts
        if left < svg[0] - 1 or top < svg[1] - 1 or right > svg[2] + 1 or bottom > svg[3] + 1
    ]
    assert cut == []


@pytest.mark.parametrize("i", range(len(samples.ALL)), ids=[make.__name__ for make in samples.ALL])
def test_no_two_texts_of_a_chart_lie_over_each_other(drawn: tuple[Page, list[str]], i: int) -> None:
    _, texts = drawn[0].evaluate(BOXES, i)
    over = [(one, other) for (one, a), (other, b) in combinations(texts, 2) if _common(a, b) > 0]
    assert over == []


def _common(a: list[float], b: list[float]) -> float:
    """Area that two boxes share, less 3 pixels at the edges: the white room of a line of text."""
    width = min(a[2], b[2]) - max(a[0], b[0]) - 3
    height = min(a[3], b[3]) - max(a[1], b[1]) - 3
    return max(0.0, width) * max(0.0, height)


def test_the_names_of_the_rows_stay_in_view_when_a_table_is_pushed_sideways(
    drawn: tuple[Page, list[str]],
) -> None:
    page, _ = drawn
    place: Any = page.evaluate(
        """() => {
            const frame = document.querySelector('.ew-tabel');
            frame.scrollLeft = 10000;
            const name = frame.querySelector('tbody th').getBoundingClientRect();
            return [name.left - frame.getBoundingClientRect().left, frame.scrollLeft];
        }"""
    )
    assert abs(place[0]) < 2


def test_years_under_a_narrow_drawing_do_not_touch(chromium: Browser) -> None:
    """Eleven years at 320 pixels: fewer are named, the last is; wide, all that the chart names."""
    values = samples.halves(2015, [9.0, 10.0] * 11)
    chart = replace(
        samples.line(), series=(samples.series("Eikenstad", "own", values),), breaks=(), line_notes=()
    )
    figure = json.loads(json.dumps(screen.figure(chart)))
    page = chromium.new_page()
    page.set_content(
        f"<!doctype html><style>{CSS}</style><body><div class='st-key-figuur_x_jaren'>"
        "<div data-testid='stPlotlyChart' id='plaats' style='width:100%'></div></div></body>"
    )
    page.add_script_tag(content=PLOTLY.read_text(encoding="utf-8"))
    seen = {}
    for width in (320, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        page.evaluate("Plotly.purge('plaats')")
        page.evaluate("([f, c]) => Plotly.newPlot('plaats', f.data, f.layout, c)", [figure, screen.CONFIG])
        seen[width] = page.evaluate(
            """() => [...document.querySelectorAll('.xtick text')].filter(t => t.getClientRects().length)
                .map(t => [t.textContent, t.getBoundingClientRect().left, t.getBoundingClientRect().right])"""
        )
    page.close()
    assert [text for text, _, _ in seen[1280]] == ["2015", "2017", "2019", "2021", "2023", "2025"]
    assert seen[320][-1][0] == "2025" and 1 < len(seen[320]) < 6
    assert all(after[1] - before[2] > 3 for before, after in pairwise(seen[320])), seen[320]
