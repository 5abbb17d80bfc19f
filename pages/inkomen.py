"""Inkomen en lage inkomens: both deciles of the group, what they mean and which way they run."""

from pages.ui.inkomen import sections, words
from pages.ui.site import frame, noted, show
from pages.ui.site.visiting import choosing

with frame.page("inkomen") as page:
    chosen = choosing.choose(page)
    view = sections.view_of(page, chosen)

    page.title(words.title(view), words.SUBTITLE)
    for remark in words.remarks(view, page.records):
        show.box(remark)
    show.text(*words.lacking(view))
    show.notes(chosen.notes)
    sections.levels(view)
    noted.draw(page, chosen.gemeenten, view.shown)

    sections.distributions(page, view)

    show.section("Inkomen naast lasten en gebruik", anchor="naast")
    sections.beside(view)

    show.questions(words.questions(view, page.records), {"gemeente": chosen.own_name})
    show.caveats(words.CAVEATS, gemeente=chosen.own_name)
