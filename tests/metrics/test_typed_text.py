"""What is typed or pasted stays what it says: words apart, lines apart, no marks that cannot be shown."""

import pytest

from metrics.notes import plain as note_text
from metrics.typed_text import one_line, plain


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("in\u00a02023", "in 2023"),  # the fixed space of a word processor
        ("post\t2023", "post 2023"),  # a cell of a sheet
        ("een\rtwee\r\ndrie\u2028vier\vvijf", "een\ntwee\ndrie\nvier\nvijf"),
        ("jeugd\u200bhulp\u00ad \x07\ud800", "jeugdhulp "),
    ],
)
def test_words_and_lines_stay_apart(typed: str, kept: str) -> None:
    assert plain(typed) == kept
    assert note_text(typed) == kept.strip()


def test_a_line_has_single_spaces() -> None:
    assert one_line(" raad,\u00a0 3\tmaart\n2026 ") == "raad, 3 maart 2026"
