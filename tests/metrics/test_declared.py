"""Figures that their record describes whole: worked out by hand, again in SQL, and taken by their code everywhere."""

import re
from dataclasses import replace
from typing import Any

import duckdb
import pytest

from loaders.files import register
from metrics import declared
from metrics.build import Build
from metrics.records import Indicator, Records
from tests.metrics import build_facts as made

AA, BE, CE = "GM0001", "GM0002", "GM0003"
PEOPLE = {(AA, "2023"): 1000.0, (BE, "2023"): 500.0, (CE, "2023"): 400.0}
# costs of two forms, in euro; Ce lacks one of them
AMBULANT = {AA: 10_000.0, BE: 4_000.0, CE: 9_000.0}
TEAM = {AA: 2_000.0, BE: 1_000.0, CE: None}
OBSERVATIONS = made.observations(
    [
        *(("inwoners_n", code, year, n) for (code, year), n in PEOPLE.items()),
        *(("ambulant_eur", code, "2023", each) for code, each in AMBULANT.items()),
        *(("team_eur", code, "2023", each) for code, each in TEAM.items()),
        ("deel_pct", AA, "2023H1", 12.5),
        ("deel_pct", BE, "2023H1", None),
    ]
)


def indicator(code: str, unit: Any, **made_of: Any) -> Indicator:
    return Indicator(
        code=code, title=code, short_title=code, unit=unit, numerator="teller", denominator="noemer",
        polarity="geen", definition="", sources=(), caveats=(), decimals=0, **made_of,
    )  # fmt: skip


COSTS = indicator("kosten", "eur", counts=("ambulant_eur", "team_eur"), per="inwoners_n")
SHARE = indicator("aandeel", "pct", counts=("team_eur",), per="ambulant_eur")
PUBLISHED = indicator("deel", "pct", observed="deel_pct")
CODE_ONLY = indicator("elders", "eur")
RECORDS = replace(
    made.records(), indicators={each.code: each for each in (COSTS, SHARE, PUBLISHED, CODE_ONLY)}
)
FACTS = made.facts(
    observations=OBSERVATIONS, regions=made.regions([AA, BE, CE, "NL01"]), mergers=made.mergers([])
)


@pytest.fixture
def build() -> Build:
    return Build(FACTS, RECORDS)


def test_counts_over_a_count_and_a_published_figure(build: Build) -> None:
    read = build.readings.read
    costs = read("kosten", AA, "2023")
    assert (costs.value, costs.numerator, costs.denominator) == (12.0, 12_000.0, 1000.0)
    assert read("aandeel", AA, "2023").value == pytest.approx(20.0)  # a percentage: times 100
    assert read("deel", AA, "2023H1").value == 12.5
    assert read("deel", BE, "2023H1").reason == "geen_cijfer"


def test_a_sum_of_which_a_part_is_missing_is_missing(build: Build) -> None:
    assert build.readings.read("kosten", CE, "2023").value is None
    assert build.readings.read("kosten", CE, "2023").reason == "geen_cijfer"


def test_a_group_adds_up_both_sides(build: Build) -> None:
    group = build.readings.group("kosten", "2023", [AA, BE, CE], own=None)
    assert group.value == pytest.approx(17_000 / 1500)
    assert group.left_out == {CE: "geen_cijfer"}
    share = build.readings.group("aandeel", "2023", [AA, BE], own=None)
    assert share.value == pytest.approx(100 * 3_000 / 14_000)
    assert build.readings.group("deel", "2023H1", [AA, BE], own=None).reason == "niet_optelbaar"


def test_a_record_of_a_figure_that_is_computed_elsewhere_makes_nothing(build: Build) -> None:
    assert "elders" not in set(build.computed["indicator"])
    assert set(declared.factors(RECORDS)) >= {"kosten", "aandeel", "kosten_eigen_code", "lasten_per_inwoner"}
    assert not {"deel", "elders"} & set(declared.factors(RECORDS))


def test_the_same_in_sql(build: Build) -> None:
    frame = build.computed
    mine = frame[(frame["indicator"] == "kosten") & frame["value"].notna()].set_index("region")["value"]
    observed = OBSERVATIONS  # noqa: F841 - named in the query
    rows = duckdb.sql(
        """
        SELECT t.region, (t.value + w.value) / p.value AS value
        FROM observed t JOIN observed w USING (region, period) JOIN observed p USING (region, period)
        WHERE t.indicator = 'ambulant_eur' AND w.indicator = 'team_eur' AND p.indicator = 'inwoners_n'
          AND w.value IS NOT NULL
        """
    )
    assert rows is not None and mine.to_dict() == pytest.approx(dict(rows.fetchall()))


def test_a_merged_gemeente_is_the_sum_of_those_it_was_made_of() -> None:
    """Aa and Be become Dee on 1 January 2024: in 2023 it has what both spent, over what both counted."""
    merged = made.mergers([("2024-01-01", AA, "GM0009", "merger"), ("2024-01-01", BE, "GM0009", "merger")])
    regions = made.regions([AA, BE, "GM0009"])
    regions.loc[regions["code"] == "GM0009", "first_year"] = 2024
    facts = made.facts(observations=OBSERVATIONS, regions=regions, mergers=merged)
    found = Build(facts, RECORDS).readings.read("kosten", "GM0009", "2023")
    assert found.value == pytest.approx(17_000 / 1500) and found.origin == "voorgangers"


@pytest.mark.parametrize(
    "half", [{"counts": ("a_n",)}, {"per": "b_n"}, {"observed": "c_pct", "counts": ("a_n",), "per": "b_n"}]
)
def test_half_a_record_is_refused(half: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="give one of the two"):
        indicator("half", "pct", **half)


def test_every_shipped_record_names_figures_that_a_shape_of_the_register_gives(records: Records) -> None:
    """Names of observations are typed in two files: a slip would give an empty figure without a word."""
    of_modules = (
        "inwoners_n",
        "jz_totaal_n",
        "jz_totaal_trajecten_n",
        r"kosten_\w+",
    )  # made by loaders/normalise
    of_register = [rule.name for kind in register.kinds().values() for rule in kind.figures]
    known = [*of_modules, *(re.sub(r"\{\w+\}", r"\\w+", name) for name in of_register)]
    for record in records.indicators.values():
        for name in [*record.counts, *filter(None, (record.per, record.observed))]:
            assert any(re.fullmatch(each, name) for each in known), name
