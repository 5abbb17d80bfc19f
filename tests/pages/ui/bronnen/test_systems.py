"""The table of systems: what is found, and what it says of each."""

import pytest

from metrics.records import System
from pages.ui.bronnen import systems
from pages.ui.parts.tables import Cell

MONITOR = System(
    "Monitor van Aa", "eigenwijs", 12, "Telt wie hulp krijgt.", "form", "Noteer het zelf.", page="gemeente"
)
ATLAS = System(
    "Atlas", "studie", 3, "Een kaart.", "out", "Geen cijfers.", address="https://atlas.example/kaart"
)
BOTH = (MONITOR, ATLAS)


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("", BOTH),
        ("monitor", (MONITOR,)),
        ("KAART", (ATLAS,)),
        ("niet in eigenwijzer", (ATLAS,)),
        ("zzz", ()),
    ],
)
def test_a_system_is_found_by_what_it_is_called_and_does(typed: str, found: tuple[System, ...]) -> None:
    assert systems.fitting(BOTH, typed) == found


def test_a_row_says_what_eigenwijzer_does_and_where() -> None:
    table = systems.table(BOTH, lambda page: f"/{page}?g=GM0001")
    atlas, monitor = ({key: _cell(cell) for key, cell in row.items()} for row in table.rows)
    assert [cell.value for cell in monitor.values()] == [
        "Monitor van Aa",
        "Telt wie hulp krijgt.",
        "met een formulier of blad",
        "Noteer het zelf.",
        "In het kort",
        "'Eigenwijs transformeren' (maart 2021), regel 12",
    ]
    assert monitor["pagina"].href == "/gemeente?g=GM0001"
    assert (atlas["hoe"].value, atlas["pagina"].printed) == ("niet in Eigenwijzer", "geen")
    assert atlas["naam"].href == "https://atlas.example/kaart"


def test_a_system_that_works_names_its_page() -> None:
    with pytest.raises(ValueError, match="stands on a page"):
        System("Aa", "eigenwijs", 1, "Iets.", "form", "Iets anders.")


def _cell(value: object) -> Cell:
    return value if isinstance(value, Cell) else Cell(value)  # type: ignore[arg-type]
