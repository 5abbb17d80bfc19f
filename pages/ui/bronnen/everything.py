"""Every figure in one file, by its address, and how a figure is cited."""

import htpy as h

from metrics import citation, dutch
from pages.ui.parts import notices
from pages.ui.site.page import Page
from pages.ui.site.serving import figures

WORDS = {"csv": "CSV (Engelse notatie)", "parquet": "Parquet"}


def draw(page: Page) -> None:
    """Draw the links to the long table, and how to cite what is on screen."""
    at_least_n = len(page.build.figures_with_report)
    n = dutch.number(at_least_n // 1000 * 1000 or at_least_n)
    page.html(
        notices.paragraphs(
            f"Een rij per cijfer, meer dan {n} rijen: elk cijfer van elke gemeente en periode, met teller, noemer, "
            "status, de reden waarom een cijfer ontbreekt, opmerkingen en bronnen. Het bestand wordt gemaakt als u "
            "erom vraagt. Dat kan even duren."
        )
        + links(page.facts.data_version)
        + notices.paragraphs(
            "Gebruikt u een cijfer in een stuk? Noem dan de versie en de link. Die link blijft de cijfers van deze "
            "versie tonen, zolang deze site ze bewaart.",
            advice(page),
        )
    )


def links(version: str) -> str:
    """Return the links that save every figure of a version; empty: of the figures of now."""
    return str(
        h.div[
            (
                h.p(".ew-bestand")[
                    h.a(href=figures.address(kind, version), download=True)[
                        f"Bewaar alle cijfers als {words}"
                    ]
                ]
                for kind, words in WORDS.items()
            )
        ]
    )


def advice(page: Page) -> str:
    """Return how to cite the version on screen, with the link that opens it."""
    return citation.in_dutch(citation.of_build(page.build, page.share_url()))
