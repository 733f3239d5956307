"""Votes, tallies and verdicts."""

from __future__ import annotations

from dataclasses import FrozenInstanceError

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crosscase.comparison.claims import Claim, Rule
from crosscase.comparison.evidence import from_wide
from crosscase.comparison.support_matrix import support_matrix
from crosscase.comparison.verdicts import judge, tally, votes
from crosscase.errors import ParameterError
from tests.comparison.conftest import CASES, seven_rows, small_study


def wide(values: dict[str, float | None]) -> pd.DataFrame:
    return from_wide(pd.DataFrame({"P": pd.Series(values, dtype=float)}))


def verdict(values, claim):
    return judge(support_matrix(wide(values), cases=list(values), propositions=["P"]), claim)


def word(values, claim):
    return verdict(values, claim).table.loc[0, "verdict"]


@pytest.mark.parametrize(
    ("conflict", "min_net", "expected"),
    [
        ("net", 0, [1, 0, -1, 1, 0]),
        ("net", 2, [0, 0, 0, 1, 0]),
        ("lenient", 0, [1, 1, 1, 1, 0]),
        ("severe", 0, [-1, -1, -1, 1, 0]),
    ],
)
def test_votes(conflict, min_net, expected):
    # two against one, one each, one against two, two alone, silent
    weight_for = np.array([2.0, 1, 1, 2, 0])
    weight_against = np.array([1.0, 1, 2, 0, 0])
    rule = Rule(conflict=conflict, min_net=min_net)
    assert votes(weight_for, weight_against, rule).tolist() == expected


def test_a_silent_case_under_each_rule():
    values = {"a": 1, "b": 1, "c": None}
    found = {}
    for silent in ("strict", "best", "worst", "ignore"):
        claim = Claim("x", "P", ("a", "b", "c"), rule=Rule(silent=silent))
        found[silent] = word(values, claim)
    # Only where silence is coded as a vote against can it rule a claim out.
    assert found == {"strict": "not shown", "best": "holds", "worst": "fails", "ignore": "holds"}


def test_worst_silence_counts_against_where_opposition_is_limited():
    values = {"a": 1, "b": 1, "c": None}
    claim = Claim("x", "P", ("a", "b", "c"), rule=Rule(min_share=0.5, max_against=0))
    assert verdict(values, claim).holds["x"] is True
    assert verdict(values, claim.under(silent="worst")).holds["x"] is False


def test_all_silent_is_not_shown_unless_silence_is_coded():
    values = {"a": None, "b": None}
    claim = Claim("x", "P", ("a", "b"))
    assert word(values, claim) == "not shown"
    assert word(values, claim.under(silent="ignore")) == "not shown"
    assert word(values, claim.under(silent="best")) == "holds"
    assert word(values, claim.under(silent="worst")) == "fails"


def test_absence_is_shown_by_contradiction():
    claim = Claim("x", "P", absent_in=("c", "d"))
    assert word({"c": -1, "d": -1}, claim) == "holds"
    assert word({"c": -1, "d": 1}, claim) == "fails"
    assert word({"c": -1, "d": None}, claim) == "not shown"
    assert word({"c": None, "d": None}, claim) == "not shown"
    unrefuted = claim.under(absence="unrefuted")
    assert word({"c": -1, "d": None}, unrefuted) == "holds"
    assert word({"c": None, "d": None}, unrefuted) == "holds"
    assert word({"c": 1, "d": None}, unrefuted) == "fails"


def test_a_claim_of_contrast_needs_both_groups():
    claim = Claim("x", "P", ("a", "b"), ("c",))
    assert word({"a": 1, "b": 1, "c": -1}, claim) == "holds"
    assert word({"a": 1, "b": 1, "c": 1}, claim) == "fails"
    assert word({"a": 1, "b": 1, "c": None}, claim) == "not shown"
    # One group that fails settles it, whatever the silent one would say.
    assert word({"a": 1, "b": -1, "c": None}, claim) == "fails"
    # One vote of two is enough in each group: a's denial rules nothing out, and c says nothing.
    assert word({"a": -1, "b": 1, "c": None}, claim.under(min_share=0.5)) == "mixed"


def test_joint_and_blanket_weights():
    matrix = support_matrix(seven_rows(), cases=CASES, propositions=["P", "Q"])
    claim = Claim("x", "P", ("a", "b"))
    assert judge(matrix, claim).holds["x"] is True
    # b has a joint statement alone: without its weight, or with too little, b says nothing.
    assert judge(matrix, claim.under(joint_weight=0)).holds["x"] is None
    assert judge(matrix, claim.under(joint_weight=0.5, min_net=1)).holds["x"] is None
    blanket = Claim("q", "Q", ("a", "b"))
    assert judge(matrix, blanket.under(blanket_weight=0)).holds["q"] is None


def test_verdict_rows_name_cases_margin_and_seven_rows():
    row = judge(
        support_matrix(seven_rows(), cases=CASES), Claim("x", "P", ("a", "b", "c"))
    ).table.iloc[0]
    assert row.cases_for == ("a", "b")
    assert row.cases_undecided == ("c",)
    assert (row.required, row.margin, row.silent) == (3, -1, 0)
    assert row.evidence_ids == ("e1", "e2", "e3", "e4", "e5")


@settings(max_examples=40)
@given(
    st.lists(st.sampled_from([1, -1, None]), min_size=1, max_size=6),
    st.sampled_from(["strict", "best", "worst", "ignore"]),
    st.sampled_from([0.3, 0.5, 0.75, 1.0]),
)
def test_adding_support_never_breaks_a_claim_of_presence(values, silent, share):
    cases = [f"c{i}" for i in range(len(values))]
    claim = Claim("x", "P", tuple(cases), rule=Rule(silent=silent, min_share=share))
    before = verdict(dict(zip(cases, values, strict=True)), claim).holds["x"]
    if before:
        for i, value in enumerate(values):
            if value == -1:
                changed = [*values[:i], 1, *values[i + 1 :]]
                after = verdict(dict(zip(cases, changed, strict=True)), claim).holds["x"]
                assert after is True


def test_tally_over_many_matrices_agrees_with_one_at_a_time():
    rng = np.random.default_rng(1)
    claim = Claim("x", "P", ("a", "b"), ("c",), rule=Rule(min_share=0.5, max_against=1))
    for_, against = rng.integers(0, 3, (2, 200, 3)).astype(float)
    many = tally(claim, for_, against)
    for i in range(200):
        one = tally(claim, for_[i], against[i])
        assert (one.slack, one.holds) == (many.slack[i], many.holds[i])


def test_claims_about_what_the_matrix_lacks():
    matrix = support_matrix(seven_rows())
    with pytest.raises(ParameterError, match="no case 'z'; allowed: a, b, c, d"):
        judge(matrix, Claim("x", "P", ("z",)))
    with pytest.raises(ParameterError, match="no proposition 'Z'"):
        judge(matrix, Claim("x", "Z", ("a",)))
    with pytest.raises(ParameterError, match="no column 'colour'"):
        matrix.wide("colour")
    with pytest.raises(ParameterError, match="no cell a, Z"):
        matrix.evidence_ids("a", "Z")


def test_who_votes_and_who_is_undecided(evidence) -> None:
    matrix = support_matrix(evidence, cases=CASES)
    made = [Claim("all", "P", ("a", "b", "c", "d")), Claim("q", "Q", ("c",), text="Q in c")]
    found = judge(matrix, iter(made))
    assert found.title == "holds: 0, not shown: 1, mixed: 0, fails: 1"
    with pytest.raises(FrozenInstanceError):
        found.table = found.table.head(1)
    row = found.table.set_index("claim").loc["all"]
    assert (row.votes_for, row.votes_against, row.silent, row.cases) == (2, 1, 0, 4)
    assert (row.cases_for, row.cases_against, row.cases_undecided) == (("a", "b"), ("d",), ("c",))
    assert row.required == 4
    assert found.table.set_index("claim").loc["q", "text"] == "Q in c"
    assert found.table.set_index("claim").loc["q", "silent"] == 1
    assert found.holds == {"all": False, "q": None}


@pytest.mark.parametrize(("most", "holds"), [(0, False), (1, True), (2, True), (None, True)])
def test_opposition_is_counted_in_its_own_group(most: int | None, holds: bool) -> None:
    # One of three present cases opposes; both absent ones do as claimed: no vote against there.
    claim = Claim("x", "P", ("a", "b", "c"), ("d", "e"), rule=Rule(min_share=0.6, max_against=most))
    values = {"a": 1, "b": 1, "c": -1, "d": -1, "e": -1}
    assert verdict(values, claim).holds["x"] is holds
    # The other way round: the opposition is among the absent ones.
    other = Claim("x", "P", ("d", "e"), ("a", "b", "c"), rule=claim.rule)
    turned = {"a": -1, "b": -1, "c": 1, "d": 1, "e": 1}
    assert verdict(turned, other).holds["x"] is holds


@pytest.mark.parametrize(("most", "margin"), [(0, -1), (1, 0), (2, 0), (None, 0)])
def test_each_group_has_its_own_opposition(most: int | None, margin: int) -> None:
    """One of two votes against the claim in either group: never two against."""
    claim = Claim("x", "P", ("a", "b"), ("c", "d"), rule=Rule(min_share=0.5, max_against=most))
    row = verdict({"a": 1, "b": -1, "c": -1, "d": 1}, claim).table.iloc[0]
    assert (row.votes_for, row.votes_against, row.margin) == (2, 2, margin)


def test_slack_is_the_smaller_of_votes_and_opposition_to_spare() -> None:
    rule = Rule(min_cases=1, max_against=3)
    counted = tally(Claim("x", "P", ("a", "b", "c"), rule=rule), np.array([1, 1, 1.0]), np.zeros(3))
    assert (counted.slack, counted.holds) == (2, 1)
    tight = Claim("x", "P", ("a", "b", "c"), rule=Rule(min_cases=1, max_against=1))
    assert tally(tight, np.array([1, 1, 0.0]), np.array([0, 0, 1.0])).slack == 0
    assert tally(tight, np.array([1, 1, 1.0]), np.zeros(3)).required.tolist() == [1]


def test_cases_that_are_left_out_do_not_count() -> None:
    claim = Claim("x", "P", ("a", "b"), ("c",))
    weight_for, against = np.array([1.0, 0, 0]), np.array([0, 0, 1.0])
    # b is silent, and two of two are needed.
    assert tally(claim, weight_for, against).holds == -1
    assert tally(claim, weight_for, against, keep=np.array([True, False, True])).holds == 1


def test_votes_of_cases_that_are_left_out_do_not_count() -> None:
    # b is left out with its vote for: of a and c one must not be enough for two.
    claim = Claim("x", "P", ("a", "b", "c"))
    kept = np.array([True, False, True])
    assert tally(claim, np.array([1.0, 1, 0]), np.zeros(3), keep=kept).slack == -1
    # c is left out with its vote against.
    limited = Claim("x", "P", ("a", "b", "c"), rule=Rule(max_against=0))
    kept = np.array([True, True, False])
    found = tally(limited, np.array([1.0, 1, 0]), np.array([0, 0, 1.0]), keep=kept)
    assert (found.slack, found.holds, found.required.tolist()) == (0, 1, [2])


def test_a_silent_case_that_is_ignored_stays_out_where_others_are_left_out_too() -> None:
    claim = Claim("x", "P", ("a", "b", "c"), rule=Rule(silent="ignore"))
    kept = np.array([True, True, False])
    found = tally(claim, np.array([1.0, 0, 0]), np.array([0, 0, 1.0]), keep=kept)
    assert (found.required.tolist(), found.slack, found.holds) == ([1], 0, 1)


@pytest.mark.parametrize(
    ("values", "margin"),
    [
        ({"a": 1, "b": 1, "c": -1, "d": 1}, -1),
        ({"a": 1, "b": -1, "c": -1, "d": -1}, -1),
        ({"a": -1, "b": -1, "c": -1, "d": 1}, -2),
        ({"a": 1, "b": 1, "c": -1, "d": -1}, 0),
    ],
)
def test_the_margin_is_that_of_the_worse_group(values: dict[str, int], margin: int) -> None:
    assert verdict(values, Claim("x", "P", ("a", "b"), ("c", "d"))).table.margin[0] == margin


def test_margins_count_votes_to_spare() -> None:
    claim = Claim("x", "P", ("a", "b", "c", "d"), rule=Rule(min_share=0.5))
    for values, margin in (((1, 1, 1, 1), 2), ((1, 1, None, None), 0), ((1, None, None, -1), -1)):
        row = verdict(dict(zip("abcd", values, strict=True)), claim).table.iloc[0]
        assert row.margin == margin


def test_the_claims_of_the_study_are_judged_where_none_are_given() -> None:
    matrix = support_matrix(small_study())
    # P: a and b are for it; of those where it should be absent c is tied and d denies it. Q: b.
    assert judge(matrix).table.set_index("claim")["verdict"].to_dict() == {
        "P/base": "holds", "Q/base": "not shown", "P/failed": "not shown",
    }  # fmt: skip
    own = Claim("own", "P", ("d",))
    found = judge(matrix, ["P/failed", own]).table
    assert found[["claim", "verdict"]].to_numpy().tolist() == [
        ["P/failed", "not shown"], ["own", "fails"],
    ]  # fmt: skip
    assert judge(matrix, "Q/base").table["claim"].tolist() == ["Q/base"]
    with pytest.raises(ParameterError, match="no claim 'Q/bass'"):
        judge(matrix, ["P/base", "Q/bass"])


def test_no_claim_to_judge() -> None:
    told = "no claim to judge; give some, or declare them in data/claims.csv"
    for matrix in (support_matrix(seven_rows()), support_matrix(small_study(declaring=False))):
        with pytest.raises(ParameterError, match=told):
            judge(matrix)
    with pytest.raises(ParameterError, match=told):
        judge(support_matrix(small_study()), [])
