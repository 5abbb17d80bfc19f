"""The amounts of Iv3 beside the version before, and a page that is lost: what passes, just passes and just fails."""

import math
from functools import cache

import pandas as pd
import pytest

from loaders import store
from loaders.errors import TableError
from tests.loaders.checks.amounts import N, checked, spread

YOUTH = ("6.72", "6.82")
EARLIER = spread()
# A tenth of the gemeenten just passes and is told; one more and the table is wrong.
FEW, MANY = N // 10, N // 10 + 1


def _of(frame: pd.DataFrame, n: int) -> pd.Series:
    """The rows of the first `n` gemeenten on the taakvelden for jeugdzorg."""
    return frame["region"].isin([f"GM{number:04d}" for number in range(n)]) & frame["taakveld"].isin(YOUTH)


def _gone(frame: pd.DataFrame, n: int) -> pd.DataFrame:
    frame.loc[_of(frame, n), "placing2_eur"] = 0.0
    return frame


def _lacking(frame: pd.DataFrame, n: int) -> pd.DataFrame:
    return frame[~_of(frame, n)]


def _times(factor: float, frame: pd.DataFrame, n: int) -> pd.DataFrame:
    frame.loc[_of(frame, n), "placing2_eur"] *= factor
    return frame


def _sides(frame: pd.DataFrame, n: int) -> pd.DataFrame:
    swapped = frame["categorie"].str.translate(str.maketrans("LB", "BL"))
    return frame.assign(categorie=frame["categorie"].where(~_of(frame, n), swapped))


def _shifted(frame: pd.DataFrame, n: int) -> pd.DataFrame:
    swapped = frame["taakveld"].map({"6.72": "6.82", "6.82": "6.72"})
    return frame.assign(taakveld=frame["taakveld"].where(~_of(frame, n), swapped))


def _both(frame: pd.DataFrame) -> pd.DataFrame:
    """The same with a first placing that was a little lower."""
    return frame.assign(placing1_eur=frame["placing2_eur"] - 10_000.0)


def _placings(frame: pd.DataFrame, n: int) -> pd.DataFrame:
    frame = _both(frame)
    names = ["placing1_eur", "placing2_eur"]
    frame.loc[_of(frame, n), names] = frame.loc[_of(frame, n), names[::-1]].to_numpy()
    return frame


def _first_alone(frame: pd.DataFrame, n: int) -> pd.DataFrame:
    frame = _both(frame)
    frame.loc[_of(frame, n), "placing2_eur"] = None
    return frame


CASES = {
    "gone": (_gone, "lasten voor jeugdzorg weg", "nu niet meer"),
    "rows lack": (_lacking, "lasten voor jeugdzorg weg", "nu niet meer"),
    "a thousandfold": (lambda frame, n: _times(1_000, frame, n), "drie keer zo hoog of zo laag", "drie keer"),
    "a thousandth": (lambda frame, n: _times(0.001, frame, n), "drie keer zo hoog of zo laag", "drie keer"),
    "just more than three times": (lambda frame, n: _times(3.01, frame, n), "drie keer zo hoog", "drie keer"),
    "lasten and baten": (_sides, "nu bij de baten", "nu bij de baten"),
    "placings": (_placings, "plaatsing verwisseld", "plaatsing verwisseld"),
    "second placing": (_first_alone, "2e plaatsing weg", "is de 2e plaatsing weg"),
    "taakvelden": (_shifted, "nu op een ander taakveld", "nu op een ander taakveld"),
}


@pytest.mark.parametrize("name", list(CASES))
def test_what_no_correction_does_is_told_of_some_gemeenten_and_refused_of_many(
    database: store.Connection, name: str
) -> None:
    change, refused, told = CASES[name]
    earlier = _both(EARLIER) if name in ("placings", "second placing") else EARLIER
    notes = checked(database, change(spread(), 1), earlier=earlier)
    assert len(notes) == 1 and told in notes[0] and "regio GM0000" in notes[0]
    notes = checked(database, change(spread(), FEW), earlier=earlier)
    assert any(told in note and f"en nog {FEW - 5} rijen" in note for note in notes)
    with pytest.raises(TableError, match=refused) as caught:
        checked(database, change(spread(), MANY), earlier=earlier)
    assert f"gemeenten {MANY}, eerder {N}" in str(caught.value)


def test_corrections_pass_without_a_word(database: store.Connection) -> None:
    """From voorlopig to definitief: late gemeenten send, a second placing comes, many figures move a little."""
    earlier = EARLIER.assign(placing1_eur=EARLIER["placing2_eur"], placing2_eur=None)
    late = earlier["region"].isin([f"GM{number:04d}" for number in range(30)])
    earlier.loc[late, "placing1_eur"] = None
    assert (
        checked(database, spread(factor=1.04).assign(placing1_eur=earlier["placing1_eur"]), earlier=earlier)
        == []
    )
    assert checked(database, EARLIER, earlier=EARLIER) == []
    some = _times(3.0, spread(), FEW)
    assert checked(database, some, earlier=EARLIER) == []  # just passes
    rebooked = spread()
    rebooked.loc[_of(rebooked, 30) & (rebooked["taakveld"] == "6.82"), "placing2_eur"] = 0.0
    assert checked(database, rebooked, earlier=EARLIER) == []


@pytest.mark.parametrize(
    ("factor", "sound"), [(0.8, True), (0.79, False), (1.25, True), (1.26, False), (1_000, False)]
)
def test_lasten_of_the_middle_gemeente_beside_the_version_before(
    database: store.Connection, factor: float, sound: bool
) -> None:
    whole = EARLIER.assign(placing2_eur=EARLIER["placing2_eur"] * 100)  # so that rounding moves no limit
    frame = whole.assign(placing2_eur=whole["placing2_eur"] * factor)
    if sound:
        assert checked(database, frame, inhabitants=5_000_000.0, earlier=whole) == []
    else:
        with pytest.raises(TableError, match="ineens heel anders dan in de vorige versie"):
            checked(database, frame, inhabitants=5_000_000.0, earlier=whole)


@pytest.mark.parametrize(
    ("n", "says"),
    [(34, None), (35, "Veel gemeenten hebben geen"), (171, "Veel gemeenten hebben geen"), (172, "De meeste")],
)
def test_one_taakveld_that_empties(database: store.Connection, n: int, says: str | None) -> None:
    small = spread()  # so that the lasten of the middle gemeente stay what they were
    small.loc[small["taakveld"] == "6.82", "placing2_eur"] /= 10
    frame = small.copy()
    frame.loc[_of(frame, n) & (frame["taakveld"] == "6.82"), "placing2_eur"] = None
    if says == "De meeste":
        with pytest.raises(
            TableError, match=f"geen lasten meer op een taakveld.*taakveld 6.82, gemeenten {n}"
        ):
            checked(database, frame, earlier=small)
        return
    notes = checked(database, frame, earlier=small)
    assert len(notes) == (says is not None)
    assert all(str(says) in note for note in notes)


def test_a_statement_that_vanishes_is_refused(database: store.Connection) -> None:
    budget = spread(factor=0.97, statement="begroting")
    with pytest.raises(TableError, match=rf"jaarrekening, gemeenten {N}, eerder {N}"):
        checked(database, budget, earlier=pd.concat([EARLIER, budget]))


def test_of_a_handful_of_gemeenten_a_share_says_nothing(database: store.Connection) -> None:
    earlier = EARLIER[EARLIER["region"] < "GM0029"]
    assert len(checked(database, _gone(spread(), 29), earlier=earlier)) == 1
    earlier = EARLIER[EARLIER["region"] < "GM0030"]
    with pytest.raises(TableError, match="gemeenten 30, eerder 30"):
        checked(database, _gone(spread(), 30), earlier=earlier)


# --- a page that is lost


@cache  # who leaves rows out makes a new frame
def _cube() -> pd.DataFrame:
    """As CBS gives it: a row for every gemeente, taakveld and categorie, empty or not."""
    whole = spread()
    frames = [
        whole.query("taakveld == @taakveld and categorie.str.startswith('L')").assign(categorie=f"L{number}")
        for taakveld in ("6.72", "6.82", "6.2", "0.1")
        for number in range(1, 11)
    ]  # fmt: skip
    return pd.concat(frames, ignore_index=True).assign(placing2_eur=lambda frame: frame["placing2_eur"] / 10)


@pytest.mark.parametrize("by", ["categorie", "region"])
@pytest.mark.parametrize(("kept", "outcome"), [(1.0, "silent"), (0.9, "told"), (0.89, "refused")])
def test_a_taakveld_with_fewer_rows_than_the_others_lost_a_page(
    database: store.Connection, by: str, kept: float, outcome: str
) -> None:
    frame = _cube()
    rows = frame[frame["taakveld"] == "6.82"].sort_values([by, "region", "categorie"])
    lost = rows.index[math.ceil(round(kept * len(rows), 6)) :]
    frame = frame.drop(lost)
    if outcome == "refused":
        with pytest.raises(
            TableError, match=r"ontbreekt een deel van de rijen.*taakveld 6.82, rijen 3\.?044"
        ):
            checked(database, frame)
        return
    notes = checked(database, frame)
    assert [("niet van alle gemeenten alle rijen" in note) for note in notes] == [True] * (outcome == "told")


def test_a_table_that_is_no_full_cube_is_told_of_and_used(database: store.Connection) -> None:
    frame = spread()  # other numbers of rows for each taakveld
    few = frame[~((frame["taakveld"] == "6.82") & (frame["region"] > "GM0306"))]
    assert "taakveld 6.82, gemeenten 307, verwacht 342" in checked(database, few)[0]
    enough = frame[~((frame["taakveld"] == "6.82") & (frame["region"] > "GM0307"))]
    assert checked(database, enough) == []
