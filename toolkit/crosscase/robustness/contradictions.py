"""Contradiction flags: blanket statements against specific ones, with both places in the text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from crosscase.comparison.claims import Claim
from crosscase.comparison.support_matrix import SupportMatrix, find_claim
from crosscase.robustness.check import Check
from crosscase.robustness.claim_cells import rows_of
from crosscase.robustness.statement_pairs import contradiction_pairs
from crosscase.wording import counted, listed

__all__ = ["contradictions"]


def contradictions(
    evidence: pd.DataFrame | SupportMatrix,
    claim: Claim | str,
    *,
    related: Mapping[str, Sequence[str]] | None = None,
) -> Check:
    """Say whether statements on a claim contradict each other.

    Parameters
    ----------
    evidence : DataFrame or SupportMatrix
        Rows of evidence.
    claim : Claim or str
        The claim, or the id of one that the matrix's study declares.
    related : mapping of proposition to propositions, optional
        As in :func:`crosscase.robustness.contradiction_pairs`.

    Returns
    -------
    Check
        Holds if no pair of statements on the claim's cases contradicts each other; `statistic`
        is the number of pairs, `threshold` 0. Cannot be decided where there is no evidence.
        Table: the pairs, with both locators.

    References
    ----------
    Gerring (2017), Case Study Research, 2nd ed., ch. 7, on conflicting evidence.

    Examples
    --------
    >>> rows = pd.DataFrame({"case_id": ["a", "a"], "proposition_id": ["P", "P"],
    ...                      "stance": [1, -1], "specificity": ["blanket", "firm"]})
    >>> contradictions(rows, Claim("P/all", "P", ("a",))).verdict
    'fails'
    """
    claim = find_claim(evidence, claim)
    rows = rows_of(evidence)
    near = [claim.proposition, *(related or {}).get(claim.proposition, ())]
    rows = rows[rows["case_id"].isin(claim.cases) & rows["proposition_id"].isin(near)]
    about = rows[rows["proposition_id"] == claim.proposition]
    pairs = contradiction_pairs(rows, related=related)
    pairs = pairs[pairs["proposition_id"] == claim.proposition].reset_index(drop=True)
    holds = None if about.empty else pairs.empty
    ids = [*about["evidence_id"], *pairs["contradicting_id"]]
    return Check(
        check="contradictions",
        claim=claim.id,
        holds=holds,
        statistic=float(len(pairs)),
        threshold=0.0,
        margin=float(0 - len(pairs)),
        table=pairs,
        sentence=_sentence(claim, about, pairs),
        reference="Gerring (2017), Case Study Research, 2nd ed., ch. 7",
        evidence=tuple(dict.fromkeys(ids)),
        measure="Pairs",
        digits=0,
    )


def _sentence(claim: Claim, about: pd.DataFrame, pairs: pd.DataFrame) -> str:
    if about.empty:
        return f"There is no statement on {claim.id}, so none can contradict another."
    if pairs.empty:
        n = counted(len(about), "statement")
        return f"None of the {n} on {claim.id} is contradicted by another on the same case."
    blanket = pairs[pairs["blanket_against_specific"]]
    text = (
        f"{counted(len(pairs), 'pair')} of statements on {claim.id} contradict each other, in "
        f"{listed(pairs['case_id'].unique())}"
    )
    if blanket.empty:
        text += ", none of them a blanket statement against a specific one"
        return f"{text}; for example {_example(claim, pairs.iloc[0])}."
    text += f", {len(blanket)} of them a blanket statement against a specific one"
    return f"{text}; for example {_example(claim, blanket.iloc[0])}."


def _example(claim: Claim, pair: pd.Series) -> str:
    one, other = (
        f"{pair[f'{side}_id']} ({pair[f'{side}_locator']}, {pair[f'{side}_specificity']})"
        for side in ("supporting", "contradicting")
    )
    if pair["contradicting_proposition"] == claim.proposition:
        return f"{one} says of {pair['case_id']} what {other} denies"
    denied = pair["contradicting_proposition"]
    return f"{one} claims it of {pair['case_id']}, of which {other} denies {denied}, which it needs"
