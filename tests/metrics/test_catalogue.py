import pandas as pd
import pytest

from metrics import catalogue
from metrics.build import Build
from metrics.catalogue import Computed
from metrics.facts import Facts
from metrics.figures import COLUMNS, at
from metrics.records import Records
from metrics.report.printed import figures_of_report
from tests.metrics.build_facts import facts, observations


@pytest.fixture(scope="module")
def anew(cbs_facts: Facts, records: Records) -> Computed:
    """The real figures, computed here."""
    return catalogue.compute(cbs_facts, records)


def test_without_cbs_there_is_nothing_of_cbs(report_facts: Facts, records: Records) -> None:
    assert catalogue.figures(report_facts, records).empty
    assert catalogue.figures(report_facts, records).columns.tolist() == COLUMNS
    assert catalogue.compute(report_facts, records).left_out.empty
    assert catalogue.latest_period(catalogue.figures(report_facts, records), "lasten_per_inwoner") is None


def test_the_report_fills_what_no_table_gives(report_facts: Facts, records: Records) -> None:
    printed = figures_of_report(report_facts.report_cells)
    rows = catalogue.with_report(catalogue.figures(report_facts, records), printed)
    assert rows["value"].notna().sum() == 248
    assert rows["source"].str.startswith("rapport tabel").all()


def test_one_indicator_and_period_never_mixes_two_sources(report_facts: Facts, records: Records) -> None:
    loaded = observations([("jh_121_pct", "GM0009", "2017H1", 8.0)], source="84134NED")
    computed = catalogue.figures(facts(observations=loaded), records)
    rows = catalogue.with_report(computed, figures_of_report(report_facts.report_cells))
    first = at(rows, "zonder_verblijf", "2017H1")
    assert first[["region", "source"]].values.tolist() == [["GM0009", "84134NED"]]
    later = at(rows, "zonder_verblijf", "2020H1")
    assert len(later) == 33  # 28 gemeenten, four jeugdregio's, Nederland
    assert later["source"].str.startswith("rapport").all()
    assert not rows.duplicated(["indicator", "region", "period"]).any()


@pytest.mark.shared
def test_every_part_is_there_once_and_in_order(anew: Computed) -> None:
    rows = anew.figures
    keys = ["indicator", "period", "region"]
    assert not rows.duplicated(keys).any()
    pd.testing.assert_frame_equal(rows, rows.sort_values(keys, ignore_index=True))
    assert {
        "lasten_per_inwoner", "begroting_per_inwoner", "lasten_min_baten_per_inwoner", "lasten_breed_per_inwoner",
        "lasten_per_jongere_met_jeugdzorg", "groei_lasten_per_inwoner", "index_rapport", "zonder_verblijf",
        "index_zonder_verblijf", "natura_jeugdhulp", "inkomensdeciel", "mediaan_inkomen",
        "lasten_per_inwoner_rapportwijze", "index_rapport_rapportwijze",
    } <= set(rows["indicator"])  # fmt: skip
    assert catalogue.latest_period(rows, "lasten_per_inwoner") == "2023"
    assert catalogue.latest_period(rows, "begroting_per_inwoner") == "2025"
    assert catalogue.latest_period(rows, "natura_jeugdhulp", frequency="halfjaar") == "2025H1"


@pytest.mark.shared
def test_what_is_stored_with_a_build_is_what_its_facts_give(anew: Computed, cbs_build: Build) -> None:
    assert cbs_build.derived is not None
    pd.testing.assert_frame_equal(cbs_build.figures, anew.figures, check_exact=True)


@pytest.mark.shared
def test_who_is_not_in_nederland_is_named_with_a_reason(anew: Computed) -> None:
    out = anew.left_out
    of_2019 = out[(out["region"] == "NL01") & (out["period"] == "2019")].set_index("indicator")
    assert of_2019.loc[["lasten_per_inwoner"], ["member", "reason"]].values.tolist() == [
        ["GM0307", "niet_plausibel"]
    ]
    index = of_2019.loc[["index_rapport"]].set_index("member")["reason"]
    assert index.to_dict() == {
        "GM0307": "niet_plausibel",
        # zero in the budget of 2017; Haarlemmermeer for Haarlemmerliede
        **dict.fromkeys(["GM0106", "GM0109", "GM0394", "GM0416", "GM1598", "GM1948"], "nul_als_ontbrekend"),
        # parts of Littenseradiel and Winsum
        **dict.fromkeys(["GM0080", "GM1900", "GM1949", "GM1966", "GM1969"], "gebroken"),
    }
