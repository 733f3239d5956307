"""Vote counts, intervals and tests against printed values."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from crosscase import literature
from crosscase.errors import DataError, ParameterError


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
    assert [round(end, 4) for end in literature.wilson(successes, n)] == [low, high]


@given(st.integers(1, 200).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_wilson_mirrors(counts):
    successes, n = counts
    low, high = literature.wilson(successes, n)
    other_low, other_high = literature.wilson(n - successes, n)
    assert low == pytest.approx(1 - other_high, abs=1e-12)
    assert high == pytest.approx(1 - other_low, abs=1e-12)
    assert low - 1e-12 <= successes / n <= high + 1e-12


@pytest.mark.parametrize(
    ("positive", "negative", "p"), [(8, 2, 0.1094), (9, 1, 0.0215), (8, 0, 0.0078)]
)
def test_sign_test(positive, negative, p):
    assert round(literature.sign_test(positive, negative), 4) == p
    assert round(literature.sign_test(negative, positive), 4) == p


def test_sign_test_without_votes():
    assert literature.sign_test(0, 0) == 1.0


def test_fail_safe_n_of_rosenthal():
    # Rosenthal 1979, p. 639: k = 94, mean z = 1.014, X = 3263.
    found = literature.fail_safe_n([1.014] * 94)
    assert int(found.value) == 3263
    assert found.tolerance == 480


def test_fail_safe_n_of_the_tuberculosis_trials():
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
    assert literature.fail_safe_n(-effect / error).needed == 598


@given(st.lists(st.floats(-3, 4), min_size=1, max_size=20))
def test_fail_safe_n_is_the_number_that_turns_the_result(z):
    found = literature.fail_safe_n(z)
    total, k = sum(z), len(z)

    def significant(extra):
        return total / math.sqrt(k + extra) > 1.6448536269514722 + 1e-9

    if found.needed == 0:
        assert not significant(1) or total <= 0
    else:
        assert not significant(found.needed + 1)
        assert significant(found.needed - 1)


def test_p_values_and_z_are_the_same():
    one = literature.fail_safe_n(p_values=[0.025, 0.05])
    other = literature.fail_safe_n([1.959963985, 1.644853627])
    assert one.value == pytest.approx(other.value, abs=1e-6)


def test_a_result_against_the_claim_needs_no_drawer():
    assert literature.fail_safe_n([-3.0, -2.0]).needed == 0


def relations() -> pd.DataFrame:
    rows = [
        ("s1", "P", "supports"),
        ("s2", "P", "supports"),
        ("s3", "P", "opposes"),
        ("s4", "P", "extends"),
        ("s5", "P", "topic_label"),
        ("s1", "Q", "supports"),
    ]
    return pd.DataFrame(rows, columns=["study_id", "proposition_id", "relation"])


def test_vote_count():
    table = literature.vote_count(relations(), propositions=["P", "Q", "R"])
    first, second, third = table.to_dict("records")
    assert (first["studies"], first["votes_for"], first["votes_against"]) == (5, 2, 1)
    assert (first["extends"], first["topic_label"]) == (1, 1)
    assert first["opposing"] == ("s3",)
    assert first["low"] == pytest.approx(literature.wilson(2, 3)[0])
    assert (second["share"], second["p"]) == (1.0, 1.0)
    assert third["studies"] == 0
    assert math.isnan(third["share"])


def test_extends_counts_where_it_is_told_to():
    signs = {"supports": 1, "extends": 1, "opposes": -1, "topic_label": 0}
    assert literature.vote_count(relations(), signs=signs)["votes_for"].tolist() == [3, 1]


def test_grades_filter():
    graded = relations().assign(grade=["number", "label", "number", "number", "label", "label"])
    table = literature.vote_count(graded, grades=["number"])
    assert table["votes_for"].tolist() == [1, 0]


def test_leave_one_study_out():
    table = literature.leave_one_study_out(relations(), "P")
    assert table["left_out"].tolist() == ["s1", "s2", "s3"]
    assert table["votes_for"].tolist() == [1, 1, 2]
    assert table["votes_against"].tolist() == [1, 1, 0]
    assert literature.leave_one_study_out(relations(), "R").empty


def test_leave_one_study_out_takes_one_row_where_labels_are_shared():
    rows = relations().set_axis([0] * len(relations()))
    table = literature.leave_one_study_out(rows, "P")
    assert table["votes_for"].tolist() == [1, 1, 2]
    assert table["votes_against"].tolist() == [1, 1, 0]


def test_proposition_study():
    table = literature.proposition_study(relations(), propositions=["Q", "P"])
    assert table.columns.tolist() == ["Q", "P"]
    assert table.loc["s1"].tolist() == ["supports", "supports"]
    assert table.loc["s3"].tolist() == ["", "opposes"]


@pytest.mark.parametrize(
    ("call", "error", "message"),
    [
        (lambda: literature.wilson(3, 2), ParameterError, "3 of 2 is no count"),
        (lambda: literature.wilson(1, 2, confidence=0), ParameterError, "confidence is 0"),
        (lambda: literature.sign_test(-1, 2), ParameterError, "is no count"),
        (lambda: literature.fail_safe_n(), ParameterError, "give z or p_values"),
        (lambda: literature.fail_safe_n([1], alpha=1), ParameterError, "alpha is 1"),
        (lambda: literature.fail_safe_n([]), DataError, "no statistic"),
        (lambda: literature.fail_safe_n(p_values=[0]), DataError, "not between 0 and 1"),
        (
            lambda: literature.vote_count(relations().drop(columns="relation")),
            DataError,
            "no column 'relation'",
        ),
        (
            lambda: literature.vote_count(relations().assign(relation="likes")),
            DataError,
            "relation 'likes' has no sign",
        ),
        (
            lambda: literature.vote_count(pd.concat([relations(), relations()])),
            DataError,
            "study s1 stands twice for P",
        ),
        (
            lambda: literature.vote_count(relations(), grades=["x"]),
            DataError,
            "no column 'grade'",
        ),
    ],
)
def test_errors(call, error, message):
    with pytest.raises(error, match=message):
        call()
