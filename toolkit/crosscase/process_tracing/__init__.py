"""Process tracing: what evidence weighs, in decibels, and what it leaves to believe."""

from __future__ import annotations

from crosscase.process_tracing.likelihood_ratio import classify, decibels, from_decibels, update
from crosscase.process_tracing.posterior import Posterior, sensitivity, weigh
from crosscase.process_tracing.statements import tests_from_evidence

__all__ = [
    "Posterior",
    "classify",
    "decibels",
    "from_decibels",
    "sensitivity",
    "tests_from_evidence",
    "update",
    "weigh",
]


def __dir__() -> list[str]:
    return __all__
