"""Generated sentences: each rule of teksten section 1, by hand and as a property."""

import re

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics import dutch, figures
from metrics.comparing import sentences
from metrics.comparing.comparison import Comparison, Place, places_of
from metrics.comparing.sentences import SUBJECTS, Moment

NAMES = {"GM1": "Aa", "GM2": "Be", "GM3": "Ce", "GM4": "De", "GM5": "Ee", "NL01": "Nederland"}
COUNTRY = Place("NL01", "Nederland", "nederland")


def comparison(
    values: dict[str, float | None],
    indicator: str = "lasten_per_inwoner",
    period: str = "2019",
    status: dict[str, str] | None = None,
    source: str = "",
) -> Comparison:
    frame = figures.complete(
        pd.DataFrame(
            [
                {
                    "indicator": indicator,
                    "region": code,
                    "period": period,
                    "value": value,
                    "source": source,
                    "cell_status": (status or {}).get(code, "ok"),
                }
                for code, value in values.items()
            ]
        )
    )
    before = (COUNTRY,) if "NL01" in values else ()
    members = [code for code in values if code not in ("GM1", "NL01")]
    return Comparison.of_frame(places_of("GM1", members, NAMES, before=before), frame)


def plain(text: str) -> str:
    return text.replace(dutch.NBSP, " ")


def level(
    values: dict[str, float | None], indicator: str = "lasten_per_inwoner", period: str = "2019"
) -> str:
    return plain(sentences.level(comparison(values, indicator, period), indicator, period))


def headline(values: dict[str, float | None]) -> str:
    return plain(sentences.headline(comparison(values), "lasten_per_inwoner", "2019"))


def test_year_past_tense_name_and_unit() -> None:
    assert level({"GM1": 240.4}) == "In 2019 waren de lasten voor jeugdzorg in Aa € 240 per inwoner."


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("rapport tabel 2", "€ 240 per inwoner (rapport van 2021)."),
        ("45046NED, 70072ned", "€ 240 per inwoner (CBS)."),
    ],
)
def test_the_source_is_in_the_sentence(source: str, said: str) -> None:
    sourced = comparison({"GM1": 240.4}, source=source)
    assert plain(sentences.level(sourced, "lasten_per_inwoner", "2019")).endswith(said)


def test_beside_nederland_the_printed_values_are_subtracted() -> None:
    # 292.6 prints 293, 240.4 prints 240: the reader sees 53, not 52
    assert "Dat was € 53 lager dan in Nederland." in level({"GM1": 240.4, "NL01": 292.6})


def test_equal_as_printed_is_even_hoog() -> None:
    assert "Dat was even hoog als in Nederland." in level({"GM1": 240.4, "NL01": 239.6})


@pytest.mark.parametrize(
    ("other", "said"),
    [(251, "ongeveer even hoog als in Nederland (€ 251)"), (252, "€ 12 lager dan in Nederland")],
)
def test_under_five_percent_of_the_smaller_is_about_equal(other: float, said: str) -> None:
    # 5% of 240 is 12: a difference of 11 is about equal, one of 12 is not
    assert f"Dat was {said}." in level({"GM1": 240, "NL01": other})


def test_alle_only_if_all() -> None:
    assert "lager dan in alle vier de andere gemeenten." in level(
        {"GM1": 240, "GM2": 366, "GM3": 332, "GM4": 392, "GM5": 368}
    )


def test_otherwise_the_exception_is_named() -> None:
    got = level({"GM1": 240, "GM2": 366, "GM3": 200, "GM4": 392, "GM5": 368})
    assert "lager dan in drie van de vier andere gemeenten. In Ce waren de lasten lager." in got


def test_as_many_on_either_side_says_both() -> None:
    got = level({"GM1": 240, "GM2": 366, "GM3": 200, "GM4": 392, "GM5": 150, "NL01": 300})
    assert (
        "Dat was € 60 lager dan in Nederland, hoger dan in twee en lager dan in twee van de vier andere gemeenten."
        in got
    )


def test_about_equal_members_are_named() -> None:
    got = level({"GM1": 240, "GM2": 366, "GM3": 245, "GM4": 392})
    assert "lager dan in twee van de drie andere gemeenten. In Ce waren de lasten ongeveer even hoog." in got


def test_the_exceptions_stand_in_one_sentence_with_its_subject_and_verb() -> None:
    got = level({"GM1": 240, "GM2": 366, "GM3": 200, "GM4": 392, "GM5": 245})
    assert got.endswith("In Ce waren de lasten lager, in Ee ongeveer even hoog.")
    use = level({"GM1": 7.0, "GM2": 9.0, "GM3": 5.0, "GM4": 9.5}, "zonder_verblijf", "2020H1")
    assert use.endswith("In Ce was het gebruik lager.")


def test_of_two_it_says_both() -> None:
    assert "Dat was lager dan in beide andere gemeenten." in level({"GM1": 240, "GM2": 366, "GM3": 332})
    assert "Dat was lager dan in Be." in level({"GM1": 240, "GM2": 366})


def test_who_has_no_figure_is_named() -> None:
    assert level({"GM1": 240, "GM2": 366, "GM3": None}).endswith("Ce heeft geen bruikbaar cijfer.")
    assert level({"GM1": 240, "GM2": None, "GM3": None}).endswith(
        "Voor de andere gemeenten is dit cijfer er niet."
    )


def flagged(values: dict[str, float | None], code: str, status: str) -> Comparison:
    return comparison(values, status={code: status})


@pytest.mark.parametrize("status", ["niet_plausibel", "boekt_voor_anderen", "basis_te_laag"])
def test_a_figure_that_may_not_be_compared_is_in_no_comparison(status: str) -> None:
    member = flagged({"GM1": 240, "GM2": 1308, "GM3": 300}, "GM2", status)
    text = plain(sentences.level(member, "lasten_per_inwoner", "2019"))
    assert "Dat was lager dan in Ce." in text and text.endswith("Be heeft geen bruikbaar cijfer.")
    title = sentences.headline(member, "lasten_per_inwoner", "2019")
    assert title.endswith("de laagste lasten per inwoner van deze twee gemeenten")
    own = flagged({"GM1": 1308, "GM2": 240, "NL01": 293}, "GM1", status)
    assert plain(sentences.level(own, "lasten_per_inwoner", "2019")) == (
        "In 2019 waren de lasten voor jeugdzorg in Aa € 1.308 per inwoner. "
        f"Dit cijfer is {'niet plausibel en ' if status == 'niet_plausibel' else ''}niet met andere gemeenten te "
        "vergelijken."
    )
    assert "niet met andere gemeenten te vergelijken" in sentences.headline(own, "lasten_per_inwoner", "2019")


def test_percentages_differ_in_procentpunt() -> None:
    got = level({"GM1": 6.7, "NL01": 7.2}, "zonder_verblijf", "2020H1")
    assert got == (
        "In het eerste halfjaar van 2020 kreeg 6,7% van de jongeren tot 23 jaar in Aa jeugdhulp zonder verblijf. "
        "Dat was 0,5 procentpunt lager dan in Nederland."
    )


def test_headline_lowest_highest_and_ties() -> None:
    assert (
        headline({"GM1": 240, "GM2": 366, "GM3": 332})
        == "In 2019 had Aa de laagste lasten per inwoner van deze drie gemeenten"
    )
    assert (
        headline({"GM1": 400, "GM2": 366, "GM3": 332})
        == "In 2019 had Aa de hoogste lasten per inwoner van deze drie gemeenten"
    )
    assert headline({"GM1": 240, "GM2": 240.3, "GM3": 332}) == (
        "In 2019 had Aa samen met Be de laagste lasten per inwoner van deze drie gemeenten"
    )


def test_headline_does_not_say_lowest_of_a_difference_that_is_about_equal() -> None:
    got = headline({"GM1": 240, "GM2": 245, "GM3": 332})
    assert "laagste" not in got and got == "In 2019 waren de lasten per inwoner in Aa lager dan in Ce"


def test_headline_without_a_figure() -> None:
    assert headline({"GM1": None, "GM2": 245}) == "Aa heeft over 2019 geen bruikbaar cijfer"


def moments(*pairs: tuple[str, float | None]) -> list[Moment]:
    return [Moment(*pair) for pair in pairs]


def trend(*pairs: tuple[str, float | None]) -> str:
    return plain(sentences.trend(SUBJECTS["zonder_verblijf"], Place("GM1", "Aa", "own"), moments(*pairs)))


def test_trend_names_first_and_last_and_the_step_in_which_most_happened() -> None:
    got = trend(("2017H1", 8.1), ("2017H2", 8.3), ("2018H1", 7.0), ("2018H2", 6.7))
    assert got == (
        "Het gebruik van jeugdhulp zonder verblijf in Aa daalde van 8,1% in het eerste halfjaar van 2017 "
        "naar 6,7% in het tweede halfjaar van 2018. Het grootste deel van de daling was tussen "
        "het tweede halfjaar van 2017 en het eerste halfjaar van 2018."
    )


def test_trend_without_one_large_step_says_nothing_of_it() -> None:
    assert "grootste deel" not in trend(("2017H1", 6.0), ("2017H2", 7.0), ("2018H1", 8.0), ("2018H2", 9.0))


def test_trend_needs_two_values() -> None:
    assert trend(("2017H1", 6.0), ("2017H2", None)) == ""


def growth(own: float, country: float | None) -> str:
    return plain(sentences.growth("Aa", "2017 tot 2019", own, country))


def test_growth_is_said_with_the_country_beside_it() -> None:
    assert growth(-2.4, 20.4) == (
        "Van 2017 tot 2019 daalden de lasten per inwoner in Aa met 2% (rekening op rekening); "
        "in Nederland stegen zij met 20%."
    )


@pytest.mark.parametrize(
    ("own", "country", "is_faster"), [(40, 20, True), (20, 40, False), (-40, 20, False), (20.4, 20, False)]
)
def test_sneller_only_where_both_went_the_same_way(own: float, country: float, is_faster: bool) -> None:
    assert ("sneller" in growth(own, country)) is is_faster


@pytest.mark.parametrize(
    ("pct", "said"),
    [(15.3, "stegen zij met 15%"), (-4.5, "daalden zij met 5%"), (-0.4, "bleven zij even hoog"), (None, "")],
)
def test_a_question_calls_a_fall_a_fall(pct: float | None, said: str) -> None:
    assert sentences.told_growth(pct) == said


def test_growth_of_nothing() -> None:
    assert (
        growth(0.2, None)
        == "Van 2017 tot 2019 bleven de lasten per inwoner in Aa even hoog (rekening op rekening)."
    )


@pytest.mark.parametrize(
    ("lower", "higher", "equal", "said"),
    [
        (54, 287, 0, "54 gemeenten lager, 287 hoger"),
        (1, 340, 0, "1 gemeente lager, 340 hoger"),
        (0, 341, 0, "geen gemeente lager, 341 hoger"),
        (341, 0, 0, "341 gemeenten lager, geen hoger"),
        (54, 286, 1, "54 gemeenten lager, 286 hoger, 1 ongeveer even hoog"),
    ],
)
def test_rank(lower: int, higher: int, equal: int, said: str) -> None:
    assert sentences.rank(lower, higher, equal) == said


def test_with_one_lower_and_one_higher_the_title_names_both() -> None:
    values = {"GM1": 300.0, "GM2": 200.0, "GM3": 400.0}
    assert headline(values).endswith("lager dan in Ce en hoger dan in Be")
    assert level(values).endswith("Dat was lager dan in Ce en hoger dan in Be.")


def test_one_lower_and_one_higher_among_equals_are_both_named() -> None:
    """'Lager dan in Roosendaal' said nothing of Peel en Maas, which was lower."""
    values = {"GM1": 240.0, "GM2": 201.0, "GM3": 280.0, "GM4": 237.0, "GM5": 236.0}
    assert headline(values).endswith("lager dan in Ce en hoger dan in Be")
    said = level(values)
    assert said.endswith(
        "lager dan in Ce en hoger dan in Be. In De en Ee waren de lasten ongeveer even hoog."
    )


VALUES = st.one_of(st.none(), st.floats(min_value=1, max_value=2000))
WORLDS = st.fixed_dictionaries(dict.fromkeys(NAMES, VALUES))
JUDGING = re.compile(
    r"\b(goed|slecht|beter|slechter|scoort|presteert|koploper|toch|slechts|maar liefst|opvallend|te hoog|te laag"
    r"|door|dankzij|omdat|leidt|effect|u|uw)\b"
)


@given(WORLDS)
def test_no_sentence_contradicts_its_figures(values: dict[str, float | None]) -> None:
    made = comparison(values)
    own = values["GM1"]
    text, title = level(values), headline(values)
    assert not JUDGING.search(text) and not JUDGING.search(title)
    if own is None:
        assert text == "" and "geen bruikbaar cijfer" in title
        return
    others = [values[place.code] for place in made.members]
    known = [v for v in others if v is not None]
    printed = float(dutch.rounded(own))
    rounded = [float(dutch.rounded(v)) for v in known]
    if "lager dan in alle" in text or "lager dan in beide" in text:
        assert all(printed < v for v in rounded)
    if "hoger dan in alle" in text or "hoger dan in beide" in text:
        assert all(printed > v for v in rounded)
    if "laagste" in title:
        assert printed == min([printed, *rounded])
    if "hoogste" in title:
        assert printed == max([printed, *rounded])
    lacking = [code for code in ("GM2", "GM3", "GM4", "GM5") if values[code] is None]
    counted = f"Voor de andere {dutch.number_word(len(lacking))} gemeenten" in text
    assert counted or (not known and "Voor de andere" in text) or all(NAMES[code] in text for code in lacking)


@given(st.lists(st.floats(min_value=0.5, max_value=30), min_size=2, max_size=8))
def test_a_trend_goes_the_way_its_ends_go(values: list[float]) -> None:
    periods = [f"{2015 + n // 2}H{1 + n % 2}" for n in range(len(values))]
    text = trend(*zip(periods, values, strict=True))
    first, last = (float(dutch.rounded(v, 1)) for v in (values[0], values[-1]))
    if "steeg" in text:
        assert last > first
    if "daalde" in text:
        assert last < first
    assert dutch.pct(values[0]).replace(dutch.NBSP, " ") in text


def test_what_is_the_same_of_two_is_said_once() -> None:
    assert sentences.joined(["even hoog als in Nederland", "even hoog als in de groep"]) == (
        "even hoog als in Nederland en in de groep"
    )
    about = ["ongeveer even hoog als in Nederland (€ 354)", "ongeveer even hoog als in de groep (€ 349)"]
    assert sentences.joined(about) == "ongeveer even hoog als in Nederland (€ 354) en in de groep (€ 349)"
    differ = ["even hoog als in Nederland", "€ 5 lager dan in de groep"]
    assert sentences.joined(differ) == "even hoog als in Nederland en € 5 lager dan in de groep"
    assert sentences.joined(["ongeveer even hoog als in Nederland (€ 354)", "even hoog als in de groep"]) == (
        "ongeveer even hoog als in Nederland (€ 354) en even hoog als in de groep"
    )


def test_nobody_lower_is_said_in_a_word() -> None:
    assert sentences.ranked(0, 25, 1) == (
        "Van de 26 andere gemeenten met dit cijfer waren er 25 hoger en 1 ongeveer even hoog."
    )
    assert sentences.ranked(0, 341) == "Alle 341 andere gemeenten met dit cijfer waren hoger."
