"""Every figure in one file, made when somebody asks for it, and how a figure is cited."""

import threading
import weakref

import htpy as h

from metrics import citation, dutch
from metrics.tables.long import long_table
from metrics.tables.writing import as_csv, as_parquet
from pages.ui.parts import notices
from pages.ui.site.builds import Loaded
from pages.ui.site.page import Page
from pages.ui.site.serving import files
from pages.ui.site.serving.files import WholeBuild

WORDS = {"csv": "CSV (Engelse notatie)", "parquet": "Parquet"}
# The long table takes seconds: two who ask for it at the same time wait for the one that is made.
_ONE_AT_A_TIME = threading.Lock()


def draw(page: Page) -> None:
    """Draw the links to the long table, and how to cite what is on screen."""
    addresses = files.addresses_of_build(
        of_build(page.loaded), f"eigenwijzer-{page.facts.data_version[:8] or 'cijfers'}-alle-cijfers"
    )
    n = dutch.number(len(page.build.figures_with_report))
    page.html(
        notices.paragraphs(
            f"Een rij per cijfer, {n} rijen: elk cijfer van elke gemeente en periode, met teller, noemer, status, "
            "de reden waarom een cijfer ontbreekt, opmerkingen en bronnen. Het bestand wordt gemaakt als u erom "
            "vraagt. Dat kan even duren."
        )
        + str(
            h.div[
                (
                    h.p(".ew-bestand")[
                        h.a(href=where, download=True)[f"Bewaar alle cijfers als {WORDS[kind]}"]
                    ]
                    for kind, where in addresses.items()
                )
            ]
        )
        + notices.paragraphs(
            "Gebruikt u een cijfer in een stuk? Noem dan de versie en de link. Die link blijft de cijfers van deze "
            "versie tonen, zolang deze site ze bewaart.",
            advice(page),
        )
    )


def advice(page: Page) -> str:
    """Return how to cite the version on screen, with the link that opens it."""
    return citation.in_dutch(citation.of_build(page.build, page.share_url()))


def of_build(loaded: Loaded) -> WholeBuild:
    """Return the files of a build. The registry outlives builds, so it holds this one weakly."""
    there = weakref.ref(loaded)

    def make(extension: str) -> bytes | None:
        found = there()
        if found is None:
            return None
        with _ONE_AT_A_TIME:
            return found.kept(("alle_cijfers", extension), lambda: _made(found, extension))

    return WholeBuild(loaded.facts.build_id, make)


def _made(loaded: Loaded, extension: str) -> bytes:
    table = long_table(loaded.build)
    return as_parquet(table) if extension == "parquet" else as_csv(table).encode()
