"""Verdicts follow from comparisons: by hand, and by properties over random figures."""

import operator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics import dutch
from metrics.numbers.rounding import round_half_up
from metrics.records import Claim
from metrics.report.claims import words
from metrics.report.claims.explain import explain
from metrics.report.claims.model import STATED, Compare, Count, Evidenced, Finding, Within, compare

CLAIM = Claim(
    "X1",
    "GM0150",
    "rapport",
    "6",
    "29-37",
    1,
    "Lasten",
    "Een zin.",
    "against",
    needs="een stuk",
    where="de gemeente",
)


def reading(
    value: float | None, label: str = "A", unit: str = "eur", decimals: int | None = None
) -> Evidenced:
    return Evidenced(label, value, unit, "rapport tabel 2", "2019", decimals)


def check(a: float | None, relation: str, b: float | None, role: str = "kern", band: float = 0.0) -> Compare:
    return Compare("Lasten", reading(a), relation, reading(b, "B"), role, band)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("checks", "reservations", "verdict"),
    [
        ([check(1, "lager", 2)], (), "klopt"),
        ([check(2, "lager", 2)], (), "klopt niet met deze cijfers"),  # just failing: equal is not lower
        ([check(2, "niet_hoger", 2)], (), "klopt"),  # just passing
        ([check(1, "lager", 2), check(3, "lager", 2)], (), "klopt deels"),
        ([check(1, "lager", 2), check(3, "lager", 2, "nuance")], (), "klopt, met kanttekening"),
        ([check(1, "lager", 2)], ("anders geteld",), "klopt, met kanttekening"),
        ([check(3, "lager", 2)], ("anders geteld",), "klopt niet met deze cijfers"),
        # methode 32: 'klopt niet' only where no comparison holds
        ([check(3, "lager", 2), check(1, "lager", 2, "nuance")], (), "klopt deels"),
        ([Count("Alle", (check(1, "lager", 2), check(3, "lager", 2)), "gelijk", 2)], (), "klopt deels"),
        (
            [Count("Alle", (check(3, "lager", 2), check(3, "lager", 2)), "gelijk", 2)],
            (),
            "klopt niet met deze cijfers",
        ),
        ([check(1, "lager", 2), check(None, "lager", 2)], (), "nog niet geladen"),
        ([check(1, "lager", 2), check(None, "lager", 2, "nuance")], (), "klopt"),  # a nuance may be missing
        ([check(3, "lager", 2, "nuance")], (), "nog niet geladen"),  # nuances alone judge nothing
        ([], (), "nog niet geladen"),
    ],
)
def test_verdict_from_checks(checks: list[Compare], reservations: tuple[str, ...], verdict: str) -> None:
    assert Finding(tuple(checks), reservations=reservations).verdict == verdict


def test_untestable_stays_untestable_with_figures_beside_it() -> None:
    outcome = Finding((), (reading(22.2e0, "begroting 2017", "mln"),), untestable=True)
    assert outcome.verdict == "niet te toetsen met open data"
    text = explain(CLAIM, outcome, {})
    assert text == (
        "Niet te toetsen met open data. Nodig: een stuk. Te vinden bij de gemeente. "
        "Wel bekend: begroting 2017 €\N{NO-BREAK SPACE}22,2 miljoen."
    )


def test_comparisons_are_made_on_what_is_shown() -> None:
    assert check(240.4, "gelijk", 239.6).holds is True  # both print 240
    assert check(240.4, "lager", 240.6).holds is True  # 240 and 241
    assert check(239.6, "lager", 240.4).holds is False  # both print 240


def test_about_has_a_room() -> None:
    assert compare(35.0, "ongeveer", 30.0, 5.0)
    assert not compare(35.1, "ongeveer", 30.0, 5.0)
    assert compare(7.9, "ongeveer", 8.1, 0.2)  # 0.1999.. in memory
    assert not compare(7.8, "ongeveer", 8.1, 0.2)


def test_within_holds_its_ends_and_below_leaves_the_upper_out() -> None:
    def lies(value: float, below: bool) -> bool | None:
        return Within("Inwoners", reading(value), reading(150000), reading(300000), below=below).holds

    assert lies(150000, True) is True
    assert lies(299999, True) is True
    assert lies(300000, True) is False
    assert lies(300000, False) is True
    assert lies(149999, False) is False


def test_each_figure_says_what_it_is_of_also_where_two_are_the_same_number() -> None:
    income, children = reading(1, "Arnhem"), reading(1, "Arnhem")
    found = Finding(
        (Compare("Inkomen", income, "lager", reading(2)), Compare("Kinderen", children, "lager", reading(2))),
        figures=(reading(9, "los"), income),
    )
    assert [(what, each.label) for what, each in found.told if each.label != "A"] == [
        ("Inkomen", "Arnhem"), ("Kinderen", "Arnhem"), ("", "los")
    ]  # fmt: skip


def test_count_needs_every_part() -> None:
    parts = (check(1, "lager", 2), check(3, "lager", 2))
    assert Count("Aantal", parts, "gelijk", 1).holds is True
    assert Count("Aantal", parts, "gelijk", 2).holds is False
    assert Count("Aantal", (*parts, check(None, "lager", 2)), "gelijk", 1).holds is None
    assert Count("Aantal", (), "gelijk", 0).holds is None


def test_one_figure_against_several_is_one_sentence() -> None:
    own = reading(240, "Deventer")
    others = [reading(366, "Apeldoorn"), reading(201, "Hilversum"), reading(240, "Gouda")]
    outcome = Finding(tuple(Compare("Lasten in 2019", own, "lager", other) for other in others))
    assert explain(CLAIM, outcome, {}).replace("\N{NO-BREAK SPACE}", " ") == (
        "Lasten in 2019: Deventer € 240, Apeldoorn € 366, Hilversum € 201, Gouda € 240. "
        "Deventer is lager dan Apeldoorn, maar niet lager dan Hilversum en Gouda."
    )


@pytest.mark.parametrize(
    ("relation", "value", "said"),
    [
        ("ongeveer", 33.0, "Dat is niet ongeveer 30%."),
        ("ongeveer", 31.0, "Dat is ongeveer 30%."),
        ("gelijk", 30.0, "Dat is wat er staat."),
        ("gelijk", 29.0, "Er staat 30%."),
        ("niet_hoger", 29.0, "Dat is niet hoger dan 30%."),
        ("niet_hoger", 31.0, "Dat is hoger dan 30%."),
        ("lager", 31.0, "Dat is niet lager dan 30%."),
    ],
)
def test_a_figure_against_a_number_of_the_statement(relation: str, value: float, said: str) -> None:
    stated = Evidenced("", 30.0, "pct", STATED, "", 0)
    outcome = Finding((Compare("Verschil", reading(value, unit="pct"), relation, stated, band=2.0),))  # type: ignore[arg-type]
    assert explain(CLAIM, outcome, {}).endswith(said)


def test_a_figure_between_two_numbers_of_the_statement_is_named_once() -> None:
    low, high = (Evidenced("", value, "aantal", STATED) for value in (100_000.0, 102_000.0))
    own = Evidenced("Deventer", 100_719.0, "aantal", "70072ned", "2020")
    outcome = Finding((Compare("Inwoners", own, "hoger", low), Compare("Inwoners", own, "niet_hoger", high)))
    assert explain(CLAIM, outcome, {}) == (
        "Inwoners: Deventer 100.719. Dat is hoger dan 100.000 en niet hoger dan 102.000."
    )
    turned = Finding((Compare("Inwoners", own, "niet_hoger", high), Compare("Inwoners", own, "hoger", low)))
    assert explain(CLAIM, turned, {}).endswith("Dat is niet hoger dan 102.000, maar wel hoger dan 100.000.")


def test_two_that_are_equal_are_not_named_again_and_a_long_label_is_set_apart() -> None:
    both = Finding((Compare("Aantal", reading(23, "De overlap"), "gelijk", reading(25, "GGD")),))
    assert explain(CLAIM, both, {}).endswith("GGD €\N{NO-BREAK SPACE}25. Dat is niet gelijk.")
    apart = reading(-40.9, "Zaltbommel ten opzichte van Nederland", "pct")
    against = Compare("Lasten", apart, "ongeveer", Evidenced("", -40.0, "pct", STATED, "", 0), band=2.0)
    assert explain(CLAIM, Finding((against,)), {}) == (
        "Lasten. Zaltbommel ten opzichte van Nederland: -40,9%. Dat is ongeveer -40%."
    )


def test_what_lacks_is_told_by_its_subject_once_and_not_by_the_numbers_of_tables() -> None:
    subjects = {
        "84134NED": "Gebruik van alle vormen van jeugdzorg",
        **dict.fromkeys(("1NED", "2NED", "inkomen_2022"), "Inkomen van huishoudens"),
    }
    missing = Finding((check(None, "lager", 2),), missing=tuple(subjects))
    assert explain(CLAIM, missing, subjects) == (
        "De cijfers die hiervoor nodig zijn, zijn nog niet geladen. Ze gaan over: gebruik van alle vormen van "
        "jeugdzorg en inkomen van huishoudens."
    )


@pytest.mark.parametrize(
    ("label", "period", "needed"),
    [
        ("Deventer", "2020H1", True),
        ("Deventer in het eerste halfjaar van 2020", "2020H1", False),
        ("begroting 2017", "2017", False),
        ("5% per jaar", "", False),
    ],
)
def test_a_period_stands_once_beside_a_figure(label: str, period: str, needed: bool) -> None:
    assert Evidenced(label, 6.7, "pct", "84134NED", period).needs_period is needed


_NUMBER = st.floats(min_value=-1e6, max_value=1e6, allow_nan=False)
_RELATION = st.sampled_from(["lager", "hoger", "gelijk", "niet_hoger", "niet_lager", "ongeveer"])
_CHECK = st.builds(
    check,
    st.none() | _NUMBER,
    _RELATION,
    st.none() | _NUMBER,
    st.sampled_from(["kern", "nuance"]),
    st.floats(0, 100),
)
_AGAIN = {
    "lager": operator.lt, "hoger": operator.gt, "gelijk": operator.eq,
    "niet_hoger": operator.le, "niet_lager": operator.ge,
}  # fmt: skip


def again(each: Compare) -> bool | None:
    """Work a comparison out a second time, from the text on screen."""
    if each.left.value is None or each.right.value is None:
        return None
    a, b = (float(dutch.parse(side.text)) for side in each.readings)
    if each.relation == "ongeveer":
        return abs(a - b) <= each.band + 1e-9
    return bool(_AGAIN[each.relation](a, b))


@given(st.lists(_CHECK, max_size=6), st.lists(st.just("anders geteld"), max_size=1))
def test_no_verdict_is_contradicted_by_its_figures(checks: list[Compare], reservations: list[str]) -> None:
    outcome = Finding(tuple(checks), reservations=tuple(reservations))
    core = [again(each) for each in checks if each.role == "kern"]
    nuances = [again(each) for each in checks if each.role == "nuance"]
    if not core or None in core:
        assert outcome.verdict == "nog niet geladen"
    elif all(core):
        loose = reservations or False in nuances
        assert outcome.verdict == ("klopt, met kanttekening" if loose else "klopt")
    else:
        some = any(core) or True in nuances
        assert outcome.verdict == ("klopt deels" if some else "klopt niet met deze cijfers")


@given(
    _NUMBER, st.sampled_from(["eur", "pct", "index", "deciel", "aantal", "procentpunt"]), st.integers(0, 3)
)
def test_numbers_are_written_as_everywhere_else(value: float, unit: str, decimals: int) -> None:
    assert words.number(value, unit, decimals) == dutch.value(round_half_up(value, decimals), unit, decimals)


@pytest.mark.parametrize(
    ("part", "total", "said"),
    [
        (2, 2, "beide"),
        (4, 4, "alle vier"),
        (3, 4, "drie van de vier"),
        (0, 3, "geen van de drie"),
        (1, 12, "een van de twaalf"),
    ],
)
def test_how_many_of_how_many(part: int, total: int, said: str) -> None:
    assert words.out_of(part, total) == said
