"""Agreement coefficients against printed values and against another implementation."""

from __future__ import annotations

import math
from pathlib import Path

import krippendorff
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crosscase import agreement
from crosscase.agreement import coefficients
from crosscase.errors import DataError, ParameterError

REFERENCE = Path(__file__).parents[1] / "reference" / "statistics"
EXAMPLE_A = {"A": "0100000010", "B": "1110010000"}
EXAMPLE_B = {"A": "aabbdcccedda", "B": "babbbccceddd"}
ENCYCLOPAEDIA = {"A": ".....34121133.3", "B": "1.213343.......", "C": "..21344.21133.4"}
SKIN = [[10, 4, 1, 0], [5, 10, 12, 2], [2, 4, 12, 5], [0, 2, 6, 13]]
SEXUAL_FUN = [[7, 7, 2, 3], [2, 8, 3, 7], [1, 5, 4, 9], [2, 8, 9, 14]]
TEN_BY_FOURTEEN = [
    [0, 0, 0, 0, 14],
    [0, 2, 6, 4, 2],
    [0, 0, 3, 5, 6],
    [0, 3, 9, 2, 0],
    [2, 2, 8, 1, 1],
    [7, 7, 0, 0, 0],
    [3, 2, 6, 3, 0],
    [2, 5, 3, 2, 2],
    [6, 5, 2, 1, 0],
    [0, 2, 2, 3, 7],
]


def four_raters() -> pd.DataFrame:
    return pd.read_csv(REFERENCE / "gwet_4raters.csv", index_col="unit")


def fleiss_1971() -> pd.DataFrame:
    return pd.read_csv(REFERENCE / "fleiss_1971.csv", index_col="patient")


# -- Krippendorff's alpha ---------------------------------------------------------------------


@pytest.mark.parametrize(("ratings", "value"), [(EXAMPLE_A, 0.0952), (EXAMPLE_B, 0.6920)])
def test_alpha_of_two_coders(ratings, value):
    assert round(agreement.krippendorff_alpha(ratings).value, 4) == value


@pytest.mark.parametrize(
    ("level", "value"),
    [("nominal", 0.7434), ("ordinal", 0.8154), ("interval", 0.8491), ("ratio", 0.7974)],
)
def test_alpha_of_four_coders_with_gaps(level, value):
    assert round(agreement.krippendorff_alpha(four_raters(), level).value, 4) == value


@pytest.mark.parametrize(
    ("level", "value"), [("nominal", 0.6914), ("interval", 0.8108), ("ordinal", 0.8067)]
)
def test_alpha_of_three_coders_most_missing(level, value):
    found = agreement.krippendorff_alpha(ENCYCLOPAEDIA, level)
    assert round(found.value, 4) == value
    assert found.units == 12


ratings = st.integers(2, 5).flatmap(
    lambda coders: st.lists(
        st.lists(st.sampled_from([1, 2, 3, 5, None]), min_size=coders, max_size=coders),
        min_size=3,
        max_size=12,
    )
)


@given(ratings, st.sampled_from(coefficients.LEVELS))
@settings(max_examples=60, deadline=None)
def test_alpha_equals_another_implementation(rows, level):
    frame = pd.DataFrame(rows)
    numbers = frame.astype(float).to_numpy()
    paired = numbers[(~np.isnan(numbers)).sum(1) >= 2]
    if len(np.unique(paired[~np.isnan(paired)])) < 2:
        return
    expected = krippendorff.alpha(numbers.T, level_of_measurement=level)
    found = agreement.krippendorff_alpha(frame, level, draws=0)
    assert found.value == pytest.approx(expected, abs=1e-12)


@given(ratings, st.permutations(range(5)))
@settings(max_examples=40, deadline=None)
def test_alpha_does_not_depend_on_order_or_names(rows, order):
    frame = pd.DataFrame(rows)
    values = pd.unique(frame.to_numpy(dtype=object).ravel())
    if (frame.notna().sum(axis=1) >= 2).sum() == 0 or sum(v is not None for v in values) < 2:
        return
    before = agreement.krippendorff_alpha(frame, draws=0).value
    coders = [c for c in order if c < frame.shape[1]]
    renamed = frame[coders].iloc[::-1].replace({1: "w", 2: "x", 3: "y", 5: "z"})
    after = agreement.krippendorff_alpha(renamed, draws=0).value
    assert after == pytest.approx(before, abs=1e-12, nan_ok=True)


def test_alpha_interval_is_seeded_and_holds_the_value():
    one = agreement.krippendorff_alpha(four_raters(), seed=3)
    other = agreement.krippendorff_alpha(four_raters(), seed=3)
    assert (one.low, one.high) == (other.low, other.high)
    assert one.low <= one.value <= one.high
    assert one.interval == "bootstrap over units, percentile, 2000 draws, seed 3"
    wide = agreement.krippendorff_alpha(four_raters(), seed=3, confidence=0.99)
    assert wide.low <= one.low


def test_bootstrap_mean_is_that_of_a_plain_loop():
    frame = pd.DataFrame(EXAMPLE_B.items()).set_index(0)[1].apply(list).apply(pd.Series).T
    rng = np.random.default_rng(0)
    plain = [
        agreement.krippendorff_alpha(frame.iloc[rng.integers(0, 12, 12)], draws=0).value
        for _ in range(300)
    ]
    found = agreement.krippendorff_alpha(frame)
    assert found.standard_error == pytest.approx(np.nanstd(plain, ddof=1), rel=0.15)


def test_alpha_with_a_single_value_is_not_defined():
    found = agreement.krippendorff_alpha({"A": "aaa", "B": "aaa"})
    assert math.isnan(found.value)
    assert found.note == "All ratings are the same value, so alpha is not defined."
    assert "not defined" in found.title


# -- Cohen's kappa ----------------------------------------------------------------------------


def test_cohen_kappa_printed_by_fleiss():
    found = agreement.cohen_kappa([[75, 1, 4], [5, 4, 1], [0, 0, 10]])
    values = (found.value, found.standard_error, found.low, found.high)
    assert [round(v, 4) for v in values] == [0.6765, 0.0877, 0.5046, 0.8484]


@pytest.mark.parametrize(
    ("table", "value"),
    [
        ([[20, 5], [10, 15]], 0.4000),
        ([[45, 15], [25, 15]], 0.1304),
        ([[25, 35], [5, 35]], 0.2593),
        (SKIN, 0.3449),
        (SEXUAL_FUN, 0.1293),
        ([[13, 0, 0], [0, 20, 7], [0, 4, 56]], 0.7964),
    ],
)
def test_cohen_kappa_of_printed_tables(table, value):
    assert round(agreement.cohen_kappa(table).value, 4) == value


def test_cohen_kappa_intervals_as_printed_by_sas_and_vcd():
    skin = agreement.cohen_kappa(SKIN)
    assert [round(v, 4) for v in (skin.low, skin.high)] == [0.2030, 0.4868]
    assert round(agreement.cohen_kappa(SEXUAL_FUN).standard_error, 4) == 0.0686
    weighted = agreement.cohen_kappa(SEXUAL_FUN, weights="linear")
    assert [round(v, 4) for v in (weighted.value, weighted.standard_error)] == [0.2374, 0.0783]


def test_weighted_kappa_standard_error_by_its_formula():
    # Fleiss, Cohen & Everitt 1969, formula 15, with agreement weights 1 - d^2/(q-1)^2.
    p = np.array(SKIN) / np.sum(SKIN)
    i, j = np.indices(p.shape)
    w = 1 - (i - j) ** 2 / 9
    row, column = p.sum(1), p.sum(0)
    p_o, p_e = (w * p).sum(), (w * np.outer(row, column)).sum()
    kappa = (p_o - p_e) / (1 - p_e)
    mean = (w @ column)[:, None] + (w.T @ row)[None, :]
    variance = (p * (w - mean * (1 - kappa)) ** 2).sum() - (kappa - p_e * (1 - kappa)) ** 2
    expected = math.sqrt(variance / np.sum(SKIN)) / (1 - p_e)
    found = agreement.cohen_kappa(SKIN, weights="quadratic")
    assert found.value == pytest.approx(kappa, abs=1e-12)
    assert found.standard_error == pytest.approx(expected, abs=1e-12)


def test_labels_and_tables_give_the_same_kappa():
    pairs = [(i, j) for i in range(4) for j in range(4) for _ in range(SKIN[i][j])]
    first, second = zip(*pairs, strict=True)
    labels = agreement.cohen_kappa(first, second, weights="linear")
    table = agreement.cohen_kappa(SKIN, weights="linear")
    both = agreement.cohen_kappa(pd.DataFrame(pairs), weights="linear")
    assert labels.value == table.value == both.value


def test_an_array_of_weights_is_disagreement():
    distance = np.abs(np.subtract.outer(range(4), range(4))) / 3
    by_array = agreement.cohen_kappa(SKIN, weights=distance)
    by_name = agreement.cohen_kappa(SKIN, weights="linear")
    assert by_array.value == pytest.approx(by_name.value, abs=1e-12)


def test_units_of_one_coder_are_left_out_and_counted():
    found = agreement.cohen_kappa(["a", "b", None, "a"], ["a", "b", "b", "b"])
    assert found.units == 3
    assert found.note == "1 unit(s) rated by one coder only were left out"


def test_kappa_of_a_single_category_is_not_defined():
    found = agreement.cohen_kappa(["a", "a"], ["a", "a"])
    assert math.isnan(found.value)
    assert "single category" in found.note


# -- Fleiss' kappa and AC1 --------------------------------------------------------------------


def test_fleiss_1971():
    assert round(agreement.fleiss_kappa(fleiss_1971(), counts=True).value, 3) == 0.430


def test_fleiss_ten_subjects_fourteen_raters():
    assert round(agreement.fleiss_kappa(TEN_BY_FOURTEEN, counts=True).value, 4) == 0.2099


@pytest.mark.parametrize(
    ("function", "value", "error", "low", "high"),
    [
        (agreement.gwet_ac1, 0.4448007, 0.08418757, 0.264, 0.625),
        (agreement.fleiss_kappa, 0.4139265, 0.08119291, 0.240, 0.588),
    ],
)
def test_six_raters_as_printed_by_irrcac(function, value, error, low, high):
    found = function(fleiss_1971().iloc[:15], counts=True)
    assert found.value == pytest.approx(value, abs=5e-8)
    assert found.standard_error == pytest.approx(error, abs=5e-9)
    assert (round(found.low, 3), round(found.high, 3)) == (low, high)


@pytest.mark.parametrize(
    ("function", "value", "error", "low"),
    [
        (agreement.gwet_ac1, 0.77544, 0.14295, 0.461),
        (agreement.fleiss_kappa, 0.76117, 0.15302, 0.424),
    ],
)
def test_four_raters_with_gaps_as_printed_by_irrcac(function, value, error, low):
    found = function(four_raters())
    assert round(found.value, 5) == value
    assert round(found.standard_error, 5) == error
    assert round(found.low, 3) == low
    assert found.high == 1.0


def test_ac1_of_two_raters_as_printed_by_irrcac():
    table = [[13, 0, 0], [0, 20, 7], [0, 4, 56]]
    pairs = [(i, j) for i in range(3) for j in range(3) for _ in range(table[i][j])]
    found = agreement.gwet_ac1(pd.DataFrame(pairs))
    assert found.value == pytest.approx(0.8493305, abs=5e-8)
    # The peer's variance for a two-rater table divides by n; its other functions, Gwet's general
    # formula and ours by n - 1.
    assert found.standard_error * math.sqrt(99 / 100) == pytest.approx(0.04321747, abs=5e-9)


def test_ac1_knows_categories_that_nobody_used():
    two = agreement.gwet_ac1({"A": "aab", "B": "abb"})
    three = agreement.gwet_ac1({"A": "aab", "B": "abb"}, categories=["a", "b", "c"])
    assert three.expected == pytest.approx(two.expected / 2)


def test_fleiss_of_complete_ratings_equals_the_general_formula():
    complete = fleiss_1971().to_numpy()
    pi = complete.mean(0) / 6
    p_a = ((complete**2).sum(1) - 6).mean() / 30
    expected = (p_a - (pi**2).sum()) / (1 - (pi**2).sum())
    found = agreement.fleiss_kappa(fleiss_1971(), counts=True)
    assert found.value == pytest.approx(expected, abs=1e-12)


# -- tables -----------------------------------------------------------------------------------


def test_by_code_of_two_codes_is_kappa_of_both():
    frame = {"A": "aabbaab", "B": "abbbaaa"}
    table = agreement.by_code(frame)
    whole = agreement.fleiss_kappa(frame).value
    assert table["kappa"].tolist() == pytest.approx([whole, whole])
    # a: 6 of the 14 ratings lie in agreeing pairs (3 units x 2) of 8 given; b: 4 of 6.
    assert table["specific_agreement"].tolist() == pytest.approx([6 / 8, 4 / 6])


def test_disagreements_are_listed():
    frame = pd.DataFrame({"A": ["x", "y", None], "B": ["x", "z", "y"]}, index=["u1", "u2", "u3"])
    assert agreement.disagreements(frame).index.tolist() == ["u2"]


def test_long_and_wide():
    long = pd.DataFrame({"u": [2, 1, 1], "c": ["a", "b", "a"], "code": ["x", "y", "x"]})
    wide = agreement.ratings_from_long(long, unit="u", coder="c", code="code")
    assert wide.index.tolist() == [1, 2]
    assert wide.loc[1].tolist() == ["x", "y"]


def test_summary_has_one_row_a_coefficient():
    table = agreement.summary(four_raters(), "ordinal")
    assert table["coefficient"].tolist() == [
        "Fleiss' kappa",
        "Gwet's AC1",
        "Krippendorff's alpha (ordinal)",
    ]
    assert (table["low"] <= table["value"]).all()


def test_repr_and_html_show_the_same():
    found = agreement.cohen_kappa(SKIN)
    assert "0.345" in repr(found)
    assert "0.345" in found._repr_html_()


# -- errors -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("call", "error", "message"),
    [
        (lambda: agreement.cohen_kappa([[1, 2, 3]]), DataError, "a square table of counts"),
        (lambda: agreement.cohen_kappa([[1, -2], [3, 4]]), DataError, "negative cell"),
        (lambda: agreement.cohen_kappa("ab", "abc"), DataError, "different numbers of units"),
        (lambda: agreement.cohen_kappa(["a"], [None]), DataError, "no unit was rated by both"),
        (lambda: agreement.cohen_kappa("ab", "ab", categories=["a"]), DataError, "rating 'b'"),
        (lambda: agreement.cohen_kappa("ab", "ab", weights="x"), ParameterError, "weights is 'x'"),
        (
            lambda: agreement.cohen_kappa("ab", "ab", weights=np.ones((2, 2))),
            ParameterError,
            "0 on the diagonal",
        ),
        (
            lambda: agreement.cohen_kappa("a", "a", confidence=95),
            ParameterError,
            "confidence is 95",
        ),
        (lambda: agreement.krippendorff_alpha(EXAMPLE_A, "x"), ParameterError, "level is 'x'"),
        (
            lambda: agreement.krippendorff_alpha(EXAMPLE_B, "interval"),
            DataError,
            "ratings are numbers",
        ),
        (lambda: agreement.krippendorff_alpha({"A": "ab"}), DataError, "at least 2 are needed"),
        (
            lambda: agreement.krippendorff_alpha({"A": "a.", "B": ".b"}),
            DataError,
            "no unit has two ratings",
        ),
        (
            lambda: agreement.gwet_ac1({"A": "a.", "B": ".b"}),
            DataError,
            "no unit has two ratings",
        ),
        (
            lambda: agreement.ratings_from_long(
                pd.DataFrame({"u": [1, 1], "c": ["a", "a"], "k": ["x", "y"]}),
                unit="u",
                coder="c",
                code="k",
            ),
            DataError,
            "coder a rated unit 1 twice",
        ),
        (
            lambda: agreement.ratings_from_long(
                pd.DataFrame({"u": []}), unit="u", coder="c", code="k"
            ),
            DataError,
            "no column 'c'",
        ),
    ],
)
def test_errors(call, error, message):
    with pytest.raises(error, match=message):
        call()
