"""Lasten per product on the page of own figures: what is asked, the sum per taakveld, and using it as an own figure."""

import streamlit as st

from metrics import dutch
from metrics.comparing.own_figures import KINDS
from metrics.costs.products import ProductSpread
from pages.ui.own import products
from pages.ui.own.products import Booking
from pages.ui.own.row import Known
from pages.ui.own.sheet import UploadError
from pages.ui.parts.tables import Cell, Column, Row, Table
from pages.ui.site import show
from pages.ui.site.page import Page
from pages.ui.site.visiting import entered

_OURS = "Uw eigen opgave ✚, niet van het CBS. Mee tellen de taakvelden voor jeugdzorg van dat jaar."


def draw(page: Page, data: bytes, known: Known, own: str) -> bool:
    """Draw a file with products; False: it has none, and nothing was drawn."""
    sets = page.records.taakvelden
    try:
        found = products.read(data, known, own, sets)
        if found is None:
            return False
        for remark in found.remarks:
            show.box(remark, "uitleg")
        found = products.answered(found, _asked(found, products.choices(found, sets)), sets)
        if found.unknown:
            show.text("Kies bij elk product het taakveld. Daarna ziet u de lasten per taakveld.")
            return True
        figures = products.figures_of(found, known)
    except UploadError as error:
        for problem in error.problems:
            show.box(problem, "fout")
        return True
    show.text(*(products.sentence(each, page.name_of(each.region)) for each in found.spreads))
    show.table(by_taakveld(page, found))
    show.table(by_product(page, found))
    show.text("Staan alle producten met jeugdzorg in het bestand? Gebruik dan dit bedrag als eigen cijfer.")
    if st.button("Gebruik de lasten op de taakvelden voor jeugdzorg"):
        mine = {(each.region, each.year, each.kind) for each in figures}
        kept = [each for each in entered.figures() if (each.region, each.year, each.kind) not in mine]
        entered.put((*kept, *figures))
        st.rerun()  # so that the whole page shows them, from the top
    return True


def _asked(found: Booking, choices: dict[str, str]) -> dict[str, str]:
    """Ask the taakveld of each product of which the file says none."""
    answers: dict[str, str] = {}
    if found.unknown:
        show.text(
            "In het bestand staat niet op welk taakveld deze producten zijn geboekt. Staat een product op meer dan één "
            "taakveld? Maak er dan in het bestand rijen van, elk met een taakveld."
        )
    for name in found.unknown:
        answers[name] = (
            st.selectbox(
                f"Taakveld van '{name or 'zonder naam'}'",
                list(choices),
                index=None,
                format_func=choices.__getitem__,
                placeholder="Kies een taakveld",
                key=f"_product_{name}",
            )
            or ""
        )
    return answers


def by_taakveld(page: Page, found: Booking) -> Table:
    """Return the lasten per taakveld, with the products on it, and the two totals."""
    return Table(
        "Uw lasten per taakveld",
        (
            Column("wat", "Gemeente, jaar en soort"),
            Column("taakveld", "Taakveld"),
            Column("lasten", "Lasten", "eur"),
            Column("telt", "Telt mee"),
            Column("producten", "Producten"),
        ),
        tuple(row for each in found.spreads for row in _taakvelden(page, each)),
        row_header="wat",
        notes=(_OURS,),
        file_stem="eigen lasten per taakveld",
    )


def by_product(page: Page, found: Booking) -> Table:
    """Return the lasten per product, and what of them is on the taakvelden for jeugdzorg."""
    rows: list[Row] = [
        {
            "wat": _about(page, each),
            "product": name or "zonder naam",
            "lasten": Cell(all_eur, entered=True),
            "jeugdzorg": Cell(youth_eur, entered=True),
        }
        for each in found.spreads
        for name, (all_eur, youth_eur) in each.by_product.items()
    ]
    return Table(
        "Uw lasten per product",
        (
            Column("wat", "Gemeente, jaar en soort"),
            Column("product", "Product"),
            Column("lasten", "Lasten", "eur"),
            Column("jeugdzorg", "Op taakvelden voor jeugdzorg", "eur"),
        ),
        tuple(rows),
        row_header="wat",
        notes=(_OURS,),
        file_stem="eigen lasten per product",
    )


def _taakvelden(page: Page, spread: ProductSpread) -> list[Row]:
    about = _about(page, spread)
    rows: list[Row] = [
        {
            "wat": about,
            "taakveld": code,
            "lasten": Cell(eur, entered=True),
            "telt": "ja" if code in spread.youth else "nee",
            "producten": dutch.names([name or "zonder naam" for name in spread.products_on(code)]),
        }
        for code, eur in spread.by_taakveld.items()
    ]
    return [
        *rows,
        {"wat": about, "taakveld": "jeugdzorg samen", "lasten": Cell(spread.youth_eur, entered=True), "telt": "ja",
         "producten": ""},
        {"wat": about, "taakveld": "alle producten", "lasten": Cell(spread.all_eur, entered=True), "telt": "nee",
         "producten": ""},
    ]  # fmt: skip


def _about(page: Page, spread: ProductSpread) -> str:
    return f"{page.name_of(spread.region)}, {KINDS[spread.kind]} {spread.year}"
