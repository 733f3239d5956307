"""Fragility index: how many codings may be wrong before a claim falls?

If "seen in all four cases" rests on five codings, and one of them alone carries its case, one
miscoding is enough: index 1, a claim about one coding. Where every case has three that agree, one
wrong coding leaves two against one and changes nothing, a second one does: index 2.
"""

from __future__ import annotations

import math

import pandas as pd

from crosscase.comparison.claims import Claim
from crosscase.comparison.support_matrix import SupportMatrix, find_claim
from crosscase.robustness.check import Check
from crosscase.robustness.claim_cells import ClaimCells, claim_cells
from crosscase.robustness.flip_search import Flips, fewest_flips
from crosscase.wording import counted, listed

__all__ = ["fragility"]


def fragility(
    evidence: pd.DataFrame | SupportMatrix,
    claim: Claim | str,
    *,
    unit: str = "coding",
    move: str = "flip",
    robust_from: int = 2,
) -> Check:
    """Count the fewest codings whose change makes a claim fall.

    Parameters
    ----------
    evidence : DataFrame or SupportMatrix
        Rows of evidence.
    claim : Claim or str
        The claim, or the id of one that the matrix's study declares.
    unit, move
        As in :func:`crosscase.robustness.fewest_flips`.
    robust_from : int, default 2
        Index from which the claim is held to be robust: 2 survives any one miscoding.

    Returns
    -------
    Check
        Holds if the index is at least `robust_from`. `statistic` is the index (exact), infinite
        where no change makes the claim fall. Table, one row: ``unit, move, index, units,
        evidence_ids, proven, method, sets_excluded``.

    References
    ----------
    After Walsh et al. (2014), The fragility index, Journal of Clinical Epidemiology 67, 622-628.

    Examples
    --------
    >>> from crosscase.comparison import from_wide
    >>> rows = from_wide(pd.DataFrame({"P": [1, 1]}, index=["a", "b"]))
    >>> fragility(rows, Claim("P/all", "P", ("a", "b"))).sentence
    'One flipped coding is enough to make P/all fall: b:P.'
    """
    claim = find_claim(evidence, claim)
    cells = claim_cells(evidence, claim)
    found = fewest_flips(evidence, claim, unit=unit, move=move)
    row = {
        "unit": unit,
        "move": move,
        "index": found.size,
        "units": found.units,
        "evidence_ids": found.rows,
        "proven": found.proven,
        "method": found.method,
        "sets_excluded": found.excluded,
    }
    return Check(
        check=f"fragility ({move} a {unit})",
        claim=claim.id,
        holds=None if found.size == 0 else bool(found.size >= robust_from),
        statistic=float(found.size),
        threshold=float(robust_from),
        margin=float(found.size - robust_from),
        table=pd.DataFrame([row]),
        sentence=_sentence(cells, found, unit, move),
        reference="after Walsh et al. (2014), Journal of Clinical Epidemiology 67, 622-628",
        evidence=found.rows or cells.evidence,
        measure="Index",
        digits=0,
    )


def _sentence(cells: ClaimCells, found: Flips, unit: str, move: str) -> str:
    claim, done = cells.claim, {"flip": "flipped", "drop": "dropped"}[move]
    if found.size == 0:
        state = cells.baseline()
        return f"{claim.id} does not hold to begin with ({state}), so there is nothing to break."
    if math.isinf(found.size):
        return f"No set of {done} {unit}s makes {claim.id} fall."
    if not found.proven:
        return (
            f"At least {counted(int(found.size), unit)} must be {done} to make {claim.id} fall; "
            "the search was stopped there."
        )
    where = listed(found.units, most=6)
    if found.size == 1:
        return f"One {done} {unit} is enough to make {claim.id} fall: {where}."
    return (
        f"{int(found.size)} {unit}s must be {done} to make {claim.id} fall, for example {where}; "
        f"no smaller set does it ({found.method})."
    )
