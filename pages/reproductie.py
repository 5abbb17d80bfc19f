"""Rapport nagerekend: which printed figures of the report come out of the open data, and why do others differ?"""

from pages.ui.reproductie import sections, view
from pages.ui.site import frame, show
from pages.ui.site.serving import audited

with frame.page("reproductie") as page:
    audit = audited.audit(page.loaded)
    page.title(view.title(audit), view.subtitle(audit))
    if not page.loaded.build.has_cbs:
        show.empty("R1")
    sections.verdicts(page, audit)
    chosen = sections.choose(page, audit)
    sections.downloads(page)
    sections.calculation(page, audit)
    sections.cells(page, audit, chosen)

    show.section("Per tabel", "Hoeveel cijfers terugkomen, geteld over wat is nagerekend", anchor="per-tabel")
    sections.per_table(page, audit)

    show.section(
        "De figuren opnieuw getekend",
        "Figuur 1 tot en met 5: jeugdhulp zonder verblijf per halfjaar",
        anchor="figuren",
    )
    sections.pictures(page, audit)

    show.section(
        "Welk cijfer is een drukfout?", "Elke wijziging waarmee de rij klopt, en wat ervoor pleit", "drukfout"
    )
    sections.misprints(page, audit)

    show.section(
        "Wat is geprobeerd", "Voor cijfers die niet uitkomen: andere keuzes en hun uitkomst", "geprobeerd"
    )
    sections.tried(page, audit)

    show.section(
        "Hoe zijn de decielen gemaakt?",
        "Het rapport noemt zijn regel niet; elke regel is geprobeerd",
        "decielen",
    )
    sections.decile_rules(page, audit)

    show.section("Het rapport met zichzelf vergeleken", "Dit kan zonder gegevens van het CBS", "zelf")
    sections.self_check(page, audit)
