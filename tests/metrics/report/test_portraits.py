"""The official figure beside one of a portrait: read, divided, or a percentage of a percentage; and what ships."""

from dataclasses import replace

import pandas as pd
import pytest

from metrics.build import Build
from metrics.facts import Facts
from metrics.figures import complete
from metrics.records import Records
from metrics.report.documents import FIELDS, PortraitFigure
from metrics.report.portraits import official

FIGURE = PortraitFigure(
    "GM0150", "Jongeren", "24%", "2020", "CBS", 695, figure="jong_n/inwoners_n", period="2020"
)


def made(report_facts: Facts, records: Records) -> Build:
    rows = [("jong_n", 20.0), ("inwoners_n", 100.0)]
    observed = pd.DataFrame(
        [
            {
                "indicator": name, "region": "GM0150", "period": "2020", "year": 2020, "value": value,
                "period_status": "definitief", "cell_status": "ok", "source_id": "70072ned",
            }
            for name, value in rows
        ]
    )  # fmt: skip
    build = Build(replace(report_facts, observations=observed), records)
    figures = complete(
        pd.DataFrame(
            [
                {"indicator": name, "region": "GM0150", "period": "2019H2", "value": value, "source": "82972NED",
                 "cell_status": "ok"}
                for name, value in (("natura_jeugdhulp", 10.0), ("natura_verblijf", 8.0))
            ]
        )
    )  # fmt: skip
    build.__dict__["computed"] = figures
    return build


def test_a_part_of_a_whole_and_a_percentage_of_a_percentage(report_facts: Facts, records: Records) -> None:
    build = made(report_facts, records)
    part = official(build, FIGURE, "GM0150")
    assert (part.value, part.unit, part.sources) == (20.0, "pct", ("70072ned",))
    stay = replace(FIGURE, figure="natura_jeugdhulp*natura_verblijf", period="2019H2")
    assert official(build, stay, "GM0150").value == pytest.approx(0.8)
    assert (
        official(build, replace(FIGURE, figure="natura_jeugdhulp", period="2019H2"), "GM0150").value == 10.0
    )


def test_what_is_not_there_is_no_number_and_says_why(report_facts: Facts, records: Records) -> None:
    build = made(report_facts, records)
    absent = official(build, FIGURE, "GM0344")
    assert absent.value is None and absent.reason == "geen_cijfer"
    assert official(build, replace(FIGURE, figure="ander_n"), "GM0150").reason == "niet_geladen"
    with pytest.raises(KeyError):
        official(build, replace(FIGURE, figure="verzonnen"), "GM0150")


def test_every_portrait_has_the_eleven_fields_and_every_figure_one_of_ours(records: Records) -> None:
    five = {card.gemeente for card in records.portrait_cards}
    assert len(five) == 5
    assert {(card.gemeente, card.field) for card in records.portrait_cards} == {
        (code, field) for code in five for field in FIELDS
    }
    forms = {card.gemeente: card.form for card in records.portrait_cards if card.form}
    assert set(forms) == five and set(forms.values()) == {"inspanning", "resultaat", "taak"}
    assert all(
        bool(each.figure) == bool(each.concept) == bool(each.period) for each in records.portrait_figures
    )


def test_the_words_of_the_matrix_are_at_most_120(records: Records) -> None:
    assert sum(len(card.short.split()) for card in records.portrait_cards) <= 120
