"""How figures and report are cited: one text for page, package and README.

The version of the programme stands here once; pyproject.toml and CITATION.cff are held against it by a test.
"""

from datetime import date
from typing import NamedTuple

import pandas as pd

from metrics import dutch
from metrics.build import Build

VERSION = "0.1.0"
LICENCE_FIGURES = "CC BY 4.0"
REPORT = "Verwey-Jonker Instituut (2021), Eigenwijs transformeren"


class Cited(NamedTuple):
    """What is cited: the version of the figures (empty: unfinished or the report alone), its day, and a link.

    `loaded_on` None: nothing of CBS is loaded. `link`: full address that opens this version; empty: there is none.
    """

    version: str
    loaded_on: date | None
    link: str = ""


def of_build(build: Build, link: str = "") -> Cited:
    """Return what is cited of a build: the version of its figures, the day (in the Netherlands) of its newest table."""
    retrieved = pd.to_datetime(build.facts.sources["retrieved"], errors="coerce").dropna()
    newest = None if retrieved.empty else retrieved.max().tz_localize("UTC").tz_convert(dutch.AMSTERDAM)
    return Cited(build.facts.data_version[:8], newest.date() if newest is not None else None, link)


def in_dutch(cited: Cited) -> str:
    """Return the citation advice in Dutch."""
    source = (
        f"CBS, {LICENCE_FIGURES}, geladen op {dutch.date_nl(cited.loaded_on)}" if cited.loaded_on else REPORT
    )
    named = f" Versie van de cijfers: {cited.version}." if cited.version else ""
    link = f" {cited.link}" if cited.link else ""
    return f"Eigenwijzer {VERSION}.{named} Bron: {source}.{link}"


def in_english(cited: Cited) -> str:
    """Return the citation advice in English."""
    source = f"CBS, {LICENCE_FIGURES}, loaded on {cited.loaded_on:%Y-%m-%d}" if cited.loaded_on else REPORT
    named = f" Version of the figures: {cited.version}." if cited.version else ""
    link = f" {cited.link}" if cited.link else ""
    return f"Eigenwijzer {VERSION}.{named} Source: {source}.{link}"
