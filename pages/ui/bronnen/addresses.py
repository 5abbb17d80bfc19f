"""The addresses of the figures, for who works in Excel, R or Python: a line each that works as it stands."""

import streamlit as st

from pages.ui.site import show
from pages.ui.site.page import Page
from pages.ui.site.serving import figures
from pages.ui.site.visiting import address

EXAMPLE = "lasten_per_inwoner"


def lines(where: str) -> dict[str, tuple[str, str]]:
    """Return a line a program: what it is called -> (the line, its language). In: the address of a CSV."""
    return {
        "Excel (Power Query)": (
            # the numbers have a decimal point, which a Dutch Excel would not read by itself
            "= Table.TransformColumnTypes(Table.PromoteHeaders(Csv.Document("
            f'Web.Contents("{where}"), [Delimiter=",", Encoding=65001])), {{{{"value", type number}}}}, "en-US")',
            "powerquery",
        ),
        "R": (f'cijfers <- read.csv("{where}")', "r"),
        "Python (pandas)": (f'import pandas; cijfers = pandas.read_csv("{where}")', "python"),
    }


def example(base: str, region: str, version: str) -> str:
    """Return the address of one figure, of one gemeente (empty: all) and version (empty: the newest)."""
    return base + figures.address("csv", version, indicator=EXAMPLE, region=region)


def draw(page: Page) -> None:
    """Draw what can be asked for and a working line for each program."""
    show.section(
        "Rechtstreeks in Excel, R of Python", "Cijfers ophalen met een adres, zonder ze eerst te bewaren"
    )
    where = example(address.base(), page.selection.gemeente or "", page.facts.data_version)
    show.text(
        "Kies met indicator, region en period. Laat er een weg voor alles, en zet komma's tussen meer codes. "
        "Met version blijft het cijfer hetzelfde; laat version weg voor de nieuwste cijfers. "
        "Zet .json of .parquet in plaats van .csv voor een ander soort bestand.",
        f"U kunt ten hoogste {figures.MOST_REQUESTS} keer per minuut vragen.",
    )
    for title, (line, language) in lines(where).items():
        show.text(f"{title}:")
        st.code(line, language=language, wrap_lines=True)
