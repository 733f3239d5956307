"""Prime implicant charts for the tests, and their covers by trying every set of columns."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations, product

from hypothesis import strategies as st

Cover = tuple[int, ...]


@st.composite
def charts(draw: st.DrawFn, most_columns: int = 9, most_rows: int = 7) -> list[int]:
    """Columns that together cover rows 0 to the highest one."""
    rows = draw(st.integers(1, most_rows))
    whole = (1 << rows) - 1
    columns = draw(st.lists(st.integers(1, whole), min_size=1, max_size=most_columns - 1))
    missing = whole & ~union(columns)
    return [*columns, missing] if missing else columns


def union(columns: Sequence[int]) -> int:
    together = 0
    for column in columns:
        together |= column
    return together


def every_cover(columns: Sequence[int], rows: int) -> list[Cover]:
    numbers = range(len(columns))
    chosen = [c for k in range(1, len(columns) + 1) for c in combinations(numbers, k)]
    return [c for c in chosen if union([columns[n] for n in c]) == (1 << rows) - 1]


def smallest(covers: Sequence[Cover]) -> list[Cover]:
    fewest = min(map(len, covers))
    return sorted(c for c in covers if len(c) == fewest)


def irredundant(covers: Sequence[Cover]) -> list[Cover]:
    known = set(covers)
    return sorted(c for c in covers if not any(tuple(m for m in c if m != n) in known for n in c))


def ring(n: int) -> list[int]:
    """n columns over n rows, each over two neighbours: weights of 1/2 are best."""
    return [1 << i | 1 << (i + 1) % n for i in range(n)]


FANO = [sum(1 << (a + d) % 7 for d in (0, 1, 3)) for a in range(7)]
"""The seven lines of the Fano plane over its points: each point on three lines."""


def steiner27() -> list[int]:
    """Steiner triple system on 27 points: a column a point, over the 117 triples as rows."""
    points = list(product(range(3), repeat=3))
    lines = {
        tuple(sorted((a, b, c)))
        for a, x in enumerate(points)
        for b, y in enumerate(points)
        if a < b
        for c, z in enumerate(points)
        if all((i + j + k) % 3 == 0 for i, j, k in zip(x, y, z, strict=True)) and c not in (a, b)
    }
    return [sum(1 << t for t, triple in enumerate(sorted(lines)) if p in triple) for p in range(27)]


STEINER27_COVER = [n for n in range(27) if n not in {1, 2, 3, 4, 10, 13, 14, 17, 20}]
"""A smallest cover: the nine points outside it hold no triple (Fulkerson 1974 proves 18)."""


def hard_rows() -> tuple[list[Cover], list[Cover]]:
    """The Steiner triples as positive rows of 27 conditions against the row of zeros.

    Each condition by itself is a prime implicant, so that their chart is :func:`steiner27`.
    """
    columns = steiner27()
    return [tuple(c >> t & 1 for c in columns) for t in range(117)], [(0,) * 27]
