"""The tables of *Vijf gemeenten in 2021*: figures of now, the portraits in words, their figures beside ours. Pure."""

from metrics import dutch
from metrics.places.codes import NEDERLAND
from metrics.report.documents import FIELDS, PortraitFigure
from metrics.report.portraits import Official
from pages.ui.parts.documents import FIELDS as TITLES
from pages.ui.parts.figures_table import Field
from pages.ui.parts.figures_table import table as figures_table
from pages.ui.parts.tables import Cell, Column, Row, Table, named
from pages.ui.portretten import words
from pages.ui.portretten.view import PortraitsView

NOT_OURS = (
    "– bij een officieel cijfer: daarvan is hier geen bron te laden, of het portret noemt Nederland niet."
)


ON_PAPER = 4  # figures beside each other: with more a name is broken in Word


def now(view: PortraitsView, most: int | None = None) -> Table:
    """Return the newest figures of the gemeente beside Nederland and the five, at most so many."""
    fields = tuple(
        Field(each.indicator.code, each.period, each.heading, each.indicator.unit, each.indicator.decimals)
        for each in view.measures[:most]
    )
    caption = f"{view.name} en de {'andere vier' if view.is_one else 'vijf'} gemeenten van het rapport"
    notes, records = view.why_older(), view.build.records
    return figures_table(view.comparison, fields, caption, view.source, notes=notes, records=records)


def stories(view: PortraitsView) -> Table:
    """Return the portraits as a long table, a row a cell of the matrix: for a file."""
    rows: list[Row] = [
        {
            "gemeente": named(view.name_of(code), code),
            "onderwerp": TITLES[field],
            "kort": card.short,
            "tekst": card.text,
            "regel": card.line,
        }
        for field in FIELDS
        for code in view.five
        if (card := view.cards.get((code, field))) is not None
    ]
    return Table(
        caption="Vijf gemeenten in 2021, per onderwerp",
        columns=(
            Column("gemeente", "Gemeente"),
            Column("onderwerp", "Onderwerp"),
            Column("kort", "In het kort"),
            Column("tekst", "Wat het rapport zegt, in onze woorden"),
            Column("regel", "Regel", "aantal"),
        ),
        rows=tuple(rows),
        row_header="gemeente",
        notes=(words.FORMS, words.THEN),
        source=words.SOURCE,
        file_stem="vijf gemeenten in 2021",
    )


def short(view: PortraitsView) -> Table:
    """Return the matrix in a few words a cell: for paper."""
    rows: list[Row] = [
        {
            "onderwerp": TITLES[field],
            **{
                code: card.short if (card := view.cards.get((code, field))) is not None else "–"
                for code in view.five
            },
        }
        for field in FIELDS
    ]
    return Table(
        caption="Vijf gemeenten in 2021",
        columns=(
            Column("onderwerp", "Onderwerp"),
            *(Column(code, view.name_of(code), region=code) for code in view.five),
        ),
        rows=tuple(rows),
        row_header="onderwerp",
        notes=(words.FORMS, words.THEN),
        source=words.SOURCE,
        file_stem="vijf gemeenten in 2021 kort",
    )


def printed(view: PortraitsView, code: str) -> Table:
    """Return the figures that a portrait prints, each beside the official one, with year and what is counted."""
    figures = view.figures(code)
    found = [
        (each, view.official(each, code), view.official(each, NEDERLAND) if each.printed_nl else None)
        for each in figures
    ]
    rows: list[Row] = [
        {
            "cijfer": each.subject,
            "portret": Cell(each.printed, flag=each.trap),
            "portret_nl": each.printed_nl or "–",
            "volgens": f"Jaar: {each.when}. Bron: {each.named}. Regel {each.line}.",
            "officieel": _cell(own, each),
            "officieel_nl": _cell(country, each),
        }
        for each, own, country in found
    ]
    sources = [source for _, *both in found for one in both if one is not None for source in one.sources]
    name = view.name_of(code)
    return Table(
        caption=f"Cijfers in het portret van {name}",
        columns=(
            Column("cijfer", "Cijfer"),
            Column("portret", f"{name}, portret", align="right"),
            Column("portret_nl", "Nederland, portret", align="right"),
            Column("officieel", f"{name}, officieel", "getal", region=code),
            Column("officieel_nl", "Nederland, officieel", "getal", region=NEDERLAND),
            Column("volgens", "Volgens het portret"),
        ),
        rows=tuple(rows),
        row_header="cijfer",
        source="; ".join([words.SOURCE, *([view.cite(sources).removeprefix("Bron: ")] if sources else [])]),
        notes=(NOT_OURS,),
        keeps_empty=True,
        file_stem=f"portret {name} cijfers",
    )


def _cell(found: Official | None, figure: PortraitFigure) -> Cell | str:
    """Return an official figure in its own unit with what it counts, or why there is none; a dash: not asked for."""
    if found is None:
        return "–"
    return Cell(
        found.value,
        found.reason or "ok",
        f"{dutch.capital(dutch.period_heading(figure.period))}: {figure.concept}.",
        found.is_provisional,
        unit=found.unit,
        decimals=found.decimals,
    )
