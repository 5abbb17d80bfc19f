"""Which remarks belong to a figure, by hand: each on its own, their order, and the bounds."""

from collections.abc import Collection
from dataclasses import replace
from datetime import date

import pandas as pd
import pytest

from metrics.comparing import remarks
from metrics.comparing.reading import Reading, Readings
from metrics.comparing.remarks import Knowledge, Remark
from metrics.grid import Grid
from metrics.places.lineage import Lineage
from metrics.records import RegionalLead
from tests.metrics.build_facts import mergers, regions
from tests.metrics.build_figures import COST, GROWTH, growth, published, ratios

TODAY = date(2026, 11, 22)
NOBODY = Lineage(mergers([]))
USE, PER_USER = "zonder_verblijf", "lasten_per_jongere_met_jeugdzorg"


def known(
    lineage: Lineage = NOBODY,
    leads: tuple[RegionalLead, ...] = (),
    flags: tuple[tuple[int, str], ...] = (),
    users_n: float | None = None,
    wijkteam: Collection[str] = (),
    adds_up: bool = True,
) -> Knowledge:
    return Knowledge(
        lineage=lineage, leads=leads, name=lambda code: {"GM0001": "Aa"}.get(code, code),
        flags=lambda _: flags, much_wijkteam=lambda period: wijkteam if period == "2025" else (),
        users_n=lambda _code, _year: users_n, adds_up=lambda _indicator, _period: adds_up,
    )  # fmt: skip


def reading(
    value: float | None = 300.0,
    status: str = "ok",
    period_status: str = "definitief",
    indicator: str = COST,
    period: str = "2025",
    **more: object,
) -> Reading:
    made = Reading(
        indicator, "GM0001", period, value, 300_000.0, 100_000.0,
        cell_status=status, period_status=period_status,
    )  # fmt: skip
    return replace(made, **more)  # type: ignore[arg-type]


def codes(figure: Reading, known_of: Knowledge | None = None) -> list[str]:
    return [remark.code for remark in remarks.remarks_of(known_of or known(), figure)]


def lead(
    kind: str = "geheel", first: int = 2019, last: int | None = None, statement: str = ""
) -> RegionalLead:
    return RegionalLead("GM0001", first, last, "bewijs", kind, statement)  # type: ignore[arg-type]


def test_nothing_applies_to_an_ordinary_gemeente() -> None:
    assert codes(reading()) == []


def test_an_implausible_amount_is_told_with_year_and_amount() -> None:
    assert remarks.remarks_of(known(), reading(569.0, "niet_plausibel")) == (
        Remark("C7", {"gemeente": "Aa", "jaar": "2025", "bedrag_eur": 569.0}),
    )


def test_a_growth_of_an_implausible_amount_is_not_told_as_an_amount() -> None:
    grown = replace(reading(27.2, "niet_plausibel"), indicator="groei_lasten_per_inwoner")
    assert remarks.remarks_of(known(), grown) == (Remark("C7_groei", {"gemeente": "Aa", "jaar": "2025"}),)


LEADS = [
    (lead(), ["C6"]),
    (lead("deels"), ["C6_deels"]),
    (lead(first=2025, last=2025), ["C6"]),
    (lead(first=2017, last=2024), []),  # ended before the year of the figure
    (lead(first=2026), []),
    (lead(statement="begroting"), []),  # only its begroting is inflated
    (lead(statement="jaarrekening"), ["C6"]),
]


@pytest.mark.parametrize(("record", "expected"), LEADS)
def test_a_regional_lead_counts_in_its_own_years_and_statement(
    record: RegionalLead, expected: list[str]
) -> None:
    assert codes(reading(), known(leads=(record,))) == expected


@pytest.mark.parametrize(
    ("statement", "expected"), [("", ["C6"]), ("begroting", ["C6"]), ("jaarrekening", [])]
)
def test_a_lead_in_one_statement_leaves_the_other_alone(statement: str, expected: list[str]) -> None:
    figure = reading(indicator="begroting_per_inwoner")
    assert codes(figure, known(leads=(lead(statement=statement),))) == expected


@pytest.mark.parametrize("indicator", ["lasten_min_baten_per_inwoner", USE, "inkomensdeciel"])
def test_net_of_baten_nobody_counts_the_money_of_others(indicator: str) -> None:
    assert codes(reading(indicator=indicator), known(leads=(lead(),))) == []


def test_a_figure_that_says_so_itself_is_a_lead_without_a_record() -> None:
    assert codes(reading(500.0, "boekt_voor_anderen")) == ["C6"]


MERGED = Lineage(
    mergers([("2019-01-01", "GM0002", "GM0001", "merger"), ("2019-01-01", "GM0003", "GM0001", "merger")])
)


@pytest.mark.parametrize(("first_year", "code"), [(2019, "C9"), (1990, "uitgebreid")])
def test_a_sum_of_before_a_merger_names_the_old_gemeenten_and_the_year(first_year: int, code: str) -> None:
    rows = mergers(
        [("2019-01-01", "GM0002", "GM0001", "merger"), ("2019-01-01", "GM0003", "GM0001", "merger")]
    )
    line = Lineage(rows, regions(["GM0001"]).assign(first_year=first_year))
    (remark,) = remarks.remarks_of(known(line), reading(period="2018", origin="voorgangers"))
    assert remark == Remark(code, {"gemeente": "Aa", "jaar": "2019", "namen": ("GM0002", "GM0003")})


def test_after_the_merger_there_is_nothing_to_tell() -> None:
    assert codes(reading(period="2019", origin="voorgangers"), known(MERGED)) == []
    assert codes(reading(period="2018", origin="voorgangers"), known(MERGED)) == ["uitgebreid"]


def test_percentages_of_before_a_merger_are_of_the_gemeente_as_it_was() -> None:
    assert codes(reading(indicator=USE, period="2018H1"), known(MERGED, adds_up=False)) == ["andere_indeling"]
    assert (
        codes(reading(indicator=USE, period="2018H1"), known(MERGED)) == []
    )  # its own figure, and it adds up


@pytest.mark.parametrize("origin", ["eigen", "voorgangers"])
def test_another_name_adds_nothing_and_is_no_remark(origin: str) -> None:
    renamed = Lineage(mergers([("2016-01-01", "GM0002", "GM0001", "rename")]))
    shown = reading(indicator=USE, period="2015", origin=origin)
    assert codes(shown, known(renamed, adds_up=False)) == []
    assert known(renamed).existed("GM0001", "2015")  # as another code


def test_a_split_breaks_older_figures() -> None:
    line = Lineage(
        mergers([("2019-01-01", "GM0009", "GM0001", "split"), ("2019-01-01", "GM0009", "GM0008", "split")])
    )
    (remark,) = remarks.remarks_of(known(line), reading(period="2018"))
    assert remark == Remark("C10", {"gemeente": "GM0009", "jaar": "2019"})
    assert codes(reading(period="2019"), known(line)) == []


@pytest.mark.parametrize(("count", "expected"), [(100.0, ["C8"]), (105.0, []), (20.0, ["C8"])])
def test_few_young_people(count: float, expected: list[str]) -> None:
    assert codes(reading(indicator=USE, numerator=count, denominator=9_000.0)) == expected
    assert codes(reading(indicator=PER_USER, denominator=count)) == expected
    assert codes(reading(indicator="wijkteam_aandeel", numerator=1.0, denominator=count)) == expected
    assert codes(reading(), known(users_n=count)) == expected


def test_without_counts_the_inhabitants_say_whether_there_are_few() -> None:
    assert codes(reading(denominator=3899.0)) == ["C8"]
    assert codes(reading(denominator=3900.0)) == []
    # a count that is known goes first, whatever the inhabitants
    assert codes(reading(denominator=1000.0), known(users_n=500.0)) == []


def test_few_is_said_of_gemeenten_only_and_not_of_income() -> None:
    assert codes(reading(region="JZ01", denominator=1000.0)) == []
    assert codes(reading(indicator="inkomensdeciel", denominator=10.0)) == []
    assert codes(reading(indicator=USE, numerator=None, denominator=None)) == []


def test_much_help_by_the_wijkteam_is_said_of_the_amount_per_young_person() -> None:
    many = known(wijkteam={"GM0001"})
    assert codes(reading(indicator=PER_USER), many) == ["C2"]
    assert codes(reading(indicator=PER_USER, period="2024"), many) == []
    assert codes(reading(), many) == []


def test_booking_counts_in_the_year_of_the_figure() -> None:
    assert codes(reading(), known(flags=((2025, "sprong"),))) == ["sprong"]
    assert codes(reading(), known(flags=((2025, "verschoven_rand"),))) == ["verschoven"]
    assert codes(reading(), known(flags=((2024, "sprong"), (2025, "deel_nul")))) == []
    assert codes(reading(indicator="begroting_per_inwoner"), known(flags=((2025, "sprong"),))) == []
    assert codes(reading(indicator=USE, numerator=900.0), known(flags=((2025, "sprong"),))) == []


def test_growth_over_an_amount_that_moved_is_told() -> None:
    assert codes(reading(5.0, "verschoven", indicator=GROWTH)) == ["verschoven_groei"]


def test_a_base_that_is_too_low_is_told() -> None:
    assert codes(reading(400.0, "basis_te_laag", indicator=GROWTH)) == ["basis_te_laag"]


@pytest.mark.parametrize(
    ("period", "today", "old"),
    [
        ("2023", date(2025, 12, 31), False),  # two years to the day
        ("2023", date(2026, 1, 1), True),
        ("2024H1", date(2026, 6, 30), False),
        ("2024H1", date(2026, 7, 1), True),
        ("2024H2", date(2026, 7, 1), False),
        ("2023", date(2024, 2, 29), False),  # a leap day has no day two years ago
    ],
)
def test_old_is_over_two_years_after_the_end_of_the_period(period: str, today: date, old: bool) -> None:
    assert remarks.is_old(period, today) is old


def test_old_figures_name_the_year_of_the_lasten_and_what_is_older() -> None:
    shown = [reading(period="2023"), reading(7.0, indicator=USE, period="2020H1")]
    assert remarks.old(shown, {COST: "2024"}, TODAY) == Remark(
        "C21", {"jaar": "2023", "nieuwer": "2024", "ouder": {USE: "2020H1"}}
    )


def test_old_use_beside_new_lasten_is_told_of_the_use() -> None:
    shown = [reading(), reading(7.0, indicator=USE, period="2020H1")]
    assert remarks.old(shown, {USE: "2020H1"}, TODAY) == Remark(
        "C21", {"jaar": "2020", "nieuwer": "", "ouder": {}}
    )


def test_a_figure_that_is_not_there_is_neither_old_nor_provisional() -> None:
    frame = pd.concat([
        ratios([("GM0001", 300, 1)], period="2025"),
        published({"GM0001": None}, USE, "2018H1", cell_status="geen_cijfer", period_status="voorlopig"),
    ])  # fmt: skip
    read = Readings(Grid(frame), known(users_n=500.0))
    shown = [read.read(COST, "GM0001", "2025"), read.read(USE, "GM0001", "2018H1")]
    assert remarks.old(shown, {}, TODAY) is None
    assert remarks.together(shown) == ()


def test_provisional_names_the_newest_provisional_figure() -> None:
    frame = pd.concat([
        ratios([("GM0001", 300, 1)], period="2025", period_status="nader_voorlopig"),
        ratios([("GM0001", 900, 9000)], USE, "2026H1", period_status="voorlopig"),
    ])  # fmt: skip
    read = Readings(Grid(frame), known(users_n=500.0))
    shown = [read.read(COST, "GM0001", "2025"), read.read(USE, "GM0001", "2026H1")]
    assert remarks.together(shown) == (Remark("C15", {"indicator": USE, "periode": "2026H1"}),)


def test_what_weighs_most_stands_first_and_each_code_once() -> None:
    line = Lineage(
        mergers(
            [
                ("2019-01-01", "GM0002", "GM0001", "merger"), ("2020-01-01", "GM0009", "GM0001", "split"),
                ("2020-01-01", "GM0009", "GM0008", "split"),
            ]
        )
    )  # fmt: skip
    frame = pd.concat([
        ratios([("GM0001", 569, 1, "niet_plausibel")], period="2018", origin="voorgangers"),
        growth([("GM0001", 80, 1, 10, 1)], "basis_te_laag", "2018").assign(period_status="voorlopig"),
        ratios([("GM0001", 9000, 50)], PER_USER, "2018"),
    ])  # fmt: skip
    all_of = replace(
        known(line, (lead(first=2018),), ((2018, "sprong"), (2018, "verschoven_rand"))),
        much_wijkteam=lambda _: {"GM0001"}, users_n=lambda _code, _year: 50.0,
    )  # fmt: skip
    read = Readings(Grid(frame), all_of)
    shown = [read.read(indicator, "GM0001", "2018") for indicator in (COST, GROWTH, PER_USER)]
    found = [remark.code for remark in remarks.together(shown, Remark("C21", {}))]
    assert found[:3] == ["C7", "C6", "C10"]
    assert found == sorted(found, key=remarks.ORDER.index)
    assert len(found) == len(set(found)) == 11
