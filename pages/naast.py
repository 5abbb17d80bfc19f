"""Twee gemeenten naast elkaar: the sheet that two gemeenten prepare a conversation with each other from."""

from pages.ui.naast import sections, words
from pages.ui.site import frame, show

with frame.page("naast") as page:
    pair = sections.choose(page)
    page.title(words.title(pair), words.subtitle(pair))
    sections.figures(page, pair)

    show.section(words.STORIES, words.stories_hint(pair), "verhalen")
    sections.stories(pair)

    show.section(words.QUESTIONS, "", "vragen")
    sections.questions(pair)
    sections.close(page, pair)
