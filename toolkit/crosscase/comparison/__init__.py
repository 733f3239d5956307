"""Comparison of cases: evidence, support matrix, claims, verdicts, pairs and patterns."""

from __future__ import annotations

from crosscase.comparison.claims import Claim, Rule, claims, make_claims
from crosscase.comparison.evidence import SPECIFICITIES, complete, from_wide
from crosscase.comparison.expected_pattern import expect, match
from crosscase.comparison.memberships import ConditionScores, completions, score_conditions
from crosscase.comparison.scoring_schemes import Scheme, condition_set, schemes
from crosscase.comparison.support_matrix import SupportMatrix, find_claim, support_matrix
from crosscase.comparison.verdicts import VERDICTS, Tally, Verdicts, judge, tally, votes

__all__ = [
    "SPECIFICITIES",
    "VERDICTS",
    "Claim",
    "ConditionScores",
    "Rule",
    "Scheme",
    "SupportMatrix",
    "Tally",
    "Verdicts",
    "claims",
    "complete",
    "completions",
    "condition_set",
    "expect",
    "find_claim",
    "from_wide",
    "judge",
    "make_claims",
    "match",
    "schemes",
    "score_conditions",
    "support_matrix",
    "tally",
    "votes",
]


def __dir__() -> list[str]:
    return __all__
