"""What six successes and two failures can show at best, and do."""

from __future__ import annotations

import math

import pytest

from crosscase.comparison.claims import Claim
from crosscase.errors import ParameterError
from crosscase.robustness import cases_needed, design_limits, exact_tests
from tests.robustness.small_study import ALL, FAILURES, SUCCESSES, contrast, evidence, said

AT_BEST = (
    "With 6 successes and 2 failures the smallest one-sided p that an exact test can reach is "
    "1/28 = 0.0357"
)


def test_perfect_separation_reaches_the_smallest_p() -> None:
    rows, claim = contrast()
    check = design_limits(rows, claim)
    assert check.holds is True
    assert check.statistic == pytest.approx(1 / 28)
    assert check.threshold == 0.05
    assert check.margin == pytest.approx(0.05 - 1 / 28)
    assert (check.check, check.claim, check.measure, check.digits) == (
        "design limits",
        "P/contrast",
        "p",
        3,
    )
    assert len(check.evidence) == 8
    assert check.sentence == (
        f"{AT_BEST}; P is seen in 6 of the successes and 0 of the failures, p = 0.0357, against "
        "a level of 0.0500."
    )


def test_the_table_has_the_tests_and_what_would_be_needed() -> None:
    rows, claim = contrast()
    table = design_limits(rows, claim, alpha=0.1, tests=16).table
    outcome = dict.fromkeys(SUCCESSES, 1.0) | dict.fromkeys(FAILURES, 0.0)
    assert table["test"].tolist() == [
        "Fisher",
        "permutation",
        "more successes",
        "more failures",
        "either",
    ]
    assert table["p_greater"].tolist()[:2] == exact_tests(outcome, outcome)["p_greater"].tolist()
    needed = cases_needed(6, 2, alpha=0.1, tests=16)
    assert table["added"].tolist()[2:] == needed["added"].tolist() == [11, 2, 2]


def test_imperfect_separation_fails() -> None:
    rows, claim = contrast()
    rows.loc[rows["case_id"] == "f1", "stance"] = 1
    check = design_limits(rows, claim)
    # Seven of eight show it, both ways to miss one failure among eight cases: p = 2/8.
    assert check.holds is False
    assert check.statistic == pytest.approx(1 / 4)
    assert "6 of the successes and 1 of the failures, p = 0.2500" in check.sentence


def test_a_p_at_the_level_is_enough() -> None:
    rows, claim = contrast()
    check = design_limits(rows, claim, alpha=1 / 28)
    assert check.holds is True
    assert check.sentence.endswith("against a level of 0.0357.")


def test_eight_claims_cannot_be_told_apart_by_this_design() -> None:
    rows, claim = contrast()
    check = design_limits(rows, claim, tests=8)
    assert check.holds is None
    assert check.threshold == 0.05 / 8
    assert check.sentence.endswith(
        "against a level of 0.0063 (0.05 shared among 8 claims). The design cannot reach it; 2 "
        "more failures, at least, would be needed."
    )


@pytest.mark.parametrize(
    ("alpha", "tests", "said"), [(0.05, 2, "0.05"), (0.05, 11, "0.05"), (0.1, 20, "0.1")]
)
def test_whatever_level_is_shared_is_said(alpha: float, tests: int, said: str) -> None:
    rows, claim = contrast()
    check = design_limits(rows, claim, alpha=alpha, tests=tests)
    assert f"({said} shared among {tests} claims)" in check.sentence


def test_successes_may_be_what_is_missing() -> None:
    rows = said(a="+", b="-", c="-", d="-")
    check = design_limits(rows, Claim("x", "P", ("a",), ("b", "c", "d")))
    # 1/4 at hand; two on one side and four on the other give 1/15, three and three 1/20.
    assert check.sentence.startswith("With 1 success and 3 failures the smallest")
    assert check.sentence.endswith(
        "The design cannot reach it; 2 more successes, at least, would be needed."
    )
    one_each = design_limits(rows, Claim("x", "P", ("a",), ("b",)))
    assert one_each.sentence.startswith("With 1 success and 1 failure the")
    assert one_each.sentence.endswith(
        "2 more successes and 2 more failures, at least, would be needed."
    )


def test_silent_cases_are_left_out_of_the_tests() -> None:
    rows, claim = contrast()
    check = design_limits(rows[rows["case_id"] != "s1"], claim)
    assert check.table.loc[0, "n"] == 7
    assert check.sentence.endswith(
        "P is seen in 5 of the successes and 0 of the failures, p = 0.0476 (s1 left out as "
        "silent), against a level of 0.0500."
    )
    # However the rule reads silence.
    kind = claim.under(silent="best", absence="unrefuted")
    assert design_limits(rows[rows["case_id"] != "f1"], kind).table.loc[0, "n"] == 7


def test_silent_cases_can_leave_a_design_that_decides_nothing() -> None:
    rows, claim = contrast()
    check = design_limits(rows[~rows["case_id"].isin(["s1", "s2", "s3"])], claim)
    assert check.statistic == pytest.approx(1 / 10)
    assert check.holds is None
    assert check.sentence.endswith(
        "(s1, s2 and s3 left out as silent), against a level of 0.0500. Even a perfect result on "
        "5 cases could reach 0.1000 only, so the test decides nothing."
    )


def test_nothing_said_on_any_case() -> None:
    _, claim = contrast()
    check = design_limits(said(z="+"), claim, alpha=0.99)
    assert check.holds is None
    assert math.isnan(check.statistic)
    assert check.sentence.startswith(f"{AT_BEST} (s1, s2")
    assert check.table["test"].tolist() == ["more successes", "more failures", "either"]


def test_one_group_cannot_be_contrasted() -> None:
    for claim in (ALL, Claim("x", "P", absent_in=("f",))):
        message = rf"claim '{claim.id}' has one group of cases; .*present_in .* and absent_in"
        with pytest.raises(ParameterError, match=message):
            design_limits(evidence(), claim)
