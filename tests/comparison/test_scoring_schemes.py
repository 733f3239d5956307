"""Schemes of scoring: what a cell's evidence is worth, and what a declared rule may say."""

from __future__ import annotations

from dataclasses import FrozenInstanceError

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crosscase.comparison.scoring_schemes import Scheme, condition_set, membership, schemes
from crosscase.errors import ParameterError


def test_no_fuzzy_score_is_at_the_point_of_indifference():
    level = membership(np.array([1.0]), np.array([1.0]), scheme=Scheme("f", measure="fuzzy"))
    assert level[0] == pytest.approx(1 / 3)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"measure": "vague"}, "measure is 'vague'; allowed: crisp, fuzzy"),
        ({"silent": "zero"}, "silent is 'zero'; allowed: absent, present, missing"),
        ({"conflict": "loud"}, "conflict is 'loud'"),
        ({"measure": "fuzzy", "conflict": "severe"}, "a fuzzy score weighs both sides"),
        ({"joint_weight": -1}, "joint_weight is -1; allowed: at least 0"),
        ({"blanket_weight": -1}, "blanket_weight is -1; allowed: at least 0"),
        ({"incl_cut": (0.5, 0.8)}, "incl_cut is (0.5, 0.8)"),
        ({"incl_cut": (1.1, 0.8)}, "upper and lower cut with 0 <= lower <= upper <= 1"),
        ({"incl_cut": (0.5, -0.1)}, "incl_cut is (0.5, -0.1)"),
    ],
)
def test_a_scheme_says_what_is_wrong(options, message):
    with pytest.raises(ParameterError) as caught:
        Scheme("s", **options)
    assert message in str(caught.value)


@pytest.mark.parametrize("cuts", [(1, 0), (0, 0), (1, 1), (0.75, 0.75)])
def test_cuts_may_stand_at_their_bounds_and_meet(cuts):
    assert Scheme("s", incl_cut=cuts).incl_cut == cuts


def test_a_scheme_cannot_be_changed():
    with pytest.raises(FrozenInstanceError):
        Scheme("s").silent = "present"


def test_weights_and_conflict_are_those_of_the_scheme():
    scheme = Scheme("s", conflict="severe", joint_weight=0.5, blanket_weight=0.25)
    assert scheme.weights.tolist() == [1, 0.5, 0.25]
    assert scheme.rule.conflict == "severe"


def test_schemes_are_read_from_a_table_in_its_order():
    columns = ["scheme", "measure", "silent", "conflict", "joint_weight", "blanket_weight",
               "incl_cut_upper", "incl_cut_lower"]  # fmt: skip
    rows = [
        ["z", "crisp", "missing", "severe", 1, 0, 0.9, 0.5],
        ["a", "fuzzy", "present", "net", 0.5, 0.25, 0.8, 0.6],
    ]
    found = schemes(pd.DataFrame(rows, columns=columns))
    assert list(found) == ["z", "a"]
    assert found["z"] == Scheme(
        "z", silent="missing", conflict="severe", blanket_weight=0, incl_cut=(0.9, 0.5)
    )
    assert found["a"] == Scheme(
        "a", "fuzzy", "present", joint_weight=0.5, blanket_weight=0.25, incl_cut=(0.8, 0.6)
    )


def test_rules_of_one_set_are_numbered_anew():
    table = pd.DataFrame({"condition_set": ["one", "two", "one"], "condition": ["X", "Y", "Z"]})
    found = condition_set(table, "one")
    assert found.to_dict("split") == {
        "index": [0, 1], "columns": ["condition_set", "condition"],
        "data": [["one", "X"], ["one", "Z"]],
    }  # fmt: skip
    assert condition_set(table, "two").index.tolist() == [0]
    with pytest.raises(ParameterError, match="no set of conditions 'three'; allowed: one, two"):
        condition_set(table, "three")


@pytest.mark.parametrize(
    ("measure", "silent", "scores"),
    [
        # three for; two against; one each; silent
        ("crisp", "absent", [1, 0, 0, 0]),
        ("crisp", "present", [1, 0, 1, 1]),
        ("crisp", "missing", [1, 0, np.nan, np.nan]),
        ("fuzzy", "absent", [4 / 5, 1 / 4, 1 / 3, 1 / 3]),
        ("fuzzy", "present", [4 / 5, 1 / 4, 2 / 3, 2 / 3]),
        ("fuzzy", "missing", [4 / 5, 1 / 4, np.nan, np.nan]),
    ],
)
def test_scores_by_hand(measure, silent, scores):
    found = membership(
        np.array([3.0, 0, 1, 0]), np.array([0, 2.0, 1, 0]), scheme=Scheme("s", measure, silent)
    )
    np.testing.assert_allclose(found, scores)


@settings(max_examples=30)
@given(st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6)), min_size=1, max_size=8))
def test_turning_the_evidence_round_turns_the_score_round(sides):
    pro, contra = np.array(sides, dtype=float).T
    for measure in ("crisp", "fuzzy"):
        one = membership(pro, contra, scheme=Scheme("s", measure=measure, silent="missing"))
        two = membership(contra, pro, scheme=Scheme("s", measure=measure, silent="missing"))
        np.testing.assert_allclose(one, 1 - two, equal_nan=True)


def test_supporting_evidence_never_lowers_a_score():
    for measure in ("crisp", "fuzzy"):
        for silent in ("absent", "present"):
            scheme = Scheme("s", measure=measure, silent=silent)
            weights = np.arange(0, 8, 0.5)
            for against in (1.0, 2.5):
                score = membership(weights, np.full(weights.shape, against), scheme=scheme)
                # A level cell is undecided and takes the score of a silent one.
                score = score[weights != against]
                assert (np.diff(score) >= 0).all()
