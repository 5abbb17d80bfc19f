"""What the source documents and the subjects of the five portraits are called wherever a page names them. Pure."""

from collections.abc import Mapping

from metrics.report.documents import PortraitField

TITLES: Mapping[str, str] = {
    "samenwerken": "'Samenwerken gaat niet vanzelf' (Regioteam, augustus 2021)",
    "eigenwijs": "'Eigenwijs transformeren' (maart 2021)",
    "studie": "de studie van de JeugdZaak naar samenwerking rond jeugd en gezin (juni 2011)",
    "wiki": "'Samenwerking in de Jeugdzorg' (ArenaWiki)",
    "whitepaper": "'Samenwerken in de Jeugdzorg' (whitepaper)",
}
FIELDS: Mapping[PortraitField, str] = {
    "motto": "Motto",
    "access": "Toegang",
    "region": "Regio",
    "funding": "Betalen",
    "procurement": "Inkopen",
    "gp": "Huisarts",
    "school": "School",
    "monitoring": "Volgen",
    "council": "Gemeenteraad",
    "satisfaction": "Tevredenheid",
    "open_points": "Wat nog open was",
}
