"""Previous studies against propositions: who supports, extends or opposes what, how firmly."""

from __future__ import annotations

from crosscase.literature.fail_safe import FailSafe, fail_safe_n
from crosscase.literature.proportions import sign_test, wilson
from crosscase.literature.votes import SIGNS, leave_one_study_out, proposition_study, vote_count

__all__ = [
    "SIGNS",
    "FailSafe",
    "fail_safe_n",
    "leave_one_study_out",
    "proposition_study",
    "sign_test",
    "vote_count",
    "wilson",
]


def __dir__() -> list[str]:
    return __all__
