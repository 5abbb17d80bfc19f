"""Figures beside the version before of the same table: what passes, just passes and just fails, and real tables."""

import itertools
from collections.abc import Callable

import pandas as pd
import pytest

from loaders import store
from loaders.checks import core, figures_revision
from loaders.errors import TableError
from metrics.facts import Facts

N = 342  # gemeenten
FEW, MANY = N // 10, N // 10 + 1  # a tenth just passes and is told; one more is refused
NOTED = N // 50  # with more than these it is told
SHARE, OTHER, PEOPLE = "jh_121_pct", "jh_122_pct", "jr_1_n"
Change = Callable[[pd.DataFrame, int], pd.DataFrame]


def _table(periods: tuple[str, ...] = ("2023",)) -> pd.DataFrame:
    """Two shares that are near each other and a number of people, another one for every gemeente."""
    rows = [
        (indicator, f"GM{number:04d}", period, value)
        for period in periods
        for number in range(N)
        for indicator, value in (
            (SHARE, 8.0 + number % 30 / 10),
            (OTHER, 9.0 + number % 37 / 10),
            (PEOPLE, 25.0 + number),
        )
    ]
    return pd.DataFrame(rows, columns=["indicator", "region", "period", "value"])


def _checked(
    database: store.Connection,
    now: pd.DataFrame,
    was: pd.DataFrame,
    moved: tuple[str, ...] = (),
    *,
    per_gemeente: bool = True,
) -> list[str]:
    """Lay two versions beside each other; return what is told."""
    database.register("incoming", was)
    database.execute("CREATE OR REPLACE TEMP VIEW staged_observation AS SELECT * FROM incoming")
    figures_revision.as_earlier(database)
    database.register("incoming", now)
    core.run(database, "T", figures_revision.checks_of(database, moved, per_gemeente=per_gemeente))
    return core.said(database, figures_revision.notes_of())


def _some(frame: pd.DataFrame, indicator: str, n: int) -> pd.Series:
    first = [f"GM{number:04d}" for number in range(n)]
    return frame["region"].isin(first) & (frame["indicator"] == indicator)


def _times(factor: float, indicator: str = PEOPLE) -> Change:
    def change(frame: pd.DataFrame, n: int) -> pd.DataFrame:
        frame.loc[_some(frame, indicator, n), "value"] *= factor
        return frame

    return change


def _swapped(frame: pd.DataFrame, n: int) -> pd.DataFrame:
    one, other = _some(frame, SHARE, n), _some(frame, OTHER, n)
    values = frame.loc[one, "value"].to_numpy()
    frame.loc[one, "value"] = frame.loc[other, "value"].to_numpy()
    frame.loc[other, "value"] = values
    return frame


CASES: dict[str, tuple[Change, str, str]] = {
    "a thousandfold": (_times(1_000), "Veel cijfers zijn meer dan drie keer", "Een deel van de cijfers is meer dan"),
    "a thousandth": (_times(0.001, SHARE), "Veel cijfers zijn meer dan drie keer", "Een deel van de cijfers is meer"),
    "just more than three times": (_times(3.01), "meer dan drie keer zo hoog", "meer dan drie keer zo hoog"),
    "two figures": (_swapped, "Twee cijfers zijn verwisseld", "zijn twee cijfers verwisseld"),
}  # fmt: skip


@pytest.mark.parametrize("name", list(CASES))
def test_what_no_revision_does_is_told_of_some_figures_and_refused_of_many(
    database: store.Connection, name: str
) -> None:
    change, refused, told = CASES[name]
    # no two shares of a gemeente are equal, so that every swap can be seen
    assert not _table().duplicated(["region", "value"]).any()
    assert _checked(database, change(_table(), NOTED), _table()) == []
    for n in (NOTED + 1, FEW):
        (note,) = _checked(database, change(_table(), n), _table())
        assert told in note and f" {n}, eerder {N}" in note
    with pytest.raises(TableError, match=rf"{refused}.* {MANY}, eerder {N}"):
        _checked(database, change(_table(), MANY), _table())


@pytest.mark.parametrize(
    ("factor", "sound"), [(0.6, True), (0.59, False), (1.67, True), (1.68, False), (3.0, False)]
)
def test_the_middle_figure_beside_the_version_before(
    database: store.Connection, factor: float, sound: bool
) -> None:
    was = _table().assign(value=100.0)  # so that rounding moves no limit
    now = was.assign(value=was["value"].where(was["indicator"] != PEOPLE, 100.0 * factor))
    if sound:
        assert _checked(database, now, was) == []
    else:
        with pytest.raises(
            TableError, match=r"middelste cijfer is ineens heel anders.*jr 1 \(aantal\), 2023"
        ):
            _checked(database, now, was)


@pytest.mark.parametrize(("n", "sound"), [(256, True), (257, False)])
def test_two_figures_that_changed_places_while_all_were_revised(
    database: store.Connection, n: int, sound: bool
) -> None:
    """Three quarters may lie nearer to the other one's earlier figure; none is equal to it."""
    now = _swapped(_table(), n)
    now["value"] += now["indicator"].map({SHARE: 0.01, OTHER: 0.02, PEOPLE: 1.0})
    was = _table()
    if sound:
        assert _checked(database, now, was) == []
    else:
        with pytest.raises(TableError, match=rf"verwisseld {n}, eerder {N}"):
            _checked(database, now, was)


def test_figures_of_another_unit_are_no_pair(database: store.Connection) -> None:
    was = _table().replace({"indicator": {OTHER: "jh_122_n"}})
    assert _checked(database, _swapped(_table(), N).replace({"indicator": {OTHER: "jh_122_n"}}), was) == []


@pytest.mark.parametrize(("n", "refused"), [(FEW, False), (MANY, True)])
@pytest.mark.parametrize("moved", [(), (SHARE,)])
def test_a_figure_from_a_column_that_had_another_title_stays_what_it_was(
    database: store.Connection, moved: tuple[str, ...], n: int, refused: bool
) -> None:
    now = _times(1.1, SHARE)(_table(), n)
    if not (moved and refused):
        assert _checked(database, now, _table(), moved) == []
        return
    with pytest.raises(
        TableError, match=rf"die in de vorige versie anders heette.* veranderd {n}, eerder {N}"
    ):
        _checked(database, now, _table(), moved)


def test_a_figure_that_is_gone_is_told_of_a_period_and_refused_where_none_is_left(
    database: store.Connection,
) -> None:
    was = _table(("2022", "2023"))
    half = was.copy()
    half.loc[(half["indicator"] == SHARE) & (half["period"] == "2023"), "value"] = None
    (note,) = _checked(database, half, was)
    assert note.startswith("De meeste cijfers van een periode zijn weg")
    assert f"jh 121 (procent), 2023, weg {N}, eerder {N}" in note
    none = was.assign(value=was["value"].mask(was["indicator"] == SHARE))
    with pytest.raises(TableError, match=rf"overal weg.*jh 121 \(procent\), eerder {2 * N}"):
        _checked(database, none, was)


def test_periods_that_are_gone_are_told_and_refused_where_they_are_most(database: store.Connection) -> None:
    was = _table(("2021", "2022", "2023"))
    assert _checked(database, was[was["period"] != "2021"], was) == [
        "Deze perioden stonden in de vorige versie en nu niet meer. Het gaat om: 2021."
    ]
    with pytest.raises(
        TableError, match=r"De meeste perioden van de vorige versie zijn weg. Het gaat om: 2021; 2022"
    ):
        _checked(database, was[was["period"] == "2023"], was)


def test_revisions_pass_without_a_word(database: store.Connection) -> None:
    """From voorlopig to definitief: all figures move a little, small numbers of people leap, a year comes."""
    was = _table()
    was.loc[_some(was, PEOPLE, 60), "value"] = 5.0
    now = _table(("2023", "2024"))
    now["value"] = (now["value"] * 1.1).round(1)
    now.loc[_some(now, PEOPLE, 60), "value"] = 20.0
    assert _checked(database, now, was) == []
    assert _checked(database, was, was, (SHARE, OTHER, PEOPLE)) == []  # numbered anew, the figures went along


def test_a_table_of_nederland_alone_is_compared_over_its_years(database: store.Connection) -> None:
    years = range(1996, 2026)
    was = pd.DataFrame(
        [
            (name, "NL01", str(year), start + each * (year - 1996))
            for name, start, each in (
                ("prijsindex_gezondheidszorg", 70.0, 1.5),
                ("prijsindex_extramurale_zorg", 90.0, 0.4),
            )
            for year in years
        ],
        columns=["indicator", "region", "period", "value"],
    )
    now = was.replace(
        {
            "indicator": {
                "prijsindex_gezondheidszorg": "prijsindex_extramurale_zorg",
                "prijsindex_extramurale_zorg": "prijsindex_gezondheidszorg",
            }
        }
    )
    with pytest.raises(
        TableError, match=r"verwisseld, vergeleken met.*prijsindex gezondheidszorg, verwisseld 30, eerder 30"
    ):
        _checked(database, now, was, per_gemeente=False)
    assert (
        _checked(database, was.assign(value=was["value"] * 0.9), was, per_gemeente=False) == []
    )  # another base


# --- real tables: neighbouring periods differ more than two versions of one period do


@pytest.fixture(scope="module")
def real(cbs_facts: Facts) -> pd.DataFrame:
    """Figures of the real tables, with their source."""
    return cbs_facts.observations[["source_id", "indicator", "region", "period", "value"]]


@pytest.mark.shared
@pytest.mark.parametrize("name", ["70072ned", "82972NED", "85098NED", "85342NED"])
def test_no_alarm_between_neighbouring_periods_of_real_tables(
    database: store.Connection, real: pd.DataFrame, name: str
) -> None:
    """All pairs of periods of one year or of years beside each other, each as the version before of the other."""
    table = real[real["source_id"] == name].drop(columns="source_id")
    there = {str(period): rows for period, rows in table.groupby("period")}
    pairs = [
        (one, other)
        for one, other in itertools.permutations(sorted(there), 2)
        if abs(int(one[:4]) - int(other[:4])) <= 1
    ]
    assert len(pairs) >= 20
    was, now = (
        pd.concat([there[pair[side]].assign(period=f"{pair[0]} {pair[1]}") for pair in pairs])
        for side in (0, 1)
    )
    assert _checked(database, now, was) == []


@pytest.mark.shared
@pytest.mark.parametrize("name", ["82972NED", "85098NED", "85342NED"])
def test_every_swap_of_two_figures_of_a_real_table_is_refused(
    database: store.Connection, real: pd.DataFrame, name: str
) -> None:
    table = real[(real["source_id"] == name) & real["value"].notna()].drop(columns="source_id")
    for one, other in itertools.combinations(sorted(table["indicator"].unique()), 2):
        now = table.replace({"indicator": {one: other, other: one}})
        with pytest.raises(TableError, match="vorige versie"):
            _checked(database, now, table)
