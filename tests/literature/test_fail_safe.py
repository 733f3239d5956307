"""Fail-safe numbers as printed, and what they mean."""

from __future__ import annotations

import math
from dataclasses import FrozenInstanceError

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crosscase.errors import DataError, ParameterError
from crosscase.literature import fail_safe_n


def test_rosenthals_own():
    # Rosenthal 1979, p. 639: k = 94, mean z = 1.014, X = 3263.
    found = fail_safe_n([1.014] * 94)
    assert int(found.value) == 3263
    assert found.needed == 3264
    assert (found.studies, found.tolerance) == (94, 480)


def test_the_tuberculosis_trials():
    # Thirteen trials (Colditz et al. 1994, dat.bcg of the R package metafor, whose fsn() prints
    # 598), log relative risks; the sign is turned so that protection is positive.
    trials = np.array(
        [
            [4, 119, 11, 128],
            [6, 300, 29, 274],
            [3, 228, 11, 209],
            [62, 13536, 248, 12619],
            [33, 5036, 47, 5761],
            [180, 1361, 372, 1079],
            [8, 2537, 10, 619],
            [505, 87886, 499, 87892],
            [29, 7470, 45, 7232],
            [17, 1699, 65, 1600],
            [186, 50448, 141, 27197],
            [5, 2493, 3, 2338],
            [27, 16886, 29, 17825],
        ],
        dtype=float,
    )
    a, b, c, d = trials.T
    effect = np.log(a / (a + b)) - np.log(c / (c + d))
    error = np.sqrt(1 / a - 1 / (a + b) + 1 / c - 1 / (c + d))
    assert fail_safe_n(-effect / error).needed == 598


@given(st.lists(st.floats(-3, 4), min_size=1, max_size=20))
@settings(max_examples=40, deadline=None)
def test_it_is_the_number_that_turns_the_result(z):
    found = fail_safe_n(z)
    total, k = sum(z), len(z)

    def significant(extra):
        return total / math.sqrt(k + extra) > 1.6448536269514722 + 1e-9

    if found.needed == 0:
        assert not significant(1) or total <= 0
    else:
        assert not significant(found.needed + 1)
        assert significant(found.needed - 1)


def test_combined_p_is_stouffers():
    # z of 2 and 0 together: 2 / sqrt(2) = 1.4142, whose upper tail is 0.0786.
    assert fail_safe_n([2.0, 0.0]).p == pytest.approx(0.0786, abs=5e-5)


def test_level_changes_the_number():
    # z_alpha² at 0.01 is 2.3263² = 5.4119.
    assert fail_safe_n([3.0, 3.0], alpha=0.01).value == pytest.approx(36 / 5.4119 - 2, rel=1e-4)


def test_a_whole_number_is_not_rounded_up():
    z = 1.6448536269514722
    # (2 z)² / z² - 2 = 2.
    assert fail_safe_n([z, z]).needed == 2
    assert fail_safe_n([z, z + 0.01]).needed == 3


def test_p_values_and_z_are_the_same():
    one = fail_safe_n(p_values=[0.025, 0.05])
    other = fail_safe_n([1.959963985, 1.644853627])
    assert one.value == pytest.approx(other.value, abs=1e-6)


@pytest.mark.parametrize("z", [[-3.0, -2.0], [0.5], [0.0]])
def test_a_result_that_is_not_significant_needs_no_drawer(z):
    found = fail_safe_n(z)
    assert (found.value, found.needed) == (0.0, 0)
    # Not even at a level at which next to nothing is enough.
    assert fail_safe_n([-1.0], alpha=0.49).needed == 0


def test_the_result_in_one_line_and_one_row():
    found = fail_safe_n([2.0, 2.0])
    assert found.title == (
        "Fail-safe N 3.9: 4 unseen null studies beside 2 would make the combined result "
        "insignificant"
    )
    assert float(found) == found.value
    assert list(found.table) == ["value", "needed", "studies", "tolerance", "p"]
    assert found.table.loc[0, "needed"] == 4
    assert found.title in repr(found)
    with pytest.raises(FrozenInstanceError):
        found.value = 1.0


@pytest.mark.parametrize(
    ("call", "error", "message"),
    [
        (lambda: fail_safe_n(), ParameterError, "give z or p_values, one of the two"),
        (lambda: fail_safe_n([1], p_values=[0.1]), ParameterError, "one of the two"),
        (
            lambda: fail_safe_n([1], alpha=0.5),
            ParameterError,
            "alpha is 0.5; allowed: between 0 and 0.5",
        ),
        (lambda: fail_safe_n([1], alpha=0), ParameterError, "alpha is 0; allowed"),
        (lambda: fail_safe_n([]), DataError, "no statistic is given for some study"),
        (lambda: fail_safe_n([2, None]), DataError, "no statistic is given for some study"),
        (lambda: fail_safe_n([1, math.nan]), DataError, "needs one for each"),
        (
            lambda: fail_safe_n(p_values=[0.5, 0]),
            DataError,
            "a p value is 0.0; allowed: between 0 and 1",
        ),
        (lambda: fail_safe_n(p_values=[0.5, 1]), DataError, "a p value is 1.0"),
    ],
)
def test_errors(call, error, message):
    with pytest.raises(error, match=message):
        call()
