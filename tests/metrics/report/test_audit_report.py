"""The audit of the report itself: with nothing loaded, and on the real figures of CBS and Iv3."""

import re

import pandas as pd
import pytest

from metrics.build import Build
from metrics.facts import Facts
from metrics.records import Records
from metrics.report import printed, recomputed
from metrics.report.audit import AUDIT, CLI, COLUMNS, SAME, VERDICTS, Audit, audit, audit_cells
from metrics.report.audit.summary import distinct, summary, verdict_counts
from metrics.report.cells import prints
from tests.data.screen_words import hits

WAYS = ("recomputed", "recomputed_report_way")


@pytest.fixture(scope="module")
def alone(report_facts: Facts, records: Records) -> Audit:
    return audit(Build(report_facts, records))


@pytest.fixture(scope="module")
def real(cbs_build: Build) -> Audit:
    return audit(cbs_build)


def test_every_printed_number_is_a_cell(alone: Audit) -> None:
    """Tables 2-11: 330 numbers, 248 distinct figures (counted in the transcription)."""
    assert len(alone.cells) == 330
    assert alone.cells["cell_id"].is_unique
    assert alone.cells["figure_id"].nunique() == 248
    assert alone.cells["column"].value_counts().to_dict() == {
        "ses_decile": 56, "child_poverty_decile": 56, "cost_per_inhabitant_2019": 37,
        "index_cost_per_inhabitant_2019_b2017": 37, "pct_no_stay_2017h1": 37, "pct_no_stay_2020h1": 37,
        "index_no_stay_2017h1": 37, "cost_per_user_2019": 33,
    }  # fmt: skip


def test_without_cbs_every_cell_waits_for_a_table_but_the_one_from_elsewhere(alone: Audit) -> None:
    cells = alone.cells
    assert cells["verdict"].value_counts().to_dict() == {"no_data": 329, "not_open": 1}
    elsewhere = cells[cells["verdict"] == "not_open"].iloc[0]
    assert (elsewhere["table"], elsewhere["row_label"], elsewhere["printed"]) == (
        4,
        "Amersfoort",
        "€ 10.250#",
    )
    assert alone.summary.iloc[-1]["recomputed_n"] == 0


def test_the_report_against_itself(alone: Audit) -> None:
    check = alone.check
    assert len(check.indexes) == 37
    impossible = check.indexes[~check.indexes["possible"]]
    assert impossible[["table", "row_label"]].to_numpy().tolist() == [[9, "PEEL EN MAAS"]]
    assert len(check.repeated) == 64
    assert check.repeated["same"].all()
    # Zaltbommel's income decile is 5 where the text says above the middle; Utrecht is in another class, twice
    assert check.text.loc[~check.text["fits"].astype(bool), "line"].tolist() == [587, 512, 1997]


def test_the_misprint_and_its_likely_repair_are_found_in_the_report_alone(alone: Audit) -> None:
    likely = alone.repairs[alone.repairs["likely"]]
    assert likely[["column", "printed_value", "repaired_value"]].to_numpy().tolist() == [
        ["pct_no_stay_2017h1", 7.8, 5.8]
    ]
    assert len(alone.repairs) == 8


def test_implied_users_by_hand(alone: Audit) -> None:
    # Deventer: 240 euro per inhabitant over 10,143 euro per user = 2,366 users per 100 inhabitants;
    # 240 / 108 = 222,2 euro per inhabitant in the begroting of 2017; "iets meer dan 100.000" inhabitants (line 693)
    row = alone.check.implied.set_index("region_code").loc["GM0150"]
    assert row["users_per_100_low"] < 2.366 < row["users_per_100_high"]
    assert row["budget_2017_low_eur"] < 222.2 < row["budget_2017_high_eur"]
    assert (row["inhabitants_n"], row["inhabitants_source"]) == (100_000, "rapport, regel 693")
    assert row["holds_five"] is None


def test_distinct_and_printed_are_both_counted(alone: Audit) -> None:
    assert summary(alone.cells).iloc[-1]["cells_n"] == 330
    assert alone.summary_distinct.iloc[-1]["cells_n"] == 248
    assert alone.summary["cells_n"].tolist()[:-1] == [30, 31, 38, 38, 35, 36, 30, 31, 30, 31]


@pytest.mark.shared
class TestOnRealFigures:
    """84134NED in the shared tables is reconstructed from printed values: nothing here rests on its agreeing."""

    def test_every_cell_is_judged_with_a_reason_in_one_sentence(self, real: Audit) -> None:
        cells = real.cells
        assert list(cells.columns) == AUDIT
        assert set(cells["verdict"]) <= set(VERDICTS)
        for reason in cells["reason"]:
            assert reason.endswith(".")
            assert not re.search(r"[.!?] [A-Z]", reason), reason
            assert hits(reason) == []

    def test_all_27_euros_and_27_indexes_come_out(self, real: Audit) -> None:
        cells = distinct(real.cells)
        gemeenten = cells[cells["region_code"].str.startswith("GM")]
        for column, exact_n in (
            ("cost_per_inhabitant_2019", 21),
            ("index_cost_per_inhabitant_2019_b2017", 22),
        ):
            verdicts = gemeenten.loc[gemeenten["column"] == column, "verdict"]
            assert len(verdicts) == 27
            assert verdicts.isin(SAME).all()
            assert (verdicts == "exact").sum() == exact_n  # ours, unrounded: 21 and 22 (methode.md 1)

    @pytest.mark.parametrize(
        ("region", "column", "value", "verdict"),
        [
            (
                "GM0150",
                "cost_per_inhabitant_2019",
                24_039_000 / 99_957,
                "exact",
            ),  # (21,414 + 2,625) thousand euro
            (
                "GM0150",
                "index_cost_per_inhabitant_2019_b2017",
                107.678,
                "exact",
            ),  # 22,177 thousand over 99,295
            ("NL01", "cost_per_inhabitant_2019", 292.894, "exact"),
            ("NL01", "index_cost_per_inhabitant_2019_b2017", 149.588, "selection"),  # prints 150, printed 151
            ("SIZE:100000-150000", "cost_per_inhabitant_2019", 374.688, "exact"),
            ("SIZE:100000-150000", "index_cost_per_inhabitant_2019_b2017", 195.732, "selection"),
            ("SIZE:150000-300000", "cost_per_inhabitant_2019", 361.585, "selection"),
            ("SIZE:20000-50000", "cost_per_inhabitant_2019", 266.217, "selection"),
            ("SIZE:20000-50000", "index_cost_per_inhabitant_2019_b2017", 152.704, "exact"),  # prints 153
            ("SIZE:50000-100000", "cost_per_inhabitant_2019", 292.993, "unexplained"),
            ("SIZE:50000-100000", "index_cost_per_inhabitant_2019_b2017", 141.620, "unexplained"),
            ("SIZE:150000-300000", "index_cost_per_inhabitant_2019_b2017", 139.332, "unexplained"),
            ("GM1959", "index_cost_per_inhabitant_2019_b2017", 146.606, "exact"),  # Altena
            (
                "GM1960",
                "index_cost_per_inhabitant_2019_b2017",
                150.076,
                "rounding",
            ),  # West Betuwe, printed 149
        ],
    )
    def test_known_figures(self, real: Audit, region: str, column: str, value: float, verdict: str) -> None:
        cells = real.cells[(real.cells["region_code"] == region) & (real.cells["column"] == column)]
        assert set(cells["verdict"]) == {verdict}
        assert cells["recomputed"].tolist() == pytest.approx([value] * len(cells), abs=1e-3)

    def test_every_cell_is_the_value_of_the_recomputed_table(
        self, real: Audit, cbs_facts: Facts, cbs_build: Build
    ) -> None:
        """`metrics audit` and `metrics table N --source cbs` ask one computation: all 330 cells agree."""
        keys = ["table", "row_label", "region_code", "column"]
        ours = cbs_build.recomputed.figures
        tables = [recomputed.recomputed_table(cbs_facts, ours, number) for number in printed.TABLES]
        there = pd.concat(tables).set_index(keys)["value"]
        here = real.cells[real.cells["verdict"] != "not_open"].set_index(keys)["recomputed"]
        pd.testing.assert_series_equal(here, there.reindex(here.index), check_names=False, check_exact=True)
        assert here.notna().sum() == 268

    def test_verdicts_on_the_shared_tables(self, real: Audit) -> None:
        assert verdict_counts(distinct(real.cells)) == {
            "no_data": 29, "not_open": 1, "exact": 189, "rounding": 13, "selection": 4, "misprint": 1,
            "source_differs": 8, "unexplained": 3,
        }  # fmt: skip

    def test_the_reports_way_prints_where_the_verdict_rests_on_it(self, real: Audit) -> None:
        cells = real.cells[real.cells["verdict"].isin(["rounding", "selection"])]
        own_way = cells[cells["recomputed_report_way"].notna()]
        assert len(own_way) == len(cells) - 2  # two rest on the rounding of the counts of young people
        for row in own_way.to_dict("records"):
            ways = {name: prints(row[name], row["printed_value"], row["column"]) for name in WAYS}
            assert ways == {"recomputed": False, "recomputed_report_way": True}, row["cell_id"]

    def test_nederland_shows_both_ways(self, real: Audit) -> None:
        assert one_reason(real, "NL01", "index_cost_per_inhabitant_2019_b2017") == (
            "Met in beide jaren dezelfde 343 gemeenten is de index 149,6; met de keuze van het rapport (2019 zonder "
            # Assen, Coevorden, Haarlemmerliede, Langedijk, Koggenland, Meierijstad
            "Amersfoort, 2017 met alle gemeenten, van 6 staat er €\u00a00) is de index 151,0 in hele euro's "
            "per taakveld (afgeleid)."
        )

    def test_cuijk_explains_the_class_of_20_to_50_thousand(self, real: Audit) -> None:
        assert one_reason(real, "SIZE:20000-50000", "cost_per_inhabitant_2019") == (
            "Met 186 gemeenten is het €\u00a0266,22; met de keuze van het rapport (zonder Cuijk, €\u00a01.207 per "
            "inwoner) is het €\u00a0262 in hele euro's per taakveld (afgeleid)."
        )
        assert "zonder Cuijk" in one_reason(real, "SIZE:20000-50000", "index_cost_per_inhabitant_2019_b2017")

    def test_single_gemeenten_that_would_do_are_listed(self, real: Audit) -> None:
        reason = one_reason(real, "SIZE:50000-100000", "cost_per_inhabitant_2019")
        assert (
            "een van deze vier weglaten (Smallingerland, Assen, Almelo of Lelystad) geeft het wel" in reason
        )
        assert "dat kan toeval zijn" in reason

    def test_every_selection_that_prints_the_index_of_20_to_50_thousand_is_named(self, real: Audit) -> None:
        """Three do: ours, the report's without Cuijk, and the class by the inhabitants of 2019."""
        cells = real.cells[real.cells["column"] == "index_cost_per_inhabitant_2019_b2017"]
        (reason,) = cells.loc[cells["row_label"] == "20-50K", "reason"].unique()
        assert "dezelfde 181 gemeenten): index 152,7" in reason
        assert "(zonder Cuijk) is de index 152,8" in reason
        assert "ook dit geeft het gedrukte cijfer: alle 189 gemeenten" in reason

    def test_figures_on_a_reconstruction_say_so(self, real: Audit) -> None:
        """Only 84134NED says of itself that it is one; of 82972NED no more than titles are."""
        assert real.data.reconstructions == ("84134NED",)
        rests = real.cells["source"].str.contains("84134NED")
        assert rests.any()
        assert real.cells["reason"].str.contains("een reconstructie").equals(rests)

    def test_a_tied_decile_has_its_own_reason(self, real: Audit) -> None:
        tied = distinct(real.cells[real.cells["reason_code"] == "decile_tie"])
        assert tied[["region_code", "verdict", "recomputed"]].to_numpy().tolist() == [
            ["GM0297", "source_differs", 6.0]
        ]
        assert "in een andere volgorde is het deciel 5 of 6" in tied.iloc[0]["reason"]

    def test_what_stays_unexplained_names_what_was_tried(self, real: Audit) -> None:
        unexplained = set(real.cells.loc[real.cells["verdict"] == "unexplained", "figure_id"])
        assert unexplained <= set(real.attempts["figure_id"])
        slips = real.attempts[(real.attempts["kind"] == "vergissing") & real.attempts["prints"]]
        assert sorted(slips["label"]) == [
            "het gedrukte bedrag op de begroting van 2017 van Roosendaal zelf",
            "het gedrukte bedrag op de rekening van 2019 van Nederland met Amersfoort",
        ]

    def test_merged_gemeenten_come_out_of_their_predecessors(self, real: Audit) -> None:
        assert "Geldermalsen, Neerijnen en Lingewaal samen" in one_reason(
            real, "GM1960", "index_cost_per_inhabitant_2019_b2017"
        )
        assert not (real.cells["verdict"] == "reclassified").any()

    def test_the_misprint_is_found_and_weighed_with_a_second_source(self, real: Audit) -> None:
        misprints = real.cells[real.cells["verdict"] == "misprint"]
        assert misprints["cell_id"].tolist() == ["9-614-index_no_stay_2017h1"]
        assert "5,8% in plaats van 7,8% in het eerste halfjaar van 2017" in misprints.iloc[0]["reason"]
        likely = real.repairs[real.repairs["likely"]].iloc[0]
        assert (likely["column"], likely["repaired_value"]) == ("pct_no_stay_2017h1", 5.8)
        fitting = real.repairs[real.repairs["second_fits"].astype(bool)]
        assert set(fitting["column"]) == {"pct_no_stay_2017h1"}

    def test_the_second_source_by_the_numbers_of_the_method(self, real: Audit) -> None:
        own = real.ratios.set_index(["region_code", "column"]).loc[("GM1894", "pct_no_stay_2017h1")]
        assert own["others_n"] == 55
        assert round(own["ratio"], 2) == 1.04
        assert (round(own["others_low"], 2), round(own["others_high"], 2)) == (0.61, 0.82)
        assert not own["inside"]

    def test_amersfoort_says_what_iv3_has(self, real: Audit) -> None:
        assert "€\u00a0569 per inwoner" in one_reason(real, "GM0307", "cost_per_user_2019")

    def test_deciles_name_the_table_that_was_used(self, real: Audit) -> None:
        deciles = real.cells[real.cells["column"] == "ses_decile"]
        assert deciles["reason"].str.contains("85342NED, indeling 2022, met studenten").all()
        assert one_reason(real, "GM0344", "ses_decile").endswith(
            "het rapport gebruikte 84866NED (indeling 2020)."
        )
        # counted independently: 20 of 28 with the average rank
        own = real.rules[real.rules["rule"] == "gemiddelde_rang"].iloc[0]
        assert (own["same_n"], own["printed_n"], own["gemeenten_n"]) == (20, 28, 345)

    def test_implied_users_are_multiples_of_five_but_for_two(self, real: Audit) -> None:
        implied = real.check.implied.dropna(subset=["holds_five"])
        assert len(implied) == 27
        assert sorted(implied.loc[~implied["holds_five"].astype(bool), "row_label"]) == [
            "Den Haag",
            "Zutphen",
        ]

    def test_the_command_line_frame(self, cbs_build: Build) -> None:
        frame = audit_cells(cbs_build)
        assert list(frame.columns) == CLI
        assert len(frame) == 330
        assert set(frame["column"]) == set(COLUMNS)


def one_reason(found: Audit, region: str, column: str) -> str:
    cells = found.cells[(found.cells["region_code"] == region) & (found.cells["column"] == column)]
    return str(cells.iloc[0]["reason"])
