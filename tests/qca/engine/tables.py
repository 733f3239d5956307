"""Truth tables for the tests of the engine, and their prime implicants and covers by trial."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations, product
from math import prod
from typing import NamedTuple

from hypothesis import strategies as st

from crosscase.qca.engine.primes import Cube, contains


class Table(NamedTuple):
    """Levels of the conditions, positive and negative rows; all others are remainders."""

    levels: tuple[int, ...]
    ones: list[Cube]
    zeros: list[Cube]


@st.composite
def tables(draw: st.DrawFn, most_levels: int = 3) -> Table:
    levels = tuple(draw(st.lists(st.integers(2, most_levels), min_size=2, max_size=4)))
    rows = list(product(*map(range, levels)))
    size = prod(levels)
    codes = draw(st.lists(st.sampled_from("10?"), min_size=size, max_size=size))
    ones = [row for row, code in zip(rows, codes, strict=True) if code == "1"]
    zeros = [row for row, code in zip(rows, codes, strict=True) if code == "0"]
    return Table(levels, ones, zeros)


def cubes_of(levels: Sequence[int]) -> st.SearchStrategy[list[Cube]]:
    """Some cubes over conditions with so many levels."""
    cube = st.tuples(*[st.integers(-1, n - 1) for n in levels])
    return st.lists(cube, max_size=4)


def exhaustive_primes(
    ones: Sequence[Cube], off: Sequence[Cube], levels: Sequence[int]
) -> list[Cube]:
    """Prime implicants by trying every cube."""
    cubes = product(*[(-1, *range(n)) for n in levels])
    implicants = [c for c in cubes if not any(contains(c, row) for row in off)]
    primes = [c for c in implicants if not any(o != c and contains(o, c) for o in implicants)]
    return sorted(c for c in primes if any(contains(c, row) for row in ones))


def exhaustive_covers(ones: Sequence[Cube], primes: Sequence[Cube]) -> list[tuple[Cube, ...]]:
    """Smallest covers by trying every set of prime implicants."""
    for size in range(1, len(ones) + 1):
        covers = [
            tuple(sorted(chosen))
            for chosen in combinations(primes, size)
            if all(any(contains(c, row) for c in chosen) for row in ones)
        ]
        if covers:
            return sorted(covers)
    return []
