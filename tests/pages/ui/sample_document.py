"""A document about a gemeente that does not exist, with a table, a flag and three kinds of chart."""

from datetime import date

from pages.ui.documents.content import Bullets, Document, Section
from pages.ui.parts.tables import Cell, Column, Table
from tests.pages.ui import samples

TABLE = Table(
    caption="Lasten en inkomen, 2019",
    columns=(
        Column("naam", "Gemeente"),
        Column("deciel", "Inkomen, deciel", "deciel"),
        Column("gebruiker", "Lasten per jongere met jeugdzorg 2019", "eur"),
        Column("inwoner", "Lasten per inwoner, rekening 2019", "eur"),
        Column("index", "Index lasten per inwoner (begroting 2017 = 100)", "index"),
    ),
    rows=(
        {"naam": "Eikenstad", "deciel": 2, "gebruiker": 10143, "inwoner": 240, "index": 108},
        {
            "naam": "100.000 tot 150.000 inwoners",
            "deciel": Cell(None, "x"),
            "gebruiker": Cell(None, "x"),
            "inwoner": 375,
            "index": 192,
        },
        {"naam": "Nederland", "deciel": Cell(None, "x"), "gebruiker": 11409, "inwoner": 293, "index": 151},
        {"naam": "Beukendam", "deciel": 4, "gebruiker": 13706, "inwoner": Cell(366, provisional=True)},
        {
            "naam": "Lindenhove",
            "deciel": 1,
            "gebruiker": Cell(12319, flag="Dit cijfer past niet bij de andere cijfers in de rij."),
            "inwoner": 332,
            "index": 121,
        },
    ),
    row_header="naam",
    highlight=frozenset({"Eikenstad"}),
    source=samples.SOURCE,
)


def document(name: str = "Eikenstad") -> Document:
    return Document(
        title=f"Jeugdzorg in {name}: cijfers voor het gesprek",
        subtitle="Cijfers over 2019, vergeleken met vier andere gemeenten en Nederland",
        summary=(
            f"In 2019 waren de lasten voor jeugdzorg in {name} € 240 per inwoner. Dat is € 53 lager dan in"
            " Nederland.",
            "Van de jongeren tot 23 jaar had 6,7% jeugdhulp zonder verblijf in de eerste helft van 2020.",
        ),
        sections=(
            Section("Cijfers", ("De vier cijfers staan in de tabel.", TABLE, samples.slope())),
            Section(
                "Verloop", (samples.line(), Bullets(("Een eerste punt.", "Een tweede punt.")), samples.bar())
            ),
        ),
        caveats=("Niet meegeteld: overhead, het wijkteam en de toegang.", "Niet gecorrigeerd voor prijzen."),
        questions=(
            ("technische vraag", "Welke hulp zit in dit bedrag en welke niet?"),
            ("aan de wethouder", "Welke drie soorten hulp kosten samen het meest?"),
            ("in de raad", "Past deze vergelijkingsgroep bij ons?"),
        ),
        sources=("Voorbeeldcijfers, tabel 2.", "Voorbeeldcijfers, tabel 3."),
        made_on=date(2026, 11, 22),
        version="22 november 2026 (abcdef12)",
        link="https://eigenwijzer.example/gemeente?g=GM0000",
    )
