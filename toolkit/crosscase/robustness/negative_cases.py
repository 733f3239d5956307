"""Negative cases: where the outcome failed, or the mechanism did, and what they say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pandas as pd

from crosscase.comparison.claims import Claim
from crosscase.comparison.support_matrix import SupportMatrix, find_claim
from crosscase.errors import DataError
from crosscase.robustness.check import Check
from crosscase.robustness.claim_cells import claim_cells
from crosscase.wording import listed

__all__ = ["KINDS", "negative_cases"]

KINDS = {
    (1, 1): "typical",
    (1, 0): "deviant: present without the outcome",
    (-1, 1): "deviant: outcome without it",
    (-1, 0): "negative: absent without the outcome",
}


def negative_cases(
    evidence: pd.DataFrame | SupportMatrix,
    claim: Claim | str,
    outcome: Mapping[str, float] | pd.Series,
) -> Check:
    """Sort cases by mechanism and outcome, and say whether negative cases bear the claim out.

    Parameters
    ----------
    evidence : DataFrame or SupportMatrix
        Rows of evidence.
    claim : Claim or str
        Gives the proposition and the rule; cases are those of `outcome`.
    outcome : mapping of case to 1 or 0
        Success or failure.

    Returns
    -------
    Check
        Holds if at least one case without the outcome is shown to lack the mechanism and none is
        shown to have it; fails if one has it; cannot be decided where no case without the outcome
        speaks. `statistic` is the number of negative cases less that of deviant ones. Table, one
        row a case: ``case_id, outcome, mechanism`` (present, absent, unclear or silent)``, kind,
        evidence_ids``.

    Raises
    ------
    DataError
        If an outcome is not 1 or 0.

    References
    ----------
    Mahoney & Goertz (2004), The possibility principle: choosing negative cases, American Political
    Science Review 98, 653-669; Schneider & Rohlfing (2013), Sociological Methods & Research 42,
    559-597 (typical and deviant cases).

    Examples
    --------
    >>> from crosscase.comparison import from_wide
    >>> rows = from_wide(pd.DataFrame({"P": [1, -1]}, index=["a", "b"]))
    >>> negative_cases(rows, Claim("P/x", "P", ("a",)), {"a": 1, "b": 0}).verdict
    'holds'
    """
    claim = find_claim(evidence, claim)
    known = pd.Series(outcome, dtype=float).dropna()
    if not known.isin([0, 1]).all():
        bad = known.index[~known.isin([0, 1])][0]
        raise DataError(f"outcome of {bad} is {known[bad]}; allowed: 1, 0 or empty")
    if known.empty:
        raise DataError("no case has an outcome")
    table = _sorted_cases(evidence, claim, known)
    kinds = table.set_index("case_id")["kind"]
    negative = tuple(kinds.index[kinds == KINDS[-1, 0]])
    deviant = tuple(kinds.index[kinds == KINDS[1, 0]])
    without = tuple(kinds.index[known[kinds.index] == 0])
    holds = False if deviant else True if negative else None
    return Check(
        check="negative cases",
        claim=claim.id,
        holds=holds,
        statistic=float(len(negative) - len(deviant)),
        threshold=1.0,
        margin=float(len(negative) - len(deviant) - 1),
        table=table,
        sentence=_sentence(claim, without, negative, deviant),
        reference="Mahoney & Goertz (2004), American Political Science Review 98, 653-669",
        evidence=tuple(row for ids in table["evidence_ids"] for row in ids),
        measure="Negative less deviant",
        digits=0,
    )


def _sorted_cases(
    evidence: pd.DataFrame | SupportMatrix, claim: Claim, outcome: pd.Series
) -> pd.DataFrame:
    cases = tuple(str(case) for case in outcome.index)
    # How many cases the claim asks for is not the question, and its cases are not these.
    rule = replace(claim.rule, silent="strict", min_cases=None)
    cells = claim_cells(evidence, Claim(claim.id, claim.proposition, cases, rule=rule))
    found = cells.tally()
    rows = []
    for case, vote, seen in zip(cases, found.vote, found.seen, strict=True):
        mechanism = {1: "present", -1: "absent", 0: "unclear"}[int(vote)] if seen else "silent"
        rows.append(
            {
                "case_id": case,
                "outcome": int(outcome[case]),
                "mechanism": mechanism,
                "kind": KINDS.get((int(vote), int(outcome[case])), "undecided"),
                "evidence_ids": tuple(cells.rows.loc[cells.rows["case_id"] == case, "evidence_id"]),
            }
        )
    return pd.DataFrame(rows)


def _sentence(
    claim: Claim,
    without: tuple[str, ...],
    negative: tuple[str, ...],
    deviant: tuple[str, ...],
) -> str:
    p = claim.proposition
    if not without:
        return f"Every case has the outcome, so {p} was never tried against a failure."
    have = "lacks" if len(without) == 1 else "lack"
    text = f"{listed(without)} {have} the outcome: "
    parts = []
    if negative:
        parts.append(f"{p} is shown to be absent in {listed(negative)}")
    if deviant:
        parts.append(f"{p} is shown to be present all the same in {listed(deviant)}")
    rest = [case for case in without if case not in negative + deviant]
    if rest:
        parts.append(f"nothing decides it in {listed(rest)}")
    return f"{text}{', '.join(parts)}."
