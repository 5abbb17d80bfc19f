"""The wijken of one gemeente as tables by name, and what must be said of them. Pure."""

from collections.abc import Mapping

from metrics import dutch
from metrics.use.wijken import ALL_FORMS, FORMS, PerForm, PerWijk, Wijk, WijkForms
from pages.ui.parts.tables import Cell, Column, Table

TITLE = "Per wijk"
SUBTITLE = "Jongeren tot 23 jaar met jeugdzorg in natura"
NO_MAP = "Een kaart van wijken is er niet; dit is een lijst."
_NOTES = (
    "Het CBS rondt de aantallen af op vijf. Bij minder dan acht jongeren geeft het geen cijfer.",
    "Een jongere telt mee in de wijk van het laatste adres. Soms is alleen de gemeente bekend. Daarom tellen de wijken "
    "niet altijd op tot de hele gemeente.",
)
_FORM_NOTES = (
    "Een jongere met meer vormen van hulp telt bij elke vorm mee. De vormen tellen dus niet op tot het totaal.",
    *_NOTES,
)


def label(found: PerWijk | PerForm, name: str) -> str:
    """Return what the folded table is called; `name`: of the gemeente."""
    count = len(found.wijken)
    by_form = "" if isinstance(found, PerWijk) else " naar vorm van jeugdzorg"
    return f"{count} {'wijk' if count == 1 else 'wijken'} van {name}{by_form} in {found.year}"


def words(found: PerWijk, names: Mapping[str, str]) -> tuple[str, ...]:
    """Return what the figures are and what they are not, in sentences above the table."""
    said = [
        f"Dit is het deel van de jongeren tot 23 jaar dat in {found.year} jeugdhulp in natura, jeugdbescherming of "
        "jeugdreclassering kreeg, zonder hulp uit een pgb.",
        "Het is een andere maat dan de andere cijfers op deze site: over een heel jaar, alle soorten samen. Zet ze "
        "niet naast elkaar.",
        "De wijken staan op naam. In een kleine wijk maken een paar jongeren al veel verschil.",
        *_divided(found, names),
    ]
    if found.hidden_n and len(found.wijken) > 1:  # of one wijk without a figure nothing is shown at all
        said.append(f"Bij {found.hidden_n} van de {len(found.wijken)} wijken geeft het CBS geen cijfer.")
    return tuple(said)


def form_words(found: PerForm, names: Mapping[str, str]) -> tuple[str, ...]:
    """Return what the numbers by form are and what they are not, in sentences above the table."""
    first = " Het zijn voorlopige cijfers." if found.period_status != "definitief" else ""
    return (
        f"Dit zijn de aantallen jongeren tot 23 jaar in {found.year}, zonder hulp uit een pgb.{first}",
        "In een wijk met meer jongeren zijn de aantallen vaak ook hoger. Welk deel van de jongeren het is, staat niet "
        "in deze tabel van het CBS.",
        "De wijken staan op naam. In een kleine wijk maken een paar jongeren al veel verschil.",
        *_divided(found, names),
    )


def table(found: PerWijk, name: str, names: Mapping[str, str], source: str) -> Table:
    """Return the wijken by name beneath the gemeente as a whole; hidden figures stay hidden.

    `name`: of the gemeente; `names`: of all; `source`: where it is from. Names of wijken are as CBS gives them.
    """
    return _table(
        found,
        f"Jongeren met jeugdzorg in natura per wijk, {name}, {found.year}",
        (Column("deel", "Deel van de jongeren", "pct", 1), Column("aantal", "Aantal", "aantal", 0)),
        names,
        _NOTES,
        source,
    )


def form_table(found: PerForm, name: str, names: Mapping[str, str], source: str) -> Table:
    """Return the wijken by form as `table` does, a column a form that the table of CBS has."""
    headings = {**FORMS, ALL_FORMS: "alle vormen"}
    return _table(
        found,
        f"Aantal jongeren per wijk naar vorm van jeugdzorg in natura, {name}, {found.year}",
        tuple(Column(form, dutch.capital(headings[form]), "aantal", 0) for form in found.forms),
        names,
        _FORM_NOTES,
        source,
    )


def _divided(found: PerWijk | PerForm, names: Mapping[str, str]) -> tuple[str, ...]:
    """Return the sentence on the gemeenten that this was in the year of the figures; nothing where it was one."""
    if len(found.gemeenten) == 1:
        return ()
    parts = dutch.names([names.get(code, code) for code in found.gemeenten])
    return (f"In {found.year} waren dit nog {len(found.gemeenten)} gemeenten: {parts}.",)


def _table(
    found: PerWijk | PerForm,
    caption: str,
    figures: tuple[Column, ...],
    names: Mapping[str, str],
    notes: tuple[str, ...],
    source: str,
) -> Table:
    several = len(found.gemeenten) > 1
    totals = {each.code: f"Heel {names.get(each.code, each.name)}" for each in found.totals}
    rows = []
    for each in (*found.totals, *found.wijken):
        row = {"wijk": Cell(totals.get(each.code, each.name), region=each.code), **_figures(each)}
        if several:
            row["gemeente"] = Cell("" if each.code in totals else names.get(each.gemeente, each.gemeente))
        rows.append(row)
    gemeente = (Column("gemeente", "Gemeente"),) if several else ()
    return Table(
        caption=caption,
        columns=(Column("wijk", "Wijk"), *gemeente, *figures),
        rows=tuple(rows),
        row_header="wijk",
        highlight=frozenset(totals.values()),
        notes=notes,
        source=source,
    )


def _figures(each: Wijk | WijkForms) -> dict[str, Cell]:
    if isinstance(each, Wijk):
        return {"deel": Cell(each.share_pct, each.status), "aantal": _count(each.young_n)}
    return {form: _count(young_n) for form, young_n in each.young_n.items()}


def _count(young_n: float | None) -> Cell:
    return Cell(young_n, "ok" if young_n is not None else "geen_cijfer")
