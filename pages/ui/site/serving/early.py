"""Parts of Streamlit's own script that every page draws with, asked for with the page.

Streamlit's script asks for the part that draws a chooser or a link when the first of them comes in: the page then waits
for two dozen small files, after it waited for the words. Named in the head, they come in while the large ones are read.
"""

import re
from pathlib import Path

_DRAWN_BY_ALL = ("Html", "PageLink", "Selectbox")  # the text of a page, the menu, the search
_IMPORTS = re.compile(r'(?:\bfrom|\bimport) ?"\./([\w.-]+\.js)"')


def links(static: Path, index: str) -> str:
    """Return the lines of a head that ask for them, and for what they import; without what `index` asks for already.

    In: `static`, the folder of files that ships with Streamlit; `index`, its index page. A part that this Streamlit
    does not have is left out: then the page asks for it later, as it would have.
    """
    scripts = static / "static" / "js"
    wanted = [file.name for name in _DRAWN_BY_ALL for file in sorted(scripts.glob(f"{name}.*.js"))]
    found: list[str] = []
    for name in wanted:  # grows while it is walked
        if name in found or f'/{name}"' in index:
            continue
        found.append(name)
        wanted += _IMPORTS.findall((scripts / name).read_text(encoding="utf-8"))
    return "\n".join(f'<link rel="modulepreload" crossorigin href="./static/js/{name}">' for name in found)
