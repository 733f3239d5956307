"""Weights of single tests against the textbooks' numbers."""

from __future__ import annotations

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crosscase.errors import ParameterError
from crosscase.process_tracing import classify, decibels, from_decibels, update

probability = st.floats(0.01, 0.99)


@pytest.mark.parametrize(
    ("weight", "value"), [(0, 0.5), (10, 0.9091), (20, 0.9901), (30, 0.9990), (-20, 0.0099)]
)
def test_decibels_on_even_odds(weight, value):
    assert round(from_decibels(weight), 4) == value


@pytest.mark.parametrize(
    ("p_h", "p_not", "seen", "value"),
    [
        (0.8, 0.2, True, 0.8),
        (0.8, 0.2, False, 0.2),
        (0.3, 0.0, True, 1.0),
        (0.3, 0.0, False, 0.4118),
        # A hoop that is certain: failing it refutes, passing it helps little.
        (1.0, 0.6, False, 0.0),
        (1.0, 0.6, True, 0.625),
    ],
)
def test_textbook_tests(p_h, p_not, seen, value):
    assert round(update(0.5, p_h, p_not, seen=seen), 4) == value


@settings(max_examples=30, deadline=None)
@given(probability, probability, probability, st.booleans())
def test_update_is_bayes_rule(prior, p_h, p_not, seen):
    a, b = (p_h, p_not) if seen else (1 - p_h, 1 - p_not)
    expected = prior * a / (prior * a + (1 - prior) * b)
    assert update(prior, p_h, p_not, seen=seen) == pytest.approx(expected, rel=1e-9)


@settings(max_examples=30, deadline=None)
@given(probability, probability, probability)
def test_seen_and_unseen_average_to_the_prior(prior, p_h, p_not):
    p_e = prior * p_h + (1 - prior) * p_not
    seen, unseen = update(prior, p_h, p_not), update(prior, p_h, p_not, seen=False)
    assert p_e * seen + (1 - p_e) * unseen == pytest.approx(prior, rel=1e-9)


@pytest.mark.parametrize(
    ("p_h", "p_not", "kind"),
    [
        (0.95, 0.6, "hoop"),
        (0.3, 0.0, "smoking gun"),
        (0.8, 0.2, "straw in the wind"),
        (0.95, 0.05, "doubly decisive"),
        (0.9, 0.1, "doubly decisive"),
        (0.9, 0.11, "hoop"),
        (0.89, 0.1, "smoking gun"),
        (0.3 * 3, 0.3 - 0.2, "doubly decisive"),
    ],
)
def test_kinds(p_h, p_not, kind):
    assert classify(p_h, p_not) == kind


def test_the_borders_of_kinds_can_be_moved():
    assert classify(0.8, 0.2, certain=0.8) == "hoop"
    assert classify(0.8, 0.2, unique=0.2) == "smoking gun"
    assert classify(0.8, 0.2, certain=0.8, unique=0.2) == "doubly decisive"


def test_decibels_by_hand():
    assert decibels(0.8, 0.2) == pytest.approx(10 * math.log10(4))
    assert decibels(0.8, 0.2, seen=False) == pytest.approx(-10 * math.log10(4))
    assert decibels(0.3, 0.3) == decibels(0.0, 0.0) == decibels(1.0, 1.0, seen=False) == 0
    assert decibels(0.3, 0.0) == decibels(1.0, 0.0) == math.inf
    assert decibels(0.0, 0.3) == decibels(1.0, 0.3, seen=False) == -math.inf


def test_odds_far_from_even_do_not_overflow():
    assert from_decibels(1e5) == 1.0
    assert from_decibels(-1e5) == 0.0
    assert from_decibels(math.inf, 0.1) == 1.0
    assert from_decibels(-math.inf, 0.9) == 0.0


def test_prior_odds_and_likelihood_ratio_multiply():
    # 1 to 3 beforehand, 10 dB: 10 to 3 afterwards.
    assert from_decibels(10, 0.25) == pytest.approx(10 / 13)
    assert from_decibels(-10, 0.75) == pytest.approx(3 / 13)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: decibels(1.2, 0.1), r"P\(E\|H\) is 1.2; allowed: 0 to 1"),
        (lambda: decibels(0.1, -0.2), r"P\(E\|~H\) is -0.2; allowed: 0 to 1"),
        (lambda: classify(1.2, 0.1), r"P\(E\|H\) is 1.2"),
        (lambda: classify(0.1, 1.2), r"P\(E\|~H\) is 1.2"),
        (lambda: update(1, 0.5, 0.5), "prior is 1; allowed: above 0 and below 1"),
        (lambda: from_decibels(1, 0), "prior is 0; allowed: above 0 and below 1"),
    ],
)
def test_errors(call, message):
    with pytest.raises(ParameterError, match=message):
        call()
