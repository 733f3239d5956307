"""Ranges of cuts and calibration anchors over which a solution stays the same.

A solution can change only where a row changes its code. With rows of inclusion .4, .7 and .9, and
the cut at .8, the codes are 0, 0, 1 for any cut above .7 and up to .9: one minimisation for each
of the intervals (0, .4], (.4, .7], (.7, .9], (.9, 1] tells the exact range, without steps.
Calibration anchors have no such ends: they are moved step by step.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import NamedTuple

import numpy as np
import pandas as pd

from crosscase.errors import ParameterError
from crosscase.qca.case_data import CaseData
from crosscase.qca.engine.configurations import TOLERANCE
from crosscase.qca.engine.consistency import coincidence
from crosscase.qca.engine.literals import Expected
from crosscase.qca.engine.solutions import Included
from crosscase.qca.minimization import Solutions
from crosscase.qca.variants import Variants, written

__all__ = ["calibration_ranges", "cut_ranges", "cut_sweep"]

Models = tuple[tuple[str, ...], ...]


def cut_sweep(
    data: CaseData,
    *,
    outcome: str,
    conditions: str | Iterable[str] | None = None,
    incl_cuts: Sequence[float],
    n_cuts: Sequence[int] = (1,),
    pri_cuts: Sequence[float] = (0.0,),
    include: Included = None,
    dir_exp: Expected = None,
) -> pd.DataFrame:
    """Solve under every combination of inclusion, frequency and PRI cuts.

    Parameters
    ----------
    data, outcome, conditions
        As in :func:`crosscase.qca.robust_fit`.
    incl_cuts, n_cuts, pri_cuts : sequence of numbers
        Cuts; the first of each is the initial analysis.
    include, dir_exp
        As in :func:`crosscase.qca.minimize`.

    Returns
    -------
    DataFrame
        One row a combination: ``incl_cut, n_cut, pri_cut, models, solution`` (formulas, joined by
        " or "), ``same`` (as the initial one), ``SC`` (set coincidence of its first model with
        the initial one's). Equal truth tables are minimised once.

    Examples
    --------
    >>> data = pd.DataFrame({"A": [1, 1, 1, 0], "B": [1, 1, 1, 1], "Y": [1, 1, 0, 0]})
    >>> cut_sweep(data, outcome="Y", incl_cuts=[0.6, 0.9], include="?")["solution"].tolist()
    ['A', '']
    """
    variants = Variants(
        data, outcome=outcome, conditions=conditions, include=include, dir_exp=dir_exp
    )
    rows = []
    first: Solutions | None = None
    for cuts in itertools.product(incl_cuts, n_cuts, pri_cuts):
        found = variants.under(*cuts)
        first = found if first is None else first
        likeness = coincidence(variants.membership(first), variants.membership(found))
        same = found.models == first.models
        rows.append((*cuts, len(found.models), written(found), same, likeness))
    columns = ["incl_cut", "n_cut", "pri_cut", "models", "solution", "same", "SC"]
    return pd.DataFrame(rows, columns=columns)


def cut_ranges(
    data: CaseData,
    *,
    outcome: str,
    conditions: str | Iterable[str] | None = None,
    incl_cut: float,
    n_cut: int = 1,
    pri_cut: float = 0.0,
    include: Included = None,
    dir_exp: Expected = None,
) -> pd.DataFrame:
    """Ranges of the inclusion and the frequency cut over which the solution stays the same.

    Parameters
    ----------
    data, outcome, conditions, include, dir_exp
        As in :func:`cut_sweep`.
    incl_cut, n_cut, pri_cut
        Cuts of the initial analysis.

    Returns
    -------
    DataFrame
        Rows ``incl_cut`` and ``n_cut``: ``lower, value, upper`` (the solution is the same from
        lower to upper, both included, all models compared) and ``below, above`` (what it becomes
        just outside; empty where the range ends at the end of the scale). The ranges are exact,
        not stepped: a solution can only change at an inclusion or frequency that a row has; the
        lower end of the inclusion cut is open (it lies just above ``lower``) where `lower_open`.

    Examples
    --------
    >>> data = pd.DataFrame({"A": [1, 1, 1, 0], "B": [1, 1, 1, 1], "Y": [1, 1, 0, 0]})
    >>> table = cut_ranges(data, outcome="Y", incl_cut=0.6, include="?")
    >>> table.loc["incl_cut", ["lower", "upper"]].astype(float).round(3).tolist()
    [0.0, 0.667]
    """
    variants = Variants(
        data, outcome=outcome, conditions=conditions, include=include, dir_exp=dir_exp
    )
    own = variants.under(incl_cut, n_cut, pri_cut)
    # A cut at exactly a row's inclusion still lets it in: the codes are equal over (start, end].
    ends = sorted({row.incl for row in variants.rows if row.n >= n_cut} | {1.0})
    starts = [0.0, *ends[:-1]]
    at = next(i for i, end in enumerate(ends) if incl_cut <= end + TOLERANCE)
    incl = _run_of(lambda i: variants.under(ends[i], n_cut, pri_cut), at, len(ends), own)
    # Beyond the largest number of cases of a row every row is a remainder.
    most = max(row.n for row in variants.rows) + 1
    freq = _run_of(lambda i: variants.under(incl_cut, i + 1, pri_cut), n_cut - 1, most, own)
    lower = starts[incl.low]
    rows = {
        "incl_cut": (lower, incl_cut, ends[incl.high], lower > 0, incl.below, incl.above),
        "n_cut": (freq.low + 1, n_cut, freq.high + 1, False, freq.below, freq.above),
    }
    columns = ["lower", "value", "upper", "lower_open", "below", "above"]
    return pd.DataFrame.from_dict(rows, orient="index", columns=columns)


class _Run(NamedTuple):
    """First and last place of equal models, and the models just outside, as text."""

    low: int
    high: int
    below: str
    above: str


def _run_of(solve: Callable[[int], Solutions], at: int, n: int, own: Solutions) -> _Run:
    """Go down and up from place `at` of 0 to n - 1 while the models stay the same."""
    low = high = at
    while low > 0 and solve(low - 1).models == own.models:
        low -= 1
    while high < n - 1 and solve(high + 1).models == own.models:
        high += 1
    below = (written(solve(low - 1)) or "no solution") if low > 0 else ""
    above = (written(solve(high + 1)) or "no solution") if high < n - 1 else ""
    return _Run(low, high, below, above)


def calibration_ranges(
    data: pd.DataFrame,
    raw: pd.Series,
    thresholds: Sequence[float],
    *,
    condition: str,
    calibrate: Callable[[np.ndarray, Sequence[float]], np.ndarray],
    step: float,
    most_steps: int = 50,
    outcome: str,
    conditions: str | Iterable[str] | None = None,
    incl_cut: float = 1.0,
    n_cut: int = 1,
    include: Included = None,
    dir_exp: Expected = None,
) -> pd.DataFrame:
    """Ranges of each calibration anchor over which the solution stays the same.

    Parameters
    ----------
    data : DataFrame
        Calibrated data.
    raw : Series
        Raw values of the condition, by the same cases.
    thresholds : sequence of float
        Its anchors.
    condition : str
        The condition that is calibrated anew.
    calibrate : callable
        Takes raw values and thresholds, returns scores.
    step : float
        Width of a step; each anchor moves alone, down and up, while the anchors stay in order.
    most_steps : int, default 50
        Steps in each direction.
    outcome, conditions, incl_cut, n_cut, include, dir_exp
        As in :func:`cut_ranges`.

    Returns
    -------
    DataFrame
        One row an anchor: ``anchor, lower, value, upper`` (the solution is the same from lower to
        upper, at all steps between) and ``lower_found, upper_found``: whether a change was met
        one step further, False where the steps or the order of the anchors ended first.

    Raises
    ------
    ParameterError
        If `step` is not above 0 or the condition is unknown.

    References
    ----------
    Oana & Schneider (2024), pp. 64-66 (sensitivity ranges).

    Examples
    --------
    >>> data = pd.DataFrame({"A": [1, 1, 0, 0], "B": [1, 0, 1, 0], "Y": [1, 1, 0, 0]})
    >>> raw = pd.Series([9.0, 7.0, 3.0, 1.0])
    >>> above = lambda values, cut: (values > cut[0]).astype(float)
    >>> calibration_ranges(data, raw, [5.0], condition="A", calibrate=above, step=1.0,
    ...                    outcome="Y", include="?")[["lower", "upper"]].values.tolist()
    [[3.0, 8.0]]
    """
    if step <= 0:
        raise ParameterError(f"step is {step}; it must be above 0")
    if condition not in data:
        raise ParameterError(
            f"no column {condition!r} for condition; the data have {', '.join(map(str, data))}"
        )
    values = raw.reindex(data.index).to_numpy(dtype=float)
    analysis = partial(
        Variants, outcome=outcome, conditions=conditions, include=include, dir_exp=dir_exp
    )
    known: dict[bytes, Models] = {}

    def solve(anchors: Sequence[float]) -> Models:
        scores = np.asarray(calibrate(values, anchors), dtype=float)
        # Most steps carry no case over an anchor: equal scores are minimised once.
        key = scores.round(12).tobytes()
        if key not in known:
            changed = analysis(data.assign(**{condition: scores}))
            known[key] = changed.under(incl_cut, n_cut).models
        return known[key]

    own = solve(thresholds)
    rows = []
    for i, value in enumerate(thresholds):
        low, high = (
            _walk(solve, list(thresholds), i, way * step, most_steps, own) for way in (-1, 1)
        )
        rows.append((i + 1, low[0], value, high[0], low[1], high[1]))
    columns = ["anchor", "lower", "value", "upper", "lower_found", "upper_found"]
    return pd.DataFrame(rows, columns=columns)


def _walk(
    solve: Callable[[Sequence[float]], Models],
    thresholds: list[float],
    i: int,
    step: float,
    most_steps: int,
    own: Models,
) -> tuple[float, bool]:
    """Move anchor `i` step by step; return its last place, and whether a change came next."""
    last = thresholds[i]
    for k in range(1, most_steps + 1):
        moved = [*thresholds]
        moved[i] = thresholds[i] + k * step
        in_order = sorted(moved) == moved or sorted(moved, reverse=True) == moved
        if not in_order or len(set(moved)) < len(moved):
            return last, False
        if solve(moved) != own:
            return last, True
        last = moved[i]
    return last, False
