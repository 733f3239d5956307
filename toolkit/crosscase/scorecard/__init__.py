"""Adoption scorecard: answers on a rating scale, scores with intervals, internal consistency."""

from __future__ import annotations

from crosscase.scorecard.answers import oriented, read_answers
from crosscase.scorecard.consistency import Alpha, cronbach_alpha, feldt_interval, reliability
from crosscase.scorecard.scores import PrincipleScores, score
from crosscase.scorecard.synthetic import example_answers

__all__ = [
    "Alpha",
    "PrincipleScores",
    "cronbach_alpha",
    "example_answers",
    "feldt_interval",
    "oriented",
    "read_answers",
    "reliability",
    "score",
]


def __dir__() -> list[str]:
    return __all__
