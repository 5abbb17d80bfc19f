"""*In het kort* as a document to attach to council papers, and its tables. Pure."""

from dataclasses import replace

from metrics.comparing.reading import Reading
from pages.ui.documents.content import Block, Bullets, Document, Section
from pages.ui.gemeente.figures import OnPage
from pages.ui.gemeente.view import Brief
from pages.ui.parts import votes
from pages.ui.parts.tables import Cell, Column, Row, Table, cell_of
from pages.ui.site.saving import Stamp


def document(brief: Brief, stamp: Stamp) -> Document:
    """Return the document: figures with their years, tables, trends, remarks, three questions, sources, link."""
    sections = [Section("De cijfers", _figures(brief))]
    if brief.reasons:
        reasons = Bullets(tuple(f"{reason.name}: {reason.text}" for reason in brief.reasons))
        told: tuple[Block, ...] = (brief.difference, reasons) if brief.difference else (reasons,)
        sections.append(Section("Wat past bij het verschil, en wat niet?", told))
    counted = families(brief)
    if brief.holds and counted is not None:
        sections.append(Section("Klopt het beeld ook met andere groepen?", (brief.holds, counted)))
    if brief.trends:
        sections.append(Section("Verloop", tuple(brief.trends)))
    return Document(
        title=f"Jeugdzorg in {brief.name}: cijfers voor het gesprek",
        subtitle=f"Lasten over {brief.year}. Bij elk cijfer staat het jaar of halfjaar.",
        summary=tuple(text for text in (*brief.sentences, brief.notice) if text)
        or (f"Van {brief.name} zijn voor deze keuze geen cijfers geladen.",),
        sections=tuple(sections),
        caveats=(*dict.fromkeys((brief.heaviest, *brief.remarks, *brief.general)), brief.not_here),
        questions=brief.questions,
        sources=(f"{brief.source}.",),
        made_on=stamp.day,
        version=stamp.version,
        link=stamp.link,
    )


def _figures(brief: Brief) -> tuple[Block, ...]:
    said = (brief.compared, four(brief), brief.budget)
    return tuple(block for block in said if block)


def four(brief: Brief) -> Table:
    """Return the four figures beside the group and Nederland, with how many gemeenten are lower and higher."""
    return Table(
        f"Vier cijfers van {brief.name}",
        (
            Column("cijfer", "Cijfer"),
            Column("periode", "Periode"),
            Column("eigen", brief.name, "getal"),
            Column("groep", "Groep", "getal"),
            Column("land", "Nederland", "getal"),
            Column("lager", "Gemeenten lager", "aantal"),
            Column("hoger", "Gemeenten hoger", "aantal"),
        ),
        tuple(_row(one) for one in brief.figures),
        row_header="cijfer",
        notes=tuple(
            dict.fromkeys(
                [
                    *(f"{one.measure.title}: {text}" for one in brief.figures for text in one.beneath),
                    *(f"{one.measure.title}: {one.why}" for one in brief.figures if one.why),
                ]
            )
        ),
        source=brief.source,
    )


def _row(one: OnPage) -> Row:
    place = one.position
    return {
        "cijfer": one.measure.title,
        "periode": one.when,
        "eigen": _cell(one, one.figure),
        "groep": Cell(None, "leeg") if one.group is None else _cell(one, one.group),
        "land": Cell(None, "leeg") if one.country is None else _cell(one, one.country),
        "lager": place.lower_n if place else None,
        "hoger": place.higher_n if place else None,
    }


def _cell(one: OnPage, figure: Reading) -> Cell:
    """A figure that is shown in the unit of its own row."""
    return replace(cell_of(figure), printed=one.text(figure.value) if figure.value is not None else "")


def families(brief: Brief) -> Table | None:
    """Return the count per kind of group; None where nothing was counted."""
    return votes.table(
        brief.picture, title=f"Lasten per inwoner {brief.year}", unit="eur", decimals=0, source=brief.source
    )


def tables(brief: Brief) -> tuple[Table, ...]:
    """Return every table of the page, for one spreadsheet."""
    counted = families(brief)
    return (four(brief), *(chart.table for chart in brief.trends), *((counted,) if counted else ()))
