"""The home page says up to which period there are figures, of each subject its own."""

from datetime import date

import pandas as pd

from metrics.grid import Grid
from pages.ui.home.sections import newest_text
from tests.data.screen_words import hits
from tests.metrics.build_figures import COST, NATURA, published, ratios
from tests.pages.ui import country_of_five as five

DAY = date(2026, 11, 22)


def test_each_subject_has_its_own_newest_period() -> None:
    text = newest_text(five.READ.grid, DAY)
    assert text == (
        "Lasten: tot en met 2023. Gebruik van jeugdhulp: tot en met het eerste halfjaar van 2020. "
        "Geladen op 22 november 2026."
    )
    assert hits(text) == []


def test_the_newest_of_both_measures_of_use_counts_and_only_periods_with_a_figure() -> None:
    frame = pd.concat(
        [
            ratios([("GM0001", 1, 1)], COST, "2022"),
            published({"GM0001": None}, COST, "2024"),
            published({"GM0001": 8.0}, NATURA, "2025H1"),
            published({"GM0001": 8.0}, "zonder_verblijf", "2020H1"),
        ],
        ignore_index=True,
    )
    assert newest_text(Grid(frame), DAY).startswith(
        "Lasten: tot en met 2022. Gebruik van jeugdhulp: tot en met het eerste halfjaar van 2025."
    )


def test_what_is_not_loaded_is_not_named() -> None:
    assert newest_text(Grid(ratios([("GM0001", 1, 1)], COST, "2022")), DAY) == (
        "Lasten: tot en met 2022. Geladen op 22 november 2026."
    )
