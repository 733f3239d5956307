"""The checks that need nothing but the evidence and a claim."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from crosscase.comparison.claims import Claim
from crosscase.comparison.support_matrix import SupportMatrix, find_claim, support_matrix
from crosscase.robustness.check import Check
from crosscase.robustness.contradictions import contradictions
from crosscase.robustness.fragility import fragility
from crosscase.robustness.leave_one_out import leave_one_out
from crosscase.robustness.miscoding import miscoding
from crosscase.robustness.plain_verdict import as_check
from crosscase.robustness.silence_bounds import silence_bounds
from crosscase.robustness.triangulation import triangulation

__all__ = ["standard_checks"]


def standard_checks(
    evidence: pd.DataFrame | SupportMatrix,
    claim: Claim | str,
    *,
    units: Iterable[str] = ("case", "informant", "source", "sentence", "evidence"),
    seed: int = 0,
) -> tuple[Check, ...]:
    """Make the checks that need nothing but the evidence.

    Parameters
    ----------
    evidence : DataFrame or SupportMatrix
        Rows of evidence.
    claim : Claim or str
        The claim, or the id of one that the matrix's study declares.
    units : iterable of str
        What is left out, one check each.
    seed : int, default 0
        Seed of the random miscoding.

    Returns
    -------
    tuple of Check
        The plain verdict, leave one out for each unit, bounds on silence, contradictions,
        fragility by coding and by sentence, random miscoding, triangulation by kind of source.

    Examples
    --------
    >>> from crosscase.comparison import from_wide
    >>> rows = from_wide(pd.DataFrame({"P": [1, 1]}, index=["a", "b"]))
    >>> len(standard_checks(rows, Claim("P/all", "P", ("a", "b"))))
    12
    """
    claim = find_claim(evidence, claim)
    if isinstance(evidence, SupportMatrix):
        matrix = evidence
    else:
        matrix = support_matrix(evidence, claim.cases, [claim.proposition])
    return (
        as_check(matrix, claim),
        *(leave_one_out(evidence, claim, unit=unit) for unit in units),
        silence_bounds(evidence, claim),
        contradictions(evidence, claim),
        fragility(evidence, claim),
        fragility(evidence, claim, unit="sentence"),
        miscoding(evidence, claim, seed=seed),
        triangulation(evidence, claim),
    )
