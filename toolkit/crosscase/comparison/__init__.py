"""Comparison of cases: evidence, support matrix, claims, verdicts, pairs and patterns."""

from __future__ import annotations

from crosscase.comparison.claims import (
    Claim,
    Rule,
    make_claims,
)
from crosscase.comparison.evidence import (
    SPECIFICITIES,
    complete,
    from_wide,
)
from crosscase.comparison.expected_pattern import (
    PatternMatch,
    expect,
    match,
    relabel,
)
from crosscase.comparison.memberships import (
    ConditionScores,
    Scheme,
    completions,
    condition_set,
    membership,
    schemes,
    score_conditions,
)
from crosscase.comparison.paired_cases import (
    most_different,
    most_similar,
    pairs,
    profiles,
)
from crosscase.comparison.respondents import (
    POSITIONS,
    evidence_ids,
    overruled,
    positions,
    scores,
)
from crosscase.comparison.support_matrix import (
    STATES,
    SupportMatrix,
    support_matrix,
)
from crosscase.comparison.verdicts import (
    Tally,
    Verdicts,
    judge,
    place,
    tally,
    votes,
)

__all__ = [
    "POSITIONS",
    "SPECIFICITIES",
    "STATES",
    "Claim",
    "ConditionScores",
    "PatternMatch",
    "Rule",
    "Scheme",
    "SupportMatrix",
    "Tally",
    "Verdicts",
    "complete",
    "completions",
    "condition_set",
    "evidence_ids",
    "expect",
    "from_wide",
    "judge",
    "make_claims",
    "match",
    "membership",
    "most_different",
    "most_similar",
    "overruled",
    "pairs",
    "place",
    "positions",
    "profiles",
    "relabel",
    "schemes",
    "score_conditions",
    "scores",
    "support_matrix",
    "tally",
    "votes",
]


def __dir__() -> list[str]:
    return __all__
