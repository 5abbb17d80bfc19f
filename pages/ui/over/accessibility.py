"""*Toegankelijkheid* on *Over*: what was tested and when, what is not in order, and a draft of the statement. Pure.

The statement itself is of whoever publishes an installation: the draft follows the official Dutch model, its status is
open until somebody had the site tested, and a public installation without a publisher claims none.
"""

from collections.abc import Iterator, Sequence

import htpy as h

from metrics import dutch
from pages.ui.parts import notices
from pages.ui.site.serving import framework
from pages.ui.site.serving.publisher import Publisher

TESTED_ON = "28 november 2026"
NO_PUBLISHER = "Geen uitgever ingevuld"
# what was tested -> how, and what came out; README, "Accessibility", says how to do it again
TESTED = (
    (
        "Elke pagina, met een programma",
        "axe 4.12.1 in Chromium 156, met de regels van WCAG 2.2 niveau A en AA. Bij 1280 en 390 punten breed en bij "
        "200 procent zoom. Geen overtredingen meer; twee koppen die een niveau oversloegen, zijn hersteld.",
    ),
    (
        "Smal scherm",
        "Bij 320 punten breed schuift geen pagina opzij. Een brede tabel schuift in haar eigen vak.",
    ),
    (
        "Toetsenbord",
        "Menu, zoeken, keuzes en vensters gaan met alleen het toetsenbord. Escape brengt u terug naar de knop.",
    ),
    (
        "Kleur en beweging",
        "Tekst heeft een contrast van ten minste 4,5 op 1, en een lijn of punt die iets betekent 3 op 1. Met eigen "
        "kleuren van Windows zijn In het kort, Begroting en rekening en de kaart bekeken. Wie minder beweging wil, "
        "krijgt geen beweging.",
    ),
    (
        "Pdf",
        "Het programma dat de pdf maakt, toetst zelf aan PDF/UA-1 en stopt als er iets ontbreekt. Op 29 november 2026 "
        "vonden twee andere programma's geen fouten in vijf stukken: outloud 0.2.1 en pdfua 0.1.3. Een keuring met "
        "veraPDF is niet gedaan.",
    ),
    (
        "Word",
        "Koppen zijn echte koppen, de bovenste rij van een tabel komt op elk blad terug en elke figuur heeft een "
        "beschrijving. In het kort en het stuk voor de raad zijn geopend in LibreOffice 7.4.",
    ),
)
# what we know to be wrong and could not mend, with the place where it is reported when we know it
OURS = (
    "Er is niet getest met een schermlezer en niet met mensen die er een gebruiken.",
    "Er is geen onderzoek van een bureau gedaan volgens WCAG-EM.",
    "Een kaart is voor een schermlezer niet te lezen: gebruik dan de lijst die erbij staat.",
    "Op de kaart verschillen kleuren die naast elkaar komen minder dan 3 op 1. De lijst zegt welk cijfer het is.",
    "Er is alleen een lichte weergave.",
)
FRAMEWORK = (
    "De punten in een figuur zijn niet met het toetsenbord te bereiken (Plotly, melding 4264). De tabel onder de "
    "figuur heeft dezelfde cijfers.",
    "Streamlit heeft geen Nederlandse woorden (melding 1353) en noemt elke pagina Engels (melding 15726). Eigenwijzer "
    "vervangt beide in uw browser.",
)
OPEN_STATUS = "nog niet bepaald. De uitgever vult de status in na een onderzoek."


def html(who: Publisher, *, is_public: bool) -> str:
    """Return the whole part: what works, what was tested, what is not in order, and the statement or its draft.

    `is_public`: the installation is a public one (`EIGENWIJZER_PUBLIC`).
    """
    return (
        notices.paragraphs(
            "U kunt elke keuze met het toetsenbord maken. Bij elke figuur staat een beschrijving en een tabel met "
            "dezelfde cijfers. Kleur is nooit het enige verschil."
        )
        + _heading(f"Wat er is getest op {TESTED_ON}")
        + str(h.dl(".ew-begrippen")[([h.dt[what], h.dd[how]] for what, how in TESTED)])
        + _heading("Wat niet in orde is")
        + notices.bullets(*OURS, *FRAMEWORK)
        + notices.paragraphs("Dit kunt u nog in een andere taal tegenkomen:")
        + notices.bullets(*framework.STAYS_ENGLISH)
        + _heading("Toegankelijkheidsverklaring")
        + _statement(who, is_public=is_public)
    )


def _statement(who: Publisher, *, is_public: bool) -> str:
    if who.statement:
        of = f" van {who.name}" if who.name else ""
        return notices.link(f"Lees de toegankelijkheidsverklaring{of}", who.statement)
    if not who.name and is_public:
        return notices.paragraphs(f"{NO_PUBLISHER}. Over deze website is geen status opgegeven.")
    return notices.paragraphs(
        "Een verklaring is van wie de website uitgeeft. Dit is een opzet volgens het model van de overheid; "
        "de uitgever maakt haar af en zet haar in het register."
    ) + str(
        h.dl(".ew-begrippen")[([h.dt[what], (h.dd[line] for line in lines)] for what, lines in draft(who))]
    )


def draft(who: Publisher) -> Iterator[tuple[str, Sequence[str]]]:
    """Give the parts of the statement in the order of the official model: a heading with its lines.

    What the publisher did not tell stays open; nothing is filled in for them.
    """
    name = who.name or dutch.small(NO_PUBLISHER)
    contact = who.mail or who.page or "nog niet ingevuld"
    yield "Naam", (f"Uitgever: {name}.", "Website: Eigenwijzer.")
    yield "Status", (f"Status: {OPEN_STATUS}",)
    yield (
        "Norm",
        ("De norm is EN 301 549, met WCAG 2.1 niveau A en AA (Besluit digitale toegankelijkheid overheid).",),
    )
    yield (
        "Onderzoek",
        (
            f"De makers hebben zelf getest op {TESTED_ON}.",
            "Een onderzoek volgens WCAG-EM: nog niet gedaan.",
        ),
    )
    yield "Wat niet in orde is", ("De punten staan hierboven, met wat u in plaats daarvan kunt lezen.",)
    yield (
        "Contact",
        (
            f"Kunt u iets niet lezen of bedienen? Neem contact op: {contact}.",
            "Binnen hoeveel dagen u antwoord krijgt: nog niet ingevuld.",
        ),
    )
    yield (
        "Handhaving",
        (
            "Bent u niet tevreden met het antwoord? Dien dan een klacht in bij de uitgever.",
            "Komt u er samen niet uit? Dan kunt u naar de Nationale ombudsman.",
        ),
    )
    yield "Ondertekening", ("Datum, naam en functie: nog niet ingevuld.",)


def _heading(text: str) -> str:
    return str(h.div(".ew-figuurkop")[h.h3[text]])
