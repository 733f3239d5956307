"""Every cover of a chart: all of the smallest size, or all from which no column can be left out.

Smallest covers. Only columns that no other contains are searched; each cover found is then
*unfolded*: a smaller column takes the place of a larger one wherever the rest covers what is lost.
With ab, bc and c over the rows a, b and c, the search meets ab + bc alone. In it c may stand for
bc, since ab covers b already: ab + c is a smallest cover too.

Where a search for all of them would take too long, covers are exchanged instead: take out one
column of a cover, put in another that covers what it alone covered, and so on from cover to cover.
That reaches many models soon but proves nothing, so such a list is never called complete.

Irredundant covers. Each chosen column must keep a row of its own, one that no other chosen column
covers; so no cover with a spare column is ever finished (the search of
:mod:`crosscase.qca.engine.primes`, with rows for boxes).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from crosscase.qca.engine.optimum import EASY_NODES, Optimum
from crosscase.qca.engine.reduction import bits, columns_by_row, undominated
from crosscase.qca.engine.row_weights import UNIT, linear_weights, row_weights
from crosscase.qca.engine.search import Search

__all__ = ["covers_as_small", "covers_without_spare"]

_FIRST_NODES = 3_000
"""Search steps before exchanges are tried: those list ten thousand models in a tenth of a second,
while a search beyond this rarely ends soon."""

_LIST_NODES = 30_000
"""Search steps for a hard part, about a quarter of a second; then the list is left incomplete."""

Listed = tuple[list[tuple[int, ...]], bool]
"""Covers as column numbers, and whether they are all."""


def covers_as_small(columns: Sequence[int], best: Optimum, cap: int) -> Listed:
    """List all covers as small as the one that is known.

    Parameters
    ----------
    columns : sequence of int
        Bit set of rows for each column.
    best : Optimum
        A cover whose size is proven to be the smallest.
    cap : int
        Once more than this are found, the list ends.

    Returns
    -------
    list of tuple of int
        Covers, at most `cap` + 1.
    complete : bool
        Whether they are all.

    Examples
    --------
    ab, bc and c as above:

    >>> covers_as_small([0b011, 0b110, 0b100], Optimum([0, 1], 2, None), 9)
    ([(0, 1), (0, 2)], True)
    """
    chart = _Chart(columns, cap)
    found, ended = chart.search(len(best.cover), best.weights, EASY_NODES)
    weights = best.weights
    if not ended and len(found) <= cap:
        if weights is None:
            weights = row_weights(chart.large, chart.rows, len(best.cover))
        found, ended = chart.search(len(best.cover), weights, _FIRST_NODES)
    if ended or len(found) > cap:
        return found, ended
    swapped = chart.exchange(best.cover)
    if len(swapped) > cap:
        return swapped, False
    weights = linear_weights(chart.large, chart.rows)
    found, ended = chart.search(len(best.cover), weights, _LIST_NODES)
    return (found if ended else list(dict.fromkeys([*swapped, *found]))[: cap + 1]), ended


class _Chart:
    """A chart of which only the columns that no other contains are searched.

    `below` holds, for each of these, the columns inside it; one that is inside several is put
    under the first, so that no cover is unfolded twice.
    """

    def __init__(self, columns: Sequence[int], cap: int) -> None:
        self.columns, self.cap = columns, cap
        self.rows = max(columns).bit_length()
        self.names = undominated(columns)
        self.large = [columns[n] for n in self.names]
        self.below: list[list[int]] = [[] for _ in self.large]
        for n, cover in enumerate(columns):
            self.below[next(m for m, c in enumerate(self.large) if cover & c == cover)].append(n)

    def search(self, size: int, weights: Sequence[int] | None, nodes: int) -> Listed:
        """List the covers of `size` columns; tell whether all were met within so many steps."""
        keep = list(range(len(self.large)))
        if weights:
            # A cover of n columns may waste n units less the whole weight. A column whose rows
            # weigh so little that it alone would waste more is in no such cover.
            waste = size * UNIT - sum(weights)
            keep = [n for n in keep if UNIT - sum(weights[r] for r in bits(self.large[n])) <= waste]
        models: list[tuple[int, ...]] = []

        def take(cover: tuple[int, ...]) -> bool:
            return self._unfold(tuple(sorted(keep[n] for n in cover)), models)

        columns = [self.large[n] for n in keep]
        return models, Search(columns, self.rows, weights, nodes).run(size, take)

    def exchange(self, cover: Sequence[int]) -> list[tuple[int, ...]]:
        """List covers that are reached from one by exchanging a column at a time."""
        models: list[tuple[int, ...]] = []
        start = tuple(self.names.index(n) for n in cover)
        for other in _exchanged(self.large, self.rows, start):
            if not self._unfold(other, models):
                break
        return models

    def _unfold(self, cover: tuple[int, ...], models: list[tuple[int, ...]]) -> bool:
        """Add to `models` all covers with smaller columns in place of larger ones, till `cap`."""
        left, chosen = (1 << self.rows) - 1, []
        groups: list[tuple[list[int], int]] = []
        others = 0  # rows that the groups before can cover
        for c in reversed(cover):
            if len(self.below[c]) == 1:
                left &= ~self.large[c]
                chosen.append(self.names[c])
            else:
                groups.append((self.below[c], others))
                others |= self.large[c]
        return self._place(groups, left, tuple(chosen), models)

    def _place(
        self,
        groups: list[tuple[list[int], int]],
        left: int,
        chosen: tuple[int, ...],
        models: list[tuple[int, ...]],
    ) -> bool:
        """Choose a column of the last group, which has to cover what no group before it can."""
        if not groups:
            models.append(chosen)
            return len(models) <= self.cap
        group, others = groups[-1]
        rest = groups[:-1]
        needed = left & ~others
        for n in group:
            cover = self.columns[n]
            if cover & needed == needed and not self._place(
                rest, left & ~cover, (*chosen, n), models
            ):
                return False
        return True


def _exchanged(
    columns: Sequence[int], rows: int, start: tuple[int, ...]
) -> Iterator[tuple[int, ...]]:
    """Yield every cover that is reached by exchanging one column at a time."""
    by_row = columns_by_row(columns, (1 << rows) - 1)
    seen, queue = {start}, [start]
    yield start
    for cover in queue:
        once = twice = 0
        for n in cover:
            twice |= once & columns[n]
            once |= columns[n]
        for n in cover:
            others = (1 << len(columns)) - 1
            for r in bits(columns[n] & ~twice):
                others &= by_row[r]
            for other in bits(others):
                swapped = tuple(sorted({*cover, other} - {n}))
                if len(swapped) == len(cover) and swapped not in seen:
                    seen.add(swapped)
                    queue.append(swapped)
                    yield swapped


def covers_without_spare(columns: Sequence[int], cap: int) -> Listed:
    """List covers of which every column covers a row that no other one of them covers.

    Parameters
    ----------
    columns : sequence of int
        Bit set of rows for each column; together they cover rows 0 to the highest one.
    cap : int
        Once more than this are found, the list ends.

    Returns
    -------
    list of tuple of int
        Covers, at most `cap` + 1.
    complete : bool
        Whether they are all.

    Examples
    --------
    >>> found, complete = covers_without_spare([0b011, 0b001, 0b110, 0b100], 9)
    >>> sorted(map(sorted, found)), complete
    ([[0, 2], [0, 3], [1, 2]], True)
    """
    rows = max(columns).bit_length()
    by_row = columns_by_row(columns, (1 << rows) - 1)
    found: list[tuple[int, ...]] = []
    steps = 0

    def search(left: int, own: list[int], chosen: tuple[int, ...], allowed: int) -> bool:
        nonlocal steps
        if not left:
            found.append(chosen)
            return len(found) <= cap
        steps += 1
        if steps > _LIST_NODES:
            return False
        branches = min((by_row[r] & allowed for r in bits(left)), key=int.bit_count)
        # Columns of this row are closed below, but for those tried before: a cover may have
        # several of them, and is met where the last of these is chosen.
        allowed &= ~branches
        while branches:
            bit = branches & -branches
            branches ^= bit
            n = bit.bit_length() - 1
            still = [rows_of & ~columns[n] for rows_of in own]
            if not all(still):
                continue
            still.append(columns[n] & left)
            if not search(left & ~columns[n], still, (*chosen, n), allowed):
                return False
            allowed |= bit
        return True

    ended = search((1 << rows) - 1, [], (), (1 << len(columns)) - 1)
    return found, ended
