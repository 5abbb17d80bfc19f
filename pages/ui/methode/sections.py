"""The rules on the page: folded one by one, each with its formula, reason, place and example."""

import htpy as h
import streamlit as st

from metrics import dutch
from pages.ui.methode import comparing, money, people
from pages.ui.methode.rule import Case, Rule, case_of
from pages.ui.site import show
from pages.ui.site.page import Page
from pages.ui.site.visiting import bar, visit

SUBJECTS = (
    ("Lasten", "Van de boeken van een gemeente naar een bedrag per inwoner", "lasten", money.RULES),
    (
        "Jongeren, inkomen en gemeenten",
        "Aantallen, percentages, decielen en herindelingen",
        "jongeren",
        people.RULES,
    ),
    ("Vergelijken", "Met wie, en wanneer is iets hoger of lager", "vergelijken", comparing.RULES),
)
NO_EXAMPLE = "Met de cijfers die nu geladen zijn, is dit voorbeeld voor {gemeente} niet te maken."


def choose(page: Page) -> Case | None:
    """Draw the chooser of the gemeente of the examples; None where none is chosen or its accounts are not loaded."""
    if page.selection.gemeente is None:
        show.box(
            "Kies een gemeente in het menu. Dan staat bij elke regel een voorbeeld met haar eigen cijfers.",
            "uitleg",
        )
        return None
    code = page.gemeente()
    bar.said_without_choices(page, visit.ONLY_RULES)
    case = page.loaded.kept(("methode", code), lambda: case_of(page.build, code))
    if case is None:
        show.box(
            f"De jaarrekeningen van {page.name_of(code)} zijn niet geladen. De regels staan er zonder voorbeelden.",
            "uitleg",
        )
    return case


def subject(page: Page, case: Case | None, rules: tuple[Rule, ...]) -> None:
    """Draw the rules of one subject."""
    st.html(
        page.loaded.kept(
            ("methode", rules[0].anchor, case.code if case else ""),
            lambda: str(h.div[(_rule(page, case, rule) for rule in rules)]),
        )
    )


def _rule(page: Page, case: Case | None, rule: Rule) -> h.Element:
    first, *rest = rule.said(page.records)
    opened = rule is money.RULES[0]  # the main figure of every page
    return h.details(".ew-regel", id=f"regel-{rule.anchor}", open=opened)[
        h.summary[h.h3[rule.title]],
        h.p[first],
        h.ul(".ew-lijst")[(h.li[text] for text in rest)] if rest else None,
        h.p(".ew-formule")[rule.formula],
        h.p[h.strong["Waarom zo: "], rule.why],
        _example(case, rule) if case else None,
        h.p(".ew-bron")["In de programma's: ", dutch.names(rule.modules), "."],
    ]


def _example(case: Case, rule: Rule) -> h.Element:
    steps = rule.example(case) or (NO_EXAMPLE.format(gemeente=case.name),)
    return h.div(".ew-voorbeeld")[h.strong["Voorbeeld"], [h.p[step] for step in steps]]
