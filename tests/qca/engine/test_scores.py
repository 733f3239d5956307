"""Scores checked at the boundary: what is read, and one message for each thing that is not."""

from __future__ import annotations

import warnings
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest

from crosscase.errors import DataError, ParameterError
from crosscase.qca.engine.scores import column_scores, read_scores

GOOD = {"A": [1, 1, 0, 0], "B": [1, 0, 1, 0], "Y": [1, 1, 0, 0]}


def read(outcome="Y", conditions="A,B", cases="abcd", fewest=2, **changed):
    return read_scores({**GOOD, **changed}, list(cases), outcome, conditions, fewest=fewest)


def test_a_crisp_table():
    scores = read()
    assert scores.cases == ("a", "b", "c", "d")
    assert (scores.words.conditions, scores.words.levels) == (("A", "B"), (2, 2))
    assert scores.fuzzy == (False, False)
    assert scores.values.tolist() == [[1, 1], [1, 0], [0, 1], [0, 0]]
    assert (scores.outcome, scores.y.tolist()) == ("Y", [1, 1, 0, 0])
    assert scores.configurations().tolist() == [[1, 1], [1, 0], [0, 1], [0, 0]]
    assert not scores.undecided().any()


def test_kinds_of_conditions():
    scores = read(A=[0.2, 0.9, 0.6, 0.1], B=[0, 3, 1, 1])
    assert scores.fuzzy == (True, False)
    assert scores.words.levels == (2, 4)
    assert scores.configurations().tolist() == [[0, 0], [1, 3], [1, 1], [0, 1]]
    assert read(A=[0, 0, 0, 0]).words.levels == (2, 2)
    assert read(A=[99, 0, 0, 0]).words.levels == (100, 2)


def test_memberships():
    scores = read(A=[0.2, 0.9, 0.6, 0.1], B=[0, 3, 1, 1])
    assert scores.literal(0, 1).tolist() == [0.2, 0.9, 0.6, 0.1]
    assert scores.literal(0, 0).tolist() == pytest.approx([0.8, 0.1, 0.4, 0.9])
    assert scores.literal(1, 1).tolist() == [0, 0, 1, 1]
    assert scores.membership((1, 1)).tolist() == [0, 0, 0.6, 0.1]
    assert scores.membership((-1, 0)).tolist() == [1, 0, 0, 0]
    assert scores.membership((-1, -1)).tolist() == [1, 1, 1, 1]
    assert scores.sum_membership([(1, -1), (-1, 0)]).tolist() == [1, 0.9, 0.6, 0.1]
    assert scores.sum_membership([]).tolist() == [0, 0, 0, 0]


@pytest.mark.parametrize(
    ("outcome", "column", "name", "y"),
    [
        ("Y", [0.1, 0.7, 0, 1], "Y", [0.1, 0.7, 0, 1]),
        ("~Y", [0.1, 0.7, 0, 1], "~Y", [0.9, 0.3, 1, 0]),
        (" ~ Y", [1, 1, 0, 0], "~Y", [0, 0, 1, 1]),
        ("Y[2]", [2, 1, 0, 2], "Y[2]", [1, 0, 0, 1]),
        ("~Y{2}", [2, 1, 0, 2], "~Y[2]", [0, 1, 1, 0]),
        ("Y{0, 1}", [2, 1, 0, 2], "Y[0,1]", [0, 1, 1, 0]),
        ("Y[0]", [1, 1, 0, 0], "Y[0]", [0, 0, 1, 1]),
    ],
)
def test_outcomes(outcome, column, name, y):
    scores = read(outcome, Y=column)
    assert scores.outcome == name
    assert scores.y.tolist() == pytest.approx(y)


@pytest.mark.parametrize(
    ("value", "number"),
    [
        ("0.25", 0.25),
        (" 1 ", 1.0),
        ("TRUE", 1.0),
        ("false", 0.0),
        (True, 1.0),
        (np.True_, 1.0),
        (np.int8(1), 1.0),
        (Fraction(1, 4), 0.25),
        (Decimal("0.25"), 0.25),
    ],
)
def test_values_that_are_numbers(value, number):
    assert column_scores("A", [value, 0], ["a", "b"]).tolist() == [number, 0.0]


@pytest.mark.parametrize("value", [None, "", " NA ", "n/a", "NaN", "null", "None", "<NA>",
                                   float("nan"), np.nan])  # fmt: skip
def test_values_that_are_missing(value):
    message = "column 'A' has missing values in case b; QCA needs every score: fill them in or"
    with pytest.raises(DataError, match=message):
        column_scores("A", [0, value], ["a", "b"])


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("high", r"'high' \(case b\)"),
        ("inf", r"'inf' \(case b\)"),
        (float("inf"), r"inf \(case b\)"),
        ("1,5", r"'1,5' \(case b\)"),
    ],
)
def test_values_that_are_not_numbers(value, shown):
    message = f"column 'A' has values that are not numbers: {shown}; give set membership in"
    with pytest.raises(DataError, match=message):
        column_scores("A", [0, value], ["a", "b"])


def test_arrays_of_numbers_are_taken_as_they_are():
    assert column_scores("A", np.array([True, False]), ["a", "b"]).tolist() == [1, 0]
    assert column_scores("A", np.array([2, 1], dtype=np.uint8), ["a", "b"]).tolist() == [2, 1]
    with pytest.raises(DataError, match="missing values in case a"):
        column_scores("A", np.array([np.nan, 1]), ["a", "b"])
    with pytest.raises(DataError, match=r"not numbers: inf \(case b\)"):
        column_scores("A", np.array([0, np.inf]), ["a", "b"])


def test_of_many_cases_five_are_named():
    names = [f"c{i}" for i in range(7)]
    with pytest.raises(DataError, match="case c0, case c1, case c2, case c3, case c4 and 2 more"):
        column_scores("A", [None] * 7, names)
    with pytest.raises(DataError, match=r"'x' \(case c4\) and 2 more"):
        column_scores("A", ["x"] * 7, names)


def test_every_bad_column_is_told_of_at_once():
    with pytest.raises(DataError) as caught:
        read(A=[1, None, 0, 0], B=[1, "x", 1, 0])
    first, second = str(caught.value).splitlines()
    assert "column 'A' has missing values in case b" in first
    assert "column 'B' has values that are not numbers: 'x' (case b)" in second


LEVELS = "give set membership in .0, 1., or whole-number levels 0, 1, 2, ... .crosscase.qca.calib"


@pytest.mark.parametrize(
    ("column", "message"),
    [
        ([1, 1.5, 0, 0], rf".* that are not levels either: 1.5 \(case b\); {LEVELS}"),
        ([1, -1, 0, 0], r"scores outside \[0, 1\] that are not levels either: -1 \(case b\); give"),
        ([-0.5, 1.5, 2, 0], r".* not levels either: -0.5 \(case a\) and 1.5 \(case b\); give"),
        ([2, 0.5, 3, 0.25], r"levels that are not whole numbers, or scores outside \[0, 1\]: "
         r"2 \(case a\) and 3 \(case c\) beside 0.5 \(case b\) and 0.25 \(case d\); give"),
        ([720, 3, 100, 0], r"scores outside \[0, 1\], too high to be levels: 720 \(case a\) and "
         r"100 \(case c\); levels go from 0 to 99: calibrate raw data first"),
    ],
)  # fmt: skip
def test_scores_out_of_range(column, message):
    with pytest.raises(DataError, match=f"column 'A' has {message}"):
        read(A=column)
    with pytest.raises(DataError, match=f"column 'B' has {message}"):
        read(B=column)


@pytest.mark.parametrize(
    ("outcome", "column", "error", "message"),
    [
        ("Y", [1, 1, 1, 1], DataError,
         "outcome 'Y' is 1 in all 4 cases; without a difference in the outcome there is nothing"),
        ("Y", [0.3] * 4, DataError, "outcome 'Y' is 0.3 in all 4 cases"),
        ("~Y[1,2]", [2, 1, 1, 2], DataError, "outcome 'Y' is 1 in all 4 cases"),
        ("Y", [2, 1, 0, 0], DataError,
         r"'Y' has scores outside \[0, 1\]: 2 \(case a\); name the level to explain, as Y\[2\]"),
        ("Y", [1.5, 1, 0, 0], DataError, r"1.5 \(case a\); calibrate it first"),
        ("Y", [-1, 2, 0, 0], DataError, r"-1 \(case a\) and 2 \(case b\); calibrate it first"),
        ("Y[1]", [0.5, 1, 0, 0], DataError, r"outcome 'Y' has levels that are not whole numbers: "
         r"0.5 \(case a\); ask for Y without brackets if it is a fuzzy set"),
        ("Y[3]", [0, 1, 2, 2], ParameterError, "no case at level 3; it has 0, 1, 2"),
        ("Y[1,3]", [0, 1, 2, 2], ParameterError, "outcome 'Y' has no case at level 3"),
        ("Y", [1, None, 0, 0], DataError, "column 'Y' has missing values in case b"),
    ],
)  # fmt: skip
def test_outcomes_that_are_refused(outcome, column, error, message):
    with pytest.raises(error, match=message):
        read(outcome, Y=column)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"conditions": "A,Q"}, "no column 'Q'; the data have A, B, Y"),
        ({"conditions": "A,Q", "outcome": "Z"}, "no columns 'Q', 'Z'; the data have A, B, Y"),
        ({"outcome": "Y*A"}, "outcome 'Y[*]A' is not understood"),
        ({"conditions": "A"}, "QCA compares combinations: give at least two conditions, not 1"),
        ({"conditions": []}, "give at least two conditions, not 0"),
        ({"conditions": "A,B,A"}, "condition 'A' is named twice; name each condition once"),
        ({"conditions": "A,B,B,A"}, "condition 'A' is named twice"),
        ({"conditions": "A,Y"}, "'Y' is both outcome and condition; leave it out of one"),
        ({"conditions": "A+,B", "A+": [1, 0, 1, 0]},
         r"column 'A\+' has a sign that terms are written with \(\* \+ ~ \[ \] \{ \}\); rename it"),
    ],
)  # fmt: skip
def test_names_that_are_refused(options, message):
    with pytest.raises(ParameterError, match=message):
        read(**options)


def test_columns_without_a_name_are_not_offered():
    with pytest.raises(ParameterError, match=r"the data have A, B, Y$"):
        read_scores({"": "abcd", **GOOD}, "abcd", "Y", "A,Q")


def test_one_condition_is_enough_where_that_is_asked():
    assert read(conditions="A", fewest=1).words.conditions == ("A",)


@pytest.mark.parametrize(
    ("cases", "message"),
    [
        (
            "aacd",
            "case names are not distinct: 'a' stands for several cases; give each case a name",
        ),
        ("bbaa", "case names are not distinct: 'a' and 'b' stand for several cases"),
    ],
)
def test_case_names_that_are_not_distinct(cases, message):
    with pytest.raises(DataError, match=message):
        read(cases=cases)


def test_no_cases():
    with pytest.raises(DataError, match="the data have no cases; give at least one row under"):
        read_scores({"A": [], "B": [], "Y": []}, [], "Y", "A,B")


def test_a_score_of_one_half_is_warned_of():
    message = (
        "^2 cases of exactly 0.5 in a fuzzy condition, so in no truth table row: b and d; "
        "move them off 0.5 by calibration$"
    )
    with pytest.warns(UserWarning, match=message):
        scores = read(A=[0.9, 0.5, 0.2, 0.5])
    assert scores.undecided().tolist() == [False, True, False, True]
    assert scores.configurations()[:, 0].tolist() == [1, 0, 0, 0]
    with pytest.warns(UserWarning, match="7 cases of .*: a, b, c, d, e and 2 more; move"):
        read_scores(
            {"A": [0.5] * 7, "B": [1, 0, 1, 0, 1, 0, 1], "Y": [1, 0, 0, 0, 0, 0, 0]},
            "abcdefg", "Y", "A,B",
        )  # fmt: skip


def test_one_half_of_an_outcome_is_no_matter():
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert not read(A=[0.9, 0.4, 0.2, 0.1], Y=[0.5, 1, 0, 0]).undecided().any()
