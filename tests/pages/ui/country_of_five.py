"""A country of five made by hand, as the pages read it: every word on a page can be worked out from these values.

Aa is chosen, beside Be, Ce and De; De books lasten for others; Ee has no figures. Lasten of 2023 per inhabitant:
Aa 350, Be 300, Ce 400 (De 900, in no sum), Nederland 320; the group of Be and Ce is 1,000,000 / 3,000 = 333.
"""

from dataclasses import replace
from datetime import date
from typing import Any

import pandas as pd

from metrics.comparing.comparison import Comparison, Place
from metrics.comparing.leading import Run
from metrics.comparing.reading import GROUP, Readings
from metrics.comparing.remarks import Knowledge
from metrics.grid import Grid
from metrics.places.lineage import Lineage
from metrics.records import RegionalLead
from pages.ui.documents.provenance import Provenance
from pages.ui.site.visiting.choosing import Chosen
from tests.metrics.build_facts import mergers
from tests.metrics.build_figures import COST, growth, published, ratios

AA, BE, CE, DE, EE, NL = "GM0001", "GM0002", "GM0003", "GM0004", "GM0005", "NL01"
NAMES = {AA: "Aa", BE: "Be", CE: "Ce", DE: "De", EE: "Ee", NL: "Nederland"}
PER_USER, USE = "lasten_per_jongere_met_jeugdzorg", "zonder_verblijf"
BOOKS = "boekt_voor_anderen"
LINEAGE = Lineage(mergers([]))
TODAY = date(2024, 6, 1)
STAMP = Provenance(
    day=TODAY, version="1 juni 2024 (abcdef12)", link="https://eigenwijzer.example/gemeente?g=GM0001"
)


def lasten(year: str, eur: dict[str, float], **columns: Any) -> pd.DataFrame:
    """Lasten per inhabitant; everywhere 1,000 inhabitants but Be (2,000) and Nederland (10,000)."""
    people = {BE: 2000.0, NL: 10_000.0}
    rows = [(code, each * people.get(code, 1000.0), people.get(code, 1000.0)) for code, each in eur.items()]
    made = ratios(rows, COST, year, source="iv3", **columns)
    made.loc[made["region"] == DE, "cell_status"] = BOOKS
    return made


def use(period: str, pct: dict[str, float]) -> pd.DataFrame:
    """Young people with help without stay, of 10,000 (Nederland: 100,000)."""
    people = {NL: 100_000.0}
    rows = [(code, each * people.get(code, 1e4) / 100, people.get(code, 1e4)) for code, each in pct.items()]
    return ratios(rows, USE, period, source="jh")


GROWTH_ROWS = [(AA, 350, 1, 300, 1), (BE, 600, 2, 580, 2), (CE, 400, 1, 380, 1), (NL, 320, 1, 300, 1)]
USERS = [(AA, 2_000_000, 200), (BE, 4_000_000, 500), (CE, 2_400_000, 200), (NL, 11_000_000, 1000)]
FRAME = pd.concat(
    [
        lasten("2023", {AA: 350, BE: 300, CE: 400, DE: 900, NL: 320}, period_status="voorlopig"),
        lasten("2022", {AA: 300, BE: 290, CE: 380, DE: 880, NL: 300}),
        growth(GROWTH_ROWS).assign(source="iv3"),
        ratios([(AA, 300_000, 1000), (NL, 3_100_000, 10_000)], "begroting_per_inwoner", "2023", source="iv3"),
        ratios(USERS, PER_USER, "2019", source="jz"),
        ratios([(AA, 40, 200), (NL, 100, 1000)], "wijkteam_aandeel", "2019"),
        use("2017H1", {AA: 8.1, BE: 7.0, CE: 7.7, NL: 6.6}),
        use("2020H1", {AA: 6.7, BE: 6.9, CE: 7.5, NL: 7.2}),
        ratios([(AA, 90, 10_000), (NL, 1000, 100_000)], "met_verblijf", "2020H1"),
        published({AA: 2.0, BE: 4.0, CE: 5.0}, "inkomensdeciel", "2021", source="inkomen"),
    ],
    ignore_index=True,
)


def readings(frame: pd.DataFrame = FRAME) -> Readings:
    """Read the figures with what is known of the gemeenten: De is a lead."""
    known = Knowledge(
        lineage=LINEAGE, leads=(RegionalLead(DE, 2017, None, "bewijs", "geheel"),),
        name=lambda code: NAMES.get(code, code), flags=lambda _: (), users_n=lambda _code, _year: 500.0,
    )  # fmt: skip
    return Readings(Grid(frame), known)


READ = readings()


def comparison(own: str = AA, members: tuple[str, ...] = (BE, CE, DE), read: Readings = READ) -> Comparison:
    """Compare as *Vergelijken* does: own, the group as one, Nederland, the members."""
    group = (Place(GROUP, "Groep, samen", "group"),) if len(members) > 1 else ()
    beside = (*group, Place(NL, "Nederland", "nederland"))
    return Comparison(
        (Place(own, NAMES[own], "own"), *beside, *(Place(code, NAMES[code], "other") for code in members)),
        read,
    )


def chosen(made: Comparison | None = None, **changes: Any) -> Chosen:
    """Choose Aa in 2023 with CBS figures, unless told otherwise."""
    compared = made or comparison()
    ordinary = Chosen(
        cost=compared, use=compared, source="cbs", year="2023", used=Run("zonder_verblijf", "2017H1", "2020H1"),
        income_period="2021",
        group_name="Gemeenten die op elkaar lijken", why="gekozen op inkomen", kind="statistical", growth_from="2022",
    )  # fmt: skip
    return replace(ordinary, **changes)
