"""Weights of evidence against the textbooks' numbers."""

from __future__ import annotations

import math

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from crosscase import process_tracing as pt
from crosscase.errors import DataError, ParameterError

probability = st.floats(0.01, 0.99)


@pytest.mark.parametrize(
    ("weight", "value"), [(0, 0.5), (10, 0.9091), (20, 0.9901), (30, 0.9990), (-20, 0.0099)]
)
def test_decibels_on_even_odds(weight, value):
    assert round(pt.from_decibels(weight), 4) == value


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
    assert round(pt.update(0.5, p_h, p_not, seen=seen), 4) == value


@given(probability, probability, probability, st.booleans())
def test_update_is_bayes_rule(prior, p_h, p_not, seen):
    a, b = (p_h, p_not) if seen else (1 - p_h, 1 - p_not)
    expected = prior * a / (prior * a + (1 - prior) * b)
    assert pt.update(prior, p_h, p_not, seen=seen) == pytest.approx(expected, rel=1e-9)


@given(probability, probability, probability)
def test_seen_and_unseen_average_to_the_prior(prior, p_h, p_not):
    p_e = prior * p_h + (1 - prior) * p_not
    seen, unseen = pt.update(prior, p_h, p_not), pt.update(prior, p_h, p_not, seen=False)
    assert p_e * seen + (1 - p_e) * unseen == pytest.approx(prior, rel=1e-9)


@pytest.mark.parametrize(
    ("p_h", "p_not", "kind"),
    [
        (0.95, 0.6, "hoop"),
        (0.3, 0.0, "smoking gun"),
        (0.8, 0.2, "straw in the wind"),
        (0.95, 0.05, "doubly decisive"),
        (0.9, 0.1, "doubly decisive"),
    ],
)
def test_kinds(p_h, p_not, kind):
    assert pt.classify(p_h, p_not) == kind


tests = st.lists(st.tuples(probability, probability, st.booleans()), min_size=1, max_size=6)


@given(tests, probability)
def test_trace_equals_one_update_after_the_other(rows, prior):
    value = prior
    for p_h, p_not, seen in rows:
        value = pt.update(min(max(value, 1e-300), 1 - 1e-16), p_h, p_not, seen=seen)
    frame = pd.DataFrame(rows, columns=["p_e_h", "p_e_not_h", "observed"])
    found = pt.trace(frame, prior=prior)
    assert found.value == pytest.approx(value, rel=1e-6, abs=1e-9)
    assert found.low <= found.value <= found.high
    assert found.table["posterior"].iloc[-1] == pytest.approx(found.value)


def test_ranges_of_probabilities_give_the_range_of_the_posterior():
    frame = pd.DataFrame(
        {
            "p_e_h": [0.8],
            "p_e_not_h": [0.2],
            "p_e_h_low": [0.6],
            "p_e_h_high": [0.9],
            "p_e_not_h_low": [0.1],
            "p_e_not_h_high": [0.3],
        }
    )
    found = pt.trace(frame)
    assert found.low == pytest.approx(0.6 / 0.9)
    assert found.high == pytest.approx(0.9 / 1.0)


def test_spread_of_zero_is_no_range():
    frame = pd.DataFrame({"p_e_h": [0.8], "p_e_not_h": [0.2]})
    found = pt.trace(frame, spread_db=0)
    assert found.low == found.value == found.high


def test_sensitivity_says_what_the_conclusion_hangs_on():
    frame = pd.DataFrame(
        {"test_id": ["gun", "straw"], "p_e_h": [0.5, 0.6], "p_e_not_h": [0.01, 0.5]}
    )
    table = pt.sensitivity(frame, threshold=0.95).set_index("test_id")
    assert table.loc["gun", "depends"]
    assert not table.loc["straw", "depends"]
    assert table.loc["gun", "without"] == pytest.approx(0.6 / 1.1)
    needed = table.loc["gun", "needed_db"] + pt.decibels(0.6, 0.5)
    assert pt.from_decibels(needed) == pytest.approx(0.95)


def test_evidence_becomes_tests():
    rows = pd.DataFrame(
        {
            "evidence_id": ["e1", "e2", "e3"],
            "case_id": ["a", "b", "a"],
            "proposition_id": "P",
            "stance": [1, 1, -1],
            "specificity": ["joint", "joint", "firm"],
            "evidence_type": ["document", "document", "interview"],
            "source_id": "s",
            "locator": ["¶1", "¶1", "¶2"],
        }
    )
    found = pt.tests_from_evidence(rows, {"joint": (0.5, 0.4), "firm interview": (0.7, 0.3)})
    # e1 and e2 are one sentence.
    assert found["test_id"].tolist() == ["e1", "e3"]
    assert found.iloc[1][["p_e_h", "p_e_not_h"]].tolist() == [0.3, 0.7]


def test_certainties_that_exclude_each_other():
    frame = pd.DataFrame({"p_e_h": [0.3, 0.0], "p_e_not_h": [0.0, 0.3]})
    with pytest.raises(DataError, match=r"tests \['t1', 't2'\] exclude each other"):
        pt.trace(frame)


def test_one_certainty_decides():
    frame = pd.DataFrame({"p_e_h": [0.3, 0.1], "p_e_not_h": [0.0, 0.9]})
    assert pt.trace(frame).value == 1.0
    assert math.isinf(pt.trace(frame).weight_db)


@pytest.mark.parametrize(
    ("call", "error", "message"),
    [
        (lambda: pt.decibels(1.2, 0.1), ParameterError, r"P\(E\|H\) is 1.2"),
        (lambda: pt.update(1, 0.5, 0.5), ParameterError, "prior is 1"),
        (lambda: pt.trace(pd.DataFrame({"p_e_h": [1]})), DataError, "no column 'p_e_not_h'"),
        (
            lambda: pt.trace(pd.DataFrame({"p_e_h": [2.0], "p_e_not_h": [0.0]})),
            DataError,
            "test t1: p_e_h is 2.0",
        ),
        (
            lambda: pt.trace(pd.DataFrame({"p_e_h": [], "p_e_not_h": []})),
            DataError,
            "there is no test",
        ),
        (
            lambda: pt.trace(pd.DataFrame({"p_e_h": [0.5], "p_e_not_h": [0.5]}), spread_db=-1),
            ParameterError,
            "spread_db is -1",
        ),
        (
            lambda: pt.tests_from_evidence(
                pd.DataFrame({"case_id": ["a"], "proposition_id": ["P"], "stance": [1]}), {}
            ),
            DataError,
            "no likelihoods for 'firm unspecified'",
        ),
    ],
)
def test_errors(call, error, message):
    with pytest.raises(error, match=message):
        call()
