"""Most similar and most different pairs."""

from __future__ import annotations

import pandas as pd
import pytest

from crosscase.comparison.claims import Rule
from crosscase.comparison.evidence import from_wide
from crosscase.comparison.paired_cases import compare_pairs, most_different, most_similar, profiles
from crosscase.comparison.support_matrix import support_matrix
from crosscase.errors import DataError

HELD = pd.DataFrame(
    {"P": [1, -1, 1, None], "Q": [1, 1, None, -1], "R": [-1, -1, 1, None]}, index=list("abcd")
)
OUTCOME = pd.Series({"a": 1, "b": 0, "c": 1, "d": 0})


def test_pairs_count_only_what_is_known_of_both():
    table = compare_pairs(HELD, OUTCOME).set_index(["case_a", "case_b"])
    assert len(table) == 6
    row = table.loc[("a", "b")]
    assert (row.known, row.same, row.differ, row.silent) == (3, 2, 1, 0)
    assert (row.similarity, row.outcomes, row.differing) == (2 / 3, "different", ("P",))
    assert table.loc[("c", "d"), "known"] == 0
    assert pd.isna(table.loc[("c", "d"), "similarity"])


def test_extremes():
    table = compare_pairs(HELD, OUTCOME)
    assert most_similar(table)[["case_a", "case_b"]].to_numpy().tolist() == [["a", "b"]]
    # a and c share P and part in R: 1/2; b and d part in Q: 0.
    assert most_different(table)[["case_a", "case_b"]].to_numpy().tolist() == [["b", "d"]]
    best = most_different(table, known=2)
    assert best[["case_a", "case_b", "similarity"]].to_numpy().tolist() == [["a", "c", 0.5]]
    assert most_similar(table, known=4).empty


def test_of_pairs_that_are_equally_alike_the_best_known_come_first():
    rows = [  # case_a, case_b, known, similarity, outcomes
        ("a", "b", 1, 1.0, "different"), ("a", "c", 3, 1.0, "different"),
        ("a", "d", 2, 0.5, "different"), ("b", "c", 2, 1.0, "different"),
        ("b", "d", 3, 1.0, "different"), ("c", "d", 2, 0.0, "same"), ("d", "e", 3, 0.0, "same"),
    ]  # fmt: skip
    columns = ["case_a", "case_b", "known", "similarity", "outcomes"]
    table = pd.DataFrame(rows, columns=columns)
    found = most_similar(table)
    pairs = (found["case_a"] + found["case_b"]).tolist()
    assert pairs == ["ac", "bd", "bc", "ab"]
    assert found.columns.tolist() == columns
    assert found.index.tolist() == [0, 1, 2, 3]
    assert (most_similar(table, known=2)["known"] >= 2).all()
    assert most_different(table)["case_a"].tolist() == ["d", "c"]


def test_of_pairs_that_are_equally_well_known_the_first_stays_first():
    held = pd.DataFrame({"P": 1, "Q": [1, None] * 6}, index=list("abcdefghijkl"))
    found = most_different(compare_pairs(held, pd.Series(1, index=held.index)))
    assert len(found) == 66
    for _, alike in found.groupby("known"):
        assert (alike["case_a"] + alike["case_b"]).is_monotonic_increasing
    assert found["known"].is_monotonic_decreasing


def test_what_is_known_of_no_pair_says_nothing():
    """By default a pair must share one proposition that is known of both."""
    nothing = pd.DataFrame({"P": [1, None], "Q": [None, 1], "R": [None, None]}, index=list("ab"))
    table = compare_pairs(nothing, pd.Series({"a": 1, "b": 0}))
    assert table.loc[0, ["known", "same", "differ", "silent"]].tolist() == [0, 0, 0, 3]
    assert most_similar(table).empty
    one = pd.DataFrame({"P": [1, -1]}, index=list("ab"))
    assert len(most_different(compare_pairs(one, pd.Series({"a": 1, "b": 1})))) == 1


def test_profiles_follow_the_rule():
    rows = from_wide(pd.DataFrame({"P": [1, -1, None]}, index=list("abc")))
    rows = pd.concat([rows, rows.iloc[[0]].assign(evidence_id="x", stance=-1)])
    matrix = support_matrix(rows, cases=list("abc"))
    assert profiles(matrix)["P"].isna().tolist() == [True, False, True]
    assert profiles(matrix, rule=Rule(conflict="lenient"))["P"].tolist()[:2] == [1, -1]


def test_profiles_follow_the_weights(evidence):
    matrix = support_matrix(evidence, propositions=["Q", "P"])
    by_weight = profiles(matrix, rule=Rule(joint_weight=0))
    assert by_weight.columns.tolist() == ["Q", "P"]
    assert by_weight["P"].fillna(0).tolist() == [1, 0, -1, -1]
    assert profiles(matrix)["P"].fillna(0).tolist() == [1, 1, 0, -1]


def test_swapping_every_sign_leaves_similarity():
    left, right = compare_pairs(HELD, OUTCOME), compare_pairs(-HELD.astype(float), 1 - OUTCOME)
    pd.testing.assert_frame_equal(left, right)


def test_a_case_without_outcome_is_named():
    with pytest.raises(DataError, match="no outcome for 'b'"):
        compare_pairs(HELD, OUTCOME.drop("b"))
    with pytest.raises(DataError, match="no outcome for 'b'; give 1 or 0 for every case"):
        compare_pairs(HELD, OUTCOME.mask(OUTCOME.index == "b"))
