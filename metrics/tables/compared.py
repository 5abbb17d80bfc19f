"""The figures of *Vergelijken* in any year, a row a gemeente: `python -m metrics compare --year`."""

from collections.abc import Sequence

import pandas as pd

from metrics.build import Build
from metrics.comparing.comparison import Comparison, Place
from metrics.comparing.reading import GROUP
from metrics.errors import MetricsError
from metrics.groups.make import Group
from metrics.places.codes import NEDERLAND

# Indicators with a figure a year, and those with a figure a half-year, in the order of the columns.
OF_YEARS = (
    "lasten_per_inwoner", "lasten_per_jongere_met_jeugdzorg", "index_rapport", "groei_lasten_per_inwoner",
    "inkomensdeciel", "laag_inkomen_deciel",
)  # fmt: skip
OF_HALVES = ("zonder_verblijf", "natura_jeugdhulp")
FIRST = ["region_code", "region_name", "role"]
LAST = "reasons"


def fields(build: Build, year: int) -> dict[str, tuple[str, str]]:
    """Return column -> (indicator, period) of the table of a year: 'lasten_per_inwoner_eur', 'inkomensdeciel'."""
    units = {code: record.unit for code, record in build.records.indicators.items()}
    years = {
        f"{code}_{units[code]}" if units[code] in ("eur", "pct") else code: (code, str(year))
        for code in OF_YEARS
    }
    halves = {
        f"{code}_{half.lower()}_{units[code]}": (code, f"{year}{half}")
        for code in OF_HALVES
        for half in ("H1", "H2")
    }
    return {**years, **halves}


def compared(build: Build, codes: Sequence[str], year: int, group: Group | None = None) -> pd.DataFrame:
    """Return FIRST, a column a figure (`fields`) and LAST, a row a place; numbers unrounded, missing where none is.

    With `group`: `codes` is the one gemeente that is compared; then come the group without it (region_code 'GROEP'),
    Nederland and the members, as on the page. `role`: 'own', 'group', 'nederland' or 'other'. `reasons`: why a figure
    is missing or may not be compared, 'column:reason' with ';' between (metrics.comparing.reasons). Raises
    MetricsError where no place has any of these figures in that year.
    """
    names = build.names
    if group is None:
        places = [Place(code, names.name(code), "other") for code in codes]
    else:
        places = [
            Place(group.code, names.name(group.code), "own"),
            Place(GROUP, f"{group.title}, samen", "group"),
            Place(NEDERLAND, names.name(NEDERLAND), "nederland"),
            *(Place(code, names.name(code), "other") for code in group.codes),
        ]
    comparison = Comparison(tuple(places), build.readings_or_report)
    columns = fields(build, year)
    rows = []
    for place in places:
        read = {name: comparison.figure(*_asked(asked, place.code)) for name, asked in columns.items()}
        why = ";".join(f"{name}:{each.reason}" for name, each in read.items() if each.reason)
        rows.append((place.code, place.name, place.role, *(each.value for each in read.values()), why))
    found = pd.DataFrame(rows, columns=[*FIRST, *columns, LAST]).astype(dict.fromkeys(columns, float))
    if found[list(columns)].isna().all(axis=None):
        raise MetricsError(f"Over {year} zijn er geen cijfers.", f"there are no figures of {year}")
    return found


def _asked(asked: tuple[str, str], code: str) -> tuple[str, str, str]:
    return asked[0], code, asked[1]
