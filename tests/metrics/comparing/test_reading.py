"""A figure with its own truth: every reason by a hand-made case, and what a group's reading carries."""

import pandas as pd
import pytest

from metrics.comparing.reading import GROUP, Reading, Readings
from metrics.comparing.reasons import REASONS
from metrics.comparing.remarks import Knowledge
from metrics.figures import CELL_STATUSES
from metrics.grid import Grid
from metrics.groups.value import GroupTooSmallError
from metrics.places.lineage import Lineage
from tests.metrics.build_facts import mergers, regions
from tests.metrics.build_figures import COST, GROWTH, NATURA, NONE, growth, published, ratios

DECILE, INDEX = "inkomensdeciel", "index_rapport"
# GM0080 and GM0009 became GM0008 in 2019; GM0788 was divided over GM0001 and GM0002 in 2021.
LINEAGE = Lineage(
    mergers(
        [
            ("2019-01-01", "GM0080", "GM0008", "merger"), ("2019-01-01", "GM0009", "GM0008", "merger"),
            ("2021-01-01", "GM0788", "GM0001", "split"), ("2021-01-01", "GM0788", "GM0002", "split"),
        ]
    ),
    regions(["GM0001", "GM0002", "GM0008"]).assign(first_year=[1990, 1990, 2019]),
)  # fmt: skip
KNOWN = Knowledge(lineage=LINEAGE, leads=(), name=str, flags=lambda _: ())


def readings(*frames: pd.DataFrame) -> Readings:
    return Readings(Grid(pd.concat(frames, ignore_index=True)), KNOWN)


def broken(indicator: str, region: str, period: str) -> pd.DataFrame:
    return published({region: None}, indicator, period, cell_status="gebroken")


LEVELS = pd.concat(
    [
        ratios([("GM0001", 300, 1), ("GM0003", 100, 1)], period=year)
        for year in ("2017", "2018", "2022", "2023")
    ]
)
READ = readings(
    LEVELS,
    ratios(
        [("GM0011", 900, 1, "basis_te_laag"), ("GM0012", 900, 1, "boekt_voor_anderen"),
         ("GM0013", 900, 1, "niet_plausibel"), ("GM0014", NONE, 1, "niet_geleverd"),
         ("GM0015", NONE, 1, "nul_als_ontbrekend"), ("NL01", NONE, 1, "geen_cijfer"),
         ("GM0008", 5, 1)],
        period="2023",
    ),
    ratios([("GM0080", 70, 1)], period="2018", origin="vervallen"),
    growth([("GM0001", 300, 1, 200, 1), ("GM0003", 300, 1, 200, 1)]),
    published({"GM0001": 8.0, "GM0003": 9.0, "GM0016": None}, cell_status=["ok", "ok", "geen_cijfer"]),
    published({"GM0001": 8.0, "GM0003": None}, NATURA, "2016H1", cell_status=["ok", "geen_cijfer"], source="rapport"),
    published({"GM0001": 3.0, "GM0003": 4.0}, DECILE, "2021"),
    published({"GM0003": 110.0}, INDEX, "2023"),
    broken(INDEX, "GM0001", "2023"), broken(INDEX, "GM0003", "2019"), broken(COST, "GM0001", "2019"),
)  # fmt: skip

ALONE = {
    "basis_te_laag": (COST, "GM0011", "2023"),
    "boekt_voor_anderen": (COST, "GM0012", "2023"),
    "niet_plausibel": (COST, "GM0013", "2023"),
    "vervallen": (COST, "GM0080", "2018"),
    "geen_cijfer": (NATURA, "GM0016", "2023H1"),
    "niet_gedrukt": (NATURA, "GM0003", "2016H1"),  # CBS was not asked
    "niet_geleverd": (COST, "GM0014", "2023"),
    "nul_als_ontbrekend": (COST, "GM0015", "2023"),
    "opgesplitst": (COST, "GM0001", "2019"),
    "knik": (INDEX, "GM0001", "2023"),
    "na_knik": (GROWTH, "GM0001", "2022"),
    "bestond_niet": (COST, "GM0080", "2023"),
    "niet_geladen": (COST, "GM0001", "1999"),
    "niet_van_toepassing": (DECILE, "NL01", "2021"),
    "te_weinig_gemeenten": (COST, "NL01", "2023"),
}
OF_A_GROUP = {
    "geen_lid": (COST, "2023", ["GM0014", "GM0015"]),
    "een_lid": (COST, "2023", ["GM0001", "GM0014"]),
    "niet_optelbaar": (NATURA, "2023H1", ["GM0001", "GM0003"]),
    "niet_geladen": (COST, "1999", ["GM0001", "GM0003"]),
    "eerste_jaar": (GROWTH, "2017", ["GM0001", "GM0003"]),
    "niet_van_toepassing": (DECILE, "2021", ["GM0001", "GM0003"]),
}
# Statuses that the costs give a figure and that a frame made by hand may not know: the list of them is closed too.
FROM_COSTS = frozenset({"verschoven", "past_niet_in_rij"})  # and from the report: of no source by hand


@pytest.mark.parametrize(("reason", "key"), ALONE.items())
def test_every_reason_of_one_place(reason: str, key: tuple[str, str, str]) -> None:
    reading = READ.read(*key)
    assert reading.reason == reason
    assert not reading.usable and reading.comparable is None
    assert (reading.value is not None) == REASONS[reason].has_value


@pytest.mark.parametrize(("reason", "asked"), OF_A_GROUP.items())
def test_every_reason_of_a_group(reason: str, asked: tuple[str, str, list[str]]) -> None:
    indicator, period, members = asked
    reading = READ.group(indicator, period, members, own="GM0099")
    assert (reading.value, reading.reason, reading.usable) == (None, reason, False)


def test_the_list_of_reasons_is_closed() -> None:
    assert set(ALONE) | set(OF_A_GROUP) | FROM_COSTS == set(REASONS)
    assert set(CELL_STATUSES) - {"ok", "gebroken"} <= set(REASONS)
    assert not {"ok", "gebroken"} & set(REASONS)


@pytest.mark.parametrize("status", [each for each in CELL_STATUSES if each not in ("ok", "gebroken")])
@pytest.mark.parametrize("value", [None, 5.0])
def test_a_status_never_comes_through_as_usable(status: str, value: float | None) -> None:
    reading = readings(LEVELS, published({"GM0021": value}, COST, "2023", cell_status=status)).read(
        COST, "GM0021", "2023"
    )
    assert reading.reason == status
    assert reading.value == value
    assert reading.comparable is None


def test_an_ordinary_figure_has_no_reason() -> None:
    reading = READ.read(COST, "GM0001", "2023")
    assert (reading.value, reading.comparable, reading.reason, reading.usable) == (300.0, 300.0, "", True)
    assert reading is READ.read(COST, "GM0001", "2023")


@pytest.mark.parametrize(
    ("period", "reason"),
    [("2017", "eerste_jaar"), ("2022", "na_knik"), ("2018", "niet_geladen"), ("2019", "niet_geladen")],
)
def test_growth_begins_on_each_side_of_2022(period: str, reason: str) -> None:
    assert READ.read(GROWTH, "GM0001", period).reason == reason


def test_not_loaded_is_only_what_nobody_has() -> None:
    assert READ.read(COST, "GM0004", "2023").reason == "geen_cijfer"  # others have it
    assert READ.read(COST, "GM0004", "2016").reason == "niet_geladen"


def test_of_a_table_with_some_gemeenten_the_others_are_not_loaded() -> None:
    codes = [f"GM{n:04}" for n in range(1, 11)]
    found = readings(
        published(dict.fromkeys(codes, 8.0), period="2023H1"),
        published({"GM0001": 8.0, "GM0003": None}, period="2020H1", cell_status=["ok", "geen_cijfer"]),
        published(dict.fromkeys(codes[1:], 8.0), period="2020H2"),
    )
    assert found.read(NATURA, "GM0007", "2020H1").reason == "niet_geladen"
    assert (
        found.read(NATURA, "GM0003", "2020H1").reason == "geen_cijfer"
    )  # a row without a figure: CBS gives none
    assert found.read(NATURA, "GM0001", "2020H2").reason == "geen_cijfer"  # nearly all are in the table


def test_a_figure_divided_by_a_count_of_some_gemeenten_is_not_loaded_for_the_others() -> None:
    codes = [f"GM{n:04}" for n in range(1, 11)]
    known = [(code, 300, 1) for code in codes[:3]]
    found = readings(
        ratios(
            [*known, *((code, 300, NONE, "geen_cijfer") for code in (*codes[3:], "NL01"))], period="2019"
        ),
        ratios(
            [*((code, 300, 1) for code in codes[:9]),
             *((code, 300, NONE, "geen_cijfer") for code in ("GM0010", "NL01"))], period="2020"
        ),
    )  # fmt: skip
    assert (
        found.read(COST, "NL01", "2019").reason == "niet_geladen"
    )  # the sum of gemeenten that are not loaded
    assert found.read(COST, "NL01", "2020").reason == "te_weinig_gemeenten"
    assert found.read(COST, "GM0007", "2019").reason == "niet_geladen"
    assert found.read(COST, "GM0010", "2020").reason == "geen_cijfer"  # CBS was asked and gave none


def test_a_gemeente_of_before_or_after_did_not_exist() -> None:
    assert READ.read(COST, "GM0009", "2022").reason == "bestond_niet"
    assert (
        READ.read(COST, "GM0009", "2018").reason == "niet_geladen"
    )  # there, and the table has few gemeenten
    # made of two in 2019: percentages of before cannot be added up, whether or not there is a row
    made = readings(
        published({"GM0001": 8.0, "GM0003": 9.0, "GM0008": None}, period="2018H1",
                  cell_status=["ok", "ok", "geen_cijfer"]),
        published({"GM0001": 8.0}, period="2018H2"),
        ratios([("GM0001", 300, 1), ("GM0008", NONE, NONE, "geen_cijfer")], period="2018", origin="voorgangers"),
    )  # fmt: skip
    assert made.read(NATURA, "GM0008", "2018H1").reason == "bestond_niet"
    assert made.read(NATURA, "GM0008", "2018H2").reason == "bestond_niet"
    assert made.read(NATURA, "GM0008", "2019H1").reason == "niet_geladen"
    assert made.read(COST, "GM0008", "2018").reason == "geen_cijfer"  # adds up: a predecessor lacks it


def test_a_break_in_counting_is_told_from_a_divided_gemeente() -> None:
    assert READ.read(INDEX, "GM0001", "2023").reason == "knik"  # 2022 lies between 2017 and 2023
    assert READ.read(INDEX, "GM0003", "2019").reason == "opgesplitst"


def test_a_figure_that_is_shown_and_not_compared_keeps_its_value() -> None:
    reading = READ.read(COST, "GM0012", "2023")
    assert (reading.value, reading.comparable, reading.numerator) == (900.0, None, 900.0)


def test_the_group_is_without_the_gemeente_itself_and_names_who_is_left_out() -> None:
    group = READ.group(COST, "2023", ["GM0001", "GM0003", "GM0012", "GM0008"], own="GM0001")
    assert (group.region, group.value, group.numerator, group.denominator) == (GROUP, 52.5, 105.0, 2.0)
    assert group.used == ("GM0003", "GM0008")
    assert group.left_out == {"GM0012": "boekt_voor_anderen"}
    assert group.remarks == ()
    with pytest.raises(GroupTooSmallError):
        READ.group(COST, "2023", ["GM0001", "GM0003"], own="GM0001")


def test_a_median_of_a_group_has_no_terms() -> None:
    group = READ.group(NATURA, "2023H1", ["GM0001", "GM0003"], None, "median")
    assert (group.value, group.numerator, group.how) == (8.5, None, "median")


def test_sources_are_told_once_and_provisional_goes_by_the_period() -> None:
    reading = Reading(COST, "GM0001", "2023", 1.0, sources=("a", "b", "a", ""), period_status="voorlopig")
    assert reading.source == "a, b"
    assert reading.is_provisional
    assert not Reading(COST, "GM0001", "2023", 1.0, period_status="definitief").is_provisional


def test_periods_are_years_or_half_years_where_asked() -> None:
    made = readings(
        published({"GM0001": 1.0}, NATURA, "2023"), published({"GM0001": 1.0}, NATURA, "2023H1"),
        published({"GM0001": None}, NATURA, "2023H2"),
    )  # fmt: skip
    assert made.periods_of(NATURA, "GM0001") == ("2023", "2023H1")
    assert made.periods_of(NATURA, "GM0001", "jaar") == ("2023",)
    assert made.periods_of(NATURA, "GM0001", "halfjaar") == ("2023H1",)


def test_figures_made_by_hand_have_no_remarks() -> None:
    assert Readings.of_frame(LEVELS).read(COST, "GM0001", "2023").remarks == ()
