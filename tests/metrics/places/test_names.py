"""What a person types, a link, a file or the command line says of a gemeente leads to one gemeente, or says why."""

import unicodedata

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.facts import MERGERS, REGIONS, Facts
from metrics.places.lineage import Lineage
from metrics.places.names import Answer, Hit, Names, code_of, display_names, plain

TODAY = {
    "GM0059": "Achtkarspelen",
    "GM0093": "Terschelling",
    "GM0150": "Deventer",
    "GM0164": "Hengelo (O.)",
    "GM0344": "Utrecht (gemeente)",
    "GM0363": "Amsterdam",
    "GM0373": "Bergen (NH.)",
    "GM0417": "Laren (NH.)",
    "GM0484": "Alphen aan den Rijn",
    "GM0518": "'s-Gravenhage (gemeente)",
    "GM0668": "West Maas en Waal",
    "GM0796": "'s-Hertogenbosch",
    "GM0845": "Sint-Michielsgestel",
    "GM0893": "Bergen (L.)",
    "GM1509": "Oude IJsselstreek",
    "GM1900": "Súdwest-Fryslân",
    "GM1945": "Berg en Dal",
    "GM1960": "West Betuwe",
}
ENDED = {"GM0236": "Geldermalsen", "GM0241": "Groesbeek", "GM0788": "Haaren", "GM0999": "Nergenshuizen"}
REGION_ROWS = pd.DataFrame(
    [
        *[(code, name, "gemeente", pd.NA, pd.NA) for code, name in TODAY.items()],
        *[(code, name, "gemeente", pd.NA, 2018) for code, name in ENDED.items()],
        ("PV26", "Utrecht (PV)", "provincie", pd.NA, pd.NA),
        ("NL01", "Nederland", "land", pd.NA, pd.NA),
    ],
    columns=REGIONS,
)
MERGED = pd.DataFrame(
    [
        ("2015-01-01", "GM0265", "Millingen aan de Rijn", "GM0241", "Groesbeek", "merger"),
        ("2016-01-01", "GM0241", "Groesbeek", "GM1945", "Berg en Dal", "rename"),
        ("2019-01-01", "GM0236", "Geldermalsen", "GM1960", "West Betuwe", "merger"),
        ("2021-01-01", "GM0788", "Haaren", "GM0845", "Sint-Michielsgestel", "split"),
        ("2021-01-01", "GM0788", "Haaren", "GM0796", "'s-Hertogenbosch", "split"),
        ("2021-01-01", "GM0001", "Oude naam", "GM9999", "Niet geladen", "merger"),
    ],
    columns=MERGERS,
)
NAMES = Names(REGION_ROWS, MERGED, Lineage(MERGED))


@pytest.mark.parametrize(
    "typed", ["gm0150", "150", "GM0150.", " GM0150  ", "0150", "GM 0150", "gm-150", "000150", "150.0"]
)
def test_a_code_in_any_spelling(typed: str) -> None:
    assert NAMES.resolve(typed) == Answer(" ".join(typed.split()), "GM0150", "GM0150")


@pytest.mark.parametrize("typed", ["GM15000", "150.000", "15-0", "GMX150", "-150", "", "15 0", "¹50"])
def test_what_is_no_code_is_not_taken_for_one(typed: str) -> None:
    assert code_of(typed) is None


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("deventer", "GM0150"),
        ("Gemeente Deventer", "GM0150"),
        ("Utrecht", "GM0344"),
        ("Utrecht (gemeente)", "GM0344"),
        ("Deventer (gemeente)", "GM0150"),  # CBS names more than one with it, and not in every table
        ("'s-Gravenhage (gemeente)", "GM0518"),
        ("Gravenhage", "GM0518"),
        ("s gravenhage", "GM0518"),
        ("Laren (NH.)", "GM0417"),
        ("laren nh", "GM0417"),
        ("Hengelo", "GM0164"),
        ("Hengelo (o)", "GM0164"),
        ("Bergen (L.)", "GM0893"),
        ("bergen nh", "GM0373"),
        ("den bosch", "GM0796"),
        ("Sneek", "GM1900"),
        ("sudwest fryslan", "GM1900"),
        ("SUDWESTFRYSLAN", "GM1900"),
        ("St. Michielsgestel", "GM0845"),
        ("Alphen a/d Rijn", "GM0484"),
        ("alphen ad rijn", "GM0484"),
        ("Oude Ĳsselstreek", "GM1509"),  # the letter ĳ, as some spreadsheets write it
    ],
)  # fmt: skip
def test_a_name_in_any_spelling(typed: str, code: str) -> None:
    answer = NAMES.resolve(typed)
    assert (answer.code, answer.region, answer.ended_year) == (code, code, None)
    assert NAMES.told(answer) == ""


@pytest.mark.parametrize("typed", ["GM0236", "236", "Geldermalsen", "geldermalsen "])
def test_a_merged_gemeente_is_followed_and_told(typed: str) -> None:
    answer = NAMES.resolve(typed)
    assert (answer.code, answer.region, answer.by, answer.ended_year) == (
        "GM1960", "GM0236", "Geldermalsen", 2019
    )  # fmt: skip
    assert NAMES.told(answer) == "Geldermalsen hoort sinds 2019 bij West Betuwe."


def test_two_mergers_in_a_row_lead_to_today() -> None:
    answer = NAMES.resolve("Millingen aan de Rijn")
    assert NAMES.told(answer) == "Millingen aan de Rijn hoort sinds 2015 bij Berg en Dal."


@pytest.mark.parametrize("typed", ["GM0788", "haaren"])
def test_a_divided_gemeente_names_its_successors(typed: str) -> None:
    answer = NAMES.resolve(typed)
    assert (answer.code, answer.region, answer.parts) == (None, "GM0788", ("GM0796", "GM0845"))
    assert NAMES.told(answer) == "Haaren is in 2021 verdeeld over 's-Hertogenbosch en Sint-Michielsgestel."


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("Devnter", "'Devnter' kennen we niet. Bedoelt u Deventer?"),
        ("Geldermalse", "'Geldermalse' kennen we niet. Bedoelt u West Betuwe?"),
        ("Bergen", "'Bergen' kennen we niet. Bedoelt u Bergen (L.) of Bergen (NH.)?"),
        ("Hengelo (Gld.)", "'Hengelo (Gld.)' kennen we niet. Bedoelt u Hengelo?"),
        ("Xyzzy", "'Xyzzy' kennen we niet. Gebruik de naam of de code van een gemeente."),
        ("GM9998", "'GM9998' kennen we niet. Gebruik de naam of de code van een gemeente."),
        ("NL01", "'NL01' kennen we niet. Gebruik de naam of de code van een gemeente."),
        ("Oude naam", "'Oude naam' kennen we niet. Gebruik de naam of de code van een gemeente."),
        ("", "'' kennen we niet. Gebruik de naam of de code van een gemeente."),
    ],
)
def test_what_nobody_knows_is_no_gemeente_and_gets_a_guess(typed: str, said: str) -> None:
    answer = NAMES.resolve(typed)
    assert (answer.code, answer.parts) == (None, ())
    assert NAMES.told(answer) == said


def test_the_gemeenten_of_today_stand_in_the_order_of_their_names() -> None:
    assert list(NAMES.today)[:4] == ["GM0059", "GM0484", "GM0363", "GM1945"]
    assert list(NAMES.today.values())[-5:] == [
        "Súdwest-Fryslân", "Terschelling", "Utrecht", "West Betuwe", "West Maas en Waal"
    ]  # fmt: skip
    assert (NAMES.name("PV26"), NAMES.name("GM0265"), NAMES.name("XX")) == (
        "Utrecht", "Millingen aan de Rijn", "XX"
    )  # fmt: skip


def test_former_names_lead_to_today() -> None:
    assert NAMES.former == (
        ("Geldermalsen", "GM1960"),
        ("Groesbeek", "GM1945"),
        ("Haaren", "GM0796"),
        ("Haaren", "GM0845"),
        ("Millingen aan de Rijn", "GM1945"),
    )


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("DEV", "GM0150"),
        ("den haag", "GM0518"),
        ("s hertogen", "GM0796"),
        ("sudwest frysl", "GM1900"),
        ("karspelen", "GM0059"),
        ("devneter", "GM0150"),
        ("0150", "GM0150"),
        ("berg", "GM1945"),
        ("bergen", "GM0893"),
    ],
)
def test_search_finds(typed: str, code: str) -> None:
    assert NAMES.search(typed)[0].code == code


def test_search_tells_the_old_name_that_led_there() -> None:
    assert NAMES.search("Gelder") == [Hit("GM1960", "West Betuwe", by="Geldermalsen")]
    assert NAMES.search("236") == [Hit("GM1960", "West Betuwe", by="Geldermalsen")]
    assert NAMES.search("Haaren") == [
        Hit("GM0796", "'s-Hertogenbosch", by="Haaren"), Hit("GM0845", "Sint-Michielsgestel", by="Haaren")
    ]  # fmt: skip


def test_search_finds_a_gemeente_once() -> None:
    assert [hit.code for hit in NAMES.search("west")] == ["GM1960", "GM0668", "GM1900"]
    assert [hit.code for hit in NAMES.search("e", limit=2)] == ["GM0059", "GM0484"]


@pytest.mark.parametrize("typed", ["", "   ", "xyzzy", "<script>", "''", "9998", "oude naam"])
def test_search_gives_nothing_for_nothing_alike(typed: str) -> None:
    assert NAMES.search(typed) == []


def test_additions_go_unless_two_names_would_be_the_same() -> None:
    names = {code: TODAY[code] for code in ("GM0344", "GM0164", "GM0893", "GM0373")}
    assert display_names(names | {"PV26": "Utrecht (PV)"}) == {
        "GM0344": "Utrecht",
        "GM0164": "Hengelo",
        "GM0893": "Bergen (L.)",
        "GM0373": "Bergen (NH.)",
        "PV26": "Utrecht",
    }


def test_plain_keeps_letters_and_digits() -> None:
    assert plain(" 's-Gravenhage ") == "s gravenhage"


@given(st.text(max_size=40))
def test_whatever_is_typed_there_is_an_answer(typed: str) -> None:
    answer = NAMES.resolve(typed)
    assert answer.code is None or answer.code in NAMES.today
    assert set(answer.suggestions) <= NAMES.today.keys()
    assert all(hit.code in NAMES.today for hit in NAMES.search(typed))


def _spelled(code: str, official: str, display: str) -> list[str]:
    """Return the ways in which a gemeente is written that must all lead to it."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", display) if not unicodedata.combining(c))
    digits = code.removeprefix("GM")
    return [
        display, official, display.upper(), display.lower(), f"  {display} ", bare, bare.replace("-", " "),
        bare.replace("'", ""), bare.replace("-", "").replace("'", ""), f"gemeente {display}",
        code, code.lower(), digits, str(int(digits)), f"{code}.", f" {code}  ", f"GM{int(digits)}",
        unicodedata.normalize("NFD", display),
    ]  # fmt: skip


@pytest.mark.parametrize("facts_name", ["report_facts", pytest.param("cbs_facts", marks=pytest.mark.shared)])
def test_every_gemeente_is_found_by_every_spelling(facts_name: str, request: pytest.FixtureRequest) -> None:
    facts: Facts = request.getfixturevalue(facts_name)
    names = Names(facts.regions, facts.mergers, Lineage(facts.mergers))
    official = dict(zip(facts.regions["code"], facts.regions["name"], strict=True))
    wrong = [
        (typed, answer)
        for code, display in names.today.items()
        for typed in _spelled(code, official[code], display)
        if (answer := names.resolve(typed)).code != code
    ]
    assert wrong == []
    assert len(names.today) in (28, 342)  # the report alone, or every gemeente of 2026


@pytest.mark.shared
def test_every_former_gemeente_leads_on(cbs_facts: Facts) -> None:
    names = Names(cbs_facts.regions, cbs_facts.mergers, Lineage(cbs_facts.mergers))
    for code, name in zip(cbs_facts.mergers["old_code"], cbs_facts.mergers["old_name"], strict=True):
        if code in names.today:
            continue
        for typed in (code, name, name.upper()):
            answer = names.resolve(typed)
            assert answer.region == code
            assert answer.is_followed or len(answer.parts) > 1


def test_a_divided_gemeente_stays_divided_where_only_one_part_is_loaded() -> None:
    some = REGION_ROWS[REGION_ROWS["code"] != "GM0845"]
    answer = Names(some, MERGED, Lineage(MERGED)).resolve("Haaren")
    assert (answer.code, answer.parts) == (None, ("GM0796",))
