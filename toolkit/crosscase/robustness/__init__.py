"""Robustness checks for small-N case research: each takes evidence and a claim, returns a Check.

>>> import crosscase as cc
>>> cc.robustness.smallest_p(6, 2) == 1 / 28
True
"""

from __future__ import annotations

from crosscase.robustness.check import Check
from crosscase.robustness.circularity import circularity
from crosscase.robustness.coder_agreement import coder_agreement
from crosscase.robustness.contradictions import contradictions
from crosscase.robustness.design_limits import design_limits
from crosscase.robustness.dossier import Dossier, dossier
from crosscase.robustness.exact_inference import cases_needed, exact_tests, smallest_p
from crosscase.robustness.file_drawer import file_drawer
from crosscase.robustness.flip_search import fewest_flips
from crosscase.robustness.fragility import fragility
from crosscase.robustness.interviews import (
    codes_by_interview,
    interviews_needed,
    probability_of_theme,
)
from crosscase.robustness.leave_one_out import leave_one_out
from crosscase.robustness.likelihoods import scoreboard
from crosscase.robustness.matrix_analysis import MatrixAnalysis
from crosscase.robustness.miscoding import miscoding
from crosscase.robustness.multiverse import Multiverse, multiverse
from crosscase.robustness.negative_cases import negative_cases
from crosscase.robustness.outcome_recoding import outcome_recoding
from crosscase.robustness.plain_verdict import as_check
from crosscase.robustness.prior_studies import prior_studies
from crosscase.robustness.qca_check import qca_robustness
from crosscase.robustness.rivals import rivals
from crosscase.robustness.saturation import saturation
from crosscase.robustness.silence_bounds import silence_bounds
from crosscase.robustness.standard_checks import standard_checks
from crosscase.robustness.statement_pairs import contradiction_pairs
from crosscase.robustness.triangulation import triangulation
from crosscase.robustness.weight_of_evidence import weight_of_evidence

__all__ = [
    "Check",
    "Dossier",
    "MatrixAnalysis",
    "Multiverse",
    "as_check",
    "cases_needed",
    "circularity",
    "coder_agreement",
    "codes_by_interview",
    "contradiction_pairs",
    "contradictions",
    "design_limits",
    "dossier",
    "exact_tests",
    "fewest_flips",
    "file_drawer",
    "fragility",
    "interviews_needed",
    "leave_one_out",
    "miscoding",
    "multiverse",
    "negative_cases",
    "outcome_recoding",
    "prior_studies",
    "probability_of_theme",
    "qca_robustness",
    "rivals",
    "saturation",
    "scoreboard",
    "silence_bounds",
    "smallest_p",
    "standard_checks",
    "triangulation",
    "weight_of_evidence",
]


def __dir__() -> list[str]:
    return __all__
