"""Dutch words of the audit's sentences that stand nowhere else; numbers and lists are those of metrics.dutch."""

from metrics import dutch

STATUSES = {
    "definitief": "definitief",
    "nader_voorlopig": "nader voorlopig",
    "voorlopig": "voorlopig",
    "onbekend": "status onbekend",
}


def period(code: str) -> str:
    """Give a period in running text, with its article: 'het eerste halfjaar van 2017', '2019'."""
    text = dutch.period(code)
    return f"het {text}" if "halfjaar" in text else text


def small(sentence: str) -> str:
    """Give a sentence as the part after a colon or a semicolon: small first letter, no full stop."""
    bare = sentence.removesuffix(".")
    return bare if bare[:2].isupper() else bare[:1].lower() + bare[1:]
