"""The register: what ships is complete and well formed; what is not is refused with the place named."""

from pathlib import Path

import pytest

from loaders.errors import RegisterError
from loaders.files import register
from metrics.records import SourceEntry

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
    for source in register.sources():
        by_kind.setdefault(source.kind.name, []).append(source)
    ids = {kind: [source.source_id for source in sources] for kind, sources in by_kind.items()}
    assert ids["youth_care"] == ["84134NED", "85099NED"]
    assert ids["natura"] == ["82972NED", "85098NED"]
    assert ids["youth_costs"] == ["83454NED"]
    assert {"84866NED", "85342NED", "85711NED"} <= set(ids["income"])
    assert {"84868NED", "85678NED"} <= set(ids["low_income"])
    assert ids["ses_woa"] == ["85163NED", "85539NED", "85900NED"]
    assert ids["population"] == ["70072ned"]
    assert ids["population_age"] == ["03759ned"]
    assert [source.division_year for source in by_kind["finance"]] == list(range(2017, 2027))
    assert [source.division_year for source in by_kind["divisions"]] == list(range(2015, 2027))
    assert [source.division_year for source in by_kind["boundaries"]] == list(range(2015, 2027))
    assert len(ids["prices"]) == 2


def test_every_source_has_a_licence_and_an_address_or_a_title_to_find_it_by() -> None:
    for source in register.sources():
        assert source.licence == "CC BY 4.0"
        assert source.url or source.title_pattern


def test_successors_and_predecessors_point_at_each_other() -> None:
    sources = {source.source_id: source for source in register.sources()}
    for source in sources.values():
        if source.successor:
            assert sources[source.successor].predecessor == source.source_id
        if source.predecessor:
            assert sources[source.predecessor].successor == source.source_id


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


def test_a_name_that_is_not_there_is_refused() -> None:
    with pytest.raises(RegisterError, match="99999ned is not in data/sources.toml") as caught:
        register.select(register.sources(), ["99999NED", "82972NED"])
    assert "staat niet in data/sources.toml" in caught.value.message_nl


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[kinds\n", "geen geldige TOML"),
        (KIND, "source"),
        (KIND + SOURCE + SOURCE, "stands there twice"),
        (KIND + SOURCE.replace('"natura"', '"nature"'), "kind 'nature' is not described"),
        (KIND + SOURCE + 'colour = "red"\n', "source.0.colour"),
        (KIND + SOURCE + 'title_pattern = "("\n', "no regular expression"),
        (KIND + SOURCE + 'successor = "85098NED"\n', "'85098NED' is no source"),
        (KIND + SOURCE + 'table = ""\n', "neither a table nor a title_pattern"),
        (KIND + SOURCE + "division_year = 20\n", "division_year"),
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
    with pytest.raises(RegisterError, match="niet te lezen"):
        register.sources(Path("nowhere") / "sources.toml")
