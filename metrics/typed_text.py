"""A text that somebody typed or pasted, as it is kept and printed. Pure."""

import re

_LINE_ENDS = re.compile("\r\n?|[\v\f\x85\u2028\u2029]")


def plain(text: str) -> str:
    """Return a text without marks that are no text; words stay apart and lines too.

    A tab and the fixed space that word processors put between words become a space, every way to end a line becomes
    one line end; what cannot be printed goes.
    """
    lines = _LINE_ENDS.sub("\n", text)
    spaced = (mark if mark == "\n" or not mark.isspace() else " " for mark in lines)
    return "".join(mark for mark in spaced if mark == "\n" or mark.isprintable())


def one_line(text: str) -> str:
    """Return a text as `plain` does, on one line, with one space between words."""
    return " ".join(plain(text).split())
