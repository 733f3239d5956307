"""The fragility index as a check."""

from __future__ import annotations

import importlib
import math

import pytest

from crosscase.comparison.claims import Claim
from crosscase.robustness import fragility
from crosscase.robustness.flip_search import Flips
from tests.robustness.small_study import ALL, evidence, said

A = Claim("P/a", "P", ("a",))


def test_one_coding_is_enough() -> None:
    check = fragility(said(a="+", b="+++"), Claim("P/both", "P", ("a", "b")))
    assert (check.holds, check.statistic, check.threshold, check.margin) == (False, 1, 2, -1)
    assert (check.check, check.claim, check.measure, check.digits) == (
        "fragility (flip a coding)",
        "P/both",
        "Index",
        0,
    )
    assert check.sentence == "One flipped coding is enough to make P/both fall: e01."
    assert check.evidence == ("e01",)
    assert check.table.to_dict("records") == [
        {
            "unit": "coding",
            "move": "flip",
            "index": 1,
            "units": ("e01",),
            "evidence_ids": ("e01",),
            "proven": True,
            "method": "closed form by case",
            "sets_excluded": 1,
        }
    ]


def test_two_that_must_be_dropped() -> None:
    check = fragility(evidence(), A, unit="sentence", move="drop")
    assert (check.holds, check.statistic, check.margin) == (True, 2, 0)
    assert check.check == "fragility (drop a sentence)"
    assert check.sentence == (
        "2 sentences must be dropped to make P/a fall, for example main ¶1 (e1) and main ¶1 (e2); "
        "no smaller set does it (closed form by case)."
    )
    assert fragility(evidence(), A, move="drop", robust_from=3).holds is False


def test_six_units_are_named() -> None:
    # Thirteen for it: six flips leave 7 against 6, the seventh turns the case.
    seven = fragility(said(a="+" * 13), A)
    assert "e01, e02, e03, e04, e05, e06 and 1 more; no smaller" in seven.sentence
    six = fragility(said(a="+" * 12), A)
    assert "e01, e02, e03, e04, e05 and e06; no smaller" in six.sentence


def test_a_claim_that_cannot_fall() -> None:
    check = fragility(evidence(), A.under(silent="best"), move="drop")
    assert (check.holds, check.statistic, check.margin) == (True, math.inf, math.inf)
    assert check.sentence == "No set of dropped codings makes P/a fall."
    # Nothing breaks it, so it hangs on all of its evidence.
    assert check.evidence == ("e1", "e2")


def test_a_claim_that_never_stood() -> None:
    check = fragility(evidence(), Claim("x", "P", ("f",)))
    assert (check.holds, check.statistic) == (None, 0)
    assert check.sentence == (
        "x does not hold to begin with (0 of 1 case bear it out, 1 is needed), so there is "
        "nothing to break."
    )


@pytest.mark.parametrize(("size", "least"), [(1, "1 coding"), (3, "3 codings")])
def test_a_search_that_was_stopped(monkeypatch: pytest.MonkeyPatch, size: int, least: str) -> None:
    stopped = Flips(size, (), (), False, "exhaustive search by size", 17)
    # The package's own `fragility` is the function.
    module = importlib.import_module("crosscase.robustness.fragility")
    monkeypatch.setattr(module, "fewest_flips", lambda *_, **__: stopped)
    check = fragility(evidence(), ALL)
    assert check.sentence == (
        f"At least {least} must be flipped to make P/all fall; the search was stopped there."
    )
    assert (check.holds, check.table.loc[0, "proven"]) == (size >= 2, False)
