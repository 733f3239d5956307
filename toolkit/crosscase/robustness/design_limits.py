"""Design limits: could so few cases show a contrast at all, and do they?

Seen in all six successes and in neither of two failures: p = 1/28 = 0.036, and the claim holds at
0.05. Were one failure silent, seven cases would be left, of which no result gives less than 1/7,
and the test could decide nothing. See :mod:`crosscase.robustness.exact_inference`.
"""

from __future__ import annotations

import math

import pandas as pd

from crosscase.comparison.claims import Claim
from crosscase.comparison.support_matrix import SupportMatrix, find_claim
from crosscase.errors import ParameterError
from crosscase.robustness.check import Check
from crosscase.robustness.claim_cells import claim_cells
from crosscase.robustness.exact_inference import cases_needed, exact_tests, smallest_p
from crosscase.wording import counted, listed

__all__ = ["design_limits"]


def design_limits(
    evidence: pd.DataFrame | SupportMatrix,
    claim: Claim | str,
    *,
    alpha: float = 0.05,
    tests: int = 1,
) -> Check:
    """Test a claim of contrast exactly, and say what the design could show at best.

    Parameters
    ----------
    evidence : DataFrame or SupportMatrix
        Rows of evidence.
    claim : Claim or str
        A claim with `present_in` (successes) and `absent_in` (failures).
    alpha : float, default 0.05
        Level, one-sided.
    tests : int, default 1
        Number of claims tested side by side; alpha is divided by it.

    Returns
    -------
    Check
        Holds if Fisher's one-sided p, over the cases that are not silent, is at most alpha;
        cannot be decided where even a perfect result could not reach alpha with the cases that
        are not silent. Table: the exact tests, and rows of
        :func:`crosscase.robustness.cases_needed`.

    Raises
    ------
    ParameterError
        If the claim has one group only.

    References
    ----------
    Fisher (1935), The Design of Experiments, ch. 2.

    Examples
    --------
    >>> from crosscase.comparison import from_wide
    >>> rows = from_wide(pd.DataFrame({"P": [1] * 6 + [-1] * 2}, index=list("abcdefgh")))
    >>> check = design_limits(rows, Claim("P/contrast", "P", tuple("abcdef"), ("g", "h")))
    >>> check.verdict, round(check.statistic, 4)
    ('holds', 0.0357)
    """
    claim = find_claim(evidence, claim)
    if not (claim.present_in and claim.absent_in):
        raise ParameterError(
            f"claim {claim.id!r} has one group of cases; exact tests need present_in (successes) "
            "and absent_in (failures)"
        )
    level = alpha / tests
    cells = claim_cells(evidence, claim)
    seen = cells.seen_in(cells.tally())
    results, p = _tested(claim, seen)
    s, f = (sum(case in seen for case in group) for group in (claim.present_in, claim.absent_in))
    reach = smallest_p(s, f)
    needed = cases_needed(len(claim.present_in), len(claim.absent_in), alpha=alpha, tests=tests)
    return Check(
        check="design limits",
        claim=claim.id,
        holds=None if reach > level else p <= level,
        statistic=p,
        threshold=level,
        margin=level - p,
        table=pd.concat([results, needed.rename(columns={"way": "test"})], ignore_index=True),
        sentence=_shown(claim, seen, p, alpha, tests) + _reach(claim, seen, reach, level, needed),
        reference="Fisher (1935), The Design of Experiments, ch. 2",
        evidence=cells.evidence,
        measure="p",
    )


def _tested(claim: Claim, seen: dict[str, float]) -> tuple[pd.DataFrame, float]:
    """Return the exact tests over the cases that speak, and Fisher's one-sided p."""
    if not seen:
        return pd.DataFrame(), math.nan
    results = exact_tests(seen, {case: float(case in claim.present_in) for case in claim.cases})
    return results, float(results.set_index("test").loc["Fisher", "p_greater"])


def _shown(claim: Claim, seen: dict[str, float], p: float, alpha: float, tests: int) -> str:
    """Say what the design could show at best, what it shows, and what is asked for."""
    s, f = len(claim.present_in), len(claim.absent_in)
    text = (
        f"With {counted(s, 'success', 'successes')} and {counted(f, 'failure')} the smallest "
        f"one-sided p that an exact test can reach is 1/{math.comb(s + f, s)} = "
        f"{smallest_p(s, f):.4f}"
    )
    if seen:
        with_it, also = (
            sum(seen.get(case) == 1 for case in group)
            for group in (claim.present_in, claim.absent_in)
        )
        text += (
            f"; {claim.proposition} is seen in {with_it} of the successes and {also} of the "
            f"failures, p = {p:.4f}"
        )
    silent = [case for case in claim.cases if case not in seen]
    if silent:
        text += f" ({listed(silent)} left out as silent)"
    shared = f" ({alpha:g} shared among {tests} claims)" if tests > 1 else ""
    return f"{text}, against a level of {alpha / tests:.4f}{shared}"


def _reach(
    claim: Claim, seen: dict[str, float], reach: float, level: float, needed: pd.DataFrame
) -> str:
    """Say what keeps the design from deciding, if anything does."""
    s, f = len(claim.present_in), len(claim.absent_in)
    if smallest_p(s, f) > level:
        row = needed.loc[needed["way"] == "either"].iloc[0]
        more = (
            (int(row["successes"]) - s, "more success", "more successes"),
            (int(row["failures"]) - f, "more failure", "more failures"),
        )
        added = listed(counted(*item) for item in more if item[0])
        return f". The design cannot reach it; {added}, at least, would be needed."
    if reach > level:
        return (
            f". Even a perfect result on {counted(len(seen), 'case')} could reach {reach:.4f} "
            "only, so the test decides nothing."
        )
    return "."
