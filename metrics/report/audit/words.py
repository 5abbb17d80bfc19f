"""Dutch words of the audit's sentences that stand nowhere else; numbers and lists are those of metrics.dutch."""

from collections.abc import Sequence

from metrics import dutch

STATUSES = {
    "definitief": "definitief",
    "nader_voorlopig": "nader voorlopig",
    "voorlopig": "voorlopig",
    "onbekend": "status onbekend",
}


def reconstructed(sources: Sequence[str]) -> str:
    """Return the sentence that names sources that call themselves a reconstruction, after another one; '' for none."""
    if not sources:
        return ""
    verb, own, kind = (
        ("is", "zijn", "een reconstructie") if len(sources) == 1 else ("zijn", "hun", "reconstructies")
    )
    return f" {dutch.names(list(sources))} {verb} volgens {own} eigen beschrijving {kind}."


def small(sentence: str) -> str:
    """Give a sentence as the part after a colon or a semicolon: small first letter, no full stop."""
    bare = sentence.removesuffix(".")
    return bare if bare[:2].isupper() else bare[:1].lower() + bare[1:]
