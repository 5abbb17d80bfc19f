"""Begroting en rekening: how does the amount come about, and what hides behind the index?"""

from pages.ui.kosten import sections
from pages.ui.kosten import view as kosten
from pages.ui.site import frame, noted, show

with frame.page("kosten") as page:
    view = sections.choose(page)
    if isinstance(view, str):
        sections.on_report(page, view)

    page.title(kosten.title(view), kosten.WHAT)
    sections.said_first(view)
    noted.draw(page, {view.code}, kosten.SHOWN)

    show.section("Van bedrag naar cijfer", "Hoe het bedrag per inwoner ontstaat", "bedragen")
    sections.amounts(page, view)

    show.section("Begroting naast rekening", "Elk jaar: wat was het plan, en wat werd het?", "begroting")
    sections.budget(page, view)

    show.section("De index uit elkaar gehaald", "Verschil met de begroting, of groei?", "index")
    years = sections.pair(page, view)
    sections.index_apart(page, view, years)

    show.section("Lasten per jongere, gebruik en aantal jongeren", "Waar zit het verschil?", "verdeling")
    sections.price_use_youth(page, view, years)

    sections.forms(view)

    show.section("Anders geboekt?", "Waar de lasten staan, en wat vergelijken onzeker maakt", "boeking")
    sections.booking(view)

    sections.close(view, years)
