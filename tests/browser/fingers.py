"""What a finger has to hit on a phone: everything to press is 44 by 44 pixels, closed and with every fold open.

As WCAG has it, a link in running text is left out; so is what has the same task as something larger that it stands in
(the arrow of a chooser, the box of a tick with its words).
"""

from playwright.sync_api import Page

from tests.browser.conftest import LOOK_MS

FINGER_PX = 44
_OPEN_FOLDS = """() => {
    for (const fold of document.querySelectorAll('main details:not([open])')) fold.querySelector('summary').click();
}"""
_ALL_OPEN = "!document.querySelector('main details:not([open])')"
_SMALL = """least => {
    const runs_on = link => {
        let holder = link.parentElement;
        while (getComputedStyle(holder).display === 'inline') holder = holder.parentElement;
        return getComputedStyle(link).display === 'inline' && holder.textContent.trim() !== link.textContent.trim();
    };
    const place = each => each.closest('label') ?? (each.matches('input') ? each.parentElement : each);
    return [...document.querySelectorAll(
        'main :is(a[href], button, summary, input, textarea, [role=radio]), header button')]
        .filter(each => each.checkVisibility({opacityProperty: true, visibilityProperty: true}) && !each.disabled)
        .filter(each => !(each.matches('a') && runs_on(each)))
        .filter(each => !each.closest('.ew-verborgen, .ew-sla-over, [data-testid=stPlotlyChart]'))
        .filter(each => !each.parentElement.querySelector(':scope > [role=combobox]') || each.matches('input'))
        .map(each => [place(each).getBoundingClientRect(), each.outerHTML.slice(0, 160)])
        .filter(([box]) => box.width > 1 && box.height > 1)
        .filter(([box]) => box.width < least - .5 || box.height < least - .5)
        .map(([box, html]) => `${Math.round(box.width)} x ${Math.round(box.height)} ${html}`);
}"""


def too_small(page: Page) -> list[str]:
    """Return what is smaller than a finger, with its size: as the page opens, and with its folds open."""
    found: list[str] = page.evaluate(_SMALL, FINGER_PX)
    page.evaluate(_OPEN_FOLDS)
    page.wait_for_function(_ALL_OPEN, polling=LOOK_MS)
    return [*found, *page.evaluate(_SMALL, FINGER_PX)]
