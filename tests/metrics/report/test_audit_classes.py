"""Size classes, Nederland and what is tried when a printed figure does not come out: worked by hand."""

import pandas as pd
import pytest

from metrics.facts import Facts
from metrics.report.audit import audit
from tests.metrics.report.audit_support import A, make, one, printed

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
    assert cell["verdict"] == "source_differs"
    assert "zonder naam GM0010" in cell["reason"]
    assert "afgeleid" in cell["reason"]
    # index without BIG: 13,500 / 9,000 = 150
    assert one(built, "index", CLASS)["verdict"] == "source_differs"
    tried = audit(built).attempts
    assert tried[(tried["figure_id"] == f"{CLASS}:cost_per_inhabitant_2019") & tried["prints"]].shape[0] == 1


def test_leaving_out_another_than_the_weightiest_explains_nothing() -> None:
    # without OTHER: 46,000 / 70,000 = 657,14: it gives the printed figure, but BIG weighs more
    cell = one(facts([(6, CLASS, "inwoner", 657)]), "inwoner", CLASS)
    assert cell["verdict"] == "unexplained"
    assert "verklaren het verschil niet" in cell["reason"]


def test_a_possible_slip_is_named_and_explains_nothing() -> None:
    """The printed level on the begroting 2017 of the gemeente of that table: possible and no more."""
    case = SMALL  # 4,000 thousand over 30,000 = 133,33 -> 133 euro; 563 / 133 = 423,3
    rows = [(6, CLASS, "inwoner", 563), (6, CLASS, "index", 423)]
    built = facts([]).with_frames(report_cells=printed(rows, kind="size_class", case=case))
    cell = one(built, "index", CLASS)
    assert cell["verdict"] == "unexplained"
    assert (
        "de begroting van 2017 van naam GM0020 zelf geeft het wel, dat is mogelijk en niet meer dan dat"
        in cell["reason"]
    )
    slips = audit(built).attempts
    assert slips[(slips["kind"] == "vergissing") & slips["prints"]].shape[0] == 1


def test_a_class_without_gemeenten_has_no_figure() -> None:
    cell = one(facts([(6, "SIZE:200000-300000", "inwoner", 563)]), "inwoner", "SIZE:200000-300000")
    assert cell["verdict"] == "no_data"


def left_out(code: str) -> pd.DataFrame:
    """A cell of the report that says there is no amount for a gemeente."""
    rows = printed([(4, code, "inwoner", 1)])
    return rows.assign(printed="-", value=float("nan"), status="missing")


def test_nederland_leaves_out_whom_the_report_has_no_amount_for() -> None:
    cells = pd.concat(
        [printed([(2, "NL01", "inwoner", 195.65), (2, "NL01", "index", 94)], kind="country"), left_out(BIG)]
    )
    built = facts([], report_cells=cells)
    level = one(built, "inwoner", "NL01")
    # without BIG in 2019: 22,500 / 115,000 = 195,65; 2017 with all: 24,000 / 155,000 = 154,84
    assert level["recomputed"] == pytest.approx(22_500_000 / 115_000)
    assert "zonder naam GM0010" in level["reason"]
    index = one(built, "index", "NL01")
    assert index["recomputed"] == pytest.approx(100 * (22_500 / 115_000) / (24_000 / 155_000))


def test_nederland_counts_a_zero_as_zero_and_says_so() -> None:
    finance = facts([]).finance
    zero = finance["lasten_eur"].where(~((finance["region"] == SMALL) & (finance["year"] == 2017)), 0.0)
    cells = printed([(2, "NL01", "index", 999)], kind="country")
    built = facts([], report_cells=cells, finance=finance.assign(lasten_eur=zero))
    cell = one(built, "index", "NL01")
    # 62,500 / 155,000 on 20,000 / 155,000
    assert cell["recomputed"] == pytest.approx(312.5)
    # the same gemeenten everywhere, without the zero: 56,500 / 20,000
    exact = printed([(2, "NL01", "index", 313)], kind="country")
    told = one(facts([], report_cells=exact, finance=finance.assign(lasten_eur=zero)), "index", "NL01")
    assert told["verdict"] == "exact"
    assert "(van 1 staat er €\u00a00)" in told["reason"]
    assert "zonder de nullen is het 282,5" in told["reason"]


def test_users_of_nederland_are_counted_without_the_one_left_out() -> None:
    cells = pd.concat([printed([(2, "NL01", "jongere", 22_500)], kind="country"), left_out(BIG)])
    built = facts([], report_cells=cells)
    users = make.observations(
        [("jz_totaal_n", "NL01", "2019", 1300), ("jz_totaal_n", BIG, "2019", 300)], source="84134NED"
    )
    built = built.with_frames(observations=pd.concat([built.observations, users]))
    cell = one(built, "jongere", "NL01")
    assert cell["verdict"] == "exact"
    assert cell["recomputed"] == pytest.approx(22_500)
    assert A not in cell["reason"]
