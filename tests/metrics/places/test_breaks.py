"""Where a line stops, and what is noted on it."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.facts import MERGERS, Facts
from metrics.places.breaks import Break, breaks, crossed, notes, segments
from metrics.places.lineage import Lineage
from metrics.records import RegionalLead


def lineage(*rows: tuple[str, str, str, str, str, str]) -> Lineage:
    return Lineage(pd.DataFrame(rows, columns=MERGERS))


ALTENA = lineage(
    ("2019-01-01", "GM0738", "Aalburg", "GM1959", "Altena", "merger"),
    ("2019-01-01", "GM0870", "Werkendam", "GM1959", "Altena", "merger"),
    ("2019-01-01", "GM0874", "Woudrichem", "GM1959", "Altena", "merger"),
    ("2021-01-01", "GM0788", "Haaren", "GM0757", "Boxtel", "split"),
    ("2022-03-24", "GM0457", "Weesp", "GM0363", "Amsterdam", "merger"),
    ("2022-03-24", "GM0363", "Amsterdam", "GM0363", "Amsterdam", "merger"),
)


def codes(found: tuple[Break, ...]) -> list[tuple[str, int]]:
    return [(one.code, one.start_year) for one in found]


def test_use_breaks_twice_and_costs_once() -> None:
    assert codes(breaks("use", "GM0150", ALTENA)) == [("aanbieders", 2021), ("woonplaats", 2022)]
    assert codes(breaks("costs", "GM0150", ALTENA)) == [("woonplaats", 2022)]


def test_who_pays_makes_no_difference_for_nederland() -> None:
    assert codes(breaks("use", "NL01", ALTENA)) == [("aanbieders", 2021)]
    assert breaks("costs", "NL01", ALTENA) == ()


def test_a_true_split_breaks_the_series_of_who_received_a_part() -> None:
    found = breaks("costs", "GM0757", ALTENA)
    assert codes(found) == [("splitsing", 2021), ("woonplaats", 2022)]
    assert found[0].values == {"gemeente": "Haaren", "jaar": "2021"}


def test_a_merger_is_a_note_and_names_who_went_into_it() -> None:
    found = notes("use", "GM1959", "Altena", ALTENA, ())
    assert [(one.code, one.period) for one in found] == [("samengevoegd", "2019"), ("corona", "2020H1")]
    assert found[0].values["namen"] == "Aalburg, Werkendam en Woudrichem"


def test_a_new_name_is_no_merger() -> None:
    """De Friese Meren took the name De Fryske Marren: nothing 'ontstond uit' it."""
    renamed = lineage(
        ("2015-07-01", "GM1921", "De Friese Meren", "GM1940", "De Fryske Marren", "rename"),
    )
    (note, *_) = notes("use", "GM1940", "De Fryske Marren", renamed, ())
    assert (note.code, note.values["namen"]) == ("hernoemd", "De Friese Meren")


def test_a_gemeente_that_took_another_in_is_not_new() -> None:
    found = notes("costs", "GM0363", "Amsterdam", ALTENA, ())
    # Weesp went in on 24 March 2022: the figures of 2023 are the first with it
    assert ("uitgebreid", "2023") in [(one.code, one.period) for one in found]
    assert next(one for one in found if one.code == "uitgebreid").values["telt"] == "telt"  # Weesp alone


def test_costs_note_new_taakvelden_and_a_regional_lead() -> None:
    leads = (
        RegionalLead("GM0935", 2017, 2019, "x", "geheel"),
        RegionalLead("GM0935", 2020, 2021, "y", "geheel", "begroting"),
        RegionalLead("GM0307", 2019, None, "z", "geheel"),
    )
    found = [(one.code, one.period) for one in notes("costs", "GM0935", "Maastricht", ALTENA, leads)]
    assert found == [
        ("regio_geheel_tot", "2017"),
        ("taakvelden", "2023"),
        ("taakvelden", "2025"),
    ]
    other = [(one.code, one.period) for one in notes("costs", "GM0307", "Amersfoort", ALTENA, leads)]
    assert [each for each in other if each[0].startswith("regio")] == [("regio_geheel", "2019")]


@pytest.mark.parametrize(
    ("start", "end", "year"),
    [
        ("2020H2", "2021H1", 2021),
        ("2017H1", "2020H2", None),
        ("2021H1", "2021H2", None),
        ("2019", "2022", 2021),
        ("2022", "2021", 2022),
        ("2022", "2022", None),
    ],
)
def test_crossing(start: str, end: str, year: int | None) -> None:
    found = crossed(start, end, breaks("use", "GM0150", ALTENA))
    assert (found.start_year if found else None) == year


def test_segments_of_the_half_years() -> None:
    periods = [f"{year}H{half}" for year in range(2019, 2024) for half in (1, 2)]
    assert segments(periods, breaks("use", "GM0150", ALTENA)) == [
        ["2019H1", "2019H2", "2020H1", "2020H2"],
        ["2021H1", "2021H2"],
        ["2022H1", "2022H2", "2023H1", "2023H2"],
    ]
    assert segments([], ()) == []


@given(
    st.lists(st.integers(2015, 2026), unique=True),
    st.lists(st.integers(2015, 2026), unique=True),
)
def test_segments_lose_nothing_and_no_break_lies_within_one(years: list[int], starts: list[int]) -> None:
    cuts = [Break("x", start) for start in starts]
    runs = segments([str(year) for year in years], cuts)
    assert [period for run in runs for period in run] == [str(year) for year in sorted(years)]
    assert all(crossed(run[0], run[-1], cuts) is None for run in runs)
    joints = list(zip(runs, runs[1:], strict=False))
    assert all(crossed(one[-1], two[0], cuts) is not None for one, two in joints)


def test_the_shipped_reorganisations_break_leeuwarden_and_not_deventer(report_facts: Facts) -> None:
    # Leeuwarden received part of Littenseradiel (2018), Deventer of nobody
    shipped = Lineage(report_facts.mergers)
    assert "splitsing" in [one.code for one in breaks("costs", "GM0080", shipped)]
    assert codes(breaks("costs", "GM0150", shipped)) == [("woonplaats", 2022)]
