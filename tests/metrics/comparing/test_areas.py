"""What a map shows of every area, and why an area stays blank."""

from pathlib import Path
from typing import Literal

import pandas as pd
import pytest

from loaders import store
from metrics import figures as figures_of
from metrics.build import Build
from metrics.comparing import areas as mapping
from metrics.comparing.areas import AreaValue
from metrics.comparing.reading import Readings
from metrics.comparing.reasons import REASONS
from metrics.comparing.remarks import Knowledge
from metrics.facts import MERGERS, Facts
from metrics.grid import Grid
from metrics.places.country import Country
from metrics.places.lineage import Lineage
from metrics.places.names import Names
from metrics.records import RegionalLead
from tests.metrics.build_facts import regions

MERGED = pd.DataFrame(
    [
        ("2023-01-01", "GM0501", "Brielle", "GM1992", "Voorne aan Zee", "merger"),
        ("2021-01-01", "GM0788", "Haaren", "GM0001", "Een", "split"),
        ("2021-01-01", "GM0788", "Haaren", "GM0002", "Twee", "split"),
    ],
    columns=MERGERS,
)
LINEAGE = Lineage(MERGED)
TODAY = [*(f"GM000{n}" for n in range(1, 10)), "GM1992"]
NONE = float("nan")


def made(
    indicator: str, *rows: tuple[str, float, float, float, str], base: tuple[float, float] | None = None
) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=["region", "value", "numerator", "denominator", "cell_status"])
    if base:
        frame = frame.assign(base_numerator=base[0], base_denominator=base[1])
    return figures_of.complete(frame.assign(indicator=indicator, period="2023", period_status="definitief"))


COST = made(
    "lasten_per_inwoner",
    ("GM0001", 300.0, 300_000.0, 1_000.0, "ok"),
    ("GM0002", 100.0, 300_000.0, 3_000.0, "ok"),
    ("GM0003", 900.0, 900_000.0, 1_000.0, "boekt_voor_anderen"),
    ("GM0004", NONE, NONE, 400.0, "niet_geleverd"),
    ("GM0005", 9_999.0, 9_999_000.0, 1_000.0, "niet_plausibel"),
    ("GM1992", 400.0, 4_000_000.0, 10_000.0, "ok"),
)  # fmt: skip


COUNTRY = Country(LINEAGE, Names(regions(TODAY), MERGED, LINEAGE))


def readings(*frames: pd.DataFrame, leads: tuple[RegionalLead, ...] = ()) -> Readings:
    known = Knowledge(
        lineage=LINEAGE, leads=leads, name=str, flags=lambda _: (), users_n=lambda _code, _year: 500.0
    )
    return Readings(Grid(pd.concat(frames, ignore_index=True)), known)


def of(*codes: str, figures: pd.DataFrame = COST, leads: tuple[RegionalLead, ...] = ()) -> list[AreaValue]:
    indicator = str(figures["indicator"].iloc[0])
    return list(mapping.of_gemeenten(readings(figures, leads=leads), indicator, "2023", codes, COUNTRY))


def region(*members: str, figures: pd.DataFrame = COST, leads: tuple[RegionalLead, ...] = ()) -> AreaValue:
    indicator = str(figures["indicator"].iloc[0])
    read = readings(figures, leads=leads)
    (area,) = mapping.of_jeugdregios(read, indicator, "2023", {"JZ01": members}, COUNTRY)
    return area


def test_a_figure_is_shown_and_the_order_is_that_of_the_map() -> None:
    two, one = of("GM0002", "GM0001")
    assert (two.code, two.value, two.status) == ("GM0002", 100.0, "")
    assert (one.code, one.value) == ("GM0001", 300.0)


@pytest.mark.parametrize(
    ("code", "status"),
    [("GM0003", "boekt_voor_anderen"), ("GM0004", "niet_geleverd"), ("GM0005", "niet_plausibel"),
     ("GM0009", "geen_cijfer"), ("GM0788", "opgesplitst"), ("GM7777", "geen_cijfer")],
)  # fmt: skip
def test_what_may_not_be_compared_is_blank_with_its_reason(code: str, status: str) -> None:
    (area,) = of(code)
    assert (area.value, area.status) == (None, status)


def test_an_area_of_before_a_merger_shows_the_gemeente_it_is_in_now_and_says_so() -> None:
    (area,) = of("GM0501")
    assert (area.code, area.value, area.gemeente) == ("GM0501", 400.0, "GM1992")
    own = pd.concat([COST, made("lasten_per_inwoner", ("GM0501", 333.0, 333.0, 1.0, "ok"))])
    (area,) = of("GM0501", figures=own)  # a figure of the old one never stands beside those of today
    assert (area.value, area.gemeente) == (400.0, "GM1992")


@pytest.mark.parametrize(
    ("kind", "first", "last", "said"),
    [("deels", 2023, 2023, True), ("deels", 2017, None, True), ("deels", 2024, None, False),
     ("deels", 2017, 2022, False), ("geheel", 2017, None, False)],
)  # fmt: skip
def test_a_gemeente_that_books_partly_for_others_keeps_its_colour_with_a_word(
    kind: Literal["geheel", "deels"], first: int, last: int | None, said: bool
) -> None:
    lead = RegionalLead("GM0001", first, last, "bewijs", kind)
    (area,) = of("GM0001", leads=(lead,))
    assert (area.value, "C6_deels" in area.remarks) == (300.0, said)


def test_a_lead_with_an_implausible_amount_is_still_said_to_book_for_others() -> None:
    lead = RegionalLead("GM0005", 2017, None, "bewijs", "geheel")
    (area,) = of("GM0005", leads=(lead,))
    assert (area.value, area.status, area.remarks[:2]) == (None, "niet_plausibel", ("C7", "C6"))
    whole = region("GM0001", "GM0002", "GM0005", leads=(lead,))
    assert (whole.value, whole.status, whole.missing) == (None, "boekt_voor_anderen", ("GM0005",))


def test_a_jeugdregio_with_a_lead_that_is_coloured_is_blank() -> None:
    lead = RegionalLead("GM0001", 2017, None, "bewijs", "geheel")
    whole = region("GM0001", "GM0002", leads=(lead,))
    assert (whole.value, whole.status, whole.missing) == (None, "boekt_voor_anderen", ("GM0001",))


def test_a_jeugdregio_is_a_ratio_of_sums_and_not_a_mean_of_ratios() -> None:
    assert region("GM0001", "GM0002") == AreaValue("JZ01", 150.0, gemeente="JZ01", period_status="definitief")


def test_a_jeugdregio_with_a_gemeente_that_books_for_others_is_blank_and_names_it() -> None:
    area = region("GM0001", "GM0002", "GM0003")
    assert (area.value, area.status, area.missing) == (None, "boekt_voor_anderen", ("GM0003",))


@pytest.mark.parametrize(
    ("members", "value"), [(("GM0002", "GM0001", "GM0004"), 150.0), (("GM0002", "GM0004"), None)]
)
def test_a_jeugdregio_may_miss_a_tenth_of_the_denominator_and_no_more(
    members: tuple[str, ...], value: float | None
) -> None:
    # 400 of 4,400 is 9.1%; 400 of 3,400 is 11.8%
    area = region(*members)
    assert (area.value, area.missing) == (value, ("GM0004",))


def test_a_member_of_unknown_size_leaves_the_jeugdregio_blank() -> None:
    area = region("GM0001", "GM0002", "GM0009")
    assert (area.value, area.status, area.missing) == (None, "te_weinig_gemeenten", ("GM0009",))


def test_a_jeugdregio_of_one_gemeente_has_the_figure_of_that_gemeente() -> None:
    area = region("GM0001")
    assert (area.code, area.value, area.gemeente) == ("JZ01", 300.0, "GM0001")


def test_members_of_before_a_merger_count_once_as_the_gemeente_of_today() -> None:
    assert region("GM0501", "GM1992", "GM0001").value == pytest.approx(4_300_000 / 11_000)


def test_growth_of_a_jeugdregio_adds_up_all_four_parts() -> None:
    # 200,000 + 100,000 over 2,000 is 150; the base 2 x 50,000 over 2 x 500 is 100: growth 50 percent
    growth = made(
        "groei_lasten_per_inwoner",
        ("GM0001", 100.0, 200_000.0, 1_000.0, "ok"), ("GM0002", 0.0, 100_000.0, 1_000.0, "ok"),
        base=(50_000.0, 500.0),
    )  # fmt: skip
    assert region("GM0001", "GM0002", figures=growth).value == pytest.approx(50.0)


def test_percentages_without_counts_do_not_add_up() -> None:
    shares = made("natura_jeugdhulp", ("GM0001", 8.0, NONE, NONE, "ok"), ("GM0002", 9.0, NONE, NONE, "ok"))
    assert region("GM0001", "GM0002", figures=shares).value is None
    assert region("GM0001", "GM0002", figures=shares).status == "niet_optelbaar"
    assert not mapping.can_be_jeugdregios(readings(shares), "natura_jeugdhulp", "2023")
    published = pd.concat([shares, made("natura_jeugdhulp", ("JZ01", 8.7, NONE, NONE, "ok"))])
    assert region("GM0001", "GM0002", figures=published).value == 8.7
    assert mapping.can_be_jeugdregios(readings(published), "natura_jeugdhulp", "2023")
    assert mapping.can_be_jeugdregios(readings(COST), "lasten_per_inwoner", "2023")
    assert not mapping.can_be_jeugdregios(readings(COST), "lasten_per_inwoner", "2022")


def test_the_division_of_the_nearest_year_gives_the_members() -> None:
    rows = [("GM0001", "JZ01", "jeugdregio", 2016), ("GM0001", "JZ02", "jeugdregio", 2026),
            ("GM0002", "JZ02", "jeugdregio", 2026), ("GM0001", "PV20", "provincie", 2020)]  # fmt: skip
    facts = Facts().with_frames(
        memberships=pd.DataFrame(rows, columns=["region", "parent", "division", "year"])
    )
    assert mapping.jeugdregios(facts, 2017) == ({"JZ01": ("GM0001",)}, 2016)
    assert mapping.jeugdregios(facts, 2023) == ({"JZ02": ("GM0001", "GM0002")}, 2026)
    assert mapping.jeugdregios(Facts(), 2023) is None


# Per jeugdregio, without pandas: lasten of the youth taakvelden of 2023 over inhabitants, in one statement.
_SQL = """
WITH lasten AS (
    SELECT region, sum(coalesce(placing2_eur, placing1_eur)) AS eur FROM finance
    WHERE year = 2023 AND statement = 'jaarrekening' AND categorie LIKE 'L%'
      AND (taakveld LIKE '6.72%' OR taakveld LIKE '6.73%' OR taakveld LIKE '6.74%' OR taakveld LIKE '6.82%')
    GROUP BY region
), people AS (
    SELECT region, value AS n FROM observation WHERE indicator = 'inwoners_n' AND period = '2023'
)
SELECT parent, sum(eur) / sum(n) AS per_head FROM membership m
JOIN lasten USING (region) JOIN people USING (region)
WHERE division = 'jeugdregio' AND m.year = 2026
GROUP BY parent
"""


@pytest.mark.shared
def test_jeugdregios_agree_with_one_statement_in_the_store(
    cbs_data: Path, cbs_facts: Facts, cbs_build: Build
) -> None:
    opened = store.open_store(cbs_data)
    expected = opened.query(_SQL).set_index("parent")["per_head"]
    opened.close()
    found = mapping.jeugdregios(cbs_facts, 2023)
    assert found is not None and found[1] == 2026
    build = cbs_build
    areas = mapping.of_jeugdregios(build.readings, "lasten_per_inwoner", "2023", found[0], build.country)
    whole = [area for area in areas if area.value is not None and not area.missing]
    assert len(areas) == 42
    assert len(whole) > 35
    for area in whole:
        assert area.value == pytest.approx(expected[area.code], rel=1e-9)
    eemland = next(area for area in areas if "GM0307" in found[0][area.code])
    assert (eemland.value, eemland.status, eemland.missing) == (None, "boekt_voor_anderen", ("GM0307",))


@pytest.mark.shared
def test_every_gemeente_that_is_drawn_has_a_figure_or_a_reason(cbs_data: Path, cbs_build: Build) -> None:
    opened = store.open_store(cbs_data)
    drawn = list(opened.boundaries(2019)["region"])
    opened.close()
    build = cbs_build
    areas = mapping.of_gemeenten(build.readings, "lasten_per_inwoner", "2019", drawn, build.country)
    values = {area.code: area for area in areas}
    assert len(values) == 355
    assert values["GM0150"].value == pytest.approx(240.5, abs=0.05)  # 24,039 thousand euro over 99,957
    blank = {area.code: area.status for area in areas if area.value is None}
    # Cuijk (GM1684) is in Land van Cuijk now: its four neighbours of 2019 show the same sum
    assert {code for code, status in blank.items() if status == "boekt_voor_anderen"} == {
        "GM0935", "GM0796", "GM1684", "GM0756", "GM0786", "GM0815", "GM1702"
    }  # fmt: skip
    assert values["GM0307"].status == "niet_plausibel"  # a lead too, and the map says so
    assert "C6" in values["GM0307"].remarks
    assert set(blank.values()) <= set(REASONS)


def test_a_gemeente_of_which_parts_were_in_two_regions_counts_in_its_own_region_only() -> None:
    """Weesp was in Utrecht-West and is in Amsterdam by now: with all of Amsterdam that is another region."""
    merged = pd.DataFrame([("2022-03-24", "GM0457", "Weesp", "GM0001", "Een", "merger")], columns=MERGERS)
    lineage = Lineage(merged)
    country = Country(lineage, Names(regions(TODAY), merged, lineage))
    inside = {"JZ01": ("GM0001", "GM0002"), "JZ02": ("GM0457", "GM1992")}
    read = readings(COST)

    def found(homes: dict[str, str]) -> dict[str, tuple[float | None, tuple[str, ...]]]:
        shown = mapping.of_jeugdregios(read, "lasten_per_inwoner", "2023", inside, country, homes)
        return {each.code: (each.value, each.missing) for each in shown}

    assert found({"GM0001": "JZ01"}) == {"JZ01": (150.0, ()), "JZ02": (None, ("GM0457",))}
    # of no newer division it is known where it is: neither
    assert found({}) == {"JZ01": (None, ("GM0001",)), "JZ02": (None, ("GM0457",))}
