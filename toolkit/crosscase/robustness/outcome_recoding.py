"""Outcome recoding: does the claim survive other dates or definitions of success?"""

from __future__ import annotations

import math

import pandas as pd

from crosscase.comparison.claims import Claim
from crosscase.comparison.support_matrix import SupportMatrix, find_claim
from crosscase.errors import DataError
from crosscase.robustness.check import Check
from crosscase.robustness.claim_cells import claim_cells
from crosscase.robustness.exact_inference import exact_tests
from crosscase.wording import listed, said

__all__ = ["outcome_recoding"]


def outcome_recoding(
    evidence: pd.DataFrame | SupportMatrix, claim: Claim | str, outcomes: pd.DataFrame
) -> Check:
    """Judge a claim again with cases counted as successes and failures by other definitions.

    Parameters
    ----------
    evidence : DataFrame or SupportMatrix
        Rows of evidence.
    claim : Claim or str
        The claim. Its cases are regrouped: a success belongs where the proposition is present, a
        failure where it is absent, a case without an outcome leaves the claim.
    outcomes : DataFrame, shape (cases, definitions)
        1 success, 0 failure, empty: not rated. The first column is the study's own.

    Returns
    -------
    Check
        Holds if the claim holds under every definition; `statistic` is the share of definitions
        under which it does, `threshold` 1. Cannot be decided where it does not hold under the
        study's own. Table, one row a definition: ``definition, successes, failures, recoded``
        (cases whose outcome differs from the first), ``verdict, margin, p_fisher`` (one-sided,
        over the cases that are not silent).

    Raises
    ------
    DataError
        If an outcome is not 1, 0 or empty, or a case of the claim is missing.

    References
    ----------
    Skaaning (2011), Assessing the robustness of crisp-set and fuzzy-set QCA results, Sociological
    Methods & Research 40, 391-408.

    Examples
    --------
    >>> from crosscase.comparison import from_wide
    >>> rows = from_wide(pd.DataFrame({"P": [1, -1]}, index=["a", "b"]))
    >>> outcomes = pd.DataFrame({"early": [1, 0], "late": [1, 1]}, index=["a", "b"])
    >>> check = outcome_recoding(rows, Claim("P/x", "P", ("a",), ("b",)), outcomes)
    >>> check.table["verdict"].tolist()
    ['holds', 'fails']
    """
    claim = find_claim(evidence, claim)
    outcomes = _checked(outcomes, claim)
    own = outcomes.columns[0]
    table = pd.DataFrame(
        [_under(evidence, claim, outcomes, own, definition) for definition in outcomes.columns]
    )
    held = table["verdict"] == "holds"
    holds = None if not held.iloc[0] else bool(held.all())
    share = float(held.mean())
    return Check(
        check="outcome recoding",
        claim=claim.id,
        holds=holds,
        statistic=share,
        threshold=1.0,
        margin=share - 1.0,
        table=table,
        sentence=_sentence(claim, table, holds),
        reference="Skaaning (2011), Sociological Methods & Research 40, 391-408",
        evidence=claim_cells(evidence, claim).evidence,
        measure="Share",
        digits=2,
    )


def _checked(outcomes: pd.DataFrame, claim: Claim) -> pd.DataFrame:
    if "case_id" in outcomes:
        outcomes = outcomes.set_index("case_id")
    missing = [case for case in claim.cases if case not in outcomes.index]
    if missing:
        raise DataError(f"outcomes have no row for {missing[0]!r}, a case of claim {claim.id!r}")
    if outcomes.shape[1] == 0:
        raise DataError("outcomes have no column; give one column a definition")
    outcomes = outcomes.loc[list(claim.cases)].astype(float)
    for definition in outcomes:
        bad = outcomes[definition].dropna()
        bad = bad[~bad.isin([0, 1])]
        if len(bad):
            raise DataError(
                f"outcome of {bad.index[0]} under {definition!r} is {bad.iloc[0]}; allowed: 1, 0 "
                "or empty"
            )
    return outcomes


def _under(
    evidence: pd.DataFrame | SupportMatrix,
    claim: Claim,
    outcomes: pd.DataFrame,
    own: str,
    definition: str,
) -> dict[str, object]:
    outcome, first = outcomes[definition], outcomes[own]
    # Empty is an outcome too here: a case that is rated anew is recoded.
    moved = (outcome != first) & ~(outcome.isna() & first.isna())
    groups = tuple(
        tuple(case for case in claim.cases if outcome[case] == value) for value in (1, 0)
    )
    return {
        "definition": definition,
        "successes": groups[0],
        "failures": groups[1],
        "recoded": tuple(case for case in claim.cases if moved[case]),
        **_judged(evidence, claim, *groups),
    }


def _judged(
    evidence: pd.DataFrame | SupportMatrix,
    claim: Claim,
    successes: tuple[str, ...],
    failures: tuple[str, ...],
) -> dict[str, object]:
    """Return verdict, margin and Fisher's p of the claim with its cases in these groups."""
    least = claim.rule.min_cases or 0
    small = any(0 < len(group) < least for group in (successes, failures))
    if not successes + failures or small:
        return {"verdict": "not shown", "margin": math.nan, "p_fisher": math.nan}
    again = Claim(claim.id, claim.proposition, successes, failures, claim.rule, claim.text)
    cells = claim_cells(evidence, again)
    found = cells.tally()
    seen = cells.seen_in(found)
    p = math.nan
    if seen and successes and failures:
        tests = exact_tests(seen, {case: float(case in successes) for case in again.cases})
        p = float(tests.set_index("test").loc["Fisher", "p_greater"])
    return {"verdict": str(found.verdict), "margin": float(found.slack), "p_fisher": p}


def _sentence(claim: Claim, table: pd.DataFrame, holds: bool | None) -> str:
    own, n = table.iloc[0], len(table)
    if holds is None:
        return (
            f"{claim.id} {said(own['verdict'])} under the study's own outcome "
            f"({own['definition']}), so other outcomes cannot break it."
        )
    if holds:
        if n == 1:
            return f"{claim.id} holds under the only outcome given ({own['definition']})."
        return f"{claim.id} holds under all {n} definitions of the outcome."
    fallen = table[table["verdict"] != "holds"]
    parts = [
        f"{row['definition']} ({listed(row['recoded'])} recoded)" for _, row in fallen.iterrows()
    ]
    return (
        f"{claim.id} holds under {n - len(fallen)} of {n} definitions of the outcome and not under "
        f"{listed(parts)}."
    )
