"""Dutch words of the audit on screen and in its files: verdicts, units and what a verdict means."""

from metrics.report.audit import VERDICTS
from pages.ui.parts.tables import Tone

# One word per verdict (teksten.md, section 3), the tone of its label, and what it means in a sentence.
VERDICT_WORDS: dict[str, str] = {
    "exact": "gelijk",
    "rounding": "gelijk na afronding",
    "selection": "gelijk met de keuze van het rapport",
    "revised": "later herzien door CBS",
    "reclassified": "andere gemeente-indeling",
    "misprint": "waarschijnlijk drukfout",
    "source_differs": "bron geeft ander cijfer",
    "unexplained": "niet verklaard",
    "not_open": "geen open bron",
    "no_data": "nog niet geladen",
}
TONES: dict[str, Tone] = {
    "exact": "same",
    "rounding": "near",
    "selection": "near",
    "revised": "differs",
    "reclassified": "differs",
    "misprint": "attention",
    "source_differs": "differs",
    "unexplained": "attention",
    "not_open": "absent",
    "no_data": "absent",
}
MEANINGS: dict[str, str] = {
    "exact": "Ons cijfer, afgerond zoals in het rapport, is hetzelfde.",
    "rounding": "Ons cijfer is net anders; met de afronding van het rapport of van de bron is het hetzelfde.",
    "selection": "Ons cijfer is anders; met de gemeenten die het rapport waarschijnlijk nam, is het gelijk.",
    "revised": "Het rapport had een voorlopig cijfer; het definitieve cijfer van het CBS is tot 12% hoger.",
    "reclassified": "De gemeente bestond nog niet; het gedrukte cijfer ligt tussen die van haar voorgangers.",
    "misprint": "Het gedrukte cijfer past niet bij de andere cijfers in de rij; de bron heeft een cijfer dat past.",
    "source_differs": "De bron geeft een ander cijfer; wat er is gebruikt staat erbij.",
    "unexplained": "Wij vonden geen verklaring; wat is geprobeerd staat erbij.",
    "not_open": "Het rapport nam dit cijfer over uit een bron die niet openbaar te laden is.",
    "no_data": "De tabel met dit cijfer is nog niet geladen, of heeft hier geen cijfer.",
}
# What was tried for a figure that does not come out (metrics.report.audit.computation.Attempt.kind).
ATTEMPT_WORDS: dict[str, str] = {
    "selectie": "andere keuze van gemeenten",
    "basis": "ander beginjaar of andere cijfers als begin",
    "vergissing": "kan toeval zijn",
}
# Order of the bar and the legend: what comes out first, what could not be compared last.
SHOWN_ORDER = (
    "exact", "rounding", "selection", "revised", "reclassified", "misprint", "source_differs", "unexplained",
    "not_open", "no_data",
)  # fmt: skip
if set(SHOWN_ORDER) != set(VERDICTS) or set(VERDICT_WORDS) != set(VERDICTS):
    raise ValueError("a verdict without words")
