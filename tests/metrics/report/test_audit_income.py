"""Deciles of the report on made-up incomes: which table is used, what ties allow, what each rule gives back."""

import pandas as pd
import pytest

from metrics.facts import Facts
from metrics.numbers.deciles import RULES
from metrics.report.audit.decile_rules import DECILE_RULES, RULE_LABELS
from metrics.report.printed import table
from metrics.report.recomputed import recompute, with_values
from tests.metrics.report.audit_support import audited, make, one, printed

CODES = [f"GM{number:04d}" for number in range(1, 21)]
WITH, WITHOUT = "mediaan_inkomen_eur", "mediaan_inkomen_zonder_studenten_eur"
LOW = "kinderen_laag_inkomen_1jr_pct"


def facts(rows: list[tuple[int, str, str, float]], *tables: tuple[str, int, str, list[float]]) -> Facts:
    """Tables (source id, division, indicator, value per code)."""
    observed = [
        make.observations(
            [(indicator, code, "2019", value) for code, value in zip(CODES, values, strict=False)],
            source=source,
        )
        for source, _, indicator, values in tables
    ]
    built = make.facts(
        report_cells=printed(rows),
        regions=make.regions(CODES),
        sources=make.sources([(source, division) for source, division, _, _ in tables]),
    )
    return built.with_frames(observations=pd.concat(observed)) if observed else built


INCOMES = [20_000 + 100.0 * number for number in range(20)]  # twenty incomes: two a decile


@pytest.mark.parametrize(("code", "decile"), [("GM0001", 1), ("GM0002", 1), ("GM0003", 2), ("GM0020", 10)])
def test_lowest_income_is_decile_one(code: str, decile: int) -> None:
    cell = one(facts([(2, code, "ses", decile)], ("84866NED", 2020, WITHOUT, INCOMES)), "ses", code)
    assert (cell["verdict"], cell["recomputed"]) == ("exact", decile)
    assert "84866NED, indeling 2020, zonder studenten" in cell["reason"]


def test_highest_share_of_low_income_is_decile_one() -> None:
    cell = one(facts([(2, "GM0020", "arm", 1)], ("84868NED", 2020, LOW, INCOMES)), "arm", "GM0020")
    assert cell["verdict"] == "exact"


def test_the_division_and_population_closest_to_the_reports_are_used() -> None:
    backwards = list(reversed(INCOMES))
    built = facts(
        [(2, "GM0001", "ses", 1)],
        ("85342NED", 2022, WITHOUT, backwards),
        ("84866NED", 2020, WITH, backwards),
        ("84866NED", 2020, WITHOUT, INCOMES),
    )
    assert one(built, "ses", "GM0001")["source"] == "84866NED"
    assert one(built, "ses", "GM0001")["verdict"] == "exact"


def test_another_table_that_differs_names_division_and_students() -> None:
    cell = one(facts([(2, "GM0001", "ses", 6)], ("85342NED", 2022, WITH, INCOMES)), "ses", "GM0001")
    assert cell["verdict"] == "source_differs"
    assert "85342NED, indeling 2022, met studenten" in cell["reason"]
    assert "het rapport gebruikte 84866NED (indeling 2020)" in cell["reason"]


@pytest.mark.parametrize(
    ("printed_decile", "verdict"), [(2, "exact"), (1, "source_differs"), (3, "source_differs")]
)
def test_a_tie_is_its_own_reason_and_no_rounding(printed_decile: int, verdict: str) -> None:
    # ranks 2, 3 and 4 share an income: average rank 3 -> decile 2; in some order rank 2 -> decile 1
    incomes = [20_000.0, 21_000.0, 21_000.0, 21_000.0, *[30_000 + 100.0 * n for n in range(16)]]
    built = facts([(2, "GM0003", "ses", printed_decile)], ("84866NED", 2020, WITHOUT, incomes))
    cell = one(built, "ses", "GM0003")
    assert cell["verdict"] == verdict
    assert cell["reason_code"] == ("decile_tie" if printed_decile == 1 else "")
    assert ("in een andere volgorde is het deciel 1 of 2" in cell["reason"]) == (printed_decile == 1)


def test_of_two_other_divisions_the_nearest_counts_in_every_table() -> None:
    backwards = list(reversed(INCOMES))
    built = facts(
        [(2, "GM0001", "ses", 1)],
        ("85342NED", 2022, WITHOUT, INCOMES),
        ("86000NED", 2024, WITHOUT, backwards),
    )
    cell = one(built, "ses", "GM0001")
    assert (cell["source"], cell["verdict"]) == ("85342NED", "exact")
    figures = recompute(built, make.records()).figures
    assert with_values(table(built.report_cells, 2), figures)["value"].tolist() == [cell["recomputed"]]


def test_a_gemeente_without_an_income_has_no_decile() -> None:
    cell = one(
        facts([(2, "GM0001", "ses", 1)], ("84866NED", 2020, WITHOUT, [float("nan"), *INCOMES[1:]])),
        "ses",
        "GM0001",
    )
    assert cell["verdict"] == "no_data"


def test_every_rule_is_counted_on_every_table() -> None:
    rows = [
        (2, "GM0001", "ses", 1),
        (2, "GM0003", "ses", 2),
        (3, "GM0001", "ses", 1),
        (2, "GM0020", "ses", 5),
    ]
    built = facts(rows, ("84866NED", 2020, WITHOUT, INCOMES), ("85342NED", 2022, WITH, INCOMES))
    found = audited(built).rules
    assert list(found.columns) == DECILE_RULES
    assert len(found) == 2 * len(RULES)
    own = found[(found["rule"] == "gemiddelde_rang") & (found["source_id"] == "84866NED")].iloc[0]
    assert (own["printed_n"], own["compared_n"], own["same_n"], own["missed"]) == (3, 3, 2, "GM0020")
    assert own["gemeenten_n"] == 20


def test_every_rule_has_words() -> None:
    assert set(RULE_LABELS) == set(RULES)


def test_no_table_no_rules() -> None:
    assert audited(facts([(2, "GM0001", "ses", 1)])).rules.empty
