"""Exact tests with few cases: what they show, and what they could show at best.

Six successes and two failures can be divided in C(8, 2) = 28 ways, all alike if the condition has
nothing to do with the outcome. One of them separates the cases perfectly, so no one-sided p can be
smaller than 1/28 = 0.036: enough at 0.05, too much for eight tests that share it. Two failures
more make it C(10, 4) = 210 ways, and 1/210 suffices for eight.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Mapping

import numpy as np
import pandas as pd

from crosscase.errors import DataError, ParameterError

__all__ = ["cases_needed", "exact_tests", "smallest_p"]

# Where so many cases more would not do, no case study will have them.
_MOST_ADDED = 10_000
# All divisions of 20 cases into halves are 184,756: a second.
_MOST_DIVISIONS = 200_000


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
    from scipy import stats

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
    missing = dict.fromkeys(("added", "successes", "failures", "smallest_p"), math.nan)
    # One side alone is divided in one way however many cases it has: p stays 1.
    if (way == "more successes" and not failures) or (way == "more failures" and not successes):
        return missing
    for added in range(_MOST_ADDED + 1):
        # How many of them are successes: all, none, or any number.
        least, most = {"more successes": (added, added), "more failures": (0, 0)}.get(
            way, (0, added)
        )
        p, s, f = min(
            (smallest_p(successes + a, failures + added - a), successes + a, failures + added - a)
            for a in range(least, most + 1)
        )
        if p <= level:
            return {"added": float(added), "successes": s, "failures": f, "smallest_p": p}
    return missing


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
    rows = [_fisher(x, success)] if set(x) <= {0.0, 1.0} else []
    return pd.DataFrame([*rows, _permutation(x, success)])


def _fisher(x: np.ndarray, success: np.ndarray) -> dict[str, object]:
    from scipy import stats

    s, f = int(success.sum()), int((~success).sum())
    a, c = int(x[success].sum()), int(x[~success].sum())
    cells = [[a, s - a], [c, f - c]]
    return {
        "test": "Fisher",
        "n": len(x),
        "statistic": a / s - c / f if s and f else math.nan,
        "p_greater": float(stats.fisher_exact(cells, alternative="greater").pvalue),
        "p_two_sided": float(stats.fisher_exact(cells).pvalue),
        "smallest_p": smallest_p(s, f),
    }


def _permutation(x: np.ndarray, success: np.ndarray) -> dict[str, object]:
    n, s = len(x), int(success.sum())
    if math.comb(n, s) > _MOST_DIVISIONS:
        raise DataError(
            f"{n} cases can be divided in {math.comb(n, s):,} ways, too many for an exact test; "
            "use scipy.stats.permutation_test with random resamples"
        )
    row = {"test": "permutation", "n": n, "smallest_p": 1 / math.comb(n, s)}
    if s in (0, n):
        return row | {"statistic": math.nan, "p_greater": 1.0, "p_two_sided": 1.0}
    sums = np.array([sum(x[list(c)]) for c in itertools.combinations(range(n), s)])
    differences = sums / s - (x.sum() - sums) / (n - s)
    # 1e-9: a division as good as the observed one counts, though its mean be rounded otherwise.
    observed = x[success].mean() - x[~success].mean()
    p_greater = float((differences >= observed - 1e-9).mean())
    p_two = float((np.abs(differences) >= abs(observed) - 1e-9).mean())
    return row | {"statistic": float(observed), "p_greater": p_greater, "p_two_sided": p_two}
