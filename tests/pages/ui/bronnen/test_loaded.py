"""What is loaded, in words: each subject up to when its own figures go, and what could not be fetched anew."""

from typing import get_args

import pandas as pd

from loaders.estimate import Estimate
from loaders.files import register
from loaders.progress import Progress, SourceResult
from loaders.snapshots import changes
from metrics.facts import MEMBERSHIPS, SOURCES, Facts
from pages.ui.bronnen import loaded, refreshing, sections
from pages.ui.parts.tables import Cell, Table, cell_text
from tests.metrics import build_facts

SUBJECTS = loaded.subjects(register.entries())
FETCHED = pd.Timestamp("2026-11-28 10:00")


def source(source_id: str, kind: str, status: str = "loaded", message: str = "") -> dict[str, object]:
    there = status in ("loaded", "kept", "gone")
    return {
        "source_id": source_id,
        "title": f"Tabel {source_id}",
        "kind": kind,
        "status": status,
        "message": message,
        "retrieved": FETCHED if there else pd.NaT,
        "modified": "2025-10-31T02:00:00" if there else None,
    }


def facts(*rows: dict[str, object]) -> Facts:
    people = build_facts.observations(
        [("inwoners_n", "GM0001", "2025", 10), ("inwoners_n", "GM0001", "2026", None)], source="70072ned"
    )
    use = build_facts.observations(
        [("natura_jeugdhulp_pct", "GM0001", "2024H2", 9), ("natura_jeugdhulp_pct", "GM0001", "2025H1", 9),
         ("natura_jeugdhulp_pct", "GM0001", "2024", 9)], source="85098NED",
    )  # fmt: skip
    return Facts(
        sources=pd.DataFrame(list(rows)).reindex(columns=SOURCES),
        observations=pd.concat([people, use], ignore_index=True),
        finance=build_facts.finance(
            [("GM0001", 2023, "jaarrekening", "6.72", 1, 0), ("GM0001", 2025, "begroting", "6.72", 1, 0)]
        ),
        memberships=pd.DataFrame([("GM0001", "JZ01", "jeugdregio", 2026)], columns=MEMBERSHIPS),
    )


def lines(table: Table) -> dict[str, tuple[str, str]]:
    made = {}
    for row in table.rows:
        texts = [cell_text(table.cell(row, column), column) for column in table.columns]
        made[texts[0]] = (texts[1], texts[2])
    return made


def test_each_subject_goes_up_to_its_own_newest_figure_and_not_to_an_empty_cell() -> None:
    known = facts(
        source("45063NED", "finance"), source("70072ned", "population"), source("85098NED", "natura")
    )
    up_to = loaded.newest(known, [2019, 2024])
    assert up_to["finance"] == "rekening 2023 en begroting 2025"
    assert up_to["population"] == "1 januari 2025"  # 2026 is in the table and empty
    assert up_to["natura"] == "eerste halfjaar van 2025"
    assert up_to["boundaries"] == "1 januari 2024"
    assert up_to["divisions"] == "1 januari 2026"
    found = lines(loaded.table(known, up_to, SUBJECTS))
    assert found["Begroting en rekening van gemeenten (Iv3)"] == (
        "rekening 2023 en begroting 2025", "28 november 2026"
    )  # fmt: skip
    assert found["Het rapport van 2021, de gedrukte tabellen"][1] == "hoort bij Eigenwijzer"
    assert "Prijzen" not in found
    assert loaded.lacking(up_to, SUBJECTS).endswith(
        "; sociaal-economische status van inwoners; jeugdzorg per wijk; jeugdzorg per wijk naar vorm; prijzen."
    )
    assert loaded.lacking(dict.fromkeys(SUBJECTS, "2025"), SUBJECTS) == ""


def test_on_the_report_alone_everything_else_is_not_loaded() -> None:
    empty = Facts()
    up_to = loaded.newest(empty, [])
    assert list(lines(loaded.table(empty, up_to, SUBJECTS))) == ["Het rapport van 2021, de gedrukte tabellen"]
    assert loaded.lacking(up_to, SUBJECTS).startswith("Nog niet geladen: begroting en rekening")


def test_what_could_not_be_fetched_anew_is_named_with_its_subject() -> None:
    known = facts(source("45063NED", "finance", "kept"), source("45059NED", "finance", "gone"))
    rows = loaded.table(known, loaded.newest(known, []), SUBJECTS).rows
    cost = rows[1]["wat"]
    assert isinstance(cost, Cell)
    assert cost.flag == (
        "Tabellen 45059NED en 45063NED ophalen lukte de laatste keer niet. De cijfers van daarvoor staan er nog."
    )


def test_the_register_says_gone_and_not_published_and_writes_every_date_alike() -> None:
    frame = facts(
        source("84134NED", "youth_care", "gone", "Vervallen."), source("iv3_2027", "finance", "none")
    ).sources
    table = sections.sources_table("Alle", frame)
    found = {
        str(row["tabel"].value): [cell_text(table.cell(row, column), column) for column in table.columns]  # type: ignore[union-attr]
        for row in table.rows
    }
    assert found["84134NED"][2:5] == [
        "vervallen bij de bron, vorige versie behouden", "28 november 2026", "31 oktober 2025"
    ]  # fmt: skip
    assert found["iv3_2027"][2] == "(nog) niet verschenen"


class TestRefreshing:
    def test_a_first_refresh_is_told_beforehand(self) -> None:
        text = refreshing.beforehand(Estimate(66, 2540, (10, 30), 400))
        assert "66 tabellen" in text and "2.540 vragen" in text
        assert "10 tot 30 minuten" in text and "400 MB" in text
        assert "verder waar we waren" in text
        assert "ongeveer 5 minuten" in refreshing.beforehand(Estimate(1, 30, (5, 5), 240))

    def test_progress_has_the_table_the_rows_and_the_time_left(self) -> None:
        def now(**more: object) -> Progress:
            plain = {
                "state": "busy", "pid": 1, "started": "2026-11-28T10:00:00+00:00", "finished": "", "table_n": 2,
                "tables_n": 66, "table": "Inwoners", "rows_n": 12345, "message": "", "build_id": "", "results": (),
            }  # fmt: skip
            return Progress(**{**plain, **more})  # type: ignore[arg-type]

        assert refreshing.how_far(now()) == "Inwoners: 12.345 rijen tot nu toe."
        assert refreshing.how_far(now(left_s=30.0)).endswith("Nog minder dan een minuut.")
        assert refreshing.how_far(now(left_s=70.0)).endswith("Nog ongeveer 1 minuut.")
        assert refreshing.how_far(now(left_s=600.0)).endswith("Nog ongeveer 10 minuten.")
        assert "Nog" not in refreshing.how_far(now(state="building", left_s=600.0))

    def test_every_result_has_a_word(self) -> None:
        assert set(refreshing.RESULT_WORDS) == set(get_args(SourceResult))


def test_a_revision_says_from_what_to_what_and_how_far() -> None:
    revised = pd.DataFrame(
        [("20250101T000000Z", "2020H1", "nader_voorlopig", "definitief", 4, 2, -10.0, -2.5, 5.0),
         ("20260101T000000Z", "2020K4", None, None, 4, 0, None, None, None)],
        columns=changes.REVISIONS,
    )  # fmt: skip
    table = sections.revisions_table("84134NED", revised)
    first, second = ([cell_text(table.cell(row, each), each) for each in table.columns] for row in table.rows)
    assert first == [
        "1e halfjaar 2020", "nader voorlopig", "definitief", "01-01-2025", "4", "2", "-10,0%", "-2,5%", "5,0%",
    ]  # fmt: skip
    assert second[0] == "4e kwartaal 2020" and second[5:] == ["0", "–", "–", "–"]
