"""Questions for the conversation: raised by what the figures show, at most one of each label."""

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from metrics import figures
from metrics.comparing.comparison import Comparison, Place
from metrics.comparing.questions import Occasion, choose, occasions, of_budget
from metrics.comparing.reading import GROUP
from metrics.records import Question, Records

OWN = Place("GM1", "Aa", "own")
BESIDE = (
    Place(GROUP, "De groep", "group"), Place("NL01", "Nederland", "nederland"),
    Place("GM2", "Be", "other"), Place("GM3", "Ce", "other"),
)  # fmt: skip


def comparison(*rows: tuple[str, str, str, float]) -> Comparison:
    frame = pd.DataFrame(rows, columns=["indicator", "region", "period", "value"])
    return Comparison.of_frame((OWN, *BESIDE), figures.complete(frame))


def question(code: str, label: str, when: str, indicator: str = "lasten") -> Question:
    return Question(code, "thema", label, when, "tekst", indicator)  # type: ignore[arg-type]


def test_a_rekening_about_as_high_as_its_begroting_raises_no_question() -> None:
    assert of_budget("hoger") == [Occasion("groei_lasten_per_inwoner", "rekening_boven_begroting")]
    assert of_budget("lager") == [Occasion("groei_lasten_per_inwoner", "rekening_onder_begroting")]
    assert of_budget("ongeveer even hoog") == of_budget("even hoog") == of_budget(None) == []


def test_a_figure_that_may_not_be_compared_raises_no_question() -> None:
    rows = [("lasten_per_inwoner", "GM1", "2019", 900), ("lasten_per_inwoner", "NL01", "2019", 300)]
    frame = figures.complete(pd.DataFrame(rows, columns=["indicator", "region", "period", "value"]))
    asked = [("lasten_per_inwoner", "2019")]
    assert occasions(Comparison.of_frame((OWN, *BESIDE), frame), asked, []) != []
    frame.loc[0, "cell_status"] = "boekt_voor_anderen"
    assert occasions(Comparison.of_frame((OWN, *BESIDE), frame), asked, []) == []
    change = [("lasten_per_inwoner", "2018", "2019")]
    moved = figures.concat([frame, frame.head(1).assign(period="2018", value=300.0, cell_status="ok")])
    assert occasions(Comparison.of_frame((OWN, *BESIDE), moved), [], change) == []


def test_the_group_goes_before_nederland() -> None:
    made = comparison(
        ("lasten", "GM1", "2019", 240), ("lasten", GROUP, "2019", 200), ("lasten", "NL01", "2019", 300)
    )
    assert occasions(made, [("lasten", "2019")], []) == [Occasion("lasten", "hoger")]


def test_nederland_where_the_group_has_no_figure() -> None:
    made = comparison(("lasten", "GM1", "2019", 240), ("lasten", "NL01", "2019", 300))
    assert occasions(made, [("lasten", "2019")], []) == [Occasion("lasten", "lager")]


def test_the_largest_difference_comes_first() -> None:
    made = comparison(
        ("a", "GM1", "2019", 110), ("a", "NL01", "2019", 100),
        ("b", "GM1", "2019", 50), ("b", "NL01", "2019", 100),
        ("c", "GM1", "2017", 100), ("c", "GM1", "2019", 75),
    )  # fmt: skip
    assert occasions(made, [("a", "2019"), ("b", "2019")], [("c", "2017", "2019")]) == [
        Occasion("b", "lager"),
        Occasion("c", "daalt"),
        Occasion("a", "hoger"),
    ]


def test_a_raised_question_goes_before_one_that_always_fits() -> None:
    asked = [question("1", "W", "altijd"), question("2", "W", "hoger"), question("3", "T", "altijd")]
    found = choose(asked, [Occasion("lasten", "hoger")], ["lasten"])
    assert [each.code for each in found] == ["3", "2"]


def test_nothing_that_fits_gives_no_question() -> None:
    assert choose([question("1", "W", "hoger")], [], ["lasten"]) == []
    assert choose([question("1", "W", "altijd", "ander")], [], ["lasten"]) == []


@given(
    st.lists(
        st.tuples(st.sampled_from("TWR"), st.sampled_from(["altijd", "hoger", "lager", "daalt"])), max_size=12
    )
)
def test_never_more_than_one_of_a_label_and_never_an_unfit_one(made: list[tuple[str, str]]) -> None:
    asked = [question(str(n), label, when) for n, (label, when) in enumerate(made)]
    found = choose(asked, [Occasion("lasten", "hoger")], ["lasten"])
    assert len({each.label for each in found}) == len(found) <= 3
    assert all(each.when in ("altijd", "hoger") for each in found)


def test_every_condition_in_the_data_file_is_known(records: Records) -> None:
    known = {
        "altijd", "hoger", "lager", "daalt", "stijgt", "rekening_boven_begroting", "rekening_onder_begroting",
        "index_en_groei_verschillen", "gemeente_die_lijkt", "groepen_geteld",
    }  # fmt: skip
    assert {each.when for each in records.questions} <= known
