"""Sobol's indices: how much of the variance of a verdict is each parameter's doing?

Two parameters a and b, each 0 or 1, and a claim that holds if a or b is 1: it holds in three of
four specifications, variance 3/16. The mean over b is 1/2 at a = 0 and 1 at a = 1, variance 1/16:
alone, a explains a third (first order). With b fixed, turning a changes the verdict only where b is
0: the mean variance along a is (1/4 + 0) / 2 = 1/8, so a has a hand in two thirds (total). Since
every combination is run, these are the indices themselves and no estimates.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from crosscase.wording import listed

__all__ = ["importance", "level_name"]


def importance(
    held: np.ndarray, claims: Sequence[str], levels: Mapping[str, Sequence[Any]]
) -> pd.DataFrame:
    """Return how much each parameter matters to each claim.

    Parameters
    ----------
    held : ndarray of bool, shape (specifications, claims)
        Whether the claim holds; specifications in the order of the product of the levels, the
        last parameter running fastest.
    claims : sequence of str
        Ids of the claims.
    levels : mapping of parameter to its levels
        In the order of the product.

    Returns
    -------
    DataFrame
        One row a claim and parameter: ``claim, parameter, first_order, total, lowest, lowest_at,
        highest, highest_at`` (least and greatest share in which the claim holds, by level).

    References
    ----------
    Saltelli et al. (2010), Computer Physics Communications 181, 259-270.

    Examples
    --------
    >>> held = np.array([[False], [True], [True], [True]])
    >>> table = importance(held, ["a or b"], {"a": [0, 1], "b": [0, 1]})
    >>> table[["parameter", "first_order", "total"]].round(3).to_dict("list")
    {'parameter': ['a', 'b'], 'first_order': [0.333, 0.333], 'total': [0.667, 0.667]}
    """
    sizes = [len(values) for values in levels.values()]
    y = held.astype(float).reshape(*sizes, len(claims))
    axes = tuple(range(len(sizes)))
    variance = y.var(axis=axes)
    rows = []
    for j, (name, values) in enumerate(levels.items()):
        # Shares by level of this parameter, shape (levels, claims).
        shares = y.mean(axis=axes[:j] + axes[j + 1 :])
        first = shares.var(axis=0)
        total = y.var(axis=j).mean(axis=axes[:-1])
        for c, claim in enumerate(claims):
            effects = _explained(first[c], total[c], variance[c])
            rows.append(
                {"claim": claim, "parameter": name, **effects, **_ends(shares[:, c], values)}
            )
    table = pd.DataFrame(rows)
    place = {claim: i for i, claim in enumerate(claims)}
    return table.sort_values("claim", key=lambda s: s.map(place), kind="stable", ignore_index=True)


def _explained(first: float, total: float, variance: float) -> dict[str, float]:
    # A claim that always holds, or never, has no variance to explain.
    if variance <= 1e-15:
        return {"first_order": 0.0, "total": 0.0}
    return {"first_order": float(first / variance), "total": float(total / variance)}


def _ends(shares: np.ndarray, values: Sequence[Any]) -> dict[str, object]:
    low, high = int(shares.argmin()), int(shares.argmax())
    return {
        "lowest": float(shares[low]),
        "lowest_at": level_name(values[low]),
        "highest": float(shares[high]),
        "highest_at": level_name(values[high]),
    }


def level_name(value: object) -> str:
    """Return how a level of a parameter is written.

    Examples
    --------
    >>> level_name(None), level_name(True), level_name(("interview", "document"))
    ('none', 'yes', 'interview and document')
    """
    if value is None:
        return "none"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, (set, frozenset)):
        return listed(sorted(map(str, value)))
    return listed(value) if isinstance(value, (tuple, list)) else str(value)
