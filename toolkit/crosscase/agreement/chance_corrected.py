"""Fleiss' kappa and Gwet's AC1: agreement of any number of coders, corrected for chance.

Both are (p_a - p_e) / (1 - p_e) and differ in what they expect by chance alone. Letters as in
Gwet (2014): n units, r coders, q categories, r_ik coders who put unit i into category k; pi_k is
the mean share of category k.

Two coders, three units, rated aa, ab, bb: they agree on two of three, p_a = 2/3, and each
category has half of the ratings, pi = (1/2, 1/2). Fleiss expects two ratings to meet by chance
with sum of pi_k² = 1/2, Gwet with sum of pi_k (1 - pi_k) / (q - 1) = 1/2; both give 1/3. With the
ratings aa, aa, aa, ab, pi is (7/8, 1/8): Fleiss now expects 50/64 and falls to -1/7, the paradox
that Gwet's 14/64 (AC1 0.68) was made to avoid.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import TypeAlias

import numpy as np

from crosscase.agreement.coefficient import Agreement, check_confidence
from crosscase.agreement.ratings import Ratings, as_frame, categories_of, counts_by_unit
from crosscase.errors import DataError

__all__ = ["fleiss_kappa", "gwet_ac1"]

ExpectedAgreement: TypeAlias = Callable[[np.ndarray, np.ndarray], np.ndarray]
"""Chance agreement of ratings with given shares, shape (..., q), where the categories have the
mean shares pi, shape (q,)."""


def gwet_ac1(
    ratings: Ratings,
    *,
    counts: bool = False,
    categories: Sequence[object] | None = None,
    confidence: float = 0.95,
) -> Agreement:
    """Gwet's AC1 of two or more coders, ratings may be missing.

    Parameters
    ----------
    ratings : DataFrame (units × coders) or mapping of coder to ratings
        Labels; empty where a coder left a unit out.
    counts : bool, default False
        `ratings` holds the number of coders by unit and category instead.
    categories : sequence, optional
        All categories, also those that nobody used: AC1 depends on their number.
    confidence : float, default 0.95
        Level of the interval, by Student's t with n - 1 degrees of freedom.

    Returns
    -------
    Agreement
        Interval ends are cut at 1.

    Raises
    ------
    DataError
        If there are fewer than two coders, or no unit has two ratings.

    References
    ----------
    Gwet (2008), British Journal of Mathematical and Statistical Psychology 61, 29-48; Gwet
    (2014), Handbook of Inter-Rater Reliability, 4th ed., ch. 2 and 5.

    Examples
    --------
    >>> import pandas as pd
    >>> table = [[13, 0, 0], [0, 20, 7], [0, 4, 56]]
    >>> pairs = [(i, j) for i in range(3) for j in range(3) for _ in range(table[i][j])]
    >>> round(gwet_ac1(pd.DataFrame(pairs)).value, 7)
    0.8493305
    """
    table, coders = _table(ratings, categories, counts)
    return _chance_corrected("Gwet's AC1", _expected_by_gwet, table, coders, confidence)


def fleiss_kappa(
    ratings: Ratings,
    *,
    counts: bool = False,
    categories: Sequence[object] | None = None,
    confidence: float = 0.95,
) -> Agreement:
    """Fleiss' kappa of two or more coders, ratings may be missing.

    Parameters
    ----------
    ratings : DataFrame (units × coders) or mapping of coder to ratings
        Labels; empty where a coder left a unit out.
    counts : bool, default False
        `ratings` holds the number of coders by unit and category instead.
    categories : sequence, optional
        All categories; unused ones change nothing here.
    confidence : float, default 0.95
        Level of the interval, by Student's t with n - 1 degrees of freedom, on Gwet's variance
        (which lets the units vary; the variance of Fleiss 1971 holds under no agreement only).

    Returns
    -------
    Agreement
        Interval ends are cut at 1.

    Raises
    ------
    DataError
        If there are fewer than two coders, or no unit has two ratings.

    References
    ----------
    Fleiss (1971), Psychological Bulletin 76, 378-382 (value, by statsmodels where each unit has
    the same number of ratings); Gwet (2014), Handbook of Inter-Rater Reliability, ch. 5.

    Examples
    --------
    >>> round(fleiss_kappa([[0, 6], [6, 0], [3, 3]], counts=True).value, 4)
    0.6
    """
    table, coders = _table(ratings, categories, counts)
    return _chance_corrected(
        "Fleiss' kappa", _expected_by_fleiss, table, coders, confidence, complete=_by_statsmodels
    )


def _expected_by_fleiss(share: np.ndarray, pi: np.ndarray) -> np.ndarray:
    return (share * pi).sum(-1)


def _expected_by_gwet(share: np.ndarray, pi: np.ndarray) -> np.ndarray:
    return (share * (1 - pi)).sum(-1) / max(len(pi) - 1, 1)


def _by_statsmodels(table: np.ndarray) -> float:
    from statsmodels.stats.inter_rater import fleiss_kappa as by_statsmodels

    return float(by_statsmodels(table))


def _table(
    ratings: Ratings, categories: Sequence[object] | None, counts: bool
) -> tuple[np.ndarray, int]:
    """Return r_ik and the number of coders."""
    if counts:
        table = np.asarray(ratings, dtype=float)
        return table, int(table.sum(1).max(initial=0))
    frame = as_frame(ratings)
    return counts_by_unit(frame, categories_of(frame, categories)), frame.shape[1]


def _chance_corrected(
    name: str,
    expected: ExpectedAgreement,
    table: np.ndarray,
    coders: int,
    confidence: float,
    *,
    complete: Callable[[np.ndarray], float] | None = None,
) -> Agreement:
    """Correct for chance; `complete` gives the value where all units have as many ratings."""
    check_confidence(confidence)
    r_ik = table[table.sum(1) > 0]
    r_i = r_ik.sum(1)
    if not (r_i >= 2).any():
        raise DataError("no unit has two ratings, so agreement cannot be computed")
    n, q = r_ik.shape
    p_ai = np.where(r_i >= 2, (r_ik * (r_ik - 1)).sum(1) / np.maximum(r_i * (r_i - 1), 1), 0.0)
    p_a = p_ai[r_i >= 2].mean()
    share = r_ik / r_i[:, None]
    pi = share.mean(0)
    p_ei, p_e = expected(share, pi), float(expected(pi, pi))
    value = error = math.nan
    note = "Every rating is the same category, so chance agreement is complete."
    if 1 - p_e > 1e-12 and q > 1:
        value, note = (p_a - p_e) / (1 - p_e), ""
        if complete is not None and len(set(r_i)) == 1:
            value = complete(r_ik)
        error = _standard_error(value, r_i >= 2, p_ai, p_ei, p_e)
    low, high = _ends(value, error, n, confidence)
    return Agreement(
        coefficient=name,
        value=float(value),
        standard_error=error,
        low=low,
        high=high,
        confidence=confidence,
        interval="analytic, Student's t, Gwet's variance",
        units=n,
        coders=coders,
        observed=float(p_a),
        expected=p_e,
        note=note,
    )


def _standard_error(
    value: float, twice: np.ndarray, p_ai: np.ndarray, p_ei: np.ndarray, p_e: float
) -> float:
    """Gwet's variance: each unit's own coefficient, with what it adds to chance agreement.

    A unit rated once takes no part in the agreement and does take part in pi, so it stays in.
    """
    n = len(twice)
    if n < 2:
        return math.nan
    kappa_i = np.where(twice, (n / twice.sum()) * (p_ai - p_e) / (1 - p_e), 0.0)
    kappa_i = kappa_i - 2 * (1 - value) * (p_ei - p_e) / (1 - p_e)
    return math.sqrt(((kappa_i - value) ** 2).sum() / (n * (n - 1)))


def _ends(value: float, error: float, n: int, confidence: float) -> tuple[float, float]:
    """Return Student's interval, cut at 1; missing where there is no standard error."""
    from scipy import stats

    if math.isnan(error):
        return math.nan, math.nan
    half = stats.t.ppf((1 + confidence) / 2, n - 1) * error
    return float(value - half), float(min(1.0, value + half))
