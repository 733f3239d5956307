"""The evidence that one claim rests on, as arrays that can be recounted quickly.

Three statements, two on case a and one on case b, have the incidence ``[[1, 0], [1, 0], [0, 1]]``.
Weights times incidence are the cells of the matrix; a thousand draws of other stances, shape
(1000, 3), give a thousand matrices, shape (1000, 2), in one product.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from crosscase.comparison.claims import Claim
from crosscase.comparison.evidence import SPECIFICITIES, complete
from crosscase.comparison.support_matrix import SupportMatrix, find_claim
from crosscase.comparison.verdicts import Tally, tally
from crosscase.errors import ParameterError
from crosscase.wording import baseline

__all__ = ["ClaimCells", "claim_cells", "rows_of"]


@dataclass(frozen=True)
class ClaimCells:
    """Rows of evidence about a claim's proposition in its cases.

    Parameters
    ----------
    claim : Claim
        The claim.
    rows : DataFrame, R rows
        The evidence, sorted by id, without those that the rule gives no weight.
    stance, weight : ndarray, shape (R,)
        1 or -1, and the rule's weight of the row.
    incidence : ndarray, shape (R, cases)
        1 where the row is about the case.
    """

    claim: Claim
    rows: pd.DataFrame
    stance: np.ndarray
    weight: np.ndarray
    incidence: np.ndarray

    def tally(
        self,
        *,
        stance: np.ndarray | None = None,
        use: np.ndarray | None = None,
        keep: np.ndarray | None = None,
    ) -> Tally:
        """Judge the claim with other stances, rows left out, or cases left out.

        Parameters
        ----------
        stance : ndarray, shape (..., R), optional
            Stances instead of those in `rows`.
        use : ndarray of bool, shape (..., R), optional
            Rows that count.
        keep : ndarray of bool, shape (cases,), optional
            Cases that count.
        """
        return tally(self.claim, *self.weights(stance=stance, use=use), keep=keep)

    def weights(
        self, *, stance: np.ndarray | None = None, use: np.ndarray | None = None
    ) -> tuple[np.ndarray, np.ndarray]:
        """Return the weight for and against the proposition in each case, shapes (..., cases).

        Parameters
        ----------
        stance, use
            As in :meth:`tally`.
        """
        stance = self.stance if stance is None else stance
        weight = self.weight if use is None else self.weight * use
        weight_for = (weight * (stance > 0)) @ self.incidence
        weight_against = (weight * (stance < 0)) @ self.incidence
        return weight_for, weight_against

    def votes_of(self, counted: Tally) -> dict[int, tuple[str, ...]]:
        """Return the cases that vote for (1), against (-1) and not at all (0)."""
        pairs = list(zip(self.claim.cases, counted.vote, strict=True))
        return {v: tuple(case for case, vote in pairs if vote == v) for v in (1, -1, 0)}

    def seen_in(self, counted: Tally) -> dict[str, float]:
        """Return 1.0 or 0.0 for each case that is not silent: is the proposition seen there?"""
        shown = counted.vote * self.claim.signs
        pairs = zip(self.claim.cases, shown, counted.seen, strict=True)
        return {case: float(vote > 0) for case, vote, seen in pairs if seen}

    def baseline(self) -> str:
        """Say how many cases vote for the claim on all the evidence, and how many it needs."""
        whole = self.tally()
        votes_for = int((whole.vote > 0).sum())
        return baseline(votes_for, len(self.claim.cases), int(whole.required.sum()))

    @property
    def evidence(self) -> tuple[str, ...]:
        """Ids of the rows."""
        return tuple(self.rows["evidence_id"])


def rows_of(evidence: pd.DataFrame | SupportMatrix) -> pd.DataFrame:
    """Return complete rows of evidence: those of a matrix, which it has filtered, or all.

    Examples
    --------
    >>> rows = pd.DataFrame({"case_id": ["a"], "proposition_id": ["P"], "stance": [1]})
    >>> rows_of(rows)["specificity"].tolist()
    ['firm']
    """
    return evidence.rows if isinstance(evidence, SupportMatrix) else complete(evidence)


def claim_cells(evidence: pd.DataFrame | SupportMatrix, claim: Claim | str) -> ClaimCells:
    """Pick the evidence that a claim rests on.

    Parameters
    ----------
    evidence : DataFrame or SupportMatrix
        Rows of evidence, or a matrix (whose filters then hold).
    claim : Claim or str
        The claim, or the id of one that the matrix's study declares.

    Returns
    -------
    ClaimCells
        The rows that count under the claim's rule.

    Raises
    ------
    ParameterError
        If no evidence at all names the claim's proposition, which is most likely a slip.
    """
    claim = find_claim(evidence, claim)
    rows = rows_of(evidence)
    known = (
        evidence.propositions
        if isinstance(evidence, SupportMatrix)
        else sorted(set(rows["proposition_id"]))
    )
    if claim.proposition not in known:
        raise ParameterError(
            f"claim {claim.id!r}: no proposition {claim.proposition!r}; allowed: {', '.join(known)}"
        )
    about = (rows["proposition_id"] == claim.proposition) & rows["case_id"].isin(claim.cases)
    rows = rows[about].sort_values("evidence_id")
    kind = pd.Index(SPECIFICITIES).get_indexer(pd.Index(rows["specificity"]))
    weight = claim.rule.weights[kind]
    rows, weight = rows[weight > 0].reset_index(drop=True), weight[weight > 0]
    place = pd.Index(claim.cases).get_indexer(pd.Index(rows["case_id"]))
    incidence = np.zeros((len(rows), len(claim.cases)))
    incidence[np.arange(len(rows)), place] = 1.0
    return ClaimCells(claim, rows, rows["stance"].to_numpy(), weight, incidence)
