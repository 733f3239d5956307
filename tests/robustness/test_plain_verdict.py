"""The plain verdict as a check."""

from __future__ import annotations

from crosscase.comparison.claims import Claim, Rule
from crosscase.comparison.support_matrix import support_matrix
from crosscase.robustness import as_check
from tests.robustness.small_study import ALL, FAILED, evidence

MATRIX = support_matrix(evidence(), ["a", "b", "c", "d", "f", "z"], ["P"])


def test_a_claim_that_holds() -> None:
    check = as_check(MATRIX, ALL.under(min_share=0.5))
    assert (check.holds, check.statistic, check.threshold, check.margin) == (True, 4, 2, 2)
    assert (check.check, check.claim, check.measure, check.digits) == (
        "all the evidence",
        "P/all",
        "Votes for",
        0,
    )
    assert check.evidence == ("e1", "e2", "e3", "e4", "e5", "e6")
    assert check.sentence == "4 of 4 cases vote for it (a, b, c and d), 2 needed."
    assert as_check(MATRIX, FAILED).holds is True


def test_cases_against_and_undecided() -> None:
    check = as_check(MATRIX, Claim("x", "P", ("a", "f", "z")))
    assert (check.holds, check.margin) == (False, -2)
    assert check.sentence == "1 of 3 cases vote for it (a), 3 needed; against: f; undecided: z."


def test_a_silent_claim() -> None:
    check = as_check(MATRIX, Claim("x", "P", ("z",)))
    assert check.holds is None
    assert check.sentence == (
        "0 of 1 cases vote for it, 1 needed; undecided: z; no evidence that counts speaks to it; "
        "so it is not shown."
    )


def test_a_claim_that_is_neither_shown_nor_refuted() -> None:
    shown = as_check(MATRIX, Claim("x", "P", ("a", "z")))
    assert shown.holds is None
    assert shown.sentence == (
        "1 of 2 cases vote for it (a), 2 needed; undecided: z; so it is not shown."
    )
    # Two of three would do: f is against it, which z could still outweigh.
    mixed = as_check(MATRIX, Claim("x", "P", ("a", "f", "z"), rule=Rule(min_share=0.6)))
    assert mixed.holds is None
    assert mixed.sentence == (
        "1 of 3 cases vote for it (a), 2 needed; against: f; undecided: z; so it is mixed."
    )
