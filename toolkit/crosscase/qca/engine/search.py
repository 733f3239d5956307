"""Depth-first search for covers of a given size, each met once.

Take the row with the fewest columns, try each of them, and go on with the rows that are left. A
column that has been tried is closed for the later ones of its row, so that no cover is met twice::

             a  b  c
    row 0    x  x  .           Row 0 has a and b. With a, row 2 is left: b or c.
    row 1    x  .  x           With b (a being closed), row 1 is left: c.
    row 2    .  x  x           So the covers of two columns are ab, ac and bc.

A branch ends early where row weights show that the columns still allowed are too few (see
:mod:`crosscase.qca.engine.row_weights`): rows that weigh more than n units need over n columns.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from crosscase.qca.engine.reduction import columns_by_row
from crosscase.qca.engine.row_weights import UNIT

__all__ = ["Search", "cover_of_size"]

Take = Callable[[tuple[int, ...]], bool]
"""Is handed a cover; returns whether to go on."""


class Search:
    """A search through the covers of one chart.

    Parameters
    ----------
    columns : sequence of int
        Bit set of rows for each column; together they cover all rows.
    rows : int
        Number of rows.
    weights : sequence of int, optional
        Row weights, of which no column holds more than `UNIT`.
    nodes : int
        Steps after which the search gives up.
    """

    def __init__(
        self, columns: Sequence[int], rows: int, weights: Sequence[int] | None, nodes: int
    ) -> None:
        self.columns, self.weights, self.nodes = columns, weights, nodes
        self.everything = (1 << rows) - 1
        self.by_row = list(columns_by_row(columns, self.everything).values())

    def run(self, size: int, take: Take) -> bool:
        """Hand every cover of at most `size` columns to `take`; tell whether that came to its end.

        Examples
        --------
        >>> found = []
        >>> Search([0b011, 0b110, 0b101], 3, None, 99).run(2, lambda c: not found.append(c))
        True
        >>> sorted(map(sorted, found))
        [[0, 1], [0, 2], [1, 2]]
        """
        weight = sum(self.weights) if self.weights else 0
        return self._step(self.everything, weight, size, (1 << len(self.columns)) - 1, (), take)

    def _step(
        self, left: int, weight: int, size: int, allowed: int, chosen: tuple[int, ...], take: Take
    ) -> bool:
        if not left:
            return take(chosen)
        if weight > size * UNIT:
            return True
        self.nodes -= 1
        if self.nodes < 0:
            return False
        branches = self._fewest(left, allowed)
        while branches:
            bit = branches & -branches
            branches ^= bit
            n = bit.bit_length() - 1
            allowed ^= bit
            covered = self.columns[n] & left
            # The last column must cover all that is left; this also keeps `size` above 0.
            if size == 1 and covered != left:
                continue
            lighter = weight
            if self.weights:
                # Written out rather than by `bits`: most of the time of a search goes here.
                new = covered
                while new:
                    row = new & -new
                    new ^= row
                    lighter -= self.weights[row.bit_length() - 1]
            if not self._step(left & ~covered, lighter, size - 1, allowed, (*chosen, n), take):
                return False
        return True

    def _fewest(self, left: int, allowed: int) -> int:
        """Return the allowed columns of the row that has the fewest."""
        branches, fewest = 0, len(self.columns) + 1
        while left:
            bit = left & -left
            left ^= bit
            candidates = self.by_row[bit.bit_length() - 1] & allowed
            count = candidates.bit_count()
            if count < fewest:
                branches, fewest = candidates, count
                if count < 2:
                    break
        return branches


def cover_of_size(
    columns: Sequence[int], rows: int, size: int, weights: Sequence[int] | None, nodes: int
) -> tuple[list[int] | None, bool]:
    """Look for one cover of at most `size` columns.

    Returns
    -------
    cover : list of int or None
        Sorted column numbers.
    settled : bool
        Whether the answer is certain: a cover was found, or all possibilities were gone through.

    Examples
    --------
    >>> cover_of_size([0b011, 0b110, 0b101], 3, 1, None, 99)
    (None, True)
    >>> cover_of_size([0b011, 0b110, 0b101], 3, 2, None, 99)
    ([0, 1], True)
    """
    found: list[int] = []

    def first(cover: tuple[int, ...]) -> bool:
        found.extend(sorted(cover))
        return False

    ended = Search(columns, rows, weights, nodes).run(size, first)
    return (found, True) if found else (None, ended)
