"""Prime implicants as minimal hitting sets: nothing here follows the number of configurations.

Quine and McCluskey merge configurations pair by pair, remainders included: 2 to the power of k of
them. Here the negative rows are looked at, of which there are as many as cases. Rows of A, B, C::

    positive   1 1 0,  1 1 1          a literal *hits* a negative row if it is false there:
    negative   0 1 1                      A hits both, C hits neither,
               0 0 1                      B hits 001, ~C hits both

An implicant is a set of literals that are all true in some positive row and together hit every
negative row. It is prime if no literal can be spared: a minimal hitting set. True in 111 or 110
are A, B, C and ~C; A alone and ~C alone hit everything, and B would only add to them. So the prime
implicants are A, which covers both positive rows, and ~C, which covers 110.

Without remainders the negative rows are all configurations but the positive ones. They are not
written out either: :func:`complement` cuts what is outside into boxes, each of which is hit or not
hit as a whole.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

__all__ = ["Cube", "Prime", "complement", "contains", "prime_implicants"]

Cube = tuple[int, ...]
"""One value for each condition; -1 where the condition does not matter."""


class Prime(NamedTuple):
    """A prime implicant and the positive rows that it covers.

    Parameters
    ----------
    cube : tuple of int
        The value of each condition, -1 where it does not matter.
    cover : int
        Bit set: bit i stands for positive row i.
    """

    cube: Cube
    cover: int


def contains(cube: Cube, row: Sequence[int]) -> bool:
    """Tell whether a row (or a smaller cube) lies inside a cube.

    Examples
    --------
    >>> contains((1, -1, 0), (1, 0, 0)), contains((1, -1, 0), (1, 0, 1))
    (True, False)
    """
    return all(value in (-1, other) for value, other in zip(cube, row, strict=True))


def complement(cubes: Iterable[Cube], levels: Sequence[int], box: Cube | None = None) -> list[Cube]:
    """Return disjoint boxes that hold every configuration outside the cubes.

    Parameters
    ----------
    cubes : iterable of cube
        Values, -1 for "does not matter"; a row is a cube without -1.
    levels : sequence of int
        Number of levels of each condition.
    box : tuple of int, optional
        Look only inside this box; by default everywhere.

    Returns
    -------
    list of tuple of int
        Boxes: for each condition a bit set of the values that are inside.

    Examples
    --------
    >>> complement([(1, -1)], (2, 2))
    [(1, 3)]
    >>> complement([(0, 0), (1, 1)], (2, 2))
    [(1, 2), (2, 1)]
    """
    whole = box or tuple((1 << n) - 1 for n in levels)
    # Cubes that do not touch the box cut nothing off it.
    inside = {
        cube
        for cube in cubes
        if all(v < 0 or part >> v & 1 for v, part in zip(cube, whole, strict=True))
    }
    boxes: list[Cube] = []
    _split(sorted(inside), whole, boxes)
    return boxes


def _split(cubes: list[Cube], box: Cube, boxes: list[Cube]) -> None:
    """Cut a box along the condition that most cubes fix, until parts are inside or outside.

    Values that leave the same cubes over stay together in one part: this is what keeps the
    number of boxes near that of the cubes.
    """
    if not cubes:
        boxes.append(box)
        return
    fixed = [0] * len(box)
    for cube in cubes:
        for c, value in enumerate(cube):
            fixed[c] += value >= 0
        if max(cube) < 0:
            return
    c = fixed.index(max(fixed))
    parts: dict[tuple[Cube, ...], int] = {}
    for value in range(box[c].bit_length()):
        if not box[c] >> value & 1:
            continue
        inside = tuple(
            dict.fromkeys(
                (*cube[:c], -1, *cube[c + 1 :]) for cube in cubes if cube[c] in (-1, value)
            )
        )
        parts[inside] = parts.get(inside, 0) | 1 << value
    for part, values in parts.items():
        _split(list(part), (*box[:c], values, *box[c + 1 :]), boxes)


def prime_implicants(
    ones: Sequence[Sequence[int]], off: Sequence[Cube], levels: Sequence[int]
) -> list[Prime]:
    """Find every prime implicant that covers at least one positive row.

    A literal hits a box of the off-set if it keeps out the whole box. A prime implicant is a
    minimal set of literals, all true of some positive row, that hits every box. The sets are
    found depth first: branch on the literals that hit one box; every literal must keep a box
    that it alone keeps out, so each prime implicant is met once and never a superset of one.

    Parameters
    ----------
    ones : sequence of rows
        The positive rows, a level for each condition.
    off : sequence of boxes
        What no implicant may touch: for each condition a bit set of values.
    levels : sequence of int
        Number of levels of each condition.

    Returns
    -------
    list of Prime
        Sorted by cube.

    References
    ----------
    Murakami, K. and Uno, T. (2014). Efficient algorithms for dualizing large-scale hypergraphs.
    Discrete Applied Mathematics 170, 83-94 (the depth-first search with critical edges).

    Examples
    --------
    >>> prime_implicants([(1, 1), (1, 0)], [(1, 1)], (2, 2))
    [Prime(cube=(-1, 1), cover=1), Prime(cube=(1, -1), cover=3)]
    """
    if not ones:
        return []
    literals = [
        (c, value)
        for c in range(len(levels))
        for value in {row[c] for row in ones}
        if any(not box[c] >> value & 1 for box in off)
    ]
    holds = [sum(1 << i for i, row in enumerate(ones) if row[c] == v) for c, v in literals]
    keeps = [sum(1 << i for i, box in enumerate(off) if box[c] >> v & 1) for c, v in literals]
    hits = [
        sum(1 << n for n in range(len(literals)) if not keeps[n] >> i & 1) for i in range(len(off))
    ]
    found = _hitting_sets(holds, keeps, hits, (1 << len(ones)) - 1)
    free = [-1] * len(levels)
    primes = []
    for chosen, cover in found:
        cube = free.copy()
        while chosen:
            bit = chosen & -chosen
            chosen ^= bit
            c, value = literals[bit.bit_length() - 1]
            cube[c] = value
        primes.append(Prime(tuple(cube), cover))
    return sorted(primes)


_BOXES_COMPARED = 6
"""Boxes looked at for the one with the fewest branches: with all of them the search would have
fewer nodes, but each would cost more than it saves."""


def _hitting_sets(
    holds: list[int], keeps: list[int], hits: list[int], rows: int
) -> list[tuple[int, int]]:
    """Return every minimal hitting set that holds in some row, with the rows in which it holds.

    All sets are bit sets: `holds` the rows in which a literal is true, `keeps` the boxes that it
    does not hit, `hits` the literals that hit a box.
    """
    found: list[tuple[int, int]] = []

    # left: boxes not hit yet; critical: for each chosen literal the boxes that it alone hits.
    def search(left: int, cover: int, critical: list[int], chosen: int, allowed: int) -> None:
        if not left:
            found.append((chosen, cover))
            return
        branches, fewest, rest = 0, len(holds) + 1, left
        for _ in range(_BOXES_COMPARED):
            box = rest & -rest
            rest ^= box
            candidates = allowed & hits[box.bit_length() - 1]
            size = candidates.bit_count()
            if size < fewest:
                branches, fewest = candidates, size
            if not rest or not size:
                break
        # Later literals of the box are closed and earlier ones open again, so that a set with
        # several of them is met only where the last of these is chosen.
        allowed &= ~branches
        while branches:
            bit = branches & -branches
            branches ^= bit
            n = bit.bit_length() - 1
            inside = cover & holds[n]
            if not inside:
                continue
            keep = keeps[n]
            still = []
            # A literal left without a box of its own could be spared, whatever comes later.
            for boxes in critical:
                boxes &= keep
                if not boxes:
                    break
                still.append(boxes)
            else:
                still.append(left & ~keep)
                search(left & keep, inside, still, chosen | bit, allowed)
                allowed |= bit

    search((1 << len(hits)) - 1, rows, [], 0, (1 << len(holds)) - 1)
    return found
