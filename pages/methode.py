"""Zo rekenen wij: by which rules are the figures made, why so, and what do they give for my gemeente?"""

from pages.ui.methode import sections
from pages.ui.site import frame, show

with frame.page("methode") as page:
    case = sections.choose(page)
    page.title("Zo rekenen wij", "Elke regel met de formule, onze reden en een voorbeeld met echte cijfers")
    for title, subtitle, anchor, rules in sections.SUBJECTS:
        show.section(title, subtitle, anchor)
        sections.subject(page, case, rules)
