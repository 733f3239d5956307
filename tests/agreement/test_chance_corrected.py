"""Fleiss' kappa and AC1 against printed values, and the paradox that parts them."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest
from statsmodels.stats import inter_rater

from crosscase.agreement import fleiss_kappa, gwet_ac1
from crosscase.errors import DataError, ParameterError

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


def test_fleiss_1971(fleiss_1971):
    found = fleiss_kappa(fleiss_1971, counts=True)
    assert round(found.value, 3) == 0.430
    assert (found.units, found.coders) == (30, 6)
    assert found.coefficient == "Fleiss' kappa"


def test_fleiss_ten_subjects_fourteen_raters():
    assert round(fleiss_kappa(TEN_BY_FOURTEEN, counts=True).value, 4) == 0.2099


@pytest.mark.parametrize(
    ("function", "value", "error", "low", "high"),
    [
        (gwet_ac1, 0.4448007, 0.08418757, 0.264, 0.625),
        (fleiss_kappa, 0.4139265, 0.08119291, 0.240, 0.588),
    ],
)
def test_six_raters_as_printed_by_irrcac(fleiss_1971, function, value, error, low, high):
    found = function(fleiss_1971.iloc[:15], counts=True)
    assert found.value == pytest.approx(value, abs=5e-8)
    assert found.standard_error == pytest.approx(error, abs=5e-9)
    assert (round(found.low, 3), round(found.high, 3)) == (low, high)


@pytest.mark.parametrize(
    ("function", "value", "error", "low"),
    [(gwet_ac1, 0.77544, 0.14295, 0.461), (fleiss_kappa, 0.76117, 0.15302, 0.424)],
)
def test_four_raters_with_gaps_as_printed_by_irrcac(four_raters, function, value, error, low):
    found = function(four_raters)
    assert round(found.value, 5) == value
    assert round(found.standard_error, 5) == error
    assert round(found.low, 3) == low
    assert found.high == 1.0
    assert (found.units, found.coders, found.note) == (12, 4, "")


def test_ac1_of_two_raters_as_printed_by_irrcac():
    table = [[13, 0, 0], [0, 20, 7], [0, 4, 56]]
    pairs = [(i, j) for i in range(3) for j in range(3) for _ in range(table[i][j])]
    found = gwet_ac1(pd.DataFrame(pairs))
    assert found.value == pytest.approx(0.8493305, abs=5e-8)
    # The peer's variance for a two-rater table divides by n; its other functions, Gwet's general
    # formula and ours by n - 1.
    assert found.standard_error * math.sqrt(99 / 100) == pytest.approx(0.04321747, abs=5e-9)


def test_the_two_examples_of_the_module():
    even = {"A": "aab", "B": "abb"}
    assert fleiss_kappa(even).value == pytest.approx(1 / 3)
    assert gwet_ac1(even).value == pytest.approx(1 / 3)
    # The paradox: three of four pairs agree, and kappa is below zero.
    paradox = {"A": "aaaa", "B": "aaab"}
    fleiss, gwet = fleiss_kappa(paradox), gwet_ac1(paradox)
    assert (fleiss.observed, fleiss.expected, fleiss.value) == pytest.approx(
        (3 / 4, 50 / 64, -1 / 7)
    )
    assert (gwet.observed, gwet.expected, gwet.value) == pytest.approx((3 / 4, 14 / 64, 0.68))


def test_ac1_knows_categories_that_nobody_used():
    two = gwet_ac1({"A": "aab", "B": "abb"})
    three = gwet_ac1({"A": "aab", "B": "abb"}, categories=["a", "b", "c"])
    assert three.expected == pytest.approx(two.expected / 2)
    fleiss = [fleiss_kappa({"A": "aab", "B": "abb"}, categories=c) for c in (None, "abc")]
    assert fleiss[0].value == fleiss[1].value


def test_fleiss_of_complete_ratings_equals_the_general_formula(fleiss_1971):
    complete = fleiss_1971.to_numpy()
    pi = complete.mean(0) / 6
    p_a = ((complete**2).sum(1) - 6).mean() / 30
    expected = (p_a - (pi**2).sum()) / (1 - (pi**2).sum())
    found = fleiss_kappa(fleiss_1971, counts=True).value
    assert found == pytest.approx(expected, abs=1e-12)
    assert found == inter_rater.fleiss_kappa(complete)


def test_counts_of_a_small_type_do_not_overflow():
    counts = [[20, 0], [0, 20], [10, 10]]
    small = np.array(counts, dtype=np.uint8)
    assert fleiss_kappa(small, counts=True).observed == fleiss_kappa(counts, counts=True).observed


def test_a_unit_that_nobody_rated_is_no_unit():
    gap = {"A": "aab.", "B": "abb."}
    assert gwet_ac1(gap).units == 3
    assert fleiss_kappa(gap).value == pytest.approx(1 / 3)


def test_interval_is_students_at_its_level():
    found = gwet_ac1({"A": "aabbab", "B": "abbbba"}, confidence=0.9)
    # t of 5 degrees of freedom at 0.95 is 2.0150 in every table.
    assert found.value - found.low == pytest.approx(2.0150 * found.standard_error, rel=1e-4)
    assert found.high == pytest.approx(2 * found.value - found.low)
    assert found.confidence == 0.9


def test_one_unit_has_a_value_and_no_interval():
    found = gwet_ac1({"A": "a", "B": "b"})
    assert found.value == -1
    assert math.isnan(found.standard_error)
    assert math.isnan(found.low)
    assert math.isnan(found.high)
    # Two units are enough for one: each has its own coefficient.
    assert not math.isnan(gwet_ac1({"A": "ab", "B": "bb"}).low)


@pytest.mark.parametrize("function", [gwet_ac1, fleiss_kappa])
def test_a_single_category_is_not_defined(function):
    found = function({"A": "aaa", "B": "aaa"})
    assert math.isnan(found.value)
    assert math.isnan(found.low)
    assert found.note == "Every rating is the same category, so chance agreement is complete."


@pytest.mark.parametrize("function", [gwet_ac1, fleiss_kappa])
def test_errors(function):
    with pytest.raises(DataError, match="no unit has two ratings, so agreement cannot be"):
        function({"A": "a.", "B": ".b"})
    with pytest.raises(DataError, match="no unit has two ratings"):
        function(np.zeros((0, 3)), counts=True)
    with pytest.raises(ParameterError, match="confidence is 95"):
        function({"A": "aa", "B": "ab"}, confidence=95)
    with pytest.raises(DataError, match="rating 'b' is not among the categories"):
        function({"A": "aa", "B": "ab"}, categories=["a"])
