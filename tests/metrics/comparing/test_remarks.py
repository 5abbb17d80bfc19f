"""Which remarks apply to one gemeente, by hand: each on its own, their order, and the bounds."""

from datetime import date

import pytest

from metrics.comparing import remarks
from metrics.comparing.comparison import Figure
from metrics.comparing.ranking import Position
from metrics.comparing.remarks import OnPage, Remark
from metrics.places.lineage import Lineage
from metrics.records import RegionalLead
from tests.metrics.build_facts import mergers

TODAY = date(2026, 11, 22)
NOBODY = Lineage(mergers([]))
COST, GROWTH, USE = "lasten_per_inwoner", "groei_lasten_per_inwoner", "zonder_verblijf"


def figure(value: float | None = 300.0, status: str = "ok", period_status: str = "definitief") -> Figure:
    return Figure(value, None, None, period_status, status, "test")


def shown(**changes: object) -> OnPage:
    fields: dict[str, object] = {
        "code": "GM0001",
        "name": "Aa",
        "figures": {COST: ("2025", figure())},
        "today": TODAY,
    }
    return OnPage(**{**fields, **changes})  # type: ignore[arg-type]


def codes(page: OnPage, lineage: Lineage = NOBODY, leads: tuple[RegionalLead, ...] = ()) -> list[str]:
    return [remark.code for remark in remarks.applicable(page, lineage, leads)]


def lead(
    kind: str = "geheel", first: int = 2019, last: int | None = None, statement: str = ""
) -> RegionalLead:
    return RegionalLead("GM0001", first, last, "bewijs", kind, statement)  # type: ignore[arg-type]


def test_nothing_applies_to_an_ordinary_gemeente() -> None:
    assert codes(shown()) == []


def test_an_implausible_amount_is_told_with_year_and_amount() -> None:
    page = shown(figures={COST: ("2025", figure(569.0, "niet_plausibel"))})
    assert remarks.applicable(page, NOBODY, ()) == (
        Remark("C7", {"gemeente": "Aa", "jaar": "2025", "bedrag_eur": 569.0}),
    )


@pytest.mark.parametrize(
    ("record", "expected"),
    [
        (lead(), ["C6"]),
        (lead("deels"), ["C6_deels"]),
        (lead(first=2025, last=2025), ["C6"]),
        (lead(first=2017, last=2024), []),  # ended before the year on the page
        (lead(first=2026), []),
        (lead(statement="begroting"), []),  # only its begroting is inflated
    ],
)
def test_a_regional_lead_counts_in_its_own_years(record: RegionalLead, expected: list[str]) -> None:
    assert codes(shown(), leads=(record,)) == expected


def test_a_figure_that_says_so_itself_is_a_lead_without_a_record() -> None:
    assert codes(shown(figures={COST: ("2025", figure(500.0, "boekt_voor_anderen"))})) == ["C6"]


def test_merged_names_the_old_gemeenten_and_the_year() -> None:
    line = Lineage(
        mergers([("2019-01-01", "GM0002", "GM0001", "merger"), ("2019-01-01", "GM0003", "GM0001", "merger")])
    )
    (remark,) = remarks.applicable(shown(), line, ())
    assert remark.code in ("C9", "uitgebreid")
    assert remark.values["jaar"] == "2019"
    assert remark.values["namen"] == "GM0002 en GM0003"


def test_merged_before_the_first_figure_does_not_matter() -> None:
    line = Lineage(mergers([("2016-01-01", "GM0002", "GM0001", "merger")]))
    assert codes(shown(), line) == []
    assert codes(shown(first_year=2015), line) != []


def test_a_split_breaks_older_figures() -> None:
    line = Lineage(
        mergers([("2019-01-01", "GM0009", "GM0001", "split"), ("2019-01-01", "GM0009", "GM0008", "split")])
    )
    (remark,) = remarks.applicable(shown(), line, ())
    assert remark == Remark("C10", {"gemeente": "GM0009", "jaar": "2019"})


@pytest.mark.parametrize(("count", "expected"), [(100.0, ["C8"]), (105.0, []), (20.0, ["C8"])])
def test_few_young_people(count: float, expected: list[str]) -> None:
    assert codes(shown(counts={"jongeren": count})) == expected


def test_without_counts_the_inhabitants_say_whether_there_are_few() -> None:
    assert codes(shown(inhabitants_n=3899.0)) == ["C8"]
    assert codes(shown(inhabitants_n=3900.0)) == []
    # a count that is known goes first, whatever the inhabitants
    assert codes(shown(inhabitants_n=1000.0, counts={"jongeren": 500.0})) == []


@pytest.mark.parametrize(
    ("higher_n", "total_n", "expected"), [(19, 100, ["C2"]), (20, 100, []), (0, 5, ["C2"]), (1, 5, [])]
)
def test_much_help_by_the_wijkteam_is_the_top_fifth(higher_n: int, total_n: int, expected: list[str]) -> None:
    place = Position(total_n - higher_n - 1, higher_n, 0, total_n)
    assert codes(shown(wijkteam=place)) == expected


def test_booking_counts_in_the_years_on_the_page_only() -> None:
    figures = {COST: ("2025", figure()), GROWTH: ("2024", figure(5.0))}
    assert codes(shown(figures=figures, flags=((2025, "sprong"),))) == ["sprong"]
    assert codes(shown(figures=figures, flags=((2024, "verschoven_rand"),))) == ["verschoven"]
    assert codes(shown(figures=figures, flags=((2023, "sprong"), (2025, "deel_nul")))) == []


def test_a_base_that_is_too_low_is_told() -> None:
    figures = {COST: ("2025", figure()), GROWTH: ("2025", figure(400.0, "basis_te_laag"))}
    assert codes(shown(figures=figures)) == ["basis_te_laag"]


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
    figures = {COST: ("2023", figure()), USE: ("2020H1", figure(7.0))}
    (remark,) = remarks.applicable(shown(figures=figures, newest={COST: "2024"}), NOBODY, ())
    assert remark == Remark("C21", {"jaar": "2023", "nieuwer": "2024", "ouder": {USE: "2020H1"}})


def test_old_use_beside_new_lasten_is_told_of_the_use() -> None:
    figures = {COST: ("2025", figure()), USE: ("2020H1", figure(7.0))}
    (remark,) = remarks.applicable(shown(figures=figures, newest={USE: "2020H1"}), NOBODY, ())
    assert remark == Remark("C21", {"jaar": "2020", "nieuwer": "", "ouder": {}})


def test_a_figure_that_is_not_there_is_neither_old_nor_provisional() -> None:
    figures = {COST: ("2025", figure()), USE: ("2018H1", figure(None, "geen_cijfer", "voorlopig"))}
    assert codes(shown(figures=figures)) == []


def test_provisional_names_the_newest_provisional_figure() -> None:
    figures = {
        COST: ("2025", figure(period_status="nader_voorlopig")),
        USE: ("2026H1", figure(7.0, period_status="voorlopig")),
    }
    (remark,) = remarks.applicable(shown(figures=figures), NOBODY, ())
    assert remark == Remark("C15", {"indicator": USE, "periode": "2026H1"})


def test_what_weighs_most_stands_first() -> None:
    line = Lineage(
        mergers(
            [
                ("2019-01-01", "GM0002", "GM0001", "merger"),
                ("2020-01-01", "GM0009", "GM0001", "split"),
                ("2020-01-01", "GM0009", "GM0008", "split"),
            ]
        )
    )
    page = shown(
        figures={
            COST: ("2019", figure(569.0, "niet_plausibel")),
            GROWTH: ("2019", figure(80.0, "basis_te_laag", "voorlopig")),
        },
        counts={"jongeren": 50.0},
        wijkteam=Position(90, 3, 0, 94),
        flags=((2019, "sprong"), (2019, "verschoven_rand")),
    )
    found = codes(page, line, (lead(first=2018),))
    assert found[:3] == ["C7", "C6", "C10"]
    assert found == sorted(found, key=remarks.ORDER.index)
    assert len(found) == len(set(found)) == 11
