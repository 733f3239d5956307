"""Simplifying assumptions: the remainders that a model declares positive.

A model covers more configurations than the observed positive rows; the rest it assumes. For
thousands of models over hundreds of thousands of configurations they are found as bit sets, in
which configuration number n is bit n - 1. The set of a term is built from the last condition to
the first, starting with one bit and doubling it where the condition does not matter. For A*~C of
A, B, C (bit 7 is 111)::

    C = 0         0 0 0 0 0 0 0 1     the bit stays where it is
    any B         0 0 0 0 0 1 0 1     the 2 places so far, side by side for B = 0 and B = 1
    A = 1         0 1 0 1 0 0 0 0     shifted past the 4 places of A = 0: 110 and 100

A model's set is the union of its terms', less the observed rows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import product
from math import prod
from typing import TypeVar

from crosscase.qca.engine.configurations import row_values
from crosscase.qca.engine.primes import Cube, complement, contains

__all__ = [
    "MOST_TOGETHER",
    "assumption_count",
    "assumption_counts",
    "assumption_masks",
    "assumption_rows",
    "assumptions_of",
    "few_enough_for_masks",
    "mask_rows",
]

T = TypeVar("T")

MOST_TOGETHER = 10_000_000
"""Assumptions of all models together that are listed: names are shared, so this is some 100 MB of
references, and some 500 MB where they are written out."""

_MOST_IN_MASKS = 1 << 18
"""Up to this many configurations, 18 conditions, a set is 32 kB and ten thousand of them fit in
memory; beyond, assumptions are counted without being written out."""


def few_enough_for_masks(levels: Sequence[int]) -> bool:
    """Tell whether the configurations are few enough for a bit set a model.

    Examples
    --------
    >>> few_enough_for_masks((2,) * 18), few_enough_for_masks((2,) * 19)
    (True, False)
    """
    return prod(levels) <= _MOST_IN_MASKS


def assumption_counts(
    models: Sequence[Sequence[Cube]], ones: Sequence[Cube], levels: Sequence[int]
) -> tuple[int, ...]:
    """Count, for each model, the configurations that it covers beyond the given rows.

    Parameters
    ----------
    models : sequence of sequence of cube
        Models.
    ones : sequence of cube
        Rows that are no assumptions.
    levels : sequence of int
        Number of levels of each condition.

    Returns
    -------
    tuple of int

    Examples
    --------
    >>> assumption_counts([[(1, -1)], [(1, 1)]], [(1, 1)], (2, 2))
    (1, 0)
    """
    if few_enough_for_masks(levels):
        return tuple(mask.bit_count() for mask in assumption_masks(models, ones, levels))
    return tuple(assumption_count(model, ones, levels) for model in models)


def assumption_count(cubes: Sequence[Cube], ones: Iterable[Cube], levels: Sequence[int]) -> int:
    """Count the configurations that cubes cover beyond the given rows, without listing them.

    Examples
    --------
    >>> assumption_count([(1, -1, -1)], [(1, 1, 1)], (2, 2, 2))
    3
    """
    outside = sum(prod(part.bit_count() for part in box) for box in complement(cubes, levels))
    inside = sum(any(contains(cube, row) for cube in cubes) for row in set(ones))
    return prod(levels) - outside - inside


def assumption_rows(
    cubes: Iterable[Cube], ones: Iterable[Cube], levels: Sequence[int]
) -> list[Cube]:
    """List the configurations that cubes cover beyond the given rows, in row order.

    Examples
    --------
    >>> assumption_rows([(1, -1)], [(1, 1)], (2, 2))
    [(1, 0)]
    """
    rows: set[Cube] = set()
    for cube in cubes:
        rows.update(
            product(*[range(n) if v < 0 else (v,) for v, n in zip(cube, levels, strict=True)])
        )
    return sorted(rows.difference(ones))


def assumption_masks(
    models: Iterable[Sequence[Cube]], ones: Iterable[Cube], levels: Sequence[int]
) -> list[int]:
    """Return, for each model, the configurations that it covers beyond the given rows.

    Parameters
    ----------
    models : iterable of sequence of cube
        Models; their terms are worked out once, however many models share them.
    ones : iterable of cube
        Rows that are no assumptions.
    levels : sequence of int
        Number of levels of each condition.

    Returns
    -------
    list of int
        Bit sets: bit i stands for the configuration of row number i + 1.

    Examples
    --------
    >>> [bin(mask) for mask in assumption_masks([[(1, -1)]], [(1, 1)], (2, 2))]
    ['0b100']
    """
    known: dict[Cube, int] = {}

    def mask(cube: Cube) -> int:
        if cube not in known:
            bits, size = 1, 1
            for value, n in zip(reversed(cube), reversed(levels), strict=True):
                if value < 0:
                    bits = sum(bits << size * v for v in range(n))
                else:
                    bits <<= size * value
                size *= n
            known[cube] = bits
        return known[cube]

    observed = 0
    for row in ones:
        observed |= mask(row)
    found = []
    for model in models:
        covered = 0
        for cube in model:
            covered |= mask(cube)
        found.append(covered & ~observed)
    return found


def assumptions_of(
    models: Sequence[Sequence[Cube]],
    ones: Sequence[Cube],
    levels: Sequence[int],
    form: Callable[[Cube], T],
) -> list[tuple[T, ...]]:
    """List, for each model, the configurations that it covers beyond the given rows, in row order.

    Parameters
    ----------
    models, ones, levels
        As in :func:`assumption_masks`.
    form : callable
        Makes of a configuration what is listed, for example its name; called once for each.

    Returns
    -------
    list of tuple

    Examples
    --------
    >>> assumptions_of([[(1, -1)], [(-1, 0)]], [(1, 1)], (2, 2), str)
    [('(1, 0)',), ('(0, 0)', '(1, 0)')]
    """
    if not few_enough_for_masks(levels):
        return [tuple(map(form, assumption_rows(model, ones, levels))) for model in models]
    known: dict[int, T] = {}
    listed = []
    for mask in assumption_masks(models, ones, levels):
        rows = mask_rows(mask)
        for row in rows:
            if row not in known:
                known[row] = form(row_values(row, levels))
        listed.append(tuple([known[row] for row in rows]))
    return listed


def mask_rows(mask: int) -> list[int]:
    """Return the row numbers in a bit set of :func:`assumption_masks`.

    Examples
    --------
    >>> mask_rows(0b10100)
    [3, 5]
    """
    # Searching the written number is many times faster than taking bits off it one by one.
    digits, rows, place = bin(mask)[:1:-1], [], -1
    while (place := digits.find("1", place + 1)) >= 0:
        rows.append(place + 1)
    return rows
