from itertools import combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pages.ui.charts import labels


def test_labels_that_have_room_stay_where_they_are() -> None:
    assert labels.spread([10, 50, 90], [10, 10, 10], 0, 100) == [10, 50, 90]


def test_two_equal_places_part_evenly() -> None:
    assert labels.spread([50, 50], [10, 10], 0, 100) == [45, 55]


def test_labels_stay_inside() -> None:
    assert labels.spread([0, 0, 1], [10, 10, 10], 0, 100) == [0, 10, 20]


@given(st.lists(st.tuples(st.floats(0, 300), st.sampled_from([12.0, 24.0])), min_size=1, max_size=10))
def test_spread_labels_never_overlap_and_keep_their_order(wanted: list[tuple[float, float]]) -> None:
    places = labels.spread([w for w, _ in wanted], [s for _, s in wanted], 0, 300)
    found = sorted(zip(places, wanted, strict=True))
    for (low, (_, size)), (high, (_, other)) in pairwise(found):
        assert high - low >= (size + other) / 2 - 1e-6
    assert all(-1e-6 <= place <= 300 + 1e-6 for place in places)
    for (a, (wa, _)), (b, (wb, _)) in combinations(zip(places, wanted, strict=True), 2):
        assert wa == wb or (a < b) == (wa < wb)


@given(st.floats(-1e6, 1e6), st.floats(0.01, 1e6))
def test_ticks_enclose_and_are_few(low: float, length: float) -> None:
    ticks = labels.nice_ticks(low, low + length)
    assert ticks[0] <= low + 1e-6 * length
    assert ticks[-1] >= low + length - 1e-6 * length
    assert 2 <= len(ticks) <= 9


def test_ticks_in_dutch_have_the_decimals_they_need() -> None:
    assert labels.tick_texts([6.5, 7, 7.5], "pct") == ["6,5%", "7,0%", "7,5%"]
    assert labels.tick_texts([0, 100], "eur") == ["€\u00a00", "€\u00a0100"]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("Goes", ["Goes"]),
        ("Wilgenbroek-Essenburg", ["Wilgenbroek-", "Essenburg"]),
        ("'s-Hertogenbosch", ["'s-Hertogenbosch"]),
        ("Krimpen aan den IJssel", ["Krimpen aan", "den IJssel"]),
        ("", [""]),
    ],
)
def test_names_are_wrapped_at_spaces_and_hyphens(text: str, lines: list[str]) -> None:
    assert labels.wrap(text, 14).split("\n") == lines


@given(st.text(alphabet="ab -'", max_size=60), st.integers(3, 30))
def test_wrapping_loses_nothing_but_spaces(text: str, characters: int) -> None:
    kept = labels.wrap(text, characters).replace("\n", "").replace(" ", "")
    assert kept == text.replace(" ", "")


def test_years_of_halves_stand_between_them_and_thin_out() -> None:
    assert labels.year_ticks(["2017H1", "2017H2", "2018H1"]) == ([2017.25, 2018.0], ["2017", "2018"])
    places, texts = labels.year_ticks([str(y) for y in range(2017, 2025)])
    assert texts == ["2018", "2020", "2022", "2024"]
    assert places == [2018, 2020, 2022, 2024]


def test_scatter_labels_of_two_dots_at_one_place_do_not_overlap() -> None:
    frame = labels.Box(0, 0, 300, 300)
    dots = [(150.0, 150.0, 5.0), (150.0, 151.0, 5.0)]
    placed = labels.place_labels(dots, [("Zwolle", False), ("Apeldoorn", False)], 13, frame)
    boxes = [
        labels._label_box(x, y, p, labels.text_width(t, 13), 13 * 1.15)
        for (x, y, _), p, t in zip(dots, placed, ("Zwolle", "Apeldoorn"), strict=True)
        if p is not None
    ]
    assert len(boxes) == 2 and boxes[0].overlap(boxes[1]) == 0


def test_names_that_find_no_room_are_left_out_and_the_first_is_kept() -> None:
    """Twelve gemeenten of one tenth with lasten near each other: names on names can no one read."""
    frame = labels.Box(0, 0, 225, 360)
    dots = [(8.0, 150.0 + 2 * n, 5.0) for n in range(12)]
    texts = [(f"Midden-Groningen {n}", False) for n in range(12)]
    placed = labels.place_labels(dots, texts, 13, frame)
    boxes = [
        labels._label_box(x, y, p, labels.text_width(t, 13), 13 * 1.15)
        for (x, y, _), p, (t, _) in zip(dots, placed, texts, strict=True)
        if p is not None
    ]
    assert placed[0] is not None and 3 <= len(boxes) < 12
    area = labels.text_width(texts[0][0], 13) * 13 * 1.15
    for n, one in enumerate(boxes):
        assert sum(one.overlap(other) for other in boxes[:n]) <= 0.09 * area


def test_a_label_at_the_right_edge_turns_to_the_left() -> None:
    placed = labels.place_labels(
        [(295.0, 100.0, 5.0)], [("Apeldoorn", False)], 13, labels.Box(0, 0, 300, 200)
    )
    assert placed[0] is not None and placed[0].side == "right"


def test_a_label_keeps_off_the_line_across() -> None:
    """A dot on the line of Nederland: its name stands above or below it, not through it."""
    line = labels.line_room(150, 300, "Nederland € 354", 13)
    (placed,) = labels.place_labels(
        [(60.0, 150.0, 7.0)], [("Deventer", True)], 13, labels.Box(0, 0, 300, 300), line
    )
    assert placed is not None
    box = labels._label_box(60, 150, placed, labels.text_width("Deventer", 13, True), 13 * 1.15)
    assert all(box.overlap(room) == 0 for room in line)


def test_a_name_that_finds_room_only_on_the_line_is_left_out_and_the_own_one_is_not() -> None:
    """Maastricht, 2023: Emmen's name stood through the line of Nederland, for above it stood that of Maastricht."""
    line = labels.line_room(150, 300, "Nederland € 354", 13)
    frame = labels.Box(0, 141, 300, 159)
    (emmen,) = labels.place_labels([(10.0, 150.0, 7.0)], [("Emmen", False)], 13, frame, line)
    (own,) = labels.place_labels([(10.0, 150.0, 7.0)], [("Maastricht", True)], 13, frame, line)
    assert emmen is None and own is not None


def test_no_name_hides_a_dot_that_has_a_name_itself() -> None:
    """Zwolle, 2023: Súdwest-Fryslân's name lay over half of Zwolle's own dot and over Alkmaar's and Dordrecht's."""
    group = {
        "Zwolle": (3, 405), "Dordrecht": (3, 354), "Zaanstad": (3, 397), "Alkmaar": (4, 401), "Apeldoorn": (4, 383),
        "Deventer": (2, 350), "'s-Hertogenbosch": (5, 314), "Oss": (4, 350), "Breda": (4, 519),
        "Súdwest-Fryslân": (2, 389), "Purmerend": (5, 344),
    }  # fmt: skip
    frame = labels.Box(0, 0, 225, 340)
    dots = [
        ((decile - 0.55) / 9.9 * 225, (eur - 100) / 500 * 340, 7.5 if name == "Zwolle" else 5.5)
        for name, (decile, eur) in group.items()
    ]
    line = labels.line_room((354 - 100) / 500 * 340, 225, "Nederland € 354", 13)
    texts = [(name, name == "Zwolle") for name in group]
    placed = labels.place_labels(dots, texts, 13, frame, line)
    boxes = [
        labels._label_box(x, y, p, labels.text_width(name, 13, own), 13 * 1.15)
        for (x, y, _), p, (name, own) in zip(dots, placed, texts, strict=True)
        if p is not None
    ]
    assert placed[0] is not None and len(boxes) >= 5
    for x, y, radius in dots:
        dot = labels.Box(x - radius, y - radius, x + radius, y + radius)
        assert all(box.overlap(dot) <= 0.2 * dot.overlap(dot) for box in boxes)
