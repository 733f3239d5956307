"""Calibration: raw data to crisp, multi-value and fuzzy set membership."""

from __future__ import annotations

import math
import warnings
from collections.abc import Mapping, Sequence
from itertools import pairwise

import numpy as np
import pandas as pd

from crosscase.errors import DataError, ParameterError
from crosscase.wording import counted, listed

__all__ = ["calibrate", "find_thresholds"]

Thresholds = Mapping[str, float] | Sequence[float] | float


def calibrate(
    raw: pd.Series | Sequence[float] | np.ndarray,
    *,
    thresholds: Thresholds | None = None,
    type: str = "fuzzy",
    method: str = "direct",
    logistic: bool = True,
    idm: float = 0.95,
    below: float = 1.0,
    above: float = 1.0,
) -> pd.Series:
    """Calibrate raw scores.

    Parameters
    ----------
    raw : Series or sequence of float, n
        Scores on an interval scale (ordinal for "tfr" and "rank").
    thresholds : float, sequence or mapping
        Crisp and multi-value: cut points; a score at a cut belongs to the higher level.
        Direct: (exclusion, crossover, inclusion), or a mapping e, c, i; falling order makes the
        set one of low scores. Six thresholds e1, c1, i1, i2, c2, e2 make a mid-point concept,
        membership rising and falling again. Indirect: cut points between groups; a score at a
        cut belongs to the lower group.
    type : {"fuzzy", "crisp"}, default "fuzzy"
        With several cut points "crisp" gives levels 0, 1, 2, ...
    method : {"direct", "indirect", "tfr", "rank"}, default "direct"
        "tfr" is totally fuzzy and relative: the share of cases above the lowest category that
        score no higher. "rank" spreads mean ranks over 0 to 1.
    logistic : bool, default True
        Direct with three thresholds: log odds linear in the score; else membership itself is
        piecewise linear (or a power, see `below`, `above`). Six thresholds are never logistic.
    idm : float, default 0.95
        Logistic: degree of membership at the inclusion threshold.
    below, above : float, default 1
        Not logistic: exponent of the curve below and above the crossover.

    Returns
    -------
    Series, n
        Membership in [0, 1], or levels; index and name as in `raw`.

    Raises
    ------
    ParameterError
        If thresholds or options do not fit together.
    DataError
        If scores are missing.

    Warns
    -----
    UserWarning
        If a fuzzy score is exactly 0.5: such a case is neither in nor out.

    References
    ----------
    Ragin, C. C. (2008). Redesigning Social Inquiry, pp. 85-105. Cheli, B. and Lemmi, A. (1995).
    A totally fuzzy and relative approach. Economic Notes 24, 115-134. Dusa, A. (2019). QCA with
    R, ch. 4.

    Examples
    --------
    The example of Ragin (2008), thresholds 400, 550, 900:

    >>> calibrate([720, 468, 1098], thresholds=(400, 550, 900)).round(3).tolist()
    [0.807, 0.167, 0.99]
    >>> calibrate([1, 5, 9], thresholds=(3, 7), type="crisp").tolist()
    [0, 1, 2]
    """
    scores = raw if isinstance(raw, pd.Series) else pd.Series(list(raw))
    x = pd.to_numeric(scores, errors="coerce").to_numpy(dtype=float)
    if np.isnan(x).any():
        where = listed(scores.index[np.isnan(x)], most=5)
        raise DataError(
            f"scores are missing or not numbers at {where}; calibration needs every score"
        )
    if type not in ("fuzzy", "crisp"):
        raise ParameterError(f"type is {type!r}; it may be 'fuzzy' or 'crisp'")
    if type == "crisp":
        cuts = _increasing(_values(thresholds, method="crisp"))
        levels = np.searchsorted(cuts, x, side="right")
        return pd.Series(levels.astype(int), index=scores.index, name=scores.name)
    member = _fuzzy(x, thresholds, method.lower(), logistic, idm, below, above)
    _warn_of_half(member, scores.index)
    return pd.Series(member, index=scores.index, name=scores.name)


def _fuzzy(
    x: np.ndarray,
    thresholds: Thresholds | None,
    method: str,
    logistic: bool,
    idm: float,
    below: float,
    above: float,
) -> np.ndarray:
    if method == "tfr":
        return _totally_fuzzy(x)
    if method == "rank":
        ranks = pd.Series(x).rank().to_numpy()
        return (ranks - ranks.min()) / max(ranks.max() - ranks.min(), 1e-300)
    if method == "indirect":
        return _indirect(x, _increasing(_values(thresholds, method=method)))
    if method != "direct":
        raise ParameterError(
            f"method is {method!r}; it may be 'direct', 'indirect', 'tfr' or 'rank'"
        )
    if not 0.5 < idm < 1:
        raise ParameterError(f"idm is {idm}; it must lie between 0.5 and 1")
    if below <= 0 or above <= 0:
        raise ParameterError(f"below and above are {below} and {above}; they must be positive")
    marks = _values(thresholds, method=method)
    if len(marks) == 6:
        return _ends(_mid_point(x, marks, below, above))
    if len(marks) != 3:
        raise ParameterError(
            f"direct calibration takes three thresholds (exclusion, crossover, inclusion) or six, "
            f"not {len(marks)}"
        )
    if not (marks[0] < marks[1] < marks[2] or marks[0] > marks[1] > marks[2]):
        raise ParameterError(
            f"thresholds {_shown(marks)} are not in order; give exclusion, crossover, inclusion "
            "rising, or all three falling"
        )
    return _ends(_logistic(x, marks, idm) if logistic else _powers(x, marks, below, above))


def _values(thresholds: Thresholds | None, *, method: str) -> list[float]:
    if thresholds is None:
        raise ParameterError(f"{method} calibration needs thresholds")
    if isinstance(thresholds, Mapping):
        keys = ["e", "c", "i"] if len(thresholds) == 3 else ["e1", "c1", "i1", "i2", "c2", "e2"]
        absent = [key for key in keys if key not in thresholds]
        if absent or len(thresholds) != len(keys):
            raise ParameterError(
                f"thresholds has keys {', '.join(thresholds)}; give e, c, i or "
                "e1, c1, i1, i2, c2, e2"
            )
        return [float(thresholds[key]) for key in keys]
    return [float(value) for value in np.atleast_1d(np.asarray(thresholds, dtype=float))]


def _increasing(cuts: list[float]) -> list[float]:
    if not cuts or any(b <= a for a, b in pairwise(cuts)):
        raise ParameterError(f"cut points {_shown(cuts)} must be given in rising order")
    return cuts


def _shown(values: Sequence[float]) -> str:
    return ", ".join(f"{value:g}" for value in values)


def _logistic(x: np.ndarray, marks: list[float], idm: float) -> np.ndarray:
    e, c, i = marks
    upper = (x - c) * (i - c) >= 0
    odds = math.log(idm / (1 - idm)) * (x - c) / np.where(upper, i - c, c - e)
    return 1 / (1 + np.exp(-odds))


def _ends(member: np.ndarray) -> np.ndarray:
    """Full membership and non-membership from 0.9999 and 0.0001 on, as R's QCA has it."""
    return np.where(member < 1e-4, 0.0, np.where(member > 0.9999, 1.0, member))


def _powers(x: np.ndarray, marks: list[float], below: float, above: float) -> np.ndarray:
    e, c, i = marks
    share = (x - e) / (c - e)
    rest = (i - x) / (i - c)
    low = np.clip(share, 0, 1) ** below / 2
    high = 1 - np.clip(rest, 0, 1) ** above / 2
    return np.where((x - c) * (i - c) >= 0, high, low)


def _mid_point(x: np.ndarray, marks: list[float], below: float, above: float) -> np.ndarray:
    e1, c1, i1, i2, c2, e2 = marks
    rising = e1 < c1 < i1 <= i2 < c2 < e2
    falling = i1 < c1 < e1 <= e2 < c2 < i2
    if not rising and not falling:
        raise ParameterError(
            f"thresholds {_shown(marks)} are not in order; give e1 < c1 < i1 <= i2 < c2 < e2, or "
            "i1 < c1 < e1 <= e2 < c2 < i2 for the ends"
        )
    first = _powers(x, [e1, c1, i1], below, above)
    second = _powers(x, [e2, c2, i2], below, above)
    return np.minimum(first, second) if rising else np.maximum(first, second)


def _totally_fuzzy(x: np.ndarray) -> np.ndarray:
    ranked = np.sort(x)
    share = np.searchsorted(ranked, x, side="right") / len(x)
    lowest = share.min()
    if lowest == 1:
        raise ParameterError("all scores are equal; totally fuzzy calibration needs a difference")
    return np.maximum(0, (share - lowest) / (1 - lowest))


def _indirect(x: np.ndarray, cuts: list[float]) -> np.ndarray:
    """Fit a fractional logit of group scores on log x, root x, x and its square."""
    import statsmodels.api as sm

    if x.min() < 0:
        raise ParameterError(
            f"indirect calibration takes logarithms; the lowest score is {x.min():g}: shift the "
            "scores to 0 or above"
        )
    groups = np.searchsorted(cuts, x, side="left")
    target = np.round(groups / len(cuts), 3)
    x = np.where(x == 0, 1e-5, x)
    powers = np.column_stack([np.log(x), np.sqrt(x), x, x**2])
    design = np.column_stack([np.ones(len(x)), powers / np.abs(powers).max(axis=0)])
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        family = sm.families.Binomial()
        fitted = sm.GLM(target, design, family=family).fit(scale="X2", maxiter=25, tol=1e-8)
    return _ends(np.round(fitted.predict(design), 6))


def _warn_of_half(member: np.ndarray, index: pd.Index) -> None:
    half = index[np.abs(member - 0.5) < 1e-9]
    if len(half):
        warnings.warn(
            f"{counted(len(half), 'score')} of exactly 0.5, neither in nor out of the set: "
            f"{listed(half, most=5)}; move the crossover a little",
            UserWarning,
            stacklevel=3,
        )


def find_thresholds(raw: pd.Series | Sequence[float], *, n: int = 1) -> tuple[float, ...]:
    """Suggest cut points: midway between groups of complete-linkage clustering.

    Parameters
    ----------
    raw : Series or sequence of float
        Scores.
    n : int, default 1
        Number of cut points.

    Returns
    -------
    tuple of float
        n cut points, rising. A suggestion: thresholds need reasons from outside the data.

    Raises
    ------
    ParameterError
        If there are not more distinct scores than cut points.

    Examples
    --------
    >>> find_thresholds([1, 2, 3, 10, 11, 12])
    (6.5,)
    """
    from scipy.cluster.hierarchy import fcluster, linkage

    x = np.sort(np.asarray(list(raw), dtype=float))
    distinct = len(set(x.tolist()))
    if not 1 <= n < distinct:
        raise ParameterError(
            f"n is {n}; with {distinct} distinct scores it may go from 1 to {distinct - 1}"
        )
    group = fcluster(linkage(x[:, None], method="complete"), n + 1, criterion="maxclust")
    steps = np.flatnonzero(group[1:] != group[:-1])
    return tuple(((x[steps] + x[steps + 1]) / 2).tolist())
