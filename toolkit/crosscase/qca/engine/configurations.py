"""Truth table rows: which configurations are observed, and how they go with the outcome."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from itertools import product
from typing import NamedTuple

import numpy as np

from crosscase.errors import ParameterError
from crosscase.qca.engine.scores import Scores

__all__ = [
    "MOST_ROWS",
    "TOLERANCE",
    "Row",
    "check_cuts",
    "complete_rows",
    "observed_rows",
    "out_code",
    "row_number",
    "row_values",
]

MOST_ROWS = 1 << 16
"""A complete truth table is written out up to this many rows."""

TOLERANCE = 1.5e-8
"""A row this near below a cut has reached it (as in R): inclusion of 0.8 is a quotient of sums."""

_COLUMNS = ("OUT", "n", "incl", "PRI", "cases")
_FEW = 1000  # cases that are taken one by one


class Row(NamedTuple):
    """One configuration.

    Parameters
    ----------
    number : int
        1-based; the first condition is the most significant digit.
    values : tuple of int
        The level of each condition.
    out : str
        "1", "0", "C" (contradiction) or "?" (remainder).
    n : int
        Cases with more than half membership.
    incl : float
        Sufficiency inclusion (consistency) of the configuration; nan without cases.
    pri : float
        Proportional reduction in inconsistency; nan without cases.
    cases : tuple of str
        The cases in the row.
    """

    number: int
    values: tuple[int, ...]
    out: str
    n: int
    incl: float
    pri: float
    cases: tuple[str, ...]


def row_number(values: Sequence[int], levels: Sequence[int]) -> int:
    """Return the 1-based number of a configuration.

    Examples
    --------
    >>> row_number((1, 0, 1), (2, 2, 2)), row_number((2, 1), (3, 2))
    (6, 6)
    """
    number = 0
    for value, base in zip(values, levels, strict=True):
        number = number * base + value
    return number + 1


def row_values(number: int, levels: Sequence[int]) -> tuple[int, ...]:
    """Return the configuration of a 1-based row number.

    Examples
    --------
    >>> row_values(6, (2, 2, 2)), row_values(6, (3, 2))
    ((1, 0, 1), (2, 1))
    """
    values, rest = [], number - 1
    for base in reversed(levels):
        values.append(rest % base)
        rest //= base
    return tuple(reversed(values))


def check_cuts(
    incl_cut: float | Sequence[float], n_cut: int, pri_cut: float
) -> tuple[float, float | None]:
    """Check the cuts and return the upper and, if there is one, the lower inclusion cut.

    Raises
    ------
    ParameterError
        If a cut is outside its range.
    """
    cuts = [incl_cut] if isinstance(incl_cut, (int, float)) else list(incl_cut)
    if not 1 <= len(cuts) <= 2:
        raise ParameterError(f"incl_cut has {len(cuts)} values; give one, or an upper and a lower")
    for name, cut in [*(("incl_cut", c) for c in cuts), ("pri_cut", pri_cut)]:
        if isinstance(cut, str) or not 0 <= cut <= 1:
            raise ParameterError(f"{name} is {cut}; it must lie in [0, 1]")
    if len(cuts) == 2 and cuts[1] > cuts[0]:
        raise ParameterError(
            f"the lower inclusion cut {cuts[1]} is above the upper one {cuts[0]}; "
            "give the upper cut first"
        )
    if isinstance(n_cut, bool) or n_cut < 1 or n_cut % 1 != 0:
        raise ParameterError(f"n_cut is {n_cut}; it must be a whole number of at least 1")
    return float(cuts[0]), float(cuts[1]) if len(cuts) == 2 else None


def observed_rows(
    scores: Scores,
    *,
    incl_cut: float | Sequence[float] = 1.0,
    n_cut: int = 1,
    pri_cut: float = 0.0,
) -> list[Row]:
    """Return the configurations that have cases, by row number.

    A row is "1" if inclusion reaches `incl_cut` and PRI reaches `pri_cut`; with a lower cut,
    "C" if inclusion lies between the two; else "0"; and "?" with fewer than `n_cut` cases.

    Parameters
    ----------
    scores : Scores
        Checked data.
    incl_cut : float or (float, float), default 1
        Inclusion cut, or the upper and the lower one.
    n_cut : int, default 1
        Fewest cases of a row.
    pri_cut : float, default 0
        PRI cut.

    Returns
    -------
    list of Row
    """
    upper, lower = check_cuts(incl_cut, n_cut, pri_cut)
    clash = [name for name in scores.words.conditions if name in _COLUMNS]
    if clash:
        raise ParameterError(
            f"condition {clash[0]!r} has the name of a truth table column "
            f"({', '.join(_COLUMNS)}); rename it"
        )
    few = len(scores.y) <= _FEW and not any(scores.fuzzy)
    rows = []
    for values, cases, incl, pri in _few_crisp(scores) if few else _grouped(scores):
        number = row_number(values, scores.words.levels)
        row = Row(number, values, "?", len(cases), incl, pri, tuple(cases))
        rows.append(row._replace(out=out_code(row, upper, lower, n_cut, pri_cut)))
    return rows


def out_code(
    row: Row, upper: float, lower: float | None = None, n_cut: int = 1, pri_cut: float = 0.0
) -> str:
    """Return the OUT code of a row under these cuts, whatever code it has.

    Examples
    --------
    >>> row = Row(1, (0, 0), "?", 3, 0.85, 0.6, ("a", "b", "c"))
    >>> out_code(row, 0.8), out_code(row, 0.9, 0.7), out_code(row, 0.8, n_cut=4)
    ('1', 'C', '?')
    """
    if row.n < n_cut:
        return "?"
    if row.incl >= upper - TOLERANCE:
        return "1" if pri_cut <= 0 or row.pri >= pri_cut - TOLERANCE else "0"
    return "C" if lower is not None and row.incl >= lower - TOLERANCE else "0"


def _few_crisp(scores: Scores) -> list[tuple[tuple[int, ...], list[str], float, float]]:
    """Take cases one by one: faster than arrays while they are few and belong to one row each."""
    groups: dict[tuple[int, ...], list[int]] = {}
    for i, values in enumerate(scores.values.astype(int).tolist()):
        groups.setdefault(tuple(values), []).append(i)
    y, found = scores.y.tolist(), []
    for values in sorted(groups):
        x = len(groups[values])
        xy = math.fsum([y[i] for i in groups[values]])
        both = math.fsum([min(y[i], 1 - y[i]) for i in groups[values]])
        # Of each case `both` is half at most: the difference is not zero.
        pri = (xy - both) / (x - both)
        found.append((values, [scores.cases[i] for i in groups[values]], xy / x, pri))
    return found


def _grouped(scores: Scores) -> Iterator[tuple[tuple[int, ...], list[str], float, float]]:
    mine = scores.configurations()
    decided = ~scores.undecided()
    unique, inverse = _distinct(mine[decided], scores.words.levels)
    members: list[list[str]] = [[] for _ in unique]
    for case, row in zip(np.flatnonzero(decided).tolist(), inverse.tolist(), strict=True):
        members[row].append(scores.cases[case])
    fits = _fits(scores, unique)
    for values, cases, (incl, pri) in zip(unique.tolist(), members, fits, strict=True):
        yield tuple(values), cases, incl, pri


def _distinct(rows: np.ndarray, levels: Sequence[int]) -> tuple[np.ndarray, np.ndarray]:
    """Return the distinct rows in row order, and which one each row is."""
    digits = np.cumprod([1, *reversed(levels)], dtype=float)
    if digits[-1] > 2.0**62:
        unique, inverse = np.unique(rows, axis=0, return_inverse=True)
        return unique, inverse.ravel()
    codes = rows @ digits[-2::-1].astype(np.int64)
    _codes, first, inverse = np.unique(codes, return_index=True, return_inverse=True)
    return rows[first], inverse.ravel()


_BLOCK = 1 << 18  # memberships held at a time: they stay in the cache
_SMALL = 1 << 14


def _fits(scores: Scores, rows: np.ndarray) -> Iterable[tuple[float, float]]:
    """Return inclusion and PRI of each row; cases are taken block by block."""
    sums = np.zeros((3, len(rows)))
    step = max(16, _BLOCK // max(1, len(rows)))
    corner = _corners if len(rows) * len(scores.y) <= _SMALL else _shared_corners
    for start in range(0, len(scores.y), step):
        cases = slice(start, start + step)
        y = scores.y[cases]
        member = corner(scores, rows, cases)
        sums[0] += member.sum(axis=1)
        np.minimum(member, y, out=member)
        sums[1] += member.sum(axis=1)
        np.minimum(member, 1 - y, out=member)
        sums[2] += member.sum(axis=1)
    # Each row has a case of more than half membership, so that no divisor is zero.
    x, xy, both = sums
    return zip((xy / x).tolist(), ((xy - both) / (x - both)).tolist(), strict=True)


def _corners(scores: Scores, rows: np.ndarray, cases: slice) -> np.ndarray:
    """Return the membership of cases in each row, rows x cases."""
    member = np.ones((len(rows), len(scores.y[cases])))
    for c in range(rows.shape[1]):
        column, values = scores.values[cases, c], rows[:, c, None]
        literal = np.where(values == 1, column, 1 - column) if scores.fuzzy[c] else values == column
        np.minimum(member, literal, out=member)
    return member


def _shared_corners(scores: Scores, rows: np.ndarray, cases: slice) -> np.ndarray:
    """Do the same for many rows: those that begin alike share their work."""
    member = np.ones((1, len(scores.y[cases])))
    prefix = np.zeros(len(rows), dtype=np.int64)
    for c in range(rows.shape[1]):
        column = scores.values[cases, c]
        keys, first, after = np.unique(
            prefix * (int(rows[:, c].max()) + 1) + rows[:, c],
            return_index=True,
            return_inverse=True,
        )
        new = np.empty((len(keys), member.shape[1]))
        for i, row in enumerate(first.tolist()):
            value = rows[row, c]
            fuzzy = column if value else 1 - column
            literal = fuzzy if scores.fuzzy[c] else column == value
            np.minimum(member[prefix[row]], literal, out=new[i])
        member, prefix = new, after.ravel()
    return member[prefix]


def complete_rows(rows: Sequence[Row], levels: Sequence[int]) -> list[Row]:
    """Add the configurations without cases, as remainders.

    Raises
    ------
    ParameterError
        If the table would have more than `MOST_ROWS` rows.
    """
    total = int(np.prod([float(n) for n in levels]))
    if total > MOST_ROWS:
        raise ParameterError(
            f"a complete truth table of {len(levels)} conditions has {total} rows, more than "
            f"{MOST_ROWS}; ask for the observed rows"
        )
    seen = {row.values: row for row in rows}
    none = float("nan")
    return [
        seen.get(values) or Row(number, values, "?", 0, none, none, ())
        for number, values in enumerate(product(*map(range, levels)), start=1)
    ]
