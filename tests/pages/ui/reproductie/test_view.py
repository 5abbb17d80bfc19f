"""What *Rapport nagerekend* says and draws, without Streamlit."""

import re
from collections.abc import Hashable

import pandas as pd
import pytest

from metrics.build import Build
from metrics.facts import Facts
from metrics.report.audit import VERDICTS, Audit, run
from pages.ui.reproductie import html as audit_html
from pages.ui.reproductie import tables, view
from pages.ui.reproductie.view import CellFilter
from pages.ui.reproductie.words import MEANINGS, SHOWN_ORDER, TONES, VERDICT_WORDS
from tests.data.screen_words import hits
from tests.metrics.report.audit_support import A, B, audited, costs, make, people, printed

NAMES = {A: "Aa", B: "<b>Bee</b>"}


@pytest.fixture(scope="module")
def found() -> Audit:
    """Two of three cells come out; the third waits for a table."""
    rows = [(2, A, "inwoner", 366), (4, A, "inwoner", 366), (2, A, "index", 150), (3, B, "pct2017", 8.1)]
    return audited(
        make.facts(
            report_cells=printed(rows), finance=make.finance(costs(A)),
            observations=make.observations(people(A)), regions=make.regions([A, B]),
        )
    )  # fmt: skip


def test_title_and_subtitle_count(found: Audit) -> None:
    assert view.title(found) == "2 van de 4 gedrukte cijfers komen terug uit de open data"
    subtitle = view.subtitle(found)
    assert "3 cijfers zijn nagerekend. Daarvan komen er 2 terug." in subtitle
    assert "Niet na te rekenen: 1 nog niet geladen." in subtitle
    assert "De 4 gedrukte cijfers zijn 3 verschillende cijfers." in subtitle


def test_title_with_nothing_to_recalculate(report_facts: Facts) -> None:
    alone = audited(report_facts)
    assert view.title(alone) == "De 330 gedrukte cijfers zijn nog niet na te rekenen"
    assert "248 verschillende" in view.subtitle(alone)
    assert "36 van de 37 indexcijfers" in view.subtitle(alone)
    assert view.self_check_sentence(alone).startswith("36 van de 37 indexcijfers over jeugdhulp passen")


def test_every_verdict_has_words_tone_and_meaning() -> None:
    assert set(VERDICT_WORDS) == set(TONES) == set(MEANINGS) == set(SHOWN_ORDER) == set(VERDICTS)
    # typed out (teksten 3, methode 26), so that a word that is swapped does not carry its test along
    assert VERDICT_WORDS == {
        "exact": "gelijk", "rounding": "gelijk na afronding", "selection": "gelijk met de keuze van het rapport",
        "revised": "later herzien door CBS", "reclassified": "andere gemeente-indeling",
        "misprint": "waarschijnlijk drukfout", "source_differs": "bron geeft ander cijfer",
        "unexplained": "niet verklaard", "not_open": "geen open bron", "no_data": "nog niet geladen",
    }  # fmt: skip
    assert [verdict for verdict in VERDICTS if TONES[verdict] in ("same", "near")] == [
        "exact",
        "rounding",
        "selection",
    ]
    assert MEANINGS["exact"] == "Ons cijfer, afgerond zoals in het rapport, is hetzelfde."
    assert MEANINGS["source_differs"].startswith("De bron geeft een ander cijfer")
    assert VERDICT_WORDS["revised"] == "later herzien door CBS"  # as it must stand on screen; no cause
    for text in (*VERDICT_WORDS.values(), *MEANINGS.values()):
        assert hits(text.replace("herzien door CBS", "")) == []


@pytest.mark.parametrize(
    ("chosen", "expected"),
    [
        (CellFilter(), 4),
        (CellFilter(table="2"), 2),
        (CellFilter(row=B), 1),
        (CellFilter(verdict="exact"), 2),
        (CellFilter(table="3", row=A), 0),
    ],
)
def test_filters(found: Audit, chosen: CellFilter, expected: int) -> None:
    assert len(view.filtered(found.cells, chosen)) == expected


def test_options_are_what_occurs(found: Audit) -> None:
    assert list(view.table_options(found.cells)) == ["alle", "2", "3", "4"]
    assert list(view.row_options(found.cells, NAMES)) == ["alle", B, A]  # by name
    assert view.verdict_options(found.cells)["exact"] == "gelijk (2)"
    assert set(view.verdict_options(found.cells)) == {"alle", "exact", "no_data", "source_differs"}
    assert len(view.cell_options(found.cells, NAMES)) == 5  # 'kies' and four


def test_few_cells_stand_in_the_order_of_the_report(found: Audit) -> None:
    assert view.shown_first(found.cells)["cell_id"].tolist() == found.cells["cell_id"].tolist()


def test_of_many_cells_each_figure_once_and_what_differs_first(report_facts: Facts) -> None:
    shown = view.shown_first(audited(report_facts).cells)
    assert len(shown) == view.FIRST_ROWS
    assert shown["figure_id"].is_unique
    assert shown.iloc[0]["verdict"] == "not_open"


def test_the_bar_says_in_words_what_it_shows() -> None:
    counts = {"exact": 230, "rounding": 16, "no_data": 61}
    html = view.bar(counts, {verdict: f"?oordeel={verdict}" for verdict in counts})
    assert (
        'aria-label="Oordelen over de gedrukte cijfers: gelijk 230, gelijk na afronding 16, nog niet geladen 61."'
        in html
    )
    assert re.findall(r"flex-grow: (\d+)", html) == ["230", "16", "61"]
    assert html.count("<a ") == 3
    assert "ew-v-exact" in html


def test_cells_as_html_are_a_table_and_escaped(found: Audit) -> None:
    links = {cell: f"/reproductie?cel={cell}" for cell in found.cells["cell_id"]}
    html = audit_html.cells(found.cells, links, NAMES)
    assert html.count('role="row"') == 5
    assert html.count('scope="row"') == 4
    assert "<caption>" in html
    assert "&lt;b&gt;Bee" in html
    assert "<b>Bee" not in html
    assert html.count(">berekening<") == 4
    assert "€\u00a0366,0" in html
    assert "niet geladen" in html


CELL: dict[Hashable, object] = {
    "table": 2, "line": 201, "row_label": "AA", "region_code": A, "column": "cost_per_inhabitant_2019",
    "printed": "€ 368", "printed_value": 368.0, "recomputed": 366.6, "recomputed_report_way": 368.0, "difference": -1.4,
    "verdict": "rounding", "reason": "Waarom.", "source": "45046NED", "field": "lasten", "period": "2019",
    "period_status": "2e plaatsing", "loaded_on": None, "calculation": "lasten_per_inwoner", "cell_id": "x",
}  # fmt: skip


def test_a_row_says_printed_ours_and_the_reports_way_each_under_its_own_head() -> None:
    """Hand-made: 368 is printed, ours is 366,6, the report's rounding gives 368."""
    html = audit_html.cells(pd.DataFrame([CELL]), {"x": "#"}, {A: "Aa"})
    found = dict(re.findall(r'data-kop="([^"]+)"[^>]*>(.*?)</td>', html))
    texts = {head: re.sub(r"<[^>]+>", "", text) for head, text in found.items()}
    assert texts["Gedrukt"] == "€ 368"
    assert texts["Nagerekend"] == "€\u00a0366,6"
    assert texts["Op de manier van het rapport"] == "€\u00a0368,0"
    assert texts["Oordeel"] == "gelijk na afronding"
    detail = view.detail(CELL, "Aa")
    facts = dict(re.findall(r"<dt>(.*?)</dt><dd>(.*?)</dd>", detail))
    assert facts["Gedrukt"] == "€ 368 (tabel 2, regel 201)"
    assert facts["Nagerekend"] == "€\u00a0366,60"
    assert facts["Op de manier van het rapport"] == "€\u00a0368,00"
    assert facts["Verschil"] == "-\u00a0€\u00a01,40"
    assert "gelijk na afronding" in detail
    row = tables.cells_table(pd.DataFrame([CELL])).rows[0]
    assert (row["waarde"], row["nagerekend"], row["rapport"], row["verschil"]) == (368.0, 366.6, 368.0, -1.4)
    heads = {column.key: column.heading for column in tables.cells_table(pd.DataFrame([CELL])).columns}
    assert (heads["waarde"], heads["nagerekend"]) == ("Gedrukte waarde", "Nagerekend")
    assert heads["rapport"] == "Op de manier van het rapport"


def test_a_percentage_and_a_decile_have_their_own_unit() -> None:
    use = {**CELL, "column": "pct_no_stay_2020h1", "recomputed": 7.1, "recomputed_report_way": float("nan")}
    assert tables.recomputed(use).printed == "7,1%"
    assert tables.report_way(use).printed == ""
    assert tables.recomputed({**CELL, "column": "ses_decile", "recomputed": 6.0}).printed == "6"


def test_the_subtitle_says_how_many_come_back_only_the_reports_way() -> None:
    rows = [(2, A, "inwoner", 366), (2, B, "inwoner", 366)]
    amounts = [*costs(A, (312_300, 54_300)), *costs(B)]
    built = make.facts(
        report_cells=printed(rows), finance=make.finance(amounts),
        observations=make.observations([*people(A), *people(B)]), regions=make.regions([A, B]),
    )  # fmt: skip
    assert "Daarvan komen er 2 terug: 1 precies en 1 na afronding." in view.subtitle(audited(built))


def test_the_detail_of_a_cell(found: Audit) -> None:
    row = found.cells.iloc[0].to_dict()
    html = view.detail(row, "Aa")
    assert "Aa: Lasten per inwoner 2019" in html
    assert "366 (tabel 2, regel 201)" in html
    assert "€\u00a0366,00" in html
    assert view.query(row).startswith("SET VARIABLE regio = 'GM0001';")


def test_names_are_those_people_use() -> None:
    cells = pd.DataFrame(
        {
            "region_code": ["GM0518", "GM0344", "GM0150"],
            "region_name": ["Den Haag", "Utrecht (gemeente)", "Deventer"],
            "row_label": ["Den Haag", "UTRECHT", "DEVENTER"],
        }
    )
    spoken = {"GM0518": "'s-Gravenhage", "GM0344": "Utrecht"}
    assert view.names(cells, spoken) == {
        "GM0518": "Den Haag",
        "GM0344": "Utrecht",
        "GM0150": "Deventer",
    }


def test_files_hold_every_cell_with_its_source(found: Audit) -> None:
    table = tables.cells_table(found.cells)
    assert len(table.rows) == 4
    assert table.rows[0]["oordeel"] == "gelijk"
    assert table.rows[0]["verschil"] == pytest.approx(0)
    assert table.rows[2]["nagerekend"] is None


def test_the_summary_adds_up(found: Audit) -> None:
    rows = tables.summary_table(found.summary, found.summary_distinct).rows
    assert [row["tabel"] for row in rows] == [
        "tabel 2",
        "tabel 3",
        "tabel 4",
        "alle tabellen",
        "elk cijfer één keer",
    ]
    whole = rows[-2]
    assert (whole["gedrukt"], whole["wacht"], whole["nagerekend"], whole["gelijk"]) == (4, 1, 3, 2)
    assert whole["anders"] == "bron geeft ander cijfer: 1"
    assert rows[-1]["gedrukt"] == 3


def test_the_misprint_is_told_with_all_repairs(report_facts: Facts) -> None:
    alone = audited(report_facts)
    first, second = view.misprint_story(alone, {"GM1894": "Peel en Maas"})
    assert "Peel en Maas 7,8%" in first
    assert "tussen 74,5 en 76,8" in first
    assert "8 wijzigingen" in first
    assert "5,8% in plaats van 7,8%" in second
    assert second.endswith("Dit is afgeleid, niet gevonden.")
    rows = tables.repairs_table(alone.repairs).rows
    assert rows[0]["wijziging"] == "7,8%\u00a0wordt\u00a05,8%"
    assert {row["tweede"] for row in rows} == {"niet geladen"}


@pytest.mark.shared
def test_nothing_on_screen_uses_a_forbidden_word(cbs_build: Build) -> None:
    real = run.audit(cbs_build)
    names = view.names(real.cells, {})
    texts = [view.title(real), view.subtitle(real), view.self_check_sentence(real)]
    texts += [*view.misprint_story(real, names), view.rules_story(real, names)]
    texts += [*real.attempts["label"], *real.check.text["text"], *real.cells["field"]]
    assert [(text, hits(text)) for text in texts if hits(text)] == []
    assert "(afgeleid)" in str(tables.repairs_table(real.repairs).rows[0]["oordeel"])
    assert tables.rules_table(real.rules).rows[0]["t0"] == 21
