"""What lies lightly behind a group: enough of the country to see, not so much that the group becomes one blot."""

from pages.ui.charts import against
from pages.ui.charts.spec.scatter import Axis

EURO = Axis("Lasten per inwoner", "eur", 0)
COUNTRY = [(float(n % 10), 200.0 + n) for n in range(300)] + [(5.0, 40.0), (6.0, 1000.0)]


def test_the_far_ends_of_the_country_are_counted_and_not_drawn() -> None:
    drawn = [height for _, height in against.in_sight(COUNTRY, [300.0, 350.0], EURO)]
    assert (min(drawn), max(drawn)) == (
        200.0,
        499.0,
    )  # to the ends of the axis: what it has room for is drawn
    assert against.behind_text(len(COUNTRY), len(COUNTRY) - len(drawn)) == (
        "Kleine punten: de andere 302 gemeenten met beide cijfers. 2 daarvan vallen buiten de figuur."
    )


def test_a_named_gemeente_far_off_brings_its_like_into_sight() -> None:
    drawn = [height for _, height in against.in_sight(COUNTRY, [300.0, 1000.0], EURO)]
    assert max(drawn) == 1000.0
    assert against.behind_text(302, 1).endswith("Eén daarvan valt buiten de figuur.")
    assert against.behind_text(302, 0).endswith("beide cijfers.")
    assert against.in_sight((), [300.0], EURO) == ()
