"""Scores of the principles: the mean over respondents, with an interval."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from crosscase.errors import DataError, ParameterError
from crosscase.results import Result
from crosscase.scorecard.answers import oriented

__all__ = ["PrincipleScores", "score"]


@dataclass(frozen=True, repr=False)
class PrincipleScores(Result):
    """Scores of the principles.

    Parameters
    ----------
    method : str
        ``t`` or ``bootstrap``.
    confidence : float
        Level of the intervals.
    n : int
        Respondents.
    table : DataFrame
        ``principle_id``, ``items``, ``mean``, ``sd`` (between respondents), ``lower``, ``upper``.
    """

    method: str
    confidence: float
    n: int
    table: pd.DataFrame

    @property
    def title(self) -> str:
        """How many respondents, and the kind of interval."""
        return f"Scores of {self.n} respondents, {self.confidence:.0%} {self.method} intervals"


def score(
    answers: pd.DataFrame,
    items: pd.DataFrame,
    *,
    method: str = "t",
    confidence: float = 0.95,
    draws: int = 4000,
    seed: int = 0,
) -> PrincipleScores:
    """Return the mean score of each principle with an interval.

    Parameters
    ----------
    answers, items : DataFrame
        As :func:`crosscase.scorecard.oriented` takes them; `items` with ``principle_id``.
    method : {"t", "bootstrap"}
        Student's interval of the mean of the respondents' scores, or the percentile interval of
        `draws` resamples of respondents. Both end at the ends of the scale.
    confidence : float
        Level of the intervals.
    draws, seed : int
        Of the bootstrap.

    Returns
    -------
    PrincipleScores

    Raises
    ------
    ParameterError
        If `method` or `confidence` is outside what is allowed.
    DataError
        If there are fewer than two respondents.

    References
    ----------
    Efron, B., & Tibshirani, R. J. (1993). *An Introduction to the Bootstrap*, ch. 13.

    Examples
    --------
    >>> items = pd.DataFrame({"item_id": ["a", "b"], "principle_id": "p", "scale_minimum": 1,
    ...                       "reverse_coded": [False, True], "scale_maximum": 5})
    >>> answers = pd.DataFrame({"respondent": ["x", "y", "z"], "a": [2, 3, 4], "b": [4, 3, 2]})
    >>> score(answers, items).table.round(2)
      principle_id  items  mean   sd  lower  upper
    0            p      2   3.0  1.0    1.0    5.0
    """
    if method not in {"t", "bootstrap"}:
        raise ParameterError(f"method is {method!r}; allowed: 't', 'bootstrap'")
    if not 0 < confidence < 1:
        raise ParameterError(f"confidence is {confidence}; allowed: between 0 and 1")
    matrix = oriented(answers, items)
    n = len(matrix)
    if n < 2:
        raise DataError(f"{n} respondent(s); an interval needs at least two")
    rng = np.random.default_rng(seed)
    picks = rng.integers(0, n, size=(draws, n)) if method == "bootstrap" else None
    rows = []
    for principle, group in items.groupby("principle_id", sort=False):
        own = matrix[list(group["item_id"])].mean(axis=1).to_numpy()
        ends = _t_ends(own, confidence) if picks is None else _drawn_ends(own, picks, confidence)
        low, high = np.clip(ends, group["scale_minimum"].min(), group["scale_maximum"].max())
        rows.append((principle, len(group), own.mean(), own.std(ddof=1), low, high))
    table = pd.DataFrame(rows, columns=["principle_id", "items", "mean", "sd", "lower", "upper"])
    return PrincipleScores(method, confidence, n, table)


def _t_ends(own: np.ndarray, confidence: float) -> np.ndarray:
    from scipy import stats

    half = stats.t.ppf((1 + confidence) / 2, len(own) - 1) * stats.sem(own)
    return np.array([own.mean() - half, own.mean() + half])


def _drawn_ends(own: np.ndarray, picks: np.ndarray, confidence: float) -> np.ndarray:
    tail = (1 - confidence) / 2
    return np.quantile(own[picks].mean(axis=1), [tail, 1 - tail])
