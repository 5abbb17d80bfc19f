"""A region of a build divided: who is in it, what stands in a row, and why a region cannot be divided."""

from functools import cache
from typing import Any

import pandas as pd
import pytest

from metrics.build import Build
from metrics.facts import REGIONS
from metrics.records import RegionalLead
from metrics.regions.sharing import NOTE, SHARED, Sharing, SharingError
from tests.metrics import build_facts as made

AA, BE, CE, DE = "GM0001", "GM0002", "GM0003", "GM0004"


@cache  # a build is read only: one for all that ask for the same
def build(leads: tuple[RegionalLead, ...] = (), without: tuple[str, ...] = ()) -> Build:
    """Aa and Be form JZ01, Ce is alone in JZ02; in thousands of euro, two years."""
    lasten = {AA: 300.0, BE: 100.0, CE: 500.0}
    people = {AA: 1000.0, BE: 3000.0, CE: 1000.0}
    divisions = [(AA, "JZ01", 2023), (BE, "JZ01", 2023), (CE, "JZ02", 2023)]
    return Build(made.two_years(lasten, people, divisions, without), made.records(leads))


def test_by_inhabitants_the_large_gemeente_carries_three_quarters() -> None:
    found = Sharing(build()).divide("JZ01", 2023, "inhabitants").set_index("region_code")
    assert [*found.reset_index().columns] == SHARED
    assert found["share_eur"].to_dict() == {AA: 100_000.0, BE: 300_000.0}
    assert found["transfer_eur"].to_dict() == {AA: -200_000.0, BE: 200_000.0}
    assert found["transfer_per_inhabitant_eur"].to_dict() == {AA: -200.0, BE: pytest.approx(200_000 / 3000)}


def test_own_moves_nothing_and_a_range_holds_every_key_that_can_be_used() -> None:
    sharing = Sharing(build())
    assert sharing.divide("JZ01", 2023, "own")["transfer_eur"].tolist() == [0.0, 0.0]
    aa, be = sharing.spreads("JZ01", 2023)
    # own, inhabitants, mix and stop-loss; young people and a third year are not loaded
    assert (aa.actual_eur, aa.low_eur, aa.high_eur, aa.keys_n) == (300_000.0, 100_000.0, 300_000.0, 4)
    assert (be.low_eur, be.high_eur) == (100_000.0, 300_000.0)
    assert (
        "jongeren tot 23" in sharing.why_not("JZ01", 2023, "youth")
        and sharing.why_not("JZ01", 2023, "own") == ""
    )


@pytest.mark.parametrize(
    ("region", "year", "made_so", "said"),
    [
        ("JZ99", 2023, {}, "kennen we niet"),
        ("JZ02", 2023, {}, "heeft één gemeente"),
        ("JZ01", 2021, {}, "De lasten van naam GM0001 en naam GM0002 over 2021 ontbreken."),
        ("JZ01", 2023, {"without": (BE,)}, "naam GM0002"),
        ("JZ01", 2023, {"leads": (RegionalLead(AA, 2017, None, "bewijs", "geheel"),)}, "dubbel tellen"),
    ],
)
def test_a_region_that_cannot_be_divided_says_why(
    region: str, year: int, made_so: dict[str, Any], said: str
) -> None:
    with pytest.raises(SharingError) as caught:
        Sharing(build(**made_so)).divide(region, year, "inhabitants")
    assert said in caught.value.message_nl


def test_a_year_in_which_a_member_booked_for_others_is_no_part_of_a_mean() -> None:
    """In 2021 's-Hertogenbosch booked for its region: a mean with that year would have it carry half as much again."""
    before = {each.code: each.before_eur for each in Sharing(build()).members("JZ01", 2023)}
    assert before[AA] == (300_000.0, None)
    lead = (RegionalLead(AA, 2017, 2022, "bewijs", "geheel"),)
    sharing = Sharing(build(lead))
    assert {each.code: each.before_eur for each in sharing.members("JZ01", 2023)} == {
        AA: (None, None),
        BE: before[BE],
    }
    assert "andere gemeenten" in sharing.why_not("JZ01", 2023, "mean3")


def test_a_region_of_which_a_part_went_elsewhere_is_not_divided_with_the_whole_of_that_gemeente() -> None:
    """Weesp was in Utrecht-West until it became a part of Amsterdam, which is in another region."""
    weesp, ended = "GM0457", 2022
    divisions = [(AA, "JZ01", 2020), (BE, "JZ01", 2020), (CE, "JZ02", 2020), (DE, "JZ02", 2020)]
    divisions += [(weesp, "JZ02", 2020)]
    divisions += [(AA, "JZ01", 2023), (BE, "JZ01", 2023), (CE, "JZ02", 2023), (DE, "JZ02", 2023)]
    today = (AA, BE, CE, DE)
    facts = made.two_years(dict.fromkeys(today, 100.0), dict.fromkeys(today, 10.0), divisions)
    former = pd.DataFrame([(weesp, "Weesp", "gemeente", None, ended)], columns=REGIONS)
    facts = facts.with_frames(
        mergers=made.mergers([("2022-03-24", weesp, AA, "merger")]),
        regions=pd.concat([facts.regions.astype(object), former], ignore_index=True),
    )
    sharing = Sharing(Build(facts, made.records()))
    assert sharing.regions(2020) == {"JZ01": (AA, BE), "JZ02": (CE, DE)}
    assert "hoorde in 2020 ook" in sharing.why_not("JZ02", 2020, "own")
    assert "hoorde" not in sharing.why_not("JZ01", 2020, "own")


def test_it_is_an_example_and_says_so() -> None:
    assert NOTE.startswith("Rekenvoorbeeld, geen verrekening")


@pytest.mark.shared
def test_every_region_and_year_adds_up_to_the_cent(cbs_build: Build) -> None:
    sharing = Sharing(cbs_build)
    divided = 0
    for year in sharing.years:
        for region in sharing.regions(year):
            for key in ("own", "inhabitants", "mean3", "mix:0.85", "stoploss:0.10"):
                if sharing.why_not(region, year, key):
                    continue
                rows = sharing.rows(region, year, key)
                assert round(100 * sum(each[3] for each in rows)) == round(
                    100 * sum(each[2] for each in rows)
                )
                divided += 1
    assert divided > 500


def test_an_amount_of_an_earlier_year_that_is_not_its_own_is_not_divided() -> None:
    """Aa booked for others in 2022 only: 2023 can be divided, but not by what it had the year before."""
    sharing = Sharing(build(leads=(RegionalLead(AA, 2022, 2022, "bewijs", "geheel"),)))
    aa, be = sharing.members("JZ01", 2023)
    assert (aa.code, aa.before_eur[0]) == (AA, None)
    assert be.before_eur[0] is not None
    assert Sharing(build()).members("JZ01", 2023)[0].before_eur[0] is not None
    why = sharing.why_not("JZ01", 2023, "mean3")
    assert "Over 2022 boekt naam GM0001 mogelijk ook lasten voor andere gemeenten." in why
    assert "De lasten van naam GM0001 en naam GM0002 over 2021 ontbreken." in why
    assert "niet plausibel" not in why and why.endswith("Met een deel van de gemeenten verdelen we niet.")
