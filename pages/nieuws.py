"""Wat is nieuw?: what did newer figures change for my gemeente, and when do the next ones come?"""

from pages.ui.nieuws import sections
from pages.ui.site import frame
from pages.ui.site.visiting import bar, visit

with frame.page("nieuws") as page:
    code = page.gemeente()
    bar.said_without_group(page, visit.NO_GROUP_OF_ONE, has_year=False)
    shown = sections.choose(page, code)
    sections.answer(page, shown)
    sections.table(shown)
    sections.coming(page)
    sections.follow(page, code)
