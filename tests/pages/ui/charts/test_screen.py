import base64
import json
import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import plotly.graph_objects as go
import pytest

from pages.ui.charts import screen
from pages.ui.charts.screen.drawn import DrawnChart
from pages.ui.charts.screen.map import turned
from pages.ui.charts.spec import Chart, Series
from pages.ui.charts.spec.map import MapChart, Shape
from pages.ui.charts.spec.rows import Bar, BarChart, Dot, StackedChart, WaterfallChart
from pages.ui.charts.spec.scatter import Mark
from tests.pages.ui import samples

EVIL = '<img src=x onerror="alert(1)"><b>'


def texts(value: Any) -> list[str]:
    if isinstance(value, dict):
        return [text for one in value.values() for text in texts(one)]
    if isinstance(value, list | tuple):
        return [text for one in value for text in texts(one)]
    return [value] if isinstance(value, str) else []


@pytest.mark.parametrize("make", samples.ALL)
def test_every_figure_is_a_plain_dict_in_dutch_without_template(make: type[Chart]) -> None:
    figure = screen.figure(make())
    json.dumps(figure, allow_nan=False)
    layout = figure["layout"]
    assert "template" not in layout
    assert layout["separators"] == ",."
    assert layout["dragmode"] is False
    assert layout["xaxis"]["fixedrange"] and layout["yaxis"]["fixedrange"]
    assert layout["font"]["size"] >= 13
    assert all(trace["type"] in ("scatter", "bar") for trace in figure["data"])
    assert not [
        text
        for text in texts(figure)
        if re.search(r"https?://|\d\.\d%|\b\d,\d{3}\b", text) and "rgba" not in text
    ]


def test_the_bar_of_buttons_is_off() -> None:
    assert screen.CONFIG["displayModeBar"] is False
    assert screen.CONFIG["displaylogo"] is False


def test_an_unknown_kind_is_refused() -> None:
    with pytest.raises(TypeError, match="Chart"):
        screen.figure(Chart(title="t", alt="a", source="s"))


def drawn(figure: dict[str, Any], key: str = "y") -> list[float]:
    """Values of the traces that answer to hover: every figure once."""
    return [
        value
        for trace in figure["data"]
        if trace.get("hoverinfo") == "text"
        for value in trace[key]
        if value is not None
    ]


def table_numbers(chart: Chart, *keys: str) -> list[float]:
    table = chart.table
    found = []
    for row in table.rows:
        for column in table.columns:
            value = table.cell(row, column).value
            if column.key in keys and isinstance(value, int | float):
                found.append(float(value))
    return found


def test_lines_draw_exactly_the_values_of_the_table() -> None:
    chart = samples.line()
    assert sorted(drawn(screen.figure(chart))) == sorted(table_numbers(chart, *chart.periods))


def test_slope_scatter_bars_and_strip_draw_exactly_their_tables() -> None:
    slope = samples.slope()
    assert sorted(drawn(screen.figure(slope))) == sorted(table_numbers(slope, "2017H1", "2020H1"))
    scatter = samples.scatter()
    rows = {(r["x"], r["y"]) for r in scatter.table.rows if isinstance(r["x"], int | float)}
    figure = screen.figure(scatter)
    assert rows == set(zip(drawn(figure, "x"), drawn(figure, "y"), strict=True))
    for make in (samples.bar, samples.strip):
        assert sorted(drawn(screen.figure(make()), "x")) == sorted(table_numbers(make(), "waarde"))
    stacked = samples.stacked()
    keys = [column.key for column in stacked.table.columns[1:]]
    assert sorted(drawn(screen.figure(stacked), "x")) == sorted(table_numbers(stacked, *keys))
    dots = samples.dots()
    assert sorted(drawn(screen.figure(dots), "x")) == sorted(table_numbers(dots, "waarde"))


def test_hover_is_dutch_and_says_provisional() -> None:
    hover = [text for trace in screen.figure(samples.line())["data"] for text in trace.get("hovertext", [])]
    assert "<b>Eikenstad</b><br>1e halfjaar 2022: 95 (voorlopig)" in hover
    hover = [
        text for trace in screen.figure(samples.scatter())["data"] for text in trace.get("hovertext", ())
    ]
    assert any("Lasten per inwoner: €\u00a0240" in text for text in hover)


def test_no_line_is_drawn_over_a_break() -> None:
    for trace in screen.figure(samples.line())["data"]:
        if trace["mode"] == "lines":
            for before, after in zip(trace["x"], trace["x"][1:], strict=False):
                assert before is None or after is None or not before < 2020.75 < after


def test_end_labels_of_all_lines_are_there_and_apart() -> None:
    chart = samples.line()
    ends = [a for a in screen.figure(chart)["layout"]["annotations"] if a["showarrow"]]
    assert len(ends) == len(chart.series)
    plot = 370 - 30 - 34
    low, high = screen.figure(chart)["layout"]["yaxis"]["range"]
    places = sorted(((a["y"] - low) / (high - low) * plot - a["ay"], a["text"].count("<br>")) for a in ends)
    for (one, lines), (other, more) in zip(places, places[1:], strict=False):
        assert other - one >= 8 * (lines + more + 2) - 0.01


def test_a_line_that_ends_early_is_named_where_no_line_goes_on() -> None:
    chart = samples.line()
    own, *others = chart.series
    early = replace(own, points=own.points[:-2])
    figure = screen.figure(replace(chart, series=(early, *others)))
    (name,) = [a for a in figure["layout"]["annotations"] if a["text"] == f"<b>{own.name}</b>"]
    assert (name["axref"], name["xanchor"]) == ("x", "left")
    assert name["x"] < max(x for trace in figure["data"] for x in trace["x"] if x is not None) < name["ax"]


def test_seventy_lines_do_not_break_the_labels() -> None:
    chart = samples.line()
    many = tuple(replace(chart.series[1], name=f"Gemeente {n}") for n in range(70))
    figure = screen.figure(replace(chart, series=(*many, chart.series[0])))
    named = [a["text"] for a in figure["layout"]["annotations"] if a["showarrow"]]
    assert "<b>Eikenstad</b>" in named
    assert len(named) < 25


def charts_with_name(name: str) -> list[Chart]:
    line, scatter, bar, strip = samples.line(), samples.scatter(), samples.bar(), samples.strip()
    area = samples.area_map()
    first = replace(area.shapes[0], name=name, detail=name)
    return [
        replace(line, series=(Series(name, "own", line.series[0].points), *line.series[1:])),
        replace(scatter, marks=(Mark(name, "own", 1, 1), *scatter.marks)),
        replace(bar, bars=(Bar(name, "own", 1, detail=name), *bar.bars)),
        replace(strip, dots=(Dot(name, "own", 1), *strip.dots)),
        replace(area, shapes=(first, *area.shapes[1:]), own=first.code, value_title=name),
    ]


@pytest.mark.parametrize("chart", charts_with_name(EVIL), ids=lambda chart: chart.kind)
def test_names_are_escaped(chart: Chart) -> None:
    found = texts(screen.figure(chart))
    assert any("&lt;img" in text for text in found)
    assert not any("<img" in text for text in found)


def square(code: str, value: float | None, size: float = 1.0, at: float = 0.0) -> Shape:
    ring = ((at, at), (at + size, at), (at + size, at + size), (at, at + size), (at, at))
    return Shape(code, code, (ring,), (at + size / 2, at + size / 2), value)


def test_the_map_draws_every_area_once_in_the_colour_of_its_class() -> None:
    chart = samples.area_map()
    figure = screen.figure(chart)
    fills = [trace for trace in figure["data"] if trace.get("fill") == "toself"]
    drawn = [np.frombuffer(base64.b64decode(trace["x"]["bdata"]), dtype=np.float32) for trace in fills]
    assert sum(np.isnan(xs).sum() for xs in drawn) == len(chart.shapes)
    assert len(fills) == 6  # five classes and one without figure
    codes = [code for trace in figure["data"] for code in trace.get("customdata", [])]
    assert sorted(codes) == sorted(shape.code for shape in chart.shapes)


def test_holes_run_the_other_way_round() -> None:
    ring = ((0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0), (0.0, 0.0))
    assert turned(ring, outer=True) == ring
    assert turned(ring, outer=False) == ring[::-1]
    assert turned(ring[::-1], outer=True) == ring


def test_a_map_of_the_country_stays_under_600_kb() -> None:
    ring = tuple((5 + n / 7919, 52 + n / 7907) for n in range(60))
    shapes = tuple(Shape(f"GM{n:04d}", f"Gemeente {n}", (ring,), (5.0, 52.0), float(n)) for n in range(342))
    chart = MapChart(title="t", alt="a", source="s", shapes=shapes, unit="eur", value_title="v", own="GM0001")
    size = len(json.dumps(screen.figure(chart)))
    assert size < 600_000


def test_a_map_without_any_figure_says_so() -> None:
    chart = MapChart(
        title="t", alt="a", source="s", shapes=(square("GM1", None),), unit="eur", value_title="v"
    )
    assert any("geen cijfer" in text for text in texts(screen.figure(chart)))


@pytest.mark.parametrize("make", samples.ALL)
def test_plotly_itself_finds_nothing_wrong(make: type[Chart]) -> None:
    """On a page the check is left out (`DrawnChart`), so every kind is checked here, property by property."""
    figure = screen.figure(make())
    assert len(go.Figure(figure).data) == len(figure["data"])
    assert DrawnChart(figure).to_dict() is figure


def test_lines_that_begin_at_one_value_have_its_number_once() -> None:
    """*Rapport nagerekend*: seven indices that all begin at 100 had seven times '100' above each other."""
    chart = samples.slope()
    begin = tuple(
        replace(
            one, points=tuple(replace(p, value=100.0) if p.period == chart.start else p for p in one.points)
        )
        for one in chart.series
    )
    found = texts(screen.figure(replace(chart, series=begin, unit="index", decimals=0))["layout"])
    assert [text for text in found if re.fullmatch(r"(<b>)?100(</b>)?", text)] == ["<b>100</b>"]


@pytest.mark.parametrize("make", [samples.waterfall, samples.bar, samples.stacked])
def test_rows_are_as_high_as_the_longest_name(make: Callable[[], Chart]) -> None:
    """'Rekening 2023 (boekt mogelijk voor andere gemeenten)' has three lines and lay over the name above it."""
    chart = make()
    long = "Rekening 2023 (boekt mogelijk voor andere gemeenten)"
    if isinstance(chart, WaterfallChart):
        changed: Chart = replace(chart, end=replace(chart.end, name=long))
    elif isinstance(chart, BarChart):
        changed = replace(chart, bars=(*chart.bars[:-1], replace(chart.bars[-1], name=long)))
    else:
        assert isinstance(chart, StackedChart)
        changed = replace(chart, stacks=(*chart.stacks[:-1], replace(chart.stacks[-1], name=long)))
    layout = screen.figure(changed)["layout"]
    names = layout["yaxis"]["ticktext"]
    lines = max(text.count("<br>") + 1 for text in names)
    room = layout["height"] - layout["margin"]["t"] - layout["margin"]["b"]
    assert lines == 3 and room / len(names) >= lines * 16
