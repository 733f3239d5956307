"""The prime implicant chart solved: fewest columns that cover all rows, certified, and all ways.

    >>> minimum_covers([0b0011, 0b0110, 0b1100, 0b1001], 4).models
    ((0, 2), (1, 3))

The four columns stand in a ring over four rows: no row is forced, none is superfluous. Two columns
are needed, since rows 0 and 2 share none, and two opposite ones do: so there are two models.
How charts are made small, solved and listed: :mod:`~crosscase.qca.engine.reduction`,
:mod:`~crosscase.qca.engine.optimum`, :mod:`~crosscase.qca.engine.listing`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice, product
from typing import NamedTuple

from crosscase.qca.engine.listing import Listed, covers_as_small, covers_without_spare
from crosscase.qca.engine.optimum import optimum
from crosscase.qca.engine.reduction import Kernel, reduced
from crosscase.wording import counted

__all__ = ["Covers", "irredundant_covers", "minimum_covers"]


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
    notes : tuple of str
        What to tell the user where the list or the proof is not complete.
    """

    models: tuple[tuple[int, ...], ...]
    size: int
    bound: int
    complete: bool
    notes: tuple[str, ...]


NONE = Covers((), 0, 0, True, ())


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
    >>> minimum_covers([0b0011, 0b0110, 0b1100, 0b1001], 4).size
    2
    """
    kernel = reduced(covers, rows)
    if not kernel.feasible:
        return NONE
    size = bound = len(kernel.forced)
    lists: list[Listed] = []
    for part in kernel.parts:
        best = optimum(part.columns, time_limit_s)
        size += len(best.cover)
        bound += best.bound
        proven = best.bound == len(best.cover)
        # Without a proof covers of the size found may all be too large: one is shown.
        lists.append(
            covers_as_small(part.columns, best, cap) if proven else ([tuple(best.cover)], False)
        )
    models, complete, notes = _combined(kernel, lists, cap)
    if bound < size:
        notes = (
            f"fewest prime implicants: at most {size}, at least {bound}; "
            f"not settled within {time_limit_s:g} s, so not all models are listed",
        )
    return Covers(models, size, bound, complete, notes)


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
    kernel = reduced(covers, rows)
    if not kernel.feasible:
        return NONE
    lists = [covers_without_spare(part.columns, cap) for part in kernel.parts]
    models, complete, notes = _combined(kernel, lists, cap)
    size = min(map(len, models), default=0)
    return Covers(models, size, size, complete, notes)


def _combined(
    kernel: Kernel, lists: Sequence[Listed], cap: int
) -> tuple[tuple[tuple[int, ...], ...], bool, tuple[str, ...]]:
    """Combine the covers of all parts; return them, whether they are all, and what to tell."""
    complete = all(whole for _found, whole in lists)
    models = list(islice(_models(kernel, lists), cap + 1))
    if len(models) > cap:
        models, complete = models[:cap], False
    notes: tuple[str, ...] = ()
    if not complete:
        notes = (
            f"the list of models stops at {len(models)}; there are more (raise cap to see them)"
            if len(models) >= cap
            else f"{counted(len(models), 'model')} listed; the search for more was cut off",
        )
    return tuple(sorted(models)), complete, notes


def _models(kernel: Kernel, lists: Sequence[Listed]) -> Iterator[tuple[int, ...]]:
    """Yield each choice of a cover a part, and for each column one of the columns equal to it."""
    for choice in product(*(found for found, _whole in lists)):
        groups = list(kernel.forced)
        for part, cover in zip(kernel.parts, choice, strict=True):
            groups += [part.members[c] for c in cover]
        for model in product(*groups):
            yield tuple(sorted(model))
