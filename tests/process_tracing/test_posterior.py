"""Tests together: order, ranges, certainties, and what the conclusion hangs on."""

from __future__ import annotations

import math
from dataclasses import FrozenInstanceError

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crosscase.errors import DataError, ParameterError
from crosscase.process_tracing import decibels, from_decibels, sensitivity, update, weigh

probability = st.floats(0.01, 0.99)
tests = st.lists(st.tuples(probability, probability, st.booleans()), min_size=1, max_size=6)


@settings(max_examples=30, deadline=None)
@given(tests, probability)
def test_weighing_equals_one_update_after_the_other(rows, prior):
    value = prior
    for p_h, p_not, seen in rows:
        value = update(min(max(value, 1e-300), 1 - 1e-16), p_h, p_not, seen=seen)
    frame = pd.DataFrame(rows, columns=["p_e_h", "p_e_not_h", "observed"])
    found = weigh(frame, prior=prior)
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
    found = weigh(frame)
    assert found.low == pytest.approx(0.6 / 0.9)
    assert found.high == pytest.approx(0.9 / 1.0)
    # Looked for and not found, the complements count: 0.1 against 0.9 at worst, 0.4 against 0.7.
    missed = weigh(frame.assign(observed=False))
    assert missed.low == pytest.approx(0.1 / 1.0)
    assert missed.high == pytest.approx(0.4 / 1.1)


def test_spread_of_zero_is_no_range():
    frame = pd.DataFrame({"p_e_h": [0.8], "p_e_not_h": [0.2]})
    found = weigh(frame, spread_db=0)
    assert found.low == found.value == found.high


def test_sensitivity_says_what_the_conclusion_hangs_on():
    frame = pd.DataFrame(
        {"test_id": ["gun", "straw"], "p_e_h": [0.5, 0.6], "p_e_not_h": [0.01, 0.5]}
    )
    table = sensitivity(frame, threshold=0.95).set_index("test_id")
    assert table.loc["gun", "depends"]
    assert not table.loc["straw", "depends"]
    assert table.loc["gun", "without"] == pytest.approx(0.6 / 1.1)
    needed = table.loc["gun", "needed_db"] + decibels(0.6, 0.5)
    assert from_decibels(needed) == pytest.approx(0.95)


def test_certainties_that_exclude_each_other():
    frame = pd.DataFrame({"p_e_h": [0.3, 0.0], "p_e_not_h": [0.0, 0.3]})
    with pytest.raises(DataError, match=r"tests \['t1', 't2'\] exclude each other"):
        weigh(frame)


def test_one_certainty_decides():
    frame = pd.DataFrame({"p_e_h": [0.3, 0.1], "p_e_not_h": [0.0, 0.9]})
    assert weigh(frame).value == 1.0
    assert math.isinf(weigh(frame).weight_db)


def test_the_example_of_the_module_and_its_table():
    frame = pd.DataFrame({"p_e_h": [0.8, 0.9], "p_e_not_h": [0.2, 0.6], "observed": [1, 0]})
    found = weigh(frame, spread_db=2.0)
    first, second = found.table.to_dict("records")
    assert first["weight_db"] == first["seen_db"] == pytest.approx(10 * math.log10(4))
    assert second["weight_db"] == second["unseen_db"] == pytest.approx(10 * math.log10(0.25))
    assert second["seen_db"] == pytest.approx(10 * math.log10(1.5))
    assert (first["test_id"], second["test_id"]) == ("t1", "t2")
    assert (first["kind"], second["kind"]) == ("straw in the wind", "hoop")
    assert (first["observed"], second["observed"]) == (True, False)
    assert [first[end] - first["weight_db"] for end in ("low_db", "high_db")] == pytest.approx(
        [-2, 2]
    )
    assert first["posterior"] == pytest.approx(0.8)
    assert second["posterior"] == pytest.approx(found.value) == pytest.approx(0.5)
    assert float(found) == found.value
    assert repr(found).startswith("Prior 0.500, ")
    with pytest.raises(FrozenInstanceError):
        found.value = 1.0


def test_the_title_has_prior_weight_and_posterior_with_their_ranges():
    found = weigh(pd.DataFrame({"p_e_h": [0.8], "p_e_not_h": [0.2]}), spread_db=2.0)
    assert found.title == (
        "Prior 0.500, +6.0 dB (+4.0 to +8.0), posterior 0.8000 (0.7162 to 0.8638)"
    )


def test_a_range_is_three_decibels_each_way_unless_it_is_said():
    found = weigh(pd.DataFrame({"p_e_h": [0.8], "p_e_not_h": [0.2]}))
    assert found.high_db - found.weight_db == pytest.approx(3)
    # A range that is given for one of the two probabilities alone is none.
    half = pd.DataFrame({"p_e_h": [0.8], "p_e_not_h": [0.2], "p_e_h_low": 0.7, "p_e_h_high": 0.9,
                         "p_e_not_h_low": 0.1, "p_e_not_h_high": [None]})  # fmt: skip
    assert weigh(half).high_db == found.high_db
    assert weigh(half.assign(p_e_not_h_high=math.nan)).high_db == found.high_db


def test_tests_may_carry_any_labels():
    frame = pd.DataFrame({"p_e_h": [0.8, 0.9], "p_e_not_h": [0.2, 0.6]})
    relabelled = frame.set_axis([7, 7])
    pd.testing.assert_frame_equal(weigh(relabelled).table, weigh(frame).table)
    assert list(frame) == ["p_e_h", "p_e_not_h"]


def test_certainty_at_the_worst_cancels_and_the_rest_decides():
    # The gun proves the hypothesis unless P(E|~H) is at its upper end.
    frame = pd.DataFrame(
        {
            "p_e_h": [0.3, 0.0, 0.8],
            "p_e_not_h": [0.0, 0.0, 0.2],
            "p_e_h_low": [0.3, 0.0, 0.8],
            "p_e_h_high": [0.3, 0.1, 0.8],
            "p_e_not_h_low": [0.0, 0.0, 0.2],
            "p_e_not_h_high": [0.0, 0.1, 0.2],
        }
    )
    found = weigh(frame)
    # Second test: at worst it refutes, at best it proves; at worst proof and refutation cancel.
    assert found.value == found.high == 1.0
    assert found.low == pytest.approx(0.8)


def test_sensitivity_by_hand():
    frame = pd.DataFrame(
        {"test_id": ["straw", "gun"], "p_e_h": [0.6, 0.5], "p_e_not_h": [0.5, 0.01]}
    )
    table = sensitivity(frame, prior=0.2, threshold=0.9, spread_db=1.0)
    assert table["test_id"].tolist() == ["gun", "straw"]
    assert table["kind"].tolist() == ["smoking gun", "straw in the wind"]
    gun, straw = table.to_dict("records")
    assert gun["weight_db"] == pytest.approx(decibels(0.5, 0.01))
    # Odds 1:4 beforehand, times 1.2 of the straw.
    assert gun["without"] == pytest.approx(1.2 / 5.2)
    assert straw["without"] == pytest.approx(50 / 54)
    assert gun["low"] == pytest.approx(
        from_decibels(gun["weight_db"] - 1 + decibels(0.6, 0.5), 0.2)
    )
    assert gun["high"] == pytest.approx(
        from_decibels(gun["weight_db"] + 1 + decibels(0.6, 0.5), 0.2)
    )
    # 9 to 1 asked: 36 / 1.2 = 30 times from the gun, 36 / 50 from the straw.
    assert gun["needed_db"] == pytest.approx(10 * math.log10(30))
    assert straw["needed_db"] == pytest.approx(10 * math.log10(36 / 50))
    assert (gun["depends"], straw["depends"]) == (True, False)


def test_95_in_100_and_three_decibels_are_taken_unless_others_are_said():
    frame = pd.DataFrame({"p_e_h": [0.8, 0.9], "p_e_not_h": [0.2, 0.1]})
    table = sensitivity(frame, threshold=0.95, spread_db=3.0)
    pd.testing.assert_frame_equal(sensitivity(frame), table)
    assert table.columns.tolist() == [
        "test_id",
        "kind",
        "weight_db",
        "without",
        "low",
        "high",
        "needed_db",
        "depends",
    ]


def test_a_threshold_that_is_just_met_is_met():
    frame = pd.DataFrame({"p_e_h": [0.9], "p_e_not_h": [0.1]})
    assert sensitivity(frame, threshold=0.9)["depends"].tolist() == [True]
    assert sensitivity(frame, threshold=0.91)["depends"].tolist() == [False]
    # Without a test that says nothing the threshold is met all the same.
    frame = pd.DataFrame({"p_e_h": [0.9, 0.5], "p_e_not_h": [0.1, 0.5]})
    assert sensitivity(frame, threshold=0.9)["depends"].tolist() == [True, False]


@pytest.mark.parametrize("observed", ["no", None, 2, pd.NA])
def test_what_is_neither_found_nor_not_is_refused(observed):
    frame = pd.DataFrame(
        {
            "p_e_h": [0.5] * 2,
            "p_e_not_h": [0.5] * 2,
            "observed": pd.Series([True, observed], dtype=object),
        }
    )
    with pytest.raises(DataError, match=r"test t2: observed is .*; allowed: True \(found\), False"):
        weigh(frame)


@pytest.mark.parametrize(
    ("call", "error", "message"),
    [
        (
            lambda: weigh(pd.DataFrame({"p_e_h": [1]})),
            DataError,
            r"tests have no column 'p_e_not_h'; they have \['p_e_h'\]",
        ),
        (
            lambda: weigh(pd.DataFrame({"p_e_h": [0.1, 2.0], "p_e_not_h": [0.0, 0.0]})),
            DataError,
            "test t2: p_e_h is 2.0; allowed: 0 to 1",
        ),
        (
            lambda: weigh(pd.DataFrame({"test_id": ["x"], "p_e_h": [0.1], "p_e_not_h": [-1.0]})),
            DataError,
            "test x: p_e_not_h is -1.0; allowed: 0 to 1",
        ),
        (
            lambda: weigh(pd.DataFrame({"p_e_h": [], "p_e_not_h": []})),
            DataError,
            "there is no test; give one row a test",
        ),
        (
            lambda: weigh(pd.DataFrame({"p_e_h": [0.5], "p_e_not_h": [0.5]}), spread_db=-1),
            ParameterError,
            "spread_db is -1; it may not be negative",
        ),
        (
            lambda: weigh(pd.DataFrame({"p_e_h": [0.5], "p_e_not_h": [0.5]}), prior=1),
            ParameterError,
            "prior is 1; allowed: above 0 and below 1",
        ),
        (
            lambda: sensitivity(pd.DataFrame({"p_e_h": [0.5], "p_e_not_h": [0.5]}), threshold=1),
            ParameterError,
            "threshold is 1; allowed: above 0 and below 1",
        ),
    ],
)
def test_errors(call, error, message):
    with pytest.raises(error, match=message):
        call()
