"""Statistical neighbours: the arithmetic by hand and by scipy, the properties, and what is refused."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from metrics.groups import similarity
from metrics.groups.context import THEMES, VARIABLES, Context, Variable, Vintage
from metrics.groups.similarity import SimilarityError

INCOME = Variable("mediaan_inkomen", "Middelste inkomen", "inkomen", "eur", ("mediaan_inkomen_eur",))
POVERTY = Variable(
    "kinderen_laag_inkomen", "Laag inkomen", "inkomen", "pct", ("kinderen_laag_inkomen_1jr_pct",)
)
YOUNG = Variable("jongeren", "Jongeren tot 23 jaar", "jongeren", "pct", ("inwoners_0_22_n",), "inwoners_n")
SIZE = Variable("inwoners", "Inwoners", "grootte", "aantal", ("inwoners_n",), log=True)


def made(columns: dict[Variable, list[float]], codes: list[str] | None = None, sha256: str = "a") -> Context:
    rows_n = len(next(iter(columns.values())))
    index = pd.Index(codes or [f"GM{n:04d}" for n in range(1, rows_n + 1)], name="region")
    return Context(
        pd.DataFrame({each.code: values for each, values in columns.items()}, index=index).sort_index(),
        tuple(columns),
        tuple(Vintage(each.code, each.indicators[0], "2023", "T1", sha256) for each in columns),
        (),
    )


def test_z_is_the_distance_to_the_median_in_usual_spreads() -> None:
    # median 30, absolute deviations 20 10 0 10 20 -> MAD 10, so one spread is 14.826
    z, dropped = similarity.standardise(pd.DataFrame({"a": [10.0, 20, 30, 40, 50]}))
    assert dropped == {}
    assert list(z["a"]) == pytest.approx([-20 / 14.826, -10 / 14.826, 0, 10 / 14.826, 20 / 14.826])


def test_size_is_compared_on_its_logarithm() -> None:
    # a gemeente twice as large is as far off as one half as large
    z, _ = similarity.standardise(pd.DataFrame({"a": [10_000.0, 20_000, 40_000]}), frozenset({"a"}))
    assert z["a"].iloc[0] == pytest.approx(-z["a"].iloc[2])
    assert z["a"].iloc[2] == pytest.approx(1 / 1.4826)


def test_an_outlier_counts_as_three_spreads_and_no_more() -> None:
    z, _ = similarity.standardise(pd.DataFrame({"a": [1.0, 2, 3, 4, 1000]}))
    assert z["a"].iloc[4] == 3.0


def test_with_mad_zero_the_interquartile_range_is_the_spread() -> None:
    # half of the values and more equal the median, so that the median of the distances to it is nothing; quartiles 5, 7
    values = [5.0, 5, 5, 5, 5, 7, 7, 7]
    assert np.median(np.abs(np.subtract(values, np.median(values)))) == 0
    z, dropped = similarity.standardise(pd.DataFrame({"a": values}))
    assert dropped == {}
    assert z["a"].iloc[5] == pytest.approx(2 / (2 / 1.349))


def test_a_variable_without_any_spread_is_dropped_and_that_is_said() -> None:
    context = made({INCOME: [1.0, 2, 3, 4, 5, 6], YOUNG: [9.0, 9, 9, 9, 9, 30]})
    prepared = similarity.prepare(context)
    assert list(prepared.z.columns) == ["mediaan_inkomen"]
    assert "dezelfde waarde" in prepared.dropped["jongeren"]
    assert prepared.weights["mediaan_inkomen"] == 1.0


def test_two_income_variables_share_the_weight_of_one_subject() -> None:
    context = made({INCOME: [1.0, 2, 3, 4], POVERTY: [4.0, 1, 3, 2], YOUNG: [1.0, 3, 2, 5]})
    weights = similarity.prepare(context).weights
    assert weights.to_dict() == pytest.approx(
        {"mediaan_inkomen": 0.25, "kinderen_laag_inkomen": 0.25, "jongeren": 0.5}
    )


def distances(prepared: similarity.Similarity) -> pd.DataFrame:
    """Return how far every gemeente is from every other."""
    codes = prepared.z.index
    return pd.DataFrame({code: prepared.apart(code) for code in codes}, index=codes)


def test_the_distance_is_the_weighted_euclidean_one_by_hand() -> None:
    # income z: -2/1.4826.. 2/1.4826; young constant apart from the last
    context = made({INCOME: [1.0, 2, 3, 4, 5], YOUNG: [10.0, 10.5, 11, 11.5, 12]})
    prepared = similarity.prepare(context, {"inkomen": 3, "jongeren": 1})
    step = 1 / 1.4826  # both go in equal steps of one MAD
    assert distances(prepared).loc["GM0001", "GM0003"] == pytest.approx(
        np.sqrt(0.75 * (2 * step) ** 2 + 0.25 * (2 * step) ** 2)
    )


def test_a_gemeente_that_lacks_a_variable_is_left_out_and_not_scaled() -> None:
    context = made({INCOME: [1.0, 2, np.nan, 4, 5], YOUNG: [1.0, 3, 2, 5, 4]})
    prepared = similarity.prepare(context)
    assert prepared.left_out == {"GM0003": ("mediaan_inkomen",)}
    assert "GM0003" not in prepared.z.index
    # the others are standardised among themselves
    assert prepared.z["jongeren"].median() == 0
    with pytest.raises(SimilarityError, match="GM0003 lacks mediaan_inkomen") as caught:
        similarity.nearest(prepared, "GM0003", 1)
    assert caught.value.message_nl.startswith("Van deze gemeente ontbreekt het kenmerk '")


def test_a_variable_of_weight_zero_leaves_nobody_out() -> None:
    context = made({INCOME: [1.0, 2, np.nan, 4, 5], YOUNG: [1.0, 3, 2, 5, 4]})
    prepared = similarity.prepare(context, {"inkomen": 0})
    assert prepared.left_out == {}
    assert list(prepared.z.columns) == ["jongeren"]


@pytest.mark.parametrize(
    "weights",
    [
        {"inkomen": -0.1},
        {"inkomen": float("nan")},
        dict.fromkeys(THEMES, 0),
        {"inkomen": float("inf")},
    ],
)
def test_weights_are_refused_with_the_message_that_says_what_a_weight_is(weights: dict[str, float]) -> None:
    with pytest.raises(SimilarityError, match="a weight is 0 or more"):
        similarity.check_weights(weights)


def test_an_unknown_subject_is_named() -> None:
    with pytest.raises(SimilarityError, match="no theme 'lasten'"):
        similarity.check_weights({"lasten": 1})


def test_weights_on_subjects_that_are_not_loaded_are_refused() -> None:
    context = made({INCOME: [1.0, 2, 3, 4]})
    with pytest.raises(SimilarityError, match="no variable with a weight"):
        similarity.prepare(context, {"inkomen": 0, "gezin": 1})


@pytest.mark.parametrize(
    ("k", "fits"), [(0, False), (1, True), (4, True), (5, False), (341, False), (-1, False)]
)
def test_k_runs_from_one_to_the_number_of_others(k: int, fits: bool) -> None:
    prepared = similarity.prepare(made({INCOME: [1.0, 2, 3, 4, 6]}))
    if fits:
        assert len(similarity.nearest(prepared, "GM0001", k)) == k
    else:
        with pytest.raises(SimilarityError, match="choose 1 to 4"):
            similarity.nearest(prepared, "GM0001", k)


def test_ties_go_by_code() -> None:
    # GM0003 lies exactly between GM0002 and GM0004, and between GM0001 and GM0005
    prepared = similarity.prepare(
        made({INCOME: [1.0, 2, 3, 4, 5]}, ["GM0001", "GM0004", "GM0003", "GM0002", "GM0005"])
    )
    assert list(similarity.nearest(prepared, "GM0003", 4)["region"]) == [
        "GM0002",
        "GM0004",
        "GM0001",
        "GM0005",
    ]


def test_mutual_says_whether_the_other_would_choose_you_too() -> None:
    # 1 and 2 lie close together; 5's nearest is 4, but 4's nearest is 3
    prepared = similarity.prepare(made({INCOME: [1.0, 1.5, 10, 11, 14]}))
    one = similarity.nearest_of_all(prepared, 1).set_index("region")
    assert one["other"].to_dict() == {
        "GM0001": "GM0002", "GM0002": "GM0001", "GM0003": "GM0004", "GM0004": "GM0003", "GM0005": "GM0004"
    }  # fmt: skip
    assert one["mutual"].to_dict() == {
        "GM0001": True, "GM0002": True, "GM0003": True, "GM0004": True, "GM0005": False
    }  # fmt: skip


@pytest.mark.parametrize(
    ("distance", "words"),
    [(0.0, "lijkt sterk"), (0.4999, "lijkt sterk"), (0.5, "lijkt redelijk"), (1.0, "lijkt enigszins"),
     (1.5, "lijkt weinig"), (6.0, "lijkt weinig")],
)  # fmt: skip
def test_the_words_follow_the_distance(distance: float, words: str) -> None:
    assert similarity.in_words(distance) == words


def test_a_missing_distance_has_no_words() -> None:
    with pytest.raises(ValueError, match="missing"):
        similarity.in_words(float("nan"))


def test_contributions_add_up_and_show_both_values() -> None:
    context = made({INCOME: [1.0, 2, 3, 4, 5], YOUNG: [10.0, 10, 11, 12, 13]})
    prepared = similarity.prepare(context, {"inkomen": 1, "jongeren": 3})
    parts = similarity.contributions(prepared, "GM0001", ["GM0002", "GM0004"])
    assert parts.groupby("region")["share_pct"].sum().to_dict() == pytest.approx(
        {"GM0002": 100, "GM0004": 100}
    )
    first = parts[(parts["region"] == "GM0002") & (parts["variable"] == "jongeren")].iloc[0]
    assert (first["own_value"], first["value"], first["share_pct"]) == (10, 10, 0)
    last = parts[(parts["region"] == "GM0004") & (parts["variable"] == "mediaan_inkomen")].iloc[0]
    assert (last["own_value"], last["value"]) == (1, 4)
    assert last["difference_z"] == pytest.approx(3 / 1.4826)


def test_two_gemeenten_alike_in_everything_have_no_shares() -> None:
    prepared = similarity.prepare(made({INCOME: [1.0, 1, 3, 4, 5]}))
    assert similarity.contributions(prepared, "GM0001", ["GM0002"])["share_pct"].isna().all()


def test_the_fingerprint_changes_with_what_matters_and_with_nothing_else() -> None:
    columns = {INCOME: [1.0, 2, 3, 4, 5], YOUNG: [1.0, 3, 2, 5, 4]}
    first = similarity.prepare(made(columns)).fingerprint
    assert len(first) == 12
    assert similarity.prepare(made(columns), {"jongeren": 1, "inkomen": 1}).fingerprint == first
    assert similarity.prepare(made(columns), {"jongeren": 2, "inkomen": 2}).fingerprint == first
    assert similarity.prepare(made(columns), {"jongeren": 2}).fingerprint != first
    assert similarity.prepare(made(columns, sha256="b")).fingerprint != first
    assert similarity.prepare(made({INCOME: columns[INCOME]})).fingerprint != first


def test_no_variable_is_an_outcome_of_youth_care() -> None:
    outcomes = (
        "jz_",
        "jh_",
        "jb_",
        "jr_",
        "natura_",
        "lasten",
        "kosten",
        "begroting",
        "zonder_verblijf",
        "wijkteam",
    )
    for variable in VARIABLES:
        for indicator in (*variable.indicators, variable.per or ""):
            assert not indicator.startswith(outcomes), indicator
        assert variable.theme in THEMES


def test_every_gemeente_of_the_country_has_its_neighbours() -> None:
    draws = np.random.default_rng(1)
    columns = {each: list(draws.lognormal(1, 0.5, 342)) for each in VARIABLES}
    context = made(columns)
    everyone = similarity.nearest_of_all(similarity.prepare(context), 15)
    assert len(everyone) == 342 * 15
    prepared = similarity.prepare(context)
    for code in ("GM0001", "GM0200", "GM0342"):
        own = everyone[everyone["region"] == code].drop(columns="region").rename(columns={"other": "region"})
        asked = similarity.nearest(prepared, code, 15).drop(columns="words")
        pd.testing.assert_frame_equal(asked, own.reset_index(drop=True), check_dtype=False)


@st.composite
def contexts(draw: st.DrawFn) -> Context:
    rows_n = draw(st.integers(5, 14))
    number = st.integers(1, 400).map(float)
    columns = {
        each: draw(st.lists(number, min_size=rows_n, max_size=rows_n)) for each in (INCOME, YOUNG, SIZE)
    }
    # at least one variable with spread, so that there is something to compare
    columns[INCOME] = [float(n) * 3 for n in range(rows_n)]
    return made(columns)


@settings(deadline=None, max_examples=40)
@given(contexts(), st.integers(1, 4))
def test_whoever_is_compared_distances_are_symmetric_and_the_gemeente_itself_is_never_there(
    context: Context, k: int
) -> None:
    prepared = similarity.prepare(context)
    matrix = distances(prepared)
    assert np.allclose(matrix, matrix.T)
    assert np.allclose(np.diag(matrix), 0)
    everyone = similarity.nearest_of_all(prepared, k)
    assert (everyone["region"] != everyone["other"]).all()
    steps = everyone.groupby("region")["distance"].diff().dropna()
    assert (steps > -1e-11).all()  # rising, but for ties that only differ in the last digits
    pairs = set(zip(everyone["region"], everyone["other"], strict=True))
    for row in everyone.itertuples():
        assert row.mutual == ((row.other, row.region) in pairs)


@settings(deadline=None, max_examples=40)
@given(contexts())
def test_an_independent_computation_gives_the_same_neighbours(context: Context) -> None:
    from scipy.stats import median_abs_deviation  # seconds to import, in every worker of the suite

    prepared = similarity.prepare(context)
    total = pd.DataFrame(0.0, index=context.table.index, columns=context.table.index)
    for code in prepared.z.columns:
        x = context.table[code].to_numpy()
        x = np.log(x) if code == "inwoners" else x
        spread = (
            median_abs_deviation(x, scale="normal") or (np.quantile(x, 0.75) - np.quantile(x, 0.25)) / 1.349
        )
        z = np.clip((x - np.median(x)) / spread, -3, 3)
        total += prepared.weights[code] * (z[:, None] - z[None, :]) ** 2
    # scipy's normal scale has more digits than 1.4826
    assert np.allclose(distances(prepared), np.sqrt(total), rtol=1e-4, atol=1e-9)


@settings(deadline=None, max_examples=40)
@given(contexts(), st.floats(0.01, 50))
def test_only_the_proportion_of_the_weights_matters(context: Context, factor: float) -> None:
    one = similarity.prepare(context, dict.fromkeys(THEMES, 1.0))
    other = similarity.prepare(context, dict.fromkeys(THEMES, factor))
    assert np.allclose(distances(one), distances(other))
