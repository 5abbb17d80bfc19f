"""What a newer version changed, by hand: a case a kind, and nothing between a version and itself."""

from datetime import date, datetime
from typing import Any

import pandas as pd
import pytest

from metrics.build import Build, Derived
from metrics.dutch import NBSP
from metrics.errors import MetricsError
from metrics.facts import VERSIONS
from metrics.news import changes, expected, words
from metrics.news.compare import changes as compare
from metrics.records import Appearance, Records
from metrics.tables.news import news
from tests.metrics import build_facts
from tests.metrics.build_figures import COST, NATURA, growth, published, ratios

A, B, NEW = "GM0001", "GM0002", "GM0003"


def build(records: Records, *figures: pd.DataFrame, codes: tuple[str, ...] = (A, B), **frames: Any) -> Build:
    made = build_facts.facts(regions=build_facts.regions(codes), **frames)
    rows = pd.concat([each for each in figures if len(each)], ignore_index=True)
    return Build(made, records, Derived(rows, None, pd.DataFrame()))  # type: ignore[arg-type]  # not asked for here


def told(old: Build, new: Build) -> list[tuple[Any, ...]]:
    frame = compare(old, new)[["region", "indicator", "period", "what", "old", "new", "detail"]]
    return [tuple(row) for row in frame.astype(object).where(frame.notna(), None).itertuples(index=False)]


def test_a_new_year_is_new_and_a_value_that_is_shown_as_another_is_revised(records: Records) -> None:
    old = build(records, ratios([(A, 35_000, 100), (B, 30_040, 100)]))
    revised = ratios([(A, 35_600, 100), (B, 30_010, 100)])  # B: € 300,40 and € 300,10 are both shown as € 300
    new = build(records, revised, ratios([(A, 37_000, 100)], period="2024"))
    assert told(old, new) == [
        (A, COST, "2024", "nieuw", None, 370.0, ""),
        (A, COST, "2023", "herzien", 350.0, 356.0, ""),
    ]


def test_provisional_became_final_also_where_the_value_stayed(records: Records) -> None:
    old = build(records, published({A: 8.1, B: 7.0}, period_status="voorlopig"))
    new = build(records, published({A: 8.1, B: 7.0}, period_status="definitief"))
    assert told(old, new)[0] == (A, NATURA, "2023H1", "definitief", 8.1, 8.1, "voorlopig")
    still = build(records, published({A: 8.1, B: 7.0}, period_status="nader_voorlopig"))
    assert told(old, still) == []


def test_a_figure_that_was_revised_and_became_final_is_told_once_with_both_values(records: Records) -> None:
    old = build(records, published({A: 8.1, B: 7.0}, period_status="voorlopig"))
    new = build(records, published({A: 8.4, B: 7.0}, period_status="definitief"))
    assert told(old, new) == [
        (A, NATURA, "2023H1", "definitief", 8.1, 8.4, "voorlopig"),
        (B, NATURA, "2023H1", "definitief", 7.0, 7.0, "voorlopig"),
    ]


def test_a_figure_that_went_says_why(records: Records) -> None:
    old = build(records, published({A: 8.1, B: 7.0}))
    new = build(records, published({A: None}, cell_status="geen_cijfer"), published({B: 7.0}))
    assert told(old, new) == [(A, NATURA, "2023H1", "vervallen", 8.1, None, "geen_cijfer")]
    gone = build(records, published({A: 8.1}))
    assert told(old, gone) == [(B, NATURA, "2023H1", "vervallen", 7.0, None, "niet_geladen")], "no row at all"


def test_a_merger_is_told_once_and_its_older_years_are_no_revisions(records: Records) -> None:
    old = build(records, ratios([(A, 30_000, 100), (B, 50_000, 100)]))
    merged = build_facts.mergers([("2024-01-01", B, A, "merger"), ("2024-01-01", A, A, "merger")])
    figures = ratios([(A, 80_000, 200)]), ratios([(A, 90_000, 200)], period="2024")
    new = build(records, *figures, codes=(A,), mergers=merged)
    assert told(old, new) == [
        (A, "", "2024", "herindeling", None, None, f"{B} ({B}), 2024-01-01"),
        (A, COST, "2024", "nieuw", None, 450.0, ""),
    ]


def test_a_made_gemeente_has_no_new_years_that_its_parts_had(records: Records) -> None:
    old = build(records, ratios([(A, 30_000, 100), (B, 50_000, 100)]))
    merged = build_facts.mergers([("2024-01-01", A, NEW, "merger"), ("2024-01-01", B, NEW, "merger")])
    new = build(records, ratios([(NEW, 80_000, 200)]), codes=(NEW,), mergers=merged)
    assert [row[3] for row in told(old, new)] == ["herindeling", "herindeling"]


def test_a_table_that_is_loaded_now_is_new_for_everybody(records: Records) -> None:
    figures = published({A: 8.1})
    was = build_facts.sources([("85098NED", None)]).assign(title="Indicatoren", register_id="85098NED")
    extra = build_facts.sources([("99999NED", None)]).assign(title="Nieuw", register_id="iv3_2027")
    old = build(records, figures, sources=pd.concat([was, extra.assign(status="absent")]))
    new = build(records, figures, sources=pd.concat([was, extra]))
    assert told(old, new) == [("", "", "", "nieuwe_bron", None, None, "Nieuw")]


def test_growth_and_own_codes_follow_from_others_and_are_no_news(records: Records) -> None:
    old = build(records, growth([(A, 20_000, 100, 10_000, 100)]))
    new = build(records, growth([(A, 30_000, 100, 10_000, 100)]))
    assert told(old, new) == []


@pytest.mark.shared
def test_between_a_version_and_itself_there_is_no_news(cbs_build: Build) -> None:
    assert len(cbs_build.computed) > 10_000
    assert compare(cbs_build, cbs_build).empty


def kept(records: Records) -> Build:
    """Three versions: the second revised one figure, the third changed nothing."""
    old, mid = build(records, ratios([(A, 35_000, 100)])), build(records, ratios([(A, 35_600, 100)]))
    steps = [
        ("aaaaaaaa", "", "2026-01-01"),
        ("bbbbbbbb", "aaaaaaaa", "2026-05-01"),
        ("cccccccc", "bbbbbbbb", "2026-11-01"),
    ]
    versions = pd.DataFrame(steps, columns=VERSIONS).astype({"loaded": "datetime64[us]"})
    frame = compare(old, mid).assign(version="bbbbbbbb")
    return build(records, ratios([(A, 35_600, 100)]), versions=versions, news=frame)


def test_words_and_rows_of_the_news_agree(records: Records) -> None:
    whole = kept(records)
    every = changes.steps(whole, A)
    assert [(step.version, len(step.changes)) for step in every] == [("cccccccc", 0), ("bbbbbbbb", 1)]
    newest = changes.latest(every)
    assert newest is not None
    assert newest.loaded == datetime.fromisoformat("2026-05-01T00:00:00+00:00")
    said = words.told(newest.changes[0], records, "Deventer").sentence.replace(NBSP, " ")
    assert said == "Lasten per inwoner (2023): nu € 356, was € 350 (€ 6 hoger)."
    assert words.line(newest, every, "Deventer") == "Geladen op 1 mei 2026: 1 herzien cijfer."
    assert words.line(None, changes.steps(whole, B)[:1], B).startswith(f"Voor {B} veranderde er niets.")
    rows = news(whole, A)
    assert rows.iloc[0].tolist()[:6] == [A, COST, "2023", "herzien", 350.0, 356.0]
    assert len(rows) == len(news(whole, A, "aaaaaa")) == 1
    assert news(whole, A, "bbbbbb").empty
    assert news(whole, A, "cccccc").empty
    for wrong in ("dddddd", "bbb"):
        with pytest.raises(MetricsError, match="known, oldest first: aaaaaaaa, bbbbbbbb, cccccccc"):
            news(whole, A, wrong)


HALF = (
    Appearance("jeugdhulp", NATURA, "H1", "eind oktober", 10, 0),
    Appearance("jeugdhulp", NATURA, "H2", "eind april", 4, 1),
)
YEAR = Appearance("de jaarrekening", COST, "jaar", "de zomer", 9, 1)


@pytest.mark.parametrize(
    ("newest", "today", "said"),
    [
        (
            "2025H2",
            date(2026, 10, 31),
            "Naar verwachting: jeugdhulp over het eerste halfjaar van 2026 eind oktober 2026.",
        ),
        (
            "2026H1",
            date(2026, 11, 28),
            "Naar verwachting: jeugdhulp over het tweede halfjaar van 2026 eind april 2027.",
        ),
        (
            "2025H2",
            date(2026, 11, 1),
            "Nog niet geladen, maar waarschijnlijk al verschenen: jeugdhulp over het eerste",
        ),
        ("2024", date(2026, 7, 1), "Naar verwachting: de jaarrekening van 2025 in de zomer van 2026."),
        ("", date(2026, 7, 1), ""),
    ],
)
def test_the_next_figures_are_counted_from_what_is_loaded(newest: str, today: date, said: str) -> None:
    known = {"jeugdhulp": newest if "H" in newest else "", "de jaarrekening": "" if "H" in newest else newest}
    assert expected.line(expected.following((*HALF, YEAR), known), today).startswith(said)
    assert bool(said) == bool(expected.following((*HALF, YEAR), known))
