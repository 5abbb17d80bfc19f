"""Does the picture hold? In words that say all of all, name who differs, and name what could not be made."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.comparing.picture import Picture
from metrics.comparing.sentences.holds import holds, said_of, than
from metrics.groups.robustness import Vote
from metrics.numbers.relation import Relation
from tests.data.screen_words import hits

TITLES = ["Buurgemeenten", "Gemeenten in dezelfde jeugdregio", "Ongeveer even grote gemeenten"]


def vote(title: str, holds_n: int = 1, total_n: int = 1, reason: str = "") -> Vote:
    return Vote("size", title, holds_n, total_n, 0, None, None, "ratio_of_sums", reason)


def said(*votes: Vote, relation: Relation = "lager", plural: bool = True) -> str:
    return holds(Picture(relation, votes), "Aa", "de lasten per inwoner", plural=plural)


@pytest.mark.parametrize(
    ("n", "where"),
    [(2, "in beide soorten groepen"), (3, "in alle drie de soorten groepen")],
)
def test_all_is_only_said_of_all(n: int, where: str) -> None:
    assert (
        said(*map(vote, TITLES[:n]))
        == f"Ja: {where} waren de lasten per inwoner in Aa lager dan in de groep."
    )


def test_one_kind_of_group_says_neither_yes_nor_no() -> None:
    none = vote(TITLES[1], 0, 0, "geen_groep")
    assert said(vote("Groep van het rapport"), none) == (
        "Dat is met één soort groep niet te zeggen. In de soort die te maken is (groep van het rapport) waren de "
        "lasten per inwoner in Aa lager dan in de groep. Niet te maken: gemeenten in dezelfde jeugdregio."
    )
    assert said(vote("Groep van het rapport", 0)).endswith("(groep van het rapport) was dat niet.")
    assert said(vote("Groep van het rapport", 2, 3)).endswith("was dat niet, of niet in elke groep.")


def test_who_differs_is_named() -> None:
    assert said(vote(TITLES[0]), vote(TITLES[1], 0), vote(TITLES[2])) == (
        "Deels: in twee van de drie soorten groepen waren de lasten per inwoner in Aa lager dan in de groep. "
        "Dat geldt niet voor gemeenten in dezelfde jeugdregio."
    )


def test_several_that_differ_are_kinds() -> None:
    votes = [vote(TITLES[0]), vote(TITLES[1], 0), vote(TITLES[2], 0), vote("Eigen groep")]
    assert "Dat geldt niet voor gemeenten in dezelfde jeugdregio en " in said(*votes)
    some = [vote(TITLES[0]), vote(TITLES[1]), vote(TITLES[2], 3, 16)]
    assert said(*some).endswith("Dat geldt niet, of niet in elke groep, voor ongeveer even grote gemeenten.")


def test_where_few_hold_those_are_named() -> None:
    assert said(vote(TITLES[0], 0), vote(TITLES[1]), vote(TITLES[2], 0)) == (
        "Deels: in een van de drie soorten groepen (gemeenten in dezelfde jeugdregio) waren de lasten per inwoner "
        "in Aa lager dan in de groep. In de andere twee soorten niet."
    )


def test_a_family_of_many_groups_holds_only_if_all_of_them_do() -> None:
    assert said(vote(TITLES[0], 15, 16), vote(TITLES[1])).startswith(
        "Deels: in een van de twee soorten groepen"
    )


def test_nowhere_is_nee() -> None:
    assert said(vote(TITLES[0], 0), vote(TITLES[1], 0)) == (
        "Nee: bij geen enkele soort groep waren de lasten per inwoner in Aa steeds lager dan in de groep."
    )


def test_what_cannot_be_made_is_named_and_takes_all_away() -> None:
    text = said(vote(TITLES[0]), vote(TITLES[1]), vote(TITLES[2], 0, 0, "Een eiland."))
    assert text == (
        "Ja: in de twee soorten groepen die te maken zijn, waren de lasten per inwoner in Aa lager dan in de groep. "
        "Niet te maken: ongeveer even grote gemeenten."
    )


def test_nothing_counted_says_nothing() -> None:
    assert said() == said(vote(TITLES[0], 0, 0, "Een eiland.")) == ""


@pytest.mark.parametrize(
    ("relation", "words"),
    [("hoger", "hoger dan"), ("lager", "lager dan"), ("ongeveer even hoog", "ongeveer even hoog als"),
     ("even hoog", "ongeveer even hoog als")],
)  # fmt: skip
def test_every_relation_has_its_own_words(relation: Relation, words: str) -> None:
    assert f"waren de lasten per inwoner in Aa {words} in de groep" in said(
        vote(TITLES[0]), relation=relation
    )
    assert f" was de lasten per inwoner in Aa {words} " in said(
        vote(TITLES[0]), relation=relation, plural=False
    )


def test_words_after_a_relation_and_in_a_heading() -> None:
    assert [than(each) for each in ("hoger", "lager", "ongeveer even hoog", "even hoog")] == [
        "hoger dan", "lager dan", "ongeveer even hoog als", "even hoog als"
    ]  # fmt: skip
    assert [said_of(each) for each in ("hoger", "lager", "even hoog")] == [
        "hoger",
        "lager",
        "ongeveer even hoog",
    ]


COUNTS = st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)).map(sorted), max_size=6)


@given(COUNTS)
def test_the_words_never_contradict_the_votes(counts: list[list[int]]) -> None:
    votes = [vote(f"Soort {n}", few, many) for n, (few, many) in enumerate(counts)]
    text = said(*votes)
    known = [each for each in votes if each.total_n]
    several = len(known) > 1  # one kind says neither
    assert text.startswith("Ja") == (several and all(each.holds for each in known))
    assert text.startswith("Nee") == (several and not any(each.holds for each in known))
    if "alle" in text or "beide" in text:
        assert len(known) == len(votes)
    assert all(f"soort {n}" in text for n, each in enumerate(votes) if known and not each.total_n)
    assert hits(text) == []
