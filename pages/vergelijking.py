"""Vergelijken: the two tables and the figure of the report, for a gemeente and those it is compared with."""

from pages.ui.site import frame, noted, provenance, saving
from pages.ui.site.visiting import choosing
from pages.ui.vergelijking import sections, view, words
from pages.ui.vergelijking.document import document

with frame.page("vergelijking") as page:
    chosen = choosing.choose(page)
    cost = view.cost_table(page, chosen), view.cost_against_income(chosen)
    over_time = view.use_over_time(page, chosen)
    use = view.use_tables(page, chosen)
    told = provenance.of(page, chosen.choices)
    on_these = chosen.gemeenten, view.shown(chosen)
    written = noted.of(page.loaded, page.records, *on_these).tables
    take_along = document(page, chosen, cost, (*use, over_time), told, written)
    saving.button(
        page, take_along, view.all_tables(cost, use, over_time, written), chosen.own_name, chosen.year, told
    )

    page.title(words.title(chosen), words.subtitle(chosen))
    sections.told(page, chosen)
    noted.draw(page, *on_these)
    sections.charts(over_time, cost[1])
    sections.asked(page, chosen)
    sections.tables(page, chosen, cost[0], use)
