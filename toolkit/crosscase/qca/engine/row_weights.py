"""Row weights: a proof that a chart needs so many columns.

Give each row a weight so that the rows of no column weigh more than one together. Then n columns
cover a weight of at most n, so that a cover needs at least the whole weight, rounded up. With
columns ab, bc and ca over the rows a, b and c, weights of 1/2 are allowed and make 3/2: no single
column is enough.

The best weights are the dual solution of a linear program. They are approached from any start by
subgradient steps: raise the weight of rows that the tempting columns (those whose rows weigh over
one) leave out, lower it where such columns overlap. In the end they are made whole numbers and
scaled down where a column is too heavy, in exact arithmetic: the proof never rests on rounding.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from crosscase.qca.engine.reduction import bits, columns_by_row

__all__ = ["UNIT", "linear_weights", "row_weights", "whole_weights"]

UNIT = 1 << 30
"""Weight that a column may hold. Rounding down costs a unit a row: far below one column's worth."""

_TURNS = 600  # steps; the bound moves by under a hundredth of a column after that
_PATIENCE = 6  # steps without a better bound before the step is made smaller
_SMALLER = 0.7
_SMALLEST = 4e-3  # a step so small that it no longer changes the bound rounded up


def row_weights(columns: Sequence[int], rows: int, size: int) -> list[int]:
    """Raise row weights by subgradient steps.

    Parameters
    ----------
    columns : sequence of int
        Bit set of rows for each column; together they cover all rows.
    rows : int
        Number of rows.
    size : int
        Columns of a cover that is known: no bound can be above it, and the search ends there.

    Returns
    -------
    list of int
        A weight a row, of which no column holds more than `UNIT`.

    References
    ----------
    Caprara, A., Fischetti, M. and Toth, P. (1999). A heuristic method for the set covering
    problem. Operations Research 47, 730-743 (the Lagrangian bound and its steps).

    Examples
    --------
    >>> weights = row_weights([0b011, 0b110, 0b101], 3, 2)
    >>> [round(weight / UNIT, 2) for weight in weights]
    [0.5, 0.5, 0.5]
    """
    matrix = _incidence(columns, rows)
    # Start: each row takes an even share of its largest column, which overloads none.
    weights = 1 / (matrix * matrix.sum(axis=1, keepdims=True)).max(axis=0)
    top, kept, step, stale = 0.0, weights, 1.0, 0
    for _ in range(_TURNS):
        saving = 1 - matrix @ weights
        tempting = saving < 0
        value = weights.sum() + saving[tempting].sum()
        if value > top + 1e-6:
            top, kept, stale = value, weights, 0
        else:
            stale += 1
        if size - top < 1e-3 or step < _SMALLEST:
            break
        if stale >= _PATIENCE:
            step, stale, weights = step * _SMALLER, 0, kept
            continue
        slack = 1 - tempting @ matrix
        norm = float(slack @ slack)
        if norm == 0:
            break
        weights = np.maximum(weights + step * (size - value) / norm * slack, 0)
    return whole_weights(columns, kept)


def linear_weights(columns: Sequence[int], rows: int) -> list[int]:
    """Return the best row weights there are, by linear programming: slower, for hard charts.

    Examples
    --------
    >>> weights = linear_weights([0b011, 0b110, 0b101], 3)
    >>> [round(weight / UNIT, 2) for weight in weights]
    [0.5, 0.5, 0.5]
    """
    from scipy.optimize import linprog

    matrix = _incidence(columns, rows)
    solved = linprog(-np.ones(rows), A_ub=matrix, b_ub=np.ones(len(columns)), method="highs")
    return whole_weights(columns, solved.x)


def whole_weights(columns: Sequence[int], weights: Sequence[float] | np.ndarray) -> list[int]:
    """Make weights whole numbers of which no column holds more than `UNIT`.

    Each row is scaled down by the heaviest column through it. A column then holds at most what it
    held divided by its own load, and that is one unit.

    Examples
    --------
    Rows 0 and 1 share a column that is twice too heavy, row 2 stands alone:

    >>> [weight / UNIT for weight in whole_weights([0b011, 0b100], [1.0, 1.0, 0.75])]
    [0.5, 0.5, 0.75]
    """
    units = [int(max(weight, 0) * UNIT) for weight in weights]
    loads = [max(UNIT, sum(units[r] for r in bits(cover))) for cover in columns]
    by_row = columns_by_row(columns, (1 << len(units)) - 1)
    return [
        units[r] * UNIT // max(loads[n] for n in bits(through)) for r, through in by_row.items()
    ]


def _incidence(columns: Sequence[int], rows: int) -> np.ndarray:
    return np.array([[cover >> r & 1 for r in range(rows)] for cover in columns], dtype=float)
