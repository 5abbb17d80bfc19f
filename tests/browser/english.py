"""Words of Streamlit itself that are still English: on screen, and in what a screen reader is told."""

import re

from playwright.sync_api import Page

# outside what a page draws itself, code to copy, and what somebody typed
_SAID = """() => {
    const said = [];
    for (const each of document.querySelectorAll('[aria-label], [title], [placeholder]'))
        if (!each.closest('.stHtml')) for (const name of ['aria-label', 'title', 'placeholder'])
            said.push(each.getAttribute(name) ?? '');
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
        const holder = texts.currentNode.parentElement;
        if (!holder.closest('.stHtml, script, style, noscript, svg, textarea, code, [aria-hidden=true], [role=img]'))
            said.push(texts.currentNode.nodeValue.trim());
    }
    return [...new Set(said)];
}"""
# none of them is a word of Dutch too, as 'open', 'of' and 'is' are
_ENGLISH = re.compile(
    r"\b(the|and|your|this|with|press|apply|submit|select(ed)?|choose|remove|delete|upload(ed)?|browse|dismiss|clear|"
    r"close|add|show|hide|search|options?|available|loading|running|please|retry|results?|sidebar|main menu|fullscreen|"
    r"download|copy|drag|drop|limit|per file|files|error|settings|suggestions|expand|collapse|no results)\b",
    re.IGNORECASE,
)


def english(page: Page) -> list[str]:
    """Return what is said in English on the page as it stands; names of forms and files of CBS are no such words."""
    return [text for text in page.evaluate(_SAID) if _ENGLISH.search(text)]
