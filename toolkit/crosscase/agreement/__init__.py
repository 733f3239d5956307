"""Agreement between coders: coefficients with intervals."""

from __future__ import annotations

from crosscase.agreement.coefficients import (
    Agreement,
    by_code,
    cohen_kappa,
    disagreements,
    fleiss_kappa,
    gwet_ac1,
    krippendorff_alpha,
    ratings_from_long,
    summary,
)

__all__ = [
    "Agreement",
    "by_code",
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
