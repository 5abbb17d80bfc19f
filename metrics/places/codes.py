"""Codes that are no gemeente and stand in more than one module, and what a code of a region looks like."""

import re

NEDERLAND = "NL01"  # as CBS writes it in every table
_REGION = re.compile(r"[A-Z]{2}\d{2,4}")


def jeugdregio(name: str) -> str:
    """Return a jeugdregio as it is called among gemeenten: 'IJsselland' alone could be anything."""
    return f"Jeugdregio {name}"


def is_region(code: str) -> bool:
    """Say whether a code is one of CBS (GM0150, JZ33, PV23, NL01), not that of a group or a size class of ours."""
    return _REGION.fullmatch(code) is not None
