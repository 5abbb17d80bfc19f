"""The words of what applies to one gemeente (metrics.comparing.remarks), and of its old figures. Pure."""

from collections.abc import Mapping

from metrics import dutch
from metrics.comparing.remarks import Remark
from metrics.records import Records
from pages.ui.charts import marks
from pages.ui.parts import notices

# What data/caveats.toml has no text for; the other codes are those of that file.
_TEXTS: Mapping[str, str] = {
    "basis_te_laag": "Het beginjaar is in {gemeente} heel laag. Vergelijk de groei niet met andere gemeenten.",
    "verschoven": "In {jaar} verschoof in de boeken van {gemeente} een groot bedrag tussen jeugdzorg en andere hulp, "
    "zoals het wijkteam. Vergelijk met eerdere jaren niet zonder meer.",
    "sprong": "In {jaar} verschilden de lasten van {gemeente} veel meer van het jaar ervoor dan elders gewoon was. "
    "Het kan zijn dat anders is geboekt.",
}
_AS_CAVEAT = {"C6_deels": "C6"}
NAMES = {
    "lasten_per_inwoner": "lasten per inwoner",
    "lasten_per_jongere_met_jeugdzorg": "lasten per jongere met jeugdzorg",
    "groei_lasten_per_inwoner": "groei",
    "index_rapport": "index",
    "zonder_verblijf": "jeugdhulp zonder verblijf",
    "natura_jeugdhulp": "jeugdhulp in natura",
}
GENERAL = "C1"  # what is counted: weighs most where nothing applies to this gemeente alone


def text(remark: Remark, records: Records) -> str:
    """Return a remark in Dutch; C21 is worded by `old_figures`."""
    values = dict(remark.values)
    if remark.code == "C15":
        return _provisional(values, records)
    amount = values.pop("bedrag_eur", None)
    if isinstance(amount, float):
        values["bedrag"] = dutch.euro(amount)
    code = _AS_CAVEAT.get(remark.code, remark.code)
    if code in records.caveats:
        return notices.fill(records.caveats[code].text, values)
    if code in _TEXTS:
        return notices.fill(_TEXTS[code], values)
    return marks.text("costs", code, {key: str(value) for key, value in values.items()}, records)


def _provisional(values: Mapping[str, object], records: Records) -> str:
    """Say which figure is provisional: the remark itself speaks of a figure without naming it."""
    told = records.caveats["C15"].text
    name, period = str(values["indicator"]), dutch.period(str(values["periode"]))
    named = NAMES.get(name, name)
    return f"{named[0].upper()}{named[1:]} ({period}): {told[0].lower()}{told[1:]}"


def old_figures(remark: Remark, records: Records, delivered: str = "") -> str:
    """Say of which year the figures are, whether newer ones are loaded, and which figures are older still.

    `delivered`: says that the gemeente itself did not deliver newer ones; empty: that is not so.
    """
    newer = str(remark.values["nieuwer"])
    key, values = ("C21_nieuwer", {"jaar": newer}) if newer else ("C21_ouder", {})
    told = notices.fill(
        records.caveats["C21"].text,
        {"jaar": remark.values["jaar"], "vervolg": delivered or notices.message(records, key, **values)},
    )
    older = remark.values["ouder"]
    if isinstance(older, Mapping) and older:
        listed = [f"{NAMES.get(name, name)} ({dutch.period(period)})" for name, period in older.items()]
        told += f" Ouder zijn: {dutch.names(listed)}."
    return told


def heaviest(remarks: tuple[Remark, ...], records: Records) -> str:
    """Return the remark that weighs most; old figures have a notice of their own. Never empty."""
    for remark in remarks:
        if remark.code != "C21":
            return text(remark, records)
    return records.caveats[GENERAL].text


def others(remarks: tuple[Remark, ...], records: Records) -> tuple[str, ...]:
    """Return the remarks after the heaviest."""
    rest = [text(remark, records) for remark in remarks if remark.code != "C21"]
    return tuple(dict.fromkeys(rest[1:]))
