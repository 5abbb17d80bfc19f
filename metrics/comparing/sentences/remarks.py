"""The words of what must be said with a figure (metrics.comparing.remarks): one wording a remark, on every page."""

from collections.abc import Iterable, Mapping, Sequence

from metrics import dutch
from metrics.comparing.remarks import Remark
from metrics.dutch import number_word
from metrics.records import Records

# What data/caveats.toml has no text for; the other codes are those of that file.
_TEXTS: Mapping[str, str] = {
    "eigen_opgave": "Cijfers van {gemeente} met ✚ zijn een eigen opgave. Ze komen niet van het CBS.",
    "C7_groei": "Een van de bedragen achter de groei van {gemeente} tot {jaar} is niet plausibel. "
    "Deze groei is niet met andere gemeenten te vergelijken.",
    "basis_te_laag": "De begroting van {gemeente} is minder dan de helft van de rekening van dat jaar. Vergelijk dit "
    "cijfer niet met andere gemeenten.",
    "verschoven": "In {jaar} verschoof in de boeken van {gemeente} mogelijk een groot bedrag tussen jeugdzorg en "
    "andere hulp, zoals het wijkteam. Vergelijk met eerdere jaren niet zonder meer.",
    "verschoven_groei": "In de groei van {gemeente} tot {jaar} zit een groot bedrag dat in de boeken mogelijk "
    "verschoof tussen jeugdzorg en andere hulp, zoals het wijkteam. De groei is daarom niet met andere gemeenten te "
    "vergelijken.",
    "sprong": "In {jaar} verschilden de lasten van {gemeente} veel meer van het jaar ervoor dan elders gewoon was. "
    "Een sprong kan ook betekenen dat de gemeente lasten anders is gaan boeken.",
    "C6_deels": "{gemeente} boekt mogelijk een deel van de lasten voor andere gemeenten in de regio. "
    "Vergelijk dit bedrag niet zonder meer.",
    "C9": "{gemeente} bestaat sinds {jaar}. Oudere cijfers zijn de som van {namen}.",
    "uitgebreid": "Vanaf {jaar} telt bij {gemeente} ook mee: {namen}. Oudere cijfers zijn de som.",
    "andere_indeling": "Vanaf {jaar} telt bij {gemeente} ook mee: {namen}. Oudere percentages gaan over {gemeente} "
    "van daarvoor.",
}
# A few words for a list or a map, after the name of the gemeente.
_SHORT: Mapping[str, str] = {
    "eigen_opgave": "eigen opgave",
    "C7": "het bedrag is niet plausibel",
    "C7_groei": "een bedrag achter de groei is niet plausibel",
    "C6": "boekt mogelijk ook lasten voor andere gemeenten",
    "C6_deels": "boekt mogelijk een deel van de lasten voor andere gemeenten",
    "C10": "een gemeente van toen is verdeeld",
    "basis_te_laag": "de begroting is minder dan de helft van de rekening",
    "verschoven_groei": "er verschoof mogelijk een bedrag tussen jeugdzorg en andere hulp",
    "C2": "veel hulp van het wijkteam",
    "C8": "weinig jongeren",
    "verschoven": "er verschoof mogelijk een bedrag tussen jeugdzorg en andere hulp",
    "sprong": "een sprong in de lasten",
    "C9": "som van eerdere gemeenten",
    "uitgebreid": "som met gemeenten die erbij kwamen",
    "andere_indeling": "zonder gemeenten die later erbij kwamen",
    "C15": "voorlopig cijfer",
}
# Remarks that a reader of a table with many gemeenten needs: they change how one of them may be compared.
WEIGHTY = (
    "eigen_opgave",
    "C7",
    "C7_groei",
    "C6",
    "C6_deels",
    "C8",
    "basis_te_laag",
    "verschoven_groei",
    "C10",
)
# Remark -> the reason (metrics.comparing.reasons) that says the same: where that stands, the remark need not.
_SAID_BY: Mapping[str, str] = {
    "C7": "niet_plausibel",
    "C7_groei": "niet_plausibel",
    "C6": "boekt_voor_anderen",
    "basis_te_laag": "basis_te_laag",
    "verschoven_groei": "verschoven",
}
GENERAL = "C1"  # what is counted: weighs most where nothing applies to this gemeente alone


def text(remark: Remark, records: Records) -> str:
    """Return a remark in Dutch; C21 (old figures) is worded by `old_figures`.

    KeyError for a code that nobody gave words.
    """
    values = dict(remark.values)
    if remark.code == "C15":
        return _provisional(values, records)
    amount = values.pop("bedrag_eur", None)
    if isinstance(amount, float):
        values["bedrag"] = dutch.euro(amount)
    listed = values.get("namen")
    if isinstance(listed, tuple):
        values["namen"] = dutch.names(listed)
    return template(remark.code, records).format_map(values)


def template(code: str, records: Records) -> str:
    """Return the words of a remark, with the placeholders that a figure fills; KeyError where it has none."""
    return _TEXTS.get(code) or records.caveats[code].text


def short(code: str) -> str:
    """Return a remark in a few words, for a list or a map."""
    return _SHORT[code]


def weighty(remarks: Iterable[Remark]) -> tuple[Remark, ...]:
    """Return the remarks that a table of many gemeenten must carry."""
    return tuple(remark for remark in remarks if remark.code in WEIGHTY)


def said_by(code: str, reason: str) -> bool:
    """Say whether the reason that stands with a figure (empty: none) says what a remark says."""
    return bool(reason) and _SAID_BY.get(code) == reason


def old_figures(
    remark: Remark, records: Records, delivered: str = "", *, is_older_version: bool = False
) -> str:
    """Say of which year the figures are, whether newer ones are loaded, and which figures are older still.

    `delivered`: says that the gemeente itself did not deliver newer ones; empty: that is not so.
    `is_older_version`: a newer version is loaded, so nothing is said of what is not.
    """
    newer = str(remark.values["nieuwer"])
    key = "C21_nieuwer" if newer else "C21_versie" if is_older_version else "C21_ouder"
    going_on = delivered or records.messages[key].format_map({"jaar": newer})
    told = records.caveats["C21"].text.format_map({"jaar": remark.values["jaar"], "vervolg": going_on})
    older = remark.values["ouder"]
    if isinstance(older, Mapping) and older:
        listed = [f"{records.in_text(name)} ({dutch.period(period)})" for name, period in older.items()]
        if len(listed) == 1:
            return f"{told} Een cijfer is ouder: {listed[0]}."
        return f"{told} {dutch.capital(number_word(len(listed)))} cijfers zijn ouder: {dutch.names(listed)}."
    return told


def heaviest(remarks: Sequence[Remark], records: Records) -> str:
    """Return the remark that weighs most; old figures have a notice of their own. Never empty."""
    for remark in remarks:
        if remark.code != "C21":
            return text(remark, records)
    return records.caveats[GENERAL].text


def others(remarks: Sequence[Remark], records: Records) -> tuple[str, ...]:
    """Return the remarks after the heaviest."""
    rest = [text(remark, records) for remark in remarks if remark.code != "C21"]
    return tuple(dict.fromkeys(rest[1:]))


def _provisional(values: Mapping[str, object], records: Records) -> str:
    """Say which figure is provisional: the remark itself speaks of a figure without naming it."""
    told = records.caveats["C15"].text
    name, period = str(values["indicator"]), dutch.period(str(values["periode"]))
    return f"{dutch.capital(records.in_text(name))} ({period}): {told[0].lower()}{told[1:]}"
