"""The words of what stands on a line: one note for a gemeente that books for others, as careful as everywhere else."""

from dataclasses import replace
from typing import Literal

import pandas as pd
import pytest

from metrics.facts import MERGERS
from metrics.places.lineage import Lineage
from metrics.records import Records, RegionalLead
from pages.ui.charts import marks
from pages.ui.charts.spec import Series

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


def test_lines_are_told_with_a_capital_and_twenty_members_are_counted() -> None:
    own, country = Series("Aa", "own", ()), Series("Nederland", "nederland", ())
    region = Series("Jeugdregio Be", "extra", ())
    few = marks.lines_in_words("Titel", ("2015H1", "2025H1"), (own, region, country))
    assert few == (
        "Titel. Lijnen van het eerste halfjaar van 2015 tot en met het eerste halfjaar van 2025 voor Aa, jeugdregio Be "
        "en Nederland. De waarden staan in de tabel onder de figuur."
    )
    together = Series("Gemeenten die op elkaar lijken, samen", "group", ())
    said = marks.lines_in_words("Titel", ("2017", "2023"), (own, together, country))
    assert "voor Aa, gemeenten die op elkaar lijken en Nederland." in said
    members = [Series(f"Ce {n}", "other", ()) for n in range(20)]
    many = marks.lines_in_words("Titel", ("2017", "2023"), (own, country, *members))
    assert "voor Aa, Nederland en 20 andere gemeenten." in many
    assert marks.lines_in_words("Titel", (), (own,)) == "Titel. Er zijn geen cijfers."
