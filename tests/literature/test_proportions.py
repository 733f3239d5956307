"""Wilson's interval and the sign test against printed values."""

from __future__ import annotations

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crosscase.errors import ParameterError
from crosscase.literature import sign_test, wilson


@pytest.mark.parametrize(
    ("successes", "n", "low", "high"),
    [
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_wilson_of_newcombe(successes, n, low, high):
    assert [round(end, 4) for end in wilson(successes, n)] == [low, high]


def test_wilson_by_its_formula_at_another_level():
    # z of 0.95 is 1.644854: (p + z²/2n ± z sqrt(p q / n + z²/4n²)) / (1 + z²/n).
    z, p, n = 1.6448536269514722, 3 / 4, 4
    half = z * math.sqrt(p * (1 - p) / n + z**2 / (4 * n**2))
    ends = [(p + z**2 / (2 * n) + sign * half) / (1 + z**2 / n) for sign in (-1, 1)]
    assert wilson(3, 4, confidence=0.9) == pytest.approx(tuple(ends))


@given(st.integers(1, 200).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
@settings(max_examples=30, deadline=None)
def test_wilson_mirrors(counts):
    successes, n = counts
    low, high = wilson(successes, n)
    other_low, other_high = wilson(n - successes, n)
    assert low == pytest.approx(1 - other_high, abs=1e-12)
    assert high == pytest.approx(1 - other_low, abs=1e-12)
    assert low - 1e-12 <= successes / n <= high + 1e-12
    assert 0 <= low <= high <= 1


@pytest.mark.parametrize("confidence", [0.5, 0.8, 0.9, 0.95, 0.99])
def test_wilson_stays_within_0_and_1(confidence):
    for n in range(1, 60):
        assert 0 <= wilson(0, n, confidence=confidence)[0] < 1e-15
        assert 1 - 1e-15 < wilson(n, n, confidence=confidence)[1] <= 1


@pytest.mark.filterwarnings("error")
def test_wilson_without_a_trial():
    assert all(math.isnan(end) for end in wilson(0, 0))


@pytest.mark.parametrize(
    ("positive", "negative", "p"), [(8, 2, 0.1094), (9, 1, 0.0215), (8, 0, 0.0078), (0, 0, 1.0)]
)
def test_sign_test(positive, negative, p):
    assert round(sign_test(positive, negative), 4) == p
    assert round(sign_test(negative, positive), 4) == p


def test_sign_test_on_one_side():
    # 8 or more of 10 heads: 56 of 1,024 ways.
    assert sign_test(8, 2, alternative="greater") == pytest.approx(56 / 1024)
    assert sign_test(2, 8, alternative="less") == pytest.approx(56 / 1024)
    assert sign_test(1, 1, alternative="greater") == pytest.approx(3 / 4)


@pytest.mark.parametrize(("successes", "n"), [(3, 2), (-1, 2), (1.5, 2), (1, 2.5)])
def test_what_is_no_count(successes, n):
    with pytest.raises(ParameterError, match=f"{successes} of {n} is no count; allowed: whole"):
        wilson(successes, n)


def test_errors():
    with pytest.raises(ParameterError, match="-1 of 1 is no count"):
        sign_test(-1, 2)
    for confidence in (0, 1):
        with pytest.raises(ParameterError, match=f"confidence is {confidence}; allowed: between"):
            wilson(1, 2, confidence=confidence)
