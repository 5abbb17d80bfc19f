"""The words, bands and lines of *Gebruik van jeugdhulp*, on made-up half-years."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache

import pandas as pd
import pytest

from metrics.build import Build, Derived
from metrics.comparing import ranking
from metrics.comparing.leading import NATURA, WITHOUT_STAY
from metrics.costs.composition import Composition, compose
from metrics.facts import Facts
from metrics.figures import complete
from metrics.numbers.bands import BandRefusal
from metrics.records import Records
from metrics.use.usual import middle, of_build
from pages.ui.charts import paper, screen
from pages.ui.charts.spec.lines import LineChart
from pages.ui.charts.spec.slope import SlopeChart
from pages.ui.gebruik import bands, charts, words
from pages.ui.gebruik.view import NATURA_STAY, TEAM, WITH_STAY, UseView
from pages.ui.parts.tables import cell_text
from tests.data.screen_words import hits
from tests.metrics import build_facts
from tests.pages.conftest import Open, html, open_cbs, open_report

__all__ = ["open_cbs", "open_report"]  # fixtures

OWN = "GM0001"
HALVES = [f"{year}H{half}" for year in range(2019, 2024) for half in (1, 2)]


def shares(
    indicator: str,
    values: Mapping[str, Sequence[float | None]],
    halves: list[str],
    status: str = "definitief",
) -> pd.DataFrame:
    rows = [
        (indicator, code, period, value)
        for code, series in values.items()
        for period, value in zip(halves, series, strict=True)
    ]
    frame = pd.DataFrame(rows, columns=["indicator", "region", "period", "value"])
    cell = frame["value"].notna().map({True: "ok", False: "geen_cijfer"})
    return complete(frame.assign(period_status=status, cell_status=cell, source="84134NED"))


def counted(gemeenten_n: int = 24) -> Facts:
    """Gemeenten of 10,000 young people with 7 to 9% help; the first has 30%."""
    rows: list[tuple[str, str, str, float | None]] = []
    for place in range(1, gemeenten_n + 1):
        code = f"GM{place:04d}"
        rows += [
            ("jh_121_n", code, "2019H1", 3000.0 if place == 1 else 700.0 + 8 * place),
            ("inwoners_0_22_n", code, "2019", 10_000.0),
        ]
    return build_facts.facts(observations=build_facts.observations(rows))


@cache
def _bands_of_counted() -> pd.DataFrame:
    return of_build(counted())


@cache
def _without_accounts() -> Composition:
    return compose(counted(), build_facts.records())


@pytest.fixture
def view(records: Records) -> UseView:
    own = [8.0, 8.2, 7.4, 7.5, 9.0, 9.1, 8.5, 8.6, 8.4, 8.3]
    country = [7.0, 7.1, 6.6, 6.8, 8.0, 8.1, 8.0, 8.0, 8.1, 8.2]
    figures = pd.concat(
        [
            shares(WITHOUT_STAY, {OWN: own, "NL01": country}, HALVES),
            shares(WITH_STAY, {OWN: [0.9, 0.8], "NL01": [1.0, 1.0]}, ["2019H1", "2019H2"]),
            shares(NATURA, {OWN: [10.0] * 10, "NL01": [11.0] * 10, "JZ01": [None] * 10}, HALVES, "voorlopig"),
        ],
        ignore_index=True,
    )
    return made(figures, records)


def made(figures: pd.DataFrame, records: Records, bands_of: pd.DataFrame | None = None) -> UseView:
    """Return the page on these figures: the build holds the facts of `counted`, and the bands of those."""
    facts = replace(counted(), regions=build_facts.regions([OWN, "GM0002"]))
    around = _bands_of_counted() if bands_of is None else bands_of
    build = Build(facts, records, Derived(figures, _without_accounts(), around))
    grid = build.readings.grid

    def all_of(indicator: str, period: str):  # type: ignore[no-untyped-def]
        values = ranking.comparable(grid, indicator, period)
        return ranking.positions(grid, indicator, period, 1), middle(values.values())

    return UseView(
        code=OWN,
        name="Heide",
        jeugdregio="",
        build=build,
        readings=build.readings,
        names={"NL01": "Nederland", "JZ01": "Noord"},
        all_of=all_of,
        cite=lambda sources: f"CBS {', '.join(dict.fromkeys(sources))}",
    )


class TestSeries:
    def test_the_part_with_stay_is_a_figure_like_every_other(self, records: Records) -> None:
        figures = shares(NATURA_STAY, {OWN: [9.0, 8.6], "NL01": [9.5, 9.4]}, ["2019H1", "2019H2"])
        found = made(figures, records)
        assert found.halves(NATURA_STAY) == ("2019H1", "2019H2")
        assert found.figure(NATURA_STAY, "2019H2").comparable == 8.6
        assert found.build.records.tables_of(NATURA_STAY, "2024H1") == ("85098NED",)

    def test_no_line_crosses_a_break(self, view: UseView) -> None:
        chart = charts.chart(view, WITHOUT_STAY)
        assert isinstance(chart, LineChart)
        assert [one.start for one in chart.breaks] == ["2021H1", "2022H1"]
        runs = [[point.period for point in run] for run in chart.segments(chart.series[0])]
        assert [(run[0], run[-1]) for run in runs] == [
            ("2019H1", "2020H2"),
            ("2021H1", "2021H2"),
            ("2022H1", "2023H2"),
        ]
        assert any("corona" in note.text for note in chart.line_notes)

    def test_a_sentence_for_each_side_of_a_break(self, view: UseView) -> None:
        found = words.trend(view, WITHOUT_STAY)
        assert len(found) == 3
        assert (
            "van 8,0% in het eerste halfjaar van 2019 naar 7,5% in het tweede halfjaar van 2020" in found[0]
        )
        assert not any("2019" in text and "2021" in text for text in found)

    def test_two_moments_are_a_slope_and_one_is_nothing(self, view: UseView) -> None:
        chart = charts.chart(view, WITH_STAY)
        assert isinstance(chart, SlopeChart)
        assert (chart.start, chart.end) == ("2019H1", "2019H2")
        assert charts.chart(view, TEAM) is None

    def test_provisional_figures_stay_so(self, view: UseView) -> None:
        chart = charts.chart(view, NATURA)
        assert isinstance(chart, LineChart)
        assert all(point.provisional for point in chart.series[0].points)
        assert next(card for card in words.cards(view) if "natura" in card.title).value == "10,0%*"

    def test_a_period_that_the_table_does_not_know_is_no_figure_not_unloaded(self, view: UseView) -> None:
        figures = view.build.computed
        own = (figures["region"] == OWN) & (figures["period"] < "2021")
        others = [figures[figures["region"] == OWN].assign(region=f"GM{code}") for code in range(9001, 9005)]
        young = made(pd.concat([figures[~own], *others]), view.build.records)
        chart = charts.chart(young, NATURA)
        assert isinstance(chart, LineChart)
        first = next(one for one in chart.series if one.role == "own").points[0]
        assert (first.value, first.status) == (None, "geen_cijfer")

    def test_the_jeugdregio_is_drawn_where_it_has_figures(self, view: UseView) -> None:
        with_region = replace(view, jeugdregio="JZ01")
        assert [place.role for place in with_region.places] == ["own", "extra", "nederland"]
        chart = charts.chart(with_region, NATURA)
        assert isinstance(chart, LineChart)
        assert [one.name for one in chart.series] == ["Heide", "Nederland"]


class TestTitle:
    def test_the_newest_share(self, view: UseView) -> None:
        assert words.title(view) == (
            "In het tweede halfjaar van 2023 kreeg 8,3% van de jongeren tot 23 jaar in Heide jeugdhulp zonder verblijf"
        )
        figures = view.build.computed
        other = made(figures[figures["indicator"] == NATURA], view.build.records)
        assert "jongeren tot 18 jaar" in words.title(other)
        nothing = made(figures[:0], view.build.records)
        assert words.title(nothing) == "Van Heide is er geen percentage jongeren met jeugdhulp"

    def test_cards_stand_beside_nederland_or_say_what_is_missing(self, view: UseView) -> None:
        without, with_stay, natura, *awaited = words.cards(view)
        assert (without.title, without.value) == ("Jeugdhulp zonder verblijf, 2e halfjaar 2023", "8,3%")
        assert without.lines == ("Nederland 8,2%",)
        assert (with_stay.value, with_stay.lines) == ("0,8%", ("Nederland 1,0%",))
        assert [card.title for card in awaited if card.awaited] == [card.title for card in awaited]
        assert "Hulp van het wijkteam" in [card.title for card in awaited]
        assert natura.lines == ("Nederland 11,0%", "voorlopig cijfer")

    def test_a_country_without_a_figure_is_no_zero(self, view: UseView) -> None:
        figures = view.build.computed
        alone = made(figures[figures["region"] == OWN], view.build.records)
        assert words.cards(alone)[0].lines == ()

    def test_a_table_that_does_not_know_the_gemeente_says_so(self, view: UseView) -> None:
        other = replace(view, code="GM0002", name="Stad")
        text = "Het CBS geeft voor Stad in het tweede halfjaar van 2023 geen cijfer (te klein, geheim of onbekend)."
        assert words.cards(other)[0].lines == (text,)
        assert other.why_none(NATURA_STAY) == "Dit cijfer is nog niet geladen."

    def test_a_share_that_is_loaded_of_other_gemeenten_only_is_awaited_once(self, view: UseView) -> None:
        figures = view.build.computed
        young = figures[(figures["region"] == OWN) & (figures["indicator"] == NATURA)]
        others = [young.assign(region=f"GM{code}") for code in range(9001, 9010)]
        whole = made(pd.concat([figures, *others]), view.build.records)
        other = replace(whole, code="GM9001", name="Stad")
        cards = words.cards(other)
        assert [card.title for card in cards if not card.awaited] == [
            "Alle jeugdhulp in natura, tot 18 jaar, 2e halfjaar 2023"
        ]
        assert "Jeugdhulp zonder verblijf" in [card.title for card in cards if card.awaited]

    def test_one_half_year_is_said(self, view: UseView) -> None:
        figures = view.build.computed
        one = made(figures[figures["period"] == "2019H1"], view.build.records)
        assert charts.chart(one, WITH_STAY) is None
        assert words.one_moment(one, WITH_STAY) == (
            "Jeugdhulp met verblijf: 0,9% in het eerste halfjaar van 2019. Van andere halfjaren is er geen cijfer."
        )


class TestRemarks:
    def test_few_young_people(self, view: UseView) -> None:
        assert words.warnings(view, view.build.records) == ()
        figures = view.build.computed
        figures = figures.assign(numerator=figures["numerator"].where(figures["region"] != OWN, 40.0))
        few = made(figures, view.build.records)
        (warning,) = words.warnings(few, few.build.records)
        assert "gaat het om weinig jongeren" in warning

    def test_what_goes_for_everybody(self, view: UseView) -> None:
        assert "C2" not in words.caveats(view)
        assert words.caveats(view)[:2] == ("C11", "C12")

    def test_questions_follow_the_figures(self, view: UseView) -> None:
        # zonder verblijf 8.5 to 8.3 since 2022, Nederland 8.2: about equal; met verblijf 0.9 to 0.8, Nederland 1.0
        assert words.occasions(view) == [("met_verblijf", "lager"), ("met_verblijf", "daalt")]


class TestBands:
    def test_both_bands_and_a_place(self, view: UseView) -> None:
        table = bands.table(view, WITHOUT_STAY)
        assert table is not None
        (row,) = table.rows
        line = {column.key: cell_text(table.cell(row, column), column) for column in table.columns}
        assert line["cijfer"] == "30,0%"
        assert line["oordeel"] == "hoger dan gebruikelijk"
        assert line["toeval"].startswith("29,1% tot")
        assert bands.NOT_FOR_CHANGES in table.notes

    def test_the_figure_draws_both_bands_period_by_period(self, view: UseView) -> None:
        chart = charts.chart(view, WITHOUT_STAY)
        assert isinstance(chart, LineChart)
        usual, chance = chart.bands
        assert (usual.shape, chance.shape) == ("box", "whisker")
        assert [each.period for each in chance.ranges] == ["2019H1"]
        assert chance.ranges[0].low < 30 < chance.ranges[0].high
        drawn = screen.figure(chart)
        boxes = [
            shape for shape in drawn["layout"]["shapes"] if shape["type"] == "rect" and "yref" not in shape
        ]
        assert [(box["y0"], box["y1"]) for box in boxes] == [(usual.ranges[0].low, usual.ranges[0].high)]
        assert drawn["layout"]["yaxis"]["range"][1] > chance.ranges[0].high
        assert b"<svg" in paper.svg(chart)
        names = [
            cell_text(chart.table.cell(row, chart.table.columns[0]), chart.table.columns[0])
            for row in chart.table.rows
        ]
        assert "Toevalsmarge: van" in names
        assert any("Grijze vakken" in note for note in chart.footnotes)
        natura = charts.chart(view, NATURA)
        assert isinstance(natura, LineChart)
        assert natura.bands == ()

    def test_under_is_lower_and_above_is_higher(self, view: UseView) -> None:
        for place, said in (("onder", "lager dan gebruikelijk"), ("boven", "hoger dan gebruikelijk")):
            around = view.build.bands.assign(place=place)
            table = bands.table(made(view.build.computed, view.build.records, around), WITHOUT_STAY)
            assert table is not None
            assert table.rows[0]["oordeel"] == said

    def test_an_ordinary_gemeente_is_within(self, view: UseView) -> None:
        figures = view.build.computed.replace({"region": {OWN: "GM0012"}})
        other = replace(made(figures, view.build.records), code="GM0012")
        table = bands.table(other, WITHOUT_STAY)
        assert table is not None
        assert table.rows[0]["oordeel"] == "binnen het gebruikelijke verschil"

    def test_percentages_alone_have_no_band(self, view: UseView) -> None:
        assert bands.table(view, NATURA) is None
        assert "percentages" in bands.why_not(view, NATURA)

    @pytest.mark.parametrize(
        ("change", "part"),
        [
            ({"refusal": str(BandRefusal.NO_POPULATION), "share_pct": float("nan")}, "tot 23 jaar nodig"),
            ({"refusal": str(BandRefusal.NO_COUNT), "share_pct": float("nan")}, "geen aantal jongeren"),
            ({"refusal": str(BandRefusal.FEW_GEMEENTEN), "share_pct": float("nan")}, "te weinig gemeenten"),
        ],
    )
    def test_every_refusal_is_explained(
        self, view: UseView, change: dict[str, str | float], part: str
    ) -> None:
        refused = made(view.build.computed, view.build.records, view.build.bands.assign(**change))
        assert bands.table(refused, WITHOUT_STAY) is None
        assert part in bands.why_not(refused, WITHOUT_STAY)

    def test_nothing_loaded_is_said(self, view: UseView) -> None:
        empty = made(view.build.computed, view.build.records, view.build.bands[:0])
        assert bands.table(empty, WITHOUT_STAY) is None
        assert bands.why_not(empty, WITHOUT_STAY) == ""  # said once, with all that is not loaded
        assert words.cards(empty)[-1].title == "Aantallen jongeren (voor de toevalsmarge)"

    def test_the_place_among_others(self, view: UseView) -> None:
        values = {f"GM{n:04d}": [float(n)] for n in range(1, 31)}
        everyone = made(shares(WITHOUT_STAY, values, ["2023H2"]), view.build.records)
        text = words.among_others(everyone, WITHOUT_STAY)
        assert text == (
            "In het tweede halfjaar van 2023 was het percentage in Heide 1,0%. Alle 29 andere gemeenten met dit "
            "cijfer waren hoger. In acht van de tien gemeenten lag het tussen 3,9% en 27,1%."
        )
        few = made(everyone.build.computed.head(5), view.build.records)
        assert words.among_others(few, WITHOUT_STAY) == ""


def test_no_forbidden_word_in_what_is_generated(view: UseView) -> None:
    said = [words.title(view), *words.trend(view, WITHOUT_STAY), bands.EXPLAINED, bands.NOT_FOR_CHANGES]
    said += [text for card in words.cards(view) for text in (card.title, *card.lines)]
    assert [found for text in said if (found := hits(text))] == []


class TestPage:
    def test_the_report_alone(self, open_report: Open) -> None:
        body = html(open_report("gebruik", g="GM0150"))
        assert "kreeg 6,7% van de jongeren tot 23 jaar in Deventer" in body
        assert body.count("Nog niet geladen: ") == 1 and "geen cijfer" not in body
        assert body.count("Bronnen en versies") == 1
        assert "Jeugdregio IJsselland" in body and "6,4%" in body  # the report prints the jeugdregio
        assert "Jeugdhulp met verblijf</h2>" not in body and "CBS rapport" not in body
        assert "Eigenwijs transformeren (2021), tabel" in body

    @pytest.mark.shared
    @pytest.mark.parametrize("code", ["GM0150", "GM0175", "GM1982", "GM0093"])
    def test_real_gemeenten_open(self, open_cbs: Open, code: str) -> None:
        at = open_cbs("gebruik", g=code)
        assert not at.exception
        body = html(at)
        # the measure with the newest figure stands first, in the title and in the order of the sections
        natura = body.index("Alle jeugdhulp in natura, tot 18 jaar</h2>")
        assert natura < body.find("Jeugdhulp zonder verblijf</h2>") or "zonder verblijf</h2>" not in body
        for wrong in (">nan<", ">None<", ">inf<"):
            assert wrong not in body

    @pytest.mark.shared
    def test_the_natura_series_of_deventer(self, open_cbs: Open) -> None:
        body = html(open_cbs("gebruik", g="GM0150"))
        # 82972NED: 10.8% in the first half of 2017, 9.2% in the first half of 2020
        assert "10,8%" in body
        assert "9,2%" in body
        assert body.count("vergelijk het niet met het percentage jongeren tot 23 jaar") == 1
