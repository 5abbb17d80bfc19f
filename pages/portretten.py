"""Vijf gemeenten in 2021: how they arranged youth care then, what their figures are now, and yours beside them."""

from pages.ui.portretten import sections, words
from pages.ui.site import frame, noted, show

with frame.page("portretten") as page:
    view = sections.choose(page)
    page.title(words.title(view), words.subtitle(view))
    sections.now(page, view)
    noted.draw(page, {view.code, *view.five}, noted.newest(view.measures))

    show.section(words.MATRIX, words.MATRIX_HINT, "verhalen")
    sections.matrix(page, view)

    show.section(words.BESIDE, sections.counted(page, view), "cijfers")
    sections.printed(page, view)
    sections.close(page, view)
