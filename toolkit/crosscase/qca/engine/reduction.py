"""A prime implicant chart made small, without losing a minimal cover.

A chart asks which columns (prime implicants) cover every row (positive configuration)::

             a  b  c  d  e
    row 0    x  x  .  .  .
    row 1    x  .  x  .  .
    row 2    .  .  .  x  .
    row 3    .  .  .  x  x

Row 3 is covered whenever row 2 is, so it asks for nothing and goes. Row 2 leaves no choice: d is
in every cover, and with it rows 2 and 3 are done. Column e covers nothing that is left and goes
too. What remains, rows 0 and 1 with a, b and c, is the kernel. Where its rows fall into sets that
no column joins, each set is solved by itself and the answers are combined.

Rows and columns are bit sets in whole numbers: bit r of a column tells whether it covers row r.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

__all__ = ["Kernel", "Part", "bits", "columns_by_row", "reduced", "undominated"]


class Part(NamedTuple):
    """A piece of a chart whose rows no column joins to other rows.

    Parameters
    ----------
    columns : list of int
        Distinct bit sets of the part's own rows, largest first.
    members : list of list of int
        For each of them, the columns of the chart that cover just these rows.
    """

    columns: list[int]
    members: list[list[int]]


class Kernel(NamedTuple):
    """A chart after the reductions.

    Parameters
    ----------
    forced : list of list of int
        Groups of columns that cover the same: each cover has one column of each group.
    parts : list of Part
        What is left to choose.
    feasible : bool
        Whether the rows can be covered at all.
    """

    forced: list[list[int]]
    parts: list[Part]
    feasible: bool


def bits(number: int) -> Iterator[int]:
    """Yield the places of the ones in a whole number, lowest first.

    Examples
    --------
    >>> list(bits(0b10110))
    [1, 2, 4]
    """
    while number:
        bit = number & -number
        number ^= bit
        yield bit.bit_length() - 1


def columns_by_row(columns: Sequence[int], rows: int) -> dict[int, int]:
    """Return for each row in the bit set `rows` the bit set of columns that cover it.

    Examples
    --------
    >>> columns_by_row([0b01, 0b11], 0b11)
    {0: 3, 1: 2}
    """
    by_row = dict.fromkeys(bits(rows), 0)
    for n, cover in enumerate(columns):
        bit = 1 << n
        for r in bits(cover & rows):
            by_row[r] |= bit
    return by_row


def undominated(covers: Sequence[int]) -> list[int]:
    """Return the columns that no other column strictly contains (row dominance, as R's QCA).

    Parameters
    ----------
    covers : sequence of int
        Bit set of rows for each column.

    Returns
    -------
    list of int
        Column numbers that stay; of columns with equal rows all stay.

    Examples
    --------
    >>> undominated([0b011, 0b001, 0b110, 0b011])
    [0, 2, 3]
    """
    largest: list[int] = []
    # Largest first: whatever contains a column has been met before it.
    for cover in sorted(set(covers), key=int.bit_count, reverse=True):
        if not any(cover & other == cover for other in largest):
            largest.append(cover)
    kept = set(largest)
    return [n for n, cover in enumerate(covers) if cover in kept]


def reduced(covers: Sequence[int], rows: int) -> Kernel:
    """Return the kernel of a chart.

    Parameters
    ----------
    covers : sequence of int
        Bit set of rows for each column.
    rows : int
        Number of rows.

    Returns
    -------
    Kernel

    Examples
    --------
    The chart above, a to e being columns 0 to 4:

    >>> kernel = reduced([0b0011, 0b0001, 0b0010, 0b1100, 0b1000], 4)
    >>> kernel.forced, kernel.parts
    ([[3]], [Part(columns=[3, 1, 2], members=[[0], [1], [2]])])
    """
    groups: dict[int, list[int]] = {}
    for column, cover in enumerate(covers):
        groups.setdefault(cover, []).append(column)
    left = (1 << rows) - 1
    forced: list[list[int]] = []
    # Each round only shrinks what is left. Columns that differed in rows now done become equal,
    # which is why they are grouped anew before the next round.
    while True:
        columns = list(groups)
        by_row = columns_by_row(columns, left)
        if not all(by_row.values()):
            return Kernel([], [], False)
        kept = _rows_that_matter(by_row)
        single = dict.fromkeys(by_row[r] for r in kept if by_row[r].bit_count() == 1)
        done = 0
        for only in single:
            column = columns[only.bit_length() - 1]
            forced.append(groups[column])
            done |= column
        narrowed = sum(1 << r for r in kept) & ~done
        if narrowed == left:
            return Kernel(forced, _parts(groups, by_row, left), True)
        left = narrowed
        projected: dict[int, list[int]] = {}
        for cover, group in groups.items():
            if cover & left:
                projected.setdefault(cover & left, []).extend(group)
        groups = projected


def _rows_that_matter(by_row: dict[int, int]) -> list[int]:
    """Leave out rows that are covered whenever some other row is; of equal rows keep one."""
    kept: list[int] = []
    # Fewest columns first: a row that makes another one superfluous has no more columns than it.
    for r in sorted(by_row, key=lambda r: by_row[r].bit_count()):
        columns = by_row[r]
        if not any(by_row[other] & columns == by_row[other] for other in kept):
            kept.append(r)
    return kept


def _parts(groups: dict[int, list[int]], by_row: dict[int, int], left: int) -> list[Part]:
    """Split into independent parts; rows are renumbered within each."""
    columns = list(groups)
    parts = []
    while left:
        # Spread from one row over the columns that cover it to all rows that these reach.
        rows, front = 0, left & -left
        while front:
            rows |= front
            reached = 0
            for r in bits(front):
                for n in bits(by_row[r]):
                    reached |= columns[n]
            front = reached & ~rows
        number = {r: i for i, r in enumerate(bits(rows))}
        inside = sorted(
            (cover for cover in columns if cover & rows), key=lambda c: (-c.bit_count(), c)
        )
        renumbered = [sum(1 << number[r] for r in bits(cover)) for cover in inside]
        parts.append(Part(renumbered, [sorted(groups[cover]) for cover in inside]))
        left &= ~rows
    return parts
