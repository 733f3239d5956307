"""Leaving out one case, informant, sentence or coding at a time."""

from __future__ import annotations

import math

import pandas as pd
import pytest

from crosscase.comparison.claims import Claim, Rule
from crosscase.comparison.support_matrix import support_matrix
from crosscase.comparison.verdicts import judge
from crosscase.errors import ParameterError
from crosscase.robustness import leave_one_out
from tests.robustness.small_study import ALL, FAILED, contrast, evidence, said

A = Claim("P/a", "P", ("a",))


def test_the_joint_sentence_and_the_blanket_one_carry_the_claim() -> None:
    check = leave_one_out(evidence(), ALL, unit="sentence")
    # Without the joint sentence c is silent; without the blanket one d is.
    assert check.table["left_out"].tolist() == [
        "main ¶1 (e1)",
        "main ¶1 (e2)",
        "main ¶2 (e3)",
        "main ¶9 (e5)",
    ]
    assert check.table["falls"].tolist() == [False, False, True, True]
    assert check.table["rows_removed"].tolist() == [1, 1, 2, 2]
    assert (check.holds, check.statistic, check.threshold, check.margin) == (False, -1, 0, -1)
    assert (check.check, check.claim, check.measure, check.digits) == (
        "leave one sentence out",
        "P/all",
        "Least margin",
        0,
    )
    assert check.evidence == ("e1", "e2", "e3", "e4", "e5", "e6")
    assert check.sentence == (
        "P is seen in a, b, c and d: 4 of 4 cases bear it out, 4 are needed. But of 4 sentences, "
        "leaving out any one of main ¶2 (e3) and main ¶9 (e5) makes it fall."
    )


def test_all_rows_of_a_printed_sentence_go_together() -> None:
    printed = ["¶1.1", "¶1.1", "¶2.1", "¶2.1", "¶9.4", "¶9.4", "¶3.1", "¶9.4", "¶4.1"]
    check = leave_one_out(evidence().assign(sentence_id=printed), ALL, unit="sentence")
    # a is spoken of twice, in other words, but in one sentence: without it nothing is left of a.
    removals = check.table.set_index("left_out")[["rows_removed", "votes_for", "verdict"]]
    assert removals.to_dict("index") == {
        "main ¶1.1": {"rows_removed": 2, "votes_for": 3, "verdict": "not shown"},
        "main ¶2.1": {"rows_removed": 2, "votes_for": 3, "verdict": "not shown"},
        "main ¶9.4": {"rows_removed": 2, "votes_for": 3, "verdict": "not shown"},
    }
    assert check.holds is False


def test_votes_without_each_unit() -> None:
    claim = Claim("x", "P", ("a", "f"), rule=Rule(min_share=0.5))
    table = leave_one_out(evidence(), claim, unit="source").table
    # Without the main source a is silent and f denies it, of whom one would do; without the
    # other, f is blankly supported.
    assert table.to_dict("records") == [
        {
            "left_out": "main",
            "rows_removed": 3,
            "votes_for": 0,
            "votes_against": 1,
            "required": 1,
            "margin": -1,
            "verdict": "mixed",
            "falls": True,
        },
        {
            "left_out": "other",
            "rows_removed": 2,
            "votes_for": 2,
            "votes_against": 0,
            "required": 1,
            "margin": 1,
            "verdict": "holds",
            "falls": False,
        },
    ]


def test_informants() -> None:
    check = leave_one_out(evidence(), A, unit="informant")
    assert check.holds is True
    assert check.table["left_out"].tolist() == ["i1", "i2"]
    assert check.sentence.endswith("It still holds when any one of the 2 informants is left out.")


def test_a_passage_may_hold_all_of_it() -> None:
    check = leave_one_out(evidence(), A, unit="passage")
    assert check.holds is False
    assert check.sentence.endswith("All of it rests on one passage, main ¶1.")


@pytest.mark.parametrize("dtype", ["object", "string"])
def test_one_unit_that_is_not_needed(dtype: str) -> None:
    rows = said(a="++").assign(informant_id=pd.array(["i1", None], dtype=dtype))
    check = leave_one_out(rows, A, unit="informant")
    assert (check.holds, check.margin) == (True, 0)
    assert check.sentence.endswith("It still holds without the only informant named, i1.")
    assert check.table["rows_removed"].tolist() == [1]


@pytest.mark.parametrize(
    ("unit", "name", "words"),
    [
        ("evidence", "coding", "But of 6 codings, leaving out any one of e4 and e6 makes"),
        ("type", "kind of evidence", "But of 3 kinds of evidence, leaving out any one of"),
        ("specificity", "degree of specificity", "of 3 degrees of specificity, leaving out any"),
        ("source", "source", "All of it rests on one source, main."),
    ],
)
def test_what_a_unit_is_called(unit: str, name: str, words: str) -> None:
    check = leave_one_out(evidence(), ALL, unit=unit)
    assert check.check == f"leave one {name} out"
    assert words in check.sentence


def test_one_of_several_that_falls_is_named_alone() -> None:
    rows = said(a="+", b="++")
    check = leave_one_out(rows, Claim("x", "P", ("a", "b")), unit="evidence")
    assert check.sentence.endswith("But of 3 codings, leaving out e01 makes it fall.")


def test_eight_are_named() -> None:
    cases = list("abcdefghij")
    rows = said(**dict.fromkeys(cases, "+"))
    nine = leave_one_out(rows, Claim("x", "P", tuple(cases[:9])), unit="evidence")
    assert "e06, e07, e08 and 1 more makes it fall" in nine.sentence
    eight = leave_one_out(rows, Claim("x", "P", tuple(cases[:8])), unit="evidence")
    assert "e06, e07 and e08 makes it fall" in eight.sentence


def test_a_case_leaves_its_group_too() -> None:
    check = leave_one_out(evidence(), ALL)
    assert (check.check, check.holds) == ("leave one case out", True)
    assert check.table["left_out"].tolist() == list("abcd")
    assert check.table["votes_for"].tolist() == [3] * 4
    assert check.table["required"].tolist() == [3] * 4
    # A claim on one case is left without any.
    alone = leave_one_out(evidence(), A)
    assert alone.holds is False
    assert alone.table["verdict"].tolist() == ["not shown"]


def test_a_silent_case_can_be_left_out_as_well() -> None:
    claim = Claim("x", "P", ("z", "a"), rule=Rule(min_share=0.5))
    table = leave_one_out(evidence(), claim).table
    assert table[["left_out", "rows_removed", "votes_for"]].to_numpy().tolist() == [
        ["z", 0, 1],
        ["a", 2, 0],
    ]


def test_a_number_of_cases_stays_asked_for() -> None:
    check = leave_one_out(evidence(), ALL.under(min_cases=4))
    assert check.holds is False
    assert check.table["falls"].all()


def test_needs_of_both_groups_are_added() -> None:
    rows, claim = contrast()
    table = leave_one_out(rows, claim.under(min_share=0.5)).table
    # 3 of 5 (rounded up) and 1 of 2 without a success, 3 of 6 and 1 of 1 without a failure.
    assert table["required"].tolist() == [4] * 8
    assert table["votes_for"].tolist() == [7] * 8


def test_a_claim_that_fails_is_not_decided_and_says_what_it_lacks() -> None:
    check = leave_one_out(evidence(), Claim("P/x", "P", ("a", "f")))
    assert check.holds is None
    assert check.sentence == (
        "P/x does not hold on all the evidence (1 of 2 cases bears it out, 2 are needed); it would "
        "hold without f. So there is nothing that leaving one case out could break."
    )
    none = leave_one_out(evidence(), Claim("P/x", "P", ("f", "z")), unit="type")
    assert "(0 of 2 cases bear it out, 2 are needed). So there is nothing" in none.sentence


def test_no_unit_of_that_kind() -> None:
    check = leave_one_out(evidence(), Claim("P/d", "P", ("d",)), unit="informant")
    assert check.holds is None
    assert math.isnan(check.statistic)
    assert check.sentence == (
        "No informant is named in the evidence on P/d, so none can be left out."
    )
    assert check.table.columns[-1] == "falls"


@pytest.mark.parametrize("claim", [ALL, FAILED])
def test_removals_are_what_judging_the_rest_gives(claim: Claim) -> None:
    for row in leave_one_out(evidence(), claim, unit="evidence").table.itertuples():
        rest = evidence()[evidence()["evidence_id"] != row.left_out]
        again = judge(support_matrix(rest, claim.cases, ["P"]), claim).table.iloc[0]
        assert (again["verdict"], again["margin"]) == (row.verdict, row.margin)


def test_unknown_unit() -> None:
    allowed = "'case', 'informant', 'source', 'evidence', 'sentence', 'passage', 'type', 'spec"
    with pytest.raises(ParameterError, match=f"unit is 'x'; allowed: {allowed}"):
        leave_one_out(evidence(), ALL, unit="x")
