"""Tests together: their weights add up, and the sum turns the prior into the posterior.

Two tests of 6.0 dB (0.8 against 0.2) and 1.8 dB (0.9 against 0.6) weigh 7.8 dB together; even
odds become 6 to 1, a probability of 0.86. Evidence is taken to be independent given each
hypothesis; where it is not, enter it as one test.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from crosscase.errors import DataError, ParameterError
from crosscase.process_tracing.likelihood_ratio import (
    check_probability,
    classify,
    decibels,
    from_decibels,
)
from crosscase.results import Result

__all__ = ["Posterior", "sensitivity", "weigh"]

# A posterior that should meet the threshold exactly may miss it by its last digit.
_ROUNDING = 1e-12


@dataclass(frozen=True, repr=False)
class Posterior(Result):
    """What the tests together leave to believe.

    Parameters
    ----------
    prior, value, low, high : float
        Probability before, after, and its range when every weight is at its worst and best.
    weight_db, low_db, high_db : float
        The weights' sum and its range.
    table : DataFrame
        One row a test: ``test_id, kind, p_e_h, p_e_not_h, observed, seen_db, unseen_db,
        weight_db, low_db, high_db, posterior`` (after this and all tests above).
    """

    prior: float
    value: float
    low: float
    high: float
    weight_db: float
    low_db: float
    high_db: float
    table: pd.DataFrame

    @property
    def title(self) -> str:
        """Prior, weight and posterior in one line."""
        return (
            f"Prior {self.prior:.3f}, {self.weight_db:+.1f} dB ({self.low_db:+.1f} to "
            f"{self.high_db:+.1f}), posterior {self.value:.4f} ({self.low:.4f} to {self.high:.4f})"
        )

    def __float__(self) -> float:
        return self.value


def weigh(tests: pd.DataFrame, *, prior: float = 0.5, spread_db: float = 3.0) -> Posterior:
    """Weigh a set of tests one after the other.

    Parameters
    ----------
    tests : DataFrame
        One row a test: ``p_e_h``, ``p_e_not_h``; optional ``test_id``, ``observed`` (default:
        found) and the ranges ``p_e_h_low, p_e_h_high, p_e_not_h_low, p_e_not_h_high``.
    prior : float, default 0.5
        Probability of the hypothesis before.
    spread_db : float, default 3
        Where a test has no ranges, its weight is taken to be uncertain by so many decibels either
        way (3 dB is a factor of 2).

    Returns
    -------
    Posterior
        The posterior does not depend on the order of the tests; the running one in the table does.

    Raises
    ------
    DataError, ParameterError
        If a probability is outside its range, or two tests exclude each other's conclusion.

    References
    ----------
    Fairfield & Charman (2017), Explicit Bayesian analysis for process tracing, Political Analysis
    25, 363-380.

    Examples
    --------
    >>> tests = pd.DataFrame({"p_e_h": [0.8, 0.9], "p_e_not_h": [0.2, 0.6]})
    >>> found = weigh(tests)
    >>> round(found.weight_db, 2), round(found.value, 4)
    (7.78, 0.8571)
    """
    if spread_db < 0:
        raise ParameterError(f"spread_db is {spread_db}; it may not be negative")
    rows = _checked(tests)
    table = pd.DataFrame([_weighed(row, spread_db) for row in rows.to_dict("records")])
    signs = np.sign(table["weight_db"][np.isinf(table["weight_db"])])
    if len(set(signs)) > 1:
        certain = table.loc[np.isinf(table["weight_db"]), "test_id"].tolist()
        raise DataError(
            f"tests {certain} exclude each other: one proves the hypothesis, one refutes it; "
            "a probability of exactly 0 or 1 is too strong for one of them"
        )
    running = [_sum(table["weight_db"].iloc[: i + 1]) for i in range(len(table))]
    table["posterior"] = [from_decibels(weight, prior) for weight in running]
    sums = {name: _sum(table[name]) for name in ("weight_db", "low_db", "high_db")}
    return Posterior(
        prior=prior,
        value=from_decibels(sums["weight_db"], prior),
        low=from_decibels(sums["low_db"], prior),
        high=from_decibels(sums["high_db"], prior),
        table=table,
        **sums,
    )


def _checked(tests: pd.DataFrame) -> pd.DataFrame:
    for column in ("p_e_h", "p_e_not_h"):
        if column not in tests:
            raise DataError(f"tests have no column {column!r}; they have {list(tests)}")
    rows = tests.reset_index(drop=True)
    if rows.empty:
        raise DataError("there is no test; give one row a test")
    if "test_id" not in rows:
        rows["test_id"] = [f"t{i}" for i in range(1, len(rows) + 1)]
    if "observed" not in rows:
        rows["observed"] = True
    # The word "no" would count as found if it were only asked whether there is something.
    unclear = rows[~rows["observed"].isin([True, False])]
    if len(unclear):
        row = unclear.iloc[0]
        raise DataError(
            f"test {row['test_id']}: observed is {row['observed']!r}; allowed: True (found), False"
        )
    for row in rows.itertuples():
        for name in ("p_e_h", "p_e_not_h"):
            value = getattr(row, name)
            if not 0 <= value <= 1:
                raise DataError(f"test {row.test_id}: {name} is {value}; allowed: 0 to 1")
    return rows.astype({"observed": bool})


def _sum(weights: pd.Series) -> float:
    infinite = weights[np.isinf(weights)]
    # In the worst case one certainty cancels another; the finite rest then decides.
    if len(set(np.sign(infinite))) > 1:
        return float(weights[~np.isinf(weights)].sum())
    return float(weights.sum())


def _weighed(test: Mapping[str, object], spread_db: float) -> dict[str, object]:
    p_h, p_not = float(test["p_e_h"]), float(test["p_e_not_h"])  # type: ignore[arg-type]
    seen = bool(test["observed"])
    weight = decibels(p_h, p_not, seen=seen)
    corners = [
        (test.get(f"p_e_h_{a}"), test.get(f"p_e_not_h_{b}"))
        for a in ("low", "high")
        for b in ("low", "high")
    ]
    if not any(pd.isna(one) for pair in corners for one in pair):
        ends = [decibels(float(a), float(b), seen=seen) for a, b in corners]  # type: ignore[arg-type]
    else:
        ends = [weight - spread_db, weight + spread_db]
    return {
        "test_id": test["test_id"],
        "kind": classify(p_h, p_not),
        "p_e_h": p_h,
        "p_e_not_h": p_not,
        "observed": seen,
        "seen_db": decibels(p_h, p_not),
        "unseen_db": decibels(p_h, p_not, seen=False),
        "weight_db": weight,
        "low_db": min(ends),
        "high_db": max(ends),
    }


def sensitivity(
    tests: pd.DataFrame,
    *,
    prior: float = 0.5,
    threshold: float = 0.95,
    spread_db: float = 3.0,
) -> pd.DataFrame:
    """How much the conclusion hangs on each single test.

    Parameters
    ----------
    tests, prior, spread_db
        As in :func:`weigh`.
    threshold : float, default 0.95
        Probability from which the hypothesis is held to be shown.

    Returns
    -------
    DataFrame
        One row a test, the most weighty first: ``test_id, kind, weight_db, without`` (posterior
        without it), ``low, high`` (posterior with its weight alone at the ends of its range),
        ``needed_db`` (the least weight of this test at which the threshold is still met, all
        others as they are), ``depends`` (met with it, not without it).

    Examples
    --------
    >>> tests = pd.DataFrame({"p_e_h": [0.9, 0.9], "p_e_not_h": [0.1, 0.6]})
    >>> sensitivity(tests, threshold=0.9)[["test_id", "without", "needed_db", "depends"]].round(2)
      test_id  without  needed_db  depends
    0      t1      0.6       7.78     True
    1      t2      0.9       0.00    False
    """
    check_probability("threshold", threshold, closed=False)
    found = weigh(tests, prior=prior, spread_db=spread_db)
    table = found.table
    shown = found.value >= threshold - _ROUNDING
    target = 10 * math.log10(threshold / (1 - threshold) * (1 - prior) / prior)
    rows = []
    for position, test in enumerate(table.to_dict("records")):
        rest = _sum(table["weight_db"].drop(index=position))
        without, low, high = (
            from_decibels(_sum(pd.Series([rest, weight])), prior)
            for weight in (0.0, test["low_db"], test["high_db"])
        )
        rows.append(
            {
                "test_id": test["test_id"],
                "kind": test["kind"],
                "weight_db": test["weight_db"],
                "without": without,
                "low": low,
                "high": high,
                "needed_db": target - rest,
                "depends": shown and without < threshold - _ROUNDING,
            }
        )
    result = pd.DataFrame(rows)
    order = result["weight_db"].abs().sort_values(ascending=False, kind="stable").index
    return result.loc[order].reset_index(drop=True)
