"""Bounds on silence, each reading counted by hand."""

from __future__ import annotations

import math

import pytest

from crosscase.comparison.claims import Claim, Rule
from crosscase.robustness import silence_bounds
from tests.robustness.small_study import ALL, evidence, said


def test_every_reading_by_hand() -> None:
    check = silence_bounds(evidence(), ALL)
    assert check.table.set_index("coding").to_dict("index") == {
        "worst": row(1, 3, 3, "fails"),
        "strict": row(1, 0, 3, "not shown"),
        "with joint": row(3, 0, 1, "not shown"),
        "with joint and blanket": row(4, 0, 0, "holds"),
        "silent cases left out": row(4, 0, 0, "holds"),
        "best": row(4, 0, 0, "holds"),
    }
    assert check.holds is None
    assert (check.statistic, check.threshold, check.margin) == (0.25, 1.0, -0.75)
    assert (check.check, check.claim, check.measure, check.digits) == (
        "bounds on silence",
        "P/all",
        "Share",
        2,
    )
    assert check.sentence == (
        "Statements about single cases alone bear P/all out in 1 of 4 cases (a), 4 needed; with "
        "joint statements it is 3, with blanket ones too 4. So its verdict hangs on blanket "
        "statements, and the evidence alone does not settle it."
    )


def row(votes_for: int, votes_against: int, silent: int, verdict: str) -> dict[str, object]:
    return {
        "votes_for": votes_for,
        "votes_against": votes_against,
        "silent": silent,
        "cases": 4,
        "share": votes_for / 4,
        "required": 4,
        "verdict": verdict,
    }


def test_a_joint_or_blanket_statement_weighs_as_much_as_a_firm_one() -> None:
    for kind in ("joint", "blanket"):
        rows = said(a="-+").assign(specificity=["firm", kind])
        table = silence_bounds(rows, Claim("x", "P", ("a",))).table
        # Firm against it; with the other statement a tie, which is no vote.
        assert table["votes_against"].tolist()[0] == 1
        assert table["votes_against"].tolist()[3:] == [0, 0, 0]
        assert table["votes_for"].tolist() == [0] * 6


def test_rows_that_the_claims_own_rule_leaves_out_count() -> None:
    check = silence_bounds(evidence(), ALL.under(joint_weight=0.0, blanket_weight=0.0))
    assert check.evidence == ("e1", "e2", "e3", "e4", "e5", "e6")
    assert check.table["votes_for"].tolist() == [1, 1, 3, 4, 4, 4]


def test_firm_statements_settle_it() -> None:
    holds = silence_bounds(evidence(), Claim("P/a", "P", ("a",)))
    assert holds.holds is True
    assert holds.sentence == (
        "Statements about single cases alone bear P/a out in 1 of 1 case (a), 1 needed; with joint "
        "statements it is 1, with blanket ones too 1. It holds even if all silence counts against "
        "it."
    )
    fails = silence_bounds(evidence(), Claim("P/f", "P", ("f",)))
    assert fails.holds is False
    assert fails.sentence == (
        "Statements about single cases alone bear P/f out in 0 of 1 case, 1 needed; with joint "
        "statements it is 0, with blanket ones too 0, and f speak against it. It does not hold "
        "even if all silence counts for it."
    )


def test_silent_cases_are_named() -> None:
    check = silence_bounds(said(a="+"), Claim("x", "P", ("a", "y", "z")))
    assert (
        "; 2 cases stay silent (y and z), and if silence counted for the claim it would be 3 of 3"
        in (check.sentence)
    )
    one = silence_bounds(said(a="+"), Claim("x", "P", ("a", "z")))
    assert "; 1 case stays silent (z), and if" in one.sentence
    assert one.table["cases"].tolist() == [2, 2, 2, 2, 1, 2]
    assert one.table["share"].tolist() == [0.5, 0.5, 0.5, 0.5, 1, 1]


def test_cases_that_are_left_out_are_not_in_the_share() -> None:
    # a has weight enough for a vote and b has not: b has as little to say as z.
    rule = Rule(min_net=2.0)
    check = silence_bounds(said(a="++", b="+"), Claim("x", "P", ("a", "b", "z"), rule=rule))
    left = check.table.set_index("coding").loc["silent cases left out"]
    assert left[["votes_for", "cases", "required", "share"]].tolist() == [1, 1, 1, 1]
    assert left["verdict"] == "holds"
    # Where absence need not be shown, a silent case counts as one where it is absent.
    rule = Rule(absence="unrefuted")
    check = silence_bounds(said(a="-"), Claim("x", "P", absent_in=("a", "z"), rule=rule))
    left = check.table.set_index("coding").loc["silent cases left out"]
    assert left[["votes_for", "cases", "required", "share"]].tolist() == [2, 2, 2, 1]


def test_all_silent_leaves_no_share() -> None:
    check = silence_bounds(said(a="+"), Claim("x", "P", ("z",)))
    assert math.isnan(check.table.set_index("coding").loc["silent cases left out", "share"])
    assert check.sentence.endswith(
        "So its verdict hangs on reading silence in its favour, and the evidence alone does not "
        "settle it."
    )


@pytest.mark.parametrize(
    ("claim", "reason"),
    [
        (
            Claim("x", "P", ("a", "z"), rule=Rule(max_against=0, min_share=0.5)),
            "silence not counting",
        ),
        (Claim("x", "P", ("a", "b", "c")), "joint statements"),
        (Claim("x", "P", ("a", "d")), "blanket statements"),
        (Claim("x", "P", ("a", "z")), "leaving silent cases out"),
        (Claim("x", "P", ("a", "z"), rule=Rule(min_cases=2)), "reading silence in its favour"),
    ],
)
def test_what_the_verdict_hangs_on(claim: Claim, reason: str) -> None:
    check = silence_bounds(evidence(), claim)
    assert check.holds is None
    assert f"So its verdict hangs on {reason}" in check.sentence


def test_a_verdict_that_comes_and_goes() -> None:
    # Absent in f by two firm denials, which three blanket statements for it outweigh.
    rows = said(f="--+++").assign(specificity=["firm"] * 2 + ["blanket"] * 3)
    check = silence_bounds(rows, Claim("x", "P", absent_in=("f",)))
    assert check.holds is None
    assert check.sentence.endswith(
        "It holds under these readings alone: worst, strict and with joint; so the evidence does "
        "not settle it."
    )


def test_silence_of_a_failed_case_bounds_absence() -> None:
    table = silence_bounds(evidence(), Claim("P/z", "P", absent_in=("f", "z"))).table
    table = table.set_index("coding")
    assert table.loc["best", "verdict"] == "holds"
    assert table.loc["strict", "verdict"] == "not shown"
    assert table.loc["worst", "verdict"] == "fails"
