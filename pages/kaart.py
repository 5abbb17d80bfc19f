"""Kaart: one figure for every gemeente or jeugdregio, as a map and as a list."""

from pages.ui.kaart import sections, view
from pages.ui.site import frame, show

with frame.page("kaart") as page:
    chosen = sections.choose(page)
    if chosen is None:
        page.title("Er zijn nog geen cijfers om op een kaart te zetten")
        show.empty("L13")
        page.stop()

    story = chosen.story
    page.title(view.title(story), view.place(story))
    if chosen.view == "kaart":
        file_stem = f"kaart {story.indicator.short_title} {story.period}"
        sections.draw(view.chart(story, chosen.outlines), file_stem, chooses=story.level == "gemeente")
    else:
        if not chosen.outlines:
            show.box(
                "Er zijn geen grenzen geladen, daarom staat hier een lijst. De cijfers zijn dezelfde.",
                "uitleg",
            )
        show.section("Alle gebieden op volgorde")
        choose = (lambda code: page.url(g=code)) if story.level == "gemeente" else None
        show.table(view.listing(story, choose))
    show.caveats(view.caveats(story), gemeente=page.name_of(story.own))
