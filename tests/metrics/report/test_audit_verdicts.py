"""Each of the ten verdicts on made-up figures: where it applies, where it just does, where it just does not."""

import pandas as pd
import pytest

from metrics.build import Build
from metrics.facts import Facts
from metrics.report.audit import VERDICTS, audit_cells
from metrics.report.audit.run import CLI
from tests.metrics.report.audit_support import (
    OLD1,
    OLD2,
    A,
    B,
    audited,
    costs,
    make,
    one,
    people,
    printed,
    records,
)


def cost_facts(rows: list[tuple[int, str, str, float]], **lasten: tuple[float, float]) -> Facts:
    return make.facts(
        report_cells=printed(rows),
        finance=make.finance(costs(A, **lasten)),
        observations=make.observations(people(A), source="70072ned"),
        regions=make.regions([A]),
    )


def use_facts(
    rows: list[tuple[int, str, str, float]],
    values: list[tuple[str, str, str, float | None]],
    status: str = "definitief",
    **frames: pd.DataFrame,
) -> Facts:
    return make.facts(
        report_cells=printed(rows),
        observations=make.observations(values, source="84134NED", status=status),
        regions=make.regions([A]),
        **frames,
    )


def test_nothing_loaded_is_no_data_and_names_the_table_to_load() -> None:
    rows = [
        (2, A, column, 3.0) for column in ("ses", "arm", "jongere", "inwoner", "index", "pct2017", "gebruik")
    ]
    found = audited(make.facts(report_cells=printed(rows), regions=make.regions([A]))).cells.set_index(
        "column"
    )
    assert set(found["verdict"]) == {"no_data"}
    assert found["recomputed"].isna().all()
    for column, tables in {
        "ses_decile": ["84866NED"], "child_poverty_decile": ["84868NED"],
        "cost_per_user_2019": ["45046NED", "84134NED"], "cost_per_inhabitant_2019": ["45046NED", "70072ned"],
        "index_cost_per_inhabitant_2019_b2017": ["45046NED", "45038NED", "70072ned"],
        "pct_no_stay_2017h1": ["84134NED"], "index_no_stay_2017h1": ["84134NED"],
    }.items():  # fmt: skip
        assert all(table in found.loc[column, "reason"] for table in tables)
        assert "Bronnen en versies" in found.loc[column, "reason"]


def test_a_loaded_table_without_the_figure_says_so() -> None:
    cell = one(use_facts([(3, A, "pct2017", 8.1)], [("jh_121_pct", B, "2017H1", 8.0)]), "pct2017")
    assert cell["verdict"] == "no_data"
    assert "84134NED heeft voor naam GM0001" in cell["reason"]


def test_a_figure_from_elsewhere_is_not_open_even_when_everything_is_loaded() -> None:
    cells = printed([(4, A, "jongere", 10_250)]).assign(status="other_source")
    facts = cost_facts([]).with_frames(report_cells=cells)
    cell = one(facts, "jongere")
    assert cell["verdict"] == "not_open"
    assert "€\u00a0366 per inwoner" in cell["reason"]
    assert cell["calculation"] == ""


# 312,000 + 54,000 thousand euro on a million inhabitants: 366 euro. A gemeente each, so that one audit does for all
AMOUNTS = {
    "GM0011": ((312_000, 54_000), 366, "exact"),
    "GM0012": ((312_499, 54_000), 366, "exact"),  # 366,499: just
    "GM0013": ((312_500, 54_000), 367, "exact"),  # 366,5 rounds up, half up
    "GM0014": ((312_300, 54_300), 366, "rounding"),  # 366,6 unrounded, 312 + 54 in whole euros
    "GM0015": ((312_500, 54_500), 368, "rounding"),  # 367,0 unrounded, 313 + 55
    "GM0016": ((312_500, 54_500), 369, "source_differs"),
    "GM0017": ((312_000, 54_000), 365, "source_differs"),
}


@pytest.fixture(scope="module")
def amounts_of_seven() -> Facts:
    return make.facts(
        report_cells=printed([(2, code, "inwoner", eur) for code, (_, eur, _) in AMOUNTS.items()]),
        finance=make.finance([row for code, (level, _, _) in AMOUNTS.items() for row in costs(code, level)]),
        observations=make.observations([row for code in AMOUNTS for row in people(code)], source="70072ned"),
        regions=make.regions(AMOUNTS),
    )


@pytest.mark.parametrize("code", AMOUNTS)
def test_exact_and_rounding(code: str, amounts_of_seven: Facts) -> None:
    amounts, printed_eur, verdict = AMOUNTS[code]
    cell = one(amounts_of_seven, "inwoner", code)
    assert cell["verdict"] == verdict
    assert cell["recomputed"] == pytest.approx(sum(amounts) / 1000)
    assert cell["difference"] == pytest.approx(sum(amounts) / 1000 - printed_eur)


def test_the_index_on_whole_euros_is_the_reports_way() -> None:
    # unrounded 366,6 / 224,2 = 163,51 -> 164; whole euros 366 / 224 = 163,39 -> 163
    facts = cost_facts([(2, A, "index", 163)], level=(312_300, 54_300), base=(200_000, 24_200))
    cell = one(facts, "index")
    assert cell["verdict"] == "rounding"
    assert cell["recomputed_report_way"] == pytest.approx(100 * 366 / 224)


def test_zero_lasten_is_missing_not_zero() -> None:
    cell = one(cost_facts([(2, A, "inwoner", 0)], level=(0, 0)), "inwoner")
    assert cell["verdict"] == "no_data"


def test_a_count_rounded_to_five_allows_what_lies_within_it() -> None:
    # 366,000,000 euro over 1,000 young people: 366,000; 997,5 to 1,002,5 gives 365,087 to 366,917
    def cell(printed_eur: float) -> pd.Series:
        facts = cost_facts([(2, A, "jongere", printed_eur)])
        users = make.observations([("jz_totaal_n", A, "2019", 1000)], source="84134NED")
        return one(facts.with_frames(observations=pd.concat([facts.observations, users])), "jongere")

    assert cell(366_000)["verdict"] == "exact"
    assert cell(366_917)["verdict"] == "rounding"
    assert cell(366_919)["verdict"] == "source_differs"


ROW = [(9, A, "pct2017", 7.8), (9, A, "pct2020", 5.9), (9, A, "gebruik", 102.0)]


def test_misprint_where_the_source_repairs_an_impossible_row() -> None:
    facts = use_facts(ROW, [("jh_121_pct", A, "2017H1", 5.8), ("jh_121_pct", A, "2020H1", 5.9)])
    assert one(facts, "pct2017")["verdict"] == "misprint"
    assert "5,8% in plaats van 7,8% in het eerste halfjaar van 2017" in one(facts, "pct2017")["reason"]
    assert one(facts, "pct2020")["verdict"] == "exact"
    assert one(facts, "gebruik")["verdict"] == "exact"  # 101,7


def test_misprint_of_the_index_where_the_source_has_both_percentages_as_printed() -> None:
    facts = use_facts(ROW, [("jh_121_pct", A, "2017H1", 7.8), ("jh_121_pct", A, "2020H1", 5.9)])
    cell = one(facts, "gebruik")
    assert cell["verdict"] == "misprint"
    assert cell["recomputed"] == pytest.approx(75.64, abs=0.01)
    assert "afgeleid" in cell["reason"]
    assert "past niet bij de andere cijfers in de rij" in one(facts, "pct2017")["reason"]


def test_no_misprint_where_the_source_does_not_repair_the_row() -> None:
    facts = use_facts(ROW, [("jh_121_pct", A, "2017H1", 6.3), ("jh_121_pct", A, "2020H1", 5.9)])
    assert one(facts, "pct2017")["verdict"] == "source_differs"


@pytest.mark.parametrize(
    ("value", "verdict"),
    [
        (7.5, "revised"),  # 6,7 x 1,12 = 7,504: just
        (7.6, "source_differs"),  # +13,4%: no revision of CBS is so large
        (6.6, "source_differs"),  # down: CBS's definitive half-years do not fall
    ],
)
def test_revised_only_for_a_change_that_is_a_revision(value: float, verdict: str) -> None:
    cell = one(use_facts([(3, A, "pct2020", 6.7)], [("jh_121_pct", A, "2020H1", value)]), "pct2020")
    assert cell["verdict"] == verdict
    said = {
        "revised": "Het rapport had het voorlopige cijfer over 2020; 84134NED geeft",
        "source_differs": "84134NED geeft",
    }
    assert cell["reason"].startswith(said[verdict])


@pytest.mark.parametrize(
    ("status", "verdict"),
    [("definitief", "revised"), ("nader_voorlopig", "revised"), ("voorlopig", "source_differs")],
)
def test_revised_only_when_the_source_is_no_longer_preliminary(status: str, verdict: str) -> None:
    rows = [(3, A, "pct2020", 6.7)]
    assert one(use_facts(rows, [("jh_121_pct", A, "2020H1", 7.1)], status), "pct2020")["verdict"] == verdict


def test_a_figure_of_2017_is_not_called_revised() -> None:
    cell = one(use_facts([(3, A, "pct2017", 8.1)], [("jh_121_pct", A, "2017H1", 8.3)]), "pct2017")
    assert cell["verdict"] == "source_differs"


def test_an_index_is_revised_only_on_a_base_that_comes_out() -> None:
    rows = [(3, A, "pct2017", 8.1), (3, A, "pct2020", 6.7), (3, A, "gebruik", 83)]
    new = [("jh_121_pct", A, "2017H1", 8.1), ("jh_121_pct", A, "2020H1", 7.3)]
    assert one(use_facts(rows, new), "gebruik")["verdict"] == "revised"
    new[0] = ("jh_121_pct", A, "2017H1", 8.5)
    assert one(use_facts(rows, new), "gebruik")["verdict"] == "source_differs"


def test_the_index_of_printed_percentages_may_be_what_their_rounding_allows() -> None:
    # 6,7 / 8,1 = 82,7 prints 83; 82 and 84 lie within [81,6; 83,9) as well, 85 does not
    values = [("jh_121_pct", A, "2017H1", 8.1), ("jh_121_pct", A, "2020H1", 6.7)]

    def verdict(index: float) -> str:
        rows = [(3, A, "pct2017", 8.1), (3, A, "pct2020", 6.7), (3, A, "gebruik", index)]
        return str(one(use_facts(rows, values), "gebruik")["verdict"])

    assert [verdict(index) for index in (83, 82, 84)] == ["exact", "rounding", "rounding"]
    assert verdict(85) == "misprint"  # the row is impossible, and 83 would repair it


MERGERS = make.mergers([("2019-01-01", OLD1, A, "merger"), ("2019-01-01", OLD2, A, "merger")])
PARTS = [
    ("jh_121_pct", OLD1, "2017H1", 4.0), ("jh_121_pct", OLD2, "2017H1", 8.0),
    ("jh_121_n", OLD1, "2017H1", 100), ("jh_121_n", OLD2, "2017H1", 300), ("jh_121_pct", A, "2017H1", None),
    ("jz_totaal_n", OLD1, "2017H1", 150), ("jz_totaal_n", OLD2, "2017H1", 450),
]  # fmt: skip


def merged(
    rows: list[tuple[int, str, str, float]], values: list[tuple[str, str, str, float | None]]
) -> Facts:
    regions = make.regions([A]).assign(first_year=2019)
    return use_facts(rows, values, mergers=MERGERS).with_frames(regions=regions)


@pytest.mark.parametrize(
    ("printed_pct", "verdict"),
    [
        (6.4, "exact"),  # 400 / (100/4 + 300/8) = 400 / 62,5
        (7.0, "rounding"),  # weighed with jeugdzorg: (150 x 4 + 450 x 8) / 600
        (5.0, "reclassified"),  # between the predecessors
        (4.0, "reclassified"),  # just
        (3.9, "source_differs"),  # just outside
    ],
)
def test_a_merged_gemeente_from_its_predecessors(printed_pct: float, verdict: str) -> None:
    cell = one(merged([(7, A, "pct2017", printed_pct)], PARTS), "pct2017")
    assert cell["recomputed"] == pytest.approx(6.4)
    assert cell["recomputed_report_way"] == pytest.approx(7.0)
    assert cell["verdict"] == verdict


def test_one_predecessor_without_a_figure_leaves_the_whole_without_one() -> None:
    cell = one(merged([(7, A, "pct2017", 6.4)], PARTS[1:]), "pct2017")
    assert cell["verdict"] == "no_data"


def test_the_index_of_a_merged_gemeente_stands_on_its_predecessors() -> None:
    rows = [(7, A, "pct2017", 7.0), (7, A, "pct2020", 6.4), (7, A, "gebruik", 100)]
    cell = one(merged(rows, [*PARTS, ("jh_121_pct", A, "2020H1", 6.4)]), "gebruik")
    assert cell["verdict"] == "exact"  # 6,4 / 6,4; on the report's weighing it is 91
    assert cell["recomputed_report_way"] == pytest.approx(100 * 6.4 / 7.0)


def test_a_gemeente_of_which_a_predecessor_was_divided_has_no_base() -> None:
    split = make.mergers([("2018-01-01", OLD1, A, "split"), ("2018-01-01", OLD1, B, "split")])
    cell = one(cost_facts([(6, A, "index", 150)]).with_frames(mergers=split), "index")
    assert cell["verdict"] == "no_data"
    assert "verdeeld" in cell["reason"]


def test_the_command_line_gives_its_columns_and_a_known_verdict() -> None:
    found = audit_cells(Build(cost_facts([(2, A, "inwoner", 366), (2, A, "pct2017", 8.1)]), records()))
    assert list(found.columns) == CLI
    assert set(found["verdict"]) <= set(VERDICTS)


def test_each_level_of_what_is_loaded_gives_what_it_can() -> None:
    """Accounts without inhabitants, then with them, then with the begroting of 2017."""
    whole = cost_facts([(2, A, "inwoner", 366), (2, A, "index", 163)])
    accounts = whole.finance[whole.finance["year"] == 2019]
    without_people = whole.with_frames(finance=accounts, observations=whole.observations.iloc[:0])
    assert (
        one(without_people, "inwoner")["reason"]
        == "Een beheerder laadt tabel 70072ned bij Bronnen en versies."
    )
    only_2019 = whole.with_frames(finance=accounts)
    assert one(only_2019, "inwoner")["verdict"] == "exact"
    assert one(only_2019, "index")["verdict"] == "no_data"
    assert "45038NED" in one(only_2019, "index")["reason"]
    assert one(whole, "index")["verdict"] == "exact"  # 366 / 224
