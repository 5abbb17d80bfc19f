"""Bronnen en versies: what is loaded and up to when, where it comes from, and what changed since."""

from pages.ui.bronnen import addresses, everything, sections, systems
from pages.ui.site import frame, show

with frame.page("bronnen") as page:
    page.title("Bronnen en versies", "Wat er is geladen, waar elk cijfer vandaan komt en wat er veranderde")
    sections.in_words(page)
    sections.refresh(page)

    show.section("Alle tabellen", "De nummers bij het CBS, met herkomst", "bronnen")
    sections.sources(page)

    show.section("Alle cijfers in één bestand", "Voor wie zelf rekent, en hoe u een cijfer aanhaalt", "alles")
    everything.draw(page)
    addresses.draw(page)

    show.section("Wat deden gemeenten zelf al?", systems.PURPOSE, "hulpmiddelen")
    systems.draw(page)

    show.section("Wat veranderde er tussen twee versies?", anchor="versies")
    sections.changes(page)

    show.section("Zo zijn de cijfers gemaakt", anchor="definities")
    sections.definitions(page)
