"""What an installation switches on or off: a public one never writes, and shows what was saved on it only if told."""

import os


def is_public() -> bool:
    """True on a public site (`EIGENWIJZER_PUBLIC`): nothing is refreshed or written, and no message names a folder."""
    return is_on("EIGENWIJZER_PUBLIC", unset=False)


def is_on(switch: str, *, unset: bool) -> bool:
    """Say whether a switch of this installation is on; `unset` is what holds where nothing is said."""
    said = os.environ.get(switch, "").strip().lower()
    return said not in ("0", "false", "nee") if said else unset


def shows_sharing() -> bool:
    """Say whether the worked example of dividing lasten is shown: not on a public site unless switched on."""
    return _shows("EIGENWIJZER_SHARE")


def shows_notes() -> bool:
    """Say whether notes beside figures are shown: not on a public site unless switched on."""
    return _shows("EIGENWIJZER_NOTES")


def shows_groups() -> bool:
    """Say whether groups saved on this installation can be chosen: not on a public site unless switched on."""
    return _shows("EIGENWIJZER_GROUPS")


def _shows(switch: str) -> bool:
    return not is_public() or os.environ.get(switch, "").strip() == "1"
