"""Two columns or categories that change titles from one version to the next: refused, whatever the kind of table."""

import copy
import random
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from loaders import store
from loaders.build import earlier, staging
from loaders.errors import TableError
from loaders.feed.asking import Options
from loaders.files import register
from loaders.normalise.columns import Columns, moved
from loaders.refresh import refresh
from tests.feed import real_shapes, small
from tests.feed.trial import QUICK, figures, trial
from tests.feed.v4_server import V4Server
from tests.feed_server import FeedServer, Table, table
from tests.support import snapshots

pytestmark = pytest.mark.usefixtures("bare")

FIRST, SECOND = "20260101T120000Z", "20260201T120000Z"
NAME, SHARE = "82972NED", "natura_jeugdhulp_pct"
YEARS = {f"{year}JJ00": str(year) for year in (2019, 2020)}


def _filled(made: Table, *middles: float) -> Table:
    """The table with another figure in every cell, near a middle for each column."""
    chance = random.Random(1)
    topics = [each["Key"] for each in made.properties if each["Type"] == "Topic"]
    for row in made.rows:
        for key, middle in zip(topics, middles, strict=True):
            row[key] = round(middle * chance.uniform(0.7, 1.3), 1)
    return made


def _natura(table_id: str = NAME) -> Table:
    made = _filled(small.natura(), 8.0, 9.0, 1.1, 47.0, 0.5)
    made.id = made.infos["Identifier"] = table_id
    return made


def _income() -> Table:
    """Means and medians of the middle gemeente are near each other; of three columns two are loaded."""
    unit = "1 000 euro"
    made = table(
        "84639NED",
        "Inkomen van huishoudens; huishoudenskenmerken, regio (indeling 2019)",
        dims={
            "Populatie": {"1050010": "Particuliere huishoudens incl. studenten"},
            "KenmerkenVanHuishoudens": {
                "1050010": "Particuliere huishoudens", "1050015": "Type: Eenpersoonshuishouden",
            },
            "RegioS": small.REGIONS,
            "Perioden": YEARS,
        },
        topics={
            "ParticuliereHuishoudens_1": ("Particuliere huishoudens", "x 1 000"),
            "GemiddeldGestandaardiseerdInkomen_3": ("Gemiddeld gestandaardiseerd inkomen", unit),
            "MediaanGestandaardiseerdInkomen_4": ("Mediaan gestandaardiseerd inkomen", unit),
            "MediaanBesteedbaarInkomen_6": ("Mediaan besteedbaar inkomen", unit),
        },
        values=dict,
    )  # fmt: skip
    return _filled(made, 20.0, 30.0, 28.0, 29.0)


def _costs() -> Table:
    found = real_shapes.costs()
    topics = {
        each["Key"]: (each["Title"], each["Unit"]) for each in found.properties if each["Type"] == "Topic"
    }
    forms = {each["Key"]: each["Title"] for each in found.dims["VormenVanJeugdzorg"]}
    dims = {"VormenVanJeugdzorg": forms, "Regio": small.REGIONS, "Perioden": {"2019JJ00": "2019"}}
    made = table(found.id, found.infos["Title"], dims=dims, topics=topics, values=dict)
    return _filled(made, 9_000.0, 9_500.0)


def _ages() -> Table:
    """Young people are counted by single years: a figure is a sum over categories."""
    chance = random.Random(2)
    made = table(
        "03759ned",
        "Bevolking op 1 januari en gemiddeld; geslacht, leeftijd en regio",
        dims={
            "Geslacht": {"T001038": "Totaal mannen en vrouwen"},
            "Leeftijd": {"10000": "Totaal leeftijd"} | {f"{10010 + 100 * n}": f"{n} jaar" for n in range(30)},
            "BurgerlijkeStaat": {"T001019": "Totaal burgerlijke staat"},
            "RegioS": small.REGIONS,
            "Perioden": YEARS,
        },
        topics={"BevolkingOp1Januari_1": ("Bevolking op 1 januari", "aantal")},
        values=dict,
    )
    for row in made.rows:
        row["BevolkingOp1Januari_1"] = round(500 * chance.uniform(0.7, 1.3))
    return made


def _swapped(made: Table, one: str, other: str, dimension: str = "") -> Table:
    """The same rows under metadata in which two columns, or two categories, have each other's title."""
    after = copy.deepcopy(made)
    named = {each["Title"]: each for each in (after.dims[dimension] if dimension else after.properties)}
    named[one]["Title"], named[other]["Title"] = other, one
    return after


MEDIAN, FORMS = "Mediaan gestandaardiseerd inkomen", "VormenVanJeugdzorg"
CASES: dict[str, tuple[str, int | None, Callable[[], Table], tuple[str, ...]]] = {
    "shares": ("natura", None, _natura, ("Jongeren met jeugdhulp in natura", "Jongeren met jeugdbescherming")),
    "shares that are near": (
        "natura", None, _natura,
        ("Jongeren met jeugdhulp in natura", "Jongeren met jeugdhulp met verblijf in natura"),
    ),
    "mean and median": ("income", 2019, _income, ("Gemiddeld gestandaardiseerd inkomen", MEDIAN)),
    "with a column that is not loaded": ("income", 2019, _income, (MEDIAN, "Mediaan besteedbaar inkomen")),
    "with a category that is not loaded": (
        "income", 2019, _income,
        ("Particuliere huishoudens", "Type: Eenpersoonshuishouden", "KenmerkenVanHuishoudens"),
    ),
    "budget and accounts": ("youth_costs", None, _costs, ("Begrote kosten", "Gerealiseerde kosten")),
    "ages": ("population_age", None, _ages, ("17 jaar", "18 jaar", "Leeftijd")),
    "forms": ("youth_costs", None, _costs, ("JH 1 Totaal jeugdhulp", "JR 1 Totaal jeugdreclassering", FORMS)),
}  # fmt: skip


@pytest.fixture
def database() -> Iterator[store.Connection]:
    with store.scratch() as connection:
        connection.execute(store.SCHEMA.read_text(encoding="utf-8"))
        yield connection


def _load(
    database: store.Connection, data_dir: Path, kind: str, year: int | None, versions: list[Table]
) -> dict[tuple[object, ...], float]:
    """Load the last of these versions beside the others; return its figures."""
    found = [
        snapshots.write(data_dir, kind, made, stamp=stamp, division_year=year)
        for made, stamp in zip(versions, (FIRST, SECOND), strict=False)
    ][::-1]
    shape = register.kinds()[kind]
    before = earlier.gather(database, found[0], found[1:], shape, year, ())
    staging.load(database, found[0], shape, year, (), before=before)
    rows = database.execute("SELECT indicator, region, period, value FROM observation").fetchall()
    return {tuple(row[:3]): row[3] for row in rows}


@pytest.mark.parametrize("name", list(CASES))
def test_a_swap_is_refused(database: store.Connection, tmp_path: Path, name: str) -> None:
    kind, year, make, swap = CASES[name]
    with pytest.raises(TableError, match=r"in een kolom die in de vorige versie anders heette"):
        _load(database, tmp_path, kind, year, [make(), _swapped(make(), *swap)])


@pytest.mark.parametrize("name", ["shares", "mean and median", "with a column that is not loaded"])
def test_a_swap_is_refused_where_keys_follow_the_titles(
    database: store.Connection, tmp_path: Path, name: str
) -> None:
    """As the new service has it: a key is made of title and number, and the figures stay where they were."""
    kind, year, make, swap = CASES[name]
    after = _swapped(make(), *swap)
    one, other = (next(each for each in after.properties if each["Title"] == title) for title in swap)
    one["Key"], other["Key"] = (
        f"{mine['Key'].rpartition('_')[0]}_{yours['Key'].rpartition('_')[2]}"
        for mine, yours in ((other, one), (one, other))
    )
    old, new = (one["Key"].rpartition("_")[2], other["Key"].rpartition("_")[2]), (one["Key"], other["Key"])
    for row in after.rows:
        for key in [each for each in row if each.rpartition("_")[2] in old and each not in new]:
            row[new[old.index(key.rpartition("_")[2])]] = row.pop(key)
    with pytest.raises(TableError, match=r"in een kolom die in de vorige versie anders heette"):
        _load(database, tmp_path, kind, year, [make(), after])


def test_a_column_put_in_between_moves_no_title() -> None:
    def columns(*names: str) -> Columns:
        titles = {("", f"{name}_{number}"): (name, "") for number, name in enumerate(names, start=1)}
        return Columns(titles, {name: frozenset({part}) for part, (name, _) in titles.items()})

    before = columns("A", "B", "C")
    assert list(moved(columns("X", "A", "B", "C"), before)) == []
    assert list(moved(columns("A", "X", "C"), before)) == []
    assert list(moved(columns("B", "A", "C"), before)) == ["B", "A"]
    assert list(moved(columns("C", "A", "B", "X"), before)) == ["C", "A", "B"]


@pytest.mark.parametrize("name", list(CASES))
def test_columns_that_are_numbered_anew_take_their_figures_along(
    database: store.Connection, tmp_path: Path, name: str
) -> None:
    """Titles and rows both change places: what is loaded is what was loaded."""
    kind, year, make, swap = CASES[name]
    after = _swapped(make(), *swap)
    one, other, *dimension = swap
    if dimension:
        keys = {each["Title"]: each["Key"] for each in after.dims[dimension[0]]}
        change = {keys[one]: keys[other], keys[other]: keys[one]}
        for row in after.rows:
            row[dimension[0]] = change.get(row[dimension[0]], row[dimension[0]])
    else:
        keys = {each["Title"]: each["Key"] for each in after.properties}
        for row in after.rows:
            row[keys[one]], row[keys[other]] = row[keys[other]], row[keys[one]]
    was = _load(database, tmp_path / "1", kind, year, [make()])
    database.execute("DELETE FROM observation")
    assert _load(database, tmp_path / "2", kind, year, [make(), after]) == was
    assert len(was) > 1_000


@pytest.mark.parametrize("table_id", [NAME, "85098NED"])
def test_over_the_feed_the_version_before_stays_until_titles_are_right_again(
    tmp_path: Path, table_id: str
) -> None:
    swap = CASES["shares that are near"][3]
    with FeedServer([_natura(table_id)]) as feed:
        assert trial(tmp_path, feed, table_id).exit_code == 0
        was = figures(tmp_path, SHARE)
        for _ in range(2):
            feed.tables[table_id] = _swapped(_natura(table_id), *swap)
            outcome = trial(tmp_path, feed, table_id)
            assert outcome.exit_code == 3
            assert "Een cijfer staat nu in een kolom die in de vorige versie anders heette" in (
                outcome.results[0].message_nl
            )
            assert figures(tmp_path, SHARE) == was
        feed.tables[table_id] = _natura(table_id)
        assert trial(tmp_path, feed, table_id).exit_code == 0
    assert figures(tmp_path, SHARE) == was


def test_by_the_new_service_and_from_the_one_to_the_other(tmp_path: Path) -> None:
    swap = CASES["shares that are near"][3]
    with FeedServer([_natura()]) as feed, V4Server([_swapped(_natura(), *swap)]) as server:
        assert trial(tmp_path, feed, NAME).exit_code == 0
        was = figures(tmp_path, SHARE)
        options = Options(v4_feed=server.url, only=(NAME,), patience=QUICK, protocol="v4")
        outcome = refresh(tmp_path, options)
        assert (outcome.exit_code, outcome.results[0].result) == (3, "kept")
        assert "vorige versie" in outcome.results[0].message_nl
        server.tables[NAME] = _natura()
        assert refresh(tmp_path, options).exit_code == 0
        assert figures(tmp_path, SHARE) == was
        server.tables[NAME] = _swapped(_natura(), *swap)
        assert refresh(tmp_path, options).exit_code == 3
    assert figures(tmp_path, SHARE) == was


def test_the_placings_of_iv3_under_each_others_title_with_the_same_rows(tmp_path: Path) -> None:
    made = small.finance()
    for row in made.rows:
        row["k_2ePlaatsing_2"] = row["k_1ePlaatsing_1"] + 5
    with FeedServer([made]) as feed:
        assert trial(tmp_path, feed, made.id).exit_code == 0
        feed.tables[made.id] = _swapped(made, "1e plaatsing", "2e plaatsing")
        outcome = trial(tmp_path, feed, made.id)
    assert outcome.exit_code == 3
    assert "de 1e en de 2e plaatsing verwisseld" in outcome.results[0].message_nl
