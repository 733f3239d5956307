"""Cases sorted by mechanism and outcome."""

from __future__ import annotations

import pytest

from crosscase.comparison.claims import Claim, Rule
from crosscase.errors import DataError
from crosscase.robustness import negative_cases
from tests.robustness.small_study import ALL, FAILURES, SUCCESSES, contrast, evidence, said

OUTCOME = dict.fromkeys(SUCCESSES, 1) | dict.fromkeys(FAILURES, 0)
X = Claim("x", "P", ("a",))


def test_negative_cases_bear_the_claim_out() -> None:
    rows, claim = contrast()
    check = negative_cases(rows, claim, OUTCOME)
    assert (check.holds, check.statistic, check.threshold, check.margin) == (True, 2, 1, 1)
    assert (check.check, check.claim, check.measure, check.digits) == (
        "negative cases",
        "P/contrast",
        "Negative less deviant",
        0,
    )
    kinds = check.table["kind"].tolist()
    assert kinds == ["typical"] * 6 + ["negative: absent without the outcome"] * 2
    assert check.evidence == tuple(f"{case}:P" for case in (*SUCCESSES, *FAILURES))
    assert check.sentence == ("f1 and f2 lack the outcome: P is shown to be absent in f1 and f2.")


def test_every_kind_of_case() -> None:
    rows = said(a="+", b="+", c="-", d="-", tied="+-")
    outcome = {"a": 1, "b": 0, "c": 1, "d": 0, "tied": 0, "mute": 0, "unrated": None}
    check = negative_cases(rows, X, outcome)  # type: ignore[arg-type]
    assert check.table.to_dict("list") == {
        "case_id": ["a", "b", "c", "d", "tied", "mute"],
        "outcome": [1, 0, 1, 0, 0, 0],
        "mechanism": ["present", "present", "absent", "absent", "unclear", "silent"],
        "kind": [
            "typical",
            "deviant: present without the outcome",
            "deviant: outcome without it",
            "negative: absent without the outcome",
            "undecided",
            "undecided",
        ],
        "evidence_ids": [("e01",), ("e02",), ("e03",), ("e04",), ("e05", "e06"), ()],
    }
    assert (check.holds, check.statistic, check.margin) == (False, 0, -1)
    assert check.sentence == (
        "b, d, tied and mute lack the outcome: P is shown to be absent in d, P is shown to be "
        "present all the same in b, nothing decides it in tied and mute."
    )


def test_the_mechanism_is_asked_for_however_the_claim_reads_silence() -> None:
    rows = said(a="+")
    check = negative_cases(rows, X.under(silent="best"), {"a": 1, "b": 0})
    assert check.table["kind"].tolist() == ["typical", "undecided"]
    assert check.holds is None
    assert check.sentence == "b lacks the outcome: nothing decides it in b."


def test_the_rule_weighs_the_statements() -> None:
    rows = said(a="+", b="+-")
    assert negative_cases(rows, X.under(conflict="severe"), {"b": 0}).holds is True
    assert negative_cases(rows, X.under(conflict="lenient"), {"b": 0}).holds is False


def test_a_number_of_cases_that_the_claim_asks_for_is_not_asked_here() -> None:
    rows, _ = contrast()
    claim = Claim("x", "P", SUCCESSES, rule=Rule(min_cases=4))
    assert negative_cases(rows, claim, {"s1": 1, "f1": 0}).holds is True


def test_no_failure_at_all() -> None:
    rows, claim = contrast()
    check = negative_cases(rows, claim, dict.fromkeys(SUCCESSES, 1))
    assert check.holds is None
    assert check.sentence == "Every case has the outcome, so P was never tried against a failure."


def test_outcomes_that_are_none() -> None:
    with pytest.raises(DataError, match=r"outcome of b is 3.0; allowed: 1, 0 or empty"):
        negative_cases(evidence(), ALL, {"a": 1, "b": 3})
    with pytest.raises(DataError, match="no case has an outcome"):
        negative_cases(evidence(), ALL, {})
