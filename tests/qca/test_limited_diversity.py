"""Limited diversity: the whole truth table with its cases, counted by hand."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from crosscase.errors import ParameterError
from crosscase.qca.limited_diversity import collinearity, diversity, outcome_varies, truth_rows

from .samples import small

NAMES = ["A", "B", "C"]


def test_rows_name_cases_and_remainders():
    rows = truth_rows(small(), outcome="Y", conditions=NAMES)
    assert rows.columns.tolist() == [*NAMES, "OUT", "n", "incl", "cases_with", "cases_without"]
    assert (rows.index.name, rows.index.tolist()) == ("row", list(range(1, 9)))
    assert rows[NAMES].to_numpy().tolist() == [
        [a, b, c] for a in (0, 1) for b in (0, 1) for c in (0, 1)
    ]
    assert rows["OUT"].tolist() == ["0", "?", "?", "?", "1", "?", "1", "1"]
    assert rows["n"].tolist() == [2, 0, 0, 0, 1, 0, 1, 1]
    assert rows["incl"].dropna().to_dict() == {1: 0, 5: 1, 7: 1, 8: 1}
    assert rows.loc[1, "cases_without"] == ("x", "y")
    assert rows["cases_with"].tolist() == [(), (), (), (), ("v",), (), ("w",), ("u",)]


def test_a_row_with_both_outcomes_is_contradictory():
    mixed = small((1, 1, 1, 1, 0))
    rows = truth_rows(mixed, outcome="Y", conditions=NAMES)
    assert rows.loc[1, ["OUT", "incl", "cases_with", "cases_without"]].tolist() == [
        "C", 0.5, ("x",), ("y",),
    ]  # fmt: skip
    strict = truth_rows(mixed, outcome="Y", conditions=NAMES, incl_cut=(0.5, 0.4))
    assert strict.loc[1, "OUT"] == "1"
    loose = truth_rows(mixed, outcome="Y", conditions=NAMES, incl_cut=(0.9, 0.6))
    assert loose.loc[1, "OUT"] == "0"


def test_one_case_of_a_hundred_makes_a_contradiction():
    """By default an inclusion over .01 is not yet a negative row, one under it is."""
    data = pd.DataFrame({"A": 1, "B": 1, "Y": [1] + [0] * 90 + [0]})
    assert truth_rows(data, outcome="Y", conditions="AB").loc[4, "OUT"] == "C"
    many = pd.DataFrame({"A": 1, "B": 1, "Y": [1] + [0] * 119})
    assert truth_rows(many, outcome="Y", conditions="AB").loc[4, "OUT"] == "0"


@pytest.mark.parametrize(("value", "out"), [(1, "1"), (0, "0")])
def test_rows_where_every_case_has_the_same_outcome(value, out):
    rows = truth_rows(small((value,) * 5), outcome="Y", conditions=NAMES)
    assert rows["OUT"].tolist() == [out, "?", "?", "?", out, "?", out, out]
    assert rows["n"].tolist() == [2, 0, 0, 0, 1, 0, 1, 1]
    assert rows["incl"].dropna().tolist() == [value] * 4
    assert rows["cases_with" if value else "cases_without"].tolist()[0] == ("x", "y")


def test_a_single_case_has_nothing_to_be_compared_with():
    rows = truth_rows(small().iloc[:1], outcome="Y", conditions=NAMES)
    assert rows["OUT"].tolist() == ["?"] * 7 + ["1"]
    assert rows.loc[8, "cases_with"] == ("u",)


def test_without_cases_every_row_is_a_remainder():
    rows = truth_rows(small().iloc[:0], outcome="Y", conditions=NAMES)
    assert rows["OUT"].tolist() == ["?"] * 8
    assert rows["n"].sum() == 0


def test_fuzzy_cases_belong_where_they_score_over_one_half():
    data = pd.DataFrame(
        {"A": [0.9, 0.4, 0.6], "B": [0.7, 0.8, 0.1], "Y": [0.8, 0.2, 0.6]}, index=list("pqr")
    )
    rows = truth_rows(data, outcome="Y", conditions="AB", incl_cut=(0.8, 0.1))
    assert rows["cases_with"].tolist() == [(), (), ("r",), ("p",)]
    assert rows["cases_without"].tolist() == [(), ("q",), (), ()]
    assert rows["n"].tolist() == [0, 1, 1, 1]
    # A*B: .7 .4 .1 (1.2), with Y .7 .2 .1.
    assert rows.loc[4, "incl"] == pytest.approx(1 / 1.2)
    beside = truth_rows(data.assign(other="text"), outcome="Y", conditions="AB")
    assert beside["n"].tolist() == [0, 1, 1, 1]
    flat = truth_rows(data.assign(Y=0.7), outcome="Y", conditions="AB")
    assert flat["OUT"].tolist() == ["?", "1", "1", "1"]
    assert flat["incl"].dropna().tolist() == [0.7] * 3


def test_one_half_counts_as_absent():
    data = pd.DataFrame({"A": [0.5, 0.9], "B": [0.7, 0.5], "Y": [0.5, 0.5]}, index=list("pq"))
    rows = truth_rows(data, outcome="Y", conditions="AB")
    assert rows["OUT"].tolist() == ["?", "0", "0", "?"]
    assert rows["cases_without"].tolist() == [(), ("p",), ("q",), ()]
    found = diversity(data.assign(Y=[0.5, 0.6]), outcome="Y", conditions="A")
    assert (found["observed"], found["contradictory"]) == (2, 0)
    for outcomes, contradictory in (([0.5, 0.6], 1), ([0.5, 0.2], 0)):
        one = diversity(data.assign(A=0.5, Y=outcomes), outcome="Y", conditions="A")
        assert (one["observed"], one["contradictory"]) == (1, contradictory)
    assert collinearity(data[["A", "B"]]).to_numpy().tolist() == [["A – B", 2, 0, 0, 1, 1]]


def test_diversity_is_counted():
    assert diversity(small((1, 1, 1, 1, 0)), outcome="Y", conditions=NAMES) == {
        "cases": 5,
        "conditions": 3,
        "possible": 8,
        "observed": 4,
        "remainders": 4,
        "contradictory": 1,
    }
    assert diversity(small(), outcome="Y", conditions=["A"]) == {
        "cases": 5,
        "conditions": 1,
        "possible": 2,
        "observed": 2,
        "remainders": 0,
        "contradictory": 0,
    }


def test_collinearity_counts_the_cases_that_part_two_conditions():
    table = collinearity(small()[NAMES])
    assert table.to_dict("list") == {
        "pair": ["A – B", "A – C", "B – C"],
        "known": [5, 5, 5],
        "both": [2, 1, 1],
        "neither": [2, 2, 3],
        "first_only": [1, 2, 1],
        "second_only": [0, 0, 0],
    }
    gaps = pd.DataFrame({"B": [0.2, 0.9, np.nan, 0.1], "A": [0.7, 0.6, 1, np.nan]})
    assert collinearity(gaps).to_numpy().tolist() == [["B – A", 2, 1, 0, 0, 1]]


def test_whether_an_outcome_varies():
    assert outcome_varies(small(), "~Y", NAMES)
    assert not outcome_varies(small((1,) * 5), "Y", NAMES)
    with pytest.raises(ParameterError, match="give at least two conditions, not 1"):
        truth_rows(small(), outcome="Y", conditions=["A"])
    with pytest.raises(ParameterError, match="no column 'Z'; the data have A, B, C, Y"):
        outcome_varies(small(), "~Z", NAMES)
