"""The evidence that one claim rests on: which rows, what they weigh, how the cases vote."""

from __future__ import annotations

import numpy as np
import pytest

from crosscase.comparison.claims import Claim, Rule
from crosscase.comparison.support_matrix import support_matrix
from crosscase.errors import ParameterError
from crosscase.robustness.claim_cells import claim_cells, rows_of
from tests.robustness.small_study import ALL, FAILED, contrast, evidence, said


def test_weights_by_hand() -> None:
    # a: e1 and e2; b: joint e3 and blanket e5; c: e4; d: e6.
    weight_for, weight_against = claim_cells(evidence(), ALL).weights()
    assert weight_for.tolist() == [2, 2, 1, 1]
    assert weight_against.tolist() == [0, 0, 0, 0]
    both = Claim("x", "P", ("f",), ("a",))
    weight_for, weight_against = claim_cells(evidence(), both).weights()
    assert (weight_for.tolist(), weight_against.tolist()) == ([1, 2], [2, 0])


def test_rows_without_weight_are_left_out_and_others_keep_theirs() -> None:
    cells = claim_cells(evidence(), ALL.under(joint_weight=0.5, blanket_weight=0.0))
    assert cells.evidence == ("e1", "e2", "e3", "e4")
    assert cells.weights()[0].tolist() == [2, 0.5, 0.5, 0]
    assert cells.rows.index.tolist() == [0, 1, 2, 3]


def test_rows_are_those_of_the_claim_by_id() -> None:
    rows = evidence().assign(proposition_id=["P"] * 8 + ["Q"])[::-1]
    cells = claim_cells(rows, FAILED)
    assert cells.evidence == ("e7", "e8")
    assert cells.rows.columns.tolist() == rows_of(rows).columns.tolist()


def test_other_stances_and_rows_left_out_in_many_draws_at_once() -> None:
    cells = claim_cells(evidence(), FAILED)
    # e7 and e9 deny P in f, e8 supports it; absence holds while the denials weigh more.
    assert cells.tally().holds == 1
    stances = np.array([[-1, 1, -1], [1, 1, -1], [1, 1, 1]])
    assert cells.tally(stance=stances).holds.tolist() == [1, 0, 0]
    used = np.array([[True, True, False], [True, False, False], [False, False, False]])
    # One denial against the support is a tie, one alone shows absence, and nothing shows nothing.
    assert cells.tally(use=used).holds.tolist() == [-1, 1, -1]
    weight_for, weight_against = cells.weights(use=used)
    assert weight_for.ravel().tolist() == [1, 0, 0]
    assert weight_against.ravel().tolist() == [1, 1, 0]


def test_cases_left_out() -> None:
    cells = claim_cells(evidence(), Claim("x", "P", ("a", "f")))
    assert cells.tally().holds == 0
    assert cells.tally(keep=np.array([True, False])).holds == 1


def test_votes_and_what_is_seen_of_a_presence_and_an_absence() -> None:
    rows = said(a="+", b="-", tied="+-", c="+", d="-")
    cells = claim_cells(rows, Claim("x", "P", ("a", "b", "tied", "mute"), ("c", "d")))
    found = cells.tally()
    assert cells.votes_of(found) == {1: ("a", "d"), -1: ("b", "c"), 0: ("tied", "mute")}
    assert cells.seen_in(found) == {"a": 1.0, "b": 0.0, "tied": 0.0, "c": 1.0, "d": 0.0}


def test_baseline_counts_votes_and_needs_of_both_groups() -> None:
    rows, claim = contrast()
    assert claim_cells(rows, claim).baseline() == "8 of 8 cases bear it out, 8 are needed"
    half = claim.under(min_share=0.5)
    assert claim_cells(rows, half).baseline() == "8 of 8 cases bear it out, 4 are needed"
    rule = Rule(min_cases=1)
    one = claim_cells(said(a="+-+", b="-", c="+-"), Claim("x", "P", ("a", "b", "c"), rule=rule))
    assert one.baseline() == "1 of 3 cases bears it out, 1 is needed"


def test_the_filters_of_a_matrix_hold() -> None:
    matrix = support_matrix(evidence(), ALL.cases, ["P", "Q"], include_blanket=False)
    assert claim_cells(matrix, ALL).evidence == ("e1", "e2", "e3", "e4")
    assert rows_of(matrix) is matrix.rows
    # The matrix knows Q although nothing is said on it.
    assert claim_cells(matrix, Claim("Q/a", "Q", ("a",))).evidence == ()


def test_a_proposition_that_nothing_names_is_refused() -> None:
    rows = evidence().assign(proposition_id=list("TPRPQPPSU"))
    allowed = "P, Q, R, S, T, U"
    with pytest.raises(ParameterError, match=f"claim 'x': no proposition 'Z'; allowed: {allowed}$"):
        claim_cells(rows, Claim("x", "Z", ("a",)))
    matrix = support_matrix(evidence(), ALL.cases, ["P"])
    with pytest.raises(ParameterError, match=r"no proposition 'Z'; allowed: P$"):
        claim_cells(matrix, Claim("x", "Z", ("a",)))
