"""Shapes that the register describes whole: figures found by title, and what is said where they are not."""

from pathlib import Path

import pandas as pd
import pytest

from loaders.build import staging
from loaders.errors import RegisterError, TableError
from loaders.files import register
from loaders.files.register import FigureRule, Kind
from loaders.normalise import planner
from tests.feed_server import Table, table
from tests.support import snapshots

TRAITS = {
    "T": "Totaal",
    "M": "Geslacht: mannen",
    "A": "Leeftijd: 0 tot 4 jaar",
    "B": "Leeftijd: 4 tot 12 jaar",
}
N = {"T": 100.0, "M": 60.0, "A": 5.0, "B": 45.0}


def traits(titles: dict[str, str] = TRAITS, topic: str = "Totaal jongeren met jeugdzorg") -> Table:
    return table(
        "84135NED",
        "Jongeren met jeugdzorg; persoonskenmerken, 2015-2020",
        dims={
            "Persoonskenmerken": titles,
            "VormenVanJeugdzorg": {"J": "JZ Totaal jeugdzorg"},
            "RegioS": {"GM0001": "Aa", "NL01": "Nederland"},
            "Perioden": {"2019JJ00": "2019"},
        },
        topics={"TotaalJongerenMetJeugdzorg_1": (topic, "aantal")},
        values=lambda keys: {"TotaalJongerenMetJeugdzorg_1": N.get(keys["Persoonskenmerken"].strip(), 1.0)},
    )


def made(tmp_path: Path, source: Table) -> pd.DataFrame:
    return snapshots.normalised(tmp_path, "youth_traits", source)


def test_a_figure_for_each_category_that_the_name_holds(tmp_path: Path) -> None:
    found = made(tmp_path, traits())
    mine = found[found["region"] == "GM0001"].set_index("indicator")["value"].to_dict()
    assert mine == {
        "jeugdzorg_kenmerken_totaal_n": 100.0,
        "jeugdzorg_geslacht_mannen_n": 60.0,
        "jeugdzorg_leeftijd_0_tot_4_jaar_n": 5.0,
        "jeugdzorg_leeftijd_4_tot_12_jaar_n": 45.0,
    }
    assert set(found["period"]) == {"2019"} and len(found) == 8


def test_a_category_that_is_gone_says_what_there_is(tmp_path: Path) -> None:
    without_total = {key: title for key, title in TRAITS.items() if key != "T"}
    with pytest.raises(
        TableError, match=r"Persoonskenmerken voor jeugdzorg_kenmerken_totaal_n is niet gevonden.*mannen"
    ):
        made(tmp_path, traits(without_total))


def test_a_column_with_another_title_says_what_there_is(tmp_path: Path) -> None:
    with pytest.raises(
        TableError, match=r"kolom voor jeugdzorg_kenmerken_totaal_n is niet gevonden: Ouders \(aantal\)"
    ):
        made(tmp_path, traits(topic="Ouders"))


def test_two_categories_with_one_title_are_no_two_figures(tmp_path: Path) -> None:
    with pytest.raises(
        TableError, match="Twee cijfers zouden hetzelfde heten: jeugdzorg_leeftijd_0_tot_4_jaar_n"
    ):
        made(tmp_path, traits({**TRAITS, "C": "Leeftijd: 0 tot 4 jaar"}))


def test_a_figure_on_two_categories_that_its_name_does_not_tell_apart_is_refused(tmp_path: Path) -> None:
    kind = Kind(
        "t", (), (), (), (), all_topics=True,
        figures=(
            FigureRule("kinderen_n", "jongeren", (("Persoonskenmerken", "^leeftijd"), ("VormenVanJeugdzorg", "jz"))),
        ),
    )  # fmt: skip
    plan = planner(kind)
    assert plan is not None
    snapshot = snapshots.write(tmp_path, "youth_traits", traits())
    with pytest.raises(TableError, match="voor kinderen_n is niet een categorie maar meer"):
        plan(staging.read_metadata(snapshot))


def test_a_kind_without_figures_or_module_has_no_plan() -> None:
    kinds = register.kinds()
    assert planner(kinds["boundaries"]) is None and planner(kinds["divisions"]) is None
    assert all(planner(kind) for name, kind in kinds.items() if name not in ("boundaries", "divisions"))


@pytest.mark.parametrize(
    ("figure", "said"),
    [
        ('name = "jongeren", topic = "x"', "String should match pattern"),  # no unit in the name
        ('name = "jongeren_n", topic = "("', "no regular expression"),
        ('name = "{Leeftijd}_n", topic = "x"', "String should match pattern"),
        ('name = "a_{Leeftijd}_n", topic = "x"', "Leeftijd does not stand under where"),
        ('name = "a_n", topic = "x", where = { Elders = "x" }', "names Elders, which is no dimension"),
    ],
)
def test_a_figure_that_cannot_be_is_refused_with_its_place(tmp_path: Path, figure: str, said: str) -> None:
    text = f"""
        [kinds.nieuw]
        dimensions = ["RegioS", "Perioden"]
        figures = [{{ {figure} }}]
        [[source]]
        id = "1NED"
        title = "t"
        kind = "nieuw"
    """
    path = tmp_path / "sources.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(RegisterError, match=said):
        register.sources(path)


def test_one_table_can_be_chosen_where_a_shape_describes_its_figures() -> None:
    """`refresh --only` keeps sources as keys, and a source holds the rules of its shape."""
    (chosen,) = register.select(register.sources(), ["84135NED"])
    assert chosen.source_id == "84135NED"
