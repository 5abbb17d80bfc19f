"""The words that must not stand on screen (section 5 of the texts), and how a text is held against them.

Judging, blaming, cause, people as cases, technical words. Whole words only, capitals do not matter. What stands
between quotation marks is a word of the report or of an official source and is not ours; figures' names that
contain a word of the list as part of a longer word ('prijsindex') are other words.
"""

import re
from collections.abc import Iterable

JUDGING = (
    "goed", "slecht", "beter", "slechter", "scoort", "presteert", "succesvol", "koploper", "achterblijver",
    "te hoog", "te laag", "zorgwekkend", "opvallend", "toch", "slechts", "maar liefst", "explosie", "uit de hand",
    "beheersbaar",
)  # fmt: skip
BLAMING = ("fout van het rapport", "bewering", "onjuist", "misleidend")
CAUSE = ("door", "dankzij", "leidt tot", "effect", "prijseffect")
PEOPLE = (
    "gebruiker", "gebruikers", "cliënt", "cliënten", "jeugdige", "jeugdigen", "probleemjongere", "probleemgezin",
    "zwaar geval", "licht geval", "arm", "arme",
)  # fmt: skip
TECHNICAL = (
    "query", "build", "vintage", "snapshot", "feed", "cache", "refresh", "dataset", "record", "null", "nan", "k",
    "z-score", "ratio", "residu", "significant", "plausibiliteit", "benchmark", "dashboard", "tool", "download",
    "input", "output", "default",
)  # fmt: skip
HEAVY = (
    "gestandaardiseerd", "primitief", "verslagsoort", "geëscaleerde zorg", "maatwerkdienstverlening", "extramuraal",
    "sociaaleconomische status",
)  # fmt: skip
# Section 3: the other word is used for the same thing.
OTHER_WORD = (
    "jeugdhulpverlening", "uitgaven", "raming", "realisatie", "armoede", "peers", "betrouwbaarheidsinterval",
    "%-punt", "jeugdzorgregio", "trendbreuk",
)  # fmt: skip
FORBIDDEN = (*JUDGING, *BLAMING, *CAUSE, *PEOPLE, *TECHNICAL, *HEAVY, *OTHER_WORD)
ABBREVIATIONS = ("hj", "inw.", "begr.", "o.a.", "bijv.", "m.b.t.", "i.v.m.", "incl.", "excl.")

# An apostrophe opens a quotation only before a word: not in "euro's", not in "'s-Hertogenbosch".
_QUOTED = re.compile(r"(?<!\w)'(?!s-)[^']*'(?!\w)|‘[^’]*’|“[^”]*”")
_SUM = re.compile(r"\bge?deel[dt]? door\b", re.IGNORECASE)  # arithmetic, no cause
_WORD = re.compile(
    "|".join(rf"(?<![\w-]){re.escape(word)}(?![\w-])" for word in sorted(FORBIDDEN, key=len, reverse=True)),
    re.IGNORECASE,
)
_SHORT = re.compile("|".join(rf"(?<!\w){re.escape(word)}(?!\w)" for word in ABBREVIATIONS), re.IGNORECASE)


def hits(text: str, allowed: Iterable[str] = ()) -> list[str]:
    """Return the forbidden words and abbreviations in a text, without those that are allowed there."""
    plain = _SUM.sub(" ", _QUOTED.sub(" ", text))
    found = [*_WORD.findall(plain), *_SHORT.findall(plain)]
    return [word.lower() for word in found if word.lower() not in set(allowed)]


# Wordings that stumbled when read aloud and were mended; none of them comes back on a page.
MENDED = re.compile(
    r"was het lager; in|kan anders geboekt zijn|\bOuder zijn:|wijst de andere kant op|gekozen op: |want een kenmerk "
    r"ontbreekt:|deze jongeren kregen alleen hulp|weinig verschil te verklaren|Open punt en streepjes, in de tabel|"
    r"Te delen over de inwoners|die ernaast zat, of groei|Wat doet deze groep|alles samen gedeeld door alles samen|"
    r"telkens zonder een gemeente|Niet vergelijken: delen|CSV met punten|mogelijk en niet meer dan dat|Niet geladen of "
    r"niet gegeven|Komt uit CBS-tabel|eerste begroting\b|primitieve begroting,|Groei lasten per inwoner|"
    r"alle twee andere|\brekening (?P<year>20\d\d)-(?P=year)\b|€\s\+|met zo'n deciel|Begroting en rekening zijn nog "
    r"niet geladen|[Gg]roei van de lasten per inwoner(?: met wijkteam en toegang)?, (?:per jaar )?20\d\d\b(?!-)|"
    r"\(indeling \(|tabel \d+(?:, \d+)+[.,] blad|Niet meegeteld: [^.(:]*: |(?:^|[.] )(?:Rekening|Begroting) 20\d\d is |"
    r"Van rekening 20|vanaf rekening 20|python -m metrics congruence|jeugdzorg, die een gemeente|"
    r"Nog niet geladen: '|want nog niet geladen: '|Het grootste verschil zit in '|\b\d+ van \d+ gemeenten hebben|"
    r"kies dat jaar voor meer|haal (?:tabel|de tabellen) |(?:^|[.] )Ook cijfers per wijk|vraag dit de wethouder|"
    r"Aan jeugdzorg in 20|ten opzichte van begroting 20|een lager bedrag kortere|Groep: Groep|Rust op: |"
    r"past en wat niet, staat hieronder|Bij het verschil pass?t?(?:en)?(?: niet)?: |telkens een gemeente|"
    r"Niet geladen of niet bruikbaar|of is het bedrag niet plausibel|"
    r"er geen lager|groepen niet\.\)|\b0,0 keer|geen cijfers over: |"
    r"\ben [A-Z][\w' -]+ boekt mogelijk|erin tellen ze niet|"
    r"op drie manieren opgeteld|[Nn]og niet geladen: kosten: |en inkomen, 20\d\d|"
    r"in het eerste halfjaar van (?P<jaar>20\d\d) en in het tweede halfjaar van (?P=jaar)"
)


def stumbles(text: str) -> list[str]:
    """Return the mended wordings that stand in a text."""
    return [found.group() for found in MENDED.finditer(text.replace("\xa0", " "))]
