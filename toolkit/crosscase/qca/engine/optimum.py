"""The fewest columns that cover a chart, with a proof.

From above a cover is found, from below it is shown that fewer columns cannot do, by means that
cost more and more; it ends where the two meet::

    greedy cover                      at most 4 columns
    rows no two of which share a      at least 2
    column, each needing its own
    search for a cover of 2           none: at least 3
    row weights                       at least 3
    search for a cover of 3, cut      none: at least 4, so 4 is proven
    short by the weights
    HiGHS (mixed-integer program)     for what the search does not settle in its time
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from crosscase.qca.engine.reduction import bits, undominated
from crosscase.qca.engine.row_weights import UNIT, row_weights
from crosscase.qca.engine.search import cover_of_size

__all__ = ["EASY_NODES", "Optimum", "optimum"]

EASY_NODES = 200
"""Search steps before row weights are worked out: nearly all charts of small studies need fewer,
and the weights cost as much time as some thousand steps."""

_PROOF_NODES = 3_000
"""Search steps, with weights, before HiGHS is asked: about what its start takes."""


class Optimum(NamedTuple):
    """A smallest cover, as far as it is proven.

    Parameters
    ----------
    cover : list of int
        Sorted column numbers.
    bound : int
        No cover has fewer columns; equal to the number of columns if that is proven.
    weights : list of int or None
        Row weights, where it took them.
    """

    cover: list[int]
    bound: int
    weights: list[int] | None


def optimum(columns: Sequence[int], time_limit_s: float) -> Optimum:
    """Find a smallest cover.

    Parameters
    ----------
    columns : sequence of int
        Bit set of rows for each column; together they cover rows 0 to the highest one.
    time_limit_s : float
        Seconds for HiGHS.

    Returns
    -------
    Optimum

    Examples
    --------
    >>> optimum([0b0011, 0b0110, 0b1100, 0b0010], 1.0)
    Optimum(cover=[0, 2], bound=2, weights=None)
    """
    # A column inside a larger one is never needed for a smallest cover.
    keep = undominated(columns)
    found = _smallest([columns[n] for n in keep], time_limit_s)
    return found._replace(cover=[keep[n] for n in found.cover])


def _smallest(columns: list[int], time_limit_s: float) -> Optimum:
    rows = max(columns).bit_length()
    best = _greedy(columns, rows)
    low = _disjoint_rows(columns, rows)
    while low < len(best):
        found, settled = cover_of_size(columns, rows, low, None, EASY_NODES)
        if found:
            return Optimum(found, low, None)
        if not settled:
            break
        low += 1
    if low == len(best):
        return Optimum(best, low, None)
    weights = row_weights(columns, rows, len(best))
    low = max(low, -(-sum(weights) // UNIT))
    while low < len(best):
        found, settled = cover_of_size(columns, rows, low, weights, _PROOF_NODES)
        if found:
            best = found
        elif settled:
            low += 1
        else:
            best, low = _by_highs(columns, rows, best, low, time_limit_s)
            break
    return Optimum(best, low, weights)


def _greedy(columns: Sequence[int], rows: int) -> list[int]:
    """Take the column that covers most of what is left, then drop what others cover as well."""
    left, chosen = (1 << rows) - 1, []
    while left:
        n = max(range(len(columns)), key=lambda c: (columns[c] & left).bit_count())
        chosen.append(n)
        left &= ~columns[n]
    for n in sorted(chosen, key=lambda c: columns[c].bit_count()):
        others = 0
        for c in chosen:
            if c != n:
                others |= columns[c]
        if columns[n] & ~others == 0:
            chosen.remove(n)
    return sorted(chosen)


def _disjoint_rows(columns: Sequence[int], rows: int) -> int:
    """Count rows no two of which share a column: each needs a column of its own."""
    near = [0] * rows
    for cover in columns:
        for r in bits(cover):
            near[r] |= cover
    left, count = (1 << rows) - 1, 0
    # Rows that few others are near to leave most room for further ones.
    for r in sorted(range(rows), key=lambda r: near[r].bit_count()):
        if left >> r & 1:
            left &= ~near[r]
            count += 1
    return count


def _by_highs(
    columns: Sequence[int], rows: int, best: list[int], low: int, time_limit_s: float
) -> tuple[list[int], int]:
    """Ask HiGHS for a better cover, which is checked, and for a better bound."""
    from scipy.optimize import Bounds, LinearConstraint, milp
    from scipy.sparse import csc_matrix

    matrix = csc_matrix([[c >> r & 1 for c in columns] for r in range(rows)], dtype=float)
    result = milp(
        np.ones(len(columns)),
        constraints=LinearConstraint(matrix, 1, np.inf),
        integrality=np.ones(len(columns)),
        bounds=Bounds(0, 1),
        options={"time_limit": time_limit_s},
    )
    if result.x is not None:
        cover = [n for n in range(len(columns)) if result.x[n] > 0.5]
        together = 0
        for n in cover:
            together |= columns[n]
        if together == (1 << rows) - 1 and len(cover) < len(best):
            best = cover
    if result.mip_dual_bound is not None and math.isfinite(result.mip_dual_bound):
        # The bound is a floating-point number: 11.9999999 means 12, 11.01 means 12 as well.
        low = max(low, min(math.ceil(result.mip_dual_bound - 1e-6), len(best)))
    return best, low
