"""The sheet of *Gesprek voorbereiden* in words, worked out by hand from a country of five."""

from dataclasses import replace
from datetime import date

from metrics import dutch
from metrics.notes import FigureNote
from metrics.records import Records
from pages.ui.brief import more
from pages.ui.brief.explain import AGAINST, FITS
from pages.ui.brief.view import Brief
from pages.ui.documents.onepage import OnePage
from pages.ui.gesprek import papers, view
from pages.ui.own.monitor import Statement
from pages.ui.site.noted import Noted
from tests.data.screen_words import hits, stumbles
from tests.pages.ui import country_of_five as five
from tests.pages.ui.brief.test_words import CHOSEN, all_of, four
from tests.pages.ui.brief.test_words import brief as brief_of
from tests.pages.ui.country_of_five import AA

NONE = Noted((), {}, {})
MONEY = Statement(AA, "rijksmiddelen", 2023, 300_000, "Septembercirculaire")
WAIT = Statement(AA, "wachttijd", 2023, 6.5, "Monitor")
MARK = Statement(AA, "rapportcijfer", 2023, 7.4, "Monitor")


def made(records: Records) -> Brief:
    one = brief_of(CHOSEN, records)
    return replace(one, cost=one.figures[0])


def sheet(
    records: Records, stated: tuple[Statement, ...] = (), notes: str = "", noted: Noted = NONE
) -> OnePage:
    return view.sheet(made(records), records, five.STAMP, noted, stated, notes)


def plain(text: str) -> str:
    return text.replace(dutch.NBSP, " ")


def test_the_template_is_filled_with_the_figures(records: Records) -> None:
    (part,) = sheet(records).columns[0]
    assert part.heading == "De vragen van een raadslid"
    assert [(lead, plain(text)) for lead, text in part.items] == [
        (
            "Wat",
            "De lasten voor jeugdzorg waren in 2023 € 350.000, of € 350* per inwoner. "
            "Welke hulp zit in dit bedrag, en wat staat elders in de begroting?",
        ),
        (
            "Waarom",
            "Het verschil past bij inkomen, maar niet bij bereik. Wat is volgens het college de verklaring?",
        ),
        (
            "Wat kost het",
            "Van 2022 tot 2023 stegen de lasten per inwoner in Aa met 17% (rekening op rekening), sneller dan in "
            "Nederland (7%). "
            "Wat verwacht het college voor dit jaar en het volgende?",
        ),
        (
            "Wat levert het op",
            "Dat staat niet in open cijfers. Wat weten we van wachttijd, tevredenheid en behaalde doelen?",
        ),
        (
            "Wat doen anderen",
            "Lasten per inwoner: Aa € 350*, Nederland € 320 en de groep € 333. 1 gemeente lager, 1 hoger (van 3 "
            "gemeenten met dit cijfer). Met welke gemeente willen we praten, en waarover?",
        ),
    ]


def test_money_of_the_rijk_is_asked_for_or_stands_beside_the_lasten(records: Records) -> None:
    told = dict(sheet(records).told)
    assert plain(told["Rijksmiddelen jeugd"]) == (
        "Niet ingevuld: vraag dit aan de wethouder. De lasten waren in 2023 € 350.000."
    )
    told = dict(sheet(records, (MONEY,)).told)
    assert plain(told["Rijksmiddelen jeugd"]) == (
        "In 2023 € 300.000 (eigen opgave; bron: Septembercirculaire). De lasten waren in 2023 € 350.000."
    )


def test_the_own_monitor_stands_on_the_sheet_and_answers_what_it_yields(records: Records) -> None:
    whole = sheet(records, (MONEY, WAIT, replace(WAIT, region=five.BE, value=9.0)))
    own = next(part for part in whole.columns[0] if part.heading == "Wat onze eigen monitor zegt")
    assert own.items == (("Gemiddelde wachttijd, 2023", "6,5 weken (eigen opgave; bron: Monitor)"),)
    yields = dict(whole.columns[0][0].items)["Wat levert het op"]
    assert yields.startswith("Gemiddelde wachttijd, 2023: 6,5 weken (eigen opgave). Wat weten we")
    (table,) = whole.more
    assert [row["wat"] for row in table.rows] == ["Rijksmiddelen jeugd", "Gemiddelde wachttijd"]


def test_one_source_is_said_once(records: Records) -> None:
    own = sheet(records, (WAIT, MARK)).columns[0][1]
    assert own.texts == ("Eigen opgave; bron: Monitor.",)
    assert own.items == (
        ("Gemiddelde wachttijd, 2023", "6,5 weken"),
        ("Rapportcijfer van jongeren en ouders, 2023", "7,4"),
    )


def test_notes_are_set_as_text_or_there_are_lines_to_write_on(records: Records) -> None:
    empty = sheet(records).columns[1][-1]
    assert (empty.heading, empty.texts, empty.lines_n) == ("Notities", (), 8)
    full = sheet(records, notes="Een <b>punt</b>.\n\n Twee. ").columns[1][-1]
    assert (full.texts, full.lines_n) == (("Een <b>punt</b>.", "Twee."), 0)


def test_what_people_wrote_stands_beneath_the_figures_three_at_most(records: Records) -> None:
    long = " ".join(["woord"] * 200)
    note = FigureNote("a1", AA, "lasten_per_inwoner", "2023", "verklaring", "beleid", date(2026, 3, 3), long)
    several = tuple(replace(note, code=f"a{n}") for n in range(5))
    whole = sheet(records, noted=Noted(several, five.NAMES, {"lasten_per_inwoner": "Lasten per inwoner"}))
    assert len(whole.notes) == 5 and len(whole.first_notes) == 4
    lead, text = whole.first_notes[0]
    assert lead == "Notitie bij lasten per inwoner, 2023 (verklaring; beleid, 3 maart 2026)"
    assert len(text) <= 202 and text.endswith("woord …")
    assert whole.first_notes[-1] == ("En nog 2 notities bij deze cijfers", "zie de tabel.")
    assert whole.more[0].rows[0]["tekst"] == long  # whole, in the table


def test_figures_are_those_that_were_chosen_in_that_order_and_four_at_most(records: Records) -> None:
    shown = four(CHOSEN)
    offered = more.offered(CHOSEN, shown, records)
    assert list(offered)[:4] == [one.measure.indicator for one in shown]
    assert {"begroting_per_inwoner", "met_verblijf", "wijkteam_aandeel"} <= set(offered)
    assert "mediaan_inkomen" not in offered  # Aa has none

    def picked(*codes: str) -> list[str]:
        found = more.picked(CHOSEN, all_of(CHOSEN), shown, codes, records)
        return [f"{one.measure.indicator} {one.period}" for one in found]

    assert picked("met_verblijf", "lasten_per_inwoner") == ["met_verblijf 2020H1", "lasten_per_inwoner 2023"]
    assert picked("onzin", "mediaan_inkomen") == picked()  # the four
    assert len(picked(*offered)) == 4


def test_the_list_of_papers_goes_along_with_where_the_report_has_it(records: Records) -> None:
    made_of = papers.document(records.papers, "Aa", five.STAMP)
    assert [section.heading for section in made_of.sections] == [
        "Beleid",
        "Geld",
        "Eigen monitor",
        "Organisatie",
    ]
    listed = [block for section in made_of.sections for block in section.blocks]
    assert len(listed) == len(records.papers) == 30
    assert "☐ Het deel in natura en het deel als pgb (rapport, regel 3213)" in listed
    lines = [line for each in records.papers for line in range(each.line, each.last_line + 1)]
    assert sorted(set(lines)) == sorted(lines) and min(lines) == 3189 and max(lines) == 3266


def test_nothing_on_the_sheet_stumbles(records: Records) -> None:
    whole = sheet(records, (MONEY, WAIT))
    texts = [text for _, text in (*whole.told, *whole.columns[0][0].items)]
    assert [found for text in texts if (found := [*stumbles(text), *hits(text)])] == []


def test_an_amount_that_may_not_be_compared_is_asked_about_as_that(records: Records) -> None:
    brief = made(records)
    assert brief.cost is not None
    figure = replace(brief.cost.figure, reason="boekt_voor_anderen")
    told = replace(brief, reasons=(), difference="", cost=replace(brief.cost, figure=figure))
    assert view._why(told) == "Het bedrag per inwoner is niet met dat van andere gemeenten te vergelijken."


def test_what_goes_with_the_difference_is_one_sentence(records: Records) -> None:
    first, second = made(records).reasons[:2]
    both = (replace(first, verdict=FITS), replace(second, verdict=FITS))
    assert view._why(replace(made(records), reasons=both)).startswith("Het verschil past bij ")
    neither = tuple(replace(each, verdict=AGAINST) for each in both)
    assert view._why(replace(made(records), reasons=neither)).startswith("Het verschil past niet bij ")


def test_without_growth_the_budget_is_a_whole_sentence(records: Records) -> None:
    budget = "In 2023 was de rekening € 108 per inwoner en de oorspronkelijke begroting € 104: zij was hoger."
    assert view._costs(replace(made(records), figures=(), budget=budget)) == budget
