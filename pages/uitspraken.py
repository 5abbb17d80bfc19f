"""Uitspraken getoetst: which of the report's statements hold, on which figures, and with other groups too?"""

from pages.ui.site import frame, show
from pages.ui.uitspraken import sections as view
from pages.ui.uitspraken import view as uitspraken

with frame.page("uitspraken") as page:
    judgements = view.judged(page)
    page.title(uitspraken.title(judgements), uitspraken.subtitle(judgements))
    page.html(uitspraken.limits(page.records))
    view.verdicts(page, judgements)
    if not page.loaded.build.has_cbs:
        show.empty("R1")
    show.section("De uitspraken", "Kies een gemeente of een oordeel", anchor="uitspraken")
    chosen = view.choose(page, judgements)
    view.downloads(page, judgements)
    view.statements(page, judgements, chosen)
    show.section("Zo is getoetst", "Hoe een oordeel ontstaat", anchor="hoe")
    show.text(*uitspraken.METHOD)
