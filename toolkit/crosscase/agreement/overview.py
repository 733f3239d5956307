"""Agreement at a glance: all coefficients side by side, and each code by itself."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
import pandas as pd

from crosscase.agreement.alpha import krippendorff_alpha
from crosscase.agreement.chance_corrected import fleiss_kappa, gwet_ac1
from crosscase.agreement.kappa import cohen_kappa
from crosscase.agreement.ratings import Ratings, as_frame, categories_of

__all__ = ["by_code", "summary"]


def by_code(
    ratings: Ratings, *, categories: Sequence[object] | None = None, confidence: float = 0.95
) -> pd.DataFrame:
    """Agreement on each code by itself: this code against all the others.

    Parameters
    ----------
    ratings : DataFrame (units × coders) or mapping of coder to ratings
        Labels; empty where missing.
    categories : sequence, optional
        Codes to list; default: those that occur.
    confidence : float, default 0.95
        Level of the intervals.

    Returns
    -------
    DataFrame
        One row a code: ``code``, ``units`` (given it by anyone), ``agreed`` (given it by all who
        rated the unit), ``specific_agreement`` (2 × agreeing pairs over ratings in pairs),
        ``kappa``, ``low``, ``high`` (Fleiss', Gwet's variance).

    Examples
    --------
    >>> by_code({"A": "aabb", "B": "abbb"})[["code", "units", "agreed", "specific_agreement"]]
      code  units  agreed  specific_agreement
    0    a      2       1            0.666667
    1    b      3       2            0.800000
    """
    frame = as_frame(ratings)
    rated = frame.notna().sum(axis=1).to_numpy()
    rows = []
    for code in categories_of(frame, categories):
        given = (frame == code).sum(axis=1).to_numpy()
        rows.append({"code": code, **_against_the_others(given, rated, confidence)})
    return pd.DataFrame(rows)


def _against_the_others(
    given: np.ndarray, rated: np.ndarray, confidence: float
) -> dict[str, float]:
    """Return the row of a code: `given` of the `rated` ratings of each unit are this code."""
    # A unit that one coder rated alone can show no agreement.
    paired = rated >= 2
    agreeing = (given * (given - 1) / np.maximum(rated - 1, 1))[paired].sum()
    possible = given[paired].sum()
    both = pd.DataFrame(np.stack([given, rated - given], axis=1))
    kappa = fleiss_kappa(both, counts=True, confidence=confidence)
    return {
        "units": int((given > 0).sum()),
        "agreed": int(((given == rated) & paired).sum()),
        "specific_agreement": agreeing / possible if possible else math.nan,
        "kappa": kappa.value,
        "low": kappa.low,
        "high": kappa.high,
    }


def summary(
    ratings: Ratings,
    level: str = "nominal",
    *,
    categories: Sequence[object] | None = None,
    confidence: float = 0.95,
    draws: int = 2000,
    seed: int = 0,
) -> pd.DataFrame:
    """All coefficients that fit the ratings, one row each.

    Parameters
    ----------
    ratings : DataFrame (units × coders) or mapping of coder to ratings
        Labels; empty where missing.
    level : {"nominal", "ordinal", "interval", "ratio"}
        Level of measurement for alpha.
    categories : sequence, optional
        All categories, for AC1, the only one that depends on those that nobody used.
    confidence, draws, seed
        As in the single functions.

    Returns
    -------
    DataFrame
        ``coefficient, value, standard_error, low, high, confidence, interval, units, coders,
        observed, expected, note``; Cohen's kappa only for two coders.

    Examples
    --------
    >>> summary({"A": "aabb", "B": "abbb"})["coefficient"].tolist()
    ["Cohen's kappa", "Fleiss' kappa", "Gwet's AC1", "Krippendorff's alpha (nominal)"]
    """
    frame = as_frame(ratings)
    found = []
    if frame.shape[1] == 2:
        found.append(cohen_kappa(frame.iloc[:, 0], frame.iloc[:, 1], confidence=confidence))
    found += [
        fleiss_kappa(frame, confidence=confidence),
        gwet_ac1(frame, categories=categories, confidence=confidence),
        krippendorff_alpha(frame, level, confidence=confidence, draws=draws, seed=seed),
    ]
    return pd.concat([result.table for result in found], ignore_index=True)
