"""The wijken of one gemeente as a table by name, and what must be said of it. Pure."""

from collections.abc import Mapping

from metrics import dutch
from metrics.use.wijken import PerWijk, Wijk
from pages.ui.parts.tables import Cell, Column, Row, Table

TITLE = "Per wijk"
SUBTITLE = "Jongeren tot 23 jaar met jeugdzorg in natura"
NO_MAP = "Een kaart van wijken is er niet; dit is een lijst."
_NOTES = (
    "Het CBS rondt de aantallen af op vijf. Bij minder dan acht jongeren geeft het geen cijfer.",
    "Een jongere telt mee in de wijk van het laatste adres. Soms is alleen de gemeente bekend. Daarom tellen de wijken "
    "niet altijd op tot de hele gemeente.",
)


def label(found: PerWijk, name: str) -> str:
    """Return what the folded table is called; `name`: of the gemeente."""
    count = len(found.wijken)
    return f"{count} {'wijk' if count == 1 else 'wijken'} van {name} in {found.year}"


def words(found: PerWijk, names: Mapping[str, str]) -> tuple[str, ...]:
    """Return what the figures are and what they are not, in sentences above the table."""
    said = [
        f"Dit is het deel van de jongeren tot 23 jaar dat in {found.year} jeugdhulp in natura, jeugdbescherming of "
        "jeugdreclassering kreeg, zonder hulp uit een pgb.",
        "Het is een andere maat dan de andere cijfers op deze site: over een heel jaar, alle soorten samen. Zet ze "
        "niet naast elkaar.",
        "De wijken staan op naam. In een kleine wijk maken een paar jongeren al veel verschil.",
    ]
    if len(found.gemeenten) > 1:
        parts = dutch.names([names.get(code, code) for code in found.gemeenten])
        said.append(f"In {found.year} waren dit nog {len(found.gemeenten)} gemeenten: {parts}.")
    if found.hidden_n and len(found.wijken) > 1:  # of one wijk without a figure nothing is shown at all
        said.append(f"Bij {found.hidden_n} van de {len(found.wijken)} wijken geeft het CBS geen cijfer.")
    return tuple(said)


def table(found: PerWijk, name: str, names: Mapping[str, str], source: str) -> Table:
    """Return the wijken by name beneath the gemeente as a whole; hidden figures stay hidden.

    `name`: of the gemeente; `names`: of all; `source`: where it is from. Names of wijken are as CBS gives them.
    """
    several = len(found.gemeenten) > 1
    totals = {each.code: f"Heel {names.get(each.code, each.name)}" for each in found.totals}
    rows = [_row(each, totals[each.code], "", names) for each in found.totals]
    rows += [_row(each, each.name, each.gemeente if several else "", names) for each in found.wijken]
    gemeente = (Column("gemeente", "Gemeente"),) if several else ()
    return Table(
        caption=f"Jongeren met jeugdzorg in natura per wijk, {name}, {found.year}",
        columns=(
            Column("wijk", "Wijk"),
            *gemeente,
            Column("deel", "Deel van de jongeren", "pct", 1),
            Column("aantal", "Aantal", "aantal", 0),
        ),
        rows=tuple(
            rows if several else [{key: row[key] for key in row if key != "gemeente"} for row in rows]
        ),
        row_header="wijk",
        highlight=frozenset(totals.values()),
        notes=_NOTES,
        source=source,
    )


def _row(each: Wijk, called: str, gemeente: str, names: Mapping[str, str]) -> Row:
    count = Cell(each.young_n, "ok" if each.young_n is not None else "geen_cijfer")
    return {
        "wijk": Cell(called, region=each.code),
        "gemeente": names.get(gemeente, gemeente),
        "deel": Cell(each.share_pct, each.status),
        "aantal": count,
    }
