"""Figures that may stand on a sheet besides the four of *In het kort*, as its reader chooses. Pure."""

from collections.abc import Mapping, Sequence

from metrics import dutch
from metrics.records import Records
from pages.ui.brief import figures
from pages.ui.brief.figures import AllOf, Measure, OnPage
from pages.ui.site.visiting.choosing import Chosen

MOST = 4  # that stand beside each other on an A4
MORE = (
    "begroting_per_inwoner",
    "lasten_breed_per_inwoner",
    "lasten_per_jongere_tot_18",
    "zonder_verblijf",
    "met_verblijf",
    "natura_jeugdhulp",
    "natura_verblijf",
    "wijkteam_aandeel",
    "kinderen_laag_inkomen",
    "mediaan_inkomen",
)


def offered(chosen: Chosen, four: Sequence[OnPage], records: Records) -> Mapping[str, str]:
    """Return what may be chosen, title by code: the four that stand there, then what else the gemeente has."""
    found = {one.measure.indicator: one.measure.title for one in four}
    more = {code: records.indicators[code].title for code in MORE if _newest(chosen, code)}
    return {**found, **{code: title for code, title in more.items() if code not in found}}


def picked(
    chosen: Chosen, all_of: AllOf, four: Sequence[OnPage], codes: Sequence[str], records: Records
) -> tuple[OnPage, ...]:
    """Return the figures with these codes, in that order; the four where there are none."""
    known = {one.measure.indicator: one for one in four}
    found = []
    for code in codes[:MOST]:
        period = _newest(chosen, code)
        if code in known:
            found.append(known[code])
        elif code in MORE and period:
            record = records.indicators[code]
            measure = Measure(code, record.title, record.unit, record.decimals)
            found.append(
                figures.on_page(
                    chosen, chosen.cost, measure, period, all_of, dutch.capital(dutch.period_heading(period))
                )
            )
    return tuple(found) or tuple(four)


def _newest(chosen: Chosen, indicator: str) -> str:
    """Return the newest period of a figure, half-years before years; empty where the gemeente has none."""
    limit = figures.limit_of(chosen)
    return figures.newest(chosen.cost, indicator, limit, halves=True) or figures.newest(
        chosen.cost, indicator, limit
    )
