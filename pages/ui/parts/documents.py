"""What the source documents and the subjects of the five portraits are called wherever a page names them. Pure."""

from collections.abc import Mapping

from metrics.report.documents import PortraitField

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
