"""Cohen's kappa against printed values and its formula."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest
from statsmodels.stats.inter_rater import cohens_kappa

from crosscase.agreement import cohen_kappa
from crosscase.errors import DataError, ParameterError

SKIN = [[10, 4, 1, 0], [5, 10, 12, 2], [2, 4, 12, 5], [0, 2, 6, 13]]
SEXUAL_FUN = [[7, 7, 2, 3], [2, 8, 3, 7], [1, 5, 4, 9], [2, 8, 9, 14]]
FLEISS = [[75, 1, 4], [5, 4, 1], [0, 0, 10]]


def test_as_printed_by_fleiss():
    found = cohen_kappa(FLEISS)
    values = (found.value, found.standard_error, found.low, found.high)
    assert [round(v, 4) for v in values] == [0.6765, 0.0877, 0.5046, 0.8484]
    assert found.coefficient == "Cohen's kappa"
    assert (found.units, found.coders, found.note) == (100, 2, "")
    assert found.observed == pytest.approx(0.89)
    # Margins 80, 10, 10 and 80, 5, 15.
    assert found.expected == pytest.approx(0.8 * 0.8 + 0.1 * 0.05 + 0.1 * 0.15)


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
def test_printed_tables(table, value):
    assert round(cohen_kappa(table).value, 4) == value


def test_intervals_as_printed_by_sas_and_vcd():
    skin = cohen_kappa(SKIN)
    assert [round(v, 4) for v in (skin.low, skin.high)] == [0.2030, 0.4868]
    assert round(cohen_kappa(SEXUAL_FUN).standard_error, 4) == 0.0686
    weighted = cohen_kappa(SEXUAL_FUN, weights="linear")
    assert [round(v, 4) for v in (weighted.value, weighted.standard_error)] == [0.2374, 0.0783]
    assert weighted.coefficient == "Cohen's weighted kappa"


def test_value_and_error_are_those_of_statsmodels_to_the_last_digit():
    table = np.array([[11, 3, 2], [4, 9, 1], [0, 5, 7]])
    peer = cohens_kappa(table)
    found = cohen_kappa(table)
    assert (found.value, found.standard_error) == (peer.kappa, peer.std_kappa)
    peer = cohens_kappa(table, weights=np.abs(np.subtract.outer(range(3), range(3))) / 2)
    assert cohen_kappa(table, weights="linear").value == peer.kappa


def test_a_narrower_level_gives_a_narrower_interval():
    # The normal quantile of 0.95 is 1.6449 in every table.
    found = cohen_kappa(SKIN, confidence=0.9)
    assert found.high - found.value == pytest.approx(1.6449 * found.standard_error, rel=1e-4)
    assert found.confidence == 0.9


def test_weighted_standard_error_by_its_formula():
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
    found = cohen_kappa(SKIN, weights="quadratic")
    assert found.value == pytest.approx(kappa, abs=1e-12)
    assert found.standard_error == pytest.approx(expected, abs=1e-12)
    assert (found.observed, found.expected) == pytest.approx((p_o, p_e))


def test_labels_and_tables_give_the_same():
    pairs = [(i, j) for i in range(4) for j in range(4) for _ in range(SKIN[i][j])]
    first, second = zip(*pairs, strict=True)
    labels = cohen_kappa(first, second, weights="linear")
    table = cohen_kappa(SKIN, weights="linear")
    both = cohen_kappa(pd.DataFrame(pairs), weights="linear")
    assert labels.value == table.value == both.value
    assert labels.standard_error == table.standard_error


def test_two_columns_of_words_are_ratings():
    pairs = pd.DataFrame([("a", "a"), ("b", "b"), ("a", "b"), ("b", "b")])
    assert cohen_kappa(pairs).value == cohen_kappa("abab", "abbb").value == 0.5
    # Two units and two coders make a square of words, and are ratings all the same.
    assert cohen_kappa(pd.DataFrame([("a", "a"), ("b", "b")])).value == 1.0


def test_weights_change_nothing_where_there_are_two_categories():
    plain, linear = (cohen_kappa([[20, 5], [10, 15]], weights=w) for w in (None, "linear"))
    assert linear.observed == plain.observed == 0.7
    assert linear.value == pytest.approx(plain.value)


def test_an_array_of_weights_is_disagreement():
    distance = np.abs(np.subtract.outer(range(4), range(4))) / 3
    by_array = cohen_kappa(SKIN, weights=distance)
    by_name = cohen_kappa(SKIN, weights="linear")
    assert by_array.value == pytest.approx(by_name.value, abs=1e-12)
    assert by_array.observed == pytest.approx(by_name.observed, abs=1e-12)


def test_the_order_of_categories_is_the_distance():
    first, second = ["low", "mid", "high", "high"], ["low", "high", "high", "mid"]
    order = ["low", "mid", "high"]
    by_rank = cohen_kappa([order.index(v) for v in first], [order.index(v) for v in second],
                          weights="linear")  # fmt: skip
    assert cohen_kappa(first, second, weights="linear", categories=order).value == by_rank.value
    assert cohen_kappa(first, second, weights="linear").value != by_rank.value


def test_units_of_one_coder_are_left_out_and_counted():
    found = cohen_kappa(["a", "b", None, "a"], ["a", "b", "b", "b"])
    assert found.units == 3
    assert found.note == "1 unit(s) rated by one coder only were left out"


@pytest.mark.parametrize("weights", [None, "linear"])
def test_a_single_category_is_not_defined(weights):
    found = cohen_kappa(["a", "a"], ["a", "a"], weights=weights)
    assert math.isnan(found.value)
    assert math.isnan(found.low)
    assert found.expected == 1
    assert found.note.startswith("Both coders used a single category throughout")


@pytest.mark.parametrize(
    ("call", "error", "message"),
    [
        (
            lambda: cohen_kappa([[1, 2, 3]]),
            DataError,
            r"of shape \(1, 3\); allowed: a square table of counts, or two columns of ratings",
        ),
        (lambda: cohen_kappa("ab"), DataError, r"of shape \(\)"),
        (lambda: cohen_kappa([1, 2]), DataError, r"of shape \(2,\)"),
        (lambda: cohen_kappa([[1, -2], [3, 4]]), DataError, "has a negative cell: -2"),
        (lambda: cohen_kappa("ab", "abc"), DataError, "different numbers of units"),
        (lambda: cohen_kappa(["a"], [None]), DataError, "no unit was rated by both"),
        (
            lambda: cohen_kappa("ab", "ab", categories=["a"]),
            DataError,
            r"rating 'b' is not among the categories \['a'\]",
        ),
        (
            lambda: cohen_kappa("ab", "ab", weights="x"),
            ParameterError,
            "weights is 'x'; allowed: 'linear', 'quadratic', an array",
        ),
        (
            lambda: cohen_kappa("ab", "ab", weights=np.eye(2)),
            ParameterError,
            r"a 2 × 2 array of disagreement with 0 on the diagonal; it is \(2, 2\)",
        ),
        (
            lambda: cohen_kappa("ab", "ab", weights=np.zeros((3, 3))),
            ParameterError,
            r"a 2 × 2 array .* it is \(3, 3\)",
        ),
        (lambda: cohen_kappa("a", "a", confidence=95), ParameterError, "confidence is 95"),
    ],
)
def test_errors(call, error, message):
    with pytest.raises(error, match=message):
        call()


def test_a_count_of_zero_is_no_fault():
    assert cohen_kappa([[2, 0], [0, 2]]).value == 1.0
