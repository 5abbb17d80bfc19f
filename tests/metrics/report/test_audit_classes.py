"""Size classes, Nederland and what is tried when a printed figure does not come out: worked by hand."""

import pandas as pd
import pytest

from metrics.facts import Facts
from tests.metrics.report.audit_support import audited, make, one, printed

BIG, SMALL, OTHER, OUT = "GM0010", "GM0020", "GM0030", "GM0040"
CLASS = "SIZE:20000-50000"
# lasten in thousands on 6.72 (rekening 2019, begroting 2017) and inhabitants of 2020
GEMEENTEN = {
    BIG: (40_000, 6_000, 40_000),
    SMALL: (6_000, 4_000, 30_000),
    OTHER: (7_500, 5_000, 25_000),
    OUT: (9_000, 9_000, 60_000),
}


def facts(rows: list[tuple[int, str, str, float]], **changes: pd.DataFrame) -> Facts:
    amounts, people = [], []
    for code, (level, base, inhabitants_n) in GEMEENTEN.items():
        amounts += [
            (code, 2019, "jaarrekening", "6.72", level, None),
            (code, 2017, "begroting", "6.72", base, None),
        ]
        people += [("inwoners_n", code, year, inhabitants_n) for year in ("2017", "2019", "2020")]
    built = make.facts(
        report_cells=printed(rows),
        finance=make.finance(amounts),
        observations=make.observations(people, source="70072ned"),
        regions=make.regions(GEMEENTEN),
    )
    return built.with_frames(**changes) if changes else built


def test_a_class_is_a_ratio_of_sums() -> None:
    # (40,000 + 6,000 + 7,500) thousand over 95,000 inhabitants = 563,16; 53,500 / 15,000 = index 356,67
    cells = facts([(6, CLASS, "inwoner", 563), (6, CLASS, "index", 357)])
    assert one(cells, "inwoner", CLASS)["recomputed"] == pytest.approx(53_500_000 / 95_000)
    assert one(cells, "inwoner", CLASS)["verdict"] == "exact"
    assert one(cells, "index", CLASS)["recomputed"] == pytest.approx(100 * 53_500 / 15_000)
    assert one(cells, "index", CLASS)["verdict"] == "exact"


def test_the_weightiest_left_out_explains_and_is_called_derived() -> None:
    # without BIG: 13,500 / 55,000 = 245,45
    built = facts([(6, CLASS, "inwoner", 245), (6, CLASS, "index", 150)])
    cell = one(built, "inwoner", CLASS)
    assert cell["verdict"] == "selection"
    assert cell["recomputed"] == pytest.approx(53_500_000 / 95_000)  # ours stays ours
    assert cell["recomputed_report_way"] == 245
    assert cell["reason"] == (
        "Met 3 gemeenten is het €\u00a0563,16; met de keuze van het rapport (zonder naam GM0010, €\u00a01.000 per "
        "inwoner) is het €\u00a0245 in hele euro's per taakveld (afgeleid)."
    )
    # index without BIG: 13,500 / 9,000 = 150
    index = one(built, "index", CLASS)
    assert (index["verdict"], index["recomputed"]) == ("selection", pytest.approx(100 * 53_500 / 15_000))
    # whole euros give 245 / 164 = 149,4: the unrounded one prints
    assert index["recomputed_report_way"] == pytest.approx(150)
    tried = audited(built).attempts
    assert tried[(tried["figure_id"] == f"{CLASS}:cost_per_inhabitant_2019") & tried["prints"]].shape[0] == 2


def test_leaving_out_another_than_the_weightiest_explains_nothing() -> None:
    # without OTHER: 46,000 / 70,000 = 657,14: it gives the printed figure, but BIG weighs more
    cell = one(facts([(6, CLASS, "inwoner", 657)]), "inwoner", CLASS)
    assert cell["verdict"] == "unexplained"
    assert cell["reason"] == (
        "Met 3 gemeenten is het €\u00a0563,16; een andere manier verklaart het verschil niet; een gemeente weglaten "
        "(naam GM0030) geeft het wel, dat kan toeval zijn."
    )


def test_a_possible_slip_is_named_and_explains_nothing() -> None:
    """The printed level on the begroting 2017 of the gemeente of that table: possible and no more."""
    case = SMALL  # 4,000 thousand over 30,000 = 133,33 -> 133 euro; 563 / 133 = 423,3
    rows = [(6, CLASS, "inwoner", 563), (6, CLASS, "index", 423)]
    built = facts([]).with_frames(report_cells=printed(rows, kind="size_class", case=case))
    cell = one(built, "index", CLASS)
    assert cell["verdict"] == "unexplained"
    assert "de begroting van 2017 van naam GM0020 zelf geeft het wel, dat kan toeval zijn" in cell["reason"]
    slips = audited(built).attempts
    assert slips[(slips["kind"] == "vergissing") & slips["prints"]].shape[0] == 1


def test_a_class_without_gemeenten_has_no_figure() -> None:
    cell = one(facts([(6, "SIZE:200000-300000", "inwoner", 563)]), "inwoner", "SIZE:200000-300000")
    assert cell["verdict"] == "no_data"


def left_out(code: str) -> pd.DataFrame:
    """A cell of the report that says there is no amount for a gemeente."""
    rows = printed([(4, code, "inwoner", 1)])
    return rows.assign(printed="-", value=float("nan"), status="missing")


def test_nederland_without_whom_the_report_has_no_amount_for_is_its_selection() -> None:
    rows = [(2, "NL01", "inwoner", 196), (2, "NL01", "index", 126)]
    built = facts([], report_cells=pd.concat([printed(rows, kind="country"), left_out(BIG)]))
    level = one(built, "inwoner", "NL01")
    # ours with all four: 62,500 / 155,000 = 403,23; the report without BIG in 2019: 22,500 / 115,000 = 195,65
    assert level["recomputed"] == pytest.approx(62_500_000 / 155_000)
    assert (level["recomputed_report_way"], level["verdict"]) == (196, "selection")
    assert level["reason"] == (
        "Met 4 gemeenten is het €\u00a0403,23; met de keuze van het rapport (2019 zonder naam GM0010, 2017 met alle "
        "gemeenten) is het €\u00a0196 in hele euro's per taakveld (afgeleid)."
    )
    # the base with all of them: 24,000 / 155,000 = 154,84
    index = one(built, "index", "NL01")
    assert index["recomputed"] == pytest.approx(100 * 62_500 / 24_000)
    assert index["recomputed_report_way"] == pytest.approx(100 * 196 / 155)
    assert index["verdict"] == "selection"
    assert "Met in beide jaren dezelfde 4 gemeenten is de index 260,4;" in index["reason"]


def test_a_selection_that_does_not_print_explains_nothing() -> None:
    cells = pd.concat([printed([(2, "NL01", "inwoner", 197)], kind="country"), left_out(BIG)])
    cell = one(facts([], report_cells=cells), "inwoner", "NL01")
    assert (cell["verdict"], cell["recomputed_report_way"]) == ("unexplained", 196)
    assert (
        cell["reason"]
        == "Met 4 gemeenten is het €\u00a0403,23; een andere manier verklaart het verschil niet."
    )


def with_a_late_one(rows: list[tuple[int, str, str, float]]) -> Facts:
    """A fifth gemeente of 10,000 inhabitants that delivered 0 for 2017 and 1,000 thousand for 2019."""
    built = facts([], report_cells=printed(rows, kind="country"))
    late = [
        ("GM0050", 2019, "jaarrekening", "6.72", 1_000, None),
        ("GM0050", 2017, "begroting", "6.72", 0, None),
    ]
    people = [("inwoners_n", "GM0050", year, 10_000) for year in ("2017", "2019", "2020")]
    return built.with_frames(
        finance=pd.concat([built.finance, make.finance(late)]),
        observations=pd.concat([built.observations, make.observations(people, source="70072ned")]),
        regions=make.regions([*GEMEENTEN, "GM0050"]),
    )


def test_a_zero_is_missing_in_ours_and_counts_as_zero_in_the_reports_selection() -> None:
    # ours without the late one in both years: 62,500 / 24,000; the report 63,500 / 165,000 over 24,000 / 165,000:
    # 385 / 145 in whole euros
    exact = one(with_a_late_one([(2, "NL01", "index", 260)]), "index", "NL01")
    assert (exact["verdict"], exact["recomputed"]) == ("exact", pytest.approx(100 * 62_500 / 24_000))
    told = one(with_a_late_one([(2, "NL01", "index", 266)]), "index", "NL01")
    assert (told["verdict"], told["recomputed"]) == ("selection", pytest.approx(100 * 62_500 / 24_000))
    assert told["recomputed_report_way"] == pytest.approx(100 * 385 / 145)
    assert "2017 met alle gemeenten, van 1 staat er €\u00a00) is de index 265,5" in told["reason"]


def test_users_of_nederland_without_the_one_left_out_are_a_selection() -> None:
    users = make.observations(
        [("jz_totaal_n", "NL01", "2019", 1300), ("jz_totaal_n", BIG, "2019", 300)], source="84134NED"
    )

    def cell(printed_eur: float) -> pd.Series:
        rows = printed([(2, "NL01", "jongere", printed_eur)], kind="country")
        built = facts([], report_cells=pd.concat([rows, left_out(BIG)]))
        return one(built.with_frames(observations=pd.concat([built.observations, users])), "jongere", "NL01")

    # ours: 62,500 thousand for 1,300; without BIG 22,500 thousand for 1,000
    assert cell(48_077)["verdict"] == "exact"
    told = cell(22_500)
    assert (told["verdict"], told["recomputed_report_way"]) == ("selection", 22_500)
    assert told["recomputed"] == pytest.approx(62_500_000 / 1300)
    assert (
        "keuze van het rapport (2019 zonder naam GM0010) is het €\u00a022.500,00 (afgeleid)" in told["reason"]
    )
    assert cell(30_000)["verdict"] == "unexplained"
