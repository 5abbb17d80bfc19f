from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pages.ui.charts import screen
from pages.ui.charts.inline import trend
from pages.ui.charts.spec import Chart, Point, Series
from pages.ui.charts.spec.lines import LineChart
from pages.ui.charts.spec.map import quantile_bounds
from pages.ui.charts.spec.rows import StackedChart, Step
from pages.ui.charts.spec.scatter import Mark
from pages.ui.charts.spec.slope import SlopeChart
from pages.ui.parts.tables import Cell, cell_text
from tests.pages.ui import samples


@pytest.mark.parametrize("make", samples.ALL)
def test_a_chart_needs_title_alt_and_source(make: type[Chart]) -> None:
    chart = make()
    for name in ("title", "alt", "source"):
        with pytest.raises(ValueError, match=name):
            replace(chart, **{name: " "})


@pytest.mark.parametrize("make", samples.ALL)
def test_looking_something_up_does_not_change_what_a_chart_is(make: type[Chart]) -> None:
    fresh, used = make(), make()
    assert used.table.rows
    assert used == fresh


def test_no_line_crosses_a_break_or_a_missing_period() -> None:
    chart = samples.line()
    runs = {one.name: [[p.period for p in run] for run in chart.segments(one)] for one in chart.series}
    assert runs["Eikenstad"][0][-1] == "2020H2"
    assert runs["Eikenstad"][1][0] == "2021H1"
    assert runs["Lindenhove"][1:] == [["2021H1"], ["2022H1", "2022H2"]]


def test_a_period_that_is_absent_interrupts_the_line_as_well() -> None:
    points = (Point("2019", 1.0), Point("2021", 2.0), Point("2022", 3.0))
    chart = LineChart(title="t", alt="a", source="s", unit="eur", series=(Series("x", "own", points),))
    assert [len(run) for run in chart.segments(chart.series[0])] == [1, 2]


def test_breaks_and_notes_are_numbered_in_time_order_and_explained() -> None:
    chart = samples.line()
    assert [(n, at) for n, at, _ in chart.numbered] == [(1, 2020.0), (2, 2020.75)]
    assert chart.footnotes[0].startswith("1. In 2020")
    assert any("voorlopig" in line for line in chart.footnotes)


def test_the_phone_shows_own_group_and_nederland_but_the_table_keeps_all() -> None:
    phone = samples.line().for_phone()
    assert {one.name for one in phone.shown} == {"Eikenstad", "Groep", "Nederland"}
    assert len(phone.table.rows) == 7


def test_a_value_that_is_not_plausible_does_not_stretch_the_axis_and_is_named_under_the_line() -> None:
    """A thousand times too high, it left a flat line of every other year. The table still has it."""
    points = (Point("2021", 300.0), Point("2022", 309.0), Point("2023", 350143.0, status="niet_plausibel"))
    wholly = (Point("2023", 9e6, status="niet_plausibel"),)
    chart = LineChart(
        title="t",
        alt="a",
        source="s",
        unit="eur",
        series=(Series("Eikenstad", "own", points), Series("Lindenhove", "other", wholly)),
    )
    assert [one.name for one in chart.shown] == ["Eikenstad"]
    assert max(chart.drawn_values) == 309.0
    assert chart.footnotes == ("Zonder punt: Eikenstad in 2023; Lindenhove in 2023 (niet plausibel).",)
    assert chart.table.rows[0]["2023"] == Cell(350143.0, "niet_plausibel")


def test_a_figure_that_does_not_count_is_a_point_that_no_line_goes_to() -> None:
    """Peel en Maas, use in the report: a line fell from a figure that no sentence counts (table 6)."""
    misfit = Point("2018", 780.0, status="past_niet_in_rij")
    points = (Point("2017", 500.0), misfit, Point("2019", 510.0), Point("2020", 520.0))
    lead = Series("Lindenhove", "other", tuple(replace(p, status="boekt_voor_anderen") for p in points))
    chart = LineChart(title="t", alt="a", source="s", unit="eur", series=(Series("Aa", "own", points), lead))
    runs = [[each.period for each in run] for run in chart.segments(chart.series[0])]
    assert runs == [["2017"], ["2018"], ["2019", "2020"]]
    assert [len(run) for run in chart.segments(lead)] == [1, 1, 1, 1]
    assert max(chart.drawn_values) == 780.0
    assert chart.footnotes == (
        "Losse punten: Lindenhove van 2017 tot en met 2020 (boekt mogelijk voor andere gemeenten).",
        "Los punt: Aa in 2018 (past niet bij de andere cijfers in het rapport).",
    )


@pytest.mark.parametrize(
    ("status", "drawn", "note"),
    [
        ("ok", (7.8, 5.0), ()),
        ("past_niet_in_rij", (7.8, 5.0), ("Los punt: Aa in 2017 (past niet bij de andere cijfers in het rapport).",)),
        ("niet_plausibel", (None, 5.0), ("Zonder punt: Aa in 2017 (niet plausibel).",)),
    ],
)  # fmt: skip
def test_two_moments_are_joined_where_both_count(
    status: str, drawn: tuple[float | None, float | None], note: tuple[str, ...]
) -> None:
    own = Series("Aa", "own", (Point("2017", 7.8, status=status), Point("2020", 5.0)))
    land = Series("Nederland", "nederland", (Point("2017", 5.1), Point("2020", 5.2)))
    chart = SlopeChart(
        title="t", alt="a", source="s", unit="pct", start="2017", end="2020", series=(own, land)
    )
    assert tuple(point.value if point else None for point in chart.ends(own)) == drawn
    assert (chart.joined(own), chart.joined(land)) == (status == "ok", True)
    assert chart.footnotes == note
    assert chart.table.rows[0]["2017"] == Cell(7.8, status)
    joined_n = 1 + chart.joined(own)
    assert [trace["mode"] for trace in screen.figure(chart)["data"]].count("lines+markers") == joined_n
    assert trend.svg(chart).count("<polyline") == joined_n


def test_own_is_drawn_last() -> None:
    assert samples.line().shown[-1].role == "own"
    assert samples.scatter().drawn[-1].role == "own"


def test_the_table_of_lines_is_what_is_drawn() -> None:
    chart = samples.line()
    for series, row in zip(chart.series, chart.table.rows, strict=True):
        cells = {key: cell for key, cell in row.items() if isinstance(cell, Cell)}
        assert {p.period: (p.value, p.provisional) for p in series.points} == {
            key: (cell.value, cell.provisional) for key, cell in cells.items()
        }


def test_the_table_of_lines_says_what_the_numbers_on_them_say() -> None:
    chart = samples.line()
    assert [text for _, _, text in chart.numbered] == list(chart.table.notes[:2])
    assert chart.name == "Jongeren tot 18 jaar met jeugdhulp in natura. Eerste halfjaar 2017 = 100 2017 2022"


def test_a_dot_that_may_still_change_says_so_in_the_table() -> None:
    chart = samples.scatter()
    x, y = chart.marks[0].x, chart.marks[0].y
    mark = replace(chart.marks[0], cells=(Cell(x, provisional=True), Cell(y)))
    (row, *_) = replace(chart, marks=(mark,)).table.rows
    assert (row["x"], row["y"]) == (Cell(x, provisional=True), Cell(y))


def test_an_amount_without_a_dot_stands_in_the_table_with_its_mark() -> None:
    """Amersfoort: 526 euro in one table of *Vergelijken*, and 'geen cijfer' in that of the scatter beside it."""
    apart = Mark("Aa", "own", 8, None, cells=(Cell(8), Cell(526, "boekt_voor_anderen")))
    chart = replace(samples.scatter(), marks=(apart,))
    assert chart.drawn == ()
    (row, *_) = chart.table.rows
    assert cell_text(chart.table.cell(row, chart.table.columns[2]), chart.table.columns[2]) == "€\xa0526ʳ"


def test_a_dot_without_figure_keeps_its_row_and_is_not_drawn() -> None:
    chart = samples.scatter()
    assert "Zonder cijfer" in {row["naam"] for row in chart.table.rows}
    assert "Zonder cijfer" not in {mark.name for mark in chart.drawn}


def test_bars_without_a_figure_come_last() -> None:
    chart = samples.bar()
    assert [bar.value for bar in chart.shown] == [392, 371, 368, 366, 240, None]
    assert [row["naam"] for row in chart.table.rows] == [bar.name for bar in chart.shown]


def test_steps_must_add_up() -> None:
    chart = samples.waterfall()
    assert [(low, high) for _, _, low, high in chart.levels] == [
        (0, 293),
        (293, 258.5),
        (258.5, 234),
        (234, 240),
        (0, 240),
    ]
    with pytest.raises(ValueError, match="add up"):
        replace(chart, end=Step("x", 241))


def test_steps_have_their_sign_in_the_table_as_in_the_picture() -> None:
    table = samples.waterfall().table
    printed = [cell_text(table.cell(row, table.columns[1]), table.columns[1]) for row in table.rows]
    assert [each.replace("\xa0", " ") for each in printed] == ["€ 293", "- € 35", "- € 25", "+ € 6", "€ 240"]


def test_every_bar_has_a_value_for_every_part() -> None:
    chart = samples.stacked()
    with pytest.raises(ValueError, match="3 values for 4 parts"):
        StackedChart(
            title="t", alt="a", source="s", unit="pct", parts=chart.parts,
            stacks=(replace(chart.stacks[0], values=(1.0, 2.0, 3.0)),),
        )  # fmt: skip


def test_classes_of_a_map_hold_about_equally_many_and_are_said_in_words() -> None:
    chart = samples.area_map()
    counts = [0] * 5
    for shape in chart.shapes:
        if shape.value is not None:
            counts[chart.class_of(shape.value)] += 1
    assert sorted(counts) == [4, 5, 5, 5, 5]
    assert chart.class_texts[0] == "minder dan €\u00a0246"
    assert chart.class_texts[-1] == "€\u00a0394 of meer"
    by_name = {row["naam"].value: row for row in chart.table.rows}
    assert by_name["Gebied 7"]["klasse"] == "geen cijfer"
    assert by_name["Gebied 0"]["klasse"] == chart.class_texts[0]


@given(st.lists(st.floats(-1e6, 1e6), max_size=40), st.integers(1, 5))
def test_bounds_rise_and_lie_inside(values: list[float], classes: int) -> None:
    bounds = quantile_bounds(values, classes)
    assert list(bounds) == sorted(set(bounds))
    assert len(bounds) < classes
    assert all(min(values) < bound <= max(values) for bound in bounds)


def test_equal_values_make_one_class() -> None:
    assert quantile_bounds([5.0] * 10, 5) == ()
    assert quantile_bounds([], 5) == ()
