"""The usual analysis under one specification after another."""

from __future__ import annotations

import pandas as pd
import pytest

from crosscase.comparison.claims import Claim, Rule
from crosscase.comparison.support_matrix import support_matrix
from crosscase.comparison.verdicts import judge
from crosscase.errors import ParameterError
from crosscase.robustness import MatrixAnalysis, multiverse
from tests.robustness.small_study import ALL, FAILED, FAILURES, SUCCESSES, contrast, evidence, said

PARAMETERS = {
    "include_joint": [True, False],
    "include_blanket": [True, False],
    "silent": ["strict", "best", "ignore"],
    "min_share": [1.0, 0.5],
    "without": [None, ("informant_id", "i1")],
    "without_case": [None, "d"],
}


def test_each_specification_equals_judging_it_by_itself() -> None:
    found = multiverse(MatrixAnalysis(evidence(), [ALL, FAILED]), PARAMETERS)
    assert len(found.specifications) == 96
    for spec in found.specifications.iloc[::7].to_dict("records"):
        rows = evidence()
        if spec["without"]:
            rows = rows[rows["informant_id"] != "i1"]
        cases = tuple(c for c in ALL.cases if c != spec["without_case"])
        matrix = support_matrix(
            rows,
            [*cases, "f"],
            ["P"],
            include_joint=spec["include_joint"],
            include_blanket=spec["include_blanket"],
        )
        rule = Rule(silent=spec["silent"], min_share=spec["min_share"])
        claims = [
            Claim("P/all", "P", cases, rule=rule),
            Claim("P/failed", "P", absent_in=("f",), rule=rule),
        ]
        again = judge(matrix, claims).table["verdict"]
        told = ["not shown or mixed" if v in ("not shown", "mixed") else v for v in again]
        assert told == [spec["P/all"], spec["P/failed"]]


@pytest.mark.parametrize(
    ("specification", "holds"),
    [
        # c rests on the joint sentence, d on the blanket one; a and b on nothing else alone. No
        # case votes against it, so it is not shown where it does not hold.
        ({}, True),
        ({"include_joint": False}, None),
        ({"include_blanket": False}, None),
        ({"include_joint": False, "include_blanket": False, "min_cases": 1}, True),
        ({"include_joint": False, "include_blanket": False, "min_cases": 2}, None),
        ({"evidence_types": ("interview",), "min_cases": 2}, None),
        ({"evidence_types": ("interview", "document"), "min_cases": 3}, True),
        ({"evidence_types": None}, True),
        ({"sources": ("other",)}, None),
        ({"sources": ("main",)}, True),
        ({"without": ("specificity", "blanket")}, None),
        ({"without": ("evidence_id", "e1")}, True),
        ({"without": None}, True),
        ({"joint_weight": 0.0}, None),
        ({"joint_weight": 0.0, "silent": "worst"}, False),
        ({"min_net": 1.0}, True),
        ({"min_net": 2.0}, None),
        ({"min_net": 2.0, "min_cases": 2}, True),
        ({"without_case": "c", "joint_weight": 0.0}, True),
        ({"without_case": "d", "include_blanket": False}, True),
    ],
)
def test_one_choice_at_a_time(specification: dict[str, object], holds: bool | None) -> None:
    assert MatrixAnalysis(evidence(), [ALL])(**specification) == {"P/all": holds}


def test_results_do_not_hang_on_what_was_asked_before() -> None:
    fresh = [MatrixAnalysis(evidence(), [ALL, FAILED])(**s) for s in specifications()]
    kept = MatrixAnalysis(evidence(), [ALL, FAILED])
    shown = repr(kept)
    assert [kept(**s) for s in specifications()] == fresh
    assert [kept(**s) for s in specifications()] == fresh
    # What was worked out already is no part of what the analysis is.
    assert repr(kept) == shown


def specifications() -> list[dict[str, object]]:
    return [
        {"silent": silent, "include_joint": with_joint, "without_case": case}
        for silent in ("strict", "ignore")
        for with_joint in (True, False)
        for case in (None, "c")
    ]


def test_claims_keep_the_rule_that_is_not_varied() -> None:
    claims = [ALL.under(min_cases=3), Claim("b", "P", ("a", "b", "c", "d"))]
    found = MatrixAnalysis(evidence(), claims)(include_joint=False)
    assert found == {"P/all": True, "b": None}


def test_codings_by_name_the_first_by_default() -> None:
    rows, claim = contrast()
    flipped = rows.assign(stance=-rows["stance"])
    analysis = MatrixAnalysis({"pass 1": rows, "pass 2": flipped}, [claim])
    assert analysis() == analysis(coding="pass 1") == {"P/contrast": True}
    assert analysis(coding="pass 2") == {"P/contrast": False}
    with pytest.raises(ParameterError, match=r"coding is 'x'; allowed: \['pass 1', 'pass 2'\]"):
        analysis(coding="x")


def test_outcomes_regroup_the_cases() -> None:
    rows, claim = contrast()
    outcomes = pd.DataFrame(
        {
            "case_id": [*SUCCESSES, *FAILURES],
            "early": [1] * 6 + [0] * 2,
            "late": [1] * 8,
            "unrated": [1] * 6 + [None, 0],
            "none": [None] * 8,
            "turned": [0] * 6 + [1] * 2,
        }
    )
    analysis = MatrixAnalysis(rows, [claim], outcomes)
    verdicts = {
        name: analysis(outcome=name)["P/contrast"] for name in outcomes if name != "case_id"
    }
    assert verdicts == {
        "early": True,
        "late": False,
        "unrated": True,
        "none": None,
        "turned": False,
    }
    assert analysis(outcome=None) == {"P/contrast": True}
    # Without the two failures the late outcome is borne out; with one of them it is not.
    assert analysis(outcome="late", without_case="f1") == {"P/contrast": False}
    with pytest.raises(ParameterError, match="outcome is 'x'; allowed: early, late, unrated, none"):
        analysis(outcome="x")


def test_groups_too_small_for_the_cases_asked_for_decide_nothing() -> None:
    rows = said(a="+", b="+", c="-")
    present = MatrixAnalysis(rows, [Claim("x", "P", ("a", "b"))])
    assert present(min_cases=2) == {"x": True}
    assert present(min_cases=2, without_case="b") == {"x": None}
    assert present(min_cases=None, without_case="b") == {"x": True}
    assert present(min_cases=1, without_case="b") == {"x": True}
    absent = MatrixAnalysis(rows, [Claim("x", "P", absent_in=("c",))])
    assert absent(min_cases=2) == {"x": None}
    assert absent(without_case="c") == {"x": None}
    with pytest.raises(ParameterError, match="min_cases is 0; allowed: at least 1"):
        present(min_cases=0)
    both = MatrixAnalysis(rows, [Claim("x", "P", ("a", "b"), ("c",))])
    assert both(min_cases=2) == {"x": None}
    assert both(without_case="c") == {"x": True}


def test_unknown_parameters() -> None:
    analysis = MatrixAnalysis(evidence(), [ALL])
    analysis.check_parameters(["silent", "without_case", "coding"])
    with pytest.raises(
        ParameterError, match=r"'colour' is unknown; allowed: min_share, .*outcome$"
    ):
        analysis.check_parameters(["silent", "colour"])
    with pytest.raises(ParameterError, match="parameter 'outcome' needs a table of outcomes"):
        analysis.check_parameters(["outcome"])
    outcomes = pd.DataFrame({"x": [1] * 4}, index=list("abcd"))
    MatrixAnalysis(evidence(), [ALL], outcomes).check_parameters(["outcome"])
