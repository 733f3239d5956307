"""Krippendorff's alpha against his own examples and another implementation."""

from __future__ import annotations

import math

import krippendorff
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crosscase.agreement import krippendorff_alpha
from crosscase.agreement.alpha import LEVELS
from crosscase.errors import DataError, ParameterError

EXAMPLE_A = {"A": "0100000010", "B": "1110010000"}
EXAMPLE_B = {"A": "aabbdcccedda", "B": "babbbccceddd"}
ENCYCLOPAEDIA = {"A": ".....34121133.3", "B": "1.213343.......", "C": "..21344.21133.4"}


@pytest.mark.parametrize(("ratings", "value"), [(EXAMPLE_A, 0.0952), (EXAMPLE_B, 0.6920)])
def test_two_coders(ratings, value):
    assert round(krippendorff_alpha(ratings).value, 4) == value


@pytest.mark.parametrize(
    ("level", "value"),
    [("nominal", 0.7434), ("ordinal", 0.8154), ("interval", 0.8491), ("ratio", 0.7974)],
)
def test_four_coders_with_gaps(four_raters, level, value):
    found = krippendorff_alpha(four_raters, level, draws=0)
    assert round(found.value, 4) == value
    assert found.coefficient == f"Krippendorff's alpha ({level})"
    assert (found.units, found.coders) == (11, 4)
    # By hand at the interval level: alpha is one less observed over expected, in squared units.
    inner = 1 - (1 - found.observed) / (1 - found.expected) if level == "nominal" else (
        1 - found.observed / found.expected
    )  # fmt: skip
    assert found.value == pytest.approx(inner)


@pytest.mark.parametrize(
    ("level", "value"), [("nominal", 0.6914), ("interval", 0.8108), ("ordinal", 0.8067)]
)
def test_three_coders_most_missing(level, value):
    found = krippendorff_alpha(ENCYCLOPAEDIA, level, draws=0)
    assert round(found.value, 4) == value
    assert found.units == 12


def test_the_example_of_the_module():
    found = krippendorff_alpha({"A": "aab", "B": "abb"}, draws=0)
    assert found.value == pytest.approx(4 / 9)
    assert (found.observed, found.expected) == pytest.approx((1 - 1 / 3, 1 - 3 / 5))


ratings = st.integers(2, 5).flatmap(
    lambda coders: st.lists(
        st.lists(st.sampled_from([0, 1, 2, 5, None]), min_size=coders, max_size=coders),
        min_size=3,
        max_size=12,
    )
)


@given(ratings, st.sampled_from([*LEVELS]))
@settings(max_examples=40, deadline=None)
def test_equals_another_implementation(rows, level):
    frame = pd.DataFrame(rows)
    numbers = frame.astype(float).to_numpy()
    paired = numbers[(~np.isnan(numbers)).sum(1) >= 2]
    if len(np.unique(paired[~np.isnan(paired)])) < 2:
        return
    expected = krippendorff.alpha(numbers.T, level_of_measurement=level)
    found = krippendorff_alpha(frame, level, draws=0)
    assert found.value == pytest.approx(expected, abs=1e-12)


@given(ratings, st.permutations(range(5)))
@settings(max_examples=25, deadline=None)
def test_does_not_depend_on_order_or_names(rows, order):
    frame = pd.DataFrame(rows)
    values = pd.unique(frame.to_numpy(dtype=object).ravel())
    if (frame.notna().sum(axis=1) >= 2).sum() == 0 or sum(v is not None for v in values) < 2:
        return
    before = krippendorff_alpha(frame, draws=0).value
    coders = [c for c in order if c < frame.shape[1]]
    renamed = frame[coders].iloc[::-1].replace({0: "w", 1: "x", 2: "y", 5: "z"})
    after = krippendorff_alpha(renamed, draws=0).value
    assert after == pytest.approx(before, abs=1e-12, nan_ok=True)


def test_ordinal_labels_are_ranked_as_numbers_where_they_are_numbers():
    # As text "10" would stand before "9".
    text = {"A": ["8", "9", "10", "8"], "B": ["9", "9", "10", "10"]}
    numbers = {coder: [float(v) for v in values] for coder, values in text.items()}
    words = {c: ["abc"[int(v) - 8] for v in values] for c, values in numbers.items()}
    value = krippendorff_alpha(text, "ordinal", draws=0).value
    assert value == krippendorff_alpha(numbers, "ordinal", draws=0).value
    assert value == krippendorff_alpha(words, "ordinal", draws=0).value
    nominal = [krippendorff_alpha(r, draws=0).value for r in (text, words)]
    assert nominal[0] == nominal[1] != value


def test_ordinal_numbers_are_ranked_and_their_distances_forgotten():
    ranks = {"A": [0, 1, 2, 3, 0, 2], "B": [0, 2, 2, 3, 1, 3]}
    far = {
        coder: [(-4.5, 5, 16, 1000.25)[rank] for rank in given] for coder, given in ranks.items()
    }
    by_rank, by_far = (krippendorff_alpha(r, "ordinal", draws=0).value for r in (ranks, far))
    assert by_rank == by_far
    turned = {coder: [-value for value in given] for coder, given in far.items()}
    assert krippendorff_alpha(turned, "ordinal", draws=0).value == pytest.approx(by_far)


def test_interval_is_seeded_and_holds_the_value(four_raters):
    one = krippendorff_alpha(four_raters, seed=3)
    other = krippendorff_alpha(four_raters, seed=3)
    assert (one.low, one.high) == (other.low, other.high)
    assert one.low <= one.value <= one.high
    assert one.interval == "bootstrap over units, percentile, 2000 draws, seed 3"
    assert krippendorff_alpha(four_raters).interval.endswith("2000 draws, seed 0")
    assert krippendorff_alpha(four_raters, seed=4).low != one.low
    wide = krippendorff_alpha(four_raters, seed=3, confidence=0.99)
    assert wide.low <= one.low
    assert wide.confidence == 0.99
    assert (
        krippendorff_alpha(four_raters, draws=100).standard_error
        != krippendorff_alpha(four_raters, draws=200).standard_error
    )


def test_bootstrap_is_that_of_a_plain_loop():
    frame = pd.DataFrame({coder: list(values) for coder, values in EXAMPLE_B.items()})
    rng = np.random.default_rng(0)
    plain = [
        krippendorff_alpha(frame.iloc[rng.integers(0, 12, 12)], draws=0).value for _ in range(200)
    ]
    found = krippendorff_alpha(frame)
    assert found.standard_error == pytest.approx(np.nanstd(plain, ddof=1), rel=0.15)
    assert found.low == pytest.approx(np.quantile(plain, 0.025), abs=0.1)
    assert found.high == pytest.approx(np.quantile(plain, 0.975), abs=0.1)


def test_samples_without_disagreement_count_as_agreement():
    # Of two units one disagrees: half of the samples hold both, a quarter only aa (alpha not
    # defined, read as 1), a quarter only ab (alpha 0 or below).
    found = krippendorff_alpha({"A": "aa", "B": "ab"}, draws=400, confidence=0.6)
    assert found.high == 1.0
    assert found.low <= 0


def test_two_draws_by_hand():
    # The interval of two draws spans 95 % of the way between them; their deviation, by n - 1, is
    # that way over the root of two.
    two = krippendorff_alpha(EXAMPLE_B, draws=2)
    way = (two.high - two.low) / 0.95
    assert way > 0
    assert two.standard_error == pytest.approx(way / math.sqrt(2))


def test_no_draws_no_interval():
    found = krippendorff_alpha(EXAMPLE_A, draws=0)
    assert math.isnan(found.low)
    assert math.isnan(found.standard_error)
    assert found.note == ""


def test_a_single_value_is_not_defined():
    found = krippendorff_alpha({"A": "aaa", "B": "aaa"})
    assert math.isnan(found.value)
    assert math.isnan(found.low)
    assert found.note == "All ratings are the same value, so alpha is not defined."
    assert found.title.startswith("Krippendorff's alpha (nominal): not defined. All ratings")


@pytest.mark.parametrize(
    ("call", "error", "message"),
    [
        (
            lambda: krippendorff_alpha(EXAMPLE_A, "x"),
            ParameterError,
            "level is 'x'; allowed: 'nominal', 'ordinal', 'interval', 'ratio'",
        ),
        (
            lambda: krippendorff_alpha(EXAMPLE_B, "interval"),
            DataError,
            "at the interval level ratings are numbers: .*'a'",
        ),
        (lambda: krippendorff_alpha(EXAMPLE_B, "ratio"), DataError, "at the ratio level"),
        (lambda: krippendorff_alpha({"A": "ab"}), DataError, "at least 2 are needed"),
        (
            lambda: krippendorff_alpha({"A": "a.", "B": ".b"}),
            DataError,
            "no unit has two ratings, so agreement cannot be computed",
        ),
        (lambda: krippendorff_alpha(EXAMPLE_A, confidence=95), ParameterError, "is 95; allowed"),
    ],
)
def test_errors(call, error, message):
    with pytest.raises(error, match=message):
        call()
