"""The prime implicant chart: fewest columns that cover all rows, certified, and all such covers."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from itertools import islice, product
from typing import NamedTuple

__all__ = ["Covers", "irredundant_covers", "minimum_covers", "undominated"]

_SCALE = 1 << 30  # row weights are whole numbers; a column may weigh this much
_EASY_NODES = 200  # search nodes before row weights are worked out
_PROOF_NODES = 3_000  # search nodes before the mixed-integer solver is asked
_FIRST_NODES = 3_000  # search nodes for listing covers before exchanges are tried
_MORE_NODES = 20_000  # search nodes for listing covers after that
_LIST_NODES = 30_000  # search nodes for listing covers of a hard part


class Covers(NamedTuple):
    """What was found in a chart.

    Parameters
    ----------
    models : tuple of tuple of int
        Each cover as sorted column numbers; the covers sorted.
    size : int
        Fewest columns found; 0 where the rows cannot be covered.
    bound : int
        No cover has fewer columns than this; equal to `size` if the optimum is certified.
    complete : bool
        Whether every such cover is in `models`.
    word : str
        What to tell the user where the list or the proof is not complete; else empty.
    """

    models: tuple[tuple[int, ...], ...]
    size: int
    bound: int
    complete: bool
    word: str


class _Kernel(NamedTuple):
    """A chart after the reductions that lose no minimal cover."""

    forced: list[list[int]]
    parts: list[tuple[list[int], list[list[int]]]]
    feasible: bool


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
    for cover in sorted(set(covers), key=lambda c: (-c.bit_count(), c)):
        if not any(cover & other == cover for other in largest):
            largest.append(cover)
    kept = set(largest)
    return [n for n, cover in enumerate(covers) if cover in kept]


def minimum_covers(
    covers: Sequence[int], rows: int, *, cap: int = 10_000, time_limit_s: float = 20.0
) -> Covers:
    """Find the fewest columns that cover all rows, and every cover of that size.

    Rows that are covered whenever another is, and columns that alone cover a row, are taken out
    first; what is left falls into independent parts. In each part the optimum is certified: by
    disjoint rows, by whole-number weights on rows of which no column holds more than one unit
    (a dual solution), by a depth-first search, and for hard parts by HiGHS.

    Parameters
    ----------
    covers : sequence of int
        Bit set of rows for each column.
    rows : int
        Number of rows.
    cap : int, default 10000
        Most covers that are listed.
    time_limit_s : float, default 20
        Seconds for HiGHS in a part that the search does not settle.

    Returns
    -------
    Covers
        `size`, the certified `bound`, and `models`.

    Examples
    --------
    >>> minimum_covers([0b0011, 0b0110, 0b1100, 0b1001], 4).models
    ((0, 2), (1, 3))
    """
    kernel = _kernel(covers, rows)
    if not kernel.feasible:
        return Covers((), 0, 0, True, "")
    size = bound = len(kernel.forced)
    lists: list[list[tuple[int, ...]]] = []
    complete = True
    for part, _members in kernel.parts:
        best, low, weights = _optimum(part, time_limit_s)
        size += len(best)
        bound += low
        if low == len(best):
            found, whole = _all_of_size(part, best, weights, cap)
        else:
            found, whole = [tuple(best)], False
        lists.append(found)
        complete = complete and whole
    word = ""
    if bound < size:
        word = (
            f"fewest prime implicants: at most {size}, at least {bound}; "
            f"not settled within {time_limit_s:g} s, so not all models are listed"
        )
    return _assembled(kernel, lists, size, bound, complete, cap, word)


def irredundant_covers(covers: Sequence[int], rows: int, *, cap: int = 10_000) -> Covers:
    """List every cover from which no column can be left out.

    Parameters
    ----------
    covers : sequence of int
        Bit set of rows for each column.
    rows : int
        Number of rows.
    cap : int, default 10000
        Most covers that are listed.

    Returns
    -------
    Covers
        `size` and `bound` are those of the smallest cover listed.

    Examples
    --------
    >>> irredundant_covers([0b011, 0b001, 0b110, 0b100], 3).models
    ((0, 2), (0, 3), (1, 2))
    """
    kernel = _kernel(covers, rows)
    if not kernel.feasible:
        return Covers((), 0, 0, True, "")
    lists, complete = [], True
    for part, _members in kernel.parts:
        found, whole = _transversals(part, cap)
        lists.append(found)
        complete = complete and whole
    result = _assembled(kernel, lists, 0, 0, complete, cap, "")
    size = min(map(len, result.models))
    return result._replace(size=size, bound=size)


def _assembled(
    kernel: _Kernel,
    lists: list[list[tuple[int, ...]]],
    size: int,
    bound: int,
    complete: bool,
    cap: int,
    word: str,
) -> Covers:
    members = [part[1] for part in kernel.parts]
    models = list(islice(_expanded(kernel.forced, members, lists), cap + 1))
    if len(models) > cap:
        models, complete = models[:cap], False
    if not complete and not word:
        word = (
            f"the list of models stops at {len(models)}; there are more (raise cap to see them)"
            if len(models) >= cap
            else f"{len(models)} models listed; the search for more was cut off"
        )
    return Covers(tuple(sorted(models)), size, bound, complete, word)


def _expanded(
    forced: list[list[int]], members: list[list[list[int]]], lists: list[list[tuple[int, ...]]]
) -> Iterator[tuple[int, ...]]:
    for choice in product(*lists):
        groups = list(forced)
        for group, cover in zip(members, choice, strict=True):
            groups += [group[c] for c in cover]
        for model in product(*groups):
            yield tuple(sorted(model))


def _kernel(covers: Sequence[int], rows: int) -> _Kernel:
    groups: dict[int, list[int]] = {}
    for column, cover in enumerate(covers):
        if cover:
            groups.setdefault(cover, []).append(column)
    left = (1 << rows) - 1
    forced: list[list[int]] = []
    while True:
        columns = list(groups)
        by_row = _columns_by_row(columns, left)
        if not all(by_row.values()):
            return _Kernel([], [], False)
        kept = _rows_that_matter(by_row)
        single = {by_row[r] for r in kept if by_row[r].bit_count() == 1}
        gone = 0
        for only in sorted(single):
            column = columns[only.bit_length() - 1]
            forced.append(groups[column])
            gone |= column
        narrowed = sum(1 << r for r in kept) & ~gone
        if narrowed == left:
            return _Kernel(forced, _parts(groups, by_row, left), True)
        left = narrowed
        projected: dict[int, list[int]] = {}
        for cover, group in groups.items():
            if cover & left:
                projected.setdefault(cover & left, []).extend(group)
        groups = projected


def _columns_by_row(columns: Sequence[int], rows: int) -> dict[int, int]:
    by_row = dict.fromkeys(_bits(rows), 0)
    for n, cover in enumerate(columns):
        bit = 1 << n
        for r in _bits(cover & rows):
            by_row[r] |= bit
    return by_row


def _bits(number: int) -> Iterator[int]:
    while number:
        bit = number & -number
        number ^= bit
        yield bit.bit_length() - 1


def _rows_that_matter(by_row: dict[int, int]) -> list[int]:
    """Leave out rows that are covered whenever some other row is."""
    kept: list[int] = []
    for r in sorted(by_row, key=lambda r: (by_row[r].bit_count(), r)):
        columns = by_row[r]
        if not any(by_row[other] & columns == by_row[other] for other in kept):
            kept.append(r)
    return kept


def _parts(
    groups: dict[int, list[int]], by_row: dict[int, int], left: int
) -> list[tuple[list[int], list[list[int]]]]:
    """Split into independent parts; rows are renumbered within each."""
    columns = list(groups)
    parts = []
    while left:
        rows, front = 0, left & -left
        while front:
            rows |= front
            reached = 0
            for r in _bits(front):
                for n in _bits(by_row[r]):
                    reached |= columns[n]
            front = reached & ~rows
        number = {r: i for i, r in enumerate(_bits(rows))}
        inside = sorted(
            (cover for cover in columns if cover & rows), key=lambda c: (-c.bit_count(), c)
        )
        renumbered = [sum(1 << number[r] for r in _bits(cover)) for cover in inside]
        parts.append((renumbered, [sorted(groups[cover]) for cover in inside]))
        left &= ~rows
    return parts


def _optimum(part: list[int], time_limit_s: float) -> tuple[list[int], int, list[int] | None]:
    """Return a smallest cover known, a proven lower bound, and row weights (or None)."""
    rows = max(part).bit_length()
    keep = undominated(part)
    columns = [part[n] for n in keep]
    best = _greedy(columns, rows)
    low = max(_disjoint_rows(columns, rows), math.ceil(rows / max(c.bit_count() for c in columns)))
    while low < len(best):
        found, settled = _of_size(columns, rows, low, None, _EASY_NODES)
        if found:
            return [keep[n] for n in found], low, None
        if not settled:
            break
        low += 1
    if low == len(best):
        return [keep[n] for n in best], low, None
    weights, better = _row_weights(columns, rows, best)
    best = min(best, better, key=len)
    low = max(low, -(-sum(weights) // _SCALE))
    while low < len(best):
        found, settled = _of_size(columns, rows, low, weights, _PROOF_NODES)
        if found:
            best = found
        elif settled:
            low += 1
        else:
            best, low = _by_highs(columns, rows, best, low, time_limit_s)
            break
    return [keep[n] for n in best], low, weights


def _greedy(columns: list[int], rows: int, prices: Sequence[float] | None = None) -> list[int]:
    left, chosen = (1 << rows) - 1, []
    while left:
        if prices is None:
            n = max(range(len(columns)), key=lambda c: (columns[c] & left).bit_count())
        else:
            n = min(
                (c for c in range(len(columns)) if columns[c] & left),
                key=lambda c: max(prices[c], 1e-3) / (columns[c] & left).bit_count(),
            )
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


def _disjoint_rows(columns: list[int], rows: int) -> int:
    """Count rows no two of which share a column: each needs a column of its own."""
    near = [0] * rows
    for cover in columns:
        for r in _bits(cover):
            near[r] |= cover
    left, count = (1 << rows) - 1, 0
    for r in sorted(range(rows), key=lambda r: (near[r].bit_count(), r)):
        if left >> r & 1:
            left &= ~near[r]
            count += 1
    return count


def _row_weights(columns: list[int], rows: int, best: list[int]) -> tuple[list[int], list[int]]:
    """Raise row weights by subgradient steps; return whole-number weights and a cover found."""
    import numpy as np

    matrix = np.array([[c >> r & 1 for r in range(rows)] for c in columns], dtype=float)
    weights = (1 / np.maximum(matrix * matrix.sum(axis=1, keepdims=True), 1e-9).max(axis=0)).copy()
    top, kept, target, step, stale = -1.0, weights, len(best), 1.0, 0
    for turn in range(600):
        cost = 1 - matrix @ weights
        chosen = cost < 0
        value = weights.sum() + cost[chosen].sum()
        if value > top + 1e-6:
            top, kept, stale = value, weights, 0
        else:
            stale += 1
        if target - top < 1e-3 or step < 4e-3:
            break
        if stale >= 6:
            step, stale, weights = step * 0.7, 0, kept
            continue
        slack = 1 - chosen @ matrix
        norm = float(slack @ slack)
        if norm == 0:
            break
        weights = np.maximum(weights + step * (target - value) / norm * slack, 0)
        if turn % 50 == 49 and top < target - 1:
            other = _greedy(columns, rows, list(1 - matrix @ kept))
            best, target = (other, len(other)) if len(other) < target else (best, target)
    return _feasible(columns, matrix, kept), best


def _feasible(columns: list[int], matrix, weights) -> list[int]:  # type: ignore[no-untyped-def]
    """Make weights whole numbers of which no column holds more than one unit: a proof."""
    import numpy as np

    load = matrix @ weights
    # scale each row down by the heaviest column through it, then fill what is left
    heaviest = np.maximum((matrix * load[:, None]).max(axis=0), 1.0)
    whole = [int(w / h * _SCALE) for w, h in zip(weights, heaviest, strict=True)]
    sums = [sum(whole[r] for r in _bits(c)) for c in columns]
    by_row: list[list[int]] = [[] for _ in whole]
    for n, cover in enumerate(columns):
        for r in _bits(cover):
            by_row[r].append(n)
    for r in sorted(range(len(whole)), key=lambda r: (len(by_row[r]), r)):
        room = min(_SCALE - sums[n] for n in by_row[r])
        if room < 0:
            room = -min(whole[r], -room)
        whole[r] += room
        for n in by_row[r]:
            sums[n] += room
    return whole if max(sums) <= _SCALE else [0] * len(whole)


class _Search:
    """Depth-first search for covers of at most `size` columns, each met once."""

    def __init__(
        self,
        columns: list[int],
        rows: int,
        weights: list[int] | None,
        nodes: int,
        take: Callable[[tuple[int, ...]], bool],
    ) -> None:
        self.columns, self.weights, self.nodes, self.take = columns, weights, nodes, take
        by_row = _columns_by_row(columns, (1 << rows) - 1)
        self.by_row = [by_row[r] for r in range(rows)]
        self.largest = max(c.bit_count() for c in columns)

    def run(self, size: int, rows: int) -> bool:
        """Search; return whether it came to its end."""
        weight = sum(self.weights) if self.weights else 0
        return self._step((1 << rows) - 1, weight, size, (1 << len(self.columns)) - 1, ())

    def _step(
        self, left: int, weight: int, size: int, allowed: int, chosen: tuple[int, ...]
    ) -> bool:
        if not left:
            return self.take(chosen)
        if weight > size * _SCALE or left.bit_count() > size * self.largest:
            return True
        self.nodes -= 1
        if self.nodes < 0:
            return False
        branches, fewest, rest = 0, len(self.columns) + 1, left
        while rest:
            bit = rest & -rest
            rest ^= bit
            candidates = self.by_row[bit.bit_length() - 1] & allowed
            count = candidates.bit_count()
            if count < fewest:
                branches, fewest = candidates, count
                if count < 2:
                    break
        while branches:
            bit = branches & -branches
            branches ^= bit
            n = bit.bit_length() - 1
            allowed ^= bit
            covered = self.columns[n] & left
            if size == 1 and covered != left:
                continue
            lighter = weight
            if self.weights:
                new = covered
                while new:
                    row = new & -new
                    new ^= row
                    lighter -= self.weights[row.bit_length() - 1]
            if not self._step(left & ~covered, lighter, size - 1, allowed, (*chosen, n)):
                return False
        return True


def _of_size(
    columns: list[int], rows: int, size: int, weights: list[int] | None, nodes: int
) -> tuple[list[int] | None, bool]:
    found: list[int] = []

    def first(cover: tuple[int, ...]) -> bool:
        found.extend(sorted(cover))
        return False

    ended = _Search(columns, rows, weights, nodes, first).run(size, rows)
    return (found, True) if found else (None, ended)


def _by_highs(
    columns: list[int], rows: int, best: list[int], low: int, time_limit_s: float
) -> tuple[list[int], int]:
    import numpy as np
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
        low = max(low, min(math.ceil(result.mip_dual_bound - 1e-6), len(best)))
    return best, low


def _all_of_size(
    part: list[int], best: list[int], weights: list[int] | None, cap: int
) -> tuple[list[tuple[int, ...]], bool]:
    """List all covers as small as `best`.

    Every such cover comes from one cover of undominated columns, by putting smaller columns in
    the place of larger ones; so only those are searched, and each is then unfolded.
    """
    rows, size = max(part).bit_length(), len(best)
    large = undominated(part)
    below: dict[int, list[int]] = {n: [] for n in large}
    for n, cover in enumerate(part):
        below[next(m for m in large if cover & part[m] == cover)].append(n)
    columns = [part[n] for n in large]
    place = [large.index(n) for n in best]

    def listed(weights: list[int] | None, nodes: int) -> tuple[list[tuple[int, ...]], bool]:
        unfold = _Unfolding(part, below, large, cap)
        return unfold.models, _each_cover(columns, rows, size, weights, nodes, unfold)

    found, ended = listed(weights, _EASY_NODES)
    if not ended and len(found) <= cap:
        if weights is None:
            weights, _cover = _row_weights(columns, rows, place)
        found, ended = listed(weights, _FIRST_NODES)
    if ended or len(found) > cap:
        return found, ended
    swapped = _Unfolding(part, below, large, cap)
    all(swapped(cover) for cover in _swaps(columns, rows, tuple(place), cap))
    if len(swapped.models) > cap:
        return swapped.models, False
    found, ended = listed(weights, _MORE_NODES)
    if not ended and len(found) <= cap:
        found, ended = listed(_linear_weights(columns, rows), _LIST_NODES)
    return (found if ended else list(dict.fromkeys([*swapped.models, *found]))), ended


def _each_cover(
    columns: list[int],
    rows: int,
    size: int,
    weights: list[int] | None,
    nodes: int,
    take: Callable[[tuple[int, ...]], bool],
) -> bool:
    keep = list(range(len(columns)))
    if weights:
        slack = size * _SCALE - sum(weights)
        keep = [n for n in keep if _SCALE - sum(weights[r] for r in _bits(columns[n])) <= slack]

    def found(cover: tuple[int, ...]) -> bool:
        return take(tuple(sorted([keep[n] for n in cover])))

    return _Search([columns[n] for n in keep], rows, weights, nodes, found).run(size, rows)


class _Unfolding:
    """Put smaller columns in the place of larger ones, cover by cover, until there are enough."""

    def __init__(
        self, part: list[int], below: dict[int, list[int]], large: list[int], cap: int
    ) -> None:
        self.part, self.below, self.large, self.cap = part, below, large, cap
        self.models: list[tuple[int, ...]] = []
        self.rows = 0
        for n in large:
            self.rows |= part[n]

    def __call__(self, cover: tuple[int, ...]) -> bool:
        left, chosen = self.rows, []
        groups, others = [], 0
        for c in reversed(cover):
            n = self.large[c]
            if len(self.below[n]) == 1:
                left &= ~self.part[n]
                chosen.append(n)
            else:
                groups.append((self.below[n], others))
                others |= self.part[n]
        groups.reverse()
        return self._place(groups, 0, left, tuple(chosen))

    def _place(
        self, groups: list[tuple[list[int], int]], depth: int, left: int, chosen: tuple[int, ...]
    ) -> bool:
        if depth == len(groups):
            self.models.append(chosen)
            return len(self.models) <= self.cap
        group, others = groups[depth]
        needed = left & ~others
        for n in group:
            cover = self.part[n]
            if cover & needed == needed and not self._place(
                groups, depth + 1, left & ~cover, (*chosen, n)
            ):
                return False
        return True


def _swaps(
    columns: list[int], rows: int, best: tuple[int, ...], most: int
) -> Iterator[tuple[int, ...]]:
    """Yield covers that are reached by exchanging one column at a time, at most about `most`."""
    by_row = _columns_by_row(columns, (1 << rows) - 1)
    start = tuple(sorted(best))
    seen, queue = {start}, [start]
    yield start
    for cover in queue:
        once = twice = 0
        for n in cover:
            twice |= once & columns[n]
            once |= columns[n]
        for n in cover:
            others = (1 << len(columns)) - 1
            for r in _bits(columns[n] & ~twice):
                others &= by_row[r]
            for other in _bits(others & ~(1 << n)):
                swapped = tuple(sorted({*cover, other} - {n}))
                if len(swapped) == len(cover) and swapped not in seen:
                    seen.add(swapped)
                    queue.append(swapped)
                    yield swapped
        if len(queue) > most:
            return


def _linear_weights(columns: list[int], rows: int) -> list[int]:
    """Row weights of the linear relaxation, made whole numbers that prove a bound."""
    import numpy as np
    from scipy.optimize import linprog

    matrix = np.array([[c >> r & 1 for r in range(rows)] for c in columns], dtype=float)
    solved = linprog(-np.ones(rows), A_ub=matrix, b_ub=np.ones(len(columns)), method="highs")
    return _feasible(columns, matrix, np.maximum(solved.x, 0))


def _transversals(part: list[int], cap: int) -> tuple[list[tuple[int, ...]], bool]:
    """List minimal covers: every column chosen covers a row that no other chosen one covers."""
    rows = max(part).bit_length()
    by_row = _columns_by_row(part, (1 << rows) - 1)
    found: list[tuple[int, ...]] = []
    nodes = [_LIST_NODES]

    def search(left: int, own: list[int], chosen: tuple[int, ...], allowed: int) -> bool:
        if not left:
            found.append(chosen)
            return len(found) <= cap
        nodes[0] -= 1
        if nodes[0] < 0:
            return False
        branches = min((by_row[r] & allowed for r in _bits(left)), key=int.bit_count)
        allowed &= ~branches
        while branches:
            bit = branches & -branches
            branches ^= bit
            cover = part[bit.bit_length() - 1]
            still = [rows_of & ~cover for rows_of in own]
            if not all(still):
                continue
            still.append(cover & left)
            if not search(left & ~cover, still, (*chosen, bit.bit_length() - 1), allowed):
                return False
            allowed |= bit
        return True

    ended = search((1 << rows) - 1, [], (), (1 << len(part)) - 1)
    return found, ended
