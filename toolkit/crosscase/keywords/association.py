"""Log-likelihood of 2×2 tables, and p values adjusted for the number of tests."""

from __future__ import annotations

import numpy as np
import scipy  # its `special` is loaded when first used
from numpy.typing import ArrayLike

from crosscase.errors import ParameterError

__all__ = ["adjusted", "chi2_p", "log_likelihood", "observed_part"]


def log_likelihood(a: ArrayLike, b: ArrayLike, c: ArrayLike, d: ArrayLike) -> np.ndarray:
    """Return Dunning's G² = 2 Σ O ln(O/E) of full 2×2 tables [[a, b], [c, d]].

    Parameters
    ----------
    a, b, c, d : float or array
        Observed counts, 0 or above.

    Returns
    -------
    ndarray
        G², 0 or above.

    References
    ----------
    Dunning (1993), Computational Linguistics 19(1), p. 71.

    Examples
    --------
    >>> round(float(log_likelihood(29, 13, 123, 31612)), 2)
    263.9
    """
    a, b, c, d = (np.asarray(cell, dtype=float) for cell in (a, b, c, d))
    n = a + b + c + d
    margins = [(a, a + b, a + c), (b, a + b, b + d), (c, c + d, a + c), (d, c + d, b + d)]
    total = sum(observed_part(o, row * column / n) for o, row, column in margins)
    return np.maximum(2 * np.asarray(total), 0)


def chi2_p(value: ArrayLike) -> np.ndarray:
    """Return the upper tail of χ² with one degree of freedom: erfc(√(x/2)).

    Examples
    --------
    >>> round(float(chi2_p(3.841459)), 6)
    0.05
    """
    return np.asarray(scipy.special.erfc(np.sqrt(np.asarray(value) / 2)))


def observed_part(observed: np.ndarray, expected: np.ndarray) -> np.ndarray:
    """Return O ln(O/E) of each cell, 0 where nothing was observed."""
    ratio = observed / np.where(expected > 0, expected, 1)
    return np.asarray(scipy.special.xlogy(observed, ratio))


def adjusted(p: np.ndarray, method: str) -> np.ndarray:
    """Return p values adjusted for the number of tests.

    Parameters
    ----------
    p : ndarray
        The p values.
    method : str
        A method of ``statsmodels.stats.multitest.multipletests``, or "none".

    Examples
    --------
    >>> adjusted(np.array([0.01, 0.04]), "holm").tolist()
    [0.02, 0.04]
    """
    if method == "none" or not len(p):
        return p
    if method in {"holm", "bonferroni", "fdr_bh"}:
        return _usual(np.asarray(p), method)
    from statsmodels.stats.multitest import multipletests

    try:
        return np.asarray(multipletests(p, method=method)[1])
    except ValueError:
        raise ParameterError(
            f"adjust is {method!r}; allowed: 'none' or a method of statsmodels' multipletests "
            "such as 'holm', 'bonferroni', 'fdr_bh'"
        ) from None


def _usual(p: np.ndarray, method: str) -> np.ndarray:
    """Adjust by a usual method; multipletests collects garbage first, which takes far longer."""
    n = len(p)
    if method == "bonferroni":
        return np.minimum(p * n, 1)
    if method == "fdr_bh":
        from statsmodels.stats.multitest import fdrcorrection

        return np.asarray(fdrcorrection(p)[1])
    order = np.argsort(p)
    stepped = np.maximum.accumulate(p[order] * np.arange(n, 0, -1))
    adjusted_p = np.empty(n)
    adjusted_p[order] = np.minimum(stepped, 1)
    return adjusted_p
