"""Solutions without some cases, without a condition, and with another one in its place."""

from __future__ import annotations

import math

import pandas as pd
import pytest

from crosscase import qca
from crosscase.errors import ParameterError

from .lipset import good
from .samples import CONDITIONS, fuzzy


def test_leaving_out_one_case_by_hand():
    """Without remainders A rests on both of its rows: a and b are each needed."""
    runs, terms = qca.subsample_stability(good(), outcome="Y")
    assert runs.columns.tolist() == ["left_out", "solution", "same"]
    assert runs.to_numpy().tolist() == [
        [("a",), "A*~B", False],
        [("b",), "A*B", False],
        [("c",), "A", True],
        [("d",), "A", True],
    ]
    assert terms.columns.tolist() == ["term", "initial", "share"]
    assert terms.to_numpy().tolist() == [
        ["A", True, 0.5], ["A*B", False, 0.25], ["A*~B", False, 0.25],
    ]  # fmt: skip


def test_all_models_are_compared_and_written():
    """Without a or b, and without c or d, B tells the rest apart as well as A."""
    runs, terms = qca.subsample_stability(good(), outcome="Y", leave_out=2, include="?")
    assert runs["left_out"].tolist() == [
        ("a", "b"), ("a", "c"), ("a", "d"), ("b", "c"), ("b", "d"), ("c", "d"),
    ]  # fmt: skip
    # b against d, b against c, a against d, a against c; without a, b (or c, d) nothing varies.
    assert runs["solution"].tolist() == ["", "A", "A or ~B", "A or B", "A", ""]
    assert runs["same"].tolist() == [False, True, False, False, True, False]
    assert terms.round(3).to_numpy().tolist() == [
        ["A", True, 0.667], ["B", False, 0.167], ["~B", False, 0.167],
    ]  # fmt: skip


def test_where_nothing_varies_there_is_nothing_to_explain():
    """p alone has the outcome; of A*B there is q without it too, so there was no solution."""
    data = pd.DataFrame([(1, 1, 1), (1, 1, 0), (0, 0, 0)], columns=list("ABY"), index=list("pqr"))
    runs, terms = qca.subsample_stability(data, outcome="Y")
    assert runs.to_numpy().tolist() == [
        [("p",), "", True], [("q",), "A*B", False], [("r",), "", True],
    ]  # fmt: skip
    assert terms.round(3).to_numpy().tolist() == [["A*B", False, 0.333]]


def test_options_reach_the_analysis():
    data = pd.concat([good(), good().rename(index=str.upper)])
    mixed = data.assign(Y=[1, 1, 0, 0, 1, 1, 0, 1])
    options = {"outcome": "Y", "leave_out": 1}
    for cuts, solution in (({}, "A"), ({"incl_cut": 0.5}, "A + ~B"), ({"n_cut": 2}, "A*~B")):
        runs, _terms = qca.subsample_stability(mixed, **options, **cuts)
        assert runs["solution"].iloc[0] == solution
    other = mixed.assign(other="text")
    runs, _terms = qca.subsample_stability(other, **options, conditions="B,A", include="?",
                                           dir_exp="B")  # fmt: skip
    assert runs["solution"].iloc[2] == "A"


def test_every_subset_is_taken_where_they_are_few():
    data = fuzzy(4, 12)
    options = {"outcome": "Y", "conditions": CONDITIONS, "incl_cut": 0.8, "include": "?"}
    runs, terms = qca.subsample_stability(data, **options)
    assert runs["left_out"].tolist() == [(case,) for case in data.index]
    pairs, _ = qca.subsample_stability(data, leave_out=2, **options)
    assert len(pairs) == len(set(pairs["left_out"])) == math.comb(12, 2)
    assert terms["share"].between(0, 1).all()
    for row in terms.itertuples():
        formulas = [set(" + ".join(text.split(" or ")).split(" + ")) for text in runs["solution"]]
        assert row.share == sum(row.term in formula for formula in formulas) / 12


def test_draws_are_seeded():
    options = {"outcome": "Y", "leave_out": 2}
    data = fuzzy(4, 12)
    drawn, terms = qca.subsample_stability(data, draws=20, seed=1, **options)
    again, _ = qca.subsample_stability(data, draws=20, seed=1, **options)
    other, _ = qca.subsample_stability(data, draws=20, seed=2, **options)
    pd.testing.assert_frame_equal(drawn, again)
    assert drawn["left_out"].tolist() != other["left_out"].tolist()
    assert len(drawn) == 20
    assert all(len(set(names)) == 2 and list(names) == sorted(names) for names in drawn["left_out"])
    assert len(qca.subsample_stability(data, draws=1, **options)[0]) == 1
    first, _ = qca.subsample_stability(data, draws=5, **options)
    pd.testing.assert_frame_equal(
        first, qca.subsample_stability(data, draws=5, seed=0, **options)[0]
    )
    assert (terms["share"] * 20 % 1).abs().max() < 1e-9


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"leave_out": 0}, "leave_out is 0; allowed: 1 to 3"),
        ({"leave_out": 4}, "leave_out is 4; allowed: 1 to 3"),
        ({"draws": 0}, "draws is 0; it must be at least 1"),
    ],
)
def test_what_is_refused(options, message):
    with pytest.raises(ParameterError, match=message):
        qca.subsample_stability(good(), outcome="Y", **options)


# -- other conditions -------------------------------------------------------------------------

ABCD = pd.DataFrame(
    [(1, 1, 1, 1, 1), (1, 0, 0, 1, 1), (0, 1, 0, 0, 0), (0, 0, 1, 1, 0), (1, 1, 0, 1, 0)],
    columns=list("ABCDY"),
)


def test_other_conditions_by_hand():
    """Y in 111 and 100, not in 010, 001 and 110 of A, B, C."""
    table = qca.alternative_conditions(ABCD, outcome="Y", conditions=["A", "B", "C"])
    assert table.columns.tolist() == [
        "conditions", "change", "models", "solution", "inclS", "covS", "SC",
    ]  # fmt: skip
    assert table.iloc[:, :4].to_numpy().tolist() == [
        ["A, B, C", "none", 1, "A*B*C + A*~B*~C"],
        ["B, C", "without A", 1, "B*C + ~B*~C"],
        ["A, C", "without B", 1, "A*C"],
        ["A, B", "without C", 1, "A*~B"],
    ]
    assert table["inclS"].tolist() == [1, 1, 1, 1]
    assert table["covS"].tolist() == [1, 1, 0.5, 0.5]
    assert table["SC"].tolist() == [1, 1, 0.5, 0.5]


def test_alternatives_take_the_place_of_conditions():
    table = qca.alternative_conditions(
        ABCD, outcome="Y", conditions=["A", "B"], alternatives={"B": "C", "A": "D"}, incl_cut=0.5,
    )  # fmt: skip
    assert table[["conditions", "change", "solution"]].to_numpy().tolist() == [
        ["A, B", "none", "A"],
        ["A, C", "C for B", "A"],
        ["D, B", "D for A", "D"],
    ]
    # A is in 3 cases, D in these and one more without the outcome.
    assert table["inclS"].tolist() == pytest.approx([2 / 3, 2 / 3, 2 / 4])
    assert table["SC"].tolist() == pytest.approx([1, 1, 3 / 4])


def test_expectations_and_cuts_go_with_the_conditions():
    options = {"outcome": "Y", "conditions": ["A", "B", "C"], "include": "?"}
    free = qca.alternative_conditions(ABCD, **options)
    bound = qca.alternative_conditions(ABCD, **options, dir_exp={"A": 1, "B": 0, "C": 0})
    assert free["models"].tolist() == [4, 1, 1, 1]
    assert bound["models"].tolist() == [2, 1, 1, 1]
    assert bound["solution"].tolist()[0] == "A*B*C + A*~B*~C or A*C + A*~B"
    few = qca.alternative_conditions(ABCD, outcome="Y", conditions=["A", "B"], n_cut=2,
                                     incl_cut=0.5, include="?")  # fmt: skip
    assert few[["models", "solution"]].to_numpy().tolist() == [[0, ""]]


def test_an_equal_condition_changes_the_name_alone():
    data = fuzzy(6, 40).assign(D=lambda frame: frame["B"])
    table = qca.alternative_conditions(
        data, outcome="Y", conditions=CONDITIONS, alternatives={"B": "D"}, incl_cut=0.8,
        include="?", dir_exp={"A": 1, "B": 0, "C": 1},
    )  # fmt: skip
    changes = ["none", "without A", "without B", "without C", "D for B"]
    assert table["change"].tolist() == changes
    assert table["SC"].iloc[0] == 1.0
    swapped = table["solution"].iloc[0].replace("B", "D")
    parts = {frozenset(t.split("*")) for t in swapped.split(" + ")}
    assert {frozenset(t.split("*")) for t in table["solution"].iloc[4].split(" + ")} == parts
