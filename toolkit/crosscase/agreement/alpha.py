"""Krippendorff's alpha: any number of coders, gaps, and four levels of measurement.

Alpha is 1 - D_o / D_e, the disagreement within units over that between all ratings. Both are read
off the coincidences o_ck: every pair of ratings within a unit, c by one coder and k by another,
divided by the other coders of the unit. Three units rated aa, ab, bb by two coders give

====  ===  ===  =====
o_ck   a    b    n_c
====  ===  ===  =====
 a     2    1     3
 b     1    2     3
====  ===  ===  =====

With a difference of 1 between a and b, D_o = (1 + 1) / 6 and D_e = (3 × 3 + 3 × 3) / (6 × 5), so
alpha is 1 - (1/3) / (3/5) = 4/9. The levels differ in the difference between c and k alone.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import TypeAlias

import numpy as np
import pandas as pd

from crosscase.agreement.coefficient import Agreement, check_confidence
from crosscase.agreement.ratings import Ratings, as_frame, categories_of, counts_by_unit
from crosscase.errors import DataError, ParameterError

__all__ = ["LEVELS", "krippendorff_alpha"]

DifferenceFunction: TypeAlias = Callable[[np.ndarray, np.ndarray], np.ndarray]
"""Squared differences, shape (..., q, q), of values with frequencies n_c, shapes (q,), (..., q)."""


def _nominal(values: np.ndarray, n_c: np.ndarray) -> np.ndarray:
    return (~np.eye(len(values), dtype=bool)).astype(float)


def _ordinal(values: np.ndarray, n_c: np.ndarray) -> np.ndarray:
    # Sum of n_g from g = c to k, less half of both ends: a difference of mid-ranks.
    middle = np.cumsum(n_c, axis=-1) - n_c / 2
    return (middle[..., :, None] - middle[..., None, :]) ** 2


def _interval(values: np.ndarray, n_c: np.ndarray) -> np.ndarray:
    return np.subtract.outer(values, values) ** 2


def _ratio(values: np.ndarray, n_c: np.ndarray) -> np.ndarray:
    gap, total = np.subtract.outer(values, values), np.add.outer(values, values)
    # Zero against zero is no difference.
    return (gap / np.where(total == 0, np.inf, total)) ** 2


LEVELS: dict[str, DifferenceFunction] = {
    "nominal": _nominal,
    "ordinal": _ordinal,
    "interval": _interval,
    "ratio": _ratio,
}


def krippendorff_alpha(
    ratings: Ratings,
    level: str = "nominal",
    *,
    groups: Sequence[object] | None = None,
    confidence: float = 0.95,
    draws: int = 2000,
    seed: int = 0,
) -> Agreement:
    """Krippendorff's alpha for any number of coders, with missing ratings.

    Parameters
    ----------
    ratings : DataFrame (units × coders) or mapping of coder to ratings
        One row a unit, one column a coder; empty (or ``.`` or ``*``) where a rating is missing.
        Above the nominal level, ratings are numbers (ordinal also takes sortable labels).
    level : {"nominal", "ordinal", "interval", "ratio"}
        Level of measurement.
    groups : sequence, optional
        A label for each unit: units with the same label are drawn together, since they share what
        was coded (the sentences of a paragraph, the cases of a sentence). The value is the same.
    confidence : float, default 0.95
        Level of the bootstrap percentile interval; units or groups are drawn with replacement.
    draws : int, default 2000
        Bootstrap samples; 0 gives no interval.
    seed : int, default 0
        Seed of the bootstrap.

    Returns
    -------
    Agreement
        `observed` and `expected` are 1 - D_o and 1 - D_e only at the nominal level; at the
        others they are in the units of the difference function.

    Raises
    ------
    DataError, ParameterError
        If no unit has two ratings, a rating is no number, `level` is unknown, or `groups` has not
        one label a unit.

    References
    ----------
    Krippendorff (2011), Computing Krippendorff's alpha-reliability, pp. 1-8.

    Examples
    --------
    Examples A and C there:

    >>> round(krippendorff_alpha({"A": "0100000010", "B": "1110010000"}).value, 4)
    0.0952
    >>> coders = {"A": "123321412...", "B": "1233224125.3", "C": ".33323422 51.".replace(" ", ""),
    ...           "D": "12332441251."}
    >>> [round(krippendorff_alpha(coders, level).value, 4) for level in LEVELS]
    [0.7434, 0.8154, 0.8491, 0.7974]
    """
    check_confidence(confidence)
    if level not in LEVELS:
        raise ParameterError(f"level is {level!r}; allowed: {', '.join(map(repr, LEVELS))}")
    frame = as_frame(ratings)
    values, counts = _values_by_unit(frame, level)
    several = counts.sum(1) >= 2
    paired = counts[several]
    if not len(paired):
        raise DataError("no unit has two ratings, so agreement cannot be computed")
    o_u = _coincidences(paired)
    difference = LEVELS[level]
    value, d_o, d_e = (float(x[0]) for x in _alpha(o_u.sum(0)[None], values, difference))
    drawn = o_u if groups is None else _together(o_u, groups, several)
    sample = _bootstrap(drawn, values, difference, draws if d_e > 0 else 0, seed)
    low, high, error = _interval_of(sample, confidence)
    nominal = level == "nominal"
    what = "units" if groups is None else f"{len(drawn)} groups of units"
    return Agreement(
        coefficient=f"Krippendorff's alpha ({level})",
        value=value,
        standard_error=error,
        low=low,
        high=high,
        confidence=confidence,
        interval=f"bootstrap over {what}, percentile, {draws} draws, seed {seed}",
        units=len(paired),
        coders=frame.shape[1],
        observed=1 - d_o if nominal else d_o,
        expected=1 - d_e if nominal else d_e,
        note="" if d_e > 0 else "All ratings are the same value, so alpha is not defined.",
    )


def _values_by_unit(frame: pd.DataFrame, level: str) -> tuple[np.ndarray, np.ndarray]:
    """Return the values, shape (q,), and how many coders gave each to each unit."""
    labels: Sequence[object] = categories_of(frame)
    needs_numbers = level in ("interval", "ratio")
    if needs_numbers or (level == "ordinal" and _numeric(labels)):
        # As numbers, so that "10" comes after "9" and "1.0" is the same value as 1.
        try:
            frame = frame.map(lambda v: math.nan if v is None else float(v))
        except (TypeError, ValueError) as error:
            raise DataError(f"at the {level} level ratings are numbers: {error}") from None
        numbers = frame.to_numpy().ravel()
        labels = sorted(set(numbers[~np.isnan(numbers)]))
    values = np.array(labels) if needs_numbers else np.arange(len(labels))
    return values.astype(float), counts_by_unit(frame, labels)


def _numeric(labels: Sequence[object]) -> bool:
    try:
        [float(label) for label in labels]  # type: ignore[arg-type]
    except (TypeError, ValueError):
        return False
    return True


def _coincidences(counts: np.ndarray) -> np.ndarray:
    """Return what each unit adds to o_ck, shape (units, q, q)."""
    pairs = counts[:, :, None] * counts[:, None, :]
    diagonal = np.arange(counts.shape[1])
    # A rating makes no pair with itself.
    pairs[:, diagonal, diagonal] -= counts
    return pairs / (counts.sum(1) - 1)[:, None, None]


def _together(o_u: np.ndarray, groups: Sequence[object], paired: np.ndarray) -> np.ndarray:
    """Return what each group of units adds to o_ck; only the units in `paired` add anything."""
    if len(groups) != len(paired):
        raise DataError(
            f"groups has {len(groups)} labels, but there are {len(paired)} units; give one a unit"
        )
    group, _ = pd.factorize(pd.Series(list(groups))[paired])
    together = np.zeros((group.max() + 1, *o_u.shape[1:]))
    np.add.at(together, group, o_u)
    return together


def _alpha(
    o_ck: np.ndarray, values: np.ndarray, difference: DifferenceFunction
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return alpha, D_o and D_e of each matrix of coincidences, shape (..., q, q)."""
    n_c = o_ck.sum(-1)
    n = n_c.sum(-1)
    delta = difference(values, n_c)
    d_o = (o_ck * delta).sum((-2, -1)) / n
    d_e = (n_c[:, :, None] * n_c[:, None, :] * delta).sum((-2, -1)) / (n * (n - 1))
    with np.errstate(invalid="ignore"):
        return np.where(d_e > 0, 1 - d_o / d_e, math.nan), d_o, d_e


def _bootstrap(
    o_u: np.ndarray, values: np.ndarray, difference: DifferenceFunction, draws: int, seed: int
) -> np.ndarray:
    """Draw units with replacement; coincidences add up, so a sample is a sum of theirs."""
    n = len(o_u)
    chosen = np.random.default_rng(seed).multinomial(n, np.full(n, 1 / n), size=draws)
    drawn = (chosen @ o_u.reshape(n, -1)).reshape(draws, *o_u.shape[1:])
    sample = _alpha(drawn, values, difference)[0]
    # A sample in which every rating is the same shows no disagreement at all.
    return np.where(np.isnan(sample), 1.0, sample)


def _interval_of(sample: np.ndarray, confidence: float) -> tuple[float, float, float]:
    """Return the ends of the percentile interval and the standard error; missing without draws."""
    if not len(sample):
        return math.nan, math.nan, math.nan
    low, high = np.quantile(sample, [(1 - confidence) / 2, (1 + confidence) / 2])
    return float(low), float(high), float(sample.std(ddof=1))
