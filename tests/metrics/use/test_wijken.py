"""The wijken of one gemeente: by name, in the newest year with figures, those of its predecessors before a merger."""

import pandas as pd

from metrics.build import Build
from metrics.facts import WIJKEN, Facts
from metrics.records import Records
from metrics.tables.codebook import codebook
from metrics.tables.long import long_table
from metrics.use.wijken import ALL_FORMS, COUNT, SHARE, is_loaded, per_form, per_wijk
from tests.metrics import build_facts as made

MERGED = made.mergers(
    [("2023-01-01", "GM0002", "GM0001", "merger"), ("2023-01-01", "GM0001", "GM0001", "merger")]
)


def wijken(*rows: tuple[int, str, str, float | None]) -> pd.DataFrame:
    """Rows (year, code, name, share); a hidden share hides the count too."""
    found = [
        (
            indicator,
            code,
            name,
            f"GM{code[2:6]}",
            str(year),
            year,
            value,
            "onbekend",
            status,
            f"wijken_{year}",
        )
        for year, code, name, share in rows
        for indicator, value in ((SHARE, share), (COUNT, None if share is None else 15.0))
        for status in ["geen_cijfer" if share is None else "ok"]
    ]
    return pd.DataFrame(found, columns=WIJKEN).astype({"value": float})


ROWS = wijken(
    (2022, "GM0001", "Aa", 9.0), (2022, "WK000101", "Zuid", 20.0), (2022, "WK000102", "Haven", None),
    (2022, "GM0002", "Bee", 8.0), (2022, "WK000201", "Molen", 5.0), (2022, "WK000301", "Elders", 6.0),
    (2024, "GM0001", "Aa", None), (2024, "WK000101", "Zuid", None), (2024, "WK000301", "Elders", 7.0),
)  # fmt: skip


def facts(rows: pd.DataFrame = ROWS) -> Facts:
    return made.facts(
        wijken=rows,
        mergers=MERGED,
        regions=made.regions(["GM0001", "GM0002", "GM0003"]),
        observations=made.observations([("inwoners_n", "GM0001", "2022", 40_000.0)]),
    )


def test_a_merged_gemeente_has_the_wijken_of_its_parts_by_name_and_hidden_ones_stay_hidden() -> None:
    build = Build(facts(), made.records())
    found = per_wijk(build.facts, build.lineage, "GM0001")
    assert found is not None and found.year == 2022  # nothing but hidden cells in 2024
    assert [(each.name, each.share_pct, each.young_n) for each in found.wijken] == [
        ("Haven", None, None), ("Molen", 5.0, 15.0), ("Zuid", 20.0, 15.0)
    ]  # fmt: skip
    assert found.gemeenten == ("GM0001", "GM0002") and [each.share_pct for each in found.totals] == [9.0, 8.0]
    assert found.hidden_n == 1 and found.sources == ("wijken_2022",)
    other = per_wijk(build.facts, build.lineage, "GM0003")
    assert other is not None and (other.year, [each.name for each in other.wijken]) == (2024, ["Elders"])


def test_nothing_loaded_and_a_gemeente_without_wijken_give_nothing() -> None:
    build = Build(facts(ROWS.iloc[:0]), made.records())
    assert not is_loaded(build.facts) and per_wijk(build.facts, build.lineage, "GM0001") is None
    assert not is_loaded(facts(wijken((2024, "WK000101", "Zuid", None))))
    build = Build(facts(), made.records())
    assert is_loaded(build.facts) and per_wijk(build.facts, build.lineage, "GM0009") is None


def test_the_long_table_and_codebook_have_them_as_wijken_and_nothing_else_does(records: Records) -> None:
    build = Build(facts(), records)
    table = long_table(build, indicators=[SHARE], periods=["2022"])
    kinds = table.set_index("region_code")["region_kind"].to_dict()
    assert kinds == {
        "GM0001": "gemeente", "GM0002": "gemeente", "WK000101": "wijk", "WK000102": "wijk", "WK000201": "wijk",
        "WK000301": "wijk",
    }  # fmt: skip
    zuid, haven = (table.set_index("region_code").loc[code] for code in ("WK000101", "WK000102"))
    assert (zuid["region_name"], zuid["value"], zuid["unit"], zuid["reason"]) == ("Zuid", 20.0, "pct", "")
    assert (zuid["sources"], zuid["period_status"], zuid["origin"]) == ("wijken_2022", "onbekend", "eigen")
    assert pd.isna(haven["value"]) and haven["reason"] == "geen_cijfer"
    assert long_table(build, regions=["WK000201"])["indicator"].tolist() == [COUNT, SHARE]
    whole = long_table(build)
    assert set(whole.loc[whole["region_code"].str.startswith("WK"), "indicator"]) == {SHARE, COUNT}
    assert {SHARE, COUNT} <= set(codebook(build)["code"])
    assert not build.figures["region"].str.startswith("WK").any()
    assert "WK000101" not in build.names.today and SHARE not in build.records.indicators


STAY = "wijk_natura_met_verblijf_n"


def forms(*rows: tuple[int, str, str, float | None, float | None]) -> pd.DataFrame:
    """Rows (year, code, name, all forms together, with stay)."""
    found = [
        (code, place, name, f"GM{place[2:6]}", str(year), year, value, "voorlopig", status, f"vormen_{year}")
        for year, place, name, total, stay in rows
        for code, value in ((ALL_FORMS, total), (STAY, stay))
        for status in ["geen_cijfer" if value is None else "ok"]
    ]
    return pd.DataFrame(found, columns=WIJKEN).astype({"value": float})


def test_forms_have_a_newest_year_of_their_own_and_do_not_move_that_of_the_shares() -> None:
    both = pd.concat(
        [
            ROWS,
            forms(
                (2022, "GM0001", "Aa", 90.0, 10.0), (2022, "WK000101", "Zuid", 20.0, None),
                (2025, "GM0001", "Aa", 120.0, 15.0), (2025, "WK000102", "Haven", None, None),
                (2025, "WK000101", "Zuid", 25.0, None), (2025, "WK000103", "Dorp", 30.0, 5.0),
            ),
        ]
    )  # fmt: skip
    build = Build(facts(both), made.records())
    shares = per_wijk(build.facts, build.lineage, "GM0001")
    assert shares is not None and shares.year == 2022 and shares.sources == ("wijken_2022",)
    found = per_form(build.facts, build.lineage, "GM0001")
    assert found is not None and (found.year, found.period_status) == (2025, "voorlopig")
    assert found.forms == (ALL_FORMS, STAY) and found.sources == ("vormen_2025",)
    assert [(each.name, dict(each.young_n)) for each in found.totals] == [
        ("Aa", {ALL_FORMS: 120.0, STAY: 15.0})
    ]
    assert [(each.name, each.young_n[ALL_FORMS], each.young_n[STAY]) for each in found.wijken] == [
        ("Dorp", 30.0, 5.0), ("Haven", None, None), ("Zuid", 25.0, None)
    ]  # fmt: skip
    assert per_form(build.facts, build.lineage, "GM0003") is None


def test_forms_are_rows_of_the_long_table_and_of_the_codebook(records: Records) -> None:
    found = forms((2025, "GM0001", "Aa", 120.0, 15.0), (2025, "WK000101", "Zuid", 25.0, None))
    build = Build(facts(found), records)
    rows = long_table(build, indicators=[STAY]).set_index("region_code")
    assert rows.loc["GM0001", "value"] == 15.0 and rows.loc["WK000101", "reason"] == "geen_cijfer"
    assert set(rows["unit"]) == {"aantal"} and set(rows["region_kind"]) == {"gemeente", "wijk"}
    titles = codebook(build).set_index("code")["title"]
    assert titles[STAY] == "Jongeren met jeugdhulp met verblijf, per wijk"
