"""The words of what stands on a line: one note for a gemeente that books for others, as careful as everywhere else."""

from dataclasses import replace
from typing import Literal

import pandas as pd
import pytest

from metrics.facts import MERGERS
from metrics.places.lineage import Lineage
from metrics.records import Records, RegionalLead
from pages.ui.charts import marks

YEARS = [str(year) for year in range(2017, 2024)]


@pytest.mark.parametrize(
    ("first", "last", "kind", "said"),
    [
        (2017, 2019, "geheel", "Van 2017 tot en met 2019 boekte Aa mogelijk ook lasten voor andere gemeenten in de "
         "regio."),
        (2019, None, "geheel", "Vanaf 2019 boekt Aa mogelijk ook lasten voor andere gemeenten in de regio."),
        (2020, None, "deels", "Vanaf 2020 boekt Aa mogelijk een deel van de lasten voor andere gemeenten in de regio."),
        (2018, 2020, "deels", "Van 2018 tot en met 2020 boekte Aa mogelijk een deel van de lasten voor andere "
         "gemeenten in de regio."),
    ],
)  # fmt: skip
def test_who_books_for_others_has_one_note(
    records: Records, first: int, last: int | None, kind: Literal["geheel", "deels"], said: str
) -> None:
    led = replace(records, leads=(RegionalLead("GM1", first, last, "bewijs", kind),))
    alone = Lineage(pd.DataFrame([], columns=MERGERS))
    found = marks.line_notes("costs", "GM1", "Aa", alone, led, YEARS)
    assert [one.text for one in found if "Aa" in one.text] == [said]
