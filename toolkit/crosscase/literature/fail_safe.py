"""The drawer full of null results: how many would undo what published studies say together?"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field, fields

import numpy as np
import pandas as pd

from crosscase.errors import DataError, ParameterError
from crosscase.results import Result

__all__ = ["FailSafe", "fail_safe_n"]


@dataclass(frozen=True, repr=False)
class FailSafe(Result):
    """Rosenthal's fail-safe number.

    Parameters
    ----------
    value : float
        N of the formula; studies beyond it turn the result insignificant.
    needed : int
        Smallest whole number of unseen null studies that brings p to `alpha` or above.
    studies : int
        k, the studies that were combined.
    tolerance : int
        5 k + 10, below which Rosenthal holds a result for fragile.
    p : float
        Combined one-sided p (Stouffer).

    Attributes
    ----------
    table : DataFrame
        All of this in one row.
    """

    value: float
    needed: int
    studies: int
    tolerance: int
    p: float
    table: pd.DataFrame = field(init=False)

    def __post_init__(self) -> None:
        row = {f.name: getattr(self, f.name) for f in fields(self) if f.init}
        object.__setattr__(self, "table", pd.DataFrame([row]))

    @property
    def title(self) -> str:
        """The number in one line."""
        return (
            f"Fail-safe N {self.value:.1f}: {self.needed} unseen null studies beside "
            f"{self.studies} would make the combined result insignificant"
        )

    def __float__(self) -> float:
        return self.value


def fail_safe_n(
    z: Sequence[float] | None = None,
    *,
    p_values: Sequence[float] | None = None,
    alpha: float = 0.05,
) -> FailSafe:
    """Rosenthal's fail-safe number: how many null studies in drawers would undo the result.

    Parameters
    ----------
    z : sequence of float, optional
        Standard normal deviate of each study, positive in the direction of the claim.
    p_values : sequence of float, optional
        One-sided p values instead.
    alpha : float, default 0.05
        One-sided level; z_alpha² = 2.706 at 0.05.

    Returns
    -------
    FailSafe
        N = (sum of z)² / z_alpha² - k, at least 0.

    Raises
    ------
    DataError, ParameterError
        If neither or both are given, none is left, or a value is outside its range.

    References
    ----------
    Rosenthal (1979), The file drawer problem, Psychological Bulletin 86, 638-641.

    Examples
    --------
    Rosenthal's own: 94 experiments with a mean z of 1.014.

    >>> int(fail_safe_n([1.014] * 94).value)
    3263
    """
    from scipy import stats

    if not 0 < alpha < 0.5:
        raise ParameterError(f"alpha is {alpha}; allowed: between 0 and 0.5, e.g. 0.05")
    values = _deviates(z, p_values)
    k, total = len(values), float(values.sum())
    # Results that point the other way as a whole need no drawer to be undone.
    n = max(0.0, total) ** 2 / float(stats.norm.isf(alpha)) ** 2 - k
    return FailSafe(
        value=max(0.0, n),
        # 1e-9: a whole number that rounding has put just above itself stays that number.
        needed=math.ceil(max(0.0, n) - 1e-9),
        studies=k,
        tolerance=5 * k + 10,
        p=float(stats.norm.sf(total / math.sqrt(k))),
    )


def _deviates(z: Sequence[float] | None, p_values: Sequence[float] | None) -> np.ndarray:
    """Return the standard normal deviate of each study."""
    from scipy import stats

    if (z is None) == (p_values is None):
        raise ParameterError("give z or p_values, one of the two")
    values = np.asarray(z if z is not None else p_values, dtype=float)
    if not values.size or np.isnan(values).any():
        raise DataError("no statistic is given for some study; fail-safe N needs one for each")
    if p_values is None:
        return values
    outside = values[(values <= 0) | (values >= 1)]
    if outside.size:
        raise DataError(f"a p value is {outside[0]}; allowed: between 0 and 1")
    return stats.norm.isf(values)
