"""How a line went, as a title and in sentences: by hand for each shape of a series, and as a property."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics import dutch
from metrics.comparing import sentences
from metrics.comparing.comparison import Place
from metrics.comparing.reading import Reading
from metrics.comparing.sentences import SUBJECTS, Moment
from metrics.places.breaks import Break

AA = Place("GM1", "Aa", "own")
COST, NATURA = SUBJECTS["lasten_per_inwoner"], SUBJECTS["natura_jeugdhulp"]
RESIDENCE, PROVIDERS = Break("woonplaats", 2022), Break("aanbieders", 2021)


def years(*values: float | None, start: int = 2017) -> list[Moment]:
    return [Moment(str(start + n), value) for n, value in enumerate(values)]


def halves(*values: float | None, start: int = 2019) -> list[Moment]:
    return [Moment(f"{start + n // 2}H{1 + n % 2}", value) for n, value in enumerate(values)]


def title(moments: list[Moment], *between: Break) -> str:
    return sentences.trend_title(COST, AA, moments, between).replace(dutch.NBSP, " ")


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ((200, 220, 240, 262), "stegen van 2017 tot 2020"),
        ((262, 240, 220, 200), "daalden van 2017 tot 2020"),
        ((200, 203, 201, 204), "bleven van 2017 tot 2020 ongeveer even hoog"),
        ((200, 210, 290, 298), "stegen van 2017 tot 2020, vooral tussen 2018 en 2019"),
        ((200, None, 290, 298), "stegen van 2017 tot 2020, vooral tussen 2017 en 2019"),
        ((200, 298), "stegen van 2017 tot 2018"),  # one step is all there is
        ((200, 260, 201), "waren in 2017 en 2019 ongeveer even hoog, met het hoogste punt in 2018"),
        ((200, 150, 220), "stegen van 2017 tot 2019, met het laagste punt in 2018"),
    ],
)
def test_a_title_tells_the_whole_line(values: tuple[float | None, ...], said: str) -> None:
    assert title(years(*values)) == f"De lasten per inwoner in Aa {said}"


def test_a_line_of_204_to_298_is_not_called_about_equal() -> None:
    # € 204 in 2017, € 298 in 2023: the two years after the break are alike, the line is not
    got = title(years(204, 215, 230, 245, 270, 293, 298), RESIDENCE)
    assert got == (
        "De lasten per inwoner in Aa stegen van 2017 tot 2021 en bleven van 2022 tot 2023 ongeveer even hoog "
        "(knik in 2022)"
    )


def test_both_sides_of_a_break_are_said_and_not_compared() -> None:
    got = title(years(200, 210, 220, 230, 280, 400, 430), RESIDENCE)
    assert got.endswith(
        "stegen van 2017 tot 2021, vooral tussen 2020 en 2021, en van 2022 tot 2023 (knik in 2022)"
    )
    one_year = title(years(200, 210, 220, 230, 240, 400), RESIDENCE)
    assert one_year.endswith("stegen van 2017 tot 2021 en waren € 400 in 2022 (knik in 2022)")
    assert title(years(400, 430, start=2022), RESIDENCE).endswith("stegen van 2022 tot 2023")


def test_half_years_and_two_breaks_fit_in_a_title() -> None:
    made = halves(9.0, 9.1, 9.0, 11.0, 11.1, 11.0, 10.0, 10.1, 10.0, 12.0)
    got = sentences.trend_title(NATURA, AA, made, (PROVIDERS, RESIDENCE))
    assert got == (
        "Het gebruik van jeugdhulp in natura in Aa steeg van 2019 tot 2020, vooral in 2020, en van 2022 tot 2023 "
        "(knik in 2021 en 2022)"
    )


def test_one_period_and_none() -> None:
    assert title(years(300, start=2023)) == "De lasten per inwoner in Aa, 2023"
    assert sentences.trend_title(NATURA, AA, halves(9.0)).endswith("in Aa, eerste halfjaar van 2019")
    assert title(years(None, None)) == title([]) == "De lasten per inwoner in Aa"


def test_the_sentences_say_each_side_with_its_numbers() -> None:
    made = sentences.story(COST, AA, years(204, 290, 270, 270, 270, 293, 298), [RESIDENCE])
    assert [text.replace(dutch.NBSP, " ") for text in made] == [
        "De lasten per inwoner in Aa stegen van € 204 in 2017 naar € 270 in 2021. "
        "Het grootste deel van de stijging was tussen 2017 en 2018.",
        "Na de knik in 2022 bleven de lasten in Aa ongeveer even hoog: van € 293 in 2022 naar € 298 in 2023.",
    ]
    alone = sentences.story(COST, AA, years(300, 310, start=2021), [RESIDENCE])
    assert [text.replace(dutch.NBSP, " ") for text in alone] == [
        "De lasten per inwoner in Aa waren € 300 in 2021.", "Na de knik in 2022 waren de lasten in Aa € 310 in 2022."
    ]  # fmt: skip


def test_two_halves_of_one_year_that_are_equal_are_told_as_both() -> None:
    (told,) = sentences.story(NATURA, AA, halves(10.0, 10.0), [])
    assert (
        told
        == "Het gebruik van jeugdhulp in natura in Aa bleef even hoog: 10,0% in beide halfjaren van 2019."
    )
    (told,) = sentences.story(NATURA, AA, halves(10.0, 10.1, 10.0), [])
    assert told.endswith("10,0% in het eerste halfjaar van 2019 en in het eerste halfjaar van 2020.")


@given(st.lists(st.one_of(st.none(), st.floats(min_value=1, max_value=900)), min_size=1, max_size=9))
def test_no_title_calls_a_change_over_a_break(values: list[float | None]) -> None:
    made = years(*values)
    known = [int(one.period) for one in made if one.value is not None]
    got = title(made, RESIDENCE)
    crossed = bool(known) and known[0] < 2022 <= known[-1]
    assert ("knik in 2022" in got) == crossed
    for first, last in ((a, b) for a in known for b in known if a < 2022 <= b):
        assert f"van {first} tot {last}" not in got and f"{first} en {last}" not in got


def odd(moments: list[Moment], *periods: str) -> list[Moment]:
    return [replace(one, counts=one.period not in periods) for one in moments]


def test_years_that_may_not_be_compared_are_named_and_not_told() -> None:
    """Land van Cuijk: one of its five booked for others from 2018 to 2021, and left € 211 beside € 532."""
    cuijk = odd(years(211, 368, 493, 504, 532, 274, 303), "2018", "2019", "2020", "2021")
    assert title(cuijk, RESIDENCE) == (
        "De lasten per inwoner in Aa waren € 211 in 2017 en stegen van 2022 tot 2023 "
        "(knik in 2022; 2018 tot en met 2021 tellen niet mee)"
    )
    told = [text.replace(dutch.NBSP, " ") for text in sentences.story(COST, AA, cuijk, [RESIDENCE])]
    assert told[-1] == "2018 tot en met 2021 tellen niet mee."
    assert "532" not in " ".join(told)
    between = odd(years(217, 569, 289), "2018")
    assert title(between) == ("De lasten per inwoner in Aa stegen van 2017 tot 2019 (2018 telt niet mee)")


@pytest.mark.parametrize(
    ("periods", "said"),
    [
        (("2017",), "stegen van 2018 tot 2021 en van 2022 tot 2023 (knik in 2022; 2017 telt niet mee)"),
        (("2017", "2018", "2019"), "bleven van 2020 tot 2021 ongeveer even hoog en stegen van 2022 tot 2023 "
         "(knik in 2022; 2017 tot en met 2019 tellen niet mee)"),
        (("2017", "2022"), "stegen van 2018 tot 2021 en waren € 500 in 2023 "
         "(knik in 2022; 2017 en 2022 tellen niet mee)"),
        (("2017", "2018", "2019", "2020", "2021"), "stegen van 2022 tot 2023 (2017 tot en met 2021 tellen niet mee)"),
    ],
)  # fmt: skip
def test_an_amount_that_does_not_count_is_no_end_of_a_line(periods: tuple[str, ...], said: str) -> None:
    moments = years(1300, 250, 275, 300, 302, 15, 500)
    assert title(odd(moments, *periods), RESIDENCE) == f"De lasten per inwoner in Aa {said}"


def test_where_nothing_counts_there_is_no_course() -> None:
    none = odd(years(1300, 1310), "2017", "2018")
    assert title(none) == "De lasten per inwoner in Aa (2017 en 2018 tellen niet mee)"
    assert sentences.trend(COST, AA, none) == ""
    assert (
        title(odd(years(1300, 250), "2017"))
        == "De lasten per inwoner in Aa: € 250 in 2018 (2017 telt niet mee)"
    )


@pytest.mark.parametrize(
    ("reason", "counts"),
    [("", True), ("niet_plausibel", False), ("boekt_voor_anderen", False), ("vervallen", True)],
)
def test_what_counts_in_a_course(reason: str, counts: bool) -> None:
    figure = Reading("lasten_per_inwoner", "GM1", "2022", 15.0, reason=reason)
    assert sentences.moment_of(figure) == Moment("2022", 15.0, counts)


def test_more_periods_at_the_furthest_point_are_named() -> None:
    """Opsterland: 21,5% early in 2018 and late in 2019; only the first was called the highest point."""
    use = halves(16.0, 21.5, 21.1, 21.5, 18.1)
    assert "met het hoogste punt eind 2019 en eind 2020" in sentences.trend_title(NATURA, AA, use)
    (said,) = sentences.story(NATURA, AA, use)
    assert said.endswith(
        "Het hoogste punt was 21,5% in het tweede halfjaar van 2019 en in het tweede halfjaar van 2020."
    )
    both = halves(16.0, 17.0, 21.5, 21.5, 18.1)
    assert "met het hoogste punt in beide halfjaren van 2020" in sentences.trend_title(NATURA, AA, both)
    assert sentences.story(NATURA, AA, both)[0].endswith("was 21,5% in beide halfjaren van 2020.")
    assert title(years(200, 250, 250, 250, 203)).endswith(
        "met het hoogste punt in 2018 en later nog twee keer"
    )


def test_of_two_moments_far_apart_nobody_knows_that_it_stayed_so() -> None:
    apart = [Moment("2017H1", 8.4), Moment("2020H1", 8.2)]
    assert sentences.trend_title(NATURA, AA, apart).endswith(
        "was begin 2017 en begin 2020 ongeveer even hoog"
    )
    (said,) = sentences.story(NATURA, AA, apart)
    assert (
        "was in het eerste halfjaar van 2020 ongeveer even hoog als in het eerste halfjaar van 2017" in said
    )
    assert title(years(200, 203)).endswith("bleven van 2017 tot 2018 ongeveer even hoog")
