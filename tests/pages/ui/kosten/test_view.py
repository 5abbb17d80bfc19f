"""The words, tables and charts of *Begroting en rekening*, on a small country of made-up gemeenten."""

from collections.abc import Mapping
from dataclasses import replace
from math import prod

import pandas as pd
import pytest

from metrics import dutch
from metrics.build import Build, Derived
from metrics.comparing.reading import Readings
from metrics.costs.bookings import FAMILIES, Flag
from metrics.costs.price_use_youth import NAMES, Refusal
from metrics.facts import Facts
from metrics.records import Records, RegionalLead
from metrics.report.printed import figures_of_report
from pages.ui.kosten import amounts as kosten_amounts
from pages.ui.kosten import booking, budget, index, index_of_all, report
from pages.ui.kosten import split as splitting
from pages.ui.kosten import view as kosten
from pages.ui.kosten.amounts import Delivered
from pages.ui.kosten.view import CostView
from pages.ui.parts.tables import Table, cell_text
from pages.ui.site import builds
from tests.data.screen_words import hits
from tests.metrics import build_facts
from tests.pages.conftest import Open, html, open_cbs, open_report

__all__ = ["open_cbs", "open_report"]  # fixtures

# Lasten in thousands (6.72, 6.82) per statement and year, and inhabitants: Peel en Maas and Deventer as in Iv3.
OWN, OTHER, THIRD = "GM0001", "GM0002", "GM0003"
AMOUNTS: Mapping[str, Mapping[tuple[str, int], tuple[float, float]]] = {
    OWN: {
        ("begroting", 2017): (7000, 620),
        ("jaarrekening", 2017): (6000, 242),
        ("begroting", 2019): (8000, 500),
        ("jaarrekening", 2019): (8000, 710),
        ("begroting", 2021): (9000, 0),
        ("jaarrekening", 2022): (9000, 0),
    },
    OTHER: {
        ("begroting", 2017): (18514, 3663),
        ("jaarrekening", 2017): (22808, 1677),
        ("begroting", 2019): (22557, 2597),
        ("jaarrekening", 2019): (21414, 2625),
    },
    THIRD: {("begroting", 2017): (0, 0), ("jaarrekening", 2017): (100, 0), ("jaarrekening", 2019): (90, 30)},
}
PEOPLE = {OWN: (43_347, 43_311), OTHER: (99_295, 99_957), THIRD: (1000, 1000)}


def country() -> Facts:
    rows: list[tuple[str, int, str, str, float | None, float | None]] = []
    counts: list[tuple[str, str, str, float | None]] = []
    for code, amounts in AMOUNTS.items():
        for (statement, year), (help_eur, protection_eur) in amounts.items():
            rows += [
                (code, year, statement, "6.72", help_eur, 1000.0),
                (code, year, statement, "6.82", protection_eur, None),
                (code, year, statement, "6.1", 2000, None),
                (code, year, statement, "6.2", 1000, None),
            ]
        for year in (2017, 2019, 2021, 2022):
            counts.append(("inwoners_n", code, str(year), PEOPLE[code][0 if year == 2017 else 1]))
        counts.append(("jz_totaal_n", code, "2019", 2370.0 if code == OTHER else 775.0))
        counts.append(("jz_totaal_n", code, "2017", 40.0 if code == THIRD else 700.0))
        counts.append(("inwoners_0_22_n", code, "2017", 9000.0))
        counts.append(("inwoners_0_22_n", code, "2019", 9100.0))
    return build_facts.facts(
        finance=build_facts.finance(rows),
        observations=build_facts.observations(counts),
        regions=build_facts.regions(AMOUNTS).assign(name=["Heide", "Stad", "Klein"]),
    )


def view_of(build: Build) -> CostView:
    return CostView(
        code=OWN,
        name="Heide",
        year=2019,
        statement="jaarrekening",
        build=build,
        names={OWN: "Heide", OTHER: "Stad", THIRD: "Klein", "NL01": "Nederland"},
        cite=lambda sources: f"CBS {', '.join(dict.fromkeys(sources))}",
    )


@pytest.fixture(scope="module")
def view(records: Records) -> CostView:
    return view_of(Build(country(), replace(records, leads=())))


def changed(view: CostView, name: str, **columns: object) -> CostView:
    """Return the page on a composition of which one frame has other columns."""
    build = view.build
    frame = getattr(build.composition, name).assign(**columns)
    made = replace(build.composition, **{name: frame}, _places={})
    return replace(view, build=replace(build, derived=Derived(build.computed, made, build.bands)))


def led(view: CostView, statement: str = "jaarrekening") -> CostView:
    """The page where the gemeente books for others; what follows from its build is computed once."""
    if statement not in _led or _led[statement][0] is not view:
        lead = RegionalLead(OWN, 2019, None, "Heide boekte 201 euro per inwoner.", "geheel", statement)
        _led[statement] = view, view_of(Build(view.build.facts, replace(view.records, leads=(lead,))))
    return _led[statement][1]


_led: dict[str, tuple[CostView, CostView]] = {}


def texts(table: Table) -> list[list[str]]:
    return [[cell_text(table.cell(row, column), column) for column in table.columns] for row in table.rows]


def detail(code: str, year: int, statement: str) -> pd.DataFrame:
    help_eur, protection_eur = AMOUNTS[code][statement, year]
    rows = [
        ("6.72", "L3.8", help_eur * 1000),
        ("6.72", "B4.3.2", 1_000_000.0),
        ("6.82", "L3.8", protection_eur * 1000),
        ("6.2", "L3.8", 1_000_000.0),
        ("6.1", "L3.8", 0.0),
    ]
    frame = pd.DataFrame(rows, columns=["taakveld", "categorie", "placing2_eur"])
    return frame.assign(
        region=code,
        year=year,
        statement=statement,
        taakveld_title="titel",
        categorie_title=[
            "Overdrachten - gemeenten" if c.startswith("B") else "Goederen" for c in frame["categorie"]
        ],
        placing1_eur=float("nan"),
        source_id="iv3",
    )


def delivered(view: CostView, amounts: pd.DataFrame) -> Delivered:
    return Delivered.of(kosten_amounts.rows_of(view, [amounts]))


class TestTitle:
    def test_rekening_begroting_and_nothing(self, view: CostView) -> None:
        # 8710 thousand over 43,311
        assert kosten.title(view) == "In 2019 waren de lasten voor jeugdzorg in Heide €\xa0201 per inwoner"
        assert kosten.title(replace(view, statement="begroting")).startswith(
            "Voor 2019 begrootte Heide €\xa0196"
        )
        assert "geen bruikbare begroting" in kosten.title(replace(view, year=2022, statement="begroting"))

    def test_years(self, view: CostView) -> None:
        assert view.years("jaarrekening") == [2017, 2019, 2022]
        assert kosten.years_of(view.readings, THIRD, "begroting") == []
        assert view.all_years == [2017, 2019, 2021, 2022]

    def test_why_there_is_no_figure_is_said(self, view: CostView) -> None:
        missing = replace(view, year=2022, statement="begroting")
        assert kosten.warnings(missing)[0] == view.why(missing.level())
        assert missing.level().reason in ("geen_cijfer", "niet_geladen")


class TestWarnings:
    def test_books_for_others(self, view: CostView) -> None:
        assert kosten.warnings(view) == ()
        assert kosten.warnings(led(view)) == (
            "Heide boekt mogelijk ook lasten voor andere gemeenten in de regio. "
            "Vergelijk dit bedrag niet zonder meer.",
        )
        assert kosten.warnings(replace(led(view), year=2017)) == ()

    def test_few_young_people(self, view: CostView) -> None:
        small = replace(view, code=THIRD, name="Klein", year=2017)
        assert any("gaat het om weinig jongeren" in text for text in kosten.warnings(small))


class TestAmounts:
    def test_the_sum_ends_in_the_figure_on_screen(self, view: CostView) -> None:
        rows = delivered(view, detail(OWN, 2019, "jaarrekening"))
        table = kosten_amounts.division(view, rows)
        assert [line[:2] for line in texts(table)] == [
            ["Lasten op taakveld 6.72, titel", "8.000"],
            ["Lasten op taakveld 6.82, titel", "710"],
            ["Lasten samen", "8.710"],
            ["Inwoners op 1 januari 2019", "43.311"],
            ["Lasten per inwoner", "€\xa0201"],
            ["Baten op dezelfde taakvelden", "1.000"],
            ["waarvan bijdragen van andere gemeenten", "1.000"],
            ["Lasten min baten per inwoner", "€\xa0178"],
        ]
        numbers = [table.cell(row, table.columns[1]).value for row in table.rows]
        assert numbers[4] == pytest.approx(8_710_000 / 43_311)  # unrounded in files

    def test_every_amount_says_whether_it_counts(self, view: CostView) -> None:
        rows = delivered(view, detail(OWN, 2019, "jaarrekening"))
        lines = texts(kosten_amounts.categories(view, rows))
        assert [(line[0], line[1].split()[0], line[4]) for line in lines] == [
            ("6.72 titel", "B4.3.2", "nee"),
            ("6.72 titel", "L3.8", "ja"),
            ("6.82 titel", "L3.8", "ja"),
            ("6.2 titel", "L3.8", "nee"),
        ]

    def test_baten_that_were_not_delivered_are_no_zero(self, view: CostView) -> None:
        whole = detail(OWN, 2019, "jaarrekening")
        rows = delivered(view, whole[~whole["categorie"].str.startswith("B")])
        lines = dict(line[:2] for line in texts(kosten_amounts.division(view, rows)))
        assert lines["Baten op dezelfde taakvelden"] == "–"

    def test_only_amounts_that_add_up_are_shown(self, view: CostView) -> None:
        right, wrong = [detail(OWN, 2019, "jaarrekening")], [detail(OTHER, 2019, "jaarrekening")]
        found = kosten_amounts.found(view, [wrong, right])
        assert found is not None
        assert found.makes(8_710_000.0)
        assert not found.makes(8_712_000.0)
        assert kosten_amounts.found(view, [wrong]) is None
        bare = texts(kosten_amounts.division(view, None))
        assert [line[0] for line in bare] == [
            "Lasten samen",
            "Inwoners op 1 januari 2019",
            "Lasten per inwoner",
        ]

    def test_a_figure_that_may_not_be_compared_has_its_mark(self, view: CostView) -> None:
        table = kosten_amounts.division(led(view), None)
        assert table.cell(table.rows[-1], table.columns[1]).status == "boekt_voor_anderen"


class TestBudget:
    def test_the_sentence_uses_printed_numbers(self, view: CostView) -> None:
        found = budget.sentence(view)
        # 8710 against 8500: 2.5% higher, which *In het kort* calls about equal
        assert "rekening van Heide ongeveer even hoog als de oorspronkelijke begroting" in found
        assert "€\xa08,7\xa0miljoen tegenover €\xa08,5\xa0miljoen" in found
        missing = budget.sentence(replace(view, year=2022))
        assert "geen begroting om te vergelijken" in missing
        lower = budget.sentence(replace(view, year=2017))
        assert lower == (
            "In 2017 was de rekening van Heide 18% lager dan de oorspronkelijke begroting: "
            "€\xa06,2\xa0miljoen tegenover €\xa07,6\xa0miljoen."
        )

    def test_amounts_that_may_not_be_compared_have_no_percentage(self, view: CostView) -> None:
        found = budget.sentence(led(view))
        assert "8,7\xa0miljoen en de oorspronkelijke begroting €\xa08,5\xa0miljoen. " in found
        assert "%" not in found

    def test_the_table_keeps_signs_and_reasons(self, view: CostView) -> None:
        lines = {line[0]: line[1:] for line in texts(budget.table(view))}
        assert lines["2017"] == ["7.620", "6.242", "-1.378", "-18,1%", dutch.signed(-31.8, "eur", 0)]
        assert lines["2019"][3] == "+2,5%"
        assert lines["2021"] == ["9.000", *["niet geladen"] * 4]

    def test_the_chart_has_a_line_for_each_and_a_break(self, view: CostView) -> None:
        chart = budget.chart(view)
        assert [one.name for one in chart.series] == [
            "Rekening Heide",
            "Begroting Heide",
            "Rekening Nederland",
        ]
        assert [point.value for point in chart.series[1].points][0] == pytest.approx(7_620_000 / 43_347)
        assert [point.value for point in chart.series[0].points][0] == pytest.approx(6_242_000 / 43_347)
        assert [one.start for one in chart.breaks] == ["2022"]
        own = chart.series[0]
        assert all(len({"2019", "2022"} & {p.period for p in run}) < 2 for run in chart.segments(own))

    def test_the_growth_that_the_report_calls_plausible_starts_anew_after_a_break(
        self, view: CostView
    ) -> None:
        # of three gemeenten, each with accounts of its own years
        accounts = {OWN: (2017, 2018, 2020, 2021, 2022, 2023), OTHER: (2019, 2020, 2021), THIRD: (2021, 2022)}
        rows = [
            (code, year, "jaarrekening", "6.72", 10_000.0 if year != 2019 else 0.0, 0.0)
            for code, years in accounts.items()
            for year in years
        ]
        people = [
            ("inwoners_n", code, str(year), 100_000.0) for code, years in accounts.items() for year in years
        ]
        facts = build_facts.facts(
            finance=build_facts.finance(rows),
            observations=build_facts.observations(people),
            regions=build_facts.regions(accounts).assign(name=["Heide", "Stad", "Klein"]),
        )
        made = view_of(Build(facts, replace(view.records, leads=())))

        def bands_of(code: str) -> dict[str, tuple[float, float]]:
            chart = budget.chart(replace(made, code=code, name=made.names[code]))
            assert len(chart.bands) <= 1
            for band in chart.bands:
                assert "3 tot 5% groei per jaar" in band.name
                assert "wat het rapport aannemelijk noemt" in band.name
                assert band.name in chart.alt
                assert any(band.name in line for line in chart.footnotes)
                assert [str(row["naam"])[-5:] for row in chart.table.rows[-2:]] == [": van", ": tot"]
            return {each.period: (each.low, each.high) for band in chart.bands for each in band.ranges}

        # of 100 euro: two years on 106.09 to 110.25; nothing goes across 1 January 2022
        found = bands_of(OWN)
        assert list(found) == ["2018", "2020", "2021", "2023"]
        assert found["2018"] == pytest.approx((103, 105))
        assert found["2020"] == pytest.approx((109.2727, 115.7625))
        assert found["2023"] == pytest.approx((103, 105))
        # 2019 has nothing to compare: the band starts at the first year that has, and one year alone has none
        assert list(bands_of(OTHER)) == ["2021"]
        assert bands_of(THIRD) == {}

    def test_every_year_counts_every_gemeente_once(self, view: CostView) -> None:
        lines = texts(budget.lag_table(view))
        # begroting 2019 against rekening 2017: Heide 8500 and 6242, Stad 25154 and 24485, Klein has no begroting
        assert lines[0] == ["2019", "2017", "0", "0", "2", "1", "+36,2%"]
        assert budget.lag_sentence(view) == (
            "Wie een begroting maakt, kent de rekening van twee jaar eerder. De begroting van 2021 was in geen van de "
            "1 gemeenten lager dan de rekening van 2019, in 1 hoger en in geen bijna gelijk. "
            "Bijna gelijk: ten hoogste een half procent verschil."
        )


class TestIndex:
    def test_the_story_of_peel_en_maas(self, view: CostView) -> None:
        first, second = index.story(view, (2017, 2019))
        assert first.startswith(
            "De index van Heide is 114: 0,819 maal 1,397 maal 100. Voor Nederland is de index"
        )
        assert first.endswith(
            "Het eerste getal is de rekening van 2017, gedeeld door de begroting van 2017. Het tweede is de rekening "
            "van 2019, gedeeld door die van 2017."
        )
        assert "stegen de lasten per inwoner in Heide met 40%" in second
        assert "meer dan de 3 tot 5% per jaar" in second

    def test_the_waterfall_is_in_euro_and_adds_up(self, view: CostView) -> None:
        chart = index.waterfall(view, (2017, 2019))
        assert chart is not None
        assert chart.start.value + sum(step.value for step in chart.steps) == pytest.approx(chart.end.value)
        assert chart.title == "Twee delen maken samen de index van 114"

    @pytest.mark.parametrize(
        ("code", "pair", "part"),
        [
            (OWN, (2019, 2019), "na het beginjaar"),
            (OWN, (2019, 2017), "na het beginjaar"),
            (OWN, (2019, 2022), "woonplaatsbeginsel"),
            (THIRD, (2017, 2019), "de groei wel"),
            (OTHER, (2017, 2022), "woonplaatsbeginsel"),
        ],
    )
    def test_what_cannot_be_made_is_explained(
        self, view: CostView, code: str, pair: tuple[int, int], part: str
    ) -> None:
        other = replace(view, code=code)
        assert part in index.problem(other, pair)
        assert index.waterfall(other, pair) is None

    def test_growth_remains_where_the_begroting_is_zero(self, view: CostView) -> None:
        (only,) = index.story(replace(view, code=THIRD, name="Klein"), (2017, 2019))
        assert "stegen de lasten per inwoner in Klein met 20%" in only

    def test_all_gemeenten_and_all_pairs(self, view: CostView) -> None:
        chart = index_of_all.scatter(view, (2017, 2019))
        assert chart is not None
        assert {mark.name for mark in chart.marks} == {"Heide", "Stad"}
        assert [mark.role for mark in chart.marks if mark.labelled] == ["own"]
        assert chart.x_reference is not None
        assert index_of_all.scatter(view, (2017, 2022)) is None
        pairs = [line[0] for line in texts(index.table(view))]
        assert pairs == ["2017-2019", "2017-2022", "2019-2022"]

    def test_prices_are_named_or_used(self, view: CostView) -> None:
        assert "nog niet geladen" in index.prices(view, (2017, 2019))
        loaded = changed(view, "index", price_factor=1.04, real_growth_pct=34.3)
        assert "+4,0%" in index.prices(loaded, (2017, 2019))
        assert "+34,3%" in index.prices(loaded, (2017, 2019))

    def test_an_index_of_an_amount_that_cannot_be_right_does_not_blame_its_last_year(
        self, view: CostView
    ) -> None:
        odd = changed(view, "index", cell_status="niet_plausibel")
        chart = index.waterfall(odd, (2017, 2019))
        assert chart is not None
        assert chart.notes == (
            "Een van de bedragen achter dit cijfer van Heide is niet plausibel. Dit cijfer is niet met andere "
            "gemeenten te vergelijken.",
        )

    def test_an_odd_amount_that_growth_begins_at_is_said(self, view: CostView) -> None:
        first = RegionalLead(OWN, 2017, 2017, "Heide boekte voor Stad.", "geheel", "jaarrekening")
        of = view_of(Build(view.build.facts, replace(view.records, leads=(first,))))
        assert "boekt mogelijk ook lasten voor andere" in index.cautions(of, (2017, 2019))[0]
        assert index.cautions(view, (2017, 2019)) == ()

    def test_growth_of_amounts_that_may_not_be_compared_has_no_verdict(self, view: CostView) -> None:
        told = " ".join(index.story(led(view), (2017, 2019)))
        assert "stegen de lasten per inwoner in Heide met 40%" in told
        assert "aannemelijk" not in told
        # what is said at the top of the page is not said again; seen from another year it is
        assert index.cautions(led(view), (2017, 2019)) == ()
        later = replace(led(view), year=2017)
        assert "boekt mogelijk ook lasten voor andere" in index.cautions(later, (2017, 2019))[0]
        chart = index_of_all.scatter(led(view), (2017, 2019))
        assert chart is None or "Heide" not in {mark.name for mark in chart.marks}

    def test_falling_is_not_rising(self, view: CostView) -> None:
        stad = replace(view, code=OTHER, name="Stad")
        assert "daalden de lasten per inwoner in Stad met 2%" in index.story(stad, (2017, 2019))[1]

    def test_the_pair_to_open_with_is_that_of_the_growth(self) -> None:
        years = ["2017", "2019", "2021", "2022", "2023"]
        assert index.standard_pair(years, "2023") == ("2022", "2023")
        assert index.standard_pair(years, "2019") == ("2017", "2019")
        assert index.standard_pair(years, "2022") == ("2017", "2021")
        assert index.standard_pair(years, "2017") == ("2017", "2019")
        assert index.standard_pair(["2022"], "2022") == ("2022", "2022")


class TestSplit:
    def test_beside_another_gemeente_adds_up_with_its_interval(self, view: CostView) -> None:
        found = splitting.beside(view, OTHER)
        assert found.refusal == ""
        chart = splitting.waterfall(found, "bron")
        assert [step.name for step in chart.steps] == [NAMES[name] for name in ("price", "use", "youth")]
        assert splitting.ROUNDING_NOTE in chart.notes
        table = texts(splitting.table(found, "bron"))
        # lasten per jongere: 8710/775 against 24039/2370
        assert table[0][1] == "1,108"
        # whoever multiplies what is shown finds the total that is shown
        factors = [float(line[1].replace(",", ".")) for line in table]
        assert round(prod(factors[:-1]), 2) == factors[-1] == 0.84
        assert table[-1][0] == "Samen: lasten per inwoner"

    def test_between_years_and_across_the_break(self, view: CostView) -> None:
        assert splitting.between(view, (2017, 2019)).refusal == ""
        across = splitting.between(view, (2019, 2022))
        assert across.refusal == Refusal.BREAK
        assert "2021" in splitting.why_not_between(view, across.refusal, (2019, 2022))
        assert splitting.between(view, (2010, 2011)).refusal == Refusal.NO_LASTEN

    @pytest.mark.parametrize("refusal", [each for each in Refusal if each])
    def test_every_refusal_has_words(self, view: CostView, refusal: Refusal) -> None:
        assert len(splitting.why_not_beside(view, str(refusal), OTHER)) >= 20
        assert len(splitting.why_not_between(view, str(refusal), (2017, 2019))) >= 20

    def test_what_is_missing_is_said_with_its_reason(self, view: CostView) -> None:
        late = replace(view, year=2022)
        text = splitting.why_not_beside(late, str(Refusal.NO_USERS), OTHER)
        assert text == "Het aantal jongeren met jeugdzorg ontbreekt. Dit cijfer is nog niet geladen."
        lasten = splitting.why_not_beside(late, str(Refusal.NO_LASTEN), OTHER)
        assert lasten == "De lasten ontbreken. Dit cijfer is nog niet geladen."

    def test_cards_stand_beside_nederland(self, view: CostView) -> None:
        per_user, team, per_young = splitting.cards(view)
        assert (per_user.title, per_user.value) == (
            "Lasten per jongere met jeugdzorg, 2019",
            dutch.euro(8_710_000 / 775),
        )
        assert (team.value, team.lines) == ("", ("Dit cijfer is nog niet geladen.",))
        assert per_young.value == ""
        assert per_user.lines == ()  # a country without a figure has no line, and certainly no zero

    def test_the_country_is_what_the_build_says(self, view: CostView) -> None:
        figures = view.build.computed
        country = figures[(figures["region"] == OTHER) & (figures["indicator"] == kosten.PER_USER)]
        country = country.assign(region="NL01", value=12_345.0)
        others = figures[(figures["region"] != "NL01") | (figures["indicator"] != kosten.PER_USER)]
        both = pd.concat([others, country], ignore_index=True)
        derived = Derived(both, view.build.composition, view.build.bands)
        there = replace(view, build=replace(view.build, derived=derived))
        assert splitting.cards(there)[0].lines == ("Nederland €\xa012.345",)


class TestBooking:
    def test_shares_of_every_year(self, view: CostView) -> None:
        chart = booking.chart(view)
        assert chart is not None
        assert [stack.name for stack in chart.stacks] == ["2017", "2019", "2022"]
        assert all(sum(value or 0 for value in stack.values) == pytest.approx(100) for stack in chart.stacks)
        assert len(chart.parts) == len(FAMILIES)

    def test_flags_have_words_and_a_consequence(self, view: CostView) -> None:
        table = booking.flags(view)
        assert table is not None
        lines = {line[0]: line[1:] for line in texts(table)}
        assert lines["Jaarrekening 2022"] == [
            "Nul op een van de twee taakvelden: Jeugdbescherming en reclassering (6.82)",
            "de aparte taakvelden",
        ]
        zero = booking.flags(replace(view, code=THIRD))
        assert zero is not None
        assert ["Begroting 2017", "Nul op alle taakvelden voor jeugdzorg", "het totaal"] in texts(zero)
        assert booking.flags(replace(view, code=OTHER)) is None
        # a word that is not in the table is not explained beneath it
        assert table.notes == (
            "Dit volgt uit de bedragen alleen. Of er anders is geboekt, weet de gemeente.",
        )
        assert "Het totaal: alle lasten samen." in zero.notes

    def test_a_leap_to_next_to_nothing_is_no_nought_times(self) -> None:
        row: booking.Record = {"kind": Flag.LEAP, "amount_eur": 119_000.0, "ratio": 0.02}
        assert booking._seen(row).endswith("€\xa0119.000, minder dan een tiende van het jaar ervoor")
        assert booking._seen({**row, "ratio": 0.5}).endswith("0,5 keer het jaar ervoor")

    def test_every_kind_of_flag_has_a_name(self) -> None:
        assert set(booking.KINDS) == set(Flag)

    def test_a_regional_lead_is_named_with_its_evidence(self, view: CostView) -> None:
        assert booking.leads(view) == []
        assert booking.leads(led(view)) == [
            "Boekt mogelijk ook lasten voor andere gemeenten.",
            "Heide boekte 201 euro per inwoner.",
        ]

    def test_what_moved_says_from_where_to_where(self, view: CostView) -> None:
        row = {
            "region": OWN, "year": 2019, "statement": "jaarrekening", "kind": str(Flag.MOVED_EDGE),
            "from_family": "youth", "to_family": "6.2", "amount_eur": 2_600_000.0, "ratio": 0.3,
        }  # fmt: skip
        flags = pd.DataFrame([row]).reindex(columns=view.build.composition.flags.columns)
        made = replace(view.build.composition, flags=flags, _places={})
        derived = Derived(view.build.computed, made, view.build.bands)
        table = booking.flags(replace(view, build=replace(view.build, derived=derived)))
        assert table is not None
        assert texts(table) == [
            [
                "Jaarrekening 2019",
                "Mogelijk verschoven over de rand van jeugdzorg: €\xa02,6\xa0miljoen, van jeugdzorg naar "
                "Wijkteam en toegang (6.2)",
                "het totaal",
            ]
        ]


class TestReport:
    def test_what_follows_from_print_is_called_derived(self, report_facts: Facts) -> None:
        figures = Readings.of_frame(figures_of_report(report_facts.report_cells))
        table = report.table(figures, "GM0150", {"GM0150": "Deventer", "NL01": "Nederland"}, "rapport")
        own = texts(table)[0]
        assert own[1:4] == ["€\xa0240", "€\xa010.143", "108"]
        assert own[4] == "€\xa0222 (tussen €\xa0220,7 en €\xa0223,7)"
        found = report.split(figures, "GM0150", "Deventer")
        assert found is not None
        assert splitting.ROUNDING_NOTE not in splitting.waterfall(found, "rapport").notes

    def test_amersfoort_has_no_printed_amount_to_split(self, report_facts: Facts) -> None:
        figures = Readings.of_frame(figures_of_report(report_facts.report_cells))
        assert report.split(figures, "GM0307", "Amersfoort") is None
        assert "geen lasten per inwoner" in report.title(figures, "GM0307", "Amersfoort")


def test_many_tables_are_named_as_first_to_last() -> None:
    iv3 = ["45038NED", "45042NED", "45046NED", "45050NED", "45054NED"]
    line = "CBS 45038NED, 45042NED, 45046NED, 45050NED, 70072ned, geladen op 1 maart 2026"
    assert (
        kosten.shortened(line, iv3)
        == "CBS 45038NED tot en met 45050NED (Iv3), 70072ned, geladen op 1 maart 2026"
    )
    assert kosten.shortened("CBS 45038NED, 70072ned", iv3) == "CBS 45038NED, 70072ned"


class TestPage:
    def test_the_report_alone(self, open_report: Open) -> None:
        body = html(open_report("kosten", g="GM0150"))
        assert "In 2019 waren de lasten voor jeugdzorg in Deventer" in body
        assert "nog niet geladen" in body
        assert "Eigenwijs transformeren (2021), tabel 2, zoals gedrukt" in body
        assert "afgeleid" in body

    @pytest.mark.shared
    @pytest.mark.parametrize(
        "params",
        [
            {"g": "GM0150"},
            {"g": "GM0150", "d": "alles", "l": "alle", "w": "alle"},
            {"g": "GM0150", "w": "paren", "s": "begroting", "j": "2025"},
            {"g": "GM0150", "b": "2020", "e": "2023"},
            {"g": "GM0150", "b": "2019", "e": "2017", "met": "GM0200"},
            {"g": "GM1982", "j": "2019"},  # Land van Cuijk: five gemeenten, one of which books for others
            {"g": "GM0307"},
        ],
    )
    def test_every_choice_opens_without_an_infinite_or_missing_number(
        self, open_cbs: Open, params: dict[str, str]
    ) -> None:
        at = open_cbs("kosten", **params)
        assert not at.exception
        body = html(at)
        assert "per inwoner" in body
        for wrong in ("nan", "inf", "None", "Traceback"):
            assert f">{wrong}<" not in body
            assert f" {wrong} " not in body

    @pytest.mark.shared
    @pytest.mark.parametrize(
        ("code", "year"),
        [
            ("GM0014", 2017),  # took others in under its own code: the sum of those
            ("GM0363", 2022),  # took one in during the year
            ("GM0575", 2018),
            ("GM0757", 2018),  # received part of a gemeente that was divided: its own amounts
            ("GM1982", 2019),
            ("GM0307", 2019),
        ],
    )
    @pytest.mark.parametrize("statement", ["jaarrekening", "begroting"])
    def test_the_sum_is_the_level_of_every_page(
        self, open_cbs: Open, code: str, year: int, statement: str
    ) -> None:
        at = open_cbs("kosten", g=code, j=str(year), s=statement)
        assert not at.exception
        figure = builds.current().build.readings.read(kosten.LEVELS[statement], code, str(year))
        body = html(at)
        assert f"{dutch.euro(figure.value)} per inwoner" in body
        assert "Lasten op taakveld" in body
        assert dutch.number((figure.numerator or 0) / 1000) in body

    @pytest.mark.shared
    def test_what_the_page_adds_up_is_what_the_figures_hold(self, cbs_build: Build) -> None:
        build = cbs_build
        rows = build.composition.amounts
        rows = rows[rows["lasten_eur"].notna() & rows["inwoners_n"].gt(0)]
        for region, year, name, lasten in zip(
            rows["region"], rows["year"], rows["statement"], rows["lasten_eur"], strict=True
        ):
            figure = build.readings.read(kosten.LEVELS[name], region, str(int(year)))
            assert figure.numerator == pytest.approx(lasten)

    @pytest.mark.shared
    def test_deventer_2019_down_to_the_figure(self, open_cbs: Open) -> None:
        body = html(open_cbs("kosten", g="GM0150", j="2019"))
        for part in ("21.414", "2.625", "24.039", "99.957", "€\xa0240"):
            assert part in body
        assert "De index van Deventer is 108: 1,10 maal 0,98 maal 100." in body

    @pytest.mark.shared
    def test_amersfoort_and_cuijk_are_warned_about(self, open_cbs: Open) -> None:
        amersfoort = html(open_cbs("kosten", g="GM0307", j="2019"))
        assert "boekt mogelijk ook lasten voor andere gemeenten" in amersfoort
        assert "Sprong ten opzichte van het jaar ervoor" in amersfoort
        cuijk = html(open_cbs("kosten", g="GM1982", j="2019"))
        assert "Land van Cuijk boekt mogelijk ook lasten voor andere gemeenten" in cuijk

    def test_no_forbidden_word_in_what_is_generated(self, view: CostView) -> None:
        said = [
            kosten.title(view),
            kosten.WHAT,
            budget.sentence(view),
            budget.lag_sentence(view),
            *index.story(view, (2017, 2019)),
            index.prices(view, (2017, 2019)),
            *(splitting.why_not_beside(view, str(each), OTHER) for each in Refusal if each),
        ]
        assert [words for text in said if (words := hits(text))] == []
