"""No forbidden word on screen: over every Dutch text that ships in data/ and every Dutch sentence in the code."""

import ast
import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from tests.data.screen_words import hits

PROJECT = Path(__file__).resolve().parents[2]
# A word that is on the list for another use than this one: piece of the text -> why it may stand there.
ALLOWED = {
    "is niet goed of slecht": "says that a figure does not judge, which is what the list is for",
    "om door te vragen": "asking further, no cause",
    "deelt die door alle inwoners": "a division, no cause",
    "Loopt een lijn niet door": "a line that goes on, no cause",
    "Dashboard jeugd van Peel en Maas": "the name of a system of others",
    "Regionaal dashboard West-Brabant West": "the name of a system of others",
}
_DUTCH = re.compile(r"\b(de|het|een|van|niet|en|is|zijn|met|voor|uw|u|deze|dit|geen|op|te)\b", re.IGNORECASE)


def plain(text: str) -> str:
    for piece in ALLOWED:
        text = text.replace(piece, " ")
    return text


@cache
def data_texts() -> tuple[tuple[str, str], ...]:
    return tuple(_data_texts())


@cache
def code_texts() -> tuple[tuple[str, str], ...]:
    return tuple(_code_texts())


def _data_texts() -> Iterator[tuple[str, str]]:
    """Every text in the records, with where it stands. The register of sources is not prose."""
    files = [
        *sorted((PROJECT / "data").glob("*.toml")),
        *sorted((PROJECT / "data" / "report").glob("*.toml")),
        *sorted((PROJECT / "data" / "forms").glob("*.toml")),
    ]
    for file in files:
        if file.name != "sources.toml":
            yield from _walk(file.name, tomllib.loads(file.read_text(encoding="utf-8")))


def _walk(where: str, value: object) -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        for key, each in value.items():
            yield from _walk(f"{where} {key}", each)
    elif isinstance(value, list):
        for number, each in enumerate(value, start=1):
            yield from _walk(f"{where} {number}", each)
    elif isinstance(value, str):
        yield where, value


def _code_texts() -> Iterator[tuple[str, str]]:
    """Every text in the code that reads as a Dutch sentence; docstrings are English and not on screen."""
    roots = [PROJECT / "pages", PROJECT / "metrics", PROJECT / "loaders"]
    for file in sorted([PROJECT / "app.py", *(path for root in roots for path in root.rglob("*.py"))]):
        for line, text in _strings(ast.parse(file.read_text(encoding="utf-8"))):
            words = {word.lower() for word in _DUTCH.findall(text)}
            if len(text.split()) >= 3 and len(words) >= 2:
                yield f"{file.relative_to(PROJECT)}:{line}", text


def _strings(tree: ast.AST) -> Iterator[tuple[int, str]]:
    inside: set[int] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            inside.add(id(node.value))
        elif isinstance(node, ast.JoinedStr):
            inside |= {id(part) for part in node.values}
            pieces = [str(part.value) if isinstance(part, ast.Constant) else "…" for part in node.values]
            yield node.lineno, "".join(pieces)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in inside:
            yield node.lineno, node.value


def test_hits_finds_whole_words_only() -> None:
    assert hits("Dat is goed. Een dataset met goederen, te hoog.") == ["goed", "dataset", "te hoog"]
    assert hits("De prijsindex en het wijkteam: k is 5") == ["k"]
    assert hits("Lasten door corona") == ["door"]


def test_hits_leaves_quotations_and_sums_alone() -> None:
    assert hits("Het rapport noemt dit 'kinderen in armoede deciel'.") == []
    assert hits("De lasten, gedeeld door alle inwoners.") == []
    assert hits("'s-Hertogenbosch scoort in euro's beter") == ["scoort", "beter"]


def test_no_forbidden_word_in_the_data() -> None:
    found = {where: words for where, text in data_texts() if (words := hits(plain(text)))}
    assert found == {}


def test_no_exclamation_mark_in_the_data() -> None:
    assert [where for where, text in data_texts() if "!" in text] == []


def test_no_forbidden_word_in_the_code() -> None:
    texts = code_texts()
    assert len(texts) > 50  # the search itself works
    found = {where: words for where, text in texts if (words := hits(plain(text)))}
    assert found == {}


@pytest.mark.parametrize("piece", sorted(ALLOWED))
def test_every_exception_is_still_needed(piece: str) -> None:
    everything = [text for _, text in (*data_texts(), *code_texts())]
    assert any(piece in text for text in everything)
    assert hits(piece)


LONGEST = 25  # words in a sentence on screen
# A name and what somebody is, no sentence: the authors of a document on *Over*.
NO_SENTENCE = "Marian van Leeuwen"
_END = re.compile(r"(?<=[.?!:])\s+|\n")
_LETTER = re.compile(r"[^\W\d_]|…")


def long_sentences(text: str) -> list[str]:
    """Sentences of more words than may be; an amount or a year is no word to read over."""
    return [each for each in _END.split(text) if sum(bool(_LETTER.search(w)) for w in each.split()) > LONGEST]


def test_long_sentences_are_found_and_numbers_are_no_words() -> None:
    words = " ".join(["woord"] * LONGEST)
    assert long_sentences(f"{words}. {words}: {words} € 1.317, 2019") == []
    assert long_sentences(f"Kort. {words} nog") == [f"{words} nog"]


def test_no_long_sentence_on_screen() -> None:
    """B1 reads short sentences: of what ships in data/ and of every Dutch sentence in the code."""
    texts = [*data_texts(), *code_texts()]
    found = {
        where: said for where, text in texts if (said := long_sentences(text)) and NO_SENTENCE not in text
    }
    assert found == {}


# A word of the field that a council member need not know -> the term of *Begrippen* that explains it.
EXPLAINED = {
    "deciel": "Deciel", "mediaan": "Mediaan inkomen", "in natura": "In natura", "pgb": "Pgb (persoonsgebonden budget)",
    "zonder verblijf": "Jeugdhulp zonder verblijf", "met verblijf": "Jeugdhulp met verblijf", "wijkteam": "Wijkteam",
    "jeugdbescherming": "Jeugdbescherming", "jeugdreclassering": "Jeugdreclassering", "lasten": "Lasten",
    "baten": "Baten", "begroting": "Begroting", "jaarrekening": "Jaarrekening (rekening)", "taakveld": "Taakveld",
    "iv3": "Iv3", "overhead": "Overhead", "procentpunt": "Procentpunt", "laag inkomen": "Laag inkomen",
    "jeugdregio": "Jeugdregio", "verdeelsleutel": "Verdeelsleutel", "voorlopig": "Voorlopig cijfer",
    "woonplaatsbeginsel": "Woonplaatsbeginsel", "herindeling": "Herindeling",
    "vergelijkingsgroep": "Vergelijkingsgroep",
    "knik": "Knik in de reeks", "buurgemeenten": "Buurgemeenten",
}  # fmt: skip


@pytest.mark.parametrize("word", sorted(EXPLAINED))
def test_a_word_of_the_field_on_screen_is_explained(word: str) -> None:
    """*Begrippen* is in the menu of every page and in its search; a word that left the screen leaves this list."""
    glossary = tomllib.loads((PROJECT / "data" / "glossary.toml").read_text(encoding="utf-8"))["term"]
    assert EXPLAINED[word] in {each["term"] for each in glossary}
    assert any(
        word in text.lower() for where, text in (*data_texts(), *code_texts()) if "glossary" not in where
    )
