"""Begrippen en leeswijzer: what do the words mean, how to read the figures, what can open data not answer?"""

from pages.ui.begrippen import sections
from pages.ui.site import frame, show

with frame.page("begrippen") as page:
    page.title(
        "Begrippen en leeswijzer", "Wat de woorden betekenen, hoe u de cijfers leest en wat ze niet zeggen"
    )
    sections.search_field(page)

    show.section("Zo leest u de cijfers", anchor="lezen")
    sections.how_to_read()

    show.section("Begrippen", anchor="begrippen")
    sections.glossary(page)

    show.section("De cijfers op deze site", "Hoe elk cijfer is gemaakt", anchor="cijfers")
    sections.definitions(page)

    show.section("Dit kunnen open gegevens niet beantwoorden", anchor="niet")
    sections.not_answered()
