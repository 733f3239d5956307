"""Run the notebooks of a study and gather what they publish."""

from __future__ import annotations

from crosscase.reproduction.pipeline import Outcome, reproduce
from crosscase.reproduction.runs import Run, planned_runs

__all__ = ["Outcome", "Run", "planned_runs", "reproduce"]


def __dir__() -> list[str]:
    return __all__
