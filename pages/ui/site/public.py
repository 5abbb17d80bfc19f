"""What a public installation leaves out: writing always; what was saved on it, unless that was switched on."""

import os


def is_public() -> bool:
    """True on a public site (`EIGENWIJZER_PUBLIC`): nothing is refreshed or written, and no message names a folder."""
    return os.environ.get("EIGENWIJZER_PUBLIC", "").strip().lower() not in ("", "0", "false", "nee")


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
