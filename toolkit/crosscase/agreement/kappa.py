"""Cohen's kappa: two coders, plain or weighted by how far apart their categories are."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
import pandas as pd

from crosscase.agreement.coefficient import Agreement, check_confidence
from crosscase.agreement.ratings import as_frame, categories_of
from crosscase.errors import DataError, ParameterError

__all__ = ["cohen_kappa"]


def cohen_kappa(
    first: Sequence[object] | pd.Series | pd.DataFrame | np.ndarray,
    second: Sequence[object] | pd.Series | None = None,
    *,
    weights: str | np.ndarray | None = None,
    categories: Sequence[object] | None = None,
    confidence: float = 0.95,
) -> Agreement:
    """Cohen's kappa of two coders, plain or weighted, with its large-sample interval.

    Parameters
    ----------
    first, second : sequences of equal length
        Ratings of the two coders; or `first` alone: a square table of counts, or a table of
        ratings with two columns of labels.
    weights : {"linear", "quadratic"} or ndarray (q, q), optional
        Weights of disagreement by distance of the (sorted) categories; an array gives the
        weights of *dis*agreement themselves, 0 on the diagonal.
    categories : sequence, optional
        All categories in their order; default: those that occur, sorted.
    confidence : float, default 0.95
        Level of the interval.

    Returns
    -------
    Agreement
        Units that one of the coders left out are dropped and counted in the note.

    Raises
    ------
    DataError, ParameterError
        If the table is not square, lengths differ, or an option is outside its range.

    References
    ----------
    Cohen (1960), Educational and Psychological Measurement 20, 37-46; Fleiss, Cohen & Everitt
    (1969), Psychological Bulletin 72, 323-327. Computed by statsmodels.

    Examples
    --------
    The table in Fleiss, Statistical Methods for Rates and Proportions:

    >>> kappa = cohen_kappa([[75, 1, 4], [5, 4, 1], [0, 0, 10]])
    >>> [round(v, 4) for v in (kappa.value, kappa.standard_error, kappa.low, kappa.high)]
    [0.6765, 0.0877, 0.5046, 0.8484]
    """
    from scipy import stats

    check_confidence(confidence)
    table, dropped = _contingency(first, second, categories)
    disagreement = _disagreement(weights, len(table))
    share = table / table.sum()
    by_chance = (disagreement * np.outer(share.sum(1), share.sum(0))).sum()
    value = error = math.nan
    note = f"{dropped} unit(s) rated by one coder only were left out" if dropped else ""
    # 1e-12: the rounding of a sum that is zero where both used one and the same category.
    if by_chance <= 1e-12:
        note = "Both coders used a single category throughout, so chance agreement is complete."
    else:
        value, error = _by_statsmodels(table, None if weights is None else disagreement)
    half = float(stats.norm.ppf((1 + confidence) / 2)) * error
    return Agreement(
        coefficient="Cohen's kappa" if weights is None else "Cohen's weighted kappa",
        value=value,
        standard_error=error,
        low=value - half,
        high=value + half,
        confidence=confidence,
        interval="analytic, normal, Fleiss-Cohen-Everitt variance",
        units=int(table.sum()),
        coders=2,
        observed=float(1 - (disagreement * share).sum()),
        expected=float(1 - by_chance),
        note=note,
    )


def _by_statsmodels(table: np.ndarray, disagreement: np.ndarray | None) -> tuple[float, float]:
    """Return kappa and its standard error."""
    from statsmodels.stats.inter_rater import cohens_kappa

    found = cohens_kappa(table, weights=disagreement)
    return float(found.kappa), float(found.std_kappa)


def _disagreement(weights: str | np.ndarray | None, q: int) -> np.ndarray:
    """Return the weights of disagreement, shape (q, q), 0 on the diagonal."""
    distance = np.abs(np.subtract.outer(np.arange(q), np.arange(q))).astype(float)
    if weights is None:
        return (distance > 0).astype(float)
    if isinstance(weights, str):
        if weights not in ("linear", "quadratic"):
            raise ParameterError(
                f"weights is {weights!r}; allowed: 'linear', 'quadratic', an array"
            )
        power = 1 if weights == "linear" else 2
        return (distance / max(q - 1, 1)) ** power
    given = np.asarray(weights)
    if given.shape != (q, q) or np.diag(given).any():
        raise ParameterError(
            f"weights must be a {q} × {q} array of disagreement with 0 on the diagonal; "
            f"it is {given.shape}"
        )
    return given


def _contingency(
    first: object, second: object, categories: Sequence[object] | None
) -> tuple[np.ndarray, int]:
    """Return the square table of counts, and how many units only one coder rated."""
    if second is None:
        values = np.asarray(first)
        numeric = np.issubdtype(values.dtype, np.number)
        # A square table of numbers is one of counts; two rows of two numbers are, too.
        if numeric and values.ndim == 2 and values.shape[0] == values.shape[1]:
            if (values < 0).any():
                raise DataError(f"the table of counts has a negative cell: {values.min()}")
            return values.astype(float), 0
        if values.ndim != 2 or values.shape[1] != 2:
            raise DataError(
                f"one table was given, of shape {values.shape}; allowed: a square table of counts, "
                "or two columns of ratings; or give both coders' ratings"
            )
        first, second = values[:, 0], values[:, 1]
    frame = as_frame({"first": list(first), "second": list(second)})  # type: ignore[call-overload]
    labels = categories_of(frame, categories)
    both = frame.dropna()
    if both.empty:
        raise DataError("no unit was rated by both coders")
    place = {label: position for position, label in enumerate(labels)}
    table = np.zeros((len(labels), len(labels)))
    np.add.at(table, (both["first"].map(place), both["second"].map(place)), 1)
    return table, len(frame) - len(both)
