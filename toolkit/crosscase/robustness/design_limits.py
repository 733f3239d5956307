"""Design limits: what exact tests can say with so few cases, and how many more they would need."""

from __future__ import annotations

import itertools
import math
from collections.abc import Mapping

import numpy as np
import pandas as pd
from scipy import stats

from crosscase.comparison.claims import Claim
from crosscase.comparison.support_matrix import SupportMatrix
from crosscase.errors import DataError, ParameterError
from crosscase.robustness.check import Check
from crosscase.robustness.claim_cells import claim_cells
from crosscase.wording import counted, listed

__all__ = ["cases_needed", "design_limits", "exact_tests", "smallest_p"]


def smallest_p(successes: int, failures: int, *, alternative: str = "greater") -> float:
    """Smallest p value that Fisher's exact test can reach with so many cases on each side.

    Parameters
    ----------
    successes, failures : int
        Cases with and without the outcome.
    alternative : {"greater", "two-sided"}
        One-sided (perfect separation in the claimed direction) or two-sided.

    Returns
    -------
    float
        1 / C(n, successes) one-sided; two-sided the least over all ways to divide the cases.

    Raises
    ------
    ParameterError
        If a count is negative or `alternative` unknown.

    References
    ----------
    Fisher (1935), The Design of Experiments, ch. 2; by scipy.

    Examples
    --------
    >>> smallest_p(6, 2) == 1 / 28
    True
    """
    if successes < 0 or failures < 0:
        raise ParameterError(f"{successes} successes and {failures} failures; none may be negative")
    if alternative not in ("greater", "two-sided"):
        raise ParameterError(f"alternative is {alternative!r}; allowed: 'greater', 'two-sided'")
    if alternative == "greater":
        return 1 / math.comb(successes + failures, successes)
    table = [[successes, 0], [0, failures]]
    return float(stats.fisher_exact(table).pvalue) if successes and failures else 1.0


def cases_needed(
    successes: int, failures: int, *, alpha: float = 0.05, tests: int = 1
) -> pd.DataFrame:
    """Say how many more cases a design needs before a perfect result could be significant.

    Parameters
    ----------
    successes, failures : int
        Cases at hand.
    alpha : float, default 0.05
        Level, one-sided.
    tests : int, default 1
        Number of tests made; alpha is divided by it (Bonferroni).

    Returns
    -------
    DataFrame
        One row a way to add cases (``more successes``, ``more failures``, ``either``): ``added,
        successes, failures, smallest_p``; ``added`` is 0 where the design suffices, missing where
        no number of such cases helps.

    Raises
    ------
    ParameterError
        If `alpha` or `tests` is outside its range.

    Examples
    --------
    >>> cases_needed(6, 2, tests=8)[["way", "added"]].to_dict("list")
    {'way': ['more successes', 'more failures', 'either'], 'added': [11.0, 2.0, 2.0]}
    """
    if not 0 < alpha < 1 or tests < 1:
        raise ParameterError(f"alpha {alpha} and tests {tests}; allowed: 0 < alpha < 1, tests >= 1")
    level = alpha / tests
    rows = []
    for way in ("more successes", "more failures", "either"):
        found = _first_enough(successes, failures, level, way)
        rows.append({"way": way, **found})
    return pd.DataFrame(rows)


def _first_enough(successes: int, failures: int, level: float, way: str) -> dict[str, float]:
    for added in range(10_001):
        splits = {
            "more successes": [(added, 0)],
            "more failures": [(0, added)],
            "either": [(a, added - a) for a in range(added + 1)],
        }[way]
        p, s, f = min(
            (smallest_p(successes + a, failures + b), successes + a, failures + b)
            for a, b in splits
        )
        if p <= level:
            return {"added": float(added), "successes": s, "failures": f, "smallest_p": p}
        hopeless = (failures == 0 and way == "more successes") or (
            successes == 0 and way == "more failures"
        )
        if hopeless:
            break
    missing = math.nan
    return {"added": missing, "successes": missing, "failures": missing, "smallest_p": missing}


def exact_tests(
    condition: Mapping[str, float] | pd.Series, outcome: Mapping[str, float] | pd.Series
) -> pd.DataFrame:
    """Fisher's exact test and an exact permutation test of a condition against an outcome.

    Parameters
    ----------
    condition : mapping of case to number
        1 and 0 (or True and False) for Fisher's test; any number for the permutation test. A
        missing value leaves the case out.
    outcome : mapping of case to 1 or 0
        Success or failure.

    Returns
    -------
    DataFrame
        One row a test (``Fisher``, only where the condition is 0 and 1; ``permutation`` of the
        difference in means, all divisions of the cases tried up to 200,000): ``n, statistic,
        p_greater, p_two_sided, smallest_p``.

    Raises
    ------
    DataError
        If an outcome is not 0 or 1, no case is in both, or there are too many divisions.

    References
    ----------
    Fisher (1935), The Design of Experiments, ch. 2-3; Fisher's test by scipy.

    Examples
    --------
    >>> seen = {"a": 1, "b": 1, "c": 1, "d": 1, "e": 1, "f": 1, "g": 0, "h": 0}
    >>> exact_tests(seen, seen)["p_greater"].round(4).tolist()
    [0.0357, 0.0357]
    """
    both = pd.DataFrame({"x": pd.Series(condition), "y": pd.Series(outcome)}, dtype=float).dropna()
    if both.empty:
        raise DataError("no case has both a condition and an outcome")
    if not both["y"].isin([0, 1]).all():
        bad = both.index[~both["y"].isin([0, 1])][0]
        raise DataError(f"outcome of {bad} is {both['y'][bad]}; allowed: 1, 0 or empty")
    success = both["y"].to_numpy() == 1
    x = both["x"].to_numpy()
    s, f = int(success.sum()), int((~success).sum())
    rows = []
    if set(x) <= {0.0, 1.0}:
        a, c = int(x[success].sum()), int(x[~success].sum())
        cells = [[a, s - a], [c, f - c]]
        rows.append(
            {
                "test": "Fisher",
                "n": len(x),
                "statistic": a / s - c / f if s and f else math.nan,
                "p_greater": float(stats.fisher_exact(cells, alternative="greater").pvalue),
                "p_two_sided": float(stats.fisher_exact(cells).pvalue),
                "smallest_p": smallest_p(s, f),
            }
        )
    rows.append(_permutation(x, success))
    return pd.DataFrame(rows)


def _permutation(x: np.ndarray, success: np.ndarray) -> dict[str, object]:
    n, s = len(x), int(success.sum())
    if math.comb(n, s) > 200_000:
        raise DataError(
            f"{n} cases can be divided in {math.comb(n, s):,} ways, too many for an exact test; "
            "use scipy.stats.permutation_test with random resamples"
        )
    row = {"test": "permutation", "n": n, "smallest_p": 1 / math.comb(n, s)}
    if s in (0, n):
        return row | {"statistic": math.nan, "p_greater": 1.0, "p_two_sided": 1.0}
    sums = np.array([sum(x[list(c)]) for c in itertools.combinations(range(n), s)])
    differences = sums / s - (x.sum() - sums) / (n - s)
    observed = x[success].mean() - x[~success].mean()
    p_greater = float((differences >= observed - 1e-9).mean())
    p_two = float((np.abs(differences) >= abs(observed) - 1e-9).mean())
    return row | {"statistic": float(observed), "p_greater": p_greater, "p_two_sided": p_two}


def design_limits(
    evidence: pd.DataFrame | SupportMatrix,
    claim: Claim,
    *,
    alpha: float = 0.05,
    tests: int = 1,
) -> Check:
    """Test a claim of contrast exactly, and say what the design could show at best.

    Parameters
    ----------
    evidence : DataFrame or SupportMatrix
        Rows of evidence.
    claim : Claim
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
        are not silent. Table: the exact tests, and rows of :func:`cases_needed`.

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
    if not (claim.present_in and claim.absent_in):
        raise ParameterError(
            f"claim {claim.id!r} has one group of cases; exact tests need present_in (successes) "
            "and absent_in (failures)"
        )
    s, f = len(claim.present_in), len(claim.absent_in)
    level = alpha / tests
    needed = cases_needed(s, f, alpha=alpha, tests=tests)
    cells = claim_cells(evidence, claim.under(silent="strict", absence="shown"))
    found = cells.tally()
    shown = found.vote * claim.signs
    condition = {
        case: float(vote > 0)
        for case, vote, seen in zip(claim.cases, shown, found.seen, strict=True)
        if seen
    }
    outcome = {case: float(case in claim.present_in) for case in claim.cases}
    if condition:
        results = exact_tests(condition, outcome)
        p = float(results.loc[results["test"] == "Fisher", "p_greater"].iloc[0])
    else:
        results, p = pd.DataFrame(columns=["test"]), math.nan
    groups = (claim.present_in, claim.absent_in)
    speaking = [sum(case in condition for case in group) for group in groups]
    reach = smallest_p(*speaking)
    holds = None if reach > level or not condition else p <= level
    table = pd.concat([results, needed.rename(columns={"way": "test"})], ignore_index=True)
    return Check(
        check="design limits",
        claim=claim.id,
        holds=holds,
        statistic=p,
        threshold=level,
        margin=level - p,
        table=table,
        sentence=_sentence(claim, condition, p, reach, level, tests, needed),
        reference="Fisher (1935), The Design of Experiments, ch. 2",
        evidence=cells.evidence,
    )


def _sentence(
    claim: Claim,
    condition: dict[str, float],
    p: float,
    reach: float,
    level: float,
    tests: int,
    needed: pd.DataFrame,
) -> str:
    s, f = len(claim.present_in), len(claim.absent_in)
    ways = math.comb(s + f, s)
    best = smallest_p(s, f)
    text = (
        f"With {counted(s, 'success', 'successes')} and {counted(f, 'failure')} the smallest "
        f"one-sided p that an exact test can reach is 1/{ways} = {best:.4f}"
    )
    silent = [case for case in claim.cases if case not in condition]
    if condition:
        seen = [case for case in claim.present_in if condition.get(case) == 1]
        also = [case for case in claim.absent_in if condition.get(case) == 1]
        text += (
            f"; {claim.proposition} is seen in {len(seen)} of the successes and {len(also)} of the "
            f"failures, p = {p:.4f}"
        )
    if silent:
        text += f" ({listed(silent)} left out as silent)"
    against = f" (0.05 shared among {tests} claims)" if tests > 1 and level * tests == 0.05 else ""
    text += f", against a level of {level:.4f}{against}"
    if best > level:
        row = needed.loc[needed["way"] == "either"].iloc[0]
        more_s, more_f = int(row["successes"]) - s, int(row["failures"]) - f
        added = listed(
            [
                counted(n, word, plural)
                for n, word, plural in (
                    (more_s, "more success", "more successes"),
                    (more_f, "more failure", None),
                )
                if n
            ]
        )
        text += f". The design cannot reach it; {added}, at least, would be needed"
    elif reach > level:
        text += (
            f". Even a perfect result on {counted(len(condition), 'case')} could reach {reach:.4f} "
            "only, so the test decides nothing"
        )
    return text + "."
