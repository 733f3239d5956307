"""Every check on a claim takes the claim, or the id by which the matrix's study declares it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas as pd
import pytest

from crosscase import robustness as rb
from crosscase.comparison.claims import Claim
from crosscase.comparison.support_matrix import SupportMatrix, support_matrix
from crosscase.errors import ParameterError
from crosscase.robustness.claim_cells import claim_cells
from tests.comparison.conftest import study_of
from tests.robustness.small_study import evidence

ROLES = {"a": "base", "b": "base", "c": "base", "d": "base", "f": "failure"}
# P in the base cases and not in the failed one: two rows, one claim.
CONTRAST = pd.DataFrame(
    [("P/contrast", "P", "base", "present"), ("P/contrast", "P", "failure", "absent")],
    columns=["claim_id", "proposition_id", "group", "expects"],
)
SUCCESS = pd.Series({"a": 1.0, "b": 1.0, "c": 1.0, "d": 1.0, "f": 0.0})
Asked = Callable[[SupportMatrix, Any], object]
FUNCTIONS: dict[str, Asked] = {
    "as_check": rb.as_check,
    "claim_cells": claim_cells,
    "contradictions": rb.contradictions,
    "design_limits": rb.design_limits,
    "fewest_flips": rb.fewest_flips,
    "fragility": rb.fragility,
    "leave_one_out": rb.leave_one_out,
    "miscoding": lambda matrix, claim: rb.miscoding(matrix, claim, draws=20),
    "negative_cases": lambda matrix, claim: rb.negative_cases(matrix, claim, SUCCESS),
    "outcome_recoding": lambda matrix, claim: rb.outcome_recoding(
        matrix, claim, SUCCESS.to_frame("own")
    ),
    "silence_bounds": rb.silence_bounds,
    "standard_checks": lambda matrix, claim: rb.standard_checks(matrix, claim, units=["case"]),
    "triangulation": rb.triangulation,
}


@pytest.mark.parametrize("name", FUNCTIONS)
def test_a_claim_by_its_id_is_the_claim_itself(name: str) -> None:
    matrix = support_matrix(study_of(evidence(), ROLES, CONTRAST))
    text = "P is seen in a, b, c and d and is absent in f"
    claim = Claim("P/contrast", "P", ("a", "b", "c", "d"), ("f",), text=text)
    ask = FUNCTIONS[name]
    assert repr(ask(matrix, "P/contrast")) == repr(ask(matrix, claim))
    with pytest.raises(ParameterError, match=r"no claim 'P/contrary' \(did you mean 'P/contr"):
        ask(matrix, "P/contrary")
