"""The register: what ships is complete and well formed; what is not is refused with the place named."""

from datetime import date
from pathlib import Path

import pytest

from loaders.errors import RegisterError
from loaders.files import register
from metrics.records import SourceEntry

SERIES = """
[[series]]
name = "gebieden"
title = "Gebieden in Nederland {year}"
title_pattern = '^Gebieden in Nederland {year}$'
kind = "natura"
first_year = 2024
figures_lag = 0
needed_first = 1
ids = { 2025 = "86059NED" }
"""
KIND = """
[kinds.natura]
dimensions = ["RegioS", "Perioden"]
chunk_by = ["Perioden"]
all_topics = true
"""
SOURCE = """
[[source]]
id = "82972NED"
title = "Indicatoren"
kind = "natura"
"""


def write(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "sources.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_every_source_that_was_asked_for_is_in_the_register() -> None:
    by_kind: dict[str, list[register.RegisteredSource]] = {}
    for source in register.sources(until=2027):
        by_kind.setdefault(source.kind.name, []).append(source)
    ids = {kind: [source.source_id for source in sources] for kind, sources in by_kind.items()}
    assert ids["youth_care"] == ["84134NED", "85099NED"]
    assert ids["natura"] == ["82972NED", "85098NED"]
    assert ids["youth_costs"] == ["83454NED"]
    assert {"84866NED", "85342NED", "85711NED"} <= set(ids["income"])
    assert {"84868NED", "85678NED"} <= set(ids["low_income"])
    assert ids["ses_woa"][:5] == ["85163NED", "85539NED", "85900NED", "86092NED", "86296NED"]
    assert ids["ses_woa"][5:] == ["ses_woa_2026", "ses_woa_2027"]
    assert ids["wijken"][4:] == ["85984NED", "86165NED", "wijken_2026", "wijken_2027"]
    assert ids["population"] == ["70072ned"]
    assert ids["population_age"] == ["03759ned"]
    assert [source.division_year for source in by_kind["finance"]] == list(range(2017, 2028))
    assert [source.division_year for source in by_kind["divisions"]] == list(range(2015, 2028))
    assert [source.division_year for source in by_kind["boundaries"]] == list(range(2015, 2028))
    assert ids["prices"] == ["83131NED", "prijzen_2020", "86141NED"]


def test_every_source_has_a_licence_and_an_address_or_a_title_to_find_it_by() -> None:
    for source in register.sources():
        assert source.licence == "CC BY 4.0"
        assert source.url or source.title_pattern


def test_a_series_is_a_source_a_year_up_to_the_year_that_is_asked(tmp_path: Path) -> None:
    found = register.sources(write(tmp_path, KIND + SERIES), until=2027)
    assert [(one.source_id, one.expected, one.later, one.needed_first) for one in found] == [
        ("gebieden_2024", False, False, False),
        ("86059NED", True, False, True),
        ("gebieden_2026", False, True, False),
        ("gebieden_2027", False, True, False),
    ]
    newest = found[1]
    assert newest.title == "Gebieden in Nederland 2025"
    assert newest.names == ("86059NED", "gebieden_2025")
    assert (newest.first_year, newest.last_year) == (2025, 2025)
    assert register.sources(write(tmp_path, KIND + SERIES))[-1].division_year == date.today().year + 1


def test_what_most_pages_need_comes_first_and_of_a_series_the_newest_year() -> None:
    ordered = register.in_order(register.sources(until=2027))
    first = [one.source_id for one in ordered if one.needed_first]
    assert [one.source_id for one in ordered[: len(first)]] == first
    assert {"70072ned", "86247NED", "grenzen_2026", "45063NED", "84134NED", "85098NED"} <= set(first)
    iv3 = [one.division_year for one in ordered if one.series == "iv3"]
    assert iv3 == [2026, 2025, 2024, 2023, 2027, 2022, 2021, 2020, 2019, 2018, 2017]


def test_finance_is_found_by_title_a_blank_at_the_end_included() -> None:
    import re

    source = next(one for one in register.sources() if one.source_id == "45046NED")
    assert re.search(source.title_pattern, "Gemeenten 2019 onbewerkte Iv3-data ".strip())
    assert not re.search(source.title_pattern, "Gemeenten 2018 onbewerkte Iv3-data")
    assert not re.search(source.title_pattern, "Gemeenschappelijke regelingen 2019 onbewerkte Iv3-data")


def test_an_entry_for_the_screen_holds_title_licence_and_year() -> None:
    entry = next(one for one in register.entries() if one.source_id == "84866NED")
    assert isinstance(entry, SourceEntry)
    assert (entry.division_year, entry.kind, entry.catalog) == (2020, "income", "CBS")
    assert entry.url.startswith("https://opendata.cbs.nl/")


def test_selection_takes_any_case_and_keeps_the_order_of_the_file() -> None:
    every = register.sources()
    assert register.select(every, []) == every
    chosen = register.select(every, ["70072NED", "82972ned"])
    assert [source.source_id for source in chosen] == ["82972NED", "70072ned"]
    assert {source.division_year for source in register.select(every, ["Iv3"])} >= set(range(2017, 2027))
    assert [one.source_id for one in register.select(every, ["iv3_2019", "86247ned"])] == [
        "45046NED",
        "86247NED",
    ]


def test_a_name_that_is_not_there_is_refused() -> None:
    with pytest.raises(RegisterError, match="99999ned is not in data/sources.toml") as caught:
        register.select(register.sources(), ["99999NED", "82972NED"])
    assert "staat niet in data/sources.toml" in caught.value.message_nl


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[kinds\n", "geen geldige TOML"),
        (KIND + SOURCE + SOURCE, "stands there twice"),
        (KIND + SOURCE.replace('"natura"', '"nature"'), "kind 'nature' is not described"),
        (KIND + SOURCE + 'colour = "red"\n', "source.0.colour"),
        (KIND + SOURCE + "first_year = 20\n", "first_year"),
        (KIND + SERIES.replace("'^Geb", "'(Geb"), "no regular expression"),
        (KIND + SERIES.replace("title_pattern", "comment"), "neither a table nor a title_pattern"),
        (KIND + SERIES.replace("2025 =", "2023 ="), "a year that is not in it"),
        (KIND + SERIES.replace('Nederland {year}"', 'Nederland"'), "series.0.title"),
        (KIND + SERIES + SERIES, "stands there twice"),
        (KIND + SERIES.replace('"natura"', '"nature"'), "kind 'nature' is not described"),
        (KIND + SERIES + 'catalog = "PDOK"\n', "boundaries need a url"),
        (KIND, "neither a [[source]] nor a [[series]]"),
        (KIND.replace('chunk_by = ["Perioden"]', 'chunk_by = ["Vorm"]') + SOURCE, "names Vorm"),
        (
            KIND.replace("all_topics", 'keep = [{dimension = "RegioS"}]\nall_topics') + SOURCE,
            "neither titles",
        ),
    ],
)
def test_a_wrong_register_is_refused_with_the_place(tmp_path: Path, text: str, words: str) -> None:
    with pytest.raises(RegisterError) as caught:
        register.sources(write(tmp_path, text))
    assert words in caught.value.message_nl


def test_a_register_that_is_gone_is_said() -> None:
    with pytest.raises(RegisterError, match="cannot be read"):
        register.sources(Path("nowhere") / "sources.toml")
