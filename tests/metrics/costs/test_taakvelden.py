import duckdb
import numpy as np
import pandas as pd
import pytest

from metrics.costs.taakvelden import by_taakveld, on_youth, report_way, whole_title, youth_lasten
from metrics.facts import Facts
from metrics.records import Records
from tests.metrics.build_facts import SETS, finance

REKENING = "jaarrekening"


def test_codes_of_2017_are_two_and_wijkteam_is_wide_only() -> None:
    frame = finance(
        [
            ("GM0001", 2019, REKENING, "6.72", 100, 5),
            ("GM0001", 2019, REKENING, "6.82", 20, None),
            ("GM0001", 2019, REKENING, "6.2", 30, 1),
            ("GM0001", 2019, REKENING, "6.71", 999, 9),
            ("GM0001", 2019, REKENING, "6.81", 999, 9),
        ]
    )
    narrow, wide = (youth_lasten(frame, SETS, series).iloc[0] for series in ("narrow", "wide"))
    assert (narrow["lasten_eur"], narrow["baten_eur"], narrow["cell_status"]) == (120_000, 5_000, "ok")
    assert (wide["lasten_eur"], wide["baten_eur"]) == (150_000, 6_000)
    assert narrow["source"] == "iv3_2019"


def test_bare_codes_count_beside_the_sub_codes_of_2023() -> None:
    frame = finance(
        [
            ("GM0001", 2024, "begroting", code, 10, None)
            for code in ("6.72", "6.72a", "6.73c", "6.74b", "6.82", "6.82a", "6.75", "6.81a", "6.71a")
        ]
    )
    assert sorted(on_youth(frame, SETS)["taakveld"]) == ["6.72", "6.72a", "6.73c", "6.74b", "6.82", "6.82a"]
    assert youth_lasten(frame, SETS)["lasten_eur"].tolist() == [60_000]


def test_pgb_of_the_wmo_is_no_youth_care_in_2025() -> None:
    frame = finance(
        [
            ("GM0001", 2025, "begroting", code, 10, None)
            for code in (
                "6.751",
                "6.762",
                "6.792",
                "6.791",
                "6.821",
                "6.811",
                "6.22",
                "6.92",
                "6.21",
                "6.72a",
            )
        ]
    )
    assert sorted(on_youth(frame, SETS)["taakveld"]) == ["6.751", "6.762", "6.792", "6.821"]
    assert youth_lasten(frame, SETS, "wide")["lasten_eur"].tolist() == [60_000]


def test_zero_on_the_whole_series_is_missing_also_where_the_wijkteam_has_an_amount() -> None:
    frame = finance(
        [
            ("GM0001", 2017, "begroting", "6.72", 0, 7),
            ("GM0001", 2017, "begroting", "6.82", 0, 0),
            ("GM0001", 2017, "begroting", "6.2", 50, 0),
        ]
    )
    for series in ("narrow", "wide"):
        row = youth_lasten(frame, SETS, series).iloc[0]
        assert row["cell_status"] == "nul_als_ontbrekend"
        assert np.isnan(row["lasten_eur"])
        assert np.isnan(row["baten_eur"])


def test_nothing_delivered_zero_on_one_taakveld_and_a_negative_sum() -> None:
    frame = finance(
        [
            ("GM0001", 2019, REKENING, "6.72", None, None),
            ("GM0002", 2019, REKENING, "6.1", 5, None),
            ("GM0003", 2019, REKENING, "6.72", 0, None),
            ("GM0003", 2019, REKENING, "6.82", 4, None),
            ("GM0004", 2019, REKENING, "6.72", -9, None),
            ("GM0004", 2019, REKENING, "6.82", 4, None),
        ]
    )
    result = youth_lasten(frame, SETS).set_index("region")
    assert result["cell_status"].to_dict() == {
        "GM0001": "niet_geleverd",
        "GM0002": "niet_geleverd",
        "GM0003": "ok",
        "GM0004": "niet_plausibel",
    }
    assert result["lasten_eur"].dropna().to_dict() == {"GM0003": 4_000, "GM0004": -5_000}
    assert result["baten_eur"].isna().all()  # none were loaded: unknown, not zero


def per_taakveld(rows: list[tuple[str, float]], inhabitants: float) -> pd.DataFrame:
    return pd.DataFrame(
        [("GM0001", 2019, REKENING, code, amount, inhabitants) for code, amount in rows],
        columns=["region", "year", "statement", "taakveld", "lasten_eur", "inwoners_n"],
    )


def test_report_way_rounds_per_taakveld_before_adding() -> None:
    # Deventer 2019 (45046NED, 70072ned): 214.23 + 26.26 = 240.49; 214 + 26 = 240, as table 2 prints
    deventer = per_taakveld([("6.72", 21_414_000), ("6.82", 2_625_000)], 99_957)
    assert report_way(deventer)["euro_per_inwoner"].tolist() == [240.0]
    # halves go up on each taakveld: 100.5 + 0.5 gives 102, not 101
    assert report_way(per_taakveld([("6.72", 1005), ("6.82", 5)], 10))["euro_per_inwoner"].tolist() == [102]


def test_report_way_knows_what_is_missing() -> None:
    assert report_way(per_taakveld([("6.72", 0), ("6.82", 0)], 10))["euro_per_inwoner"].isna().all()
    assert report_way(per_taakveld([("6.72", 5)], float("nan")))["euro_per_inwoner"].isna().all()
    assert report_way(per_taakveld([("6.72", 5)], 0))["euro_per_inwoner"].isna().all()


@pytest.mark.shared
def test_every_sum_as_sql_has_it(cbs_facts: Facts, records: Records) -> None:
    with duckdb.connect() as db:
        db.register("finance", cbs_facts.finance)
        expected = db.execute(
            """
            SELECT region, year, statement, nullif(sum(lasten_eur), 0) AS eur FROM finance
            WHERE (year <= 2022 AND taakveld IN ('6.72', '6.82'))
               OR (year BETWEEN 2023 AND 2024 AND regexp_matches(taakveld, '^6[.](72|73|74|82)[a-d]?$'))
               OR (year >= 2025 AND regexp_matches(taakveld, '^6[.](75.|76.|792|82.)$'))
            GROUP BY ALL ORDER BY ALL
            """
        ).df()
    ours = youth_lasten(cbs_facts.finance, records.taakvelden)
    assert len(ours) == len(expected) > 5000
    np.testing.assert_allclose(ours["lasten_eur"], expected["eur"].astype(float))
    parts = by_taakveld(cbs_facts.finance, records.taakvelden).groupby(["region", "year", "statement"])
    np.testing.assert_allclose(parts["lasten_eur"].sum().to_numpy(), ours["lasten_eur"].fillna(0))


@pytest.mark.shared
def test_deventer_2019_is_known(cbs_facts: Facts, records: Records) -> None:
    rows = youth_lasten(cbs_facts.finance, records.taakvelden).set_index(["region", "year", "statement"])
    assert rows.loc[("GM0150", 2019, REKENING), "lasten_eur"] == 21_414_000 + 2_625_000
    assert rows.loc[("GM0150", 2017, "begroting"), "lasten_eur"] == 22_177_000


@pytest.mark.parametrize(
    ("cut", "whole"),
    [
        ("Jeugd behandeling GGZ zonder ..", "Jeugd behandeling GGZ zonder verblijf"),
        ("Overige maatwerkarrangementen ..", "Overige maatwerkarrangementen"),
        ("Pleegzorg", "Pleegzorg"),
        ("", ""),
    ],
)
def test_a_title_that_cbs_cut_is_shown_whole(cut: str, whole: str) -> None:
    assert whole_title(cut) == whole
