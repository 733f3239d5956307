"""Internal consistency: do the items of a scale measure one thing?

Alpha compares the variance of the respondents' sums with those of the single items: where items
move together, sums vary more than the items alone explain. Three respondents who answer two items
1 1, 2 2 and 3 3 have sums 2, 4, 6 (variance 4) and items of variance 1 each, so alpha is
2/1 × (1 - 2/4) = 1. Letters as in Cronbach (1951) and Feldt, Woodruff & Salih (1987): *n*
respondents, *k* items.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from crosscase.errors import DataError, ParameterError
from crosscase.results import Result
from crosscase.scorecard.answers import oriented

__all__ = ["Alpha", "cronbach_alpha", "feldt_interval", "reliability"]


@dataclass(frozen=True, repr=False)
class Alpha(Result):
    """Cronbach's alpha of one scale.

    Parameters
    ----------
    alpha : float
        Raw alpha.
    lower, upper : float
        Feldt's interval.
    confidence : float
        Its level.
    n, k : int
        Respondents and items.
    table : DataFrame, k rows
        ``item_id``, ``mean``, ``sd``, ``item_rest_r`` (correlation with the sum of the other
        items), ``alpha_if_deleted``.
    """

    alpha: float
    lower: float
    upper: float
    confidence: float
    n: int
    k: int
    table: pd.DataFrame

    @property
    def title(self) -> str:
        """Alpha with its interval."""
        return (
            f"Cronbach's alpha = {self.alpha:.3f}, {self.confidence:.0%} interval "
            f"{self.lower:.3f} to {self.upper:.3f} (n = {self.n}, k = {self.k})"
        )


def cronbach_alpha(matrix: pd.DataFrame, *, confidence: float = 0.95) -> Alpha:
    """Cronbach's alpha of a scale, with Feldt's interval and the statistics of its items.

    Parameters
    ----------
    matrix : DataFrame, shape (n, k)
        Answers, one row a respondent, one column an item, all turned the same way; no gaps.
    confidence : float
        Level of the interval.

    Returns
    -------
    Alpha

    Raises
    ------
    DataError
        If there are fewer than two respondents or items, an answer is missing, or the sums of
        the respondents do not differ.

    References
    ----------
    Cronbach, L. J. (1951). Coefficient alpha and the internal structure of tests.
    *Psychometrika* 16, 297-334, formula 2.

    Examples
    --------
    >>> cronbach_alpha(pd.DataFrame({"a": [1, 2, 3], "b": [1, 2, 3]})).alpha
    1.0
    """
    n, k = matrix.shape
    if n < 2 or k < 2:
        raise DataError(f"{n} respondent(s) and {k} item(s); alpha needs at least two of each")
    if matrix.isna().to_numpy().any():
        gap = matrix.columns[matrix.isna().any()][0]
        raise DataError(f"item {gap!r} has a missing answer; alpha needs complete answers")
    x = matrix.to_numpy(dtype=float)
    if np.isclose(x.sum(axis=1).var(ddof=1), 0):
        raise DataError("the respondents' sums do not differ, so alpha is not defined")
    alpha = _alpha(x)
    lower, upper = feldt_interval(alpha, n, k, confidence=confidence)
    rows = []
    for j, item in enumerate(matrix.columns):
        own, rest = x[:, j], np.delete(x, j, axis=1)
        # One item alone has no alpha.
        without = _alpha(rest) if k > 2 else np.nan
        with_rest = _correlation(own, rest.sum(axis=1))
        rows.append((item, own.mean(), own.std(ddof=1), with_rest, without))
    columns = ["item_id", "mean", "sd", "item_rest_r", "alpha_if_deleted"]
    table = pd.DataFrame(rows, columns=columns)
    return Alpha(alpha, lower, upper, confidence, n, k, table)


def reliability(
    answers: pd.DataFrame, items: pd.DataFrame, *, confidence: float = 0.95
) -> pd.DataFrame:
    """Return alpha for each principle and for all items together.

    Parameters
    ----------
    answers, items : DataFrame
        As :func:`crosscase.scorecard.oriented` takes them; `items` with ``principle_id``.
    confidence : float
        Level of the intervals.

    Returns
    -------
    DataFrame
        ``principle_id`` (``all`` for the whole), ``k``, ``n``, ``alpha``, ``lower``, ``upper``;
        missing where the respondents do not differ.
    """
    matrix = oriented(answers, items)
    groups = {p: list(ids) for p, ids in items.groupby("principle_id", sort=False)["item_id"]}
    groups["all"] = list(items["item_id"])
    rows = []
    for principle, ids in groups.items():
        try:
            found = cronbach_alpha(matrix[ids], confidence=confidence)
            rows.append((principle, found.k, found.n, found.alpha, found.lower, found.upper))
        except DataError:
            if len(matrix) < 2:
                raise
            rows.append((principle, len(ids), len(matrix), np.nan, np.nan, np.nan))
    return pd.DataFrame(rows, columns=["principle_id", "k", "n", "alpha", "lower", "upper"])


def feldt_interval(
    alpha: float, n: int, k: int, *, confidence: float = 0.95
) -> tuple[float, float]:
    """Return Feldt's interval for Cronbach's alpha.

    Parameters
    ----------
    alpha : float
        The coefficient found.
    n, k : int
        Respondents and items.
    confidence : float
        Level.

    Returns
    -------
    lower, upper : float

    References
    ----------
    Feldt, L. S., Woodruff, D. J., & Salih, F. A. (1987). Statistical inference for coefficient
    alpha. *Applied Psychological Measurement* 11, 93-103, p. 95, formulas 6 and 7.

    Examples
    --------
    >>> [round(end, 3) for end in feldt_interval(0.790, 41, 26, confidence=0.90)]
    [0.705, 0.862]
    """
    from scipy import stats

    if not 0 < confidence < 1:
        raise ParameterError(f"confidence is {confidence}; allowed: between 0 and 1")
    tail = (1 - confidence) / 2
    df1, df2 = n - 1, (n - 1) * (k - 1)
    upper_f, lower_f = stats.f.ppf([1 - tail, tail], df1, df2)
    return float(1 - (1 - alpha) * upper_f), float(1 - (1 - alpha) * lower_f)


def _alpha(x: np.ndarray) -> float:
    k = x.shape[1]
    total = x.sum(axis=1).var(ddof=1)
    if np.isclose(total, 0):
        return float("nan")
    return float(k / (k - 1) * (1 - x.var(axis=0, ddof=1).sum() / total))


def _correlation(one: np.ndarray, other: np.ndarray) -> float:
    if np.isclose(one.std(), 0) or np.isclose(other.std(), 0):
        return float("nan")
    return float(np.corrcoef(one, other)[0, 1])
