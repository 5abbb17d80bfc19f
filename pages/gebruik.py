"""Gebruik van jeugdhulp: how many young people have it, how did that go, and is the figure unusual?"""

from metrics.comparing.leading import NATURA, WITHOUT_STAY
from pages.ui.gebruik import sections, words
from pages.ui.gebruik.view import SHOWN, TEAM, WITH_STAY
from pages.ui.site import frame, noted, per_wijk, show

with frame.page("gebruik") as page:
    view = sections.choose(page)
    sections.require_figures(page, view)

    page.title(words.title(view), words.subtitle(view))
    sections.said_first(view)
    show.cards(words.cards(view), opens=True, is_older=page.is_older)
    noted.draw(page, {view.code}, SHOWN)

    natura_leads = view.leading[:1] == (NATURA,)
    if natura_leads:
        sections.natura(page, view)

    if not view.is_awaited(WITHOUT_STAY):
        show.section("Jeugdhulp zonder verblijf", "Jongeren tot 23 jaar die thuis blijven slapen", "zonder")
        sections.told(view, WITHOUT_STAY)
        sections.series(view, WITHOUT_STAY, "zonder")
        sections.margin(view, WITHOUT_STAY)

    if not view.is_awaited(WITH_STAY):
        show.section("Jeugdhulp met verblijf", "Jongeren tot 23 jaar die ergens anders slapen", "met")
        sections.told(view, WITH_STAY)
        sections.series(view, WITH_STAY, "met")
        sections.margin(view, WITH_STAY)

    if not view.is_awaited(TEAM):
        show.section(
            "Hulp van het wijkteam", "Deel van de jongeren met jeugdhulp zonder verblijf", "wijkteam"
        )
        sections.series(view, TEAM, "wijkteam")

    if not natura_leads:
        sections.natura(page, view)

    sections.traits(view)
    per_wijk.draw(page, view.code)
    sections.close(view)
