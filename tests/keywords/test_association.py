"""Log-likelihood of 2×2 tables by hand and in print, its tail, and p adjusted for many tests."""

from __future__ import annotations

import numpy as np
import pytest
from statsmodels.stats.multitest import multipletests

from crosscase.errors import ParameterError
from crosscase.keywords.association import adjusted, chi2_p, log_likelihood, observed_part

LN2 = np.log(2)


@pytest.mark.parametrize(
    ("cells", "value"),
    [
        # Dunning (1993), table 2.
        ((110, 2442, 111, 29114), 270.72),
        ((29, 13, 123, 31612), 263.90),
        # Each row has one column: 2 (ln 2 + ln 2).
        ((1, 0, 0, 1), 4 * LN2),
        ((0, 3, 3, 0), 12 * LN2),
        # Expected 1, 1, 1, 1 and 2, 0, 1, 1 with halves: independence gives 0.
        ((1, 2, 2, 4), 0),
        # 2 (2 ln(2/1.5) + ln(1/1.5) + ln(1/0.5)).
        ((2, 0, 1, 1), 2 * (2 * np.log(4 / 3) + np.log(2 / 3) + LN2)),
    ],
)
def test_log_likelihood(cells, value):
    assert log_likelihood(*cells) == pytest.approx(value, abs=0.005)


def test_log_likelihood_takes_arrays_and_is_never_below_0():
    found = log_likelihood([1, 1], [0, 2], [0, 2], [1, 4])
    assert found == pytest.approx([4 * LN2, 0])
    rng = np.random.default_rng(1)
    a, b = rng.integers(1, 40, (2, 200))
    # Rows that are multiples of one another: rounding must not give -0.000….
    assert (log_likelihood(a, b, 3 * a, 3 * b) >= 0).all()


def test_large_counts_of_few_bits_do_not_run_over():
    cells = 110, 100_000, 111, 2_000_000
    small = log_likelihood(*np.array(cells, dtype=np.int32))
    assert small == pytest.approx(float(log_likelihood(*map(float, cells))))


def test_observed_part_is_0_where_nothing_was_observed():
    observed = np.array([0.0, 4.0, 0.5, 0.0, 0.5])
    expected = np.array([5.0, 2.0, 1.0, 0.0, 0.25])
    assert observed_part(observed, expected) == pytest.approx([0, 4 * LN2, -LN2 / 2, 0, LN2 / 2])


def test_chi2_p_is_that_of_printed_tables():
    assert chi2_p([0, 3.841459, 6.634897, 10.827566]) == pytest.approx([1, 0.05, 0.01, 0.001])


@pytest.mark.parametrize(
    ("method", "p", "wanted"),
    [
        ("none", [0.04, 0.01], [0.04, 0.01]),
        # Of three tests the smallest p is taken three times, the next twice; none falls below it.
        ("holm", [0.04, 0.01, 0.03], [0.06, 0.03, 0.06]),
        ("holm", [0.9, 0.8], [1, 1]),
        ("holm", [0.02, 0.02], [0.04, 0.04]),
        ("bonferroni", [0.04, 0.5, 0.9], [0.12, 1, 1]),
        ("fdr_bh", [0.01, 0.04, 0.03], [0.03, 0.04, 0.04]),
        ("sidak", [0.5, 0.5], [0.75, 0.75]),
        ("holm", [], []),
    ],
)
def test_adjusted(method, p, wanted):
    assert adjusted(np.array(p), method) == pytest.approx(wanted)


@pytest.mark.parametrize("method", ["holm", "bonferroni", "fdr_bh", "fdr_by", "holm-sidak"])
def test_adjusted_is_statsmodels(method):
    p = np.random.default_rng(2).random(40) ** 3
    assert adjusted(p, method) == pytest.approx(multipletests(p, method=method)[1])


def test_adjusted_names_what_is_allowed():
    with pytest.raises(ParameterError, match=r"adjust is 'x'; allowed: 'none' or .* 'holm', 'bonf"):
        adjusted(np.array([0.1]), "x")
