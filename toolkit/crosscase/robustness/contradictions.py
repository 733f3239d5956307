"""Contradiction flags: blanket statements against specific ones, with both places in the text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from crosscase.comparison.claims import Claim
from crosscase.comparison.evidence import complete
from crosscase.comparison.support_matrix import SupportMatrix
from crosscase.robustness.check import Check
from crosscase.wording import counted, listed

__all__ = ["contradiction_pairs", "contradictions"]

COLUMNS = [
    "case_id",
    "proposition_id",
    "supporting_id",
    "supporting_specificity",
    "supporting_locator",
    "contradicting_id",
    "contradicting_proposition",
    "contradicting_specificity",
    "contradicting_locator",
    "blanket_against_specific",
]


def contradiction_pairs(
    evidence: pd.DataFrame | SupportMatrix,
    *,
    related: Mapping[str, Sequence[str]] | None = None,
) -> pd.DataFrame:
    """List every pair of statements that say the contrary of one case.

    Parameters
    ----------
    evidence : DataFrame or SupportMatrix
        Rows of evidence.
    related : mapping of proposition to propositions, optional
        Propositions whose denial in a case also speaks against this one in that case (e.g. a hub
        that disseminates needs subsidiaries that feed it).

    Returns
    -------
    DataFrame
        One row a pair: the case, the supporting and the contradicting row with specificity and
        ``source locator``, and ``blanket_against_specific``: a blanket statement on one side, a
        firm or joint one on the other.

    Examples
    --------
    >>> rows = pd.DataFrame({"case_id": ["a", "a"], "proposition_id": ["P", "P"],
    ...                      "stance": [1, -1], "specificity": ["blanket", "firm"]})
    >>> contradiction_pairs(rows)[["supporting_id", "contradicting_id"]]
      supporting_id contradicting_id
    0           e01              e02
    """
    rows = evidence.rows if isinstance(evidence, SupportMatrix) else complete(evidence)
    place = rows["source_id"].astype(str) + " " + rows["locator"].fillna("").astype(str)
    rows = rows.assign(place=place.str.strip())
    supporting, contradicting = rows[rows["stance"] > 0], rows[rows["stance"] < 0]
    pairs = []
    for one in supporting.itertuples():
        against = {one.proposition_id, *(related or {}).get(one.proposition_id, ())}
        for other in contradicting[contradicting["case_id"] == one.case_id].itertuples():
            if other.proposition_id not in against:
                continue
            blanket = {one.specificity == "blanket", other.specificity == "blanket"}
            pairs.append(
                (
                    one.case_id,
                    one.proposition_id,
                    one.evidence_id,
                    one.specificity,
                    one.place,
                    other.evidence_id,
                    other.proposition_id,
                    other.specificity,
                    other.place,
                    len(blanket) == 2,
                )
            )
    table = pd.DataFrame(pairs, columns=COLUMNS)
    order = ["proposition_id", "case_id", "supporting_id", "contradicting_id"]
    return table.sort_values(order, kind="stable").reset_index(drop=True)


def contradictions(
    evidence: pd.DataFrame | SupportMatrix,
    claim: Claim,
    *,
    related: Mapping[str, Sequence[str]] | None = None,
) -> Check:
    """Say whether statements on a claim contradict each other.

    Parameters
    ----------
    evidence : DataFrame or SupportMatrix
        Rows of evidence.
    claim : Claim
        The claim.
    related : mapping of proposition to propositions, optional
        As in :func:`contradiction_pairs`.

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
    rows = evidence.rows if isinstance(evidence, SupportMatrix) else complete(evidence)
    about = rows[(rows["proposition_id"] == claim.proposition) & rows["case_id"].isin(claim.cases)]
    near = {claim.proposition, *(related or {}).get(claim.proposition, ())}
    near_rows = rows[rows["proposition_id"].isin(near) & rows["case_id"].isin(claim.cases)]
    pairs = contradiction_pairs(near_rows, related=related)
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
        f"{listed(sorted(set(pairs['case_id'])))}"
    )
    if blanket.empty:
        first = pairs.iloc[0]
        text += ", none of them a blanket statement against a specific one"
    else:
        first = blanket.iloc[0]
        text += f", {len(blanket)} of them a blanket statement against a specific one"
    if first["contradicting_proposition"] != claim.proposition:
        return (
            f"{text}; for example {first['supporting_id']} ({first['supporting_locator']}, "
            f"{first['supporting_specificity']}) claims it of {first['case_id']}, of which "
            f"{first['contradicting_id']} ({first['contradicting_locator']}, "
            f"{first['contradicting_specificity']}) denies {first['contradicting_proposition']}, "
            "which it needs."
        )
    return (
        f"{text}; for example {first['supporting_id']} ({first['supporting_locator']}, "
        f"{first['supporting_specificity']}) says of {first['case_id']} what "
        f"{first['contradicting_id']} ({first['contradicting_locator']}, "
        f"{first['contradicting_specificity']}) denies."
    )
