"""The notes of *Twee gemeenten naast elkaar* as paper has them. Pure HTML; htpy escapes what was typed."""

import htpy as h

from pages.ui.naast.document import LINES


def notes(text: str) -> str:
    """Return what was typed as it is printed, or empty lines to write on."""
    parts = [part for part in text.splitlines() if part.strip()]
    return str(
        h.div(".ew-op-papier.ew-notities")[
            (h.p[part] for part in parts) if parts else (h.p(".ew-schrijfregel")[" "] for _ in range(LINES))
        ]
    )
