"""What the screen says of a failure: what it is and what to do, in Dutch, without a pattern of the register."""

import re
import tomllib

import pytest

from loaders import errors, outages
from loaders.errors import FeedError, shown
from loaders.files import register
from loaders.outages import Outage

OUTAGES = {name: each for name, each in vars(outages).items() if isinstance(each, Outage)}
ADDRESS = "https://jan:geheim@opendata.cbs.nl/ODataFeed/odata/82972NED"
ERRORS: list[FeedError] = [
    *(errors.UnreachableError("82972NED", ADDRESS, "status 503", outage=each) for each in OUTAGES.values()),
    errors.TooSlowError("82972NED", ADDRESS, 180.0),
    errors.WebPageError("82972NED", ADDRESS, "HTML or XML instead of JSON"),
    errors.UnexpectedAnswerError("82972NED", ADDRESS, "a body that is no whole JSON"),
    errors.TableAbsentError("82972NED", "answered 404"),
    errors.IncompleteError("82972NED", "2019", "rows came twice", [{"RegioS": "NL01  ", "Perioden": "2019JJ00"}]),
    errors.TableChangedError("82972NED", "^(Minderjarige ?)?Kinderen,? ?\\(?(relatief|%)|^X", "no column", ["A (B)"]),
    errors.EmptyTableError("82972NED"),
    errors.NotAskedError("82972NED", "--feed"),
]  # fmt: skip
ENGLISH = re.compile(r"\b(the|not|table|answer|again|rows?|status|gave|is no)\b", re.IGNORECASE)
PATTERN = re.compile(r"[\\^$|?*{}]|\(\?")


@pytest.mark.parametrize("error", ERRORS, ids=lambda error: type(error).__name__)
def test_a_failure_is_told_in_dutch_with_its_table_and_nothing_to_decipher(error: FeedError) -> None:
    told = error.message_nl
    assert "82972NED" in told
    assert told.endswith(".")
    assert not ENGLISH.search(told.replace("[", "").replace("NOT_", "")), told
    assert not PATTERN.search(told), told
    assert "geheim" not in told
    assert len(re.findall(r"[.!?]( |$)", told)) <= 3


@pytest.mark.parametrize("name", list(OUTAGES))
def test_each_outage_has_one_sentence_of_what_and_one_of_what_to_do(name: str) -> None:
    outage = OUTAGES[name]
    for sentence in (outage.what, outage.remedy):
        assert sentence.endswith(".")
        assert sentence.count(". ") == 0
    assert len({(each.what, each.remedy) for each in OUTAGES.values()}) == len(OUTAGES)


def test_a_record_in_a_message_is_in_words() -> None:
    told = errors.IncompleteError(
        "82972NED", "", "x", [{"RegioS": "NL01  ", "Perioden": "2019JJ00"}]
    ).message_nl
    assert told.endswith("Voorbeelden: RegioS NL01, Perioden 2019JJ00.")


@pytest.mark.parametrize(
    ("column", "words"),
    [
        ("Jongeren met jeugdzorg", "Jongeren met jeugdzorg"),
        ("Bevolking (x 1 000)", "Bevolking (x 1 000)"),
        (r"^Totale bevolking(_\d+)?$|^TotaleBevolking_", "Totale bevolking"),
        (r"^Begrote ?kosten", "Begrote kosten"),
        (r"\d{4} ?= ?100", "100"),
    ],
)  # fmt: skip
def test_of_a_pattern_only_its_words_are_shown(column: str, words: str) -> None:
    assert shown(column) == words


def test_no_pattern_of_the_register_is_shown_as_it_stands() -> None:
    kinds = tomllib.loads(register.PATH.read_text(encoding="utf-8"))["kinds"]
    patterns = [topic["match"] for kind in kinds.values() for topic in kind.get("topics", [])]
    assert len(patterns) > 10
    for each in patterns:
        told = errors.TableChangedError("82972NED", each, "no column").message_nl
        assert not PATTERN.search(told), told
