"""Dutch words of the audit's sentences that stand nowhere else; numbers and lists are those of metrics.dutch."""

STATUSES = {
    "definitief": "definitief",
    "nader_voorlopig": "nader voorlopig",
    "voorlopig": "voorlopig",
    "onbekend": "status onbekend",
}


def small(sentence: str) -> str:
    """Give a sentence as the part after a colon or a semicolon: small first letter, no full stop."""
    bare = sentence.removesuffix(".")
    return bare if bare[:2].isupper() else bare[:1].lower() + bare[1:]
