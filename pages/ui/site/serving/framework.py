"""Words that Streamlit itself brings, in Dutch: one table, for the script that replaces them (style/page.js).

Streamlit has no setting for its language. The script replaces a text or a label only where it is, as a whole, one of
these; what a page draws itself is never touched. A test looks every key up in the Streamlit that is installed.
"""

import json

from markupsafe import escape

LOADING = "Eigenwijzer wordt geladen ..."
NO_SCRIPT = (
    "Eigenwijzer werkt alleen als JavaScript aan staat in uw browser. Zet het aan en ververs de pagina."
)

# the whole text, or the whole label for a screen reader -> in Dutch; an empty text is left out with what holds it
WORDS = {
    "No results": "Niets gevonden",
    "Clear value": "Wis de keuze",
    "Clear all": "Wis alles",
    "Open": "Open de lijst",
    "Selected values": "Gekozen",
    "Choose an option": "Kies",
    "Selectbox options": "Keuzes",
    "Selectbox": "Keuzelijst",
    "Select all": "Kies alles",
    "Expand sidebar": "Open het menu",
    "Collapse sidebar": "Sluit het menu",
    "Sidebar": "Menu",
    "Skip to main content": "Ga naar de inhoud",
    "Upload": "Kies een bestand",
    "Uploading...": "Bezig met inlezen",
    "Upload failed": "Inlezen is niet gelukt",
    "file upload": "Kies een bestand",
    "Copy to clipboard": "Kopieer",
    "Close": "Sluit",
    "Dismiss": "Sluit",
    "Running...": "Bezig",
    "Connecting": "Verbinding zoeken",
    "Connection error": "De verbinding is weg",
    "Is Streamlit still running? If you accidentally stopped Streamlit, just restart it in your terminal:": (
        "De verbinding met Eigenwijzer is weg. We proberen het opnieuw. Uw keuzes staan in de link."
    ),
    "streamlit run yourscript.py": "",
    "Rerun": "Opnieuw",
    "Always rerun": "Altijd opnieuw",
    "Page not found": "Deze pagina is er niet",
}

# a text with a part of its own in it: a pattern of JavaScript -> in Dutch
PATTERNS = {
    r"^Add: .+$": "Enter: zoek wat u typte",  # the first row of a chooser where one may type
    r"^Press ((?:Ctrl\+|⌘\+)?Enter) to (?:apply|submit form)$": "Klaar? Druk op $1",
    r"^(\d+) options? available\.$": "Keuzes: $1",
    r"^(.+), selected$": "$1, gekozen",
    r"^Remove (.+)$": "Haal $1 weg",
    r"^Select (\d+) matches$": "Kies deze $1",
    r"^Upload file to (.+)$": "Kies een bestand: $1",
    r"^(\d[\d.]*) ?(KB|MB|GB) per file(.*)$": "ten hoogste $1 $2 per bestand$3",
    r"^File must be (.+) or smaller\.$": "Het bestand mag ten hoogste $1 zijn.",
    r"^(.+) files are not allowed\.$": "Een bestand van het type $1 kan niet.",
    r"^Drag and drop (?:file|files) here$": "Sleep een bestand hierheen",
    r"^Streamlit server is not responding\b.*$": (
        "De verbinding met Eigenwijzer is weg. We proberen het opnieuw. Uw keuzes staan in de link."
    ),
    r"^You can only select up to (\d+) options?\b.*$": "U kunt ten hoogste $1 keuzes maken",
}

# told on *Over*: where the script does not come
STAYS_ENGLISH = (
    "een melding van uw browser zelf, in de taal van uw browser",
    "een foutmelding van Streamlit die we niet kennen",
)


def script(source: str) -> str:
    """Return the page's script with both tables filled in."""
    return source.replace("__WORDS__", _json(WORDS)).replace("__PATTERNS__", _json(PATTERNS))


def _json(table: dict[str, str]) -> str:
    return json.dumps(table, ensure_ascii=False).replace("</", "<\\/")


def loading() -> str:
    """Return the line that is there before the page has been drawn (style/page.css takes it away then)."""
    return f'<p class="ew-laden" role="status">{escape(LOADING)}</p>'


def no_script() -> str:
    """Return what stands there where no script may run."""
    return f'<noscript><p class="ew-laden">{escape(NO_SCRIPT)}</p></noscript>'
