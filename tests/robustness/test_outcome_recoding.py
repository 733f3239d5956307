"""A claim under other dates and definitions of success."""

from __future__ import annotations

import math

import pandas as pd
import pytest

from crosscase.comparison.claims import Claim, Rule
from crosscase.errors import DataError
from crosscase.robustness import outcome_recoding
from tests.robustness.small_study import ALL, FAILURES, SUCCESSES, contrast, evidence

CASES = [*SUCCESSES, *FAILURES]
OUTCOMES = pd.DataFrame(
    {"early": [1] * 6 + [0] * 2, "late": [1] * 8, "unrated": [1] * 6 + [None, 0]}, index=CASES
)


def test_three_definitions() -> None:
    rows, claim = contrast()
    check = outcome_recoding(rows, claim, OUTCOMES)
    assert check.table["definition"].tolist() == ["early", "late", "unrated"]
    assert check.table["verdict"].tolist() == ["holds", "fails", "holds"]
    # Under "late" eight must show it and six do.
    assert check.table["margin"].tolist() == [0, -2, 0]
    assert check.table["successes"].tolist() == [SUCCESSES, tuple(CASES), SUCCESSES]
    assert check.table["failures"].tolist() == [FAILURES, (), ("f2",)]
    assert check.table["recoded"].tolist() == [(), FAILURES, ("f1",)]
    p = check.table["p_fisher"].tolist()
    assert p[::2] == pytest.approx([1 / 28, 1 / 7])
    assert math.isnan(p[1])
    assert check.holds is False
    assert check.statistic == pytest.approx(2 / 3)
    assert check.threshold == 1
    assert check.margin == pytest.approx(-1 / 3)
    assert (check.check, check.claim, check.measure, check.digits) == (
        "outcome recoding",
        "P/contrast",
        "Share",
        2,
    )
    assert len(check.evidence) == 8
    assert check.sentence == (
        "P/contrast holds under 2 of 3 definitions of the outcome and not under late (f1 and f2 "
        "recoded)."
    )


def test_two_definitions_under_which_it_falls() -> None:
    rows, claim = contrast()
    outcomes = OUTCOMES.assign(later=OUTCOMES["late"])
    check = outcome_recoding(rows, claim, outcomes)
    assert check.statistic == 0.5
    assert check.sentence.endswith(
        "and not under late (f1 and f2 recoded) and later (f1 and f2 recoded)."
    )


def test_cases_rated_anew_are_recoded_and_those_never_rated_are_not() -> None:
    rows, claim = contrast()
    outcomes = pd.DataFrame(
        {"own": [1] * 5 + [None] + [0, None], "other": [1] * 5 + [1, 0, None]}, index=CASES
    )
    check = outcome_recoding(rows, claim, outcomes)
    assert check.table["recoded"].tolist() == [(), ("s6",)]
    assert check.table["successes"].tolist() == [SUCCESSES[:5], SUCCESSES]
    assert check.holds is True
    assert check.sentence == "P/contrast holds under all 2 definitions of the outcome."


def test_the_only_outcome_and_ids_in_a_column() -> None:
    rows, claim = contrast()
    named = OUTCOMES[["early"]].rename_axis("case_id").reset_index()
    check = outcome_recoding(rows, claim, named)
    assert check.sentence == "P/contrast holds under the only outcome given (early)."
    assert (check.holds, check.margin) == (True, 0)


def test_a_claim_that_fails_by_its_own_outcome() -> None:
    rows, claim = contrast()
    check = outcome_recoding(rows, claim, OUTCOMES[["late", "early"]])
    assert check.holds is None
    assert check.statistic == 0.5
    assert check.sentence == (
        "P/contrast fails under the study's own outcome (late), so other outcomes cannot break it."
    )


def test_no_rated_case_shows_nothing() -> None:
    rows, claim = contrast()
    check = outcome_recoding(rows, claim, OUTCOMES.assign(none=None)[["early", "none"]])
    assert check.table["verdict"].tolist() == ["holds", "not shown"]
    assert check.table.loc[1, ["margin", "p_fisher"]].isna().all()


def test_a_group_smaller_than_the_cases_asked_for_shows_nothing() -> None:
    rows, _ = contrast()
    two = Claim("x", "P", SUCCESSES, FAILURES, rule=Rule(min_cases=2))
    table = outcome_recoding(rows, two, OUTCOMES).table
    # Under "late" six of eight show it, and two are enough; one failure alone is too few.
    assert table["verdict"].tolist() == ["holds", "holds", "not shown"]
    assert table["margin"].tolist()[:2] == [0, 4]
    one = Claim("x", "P", SUCCESSES, FAILURES, rule=Rule(min_cases=1))
    assert outcome_recoding(rows, one, OUTCOMES).table.loc[2, "verdict"] == "holds"
    # Failures alone are a group too, and may be as small.
    flipped = 1 - OUTCOMES[["early", "unrated"]]
    table = outcome_recoding(rows, two, flipped).table
    assert table["verdict"].tolist() == ["fails", "not shown"]


def test_silent_cases_are_not_in_the_test() -> None:
    rows, claim = contrast()
    half = claim.under(min_share=0.5)
    table = outcome_recoding(rows[rows["case_id"] != "s1"], half, OUTCOMES[["early"]]).table
    assert table.loc[0, "p_fisher"] == pytest.approx(1 / 21)
    # Where none speaks there is no test.
    other = pd.DataFrame({"x": [1, 0]}, index=["y", "z"])
    silent = outcome_recoding(rows, Claim("x", "P", ("y",), ("z",)), other)
    assert math.isnan(silent.table.loc[0, "p_fisher"])
    assert silent.sentence.startswith("x is not shown under the study's own outcome (x), so")


def test_outcomes_that_do_not_fit() -> None:
    with pytest.raises(DataError, match="no row for 'b', a case of claim 'P/all'"):
        outcome_recoding(evidence(), ALL, pd.DataFrame({"x": [1]}, index=["a"]))
    with pytest.raises(DataError, match="outcomes have no column; give one column a definition"):
        outcome_recoding(evidence(), ALL, pd.DataFrame(index=list("abcd")))
    bad = pd.DataFrame({"x": [1] * 4, "y": [1, 2, 1, 3]}, index=list("abcd"))
    with pytest.raises(DataError, match=r"outcome of b under 'y' is 2.0; allowed: 1, 0 or empty"):
        outcome_recoding(evidence(), ALL, bad)
