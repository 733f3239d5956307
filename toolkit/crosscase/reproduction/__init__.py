"""Run the notebooks of a study and gather what they publish."""

from __future__ import annotations

from crosscase.reproduction.pipeline import (
    Outcome,
    Run,
    planned_runs,
    reproduce,
    run_all,
)

__all__ = [
    "Outcome",
    "Run",
    "planned_runs",
    "reproduce",
    "run_all",
]


def __dir__() -> list[str]:
    return __all__
