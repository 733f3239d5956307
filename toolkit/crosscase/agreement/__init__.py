"""Agreement between coders: coefficients with intervals."""

from __future__ import annotations

from crosscase.agreement.alpha import krippendorff_alpha
from crosscase.agreement.chance_corrected import fleiss_kappa, gwet_ac1
from crosscase.agreement.coders import between_coders, coder_states
from crosscase.agreement.coefficient import Agreement
from crosscase.agreement.kappa import cohen_kappa
from crosscase.agreement.overview import by_code, summary
from crosscase.agreement.ratings import disagreements, ratings_from_long

__all__ = [
    "Agreement",
    "between_coders",
    "by_code",
    "coder_states",
    "cohen_kappa",
    "disagreements",
    "fleiss_kappa",
    "gwet_ac1",
    "krippendorff_alpha",
    "ratings_from_long",
    "summary",
]


def __dir__() -> list[str]:
    return __all__
