"""The Atom feed of a gemeente: an entry a version that changed something, for who follows it with a feed reader.

The words are those of the page (metrics.news.words). Texts are escaped by htpy and by the writer of the XML.
"""

import re
import uuid
from urllib.parse import urlencode

import htpy as h
from feedgen.feed import FeedGenerator

from metrics import dutch
from metrics.build import Build
from metrics.news import changes, words
from metrics.news.changes import NewsStep
from pages.ui.site import menu

PATH = "/nieuws.atom"
MIME = "application/atom+xml; charset=utf-8"
TITLE = "Eigenwijzer: nieuwe cijfers over jeugdzorg"
MOST = 20  # entries: the newest versions
_OURS = uuid.UUID("6f1d2c39-2c0b-5b52-9d0e-8b1a6a0e7c11")  # ids of entries are made with it: never change it
_NOT_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def address(code: str) -> str:
    """Return the address of the feed of a gemeente, on the own server."""
    return f"{PATH}?{urlencode({'g': code})}"


def atom(build: Build, code: str, site: str) -> bytes:
    """Return the feed of a gemeente of today as Atom.

    In: `site`, the address of this server as its visitor has it, without a slash at the end. Ids follow from the
    gemeente and the version alone, so that an entry is the same one on another day and at another address; it was
    updated when the newest table of its version was loaded. Without a change the feed has no entries.
    """
    name, known = build.names.name(code), changes.versions(build)
    every = [step for step in changes.steps(build, code) if step.changes][:MOST]
    feed = FeedGenerator()
    feed.id(_id(code))
    feed.title(_text(f"{TITLE} {dutch.inside(name)}"))
    feed.subtitle(words.FIRST if len(known) < 2 else words.WHAT_COUNTS)
    feed.author({"name": "Eigenwijzer"})
    feed.language("nl")
    feed.link(href=f"{site}{address(code)}", rel="self", type="application/atom+xml")
    feed.link(href=f"{site}{_page(code)}", rel="alternate", type="text/html")
    if known:
        feed.updated(known[-1].loaded)
    for step in every:
        entry = feed.add_entry(order="append")
        entry.id(_id(code, step.version))
        entry.title(_text(f"{name}: {words.summary(step.changes)}"))
        entry.updated(step.loaded)
        entry.link(href=f"{site}{_page(code, step)}", rel="alternate", type="text/html")
        entry.content(_text(_html(step, build, name)), type="html")
    written: bytes = feed.atom_str(pretty=True)
    return written


def _html(step: NewsStep, build: Build, name: str) -> str:
    loaded = f"Geladen op {dutch.date_nl(step.loaded)}, versie {step.version[:8]}."
    parts = [
        [
            h.h3[words.HEADINGS[what]],
            h.ul[(h.li[words.told(one, build.records, name).sentence] for one in mine)],
        ]
        for what, mine in words.by_kind(step.changes)
    ]
    return str(h.div[h.p[loaded], parts])


def _page(code: str, step: NewsStep | None = None) -> str:
    """Return the page that tells the same; of a step with the version that brought it."""
    of_step = {"sinds": step.previous, "v": step.version} if step else {}
    return f"{menu.entry('nieuws').path}?{urlencode({'g': code, **of_step})}"


def _id(code: str, version: str = "") -> str:
    return uuid.uuid5(_OURS, f"{code}/{version}").urn


def _text(text: str) -> str:
    """Leave out what XML cannot hold."""
    return _NOT_XML.sub("", text)
