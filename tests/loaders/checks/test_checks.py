"""Every check: a table that passes, one that just passes, one that just fails, and what the failure says."""

import gzip
import re
from pathlib import Path

import pandas as pd
import pytest

from loaders import store
from loaders.build import staging
from loaders.checks import core
from loaders.checks.observations import checks_of, notes_of
from loaders.errors import TableError
from loaders.files import register
from loaders.normalise.plan import Plan
from loaders.snapshots.versions import Snapshot
from tests.loaders.checks.amounts import YEAR, N, amounts, checked, observations, spread

KINDS = register.kinds()


def _run(
    database: store.Connection, frame: pd.DataFrame, kind: str, division_year: int | None = None
) -> None:
    database.register("incoming", frame)
    database.execute("CREATE OR REPLACE TEMP TABLE staged_observation AS SELECT * FROM incoming")
    own = pd.DataFrame({"code": [f"GM{number:04d}" for number in range(N)], "kind": "gemeente"})
    database.register("regions", own)
    core.run(database, "T", checks_of(KINDS[kind], division_year))


def _notes(database: store.Connection, kind: str) -> list[str]:
    return core.said(database, notes_of(KINDS[kind]))


def test_a_sound_table_passes(database: store.Connection) -> None:
    _run(database, observations(), "population")
    assert _notes(database, "population") == []


def test_an_empty_table_is_told_apart_from_zeros(database: store.Connection) -> None:
    frame = observations(indicator="kosten_x_eur")
    _run(database, frame.assign(value=0.0), "youth_costs")  # zeros are figures
    with pytest.raises(TableError, match="geen enkel cijfer.*zou alle eerdere cijfers wissen"):
        _run(database, frame.assign(value=None), "youth_costs")


def test_a_key_that_occurs_twice(database: store.Connection) -> None:
    frame = observations()
    double = pd.concat([frame, frame.iloc[[3]].assign(value=1.0)])
    with pytest.raises(TableError, match="inwoners \\(aantal\\), regio GM0003, 2024, keer 2"):
        _run(database, double, "population")


@pytest.mark.parametrize(("n", "sound"), [(342, True), (308, True), (307, False), (348, True), (349, False)])
def test_coverage_of_gemeenten(database: store.Connection, n: int, sound: bool) -> None:
    frame = observations(n, "natura_jeugdhulp_pct", 10.0).iloc[:-1]
    if sound:
        _run(database, frame, "natura")
    else:
        with pytest.raises(TableError, match=rf"jaar 2024, gemeenten {n}, verwacht 342"):
            _run(database, frame, "natura")


def test_coverage_counts_figures_and_not_rows(database: store.Connection) -> None:
    frame = observations(N, "natura_jeugdhulp_pct", 10.0).iloc[:-1]
    frame.loc[frame.index[:40], "value"] = None
    with pytest.raises(TableError, match="gemeenten 302, verwacht 342"):
        _run(database, frame, "natura")


def test_coverage_of_a_table_per_division_is_that_of_the_division(database: store.Connection) -> None:
    frame = observations(345, "mediaan_inkomen_eur", 28_400.0).iloc[:-1].assign(year=2011, period="2011")
    _run(database, frame, "income", division_year=2022)  # 345 gemeenten in 2022, also for 2011
    with pytest.raises(TableError, match="verwacht 388"):
        _run(database, frame, "income", division_year=2017)


@pytest.mark.parametrize(
    ("off", "sound", "noted"),
    [
        (0, True, False),
        (0.00009, True, False),
        (0.0002, True, True),
        (0.0199, True, True),
        (0.0201, False, True),
    ],
)
def test_inhabitants_add_up_to_nederland(
    database: store.Connection, off: float, sound: bool, noted: bool
) -> None:
    frame = observations()
    whole = frame["region"] == "NL01"
    frame.loc[whole, "value"] = frame.loc[whole, "value"] / (
        1 - off
    )  # the gemeenten are short of it by `off`
    if sound:
        _run(database, frame, "population")
        assert bool(_notes(database, "population")) is noted
    else:
        with pytest.raises(TableError, match="tellen niet op tot Nederland.*jaar 2024, gemeenten 17.100.000"):
            _run(database, frame, "population")


def test_inhabitants_of_before_2015_need_not_add_up(database: store.Connection) -> None:
    frame = observations()
    old = frame.iloc[[0, -1]].assign(year=2014, period="2014")  # one gemeente and Nederland
    _run(database, pd.concat([frame, old]), "population")
    with pytest.raises(TableError, match="tellen niet op"):
        _run(database, pd.concat([frame, old.assign(year=2015, period="2015")]), "population")


def test_one_percentage_that_cannot_be_is_told_and_many_stop_the_table(database: store.Connection) -> None:
    frame = observations(N, "natura_jeugdhulp_pct", 10.0).iloc[:-1]
    frame.loc[frame.index[:3], ["value", "cell_status"]] = [111.0, "niet_plausibel"]  # 3 of 342: 0.9%
    _run(database, frame, "natura")
    assert "gelden als niet plausibel" in _notes(database, "natura")[0]
    frame.loc[frame.index[:4], ["value", "cell_status"]] = [111.0, "niet_plausibel"]  # 1.2%
    with pytest.raises(TableError, match="Te veel percentages buiten 0 tot 100"):
        _run(database, frame, "natura")


def test_a_negative_count(database: store.Connection) -> None:
    frame = observations()
    frame.loc[2, "value"] = 0.0
    _run(database, frame, "population")
    frame.loc[2, "value"] = -1.0
    with pytest.raises(TableError, match="Een aantal is negatief.*GM0002"):
        _run(database, frame, "population")


def test_a_figure_without_end(database: store.Connection) -> None:
    frame = observations()
    frame.loc[2, "value"] = float("inf")
    with pytest.raises(TableError, match="Een cijfer is geen getal, of oneindig groot.*GM0002"):
        _run(database, frame, "youth_care")


@pytest.mark.parametrize(
    ("kind", "indicator", "low", "high"),
    [
        (kind, band.indicator, band.low, band.high)
        for kind, shape in register.kinds().items()
        for band in shape.bands
    ],
)
def test_bands_catch_a_fault_of_unit(
    database: store.Connection, kind: str, indicator: str, low: float, high: float
) -> None:
    def frame(value: float) -> pd.DataFrame:
        return observations(N, indicator, value).iloc[:-1]

    for sound in (low, (low + high) / 2, high):
        _run(database, frame(sound), kind)
    step = (high - low) * 1e-4
    for wrong in (low - step, high + step):
        with pytest.raises(
            TableError, match=f"De waarden van {re.escape(core.figure(indicator))} zijn niet geloofwaardig"
        ):
            _run(database, frame(wrong), kind)


def test_key_figures_are_measured_by_their_own_list_of_regions(database: store.Connection) -> None:
    frame = observations(N, "jh_121_pct", 8.0).iloc[:-1]
    _run(database, frame.iloc[:308], "youth_care")  # 34 of 342 lacking: 9.9%
    with pytest.raises(
        TableError, match="Van deze gemeenten uit de eigen lijst zijn er geen rijen.*gemeente GM0307"
    ):
        _run(database, frame.iloc[:307], "youth_care")


def test_a_list_of_a_few_gemeenten_is_used_and_told(database: store.Connection) -> None:
    few = pd.DataFrame({"code": [f"GM{number:04d}" for number in range(28)], "kind": "gemeente"})
    _run(database, observations(N, "jh_121_pct", 8.0).iloc[:-1], "youth_care")
    assert _notes(database, "youth_care") == []
    database.register("regions", few)
    assert _notes(database, "youth_care") == ["De tabel bevat niet alle gemeenten, maar 28."]


def _keys(database: store.Connection, folder: Path, members: str) -> None:
    """Read a file of three rows with a plan whose list of regions is `members`, and run the check on keys."""
    rows = "".join(f'{{"RegioS": {key}}}\n' for key in ('"GM0001  "', '"GM0002"', '"GM9999"', "null"))
    (folder / "rows.jsonl.gz").write_bytes(gzip.compress(rows.encode()))
    plan = Plan({"RegioS": "VARCHAR"}, {}, members={"RegioS": frozenset(members.split())})
    with staging.prepared(database, Snapshot("T", "", folder, {}), plan):
        assert database.execute("SELECT RegioS FROM raw").fetchall()[0] == ("GM0001  ",)
        core.run(database, "T", core.unknown_keys(database, plan.members))


def test_a_row_whose_key_is_not_in_the_list(database: store.Connection, tmp_path: Path) -> None:
    listed = "sleutel (leeg), rijen 1"
    with pytest.raises(TableError, match=r"kolom RegioS, sleutel \(leeg\), rijen 1\."):
        _keys(database, tmp_path, "GM0001 GM0002 GM9999")
    with pytest.raises(
        TableError, match="niet in de lijst van het CBS staan.*sleutel GM9999, rijen 1"
    ) as told:
        _keys(database, tmp_path, "GM0001 GM0002 it's")
    assert listed in str(told.value.message_nl) and "GM0002" not in str(told.value.message_nl)


def test_all_problems_are_told_at_once_with_at_most_five_rows(database: store.Connection) -> None:
    frame = observations(300).iloc[:-1]
    frame.loc[frame.index[:7], "value"] = -1.0
    with pytest.raises(TableError) as caught:
        _run(database, frame, "population")
    assert len(caught.value.problems) == 2
    negative = next(each for each in caught.value.problems if "negatief" in each)
    assert negative.count("regio") == 5 and "(en nog 2 rijen)" in negative


# --- amounts


@pytest.mark.parametrize(
    ("eur", "sound"),
    [
        (300.0, True),
        (50.0, True),
        (49.0, False),
        (1_500.0, True),
        (1_501.0, False),
        (300_000.0, False),
        (0.3, False),
    ],
)
def test_euros_per_inhabitant_of_the_middle_gemeente(
    database: store.Connection, eur: float, sound: bool
) -> None:
    frame = amounts(eur=eur * 50_000)
    if sound:
        checked(database, frame)
    else:
        with pytest.raises(TableError, match="euro's in plaats van duizenden euro's, of andersom"):
            checked(database, frame)


@pytest.mark.parametrize(
    ("eur", "sound"), [(500_000.0, True), (499_000.0, False), (100_000_000.0, True), (101_000_000.0, False)]
)
def test_amounts_without_inhabitants_are_measured_per_gemeente(
    database: store.Connection, eur: float, sound: bool
) -> None:
    if sound:
        checked(database, amounts(eur=eur), None)
    else:
        with pytest.raises(TableError, match="per_gemeente"):
            checked(database, amounts(eur=eur), None)


def test_a_regional_lead_does_not_stop_the_table(database: store.Connection) -> None:
    frame = amounts(eur=300.0 * 50_000)
    frame.loc[0, "placing2_eur"] = 1_308.0 * 50_000 * 10
    checked(database, frame)


@pytest.mark.parametrize(
    ("kept", "sound", "told"),
    [(0.0, False, 0), (0.49, False, 0), (0.5, True, 1), (0.88, True, 1), (0.9, True, 0)],
)
@pytest.mark.parametrize("becomes", [0.0, None])
def test_gemeenten_that_are_late_are_told_and_too_many_are_waited_for(
    database: store.Connection, kept: float, sound: bool, told: int, becomes: float | None
) -> None:
    frame = amounts()
    gone = frame["region"].isin(frame["region"].unique()[round(kept * N) :])
    frame.loc[gone, ["placing1_eur", "placing2_eur"]] = becomes
    if not sound:
        with pytest.raises(TableError, match=r"niet nul zijn|geen enkel bedrag"):
            checked(database, frame)
        return
    notes = checked(database, frame)
    assert len(notes) == told
    if told:
        assert "Nog niet alle gemeenten hebben bedragen gestuurd" in notes[0]


@pytest.mark.parametrize(("kept", "sound"), [(0.89, False), (0.9, True)])
def test_youth_care_that_vanishes_from_gemeenten_that_did_send(
    database: store.Connection, kept: float, sound: bool
) -> None:
    frame = amounts()
    frame.loc[round(kept * N) :, "placing2_eur"] = None
    frame = pd.concat([frame, amounts(taakveld="0.1")])  # all of them sent something
    if sound:
        assert checked(database, frame) == []
    else:
        with pytest.raises(TableError, match="niet nul zijn"):
            checked(database, frame)


BEFORE = spread(YEAR - 1, 0.94)


def _sides(frame: pd.DataFrame) -> pd.DataFrame:
    swapped = frame["categorie"].str.translate(str.maketrans("LB", "BL"))
    return frame.assign(categorie=swapped)


@pytest.mark.parametrize(
    ("frame", "beside", "says"),
    [
        (spread(), BEFORE, None),
        (spread(factor=0.7), BEFORE, None),
        (spread(factor=1.5), BEFORE, None),
        (spread().sample(frac=0.45, random_state=1), BEFORE, "voor jeugdzorg zijn ineens heel anders"),
        (spread(factor=0.5), BEFORE, "voor jeugdzorg zijn ineens heel anders"),
        (spread(factor=1.8), BEFORE, "voor jeugdzorg zijn ineens heel anders"),
        (spread(YEAR - 1), spread(factor=1.8), "voor jeugdzorg zijn ineens heel anders"),
        (spread().query("taakveld.str.startswith('6.7')"), BEFORE, "alle taakvelden samen zijn ineens"),
        (spread().query("taakveld in ('6.72', '6.82')"), BEFORE, "veel minder taakvelden met lasten"),
        (BEFORE.assign(year=YEAR), BEFORE, "Een jaar zou dubbel tellen"),
        (
            pd.concat([spread(), spread(statement="begroting")]),
            None,
            "jaarrekening zijn gelijk aan die van de begroting",
        ),
        (_sides(spread()), None, "meer baten dan lasten"),
        (BEFORE, BEFORE, "al bedragen uit een andere tabel"),
    ],
)  # fmt: skip
def test_amounts_are_laid_beside_each_other_and_the_year_beside(
    database: store.Connection, frame: pd.DataFrame, beside: pd.DataFrame | None, says: str | None
) -> None:
    if says is None:
        assert checked(database, frame, beside=beside) == []
        return
    with pytest.raises(TableError, match=says):
        checked(database, frame, beside=beside)


def test_one_gemeente_a_thousandfold_does_not_stop_the_table(database: store.Connection) -> None:
    """It is marked as implausible on the pages instead (metrics.costs.plausibility)."""
    frame = spread()
    frame.loc[frame["region"] == "GM0001", ["placing1_eur", "placing2_eur"]] *= 1_000
    assert checked(database, frame, beside=BEFORE) == []


def test_accounts_that_have_not_come_yet_do_not_stop_the_budget(database: store.Connection) -> None:
    later = amounts(eur=float("nan")).assign(statement="begroting")
    checked(database, pd.concat([amounts(), later], ignore_index=True))


def test_an_amount_that_stands_twice(database: store.Connection) -> None:
    frame = amounts()
    with pytest.raises(
        TableError, match="Een bedrag zou dubbel tellen.*regio GM0000, begroting of rekening jaarrekening"
    ):
        checked(database, pd.concat([frame, frame.iloc[[0]]]))


@pytest.mark.parametrize(("n", "sound"), [(342, True), (308, True), (307, False)])
def test_number_of_gemeenten_with_rows(database: store.Connection, n: int, sound: bool) -> None:
    if sound:
        checked(database, amounts(n))
    else:
        with pytest.raises(TableError, match="gemeenten 307, verwacht 342"):
            checked(database, amounts(n))


def test_codes_that_changed_are_noticed(database: store.Connection) -> None:
    checked(database, amounts(taakveld="6.73b"))  # youth care in 2023 and 2024
    with pytest.raises(TableError, match="Er zijn geen lasten op de taakvelden voor jeugdzorg"):
        checked(database, amounts(taakveld="6.751"))  # a code of 2025 in a table of 2024


def test_no_amount_at_all(database: store.Connection) -> None:
    frame = amounts()
    with pytest.raises(TableError, match="Er is geen enkel bedrag"):
        checked(database, frame.assign(placing2_eur=float("nan")))


def test_a_table_of_households_alone_is_counted_on_households(database: store.Connection) -> None:
    name = "huishoudens_laag_inkomen_1jr_pct"
    _run(database, observations(indicator=name, each=6.9).iloc[:-1], "low_income", division_year=2024)
    with pytest.raises(TableError, match="gemeenten 307, verwacht 342"):
        _run(database, observations(307, name, 6.9).iloc[:-1], "low_income", division_year=2024)
    with pytest.raises(TableError, match="Is de categorie Totaal"):
        _run(database, observations(indicator=name, each=100.0).iloc[:-1], "low_income", division_year=2024)


def test_a_note_names_region_period_and_figure_in_words() -> None:
    rows = [
        ("natura_bescherming_verblijf_pct", "GM0678", "2016H2", 111.0),
        ("inwoners_n", "GM0001", "2016K1", 2.5),
    ]
    text = core.sentence(
        "Let op.", ["indicator", "region", "period", "value"], rows, 2, {"GM0678": "Kapelle"}
    )
    assert text == (
        "Let op. Het gaat om: natura bescherming verblijf (procent), Kapelle (GM0678), tweede halfjaar van 2016, "
        "waarde 111; inwoners (aantal), regio GM0001, periode 2016K1, waarde 2,5."
    )
