"""No run of nine words that a source document has too stands in data/, on a page or in a text of the metrics."""

import re
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from tests.data.test_screen_words import code_texts, data_texts
from tests.support import shared_snapshots

RUN = 9
SEEDS = shared_snapshots.SHARED_CBS.parent / "seeds"
_WORD = re.compile(r"[^\W_]+")


def runs(text: str) -> list[tuple[str, ...]]:
    """Return every run of nine words of a text; punctuation and capitals do not count."""
    words = _WORD.findall(text.lower())
    return [tuple(words[at : at + RUN]) for at in range(len(words) - RUN + 1)]


@cache
def seeds(folder: Path) -> frozenset[tuple[str, ...]]:
    return frozenset(run for file in folder.glob("*.txt") for run in runs(file.read_text(encoding="utf-8")))


def copied(texts: tuple[tuple[str, str], ...], folder: Path) -> list[str]:
    known = seeds(folder)
    return [f"{where}: {' '.join(run)}" for where, text in texts for run in runs(text) if run in known]


@pytest.mark.parametrize("texts", [data_texts, code_texts])
def test_no_sentence_is_copied(texts: Callable[[], tuple[tuple[str, str], ...]]) -> None:
    if not SEEDS.is_dir():
        pytest.skip("../shared/seeds is not here: texts are not held against the source documents")
    assert copied(texts(), SEEDS) == []


def test_nine_words_in_a_row_are_found(tmp_path: Path) -> None:
    (tmp_path / "x.txt").write_text(
        "In 2019 kochten de acht gemeenten alle hulp\nsamen in.", encoding="utf-8"
    )
    texts = (
        ("a", "Kochten de acht gemeenten alle hulp samen in?"),
        ("b", "in 2019, kochten de acht gemeenten alle hulp samen"),
    )
    assert copied(texts, tmp_path) == ["b: in 2019 kochten de acht gemeenten alle hulp samen"]
