"""Begrippen en leeswijzer: what do the words mean, how to read the figures, what can open data not answer?"""

from pages.ui import begrippen, frame, show

with frame.page("begrippen") as page:
    page.title(
        "Begrippen en leeswijzer", "Wat de woorden betekenen, hoe u de cijfers leest en wat ze niet zeggen"
    )
    begrippen.search_field(page)

    show.section("Zo leest u de cijfers", anchor="lezen")
    begrippen.how_to_read()

    show.section("Begrippen", anchor="begrippen")
    begrippen.glossary(page)

    show.section("De cijfers op deze site", "Hoe elk cijfer is gemaakt", anchor="cijfers")
    begrippen.definitions(page)

    show.section("Dit kunnen open gegevens niet beantwoorden", anchor="niet")
    begrippen.not_answered()
