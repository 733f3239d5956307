"""The plain verdict on a claim as a check, the first on its page."""

from __future__ import annotations

from crosscase.comparison.claims import Claim
from crosscase.comparison.support_matrix import SupportMatrix, find_claim
from crosscase.comparison.verdicts import judge
from crosscase.robustness.check import Check
from crosscase.wording import listed, said

__all__ = ["as_check"]


def as_check(matrix: SupportMatrix, claim: Claim | str) -> Check:
    """Return the plain verdict on a claim as the first check of its page.

    Parameters
    ----------
    matrix : SupportMatrix
        Evidence counted by case and proposition.
    claim : Claim or str
        The claim, or the id of one that the matrix's study declares.

    Returns
    -------
    Check
        `statistic` is the number of cases that vote for it, `threshold` those needed.

    Examples
    --------
    >>> import pandas as pd
    >>> from crosscase.comparison import from_wide, support_matrix
    >>> rows = from_wide(pd.DataFrame({"P": [1, None]}, index=["a", "b"]))
    >>> as_check(support_matrix(rows, ["a", "b"]), Claim("P/all", "P", ("a", "b"))).sentence
    '1 of 2 cases vote for it (a), 2 needed; undecided: b; so it is not shown.'
    """
    claim = find_claim(matrix, claim)
    verdicts = judge(matrix, claim)
    row = verdicts.table.iloc[0]
    voting = f" ({listed(row['cases_for'])})" if row["cases_for"] else ""
    sentence = (
        f"{row['votes_for']} of {row['cases']} cases vote for it{voting}, {row['required']} needed"
    )
    if row["cases_against"]:
        sentence += f"; against: {listed(row['cases_against'])}"
    if row["cases_undecided"]:
        sentence += f"; undecided: {listed(row['cases_undecided'])}"
    if row["silent"] == row["cases"]:
        sentence += "; no evidence that counts speaks to it"
    # A check holds, fails or cannot be decided; a claim that does neither has a word of its own.
    if verdicts.holds[claim.id] is None:
        sentence += f"; so it {said(row['verdict'])}"
    return Check(
        check="all the evidence",
        claim=claim.id,
        holds=verdicts.holds[claim.id],
        statistic=float(row["votes_for"]),
        threshold=float(row["required"]),
        margin=float(row["margin"]),
        table=verdicts.table,
        sentence=f"{sentence}.",
        reference="rule of the claim",
        evidence=row["evidence_ids"],
        measure="Votes for",
        digits=0,
    )
