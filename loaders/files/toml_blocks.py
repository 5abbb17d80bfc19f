"""Where the records of a typed TOML file begin and end: one can be changed, the rest stays as it is typed."""

import re
import tomllib
from collections.abc import Sequence

_BLOCK = re.compile(r"^[ \t]*(\[\[?)[ \t]*(groups?)[ \t]*(\]\]?)[ \t]*(#.*)?$")
_HEADING = re.compile(r"^[ \t]*\[")


def as_list(text: str) -> str:
    """Return the text with `[group]`, which can stand there once, as the first of a list."""
    found = [_BLOCK.match(line) for line in text.split("\n")]
    return "\n".join(
        f"[[{match[2]}]]{f'  {match[4]}' if match[4] else ''}" if match and match[1] == "[" else line
        for line, match in zip(text.split("\n"), found, strict=True)
    )


def blocks(lines: Sequence[str]) -> dict[str, list[tuple[int, int]]]:
    """Return, per key, the lines of every record: from its heading to after its last line that is no comment."""
    found: dict[str, list[tuple[int, int]]] = {}
    key, start = "", 0
    for n, line in enumerate([*lines, "["]):
        match = _BLOCK.match(line)
        of_this = key and re.match(rf"^[ \t]*\[[ \t]*{key}[ \t]*\.", line)
        if not (match or (_HEADING.match(line) and not of_this)) or (_in_list(lines, start, n) and key):
            continue
        if key:
            end = n
            while end > start + 1 and (not lines[end - 1].strip() or lines[end - 1].lstrip().startswith("#")):
                end -= 1
            found.setdefault(key, []).append((start, end))
        key, start = (match[2], n) if match else ("", n)
    return found


def _in_list(lines: Sequence[str], start: int, n: int) -> bool:
    """Say whether line n stands inside a list that began in the record: the lines before it are no TOML alone."""
    if n >= len(lines) or _BLOCK.match(lines[n]):
        return False
    try:
        tomllib.loads("\n".join(lines[start:n]))
    except tomllib.TOMLDecodeError:
        return True
    return False
