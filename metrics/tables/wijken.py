"""The figures per wijk as rows of the long table: beside those of gemeenten, with a kind of region of their own."""

from collections.abc import Collection, Mapping
from types import MappingProxyType

import numpy as np
import pandas as pd

from metrics.facts import Facts
from metrics.tables.apart import MadeIndicator
from metrics.use.wijken import COUNT, FORMS, SHARE

_WHO = "tot 23 jaar met jeugdhulp in natura, jeugdbescherming of jeugdreclassering in het jaar"
INDICATORS: Mapping[str, MadeIndicator] = MappingProxyType(
    {
        each.code: each
        for each in (
            MadeIndicator(
                SHARE,
                "Deel van de jongeren met jeugdzorg in natura, per wijk",
                "pct",
                1,
                f"Jongeren {_WHO}, in procenten van alle jongeren tot 23 jaar in de wijk. Zonder hulp uit een pgb. "
                "Zoals het CBS het geeft in de kerncijfers van wijken en buurten; code en naam zijn van dat jaar.",
            ),
            MadeIndicator(
                COUNT,
                "Jongeren met jeugdzorg in natura, per wijk",
                "aantal",
                0,
                f"Jongeren {_WHO}. Het CBS rondt af op vijf en geeft aantallen onder de acht niet.",
            ),
            *(
                MadeIndicator(
                    code,
                    f"Jongeren met {form}, per wijk",
                    "aantal",
                    0,
                    f"Jongeren tot 23 jaar die in het jaar {form} kregen. Zonder hulp uit een pgb. Wie meer vormen "
                    "had, telt bij elke vorm mee. Het CBS rondt af op vijf en geeft kleine aantallen niet.",
                )
                for code, form in FORMS.items()
            ),
        )
    }
)


def rows(
    facts: Facts, indicators: Collection[str], periods: Collection[str], regions: Collection[str]
) -> pd.DataFrame:
    """Return the figures per wijk (and of each gemeente as a whole, in the same table) that are asked for; empty: all.

    Columns of metrics.tables.long.LONG that they have; `region_kind` is 'wijk' or 'gemeente'. A hidden figure has no
    value and its reason.
    """
    found = facts.wijken.rename(
        columns={"region": "region_code", "name": "region_name", "source_id": "sources"}
    )
    for column, wanted in (("indicator", indicators), ("period", periods), ("region_code", regions)):
        found = found[found[column].isin(list(wanted))] if wanted else found
    is_wijk = found["region_code"].str.startswith("WK")
    return found.assign(
        region_kind=pd.Series(np.where(is_wijk, "wijk", "gemeente"), index=found.index),
        unit=found["indicator"].map({code: each.unit for code, each in INDICATORS.items()}),
        reason=found["cell_status"].where(found["cell_status"] != "ok", ""),
        remarks="",
        origin="eigen",
    )
