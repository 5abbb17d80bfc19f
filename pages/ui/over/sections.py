"""The parts of *Over Eigenwijzer*: makers, accessibility, privacy, reporting an error. Texts of the site itself."""

from collections.abc import Callable, Iterator

import htpy as h
import streamlit as st

from pages.ui.over import accessibility
from pages.ui.parts import notices
from pages.ui.site import public, version
from pages.ui.site.page import Page
from pages.ui.site.serving import publisher


def makers() -> None:
    """Say who makes it, from what, and whose publication it is not."""
    st.html(
        notices.paragraphs(
            "Eigenwijzer vergelijkt de jeugdzorg van Nederlandse gemeenten. Het begint bij het rapport "
            "'Eigenwijs transformeren' (Verwey-Jonker Instituut, 2021) en rekent de tabellen daarvan na met open "
            "gegevens van het CBS.",
            "Eigenwijzer is geen uitgave van het Verwey-Jonker Instituut, het CBS of het Rijk. Zij zijn niet "
            "verantwoordelijk voor wat hier staat. Het rapport en de CBS-cijfers zijn wel de bron; bij elk cijfer "
            "staat welke.",
            "De programma's zijn open: iedereen mag ze gebruiken, nalezen en verbeteren (licentie EUPL-1.2). "
            "De cijfers van het CBS vallen onder CC BY 4.0.",
        )
    )


DOCUMENTS = (
    (
        "'Eigenwijs transformeren' (eindrapport, maart 2021)",
        "F. Sondeijker, J. Helderman, O. de Zwart, J. de Kruijf en M. Kwakernaak (Verwey-Jonker Instituut)",
        "de tabellen en uitspraken om na te rekenen, de vijf portretten en de vragen voor een zelfevaluatie.",
    ),
    (
        "Studie naar de vraag wanneer en hoe gemeenten samenwerken in de zorg rond jeugd en gezin (juni 2011)",
        "Marian van Leeuwen, Zefanja Brouwer, Wim de Jong, Annemiek van Woudenberg (de JeugdZaak) en Patrick Kenis "
        "(Antwerp Management School), met kaarten van het RIVM, in opdracht van de VNG",
        "de samenwerkingsverbanden van 2011, de vragen over samen doen of zelf doen, en uitspraken om te toetsen.",
    ),
    (
        "'Samenwerken gaat niet vanzelf' (augustus 2021)",
        "Regioteam opdrachtgever- en opdrachtnemerschap Wmo en Jeugd",
        "wat over een jeugdregio verteld wordt, de verdeelsleutels en voorwaarden voor samenwerken.",
    ),
    (
        "'Samenwerken in de Jeugdzorg' (whitepaper, zonder jaar; noemt cijfers over 2021)",
        "De tekst die wij lazen noemt geen schrijver",
        "vormen van samenwerken en het aantal jeugdregio's.",
    ),
    (
        "'Samenwerking in de Jeugdzorg' (ArenaWiki, van voor 2015)",
        "Arena Consulting; de pagina noemt geen schrijver",
        "wat vooraf over regio's is afgesproken, en vormen van samenwerken.",
    ),
)
RIGHTS = (
    "De rechten op deze documenten zijn van de schrijvers en uitgevers. Eigenwijzer neemt feiten over, in onze woorden "
    "en met de regel of bladzijde erbij."
)


def documents() -> None:
    """Name the source documents, what is taken from each, and whose the rights are."""
    st.html(
        str(
            h.dl(".ew-begrippen")[
                (
                    [h.dt[title], h.dd[f"{authors}."], h.dd[f"Eigenwijzer neemt hieruit: {taken}"]]
                    for title, authors, taken in DOCUMENTS
                )
            ]
        )
        + notices.paragraphs(RIGHTS)
    )


def sections(page: Page) -> Iterator[tuple[str, str, Callable[[], None]]]:
    """Give anchor, title and drawing of each further part; the part asked for in the address comes first."""
    parts = {
        "documenten": ("De documenten", documents),
        "toegankelijkheid": ("Toegankelijkheid", _accessibility),
        "privacy": ("Privacy", _privacy),
        "fout": ("Meld een fout", lambda: _report_error(page)),
    }
    asked = page.selection.params.get("deel", "")
    for anchor in sorted(parts, key=lambda name: name != asked):
        title, body = parts[anchor]
        yield anchor, title, body


def _accessibility() -> None:
    st.html(accessibility.html(publisher.current(), is_public=public.is_public()))


def _privacy() -> None:
    st.html(
        notices.paragraphs(
            "Eigenwijzer gebruikt geen cookies om u te volgen en stuurt niets naar andere sites. Uw keuzes staan "
            "in het adres van de pagina, niet bij ons. Wat u in een formulier schrijft, staat in geen adres: alleen in "
            "uw venster, en in het bestand dat u zelf bewaart.",
            "Er staan alleen cijfers over gemeenten op deze site, geen gegevens over een kind of gezin. Kleine "
            "aantallen die het CBS verbergt, blijven verborgen.",
            "Bestanden die u zelf kiest en wat u zelf typt, blijven alleen in uw venster, tenzij u ze zelf bewaart. "
            "Een notitie bij een cijfer blijft op deze installatie staan en is voor iedereen hier te lezen en te "
            "verwijderen. "
            "Schrijf geen namen of gegevens op waaraan een kind of gezin te herkennen is.",
        )
    )


def _report_error(page: Page) -> None:
    who = publisher.current()
    at = f" bij {who.name}" if who.name else ""
    report = publisher.report_link(who, page.place)
    st.html(
        notices.paragraphs(
            f"Klopt er iets niet? {f'Meld het{at}.' if report else publisher.NOBODY} Zeg welke gemeente, welk cijfer "
            "en welk jaar het is, en wat u verwachtte. Stuur de link van de pagina mee, en de code als er een code bij "
            "een melding stond.",
            f"Versie van de cijfers op dit scherm: {version.named(page.facts)}.",
        )
    )
    if report:
        st.html(notices.link("Meld een fout", report))
    for problem in who.problems:
        st.html(notices.box(problem, "fout", title="Voor de beheerder."))
