"""Small pieces of HTML of the frame: heading, boxes, brand, footer. Pure; htpy escapes what it is given."""

from collections.abc import Iterable, Mapping
from string import Formatter

import htpy as h

from metrics.places.breaks import PROVIDERS_YEAR, RESIDENCE_YEAR, SUBCODES_YEAR
from metrics.records import Records, Term

# Caveat of a change in counting, paying or booking -> the year that it came in.
_SINCE = {"C11": PROVIDERS_YEAR, "C12": RESIDENCE_YEAR, "C13": SUBCODES_YEAR}


def fill(text: str, values: Mapping[str, object]) -> str:
    """Return text with its placeholders filled; one without a value is left empty rather than failing a page."""
    fields = {name: "" for _, name, _, _ in Formatter().parse(text) if name}
    return text.format_map({**fields, **values})


def message(records: Records, key: str, **values: object) -> str:
    """Return a message of data/messages.toml with its placeholders filled; KeyError for an unknown key."""
    return fill(records.messages[key], values)


def caveats(records: Records, codes: Iterable[str], **values: object) -> tuple[str, ...]:
    """Return caveats in words, each once, in the order given; KeyError for an unknown code."""
    return tuple(fill(records.caveats[code].text, values) for code in dict.fromkeys(codes))


def in_time(codes: Iterable[str], periods: Iterable[str]) -> tuple[str, ...]:
    """Return the codes of caveats without those of a change that is later than every period on a page."""
    newest = max((int(period[:4]) for period in periods), default=0)
    return tuple(code for code in codes if newest >= _SINCE.get(code, 0))


def brand() -> str:
    """Return the product's name for the top of the menu."""
    return str(h.p(".ew-merk")["Eigenwijzer"])


def brand_on_top() -> str:
    """Return the product's name for the top of a page whose menu is folded away (a phone)."""
    return str(h.p(".ew-merk.ew-merk-boven")["Eigenwijzer"])


def heading(title: str, subtitle: str = "", on_paper: str = "") -> str:
    """Return a page heading; `on_paper`: which page this is, for who holds it without menu and address."""
    return str(
        h.header(".ew-kop")[
            on_paper and h.p(".ew-op-papier.ew-papierkop")[on_paper], h.h1[title], subtitle and h.p[subtitle]
        ]
    )


def section(title: str, subtitle: str = "", anchor: str = "") -> str:
    """Return a section heading, with an anchor to link to where one is given."""
    attributes = {"id": anchor} if anchor else {}
    return str(h.div(".ew-sectie", attributes)[h.h2[title], subtitle and h.p[subtitle]])


def hidden_section(title: str) -> str:
    """Return a section heading for who hears the page or leaps from heading to heading; the eye needs none there."""
    return str(h.h2(".ew-verborgen")[title])


def box(text: str, kind: str = "let-op", title: str = "") -> str:
    """Return a notice: kind 'let-op', 'fout', 'vraag', 'uitleg' or 'goed'. It is announced to screen readers."""
    role = "alert" if kind == "fout" else "note"
    return str(h.div(f".ew-melding.ew-{kind}", role=role)[title and h.strong[title, " "], h.span[text]])


def paragraphs(*texts: str, lead: bool = False) -> str:
    """Return running text, a paragraph each; `lead` sets it a little larger."""
    return str(h.div(".ew-tekst" + (".ew-inleiding" if lead else ""))[(h.p[text] for text in texts if text)])


def small(text: str) -> str:
    """Return a line in small letters, dark enough to read."""
    return str(h.p(".ew-noot")[text])


def bullets(*items: str) -> str:
    """Return a plain list."""
    return str(h.ul(".ew-lijst")[(h.li[item] for item in items if item)])


def explained(terms: Iterable[Term]) -> str:
    """Return the words of a page that not everybody knows, folded away, with what they mean; empty without one."""
    listed = [(h.dt[term.term], h.dd[term.explanation]) for term in terms]
    if not listed:
        return ""
    return str(
        h.details(".ew-details.ew-woorden")[
            h.summary["Woorden op deze pagina"], h.dl(".ew-begrippen")[listed]
        ]
    )


def link(label: str, href: str) -> str:
    """Return a link that leaves this site, or opens a mail."""
    return str(h.a(".ew-link", href=href)[label])


def footer(version: str, data_version: str, link: str, whose: str = "") -> str:
    """Return the line under every page: whose this is not, and which figures it shows; on paper also where it stands.

    In: `link`, the full address of the page as it is; `whose` empty where the page itself says it.
    """
    return str(
        h.div(".ew-voet")[
            h.p[
                whose and f"{whose} ",
                f"Versie van de cijfers: {version}{f' ({data_version[:8]})' if data_version else ''}.",
            ],
            h.p(".ew-op-papier")[f"Deze pagina op het scherm: {link}"],
        ]
    )
