"""Bronnen en versies: where does every figure come from, from when is it, and what changed since?"""

from pages.ui.bronnen import sections
from pages.ui.site import frame, show

with frame.page("bronnen") as page:
    page.title("Bronnen en versies", "Waar elk cijfer vandaan komt, van wanneer het is en wat er veranderde")
    sections.refresh(page)

    show.section("Alle bronnen", anchor="bronnen")
    sections.sources(page)

    show.section("Wat veranderde er tussen twee versies?", anchor="versies")
    sections.changes(page)

    show.section("Zo zijn de cijfers gemaakt", anchor="definities")
    show.table(sections.definitions_table(page.records), file_stem="eigenwijzer-definities")
