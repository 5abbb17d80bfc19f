"""Bronnen en versies: where does every figure come from, from when is it, and what changed since?"""

from pages.ui import bronnen, frame, show

with frame.page("bronnen") as page:
    page.title("Bronnen en versies", "Waar elk cijfer vandaan komt, van wanneer het is en wat er veranderde")
    bronnen.refresh(page)

    show.section("Alle bronnen", anchor="bronnen")
    bronnen.sources(page)

    show.section("Wat veranderde er tussen twee versies?", anchor="versies")
    bronnen.changes(page)

    show.section("Zo zijn de cijfers gemaakt", anchor="definities")
    show.table(bronnen.definitions_table(page.records), file_stem="eigenwijzer-definities")
