"""The words, table and charts of *Inkomen en lage inkomens*, on made-up gemeenten."""

from dataclasses import replace
from functools import cache

import pandas as pd
import pytest

from loaders.files import shipped
from metrics import dutch
from metrics.build import Build, Derived
from metrics.comparing import ranking
from metrics.comparing.comparison import Comparison, Place
from metrics.comparing.leading import Run
from metrics.comparing.reading import GROUP
from metrics.figures import complete
from metrics.records import Records, RegionalLead
from pages.ui.inkomen import charts, tables, words
from pages.ui.inkomen.view import LEVELS, IncomeView
from pages.ui.parts.tables import cell_text
from pages.ui.site.visiting.choosing import Chosen
from tests.data.screen_words import hits
from tests.metrics import build_facts
from tests.pages.conftest import Open, html, open_cbs, open_report

__all__ = ["open_cbs", "open_report"]  # fixtures

OWN, OTHER, THIRD = "GM0001", "GM0002", "GM0003"
NAMES = {OWN: "Aa", OTHER: "Be", THIRD: "Ce", "NL01": "Nederland"}
PLACES = (
    Place(OWN, "Aa", "own"),
    Place(GROUP, "Groep, samen", "group"),
    Place("NL01", "Nederland", "nederland"),
    Place(OTHER, "Be", "other"),
    Place(THIRD, "Ce", "other"),
)
ROWS: tuple[tuple[str, str, str, float | None, str], ...] = (
    ("inkomensdeciel", OWN, "2021", 3.0, "ok"),
    ("inkomensdeciel", OTHER, "2021", 8.0, "ok"),
    ("inkomensdeciel", THIRD, "2021", 5.0, "ok"),
    ("laag_inkomen_deciel", OWN, "2021", 9.0, "ok"),
    ("laag_inkomen_deciel", OTHER, "2021", 2.0, "ok"),
    ("mediaan_inkomen", OWN, "2021", 28_900.0, "ok"),
    ("mediaan_inkomen", OTHER, "2021", 35_000.0, "ok"),
    ("mediaan_inkomen", THIRD, "2021", 26_000.0, "ok"),
    ("mediaan_inkomen", "NL01", "2021", 31_000.0, "ok"),
    ("lasten_per_inwoner", OWN, "2023", 350.0, "ok"),
    ("lasten_per_inwoner", OTHER, "2023", 400.0, "boekt_voor_anderen"),
    ("lasten_per_inwoner", THIRD, "2023", 300.0, "ok"),
    ("lasten_per_inwoner", "NL01", "2023", 330.0, "ok"),
    ("zonder_verblijf", OWN, "2020H1", 6.7, "ok"),
    ("zonder_verblijf", OTHER, "2020H1", 7.7, "ok"),
    ("zonder_verblijf", THIRD, "2020H1", None, "geen_cijfer"),
    ("zonder_verblijf", "NL01", "2020H1", 7.2, "ok"),
)


def figures(rows: tuple[tuple[str, str, str, float | None, str], ...] = ROWS) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=["indicator", "region", "period", "value", "cell_status"])
    return complete(frame.assign(source="TABEL", period_status="definitief"))


@cache
def three(leads: tuple[RegionalLead, ...]) -> Build:
    """Three gemeenten without amounts: what follows from those is made once."""
    facts = build_facts.facts(
        observations=build_facts.observations([("inwoners_n", OWN, "2021", 50_000.0)]),
        regions=build_facts.regions([OWN, OTHER, THIRD]).assign(name=["Aa", "Be", "Ce"]),
    )
    return Build(facts, replace(shipped.records(), leads=leads))


def made(found: pd.DataFrame, leads: tuple[RegionalLead, ...] = ()) -> IncomeView:
    plain = three(leads)
    build = replace(plain, derived=Derived(found, plain.composition, plain.bands))
    comparison = Comparison(PLACES, build.readings)
    chosen = Chosen(
        cost=comparison,
        use=comparison,
        source="cbs",
        year="2023",
        used=Run("zonder_verblijf", "2017H1", "2020H1"),
        income_period="2021",
        group_name="Groep",
        why="",
        cite=lambda sources: f"CBS {', '.join(dict.fromkeys(sources))}",
    )
    grid = build.readings.grid
    return IncomeView(chosen, build.readings, NAMES.__getitem__, lambda *of: ranking.positions(grid, *of))


@pytest.fixture
def view() -> IncomeView:
    return made(figures())


class TestWords:
    def test_the_title_says_both_deciles(self, view: IncomeView) -> None:
        assert words.title(view) == (
            "In 2021 zat Aa voor inkomen in deciel 3 en voor kinderen met een laag inkomen in deciel 9"
        )
        assert words.lacking(view) == ()

    def test_a_decile_that_is_not_there_says_why(self) -> None:
        without = made(figures(tuple(row for row in ROWS if row[0] != "laag_inkomen_deciel")))
        assert words.title(without) == "In 2021 zat Aa voor inkomen in deciel 3"
        assert words.lacking(without) == ()  # said once, with all that is not loaded
        assert words.not_loaded(without).startswith(
            "Nog niet geladen: kinderen in een huishouden met een laag inkomen. "
        )  # the decile is made of that figure: not named a second time
        secret = made(figures(tuple(row for row in ROWS if row[:2] != ("inkomensdeciel", OWN))))
        assert words.lacking(secret) == (
            "Inkomen, deciel: het CBS geeft voor Aa in 2021 geen cijfer (te klein, geheim of onbekend).",
        )
        nothing = made(figures(ROWS[9:]))
        assert words.title(nothing) == "Van Aa is er over 2021 geen deciel van het inkomen"

    def test_the_place_among_all_gemeenten(self, view: IncomeView) -> None:
        median = LEVELS[0]
        assert words.place(view, median, "2021") == (
            f"In 2021 was het middelste inkomen van huishoudens in Aa {dutch.euro(28_900)}. "
            "Van de 2 andere gemeenten met dit cijfer waren er 1 lager en 1 hoger."
        )

    def test_both_deciles_run_the_same_way(self) -> None:
        text = " ".join(words.EXPLANATION)
        assert "Bij inkomen heeft deciel 1 de laagste inkomens" in text
        assert "Bij kinderen met een laag inkomen heeft deciel 1 de meeste kinderen" in text

    def test_what_nobody_has_is_named(self, view: IncomeView) -> None:
        assert words.not_loaded(view) == (
            "Nog niet geladen: kinderen in een huishouden met een laag inkomen. Dit cijfer komt van het CBS; "
            "een beheerder laadt het bij Bronnen en versies."
        )

    def test_a_warning_stands_here_too(self, view: IncomeView, records: Records) -> None:
        assert words.remarks(view, records) == ()
        lead = RegionalLead(OWN, 2019, None, "bewijs", "deels")
        assert words.remarks(made(figures(), (lead,)), records) == (
            "Aa boekt mogelijk een deel van de lasten voor andere gemeenten in de regio. "
            "Vergelijk dit bedrag niet zonder meer.",
        )

    def test_questions(self, view: IncomeView, records: Records) -> None:
        found = words.questions(view, records)
        assert 0 < len(found) <= 3
        assert {one.indicator for one in found} <= {"inkomensdeciel", "lasten_per_inwoner"}

    def test_no_forbidden_word(self, view: IncomeView) -> None:
        said = [
            words.title(view),
            words.SUBTITLE,
            *words.EXPLANATION,
            words.LEGEND,
            words.place(view, LEVELS[0], "2021"),
        ]
        assert [found for text in said if (found := hits(text))] == []


class TestTable:
    def test_a_row_a_gemeente_and_a_column_a_figure(self, view: IncomeView) -> None:
        table = tables.table(view)
        assert [column.heading for column in table.columns] == [
            "Gemeente",
            "Inkomen, deciel",
            "Kinderen met een laag inkomen, deciel",
            "Middelste inkomen van huishoudens",
        ]
        rows = [
            [cell_text(table.cell(row, column), column) for column in table.columns] for row in table.rows
        ]
        assert rows == [
            ["Aa", "3", "9", "€\xa028.900"],
            ["Be", "8", "2", "€\xa035.000"],
            ["Ce", "5", "–", "€\xa026.000"],
        ]
        assert table.source == "CBS TABEL"
        assert table.highlight == {"Aa"}

    def test_a_decile_that_nobody_has_has_no_column(self) -> None:
        without = made(figures(tuple(row for row in ROWS if row[0] != "laag_inkomen_deciel")))
        assert "laag_inkomen_deciel" not in {column.key for column in tables.table(without).columns}


class TestCharts:
    def test_all_gemeenten_of_today_on_a_line(self, view: IncomeView) -> None:
        chart = charts.distribution(view, LEVELS[0], "2021")
        everyone, group = chart.rows
        assert {dot.name: (dot.role, dot.value) for dot in everyone.dots} == {
            "Aa": ("own", 28_900.0),
            "Be": ("group", 35_000.0),
            "Ce": ("group", 26_000.0),
        }
        assert len(group.dots) == 3
        assert chart.footnotes == (words.LEGEND,)  # what a ruit is, also on a picture on its own
        assert chart.reference is not None
        assert chart.reference.text == "Nederland €\xa031.000"
        assert "Conclusie" not in {column.heading for column in chart.table.columns}

    def test_a_country_without_a_figure_is_no_zero(self) -> None:
        rows = tuple(row for row in ROWS if row[1] != "NL01")
        bare = made(figures(rows))
        assert charts.distribution(bare, LEVELS[0], "2021").reference is None
        assert all(chart.y_reference is None for chart in charts.scatters(bare))

    def test_what_may_not_be_compared_has_no_point_and_is_named(self, view: IncomeView) -> None:
        lasten, use = charts.scatters(view)
        assert {mark.name: (mark.x, mark.y) for mark in lasten.marks} == {
            "Aa": (3.0, 350.0),
            "Be": (8.0, None),
            "Ce": (5.0, 300.0),
        }
        assert lasten.notes == ("Zonder punt, want niet te vergelijken: Be.",)
        assert lasten.y_reference is not None
        assert lasten.y_reference.text == "Nederland €\xa0330"
        assert {mark.name: (mark.x, mark.y) for mark in use.marks} == {
            "Aa": (9.0, 6.7),
            "Be": (2.0, 7.7),
            "Ce": (None, None),
        }
        assert use.y_reference is not None
        assert use.y_reference.text == "Nederland 7,2%"
        assert use.notes == ()

    def test_no_chart_without_points(self) -> None:
        rows = tuple(row for row in ROWS if row[0] != "zonder_verblijf")
        assert [chart.title for chart in charts.scatters(made(figures(rows)))] == [
            "Lasten per inwoner in 2023 en inkomen in 2021"
        ]


class TestPage:
    def test_the_report_alone(self, open_report: Open) -> None:
        at = open_report("inkomen", g="GM0150")
        assert not at.exception
        body = html(at)
        assert "In 2019 zat Deventer voor inkomen in deciel 2" in body
        assert "Eigenwijs transformeren (2021)" in body

    @pytest.mark.shared
    @pytest.mark.parametrize("code", ["GM0150", "GM0014", "GM0758", "GM0088"])
    def test_real_gemeenten_open(self, open_cbs: Open, code: str) -> None:
        at = open_cbs("inkomen", g=code)
        assert not at.exception
        body = html(at)
        assert "gemeenten met dit cijfer" in body
        for wrong in (">nan<", ">None<", ">inf<"):
            assert wrong not in body
