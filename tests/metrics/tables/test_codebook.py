"""The codebook says what every code in the table of figures means, in the words of the pages."""

import pytest

from metrics.build import Build
from metrics.comparing.reasons import REASONS
from metrics.costs import plausibility
from metrics.figures import CELL_STATUSES, FACTORS, PERIOD_STATUSES
from metrics.records import Records
from metrics.tables.codebook import codebook, indicators_in
from metrics.tables.long import LONG
from metrics.tables.thresholds import thresholds
from tests.metrics.tables import small


def test_every_code_of_the_figures_is_in_it_once(records: Records) -> None:
    made = small.build(records)
    book = codebook(made)
    parts = book.groupby("part")["code"].agg(list)
    assert set(indicators_in(made)) <= {*parts["indicator"], *parts.get("variant", [])}
    assert parts["cell_status"] == list(CELL_STATUSES)
    assert parts["period_status"] == list(PERIOD_STATUSES)
    assert parts["reason"] == list(REASONS)
    assert parts["column"] == LONG
    assert not book.duplicated(["part", "code", "first_year"]).any()
    assert (book["title"] != "").all()


@pytest.mark.shared
def test_every_indicator_of_the_real_figures_has_a_record_and_a_unit(cbs_build: Build) -> None:
    book = codebook(cbs_build)
    known = book[book["part"].isin(["indicator", "variant"])]
    assert set(cbs_build.figures_with_report["indicator"]) <= set(known["code"])
    assert (known["unit"] != "").all()
    assert "lasten_per_inwoner_eigen_code" in set(book.loc[book["part"] == "variant", "code"])


def test_every_indicator_with_a_factor_is_described(records: Records) -> None:
    plain = {code.removesuffix("_eigen_code") for code in FACTORS}
    assert plain <= set(records.indicators)


def test_taakvelden_are_those_of_the_records(records: Records) -> None:
    book = codebook(small.build(records))
    rows = book[(book["part"] == "taakveld") & (book["first_year"] == 2025)]
    assert rows["code"].tolist() == ["6.75*", "6.76*", "6.792*", "6.82*", "6.22", "6.92"]
    assert rows["last_year"].isna().all()


def test_a_limit_is_the_one_that_is_applied(records: Records) -> None:
    by_code = {each.code: each for each in thresholds()}
    assert len(by_code) == len(thresholds())
    assert by_code["ver_van_gewoon"].value == plausibility.FAR
    assert by_code["ver_van_gewoon"].where == "metrics.costs.plausibility"
    assert by_code["ongeveer_even_hoog"].value == 0.05
